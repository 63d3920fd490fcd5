"""A number that lives in the WhatsApp Business app too: what staff write there, what was before, how the phone calls its guests."""

from typing import Any

import httpx

from app.channels.models import Channel
from app.core.work import Office
from tests.builders import a_conversation, a_message
from tests.conftest import Listener
from tests.inbox.meta import NEIGHBOURS_SECRET, SAID_AT, a_text, say
from tests.inbox.names import ANA, USER, a_card, ana_says, everything, tell
from tests.inbox.rows import drain_all, letters, rows, settle

HOTEL = "552133330001"
ECHO = "smb_message_echoes"


def an_echo(said: str, after: int = 0, **members: Any) -> dict[str, Any]:
    return a_text(said, wa_id=HOTEL, at=SAID_AT + after) | {"to": ANA} | members


def of_the_past(said: str, days: int, status: str = "READ", **members: Any) -> dict[str, Any]:
    """What a guest said so many days ago; from the hotel with `wa_id`."""
    wa_id = members.pop("wa_id", ANA)
    return a_text(said, wa_id=wa_id, at=SAID_AT - days * 86400) | {"history_context": {"status": status}} | members


def a_chunk(*messages: dict[str, Any], phase: int = 0, progress: int = 50, order: int = 1) -> dict[str, Any]:
    metadata = {"phase": phase, "chunk_order": order, "progress": progress}
    return {"metadata": metadata, "threads": [{"id": ANA, "messages": list(messages)}]}


