"""What guests wish, and how the hotel's phone calls them."""

from typing import Any

import httpx

from app.channels.models import Channel
from app.core.work import Office
from tests.builders import a_conversation, a_message, a_user, signed_in
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_body, a_change, a_status, post, say
from tests.inbox.names import ANA, ANAS_NEW, USER, a_card, a_system_line, ana_says, tell, the_hotel
from tests.inbox.rows import drain_all, letters, rows, settle

BRUNO = "552199990000"
NAMES = "SELECT name, profile_name FROM contacts"


async def wish(client: httpx.AsyncClient, channel: Channel, value: str, after: int, category: str = "marketing_messages") -> None:
    said = {"wa_id": ANA, "user_id": USER, "category": category, "value": value, "timestamp": SAID_AT + after}
    await tell(client, channel, "user_preferences", contacts=[a_card(ANA, USER)], user_preferences=[said])


def an_entry(action: str, after: int, name: str = "Ana (101)", **contact: str) -> dict[str, Any]:
    known = {"full_name": name, "phone_number": ANA} | contact
    return {"type": "contact", "contact": known, "action": action, "metadata": {"timestamp": str(SAID_AT + after)}}


async def test_a_guest_stops_marketing_and_the_last_word_counts(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    asked = "SELECT extract(epoch FROM marketing_opted_out_at)::int FROM contacts"
    await wish(client, channel, "stop", 60)
    await drain_all(office)
    await wish(client, channel, "resume", 30)
    await drain_all(office)
    assert await rows(office, channel.tenant_id, asked) == [SAID_AT + 60]

    await wish(client, channel, "resume", 90)
    await drain_all(office)
    assert await rows(office, channel.tenant_id, asked) == [None]


async def test_a_guest_who_said_stop_on_the_phone_alone_is_known_when_a_message_fails_for_it(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    asked = "SELECT extract(epoch FROM marketing_opted_out_at)::int FROM contacts ORDER BY phone"
    conversation = await a_conversation(office, channel, ANA)
    await a_conversation(office, channel, BRUNO)
    of_hotel = {"direction": "outbound", "sender_type": "agent", "sender_id": None, "status": "sent", "wamid": "wamid.offer"}
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(a_message(conversation, "Diárias em promoção", **of_hotel))
    refused = a_status("wamid.offer", "failed", at=SAID_AT + 60, errors=[{"code": 131050, "title": "User has stopped marketing messages"}])

    for _ in ("said", "said twice"):
        await post(client, a_body(a_change(channel, statuses=[refused])))
        await drain_all(office)

    assert sorted(await rows(office, channel.tenant_id, asked), key=str) == [SAID_AT + 60, None]
    await settle(listener, "conversation:updated")
    assert len(listener.of("conversation:updated")) == 1


async def test_a_wish_that_is_not_known_is_set_aside(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await wish(client, channel, "stop", 0, category="carrier_pigeons")
    await drain_all(office)

    assert await letters(office) == ["failed"]


async def test_the_phones_address_book_names_a_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await tell(client, channel, "smb_app_state_sync", state_sync=[an_entry("add", 0)])
    await drain_all(office)
    await ana_says(client, channel, "oi", 10, wa_id="552188887777", user_id=USER, name="aninha")
    await drain_all(office)
    assert await rows(office, channel.tenant_id, NAMES) == [("Ana (101)", "aninha")]

    await tell(client, channel, "smb_app_state_sync", state_sync=[an_entry("add", 20, "Ana (202)")])
    await drain_all(office)
    await tell(client, channel, "smb_app_state_sync", state_sync=[an_entry("remove", 15)])
    await drain_all(office)
    assert await rows(office, channel.tenant_id, NAMES) == [("Ana (202)", "aninha")]

    await tell(client, channel, "smb_app_state_sync", state_sync=[an_entry("remove", 30)])
    await drain_all(office)
    assert await rows(office, channel.tenant_id, NAMES) == [(None, "aninha")]


async def test_a_name_that_the_hotel_gave_stays(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "oi", wa_id=ANA)
    await drain_all(office)
    await rows(office, channel.tenant_id, "UPDATE contacts SET name = 'Dona Ana'")

    for entry in (an_entry("add", 10), an_entry("remove", 20)):
        await tell(client, channel, "smb_app_state_sync", state_sync=[entry])
        await drain_all(office)
        assert await rows(office, channel.tenant_id, "SELECT name FROM contacts") == ["Dona Ana"]


async def test_a_guest_is_shown_by_all_their_names(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    line = a_system_line("user_changed_number", 60)
    line["system"]["wa_id"] = ANAS_NEW
    await ana_says(client, channel, "oi", wa_id=ANA, user_id=USER, username="@Ana")
    await say(client, channel, line, contacts=[])
    await wish(client, channel, "stop", 0)
    await drain_all(office)
    (conversation_id, contact_id) = (await rows(office, channel.tenant_id, "SELECT id, contact_id FROM conversations"))[0]
    headers = await signed_in(client, await a_user(office, await the_hotel(office, channel)))

    card = (await client.get(f"/api/conversations/{conversation_id}", headers=headers)).json()["contact"]
    contact = (await client.get(f"/api/contacts/{contact_id}", headers=headers)).json()

    assert (card["phone"], card["wa_id"], bool(card["marketing_opted_out_at"])) == ("+" + ANAS_NEW, ANAS_NEW, True)
    assert [(one["kind"], one["value"], bool(one["until"])) for one in contact["identities"]] == [
        ("wa_id", ANAS_NEW, False),
        ("username", "ana", False),
        ("user_id", USER, True),
        ("wa_id", ANA, True),
    ]
