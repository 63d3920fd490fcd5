"""An attendant says everything that WhatsApp takes, and the guest has it."""

import pytest
from playwright.async_api import FilePayload, expect

from bench.demo import Product
from tests.browser.conftest import PickUp
from tests.browser.screens import Desk, Guest
from tests.browser.sent import a_photo, a_text_file, sent_to
from tests.browser.visits import Troubles

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ALBA, BENTO, CARLA = Guest("Alba Nogueira", "5521987650501"), Guest("Bento Sá", "5521987650502"), Guest("Carla Reis", "5521987650503")
DALVA, EDU, FLORA = Guest("Dalva Pires", "5521987650504"), Guest("Edu Lins", "5521987650505"), Guest("Flora Melo", "5521987650506")
GIL, HUGO = Guest("Gil Torres", "5521987650507"), Guest("Hugo Paz", "5521987650508")
UPLOADS = "**/api/media?*"
DROP = """(place) => {
  const carried = new DataTransfer();
  carried.items.add(new File(["Das 7h às 22h."], "avisos.txt", { type: "text/plain" }));
  for (const name of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""
PASTE = """(box) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array([137, 80, 78, 71])], "image.png", { type: "image/png" }));
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


async def met(desk: Desk, picks_up: PickUp, guest: Guest, words: str = "Bom dia!") -> None:
    """The guest has written, and their conversation stands open."""
    phone = await picks_up(guest)
    await phone.write(words)
    await desk.open(guest)
    await expect(desk.words).to_have_text([words])


async def test_files_go_with_their_words_in_the_order_they_were_picked(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await met(desk, picks_up, ALBA)
    await desk.page.locator("#composer").fill("A vista do 502")
    await desk.pick(a_photo(), a_text_file())
    await expect(desk.page.locator("#composer")).to_have_value("")
    await desk.page.locator(".tray-look").first.click()
    await desk.page.get_by_label("Escreva uma legenda").fill("A vista do 502, agora")
    await desk.page.get_by_role("button", name="Enviar 2 arquivos").click()

    await expect(desk.of_kind("image").locator(".frame-picture.loaded")).to_be_visible()
    picture, paper = await sent_to(product, ALBA, 2)
    assert picture["image"]["caption"] == "A vista do 502, agora"
    assert paper["document"]["filename"] == "Horários da piscina.txt"
    await expect(desk.of_kind("image")).to_have_attribute("data-status", "read")
    await expect(desk.of_kind("document").locator(".file-name")).to_have_text("Horários da piscina.txt")


async def test_what_is_dropped_or_pasted_lies_in_the_tray_and_leaving_it_gives_the_words_back(desk: Desk, picks_up: PickUp) -> None:
    await met(desk, picks_up, BENTO)
    await desk.page.locator("#composer").fill("Segue o aviso")
    await desk.page.locator("#thread").evaluate(DROP)
    await expect(desk.page.locator(".tray-name bdi")).to_have_text("avisos.txt")
    await desk.page.get_by_role("button", name="Não enviar estes arquivos").click()
    await expect(desk.page.locator(".tray")).to_have_count(0)

    await desk.page.locator("#composer").evaluate(PASTE)
    await expect(desk.page.locator(".tray-name bdi")).to_contain_text(".png")
    await expect(desk.page.get_by_label("Escreva uma legenda")).to_have_value("Segue o aviso")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator("#composer")).to_have_value("Segue o aviso")


