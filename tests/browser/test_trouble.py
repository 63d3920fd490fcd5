"""A message that did not arrive says why, and what may be done about it; one that waits can be taken back."""

import httpx
import pytest
from playwright.async_api import expect

from bench.demo import Product
from tests.browser.conftest import PickUp
from tests.browser.screens import Desk, Guest
from tests.browser.sent import sent_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LARA, MAURO, NEUZA = Guest("Lara Vidal", "5521987650701"), Guest("Mauro Leal", "5521987650702"), Guest("Neuza Prado", "5521987650703")


async def test_what_was_not_delivered_is_sent_once_more_by_a_button(
    desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient, product: Product
) -> None:
    phone = await picks_up(LARA)
    await phone.write("Alguém aí?")
    await desk.open(LARA)
    await meta.put("/_sim/faults", json={"errors": {"131026": 1}})
    await desk.answer("Sim, boa tarde!")
    failed = desk.bubble("Sim, boa tarde!")
    await expect(failed.locator(".trouble")).to_contain_text("código 131026")

    await meta.put("/_sim/faults", json={"errors": {"131026": 0}})
    await failed.get_by_role("button", name="Tentar de novo").click()
    await desk.ticks("Sim, boa tarde!", "read")
    assert len(await sent_to(product, LARA)) == 1
    await expect(failed.locator(".trouble")).to_have_count(0)


async def test_a_window_that_meta_finds_closed_leads_to_the_templates(desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient) -> None:
    phone = await picks_up(MAURO)
    await phone.write("Até amanhã!")
    await desk.open(MAURO)
    await meta.put("/_sim/faults", json={"errors": {"131047": 1}})
    await desk.answer("Até!")

    await desk.bubble("Até!").get_by_role("button", name="Enviar um modelo").click()
    await expect(desk.page.get_by_role("heading", name="Escolher um modelo")).to_be_visible()
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator("dialog")).to_have_count(0)


async def test_what_waits_is_taken_back(desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient, product: Product) -> None:
    phone = await picks_up(NEUZA)
    await phone.write("Pode me ligar?")
    await desk.open(NEUZA)
    await meta.put("/_sim/faults", json={"errors": {"131056": 1}})
    await desk.answer("Ligo já.")

    waiting = desk.bubble("Ligo já.")
    await waiting.get_by_role("button", name="Cancelar o envio").click()
    await expect(waiting).to_have_attribute("data-status", "cancelled")
    await meta.put("/_sim/faults", json={"errors": {"131056": 0}})
    await expect(waiting.locator(".trouble")).to_have_count(0)
    assert await sent_to(product, NEUZA, 0) == []
