"""The doors for a message that has not gone as it should."""

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.errors import NotFoundError, RateLimitedError, WhatsAppDisconnectedError
from app.core.i18n import locale_of
from app.core.refused import refusals
from app.core.sending_errors import AlreadySettledError, NotRepeatableError, TooEarlyError, TooLateError, WindowClosedError
from app.core.work import TenantWork
from app.messages.schemas import MessageView
from app.messages.sending import outcomes
from app.messages.sending.outcomes import Outcome

_TAGS: Final = ["Messages"]
_AGAIN: Final = (NotRepeatableError, RateLimitedError, WhatsAppDisconnectedError, WindowClosedError)
_AnyRequest = Request[Any, Any, Any]


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person found out, on the hotel's phone or from the guest."""

    outcome: Annotated[Outcome, msgspec.Meta(examples=["arrived"])]


@post(
    "/api/messages/{message_id:uuid}/cancel",
    status_code=200,
    tags=_TAGS,
    summary="Take a message back that has not gone",
    responses=refusals(NotFoundError, TooLateError),
)
async def cancel_message(request: _AnyRequest, work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> MessageView:
    """Pending or scheduled. `TOO_LATE` when it is on its way at this very moment. Once more gives the same message."""
    return _view(request, await outcomes.cancel(work, message_id))


@post(
    "/api/messages/{message_id:uuid}/retry",
    status_code=200,
    tags=_TAGS,
    summary="Send a failed message again",
    responses=refusals(NotFoundError, *_AGAIN),
)
async def retry_message(request: _AnyRequest, work: NamedDependency[TenantWork], message_id: FromPath[UUID]) -> MessageView:
    """The same message, pending again, in its place in the thread. Once more, while it is on its way, sends nothing more."""
    return _view(request, await outcomes.retry(work, message_id))


@post(
    "/api/messages/{message_id:uuid}/decide",
    status_code=200,
    tags=_TAGS,
    summary="Say what became of an uncertain message",
    responses=refusals(NotFoundError, AlreadySettledError, TooEarlyError, *_AGAIN),
)
async def decide_message(
    request: _AnyRequest, work: NamedDependency[TenantWork], message_id: FromPath[UUID], data: JSONBody[Decision]
) -> MessageView:
    """Nobody knows whether it reached WhatsApp, and for two minutes WhatsApp has said nothing.

    `send_again` may reach the guest twice. What WhatsApp says later still counts: a receipt for the first one stops the second
    if that has not left, and `delivered` outweighs `not_arrived`.
    """
    return _view(request, await outcomes.decide(work, message_id, data.outcome))


def _view(request: _AnyRequest, row: Any) -> MessageView:  # noqa: ANN401 - a row with a message's columns
    return MessageView.of(row, locale_of(request.headers.get("accept-language")))


routes: list[Any] = [cancel_message, retry_message, decide_message]
