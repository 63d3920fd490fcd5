"""The Graph API's calls about templates: listing, looking, making, changing and deleting, and the samples that a review needs."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from app.whatsapp.client import INVALID, NO_SUCH_OBJECT, GraphClient, Line, Raw
from app.whatsapp.outcomes import Done, Refused, Reply, Unknown, of_asking
from app.whatsapp.reading import Identifier, Name

FIELDS: Final = (
    "id,name,language,status,category,sub_category,parameter_format,components,quality_score,rejected_reason,message_send_ttl_seconds"
)
PAGE: Final = 100

T = TypeVar("T", bound=msgspec.Struct)


class QualityScore(msgspec.Struct, frozen=True):
    score: Name = "UNKNOWN"


class ListedTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """A template as Meta has it now. `components` are Meta's own."""

    id: Identifier
    name: Name
    language: Name
    status: Name | None = None
    category: Name | None = None
    sub_category: Name | None = None
    parameter_format: Name | None = None
    components: list[dict[str, Any]] = []
    quality_score: QualityScore | None = None
    rejected_reason: Name | None = None
    message_send_ttl_seconds: int | None = None


class _Cursors(msgspec.Struct):
    after: str | None = None


class _Paging(msgspec.Struct):
    cursors: _Cursors = msgspec.field(default_factory=_Cursors)
    next: str | None = None


class _Page(msgspec.Struct):
    data: list[ListedTemplate]
    paging: _Paging = msgspec.field(default_factory=_Paging)


class TemplatePage(NamedTuple):
    """`after` leads to the next one; None: it is the last."""

    templates: list[ListedTemplate]
    after: str | None


class MadeTemplate(msgspec.Struct, frozen=True):
    """What became of a template that was handed in; Meta may have put it into another category."""

    id: Identifier
    status: Name = "PENDING"
    category: Name | None = None


class Sample(NamedTuple):
    """A file that shows Meta's reviewers what a header will be like."""

    filename: str
    content_type: str
    content: bytes


class _Success(msgspec.Struct):
    success: bool = True


class _Session(msgspec.Struct):
    id: str


class _Handle(msgspec.Struct):
    h: str


async def page(client: GraphClient, line: Line, waba_id: str, after: str | None = None) -> TemplatePage | Refused | Unknown:
    """Up to a hundred of an account's templates. The cursor alone travels: `next` is a ready-made URL, and a token goes only
    to addresses that we make ourselves.
    """
    params = {"fields": FIELDS, "limit": str(PAGE)} | ({"after": after} if after else {})
    found = await _ask(client, line, "GET", f"{_id(waba_id)}/message_templates?{urlencode(params)}", _Page)
    if not isinstance(found, _Page):
        return found
    return TemplatePage(found.data, found.paging.cursors.after if found.paging.next else None)


async def one(client: GraphClient, line: Line, template_id: str) -> ListedTemplate | Refused | Unknown:
    return await _ask(client, line, "GET", f"{_id(template_id)}?{urlencode({'fields': FIELDS})}", ListedTemplate)


def is_gone(outcome: object) -> bool:
    """Whether Meta says that there is no such template."""
    return isinstance(outcome, Refused) and outcome.code == INVALID and outcome.subcode in {None, NO_SUCH_OBJECT}


async def create(client: GraphClient, line: Line, waba_id: str, payload: Mapping[str, Any]) -> MadeTemplate | Refused | Unknown:
    return await _ask(client, line, "POST", f"{_id(waba_id)}/message_templates", MadeTemplate, payload)


async def edit(client: GraphClient, line: Line, template_id: str, payload: Mapping[str, Any]) -> Done | Refused | Unknown:
    return _done(await _ask(client, line, "POST", _id(template_id), _Success, payload))


async def delete(client: GraphClient, line: Line, waba_id: str, *, name: str, template_id: str) -> Done | Refused | Unknown:
    """One language of it. By name alone Meta deletes all of them."""
    query = urlencode({"name": name, "hsm_id": template_id})
    return _done(await _ask(client, line, "DELETE", f"{_id(waba_id)}/message_templates?{query}", _Success))


async def handle_of(client: GraphClient, line: Line, sample: Sample) -> str | Refused | Unknown:
    """Hands the file in. It goes to the app of the line's own token, which is called `app`; a token of any other is none of ours."""
    told = {"file_name": sample.filename, "file_length": str(len(sample.content)), "file_type": sample.content_type}
    session = await _ask(client, line, "POST", f"app/uploads?{urlencode(told)}", _Session)
    if not isinstance(session, _Session):
        return session
    # The one door of Meta's that wants the token under another word.
    headers = {"Authorization": f"OAuth {line.access_token}", "file_offset": "0", "Content-Type": "application/octet-stream"}
    reply = await client.call(line, "POST", quote(session.id, safe=":?=&"), Raw(sample.content, headers))
    handle = of_asking(reply, _Handle) if isinstance(reply, Reply) else reply
    return handle.h if isinstance(handle, _Handle) else handle


async def _ask(  # noqa: PLR0913, PLR0917 - a call, whom it is to, and what it brings
    client: GraphClient, line: Line, method: str, path: str, wanted: type[T], payload: Mapping[str, Any] | None = None
) -> T | Refused | Unknown:
    reply = await client.call(line, method, path, None if payload is None else msgspec.json.encode(payload))
    return of_asking(reply, wanted) if isinstance(reply, Reply) else reply


def _done(outcome: _Success | Refused | Unknown) -> Done | Refused | Unknown:
    if not isinstance(outcome, _Success):
        return outcome
    return Done() if outcome.success else Unknown("Meta says neither yes nor why not")


def _id(identifier: str) -> str:
    """An id as a path segment; anything but letters and digits would be another path."""
    if not (identifier.isascii() and identifier.isalnum()):
        raise ValueError("not an id of Meta's")
    return identifier
