"""Saying something: once for one request, to Meta's limits, in the guest's window, behind the hotel's walls."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.channels.models import ChannelStatus
from app.core.errors import (
    ConflictError,
    IdempotencyMismatchError,
    NotFoundError,
    PermissionDeniedError,
    ValidationFailedError,
    WhatsAppDisconnectedError,
)
from app.core.ids import new_id
from app.core.permissions import Actor, Role
from app.core.sending_errors import WindowClosedError
from app.messages import service as messages
from app.messages.composing import drafts
from app.messages.composing.drafts import SendMessage, SendTo
from app.messages.service import Composed
from app.whatsapp.outgoing.plain import TextContent
from tests.builders import a_channel, a_tenant, a_user
from tests.conftest import Listener
from tests.outbox.front_desk import ANA, BRUNO, Hotel


async def how_many(hotel: Hotel) -> int:
    ((many,),) = await hotel.rows("SELECT count(*) FROM messages m JOIN outbox o USING (tenant_id, id)")
    return int(many)


async def test_a_message_its_letter_and_the_last_line_come_in_one_commit(hotel: Hotel, listener: Listener) -> None:
    conversation_id = await hotel.has_guest()

    said = await hotel.says(conversation_id, "Seu quarto está pronto.")

    message, letter = await hotel.message(said.message.id), await hotel.letter(said.message.id)
    assert (message.status, message.direction, message.sender_type, message.sender_id) == (
        "pending",
        "outbound",
        "agent",
        hotel.actor.user_id,
    )
    assert message.content == {"text": "Seu quarto está pronto."}
    assert (letter.state, letter.lane, letter.attempts) == ("due", 0, 0)
    ((last_message_id,),) = await hotel.rows("SELECT last_message_id FROM conversations")
    assert last_message_id == message.id
    await asyncio.sleep(0.01)
    assert [event["id"] for event in listener.of("message:new")] == [str(message.id)]
    assert [event["last_message"]["preview"] for event in listener.of("conversation:updated")] == ["Seu quarto está pronto."]


async def test_the_same_key_again_gives_the_same_message(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()

    first = await hotel.says(conversation_id, "Olá", key="tap-1")
    again = await hotel.says(conversation_id, "Olá", key="tap-1")
    in_its_other_form = await hotel.says(conversation_id, TextContent("Olá"), key="tap-1")

    assert (first.is_new, again.is_new, in_its_other_form.is_new) == (True, False, False)
    assert first.message.id == again.message.id == in_its_other_form.message.id
    assert await how_many(hotel) == 1


async def test_the_same_key_twice_at_the_same_moment_says_it_once(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()

    said = await asyncio.gather(*(hotel.says(conversation_id, "Olá", key="tap-1") for _ in range(8)))

    assert sorted(one.is_new for one in said) == [False] * 7 + [True]
    assert len({one.message.id for one in said}) == 1
    assert await how_many(hotel) == 1


async def test_the_same_key_with_another_body_is_refused(hotel: Hotel) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    await hotel.says(ana, "Olá", key="tap-1")

    with pytest.raises(IdempotencyMismatchError):
        await hotel.says(ana, "Olá!", key="tap-1")
    with pytest.raises(IdempotencyMismatchError):
        await hotel.says(bruno, "Olá", key="tap-1")
    assert await how_many(hotel) == 1


async def test_another_person_may_use_the_same_key(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()
    colleague = await a_user(hotel.office, hotel.tenant, Role.MANAGER)
    other = Hotel(hotel.office, hotel.tenant, Actor(colleague.id, Role.MANAGER, new_id()), hotel.channel)

    mine, theirs = await hotel.says(conversation_id, "Olá", key="tap-1"), await other.says(conversation_id, "Olá", key="tap-1")

    assert mine.message.id != theirs.message.id


async def test_a_key_is_remembered_for_thirty_days(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()
    first = await hotel.says(conversation_id, "Olá", key="tap-1")

    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE idempotency_keys SET created_at = now() - interval '31 days'"))
    again = await hotel.says(conversation_id, "Outra coisa", key="tap-1")

    assert again.is_new
    assert again.message.id != first.message.id


@pytest.mark.parametrize(
    "words", ["a" * 4096, "🏖" * 4096, "  com espaço  ", "e\u0301"], ids=["4,096 letters", "4,096 emojis", "spaces around", "combining"]
)
async def test_what_meta_takes_is_kept_as_it_was_written(hotel: Hotel, words: str) -> None:
    said = await hotel.says(await hotel.has_guest(), words)

    assert (await hotel.message(said.message.id)).content == {"text": words}


@pytest.mark.parametrize(
    ("words", "kind"),
    [("a" * 4097, "length"), ("🏖" * 4097, "length"), ("", "length"), (" \n ", "length"), ("a\0b", "value")],
    ids=["4,097 letters", "4,097 emojis", "nothing", "only blanks", "NUL"],
)
async def test_what_meta_refuses_is_refused_with_its_field(hotel: Hotel, words: str, kind: str) -> None:
    conversation_id = await hotel.has_guest()

    with pytest.raises(ValidationFailedError) as plain:
        await hotel.says(conversation_id, words)
    with pytest.raises(ValidationFailedError) as native:
        await hotel.says(conversation_id, TextContent(words))

    assert [(detail.field, detail.type) for detail in plain.value.details] == [("body.content", kind)]
    assert [(detail.field, detail.type) for detail in native.value.details] == [("body.content.text", kind)]
    assert await how_many(hotel) == 0


@pytest.mark.parametrize(
    ("wrote", "is_open"),
    [
        (timedelta(hours=23, minutes=58), True),
        (timedelta(hours=23, minutes=59, seconds=30), False),
        (timedelta(hours=25), False),
        (None, False),
    ],
)
async def test_outside_the_window_nothing_is_queued(hotel: Hotel, wrote: timedelta | None, is_open: bool) -> None:
    conversation_id = await hotel.has_guest(wrote=wrote)

    if is_open:
        await hotel.says(conversation_id)
    else:
        with pytest.raises(WindowClosedError) as raised:
            await hotel.says(conversation_id)
        assert (raised.value.extra["window_expires_at"] is None) == (wrote is None)

    assert await how_many(hotel) == int(is_open)


async def test_the_same_key_still_answers_after_the_window_closed(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()
    first = await hotel.says(conversation_id, "Olá", key="tap-1")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE conversations SET last_inbound_at = now() - interval '2 days'"))

    assert (await hotel.says(conversation_id, "Olá", key="tap-1")).message.id == first.message.id
    with pytest.raises(WindowClosedError):
        await hotel.says(conversation_id, "Olá", key="tap-2")


async def test_a_neighbours_conversation_does_not_exist(hotel: Hotel) -> None:
    neighbour = await a_tenant(hotel.office, "pousada-serena")
    channel = await a_channel(hotel.office, neighbour, "1055002", waba_id="9001002")
    theirs = await Hotel(hotel.office, neighbour, hotel.actor, channel).has_guest()

    with pytest.raises(NotFoundError):
        await hotel.says(theirs)
    with pytest.raises(NotFoundError):
        await hotel.says(new_id())


async def test_field_staff_do_not_chat(hotel: Hotel) -> None:
    agent = Hotel(hotel.office, hotel.tenant, Actor(hotel.actor.user_id, Role.AGENT, new_id()), hotel.channel)

    with pytest.raises(PermissionDeniedError):
        await agent.says(await hotel.has_guest())


async def test_a_number_that_cannot_send_says_so(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest()
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("UPDATE channels SET status = :status"), {"status": ChannelStatus.CANNOT_SEND.value})

    with pytest.raises(WhatsAppDisconnectedError):
        await hotel.says(conversation_id)


async def test_writing_in_a_closed_conversation_reopens_it(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest(status="closed")

    await hotel.says(conversation_id)

    assert await hotel.rows("SELECT status FROM conversations") == [("open",)]


async def test_a_reply_names_a_message_of_the_same_conversation(hotel: Hotel) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    first = await hotel.says(ana, "Primeira")

    reply = await hotel.says(ana, "Segunda", reply_to=first.message.id)

    assert (await hotel.message(reply.message.id)).reply_to == first.message.id
    with pytest.raises(ValidationFailedError):
        await hotel.says(bruno, "Terceira", reply_to=first.message.id)


async def says_to(hotel: Hotel, to: str, key: str | None = None) -> Composed:
    async with hotel.office.for_tenant(hotel.tenant.id, hotel.actor) as work:
        return await messages.compose_to(work, SendTo(to=to, content="Olá"), key)


@pytest.mark.parametrize(
    "to", ["+55 11 90000-0001", "5511900000001", "(11) 90000-0001", "011 90000 0001", "11900000001", "+55(11)90000.0001"]
)
async def test_a_number_may_be_written_in_any_way(hotel: Hotel, to: str) -> None:
    conversation_id = await hotel.has_guest(ANA)

    assert (await says_to(hotel, to)).message.conversation_id == conversation_id


async def test_a_guest_known_without_the_ninth_digit_is_found_with_it(hotel: Hotel) -> None:
    conversation_id = await hotel.has_guest("551188887777")

    assert (await says_to(hotel, "+55 11 98888-7777")).message.conversation_id == conversation_id


async def test_somebody_who_never_wrote_has_no_window_and_leaves_no_trace(hotel: Hotel) -> None:
    with pytest.raises(WindowClosedError) as raised:
        await says_to(hotel, "+44 7911 123456")

    assert raised.value.extra["window_expires_at"] is None
    assert await hotel.rows("SELECT 1 FROM contacts") == []


@pytest.mark.parametrize("to", ["recepção", "123", "+999 12345678901234"])
async def test_what_is_no_number_is_refused(hotel: Hotel, to: str) -> None:
    with pytest.raises(ValidationFailedError) as raised:
        await says_to(hotel, to)

    assert [detail.field for detail in raised.value.details] == ["body.to"]


async def test_a_closed_conversation_stays_closed_when_the_guest_has_an_open_one(hotel: Hotel) -> None:
    closed = await hotel.has_guest(ANA, status="closed")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(
            text(
                "INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, last_activity_at, created_at, updated_at)"
                " SELECT tenant_id, :id, channel_id, contact_id, 'open', now(), now(), now() FROM conversations"
            ),
            {"id": (current := new_id())},
        )

    with pytest.raises(ConflictError):
        await hotel.says(closed)
    assert (await hotel.says(current)).is_new, "the guest's last message in the closed one keeps the window open"


def test_a_draft_is_the_same_however_it_was_written() -> None:
    plain, native = (drafts.checked(SendMessage(content=content)) for content in ("Olá", TextContent("Olá")))

    assert plain.fingerprint("a") == native.fingerprint("a") != native.fingerprint("b")
