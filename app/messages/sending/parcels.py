"""Claimed letters made ready for the wire: what to tell Meta, to whom, in answer to what."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import Row, text

from app.core.work import TenantWork
from app.media import outgoing
from app.messages.sending import tries
from app.templates import filling
from app.whatsapp import compose
from app.whatsapp.outgoing import bodies

log = structlog.get_logger()

# A guest may have several numbers; the last one that WhatsApp told us of is theirs. One that is retired may be a stranger's by now.
# Found by the guest, and the rest looked at afterwards (OFFSET 0): for a hotel that was just filled PostgreSQL takes the smaller index
# of what is not retired, and reads all guests for each message.
_NAMED: Final = """
(SELECT i.value FROM (SELECT * FROM contact_identities WHERE tenant_id = c.tenant_id AND contact_id = c.contact_id OFFSET 0) AS i
  WHERE i.kind = '{kind}' AND i.retired_at IS NULL ORDER BY i.created_at DESC LIMIT 1)
"""
_PARCELS = text(f"""
SELECT m.id, m.conversation_id, m.channel_id, m.message_type, m.content, m.past, coalesce(m.context_wamid, said.wamid) AS reply_to,
       {_NAMED.format(kind="wa_id")} AS wa_id, {_NAMED.format(kind="user_id")} AS user_id
  FROM messages m
  JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
  LEFT JOIN messages said ON said.tenant_id = m.tenant_id AND said.id = m.reply_to
 WHERE m.tenant_id = :tenant_id AND m.id = ANY(cast(:ids AS uuid[]))
""")  # noqa: S608 - our own words


_UNREADABLE: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What content raises that is not of its type's shape. It fails alone: nobody's letters wait for a row that nobody can read."""


class UnspeakableError(Exception):
    """A message that cannot be put into Meta's words; `code` is the one that Meta would refuse it with."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


async def make_ready(work: TenantWork, message_ids: Collection[UUID]) -> dict[UUID, bytes | UnspeakableError]:
    """The request body of each message, already encoded: nothing is left to do when its moment comes.

    Two queries for a set, or one if it has no files.
    """
    found = (await work.session.execute(_PARCELS, {"tenant_id": work.tenant_id, "ids": list(message_ids)})).all()
    ids = await _ids(work, found)
    return {row.id: _letter(row, ids) for row in found}


def files_of(kind: str, content: Mapping[str, Any]) -> list[UUID]:
    """The rows of `media` that a stored message sends."""
    if kind == "template":
        return filling.rows_in(content)
    return bodies.files_of(kind, content)


def template_of(kind: str, content: Mapping[str, Any]) -> str | None:
    """`name/language` of what is sent as a template."""
    return f"{content['template']['name']}/{content['template']['language']}" if kind == "template" else None


async def _ids(work: TenantWork, rows: Collection[Row[Any]]) -> Mapping[UUID, str]:
    """A set is of one number, as its letters are claimed."""
    wanted: dict[UUID, list[UUID]] = {}
    for row in rows:
        with suppress(*_UNREADABLE):
            wanted.setdefault(row.channel_id, []).extend(files_of(row.message_type, row.content))
    ids: dict[UUID, str] = {}
    for channel_id, files in wanted.items():
        ids |= await outgoing.meta_ids(work, channel_id, files)
    return ids


def _letter(row: Row[Any], ids: Mapping[UUID, str]) -> bytes | UnspeakableError:
    if not row.wa_id and not row.user_id:
        return UnspeakableError(131026, "the guest has no WhatsApp identity")
    to = compose.Recipient(wa_id=row.wa_id, user_id=row.user_id)
    if row.message_type == "reaction" and not row.reply_to:
        return UnspeakableError(131009, "the message that is reacted to has no name of WhatsApp's")
    try:
        body = _body(row, ids)
    except _UNREADABLE:
        return _why_not(row)
    answered = None if row.message_type == "reaction" else row.reply_to
    payload = compose.payload(to, row.message_type, body, reply_to=answered, opaque=tries.opaque(row.id, row.past))
    return msgspec.json.encode(payload)


def _why_not(row: Row[Any]) -> UnspeakableError:
    try:
        is_file_missing = bool(files_of(row.message_type, row.content))
    except _UNREADABLE:
        is_file_missing = False
    if is_file_missing:
        return UnspeakableError(131053, "a file of the message is not at WhatsApp any more")
    log.error("outbox.unreadable", message_id=str(row.id))
    return UnspeakableError(131009, "the message cannot be read")


def _body(row: Row[Any], ids: Mapping[UUID, str]) -> Any:  # noqa: ANN401 - Meta's JSON
    match row.message_type:
        case "template":
            told = row.content["template"]
            language = {"code": told["language"]}
            return {"name": told["name"], "language": language, "components": filling.components_for_meta(row.content, ids)}
        case "reaction":
            return {"message_id": row.reply_to, "emoji": row.content["emoji"]}
        case kind:
            return bodies.body(kind, row.content, ids)
