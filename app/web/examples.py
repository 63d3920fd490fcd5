"""Examples for the documentation, made from the schemas themselves so that they cannot grow stale."""

from typing import Any, Final

_ID: Final = "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"
_TIME: Final = "2026-01-21T10:30:00Z"
_BY_FORMAT: Final = {"uuid": _ID, "date-time": _TIME, "date": "2026-01-21", "email": "ana@hotel-ipanema.example", "binary": "(the file)"}
# What a member is usually called says more than its type.
_BY_NAME: Final[dict[str, Any]] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.s1gn4tur3",
    "refresh_token": "Nf3kX2v9…",
    "token_type": "bearer",
    "password": "mare-alta-42",
    "name": "Ana Souza",
    "email": "ana@hotel-ipanema.example",
    "slug": "hotel-ipanema",
    "phone": "+5521988887777",
    "to": "+55 21 98888-7777",
    "wa_id": "5521988887777",
    "display_phone_number": "+55 21 3333-0001",
    "phone_number_id": "106540352242922",
    "direction": "inbound",
    "sender_type": "contact",
    "message_type": "text",
    "preview": "Olá, tem vaga para sábado?",
    "content": {"text": "Olá, tem vaga para sábado?"},
    "whatsapp_message_id": "wamid.HBgNNTUyMTk4ODg4Nzc3NxUCABIYFA==",
    "timezone": "America/Sao_Paulo",
    "locale": "pt-BR",
    "labels": ["VIP"],
    "event": "message:new",
    "event_id": 42,
    "up_to": 42,
    "next_cursor": "kte_…",
}
_BY_TYPE: Final[dict[str, Any]] = {"integer": 1, "number": 1.0, "boolean": True, "string": "texto", "null": None}
DEEPEST: Final = 8


def example(schema: dict[str, Any], components: dict[str, Any], name: str = "", depth: int = 0) -> Any:  # noqa: ANN401 - JSON values
    """One value that fits `schema`; `name` is the member's."""
    schema = _resolved(schema, components)
    if depth > DEEPEST:
        return None
    if (given := _given(schema)) is not None:
        return given
    if (choices := schema.get("oneOf") or schema.get("anyOf")) is not None:
        return _chosen(choices, components, name, depth)
    return _by_shape(schema, components, name, depth)


def _by_shape(schema: dict[str, Any], components: dict[str, Any], name: str, depth: int) -> Any:  # noqa: ANN401 - JSON values
    kind = schema.get("type")
    kind = next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else kind
    if kind == "object" and schema.get("properties"):
        return {key: example(value, components, key, depth + 1) for key, value in schema["properties"].items()}
    known = _BY_FORMAT.get(schema.get("format", ""), _BY_NAME.get(name))
    if known is None and kind == "array":
        return [example(schema.get("items", {}), components, name.removesuffix("s"), depth + 1)]
    return known if known is not None else _BY_TYPE.get(str(kind), {})


def _given(schema: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON values
    if schema.get("examples"):
        examples = schema["examples"]
        first = examples[0] if isinstance(examples, list) else next(iter(examples.values()))
        return first.get("value") if isinstance(first, dict) and "value" in first else first
    return schema.get("const", schema["enum"][0] if schema.get("enum") else None)


def _chosen(choices: list[dict[str, Any]], components: dict[str, Any], name: str, depth: int) -> Any:  # noqa: ANN401 - JSON values
    first = next((choice for choice in choices if choice.get("type") != "null"), choices[0])
    return example(first, components, name, depth + 1)


def _resolved(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: dict[str, Any] = components[schema["$ref"].rpartition("/")[2]]
        schema = found
    return schema
