"""pywa's client (Python) sends each type it knows, gets what Meta would answer, and asks for the same as we do."""

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from pywa import errors
from pywa.client import WhatsApp
from pywa.types import templates

from simulator import samples
from tests.simulator.hotel import ANA, TOKEN
from tests.witnesses import ours
from tests.witnesses.recorded import LINK, Stage, a_stage

# It hands its types on without saying so.
types: Any = importlib.import_module("pywa.types")
TO = f"+{ANA}"
WORDS = "Escolha, por favor"
# By path: what pywa writes otherwise, and why it says the same.
OTHERWISE = {"template.language.policy": "the only policy there is, which Meta takes for granted"}
DEFAULTS = {"text.preview_url": False, "recipient_type": "individual", "interactive.action.parameters.mode": "published"}
Send = Callable[[WhatsApp, Stage, str], object]
SENDS: dict[str, Send] = {
    "text": lambda wa, _, __: wa.send_message(TO, "Bom dia https://hotel.example", preview_url=True),
    "reply": lambda wa, stage, _: wa.send_message(TO, "Sim, temos.", reply_to_message_id=stage.said),
    "image": lambda wa, _, __: wa.send_image(TO, f"{LINK}.jpg", caption="O quarto"),
    "image by id": lambda wa, _, media_id: wa.send_image(TO, media_id, caption="O quarto"),
    "video": lambda wa, _, __: wa.send_video(TO, f"{LINK}.mp4", caption="A piscina"),
    "audio": lambda wa, _, __: wa.send_audio(TO, f"{LINK}.mp3"),
    "voice": lambda wa, _, media_id: wa.send_voice(TO, media_id),
    "document": lambda wa, _, __: wa.send_document(TO, f"{LINK}.pdf", filename="Reserva.pdf", caption="Sua reserva"),
    "sticker": lambda wa, _, __: wa.send_sticker(TO, f"{LINK}.webp"),
    "location": lambda wa, _, __: wa.send_location(TO, latitude=-22.9868, longitude=-43.205, name="Hotel", address="Rua 1"),
    "contacts": lambda wa, _, __: wa.send_contact(
        TO,
        types.Contact(
            name=types.Contact.Name(formatted_name="Ana Souza", first_name="Ana", last_name="Souza"),
            phones=[types.Contact.Phone(phone="+5511900000001", type="CELL")],
            org=types.Contact.Org(company="Hotel"),
        ),
    ),
    "reaction": lambda wa, stage, _: wa.send_reaction(TO, "👍", stage.said),
    "reaction taken back": lambda wa, stage, _: wa.remove_reaction(TO, stage.said),
    "button": lambda wa, _, __: wa.send_image(
        TO, f"{LINK}.jpg", caption=WORDS, footer="Hotel", buttons=[types.Button("Sim", "yes"), types.Button("Não", "no")]
    ),
    "list": lambda wa, _, __: wa.send_message(
        TO,
        WORDS,
        header="Recepção",
        buttons=types.SectionList(
            "Abrir", [types.Section("Quartos", [types.SectionRow("Duplo", "1", "Vista"), types.SectionRow("Suíte", "2")])]
        ),
    ),
    "cta_url": lambda wa, _, __: wa.send_message(TO, WORDS, buttons=types.URLButton("Reservar", "https://hotel.example/mesa")),
    "location_request_message": lambda wa, _, __: wa.request_location(TO, WORDS),
    "request_contact_info": lambda wa, _, __: wa.request_contact_info(TO, WORDS),
    "flow": lambda wa, _, __: wa.send_message(
        TO,
        WORDS,
        buttons=types.FlowButton(
            title="Check-in",
            flow_id="123",
            flow_token="r1",
            flow_message_version="3",
            flow_action_type=types.FlowActionType.NAVIGATE,
            flow_action_screen="CHECK_IN",
            flow_action_payload={"guest": "Ana"},
        ),
    ),
    "product": lambda wa, _, __: wa.send_product(TO, catalog_id="1", sku="cesta", body=WORDS),
    "product_list": lambda wa, _, __: wa.send_products(
        TO, catalog_id="1", product_sections=[types.ProductsSection("Bebidas", ["agua"])], title="Frigobar", body=WORDS
    ),
    "catalog_message": lambda wa, _, __: wa.send_catalog(TO, body=WORDS, thumbnail_product_sku="cesta"),
    "carousel": lambda wa, _, __: wa.send_carousel(
        TO,
        body=WORDS,
        cards=[
            types.ImageCarouselCard(
                image=f"{LINK}.jpg", body=f"Vista para o {view}", buttons=types.URLButton("Ver", f"https://hotel.example/{view}")
            )
            for view in ("mar", "jardim")
        ],
    ),
    "call_permission_request": lambda wa, _, __: wa.send_message(TO, WORDS, buttons=types.CallPermissionRequestButton()),
    "voice_call": lambda wa, _, __: wa.send_message(TO, WORDS, buttons=types.VoiceCallButton("Ligar", 60)),
    "template": lambda wa, _, __: wa.send_template(
        TO,
        name="check_in",
        language=templates.TemplateLanguage.PORTUGUESE_BR,
        params=[templates.BodyText.params(guest="Ana", date="23/11"), templates.URLButton.params(url_variable="r7", index=1)],
    ),
}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with a_stage() as stage:
        yield stage


