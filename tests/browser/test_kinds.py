"""Whatever a guest can send is seen on the attendant's screen: each kind from the phone's sheet, one after the other."""

import io
import re
from typing import Final, NamedTuple

import httpx
import pytest
from PIL import Image
from playwright.async_api import Locator, expect

from tests.browser.conftest import PickUp, SignIn
from tests.browser.screens import Desk, Guest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LIA = Guest("Lia Monteiro", "5521987650901")
RUI = Guest("Rui Tavares", "5521987650902")
NINA = Guest("Nina Prado", "5521987650903")
OTTO = Guest("Otto Reis", "5521987650904")
VERA = Guest("Vera Luz", "5521987650906")
TODA = Guest("Toda Gente", "5521987650905")


class Seen(NamedTuple):
    """Where the chat shows a kind, and what it says there."""

    css: str
    words: str = ""


SEEN: Final = {
    "image": Seen("[data-kind=image] .frame-picture.loaded"),
    "video": Seen("[data-kind=video] .film-start"),
    "audio_voice": Seen("[data-kind=audio] .audio.voice .audio-toggle"),
    "audio_file": Seen("[data-kind=audio] .audio:not(.voice) .audio-toggle"),
    "document": Seen("[data-kind=document] button.file", "recibo.pdf"),
    "sticker": Seen("[data-kind=sticker] .sticker-picture"),
    "location": Seen(".place", "Philz Coffee"),
    "location_live_pin": Seen(".place", "Localização"),
    "contacts": Seen(".card", "Barbara J. Johnson"),
    "contacts_contact_request": Seen(".card", "Contato enviado a pedido do hotel"),
    "context_reply": Seen(".bubble:has(.quote)", "respondendo"),
    "context_forwarded": Seen(".bubble:has(.forwarded)", "Encaminhada"),
    "context_frequently_forwarded": Seen(".bubble:has(.forwarded)", "Encaminhada muitas vezes"),
    "interactive_button_reply": Seen(".tapped", "Trocar"),
    "interactive_list_reply": Seen(".tapped", "1 a 2 dias"),
    "interactive_message_with_error": Seen(".bubble:has(.partly-lost)", "Quarto duplo"),
    "button_template_quick_reply": Seen("[data-kind=button] .tapped", "Parar promoções"),
    "interactive_nfm_reply_flow": Seen(".filled", "Formulário respondido"),
    "interactive_nfm_reply_address": Seen(".filled", "Endereço enviado"),
    "interactive_nfm_reply_non_object": Seen(".filled", "apenas um texto"),
    "interactive_call_permission_reply": Seen(".tapped", "permitiu ligações"),
    "order": Seen(".order", "67,99"),
    "context_referred_product": Seen(".referral.product", "di9ozbzfi4"),
    "referral_ctwa": Seen(".referral", "Veio de um anúncio"),
    "referral_post_video": Seen(".bubble:has(.referral)", "Vi o vídeo de vocês"),
    "unsupported": Seen("[data-kind=unsupported]", "enquete"),
    "unsupported_legacy_no_object": Seen("[data-kind=unsupported]", "não entrega a empresas. Peça"),
    "edit_unsupported_d14": Seen("[data-kind=unsupported]", "não disse qual"),
    "media_too_big": Seen("[data-kind=unsupported]", "100 MB"),
    "request_welcome_legacy": Seen("[data-kind=request_welcome]", "esta tela não mostra"),
    "unknown_kind": Seen("[data-kind=hologram]", "esta tela não mostra"),
    "system_customer_identity_changed": Seen(".line", "código de segurança"),
    "call_missed": Seen(".line.missed", "Ligação perdida"),
    "call_answered": Seen(".line", "Ligação de"),
    "text": Seen(".words", "Olá, vocês têm em outra cor?"),
    "reaction": Seen(".reactions", "👍"),
    "edit_text": Seen(".bubble:has(.edited)", "texto corrigido"),
    "edit_image_caption": Seen("[data-kind=image] .bubble:has(.edited)", "nova legenda"),
    "revoke": Seen(".withdrawn", "O hóspede apagou esta mensagem"),
    "system_user_changed_number": Seen(".line", "mudou de número"),
}
# What shows elsewhere than in this conversation, or changes nothing that is seen in it.
ELSEWHERE: Final = {
    "group_text", "group_image", "reaction_removed", "reaction_removed_empty",
    "system_user_changed_user_id", "user_id_update", "user_preferences", "user_preferences_resume",
}  # fmt: skip


def a_picture() -> bytes:
    made = io.BytesIO()
    Image.radial_gradient("L").resize((900, 600)).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def shown(desk: Desk, seen: Seen) -> Locator:
    found = desk.page.locator(f".said {seen.css}")
    return (found.filter(has_text=seen.words) if seen.words else found).last


