"""What stands in each place of a template: the value that was named, else the template's own source, else its fallback."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from app.core.checks import UNSEEN
from app.core.clock import now
from app.core.errors import Detail
from app.templates import fields
from app.templates.asking import Value
from app.whatsapp.outgoing.links import check_file_link
from app.whatsapp.template_parameters import shown
from app.whatsapp.template_shapes import Definition, Slot, slots

LONGEST_HEADER: Final = 60
LONGEST_BODY: Final = 1024
LONGEST_SUFFIX: Final = 2000
LONGEST_PAYLOAD: Final = 256
LONGEST_COUPON: Final = 20
LONGEST_CODE: Final = 15
LONGEST_LINK: Final = 2048
# Meta takes no line breaks, no tabs and no more than four spaces in a row (132008).
_BROKEN: Final = re.compile(r"[\n\r\t\0]| {5,}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILE: Final = frozenset({"id", "link", "media_id", "filename"})
_PRICED: Final = frozenset({"currency", "date_time"})


class Resolution(msgspec.Struct, frozen=True):
    """`values` by place, as Meta takes them; `missing` are the places that need one, `flaws` what was named and will not do."""

    values: dict[str, Any]
    missing: list[Slot]
    flaws: list[Detail]


class _FlawError(Exception):
    def __init__(self, kind: str, key: str | None = None) -> None:
        self.kind = kind
        self.key = key or f"detail-{kind}"
        super().__init__(kind)


def wanted_fields(sources: Mapping[str, Any], given: Mapping[str, Any]) -> set[str]:
    """The fields that have to be read before `resolve`."""
    stored = {str(source["from"]) for source in sources.values() if isinstance(source, dict) and source.get("from")}
    return stored | {value.from_ for value in given.values() if isinstance(value, Value) and value.from_}


def resolve(definition: Definition, sources: Mapping[str, Any], given: Mapping[str, Any], facts: Mapping[str, str]) -> Resolution:
    """Fills every place. Of flaws the path is that of the place."""
    found = Resolution({}, [], [])
    places = slots(definition)
    for slot in places:
        try:
            value = _said(given[slot.path], facts, slot) if slot.path in given else None
            if value is None:
                value = _stored(sources.get(slot.path), facts)
            if value is not None:
                found.values[slot.path] = _CHECKS.get(slot.kind, _as_it_is)(value)
            elif slot.required:
                found.missing.append(slot)
        except _FlawError as flaw:
            found.flaws.append(Detail(slot.path, flaw.key, flaw.kind))
    known = {slot.path for slot in places}
    found.flaws.extend(Detail(path, "detail-template-no-place", "unknown") for path in given if path not in known)
    found.flaws.extend(_too_long(definition, found.values))
    return found


def _said(value: Any, facts: Mapping[str, str], slot: Slot) -> Any:  # noqa: ANN401 - a value of any kind
    if not isinstance(value, Value):
        return value
    if value.currency or value.date_time:
        if slot.kind != "text" or ".buttons." in f".{slot.path}":
            raise _FlawError("value")
        kind = "currency" if value.currency else "date_time"
        return {"type": kind, kind: msgspec.to_builtins(value.currency or value.date_time)}
    if value.from_ and not fields.is_known(value.from_):
        raise _FlawError("value", "detail-template-no-field")
    return facts.get(value.from_ or "") or value.fallback


def _stored(source: Any, facts: Mapping[str, str]) -> Any:  # noqa: ANN401 - a JSON value
    if not isinstance(source, dict):
        return None
    if "media_id" in source:
        return source
    return facts.get(str(source.get("from") or "")) or source.get("fallback")


def _text(value: Any) -> Any:  # noqa: ANN401 - a text, or Meta's object for money and dates
    if isinstance(value, dict) and value.get("type") in _PRICED:
        return value
    if not isinstance(value, str | int | float):
        raise _FlawError("type")
    said = f"{value:.15g}" if isinstance(value, float) and abs(value) < 1e15 else str(value)
    if UNSEEN.fullmatch(said):
        raise _FlawError("missing", "detail-template-missing")
    if _BROKEN.search(said):
        raise _FlawError("value", "detail-template-one-line")
    return said


def _code(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    return _short(_text(value), LONGEST_CODE)


def _coupon(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    said = _short(_text(value), LONGEST_COUPON)
    if not (said.isascii() and said.isalnum()):
        raise _FlawError("value", "detail-template-coupon")
    return said


def _payload(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    return _short(str(value), LONGEST_PAYLOAD)


def _short(said: Any, longest: int) -> str:  # noqa: ANN401 - a value of any kind
    if not isinstance(said, str) or not 1 <= len(said) <= longest:
        raise _FlawError("length")
    return said


def _file(value: Any) -> Any:  # noqa: ANN401 - a file
    if not isinstance(value, dict) or not _FILE.issuperset(value) or not all(isinstance(one, str) for one in value.values()):
        raise _FlawError("type")
    if (link := value.get("link")) is not None:
        if len(link) > LONGEST_LINK:
            raise _FlawError("length")
        for flaw in check_file_link(link, "link"):
            raise _FlawError(flaw.type, flaw.sentence)
    if "media_id" in value and not _UUID.fullmatch(value["media_id"]):
        raise _FlawError("value")
    return value


def _picture(value: Any) -> Any:  # noqa: ANN401 - a file
    """Only documents have names (cloud-api 4.3)."""
    return {name: one for name, one in _file(value).items() if name != "filename"}


def _place(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a place
    try:
        latitude, longitude = float(value["latitude"]), float(value["longitude"])
    except (TypeError, ValueError, KeyError) as error:
        raise _FlawError("type") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _FlawError("value")
    return {**value, "latitude": latitude, "longitude": longitude}


def _time(value: Any) -> int:  # noqa: ANN401 - a moment as it is written, or Meta's milliseconds
    if isinstance(value, int):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _FlawError("value", "detail-template-future") from error
    if moment.tzinfo is None or moment <= now():
        raise _FlawError("value", "detail-template-future")
    return int(moment.timestamp() * 1000)


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - products, sections and flows are Meta's to judge
    return value


_CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _text,
    "code": _code,
    "coupon_code": _coupon,
    "payload": _payload,
    "image": _picture,
    "video": _picture,
    "gif": _picture,
    "document": _file,
    "location": _place,
    "time": _time,
}


def _too_long(definition: Definition, values: Mapping[str, Any]) -> list[Detail]:
    """What Meta measures is the text as the guest reads it (132005)."""
    seen = shown(definition, values)
    found = []
    if len(seen["text"]) > LONGEST_BODY:
        found.append(Detail("body", "detail-template-too-long", "length"))
    header = seen.get("header", {})
    if header.get("type") == "text" and len(header["text"]) > LONGEST_HEADER:
        found.append(Detail("header.text", "detail-template-too-long", "length"))
    for index, button in enumerate(seen.get("buttons", [])):
        if len(button.get("url") or "") > LONGEST_SUFFIX:
            found.append(Detail(f"buttons.{index}.text", "detail-template-too-long", "length"))
    return found
