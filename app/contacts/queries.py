"""Reading guests."""

from uuid import UUID

from sqlalchemy import select

from app.contacts.models import Contact, ContactIdentity
from app.contacts.schemas import ContactView, IdentityView
from app.core.errors import NotFoundError
from app.core.permissions import Can
from app.core.work import TenantWork


async def get(work: TenantWork, contact_id: UUID) -> ContactView:
    """Raises `NotFoundError`. Whoever may read conversations may know who speaks in them."""
    work.actor.must(Can.READ_CONVERSATIONS)
    contact = await work.session.scalar(select(Contact).where(Contact.id == contact_id))
    if contact is None:
        raise NotFoundError(contact_id)
    named = await work.session.scalars(
        select(ContactIdentity)
        .where(ContactIdentity.contact_id == contact_id)
        .order_by(ContactIdentity.retired_at.desc().nulls_first(), ContactIdentity.created_at.desc(), ContactIdentity.kind)
    )
    return ContactView(
        id=contact.id,
        name=contact.name,
        profile_name=contact.profile_name,
        username=contact.username,
        phone=contact.phone,
        marketing_opted_out_at=contact.marketing_opted_out_at,
        identity_changed_at=contact.identity_changed_at,
        identities=[IdentityView(one.kind, one.value, one.created_at, one.retired_at) for one in named],
        created_at=contact.created_at,
        updated_at=contact.updated_at,
    )
