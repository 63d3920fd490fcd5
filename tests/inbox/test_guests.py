"""Who a guest is, by whichever of their names, and which conversation their words belong to."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.contacts.phones import e164_of, spellings
from app.core.clock import now
from app.core.work import Office
from app.tenants.models import Tenant
from tests.builders import a_channel, a_conversation, a_message, a_tenant
from tests.conftest import Listener
from tests.inbox.meta import PLATFORM_SECRET, SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, drain_number, letters, rows, settle, texts

ANA, BSUID = "5521988887777", "BR.1349"


def a_card(wa_id: str | None = None, user_id: str | None = None, name: str = "Ana Souza", **profile: str) -> dict[str, Any]:
    named = {"wa_id": wa_id, "user_id": user_id}
    return {"profile": {"name": name, **profile}} | {key: value for key, value in named.items() if value}


async def test_names_follow_what_whatsapp_says_last(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text(), contacts=[a_card(ANA, name="Ana")])
    await drain_all(office)
    await say(client, channel, a_text(), contacts=[a_card(ANA, name="Ana Maria", username="@anamaria")])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT name, profile_name, username FROM contacts") == [(None, "Ana Maria", "anamaria")]


async def test_two_names_in_one_letter_are_one_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("um"), contacts=[a_card(ANA)])
    await drain_all(office)
    await say(client, channel, a_text("dois", at=SAID_AT + 1, from_user_id=BSUID), contacts=[a_card(ANA, BSUID)])
    await say(client, channel, a_text("três", wa_id=None, at=SAID_AT + 2, from_user_id=BSUID), contacts=[a_card(None, BSUID)])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contacts") == [1]
    assert await rows(office, channel.tenant_id, "SELECT kind, value FROM contact_identities ORDER BY kind") == [
        ("user_id", BSUID),
        ("wa_id", ANA),
    ]
    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations") == [3]


async def test_two_guests_who_turn_out_to_be_one_are_folded(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await say(client, channel, a_text("por telefone"), contacts=[a_card(ANA)])
    await drain_all(office)
    await say(client, channel, a_text("sem telefone", wa_id=None, at=SAID_AT + 1, from_user_id=BSUID), contacts=[a_card(None, BSUID)])
    await drain_all(office)
    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM conversations") == [2]

    await say(client, channel, a_text("as duas", at=SAID_AT + 2, from_user_id=BSUID), contacts=[a_card(ANA, BSUID)])
    await drain_all(office)
    await settle(listener, "message:new", 3)

    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contacts") == [1]
    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations") == [("open", 3)]
    assert await rows(office, channel.tenant_id, "SELECT count(DISTINCT conversation_id) FROM messages") == [1]
    assert await texts(office, channel.tenant_id) == ["por telefone", "sem telefone", "as duas"]


async def test_folding_happens_within_one_set_too(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    people = [("um", ANA, None), ("dois", None, BSUID), ("três", ANA, BSUID), ("quatro", None, "BR.2"), ("cinco", "5521977776666", "BR.2")]
    for at, (said, wa_id, user_id) in enumerate(people):
        named = {"from_user_id": user_id} if user_id else {}
        await say(client, channel, a_text(said, wa_id=wa_id, at=SAID_AT + at, **named), contacts=[a_card(wa_id, user_id)])

    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations ORDER BY 1") == [2, 3]
    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contact_identities") == [4]


async def test_a_brazilian_is_known_with_and_without_the_ninth_digit(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel, wa_id="5521988887777")

    await say(client, channel, a_text("sou eu", wa_id="552188887777"), contacts=[a_card("552188887777")])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT conversation_id FROM messages") == [conversation.id]
    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contact_identities") == [2]


@pytest.mark.parametrize(
    ("wa_id", "phone"),
    [
        ("5521988887777", "+5521988887777"),
        ("552188887777", "+5521988887777"),
        ("552133330001", "+552133330001"),
        ("16505551234", "+16505551234"),
        ("12", None),
        ("BR.1349", None),
        ("", None),
    ],
)
def test_a_phone_is_what_can_be_dialled(wa_id: str, phone: str | None) -> None:
    assert e164_of(wa_id) == phone


@pytest.mark.parametrize("wa_id", ["5521988887777", "552188887777", "5215512345678", "5491123456789"])
def test_spellings_lead_to_each_other(wa_id: str) -> None:
    one, other = spellings(wa_id)

    assert spellings(other) == (other, one)


async def test_a_closed_conversation_goes_on_within_a_week(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel, status="closed", last_activity_at=now() - timedelta(days=6), archived=True)

    await say(client, channel, a_text())
    await drain_all(office)

    found = await rows(office, channel.tenant_id, "SELECT id, status, archived, unread_count FROM conversations")
    assert found == [(conversation.id, "open", False, 1)]


async def test_after_a_week_it_is_a_new_conversation(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_conversation(office, channel, status="closed", last_activity_at=now() - timedelta(days=8))

    await say(client, channel, a_text())
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations ORDER BY id") == [
        ("closed", 0),
        ("open", 1),
    ]


async def test_a_hotel_may_say_how_long_a_conversation_goes_on(office: Office, client: httpx.AsyncClient) -> None:
    channel = await a_channel(office, await a_tenant(office, settings={"reopen_days": 30}))
    await a_conversation(office, channel, status="closed", last_activity_at=now() - timedelta(days=29))

    await say(client, channel, a_text())
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT status FROM conversations") == ["open"]


async def test_who_sleeps_is_woken_by_the_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_conversation(office, channel, status="snoozed", snoozed_until=now() + timedelta(days=1))

    await say(client, channel, a_text())
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT status, snoozed_until FROM conversations") == [("open", None)]


async def test_what_whatsapp_says_of_itself_opens_nothing_and_is_no_news(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await a_conversation(office, channel, status="closed")
    told = {name: value for name, value in a_text().items() if name != "text"} | {"type": "system", "system": {"body": "mudou"}}
    stranger = told | {"id": "wamid.stranger", "from": "5521911112222"}

    await say(client, channel, told, stranger)
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations") == [("closed", 0)]
    assert await rows(office, channel.tenant_id, "SELECT message_type FROM messages") == ["system"]
    assert await letters(office) == ["done", "done"]


async def test_an_old_message_does_not_turn_the_clock_back(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel)
    latest = a_message(conversation, "agora")
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(latest)
        stored = await work.session.get_one(type(conversation), (conversation.tenant_id, conversation.id))
        stored.last_message_id, stored.last_activity_at, stored.last_inbound_at = latest.id, latest.said_at, latest.said_at

    await say(client, channel, a_text("de antes"))
    await drain_all(office)

    asked = "SELECT last_message_id, last_activity_at, last_inbound_at, unread_count FROM conversations"
    assert await rows(office, channel.tenant_id, asked) == [(latest.id, latest.said_at, latest.said_at, 1)]


async def test_a_new_guest_at_two_numbers_at_once_is_one_contact(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    async with office.for_house() as work:
        hotel = await work.session.get_one(Tenant, channel.tenant_id)
    other = await a_channel(office, hotel, "106540352249999", app_secret=None)

    for number in range(10):
        await say(client, channel, a_text(wa_id=f"552198888{number:04}"))
        body = a_body(a_change(other, messages=[a_text(wa_id=f"552198888{number:04}")]))
        assert (await post(client, body, PLATFORM_SECRET)).status_code == 200
    await asyncio.gather(*(drain_number(office, one.phone_number_id) for one in (channel, other)))

    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contacts") == [10]
    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM conversations") == [20]
