"""Reading people."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from app.core.errors import NotFoundError
from app.core.work import TenantWork, Work
from app.users.models import Operator, User
from app.users.schemas import PersonView

# A function of recado_search: the house itself reads no e-mails and no hashes.
_CANDIDATES = text("SELECT tenant_id, user_id, password_hash FROM sign_in_candidates(cast(:email AS citext), :tenant_id)")


async def get(work: TenantWork, user_id: UUID) -> User:
    user = await work.session.get(User, (work.tenant_id, user_id))
    if user is None:
        raise NotFoundError(user_id)
    return user


async def everybody(work: TenantWork) -> Sequence[User]:
    """The hotel's people by name."""
    return (await work.session.scalars(select(User).order_by(User.name, User.id))).all()


async def get_operator(work: Work, operator_id: UUID) -> Operator:
    operator = await work.session.get(Operator, operator_id)
    if operator is None:
        raise NotFoundError(operator_id)
    return operator


async def find_operator(work: Work, email: str) -> Operator | None:
    return await work.session.scalar(select(Operator).where(Operator.email == email))


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who may be at the desk; `tenant_id` is None for a super admin."""

    tenant_id: UUID | None
    person_id: UUID
    password_hash: str


async def find_candidate(work: Work, email: str, tenant_id: UUID | None) -> Candidate | None:
    """Whose e-mail it is: in this hotel, or among the operators when none is named."""
    if tenant_id is None:
        operator = await find_operator(work, email)
        return Candidate(None, operator.id, operator.password_hash) if operator else None
    found = await work.session.execute(_CANDIDATES, {"email": email, "tenant_id": tenant_id})
    row = found.one_or_none()
    return Candidate(row.tenant_id, row.user_id, row.password_hash) if row else None


async def get_person(work: Work, person_id: UUID, tenant_id: UUID | None) -> PersonView:
    """A user, seen by stepping behind the hotel's walls for a moment, or an operator."""
    if tenant_id is None:
        return PersonView.of(await get_operator(work, person_id))
    async with work.as_tenant(tenant_id) as inside:
        return PersonView.of(await get(inside, person_id))
