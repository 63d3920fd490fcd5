"""Reading numbers, WABAs, their subscriptions and tokens: what a business looks at before it sends."""

from typing import TYPE_CHECKING

from simulator.graph import callbacks, refusals
from simulator.graph.calls import Answer, Call, success
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

NUMBER_TYPE = "WhatsAppBusinessPhoneNumber"
WABA_TYPE = "WhatsAppBusinessAccount"
DEFAULT_NUMBER_FIELDS = ("verified_name", "display_phone_number", "quality_rating", "code_verification_status", "id")
TOP_RATE = 1_000
# Fields that Graph knows and leaves out of the answer as long as nothing is set.
KNOWN_AND_EMPTY = frozenset((
    *("certificate", "new_certificate", "new_name_status", "new_display_name", "username", "search_visibility"),
    *("eligibility_for_api_business_global_search", "conversational_automation", "is_preverified_number", "quality_score"),
    *("message_template_namespace", "on_behalf_of_business_info", "primary_funding_id"),
    *("marketing_messages_lite_api_status", "marketing_messages_onboarding_status", "disable_marketing_messages_on_cloud_api"),
    *("is_enabled_for_insights", "subscribed_apps", "purchase_order_number"),
))


def number(meta: "Meta", number: Number, call: Call) -> Answer:
    return Answer(content=_picked(_number_fields(meta, number), call, DEFAULT_NUMBER_FIELDS, NUMBER_TYPE))


def waba(numbers: list[Number], call: Call) -> Answer:
    first = numbers[0]
    told: dict[str, object] = {
        "id": first.business_account_id,
        "name": first.verified_name,
        "timezone_id": "25",
        "currency": "BRL",
        "country": "BR",
        "status": "ACTIVE",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "ownership_type": "SELF",
        "owner_business_info": {"id": first.portfolio, "name": first.verified_name},
        "health_status": _health("WABA", first.business_account_id),
    }
    return Answer(content=_picked(told, call, ("id", "name", "timezone_id"), WABA_TYPE))


def phone_numbers(meta: "Meta", numbers: list[Number], call: Call) -> Answer:
    found = [_picked(_number_fields(meta, number), call, DEFAULT_NUMBER_FIELDS, NUMBER_TYPE) for number in numbers]
    return Answer(content={"data": found, "paging": {"cursors": {"before": "MAZDZD", "after": "MjQZD"}}})


async def subscribed_apps(meta: "Meta", numbers: list[Number], call: Call) -> Answer:
    waba_id = numbers[0].business_account_id
    match call.method:
        case "post":
            await callbacks.override_account(meta, numbers, call)
            meta.unsubscribed.discard(waba_id)
            return success()
        case "delete":
            meta.unsubscribed.add(waba_id)
            return success()
        case "get":
            apps = () if waba_id in meta.unsubscribed else sorted({number.app_id for number in numbers})
            override = {"override_callback_uri": url} if (url := numbers[0].account_override_url) else {}
            return Answer(content={"data": [{"whatsapp_business_api_data": _app(app)} | override for app in apps]})


def debug_token(meta: "Meta", call: Call) -> Answer:
    asked = call.query.get("input_token")
    if not asked:
        raise refusals.required("input_token")
    numbers = meta.numbers.of_token(asked)
    if not numbers:
        problem = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
        return Answer(content={"data": {"error": problem, "is_valid": False, "scopes": []}})
    wabas = sorted({number.business_account_id for number in numbers})
    scopes = ("whatsapp_business_management", "whatsapp_business_messaging")
    data = {
        "app_id": numbers[0].app_id,
        "type": "SYSTEM_USER",
        "application": "Recado",
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": True,
        "issued_at": int(meta.started_at),
        "scopes": scopes,
        "granular_scopes": [{"scope": scope, "target_ids": wabas} for scope in scopes],
        "user_id": "122100000000000001",
    }
    return Answer(content={"data": data})


def _app(app_id: str) -> dict[str, str]:
    return {"id": app_id, "link": f"https://www.facebook.com/games/?app_id={app_id}", "name": "Recado"}


def _number_fields(meta: "Meta", number: Number) -> dict[str, object]:
    return {
        "id": number.phone_number_id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "platform_type": "CLOUD_API",
        "account_mode": "LIVE",
        "is_official_business_account": False,
        "is_on_biz_app": False,
        "is_pin_enabled": True,
        "country_code": "BR",
        "country_dial_code": "55",
        "last_onboarded_time": "2026-10-01T12:00:00+0000",
        "throughput": {"level": "HIGH" if number.rate >= TOP_RATE else "STANDARD"},
        "whatsapp_business_manager_messaging_limit": meta.portfolios.tier(number),
        "messaging_limit_tier": meta.portfolios.tier(number),
        "webhook_configuration": callbacks.configuration(number),
        "health_status": _health("PHONE_NUMBER", number.phone_number_id),
    }


def _health(entity: str, node: str) -> dict[str, object]:
    return {
        "can_send_message": "AVAILABLE",
        "entities": [{"entity_type": entity, "id": node, "can_send_message": "AVAILABLE"}],
    }


def _picked(told: dict[str, object], call: Call, default: tuple[str, ...], node_type: str) -> dict[str, object]:
    """The fields that were asked for; `id` always comes along."""
    asked = call.query.get("fields")
    names = [name.strip() for name in asked.split(",")] if asked else list(default)
    picked = {}
    for name in filter(None, names):
        if name in told:
            picked[name] = told[name]
        elif name not in KNOWN_AND_EMPTY:
            raise refusals.unknown_field(name, node_type)
    return picked | {"id": told["id"]}
