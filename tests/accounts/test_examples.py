"""Each of Meta's account payloads: by the door and the worker to where its reader is, and the second time nothing changes."""

import re
from typing import Any

import pytest

from app.core.i18n import LOCALES
from tests.accounts.news import Hotel
from tests.builders import a_channel, a_tenant
from tests.inbox.rows import letters, rows
from tests.whatsapp.examples import NAMES

# What each becomes: the kind of notice, and what the number's page or the template says afterwards.
EXAMPLES: dict[str, tuple[str | None, dict[str, Any]]] = {
    "field_account_alerts": ("account-alert", {}),
    "field_account_review_update": (None, {"number": {"review": "APPROVED"}}),
    "field_business_capability_update": (None, {"number": {"messaging_limit": "TIER_2K"}}),
    "field_business_username_updates": ("number-username", {"number": {"username": {"status": "approved", "username": "luckyshrub"}}}),
    "field_flows": ("flow", {}),
    "field_message_template_components_update": (None, {"template": {"name": "order_confirmation", "language": "en_US"}}),
    "field_message_template_quality_update": ("template-quality", {"template": {"quality": "YELLOW"}}),
    "field_message_template_status_update": ("template-status", {"template": {"status": "REJECTED", "category": "MARKETING"}}),
    "field_partner_solutions": ("partner-solution", {}),
    "field_payment_configuration_update": ("payment-configuration", {}),
    "field_phone_number_name_update": (
        None,
        {"number": {"name": {"status": "APPROVED", "requested": "Lucky Shrub", "rejection": None}}},
    ),
    "field_phone_number_quality_update": (None, {"number": {"throughput": "HIGH", "messaging_limit": "TIER_UNLIMITED"}}),
    "field_security": ("security-pin", {}),
    "field_template_category_update": ("template-category", {"template": {"category": "MARKETING", "next_category": None}}),
    "field_template_category_update_hyphen_locale": ("template-category", {"template": {"language": "en_US"}}),
    "field_template_category_update_impending": (
        "template-category-soon",
        {"template": {"category": "UTILITY", "next_category": "MARKETING", "next_category_at": "2026-11-22T23:26:40Z"}},
    ),
}
OTHERS = {"field_calls", "field_group", "field_history", "field_smb", "field_user", "field_account_update"}


def test_every_example_of_an_account_field_is_here() -> None:
    fields = {name for name in NAMES if name.startswith("field_")}

    assert {name for name in fields if not name.startswith(tuple(OTHERS))} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_it_lands_where_its_reader_is(hotel: Hotel, name: str) -> None:
    kind, shown = EXAMPLES[name]

    await hotel.hears_example(name)

    assert await letters(hotel.office) == ["done"]
    assert await hotel.kinds() == ([kind] if kind else [])
    account = (await hotel.number())["account"]
    for member, value in shown.get("number", {}).items():
        assert account[member] == value
    for template in await hotel.templates():
        assert template.items() >= shown["template"].items()
    assert bool(await hotel.templates()) == ("template" in shown)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_twice_is_once(hotel: Hotel, name: str) -> None:
    await hotel.hears_example(name)
    before = await hotel.everything()

    await hotel.hears_example(name)
    await hotel.replays()

    assert await hotel.everything() == before


@pytest.mark.parametrize("language", LOCALES)
async def test_every_notice_is_said_in_every_language(hotel: Hotel, language: str) -> None:
    for name in EXAMPLES:
        await hotel.hears_example(name)

    said = {notice["kind"]: notice["message"] for notice in await hotel.notices(language=language)}

    # The change that was announced and the one that was made are of the same template and second, so only the latter is left.
    assert set(said) == {kind for kind, _shown in EXAMPLES.values() if kind} - {"template-category-soon"}
    assert [message for message in said.values() if "{" in message or message.startswith("notice-")] == []
    # Meta's own names are in words, but for what it is that nobody has words for.
    named = {kind: re.findall(r"\b[A-Z]{4,}\b|\b[A-Z]+_[A-Z_]+\b", message) for kind, message in said.items()}
    assert {kind: names for kind, names in named.items() if names} == {}
    if language != "pt-BR":
        assert said["account-alert"] != (await hotel.notices())[-1]["message"]


async def test_a_throughput_upgrade_lets_the_number_send_faster(hotel: Hotel) -> None:
    assert (await hotel.number())["messages_per_second"] == 80

    await hotel.hears_example("field_phone_number_quality_update")

    assert (await hotel.number())["messages_per_second"] == 1000


async def test_a_partner_event_is_of_the_account_inside_it(hotel: Hotel) -> None:
    tenant = await a_tenant(hotel.office, "hotel-leblon")
    await a_channel(hotel.office, tenant, "306540352242922", waba_id="980198427658004")

    await hotel.hears_example("field_account_update")

    assert await letters(hotel.office) == ["done"]
    assert await hotel.notices() == []
    told = await rows(hotel.office, tenant.id, "SELECT kind, subject FROM notices WHERE count > 0")
    assert told == [("account-news", "980198427658004 PARTNER_ADDED")]
