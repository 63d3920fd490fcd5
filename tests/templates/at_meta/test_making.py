"""A template is checked by Meta's rules before Meta is asked; what Meta refuses all the same is said in words."""

from typing import Any

from sqlalchemy import text

from app.core.permissions import Role
from app.templates.examples import CHANGE, PROPOSAL, TAKEN
from app.tenants.models import Tenant
from tests.builders import a_channel, a_tenant, a_user, signed_in
from tests.simulator.hotel import a_number
from tests.templates.at_meta.conftest import BODY, WABA, Console

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
SOURCES = {"body.guest": {"from": "contact.first_name", "fallback": "hóspede"}}


def flaws(answered: Any) -> dict[str, str]:  # noqa: ANN401 - an answer
    assert answered.status_code == 422, answered.text
    return {detail["field"]: detail["message"] for detail in answered.json()["details"]}


async def test_a_template_is_handed_in_and_lives_on_by_what_meta_tells(console: Console) -> None:
    made = await console.makes(sources=SOURCES)

    at_meta = console.meta.templates.find(WABA, "quarto_pronto", "pt_BR")
    assert at_meta is not None
    assert (at_meta.category, at_meta.parameter_format, at_meta.status) == ("UTILITY", "NAMED", "PENDING")
    assert (made["status"], made["usable"], made["meta_template_id"]) == ("PENDING", False, at_meta.template_id)
    assert made["sources"] == SOURCES
    assert made["preview"]["text"] == "Olá, Ana! Seu quarto está pronto e esperando."
    at_meta.status = "APPROVED"
    await console.syncs()
    (seen,) = await console.sees()
    assert (seen["id"], seen["status"], seen["usable"], seen["sources"]) == (made["id"], "APPROVED", True, SOURCES)


async def test_every_rule_is_told_at_once_and_meta_is_not_asked(console: Console) -> None:
    answered = await console.ask(
        "POST",
        "",
        {
            "name": "Quarto pronto",
            "language": "Português",
            "category": "UTILITY",
            "components": [
                {"type": "HEADER", "format": "TEXT", "text": "Seu *quarto* 🛏"},
                {"type": "BODY", "text": "{{guest}}{{room}} {{ 1 }", "example": {}},
                {"type": "FOOTER", "text": "f" * 61},
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {"type": "QUICK_REPLY", "text": "Sim"},
                        {"type": "URL", "text": "b" * 26, "url": "hotel.example/{{1}}"},
                        {"type": "QUICK_REPLY", "text": "Sim"},
                        {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "x"},
                        {"type": "PHONE_NUMBER", "text": "Ligar já", "phone_number": "+552133330001"},
                    ],
                },
            ],
            "ttl_seconds": 5,
            "sources": {"body.room": {"from": "room.number"}, "body.nobody": {"fallback": "x"}},
        },
    )

    told = flaws(answered)
    assert set(told) >= {
        "body.name",
        "body.language",
        "body.components.0.text",
        "body.components.1.text",
        "body.components.1.example.guest",
        "body.components.2.text",
        "body.components.3.buttons",
        "body.components.3.buttons.1.text",
        "body.components.3.buttons.1.url",
        "body.components.3.buttons.1.example",
        "body.components.3.buttons.2.text",
        "body.components.3.buttons.3.phone_number",
        "body.ttl_seconds",
        "body.sources.body.room.from",
        "body.sources.body.nobody",
    }
    assert told["body.name"] == "use only plain lower-case letters, digits and _"
    assert list(console.meta.templates) == []


async def test_what_is_written_is_seen_before_it_is_handed_in(console: Console) -> None:
    asked = {"name": "quarto_pronto", "language": "pt_BR", "category": "UTILITY", "components": BODY}
    broken = [BODY[0] | {"text": "Olá, {{guest}}"}]

    good = await console.get("POST", "/check", asked)
    bad = await console.get("POST", "/check", asked | {"components": broken})
    odd = await console.ask("POST", "/check", asked | {"components": [{"type": 7, "buttons": "x"}, {"type": "BUTTONS", "buttons": "x"}]})

    assert (good["preview"]["text"], good["flaws"]) == ("Olá, Ana! Seu quarto está pronto e esperando.", [])
    assert {flaw["message"] for flaw in bad["flaws"]} == {
        "the text may not begin or end with a variable",
        "there are too many variables for so little text; write at least 3 words",
    }
    assert odd.status_code == 200, odd.text
    assert list(console.meta.templates) == []


async def test_a_picture_header_goes_to_the_reviewers_and_with_every_message(console: Console) -> None:
    uploaded = await console.client.post(
        "/api/media?kind=image&filename=quarto.png", content=PNG, headers=console.headers | {"Content-Type": "image/png"}
    )
    assert uploaded.status_code == 201, uploaded.text
    header = {"type": "HEADER", "format": "IMAGE", "example": {"media_id": uploaded.json()["media_id"]}}

    made = await console.makes(components=[header, *BODY])
    nobodys = await console.ask(
        "POST",
        "",
        {
            "name": "outra",
            "language": "pt_BR",
            "category": "UTILITY",
            "components": [header | {"example": {"media_id": made["id"]}}, *BODY],
        },
    )

    at_meta = console.meta.templates.find(WABA, "quarto_pronto", "pt_BR")
    assert at_meta is not None
    (handle,) = at_meta.components[0]["example"]["header_handle"]  # type: ignore[index]
    assert console.meta.handles.knows(handle)
    assert made["header_media_id"]
    assert flaws(nobodys) == {"body.components.0.example.media_id": "this file is not here any more; upload it again"}
    async with console.office.for_tenant(console.tenant_id) as work:
        assert await work.session.scalar(text("SELECT count(*) FROM media_files")) == 1


