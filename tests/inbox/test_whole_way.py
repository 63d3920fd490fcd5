"""A guest writes: webhook, door, drain, rows, live line."""

import httpx
import pytest

from app.channels.models import Channel
from app.core.clock import now
from app.core.ids import new_id
from app.core.permissions import Actor, Role
from app.core.work import Office
from app.messages import service as messages
from app.messages.composing.drafts import SendMessage
from tests.conftest import Cluster, Listener
from tests.inbox.meta import SAID_AT, SECRET, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, letters, rows, set_secrets, settle, texts


async def test_what_a_guest_writes_is_stored(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Boa noite"))
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["Boa noite"]
    assert await rows(office, channel.tenant_id, "SELECT profile_name, phone FROM contacts") == [("Ana Souza", "+5521988887777")]
    asked = (
        "SELECT unread_count, status, last_message_id = (SELECT id FROM messages), extract(epoch FROM last_inbound_at) FROM conversations"
    )
    assert await rows(office, channel.tenant_id, asked) == [(1, "open", True, SAID_AT)]
    assert await letters(office) == ["done"]


async def test_it_is_announced_message_first(office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener) -> None:
    await say(client, channel, a_text("Boa noite"))
    await drain_all(office)
    await settle(listener, "head")

    (message,), (conversation,), (head,) = (listener.of(name) for name in ("message:new", "conversation:updated", "head"))
    assert message["content"] == {"text": "Boa noite"}
    assert conversation["unread_count"] == 1
    assert conversation["last_message"]["preview"] == "Boa noite"
    assert (message["event_id"], conversation["event_id"], head["event_id"]) == (1, 2, 2)


async def test_the_same_webhook_twice_says_it_once(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    body = a_body(a_change(channel, messages=[a_text("Oi")]))

    assert (await post(client, body)).status_code == 200
    await drain_all(office)
    assert (await post(client, body)).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["Oi"]
    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations") == [1]
    assert await letters(office) == ["done"]


async def test_what_is_read_again_has_no_second_effect(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"), a_text("Tem vaga?"))
    await drain_all(office)

    await letters(office, "UPDATE inbox SET state = 'new'")
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["Oi", "Tem vaga?"]
    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations") == [2]


async def test_what_comes_in_disorder_stands_in_metas_order(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("terceira", at=SAID_AT + 2), a_text("primeira", at=SAID_AT))
    await drain_all(office)
    await say(client, channel, a_text("segunda", at=SAID_AT + 1))
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["primeira", "segunda", "terceira"]
    asked = "SELECT content ->> 'text' FROM messages JOIN conversations ON last_message_id = messages.id AND last_activity_at = said_at"
    assert await rows(office, channel.tenant_id, asked) == ["terceira"]


async def test_in_one_second_the_order_is_the_inboxs(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    said = [f"linha {number}" for number in range(20)]
    for line in said:
        await say(client, channel, a_text(line))

    await drain_all(office)

    assert await texts(office, channel.tenant_id) == said


@pytest.mark.parametrize("metas_clock_is_ahead_by", [0, 3])
async def test_in_one_second_an_answer_stands_between_what_came_before_and_after(
    office: Office, client: httpx.AsyncClient, channel: Channel, metas_clock_is_ahead_by: int
) -> None:
    said_at = int(now().timestamp()) + metas_clock_is_ahead_by
    await say(client, channel, a_text("Tem vaga?", at=said_at))
    await drain_all(office)
    (conversation_id,) = await rows(office, channel.tenant_id, "SELECT id FROM conversations")

    async with office.for_tenant(channel.tenant_id, Actor(new_id(), Role.ATTENDANT, new_id())) as work:
        answer = (await messages.compose(work, conversation_id, SendMessage(content="Tem sim!"))).message
    await say(client, channel, a_text("Ótimo", at=int(answer.said_at.timestamp())))
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["Tem vaga?", "Tem sim!", "Ótimo"]
    asked = "SELECT content ->> 'text' FROM messages JOIN conversations ON last_message_id = messages.id"
    assert await rows(office, channel.tenant_id, asked) == ["Ótimo"]


async def test_several_numbers_in_one_webhook_each_go_to_their_hotel(
    office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel
) -> None:
    # Both hotels use one Meta app: one signature fits both.
    body = a_body(a_change(channel, messages=[a_text("para a Ipanema")]), a_change(neighbour, messages=[a_text("para a Serena")]))
    await set_secrets(office, neighbour, SECRET)

    assert (await post(client, body)).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["para a Ipanema"]
    assert await texts(office, neighbour.tenant_id) == ["para a Serena"]


async def test_a_guest_without_a_phone_is_a_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    contacts = [{"profile": {"name": "Ana Souza", "username": "anasouza"}, "user_id": "BR.1349"}]
    await say(client, channel, a_text("oi", wa_id=None, from_user_id="BR.1349"), contacts=contacts)
    await drain_all(office)

    asked = "SELECT phone, username, kind, value FROM contacts JOIN contact_identities ON contact_id = contacts.id AND kind <> 'username'"
    assert await rows(office, channel.tenant_id, asked) == [(None, "anasouza", "user_id", "BR.1349")]
    assert await texts(office, channel.tenant_id) == ["oi"]


async def test_a_reply_knows_what_it_answers(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    question = a_text("Tem vaga?")
    await say(client, channel, question)
    await drain_all(office)

    await say(client, channel, a_text("para sábado", at=SAID_AT + 1, context={"id": question["id"]}))
    await drain_all(office)

    asked = "SELECT quoted.content ->> 'text' FROM messages JOIN messages AS quoted ON quoted.id = messages.reply_to"
    assert await rows(office, channel.tenant_id, asked) == ["Tem vaga?"]


@pytest.mark.parametrize("kind", ["image", "location", "interactive", "order", "system", "poll_of_the_future"])
async def test_what_cannot_be_read_is_kept_whole(office: Office, client: httpx.AsyncClient, channel: Channel, kind: str) -> None:
    message = {name: value for name, value in a_text().items() if name != "text"} | {"type": kind, kind: ["vista"]}
    await say(client, channel, a_text("antes", at=SAID_AT - 1), message)
    await drain_all(office)

    _before, (stored, content, raw) = await rows(
        office, channel.tenant_id, "SELECT message_type, content, raw FROM messages ORDER BY said_at"
    )
    assert (stored, content, raw[kind]) == (kind, {}, ["vista"])


async def test_other_fields_are_kept_for_who_will_read_them(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    tracking = {"field": "tracking_events", "value": {"event": "click"}}
    assert (await post(client, a_body((channel.waba_id, tracking)))).status_code == 200
    await drain_all(office)

    assert await letters(office, "SELECT source_id, kind, state FROM inbox") == [(channel.waba_id, "field:tracking_events", "kept")]


async def test_nul_and_half_characters_do_not_stop_anything(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    body = a_body(a_change(channel, messages=[a_text("antes NADA depois"), a_text("metade METADE", at=SAID_AT + 1)]))
    raw = body.replace(b"NADA", rb"\u0000").replace(b"METADE", rb"\ud83d")

    assert (await post(client, raw)).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["antes ␀ depois", "metade �"]
    assert await letters(office) == ["done", "done"]


async def test_one_poisoned_letter_of_a_thousand_stands_alone(
    office: Office, client: httpx.AsyncClient, channel: Channel, cluster: Cluster, database: str
) -> None:
    await cluster.say("ALTER TABLE messages ADD CHECK (content ->> 'text' <> 'veneno')", database)
    said = [f"linha {number:03}" for number in range(1000)]
    poisoned = [*said[:500], "veneno", *said[501:]]
    messages = [a_text(line, wa_id=f"55219{number % 50:08}", at=SAID_AT + number) for number, line in enumerate(poisoned)]

    assert (await post(client, a_body(a_change(channel, messages=messages)))).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == [line for line in poisoned if line != "veneno"]
    assert await letters(office, "SELECT state, count(*) FROM inbox GROUP BY state ORDER BY state") == [("done", 999), ("failed", 1)]
    assert await letters(office, "SELECT error, attempts FROM inbox WHERE state = 'failed'") == [("database: 23514 CheckViolationError", 1)]


async def test_a_number_that_nobody_can_hold_is_kept_as_its_text(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    strange = {name: value for name, value in a_text().items() if name != "text"} | {"type": "enquete", "enquete": {"total": "MUITO"}}
    body = a_body(a_change(channel, messages=[a_text("antes"), strange])).replace(b'"MUITO"', b"1e400000")

    assert (await post(client, body)).status_code == 200
    await drain_all(office)

    (raw,) = await rows(office, channel.tenant_id, "SELECT raw FROM messages WHERE message_type = 'enquete'")
    assert '"total":1e400000' in raw
    assert "antes" in await texts(office, channel.tenant_id)
    assert await letters(office) == ["done", "done"]


async def test_a_misshapen_message_costs_nobody_else_anything(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    contacts = [{"wa_id": "5521988887777", "profile": {"name": "Ana"}}]
    body = a_body(a_change(channel, messages=[a_text("uma"), {"type": "text"}, "lixo", a_text("outra")], contacts=contacts))

    assert (await post(client, body)).status_code == 200
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["uma", "outra"]
    assert sorted(await letters(office)) == ["done", "done", "failed", "failed"]


async def test_a_hotel_that_is_suspended_still_gets_its_letters(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await letters(office, "UPDATE tenants SET status = 'SUSPENDED'")

    await say(client, channel, a_text("Oi"))
    await drain_all(office)

    assert await texts(office, channel.tenant_id) == ["Oi"]
