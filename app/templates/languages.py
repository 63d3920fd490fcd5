"""Which of Meta's languages to speak to a guest: the one they write in, else the one of their number's country, else the hotel's."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import phonenumbers
from babel import Locale, UnknownLocaleError
from phonenumbers import NumberParseException

ENGLISH: Final = "en"


def of_phone(phone: str | None) -> str | None:
    """`+5521…` is pt_BR; None for a number of no country."""
    if not phone:
        return None
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except NumberParseException:
        return None
    return of_country(region) if region else None


@lru_cache(maxsize=512)
def of_country(region: str) -> str | None:
    """The language that most people of a country speak, by Unicode's likely subtags."""
    try:
        found = Locale.parse(f"und_{region}")
    except (UnknownLocaleError, ValueError):
        return None
    return f"{found.language}_{region}"


def rank(language: str, preferred: Sequence[str]) -> tuple[int, int]:
    """Smaller fits better: the first of `preferred` that it speaks, exactly before nearly (pt_PT for pt_BR); English before all others."""
    for place, wanted in enumerate(preferred):
        if _same(language, wanted):
            return place, 0
        if _root(language) == _root(wanted):
            return place, 1
    return len(preferred), int(_root(language) != ENGLISH)


def fits(language: str, wanted: str) -> bool:
    """Whether somebody who speaks `wanted` understands it."""
    return _root(language) == _root(wanted)


def _same(one: str, other: str) -> bool:
    return one.replace("-", "_").lower() == other.replace("-", "_").lower()


def _root(language: str) -> str:
    return language.replace("-", "_").partition("_")[0].lower()
