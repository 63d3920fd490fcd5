"""What a guest taps: buttons, lines of a list, forms that are filled in, leave to call."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from msgspec import Raw

from app.whatsapp.display import present
from app.whatsapp.envelope import RAW_NULL, UNREADABLE
from app.whatsapp.payloads import Timestamp, text_of
from app.whatsapp.reading import Identifier, UnreadableLetterError, instant, read, storable


class _Tapped(msgspec.Struct):
    """A button or a line; a template's button says `payload` and `text` instead of `id` and `title`."""

    id: Identifier | None = None
    title: str | None = None
    description: str | None = None
    payload: Identifier | None = None
    text: str | None = None


class _Form(msgspec.Struct):
    name: str | None = None
    body: str | None = None
    response_json: Raw = RAW_NULL


class _Permission(msgspec.Struct):
    response: str
    is_permanent: bool = False
    expiration_timestamp: Timestamp | None = None
    response_source: str | None = None


class _Interactive(msgspec.Struct):
    type: str
    button_reply: Raw = RAW_NULL
    list_reply: Raw = RAW_NULL
    nfm_reply: Raw = RAW_NULL
    call_permission_reply: Raw = RAW_NULL


def interactive(raw: Raw) -> dict[str, Any]:
    """Raises `UnreadableLetterError` for a reply of a kind that we do not know."""
    said = read(raw, _Interactive)
    reader = _REPLIES.get(said.type)
    if reader is None:
        raise UnreadableLetterError("a reply of an unknown kind")
    return reader(getattr(said, said.type))


def button(raw: Raw) -> dict[str, Any]:
    """A template's quick reply."""
    return _tapped("button", raw)


def _tapped(kind: str, raw: Raw) -> dict[str, Any]:
    said = read(raw, _Tapped)
    title = said.title or said.text
    reply = present(id=text_of(said.id) or text_of(said.payload), title=title, description=said.description)
    if not reply:
        raise UnreadableLetterError("a reply that says nothing")
    return present(text=title, reply={"kind": kind} | reply)


def _form(raw: Raw) -> dict[str, Any]:
    said = read(raw, _Form)
    return present(text=said.body, flow=present(name=said.name or "flow", body=said.body, response=_answers(said.response_json)))


def _answers(raw: Raw) -> object:
    """What was filled in: the object in the string, or the string when it holds none."""
    try:
        said = msgspec.json.decode(raw)
        if not isinstance(said, str):
            return said
        answers = msgspec.json.decode(storable(said.encode()))
    except UNREADABLE:
        return said if isinstance(said, str) else None
    return answers if isinstance(answers, dict) else said


def _permission(raw: Raw) -> dict[str, Any]:
    said = read(raw, _Permission)
    until = instant(said.expiration_timestamp)
    told = present(expires_at=until.isoformat().replace("+00:00", "Z") if until else None, source=said.response_source)
    return {"call_permission": {"response": said.response, "is_permanent": said.is_permanent} | told}


_REPLIES: Final[Mapping[str, Callable[[Raw], dict[str, Any]]]] = {
    "button_reply": lambda raw: _tapped("button_reply", raw),
    "list_reply": lambda raw: _tapped("list_reply", raw),
    "nfm_reply": _form,
    "call_permission_reply": _permission,
}