async def test_a_voice_is_recorded_thrown_away_recorded_again_and_sent(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await met(desk, picks_up, CARLA)
    await desk.page.get_by_role("button", name="Gravar mensagem de voz").click()
    await expect(desk.page.locator(".take.recording .take-length")).to_have_text("0:01")
    await desk.page.get_by_role("button", name="Descartar a gravação").click()
    await expect(desk.page.locator("#composer")).to_be_visible()

    await desk.page.get_by_role("button", name="Gravar mensagem de voz").click()
    await expect(desk.page.locator(".take.recording .take-length")).to_have_text("0:01")
    await desk.page.get_by_role("button", name="Pausar").click()
    await expect(desk.page.get_by_role("button", name="Ouvir antes de enviar")).to_be_visible()
    await desk.page.locator(".composer.recording .send").click()

    await expect(desk.of_kind("audio").locator(".audio.voice .audio-toggle")).to_be_visible()
    (voice,) = await sent_to(product, CARLA)
    assert voice["audio"]["voice"] is True


async def test_an_answer_bears_what_it_answers_and_a_reaction_is_put_and_taken_back(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await met(desk, picks_up, DALVA, "Tem berço?")
    asked = desk.page.locator(".bubble-row.in")
    await desk.menu(asked, "Responder")
    await expect(desk.page.locator(".answering")).to_contain_text("Respondendo a Dalva Pires")
    await desk.answer("Tem sim, sem custo.")
    await expect(desk.bubble("Tem sim, sem custo.").locator(".quote")).to_contain_text("Tem berço?")

    await desk.menu(asked, "Reagir com ❤️")
    await expect(asked.locator(".reactions")).to_contain_text("❤️")
    answer, heart = await sent_to(product, DALVA, 2)
    assert answer["context"]["message_id"] == heart["reaction"]["message_id"]
    assert heart["reaction"]["emoji"] == "❤️"
    await asked.get_by_role("button", name="Tirar a reação").click()
    await expect(asked.locator(".reactions")).to_have_count(0)
    assert [one["reaction"]["emoji"] for one in (await sent_to(product, DALVA, 3))[1:]] == ["❤️", ""]


async def test_a_place_and_a_person_are_made_and_sent(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await met(desk, picks_up, EDU)
    page = desk.page
    await desk.say("location")
    await page.get_by_label("Onde fica").fill("https://www.google.com/maps/place/Hotel/@-22.98670,-43.20500,17z")
    await page.get_by_label("Nome do lugar").fill("Hotel Ipanema")
    await expect(page.locator(".say-preview")).to_contain_text("Hotel Ipanema")
    await desk.send_form()
    await desk.say("contacts")
    await page.get_by_label("Nome", exact=True).fill("Rogério")
    await page.get_by_label("Telefone", exact=True).fill("+55 21 99876-5432")
    await desk.send_form()

    place, card = await sent_to(product, EDU, 2)
    assert float(place["location"]["latitude"]) == -22.9867
    assert card["contacts"][0]["name"]["formatted_name"] == "Rogério"
    await expect(desk.of_kind("location")).to_contain_text("Hotel Ipanema")


async def test_questions_to_be_answered_by_a_touch_are_made_and_sent(desk: Desk, picks_up: PickUp, product: Product) -> None:
    await met(desk, picks_up, HUGO)
    page = desk.page
    await desk.say("buttons")
    await page.get_by_label("Mensagem", exact=True).fill("Inclui o café?")
    await page.get_by_label("Botão 1", exact=True).fill("Sim")
    await page.get_by_label("Botão 2", exact=True).fill("Não")
    await desk.send_form()
    await desk.say("list")
    await page.get_by_label("Mensagem", exact=True).fill("Em que ajudo?")
    await page.get_by_label("Opção 1", exact=True).fill("Spa")
    await desk.send_form()
    await desk.say("link")
    await page.get_by_label("Mensagem", exact=True).fill("O cardápio:")
    await page.get_by_label("Texto do botão", exact=True).fill("Ver")
    await page.get_by_label("Endereço", exact=True).fill("https://hotel.example/menu")
    await desk.send_form()

    buttons, listed, link = await sent_to(product, HUGO, 3)
    assert [one["reply"]["title"] for one in buttons["interactive"]["action"]["buttons"]] == ["Sim", "Não"]
    assert listed["interactive"]["action"]["sections"][0]["rows"][0]["title"] == "Spa"
    assert link["interactive"]["action"]["parameters"] == {"display_text": "Ver", "url": "https://hotel.example/menu"}
    await expect(page.locator(".below li")).to_have_text(["Sim", "Não", "Ver opções", "Ver"])


async def test_what_the_server_will_not_take_says_why_and_is_thrown_away(desk: Desk, picks_up: PickUp, troubles: Troubles) -> None:
    troubles.forgive("422")
    await met(desk, picks_up, FLORA)
    await desk.pick(FilePayload(name="foto.png", mimeType="image/png", buffer=b"PK\x03\x04" + b"\0" * 2000))
    await desk.page.get_by_role("textbox", name="Escreva uma legenda").press("Enter")

    refused = desk.of_kind("image")
    await expect(refused).to_have_attribute("data-status", "refused")
    await expect(refused.locator(".trouble p").first).not_to_have_text("")
    await refused.get_by_role("button", name="Descartar").click()
    await expect(refused).to_have_count(0)


async def test_a_file_outlives_a_reload_and_arrives_once_from_two_tabs(
    desk: Desk, picks_up: PickUp, product: Product, troubles: Troubles
) -> None:
    troubles.forgive("net::ERR_")
    await met(desk, picks_up, GIL)
    await desk.page.context.route(UPLOADS, lambda route: route.abort())
    await desk.pick(a_photo("cais.jpg"))
    await desk.page.get_by_label("Escreva uma legenda").fill("O cais")
    await desk.page.get_by_role("textbox", name="Escreva uma legenda").press("Enter")
    await expect(desk.of_kind("image").get_by_role("button", name="Cancelar este envio")).to_be_visible()

    await desk.page.reload()
    second = Desk(await desk.page.context.new_page())
    await second.page.goto(desk.page.url)
    for tab in (desk, second):
        await tab.open(GIL)
        await expect(tab.of_kind("image").locator(".frame-picture.loaded")).to_be_visible()
    await desk.page.context.unroute(UPLOADS)

    for tab in (desk, second):
        await expect(tab.of_kind("image")).to_have_attribute("data-status", "read")
        await expect(tab.of_kind("image")).to_have_count(1)
    await second.page.close()
    assert [one["image"]["caption"] for one in await sent_to(product, GIL)] == ["O cais"]
