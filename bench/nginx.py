"""nginx in processes of one's own, with the configuration that ``docs/nginx.conf`` shows."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.machine import ROOT, free_port, running

MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HOST = "localhost"
UPSTREAM = "    server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;"
CERTIFICATE = "/etc/letsencrypt/live/rembuk.example.go.id"
AROUND = """daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
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


def program() -> str | None:
    """nginx on this machine."""
    return shutil.which("nginx", path="/usr/sbin:/usr/bin")


def site(places: Mapping[str, str]) -> str:
    """The file of the docs with places of one's own; raises ``KeyError`` where it has not what is to be replaced."""
    text = (ROOT / "docs" / "nginx.conf").read_text()
    for name, own in places.items():
        if name not in text:
            raise KeyError(name)
        text = text.replace(name, own)
    text = re.sub(r"^ *listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
    return text if MODULE.exists() else text.replace("brotli_static on;", "")


def around(folder: Path, data: Path, servers: Sequence[str], *, clear: int) -> dict[str, str]:
    """What every nginx of one's own has elsewhere; ``servers``: addresses of Django, ``clear``: the port in clear."""
    each = (UPSTREAM.replace("127.0.0.1:8000", one.removeprefix("http://")) for one in servers)
    return {
        UPSTREAM: "\n".join(each),
        "/srv/rembuk/var": str(data),
        "/var/cache/rembuk-nginx": str(folder / "cache"),
        "/var/log/nginx": str(folder),
        "server_name rembuk.example.go.id;": f"server_name {HOST};",
        "listen 80;": f"listen 127.0.0.1:{clear};",
    }


@contextmanager
def started(folder: Path, site_conf: str, *, port: int, user: str = "root") -> Iterator[int]:
    """nginx with this site; yields the id of its first process once ``port`` answers. ``user``: of its workers."""
    found = program()
    if found is None:
        sys.exit("nginx is missing: install it (Debian: nginx).")
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "site.conf").write_text(site_conf)
    modules = f"load_module {MODULE};\n" if MODULE.exists() else ""
    as_root = f"user {user};\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(modules + as_root + AROUND.format(folder=folder))
    with running([found, "-p", str(folder), "-c", str(folder / "nginx.conf")], port=port, world={}) as pid:
        yield pid


@contextmanager
def nginx(folder: Path, data: Path, django: str) -> Iterator[tuple[str, int]]:
    """The site in ``data`` before the Django at ``django``, in clear, so that no cipher is measured.

    Yields its address and the id of its first process.
    """
    port = free_port()
    places = around(folder, data, [django], clear=free_port())
    text = site({**places, "listen 443 ssl http2;": f"listen 127.0.0.1:{port};"})
    text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE)
    with started(folder, text, port=port) as pid:
        yield f"http://127.0.0.1:{port}", pid
