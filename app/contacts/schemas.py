"""Guests as they travel: who they are, by all their names, and what they wish."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec


class IdentityView(msgspec.Struct, frozen=True):
    """A name by which WhatsApp knows the guest, or knew: `until` says when it was no longer theirs."""

    kind: Annotated[str, msgspec.Meta(examples=["wa_id"])]
    value: Annotated[str, msgspec.Meta(examples=["5521988887777"])]
    since: datetime
    until: datetime | None


class ContactView(msgspec.Struct, frozen=True):
    """One guest. `name` is the hotel's own for them, `profile_name` and `username` theirs; `phone` is E.164.

    `identities` are current ones first, the newest first. `identity_changed_at`: then they had a new phone, or somebody
    else had their number; whoever sends what is confidential should ask first.
    """

    id: UUID
    name: str | None
    profile_name: str | None
    username: str | None
    phone: str | None
    marketing_opted_out_at: datetime | None
    identity_changed_at: datetime | None
    identities: list[IdentityView]
    created_at: datetime
    updated_at: datetime
