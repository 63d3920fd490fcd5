"""Whether a number may send: stopped by a dead token or by Meta's word, and going on. What guests write is stored all the same."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import ColumnElement, func, or_, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.channels import events
from app.channels.models import Channel, ChannelStatus
from app.core.clock import now
from app.core.queue import Queue
from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.whatsapp import refusals

log = structlog.get_logger()

CANNOT_SEND: Final = "number-cannot-send"
DISABLED: Final = "account-disabled"
DISCONNECTED: Final = "account-disconnected"
RESTRICTED: Final = "account-restricted"
DELETED: Final = "account-deleted"


class Stop(msgspec.Struct, frozen=True):
    """Why a number cannot send: the key of a sentence, Meta's code if it was one, and since when."""

    because: str
    code: int | None = None
    at: datetime = msgspec.field(default_factory=now)

    @classmethod
    def of(cls, code: int, subcode: int | None = None) -> "Stop":
        return cls(refusals.of(code, subcode).sentence, code)


async def stop(work: TenantWork, channel_ids: Collection[UUID], why: Stop, *, seen: datetime | None = None) -> None:
    """These numbers cannot send until somebody connects them again, or Meta says so; their letters wait.

    Not one that was changed since it was `seen` for the call: that was the old token's refusal. Nor one of which
    something newer than `why.at` is known.
    """
    unchanged = [Channel.updated_at == seen] if seen else []
    stopped = update(Channel).where(
        *_known(channel_ids, why.at), Channel.status == ChannelStatus.CONNECTED.value, *unchanged
    ).values(
        status=ChannelStatus.CANNOT_SEND.value,
        cannot_send_since=why.at,
        cannot_send_because=why.because,
        cannot_send_code=why.code,
        standing_at=why.at,
    )  # fmt: skip
    for channel in await _changed(work, stopped.returning(Channel)):
        log.warning("channel.cannot_send", channel_id=str(channel.id), because=why.because, code=why.code)
        details = {"number": channel.display_phone_number, "because": why.because, "code": why.code}
        await notices.post(work, CANNOT_SEND, subject=channel.phone_number_id, details=details, severity=Severity.CRITICAL)


async def go_on(work: TenantWork, channel_ids: Collection[UUID], *, at: datetime | None = None, after: Collection[str] = ()) -> None:
    """These numbers can send again, and what waited goes, in its order.

    With `after` only those that were stopped for one of these reasons; with `at` not those of which something newer is known.
    """
    moment = at or now()
    # Also of one that sends already: what stopped it before then may be told after.
    latest = func.greatest(Channel.standing_at, moment)
    sending = (Channel.id.in_(channel_ids), Channel.status == ChannelStatus.CONNECTED.value)
    await work.session.execute(update(Channel).where(*sending).values(standing_at=latest))
    reasons = [or_(Channel.cannot_send_because.in_(after), Channel.cannot_send_because.is_(None))] if after else []
    resumed = update(Channel).where(*_known(channel_ids, moment), Channel.status != ChannelStatus.CONNECTED.value, *reasons).values(
        status=ChannelStatus.CONNECTED.value,
        held_until=None,
        cannot_send_since=None,
        cannot_send_because=None,
        cannot_send_code=None,
        standing_at=moment,
    )  # fmt: skip
    for channel in await _changed(work, resumed.returning(Channel)):
        await notices.clear(work, CANNOT_SEND, subject=channel.phone_number_id)
        wake_sender(work, channel.id)


async def hold(work: TenantWork, channel_ids: Collection[UUID], until: datetime) -> None:
    """Nothing of them goes before then; it passes by itself."""
    later = func.greatest(Channel.held_until, until)
    await work.session.execute(update(Channel).where(Channel.id.in_(channel_ids)).values(held_until=later))


def wake_sender(work: TenantWork, channel_id: UUID) -> None:
    """What waited for a live token goes out now."""
    work.enqueue(Queue.OUTBOUND, "drain_channel", tenant_id=work.tenant_id, channel_id=channel_id)


def _known(channel_ids: Collection[UUID], at: datetime) -> list[ColumnElement[bool]]:
    return [Channel.id.in_(channel_ids), or_(Channel.standing_at.is_(None), Channel.standing_at <= at)]


async def _changed(work: TenantWork, statement: ReturningUpdate[Channel]) -> Sequence[Channel]:
    found = (await work.session.scalars(statement.execution_options(populate_existing=True))).all()
    for channel in found:
        events.changed(work, channel)
    return found