async def test_metas_refusal_is_said_in_words(console: Console) -> None:
    console.at_meta("quarto_pronto")

    answered = await console.ask("POST", "", {"name": "quarto_pronto", "language": "pt_BR", "category": "UTILITY", "components": BODY})

    assert (answered.status_code, answered.json()["code"]) == (400, "TEMPLATE_REFUSED")
    assert answered.json()["message"] == "Meta already has a template of this name in this language. Update the list or use another name."
    assert await console.sees() == []


async def test_an_approved_one_may_be_changed_once_a_day_and_its_sources_always(console: Console) -> None:
    template = console.at_meta("chegada")
    await console.syncs()
    ((seen),) = await console.sees()
    path, better = f"/{seen['id']}", [BODY[0] | {"text": "Bom dia, {{guest}}! Seu quarto está pronto e esperando."}]

    fixed = flaws(await console.ask("PATCH", path, {"category": "MARKETING"}))
    changed = await console.get("PATCH", path, {"components": better, "sources": SOURCES})
    again = await console.ask("PATCH", path, {"components": BODY})
    filled = await console.get("PATCH", path, {"sources": {"body.guest": {"fallback": "viajante"}}})

    assert fixed == {"body.category": "the category of an approved template cannot be changed"}
    assert template.components[0]["text"] == better[0]["text"]
    assert changed["definition"][0]["text"] == better[0]["text"]
    assert (again.status_code, again.json()["code"]) == (429, "RATE_LIMIT_EXCEEDED")
    assert 80_000 < again.json()["retry_after"] <= 86_401
    assert filled["sources"] == {"body.guest": {"fallback": "viajante"}}


async def test_a_rejected_one_is_corrected_as_often_as_it_takes_and_one_in_review_not_at_all(console: Console) -> None:
    console.at_meta("chegada", status="REJECTED")
    await console.makes("pendente")
    await console.syncs()
    seen = {one["name"]: one["id"] for one in await console.sees()}

    pending = flaws(await console.ask("PATCH", f"/{seen['pendente']}", {"components": BODY}))
    for _ in range(3):
        await console.get("PATCH", f"/{seen['chegada']}", {"components": BODY, "category": "UTILITY"})
        console.at_meta("x")
        for one in console.meta.templates:
            one.status = "REJECTED" if one.name == "chegada" else one.status
        await console.syncs()

    assert pending == {"body": "only approved, rejected and paused templates can be changed"}


async def test_deleting_takes_one_language_and_blocks_the_name(console: Console) -> None:
    console.at_meta("chegada")
    console.at_meta("chegada", language="en")
    await console.syncs()
    ids = {one["language"]: one["id"] for one in await console.sees()}

    gone = await console.get("DELETE", f"/{ids['pt_BR']}")
    anew = await console.ask("POST", "", {"name": "chegada", "language": "pt_BR", "category": "UTILITY", "components": BODY})

    assert (gone["status"], gone["usable"]) == ("DELETED", False)
    assert [one.language for one in console.meta.templates] == ["en"]
    assert flaws(anew) == {"body.name": "an approved template of this name was deleted less than 30 days ago; use another name"}


async def test_a_hundred_in_an_hour_is_enough(console: Console) -> None:
    await console.makes("primeira")
    async with console.office.for_tenant(console.tenant_id) as work:
        columns = "tenant_id, waba_id, name, language, sources, edits, created_at, updated_at"
        await work.session.execute(
            text(
                f"INSERT INTO templates ({columns}, id, meta_template_id, submitted_at) "  # noqa: S608 - our own names
                f"SELECT {columns}, gen_random_uuid(), n::text, now() FROM templates, generate_series(1, 99) n"
            )
        )

    answered = await console.ask("POST", "", {"name": "mais_uma", "language": "pt_BR", "category": "UTILITY", "components": BODY})

    assert answered.status_code == 429
    assert answered.json()["retry_after"] > 3_000


async def test_an_account_of_a_neighbours_is_none_of_ours(console: Console) -> None:
    neighbour = await a_tenant(console.office, "pousada-serena")
    theirs = await a_channel(console.office, neighbour, "206540352242922")
    console.meta.put_number(a_number("206540352242922", business_account_id=theirs.waba_id))

    asked = {"name": "nossa", "language": "pt_BR", "category": "UTILITY", "components": BODY, "business_account_id": theirs.waba_id}

    assert set(flaws(await console.ask("POST", "", asked))) == {"body.business_account_id"}


async def test_who_only_answers_guests_makes_no_templates(console: Console) -> None:
    async with console.office.for_house() as house:
        tenant = await house.session.get_one(Tenant, console.tenant_id)
    person = await a_user(console.office, tenant, Role.ATTENDANT)
    headers = await signed_in(console.client, person)
    asked = {"name": "nossa", "language": "pt_BR", "category": "UTILITY", "components": BODY}

    answers = [
        await console.client.post(f"/api/templates{path}", json=body, headers=headers)
        for path, body in (("", asked), ("/check", asked), ("/sync", None), ("/library/stay_welcome", {}))
    ]

    assert [answered.status_code for answered in answers] == [403, 403, 403, 403]


async def test_what_the_api_s_pages_show_is_taken(console: Console) -> None:
    checked = await console.get("POST", "/check", PROPOSAL)
    made = await console.get("POST", "", PROPOSAL)
    taken = await console.get("POST", "/library/stay_welcome", TAKEN)

    assert checked["flaws"] == []
    assert made["status"] == "PENDING"
    assert [one["language"] for one in taken["data"]] == TAKEN["languages"]
    assert CHANGE.items() <= PROPOSAL.items()
