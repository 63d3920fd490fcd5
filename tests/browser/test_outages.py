"""Something breaks while people write; when it is back, each word is there, once and in its place."""

import asyncio
import os
import signal
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from bench.demo import Product
from tests.browser.conftest import PickUp
from tests.browser.screens import Desk, Guest
from tests.browser.visits import Troubles

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

JONAS, IRENE = Guest("Jonas Albrecht", "5521987650201"), Guest("Irene Prado", "5521987650202")
TERESA = Guest("Teresa Nobre", "5521987650203")
# Meta's clock has whole seconds; people are slower than that, and only then there is an order to keep.
A_BREATH = 1.1
# What a browser writes into its console when nobody answers it.
NOBODY_THERE = ("net::ERR_", "WebSocket connection to")


async def test_the_api_dies_while_two_messages_come(product: Product, desk: Desk, picks_up: PickUp, troubles: Troubles) -> None:
    phone = await picks_up(JONAS)
    await phone.write("Bom dia!")
    await desk.open(JONAS)
    await expect(desk.words).to_have_text(["Bom dia!"])
    troubles.forgive(*NOBODY_THERE)

    kill(product.board["processes"]["api"])
    await phone.write("A piscina abre a que horas?")
    await asyncio.sleep(A_BREATH)
    await phone.write("E a sauna?")

    await expect(desk.words).to_have_text(["Bom dia!", "A piscina abre a que horas?", "E a sauna?"])


async def test_the_attendant_is_offline_while_two_messages_come(desk: Desk, picks_up: PickUp, troubles: Troubles) -> None:
    phone = await picks_up(IRENE)
    await phone.write("Boa tarde!")
    await expect(desk.row(IRENE)).to_be_visible()
    troubles.forgive(*NOBODY_THERE)

    # The conversation is opened in vain, and nobody will have to ask for it again.
    await desk.page.context.set_offline(True)
    await desk.open(IRENE)
    await expect(desk.page.get_by_text("Não foi possível carregar esta conversa.")).to_be_visible()
    await phone.write("Esqueci um casaco no quarto 12.")
    await asyncio.sleep(A_BREATH)
    await phone.write("É azul.")
    await expect(phone.page.locator(".tick.sent")).to_have_count(3)
    await expect(desk.page.get_by_text("Sem internet")).to_be_visible()
    await expect(desk.row(IRENE)).to_contain_text("Boa tarde!")
    await desk.page.context.set_offline(False)

    await expect(desk.words).to_have_text(["Boa tarde!", "Esqueci um casaco no quarto 12.", "É azul."])
    await expect(desk.row(IRENE)).to_contain_text("É azul.")


async def test_a_killed_outbound_worker_says_nothing_twice_and_forgets_nothing(
    product: Product, desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient
) -> None:
    phone = await picks_up(TERESA)
    await phone.write("Olá, o check-in é a que horas?")
    await desk.open(TERESA)
    await meta.put("/_sim/faults", json={"answer_delay_ms": 60_000})

    # Meta has the first and the worker dies without having heard so; the second is written while there is no worker.
    await desk.answer("A partir das 14h.")
    await until_accepted(meta, TERESA, 1)
    kill(product.board["processes"]["workers"]["outbound"])
    await meta.put("/_sim/faults", json={"answer_delay_ms": 0})
    await desk.answer("Se o quarto estiver pronto, antes.")

    await expect(phone.from_hotel).to_have_text(["A partir das 14h.", "Se o quarto estiver pronto, antes."])
    for text in ("A partir das 14h.", "Se o quarto estiver pronto, antes."):
        await desk.ticks(text, "read")
    assert len(await accepted(meta, TERESA)) == 2


def kill(pids: list[int]) -> None:
    """As a machine without memory would; the supervisor starts it again."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


async def accepted(meta: httpx.AsyncClient, guest: Guest) -> list[dict[str, Any]]:
    """What Meta took from the hotel for this guest, each acceptance by itself."""
    told: list[dict[str, Any]] = (await meta.get("/_sim/sent", params={"to": guest.wa_id})).json()["data"]
    return told


async def until_accepted(meta: httpx.AsyncClient, guest: Guest, many: int) -> None:
    async with asyncio.timeout(20):
        while len(await accepted(meta, guest)) < many:
            await asyncio.sleep(0.02)
