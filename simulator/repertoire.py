"""What the guests of a burst say: any kind of message, with targets for what changes an earlier one."""

import copy
from random import Random
from typing import Any

from simulator import examples

# Where the text goes by which a message is found again; the kinds that have no such place are known by their id.
_PLACES: dict[str, tuple[str | int, ...]] = {
    "text": ("text", "body"),
    "image": ("image", "caption"),
    "video": ("video", "caption"),
    "document": ("document", "caption"),
    "location": ("location", "name"),
    "contacts": ("contacts", 0, "name", "formatted_name"),
    "button_template_quick_reply": ("button", "text"),
    "interactive_button_reply": ("interactive", "button_reply", "title"),
    "interactive_list_reply": ("interactive", "list_reply", "title"),
    "interactive_nfm_reply_flow": ("interactive", "nfm_reply", "body"),
    "order": ("order", "text"),
    "referral_ctwa": ("text", "body"),
    "context_forwarded": ("text", "body"),
    "group_text": ("text", "body"),
    "unknown_kind": ("hologram", "title"),
    "edit_text": ("edit", "message", "text", "body"),
}
_REACTIONS = ("👍", "❤️", "😂", "😮", "🙏")


class Repertoire:
    """One for a burst. A message that is edited is never taken back before, and each is taken back once."""

    def __init__(self, kinds: list[str], chance: Random) -> None:
        self._kinds = kinds or ["text"]
        self._chance = chance
        self._texts: dict[tuple[str, str], list[str]] = {}

    def next(self, pair: tuple[str, str], text: str) -> tuple[str, dict[str, Any]]:
        """The kind and the message; a change with nothing to change becomes a text. `pair` is number and guest."""
        kind = self._chance.choice(self._kinds) if len(self._kinds) > 1 else self._kinds[0]
        texts = self._texts.setdefault(pair, [])
        if kind in ("edit_text", "revoke", "reaction", "reaction_removed") and not texts:
            kind = "text"
        message = copy.deepcopy(examples.guest_messages()[kind])
        _put(message, _PLACES.get(kind, ()), text)
        match kind:
            case "edit_text":
                message["edit"]["original_message_id"] = texts[-1]
            case "revoke":
                message["revoke"]["original_message_id"] = texts.pop(0)
            case "reaction" | "reaction_removed":
                message["reaction"]["message_id"] = texts[-1]
                if kind == "reaction":
                    message["reaction"]["emoji"] = self._chance.choice(_REACTIONS)
            case _:
                pass
        return kind, message

    def note(self, pair: tuple[str, str], kind: str, wamid: str) -> None:
        """A text has its id now, and may be changed by what comes after."""
        if kind == "text":
            self._texts[pair].append(wamid)


def _put(message: Any, place: tuple[str | int, ...], text: str) -> None:  # noqa: ANN401 - JSON of any depth
    if place:
        for step in place[:-1]:
            message = message[step]
        message[place[-1]] = text
