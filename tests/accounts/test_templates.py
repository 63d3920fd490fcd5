"""A template's news come in any order, and each facet of it keeps its newest."""

from typing import Any

from tests.accounts.news import T0, Hotel
from tests.whatsapp.examples import WABA

TEMPLATE: dict[str, Any] = {
    "message_template_id": 77001,
    "message_template_name": "boas_vindas",
    "message_template_language": "pt-BR",
}


async def status(hotel: Hotel, event: str, at: int = 0, **members: Any) -> None:
    await hotel.is_told("message_template_status_update", TEMPLATE | {"event": event} | members, at=T0 + at)


async def test_the_newest_status_stays(hotel: Hotel) -> None:
    await status(hotel, "PAUSED", 60, other_info={"title": "FIRST_PAUSE", "description": "Guests complained"})
    await status(hotel, "APPROVED", 0)
    await status(hotel, "PENDING", 60)

    (template,) = await hotel.templates()
    assert (template["status"], template["usable"], template["language"]) == ("PAUSED", False, "pt_BR")
    assert template["explanation"] == {"other_info": {"title": "FIRST_PAUSE", "description": "Guests complained"}}
    assert template["business_account_id"] == WABA
    assert await hotel.kinds() == ["template-status"]


async def test_approved_in_the_second_it_was_made_is_approved(hotel: Hotel) -> None:
    await status(hotel, "PENDING")
    await status(hotel, "APPROVED")
    await hotel.replays()

    (template,) = await hotel.templates()
    assert template["usable"] is True
    assert await hotel.kinds() == []


async def test_going_well_again_takes_the_notice_down(hotel: Hotel) -> None:
    await status(hotel, "PAUSED")
    await hotel.is_told("message_template_quality_update", TEMPLATE | {"new_quality_score": "RED"}, at=T0)
    before = await hotel.kinds()
    await status(hotel, "REINSTATED", 60)
    await hotel.is_told("message_template_quality_update", TEMPLATE | {"new_quality_score": "GREEN"}, at=T0 + 60)
    await hotel.replays()

    assert before == ["template-quality", "template-status"]
    assert await hotel.kinds() == []
    assert {notice["state"] for notice in await hotel.notices("all")} == {"resolved"}


async def test_a_quality_update_under_a_status_updates_name_is_one_all_the_same(hotel: Hotel) -> None:
    scores = {"previous_quality_score": "GREEN", "new_quality_score": "RED"}

    await hotel.is_told("message_template_status_update", TEMPLATE | scores)

    (template,) = await hotel.templates()
    assert (template["quality"], template["status"]) == ("RED", None)


async def test_a_change_of_category_is_told_before_and_after(hotel: Hotel) -> None:
    soon = {"new_category": "UTILITY", "correct_category": "MARKETING", "category_update_timestamp": T0 + 86_400}
    done = {"previous_category": "UTILITY", "new_category": "MARKETING"}

    await hotel.is_told("template_category_update", TEMPLATE | soon)
    before = (await hotel.kinds(), await hotel.templates())
    await hotel.is_told("template_category_update", TEMPLATE | done, at=T0 + 86_400)
    await hotel.replays()

    assert before[0] == ["template-category-soon"]
    assert (before[1][0]["category"], before[1][0]["next_category"]) == ("UTILITY", "MARKETING")
    (template,) = await hotel.templates()
    assert (template["category"], template["next_category"], template["next_category_at"]) == ("MARKETING", None, None)
    assert await hotel.kinds() == ["template-category"]


async def test_the_wording_is_kept(hotel: Hotel) -> None:
    await hotel.hears_example("field_message_template_components_update")

    (template,) = await hotel.templates()
    assert template["components"]["body"] == "Thank you, {{1}}!"
    assert template["components"]["buttons"][0]["message_template_button_text"] == "Open"
