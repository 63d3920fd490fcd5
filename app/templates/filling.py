"""Filling a template for one guest: what to tell Meta, what the guest will read, and the files that go with it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import select

from app.channels.models import Channel
from app.contacts.models import Contact
from app.core.errors import Detail, ValidationFailedError
from app.core.work import TenantWork
from app.templates import fields, languages, resolving
from app.templates.asking import TemplateContent, by_place
from app.templates.fields import About
from app.templates.models import Template
from app.templates.resolving import Resolution
from app.templates.schemas import USABLE
from app.templates.verbatim import given_in
from app.templates.wording import definition_of_row, sources_of
from app.tenants import queries as tenants
from app.whatsapp.template_parameters import components_of, shown
from app.whatsapp.template_shapes import FILES, Definition, listed

FIELD: Final = "body.content"
_WHY_NOT: Final[Mapping[str, str]] = {
    "PAUSED": "detail-template-paused",
    "DISABLED": "detail-template-disabled",
    "REJECTED": "detail-template-rejected",
    "PENDING": "detail-template-pending",
    "IN_APPEAL": "detail-template-pending",
    "DELETED": "detail-template-deleted",
    "PENDING_DELETION": "detail-template-deleted",
}


class FileWanted(NamedTuple):
    """A file of ours that the message carries. `path` is where the request named it, for a refusal."""

    file_id: UUID
    kind: str
    filename: str | None
    path: str


class Filled(msgspec.Struct, frozen=True):
    """`content` as the message keeps it. While `files` are not `placed`, it names each by its file's id."""

    content: dict[str, Any]
    files: tuple[FileWanted, ...]
    category: str | None


class Placed(NamedTuple):
    """What became of a file: the row of `media` that the message carries, and how the API shows it."""

    media_id: UUID
    view: Mapping[str, Any]


class Look(msgspec.Struct, frozen=True):
    """A template with this guest's values in it, whole or not."""

    row: Template
    definition: Definition
    found: Resolution
    sources: dict[str, Any]

    @property
    def content(self) -> dict[str, Any]:
        """As a message keeps it, without what only Meta reads."""
        seen = shown(self.definition, self.found.values)
        text = seen.pop("text")
        identity = {"id": str(self.row.id), "name": self.row.name, "language": self.row.language, "category": self.row.category}
        return {"text": text, "template": {**identity, **seen}}

    @property
    def flaws(self) -> list[Detail]:
        return [*self.found.flaws, *(Detail(slot.path, "detail-template-missing", "missing") for slot in self.found.missing)]


async def fill(work: TenantWork, asked: TemplateContent, about: About) -> Filled:
    """Raises `ValidationFailedError` naming each field: no such template, not usable now, a value missing or wrong."""
    seen = await look(work, asked, about)
    if seen.flaws:
        raise ValidationFailedError(details=tuple(Detail(_path(flaw.field, asked), flaw.message, flaw.type) for flaw in seen.flaws))
    components = components_of(seen.definition, seen.found.values) if asked.components is None else asked.components
    content = seen.content
    content["template"]["components"] = components
    return Filled(content, _files(seen.definition, seen.found.values), seen.row.category)


async def look(work: TenantWork, asked: TemplateContent, about: About) -> Look:
    """What would be said, with its flaws. Raises `ValidationFailedError` only for a template that cannot be sent at all."""
    row = await _wanted(work, asked, about)
    definition = definition_of_row(row)
    given = by_place(asked) if asked.components is None else given_in(asked.components, definition)
    # Meta's own components are all that is said: our sources fill nothing beside them.
    sources = sources_of(row) if asked.components is None else {}
    facts = await fields.read(work, about, resolving.wanted_fields(sources, given))
    found = resolving.resolve(definition, sources, given, facts)
    if asked.cards and len(asked.cards) != len(definition.cards):
        found.flaws.append(Detail("cards", "detail-template-cards", "length"))
    return Look(row, definition, found, sources)


def placed(content: Mapping[str, Any], files: Mapping[UUID, Placed]) -> dict[str, Any]:
    """The content with every file of ours as the message carries it: `media` and `media_url` to be shown, the row's id to be sent."""
    template = dict(content["template"])
    told = {str(file_id): one for file_id, one in files.items()}
    template["components"] = _rows_in(template["components"], told)
    if "header" in template:
        template["header"] = _viewed(template["header"], told)
    if "cards" in template:
        template["cards"] = [card | {"header": _viewed(card.get("header", {}), told)} for card in template["cards"]]
    return {**content, "template": template}


