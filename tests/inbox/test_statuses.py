"""Meta's word on what a hotel sent: the ladder, early receipts, receipts that settle a doubt."""

import itertools
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.conversations.models import Conversation
from app.core.work import Office
from app.inbox import service as inbox
from app.inbox import sweeping
from app.messages.models import Message
from tests.builders import a_conversation, a_message
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_body, a_change, a_status, post
from tests.inbox.rows import drain_all, letters, rows, settle

WAMID = "wamid.sent-by-us"
PRICING = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
ERRORS = [{"code": 131026, "title": "Message undeliverable", "message": "Message undeliverable", "error_data": {"details": "Old phone."}}]


async def a_sent(office: Office, channel: Channel, conversation: Conversation | None = None, **columns: Any) -> Message:
    """A message of the hotel's that Meta has accepted."""
    wanted = {"direction": "outbound", "sender_type": "agent", "sender_id": None, "status": "sent", "wamid": WAMID} | columns
    message = a_message(conversation or await a_conversation(office, channel), **wanted)
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(message)
    return message


async def told(client: httpx.AsyncClient, office: Office, channel: Channel, *statuses: dict[str, Any]) -> None:
    assert (await post(client, a_body(a_change(channel, statuses=list(statuses))))).status_code == 200
    await drain_all(office)


async def stands(office: Office, channel: Channel, columns: str = "status") -> Any:  # noqa: ANN401 - a column or a tuple of them
    (found,) = await rows(office, channel.tenant_id, f"SELECT {columns} FROM messages WHERE direction = 'outbound'")  # noqa: S608 - our own
    return found


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
async def test_a_message_climbs_whatever_the_order(
    office: Office, client: httpx.AsyncClient, channel: Channel, order: tuple[str, ...]
) -> None:
    await a_sent(office, channel, status="pending")

    for status in order:
        await told(client, office, channel, a_status(WAMID, status, at=SAID_AT + len(status)))

    times = "extract(epoch FROM sent_at), extract(epoch FROM delivered_at), extract(epoch FROM read_at)"
    # `read` proves that it was delivered by then; the earliest proof of each step counts.
    assert await stands(office, channel, f"status, {times}") == ("read", SAID_AT + 4, SAID_AT + 4, SAID_AT + 4)


