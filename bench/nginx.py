"""An nginx of one's own with the configuration that ``docs/nginx.conf`` shows, on a port of its own."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.machine import ROOT, free_port, running

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
AROUND = """daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@contextmanager
def nginx(folder: Path, data: Path, django: str) -> Iterator[tuple[str, int]]:
    """The site in ``data`` before the Django at ``django``; yields its address and the id of its first process."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None:
        sys.exit("nginx is missing: install it (Debian: nginx).")
    folder.mkdir()
    folder.chmod(0o755)
    port = free_port()
    site = (ROOT / "docs" / "nginx.conf").read_text()
    site = site.replace("/srv/rembuk/var", str(data)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = site.replace("server 127.0.0.1:8000", f"server {django.removeprefix('http://')}")
    site = site.replace("/var/cache/nginx/rembuk", str(folder / "cache"))
    if not MODULE.exists():
        site = site.replace("brotli_static on;", "")
    (folder / "site.conf").write_text(site)
    modules = f"load_module {MODULE};\n" if MODULE.exists() else ""
    as_root = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(modules + as_root + AROUND.format(folder=folder))
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], port=port, world={}) as pid:
        yield f"http://127.0.0.1:{port}", pid
