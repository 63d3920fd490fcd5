"""Two lines for each number: what was said, in order, and receipts, which wait for nobody."""

import asyncio
from collections.abc import Sequence

import httpx

from app.channels.models import Channel
from app.core.work import Office, TenantWork
from app.inbox.drainer import Drainer
from app.inbox.models import Lane
from app.inbox.schemas import Aside, Item
from app.inbox.service import Hand
from app.messages.intake import take_in
from tests.inbox.meta import SAID_AT, a_body, a_change, a_status, a_text, post
from tests.inbox.rows import letters, rows
from tests.inbox.test_statuses import WAMID, a_sent, stands


async def test_receipts_land_while_what_was_said_is_still_being_stored(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await a_sent(office, channel)
    said = [a_text("Oi", at=SAID_AT), a_text("Tudo bem?", at=SAID_AT + 1)]
    assert (await post(client, a_body(a_change(channel, messages=said, statuses=[a_status(WAMID, "read")])))).status_code == 200
    may_go_on, is_held = asyncio.Event(), asyncio.Event()

    async def slowly(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        assert {item.kind for item in items} == {"message"}
        is_held.set()
        await may_go_on.wait()
        return await take_in(work, items)

    drainers = [Drainer(Hand(office, slowly, Lane.SAID)), Drainer(Hand(office, take_in, Lane.RECEIPTS))]
    for drainer in drainers:
        drainer.wake([channel.phone_number_id])
    async with asyncio.timeout(20):
        await is_held.wait()
        while await stands(office, channel) != "read":
            await asyncio.sleep(0.01)
        assert await rows(office, channel.tenant_id, "SELECT id FROM messages WHERE direction = 'inbound'") == []

        may_go_on.set()
        while any(drainer.is_busy for drainer in drainers):
            await asyncio.sleep(0.01)

    assert await rows(
        office, channel.tenant_id, "SELECT content ->> 'text' FROM messages WHERE direction = 'inbound' ORDER BY said_at"
    ) == [
        "Oi",
        "Tudo bem?",
    ]
    assert await letters(office, "SELECT DISTINCT state FROM inbox") == ["done"]


async def test_each_lines_next_letters_are_found_by_the_index_alone(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await post(client, a_body(a_change(channel, messages=[a_text("Oi")], statuses=[a_status(WAMID, "read")])))

    asked = f"""SELECT id FROM inbox WHERE source_id BETWEEN '{channel.phone_number_id}' AND '{channel.phone_number_id}' AND state = 'new'
        AND (kind = 'status') = true ORDER BY source_id, (kind = 'status'), id LIMIT 500"""  # noqa: S608 - our own
    plan = "\n".join(await letters(office, f"EXPLAIN {asked}"))

    assert "ix_inbox_in_line" in plan
    assert "Sort" not in plan
