"""What else must wait when Meta refuses a message: its number, account, guest, template, the campaigns, or all that is billed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from app.channels import standing
from app.channels.models import Channel
from app.channels.standing import Stop
from app.core.clock import now
from app.core.work import TenantWork
from app.messages.sending import suspending
from app.notices import service as notices
from app.notices.models import Severity
from app.outbox import holding
from app.whatsapp import refusals
from app.whatsapp.refusal import Holds, Refusal

HELD: Final = "sending-held"
"""The notice for those who run the hotel: part of what a number sends waits until somebody has acted."""

UNPAID: Final = 131042
"""Meta's code for an account that has to be paid (cloud-api 6.3)."""

_LETTERS = text("""
SELECT o.id, o.conversation_id, o.lane, o.template, c.waba_id, c.phone_number_id, c.display_phone_number
  FROM outbox o JOIN channels c ON c.tenant_id = o.tenant_id AND c.id = o.channel_id
 WHERE o.tenant_id = :tenant_id AND o.id = ANY(cast(:ids AS uuid[]))
""")


class Letter(msgspec.Struct, frozen=True):
    """What the letterbox knows of a message; `template` is `name/language`."""

    id: UUID
    conversation_id: UUID
    lane: int
    template: str | None
    waba_id: str
    phone_number_id: str
    display_phone_number: str | None


class Halt(msgspec.Struct, frozen=True):
    """One refusal that holds more than its message, for `rest` seconds. `seen`: when the number that was told was last changed."""

    letter: Letter
    code: int
    subcode: int | None = None
    rest: float = 0
    parks: bool = False
    seen: datetime | None = None
    at: datetime = msgspec.field(default_factory=now)

    @property
    def refusal(self) -> Refusal:
        return refusals.of(self.code, self.subcode)


async def letters(work: TenantWork, message_ids: Iterable[UUID]) -> dict[UUID, Letter]:
    """Those of the set that still have a letter."""
    ids = sorted(message_ids)
    if not ids:
        return {}
    found = await work.session.execute(_LETTERS, {"tenant_id": work.tenant_id, "ids": ids})
    return {row.id: Letter(**row._mapping) for row in found}  # noqa: SLF001 - SQLAlchemy's public name for it


async def carry_out(work: TenantWork, channel_id: UUID, halts: Sequence[Halt]) -> None:
    """All of one number's, from one set of answers."""
    parking = next((halt for halt in halts if halt.parks), None)
    if parking:
        await standing.stop(work, [channel_id], Stop(parking.refusal.sentence, parking.code, at=parking.at), seen=parking.seen)
    for held, whole_waba in ((Holds.NUMBER, False), (Holds.WABA, True)):
        if wait := _longest(halts, held):
            await holding.hold(work, channel_id, wait, whole_waba=whole_waba)
    if wait := _longest(halts, Holds.CAMPAIGNS):
        await holding.hold_campaigns(work, channel_id, wait)
    await _hold_guests(work, halts)
    await _hold_templates(work, channel_id, halts)
    await _hold_billed(work, channel_id, halts)
    await _tell(work, halts)


async def paid(work: TenantWork, channel_id: UUID) -> None:
    """One of those that waited for Meta's money has gone, so the others may."""
    waba_id = await work.session.scalar(select(Channel.waba_id).where(Channel.id == channel_id))
    if waba_id is not None:
        await holding.release_unpaid(work, waba_id)
        await notices.clear(work, HELD, subject=f"{waba_id} {UNPAID}")


async def _hold_guests(work: TenantWork, halts: Sequence[Halt]) -> None:
    waits: dict[UUID, float] = {}
    for halt in _those(halts, Holds.GUEST):
        waits[halt.letter.conversation_id] = max(halt.rest, waits.get(halt.letter.conversation_id, 0))
    if waits:
        await holding.hold_guests(work, waits)


async def _hold_templates(work: TenantWork, channel_id: UUID, halts: Sequence[Halt]) -> None:
    by_name = {halt.letter.template: halt for halt in _those(halts, Holds.TEMPLATE) if halt.letter.template}
    for template, halt in sorted(by_name.items()):
        await holding.hold_template(work, channel_id, str(template), halt.rest)
        await suspending.note(work, halt.letter.waba_id, str(template), halt.code, at=halt.at)


async def _hold_billed(work: TenantWork, channel_id: UUID, halts: Sequence[Halt]) -> None:
    """Each template is billed, and none will go; what people answer may be free, so it is asked of each message anew."""
    unpaid = [halt for halt in _those(halts, Holds.PAYMENT) if halt.letter.template]
    if unpaid:
        await holding.hold_templates(work, channel_id, max(halt.rest for halt in unpaid))


async def _tell(work: TenantWork, halts: Sequence[Halt]) -> None:
    """What a person has to put right, once for each code; templates have a notice of their own."""
    told = {halt.code: halt for halt in halts if halt.refusal.holds in {Holds.CAMPAIGNS, Holds.PAYMENT} and halt.rest}
    for code, halt in sorted(told.items()):
        number = halt.letter.display_phone_number or halt.letter.phone_number_id
        details: dict[str, Any] = {"number": number, "because": halt.refusal.sentence, "code": code}
        is_unpaid = halt.refusal.holds is Holds.PAYMENT
        subject = f"{halt.letter.waba_id if is_unpaid else halt.letter.phone_number_id} {code}"
        severity = Severity.CRITICAL if is_unpaid else Severity.WARNING
        await notices.post(work, HELD, subject=subject, details=details, severity=severity)


def _those(halts: Sequence[Halt], held: Holds) -> list[Halt]:
    return [halt for halt in halts if halt.refusal.holds is held and halt.rest]


def _longest(halts: Sequence[Halt], held: Holds) -> float:
    return max((halt.rest for halt in _those(halts, held)), default=0)
