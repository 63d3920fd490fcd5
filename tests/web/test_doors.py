"""The page and its files arrive with the right types, and with headers that keep the browser safe."""

import re
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.datastructures import State

from app.core.answers import answer
from app.web.routes import FOR_EVER, routes
from tests.web.sources import OURS, STATIC, name_of


class Hosting:
    """Stands for the one setting that the page is told."""

    base_domain = "recado.example"


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = Litestar(routes, state=State({"settings": Hosting()}), exception_handlers={Exception: answer}, openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(cast(Any, app)), base_url="http://hotel.test") as client:
        yield client


async def test_the_page_is_the_same_with_and_without_a_hotel_in_its_address(browser: httpx.AsyncClient) -> None:
    plain, named = await browser.get("/"), await browser.get("/?tenant=hotel-ipanema")

    assert plain.status_code == named.status_code == 200
    assert plain.text == named.text
    assert plain.headers["content-type"] == "text/html; charset=utf-8"
    assert plain.headers["cache-control"] == "no-cache"
    assert 'content="recado.example"' in plain.text
    assert "{{" not in plain.text


async def test_the_page_may_run_our_own_scripts_only(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/")

    rules = dict(rule.strip().partition(" ")[::2] for rule in page.headers["content-security-policy"].split(";"))
    assert rules["default-src"] == "'self'"
    assert "script-src" not in rules
    assert rules["connect-src"] == "'self' ws: wss:"
    assert rules["img-src"] == "'self' data: blob:"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page.text)


async def test_everything_that_the_page_links_is_there_and_kept_for_ever(browser: httpx.AsyncClient) -> None:
    links = re.findall(r'(?:href|src)="(/web/~[^"]+)"', (await browser.get("/")).text)

    assert len(links) > len(OURS)
    for link in links:
        found = await browser.get(link)
        assert found.status_code == 200, link
        assert found.headers["cache-control"] == FOR_EVER
        assert found.headers["x-content-type-options"] == "nosniff"


async def test_every_module_of_ours_is_linked_ahead(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text

    for path in OURS:
        assert re.search(rf'rel="modulepreload" href="/web/~[0-9a-f]+/{re.escape(name_of(path))}"', page), path


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("js/main.js", "text/javascript; charset=utf-8"),
        ("vendor/preact.mjs", "text/javascript; charset=utf-8"),
        ("css/base.css", "text/css; charset=utf-8"),
        ("locales/pt-BR.ftl", "text/plain; charset=utf-8"),
        ("icons/mark.svg", "image/svg+xml"),
        ("vendor/inter.woff2", "font/woff2"),
        ("manifest.webmanifest", "application/manifest+json"),
    ],
)
async def test_each_kind_of_file_has_its_type(browser: httpx.AsyncClient, path: str, media_type: str) -> None:
    found = await browser.get(f"/web/{path}")

    assert found.status_code == 200
    assert found.headers["content-type"] == media_type
    assert found.headers["cache-control"] == "no-cache"
    assert found.content == (STATIC / path).read_bytes()


async def test_what_the_browser_has_already_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/web/js/main.js")

    again = await browser.get("/web/js/main.js", headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


async def test_text_is_packed_for_those_who_can_unpack_it(browser: httpx.AsyncClient) -> None:
    packed = await browser.get("/web/vendor/socket.io.mjs", headers={"accept-encoding": "gzip"})
    plain = await browser.get("/web/vendor/socket.io.mjs", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


async def test_a_page_of_an_older_build_still_gets_its_files(browser: httpx.AsyncClient) -> None:
    found = await browser.get("/web/~000000000000/js/main.js")

    assert found.status_code == 200
    assert found.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["nothing.js", "vendor/VENDOR.toml", "../routes.py", "%2e%2e/routes.py", "~0/../../shelf.py", "index.html", ""]
)
async def test_nothing_else_leaves_the_folder(browser: httpx.AsyncClient, path: str) -> None:
    found = await browser.get(f"/web/{path}")

    assert found.status_code == 404
    assert found.json()["code"] == "NOT_FOUND"


async def test_the_browser_finds_an_icon_without_reading_the_page(browser: httpx.AsyncClient) -> None:
    icon = await browser.get("/favicon.ico")

    assert icon.headers["content-type"] == "image/png"
