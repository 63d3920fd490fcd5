"""Several contacts that turn out to be one guest."""

from typing import Any

import httpx
from sqlalchemy import text

from app.channels.models import Channel
from app.conversations.models import Conversation
from app.core.work import Office
from app.tenants.models import Tenant
from tests.builders import a_channel, a_message, a_user, signed_in
from tests.conftest import Listener
from tests.inbox.meta import PLATFORM_SECRET, SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.names import ANA, USER, a_card, ana_says, the_hotel
from tests.inbox.rows import drain_all, rows, settle

CURRENT = "SELECT contact_id, kind, value FROM contact_identities WHERE retired_at IS NULL"


async def at_the_other(office: Office, client: httpx.AsyncClient, other: Channel, said: dict[str, Any], card: dict[str, Any]) -> None:
    body = a_body(a_change(other, messages=[said], contacts=[card]))
    assert (await post(client, body, PLATFORM_SECRET)).status_code == 200
    await drain_all(office)


async def three_guests(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    """By a phone, by an id, by an id with a parent; at two numbers, with a reaction of the second to the first."""
    async with office.for_house() as work:
        hotel = await work.session.get_one(Tenant, channel.tenant_id)
    other = await a_channel(office, hotel, "106540352249999", app_secret=None)
    target = a_text("por telefone", wa_id=ANA)
    await say(client, channel, target, contacts=[a_card(ANA)])
    await drain_all(office)
    await ana_says(client, channel, "por id", 10, user_id=USER)
    await drain_all(office)
    at: dict[str, Any] = {"wa_id": None, "at": SAID_AT + 20}
    await at_the_other(office, client, other, a_text("no outro", from_user_id=USER, **at), a_card(None, USER))
    third = a_text("pai", from_user_id="BR.3", from_parent_user_id="BR.ENT.1", **at)
    await at_the_other(office, client, other, third, a_card(None, "BR.3"))
    reaction = a_text("", from_user_id=USER, **at) | {"type": "reaction", "reaction": {"message_id": target["id"], "emoji": "👍"}}
    del reaction["text"]
    await say(client, channel, reaction, contacts=[a_card(None, USER)])
    await drain_all(office)
    assert await rows(office, channel.tenant_id, "SELECT count(*) FROM contacts") == [3]


async def test_three_who_turn_out_to_be_one_over_two_numbers(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await three_guests(office, client, channel)

    everybody = a_text("sou todas", wa_id=ANA, at=SAID_AT + 60, from_user_id=USER, from_parent_user_id="BR.ENT.1")
    await say(client, channel, everybody, contacts=[a_card(ANA, USER)])
    await drain_all(office)
    await settle(listener, "conversation:updated", 3)

    (guest,) = await rows(office, channel.tenant_id, "SELECT id FROM contacts")
    assert await rows(office, channel.tenant_id, "SELECT DISTINCT sender_id FROM messages") == [guest]
    assert await rows(office, channel.tenant_id, "SELECT count(*), count(DISTINCT channel_id) FROM conversations") == [(2, 2)]
    assert await rows(office, channel.tenant_id, "SELECT reactions -> 0 ->> 'sender_id' FROM messages WHERE reactions IS NOT NULL") == [
        str(guest)
    ]
    assert len(await rows(office, channel.tenant_id, CURRENT)) == 4
    assert await rows(office, channel.tenant_id, "SELECT sum(unread_count) FROM conversations") == [5]


async def test_an_open_thread_that_is_no_more_says_where_to_go_on(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await ana_says(client, channel, "por telefone", wa_id=ANA)
    await drain_all(office)
    await ana_says(client, channel, "por id", 10, user_id=USER)
    await drain_all(office)
    kept, folded = await rows(office, channel.tenant_id, "SELECT id FROM conversations ORDER BY id")

    await ana_says(client, channel, "sou as duas", 20, wa_id=ANA, user_id=USER)
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT id FROM conversations") == [kept]
    await settle(listener, "conversation:folded")
    (told,) = listener.of("conversation:folded")
    assert (told["id"], told["folded_into"]) == (str(folded), str(kept))
    headers = await signed_in(client, await a_user(office, await the_hotel(office, channel)))
    missed = (await client.get("/api/events", params={"since": 0}, headers=headers)).json()["events"]
    assert [one["data"] for one in missed if one["event"] == "conversation:folded"] == [told]


async def test_what_was_to_be_sent_goes_on_in_the_kept_thread(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "por telefone", wa_id=ANA)
    await drain_all(office)
    await ana_says(client, channel, "por id", 10, user_id=USER)
    await drain_all(office)
    kept, folded = await rows(office, channel.tenant_id, "SELECT id FROM conversations ORDER BY id")
    async with office.for_tenant(channel.tenant_id) as work:
        younger = await work.session.get_one(Conversation, (channel.tenant_id, folded))
        work.session.add(a_message(younger, "já vai", direction="outbound", sender_type="agent", sender_id=None, status="pending"))
        await work.session.flush()
        queued = "SELECT tenant_id, id, channel_id, conversation_id, 0, now(), now() FROM messages WHERE direction = 'outbound'"
        columns = "tenant_id, id, channel_id, conversation_id, lane, due_at, created_at"
        await work.session.execute(text(f"INSERT INTO outbox ({columns}) {queued}"))

    await ana_says(client, channel, "sou as duas", 20, wa_id=ANA, user_id=USER)
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT conversation_id FROM outbox") == [kept]
