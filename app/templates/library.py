"""Four templates that every hotel needs, in three languages, worded for Meta's review: from booking to farewell."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from app.core.errors import NotFoundError
from app.templates.proposals import Proposal, Source

LANGUAGES: Final = ("pt_BR", "en", "es")
# As a guest's stay goes.
KEYS: Final = ("booking_confirmation", "checkin_reminder", "stay_welcome", "stay_review")
_WORDINGS: Final = Path(__file__).parent / "wordings"


class Ready(msgspec.Struct, frozen=True):
    """One template of ours in one language, ready to be handed in."""

    key: str
    language: str
    proposal: Proposal


@cache
def all_of(key: str) -> tuple[Ready, ...]:
    """In each language; raises `NotFoundError`."""
    if key not in KEYS:
        raise NotFoundError(key)
    told = tomllib.loads((_WORDINGS / f"{key}.toml").read_text(encoding="utf-8"))
    return tuple(Ready(key, language, _proposal(told, language)) for language in LANGUAGES)


def for_account(one: Ready, waba_id: str) -> Ready:
    return msgspec.structs.replace(one, proposal=msgspec.structs.replace(one.proposal, business_account_id=waba_id))


def _proposal(told: dict[str, Any], language: str) -> Proposal:
    said = told[language]
    examples = [{"param_name": name, "example": example} for name, example in said["examples"].items()]
    buttons = [{"type": "QUICK_REPLY", "text": text} for text in said["buttons"]]
    fallbacks = said["fallbacks"]
    return Proposal(
        name=told["key"],
        language=language,
        category=told["category"],
        components=[
            {"type": "HEADER", "format": "TEXT", "text": said["header"]},
            {"type": "BODY", "text": said["body"].strip(), "example": {"body_text_named_params": examples}},
            {"type": "FOOTER", "text": said["footer"]},
            {"type": "BUTTONS", "buttons": buttons},
        ],
        sources={f"body.{name}": Source(field, fallbacks.get(name)) for name, field in told["sources"].items()},
    )
