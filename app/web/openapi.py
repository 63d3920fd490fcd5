"""The published description of the API: what Litestar knows of it, and what every door has besides.

Litestar knows paths, parameters and shapes. The error bodies, their codes, who must be signed in
and the examples are the same everywhere by rule, so the rule adds them.
"""

from copy import deepcopy
from http import HTTPStatus
from typing import Any, Final

from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Tag

from app.core import errors, sending_errors
from app.core.errors import AppError
from app.core.i18n import DEFAULT, text
from app.web import outgoing
from app.web.examples import example

TITLE: Final = "Recado"
DESCRIPTION: Final = """
The WhatsApp front desk of hotels. Sign in at `/auth/login` and send the access token as `Authorization: Bearer …`.

Every answer that is not 2xx has the same body, with a `code` for programs that never changes and a `message` for people,
in Portuguese, or in English or Spanish by `Accept-Language`. What happens live comes over Socket.IO at `/socket.io`.
"""
TAGS: Final = {
    "Sign-in": "Signing in and out, and who is signed in.",
    "Conversations": "What is open between a number of the hotel and a guest.",
    "Contacts": "The guests, by all the names that WhatsApp gives them.",
    "Messages": "What was said, and saying something.",
    "Outbox": "What waits to be sent, what holds it, and what could not be sent.",
    "Live line": "What happened since: the same as `resume` on the socket.",
    "People": "Who works for a hotel.",
    "Hotels": "The hotels; for super admins, and a hotel's own settings.",
    "WhatsApp numbers": "The numbers that a hotel writes from, and the Meta app that signs for them.",
    "Notices": "What the hotel's admins, or the house's, must know of.",
    "Inbox": "What Meta sent, letter by letter, and taking it in anew.",
    "Templates": "Message templates, as Meta has judged them.",
    "Operations": "For machines that watch over us.",
}
# Doors where nobody is signed in yet.
OPEN_DOORS: Final = ("/auth/login", "/auth/refresh", "/health", "/webhooks")
# What some doors answer besides what all do. A test knows that each of them exists.
CODES: Final[dict[tuple[str, str], tuple[type[AppError], ...]]] = {
    ("post", "/auth/login"): (
        errors.InvalidCredentialsError,
        errors.TenantSuspendedError,
        errors.RateLimitedError,
        errors.TenantNotFoundError,
    ),
    ("post", "/auth/refresh"): (errors.UnauthorizedError, errors.SessionEndedError, errors.TenantSuspendedError),
    ("patch", "/api/conversations/{conversation_id}"): (errors.ConflictError,),
    ("post", "/api/conversations/{conversation_id}/messages"): (
        sending_errors.WindowClosedError,
        errors.IdempotencyMismatchError,
        errors.RateLimitedError,
        errors.WhatsAppDisconnectedError,
    ),
    ("post", "/api/messages/send"): (
        sending_errors.WindowClosedError,
        errors.IdempotencyMismatchError,
        errors.RateLimitedError,
        errors.WhatsAppDisconnectedError,
    ),
}
_SIGNED_IN: Final = (
    errors.UnauthorizedError,
    errors.TokenExpiredError,
    errors.SessionEndedError,
    errors.PermissionDeniedError,
    errors.TenantMismatchError,
    errors.TenantSuspendedError,
    errors.TrialEndedError,
)


def config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title=TITLE,
        version="1",
        description=DESCRIPTION.strip(),
        tags=[Tag(name, description) for name, description in TAGS.items()],
        components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}),
        # Our own pages stand at /docs; Litestar's others would fetch their scripts from a foreign host.
        path="/docs/raw",
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin()],
    )


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """Litestar's schema with security, error bodies and examples on every operation."""
    whole = deepcopy(schema)
    components = whole.setdefault("components", {}).setdefault("schemas", {})
    components["ErrorBody"] = _ERROR_BODY
    for path, item in whole["paths"].items():
        for method, operation in item.items():
            _complete(path, method, operation, components)
    outgoing.describe(whole)
    return whole


