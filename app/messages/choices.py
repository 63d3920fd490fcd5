"""What a person may do with a message now: take it back, send it again, say what became of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from app.core.clock import now
from app.whatsapp import refusals
from app.whatsapp.status import MessageStatus

ASKED_AFTER: Final = timedelta(minutes=2)
"""Meta's receipts come within seconds; a message that none has named by then is a person's to decide."""


class Choice(StrEnum):
    """The doors of the same names under `/api/messages/{id}`."""

    CANCEL = "cancel"
    RETRY = "retry"
    DECIDE = "decide"


def of(status: str, *, error: Mapping[str, Any] | None = None, uncertain_since: datetime | None = None) -> list[Choice]:
    """For a message that this hotel sends from here. What is claimed at this very moment may be too late to cancel all the same."""
    match status:
        case MessageStatus.PENDING | MessageStatus.SCHEDULED:
            return [Choice.CANCEL]
        case MessageStatus.FAILED if may_be_repeated(error):
            return [Choice.RETRY]
        case MessageStatus.UNCERTAIN if uncertain_since is None or now() - uncertain_since >= ASKED_AFTER:
            return [Choice.DECIDE]
        case _:
            return []


def may_be_repeated(error: Mapping[str, Any] | None) -> bool:
    """Not what a guest has forbidden, nor what WhatsApp would count against the hotel."""
    kept = error or {}
    return refusals.of(int(kept.get("code", 0)), kept.get("subcode")).may_be_repeated
