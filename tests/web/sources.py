"""The web chat's files, as the tests read them."""

from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parents[2] / "app" / "web" / "static"
VENDOR: Final = STATIC / "vendor"
OURS: Final = sorted((STATIC / "js").rglob("*.js"))
STYLES: Final = sorted((STATIC / "css").glob("*.css"))
LOCALES: Final = sorted((STATIC / "locales").glob("*.ftl"))


def name_of(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()
