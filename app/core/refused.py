"""What a door may refuse with, as the API's description shows it: `responses=refusals(...)`."""

from itertools import groupby

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from app.core.answers import ErrorBody
from app.core.errors import (
    AppError,
    DatabaseUnavailableError,
    PermissionDeniedError,
    SessionEndedError,
    TenantMismatchError,
    TenantSuspendedError,
    TokenExpiredError,
    TrialEndedError,
    UnauthorizedError,
    ValidationFailedError,
)
from app.core.i18n import DEFAULT, text

ANYWHERE: tuple[type[AppError], ...] = (ValidationFailedError, DatabaseUnavailableError)
SIGNED_IN: tuple[type[AppError], ...] = (
    *ANYWHERE,
    UnauthorizedError,
    TokenExpiredError,
    SessionEndedError,
    PermissionDeniedError,
    TenantMismatchError,
    TenantSuspendedError,
    TrialEndedError,
)


def refusals(*kinds: type[AppError], signed_in: bool = True) -> dict[int, ResponseSpec]:
    """One entry for each status with an example for each code; what every door may say is added."""
    every = dict.fromkeys((*kinds, *(SIGNED_IN if signed_in else ANYWHERE)))
    by_status = groupby(sorted(every, key=lambda kind: kind.status), key=lambda kind: kind.status)
    return {status: _spec(list(group)) for status, group in by_status}


def _spec(kinds: list[type[AppError]]) -> ResponseSpec:
    return ResponseSpec(
        data_container=ErrorBody,
        description=" · ".join(f"`{kind.code}`" for kind in kinds),
        examples=[Example(id=kind.code, summary=kind.code, value=_example(kind)) for kind in kinds],
        generate_examples=False,
    )


def _example(kind: type[AppError]) -> dict[str, object]:
    extra: dict[str, object] = {"retry_after": 30} if kind.status == 429 else {}
    if kind.status == 404:
        extra["identifier"] = "018f2f6a-7c1e-7b7e-9a51-3f8f0f0c2d11"
    if kind is ValidationFailedError:
        extra["details"] = [{"field": "body.name", "message": text(DEFAULT, "detail-missing"), "type": "missing"}]
    return {
        "error": kind.title,
        "code": kind.code,
        "message": text(DEFAULT, f"error-{kind.code.lower().replace('_', '-')}", retry_after=30),
        "timestamp": "2026-01-21T10:30:00.000Z",
        "request_id": "018f2f6a-7c1e-7b7e-9a51-3f8f0f0c2d10",
        **extra,
    }
