"""Taking people on, and their passwords."""

import msgspec
from sqlalchemy import and_, update
from sqlalchemy.dialects.postgresql import insert

from app.core.clock import now
from app.core.crypto import Passwords
from app.core.errors import ConflictError
from app.core.ids import new_id
from app.core.permissions import Role
from app.core.work import TenantWork, Work
from app.users.models import Operator, User
from app.users.queries import Candidate


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody about to work for a hotel; a password made by others must be changed at once."""

    name: str
    email: str
    role: Role
    password_hash: str
    must_change_password: bool = False


async def take_on(work: TenantWork, newcomer: Newcomer) -> User:
    """Raises `ConflictError` when the hotel has somebody with this e-mail already."""
    moment = now()
    statement = (
        insert(User)
        .values(
            tenant_id=work.tenant_id,
            id=new_id(),
            name=newcomer.name,
            email=newcomer.email,
            role=newcomer.role.value,
            password_hash=newcomer.password_hash,
            must_change_password=newcomer.must_change_password,
            is_active=True,
            created_at=moment,
            updated_at=moment,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "email"])
        .returning(User)
    )
    user = await work.session.scalar(statement)
    if user is None:
        raise ConflictError
    return user


async def change_password(work: Work, who: Candidate, password_hash: str) -> None:
    """A password of the person's own choice: no longer one that must be changed."""
    await _write_password(work, who, password_hash=password_hash, must_change_password=False)


async def renew_hash(work: Work, who: Candidate, password_hash: str) -> None:
    """The same password, hashed with today's settings."""
    await _write_password(work, who, password_hash=password_hash)


async def create_operator(work: Work, *, email: str, name: str, password: str, passwords: Passwords | None = None) -> Operator:
    """A new super admin. Raises `ConflictError` when one has this e-mail already."""
    moment = now()
    statement = (
        insert(Operator)
        .values(
            id=new_id(),
            name=name,
            email=email.strip(),
            password_hash=await (passwords or Passwords()).hash(password),
            must_change_password=False,
            created_at=moment,
            updated_at=moment,
        )
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(Operator)
    )
    operator = await work.session.scalar(statement)
    if operator is None:
        raise ConflictError
    return operator


async def _write_password(work: Work, who: Candidate, **columns: str | bool) -> None:
    if who.tenant_id is None:
        await work.session.execute(update(Operator).where(Operator.id == who.person_id).values(**columns, updated_at=now()))
        return
    async with work.as_tenant(who.tenant_id) as inside:
        mine = and_(User.tenant_id == inside.tenant_id, User.id == who.person_id)
        await inside.session.execute(update(User).where(mine).values(**columns, updated_at=now()))
