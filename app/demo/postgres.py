"""PostgreSQL 18 from a wheel, as a child of this process."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.parse import quote

from app.demo import children, lodging
from app.demo.children import Account, FolderLock, Streams
from app.demo.errors import DemoError
from app.demo.lodging import PLAIN, Lodging
from app.demo.private import kept

START_PATIENCE = 120.0  # crash recovery of a large WAL takes its time
COMMON = {
    "listen_addresses": "127.0.0.1",
    # Paths of sockets end at 107 bytes, which a deep folder is past; loopback always fits.
    "unix_socket_directories": "",
    "timezone": "UTC",
    "lc_messages": "C",
    "jit": "off",
    "log_line_prefix": "%m [%p] ",
}


class Profile(StrEnum):
    """`demo` keeps what it has committed, `test` is fast and forgets."""

    DEMO = "demo"
    TEST = "test"


OPTIONS: dict[Profile, dict[str, str]] = {
    Profile.DEMO: {"max_connections": "120", "shared_buffers": "256MB", "max_wal_size": "2GB"},
    Profile.TEST: {
        "max_connections": "200",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        # An autovacuum worker in the template makes CREATE DATABASE wait.
        "autovacuum": "off",
        "file_copy_method": "clone",
    },
}


class Postgres:
    """A running server; the only login is `postgres`, with a random password kept in `folder/password`."""

    def __init__(self, folder: Path, profile: Profile, lodging_: Lodging, lock: FolderLock, output: IO[bytes] | None) -> None:
        self.folder = folder
        self.profile = profile
        self.password = kept(folder / "password")
        self.port = 0
        self._lodging = lodging_
        self._lock = lock
        self._output = output
        self._child: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, folder: Path, profile: Profile = Profile.DEMO, output: IO[bytes] | None = None) -> "Postgres":
        """Start the cluster in `folder`, made when there is none, and return when it answers.

        Its log goes to `output`, else to `folder/postgres.log`. Call it from the main thread: the server leaves when the thread that
        started it does. Raises DemoError, with the sentence to show.
        """
        folder = folder.absolute()
        lock = FolderLock.take(folder)
        try:
            server = cls(folder, profile, lodging.find(folder), lock, output)
            server._make_cluster()
            server.launch()
        except BaseException:
            lock.release()
            raise
        server.wait_until_ready()
        return server

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def data(self) -> Path:
        return self._lodging.place / "data"

    def url(self, database: str = "postgres", user: str = "postgres", password: str | None = None) -> str:
        """A plain `postgresql://` URL, with no driver named in it."""
        secret = quote(password or self.password, safe="")
        return f"postgresql://{quote(user, safe='')}:{secret}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def has_died(self) -> bool:
        return self._running().poll() is not None

    def launch(self) -> None:
        """Start the server process without waiting for it; also the way to start it again after it died."""
        self._clear_pid_file()
        self.port = children.remembered_port(self.folder / "port")
        options = COMMON | OPTIONS[self.profile] | {"port": str(self.port)}
        self._child = self._spawn("postgres", "-D", self.data, *(f"--{name}={value}" for name, value in options.items()))

    def is_ready(self) -> bool:
        """The server writes its state into the eighth line of its pid file, which is how `pg_ctl` knows, too."""
        lines = self._pid_file_lines()
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def wait_until_ready(self) -> None:
        until = time.monotonic() + START_PATIENCE
        while not self.is_ready():
            if self.has_died() or time.monotonic() > until:
                self.stop()
                raise DemoError(f"PostgreSQL did not start: {self._last_words()}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Fast shutdown, and an immediate one (safe, but the next start recovers) when 20 s were not enough."""
        if self._child:
            children.stop(self._child, (signal.SIGINT, 20), (signal.SIGQUIT, 10))
        self._lock.release()
        if self.profile is Profile.TEST:
            lodging.leave(self.folder)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise DemoError("PostgreSQL was not started")
        return self._child

    def _make_cluster(self) -> None:
        if self.data.exists():
            self._check_version()
            return
        # Made beside and renamed, so that an interrupted initdb leaves nothing that looks like a cluster.
        fresh = self._lodging.place / "data.new"
        _empty(fresh)
        password_file = self._lodging.place / f"initdb-{secrets.token_hex(4)}"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        try:
            for path in (fresh, password_file):
                _give(path, self._lodging.account)
            self._initdb(fresh, password_file)
        finally:
            password_file.unlink()
        fresh.rename(self.data)

    def _initdb(self, fresh: Path, password_file: Path) -> None:
        # The builtin locale sorts alike on every system.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        auth = ["--username=postgres", f"--pwfile={password_file}", "--auth=scram-sha-256"]
        speed = ["--no-sync"] if self.profile is Profile.TEST else []
        child = self._spawn("initdb", "-D", fresh, *locale, *auth, *speed)
        if child.wait() != 0:
            raise DemoError(f"PostgreSQL could not make its data folder: {self._last_words()}")

    def _spawn(self, program: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        argv = [self._lodging.binaries / program, *arguments]
        with (self.folder / "postgres.log").open("ab") as log:
            streams = Streams(self._output or log)
            account = self._lodging.account
            return children.spawn(argv, env=PLAIN, streams=streams, dies_by=signal.SIGINT, account=account, lock=self._lock)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        told = subprocess.run(
            [self._lodging.binaries / "postgres", "--version"], capture_output=True, text=True, check=True, env=PLAIN
        )
        ours = told.stdout.split()[2].split(".")[0]
        if made_by != ours:
            raise DemoError(
                f"the data in {self.folder} was made by PostgreSQL {made_by}, and here is {ours}; remove the folder or set RECADO_HOME"
            )

    def _clear_pid_file(self) -> None:
        """We hold the folder's lock, and every server of it holds it with us: whoever is named in there is a stranger by now.

        Only a postmaster killed by force may still have children for a moment; the server itself refuses to start beside those.
        """
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _last_words(self) -> str:
        try:
            lines = (self.folder / "postgres.log").read_text(errors="replace").splitlines()
        except OSError:
            return "it left no log"
        return " / ".join(lines[-3:]) or "it left an empty log"


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


def _give(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)
