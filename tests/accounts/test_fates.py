"""An account's fate is its numbers': they stop and go on with it, guests are heard all the while, and old news changes nothing."""

import json
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.channels.models import Channel
from app.core.work import Office
from tests.accounts.news import DIGITS, T0, Hotel
from tests.builders import an_operator, signed_in
from tests.conftest import Listener
from tests.inbox.meta import NEIGHBOURS_SECRET, a_text, say
from tests.inbox.rows import drain_all, letters, rows, settle, texts
from tests.whatsapp.examples import WABA

DISABLED: dict[str, Any] = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE", "waba_ban_date": "November 22, 2026"}}
REINSTATED: dict[str, Any] = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}}
ENDS = T0 + 400 * 86_400
STOPS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "disabled": (DISABLED, REINSTATED, "account-disabled"),
    "partner removed": (
        {"event": "PARTNER_REMOVED", "waba_info": {"waba_id": WABA}, "disconnection_info": {"reason": "ACCOUNT_DISCONNECTED"}},
        {"event": "PARTNER_ADDED", "waba_info": {"waba_id": WABA}},
        "account-disconnected",
    ),
    "app uninstalled": ({"event": "PARTNER_APP_UNINSTALLED"}, {"event": "PARTNER_APP_INSTALLED"}, "account-disconnected"),
    "offboarded": ({"event": "ACCOUNT_OFFBOARDED"}, {"event": "ACCOUNT_RECONNECTED"}, "account-disconnected"),
    "restricted": (
        {"event": "ACCOUNT_RESTRICTION", "restriction_info": [{"restriction_type": "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"}]},
        {"event": "ACCOUNT_RESTRICTION", "restriction_info": []},
        "account-restricted",
    ),
}


@pytest.mark.parametrize("name", STOPS)
async def test_a_stopped_account_cannot_send_and_hears_its_guests_until_the_opposite_comes(
    hotel: Hotel, listener: Listener, name: str
) -> None:
    stop, opposite, kind = STOPS[name]

    await hotel.is_told("account_update", stop)
    await say(hotel.client, hotel.channel, a_text("Vocês me ouvem?"))
    await drain_all(hotel.office)
    stopped, posted = await hotel.number(), await hotel.kinds()
    await hotel.is_told("account_update", opposite, at=T0 + 60)

    assert (stopped["status"], stopped["can_send"], stopped["cannot_send"]["because"]) == ("cannot_send", False, kind)
    assert stopped["cannot_send"]["message"].endswith(".")
    assert {kind, "number-cannot-send"} <= set(posted)
    assert await texts(hotel.office, hotel.channel.tenant_id) == ["Vocês me ouvem?"]
    assert (await hotel.number())["can_send"] is True
    assert not {kind, "number-cannot-send"} & set(await hotel.kinds())
    await settle(listener, "number:updated", 2)
    assert [told["can_send"] for told in listener.of("number:updated")] == [False, True]


@pytest.mark.parametrize("name", STOPS)
async def test_news_that_come_in_the_wrong_order_end_the_same(hotel: Hotel, name: str) -> None:
    stop, opposite, kind = STOPS[name]

    await hotel.is_told("account_update", opposite, at=T0 + 60)
    await hotel.is_told("account_update", stop)
    await hotel.replays()

    assert kind not in await hotel.kinds()
    found = {notice["kind"]: notice["state"] for notice in await hotel.notices("all")}
    assert found.get("account-news", "open") == "open"
    assert (await hotel.number())["can_send"] is True


async def test_replaying_what_is_over_stops_nobody(hotel: Hotel) -> None:
    await hotel.is_told("account_update", DISABLED)
    await hotel.is_told("account_update", REINSTATED, at=T0 + 60)
    before = await hotel.everything()

    await hotel.replays()

    assert await hotel.everything() == before
    assert (await hotel.number())["can_send"] is True


