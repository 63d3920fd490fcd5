"""WhatsApp ids and telephone numbers: nearly the same, and not quite."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat


def e164_of(wa_id: str) -> str | None:
    """The number behind a WhatsApp id, if it can be one; a Brazilian mobile with the ninth digit that dialling it needs."""
    if not (wa_id.isascii() and wa_id.isdigit()):
        return None
    try:
        parsed = phonenumbers.parse("+" + _dialled(wa_id))
    except NumberParseException:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if phonenumbers.is_possible_number(parsed) else None


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


def _dialled(wa_id: str) -> str:
    spelled = spellings(wa_id)
    return max(spelled, key=len) if wa_id.startswith("55") else wa_id
