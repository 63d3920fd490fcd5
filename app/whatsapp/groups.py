"""What Meta tells of a group: made and ended, named anew, who came and who left."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.display import present
from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.fields import FieldEvent
from app.whatsapp.payloads import LONGEST_NAME, InboundMessage, Person, Timestamp, text_of
from app.whatsapp.reading import Identifier, UnreadableLetterError, moment, read, read_each


class GroupNews(NamedTuple):
    """`line` is the event as a line of WhatsApp's own in the group's thread; Meta gives such events no id, so theirs is a hash."""

    group: Person
    at: datetime
    line: InboundMessage


class _Setting(msgspec.Struct):
    text: str | None = None
    update_successful: bool = True


class _Participant(msgspec.Struct):
    wa_id: Identifier | None = None
    input: Identifier | None = None
    user_id: Identifier | None = None


class _Group(msgspec.Struct):
    group_id: Identifier
    type: str
    timestamp: Timestamp | None = None
    reason: str | None = None
    subject: str | None = None
    group_subject: _Setting | None = None
    added_participants: Raw = RAW_NULL
    removed_participants: Raw = RAW_NULL

    @property
    def name(self) -> str | None:
        if self.group_subject is not None and self.group_subject.update_successful:
            return self.group_subject.text or None
        return self.subject or None


class _Value(msgspec.Struct):
    groups: Raw


def read_groups(event: FieldEvent) -> list[GroupNews]:
    """Raises `UnreadableLetterError` when no group is told of."""
    told = [_news(group, event) for group in read_each(read(event.value, _Value).groups, _Group)]
    if not told:
        raise UnreadableLetterError("no groups")
    return told


def _news(group: _Group, event: FieldEvent) -> GroupNews:
    group_id = text_of(group.group_id)
    if group_id is None:
        raise UnreadableLetterError("a group without an id")
    people = read_each(group.added_participants, _Participant) + read_each(group.removed_participants, _Participant)
    named = [present(wa_id=text_of(one.wa_id) or text_of(one.input), user_id=text_of(one.user_id)) for one in people]
    said = {"type": group.type} | present(subject=group.name, reason=group.reason, participants=[one for one in named if one])
    whole = msgspec.json.encode([group_id, group.timestamp, said], order="deterministic")
    line = InboundMessage(
        wamid=f"group:{hashlib.sha256(whole).hexdigest()}",
        type="system",
        sender=Person(group_id=group_id, name=(group.name or "")[:LONGEST_NAME] or None),
        timestamp=group.timestamp,
        text=None,
        context=None,
        group_id=group_id,
        referral=RAW_NULL,
        errors=(),
        raw=Raw(msgspec.json.encode({"system": said})),
    )
    return GroupNews(line.sender, moment(group.timestamp, event.said_at), line)
