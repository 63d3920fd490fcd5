"""Graph's refusals, word for word where Meta's words are known."""

import secrets
from typing import Literal

from simulator.graph import codes

TOKEN_EXPIRED = 190
DOCS = "https://developers.facebook.com/docs/graph-api"


class RefusalError(Exception):
    """Raised anywhere below the Graph door, which answers with it."""

    def __init__(self, status: int, error: dict[str, object]) -> None:
        super().__init__(error["message"])
        self.status = status
        self.error = error

    def body(self) -> dict[str, object]:
        return {"error": self.error | {"fbtrace_id": trace_id()}}


def trace_id() -> str:
    return "A" + secrets.token_urlsafe(17)[:22]


def coded(code: int, details: str | None = None) -> RefusalError:
    """`(#code) title`, as messaging endpoints refuse."""
    said = codes.of(code)
    error: dict[str, object] = {
        "message": f"(#{code}) {said.title}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": details or said.details},
    }
    return RefusalError(said.status, error)


def invalid(sentence: str) -> RefusalError:
    """Code 100 with a sentence about one parameter, and nothing else."""
    return RefusalError(400, {"message": f"(#100) {sentence}", "type": "OAuthException", "code": 100})


def required(parameter: str) -> RefusalError:
    return invalid(f"The parameter {parameter} is required.")


def template(subcode: int | None, title: str, sentence: str) -> RefusalError:
    """As the management endpoints refuse: a code for programs, a sentence for people."""
    error: dict[str, object] = {
        "message": "Invalid parameter",
        "type": "OAuthException",
        "code": 100,
        **({} if subcode is None else {"error_subcode": subcode}),
        "is_transient": False,
        "error_user_title": title,
        "error_user_msg": sentence,
    }
    return RefusalError(400, error)


def no_token() -> RefusalError:
    message = "An active access token must be used to query information about the current user."
    return RefusalError(401, {"message": message, "type": "OAuthException", "code": 2500})


def bad_token() -> RefusalError:
    message = "Invalid OAuth access token - Cannot parse access token"
    return RefusalError(401, {"message": message, "type": "OAuthException", "code": 190})


def expired_token() -> RefusalError:
    message = "Error validating access token: Session has expired on Friday, 20-Nov-26 10:00:00 PST."
    return RefusalError(401, {"message": message, "type": "OAuthException", "code": 190, "error_subcode": 463})


def unknown_path(path: str) -> RefusalError:
    return RefusalError(400, {"message": f"Unknown path components: {path}", "type": "OAuthException", "code": 2500})


def unknown_object(node: str, method: Literal["get", "post", "delete"]) -> RefusalError:
    message = (
        f"Unsupported {method} request. Object with ID '{node}' does not exist, cannot be loaded due to missing "
        f"permissions, or does not support this operation. Please read the Graph API documentation at {DOCS}"
    )
    return RefusalError(400, {"message": message, "type": "GraphMethodException", "code": 100, "error_subcode": 33})


def unknown_field(field: str, node_type: str) -> RefusalError:
    return invalid(f"Tried accessing nonexisting field ({field}) on node type ({node_type})")
