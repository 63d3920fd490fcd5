"""The letters of other fields that say who a guest is and what they wish."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import msgspec

from app.contacts import wishes
from app.contacts.following import Change
from app.contacts.wishes import Booked, Wish
from app.core.work import TenantWork
from app.messages.arriving import merging
from app.whatsapp.fields import FieldEvent
from app.whatsapp.identities import MARKETING, read_address_book, read_new_user_ids, read_preferences
from app.whatsapp.reading import UnreadableLetterError


async def user_ids_changed(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """`user_id_update`: the old id still leads to the guest, the new one is theirs from now on."""
    told = read_new_user_ids(event)
    await merging.follow_changes(work, [Change.of_user_id(one.before, one.after, one.at) for one in told])


async def preferences_changed(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """`user_preferences`: a guest stops marketing, or wants it again."""
    told = read_preferences(event)
    of_marketing = [one for one in told if one.category == MARKETING and one.wanted is not None]
    contact_ids = await merging.meet(work, [one.who for one in of_marketing], [one.at for one in of_marketing])
    noted = [Wish(contact_id, bool(one.wanted), one.at) for contact_id, one in zip(contact_ids, of_marketing, strict=True)]
    await merging.tell(work, await wishes.note_marketing(work, noted))
    if len(of_marketing) < len(told):
        raise UnreadableLetterError("a preference that is not known")


async def address_book_changed(work: TenantWork, _channel_id: UUID | None, event: FieldEvent) -> None:
    """`smb_app_state_sync`: how the hotel's phone calls its guests, also those who have not written yet."""
    told = read_address_book(event)
    spelled = await wishes.as_whatsapp_spells(work, [one.who.wa_id for one in told if one.who.wa_id])
    people = [msgspec.structs.replace(one.who, wa_id=spelled.get(one.who.wa_id or "")) for one in told]
    contact_ids = await merging.meet(work, people, [one.at for one in told])
    booked = [Booked(contact_id, one.name, one.at) for contact_id, one in zip(contact_ids, told, strict=True)]
    await merging.tell(work, await wishes.note_names(work, booked))


READERS: Final[Mapping[str, Any]] = {
    "user_id_update": user_ids_changed,
    "user_preferences": preferences_changed,
    "smb_app_state_sync": address_book_changed,
}
