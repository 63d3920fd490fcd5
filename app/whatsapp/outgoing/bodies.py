"""From a message as it is stored to the object that Meta takes for its type."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final
from uuid import UUID

from app.whatsapp.contents import MEDIA
from app.whatsapp.outgoing.cards import card_body
from app.whatsapp.outgoing.shown import headers_of

Ids = Mapping[UUID, str]
"""Meta's id of each of our rows of `media`."""


def body(kind: str, content: Mapping[str, Any], ids: Ids) -> Any:  # noqa: ANN401 - Meta's JSON
    """What stands under the type's own name in the request.

    Raises `KeyError` for a file without an id of Meta's, and for a kind that nothing here can say.
    """
    if kind in MEDIA:
        return _file(content, ids) | {name: content[name] for name in _BESIDE[kind] if content.get(name)}
    return _BODIES[kind](content, ids)


def files_of(kind: str, content: Mapping[str, Any]) -> list[UUID]:
    """The rows of `media` that a message sends; a template's are its own room's to tell."""
    if kind in MEDIA:
        return [UUID(content["media"]["id"])] if "media" in content else []
    if kind == "interactive":
        return [UUID(file["media"]["id"]) for _path, file, _kind in headers_of(content["interactive"]) if "media" in file]
    return []


def _text(content: Mapping[str, Any], _ids: Ids) -> dict[str, Any]:
    return {"body": content["text"], "preview_url": bool(content.get("preview_url"))}


def _file(content: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    return {"link": content["link"]} if "link" in content else {"id": ids[UUID(content["media"]["id"])]}


def _location(content: Mapping[str, Any], _ids: Ids) -> dict[str, Any]:
    return {name: content[name] for name in ("latitude", "longitude", "name", "address") if name in content}


def _contacts(content: Mapping[str, Any], _ids: Ids) -> list[dict[str, Any]]:
    return [card_body(card) for card in content["contacts"]]


def _interactive(content: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    told: dict[str, Any] = deepcopy(content["interactive"])
    for _path, file, _kind in headers_of(told):
        sent = _file(file, ids) | ({"filename": file["filename"]} if file.get("filename") else {})
        file.clear()
        file.update(sent)
    return told


_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "image": ("caption",),
    "video": ("caption",),
    "document": ("caption", "filename"),
    "audio": ("voice",),
    "sticker": (),
}
_BODIES: Final[Mapping[str, Callable[[Mapping[str, Any], Ids], Any]]] = {
    "text": _text,
    "location": _location,
    "contacts": _contacts,
    "interactive": _interactive,
}
