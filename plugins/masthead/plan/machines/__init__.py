"""What machines read besides feeds: one module per kind of file.

In: a Catalog. Out: planned files. All but due.json need the site's whole addresses, so a site
without an address has none of them.
"""

from collections.abc import Collection, Iterator

from masthead.plan.catalog import Catalog
from masthead.plan.machines.catalogue import plan_catalogue
from masthead.plan.machines.due import plan_due
from masthead.plan.machines.latest import plan_latest
from masthead.plan.machines.llms import plan_llms
from masthead.plan.machines.markdown import plan_markdown
from masthead.plan.machines.robots import plan_robots
from masthead.plan.machines.security import plan_security
from masthead.plan.output import Planned, Resource


def plan_machines(catalog: Catalog, theirs: Collection[str] = ()) -> Iterator[Planned[Resource]]:
    """All files for machines but the sitemap. `theirs` are the files that the host writes."""
    yield from plan_due(catalog)
    if not catalog.given.site_url:
        return
    yield from plan_markdown(catalog)
    yield from plan_catalogue(catalog)
    yield from plan_latest(catalog)
    for planned in (*plan_robots(catalog), *plan_llms(catalog), *plan_security(catalog)):
        if planned.file not in theirs:  # the owner's own file below docs stands
            yield planned
