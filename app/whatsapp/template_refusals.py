"""What Meta's refusals of a template mean to whoever made it: the key of a sentence for each (cloud-api 6.3, 8.5)."""

from collections.abc import Mapping
from typing import Final

from app.whatsapp.outcomes import Refused, Unknown

# Subcodes of code 100, but for those that are codes of their own in other versions of the API.
_SENTENCES: Final[Mapping[int, str]] = {
    2388019: "template-refused-too-many",
    2388023: "template-refused-name-blocked",
    2388024: "template-refused-exists",
    2388039: "template-refused-buttons",
    2388040: "template-refused-too-long",
    2388043: "template-refused-example",
    2388047: "template-refused-header",
    2388072: "template-refused-body",
    2388073: "template-refused-variables",
    2388293: "template-refused-ratio",
    2388299: "template-refused-ends",
    2494102: "template-refused-sample",
    2593079: "template-refused-state",
    2593080: "template-refused-category",
    80007: "template-refused-pace",
    80008: "template-refused-pace",
    4: "template-refused-pace",
    368: "template-refused-account",
    131031: "template-refused-account",
    190: "template-refused-token",
    10: "template-refused-permission",
    200: "template-refused-permission",
    33: "template-refused-gone",
}
UNKNOWN: Final = "template-refused"
UNREACHABLE: Final = "template-unreachable"


def sentence(outcome: Refused | Unknown) -> str:
    if isinstance(outcome, Unknown):
        return UNREACHABLE
    found = _SENTENCES.get(outcome.subcode or 0) or _SENTENCES.get(outcome.code)
    if found:
        return found
    return UNREACHABLE if outcome.passing else UNKNOWN