def rows_in(content: Mapping[str, Any]) -> list[UUID]:
    """The rows of `media` that a stored content sends, for whoever asks Meta's ids of them."""
    return [UUID(file["media_id"]) for file in _files_in(content["template"]["components"])]


def components_for_meta(content: Mapping[str, Any], meta_ids: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The stored components with Meta's ids of the files. Raises `KeyError` for a row without one."""
    return _swap(content["template"]["components"], {str(row): {"id": one} for row, one in meta_ids.items()})


async def _wanted(work: TenantWork, asked: TemplateContent, about: About) -> Template:
    """The template that is meant, if it can be sent by this number now."""
    waba_id = await work.session.scalar(select(Channel.waba_id).where(Channel.id == about.channel_id))
    if asked.template_id:
        by, named = "template_id", [Template.id == asked.template_id]
    elif asked.name:
        by, named = "name", [Template.name == asked.name, Template.waba_id == waba_id]
    else:
        raise _refused("name", "detail-missing", "missing")
    rows: Sequence[Template] = (await work.session.scalars(select(Template).where(*named))).all()
    if asked.language_code and not asked.template_id:
        by, rows = "language" if rows else by, [row for row in rows if row.language == asked.language_code]
    if not rows:
        raise _refused(by, "detail-template-unknown", "value")
    row = rows[0] if len(rows) == 1 else await _fitting(work, rows, about)
    if row.waba_id != waba_id:
        raise _refused(by, "detail-template-elsewhere", "value")
    if row.status not in USABLE:
        raise _refused(by, _WHY_NOT.get(row.status or "", "detail-template-unusable"), "value")
    return row


async def _fitting(work: TenantWork, rows: Sequence[Template], about: About) -> Template:
    phone = await work.session.scalar(select(Contact.phone).where(Contact.id == about.contact_id))
    preferred = [one for one in (about.language, languages.of_phone(phone), (await tenants.own(work)).locale) if one]
    return min(rows, key=lambda row: (row.status not in USABLE, languages.rank(row.language, preferred), row.language))


def _files(definition: Definition, values: Mapping[str, Any]) -> tuple[FileWanted, ...]:
    formats = {"": definition.header} | {f"cards.{index}.": card.header for index, card in enumerate(definition.cards)}
    found = []
    for at, header in formats.items():
        path = f"{at}header.media_id"
        if header and header.format in FILES and (told := values.get(path, {})).get("media_id"):
            found.append(FileWanted(UUID(told["media_id"]), header.format.lower(), told.get("filename"), f"{FIELD}.{path}"))
    return tuple(found)


def _path(path: str, asked: TemplateContent) -> str:
    """As the caller wrote it: a value of a list is named by its place there, Meta's own components by themselves."""
    if asked.components is not None:
        return f"{FIELD}.components"
    part, _, name = path.partition(".")
    if part == "body" and isinstance(asked.body, list) and name.isdigit():
        return f"{FIELD}.body.{int(name) - 1}"
    return f"{FIELD}.{path}"


def _refused(field: str, key: str, kind: str) -> ValidationFailedError:
    return ValidationFailedError(details=(Detail(f"{FIELD}.{field}", key, kind),))


def _viewed(header: Mapping[str, Any], told: Mapping[str, Placed]) -> dict[str, Any]:
    one = told.get(str(header.get("media_id")))
    if one is None:
        return dict(header)
    rest = {name: value for name, value in header.items() if name != "media_id"}
    return {**rest, "media_url": f"/api/media/{one.media_id}", "media": dict(one.view)}


def _rows_in(components: list[dict[str, Any]], told: Mapping[str, Placed]) -> list[dict[str, Any]]:
    return _swap(components, {file_id: {"media_id": str(one.media_id)} for file_id, one in told.items()})


def _swap(components: list[dict[str, Any]], told: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """The components with what is told of each file instead of its name."""
    swapped = deepcopy(components)
    for file in _files_in(swapped):
        file.update(told[file.pop("media_id")])
    return swapped


def _files_in(components: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of Meta's shape
    """Each file of ours that a header names: what a form is given may be called `media_id` too, and is none."""
    for one in listed(components):
        match str(one.get("type", "")).lower():
            case "header":
                told = [parameter.get(str(parameter.get("type", "")).lower()) for parameter in listed(one.get("parameters"))]
                yield from (file for file in listed(told) if "media_id" in file)
            case "carousel":
                for card in listed(one.get("cards")):
                    yield from _files_in(card.get("components"))
            case _:
                continue
