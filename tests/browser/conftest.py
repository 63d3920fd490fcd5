"""One demo and one browser for all tests of this folder, and the people who sit before it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, async_playwright, expect

from bench.demo import Product, a_product
from tests.browser.screens import Desk, Guest, Phone
from tests.browser.visits import Troubles, a_page

# Nothing that reaches beyond this machine, and no sandbox, which root and most containers cannot have.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # A microphone that beeps, and nobody who has to be asked for it.
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
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


@pytest.fixture(scope="session")
def watched() -> Troubles:
    return Troubles()


@pytest.fixture(autouse=True)
def troubles(watched: Troubles) -> Iterator[Troubles]:
    """A test that leaves any page in trouble has failed, whatever else it saw; what signing in left is the first one's."""
    yield watched
    left = watched.left
    watched.begin_anew()
    assert left == []


@pytest.fixture(scope="session")
async def reception(chromium: Browser, product: Product, watched: Troubles) -> AsyncIterator[Desk]:
    """The first attendant of Ipanema, who signs in once and stays: a page costs seconds on a small machine."""
    async with a_page(chromium, watched) as page:
        desk = Desk(page)
        await desk.sign_in(product, "hotel-ipanema", product.tenant("hotel-ipanema")["attendants"][0])
        yield desk


@pytest.fixture
async def desk(reception: Desk) -> AsyncIterator[Desk]:
    """The reception of Ipanema, with no conversation open."""
    yield reception
    await reception.page.context.set_offline(False)
    await reception.page.evaluate("location.hash = '#/'")


@pytest.fixture
async def signs_in(chromium: Browser, product: Product, watched: Troubles) -> AsyncIterator[SignIn]:
    """Somebody else, at a screen of their own: the second attendant of a hotel, or its administrator."""
    async with AsyncExitStack() as screens:

        async def sign_in(slug: str, *, width: int = 1280, height: int = 800, hand: bool = False, admin: bool = False) -> Desk:
            hotel = product.tenant(slug)
            page = await screens.enter_async_context(a_page(chromium, watched, width=width, height=height, hand=hand))
            desk = Desk(page)
            await desk.sign_in(product, slug, hotel["admin"] if admin else hotel["attendants"][1])
            return desk

        yield sign_in


@pytest.fixture(scope="session")
async def handset(chromium: Browser, product: Product, watched: Troubles) -> AsyncIterator[Phone]:
    """The simulator's page, on which all guests of these tests write, one after the other."""
    async with a_page(chromium, watched, width=1000) as page:
        await page.goto(product.board["simulator_url"])
        yield Phone(page)


@pytest.fixture
def picks_up(product: Product, handset: Phone) -> PickUp:
    """A new guest takes the phone and turns to a hotel, by default Ipanema."""

    async def pick_up(guest: Guest, slug: str = "hotel-ipanema") -> Phone:
        await handset.become(guest)
        await handset.turn_to(product.tenant(slug))
        await handset.confirm_reading(True)
        return handset

    return pick_up


@pytest.fixture
async def meta(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """The simulator's control, put back afterwards to how it was found."""
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as client:
        before = {name: (await client.get(f"/_sim/{name}")).json() for name in ("faults", "switches")}
        yield client
        for name, was in before.items():
            (await client.put(f"/_sim/{name}", json=was)).raise_for_status()
