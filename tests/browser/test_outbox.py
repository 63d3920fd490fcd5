"""The console's outbox: what has not gone stands there with its reason, and is sent again from there."""

import httpx
import pytest
from playwright.async_api import expect

from bench.demo import Product
from tests.browser.conftest import PickUp, SignIn
from tests.browser.screens import Desk, Guest
from tests.browser.sent import sent_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

OLGA = Guest("Olga Prates", "5521987650801")


async def test_what_failed_is_found_and_sent_again_by_those_who_run_the_hotel(
    desk: Desk, picks_up: PickUp, signs_in: SignIn, meta: httpx.AsyncClient, product: Product
) -> None:
    phone = await picks_up(OLGA)
    await phone.write("Posso chegar às 23h?")
    await desk.open(OLGA)
    await meta.put("/_sim/faults", json={"errors": {"131026": 1}})
    await desk.answer("Pode, claro.")
    await expect(desk.bubble("Pode, claro.").locator(".trouble")).to_contain_text("131026")
    await meta.put("/_sim/faults", json={"errors": {"131026": 0}})

    page = (await signs_in("hotel-ipanema", admin=True)).page
    await page.goto(f"{product.board['api_url']}/?tenant=hotel-ipanema#/console/outbox")
    line = page.locator("tr").filter(has_text="Olga Prates")
    await expect(line).to_contain_text("talvez o número não tenha WhatsApp")
    await expect(page.get_by_role("button", name="Não saíram")).to_have_attribute("aria-pressed", "true")
    await line.get_by_role("button", name="Tentar de novo").click()

    await expect(line).to_have_count(0)
    await desk.ticks("Pode, claro.", "read")
    assert len(await sent_to(product, OLGA)) == 1
    await page.get_by_role("button", name="Na fila").click()
    await expect(page.get_by_text("A fila está vazia.")).to_be_visible()
