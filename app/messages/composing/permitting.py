"""What must not be said to a guest, whatever the window: marketing to who wants none, codes to who shows no number."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, exists, select

from app.contacts.models import Contact, ContactIdentity, IdentityKind
from app.core.checks import Flaw
from app.core.forms import refuse
from app.core.work import TenantWork
from app.messages.composing.drafts import FIELD

MARKETING: Final = "MARKETING"
AUTHENTICATION: Final = "AUTHENTICATION"


async def check(work: TenantWork, contact_id: UUID, kind: str, content: Mapping[str, Any]) -> None:
    """`content` as it is stored. Raises `ValidationFailedError`."""
    refuse(await flaws(work, contact_id, kind, content))


async def flaws(work: TenantWork, contact_id: UUID, kind: str, content: Mapping[str, Any]) -> list[Flaw]:
    """Why not; nothing for everything that may be said. Asks the tables for templates alone."""
    category = content["template"].get("category") if kind == "template" else None
    if category not in {MARKETING, AUTHENTICATION}:
        return []
    asked = select(Contact.marketing_opted_out_at, _has(IdentityKind.WA_ID).label("has_number")).where(Contact.id == contact_id)
    return list(_flaws(category, (await work.session.execute(asked)).one()))


def _flaws(category: str | None, guest: Row[Any]) -> Iterator[Flaw]:
    if category == MARKETING and guest.marketing_opted_out_at is not None:
        yield Flaw(FIELD, "opted_out", "detail-opted-out")
    # Meta refuses these with 131062: what is tapped or copied must reach the number that it was made for.
    if category == AUTHENTICATION and not guest.has_number:
        yield Flaw(FIELD, "needs_phone", "detail-needs-phone")


def _has(kind: IdentityKind) -> Any:  # noqa: ANN401 - a column of the query
    return exists().where(
        ContactIdentity.tenant_id == Contact.tenant_id,
        ContactIdentity.contact_id == Contact.id,
        ContactIdentity.kind == kind.value,
        ContactIdentity.retired_at.is_(None),
    )