def _complete(path: str, method: str, operation: dict[str, Any], components: dict[str, Any]) -> None:
    responses = operation.setdefault("responses", {})
    responses.pop("400", None)
    for holder in [operation.get("requestBody", {}), *responses.values()]:
        for media in holder.get("content", {}).values():
            media["example"] = example(media.get("schema", {}), components)
    if not path.startswith(OPEN_DOORS):
        operation["security"] = [{"bearer": []}]
    by_status: dict[int, list[type[AppError]]] = {}
    for error in _errors_of(path, method, operation):
        by_status.setdefault(error.status, []).append(error)
    for status, several in sorted(by_status.items()):
        responses[str(status)] = _response(status, several)


def _errors_of(path: str, method: str, operation: dict[str, Any]) -> list[type[AppError]]:
    found: list[type[AppError]] = [] if path.startswith(OPEN_DOORS) else list(_SIGNED_IN)
    found += [*_declared(operation), *CODES.get((method, path), ())]
    if "{" in path:
        found.append(errors.NotFoundError)
    if operation.get("parameters") or operation.get("requestBody"):
        found.append(errors.ValidationFailedError)
    if operation.get("requestBody"):
        found.append(errors.PayloadTooLargeError)
    return list(dict.fromkeys([*found, errors.MethodNotAllowedError, errors.InternalError, errors.DatabaseUnavailableError]))


def _declared(operation: dict[str, Any]) -> list[type[AppError]]:
    """What the door itself says that it may refuse with (`responses=refusals(...)`)."""
    known = errors.published()
    contents = [content for response in operation["responses"].values() for content in response.get("content", {}).values()]
    return [known[code] for content in contents for code in content.get("examples", {}) if code in known]


def _response(status: int, several: list[type[AppError]]) -> dict[str, Any]:
    examples = {error.code: {"summary": _words(error), "value": _example_of(error)} for error in several}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}, "examples": examples}}
    return {"description": f"{HTTPStatus(status).phrase}: {', '.join(f'`{code}`' for code in examples)}", "content": content}


def _example_of(error: type[AppError]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "error": error.title,
        "code": error.code,
        "message": text(DEFAULT, f"error-{error.code.lower().replace('_', '-')}", retry_after=60),
        "timestamp": "2026-01-21T10:30:00.000Z",
        "request_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f",
    }
    if issubclass(error, errors.ValidationFailedError):
        body["details"] = [{"field": "body.name", "message": text(DEFAULT, "detail-missing"), "type": "missing"}]
    if issubclass(error, errors.NotFoundError):
        body["identifier"] = "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"
    if issubclass(error, errors.RateLimitedError):
        body["retry_after"] = 60
    return body


def _words(error: type[AppError]) -> str:
    return (error.__doc__ or "").strip().partition("\n")[0].rstrip(".")


_TEXT: Final = {"type": "string"}
_ERROR_BODY: Final[dict[str, Any]] = {
    "title": "ErrorBody",
    "type": "object",
    "description": "What every answer that is not 2xx looks like.",
    "required": ["error", "code", "message", "timestamp", "request_id"],
    "properties": {
        "error": _TEXT | {"description": "A title that goes with the status."},
        "code": _TEXT | {"enum": sorted(errors.published()), "description": "For programs; never changes."},
        "message": _TEXT | {"description": "For people, in their language."},
        "timestamp": _TEXT | {"format": "date-time"},
        "request_id": _TEXT,
        "details": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": _TEXT, "message": _TEXT, "type": _TEXT}},
        },
        "identifier": _TEXT | {"description": "On 404: what was not found."},
        "retry_after": {"type": "integer", "description": "On 429: seconds to wait."},
        "window_expires_at": _TEXT | {"format": "date-time", "description": "On `WINDOW_CLOSED`: when it closed, if it ever was open."},
        "templates": {
            "type": "array",
            "items": {"type": "object"},
            "description": "On `WINDOW_CLOSED`: those that fit, as `GET /api/templates/offers` shows them.",
        },
    },
}
