"""A template as somebody wants it: checked against Meta's rules and ours, and put into Meta's words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from app.core.checks import Flaw, check_text
from app.templates import fields
from app.whatsapp import template_rules
from app.whatsapp.template_shapes import Definition, Slot, definition_of, listed, mapped, slots, variables

NAME: Final = re.compile(r"[a-z0-9_]+")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2,4})?")
LONGEST_NAME: Final = 512
LONGEST_FALLBACK: Final = 200

Category = Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
Components = Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1, max_length=12)]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What fills a place by itself: a field of `GET /api/templates/fields`, and what is said when it is empty."""

    from_: str | None = msgspec.field(name="from", default=None)
    fallback: str | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new template, in Meta's own components.

    An example stands for each variable, as Meta wants it. The header's file is `example: {"media_id": …}` of a file of ours: its
    reviewers see it, and it goes out with every message that names no other. `sources` are by place: `body.guest_name`,
    `header.text`, `buttons.0.text`. `business_account_id` may be left out by a hotel that has one.
    """

    name: str
    language: str
    category: Category
    components: Components
    ttl_seconds: int | None = None
    sources: dict[str, Source] = {}
    business_account_id: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays. `sources` alone never reach Meta and need no review."""

    category: Category | None = None
    components: Components | None = None
    ttl_seconds: int | None = None
    sources: dict[str, Source] | None = None


def flaws_of(wanted: Proposal) -> list[Flaw]:
    """All that Meta would refuse, or would lose a review for."""
    found = list(_of_name(wanted))
    found += [flaw._replace(path=f"components.{flaw.path}".rstrip(".")) for flaw in _of_components(wanted)]
    found += template_rules.check_ttl(wanted.ttl_seconds, wanted.category)
    return found + list(_of_sources(wanted.sources, definition(wanted)))


def definition(wanted: Proposal) -> Definition:
    named = "NAMED" if is_named(wanted.components) else "POSITIONAL"
    return definition_of(wanted.components, category=wanted.category, parameter_format=named)


def places(wanted: Proposal) -> list[Slot]:
    return slots(definition(wanted))


def is_named(components: Sequence[Mapping[str, Any]]) -> bool:
    """Numbers count, anything else is a name; which of both Meta has to be told."""
    parts = [*components, *(part for one in components for card in listed(one.get("cards")) for part in listed(card.get("components")))]
    said = [str(one.get("text") or "") for one in parts]
    return any(not name.isdigit() for text in said for name in variables(text))


def in_metas_words(components: Sequence[Mapping[str, Any]], handles: Mapping[str, str]) -> list[dict[str, Any]]:
    """With Meta's handles of the files, and the body's examples in the list of lists that all of its examples have (cloud-api D11)."""
    return [_part(one, handles) for one in components]


def files_in(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Path and id of each file that serves as an example, and its format."""
    for place, one in enumerate(components):
        if file := mapped(one.get("example")).get("media_id"):
            yield f"components.{place}.example.media_id", str(file)
        for index, card in enumerate(listed(one.get("cards"))):
            for path, inner in files_in(listed(card.get("components"))):
                yield f"components.{place}.cards.{index}.{path}", inner


def header_file(components: Sequence[Mapping[str, Any]]) -> UUID | None:
    """The file that its header is sent with when nobody names another."""
    header = next((one for one in components if str(one.get("type", "")).upper() == "HEADER"), {})
    file = mapped(header.get("example")).get("media_id")
    return UUID(str(file)) if file else None


def _part(one: Mapping[str, Any], handles: Mapping[str, str]) -> dict[str, Any]:
    part = {**one, "type": str(one.get("type", "")).upper()}
    example = mapped(one.get("example"))
    if example.get("media_id"):
        part["example"] = {"header_handle": [handles[str(example["media_id"])]]}
    elif isinstance(flat := example.get("body_text"), list) and flat and not isinstance(flat[0], list):
        part["example"] = example | {"body_text": [flat]}
    if cards := listed(one.get("cards")):
        part["cards"] = [{**card, "components": in_metas_words(listed(card.get("components")), handles)} for card in cards]
    return part


def _of_name(wanted: Proposal) -> Iterator[Flaw]:
    yield from check_text(wanted.name, "name", least=1, most=LONGEST_NAME)
    if wanted.name and not NAME.fullmatch(wanted.name):
        yield Flaw("name", "value", "template-rule-name")
    if not LANGUAGE.fullmatch(wanted.language):
        yield Flaw("language", "value", "template-rule-language")


def _of_components(wanted: Proposal) -> Iterator[Flaw]:
    yield from template_rules.check(wanted.components, category=wanted.category, is_named=is_named(wanted.components))


def _of_sources(sources: Mapping[str, Source], of: Definition) -> Iterator[Flaw]:
    places = {slot.path for slot in slots(of) if slot.kind in {"text", "code", "coupon_code", "payload"}}
    for path, source in sources.items():
        if path not in places:
            yield Flaw(f"sources.{path}", "unknown", "detail-template-no-place")
        if source.from_ and not fields.may_be(source.from_):
            yield Flaw(f"sources.{path}.from", "value", "detail-template-no-field")
        yield from check_text(source.fallback or "", f"sources.{path}.fallback", most=LONGEST_FALLBACK)
        if "\n" in (source.fallback or ""):
            yield Flaw(f"sources.{path}.fallback", "value", "detail-template-one-line")
