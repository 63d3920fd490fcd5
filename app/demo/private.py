"""Random secrets that are made once per data folder and readable by their owner alone."""

import os
import secrets
from pathlib import Path


def kept(file: Path, length: int = 32) -> str:
    """The secret in this file, made the first time."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        value = secrets.token_urlsafe(length)
        write_private(file, value + "\n")
        return value


def write_private(file: Path, text: str) -> None:
    """Replace the file in one step, mode 0600: a reader sees the old text or the new, never a half."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
