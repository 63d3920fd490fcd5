"""`/{WABA}/message_templates` and `/{TEMPLATE_ID}`: making, listing, changing and deleting templates."""

from typing import TYPE_CHECKING, cast

import msgspec

from simulator import clock
from simulator.graph import refusals, template_lists
from simulator.graph.calls import Answer, Call, success
from simulator.templates import creating
from simulator.templates.reviews import TAKES_EDITS
from simulator.templates.shapes import Component, listed
from simulator.templates.stock import Template, new_id

if TYPE_CHECKING:
    from simulator.meta import Meta

MOST_DELETED = 100
MOST_EDITS_A_MONTH = 10


async def edge(meta: "Meta", waba_id: str, call: Call) -> Answer:
    match call.method:
        case "get":
            return template_lists.page(meta, waba_id, call)
        case "post":
            return _create(meta, waba_id, _told(call))
        case "delete":
            return _delete(meta, waba_id, call)


async def archive(meta: "Meta", waba_id: str, call: Call) -> Answer:
    """Away from the list and back; nothing is told of it."""
    wanted = [part.strip() for part in str(_told(call).get("hsm_ids") or "").split(",")]
    is_going = call.edge.endswith("/archive")
    done, failed = [], {}
    for template_id in filter(None, wanted):
        found = meta.templates.get(template_id)
        if found is None or found.business_account_id != waba_id:
            failed[template_id] = "Template not found"
            continue
        found.status = "ARCHIVED" if is_going else "APPROVED"
        done.append(template_id)
    return Answer(content={"archived_templates" if is_going else "unarchived_templates": done, "failed_templates": failed})


async def node(meta: "Meta", template: Template, call: Call) -> Answer:
    match call.method, call.edge:
        case "get", "" | "compare" as edge:
            return _compare(meta, template, call) if edge else Answer(content=template_lists.shown(template, call.query.get("fields")))
        case "post", "":
            return _edit(meta, template, _told(call))
        case "post", "unpause":
            return _unpause(meta, template)
        case _:
            raise refusals.unknown_path(f"/{call.edge}")


def _unpause(meta: "Meta", template: Template) -> Answer:
    if template.status != "PAUSED":
        return Answer(content={"success": False, "reason": "The template is not paused"})
    meta.reviews.unpause(template)
    return success()


def _create(meta: "Meta", waba_id: str, told: Component) -> Answer:
    name, language, category = creating.named(told)
    stock = meta.templates
    made = stock.made_within_the_hour(waba_id)
    if len(made) >= meta.switches.templates_an_hour:
        raise refusals.coded(80007, "There have been too many templates created for this WhatsApp Business Account within an hour.")
    if stock.find(waba_id, name, language) is not None:
        words = f"There is already {language} content for this template. You can create a new template and try again."
        raise refusals.template(2388024, "Content in This Language Already Exists", words)
    if stock.is_blocked(waba_id, name):
        words = f"New {language} content can't be added while the existing content is being deleted. Try again in 4 weeks."
        raise refusals.template(2388023, "Message template language is being deleted", words)
    if len(stock.of_waba(waba_id)) >= meta.switches.templates_an_account:
        raise refusals.template(2388019, "Template limit exceeded", "This account has as many templates as it may have.")
    creating.check(creating.Asked(told, meta.handles.knows))
    if category == "UTILITY" and meta.dice.says(meta.faults.template_recategorised):
        category = "MARKETING"
    template = Template(
        template_id=new_id(),
        business_account_id=waba_id,
        name=name,
        language=language,
        category=category,
        components=kept(listed(told.get("components"))),
        parameter_format=str(told.get("parameter_format") or "POSITIONAL").upper(),
        ttl_s=cast("int | None", told.get("message_send_ttl_seconds")),
        created_at=clock.now(),
    )
    made.append(clock.now())
    stock.add(template)
    meta.reviews.submit(template)
    return Answer(content={"id": template.template_id, "status": template.status, "category": template.category})


