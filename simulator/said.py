"""What a phone adds to what its owner says: the message that a tap answers, the author of a quotation, a file's name at Meta's."""

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from simulator import wamids
from simulator.guests import Guest
from simulator.letters import Letter, Thread
from simulator.numbers import Number
from simulator.webhooks.values import NAMELESS

if TYPE_CHECKING:
    from simulator.meta import Meta

Content = dict[str, object]
MEDIA = ("image", "video", "audio", "document", "sticker")
UNKNOWN_TYPE = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}


class Scene(NamedTuple):
    """Who writes to whom, and what was written before. `by_hotel`: on the hotel's phone."""

    meta: "Meta"
    number: Number
    guest: Guest
    by_hotel: bool = False

    @property
    def thread(self) -> Thread:
        return self.meta.letters.thread(self.number.phone_number_id, self.guest.key)

    def newest(self, *, from_hotel: bool, kind: str | None = None) -> str:
        """The wamid of the newest such letter; of none there is, one that nobody knows."""
        for letter in reversed(self.thread.letters):
            if letter.from_hotel == from_hotel and kind in (None, letter.message.get("type")) and _is_said(letter):
                return letter.wamid
        return wamids.from_hotel(self.guest.key) if from_hotel else wamids.from_guest(self.guest.key)


def complete(scene: Scene, told: Content) -> Content:
    """The message as Meta would push it, but for who, when and its id. What is told stays as it is told."""
    message = copy.deepcopy(told)
    _COMPLETE.get(str(message["type"]), _nothing)(scene, message)
    if "context" in message or message["type"] in ("button", "interactive"):
        _quote(scene, message)
    return message


def _nothing(_: Scene, __: Content) -> None:
    return


def _quote(scene: Scene, message: Content) -> None:
    """A tap quotes the message with the button, an answer the one it answers; a forward names nobody."""
    context = _part(message, "context")
    if context.get("forwarded") or context.get("frequently_forwarded"):
        return
    wamid = str(context.setdefault("id", scene.newest(from_hotel=not scene.by_hotel)))
    quoted = scene.meta.letters.find(wamid)
    author = scene.number.digits if quoted is None or quoted.from_hotel else scene.guest.wa_id
    if author is not None:
        context.setdefault("from", author)


def _react(scene: Scene, message: Content) -> None:
    _part(message, "reaction").setdefault("message_id", scene.newest(from_hotel=not scene.by_hotel))


def _edit(scene: Scene, message: Content) -> None:
    edit = _part(message, "edit")
    inner = _part(edit, "message")
    kind = str(inner.setdefault("type", "text"))
    wamid = str(edit.setdefault("original_message_id", scene.newest(from_hotel=scene.by_hotel, kind=kind)))
    # Meta's own examples have M0 here, whatever was edited.
    inner.setdefault("context", {"id": "M0"})
    original = scene.meta.letters.find(wamid)
    if kind in MEDIA and original is not None:
        inner[kind] = _part(original.message, kind) | _part(inner, kind)


def _revoke(scene: Scene, message: Content) -> None:
    _part(message, "revoke").setdefault("original_message_id", scene.newest(from_hotel=scene.by_hotel))


def _system(scene: Scene, message: Content) -> None:
    """The guest's number or id is another from here on; `move_guest` carries that out once Meta has told of it."""
    system = _part(message, "system")
    name, key = scene.guest.name or "", scene.guest.key
    if system.get("type") == "user_changed_number":
        system.setdefault("body", f"User {name} changed from {key} to {system.get('wa_id', '')}")
    elif system.get("type") == "user_changed_user_id":
        system.setdefault("wa_id", key)
        system.setdefault("body", f"User {name} changed")
    else:
        system.setdefault("body", "User identity changed")
    if system.get("type") in NAMELESS:
        # Said once more after a restart it must still come from the old number.
        message.setdefault("from", key)


def move_guest(meta: "Meta", guest: Guest, message: Content) -> None:
    """After a `system` message the guest is who it says they are."""
    system, identity = message.get("system"), message.get("identity")
    if isinstance(identity, dict) and isinstance(identity.get("hash"), str):
        guest.identity_key_hash = identity["hash"]
    if not isinstance(system, dict) or system.get("type") not in NAMELESS:
        return
    meta.guests.forget_user_id(guest)
    if isinstance(system.get("user_id"), str):
        guest.user_id = system["user_id"]
    key = system.get("wa_id")
    if isinstance(key, str) and key != guest.key:
        meta.move(guest, key)


def _share_contacts(scene: Scene, message: Content) -> None:
    for contact in cast("list[Content]", message.get("contacts") or []):
        if contact.setdefault("origin", "other") == "contact_request":
            key = scene.guest.key
            contact.setdefault("phones", [{"phone": f"+{key}", "wa_id": key, "type": "CELL"}])
        elif "name" in contact:
            name = _part(contact, "name").get("formatted_name", "")
            contact.setdefault("vcard", f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD")


def _attach(scene: Scene, message: Content) -> None:
    kind = str(message["type"])
    message[kind] = scene.meta.files.complete(kind, _part(message, kind))


def _tap(_: Scene, message: Content) -> None:
    button = _part(message, "button")
    button.setdefault("payload", button.get("text", ""))


def _fail(_: Scene, message: Content) -> None:
    message.setdefault("errors", [UNKNOWN_TYPE])


def _is_said(letter: Letter) -> bool:
    """Something that one can answer, react to or take back."""
    return letter.message.get("type") not in ("reaction", "edit", "revoke", "system")


def _part(message: Content, name: str) -> Content:
    part = message.setdefault(name, {})
    if not isinstance(part, dict):
        part = message[name] = {}
    return cast("Content", part)


_COMPLETE: dict[str, Callable[[Scene, Content], None]] = {
    **dict.fromkeys(MEDIA, _attach),
    "reaction": _react,
    "edit": _edit,
    "revoke": _revoke,
    "system": _system,
    "contacts": _share_contacts,
    "button": _tap,
    "unsupported": _fail,
}
