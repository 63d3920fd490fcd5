"""What people read, in their language: Portuguese first, then English and Spanish.

Sentences live in `locales/{locale}.ftl` beside the room that says them (Project Fluent).
"""

from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale, negotiate_locale
from fluent.runtime import FluentBundle, FluentResource

LOCALES: Final = ("pt-BR", "en", "es")
DEFAULT: Final = "pt-BR"

_APP = Path(__file__).parent.parent


def text(locale: str, key: str, **args: str | int) -> str:
    """The sentence for `key`; Portuguese when the locale lacks it, the key itself when none has it."""
    for name in (locale, DEFAULT):
        bundle = _bundle(name)
        if bundle.has_message(key) and (pattern := bundle.get_message(key).value):
            said, _flaws = bundle.format_pattern(pattern, args)
            return str(said)
    return key


def locale_of(accept_language: str | None) -> str:
    """The best of our locales for an `Accept-Language` header; Portuguese when none fits."""
    wanted = [part.partition(";")[0].strip() for part in (accept_language or "").split(",")]
    for tag in wanted:
        found = negotiate_locale([tag], LOCALES, sep="-") or _by_language(tag)
        if found:
            return found
    return DEFAULT


def _by_language(tag: str) -> str | None:
    language = tag.partition("-")[0].lower()
    return next((one for one in LOCALES if one.partition("-")[0] == language), None)


@cache
def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([str(Locale.parse(locale, sep="-")).replace("_", "-")], use_isolating=False)
    for path in sorted(_APP.glob(f"*/locales/{locale}.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
