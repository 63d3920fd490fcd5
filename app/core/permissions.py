"""Who may do what: roles, permissions, and the actor a piece of work is done for."""

from enum import StrEnum
from uuid import UUID

import msgspec

from app.core.errors import PermissionDeniedError


class Role(StrEnum):
    """The five roles of contract C1; a super admin has no tenant."""

    SUPER_ADMIN = "SUPER_ADMIN"
    TENANT_ADMIN = "TENANT_ADMIN"
    MANAGER = "MANAGER"
    ATTENDANT = "ATTENDANT"
    AGENT = "AGENT"


class Can(StrEnum):
    """A right that a verb asks for on its first line."""

    CHAT = "chat"
    READ_CONVERSATIONS = "read_conversations"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_TENANT = "manage_tenant"
    MANAGE_CHANNELS = "manage_channels"
    MANAGE_HOUSE = "manage_house"


_CHATTING = frozenset({Can.CHAT, Can.READ_CONVERSATIONS})
_RUNNING = _CHATTING | {Can.MANAGE_PEOPLE, Can.MANAGE_TENANT, Can.MANAGE_CHANNELS}

RIGHTS: dict[Role, frozenset[Can]] = {
    Role.SUPER_ADMIN: _RUNNING | {Can.MANAGE_HOUSE},
    Role.TENANT_ADMIN: _RUNNING,
    Role.MANAGER: _CHATTING,
    Role.ATTENDANT: _CHATTING,
    # Field staff work in the CRM, whose rights come with it; a hotel's chats are not theirs.
    Role.AGENT: frozenset(),
}


class Actor(msgspec.Struct, frozen=True):
    """Somebody signed in; `sid` is the session, `user_id` an operator's id for a super admin."""

    user_id: UUID
    role: Role
    sid: UUID

    def may(self, right: Can) -> bool:
        return right in RIGHTS[self.role]

    def must(self, right: Can) -> None:
        """Raises `PermissionDeniedError` when the actor's role does not give `right`."""
        if not self.may(right):
            raise PermissionDeniedError
