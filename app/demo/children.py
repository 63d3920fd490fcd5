"""Child processes that never outlive us, and the folder locks that prove it."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Protocol, Self

from app.demo.errors import DemoError

PR_SET_PDEATHSIG = 1
PATIENCE = 30.0

# Loaded here and not after the fork: a forked child may not take the loader's lock.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Account(NamedTuple):
    """The user a child runs as; `None` in its place means our own."""

    uid: int
    gid: int


class Service(Protocol):
    """What the supervisor keeps alive: `launch` starts it, and starts it again after it died."""

    name: str
    polite: signal.Signals
    firm: signal.Signals

    @property
    def child(self) -> subprocess.Popen[bytes]: ...

    def launch(self) -> None: ...


class FolderLock:
    """One owner per data folder.

    Two kernel locks, so nothing can go stale: `owner.lock` is ours alone and says that a folder is in use; `children.lock` is
    inherited by every child, so after a `kill -9` of the owner it says whether they have all left yet.
    """

    def __init__(self, folder: Path, owner: IO[bytes], children: IO[bytes]) -> None:
        self.folder = folder
        self._owner = owner
        self._children = children

    @classmethod
    def take(cls, folder: Path, patience: float = PATIENCE) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        owner = (folder / "owner.lock").open("ab")
        if not _locks(owner):
            owner.close()
            raise DemoError(f"{folder} is in use by another process; stop it first, or set RECADO_HOME to another folder")
        children = (folder / "children.lock").open("ab")
        until = time.monotonic() + patience
        while not _locks(children):
            if time.monotonic() > until:
                owner.close()
                children.close()
                raise DemoError(f"processes of an earlier run still work in {folder} and did not leave within {patience:.0f} s")
            time.sleep(0.02)
        return cls(folder, owner, children)

    @property
    def inherited(self) -> int:
        return self._children.fileno()

    def release(self) -> None:
        self._children.close()
        self._owner.close()


def _locks(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Terms(NamedTuple):
    """What a child is given: both its outputs go to `output`, and the kernel sends it `dies_by` when we are gone."""

    env: Mapping[str, str]
    output: IO[bytes] | int
    dies_by: signal.Signals
    input: int = subprocess.DEVNULL
    account: Account | None = None
    lock: FolderLock | None = None


def spawn(argv: Sequence[str | Path], terms: Terms) -> subprocess.Popen[bytes]:
    """Start a direct child in a session of its own, so that a Ctrl-C reaches us alone and we choose the order of leaving.

    The kernel looks at the *thread* that spawned: call it from the main thread.
    """
    account = terms.account
    return subprocess.Popen(
        [str(part) for part in argv],
        env=dict(terms.env),
        stdin=terms.input,
        stdout=terms.output,
        stderr=terms.output,
        cwd="/" if account else None,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        start_new_session=True,
        pass_fds=[terms.lock.inherited] if terms.lock else (),
        preexec_fn=_die_with(os.getpid(), terms.dies_by),  # noqa: PLW1509 - runs one system call
    )


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def ask_the_kernel() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            # The parent died between fork and prctl; its signal will never come.
            os._exit(1)

    return ask_the_kernel


def stop(child: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn until the child has left, waiting the seconds beside it."""
    for wish, patience in steps:
        if child.poll() is not None:
            return
        child.send_signal(wish)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    child.poll()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port in TIME_WAIT is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def remembered_port(file: Path) -> int:
    """The port of the last run when it is still free, so that clients find it again; else a new one."""
    try:
        port = int(file.read_text())
    except (OSError, ValueError):
        port = 0
    if not (port and port_is_free(port)):
        port = free_port()
        file.write_text(f"{port}\n")
    return port
