"""The doors of the browser: the page of the web chat and its files, with the headers that keep it safe."""

from typing import Any, Final

from litestar import Request, Response, get
from litestar.params import FromPath

from app.core.errors import NotFoundError
from app.web import shelf
from app.web.shelf import Asset, Shelf

AnyRequest = Request[Any, Any, Any]

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; "
        "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
}
ASK_AGAIN: Final = "no-cache"
FOR_EVER: Final = "public, max-age=31536000, immutable"


class _Counter:
    """Hands out the shelf, and stocks it anew when a file was changed since."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._seen: tuple[tuple[str, int], ...] = ()

    def fresh(self, request: AnyRequest) -> Shelf:
        now = shelf.fingerprint()
        if self._shelf is None or now != self._seen:
            self._shelf, self._seen = shelf.stock(_base_domain(request)), now
        return self._shelf

    def current(self, request: AnyRequest) -> Shelf:
        return self._shelf or self.fresh(request)


_counter = _Counter()


@get("/", sync_to_thread=False, include_in_schema=False)
def page(request: AnyRequest) -> Response[bytes]:
    """The page, the same for every hotel: `?tenant=` is read in the browser."""
    return _answer(request, _counter.fresh(request).page, ASK_AGAIN)


@get("/web/{path:path}", sync_to_thread=False, include_in_schema=False)
def asset(request: AnyRequest, path: FromPath[str]) -> Response[bytes]:
    """A file by its name, or by `~{build}/` and its name; of an older build the present file is given."""
    stocked = _counter.current(request)
    build, name = _split(path.lstrip("/"))
    found = stocked.assets.get(name)
    if found is None:
        raise NotFoundError(identifier=name)
    return _answer(request, found, FOR_EVER if build == stocked.build else ASK_AGAIN)


@get("/favicon.ico", sync_to_thread=False, include_in_schema=False)
def favicon(request: AnyRequest) -> Response[bytes]:
    """For browsers that ask without having read the page."""
    return _answer(request, _counter.current(request).assets["icons/icon-32.png"], ASK_AGAIN)


def _base_domain(request: AnyRequest) -> str:
    settings = request.app.state.get("settings")
    return (settings.base_domain or "") if settings else ""


def _split(path: str) -> tuple[str | None, str]:
    if not path.startswith("~"):
        return None, path
    build, _, name = path[1:].partition("/")
    return build, name


def _answer(request: AnyRequest, found: Asset, keep: str) -> Response[bytes]:
    headers = {**HEADERS, "Cache-Control": keep, "ETag": f'W/"{found.etag}"', "Vary": "Accept-Encoding"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    body = found.body
    if found.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = found.gzipped, "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


routes: list[Any] = [page, asset, favicon]
