"""Let the workers of dask.distributed make a site's files.

    pip install distributed
    MASTHEAD_EXECUTOR=dask_workers:executor PYTHONPATH=examples mkdocs build

Here they are two processes on this machine. Name a scheduler's address instead, and they are those
of a cluster that shares the site's folder: `Client("tcp://scheduler:8786")`.
"""

import atexit
from concurrent.futures import Executor

from distributed import Client, LocalCluster


def executor() -> Executor:
    """Two local workers, which end with the build."""
    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp"
    )
    client = Client(cluster)
    atexit.register(cluster.close)
    atexit.register(client.close)
    return client.get_executor(pure=False)