async def test_every_kind_of_the_sheet_is_shown_in_the_chat(desk: Desk, picks_up: PickUp) -> None:
    phone = await picks_up(TODA)
    await phone.write("Bom dia!")
    await desk.open(TODA)
    await desk.answer("Bom dia! Como posso ajudar?")
    await expect(phone.from_hotel).to_have_count(1)
    kinds = await phone.kinds()
    assert set(kinds) == set(SEEN) | ELSEWHERE

    for kind in SEEN:
        await phone.play(kind)
        await expect(shown(desk, SEEN[kind])).to_be_visible()


async def test_a_guests_own_picture_is_announced_fetched_and_looked_at(desk: Desk, picks_up: PickUp, meta: httpx.AsyncClient) -> None:
    await meta.put("/_sim/faults", json={"media_slow_ms": 1500})
    phone = await picks_up(LIA)
    await phone.write("Segue a foto")
    await desk.open(LIA)

    await phone.send_file("praia.jpg", "image/jpeg", a_picture())
    await expect(desk.of_kind("image").locator(".media-state")).to_have_text("Baixando…")
    await expect(desk.row(LIA)).to_contain_text("Foto")
    picture = desk.of_kind("image").locator(".frame-picture.loaded")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("(image) => image.naturalWidth") > 0

    await desk.of_kind("image").locator(".picture").click()
    await expect(desk.page.locator(".lightbox-picture.loaded")).to_be_visible()
    assert await desk.page.locator(".lightbox-picture").evaluate("(image) => image.naturalWidth") == 900
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator(".lightbox")).to_have_count(0)


async def test_a_voice_is_heard(desk: Desk, picks_up: PickUp) -> None:
    phone = await picks_up(RUI)
    await phone.write("Vou mandar um áudio")
    await desk.open(RUI)

    await phone.play("audio_voice")
    voice = desk.of_kind("audio").locator(".audio.voice")
    await voice.get_by_role("button", name="Ouvir: Mensagem de voz").click()
    await expect(voice.locator(".audio-toggle")).to_have_attribute("data-state", "playing")
    await voice.get_by_role("button", name="Velocidade 1×").click()
    await expect(voice.get_by_role("button", name="Velocidade 1,5×")).to_be_visible()
    await expect(voice.locator(".audio-toggle")).to_have_attribute("data-state", "paused")


async def test_reactions_edits_and_withdrawals_are_seen_as_they_happen(desk: Desk, picks_up: PickUp) -> None:
    phone = await picks_up(NINA)
    await phone.write("Chego dia 21")
    await desk.open(NINA)
    await desk.answer("Combinado, dia 21")
    await expect(phone.from_hotel).to_have_text(["Combinado, dia 21"])

    await phone.act("Combinado, dia 21", "Reagir com 👍")
    await expect(desk.bubble("Combinado, dia 21").locator(".reactions")).to_contain_text("👍")
    await phone.act("Combinado, dia 21", "Tirar minha reação")
    await expect(desk.page.locator(".reactions")).to_have_count(0)

    await phone.act("Chego dia 21", "Editar")
    await phone.page.locator("#text").fill("Chego dia 22")
    await phone.page.locator("#text").press("Enter")
    await desk.bubble("Chego dia 22").get_by_role("button", name="editada").click()
    await expect(desk.page.locator(".edits .words")).to_have_text(["Chego dia 21", "Chego dia 22"])
    await desk.page.keyboard.press("Escape")

    await phone.act("Chego dia 22", "Apagar para todos")
    await expect(desk.page.locator(".withdrawn")).to_have_text("O hóspede apagou esta mensagem")
    await expect(desk.page.get_by_text("Chego dia 22")).to_have_count(0)


async def test_what_staff_write_on_the_hotels_phone_is_seen_as_that(desk: Desk, picks_up: PickUp) -> None:
    phone = await picks_up(VERA)
    await phone.write("Tem alguém aí?")
    await desk.open(VERA)

    await phone.tell("phone_text")
    bubble = desk.bubble("Escrito no celular do hotel")
    await expect(bubble.locator(".from-phone")).to_have_text("enviada pelo celular")
    await expect(bubble).to_have_class(re.compile(r"\bout\b"))


async def test_what_cannot_be_shown_is_raw_to_the_administrator_alone(desk: Desk, picks_up: PickUp, signs_in: SignIn) -> None:
    phone = await picks_up(OTTO)
    await phone.play("unknown_kind")
    await desk.open(OTTO)
    await expect(desk.of_kind("hologram")).to_contain_text("O hóspede enviou algo que esta tela não mostra (hologram).")
    await expect(desk.of_kind("hologram").get_by_text("Ver o que o WhatsApp enviou")).to_have_count(0)

    admin = await signs_in("hotel-ipanema", admin=True)
    await admin.open(OTTO)
    await admin.of_kind("hologram").get_by_role("button", name="Ver o que o WhatsApp enviou").click()
    await expect(admin.page.locator("pre.raw")).to_contain_text("Uma pousada em três dimensões")
