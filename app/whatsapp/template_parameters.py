"""A template's places filled: the components of `POST /messages`, and what the guest will read."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.whatsapp.template_shapes import FILES, Button, Definition, Face, Header, filled, variables

Values = Mapping[str, Any]
"""By `Slot.path`: a string, or Meta's own object for what is no text (a currency, a file, a place, products, a time)."""

_BY_BUTTON: Final = {
    "URL": "url",
    "QUICK_REPLY": "quick_reply",
    "COPY_CODE": "copy_code",
    "FLOW": "flow",
    "CATALOG": "CATALOG",
    "MPM": "mpm",
}
_MEMBERS: Final = {"URL": "text", "QUICK_REPLY": "payload", "COPY_CODE": "coupon_code"}
_UNTOLD: Final = "unused"
"""What Meta takes a flow's token to be when nobody names one."""


def components_of(definition: Definition, values: Values) -> list[dict[str, Any]]:
    """What Meta wants to be told; places that nobody filled are left out, and Meta's own defaults hold."""
    found = list(_of_face(definition, "", values, is_named=definition.is_named))
    if definition.is_authentication:
        found.append(_code_button(values))
    if expires_at := values.get("limited_time_offer.expires_at"):
        offer = {"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": expires_at}}
        found.append({"type": "limited_time_offer", "parameters": [offer]})
    if definition.cards:
        cards = [
            {"card_index": index, "components": list(_of_face(card, f"cards.{index}.", values, is_named=definition.is_named))}
            for index, card in enumerate(definition.cards)
        ]
        found.append({"type": "carousel", "cards": cards})
    return found


def shown(definition: Definition, values: Values) -> dict[str, Any]:
    """The words as the guest reads them: `text`, `header`, `footer`, `buttons`, `cards`, those that there are."""
    seen = _shown(definition, "", values)
    if definition.offer:
        seen["offer"] = definition.offer
    if definition.cards:
        seen["cards"] = [_shown(card, f"cards.{index}.", values) for index, card in enumerate(definition.cards)]
    return seen


def words_of(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """What a guest reads of one value: of money and dates what Meta falls back to."""
    if isinstance(value, dict):
        inner = value.get(str(value.get("type")))
        return str(inner.get("fallback_value", "")) if isinstance(inner, dict) else ""
    return str(value)


def _of_face(face: Face, at: str, values: Values, *, is_named: bool) -> Iterator[dict[str, Any]]:
    if face.header:
        yield from _of_header(face.header, at, values, is_named=is_named)
    names = variables(face.body)
    if names:
        told = [_text(values[f"{at}body.{name}"], name, is_named=is_named) for name in names if f"{at}body.{name}" in values]
        yield {"type": "body", "parameters": told}
    for index, button in enumerate(face.buttons):
        if parameter := _of_button(button, f"{at}buttons.{index}", values):
            yield {"type": "button", "sub_type": _BY_BUTTON[button.type], "index": index, "parameters": [parameter]}


def _of_header(header: Header, at: str, values: Values, *, is_named: bool) -> Iterator[dict[str, Any]]:
    value = values.get(f"{at}header.{header.member}")
    if value is None:
        return
    kind = header.format.lower()
    told = _text(value, variables(header.text)[0], is_named=is_named) if kind == "text" else {"type": kind, kind: value}
    yield {"type": "header", "parameters": [told]}


def _text(value: Any, name: str, *, is_named: bool) -> dict[str, Any]:  # noqa: ANN401 - a JSON value
    parameter = dict(value) if isinstance(value, dict) else {"type": "text", "text": str(value)}
    return parameter | ({"parameter_name": name} if is_named else {})


def _of_button(button: Button, at: str, values: Values) -> dict[str, Any] | None:
    told = {path.removeprefix(f"{at}."): value for path, value in values.items() if path.startswith(f"{at}.")}
    if button.type == "FLOW":
        return {"type": "action", "action": {"flow_token": _UNTOLD} | told}
    if button.type in {"CATALOG", "MPM"}:
        return {"type": "action", "action": told} if told else None
    member = _MEMBERS.get(button.type)
    if member not in told:
        return None
    return {"type": member, member: str(told[member])}


def _code_button(values: Values) -> dict[str, Any]:
    code = next((words_of(value) for path, value in values.items() if path.startswith("body.")), "")
    return {"type": "button", "sub_type": "url", "index": 0, "parameters": [{"type": "text", "text": code}]}


def _shown(face: Face, at: str, values: Values) -> dict[str, Any]:
    told = {path.removeprefix(f"{at}body."): words_of(value) for path, value in values.items() if path.startswith(f"{at}body.")}
    seen: dict[str, Any] = {"text": filled(face.body, told)}
    if face.header:
        seen["header"] = _header(face.header, values.get(f"{at}header.{face.header.member}"))
    if face.footer:
        seen["footer"] = face.footer
    if face.buttons:
        seen["buttons"] = [_button(button, values.get(f"{at}buttons.{index}.text")) for index, button in enumerate(face.buttons)]
    return seen


def _header(header: Header, value: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON value
    kind = header.format.lower()
    if kind == "text":
        return {"type": kind, "text": filled(header.text, _header_words(header.text, value))}
    if header.format in FILES:
        return {"type": kind} | (value or {})
    return {"type": kind} | ({kind: value} if value else {})


def _header_words(said: str, value: Any) -> dict[str, str]:  # noqa: ANN401 - a JSON value
    return {} if value is None else dict.fromkeys(variables(said), words_of(value))


def _button(button: Button, suffix: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON value
    seen: dict[str, Any] = {"type": button.type, "text": button.text}
    if button.url:
        seen["url"] = button.url if suffix is None else filled(button.url, dict.fromkeys(variables(button.url), str(suffix)))
    if button.phone_number:
        seen["phone_number"] = button.phone_number
    return seen
