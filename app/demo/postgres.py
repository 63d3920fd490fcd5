"""PostgreSQL 18 from a wheel, as a child of this process."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from app.demo import children, lodging
from app.demo.children import FolderLock, Terms
from app.demo.errors import DemoError
from app.demo.lodging import PLAIN
from app.demo.private import kept, write_private

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
    """A server in `folder`; its only login is `postgres`, with a random password kept in `folder/password`."""

    name = "postgres"
    polite = signal.SIGINT  # fast shutdown
    firm = signal.SIGQUIT  # an immediate one: safe, but the next start recovers

    def __init__(self, folder: Path, profile: Profile = Profile.DEMO) -> None:
        self.folder = folder.absolute()
        self.profile = profile
        self.port = 0
        self._lock = FolderLock.take(self.folder)
        self._child: subprocess.Popen[bytes] | None = None
        try:
            self.password = kept(self.folder / "password")
            self._lodging = lodging.find(self.folder)
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def start(cls, folder: Path, profile: Profile = Profile.DEMO) -> "Postgres":
        """The cluster in `folder`, made when there is none, once it answers.

        Its log is `folder/postgres.log`. Call it from the main thread: the server leaves when the thread that started it does.
        Raises DemoError, with the sentence to show.
        """
        server = cls(folder, profile)
        try:
            server.make_cluster()
            server.launch()
            server.wait_until_ready()
        except BaseException:
            server.stop()
            raise
        return server

    @property
    def child(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise DemoError("PostgreSQL was not started")
        return self._child

    @property
    def pid(self) -> int:
        return self.child.pid

    @property
    def data(self) -> Path:
        return self._lodging.place / "data"

    def url(self, database: str = "postgres", user: str = "postgres", password: str | None = None) -> str:
        """A plain `postgresql://` URL, with no driver named in it."""
        secret = quote(password or self.password, safe="")
        return f"postgresql://{quote(user, safe='')}:{secret}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def make_cluster(self) -> None:
        """Half a second for a new cluster, nothing for one that is there."""
        if self.data.exists():
            self._check_version()
            # We hold the folder's lock, and every server of it held it with us: whoever is named in there is a stranger by now.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            return
        # Made beside and renamed, so that an interrupted initdb leaves nothing that looks like a cluster.
        fresh = self._lodging.place / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._give(fresh)
        password_file = self._lodging.place / f"initdb-{secrets.token_hex(4)}"
        try:
            write_private(password_file, self.password)
            self._give(password_file)
            self._initdb(fresh, password_file)
        finally:
            password_file.unlink(missing_ok=True)
        fresh.rename(self.data)

    def launch(self) -> None:
        """Start the server process without waiting for it; also the way to start it again after it died."""
        self.port = self.port or children.remembered_port(self.folder / "port")
        options = COMMON | OPTIONS[self.profile] | {"port": str(self.port)}
        self._child = self._spawn("postgres", "-D", self.data, *(f"--{name}={value}" for name, value in options.items()))

    def is_ready(self) -> bool:
        """The server writes its state into the eighth line of its pid file, which is how `pg_ctl` knows, too."""
        lines = self._pid_file_lines()
        return len(lines) > 7 and lines[0] == str(self.child.pid) and lines[7].strip() == "ready"

    def wait_until_ready(self) -> None:
        until = time.monotonic() + START_PATIENCE
        while not self.is_ready():
            if self.child.poll() is not None or time.monotonic() > until:
                raise DemoError(f"PostgreSQL did not start: {self._last_words()}")
            time.sleep(0.01)

    def stop(self) -> None:
        if self._child:
            children.stop(self._child, (self.polite, 20), (self.firm, 10))
        self._lock.release()
        if self.profile is Profile.TEST:
            lodging.leave(self.folder)

    def _give(self, path: Path) -> None:
        if account := self._lodging.account:
            os.chown(path, account.uid, account.gid)

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
            return children.spawn(argv, Terms(PLAIN, log, self.polite, account=self._lodging.account, lock=self._lock))

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        told = subprocess.run([self._lodging.binaries / "postgres", "--version"], capture_output=True, text=True, check=True, env=PLAIN)
        ours = told.stdout.split()[2].split(".")[0]
        if made_by != ours:
            raise DemoError(
                f"the data in {self.folder} was made by PostgreSQL {made_by}, and here is {ours}; remove the folder or set RECADO_HOME"
            )

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
