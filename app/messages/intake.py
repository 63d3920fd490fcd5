"""Taking letters in: what guests say becomes messages, what Meta says of ours climbs the ladder."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from app.channels import intake as channels
from app.channels import queries as numbers
from app.core.clock import now
from app.core.work import TenantWork
from app.inbox.models import LetterState
from app.inbox.schemas import Aside, Item
from app.inbox.sweeping import ORPHAN
from app.messages import receipts
from app.messages.arriving import calls, changes, echoes, groups, identities, importing, storing, taps
from app.messages.arriving.changes import Change
from app.messages.arriving.readers import EarlyLetterError
from app.messages.arriving.storing import Said
from app.messages.arriving.taps import Tapped
from app.messages.receipts import Receipt
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.templates import intake as templates
from app.whatsapp import refusals
from app.whatsapp.changes import CHANGES, Edit, read_change
from app.whatsapp.fields import FieldEvent, read_field
from app.whatsapp.payloads import MetaError, read_error, read_message
from app.whatsapp.reading import UnreadableLetterError
from app.whatsapp.receipts import read_status
from app.whatsapp.taps import read_tap

Reader = Callable[[TenantWork, UUID | None, FieldEvent], Awaitable[None]]
"""Writes what one event of a field other than `messages` says; the id is the number's, where it names one.

Raises `UnreadableLetterError` for a value that cannot be what it should be, `EarlyLetterError` for one of a message that is
not here yet.
"""

ORPHANED_AFTER: Final = timedelta(days=8)
EDITS_WAIT: Final = timedelta(minutes=1)
"""What an edit says is said, whether or not what it said before ever comes."""
NOT_THEIRS: Final = "a change of somebody else's message"
_FIELD: Final = "field:"

READERS: Final[Mapping[str, Reader]] = {
    **channels.READERS,
    **templates.READERS,
    **identities.READERS,
    **echoes.READERS,
    **importing.READERS,
    **calls.READERS,
    **groups.READERS,
}
"""Each field's reader; what no one reads is kept."""


class _Sorted(NamedTuple):
    """A set of letters by what they are."""

    messages: list[Said]
    changes: list[Change]
    receipts: list[Receipt]
    taps: list[Tapped]
    events: list[tuple[Item, FieldEvent]]
    errors: list[tuple[Item, MetaError]]
    asides: list[Aside]


async def take_in(work: TenantWork, items: Sequence[Item]) -> list[Aside]:
    """Writes everything that these letters of one hotel say; those that are not done with come back.

    What nothing reads yet is kept; a status or a change whose message is not here waits for it, for eight days.
    """
    letters = _Sorted([], [], [], [], [], [], [])
    for item in items:
        _sort(item, letters)
    received = {item.id: item.received_at for item in items}
    if letters.messages and (reworded := await storing.store(work, letters.messages)):
        await changes.first_wordings(work, reworded)
    if letters.changes:
        letters.asides.extend(await _change(work, letters.changes, received))
    if letters.receipts:
        early = await receipts.apply(work, letters.receipts)
        letters.asides.extend(_waiting(receipt.item_id, receipt.said.wamid, received) for receipt in early)
    await taps.keep(work, letters.taps)
    for item, event in letters.events:
        letters.asides.extend(await _hear(work, item, event, received))
    for item, error in letters.errors:
        await _warn(work, item, error)
    return letters.asides


async def _change(work: TenantWork, asked: Sequence[Change], received: Mapping[int, datetime]) -> list[Aside]:
    outcome = await changes.apply(work, asked)
    overdue = [one for one in outcome.early if isinstance(one.what, Edit) and now() - received[one.item_id] > EDITS_WAIT]
    if overdue:
        await changes.show_unfounded(work, overdue)
    early = [_waiting(one.item_id, one.what.target, received) for one in outcome.early if one not in overdue]
    return early + [Aside(one.item_id, LetterState.FAILED, NOT_THEIRS) for one in outcome.foreign]


async def _hear(work: TenantWork, item: Item, event: FieldEvent, received: Mapping[int, datetime]) -> list[Aside]:
    try:
        await READERS[event.field](work, item.channel_id, event)
    except EarlyLetterError as error:
        return [_waiting(item.id, error.wamid, received)]
    except UnreadableLetterError as error:
        return [Aside(item.id, LetterState.FAILED, f"unreadable: {error}")]
    return []


async def _warn(work: TenantWork, item: Item, error: MetaError) -> None:
    """Something is wrong with the number itself, or with all that is sent from it: somebody must know."""
    dialled = await numbers.dialled(work, item.channel_id) if item.channel_id else None
    details = {"number": dialled or item.source_id, "code": error.code, "because": refusals.of(error.code, None).sentence}
    news = News("meta-error", f"{item.source_id} {error.code}", details, Severity.WARNING, item.received_at)
    await notices.tell(work, news)


def _sort(item: Item, letters: _Sorted) -> None:
    try:
        if not _is_sorted(item, letters):
            letters.asides.append(Aside(item.id, LetterState.KEPT))
    except UnreadableLetterError as error:
        letters.asides.append(Aside(item.id, LetterState.FAILED, f"unreadable: {error}"))


def _is_sorted(item: Item, letters: _Sorted) -> bool:
    """False for what nothing of ours reads."""
    if item.kind == "message" and item.channel_id:
        _sort_message(item, item.channel_id, letters)
    elif item.kind == "status" and item.channel_id:
        status = read_status(item.body)
        letters.receipts.append(Receipt(item.id, item.channel_id, status.said_at(item.received_at), status))
    elif item.kind == "user_action" and item.channel_id:
        letters.taps.append(Tapped(item.channel_id, read_tap(item.body, item.received_at)))
    elif item.kind == "error":
        letters.errors.append((item, read_error(item.body)))
    elif item.kind.removeprefix(_FIELD) in READERS:
        letters.events.append((item, read_field(item.body, item.received_at)))
    else:
        return False
    return True


def _sort_message(item: Item, channel_id: UUID, letters: _Sorted) -> None:
    message = read_message(item.body)
    said_at = message.said_at(item.received_at)
    if message.type in CHANGES:
        letters.changes.append(Change(said_at, item.id, channel_id, message.sender, message.wamid, read_change(message)))
    else:
        letters.messages.append(Said(said_at, item.id, channel_id, message))


def _waiting(item_id: int, wamid: str, received: Mapping[int, datetime]) -> Aside:
    if now() - received[item_id] > ORPHANED_AFTER:
        return Aside(item_id, LetterState.FAILED, ORPHAN)
    return Aside(item_id, LetterState.WAITING, waiting_for=wamid)
