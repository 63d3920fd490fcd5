"""When WhatsApp itself says that a guest has another number or another id than before."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from app.contacts import ledger
from app.contacts.grouping import Guest, Heard, Identity, identities_of
from app.contacts.ledger import Met
from app.contacts.models import IdentityKind
from app.contacts.register import Register
from app.contacts.service import Folding, Remembered
from app.core.clock import now
from app.core.work import TenantWork
from app.whatsapp.payloads import Person

_NUMBER: Final = IdentityKind.WA_ID.value
_USER: Final = IdentityKind.USER_ID.value
_NOTE_IDENTITY = text("""
UPDATE contacts SET identity_changed_at = greatest(identity_changed_at, :changed_at), updated_at = :at
 WHERE tenant_id = :tenant_id AND id = :id
""")


class Change(NamedTuple):
    """Who somebody was until `at`, and what is new about them. `ends`: the kinds of names that are no longer in use."""

    before: Person
    after: Person
    at: datetime
    ends: Collection[str]

    @classmethod
    def of_number(cls, before: Person, after: Person, at: datetime) -> "Change":
        """With the number the user id changes (cloud-api 2.5), whether or not the letter tells the new one."""
        return cls(before, after, at, (_NUMBER, _USER))

    @classmethod
    def of_user_id(cls, before: Person, after: Person, at: datetime) -> "Change":
        return cls(before, after, at, (_USER,))


async def follow_changes(work: TenantWork, changes: Sequence[Change]) -> Remembered:
    """The contacts for whom something changed, with the new names added and the old ones retired; they may prove two contacts to be one.

    Changes are seldom and each is decided by itself. Twice the same, or late, changes nothing more.
    """
    contact_ids: list[UUID] = []
    foldings: list[Folding] = []
    for change in sorted(changes, key=lambda one: one.at):
        guest = Guest()
        guest.hear(change.before, identities_of(change.before), change.at)
        guest.hear(change.after, identities_of(change.after), change.at)
        register, _profiles = await ledger.read(work, [guest])
        await ledger.read_more(work, register, register.concerned(guest))
        contact_id = register.final(_apply(register, change))
        await ledger.write(work, register, dict.fromkeys(register.met, Met(change.after.name, change.at)))
        contact_ids += [contact_id] if register.has_changed else []
        foldings += [Folding(*pair) for pair in register.foldings]
    return Remembered(contact_ids, foldings)


async def note_identity_changed(work: TenantWork, contact_id: UUID, at: datetime) -> None:
    """The guest has a new phone or installed WhatsApp anew, or somebody else did with their number (cloud-api 2.2)."""
    await work.session.execute(_NOTE_IDENTITY, {"tenant_id": work.tenant_id, "id": contact_id, "changed_at": at, "at": now()})


def _apply(register: Register, change: Change) -> UUID:
    before, after = identities_of(change.before), identities_of(change.after)
    contact_id = _who_it_was(register, before, change.at) or _who_it_is(register, after, change.at) or register.meet()
    for identity in after:
        contact_id = _joined(register, contact_id, identity, change.at)
    for identity in before:
        register.attach(contact_id, identity, Heard(change.at, change.at), until=change.at if identity.kind in change.ends else None)
    # What was heard for the first time after the change is no old name.
    for kind in change.ends:
        for row in register.current(contact_id, kind):
            if row.since <= change.at and row.identity not in after:
                row.retire(change.at)
                register.renumbered[contact_id] = None
    for identity in after:
        register.attach(contact_id, identity, Heard(change.at, change.at))
    return contact_id


def _who_it_was(register: Register, before: Sequence[Identity], at: datetime) -> UUID | None:
    """By the name that counts most. Whoever has the old number only since later is its next owner."""
    for identity in before:
        held = register.held_by_then(identity, at)
        if held is not None:
            return held.contact_id
    return None


def _who_it_is(register: Register, after: Sequence[Identity], at: datetime) -> UUID | None:
    """Somebody who wrote under the new name before this letter came, and not before the change itself."""
    for identity in after:
        held = register.held(identity, at)
        if held is not None and (identity.kind != _NUMBER or held.since >= at):
            return held.contact_id
    return None


def _joined(register: Register, contact_id: UUID, identity: Identity, at: datetime) -> UUID:
    """The new name may be somebody's already, who then is the same guest.

    Not if it is a number that they had before the change and their user id is another: then it is theirs no longer.
    """
    held = register.held(identity, at)
    if held is None or held.contact_id == contact_id:
        return contact_id
    ours = [row.identity for row in register.current(contact_id, _USER)]
    if identity.kind == _NUMBER and held.since < at and register.are_strangers(held, ours):
        return contact_id
    return register.fold(contact_id, held.contact_id)
