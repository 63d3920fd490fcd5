"""Links that guests tap in marketing messages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.core.permissions import Role
from app.core.work import Office
from tests.builders import a_conversation, a_message, a_user, signed_in
from tests.inbox.meta import SAID_AT, a_body, a_change, post
from tests.inbox.names import ANA, a_card, the_hotel
from tests.inbox.rows import drain_all, letters, rows

STORED = "SELECT action, component, click_id, message_id IS NOT NULL FROM message_taps"


def a_tap(action: str = "marketing_messages_link_click", **data: str) -> dict[str, Any]:
    return {"action_type": action, "timestamp": str(SAID_AT), "marketing_messages_link_click_data": data}


async def tell(client: httpx.AsyncClient, office: Office, channel: Channel, **value: Any) -> None:
    assert (await post(client, a_body(a_change(channel, **value)))).status_code == 200
    await drain_all(office)


async def test_a_tap_is_kept_once_with_the_offer_that_the_guest_had_last(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    conversation, at = await a_conversation(office, channel, ANA), datetime.fromtimestamp(SAID_AT, UTC)
    of_hotel = {"direction": "outbound", "sender_type": "agent", "sender_id": None, "status": "sent", "message_type": "template"}
    offers = [a_message(conversation, "oferta", said_at=at - timedelta(days=days), wamid=f"wamid.{days}", **of_hotel) for days in (8, 2, 1)]
    offers.append(a_message(conversation, "depois", said_at=at + timedelta(minutes=1), wamid="wamid.later", **of_hotel))
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add_all(offers)

    for _ in ("said", "read again"):
        await tell(client, office, channel, contacts=[a_card(ANA)], user_actions=[a_tap(click_component="cta", click_id="Aff")])
        await letters(office, "UPDATE inbox SET state = 'new'")
        await drain_all(office)

    assert await rows(office, channel.tenant_id, STORED) == [("marketing_messages_link_click", "cta", "Aff", True)]
    assert await letters(office) == ["done"]
    admin = await signed_in(client, await a_user(office, await the_hotel(office, channel), Role.TENANT_ADMIN))
    ways = [(await client.get(f"/api/messages/{one.id}/trace", headers=admin)).json()["taps"] for one in offers]
    assert [[tap["component"] for tap in way] for way in ways] == [[], [], ["cta"], []]


@pytest.mark.parametrize("cards", [{}, {"contacts": [a_card("5521900000000")]}])
async def test_a_tap_of_nobody_who_is_known_is_the_numbers(
    office: Office, client: httpx.AsyncClient, channel: Channel, cards: dict[str, Any]
) -> None:
    await tell(client, office, channel, user_actions=[a_tap("landing_page_view", click_id="Aff"), {"timestamp": "soon"}], **cards)

    assert await rows(office, channel.tenant_id, STORED) == [("landing_page_view", None, "Aff", False)]
    assert sorted(await letters(office)) == ["done", "failed"]
