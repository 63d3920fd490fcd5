"""Two hotels in one house: what is written to one is never on the other's screen, nor on the way to it."""

import asyncio

import pytest
from playwright.async_api import Page, Response, WebSocket, expect

from bench.demo import Product
from tests.browser.conftest import PickUp, SignIn
from tests.browser.screens import Desk, Guest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# The same person writes to both, so that nothing but the hotel parts the two conversations.
PAULA = Guest("Paula Sem Fronteiras", "5521987650301")
TO_SERENA, TO_IPANEMA = "Só para a pousada: chego na sexta.", "Só para o hotel: chego no sábado."


class Earshot:
    """Every word that the server sends to a page from now on: its socket's frames and the bodies of its answers."""

    def __init__(self, page: Page) -> None:
        self._frames: list[str] = []
        self._bodies: list[asyncio.Task[str]] = []
        page.on("websocket", self._listen)
        page.on("response", self._read)

    async def heard(self) -> str:
        return "\n".join([*self._frames, *await asyncio.gather(*self._bodies)])

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._frames.append(str(frame)))

    def _read(self, response: Response) -> None:
        if "/api/" in response.url:
            self._bodies.append(asyncio.ensure_future(response.text()))


async def test_what_a_guest_writes_to_one_hotel_stays_there(product: Product, desk: Desk, signs_in: SignIn, picks_up: PickUp) -> None:
    earshot = Earshot(desk.page)
    await desk.page.reload()
    serena, phone = await signs_in("pousada-serena"), await picks_up(PAULA, "pousada-serena")

    await phone.write(TO_SERENA)
    await expect(serena.row(PAULA)).to_contain_text(TO_SERENA)
    # What comes later being there says that this, too, would have come by now.
    await phone.turn_to(product.tenant("hotel-ipanema"))
    await phone.write(TO_IPANEMA)
    await expect(desk.row(PAULA)).to_contain_text(TO_IPANEMA)
    await desk.open(PAULA)

    await expect(desk.words).to_have_text([TO_IPANEMA])
    await expect(serena.row(PAULA)).to_contain_text(TO_SERENA)
    heard = await earshot.heard()
    assert TO_IPANEMA in heard
    assert TO_SERENA not in heard
    assert TO_SERENA not in await desk.page.content()
