"""The folder where files lie while they come in and are looked at; not /tmp, which may be memory."""

import shutil
from pathlib import Path
from typing import Final

from app.core.clock import now

INCOMING: Final = "incoming"
ABANDONED_S: Final = 3_600


def incoming(home: Path) -> Path:
    """Without what a killed process left there."""
    folder = home / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        try:
            if now().timestamp() - left.stat().st_mtime > ABANDONED_S:
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
    return folder