async def test_a_whole_set_is_one_step_and_one_event(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    message = await a_sent(office, channel, status="pending")

    await told(client, office, channel, a_status(WAMID, "read"), a_status(WAMID, "sent"), a_status(WAMID, "delivered", pricing=PRICING))
    await settle(listener, "head")

    (step,) = listener.of("message:status")
    assert (step["message_id"], step["status"]) == (str(message.id), "read")
    assert await stands(office, channel, "status, pricing ->> 'category'") == ("read", "service")


async def test_doubles_are_silent(office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener) -> None:
    await a_sent(office, channel)
    await told(client, office, channel, a_status(WAMID, "delivered"))
    await settle(listener, "message:status")

    await told(client, office, channel, a_status(WAMID, "delivered", at=SAID_AT + 9, pricing=PRICING))
    await letters(office, "UPDATE inbox SET state = 'new'")
    await drain_all(office)

    assert await letters(office) == ["done"]
    assert len(listener.of("message:status")) == 1


async def test_a_failure_is_told_with_its_reason(office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener) -> None:
    await a_sent(office, channel)

    await told(client, office, channel, a_status(WAMID, "failed", errors=ERRORS))
    await settle(listener, "message:status")

    status, error = await stands(office, channel, "status, error")
    assert (status, error["code"], error["details"]) == ("failed", 131026, "Old phone.")
    (step,) = listener.of("message:status")
    assert (step["status"], step["error"]["code"]) == ("failed", 131026)


async def test_a_failure_after_delivery_stays_in_the_history(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_sent(office, channel)

    await told(client, office, channel, a_status(WAMID, "delivered"))
    await told(client, office, channel, a_status(WAMID, "failed", at=SAID_AT + 5, errors=ERRORS))

    assert await stands(office, channel, "status, error, extract(epoch FROM failed_at)") == ("delivered", None, SAID_AT + 5)


async def test_delivery_after_a_failure_takes_the_reason_away(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_sent(office, channel)

    await told(client, office, channel, a_status(WAMID, "failed", errors=ERRORS))
    await told(client, office, channel, a_status(WAMID, "delivered", at=SAID_AT + 5))

    assert await stands(office, channel, "status, error") == ("delivered", None)


async def test_our_own_id_finds_a_message_whose_answer_was_lost(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    message = await a_sent(office, channel, status="uncertain", wamid=None)
    await rows(office, channel.tenant_id, _dispatch(message))

    await told(client, office, channel, a_status(WAMID, "delivered", biz_opaque_callback_data=str(message.id)))

    assert await stands(office, channel, "status, wamid") == ("delivered", WAMID)
    assert await rows(office, channel.tenant_id, "SELECT state FROM outbox") == ["done"]


async def test_a_neighbours_id_finds_nothing(office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel) -> None:
    message = await a_sent(office, neighbour, status="pending", wamid=None)

    await told(client, office, channel, a_status(WAMID, "read", biz_opaque_callback_data=str(message.id)))

    assert await rows(office, neighbour.tenant_id, "SELECT status FROM messages") == ["pending"]
    assert await letters(office, "SELECT state, waiting_for FROM inbox") == [("waiting", WAMID)]


async def test_an_early_status_waits_and_is_woken(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    message = await a_sent(office, channel, status="pending", wamid=None)
    await told(client, office, channel, a_status(WAMID, "delivered"))
    assert await letters(office) == ["waiting"]

    async with office.for_house() as work:
        async with work.as_tenant(channel.tenant_id) as inside:
            await inside.session.merge(Message(tenant_id=message.tenant_id, id=message.id, wamid=WAMID, status="sent"))
        await inbox.wake(work, channel.phone_number_id, [WAMID])
    await drain_all(office)

    assert await stands(office, channel) == "delivered"
    assert await letters(office) == ["done"]


async def test_a_status_that_nobody_wakes_looks_again_by_itself(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(client, office, channel, a_status(WAMID, "read"))
    await sweeping.look_again(office)
    assert await letters(office) == ["waiting"]

    await a_sent(office, channel)
    await letters(office, "UPDATE inbox SET look_again_at = now() - interval '1 second'")
    await sweeping.look_again(office)
    await drain_all(office)

    assert await stands(office, channel) == "read"
    assert await letters(office) == ["done"]


async def test_after_eight_days_it_is_an_orphan(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(client, office, channel, a_status(WAMID, "read"))

    await letters(office, "UPDATE inbox SET state = 'new', received_at = now() - interval '8 days 1 minute'")
    await drain_all(office)

    assert await letters(office, "SELECT state, error FROM inbox") == [("failed", "orphan")]


async def test_words_that_are_no_step_are_done_with(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_sent(office, channel)

    await told(client, office, channel, a_status(WAMID, "warning"), a_status("wamid.of-somebody-else", "deleted"))

    assert await letters(office) == ["done", "done"]
    assert await stands(office, channel) == "sent"


async def test_a_status_opens_no_conversation(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel, status="closed")
    await a_sent(office, channel, conversation)

    await told(client, office, channel, a_status(WAMID, "read"))

    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations") == [("closed", 0)]


def _dispatch(message: Message) -> str:
    values = f"'{message.tenant_id}', '{message.id}', '{message.channel_id}', '{message.conversation_id}', 0, 'uncertain', now(), now()"
    return f"INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, state, due_at, created_at) VALUES ({values})"  # noqa: S608


async def test_what_a_message_costs_is_told_with_its_step_and_shown_with_it(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await a_sent(office, channel, status="pending")

    await told(client, office, channel, a_status(WAMID, "sent", pricing=PRICING))
    await settle(listener, "message:status")

    assert listener.of("message:status")[0]["pricing"] == {"category": "service", "type": "regular", "billable": True}


def _free(origin: str, until: object) -> dict[str, Any]:
    return {"id": "72b1", "origin": {"type": origin}, "expiration_timestamp": until}


@pytest.mark.parametrize(
    ("told_of", "seconds"),
    [
        ([_free("referral_conversion", str(SAID_AT + 259_200))], 259_200),
        ([_free("referral_conversion", SAID_AT + 20), _free("referral_conversion", str(SAID_AT + 10))], 20),
        # Before v24 every message named a conversation; only what an advertisement began is free.
        ([_free("service", str(SAID_AT + 86_400))], None),
        ([_free("referral_conversion", "amanhã")], None),
        (["grátis"], None),
    ],
)
async def test_the_free_hours_after_an_advertisement_are_the_conversations(
    office: Office, client: httpx.AsyncClient, channel: Channel, told_of: list[Any], seconds: int | None
) -> None:
    await a_sent(office, channel)

    for conversation in told_of:
        await told(client, office, channel, a_status(WAMID, "sent", conversation=conversation))

    until = None if seconds is None else SAID_AT + seconds
    assert await rows(office, channel.tenant_id, "SELECT extract(epoch FROM free_entry_until) FROM conversations") == [until]
    assert await letters(office, "SELECT DISTINCT state FROM inbox") == ["done"]


async def test_in_a_group_the_first_phone_counts(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_sent(office, channel)
    of_group: dict[str, Any] = {"recipient_id": "Y2FwaV9ncm91cDox", "recipient_type": "group"}

    await told(client, office, channel, a_status(WAMID, "failed", **of_group, recipient_participant_id="1", errors=ERRORS))
    await told(client, office, channel, a_status(WAMID, "read", at=SAID_AT + 1, **of_group, recipient_participant_id="2"))
    await told(client, office, channel, a_status(WAMID, "delivered", at=SAID_AT + 2, **of_group, recipient_participant_id="3"))

    assert await stands(office, channel, "status, error, failed_at IS NOT NULL") == ("read", None, True)
