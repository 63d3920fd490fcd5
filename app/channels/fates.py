"""What becomes of an account: restricted, disabled, deleted, disconnected, and back again; its numbers stop and go on with it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from app.channels import facts, queries, standing
from app.channels.facts import Facet
from app.channels.models import Channel
from app.channels.others import keep_as_other
from app.channels.standing import DELETED, DISABLED, DISCONNECTED, RESTRICTED, Stop
from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.whatsapp.accounts import AccountUpdate
from app.whatsapp.fields import FieldEvent, when
from app.whatsapp.reading import read

# What Meta forbids when it forbids answering, too.
_ALL_MESSAGING: Final = frozenset({"RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "RESTRICTED_ALL_MESSAGING"})
_DEAD_TOKEN: Final = "meta-190"  # noqa: S105 - the key of a sentence
_NEWS: Final = frozenset((
    *("AD_ACCOUNT_LINKED", "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE", "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "MM_LITE_TERMS_SIGNED"),
    *("PARTNER_CLIENT_CERTIFICATION_NEEDED", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", "VERIFIED_ACCOUNT"),
    "VOLUME_BASED_PRICING_TIER_UPDATE",
))


class _Affair(msgspec.Struct, frozen=True):
    """One `account_update`, with the numbers it is about."""

    said: AccountUpdate
    event: FieldEvent
    waba_id: str
    numbers: Sequence[Channel]

    @property
    def ids(self) -> list[UUID]:
        return [number.id for number in self.numbers]

    @property
    def at(self) -> datetime:
        return self.event.said_at


async def account_update(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """In PARTNER_ events the entry is the business's portfolio, and the account stands inside (cloud-api 1.4)."""
    said = read(event.value, AccountUpdate)
    inside = said.waba_info.waba_id if said.waba_info else None
    waba_id = str(inside or event.waba_id)
    numbers = await queries.of_waba(work, waba_id)
    if said.phone_number:
        only = await queries.named(work, waba_id, said.phone_number)
        numbers = [only] if only else numbers
    affair = _Affair(said, event, waba_id, numbers)
    if said.event in _NEWS:
        await _news(work, affair)
    elif said.event in _FATES:
        await _FATES[said.event](work, affair)
    else:
        await keep_as_other(work, event, said.event)


async def _disabled(work: TenantWork, affair: _Affair) -> None:
    ban = affair.said.ban_info
    state = (ban.waba_ban_state if ban else None) or "DISABLE"
    if state == "REINSTATE":
        await notices.clear(work, DISABLED, subject=affair.waba_id, at=affair.at)
        await standing.go_on(work, affair.ids, at=affair.at, after=[DISABLED, RESTRICTED, "meta-368", "meta-131031"])
        return
    date = str(ban.waba_ban_date) if ban and ban.waba_ban_date else None
    await _tell(work, DISABLED, affair, state=state, date=date)
    if state == "DISABLE":
        await standing.stop(work, affair.ids, Stop(DISABLED, at=affair.at))


async def _restricted(work: TenantWork, affair: _Affair) -> None:
    """Some restrictions stop only what the hotel begins; one that stops answers too stops the numbers, until its end if it has one."""
    told = [{"type": one.restriction_type, "expires_at": when(one.expiration)} for one in affair.said.restriction_info]
    applied = await facts.note(work, affair.ids, Facet.RESTRICTIONS, {"restrictions": told}, at=affair.at)
    if not told:
        await notices.clear(work, RESTRICTED, subject=affair.waba_id, at=affair.at)
        await standing.go_on(work, affair.ids, at=affair.at, after=[RESTRICTED])
        return
    await _tell(work, RESTRICTED, affair, restrictions=", ".join(str(one["type"]) for one in told), until=told)
    ends = [when(one.expiration) for one in affair.said.restriction_info if one.restriction_type in _ALL_MESSAGING]
    known = [end for end in ends if end]
    if len(known) < len(ends):
        await standing.stop(work, list(applied), Stop(RESTRICTED, at=affair.at))
    elif known:
        await standing.hold(work, list(applied), max(known))


async def _violated(work: TenantWork, affair: _Affair) -> None:
    violation = affair.said.violation_info
    details = {"account": affair.waba_id, "violation": (violation.violation_type if violation else None) or "?"}
    await notices.tell(work, News("account-violation", affair.waba_id, details, Severity.WARNING, affair.at))


async def _deleted(work: TenantWork, affair: _Affair) -> None:
    await _tell(work, DELETED, affair)
    await standing.stop(work, affair.ids, Stop(DELETED, at=affair.at))


async def _disconnected(work: TenantWork, affair: _Affair) -> None:
    why = affair.said.disconnection_info
    await _tell(work, DISCONNECTED, affair, reason=why.reason if why else None, by=why.initiated_by if why else None)
    await standing.stop(work, affair.ids, Stop(DISCONNECTED, at=affair.at))


async def _connected(work: TenantWork, affair: _Affair) -> None:
    """With the token that there is: if it is dead, the next message says so, and nothing is lost by trying."""
    await notices.clear(work, DISCONNECTED, subject=affair.waba_id, at=affair.at)
    await standing.go_on(work, affair.ids, at=affair.at, after=[DISCONNECTED, _DEAD_TOKEN])
    await _news(work, affair)


async def _news(work: TenantWork, affair: _Affair) -> None:
    data = msgspec.json.decode(affair.event.value)
    details = {"account": affair.waba_id, "event": affair.said.event, "data": data}
    subject = f"{affair.waba_id} {affair.said.event}"
    await notices.tell(work, News("account-news", subject, details, Severity.INFO, affair.at))


async def _tell(work: TenantWork, kind: str, affair: _Affair, **details: Any) -> None:
    told = {"account": affair.waba_id, "event": affair.said.event} | details
    await notices.tell(work, News(kind, affair.waba_id, told, Severity.CRITICAL, affair.at))


_FATES: Final[Mapping[str, Callable[[TenantWork, _Affair], Awaitable[None]]]] = {
    "DISABLED_UPDATE": _disabled,
    "ACCOUNT_RESTRICTION": _restricted,
    "ACCOUNT_VIOLATION": _violated,
    "ACCOUNT_DELETED": _deleted,
    "PARTNER_REMOVED": _disconnected,
    "PARTNER_APP_UNINSTALLED": _disconnected,
    "ACCOUNT_OFFBOARDED": _disconnected,
    "PARTNER_ADDED": _connected,
    "PARTNER_APP_INSTALLED": _connected,
    "ACCOUNT_RECONNECTED": _connected,
}
