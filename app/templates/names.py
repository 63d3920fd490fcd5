"""What to call a guest: WhatsApp names are written in any way, with hearts and in capitals."""

import re
import unicodedata
from typing import Final

_LETTERS: Final = re.compile(r"[^\W\d_]")
_PARTICLES: Final = frozenset({"da", "das", "de", "del", "do", "dos", "e", "la", "las", "los", "van", "von", "y"})
_TITLES: Final = frozenset({"dr", "dra", "sr", "sra", "srta", "mr", "mrs", "ms", "prof", "profa", "don", "doña", "dona"})


def spoken_name(written: str | None) -> str | None:
    """The name without pictures and signs, and not shouted; None for what has no letters."""
    # NFKC brings the "fancy" letters of profile names back to plain ones.
    plain = unicodedata.normalize("NFKC", written or "")
    kept = "".join(one if _belongs(one) else " " for one in plain)
    words = [word.strip("-'’.") for word in kept.split()]
    spoken = [_in_case(word, index) for index, word in enumerate(word for word in words if _LETTERS.search(word))]
    return " ".join(spoken) or None


def first_name(name: str | None) -> str | None:
    """ "Dra. Ana Souza" is Ana."""
    words = (name or "").split()
    found = next((word for word in words if word.rstrip(".").lower() not in _TITLES), None)
    return found or (words[0] if words else None)


def _belongs(character: str) -> bool:
    # Letters and the marks that some scripts put on them; a name may be doubled by hyphens, or have an apostrophe.
    return unicodedata.category(character)[0] in {"L", "M"} or character in "-'’."


def _in_case(word: str, index: int) -> str:
    if index and word.lower() in _PARTICLES:
        return word.lower()
    return word.title() if len(word) > 1 and (word.isupper() or word.islower()) and "'" not in word else word
