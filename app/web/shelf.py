"""The web chat's files, held in memory: small, ready to send, and named by one fingerprint of them all.

Assets are linked as `/web/~{build}/…`, where `build` changes when any file does. So a browser may keep
them for ever, never mixes two releases, and asks the server for nothing but the page itself.
"""

import gzip
import html
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

STATIC: Final = Path(__file__).parent / "static"
PAGE: Final = "index.html"
# Also the list of what is served at all: nothing leaves the folder by accident.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".ftl": "text/plain",
    ".txt": "text/plain",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_PACKED: Final = frozenset({".png", ".woff2"})


class Asset(msgspec.Struct, frozen=True):
    """One file; `gzipped` is None where packing gains nothing."""

    body: bytes
    gzipped: bytes | None
    media_type: str
    etag: str


class Shelf(msgspec.Struct, frozen=True):
    """All files of one state of the folder; `page` is the shell with its links filled in."""

    build: str
    page: Asset
    assets: Mapping[str, Asset]


def stock(base_domain: str, root: Path = STATIC) -> Shelf:
    """Reads the folder and fills the page with the build that it found and the domain that hotels stand under."""
    bodies = {name: (root / name).read_bytes() for name in _names(root)}
    template = bodies.pop(PAGE).decode()
    build = sha256(b"\0".join(name.encode() + b"\0" + bodies[name] for name in sorted(bodies))).hexdigest()[:12]
    page = (
        template
        .replace("{{base}}", f"/web/~{build}")
        .replace("{{base_domain}}", html.escape(base_domain))
        .replace("{{preload}}", _preload(build, bodies))
    )
    assets = {name: _asset(name, body) for name, body in bodies.items()}
    return Shelf(build=build, page=_asset(PAGE, page.encode()), assets=assets)


def fingerprint(root: Path = STATIC) -> tuple[tuple[str, int], ...]:
    """What tells that a file was changed, without reading any: for those who work on them."""
    return tuple((name, (root / name).stat().st_mtime_ns) for name in sorted(_names(root)))


def _names(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in MEDIA_TYPES and path.is_file()]


def _preload(build: str, bodies: Mapping[str, bytes]) -> str:
    # Modules name each other, so without this the browser would find them one level at a time.
    modules = sorted(name for name in bodies if name.endswith((".js", ".mjs")))
    return "\n".join(f'<link rel="modulepreload" href="/web/~{build}/{html.escape(name)}">' for name in modules)


def _asset(name: str, body: bytes) -> Asset:
    suffix = PurePosixPath(name).suffix
    packed = None if suffix in _PACKED else gzip.compress(body, mtime=0)
    return Asset(
        body=body,
        gzipped=packed if packed is not None and len(packed) < len(body) else None,
        media_type=MEDIA_TYPES[suffix],
        etag=sha256(body).hexdigest()[:20],
    )
