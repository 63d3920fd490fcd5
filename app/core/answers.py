"""The error body of the contract, on every door and for every fault."""

from typing import Any, Final

import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from app.core import errors
from app.core.clock import now
from app.core.errors import AppError, Detail
from app.core.flaws import passes
from app.core.i18n import locale_of, text
from app.core.ids import new_id

log = structlog.get_logger()

_BY_STATUS: dict[int, type[AppError]] = {
    401: errors.UnauthorizedError,
    403: errors.PermissionDeniedError,
    405: errors.MethodNotAllowedError,
    413: errors.PayloadTooLargeError,
    503: errors.ServiceUnavailableError,
}


# msgspec's words, the narrower before the wider: "Expected `str` matching regex" is about the value.
_KINDS: Final = {
    "missing required": "missing",
    "length": "length",
    "regex": "value",
    "Expected": "type",
    "Invalid": "value",
    "unknown field": "unknown",
}


class ErrorDetail(msgspec.Struct, frozen=True):
    """One wrong field, in words."""

    field: str
    message: str
    type: str


class ErrorBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every answer that is not 2xx looks like; `code` is for programs, `message` for people."""

    error: str
    code: str
    message: str
    timestamp: str
    request_id: str
    details: list[ErrorDetail] = []
    identifier: str | None = None
    retry_after: int | None = None
    window_expires_at: str | None = None
    templates: list[dict[str, Any]] | None = None


def answer(request: Request[Any, Any, Any], fault: Exception) -> Response[ErrorBody]:
    """Litestar's handler for everything that was raised behind a door."""
    error = as_app_error(fault, identifier=request.url.path)
    if isinstance(error, errors.InternalError):
        log.error("request.failed", exc_info=fault)
    headers = {"Retry-After": str(error.extra["retry_after"])} if "retry_after" in error.extra else {}
    request_id = request_id_of(request.scope)
    if not request_id:
        # The router refuses paths and methods that it does not know before any layer of ours is reached.
        request_id = headers["X-Request-Id"] = str(new_id())
    body = error_body(error, locale_of(request.headers.get("accept-language")), request_id)
    return Response(body, status_code=error.status, headers=headers, media_type=MediaType.JSON)


def error_body(error: AppError, locale: str, request_id: str) -> ErrorBody:
    """The body alone, for doors that are no HTTP request: sockets speak the same errors."""
    return ErrorBody(
        error=error.title,
        code=error.code,
        message=text(locale, error.message_key, **error.extra),
        timestamp=now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        request_id=request_id,
        details=[ErrorDetail(detail.field, text(locale, detail.message, **detail.terms), detail.type) for detail in error.details],
        identifier=error.extra.get("identifier"),
        retry_after=error.extra.get("retry_after"),
        window_expires_at=error.extra.get("window_expires_at"),
        templates=error.extra.get("templates"),
    )


def request_id_of(scope: Any) -> str:  # noqa: ANN401 - an ASGI scope
    """The id that the outermost middleware gave this request."""
    return str(scope.get("state", {}).get("request_id", ""))


def as_app_error(fault: Exception, *, identifier: str) -> AppError:
    """Our word for whatever was raised; no text of the database or of a library goes out."""
    match fault:
        case AppError():
            return fault
        case HTTPException():
            return _of_http(fault, identifier)
        case _:
            return errors.DatabaseUnavailableError() if passes(fault) else errors.InternalError()


def _of_http(fault: HTTPException, identifier: str) -> AppError:
    if isinstance(fault, ValidationException):
        return errors.ValidationFailedError(details=_details(fault))
    if fault.status_code == 404:
        return errors.NotFoundError(identifier)
    if fault.status_code in {400, 415, 422}:
        return errors.ValidationFailedError(details=(Detail("body", "detail-unreadable", "unreadable"),))
    return _BY_STATUS.get(fault.status_code, errors.InternalError)()


def _details(fault: ValidationException) -> tuple[Detail, ...]:
    flaws = fault.extra if isinstance(fault.extra, list) else []
    return tuple(_detail(flaw) for flaw in flaws if isinstance(flaw, dict))


def _detail(flaw: dict[str, Any]) -> Detail:
    """msgspec's English sentence becomes a kind of flaw that we have words for."""
    said = str(flaw.get("message", ""))
    source = str(flaw.get("source", "") or "body").rpartition(".")[2].lower()
    field = str(flaw.get("key", ""))
    kind = next((name for words, name in _KINDS.items() if words in said), "value")
    if kind == "missing" and "`" in said:
        missing = said.split("`")[1]
        field = missing if field in {"", "data"} else f"{field}.{missing}".replace("..", ".")
    return Detail(f"{source}.{field}".rstrip("."), f"detail-{kind}", kind)
