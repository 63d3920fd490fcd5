"""The shapes that the control API takes and gives."""

from typing import Annotated

import msgspec

from simulator import clock
from simulator.guests import Guest
from simulator.letters import Letter, Thread
from simulator.onlookers import LetterView

SEEN = ("read", "played", "failed")
PhoneNumberId = Annotated[str, msgspec.Meta(pattern=r"^\d{5,20}$")]


class GuestWrites(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`message` is Meta's message object; an `id` or `timestamp` in it, or a `timestamp` beside it, is honoured."""

    phone_number_id: PhoneNumberId
    message: dict[str, object]
    name: str | msgspec.UnsetType = msgspec.UNSET
    user_id: str | msgspec.UnsetType = msgspec.UNSET
    username: str | msgspec.UnsetType | None = msgspec.UNSET
    parent_user_id: str | msgspec.UnsetType | None = msgspec.UNSET
    identity_key_hash: str | msgspec.UnsetType | None = msgspec.UNSET
    phone_hidden: bool | msgspec.UnsetType = msgspec.UNSET
    timestamp: int | None = None


class Written(msgspec.Struct, kw_only=True):
    wamid: str
    phone_number_id: str
    wa_id: str
    user_id: str
    timestamp: int


class GuestReads(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    phone_number_id: PhoneNumberId


class Sent(msgspec.Struct, kw_only=True):
    """A message that Meta accepted from a hotel: one row per acceptance, so a double shows twice."""

    wamid: str
    to: str
    phone_number_id: str
    message: dict[str, object]
    at: str
    status: str
    biz_opaque_callback_data: str | None

    @classmethod
    def of(cls, letter: Letter) -> "Sent":
        return cls(
            wamid=letter.wamid,
            to=letter.guest_key,
            phone_number_id=letter.phone_number_id,
            message=letter.message,
            at=clock.iso(letter.at),
            status=letter.status,
            biz_opaque_callback_data=letter.tracker,
        )


class GuestView(msgspec.Struct, kw_only=True):
    key: str
    name: str
    wa_id: str | None
    user_id: str | None
    username: str | None
    phone_hidden: bool
    on_whatsapp: bool
    stopped_marketing: bool
    ready_made: bool
    unread: int = 0
    last: LetterView | None = None

    @classmethod
    def of(cls, guest: Guest, thread: Thread | None = None) -> "GuestView":
        letters = thread.letters if thread else ()
        unread = sum(
            1 for letter in letters if letter.from_hotel and letter.status not in SEEN and letter.message.get("type") != "reaction"
        )
        return cls(
            key=guest.key,
            name=guest.name or guest.username or guest.key,
            wa_id=guest.wa_id,
            user_id=guest.user_id,
            username=guest.username,
            phone_hidden=guest.phone_hidden,
            on_whatsapp=guest.on_whatsapp,
            stopped_marketing=guest.stopped_marketing,
            ready_made=guest.ready_made,
            unread=unread,
            last=LetterView.of(letters[-1]) if letters else None,
        )


class ThreadView(msgspec.Struct, kw_only=True):
    phone_number_id: str
    guest: GuestView
    window_closes_at: str | None
    typing_until: str | None
    letters: list[LetterView]
