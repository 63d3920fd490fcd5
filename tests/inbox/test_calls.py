"""Calls: one line each in the guest's thread."""

from itertools import permutations
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.core.work import Office
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_text, say
from tests.inbox.names import ANA, USER, a_card, everything, tell
from tests.inbox.rows import drain_all, letters, rows, settle

LINE = "SELECT direction, sender_type, content -> 'call' FROM messages WHERE message_type = 'call'"


def a_call(event: str, after: int = 0, **members: Any) -> dict[str, Any]:
    head = {"id": "wacid.ABGG", "from": ANA, "to": "552133330001", "event": event, "timestamp": str(SAID_AT + after)}
    return head | {"direction": "USER_INITIATED"} | members


async def ring(client: httpx.AsyncClient, channel: Channel, *calls: dict[str, Any]) -> None:
    await tell(client, channel, "calls", contacts=[a_card(ANA, USER)], calls=list(calls))


async def test_a_missed_call_waits_to_be_called_back(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await ring(client, channel, a_call("connect"))
    await drain_all(office)
    assert await rows(office, channel.tenant_id, "SELECT status, unread_count FROM conversations") == [("open", 0)]
    await ring(client, channel, a_call("terminate", 30, status="FAILED"))
    await drain_all(office)
    await settle(listener, "message:updated", 1)

    told = {"id": "wacid.ABGG", "direction": "inbound", "status": "failed", "missed": True}
    assert await rows(office, channel.tenant_id, LINE) == [("inbound", "contact", told)]
    # A call opens the guest's 24 hours as a message does; its end does not.
    asked = "SELECT unread_count, extract(epoch FROM last_inbound_at)::int FROM conversations"
    assert await rows(office, channel.tenant_id, asked) == [(1, SAID_AT)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_an_answered_call_is_one_line_in_any_order(
    office: Office, client: httpx.AsyncClient, channel: Channel, order: tuple[int, ...]
) -> None:
    ended = a_call("terminate", 100, status="COMPLETED", start_time=str(SAID_AT + 10), duration=89)
    words = [a_call("connect"), ended, ended]
    for place in order:
        await ring(client, channel, words[place] | {"biz_opaque_callback_data": str(place)})
        await drain_all(office)

    ((_direction, _sender, told),) = await rows(office, channel.tenant_id, LINE)
    assert (told["status"], told["missed"], told["duration_s"]) == ("completed", False, 89)
    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations") == [0]


async def test_a_missed_call_told_twice_counts_once(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ring(client, channel, a_call("terminate", status="FAILED"))
    before = await everything(office, channel)
    await ring(client, channel, a_call("terminate", status="FAILED", biz_opaque_callback_data="x"), a_call("connect"))

    assert await everything(office, channel) == before
    assert [row[3] for row in before["conversations"]] == [1]


async def test_a_call_of_the_hotels_is_outgoing(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    status = {"id": "wacid.OUT", "type": "call", "status": "RINGING", "recipient_id": ANA, "timestamp": str(SAID_AT)}
    await tell(client, channel, "calls", statuses=[status])
    await tell(client, channel, "calls", statuses=[status | {"status": "REJECTED"}])
    await drain_all(office)

    told = {"id": "wacid.OUT", "direction": "outbound", "status": "rejected", "missed": False}
    assert await rows(office, channel.tenant_id, LINE) == [("outbound", "agent", told)]


async def test_a_call_under_a_messages_name_leaves_the_message_as_it_is(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await say(client, channel, a_text("Olá", wa_id=ANA, id="wacid.ABGG"))
    await drain_all(office)
    await ring(client, channel, a_call("connect"))
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT message_type, content FROM messages") == [("text", {"text": "Olá"})]
    assert await letters(office) == ["done", "failed"]


async def test_a_call_of_nobodys_is_set_aside(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await tell(client, channel, "calls", calls=[{"id": "wacid.X", "event": "connect"}])
    await drain_all(office)

    assert await letters(office) == ["failed"]
