"""The doors for people who look into the inbox: a hotel's own letters, and the house's view of all.

A hotel's admin, or a super admin inside a hotel, stands behind that hotel's walls. A super admin in the house sees
every letter; to open one or put any back they say why, and it stands in the book of the hotel whose it is.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.audit import service as audit
from app.core.clock import now
from app.core.errors import Detail, NotFoundError, ReasonRequiredError, ValidationFailedError
from app.core.pages import MOST_PER_PAGE
from app.core.permissions import Can
from app.core.refused import refusals
from app.core.work import TenantWork, Work
from app.inbox import queries, replaying
from app.inbox.models import LetterState
from app.inbox.schemas import Counts, LettersView, LetterView, PutBack, PutBackView, Unclaimed, Wanted
from app.sessions.gate import Caller, OperatorWork, act_reason, office_of

_TAGS: Final = ["Inbox"]
_AnyRequest = Request[Any, Any, Any]
_Moment = Annotated[datetime | None, QueryParameter(description="With its zone.")]


@get("/api/inbox", tags=_TAGS, summary="The letters, newest first", responses=refusals(ReasonRequiredError))
async def list_letters(  # noqa: PLR0913, PLR0917 - by name, as Litestar calls it
    request: _AnyRequest,
    caller: NamedDependency[Caller],
    number: Annotated[str | None, QueryParameter(max_length=255, description="Meta's id of the number, or of the account.")] = None,
    status: Annotated[list[LetterState] | None, QueryParameter(name="state", description="One or several.")] = None,
    kind: Annotated[
        str | None, QueryParameter(max_length=80, description="`message`, `status`, `field:…`; `field` is every field.")
    ] = None,
    since: _Moment = None,
    until: _Moment = None,
    before: Annotated[int | None, QueryParameter(ge=0, le=2**63 - 1, description="`next` of the page before.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_PER_PAGE)] = 50,
) -> LettersView:
    """For those who may manage the hotel's numbers; a super admin who names no hotel sees all. What is in them is not shown."""
    wanted = Wanted(number=number, states=tuple(status or ()), kind=kind, since=_zoned(since), until=_zoned(until))
    async with _standing(request, caller) as work:
        found = await queries.page(work, wanted, before=before, limit=limit)
    return LettersView(found.letters, found.next)


@get("/api/inbox/counts", tags=_TAGS, summary="How many letters are not done", responses=refusals(ReasonRequiredError))
async def count_letters(request: _AnyRequest, caller: NamedDependency[Caller]) -> Counts:
    """By state, each up to 10,000."""
    async with _standing(request, caller) as work:
        return await queries.counts(work)


@get("/api/inbox/unclaimed", tags=_TAGS, summary="Numbers without a hotel", responses=refusals())
async def list_unclaimed(operator: NamedDependency[OperatorWork]) -> Unclaimed:
    """*Super admin.* What came for them is kept for a while, and arrives when a hotel claims the number."""
    return Unclaimed(await queries.unclaimed(operator.work))


@get("/api/inbox/{letter_id:int}", tags=_TAGS, summary="One letter, whole", responses=refusals(NotFoundError, ReasonRequiredError))
async def show_letter(request: _AnyRequest, caller: NamedDependency[Caller], letter_id: FromPath[int]) -> LetterView:
    """With what Meta sent, and what became of it. A super admin in the house says why (`X-Act-Reason`)."""
    return await _read(request, caller, letter_id)


@get("/api/inbox/{letter_id:int}/raw", tags=_TAGS, summary="Its bytes", responses=refusals(NotFoundError, ReasonRequiredError))
async def download_letter(request: _AnyRequest, caller: NamedDependency[Caller], letter_id: FromPath[int]) -> Response[bytes]:
    """As they came, to be kept and never shown by a browser."""
    await _read(request, caller, letter_id)
    async with _standing(request, caller, audited=False) as work:
        body = await queries.body(work, letter_id)
    headers = {"Content-Disposition": f'attachment; filename="letter-{letter_id}.json"', "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type="application/octet-stream", headers=headers)


@post("/api/inbox/replay", status_code=200, tags=_TAGS, summary="Take letters in anew", responses=refusals(ReasonRequiredError))
async def put_back(request: _AnyRequest, caller: NamedDependency[Caller], data: JSONBody[PutBack]) -> PutBackView:
    """Failed ones (the default) are tried again; done and kept ones of a span are read again, and what is stored already
    stays as it is and is announced to nobody. At most `limit` a call: go on with `after` = `next` and `until` as answered.
    """
    wanted = replaying.wanted_of(data)
    until = wanted.until or now()
    async with _standing(request, caller) as work:
        if data.dry_run:
            letters = await replaying.would_put_back(work, wanted, after=data.after)
            return PutBackView(letters=letters, is_exact=letters < queries.MOST_COUNTED, next=None, until=until)
        reason = None if caller.tenant_id else _reason(request)
        batch = await replaying.put_back(work, wanted, after=data.after, most=data.limit)
        await _note(work, caller, "inbox.put_back", batch.sources, reason)
    return PutBackView(letters=len(batch.ids), is_exact=True, next=batch.next, until=until)


@asynccontextmanager
async def _standing(request: _AnyRequest, caller: Caller, *, audited: bool = True) -> AsyncIterator[Work]:
    """Behind the hotel's walls, or in the house if the caller is of the house and names no hotel."""
    caller.actor.must(Can.MANAGE_CHANNELS)
    if caller.tenant_id is None:
        caller.actor.must(Can.MANAGE_HOUSE)
        async with office_of(request).for_house() as work:
            yield work
    else:
        async with caller.work(office_of(request), audited=audited) as inside:
            yield inside


async def _read(request: _AnyRequest, caller: Caller, letter_id: int) -> LetterView:
    async with _standing(request, caller) as work:
        reason = None if caller.tenant_id else _reason(request)
        letter = await queries.get(work, letter_id)
        if caller.tenant_id is None:
            await _note(work, caller, "inbox.read", {letter.source_id: 1}, reason, letter_id=letter_id)
    return letter


async def _note(  # noqa: PLR0913, PLR0917 - what stands in the book
    work: Work, caller: Caller, deed: str, sources: Mapping[str, int], reason: str | None, *, letter_id: int | None = None
) -> None:
    """In the book of each hotel whose letters these are; what is nobody's has no book."""
    details = {"letters": dict(sources)} | ({"letter_id": letter_id} if letter_id else {})
    if isinstance(work, TenantWork):
        if sources:
            await audit.note(work, caller.actor, deed, reason=caller.reason, details=details)
        return
    owners = await queries.owners_of(work, sources)
    for tenant_id in sorted(set(owners.values())):
        own = {source_id: many for source_id, many in sources.items() if owners.get(source_id) == tenant_id}
        async with work.as_tenant(tenant_id) as inside:
            await audit.note(inside, caller.actor, deed, reason=reason, details=details | {"letters": own})


def _reason(request: _AnyRequest) -> str:
    reason = act_reason(request)
    if not reason:
        raise ReasonRequiredError(details=(Detail("header.x-act-reason", "detail-missing", "missing"),))
    return reason


def _zoned(at: datetime | None) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise ValidationFailedError(details=(Detail("query.since", "detail-value", "value"),))
    return at


routes: list[Any] = [list_letters, count_letters, list_unclaimed, show_letter, download_letter, put_back]
