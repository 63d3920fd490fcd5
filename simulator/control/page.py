"""The guest's phone as a web page, and the line on which it hears what happens."""

from pathlib import Path

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Stream

from simulator.meta import Meta

FILES = Path(__file__).parent.parent / "phone"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@get(["/", "/phone"])
async def phone() -> Response[bytes]:
    return _file("index.html")


@get("/phone/{name:str}")
async def phone_file(name: FromPath[str]) -> Response[bytes]:
    return _file(name)


@get("/_sim/events")
async def events(meta: NamedDependency[Meta]) -> Stream:
    return Stream(meta.onlookers.look(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def _file(name: str) -> Response[bytes]:
    path = FILES / name
    if path.parent != FILES or path.suffix not in MEDIA_TYPES or not path.is_file():
        raise NotFoundException(f"The phone has no file {name}.")
    return Response(path.read_bytes(), media_type=MEDIA_TYPES[path.suffix], headers=SAFE)
