"""What the control API answers when it cannot do as asked: JSON with a sentence."""

from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, NotFoundException, ValidationException


def unknown_number(phone_number_id: str) -> NotFoundException:
    return NotFoundException(f"No number {phone_number_id} is known here; tell of it with PUT /_sim/numbers/{phone_number_id}.")


def unknown_guest(key: str) -> NotFoundException:
    return NotFoundException(f"No guest {key} is known here; a guest comes into being when they write or are written to.")


def unknown_file(media_id: str) -> NotFoundException:
    return NotFoundException(f"No file {media_id} is kept here; put one up with POST /_sim/media.")


def unknown_template(template_id: str) -> NotFoundException:
    return NotFoundException(f"No template {template_id} is known here; make one with POST /_sim/templates.")


def told(status: int, sentence: str, details: object = None) -> Response[dict[str, object]]:
    content: dict[str, object] = {"error": {"status": status, "message": sentence}}
    if details:
        content["error"] = {"status": status, "message": sentence, "details": details}
    return Response(content, status_code=status, media_type=MediaType.JSON)


def on_http_error(request: Request[Any, Any, Any], problem: HTTPException) -> Response[dict[str, object]]:
    if problem.detail == "Not Found":
        return told(404, f"There is no {request.method} {request.url.path} here.")
    return told(problem.status_code, problem.detail, problem.extra)


def on_misfit(_: Request[Any, Any, Any], problem: msgspec.ValidationError) -> Response[dict[str, object]]:
    return told(400, f"{problem}.")


def misfit(sentence: str) -> ValidationException:
    return ValidationException(sentence)
