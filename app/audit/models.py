"""What was done inside a tenant by somebody who must answer for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.database import Base, TenantOwned


class AuditEntry(TenantOwned, Base):
    """One deed; `reason` is what a super admin said when stepping in."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_at", "tenant_id", "at"),)

    actor_id: Mapped[UUID]
    actor_role: Mapped[str]
    action: Mapped[str]
    reason: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]
    at: Mapped[datetime]
