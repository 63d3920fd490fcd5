"""Templates as Meta lists and shows them: filtered, by pages, with the fields that were asked for."""

import base64
from typing import TYPE_CHECKING, cast

from simulator.graph import refusals
from simulator.graph.calls import Answer, Call
from simulator.templates.shapes import Component
from simulator.templates.stock import Template

if TYPE_CHECKING:
    from simulator.meta import Meta

NODE_TYPE = "WhatsAppMessageTemplate"
LISTED = ("name", "parameter_format", "components", "language", "status", "category", "id")
EMPTY = frozenset((
    *("sub_category", "library_template_name", "health_status", "correct_category", "degrees_of_freedom_spec"),
    "cta_url_link_tracking_opted_out",
))
MOST_LISTED, USUALLY_LISTED = 250, 25
FILTERS = ("status", "name", "language", "category")


def page(meta: "Meta", waba_id: str, call: Call) -> Answer:
    query = call.query
    wanted = {key: _choices(query[key]) for key in FILTERS if query.get(key)}
    found = [one for one in meta.templates.of_waba(waba_id) if _fits(one, wanted) and one.status != "ARCHIVED"]
    limit = min(int(query["limit"]), MOST_LISTED) if query.get("limit", "").isdigit() else USUALLY_LISTED
    start = _place(query.get("after"))
    chosen = found[start : start + limit]
    content: dict[str, object] = {"data": [shown(one, query.get("fields")) for one in chosen]}
    if chosen:
        content["paging"] = {"cursors": {"before": _cursor(start), "after": _cursor(start + len(chosen))}}
        if start + len(chosen) < len(found):
            url = f"{call.origin}/{waba_id}/message_templates?limit={limit}&after={_cursor(start + len(chosen))}"
            content["paging"] = cast("dict[str, object]", content["paging"]) | {"next": url}
    if query.get("summary"):
        content["summary"] = {
            "total_count": len(found),
            "message_template_count": len(found),
            "message_template_limit": meta.switches.templates_an_account,
            "are_translations_complete": True,
        }
    return Answer(content=content)


def shown(template: Template, fields: str | None) -> Component:
    told: Component = {
        "name": template.name,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "id": template.template_id,
        "previous_category": template.previous_category,
        "rejected_reason": template.reason,
        "quality_score": {"score": template.quality, "date": int(template.created_at)},
        "message_send_ttl_seconds": template.ttl_s,
    }
    picked: Component = {}
    for name in [one.strip() for one in fields.split(",")] if fields else LISTED:
        if name and name not in told and name not in EMPTY:
            raise refusals.unknown_field(name, NODE_TYPE)
        if told.get(name) is not None:
            picked[name] = told[name]
    return picked | {"id": template.template_id}


def _fits(template: Template, wanted: dict[str, list[str]]) -> bool:
    return all(str(getattr(template, key)).lower() in choices for key, choices in wanted.items())


def _choices(told: str) -> list[str]:
    return [part.strip(" []\"'").lower() for part in told.split(",")]


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"t{place}".encode()).decode()


def _place(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode()[1:])
    except ValueError as problem:
        raise refusals.invalid("Invalid cursor for this request.") from problem
