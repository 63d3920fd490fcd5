"""Message templates: made at Meta, judged by Meta, known here by what Meta tells."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from app.core.database import Base, TenantOwned


class Template(TenantOwned, Base):
    """One template in one language, which is what Meta gives an id to.

    Each facet has its own time, because Meta's news come in any order. `next_category` is what Meta will make of it at
    `next_category_at`. `explanation` is what Meta said about a refusal or a pause.
    """

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("tenant_id", "waba_id", "meta_template_id"),)

    waba_id: Mapped[str]
    meta_template_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    status: Mapped[str | None]
    status_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    explanation: Mapped[dict[str, Any] | None]
    category: Mapped[str | None]
    category_at: Mapped[datetime | None]
    next_category: Mapped[str | None]
    next_category_at: Mapped[datetime | None]
    quality: Mapped[str | None]
    quality_at: Mapped[datetime | None]
    components: Mapped[dict[str, Any] | None]
    components_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
