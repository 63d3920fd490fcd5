"""Everything that can go wrong for a caller: one class for each published code.

A code never changes once it is published. `docs/errors.md` lists the same table for readers,
and a test compares the two.
"""

from typing import Any, ClassVar

import msgspec


class Detail(msgspec.Struct, frozen=True):
    """One field that is wrong; `message` is a key of the locale files, said when answering. `terms` fill its placeholders."""

    field: str
    message: str
    type: str
    terms: dict[str, str | int] = {}


class AppError(Exception):
    """Raised by verbs, answered by one handler with the error body of the contract.

    `args_` fill the placeholders of the message; `details` name fields; `extra` are members
    that the contract adds to the body for some codes (`identifier`, `retry_after`).
    """

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal Server Error"

    def __init__(self, *, details: tuple[Detail, ...] = (), **extra: Any) -> None:
        super().__init__(self.code)
        self.details = details
        self.extra = extra

    @property
    def message_key(self) -> str:
        """The key of the sentence in the locale files."""
        return f"error-{self.code.lower().replace('_', '-')}"


class InternalError(AppError):
    """A fault of ours; the caller learns nothing of it but the request id."""


class ValidationFailedError(AppError):
    """The shape or a value of what was sent is wrong; `details` say which."""

    code, status, title = "VALIDATION_ERROR", 422, "Validation Error"


class BusinessRuleError(AppError):
    """Well-formed, but the trade forbids it."""

    code, status, title = "BUSINESS_RULE_VIOLATION", 400, "Business Rule Violation"


class NumberNotProvenError(BusinessRuleError):
    """Meta does not confirm, with the given token, that the number is the hotel's; `sentence` says why."""

    code = "NUMBER_NOT_PROVEN"

    @property
    def message_key(self) -> str:
        return str(self.extra.get("sentence") or super().message_key)


class UnauthorizedError(AppError):
    """Nobody is signed in, or the sign-in failed (never says which part of it)."""

    code, status, title = "UNAUTHORIZED", 401, "Unauthorized"


class InvalidCredentialsError(UnauthorizedError):
    """The same answer for an unknown e-mail, a wrong password and an ambiguous tenant."""

    code = "INVALID_CREDENTIALS"


class TokenExpiredError(UnauthorizedError):
    """A genuine access token past its time: refresh it and try again."""

    code = "TOKEN_EXPIRED"


class SessionEndedError(UnauthorizedError):
    """The session behind the token was signed out, revoked, or its refresh token used twice."""

    code = "SESSION_ENDED"


class InvalidSignatureError(UnauthorizedError):
    """A webhook that no Meta app of this house has signed."""

    code = "INVALID_SIGNATURE"


class PermissionDeniedError(AppError):
    """Signed in, but the role does not give this right."""

    code, status, title = "PERMISSION_DENIED", 403, "Permission Denied"


class TenantMismatchError(PermissionDeniedError):
    """The request names a tenant that is not the token's."""

    code = "TENANT_MISMATCH"


class TenantSuspendedError(PermissionDeniedError):
    """The hotel is suspended: its people stay out, its guests' messages are still stored."""

    code = "TENANT_SUSPENDED"


class TrialEndedError(PermissionDeniedError):
    """The hotel's trial is over."""

    code = "TRIAL_ENDED"


class PasswordChangeRequiredError(PermissionDeniedError):
    """A temporary password lets one in only to change it."""

    code = "PASSWORD_CHANGE_REQUIRED"


class ReasonRequiredError(PermissionDeniedError):
    """A super admin inside a tenant must say why (`X-Act-Reason`)."""

    code = "REASON_REQUIRED"


class InvalidVerifyTokenError(PermissionDeniedError):
    """The webhook handshake named no live verify token."""

    code = "INVALID_VERIFY_TOKEN"


class NotFoundError(AppError):
    """It does not exist, or belongs to a neighbour, which is the same answer."""

    code, status, title = "NOT_FOUND", 404, "Not Found"

    def __init__(self, identifier: object) -> None:
        super().__init__(identifier=str(identifier))


class TenantNotFoundError(NotFoundError):
    """No hotel has this slug."""

    code = "TENANT_NOT_FOUND"


class MethodNotAllowedError(AppError):
    """The path exists, the method does not."""

    code, status, title = "METHOD_NOT_ALLOWED", 405, "Method Not Allowed"


class ConflictError(AppError):
    """Somebody else already has it, or it was changed meanwhile."""

    code, status, title = "CONFLICT", 409, "Conflict"


class IdempotencyMismatchError(ConflictError):
    """The same `Idempotency-Key` with another body."""

    code = "IDEMPOTENCY_MISMATCH"


class PayloadTooLargeError(AppError):
    """The body is over the door's limit."""

    code, status, title = "PAYLOAD_TOO_LARGE", 413, "Payload Too Large"


class RateLimitedError(AppError):
    """Too many tries; `retry_after` is in whole seconds."""

    code, status, title = "RATE_LIMIT_EXCEEDED", 429, "Rate Limit Exceeded"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)


class ServiceUnavailableError(AppError):
    """A part that we need is away; trying again later is right."""

    code, status, title = "SERVICE_UNAVAILABLE", 503, "Service Unavailable"


class MetaUnreachableError(ServiceUnavailableError):
    """The Graph API gave no answer that settles it; `sentence` says what to do."""

    code = "META_UNREACHABLE"

    @property
    def message_key(self) -> str:
        return str(self.extra.get("sentence") or super().message_key)


class DatabaseUnavailableError(ServiceUnavailableError):
    """PostgreSQL is away."""

    code, title = "DATABASE_UNAVAILABLE", "Database Error"


class WhatsAppDisconnectedError(ServiceUnavailableError):
    """The hotel has no number that can send."""

    code = "WHATSAPP_DISCONNECTED"


class ConnectionReplacedError(AppError):
    """On sockets: a newer connection of the same user took this one's place."""

    code, status, title = "CONNECTION_REPLACED", 409, "Conflict"


def published() -> dict[str, type[AppError]]:
    """Every code of the house, with its class."""
    found: dict[str, type[AppError]] = {}
    waiting: list[type[AppError]] = [AppError]
    while waiting:
        error = waiting.pop()
        found[error.code] = error
        waiting.extend(error.__subclasses__())
    return found
