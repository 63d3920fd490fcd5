"""WhatsApp ids and telephone numbers: nearly the same, and not quite."""

import re
from typing import Final

# E.164: a country's code, which never begins with a zero, and no more than fifteen digits in all.
_NUMBER: Final = re.compile(r"[1-9][0-9]{6,14}")


def e164_of(wa_id: str) -> str | None:
    """The number behind a WhatsApp id, if it can be one; a Brazilian mobile with the ninth digit that dialling it needs.

    WhatsApp has checked it when the account was made, so its form is enough: parsing it again would cost as
    much as storing the guest.
    """
    if not _NUMBER.fullmatch(wa_id):
        return None
    return "+" + (max(spellings(wa_id), key=len) if wa_id.startswith("55") else wa_id)


def spellings(wa_id: str) -> tuple[str, ...]:
    """The ids that one and the same guest may go by, this one first.

    Brazil's mobile numbers got a ninth digit; accounts older than it are still known without. Mexico's and
    Argentina's lost and gained a digit after the country's code in the same way.
    """
    return tuple(dict.fromkeys((wa_id, *_others(wa_id))))


def _others(wa_id: str) -> tuple[str, ...]:
    country, rest = wa_id[:2], wa_id[2:]
    if country == "55" and len(rest) == 11 and rest[2] == "9":
        return (f"55{rest[:2]}{rest[3:]}",)
    if country == "55" and len(rest) == 10 and rest[2] in "6789":
        return (f"55{rest[:2]}9{rest[2:]}",)
    return _with_and_without(wa_id, "52", "1") or _with_and_without(wa_id, "54", "9")


def _with_and_without(wa_id: str, country: str, digit: str) -> tuple[str, ...]:
    rest = wa_id.removeprefix(country)
    if rest == wa_id:
        return ()
    if len(rest) == 11 and rest.startswith(digit):
        return (country + rest[1:],)
    return (country + digit + rest,) if len(rest) == 10 else ()
