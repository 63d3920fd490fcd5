"""The API as a page to read and to print: made on the server, no script, our own style."""

import html
import json
from collections.abc import Iterator
from typing import Any, Final

STYLE: Final = "/docs/assets/reference.css"


def page(schema: dict[str, Any]) -> str:
    """HTML of the completed schema, grouped by tag in the order of `tags`."""
    title = html.escape(schema["info"]["title"])
    groups = _by_tag(schema)
    body = "".join(_group(tag, groups[tag], _description_of(schema, tag)) for tag in groups)
    index = "".join(_index(tag, groups[tag]) for tag in groups)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{title} · API</title><link rel="stylesheet" href="{STYLE}"></head><body>'
        f"<nav><h2>{title}</h2>{index}</nav><main><header><h1>{title} API</h1>{_prose(schema['info'].get('description', ''))}"
        f'<p><a href="/docs">Swagger UI</a> · <a href="/docs/openapi.json">OpenAPI</a></p></header>{body}</main></body></html>'
    )


def _by_tag(schema: dict[str, Any]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    groups: dict[str, list[tuple[str, str, dict[str, Any]]]] = {tag["name"]: [] for tag in schema.get("tags", [])}
    for path, method, operation in _operations(schema):
        groups.setdefault((operation.get("tags") or ["Other"])[0], []).append((path, method, operation))
    return {tag: found for tag, found in groups.items() if found}


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted(schema["paths"]):
        for method, operation in schema["paths"][path].items():
            yield path, method, operation


def _description_of(schema: dict[str, Any], tag: str) -> str:
    return next((one.get("description", "") for one in schema.get("tags", []) if one["name"] == tag), "")


def _index(tag: str, operations: list[tuple[str, str, dict[str, Any]]]) -> str:
    lines = "".join(
        f'<li><a href="#{_anchor(path, method)}"><b class="{method}">{method.upper()}</b> {html.escape(path)}</a></li>'
        for path, method, _operation in operations
    )
    return f"<h3>{html.escape(tag)}</h3><ul>{lines}</ul>"


def _group(tag: str, operations: list[tuple[str, str, dict[str, Any]]], description: str) -> str:
    told = "".join(_operation(path, method, operation) for path, method, operation in operations)
    return f"<section><h2>{html.escape(tag)}</h2><p>{html.escape(description)}</p>{told}</section>"


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    lock = "" if operation.get("security") else '<span class="open">no sign-in</span>'
    return (
        f'<article id="{_anchor(path, method)}"><h3>{html.escape(operation.get("summary", ""))} {lock}</h3>'
        f'<p class="door"><b class="{method}">{method.upper()}</b> <code>{html.escape(path)}</code></p>'
        f"{_prose(operation.get('description', ''))}{_parameters(operation)}{_request(operation)}{_responses(operation)}</article>"
    )


def _parameters(operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{html.escape(one['name'])}</code></td><td>{one['in']}{', required' if one.get('required') else ''}</td>"
        f"<td>{_type_of(one.get('schema', {}))}</td><td>{html.escape(one.get('description', ''))}</td></tr>"
        for one in operation.get("parameters", [])
    )
    return (
        f"<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    )


def _request(operation: dict[str, Any]) -> str:
    return "".join(_shown("Body", media) for media in operation.get("requestBody", {}).get("content", {}).values())


def _responses(operation: dict[str, Any]) -> str:
    told, errors = "", ""
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            told += "".join(_shown(f"Answer {status}", media) for media in response.get("content", {}).values())
        else:
            codes = "".join(_error(code, one) for media in response["content"].values() for code, one in media.get("examples", {}).items())
            errors += f"<tr><td>{status}</td><td>{codes}</td></tr>"
    return f"{told}<table class='errors'><thead><tr><th>Status</th><th>Errors</th></tr></thead><tbody>{errors}</tbody></table>"


def _error(code: str, one: dict[str, Any]) -> str:
    return f"<div><code>{html.escape(code)}</code> {html.escape(one.get('summary', ''))}</div>"


def _shown(title: str, media: dict[str, Any]) -> str:
    if "examples" in media:
        return "".join(_json(f"{title}: {html.escape(one['summary'])}", one["value"]) for one in media["examples"].values())
    return _json(title, media.get("example"))


def _json(title: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    """An address in an example is no link of the page's."""
    said = html.escape(json.dumps(value, indent=2, ensure_ascii=False)).replace("://", ":&#47;&#47;")
    return f"<h4>{title}</h4><pre>{said}</pre>"


def _type_of(schema: dict[str, Any]) -> str:
    kinds = [one.get("format") or one.get("type", "") for one in schema.get("oneOf", schema.get("anyOf", [schema]))]
    limits = [f"{word} {schema[key]}" for key, word in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "up to")) if key in schema]
    return html.escape(" ".join([" | ".join(str(kind) for kind in kinds if kind and kind != "null"), *limits]))


def _prose(text: str) -> str:
    paragraphs = (html.escape(part.strip()) for part in text.split("\n\n"))
    return "".join(f"<p>{_code(part)}</p>" for part in paragraphs if part)


def _code(text: str) -> str:
    """Backticks alternate between prose and code."""
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(text.split("`")))


def _anchor(path: str, method: str) -> str:
    return f"{method}{path}".replace("/", "-").replace("{", "").replace("}", "")
