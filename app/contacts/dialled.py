"""Telephone numbers as people write them: from any spelling to the one number that is meant."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, ValidationResult

from app.contacts.phones import e164_of, spellings


class Doubt(StrEnum):
    """Why a number is none; the wire's words."""

    IMPOSSIBLE = "impossible_number"
    INCOMPLETE = "incomplete_number"


class Dialled(msgspec.Struct, frozen=True):
    """A number in E.164. `is_fixed`: by its country's plan no telephone that people carry: a landline, a service's number."""

    e164: str
    is_fixed: bool

    @property
    def wa_id(self) -> str:
        return self.e164.removeprefix("+")


# What is pasted with a number: marks that turn the direction of writing, blanks without width.
_INVISIBLE: Final = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Addresses that carry a whole number, with its country: WhatsApp's links, `tel:`, the ids of other programs.
_CARRIED: Final = (
    re.compile(r"(?:https?://)?(?:www\.)?wa\.me/\+?([0-9]{6,17})(?:[/?#].*)?", re.IGNORECASE),
    re.compile(
        r"(?:(?:https?://)?(?:api|web)\.whatsapp\.com/send/?|whatsapp://send/?)\?(?:.*&)?phone=(?:\+|%2B)?([0-9]{6,17})(?:&.*)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:whatsapp:|tel:)\s*\+\s*([0-9][0-9 ().\-]{5,30})", re.IGNORECASE),
    re.compile(r"\+?([0-9]{6,17})(?::[0-9]+)?@(?:s\.whatsapp\.net|c\.us)", re.IGNORECASE),
)
_PREFIX: Final = re.compile(r"(?:tel|whatsapp|phone|fone|telefone|tel[ée]fono|cel(?:ular)?)\s*[.:]\s*", re.IGNORECASE)
_PERSONAL: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
SHORTEST_CARRIED: Final = 7
LONGEST: Final = 15
SHORTEST_WHOLE: Final = 11
"""Fewer digits are no number with its country's code, whatever they begin with."""

_FIXED: Final = frozenset({
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
})


def read(written: str, country: str) -> Dialled | Doubt:
    """Without a country's code it is a number of `country` (two letters), unless that has no such number and the digits with a
    plus before them are one."""
    said = _INVISIBLE.sub("", unicodedata.normalize("NFKC", written)).strip()
    for carried in _CARRIED:
        if found := carried.fullmatch(said):
            return _whole(_digits(found[1]))
    number = _PREFIX.sub("", said, count=1)
    return _likeliest(list(_readings(number, country))) or _whole(_digits(number))


def _likeliest(tried: list[PhoneNumber]) -> Dialled | Doubt | None:
    if number := next(filter(phonenumbers.is_valid_number, tried), None):
        return _dialled(number)
    for number in tried:
        if ValidationResult.IS_POSSIBLE in _lengths(number):
            return _dialled(number)
    return Doubt.INCOMPLETE if any(ValidationResult.IS_POSSIBLE_LOCAL_ONLY in _lengths(one) for one in tried) else None


def _readings(said: str, country: str) -> Iterator[PhoneNumber]:
    """What it may mean, the likeliest first."""
    digits = _digits(said)
    if digits.startswith("00") and len(digits) > 8:
        # Two noughts before a country's code, where the hotel's own country dials abroad in another way.
        yield from _parsed(f"+{digits[2:]}", None)
    yield from _parsed(said, country)
    if "+" not in said and not digits.startswith("0") and len(digits) >= SHORTEST_WHOLE:
        yield from _parsed(f"+{digits}", None)


def _digits(said: str) -> str:
    return "".join(str(unicodedata.decimal(one)) for one in said if one.isdecimal())


def _lengths(number: PhoneNumber) -> set[int]:
    """What its length says of it as a telephone of a person's or a house's: whole, without its area's code, or none."""
    return {phonenumbers.is_possible_number_for_type_with_reason(number, kind) for kind in _PERSONAL}


def _parsed(said: str, country: str | None) -> Iterator[PhoneNumber]:
    try:
        yield phonenumbers.parse(said, country)
    except NumberParseException:
        return


def _whole(digits: str) -> Dialled | Doubt:
    """A number with its country's code, perhaps spelled as WhatsApp spells it."""
    if not SHORTEST_CARRIED <= len(digits) <= LONGEST:
        return Doubt.IMPOSSIBLE
    known = e164_of(digits)
    for number in _parsed(known or f"+{digits}", None):
        if known or ValidationResult.IS_POSSIBLE in _lengths(number):
            return _dialled(number)
    return Doubt.IMPOSSIBLE


def _dialled(number: PhoneNumber) -> Dialled:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Dialled(e164_of(e164.removeprefix("+")) or e164, phonenumbers.number_type(number) in _FIXED and not _may_be_mobile(e164))


def _may_be_mobile(e164: str) -> bool:
    """Argentina's mobiles are written without their 9 as often as with it, and look like landlines then."""
    others = (other for other in spellings(e164.removeprefix("+")) if f"+{other}" != e164)
    return any(phonenumbers.number_type(number) == PhoneNumberType.MOBILE for other in others for number in _parsed(f"+{other}", None))
