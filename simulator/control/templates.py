"""Templates and messaging limits by remote control: made without review, judged, paused, refused; limits raised and lowered."""

from typing import Annotated, Literal

import msgspec
from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from simulator import clock
from simulator.control import refusals
from simulator.graph.template_lists import shown
from simulator.graph.templates import kept
from simulator.meta import Meta
from simulator.numbers import Digits
from simulator.portfolios import TIERS
from simulator.templates.stock import Category, Template, new_id
from simulator.webhooks.updates import Update

Content = dict[str, object]
FIELDS = "name,parameter_format,components,language,status,category,id,quality_score,rejected_reason,previous_category"


class ReadyMade(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """As `POST /{WABA}/message_templates` takes it; nothing is reviewed, and nothing told."""

    business_account_id: Digits
    name: str
    language: str
    category: Category = "UTILITY"
    components: list[Content]
    parameter_format: str = "POSITIONAL"
    status: str = "APPROVED"


class Fate(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What happens to it now, with the webhooks that Meta sends. `in_s`: a category changes with notice."""

    status: str | None = None
    reason: str | None = None
    quality: Literal["GREEN", "YELLOW", "RED", "UNKNOWN"] | None = None
    category: Category | None = None
    in_s: Annotated[float, msgspec.Meta(ge=0)] = 0


class Limit(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    tier: str


@get("/templates")
async def templates(meta: NamedDependency[Meta], business_account_id: FromQuery[str | None] = None) -> dict[str, list[Content]]:
    wanted = [one for one in meta.templates if business_account_id in (None, one.business_account_id)]
    return {"data": [shown(one, FIELDS) | {"business_account_id": one.business_account_id} for one in wanted]}


@post("/templates")
async def make(data: JSONBody[ReadyMade], meta: NamedDependency[Meta]) -> Content:
    """Takes the place of one with the same name and language."""
    old = meta.templates.find(data.business_account_id, data.name, data.language)
    told = msgspec.structs.asdict(data) | {"components": kept(data.components), "parameter_format": data.parameter_format.upper()}
    template = msgspec.convert(told | {"template_id": old.template_id if old else new_id(), "created_at": clock.now()}, Template)
    meta.templates.add(template)
    return shown(template, FIELDS)


@put("/templates/{template_id:str}")
async def change(template_id: FromPath[str], data: JSONBody[Fate], meta: NamedDependency[Meta]) -> Content:
    template = _template(meta, template_id)
    if data.category is not None:
        meta.reviews.recategorise(template, data.category, in_s=data.in_s)
    if data.status == "PAUSED":
        meta.reviews.pause(template)
    elif data.status is not None:
        told = {"reason": data.reason} if data.reason else {}
        template.reason = data.reason or template.reason
        meta.reviews.become(template, data.status, **told)
    if data.quality is not None:
        meta.reviews.judge(template, data.quality)
    return shown(template, FIELDS)


@delete("/templates/{template_id:str}")
async def forget(template_id: FromPath[str], meta: NamedDependency[Meta]) -> None:
    """Without a webhook, and the name is free at once."""
    template = _template(meta, template_id)
    template.status = "DELETED"
    meta.templates.remove(template)


@put("/portfolios/{portfolio_id:str}")
async def limit(portfolio_id: FromPath[str], data: JSONBody[Limit], meta: NamedDependency[Meta]) -> Content:
    """Each of its accounts hears of the new limit."""
    if data.tier not in TIERS:
        raise refusals.misfit(f"A tier is one of {', '.join(TIERS)}.")
    meta.portfolios.raise_to(portfolio_id, data.tier)
    value: Content = {"max_daily_conversations_per_business": TIERS[data.tier], "max_phone_numbers_per_waba": 25}
    for account in dict.fromkeys(number.business_account_id for number in meta.numbers if number.portfolio == portfolio_id):
        if (number := meta.numbers.spokesman(account)) is None:
            continue
        meta.post_office.hand_in(Update(number=number, field="business_capability_update", value=value, time=int(clock.now())))
    return {"portfolio_id": portfolio_id, "tier": data.tier, "used": meta.portfolios.used(portfolio_id)}


def _template(meta: Meta, template_id: str) -> Template:
    found = meta.templates.get(template_id)
    if found is None:
        raise refusals.unknown_template(template_id)
    return found
