"""A guest writes, an attendant answers, the guest reads it: through the phone's page and the web chat."""

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import PickUp
from tests.browser.screens import Desk, Guest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MARINA = Guest("Marina Figueiredo", "5521987650101")
QUESTION, ANSWER = "Boa noite! Vocês têm quarto para dois no feriado?", "Boa noite, Marina! Temos sim, com vista para o mar."


async def test_a_guest_writes_an_attendant_answers_and_the_guest_reads_it(desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient) -> None:
    # Slow enough that nothing on the way takes two steps for one, and the guest looks only when we say so.
    await meta.put("/_sim/switches", json={"delivered_after_ms": 1000})
    phone = await picks_up(MARINA)
    await phone.confirm_reading(False)

    await phone.write(QUESTION)
    await expect(desk.rows.first).to_contain_text(MARINA.name)
    await expect(desk.row(MARINA)).to_contain_text(QUESTION)
    await expect(desk.row(MARINA).locator(".badge")).to_have_text("1")
    await expect(phone.page.locator(".tick.sent")).to_have_count(1)

    await desk.open(MARINA)
    await expect(desk.words).to_have_text([QUESTION])
    await expect(desk.row(MARINA).locator(".badge")).to_have_count(0)

    await desk.note_ticks()
    await desk.answer(ANSWER)
    await desk.ticks(ANSWER, "delivered")
    await expect(phone.from_hotel).to_have_text([ANSWER])
    await phone.confirm_reading(True)
    await desk.ticks(ANSWER, "read")

    assert await desk.ticks_noted() == ["pending", "sent", "delivered", "read"]
    assert await desk.words.all_inner_texts() == [QUESTION, ANSWER]