@pytest.fixture
async def witness(stage: Stage) -> AsyncIterator[WhatsApp]:
    with httpx.Client() as session:
        found = WhatsApp(phone_id="1055001", token=TOKEN, waba_id="9001001", session=session, server=None)
        # Its constructor sets Meta's own address.
        session.base_url = f"{stage.url}/v26.0"
        yield found


async def test_each_type_is_sent_and_answered_and_is_what_we_would_send(stage: Stage, witness: WhatsApp) -> None:
    put = await asyncio.to_thread(witness.upload_media, samples.of("voice").content, "audio/ogg", "a.ogg")
    for name, send in SENDS.items():
        before = len(stage.simulator.sends)
        sent = await asyncio.to_thread(send, witness, stage, put.id)
        [theirs] = stage.simulator.sends[before:]

        assert getattr(sent, "id", "").startswith("wamid."), name
        assert _differences(theirs, ours.request(name, said=stage.said, media_id=put.id)) == {}, name


async def test_refusals_become_its_own_exceptions(stage: Stage, witness: WhatsApp) -> None:
    tries: list[tuple[type[Exception], Send]] = [
        (
            errors.TemplateNotExists,
            lambda wa, _, __: wa.send_template(TO, name="x", language=templates.TemplateLanguage.SPANISH, params=[]),
        ),
        (errors.InvalidParameter, lambda wa, _, __: wa.send_message(TO, "Oi", buttons=types.URLButton("x" * 21, LINK))),
        (errors.ReEngagementMessage, lambda wa, _, __: wa.send_message("+5521900000009", "Oi")),
        (errors.TemplateParamCountMismatch, lambda wa, _, __: wa.send_template(TO, name="check_in", language=PORTUGUESE, params=[])),
    ]
    for fault, send in tries:
        with pytest.raises(fault):
            await asyncio.to_thread(send, witness, stage, "")


async def test_templates_are_looked_after(witness: WhatsApp) -> None:
    wanted = templates.Template(
        name="boas_vindas",
        language=PORTUGUESE,
        category=templates.TemplateCategory.UTILITY,
        components=[
            templates.BodyText("Olá {{1}}, bem-vindo ao hotel!", "Ana"),
            templates.Buttons(buttons=[templates.QuickReplyButton(text="Obrigada")]),
        ],
    )

    made = await asyncio.to_thread(witness.create_template, wanted)
    listed = await asyncio.to_thread(witness.get_templates)
    one = await asyncio.to_thread(witness.get_template, made.id)
    gone = await asyncio.to_thread(witness.delete_template, "boas_vindas")

    assert (made.status, made.category) == (templates.TemplateStatus.PENDING, templates.TemplateCategory.UTILITY)
    assert sorted(template.name for template in listed) == ["boas_vindas", "check_in"]
    assert one.name == "boas_vindas"
    assert gone


PORTUGUESE = templates.TemplateLanguage.PORTUGUESE_BR


def _differences(theirs: dict[str, Any], own: dict[str, Any]) -> dict[str, tuple[object, object]]:
    left, right = dict(ours.fields(theirs)), dict(ours.fields(own))
    found = {}
    for path in left.keys() | right.keys():
        one, other = left.get(path, DEFAULTS.get(path)), right.get(path, DEFAULTS.get(path))
        # pywa writes the kinds of components in capitals, which Meta takes as well (cloud-api 4.3).
        if str(one).lower() != str(other).lower() and path not in OTHERWISE:
            found[path] = (one, other)
    return found
