"""Changing what is to be said later, and taking it back: for as long as it has not been said."""

from typing import Any, cast
from uuid import UUID

from msgspec import UNSET
from sqlalchemy import delete, select

from app.core.errors import ConflictError
from app.core.permissions import Can
from app.core.work import TenantWork
from app.media.models import Media
from app.messages import events
from app.messages.composing import drafts, dressing, later, speaking
from app.messages.composing.drafts import Kind, SendMessage
from app.messages.composing.later import Schedule
from app.messages.models import Message
from app.schedules import queries
from app.schedules.schemas import ChangeScheduled
from app.whatsapp.status import MessageStatus


async def change(work: TenantWork, message_id: UUID, wanted: ChangeScheduled) -> Message:
    """Another time or other words. Raises `NotFoundError`, `ValidationFailedError`, and `ConflictError` once it was said or taken back."""
    work.actor.must(Can.CHAT)
    message = await _locked(work, message_id)
    if message.status != MessageStatus.SCHEDULED:
        raise ConflictError
    if wanted.content is not UNSET:
        await _reword(work, message, wanted.content)
    if schedule := _schedule(message.schedule or {}, wanted):
        plan = await later.planned(work, schedule, "body")
        message.fires_at, message.schedule = plan.fires_at, plan.kept
        if plan.awaits_guest:
            (await speaking.hold(work, message.conversation_id)).awaits_guest = True
    await work.session.flush()
    events.scheduled(work, [message])
    return message


async def take_back(work: TenantWork, message_id: UUID) -> Message:
    """Nobody will say it. Again is no fault. Raises `NotFoundError`, and `ConflictError` once it was said."""
    work.actor.must(Can.CHAT)
    message = await _locked(work, message_id)
    if message.status == MessageStatus.SCHEDULED:
        await later.take_back(work, message)
    elif message.status != MessageStatus.CANCELLED:
        raise ConflictError
    return message


async def _locked(work: TenantWork, message_id: UUID) -> Message:
    """The conversation first, as whoever fires it locks them."""
    message = await queries.get(work, message_id)
    await speaking.hold(work, message.conversation_id)
    again = select(Message).where(Message.id == message_id).with_for_update().execution_options(populate_existing=True)
    locked: Message = (await work.session.scalars(again)).one()
    return locked


async def _reword(work: TenantWork, message: Message, content: Any) -> None:  # noqa: ANN401 - JSON, as it came
    """As if it were written now. The files that it had are no longer its own."""
    draft = drafts.checked(SendMessage(type=cast("Kind", message.message_type), content=content))
    await work.session.execute(delete(Media).where(Media.message_id == message.id))
    message.content = await dressing.dressed(work, await speaking.hold(work, message.conversation_id), message.id, draft)


def _schedule(kept: dict[str, Any], wanted: ChangeScheduled) -> Schedule | None:
    """The schedule as it would have been asked for; None when it stays as it is."""
    named = {name: value for name in ("at", "timezone", "when", "until") if (value := getattr(wanted, name)) is not UNSET}
    if not named:
        return None
    if "at" in named or "when" in named:
        return Schedule(**({"timezone": kept.get("timezone")} | named))
    if "when" in kept:
        return Schedule(**({"when": kept["when"], "until": kept["until"], "timezone": kept["timezone"]} | named))
    return Schedule(**({"at": kept.get("local") or kept["at"]} | named))