def _edit(meta: "Meta", template: Template, told: Component) -> Answer:
    if template.status not in TAKES_EDITS:
        raise refusals.template(None, "Template can't be edited", "Only approved, rejected and paused templates can be edited.")
    category = str(told.get("category") or template.category).upper()
    if template.status == "APPROVED":
        if category != template.category:
            raise refusals.template(None, "Category can't be edited", "The category of an approved template can't be changed.")
        _count_edit(meta, template)
    merged = {
        "name": template.name,
        "language": template.language,
        "category": category,
        "parameter_format": told.get("parameter_format") or template.parameter_format,
        "components": told.get("components") or template.components,
        "message_send_ttl_seconds": told.get("message_send_ttl_seconds"),
    }
    creating.named(merged)
    if told.get("components"):
        creating.check(creating.Asked(merged, meta.handles.knows))
    template.category = category
    template.parameter_format = str(merged["parameter_format"]).upper()
    template.ttl_s = cast("int | None", told.get("message_send_ttl_seconds", template.ttl_s))
    template.reword(kept(listed(merged["components"])))
    meta.reviews.tell_wording(template)
    meta.reviews.submit(template)
    return success()


def _count_edit(meta: "Meta", template: Template) -> None:
    """An approved one is changed once a day and ten times a month at most."""
    if not meta.switches.template_edits:
        return
    recent = [at for at in template.edited_at if clock.now() - at < 30 * clock.DAY_S]
    if len(recent) >= MOST_EDITS_A_MONTH or (recent and clock.now() - recent[-1] < clock.DAY_S):
        words = "An approved template can be edited once in 24 hours and ten times in 30 days."
        raise refusals.template(None, "Edit limit reached", words)
    template.edited_at = [*recent, clock.now()]


def _delete(meta: "Meta", waba_id: str, call: Call) -> Answer:
    """By name in all languages, by name and id in one, or up to a hundred ids."""
    found = _named(meta, waba_id, call.query)
    if not found:
        raise refusals.template(2593002, "Message Template Not Found", "There is no template of this name or id.")
    if any(template.status == "DISABLED" for template in found):
        raise refusals.template(None, "Template can't be deleted", "A disabled template can't be deleted.")
    for template in found:
        meta.templates.remove(template)
        meta.reviews.become(template, "DELETED")
    return success()


def _named(meta: "Meta", waba_id: str, query: dict[str, str]) -> list[Template]:
    name, told = query.get("name"), query.get("hsm_ids") or query.get("hsm_id")
    if not name and not query.get("hsm_ids"):
        raise refusals.required("name")
    if not told:
        return meta.templates.named(waba_id, name or "")
    ids = [id_ for part in told.strip("[]").split(",") if (id_ := part.strip(" \"'"))]
    if len(ids) > MOST_DELETED:
        raise refusals.invalid(f"Param hsm_ids must have at most {MOST_DELETED} elements.")
    found = [template for id_ in ids if (template := meta.templates.get(id_))]
    return [one for one in found if one.business_account_id == waba_id and name in (None, one.name)]


def _compare(meta: "Meta", template: Template, call: Call) -> Answer:
    """Nobody blocks anybody here; what was sent is counted."""
    ids = [template.template_id, *(part.strip(" []\"'") for part in call.query.get("template_ids", "").split(","))]
    counts = [{"key": one, "value": meta.letters.sent_of_template.get(one, 0)} for one in dict.fromkeys(ids) if one]
    data = [
        {"metric": "BLOCK_RATE", "type": "RELATIVE", "order_by_relative_metric": [str(one["key"]) for one in counts]},
        {"metric": "MESSAGE_SENDS", "type": "NUMBER_VALUES", "number_values": counts},
        {
            "metric": "TOP_BLOCK_REASON",
            "type": "STRING_VALUES",
            "string_values": [{"key": one["key"], "value": "UNKNOWN"} for one in counts],
        },
    ]
    return Answer(content={"data": data})


def kept(components: list[Component]) -> list[Component]:
    """Types and formats as Meta gives them back: in capitals."""
    return [_in_capitals(component) for component in components]


def _in_capitals(component: Component) -> Component:
    told = {key: value.upper() if key in ("type", "format") and isinstance(value, str) else value for key, value in component.items()}
    for key in ("buttons", "cards", "components"):
        if isinstance(told.get(key), list):
            told[key] = kept(listed(told[key]))
    return told


def _told(call: Call) -> Component:
    try:
        told = msgspec.json.decode(call.body)
    except msgspec.DecodeError as problem:
        raise refusals.coded(100, "The request body is not valid JSON") from problem
    if not isinstance(told, dict):
        raise refusals.coded(100, "The request body is not a JSON object")
    return told
