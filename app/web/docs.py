"""The API's documentation in the browser: Swagger UI, a page to read, and the OpenAPI itself; nothing from elsewhere."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from litestar import MediaType, Request, Response, get
from litestar.params import FromPath

from app.core.errors import NotFoundError
from app.web import openapi, reference

_OURS: Final = Path(__file__).parent / "docs_static"
# Swagger UI writes style attributes, and draws its arrows from data URLs.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
ASSETS: Final = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger.js": "text/javascript",
    "reference.css": "text/css",
}
_SWAGGER: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Recado · API</title><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head><body>
<p><a href="/docs/reference">To read and to print</a></p><div id="swagger"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/assets/swagger.js"></script></body></html>"""

_AnyRequest = Request[Any, Any, Any]


@get(["/docs", "/docs/swagger"], sync_to_thread=False, include_in_schema=False)
def swagger() -> Response[str]:
    return Response(_SWAGGER, media_type=MediaType.HTML, headers=HEADERS)


@get("/docs/reference", sync_to_thread=False, include_in_schema=False)
def readable(request: _AnyRequest) -> Response[str]:
    return Response(reference.page(_schema(request)), media_type=MediaType.HTML, headers=HEADERS)


@get("/docs/openapi.json", sync_to_thread=False, include_in_schema=False)
def description(request: _AnyRequest) -> Response[dict[str, Any]]:
    return Response(_schema(request), headers={"Cache-Control": "no-cache"})


@get("/docs/assets/{name:str}", sync_to_thread=True, include_in_schema=False)
def asset(name: FromPath[str]) -> Response[bytes]:
    if name not in ASSETS:
        raise NotFoundError(name)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=3600"}
    return Response(_file(name), media_type=ASSETS[name], headers=headers)


def _schema(request: _AnyRequest) -> dict[str, Any]:
    """Completed once for each application."""
    state = request.app.state
    if "openapi" not in state:
        state["openapi"] = openapi.completed(request.app.openapi_schema.to_schema())
    found: dict[str, Any] = state["openapi"]
    return found


@cache
def _file(name: str) -> bytes:
    """Swagger UI's own files come with a package; ours lie beside us."""
    ours = _OURS / name
    return ours.read_bytes() if ours.exists() else (_swagger_ui() / name).read_bytes()


def _swagger_ui() -> Path:
    found = find_spec("litestar_offline_docs")
    if found is None or not found.submodule_search_locations:
        raise NotFoundError("swagger-ui")
    return Path(found.submodule_search_locations[0]) / "static"


routes: list[Any] = [swagger, readable, description, asset]
