"""The door to the templates of a conversation: the guest's language first, and nobody else's conversation."""

import httpx
import pytest
from sqlalchemy import text

from app.core.ids import new_id
from app.core.work import Office
from app.users.models import User
from tests.builders import a_channel, a_conversation, a_message, a_tenant, signed_in
from tests.templates.conftest import Desk
from tests.templates.wording import a_template

LANGUAGES = ("en", "es", "pt_BR")


@pytest.fixture
async def headers(desk: Desk, client: httpx.AsyncClient) -> dict[str, str]:
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        person = await work.session.get_one(User, (desk.channel.tenant_id, desk.actor.user_id))
    for language in LANGUAGES:
        await a_template(desk.office, desk.channel, "retomada", [{"type": "BODY", "text": language}], language=language)
    return await signed_in(client, person)


async def offered(client: httpx.AsyncClient, headers: dict[str, str], conversation_id: object) -> httpx.Response:
    return await client.get("/api/templates/offers", params={"conversation_id": str(conversation_id)}, headers=headers)


async def test_who_writes_english_is_offered_english_whatever_their_number(
    desk: Desk, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    before = (await offered(client, headers, desk.conversation.id)).json()
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        work.session.add(a_message(desk.conversation, "Hi, do you have a room for tomorrow?"))
    after = (await offered(client, headers, desk.conversation.id)).json()

    assert (before["language"], [one["language"] for one in before["data"]]) == ("pt_BR", ["pt_BR", "en", "es"])
    assert (after["language"], [one["language"] for one in after["data"]]) == ("en", ["en", "pt_BR", "es"])
    assert [one["fits_language"] for one in after["data"]] == [True, False, False]


async def test_a_neighbours_conversation_has_no_offers(
    desk: Desk, client: httpx.AsyncClient, headers: dict[str, str], office: Office
) -> None:
    neighbour = await a_tenant(office, "pousada-serena")
    theirs = await a_conversation(office, await a_channel(office, neighbour, "206540352242922"), wa_id="5521977776666")

    answers = [await offered(client, headers, one) for one in (theirs.id, new_id())]
    asked = {"conversation_id": str(theirs.id), "name": "retomada"}
    answers.append(await client.post("/api/templates/preview", json=asked, headers=headers))

    assert [answered.status_code for answered in answers] == [404, 404, 404]
    assert (await offered(client, headers, desk.conversation.id)).json()["data"] != []


async def test_a_guest_who_wants_no_advertising_is_offered_none(desk: Desk, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    await a_template(desk.office, desk.channel, "promo", [{"type": "BODY", "text": "Promo."}], category="MARKETING")
    before = (await offered(client, headers, desk.conversation.id)).json()
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        await work.session.execute(text("UPDATE contacts SET marketing_opted_out_at = now()"))
    after = (await offered(client, headers, desk.conversation.id)).json()

    assert {one["name"] for one in before["data"]} - {one["name"] for one in after["data"]} == {"promo"}


async def test_a_message_is_seen_before_it_is_sent_also_while_something_is_missing(
    desk: Desk, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    await a_template(desk.office, desk.channel, "chegada", [{"type": "BODY", "text": "Olá, {{guest}}! Quarto {{room}} pronto."}])
    asked = {"conversation_id": str(desk.conversation.id), "name": "chegada", "body": {"guest": {"from": "contact.first_name"}}}

    seen = (await client.post("/api/templates/preview", json=asked, headers=headers | {"Accept-Language": "en"})).json()
    whole = (await client.post("/api/templates/preview", json=asked | {"body": {"guest": "Bia", "room": 7}}, headers=headers)).json()

    assert seen["content"]["text"] == "Olá, Ana! Quarto {{room}} pronto."
    assert seen["flaws"] == [{"field": "body.body.room", "message": "this place of the template is still empty", "type": "missing"}]
    assert (whole["content"]["text"], whole["ready"]) == ("Olá, Bia! Quarto 7 pronto.", True)
