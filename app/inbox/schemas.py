"""What the worker takes out of the inbox, and what people see of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta, Raw

from app.inbox.models import LetterState
from app.whatsapp.envelope import UNREADABLE

SHOWN_BYTES: Final = 200_000


class Item(msgspec.Struct, frozen=True, gc=False):
    """A letter in hand. `channel_id` is None when its source is a WABA and no number."""

    id: int
    source_id: str
    kind: str
    body: bytes
    received_at: datetime
    channel_id: UUID | None


class Aside(msgspec.Struct, frozen=True):
    """A letter that is not done: `state` says why, `error` in words without what was said in it.

    `waiting_for` is the wamid that a status waits for.
    """

    item_id: int
    state: LetterState
    error: str | None = None
    waiting_for: str | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which letters: all that is given must hold. `number`: Meta's id of the number, or of the account.

    `kind`: `message`, `status`, `field:…`, or `field` for every field. `since` ≤ received < `until`.
    `sources` are filled in by `queries.nearer`.
    """

    number: str | None = None
    states: tuple[LetterState, ...] = ()
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    ids: tuple[int, ...] = ()
    sources: tuple[str, ...] | None = None


class LetterLine(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in a list. `size` in bytes; `tenant_id` only where letters of many hotels are shown."""

    id: int
    source_id: str
    kind: str
    key: str | None
    state: str
    attempts: int
    error: str | None
    waiting_for: str | None
    received_at: datetime
    look_again_at: datetime | None
    handled_at: datetime | None
    put_back_at: datetime | None
    size: int
    tenant_id: UUID | None


class LetterView(LetterLine, frozen=True, kw_only=True):
    """The whole letter: `json` as it came; or `text`, with what cannot be shown escaped, when it is none or too long.

    `is_cut`: the rest is at `/raw`.
    """

    json: Raw | None
    text: str | None
    is_cut: bool

    @classmethod
    def of(cls, row: Mapping[Any, Any], tenant_id: UUID | None) -> "LetterView":
        line = {name: row[name] for name in LetterLine.__struct_fields__ if name != "tenant_id"}
        body: bytes = row["body"]
        is_shown = len(body) <= SHOWN_BYTES and _is_json(body)
        text = None if is_shown else printable(body[:SHOWN_BYTES].decode("utf-8", "backslashreplace"))
        return cls(**line, tenant_id=tenant_id, json=Raw(body) if is_shown else None, text=text, is_cut=len(body) > SHOWN_BYTES)


class LettersView(msgspec.Struct, frozen=True):
    """Newest first; `next` is the `before` of the page after this one."""

    data: list[LetterLine]
    next: int | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many letters are not done, by state; counting stops at 10,000 each."""

    new: int
    failed: int
    waiting: int
    unclaimed: int
    kept: int


class UnclaimedNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number that no hotel has claimed, and what has come for it. `waba_id` and `display_phone_number` as the latest letter says."""

    source_id: str
    letters: int
    first_at: datetime
    last_at: datetime
    waba_id: str | None
    display_phone_number: str | None

    @classmethod
    def of(cls, source_id: str, letters: int, span: tuple[datetime, datetime], latest: bytes) -> "UnclaimedNumber":
        try:
            said = _SAID.decode(latest)
        except UNREADABLE:
            said = _Said()
        return cls(
            source_id=source_id,
            letters=letters,
            first_at=span[0],
            last_at=span[1],
            waba_id=said.entry_id,
            display_phone_number=said.metadata.display_phone_number if said.metadata else None,
        )


class Unclaimed(msgspec.Struct, frozen=True):
    data: list[UnclaimedNumber]


class PutBack(msgspec.Struct, frozen=True, kw_only=True):
    """Which letters to take in anew, and how. A span or `ids`, unless it is only about failed ones.

    `after` goes on where the answer before ended (`next`), with `until` as it said. `dry_run` only counts.
    """

    number: Annotated[str, Meta(max_length=255)] | None = None
    states: Annotated[list[LetterState], Meta(min_length=1, max_length=3)] = msgspec.field(default_factory=lambda: [LetterState.FAILED])
    kind: Annotated[str, Meta(max_length=80)] | None = None
    since: datetime | None = None
    until: datetime | None = None
    ids: Annotated[list[int], Meta(max_length=1_000)] = []
    after: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=1_000)] = 1_000
    dry_run: bool = False


class PutBackView(msgspec.Struct, frozen=True, kw_only=True):
    """`letters`: how many were put back, or would be; not `is_exact` when counting stopped. `next`: the `after` that goes on."""

    letters: int
    is_exact: bool
    next: int | None
    until: datetime


class _Metadata(msgspec.Struct):
    display_phone_number: str | None = None


class _Said(msgspec.Struct):
    entry_id: str | None = None
    metadata: _Metadata | None = None


_SAID: Final = msgspec.json.Decoder(_Said)


def printable(text: str) -> str:
    """With all that would move a cursor, or the reading direction, escaped."""
    return "".join(one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in text)


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body)
    except UNREADABLE:
        return False
    return True
