"""The guest's phone in a browser: writing, ticks, the hotel's answer, typing and reading."""

import asyncio
import shutil
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, Route, async_playwright

from simulator.meta import Meta
from tests.simulator.conftest import AT_ONCE
from tests.simulator.hotel import ANA, Callback, a_number, a_text, send
from tests.simulator.served import served

CHROMIUM = shutil.which("chromium")


@pytest.mark.parametrize("name", ["", "phone", "phone/main.js", "phone/phone.css", "phone/icon.svg"])
async def test_the_page_is_served_under_a_strict_policy(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get(f"/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "..%2fapp.py", "%2e%2e%2fapp.py", "page.py"])
async def test_no_other_file_is_served(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.get(f"/phone/{name}")).status_code == 404


@pytest.fixture
async def live(callback: Callback) -> AsyncIterator[str]:
    meta = Meta(switches=AT_ONCE)
    meta.put_number(a_number(callback_url=callback.url))
    async with served(meta) as url:
        yield url


@pytest.fixture
async def page(live: str) -> AsyncIterator[Page]:
    """A small screen, which fails the test for any error in its console."""
    troubles: list[str] = []
    async with async_playwright() as browsers:
        browser = await browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 390, "height": 780})
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda trouble: troubles.append(str(trouble)))
        await page.goto(live)
        yield page
        await browser.close()
    assert troubles == []


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_guest_writes_and_reads_the_answer(live: str, page: Page, callback: Callback) -> None:
    async with httpx.AsyncClient(base_url=live) as hotel:
        await page.get_by_role("button", name="Ana Souza").click()
        await page.get_by_role("textbox").fill("Tem quarto? <b>não é HTML</b>")
        await page.keyboard.press("Enter")
        await page.locator(".tick.sent").wait_for()

        wamid = callback.messages[0]["id"]
        seen = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, "typing_indicator": {"type": "text"}}
        await send(hotel, seen)
        await page.locator(".tick.read").wait_for()
        await page.get_by_text("digitando…").wait_for()

        await send(hotel, a_text("Temos sim!", context={"message_id": wamid}))
        await page.locator(".from-hotel p", has_text="Temos sim!").wait_for()
        await callback.until(lambda: "read" in [status["status"] for status in callback.statuses])

    assert await page.locator(".from-hotel blockquote").inner_text() == "Tem quarto? <b>não é HTML</b>"
    assert ANA in {status["recipient_id"] for status in callback.statuses}


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_slow_answer_does_not_undo_what_the_line_said_meanwhile(live: str, page: Page) -> None:
    async def slowly(route: Route) -> None:
        answer = await route.fetch()
        await asyncio.sleep(0.8)
        await route.fulfill(response=answer)

    async with httpx.AsyncClient(base_url=live) as control:
        await control.put("/_sim/faults", json={"delay_ms": 300})
    await page.get_by_role("button", name="Ana Souza").click()
    await page.get_by_text("Nenhuma mensagem ainda").wait_for()
    await page.route("**/_sim/threads/**", slowly)

    await page.get_by_role("textbox").fill("Oi")
    async with page.expect_response("**/_sim/threads/**"):
        await page.keyboard.press("Enter")

    await page.locator(".tick").wait_for()
    assert await page.locator(".tick.sent").count() == 1


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_new_guest_is_added_and_the_language_changes(page: Page, callback: Callback) -> None:
    await page.get_by_role("button", name="Novo hóspede").click()
    await page.get_by_label("Nome", exact=True).fill("Zeca Lima")
    await page.get_by_label("Telefone com DDI").fill("+55 (81) 90000-0042")
    await page.get_by_role("button", name="Adicionar").click()
    await page.get_by_role("textbox", name="Mensagem").fill("Oi")
    await page.get_by_role("button", name="Enviar").click()
    await callback.until(lambda: callback.messages)

    await page.get_by_role("button", name="Voltar").click()
    await page.get_by_label("Idioma").select_option("es")

    assert callback.messages[0]["from"] == "5581900000042"
    assert callback.pushes[0].values[0]["contacts"][0]["profile"]["name"] == "Zeca Lima"
    assert await page.get_by_role("heading", level=1).inner_text() == "Teléfono del huésped"
