"""The templates that may be sent to a guest now, the fitting language first, filled as far as we can."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import select

from app.channels.models import Channel
from app.contacts.models import Contact
from app.core.permissions import Can
from app.core.work import TenantWork
from app.templates import fields, languages, resolving
from app.templates.fields import About
from app.templates.filling import Look
from app.templates.models import Template
from app.templates.schemas import USABLE
from app.templates.wording import definition_of_row, sources_of
from app.tenants import queries as tenants
from app.whatsapp.template_parameters import words_of
from app.whatsapp.template_shapes import slots

_WORDS: Final = frozenset({"text", "code", "coupon_code", "payload"})


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One place to fill. `path` is where the request's content names it (`body.guest_name`, `header.media_id`, `buttons.0.text`,
    `cards.1.body.price`); in `buttons` and `cards` the number counts the template's.

    `value` is what is said when nothing else is; `source` where it comes from. Types: text, code, image, video, document,
    location, product, payload, coupon_code, flow, thumbnail, sections, time.
    """

    path: str
    name: str
    type: str
    required: bool
    missing: bool
    value: str | None
    source: str | None
    example: str | None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A template as this guest would read it: `content` is what the message's would be, and a place that is still empty stands in
    its texts as `{{name}}`. `ready`: nobody has to fill anything. `fits_language`: it speaks the guest's.
    """

    template_id: UUID
    name: str
    language: str
    category: str | None
    quality: str | None
    fits_language: bool
    content: dict[str, Any]
    parameters: list[Parameter]
    ready: bool


class OffersView(msgspec.Struct, frozen=True):
    """`language` is the guest's, as far as it is known."""

    language: str | None
    data: list[Offer]


async def offers(work: TenantWork, about: About, *, most: int | None = None) -> OffersView:
    """For this guest and number. Raises `PermissionDeniedError`."""
    work.actor.must(Can.READ_CONVERSATIONS)
    contact = await work.session.scalar(select(Contact).where(Contact.id == about.contact_id)) if about.contact_id else None
    language = about.language or languages.of_phone(contact.phone if contact else None)
    preferred = [one for one in (language, (await tenants.own(work)).locale) if one]
    opted_out = contact is not None and contact.marketing_opted_out_at is not None
    rows = [row for row in await _usable(work, about) if not (opted_out and row.category == "MARKETING")]
    rows.sort(key=lambda row: (languages.rank(row.language, preferred), _usefulness(row), row.name))
    facts = await fields.read(work, about, {field for row in rows for field in resolving.wanted_fields(sources_of(row), {})})
    return OffersView(language, [_offer(row, facts, preferred) for row in rows[:most]])


async def _usable(work: TenantWork, about: About) -> Sequence[Template]:
    waba = select(Channel.waba_id).where(Channel.id == about.channel_id).scalar_subquery()
    asked = select(Template).where(
        Template.waba_id == waba, Template.status.in_(USABLE), Template.category.is_distinct_from("AUTHENTICATION")
    )
    return (await work.session.scalars(asked)).all()


def _usefulness(row: Template) -> int:
    """What a guest waits for comes before what a hotel wants to sell."""
    return 0 if row.category == "UTILITY" else 1


def parameters(seen: Look) -> list[Parameter]:
    """Every place of a template with what stands in it now."""
    missing = {slot.path for slot in seen.found.missing}
    return [
        Parameter(
            path=slot.path,
            name=slot.name,
            type=slot.kind,
            required=slot.required,
            missing=slot.path in missing,
            value=words_of(seen.found.values[slot.path]) if slot.kind in _WORDS and slot.path in seen.found.values else None,
            source=(seen.sources.get(slot.path) or {}).get("from"),
            example=slot.example,
        )
        for slot in slots(seen.definition)
    ]


def _offer(row: Template, facts: dict[str, str], preferred: Sequence[str]) -> Offer:
    definition, sources = definition_of_row(row), sources_of(row)
    seen = Look(row, definition, resolving.resolve(definition, sources, {}, facts), sources)
    return Offer(
        template_id=row.id,
        name=row.name,
        language=row.language,
        category=row.category,
        quality=row.quality,
        fits_language=not preferred or languages.fits(row.language, preferred[0]),
        content=seen.content,
        parameters=parameters(seen),
        ready=not seen.flaws,
    )
