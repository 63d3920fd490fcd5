"""Writing down who did what inside a hotel."""

from typing import Any

import structlog

from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.ids import new_id
from app.core.permissions import Actor
from app.core.work import TenantWork


async def note(work: TenantWork, actor: Actor, action: str, *, reason: str | None = None, details: dict[str, Any] | None = None) -> None:
    """Keeps the deed in the hotel's book, in the same commit as the deed itself.

    `details` are names and ids for those who ask later, never secrets and never what guests said.
    """
    work.session.add(
        AuditEntry(
            tenant_id=work.tenant_id,
            id=new_id(),
            actor_id=actor.user_id,
            actor_role=actor.role.value,
            action=action,
            reason=reason,
            details=details or {},
            request_id=structlog.contextvars.get_contextvars().get("request_id"),
            at=now(),
        )
    )
    await work.session.flush()
