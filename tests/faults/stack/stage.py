"""Everything that a server in earnest is made of, at once, started as ``deploy/`` and ``docs/`` say."""

import os
import pwd
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import nginx
from bench.victims import Process
from tests.faults import bucket
from tests.faults.certificate import CERTIFICATE, certify
from tests.faults.cluster import Cluster
from tests.faults.place import World, free_port, manage
from tests.faults.stack.deployed import READER, example, make_folders, unit
from tests.faults.stack.visitor import Visitor
from tests.faults.wire import Wire
from tests.faults.workers.brokers import Redis, wait_until

READY_WITHIN = 120
TRIES = 6
"""Wrong passwords that one address may send: few, so that a test need not send fifty."""
THREADS = 4
TOKEN = "angka-untuk-prometheus"


@dataclass
class Stage:
    """The parts by name. ``world``: the environment file of a web server but for its own address."""

    folder: Path
    cluster: Cluster
    redis: Redis
    photographs: Wire
    world: World
    web: list[Process] = field(default_factory=list)
    web_ports: list[int] = field(default_factory=list)
    tls: int = 0
    clear: int = 0

    @property
    def address(self) -> str:
        return f"https://{nginx.HOST}:{self.tls}"

    @property
    def certificate(self) -> Path:
        return self.folder / "certificate" / CERTIFICATE

    @property
    def boards(self) -> Path:
        return Path(self.world["DATA_DIR"], "boards")

    def visitor(self, address: str = "127.0.0.1", *, port: int = 0) -> Visitor:
        """Somebody at this address; ``port``: of another nginx than the stage's own."""
        return Visitor(port or self.tls, self.certificate, address)

    def manage(self, *command: str) -> str:
        """A management command in the server's environment; answers what it told, raises where it failed."""
        done = manage(self.world["DATABASE_URL"], *command, world=self.world)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def wait_for_web(self) -> None:
        """Waits until both web servers are ready, and nginx, which lets one alone that failed, asks them again."""
        for port in self.web_ports:
            wait_until(partial(_is_ready, port), f"nobody is ready at {port}", READY_WITHIN)
        wait_until(self._all_are_asked, "nginx does not ask the web servers again", READY_WITHIN)

    def _all_are_asked(self) -> bool:
        visitor = self.visitor()
        return all(visitor.get("/healthz").status == HTTPStatus.OK for _time in range(2 * len(self.web_ports)))

    @contextmanager
    def front(self, name: str, *, tls: int, clear: int, other: Mapping[str, str] | None = None) -> Iterator[None]:
        """An nginx at these ports with the file of the docs, of which ``other`` words are others."""
        folder = self.folder / name
        servers = [f"127.0.0.1:{port}" for port in self.web_ports]
        places = nginx.around(folder, Path(self.world["DATA_DIR"]), servers, clear=clear)
        places["listen 443 ssl http2;"] = f"listen 127.0.0.1:{tls} ssl http2;"
        places[nginx.CERTIFICATE] = str(self.certificate.parent)
        user = READER if _knows(READER) else "root"
        with nginx.started(folder, nginx.site({**places, **(other or {})}), port=tls, user=user):
            yield


@contextmanager
def raised() -> Iterator[Stage]:
    """The stage, everything on it ready; struck afterwards."""
    assert nginx.program(), "nginx is needed beside the tests (Debian: nginx, libnginx-mod-http-brotli-static)"
    assert nginx.MODULE.exists(), "nginx's module brotli_static is needed (Debian: libnginx-mod-http-brotli-static)"
    with ExitStack() as life:
        folder = Path(life.enter_context(TemporaryDirectory(prefix="rembuk-stack-", ignore_cleanup_errors=True)))
        folder.chmod(0o711)  # nginx and PostgreSQL run as accounts of their own
        for name in ("cluster", "certificate"):
            (folder / name).mkdir()
        cluster = Cluster(folder / "cluster")
        cluster.start()
        life.callback(cluster.stop)
        redis = Redis(folder)
        life.callback(redis.close)
        store = bucket.Store()
        store.start()
        life.callback(store.stop)
        photographs = Wire(("127.0.0.1", store.port))
        life.callback(photographs.cut)
        found = Stage(folder, cluster, redis, photographs, {})
        found.tls, found.clear = free_port(), free_port()
        found.world = _world(found)
        certify(found.certificate.parent)
        make_folders(Path(found.world["DATA_DIR"]))
        _settle(found)
        _start(found, life)
        yield found


def _world(stage: Stage) -> World:
    (stage.folder / "secret-key").write_text("hanya-untuk-satu-uji-" * 4)
    (stage.folder / "email-url").write_text("dummymail://")
    redis = stage.redis.url.removesuffix("/0")
    return {
        **example(),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "DEBUG": "0",
        "SECRET_KEY_FILE": str(stage.folder / "secret-key"),
        "EMAIL_URL_FILE": str(stage.folder / "email-url"),
        "ALLOWED_HOSTS": nginx.HOST,
        "PUBLIC_URL": stage.address,
        "CSRF_TRUSTED_ORIGINS": stage.address,  # nginx hands the host on without this port of a test's own
        "DATA_DIR": str(stage.folder / "var"),
        "DATABASE_URL": stage.cluster.address,
        "DATABASE_PARTITIONS": "2",
        "CACHE_URL": f"{redis}/1",
        "CELERY_BROKER_URL": f"{redis}/0",
        "FILE_BUCKET": bucket.NAME,
        "FILE_ENDPOINT": f"http://127.0.0.1:{stage.photographs.port}",
        "FILE_KEY": bucket.KEYS["access_key"],
        "FILE_SECRET": bucket.KEYS["secret_key"],
        "SIGN_IN_TRIES_PER_ADDRESS": str(TRIES),
        "METRICS_TOKEN": TOKEN,
        "WEB_PROCESSES": "1",
        "WEB_THREADS": str(THREADS),
    }


def _settle(stage: Stage) -> None:
    """What the docs do before the first start, and people."""

    with ThreadPoolExecutor() as beside:
        files = beside.submit(stage.manage, "collectstatic", "--noinput", "--verbosity", "0")
        stage.manage("migrate", "--verbosity", "0")
        stage.manage("shell", "--verbosity", "0", "-c", "from tests.faults.stack.seed import seed; seed()")
    files.result()


def _start(stage: Stage, life: ExitStack) -> None:
    for number in (1, 2):
        port = free_port()
        one = unit("rembuk-web", {**stage.world, "BIND": f"127.0.0.1:{port}"}, stage.folder)
        one.log = stage.folder / f"web-{number}.log"
        stage.web.append(one)
        stage.web_ports.append(port)
    others = [
        unit(name, stage.world, stage.folder) for name in ("rembuk-worker-checks", "rembuk-worker-files", "rembuk-beat")
    ]
    for one in (*stage.web, *others):
        life.callback(one.kill)
        one.start()
    life.enter_context(stage.front("nginx", tls=stage.tls, clear=stage.clear))
    stage.wait_for_web()


def _is_ready(port: int) -> bool:
    """As whoever watches asks, past nginx; of the headers that nginx would add it needs one."""
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    with suppress(OSError, HTTPException), closing(line):
        line.request("GET", "/readyz", headers={"Host": nginx.HOST, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == HTTPStatus.OK
    return False


def _knows(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return os.geteuid() == 0
