"""The guest's phone in a browser: writing, ticks, the hotel's answer, typing and reading."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, Route, async_playwright

from simulator import samples
from simulator.meta import Meta
from tests.simulator.conftest import AT_ONCE
from tests.simulator.hotel import ANA, Callback, a_number, a_text, guest_writes, send
from tests.simulator.served import served
from tests.simulator.test_kinds import FLOW, TAKEN, a_message, buttons, cards, interactive, products, put_up, rows
from tests.simulator.test_templates import BODY as WORDING
from tests.simulator.test_templates import REPLY, URL, a_send, approved, body, button

CHROMIUM = shutil.which("chromium")
# Only where nothing can be installed: .ci/run brings a Chromium.
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


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
@needs_chromium
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
@needs_chromium
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
@needs_chromium
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


def taps() -> list[tuple[dict[str, Any], list[str], dict[str, Any]]]:
    """What a hotel sends, the buttons that the guest taps one after the other, and what the hotel hears."""
    in_cards = {"action": {"buttons": [{"type": "quick_reply", "quick_reply": {"id": "q", "title": "Esse"}}]}}
    header = {"type": "text", "text": "Frigobar"}
    form = FLOW | {"flow_action": "navigate", "flow_action_payload": {"screen": "A", "data": {"nome": "Ana"}}}
    flow = {"name": "flow", "body": "Formulário enviado", "response_json": '{"flow_token":"t","nome":"Ana"}'}
    order = {"product_retailer_id": "p1", "quantity": 2, "item_price": 30, "currency": "BRL"}
    ask, ask_contact, may_call = "location_request_message", "request_contact_info", "call_permission_request"
    return [
        (interactive("button", buttons("Sim", "Não")), ["Não"], {"type": "button_reply", "button_reply": {"id": "b1", "title": "Não"}}),
        (
            interactive("list", rows(2, description="Vista")),
            ["Abrir", "Quarto Vista"],
            {"type": "list_reply", "list_reply": {"id": "0.0", "title": "Quarto", "description": "Vista"}},
        ),
        (interactive("flow", {"name": "flow", "parameters": form}), ["Preencher", "Enviar"], {"type": "nfm_reply", "nfm_reply": flow}),
        (interactive("carousel", cards(2, **in_cards)), ["Esse"], {"type": "button_reply", "button_reply": {"id": "q", "title": "Esse"}}),
        (
            interactive("product_list", products(3), header=header),
            ["Ver produtos", "Mais: p1", "Mais: p1", "Enviar pedido (2)"],
            {"catalog_id": "1", "text": "", "product_items": [order]},
        ),
        (interactive(ask, {"name": "send_location"}), ["Enviar localização", "Minha localização atual"], {"latitude": -22.98494}),
        (interactive(ask_contact, {"name": ask_contact}), ["Compartilhar contato"], {"origin": "contact_request"}),
        (interactive(may_call, {"name": may_call}), ["Permitir ligações"], {"type": "call_permission_reply"}),
    ]


@pytest.mark.browser
@needs_chromium
async def test_the_guest_answers_whatever_a_hotel_offers(live: str, page: Page, callback: Callback) -> None:
    async with httpx.AsyncClient(base_url=live) as hotel:
        await guest_writes(hotel)
        await page.get_by_role("button", name="Ana Souza").click()
        for message, names, heard in taps():
            callback.pushes.clear()
            answer = await send(hotel, message)
            bubble = page.locator(f"[data-wamid='{answer.json()['messages'][0]['id']}']")
            for place, name in enumerate(names):
                await (page.locator("#choose") if place else bubble).get_by_role("button", name=name).first.click()
            await callback.until(lambda: callback.messages)
            said = callback.messages[0]
            told = said[said["type"]][0] if said["type"] == "contacts" else said[said["type"]]
            assert told.items() >= heard.items(), names
            assert said["context"]["id"] == answer.json()["messages"][0]["id"]


@pytest.mark.browser
@needs_chromium
async def test_a_template_shows_its_words_and_its_buttons_answer(live: str, page: Page, callback: Callback) -> None:
    async with httpx.AsyncClient(base_url=live) as hotel:
        others = [{"type": "QUICK_REPLY", "text": f"Opção {place}"} for place in range(2)]
        await approved(hotel, WORDING, {"type": "FOOTER", "text": "Hotel"}, {"type": "BUTTONS", "buttons": [REPLY, *others, URL]})
        payload = button("quick_reply", 0, type="payload", payload="YES")
        await send(hotel, a_send(body("*Ana*", "23/11"), payload, button("url", 3, type="text", text="r7")))
        await page.get_by_role("button", name="Ana Souza").click()

        await page.get_by_role("button", name="Sim").click()
        await callback.until(lambda: callback.messages)
        words = await page.locator(".from-hotel p strong").inner_text()
        await page.get_by_role("button", name="Ver todas as opções").click()

        assert callback.messages[0]["button"] == {"payload": "YES", "text": "Sim"}
        assert words == "Ana"
        assert await page.locator("#choose a").get_attribute("href") == "https://hotel.example/r7"


@pytest.mark.browser
@needs_chromium
async def test_every_kind_is_shown_and_a_reaction_sits_on_its_message(live: str, page: Page) -> None:
    async with httpx.AsyncClient(base_url=live) as hotel:
        await hotel.put("/_sim/switches", json={"pair_rate": False})
        wamid = (await guest_writes(hotel, "Bom dia"))["wamid"]
        picture = (await put_up(hotel, samples.of("image").content, "image/jpeg")).json()["id"]
        await page.get_by_role("button", name="Ana Souza").click()

        await send(hotel, a_message("reaction", {"message_id": wamid, "emoji": "❤️"}))
        for message in [a_message("image", {"id": picture}), *TAKEN.values()]:
            await send(hotel, message)

        await page.locator(".felt", has_text="❤️").wait_for()
        shown = len([name for name in TAKEN if not name.startswith("reaction")]) + 1
        await page.locator(".from-hotel").nth(shown - 1).wait_for()
        assert await page.locator(".from-hotel").count() == shown
        assert await page.locator(".from-hotel .odd").count() == 0
        assert await page.locator(".from-hotel img").first.evaluate("image => image.naturalWidth > 0")
