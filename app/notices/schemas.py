"""Notices as they travel: the sentence in the reader's language, and the data behind it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from babel.dates import format_date

from app.core.i18n import text
from app.notices.models import HouseNotice, Notice, NoticeState, Severity

BECAUSE: Final = "because"
"""The detail that is itself the key of a sentence: why it is so."""


class NoticeView(msgspec.Struct, frozen=True):
    """A notice. `message` is for people, in the language that was asked for; `kind` and `details` are for programs.

    `count`: how often it was told since `opened_at`. `closed_by` is null when the opposite event closed it.
    """

    id: UUID
    kind: str
    subject: str
    severity: Severity
    state: NoticeState
    message: str
    details: dict[str, Any]
    count: int
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None
    closed_by: UUID | None

    @classmethod
    def of(cls, row: Notice | HouseNotice, locale: str) -> "NoticeView":
        return cls(
            id=row.id,
            kind=row.kind,
            subject=row.subject,
            severity=Severity(row.severity),
            state=NoticeState(row.state),
            message=sentence(locale, row.kind, row.details),
            details=row.details,
            count=row.count,
            opened_at=row.opened_at,
            last_at=row.last_at,
            closed_at=row.closed_at,
            closed_by=row.closed_by,
        )


class NoticesView(msgspec.Struct, frozen=True):
    """The newest first. `open_count` and `worst` are of all that are open, whatever the page shows."""

    data: list[NoticeView]
    open_count: int
    worst: Severity | None


def sentence(locale: str, kind: str, details: Mapping[str, Any]) -> str:
    """What a notice says; one whose words are missing still says its kind. `$x_said` is Meta's own name in `$x`, in words."""
    words = {name: _word(locale, name, value, details) for name, value in details.items() if isinstance(value, str | int)}
    said = {f"{name}_said": _said(locale, word) for name, word in words.items()}
    return text(locale, f"notice-{kind}", **said, **words)


def _word(locale: str, name: str, value: str | int, details: Mapping[str, Any]) -> str | int:
    if name == BECAUSE:
        return text(locale, str(value), code=str(details.get("code", "")))
    if name.endswith("_at") and isinstance(value, str):
        return _day(locale, value)
    # Digits are names here (of numbers, accounts, templates), which no language groups by thousands.
    return value if isinstance(value, str) or abs(value) < 1000 else str(value)


def _said(locale: str, word: str | int) -> str:
    """Also of several; what we have no words for stays as Meta says it."""
    return ", ".join(_in_words(locale, name) for name in str(word).split(", "))


def _in_words(locale: str, name: str) -> str:
    key = "meta-" + name.lower().replace("_", "-").replace(" ", "-")
    return name if (said := text(locale, key)) == key else said


def _day(locale: str, value: str) -> str:
    try:
        return str(format_date(datetime.fromisoformat(value), format="long", locale=locale.replace("-", "_")))
    except ValueError:
        return value
