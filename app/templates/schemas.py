"""Templates as they travel."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

import msgspec

from app.core.answers import ErrorBody, ErrorDetail
from app.templates.models import Template
from app.templates.wording import as_reviewed, definition_of_row
from app.whatsapp.template_shapes import slots

# Meta sends with these; REINSTATED and UNARCHIVED are APPROVED again (cloud-api 8.5).
USABLE = frozenset({"APPROVED", "REINSTATED", "UNARCHIVED"})


class PlaceView(msgspec.Struct, frozen=True):
    """One place to fill, by its path in a request's content."""

    path: str
    type: str
    required: bool
    example: str | None


class ListedView(msgspec.Struct, frozen=True, kw_only=True):
    """One template in one language, as Meta judged it. Null is what Meta has not said yet.

    `next_category` is what it will be from `next_category_at` on. `components` are its words as Meta's webhooks tell them;
    `library_key` names the one of ours that it was made from.
    """

    id: UUID
    business_account_id: str
    meta_template_id: str
    name: str
    language: str
    status: str | None
    usable: bool
    reason: str | None
    explanation: dict[str, Any] | None
    category: str | None
    next_category: str | None
    next_category_at: datetime | None
    quality: str | None
    components: dict[str, Any] | None
    library_key: str | None
    updated_at: datetime

    @classmethod
    def of(cls, row: Template) -> Self:
        made = cls._made(row)
        return cls(**{name: getattr(row, name) for name in cls.__struct_fields__ if name not in made}, **made)

    @classmethod
    def _made(cls, row: Template) -> dict[str, Any]:
        return {"business_account_id": row.waba_id, "usable": row.status in USABLE}


class TemplateView(ListedView, frozen=True, kw_only=True):
    """`definition` is Meta's whole list of components, which a change begins with. `preview` is what reviewers read, examples and
    all; `places` are what a message fills, and `sources` what fills them by itself. `header_media_id` is the file that it goes
    out with when nobody names another.
    """

    definition: list[dict[str, Any]] | None
    parameter_format: str | None
    sub_category: str | None
    ttl_seconds: int | None
    preview: dict[str, Any]
    places: list[PlaceView]
    sources: dict[str, Any]
    header_media_id: UUID | None
    submitted_at: datetime | None

    @classmethod
    def _made(cls, row: Template) -> dict[str, Any]:
        definition = definition_of_row(row)
        places = [PlaceView(slot.path, slot.kind, slot.required, slot.example) for slot in slots(definition)]
        told = {"header_media_id": row.header_file_id, "preview": as_reviewed(definition), "places": places}
        return super()._made(row) | told


class AccountSync(msgspec.Struct, frozen=True):
    """When the account's list was last here whole; null: never yet."""

    business_account_id: str
    synced_at: datetime | None


class TemplatesView(msgspec.Struct, frozen=True):
    """By name and language."""

    data: list[ListedView]
    accounts: list[AccountSync] = []


class SyncView(msgspec.Struct, frozen=True):
    """One account's round. `trouble` is why Meta did not answer all of it, in words."""

    business_account_id: str
    found: int
    changed: int
    gone: int
    trouble: str | None


class SyncsView(msgspec.Struct, frozen=True):
    data: list[SyncView]


class FieldView(msgspec.Struct, frozen=True):
    """`field` is what a source's `from` names. Not `available` yet: nothing is known of it, and the fallback is said."""

    field: str
    label: str
    available: bool


class FieldsView(msgspec.Struct, frozen=True):
    data: list[FieldView]


class CheckView(msgspec.Struct, frozen=True):
    """`preview` as reviewers would read it, examples and all; `flaws` are what Meta would refuse."""

    preview: dict[str, Any]
    places: list[PlaceView]
    flaws: list[ErrorDetail]


class WordingView(msgspec.Struct, frozen=True):
    """One of our templates in one language; `template_id` when the hotel has it, `status` what Meta says of it."""

    language: str
    components: list[dict[str, Any]]
    preview: dict[str, Any]
    sources: dict[str, Any]
    template_id: UUID | None
    status: str | None


class LibraryEntry(msgspec.Struct, frozen=True):
    key: str
    title: str
    purpose: str
    category: str
    languages: list[WordingView]


class LibraryView(msgspec.Struct, frozen=True):
    """As a guest's stay goes."""

    data: list[LibraryEntry]


class TakeFromLibrary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Left out: all three languages, and the hotel's one business account."""

    languages: list[str] | None = None
    business_account_id: str | None = None


class HandedInView(msgspec.Struct, frozen=True):
    """What became of one language: the template, or why it is none."""

    language: str
    template: TemplateView | None
    error: ErrorBody | None


class TakenView(msgspec.Struct, frozen=True):
    data: list[HandedInView]
