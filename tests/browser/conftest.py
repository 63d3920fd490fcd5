"""One demo and one browser for all tests of this folder, and for each test the people who sit before it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, async_playwright, expect

from bench.demo import Product, a_product
from tests.browser.screens import Desk, Guest, Phone
from tests.browser.visits import Visits

# Nothing that reaches beyond this machine, and no sandbox, which root and most containers cannot have.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 20_000

SignIn = Callable[..., Awaitable[Desk]]
PickUp = Callable[..., Awaitable[Phone]]


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as browsers:
        found = shutil.which("chromium", path="/usr/bin") or shutil.which("chromium") or browsers.chromium.executable_path
        if not Path(found).exists():
            pytest.skip("there is no Chromium here: install the `chromium` package, or run `playwright install chromium`")
        expect.set_options(timeout=PATIENCE_MS)
        browser = await browsers.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def product(chromium: Browser) -> Iterator[Product]:
    """`recado demo` in a folder of its own; the browser is asked for first, since without one there is nothing to start."""
    with a_product() as started:
        yield started


@pytest.fixture
async def visits(chromium: Browser) -> AsyncIterator[Visits]:
    opened = Visits(chromium)
    yield opened
    await opened.close()
    assert opened.troubles == []


@pytest.fixture
def signs_in(product: Product, visits: Visits) -> SignIn:
    """An attendant of a hotel, by default the first of Ipanema's."""

    async def sign_in(slug: str = "hotel-ipanema", *, width: int = 1280, height: int = 800, phone: bool = False) -> Desk:
        desk = Desk(await visits.page(width=width, height=height, phone=phone))
        await desk.sign_in(product, slug, product.tenant(slug)["attendants"][0])
        return desk

    return sign_in


@pytest.fixture
def picks_up(product: Product, visits: Visits) -> PickUp:
    """A guest at their phone, writing to a hotel, by default Ipanema."""

    async def pick_up(guest: Guest, slug: str = "hotel-ipanema") -> Phone:
        phone = Phone(await visits.page(width=1000))
        await phone.take(product, guest)
        await phone.turn_to(product.tenant(slug))
        return phone

    return pick_up


@pytest.fixture
async def meta(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """The simulator's control, put back afterwards to how it was found."""
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as client:
        before = {name: (await client.get(f"/_sim/{name}")).json() for name in ("faults", "switches")}
        yield client
        for name, was in before.items():
            (await client.put(f"/_sim/{name}", json=was)).raise_for_status()
