"""Looking everywhere for new letters: never in vain while there is work, and never missing what comes meanwhile."""

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
from tests.inbox.meta import SAID_AT, a_text, say
from tests.inbox.rows import letters, texts


async def test_what_comes_while_it_is_busy_is_found_when_it_is_asked_to_look(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    sets: list[int] = []

    async def while_more_comes(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        sets.append(len(items))
        if len(sets) == 1:
            for number in range(1, 4):
                await say(client, channel, a_text(str(number), at=SAID_AT + number))
                drainer.look_around()
        return await take_in(work, items)

    drainer = Drainer(Hand(office, while_more_comes, Lane.SAID))
    await say(client, channel, a_text("0"))
    drainer.look_around()
    async with asyncio.timeout(20):
        while drainer.is_busy:
            await asyncio.sleep(0.01)

    assert await texts(office, channel.tenant_id) == ["0", "1", "2", "3"]
    assert sets == [1, 3]
    assert await letters(office, "SELECT DISTINCT state FROM inbox") == ["done"]
