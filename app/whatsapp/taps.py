"""What guests do with a marketing message: they tap its link, and see the page behind it."""

from datetime import datetime

import msgspec
from msgspec import Raw

from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.payloads import MetaContact, Person, Timestamp, person_of
from app.whatsapp.reading import Name, moment, read, storable


class Tap(msgspec.Struct, frozen=True):
    """One of value.user_actions[]. `action` is an open enum: marketing_messages_link_click, landing_page_view.

    Meta names neither the message nor, as a rule, the guest: `who` is only there when a single contact came along.
    """

    action: str
    at: datetime
    who: Person | None
    component: str | None
    click_id: str | None
    tracking_token: str | None
    product_id: str | None


class _Details(msgspec.Struct):
    click_component: Name | None = None
    click_id: Name | None = None
    tracking_token: Name | None = None
    product_id: Name | None = None


class _Action(msgspec.Struct):
    action_type: Name
    timestamp: Timestamp | None = None
    marketing_messages_link_click_data: _Details = msgspec.field(default_factory=_Details)


class _Letter(msgspec.Struct):
    user_action: Raw
    contact: Raw = RAW_NULL


def read_tap(body: bytes, received_at: datetime) -> Tap:
    """The action in a letter of kind `user_action`; raises `UnreadableLetterError`."""
    letter = read(storable(body), _Letter)
    action = read(letter.user_action, _Action)
    contact = MetaContact() if bytes(letter.contact) == b"null" else read(letter.contact, MetaContact)
    who = person_of(contact, MetaContact())
    told = action.marketing_messages_link_click_data
    return Tap(
        action=action.action_type,
        at=moment(action.timestamp, received_at),
        who=who if who.wa_id or who.user_id else None,
        component=told.click_component,
        click_id=told.click_id,
        tracking_token=told.tracking_token,
        product_id=told.product_id,
    )
