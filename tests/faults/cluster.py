"""A PostgreSQL server of our own, in a folder of its own, that may be stopped and started as a machine would."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from bench.machine import below
from tests.faults.place import free_port

USER = "postgres"


class Cluster:
    """One server process tree; ``fsync`` stays on, since a restart must lose nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.log = folder / "postgres.log"
        self.port = free_port()
        self.programs = Path(_ask("pg_config", "--bindir"))
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam(USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "--pgdata", self.folder, "--username", USER, "--auth", "trust", "--no-sync")
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n")

    @classmethod
    def restored(cls, folder: Path, *, log: Path, until: str) -> "Cluster":
        """A copy that ``copy_to`` made, to be played on out of the kept log until a named moment when it starts."""
        found = cls.__new__(cls)
        found.folder, found.log, found.port = folder / "data", folder / "postgres.log", free_port()
        found.programs = Path(_ask("pg_config", "--bindir"))
        with (found.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {found.port}\narchive_mode = off\nrestore_command = 'cp {log}/%f %p'\n")
            settings.write(f"recovery_target_name = '{until}'\nrecovery_target_action = 'promote'\n")
        (found.folder / "recovery.signal").touch()
        if os.geteuid() == 0:
            owner = pwd.getpwnam(USER)
            os.chown(found.folder / "recovery.signal", owner.pw_uid, owner.pw_gid)
        return found

    def keep_log_in(self, folder: Path) -> None:
        """Keeps every finished piece of the log there; before the first start."""
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"archive_mode = on\narchive_command = 'test ! -f {folder}/%f && cp %p {folder}/%f'\n")

    def copy_to(self, folder: Path) -> None:
        """A copy of the running server, as a nightly ``pg_basebackup`` makes it."""
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--username", USER]
        self._run("pg_basebackup", *where, "--pgdata", folder, "--checkpoint", "fast", "--no-sync")

    def end(self) -> None:
        """Stops it in order: what is in the log is kept first."""
        self._control("stop", "--mode", "fast")

    @property
    def address(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/{USER}"

    def start(self) -> None:
        """Starts it and waits until it takes connections and, where it plays a log on, until it is done with that."""
        self._control("start")
        while self.say("SELECT pg_is_in_recovery()") != "f":
            time.sleep(0.1)

    def stop(self) -> None:
        """Pulls the plug: nothing is written back, as in a crash."""
        self._control("stop", "--mode", "immediate")

    def restart(self) -> None:
        """A crash and what follows it: recovery from the log."""
        self._control("restart", "--mode", "immediate")

    def kill(self) -> None:
        """kill -9 of the first process; answers once all that it started have noticed and are gone."""
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        family = below(first)
        os.kill(first, signal.SIGKILL)
        while any(Path(f"/proc/{one}").exists() for one in family):
            time.sleep(0.02)

    def set(self, name: str, value: str) -> None:
        """Changes a setting for every session, the present ones too."""
        before = self.say(f"SHOW {name}")
        self.say(f"ALTER SYSTEM SET {name} = {value}")
        self.say("SELECT pg_reload_conf()")
        while self.say(f"SHOW {name}") == before:
            time.sleep(0.05)

    def say(self, sql: str) -> str:
        """One statement; answers what came back."""
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--username", USER]
        return self._run("psql", *where, "--no-psqlrc", "--tuples-only", "--no-align", "--command", sql)

    def _control(self, *what: str) -> None:
        self._run("pg_ctl", "--pgdata", self.folder, "--log", self.log, "--wait", "--timeout", "60", *what)

    def _run(self, program: str, *words: str | Path) -> str:
        as_root = os.geteuid() == 0
        command = [str(self.programs / program), *map(str, words)]
        done = subprocess.run(
            command,
            cwd=self.folder.parent,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            user=USER if as_root else None,
            group=USER if as_root else None,
            extra_groups=[] if as_root else None,
        )
        return done.stdout.strip()


def _ask(program: str, word: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise RuntimeError(f"{program} is not there: PostgreSQL's programs are needed beside its server")
    return subprocess.run([found, word], capture_output=True, text=True, check=True).stdout.strip()
