"""Taking letters in: what guests say becomes messages, what Meta says of ours climbs the ladder."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from app.core.clock import now
from app.core.work import TenantWork
from app.inbox.models import LetterState
from app.inbox.schemas import Aside, Item
from app.inbox.sweeping import ORPHAN
from app.messages import receipts, storing
from app.messages.receipts import Receipt
from app.messages.storing import Said
from app.whatsapp.fields import FieldEvent, read_field
from app.whatsapp.payloads import read_message
from app.whatsapp.reading import UnreadableLetterError
from app.whatsapp.receipts import read_status

Reader = Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]
"""Writes what one event of a field other than `messages` says; the id is the number's, where it names one.

Raises `UnreadableLetterError` for a value that cannot be what it should be.
"""

ORPHANED_AFTER: Final = timedelta(days=8)
_FIELD: Final = "field:"

READERS: Final[Mapping[str, Reader]] = {}
"""Each field's reader; what no one reads is kept."""


class _Sorted(NamedTuple):
    """A set of letters by what they are."""

    messages: list[Said]
    receipts: list[Receipt]
    events: list[tuple[Item, FieldEvent]]
    asides: list[Aside]


async def take_in(work: TenantWork, items: Sequence[Item]) -> list[Aside]:
    """Writes everything that these letters of one hotel say; those that are not done with come back.

    What nothing reads yet is kept; a status whose message is not here waits for it, for eight days.
    """
    letters = _Sorted([], [], [], [])
    for item in items:
        _sort(item, letters)
    if letters.messages:
        homeless = await storing.store(work, letters.messages)
        letters.asides.extend(Aside(said.item_id, LetterState.KEPT) for said in homeless)
    if letters.receipts:
        received = {item.id: item.received_at for item in items}
        letters.asides.extend(_waiting(receipt, received) for receipt in await receipts.apply(work, letters.receipts))
    for item, event in letters.events:
        letters.asides.extend(await _hear(work, item, event))
    return letters.asides


async def _hear(work: TenantWork, item: Item, event: FieldEvent) -> list[Aside]:
    try:
        await READERS[event.field](work, item.channel_id, event)
    except UnreadableLetterError as error:
        return [Aside(item.id, LetterState.FAILED, f"unreadable: {error}")]
    return []


def _sort(item: Item, letters: _Sorted) -> None:
    try:
        if item.kind == "message" and item.channel_id:
            message = read_message(item.body)
            if message.group_id is None:
                letters.messages.append(Said(message.said_at(item.received_at), item.id, item.channel_id, message))
                return
        elif item.kind == "status" and item.channel_id:
            status = read_status(item.body)
            if status.group_id is None:
                letters.receipts.append(Receipt(item.id, item.channel_id, status.said_at(item.received_at), status))
                return
        elif item.kind.removeprefix(_FIELD) in READERS:
            letters.events.append((item, read_field(item.body, item.received_at)))
            return
        letters.asides.append(Aside(item.id, LetterState.KEPT))
    except UnreadableLetterError as error:
        letters.asides.append(Aside(item.id, LetterState.FAILED, f"unreadable: {error}"))


def _waiting(receipt: Receipt, received: Mapping[int, datetime]) -> Aside:
    if now() - received[receipt.item_id] > ORPHANED_AFTER:
        return Aside(receipt.item_id, LetterState.FAILED, ORPHAN)
    return Aside(receipt.item_id, LetterState.WAITING, waiting_for=receipt.said.wamid)
