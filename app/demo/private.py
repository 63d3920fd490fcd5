"""Random secrets that are made once per data folder and readable by their owner alone."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept(file: Path, make: Callable[[], str] = secrets.token_urlsafe) -> str:
    """The secret in this file, made the first time."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        value = make()
        write_private(file, value + "\n")
        return value


def write_private(file: Path, text: str) -> None:
    """Replace the file in one step, mode 0600: a reader sees the old text or the new, never a half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
