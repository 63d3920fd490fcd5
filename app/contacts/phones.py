"""WhatsApp ids and telephone numbers: nearly the same, and not quite."""

import re
from functools import lru_cache
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

# E.164: a country's code, which never begins with a zero, and no more than fifteen digits in all.
_NUMBER: Final = re.compile(r"[1-9][0-9]{6,14}")


def e164_of(wa_id: str) -> str | None:
    """The number behind a WhatsApp id, if it can be one, as it is dialled: a Brazilian mobile with its ninth digit, a Mexican
    one without the 1 that was dropped in 2019.

    Countries and lengths are those of `phonenumbers`; its own parser would cost more than storing the guest, and adds
    nothing to what WhatsApp has checked when the account was made.
    """
    if not _NUMBER.fullmatch(wa_id):
        return None
    dialled = _dialled(wa_id)
    code = next((code for code in (dialled[:1], dialled[:2], dialled[:3]) if int(code) in COUNTRY_CODE_TO_REGION_CODE), None)
    return "+" + dialled if code and len(dialled) - len(code) in _lengths(int(code)) else None


def spellings(wa_id: str) -> tuple[str, ...]:
    """The ids that one and the same guest may go by, this one first.

    Brazil's mobile numbers got a ninth digit; accounts older than it are still known without. Mexico's and
    Argentina's lost and gained a digit after the country's code in the same way.
    """
    return tuple(dict.fromkeys((wa_id, *_others(wa_id))))


def are_one_number(one: str, other: str) -> bool:
    """Whether these ids are two spellings of one number."""
    return other in spellings(one)


@lru_cache
def _lengths(code: int) -> frozenset[int]:
    """How many digits numbers of this country (or of those that share its code) have after the code."""
    found: set[int] = set()
    for region in COUNTRY_CODE_TO_REGION_CODE[code]:
        metadata = (
            PhoneMetadata.metadata_for_nongeo_region(code, None) if region == "001" else PhoneMetadata.metadata_for_region(region, None)
        )
        if metadata and metadata.general_desc:
            found.update(metadata.general_desc.possible_length)
    return frozenset(found)


def _dialled(wa_id: str) -> str:
    if wa_id.startswith("55"):
        return max(spellings(wa_id), key=len)
    if wa_id.startswith("521") and len(wa_id) == 13:
        return "52" + wa_id[3:]
    return wa_id


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