async def test_what_staff_write_on_the_phone_is_in_the_thread(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await ana_says(client, channel, "Tem vaga?", wa_id=ANA)
    await drain_all(office)
    await tell(client, channel, ECHO, message_echoes=[an_echo("Tem sim!", 60)], contacts=[a_card(ANA)])
    await drain_all(office)
    await settle(listener, "message:new", 2)

    asked = "SELECT content ->> 'text', direction, sender_type, status, origin, sender_id IS NULL FROM messages ORDER BY said_at"
    assert await rows(office, channel.tenant_id, asked) == [
        ("Tem vaga?", "inbound", "contact", "received", None, False),
        ("Tem sim!", "outbound", "agent", "sent", "phone", True),
    ]
    asked = """
    SELECT unread_count, last_activity_at = said_at, extract(epoch FROM last_inbound_at)::int
      FROM conversations JOIN messages ON messages.id = last_message_id
    """
    assert await rows(office, channel.tenant_id, asked) == [(1, True, SAID_AT)]
    assert [body["origin"] for body in listener.of("message:new")] == [None, "phone"]


async def test_the_same_echo_twice_is_one_message(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    echo = an_echo("Bem-vinda!")
    await tell(client, channel, ECHO, message_echoes=[echo])
    before = await everything(office, channel)
    await tell(client, channel, ECHO, message_echoes=[echo], contacts=[a_card(ANA)])

    assert await everything(office, channel) | {"contacts": []} == before | {"contacts": []}
    assert [row[2:4] for row in before["conversations"]] == [("open", 0)]


async def test_an_echo_opens_what_was_closed(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel, status="closed", archived=True)

    await tell(client, channel, ECHO, message_echoes=[an_echo("Oi de novo")])
    await drain_all(office)

    asked = "SELECT id, status, archived, unread_count FROM conversations"
    assert await rows(office, channel.tenant_id, asked) == [(conversation.id, "open", False, 0)]


async def test_to_a_guest_without_a_phone_by_id(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    echo = an_echo("Oi", to_user_id=USER)
    del echo["to"]
    await tell(client, channel, ECHO, message_echoes=[echo])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT kind, value FROM contact_identities") == [("user_id", USER)]


async def test_the_echo_of_an_attendants_message_on_its_way_is_no_second_one(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    conversation = await a_conversation(office, channel, wa_id=ANA)
    ours = a_message(conversation, "Tem sim!", direction="outbound", sender_type="agent", sender_id=None, status="pending", wamid=None)
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(ours)
    posted = """
    INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, state, due_at, created_at)
    SELECT tenant_id, id, channel_id, conversation_id, 0, 'calling', now(), now() FROM messages
    """
    await rows(office, channel.tenant_id, posted)

    await tell(client, channel, ECHO, message_echoes=[an_echo("Tem sim!") | {"id": "wamid.echo"}, an_echo("Outra coisa")])
    await drain_all(office)

    asked = "SELECT content ->> 'text', status, origin, wamid = 'wamid.echo' FROM messages ORDER BY 1"
    assert await rows(office, channel.tenant_id, asked) == [("Outra coisa", "sent", "phone", False), ("Tem sim!", "sent", None, True)]


async def test_an_edit_on_the_phone_waits_for_its_message(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    echo = an_echo("Quarto 101")
    edit = {name: value for name, value in an_echo("", 60).items() if name != "text"} | {
        "type": "edit",
        "edit": {"original_message_id": echo["id"], "message": {"type": "text", "text": {"body": "Quarto 102"}}},
    }
    await tell(client, channel, ECHO, message_echoes=[edit])
    await drain_all(office)
    assert await letters(office) == ["waiting"]

    await tell(client, channel, ECHO, message_echoes=[echo])
    await drain_all(office)
    await letters(office, "UPDATE inbox SET state = 'new' WHERE state = 'waiting'")
    await drain_all(office)

    asked = "SELECT content ->> 'text', edited_at IS NOT NULL FROM messages"
    assert await rows(office, channel.tenant_id, asked) == [("Quarto 102", True)]
    assert await letters(office) == ["done", "done"]


async def test_a_message_taken_back_on_the_phone_is_withdrawn(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    echo = an_echo("engano")
    revoke = {name: value for name, value in an_echo("", 60).items() if name != "text"}
    await tell(client, channel, ECHO, message_echoes=[echo])
    await tell(client, channel, ECHO, message_echoes=[revoke | {"type": "revoke", "revoke": {"original_message_id": echo["id"]}}])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT revoked_at IS NOT NULL FROM messages") == [True]


async def test_the_past_comes_in_at_its_own_times_and_quietly(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    said = [of_the_past("faz tempo", 90), of_the_past("respondemos", 89, "DELIVERED", wa_id=HOTEL, to=ANA)]
    await tell(client, channel, "history", history=[a_chunk(*said)])
    await drain_all(office)
    await settle(listener, "conversation:updated", 1)

    asked = "SELECT content ->> 'text', direction, status, origin, extract(epoch FROM said_at)::int FROM messages ORDER BY said_at"
    assert await rows(office, channel.tenant_id, asked) == [
        ("faz tempo", "inbound", "received", "history", SAID_AT - 90 * 86400),
        ("respondemos", "outbound", "delivered", "history", SAID_AT - 89 * 86400),
    ]
    asked = "SELECT status, unread_count, extract(epoch FROM last_activity_at)::int, last_inbound_at FROM conversations"
    assert await rows(office, channel.tenant_id, asked) == [("closed", 0, SAID_AT - 89 * 86400, None)]
    assert (len(listener.of("message:new")), len(listener.of("conversation:updated"))) == (0, 1)


async def test_the_past_goes_into_the_conversation_that_is_there_and_leaves_it_as_it_is(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await ana_says(client, channel, "de hoje", wa_id=ANA)
    await drain_all(office)
    before = await rows(office, channel.tenant_id, "SELECT id, status, unread_count, last_message_id, last_activity_at FROM conversations")

    await tell(client, channel, "history", history=[a_chunk(of_the_past("de antes", 10))])
    await drain_all(office)

    asked = "SELECT id, status, unread_count, last_message_id, last_activity_at FROM conversations"
    assert await rows(office, channel.tenant_id, asked) == before
    assert await rows(office, channel.tenant_id, "SELECT content ->> 'text' FROM messages ORDER BY said_at") == ["de antes", "de hoje"]


async def test_chunks_come_in_any_order_and_twice(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    first, second = a_chunk(of_the_past("um", 3), progress=40), a_chunk(of_the_past("dois", 2), phase=1, progress=100, order=2)
    for chunk in (second, first):
        await tell(client, channel, "history", history=[chunk])
    before = await everything(office, channel)
    again = first["threads"][0]["messages"] + second["threads"][0]["messages"]
    await tell(client, channel, "history", history=[a_chunk(*again, phase=1, progress=100)])

    assert await everything(office, channel) == before
    asked = "SELECT phase, progress, messages FROM history_imports"
    assert await rows(office, channel.tenant_id, asked) == [(1, 100, 2)]


async def test_a_file_of_the_past_comes_later(office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener) -> None:
    announced = of_the_past("", 3) | {"type": "media_placeholder"}
    del announced["text"]
    await tell(client, channel, "history", history=[a_chunk(announced)])
    await drain_all(office)

    image = {"id": "77", "mime_type": "image/jpeg", "sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=", "caption": "a vista"}
    file = {name: announced[name] for name in ("from", "id", "timestamp")} | {"type": "image", "image": image}
    for _ in range(2):
        await say(client, channel, file, contacts=[a_card(ANA)])
        await drain_all(office)
    await settle(listener, "message:updated", 1)

    asked = "SELECT message_type, content ->> 'caption', content #>> '{media,state}', origin FROM messages"
    assert await rows(office, channel.tenant_id, asked) == [("image", "a vista", "downloading", "history")]
    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations") == [("closed", 0)]
    assert await rows(office, channel.tenant_id, "SELECT meta_media_id FROM media") == ["77"]


async def test_a_past_that_is_kept_back_is_a_notice(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    declined = {"errors": [{"code": 2593109, "title": "History sync is turned off"}]}
    await tell(client, channel, "history", history=[declined])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT kind, state FROM notices") == [("history-declined", "open")]
    assert await rows(office, channel.tenant_id, "SELECT declined_at IS NOT NULL FROM history_imports") == [True]


async def test_one_broken_message_of_the_past_is_noticed_and_the_others_stay(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await tell(client, channel, "history", history=[a_chunk(of_the_past("inteira", 1), {"type": "text"})])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT content ->> 'text' FROM messages") == ["inteira"]
    assert await letters(office, "SELECT state, error FROM inbox") == [("failed", "unreadable: 1 messages of the past")]


async def test_a_neighbours_past_is_the_neighbours(office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel) -> None:
    same = of_the_past("segredo", 1)
    await tell(client, neighbour, "history", NEIGHBOURS_SECRET, history=[a_chunk(same)])
    await tell(client, neighbour, ECHO, NEIGHBOURS_SECRET, message_echoes=[an_echo("da Serena")])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT 1 FROM messages UNION ALL SELECT 1 FROM contacts") == []
    assert len(await rows(office, neighbour.tenant_id, "SELECT 1 FROM messages")) == 2


async def test_a_reaction_of_the_past_finds_its_message_in_a_later_part(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    target = of_the_past("em breve", 10)
    reaction = of_the_past("", 9) | {"type": "reaction", "reaction": {"message_id": target["id"], "emoji": "🌊"}}
    del reaction["text"]
    await tell(client, channel, "history", history=[a_chunk(of_the_past("depois", 8), reaction)])
    await drain_all(office)
    assert await letters(office) == ["waiting"]
    await tell(client, channel, "history", history=[a_chunk(target, phase=1, order=2)])
    await drain_all(office)
    await letters(office, "UPDATE inbox SET state = 'new' WHERE state = 'waiting'")
    await drain_all(office)

    asked = "SELECT content ->> 'text', reactions -> 0 ->> 'emoji' FROM messages ORDER BY said_at"
    assert await rows(office, channel.tenant_id, asked) == [("em breve", "🌊"), ("depois", None)]
    assert await letters(office) == ["done", "done"]
