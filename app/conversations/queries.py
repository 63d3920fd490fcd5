"""Reading conversations: one summary, the set of a worker, the pages of a list."""

from collections.abc import Collection, Sequence
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, Uuid, any_, bindparam, func, literal, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.channels.models import Channel
from app.conversations.models import Conversation, ConversationStatus
from app.conversations.schemas import ConversationView
from app.conversations.summaries import SUMMARY
from app.core.errors import NotFoundError
from app.core.pages import MOST_COUNTED, Place
from app.core.permissions import Actor, Can
from app.core.work import TenantWork, Work

MOST_GUESTS_FOUND: Final = 1000


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; None means "all". `assigned_to` may be "none"."""

    status: ConversationStatus | None = None
    assigned_to: UUID | Literal["none"] | None = None
    unread: bool | None = None
    label: str | None = None
    q: str | None = None
    archived: bool = False


def visible_to(work: TenantWork) -> ColumnElement[bool]:
    """Which of the hotel's conversations the actor may see: a part of every query that reads for somebody.

    Raises `PermissionDeniedError` for a role that sees none.
    """
    work.actor.must(Can.READ_CONVERSATIONS)
    return true()


async def get(work: TenantWork, conversation_id: UUID) -> ConversationView:
    """Raises `NotFoundError` for what the actor may not see, also when it does not exist."""
    found = (await work.session.execute(SUMMARY.where(Conversation.id == conversation_id, visible_to(work)))).one_or_none()
    if found is None:
        raise NotFoundError(conversation_id)
    return ConversationView.of(found)


async def channel_of(work: TenantWork, conversation_id: UUID) -> UUID:
    """The number of a conversation that the actor may see; raises `NotFoundError`."""
    channel_id = await work.session.scalar(select(Conversation.channel_id).where(Conversation.id == conversation_id, visible_to(work)))
    if channel_id is None:
        raise NotFoundError(conversation_id)
    return channel_id


def audible_to(actor: Actor, channel_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Which of the hotel's numbers the actor may hear live: those whose conversations they may see."""
    return channel_ids if actor.may(Can.READ_CONVERSATIONS) else ()


async def visible_channels(work: TenantWork) -> Sequence[UUID]:
    """The hotel's numbers whose conversations the actor may see."""
    found = await work.session.scalars(select(Channel.id).order_by(Channel.id))
    return audible_to(work.actor, found.all())


async def numbers_of(work: Work, tenant_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The numbers of many hotels at once, for the house's own rounds."""
    among = Channel.tenant_id == any_(literal(list(tenant_ids), ARRAY(Uuid)))
    numbers: dict[UUID, list[UUID]] = {}
    for tenant_id, channel_id in await work.session.execute(select(Channel.tenant_id, Channel.id).where(among)):
        numbers.setdefault(tenant_id, []).append(channel_id)
    return numbers


async def unread(work: TenantWork) -> int:
    """How many messages wait to be read in what the actor may see."""
    if not work.actor.may(Can.READ_CONVERSATIONS):
        return 0
    asked = select(func.coalesce(func.sum(Conversation.unread_count), 0)).where(Conversation.unread_count > 0, visible_to(work))
    return int(await work.session.scalar(asked) or 0)


async def page(work: TenantWork, wanted: Wanted, *, limit: int, after: Place | None = None, offset: int = 0) -> list[ConversationView]:
    """Newest activity first; one more than `limit` when there is more to come.

    The ids are found first, by the index, and only they are dressed: the planner must not be
    tempted to join the whole house.
    """
    ids = select(Conversation.id).where(*_conditions(work, wanted)).order_by(*_NEWEST_FIRST).limit(limit + 1).offset(offset)
    if after is not None:
        ids = ids.where(tuple_(Conversation.last_activity_at, Conversation.id) < tuple_(literal(after.at), literal(after.id)))
    found_ids = ids.cte("found_ids")
    found = await work.session.execute(SUMMARY.join(found_ids, found_ids.c.id == Conversation.id).order_by(*_NEWEST_FIRST))
    return [ConversationView.of(row) for row in found]


async def count(work: TenantWork, wanted: Wanted) -> int:
    """How many there are, but never counted further than one over `MOST_COUNTED`."""
    some = select(literal(1)).select_from(Conversation).where(*_conditions(work, wanted)).limit(MOST_COUNTED + 1).subquery()
    return await work.session.scalar(select(func.count()).select_from(some)) or 0


async def summaries(work: TenantWork, conversation_ids: Collection[UUID]) -> list[ConversationView]:
    """What clients see of these conversations, in the order of their ids; one query for the set.

    Asks nobody's rights: it renders what a commit announces. Readers come through `get` and `page`.
    """
    return await _dressed(work, conversation_ids, _SET)


async def visible_summaries(work: TenantWork, conversation_ids: Collection[UUID]) -> list[ConversationView]:
    """Those of the set that the actor may see now; one query."""
    return await _dressed(work, conversation_ids, _SET.where(visible_to(work)))


async def _dressed(work: TenantWork, conversation_ids: Collection[UUID], asked: Select[Any]) -> list[ConversationView]:
    if not conversation_ids:
        return []
    found = await work.session.execute(asked, {"conversation_ids": list(conversation_ids)})
    return [ConversationView.of(row) for row in found]


def _conditions(work: TenantWork, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [visible_to(work), Conversation.archived == wanted.archived]
    if wanted.status is not None:
        conditions.append(Conversation.status == wanted.status.value)
    if wanted.assigned_to is not None:
        nobody = wanted.assigned_to == "none"
        conditions.append(Conversation.assigned_to.is_(None) if nobody else Conversation.assigned_to == wanted.assigned_to)
    if wanted.unread is not None:
        conditions.append(Conversation.unread_count > 0 if wanted.unread else Conversation.unread_count == 0)
    return conditions + _found_by_words(wanted)


def _found_by_words(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.label:
        conditions.append(Conversation.labels.contains([wanted.label]))
    if wanted.q and wanted.q.strip():
        guests = func.search_contacts(wanted.q.strip(), MOST_GUESTS_FOUND).table_valued("contact_id")
        conditions.append(Conversation.contact_id.in_(select(guests.c.contact_id)))
    return conditions


# Built once: making a statement this large, and finding that it is known, costs SQLAlchemy more than asking it.
_SET: Final = SUMMARY.where(Conversation.id == any_(bindparam("conversation_ids", type_=ARRAY(Uuid)))).order_by(Conversation.id)
_NEWEST_FIRST: Final = (Conversation.last_activity_at.desc(), Conversation.id.desc())
