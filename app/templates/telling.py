"""Telling a hotel's admins what became of a template: what stops one from being sent is a notice, and its end takes it down.

What waited for its end in the outbox goes then, too.
"""

from datetime import datetime
from typing import Any, Final

from app.core.work import TenantWork
from app.notices import service as notices
from app.notices.models import Severity
from app.notices.service import News
from app.outbox import holding
from app.templates.schemas import USABLE
from app.templates.service import Named

_QUIET: Final = frozenset({"PENDING", "IN_APPEAL"})
_SEVERITIES: Final = {
    "DISABLED": Severity.CRITICAL,
    "ARCHIVED": Severity.INFO,
    "DELETED": Severity.INFO,
    "PENDING_DELETION": Severity.INFO,
}
_BAD_QUALITY: Final = frozenset({"YELLOW", "RED"})


async def status(work: TenantWork, which: Named, now_is: str, reason: str | None, *, at: datetime) -> None:
    if now_is in USABLE:
        await notices.clear(work, "template-status", subject=which.meta_template_id, at=at)
        await holding.release_template(work, which.waba_id, f"{which.name}/{which.language}")
    elif now_is not in _QUIET:
        severity = _SEVERITIES.get(now_is, Severity.WARNING)
        details = _details(which) | {"status": now_is, "reason": reason or "?"}
        await notices.tell(work, News("template-status", which.meta_template_id, details, severity, at))


async def quality(work: TenantWork, which: Named, now_is: str, before: str | None, *, at: datetime) -> None:
    if now_is in _BAD_QUALITY:
        details = _details(which) | {"quality": now_is, "before": before}
        await notices.tell(work, News("template-quality", which.meta_template_id, details, Severity.WARNING, at))
    else:
        await notices.clear(work, "template-quality", subject=which.meta_template_id, at=at)


async def category(work: TenantWork, which: Named, now_is: str, before: str | None, *, at: datetime) -> None:
    await notices.clear(work, "template-category-soon", subject=which.meta_template_id, at=at)
    done = {"before": before or "?", "category": now_is}
    await notices.tell(work, News("template-category", which.meta_template_id, _details(which) | done, Severity.WARNING, at))


def _details(which: Named) -> dict[str, Any]:
    return {"name": which.name, "language": which.language}