async def test_a_restriction_with_an_end_only_holds_the_number_until_then(hotel: Hotel) -> None:
    told = [{"restriction_type": "RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "expiration": ENDS}]

    await hotel.is_told("account_update", {"event": "ACCOUNT_RESTRICTION", "restriction_info": told})

    number = await hotel.number()
    assert number["can_send"] is True
    assert [one["type"] for one in number["account"]["restrictions"]] == ["RESTRICTED_CUSTOMER_INITIATED_MESSAGING"]
    (until,) = await rows(hotel.office, hotel.channel.tenant_id, "SELECT extract(epoch FROM held_until)::bigint FROM channels")
    assert until == ENDS


async def test_a_restriction_of_what_hotels_begin_leaves_answers_alone(hotel: Hotel) -> None:
    told = [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": str(ENDS)}]

    await hotel.is_told("account_update", {"event": "ACCOUNT_RESTRICTION", "restriction_info": told})

    assert (await hotel.number())["can_send"] is True
    assert await hotel.kinds() == ["account-restricted"]


async def test_endless_news_are_told_by_their_beginnings(hotel: Hotel) -> None:
    await hotel.is_told("account_update", {"event": "VERIFIED_ACCOUNT", "strange": ["a" * 100_000]})

    (notice,) = await hotel.notices()

    assert (notice["kind"], notice["details"]["event"]) == ("account-news", "VERIFIED_ACCOUNT")
    assert len(json.dumps(notice)) < 5_000


async def test_a_planned_ban_is_told_and_stops_nothing_yet(hotel: Hotel) -> None:
    ban = {"waba_ban_state": "SCHEDULE_FOR_DISABLE", "waba_ban_date": "November 30, 2026"}

    await hotel.is_told("account_update", {"event": "DISABLED_UPDATE", "ban_info": ban})

    (notice,) = await hotel.notices()
    assert (notice["kind"], notice["severity"]) == ("account-disabled", "critical")
    assert "vai desativar" in notice["message"]
    assert (await hotel.number())["can_send"] is True


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("ACCOUNT_VIOLATION", "account-violation"),
        ("ACCOUNT_DELETED", "account-deleted"),
        *[
            (event, "account-news")
            for event in (
                *("AD_ACCOUNT_LINKED", "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE", "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE"),
                *("MM_LITE_TERMS_SIGNED", "PARTNER_ADDED", "PARTNER_APP_INSTALLED", "PARTNER_CLIENT_CERTIFICATION_NEEDED"),
                *("PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", "VERIFIED_ACCOUNT", "VOLUME_BASED_PRICING_TIER_UPDATE"),
                "ACCOUNT_RECONNECTED",
            )
        ],
    ],
)
async def test_every_event_of_an_account_has_its_own_words(hotel: Hotel, event: str, kind: str) -> None:
    await hotel.is_told("account_update", {"event": event, "violation_info": {"violation_type": "SCAM"}})

    found = {notice["kind"]: notice["message"] for notice in await hotel.notices()}
    assert event not in found[kind]


async def test_an_event_that_nobody_knows_is_shown_with_its_data(hotel: Hotel) -> None:
    value = {"event": "ACCOUNT_TELEPORTED", "to": {"planet": "Mars", "note": "ção \u2028 <b>"}}

    await hotel.is_told("account_update", value)
    await hotel.is_told("business_status_update", {"status": "??"})
    await hotel.is_told("phone_number_quality_update", {"display_phone_number": DIGITS, "event": "SPARKLING"})

    assert await letters(hotel.office) == ["done", "done", "done"]
    others = {notice["details"]["event"]: notice["details"]["data"] for notice in await hotel.notices()}
    assert others["ACCOUNT_TELEPORTED"] == value
    assert set(others) == {"ACCOUNT_TELEPORTED", "unknown", "SPARKLING"}


@pytest.mark.parametrize("value", [{}, {"event": None}, {"event": {"a": 1}}, {"event": "x" * 300}])
@pytest.mark.parametrize("field", ["account_update", "account_alerts", "security", "message_template_status_update", "flows"])
async def test_nonsense_is_set_aside_with_its_reason(hotel: Hotel, field: str, value: dict[str, Any]) -> None:
    await hotel.is_told(field, value)

    assert await letters(hotel.office) == ["failed"]
    assert [reason.startswith("unreadable: ") for reason in await letters(hotel.office, "SELECT error FROM inbox")] == [True]


async def test_news_of_a_number_that_is_not_here_are_told(hotel: Hotel) -> None:
    await hotel.is_told("phone_number_name_update", {"display_phone_number": "5511900000000", "decision": "APPROVED"})

    (notice,) = await hotel.notices()
    assert (notice["kind"], notice["details"]["number"]) == ("number-not-here", "5511900000000")


async def test_a_neighbours_account_says_nothing_of_ours(hotel: Hotel, neighbour: Channel) -> None:
    await hotel.is_told("account_update", DISABLED, waba_id=neighbour.waba_id, secret=NEIGHBOURS_SECRET)
    name = {"display_phone_number": DIGITS, "decision": "REJECTED", "requested_verified_name": "Nossa"}
    await hotel.is_told("phone_number_name_update", name, waba_id=neighbour.waba_id, secret=NEIGHBOURS_SECRET)

    assert await hotel.notices() == []
    assert (await hotel.number())["can_send"] is True
    theirs = await rows(hotel.office, neighbour.tenant_id, "SELECT kind FROM notices ORDER BY kind")
    assert theirs == ["account-disabled", "number-cannot-send", "number-name"]


async def test_a_neighbours_secret_signs_no_news_for_us(hotel: Hotel, neighbour: Channel) -> None:
    change = {"field": "account_update", "value": {"event": "ACCOUNT_DELETED"}}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": WABA, "time": T0, "changes": [change]}]}).encode()

    with pytest.raises(AssertionError, match="INVALID_SIGNATURE"):
        await hotel.hears(body, NEIGHBOURS_SECRET)

    assert await letters(hotel.office) == []


async def test_a_lower_limit_is_told_until_it_is_raised(hotel: Hotel) -> None:
    for at, limit in ((0, "TIER_10K"), (60, 2000), (30, "TIER_100K")):
        await hotel.is_told("business_capability_update", {"max_daily_conversations_per_business": limit}, at=T0 + at)
    lowered = await hotel.kinds()
    shown = (await hotel.number())["account"]["messaging_limit"]
    await hotel.is_told("business_capability_update", {"max_daily_conversations_per_business": -1}, at=T0 + 90)

    assert (lowered, shown) == (["messaging-limit"], "TIER_2K")
    assert await hotel.kinds() == []
    assert (await hotel.number())["account"]["messaging_limit"] == "TIER_UNLIMITED"


async def test_a_suspended_hotel_hears_its_guests_and_reads_so_when_it_is_back(
    hotel: Hotel, office: Office, client: httpx.AsyncClient
) -> None:
    headers = await signed_in(client, await an_operator(office))
    door = f"/api/tenants/{hotel.channel.tenant_id}"

    assert (await client.post(f"{door}/suspend", headers=headers)).status_code == 200
    await say(client, hotel.channel, a_text("Ainda estão aí?"))
    await drain_all(office)
    kept = await texts(office, hotel.channel.tenant_id)
    open_then = await rows(office, hotel.channel.tenant_id, "SELECT kind FROM notices WHERE state = 'open'")
    assert (await client.post(f"{door}/activate", headers=headers)).status_code == 200

    assert kept == ["Ainda estão aí?"]
    assert open_then == ["hotel-suspended"]
    states = await rows(office, hotel.channel.tenant_id, "SELECT state FROM notices")
    assert states == ["resolved"]


async def test_settings_of_a_number_are_kept_as_they_came(hotel: Hotel) -> None:
    told = {"phone_number_id": hotel.channel.phone_number_id, "calling": {"status": "ENABLED"}}

    await hotel.is_told("account_settings_update", {"type": "phone_number_settings", "phone_number_settings": told})

    assert (await hotel.number())["account"]["settings"] == told


async def test_a_connected_number_is_not_stopped_by_older_news(hotel: Hotel, office: Office) -> None:
    async with office.for_tenant(hotel.channel.tenant_id) as work:
        await work.session.execute(text("UPDATE channels SET standing_at = to_timestamp(:at)"), {"at": T0 + 10})

    await hotel.is_told("account_update", {"event": "PARTNER_APP_UNINSTALLED"})

    assert (await hotel.number())["can_send"] is True
