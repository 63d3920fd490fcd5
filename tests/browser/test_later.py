"""What cannot be said now: templates through a closed window, words that wait for the guest or for their time, and too much at once."""

from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from bench.demo import Product, signed_in
from tests.browser.conftest import PickUp, SignIn
from tests.browser.screens import Desk, Guest
from tests.browser.sent import sent_to, wrote_long_ago
from tests.browser.visits import Troubles

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

HELIO, IARA = Guest("Hélio Prates", "5521987650601"), Guest("Iara Campos", "5521987650602")
JOEL, KATIA = Guest("Joel Muniz", "5521987650603"), Guest("Kátia Brandão", "5521987650604")
MOST_OF_ONE = 50
BODY = {"type": "BODY", "text": "Olá, {{1}}! Esperamos você em {{2}}, a partir das 15h.", "example": {"body_text": [["Ana", "sexta"]]}}
ARRIVAL: dict[str, Any] = {"name": "chegada", "language": "pt_BR", "category": "UTILITY", "components": [BODY]}


async def know_template(product: Product) -> None:
    hotel = product.tenant("hotel-ipanema")
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as meta:
        asked = ARRIVAL | {"business_account_id": hotel["whatsapp"]["business_account_id"]}
        (await meta.post("/_sim/templates", json=asked)).raise_for_status()
    async with signed_in(product, hotel["admin"], "hotel-ipanema") as admin:
        (await admin.post("/api/templates/sync", json={})).raise_for_status()


async def test_a_closed_window_offers_a_template_that_is_filled_and_sent(desk: Desk, product: Product) -> None:
    await know_template(product)
    await wrote_long_ago(product, HELIO, "Até breve!")
    await desk.open(HELIO)
    await expect(desk.page.locator("#composer")).to_have_count(0)
    await expect(desk.page.locator(".offer").filter(has_text="Chegada")).to_be_visible()

    await desk.page.get_by_role("button", name="Enviar um modelo").click()
    await desk.page.get_by_label("Buscar por nome ou palavra").fill("chegáda")
    await desk.page.locator(".choice").click()
    await desk.page.get_by_label("Valor 1").fill("Hélio")
    await desk.page.get_by_label("Valor 2").fill("sábado")
    await expect(desk.page.locator(".say-preview")).to_contain_text("Esperamos você em sábado")
    await desk.send_form()

    await expect(desk.of_kind("template")).to_contain_text("Olá, Hélio! Esperamos você em sábado, a partir das 15h.")
    (told,) = await sent_to(product, HELIO)
    assert [one["text"] for one in told["template"]["components"][0]["parameters"]] == ["Hélio", "sábado"]


async def test_what_waits_for_the_guest_goes_when_they_write(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await wrote_long_ago(product, IARA, "Obrigada!")
    await desk.open(IARA)
    await desk.page.get_by_role("button", name="Escrever para depois").click()
    await desk.answer("Achamos o seu casaco.")
    await expect(desk.page.locator(".later-bar")).to_contain_text("Uma mensagem agendada")
    await expect(desk.bubble("Achamos o seu casaco.")).to_have_count(0)

    phone = await picks_up(IARA)
    await phone.write("Oi, voltei!")
    await expect(desk.bubble("Achamos o seu casaco.")).to_be_visible()
    await expect(desk.page.locator(".later-bar")).to_have_count(0)
    assert len(await sent_to(product, IARA)) == 1


async def test_a_scheduled_message_is_listed_changed_and_cancelled(desk: Desk, picks_up: PickUp, product: Product) -> None:
    phone = await picks_up(JOEL)
    await phone.write("Me lembra do passeio?")
    await desk.open(JOEL)
    await desk.page.locator("#composer").fill("O passeio sai às 9h.")
    await desk.page.get_by_role("button", name="Enviar depois").click()
    await desk.page.get_by_role("button", name="Amanhã de manhã").click()
    await expect(desk.page.locator("#composer")).to_have_value("")
    await desk.page.locator(".later-head").click()
    await expect(desk.page.locator(".later-words")).to_have_text("O passeio sai às 9h.")

    await desk.page.locator(".later-acts").get_by_role("button", name="Mudar").click()
    await desk.page.get_by_label("Mensagem", exact=True).fill("O passeio sai às 9h30.")
    await desk.page.get_by_role("button", name="Guardar").click()
    await expect(desk.page.locator(".later-words")).to_have_text("O passeio sai às 9h30.")
    await desk.page.locator(".later-acts").get_by_role("button", name="Cancelar").click()
    await expect(desk.page.locator(".later-bar")).to_have_count(0)
    assert await sent_to(product, JOEL, 0) == []


async def test_too_much_at_once_waits_with_a_countdown(signs_in: SignIn, picks_up: PickUp, product: Product, troubles: Troubles) -> None:
    troubles.forgive("429")
    phone, desk = await picks_up(KATIA, "pousada-serena"), await signs_in("pousada-serena")
    await phone.write("Conta até cinquenta?")
    await desk.open(KATIA)
    await say_much(product, desk, MOST_OF_ONE)
    await desk.answer("Cinquenta e um")
    await desk.answer("Cinquenta e dois")

    await expect(desk.page.locator(".limited")).to_contain_text("2 mensagens esperam um pouco.")
    await expect(desk.page.locator(".limited-left")).to_contain_text("0:")
    await expect(desk.bubble("Cinquenta e dois")).to_have_attribute("data-status", "pending")
    await desk.bubble("Cinquenta e um").get_by_role("button", name="Cancelar o envio").click()
    await expect(desk.bubble("Cinquenta e um")).to_have_count(0)


async def say_much(product: Product, desk: Desk, many: int) -> None:
    """As the attendant at this desk, but faster than a hand can."""
    person = product.tenant("pousada-serena")["attendants"][1]
    conversation = desk.page.url.rsplit("/", 1)[1]
    async with signed_in(product, person, "pousada-serena") as attendant:
        for number in range(many):
            said = {"type": "text", "content": str(number)}
            (await attendant.post(f"/api/conversations/{conversation}/messages", json=said)).raise_for_status()
