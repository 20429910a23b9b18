"""Real web servers over a folder, if they are installed: nginx and Apache's."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NGINX: Final = os.environ.get("NGINX") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
APACHE: Final = os.environ.get("APACHE") or shutil.which("apache2", path="/usr/sbin")
_MODULES: Final = Path(os.environ.get("APACHE_MODULES", "/usr/lib/apache2/modules"))

_NGINX_CONF: Final = """daemon off; pid {work}/pid; error_log {work}/error.log; events {{}}
http {{
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  types {{ text/html html; }}
  include {site}/masthead-nginx.conf;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    if ($masthead_moved) {{ return 301 $masthead_moved; }}
    if ($masthead_gone) {{ return 410; }}
    error_page 410 @gone;
    location @gone {{ try_files $masthead_gone =410; }}
  }}
}}
"""
_APACHE_CONF: Final = """ServerName localhost
ServerRoot {work}
PidFile {work}/pid
ErrorLog {work}/error.log
Mutex file:{work} default
Listen 127.0.0.1:{port}
{modules}
TypesConfig /dev/null
User nobody
Group nogroup
DocumentRoot {site}
DirectoryIndex index.html
<Directory {site}>
AllowOverride All
Require all granted
</Directory>
"""
_NEEDED: Final = ("mpm_event", "authz_core", "dir", "rewrite", "mime")


@contextmanager
def nginx(site: Path, work: Path) -> Iterator[int]:
    """nginx over a site, as the handbook sets it up; gives its port."""
    assert NGINX is not None
    port = _free_port()
    file = work / "nginx.conf"
    file.write_text(_NGINX_CONF.format(work=work, site=site, port=port))
    with _running([NGINX, "-p", str(work), "-c", str(file)], port, work / "error.log"):
        yield port


@contextmanager
def apache(site: Path, work: Path) -> Iterator[int]:
    """Apache's server over a site; gives its port."""
    assert APACHE is not None
    port, file = _free_port(), work / "apache.conf"
    modules = "\n".join(f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in _NEEDED)
    file.write_text(_APACHE_CONF.format(work=work, site=site, port=port, modules=modules))
    with _running([APACHE, "-X", "-f", str(file)], port, work / "error.log"):
        yield port


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            _wait(port, process, log)
            yield
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    said = process.stdout.read().decode() if process.poll() is not None and process.stdout else ""
    raise AssertionError(f"{said}{log.read_text() if log.is_file() else ''}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answer(port: int, path: str) -> tuple[int, str, str]:
    """Status, the path that it leads to, and the text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        to = (response.getheader("Location") or "").replace(f"http://127.0.0.1:{port}", "")
        to = to.replace("http://localhost", "").replace(f":{port}", "")
        return response.status, to, response.read().decode("utf-8", "replace")
    finally:
        connection.close()
