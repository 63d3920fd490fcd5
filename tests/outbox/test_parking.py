"""What waits with a refused message, until somebody has acted: templates, campaigns, and all that has to be paid."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app.core.clock import now
from app.outbox.models import Lane
from app.settings import Settings
from app.templates import service as templates
from app.templates.service import Facet, Named
from tests.outbox.aftermath import Desk, a_desk, minutes_pass
from tests.outbox.front_desk import ANA, BRUNO, Hotel
from tests.outbox.wire import accepted, refused, wired_to

CARLA = "5511900000003"
OPEN_NOTICES = "SELECT kind, severity, details ->> 'because' FROM notices WHERE state = 'open' ORDER BY kind"


@pytest.fixture
async def desk(hotel: Hotel, client: httpx.AsyncClient) -> Desk:
    return await a_desk(hotel, client)


async def says_in(hotel: Hotel, wa_id: str, lane: Lane, template: str | None = None) -> Any:  # noqa: ANN401 - an id
    """A message in this lane, sent with this template as far as the letterbox knows."""
    said = await hotel.says(await hotel.has_guest(wa_id), wa_id)
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        letter = {"id": said.message.id, "lane": int(lane), "template": template}
        await work.session.execute(text("UPDATE outbox SET lane = :lane, template = :template WHERE id = :id"), letter)
    return said.message.id


async def test_who_has_not_paid_waits_with_what_is_billed_and_goes_on_when_it_is_paid(hotel: Hotel, desk: Desk, settings: Settings) -> None:
    first = await says_in(hotel, ANA, Lane.AUTOMATION, "chegada/pt_BR")
    second = await says_in(hotel, BRUNO, Lane.CAMPAIGN, "oferta/pt_BR")
    answer_to = await says_in(hotel, CARLA, Lane.CHAT)
    is_paid = False

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body) if is_paid or CARLA in body["to"] else refused(131042)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        held = [await hotel.letter(one) for one in (first, second)]
        went = (await hotel.message(answer_to)).status
        shown, notices = await desk.sees(first), await hotel.rows(OPEN_NOTICES)
        is_paid = True
        await minutes_pass(hotel, 90)
        async with hotel.office.for_tenant(hotel.tenant.id) as work:
            await work.session.execute(text("UPDATE outbox SET due_at = now() + interval '1 hour' WHERE id = :id"), {"id": second})
        await delivery.sweep()
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert [(letter.state, letter.held_for) for letter in held] == [("held", "payment")] * 2
    assert went == "sent", "what is free goes on"
    assert (shown["status"], shown["error"]["action"], shown["can"]) == ("pending", "fix-payment", ["cancel"])
    assert notices == [("sending-held", "critical", "meta-131042")]
    assert [(row.status, row.error) for row in [await hotel.message(one) for one in (first, second)]] == [("sent", None)] * 2
    assert await hotel.rows(OPEN_NOTICES) == []


@pytest.mark.parametrize(("code", "status"), [(132015, "PAUSED"), (132016, "DISABLED")])
async def test_a_stopped_template_fails_a_persons_message_and_holds_the_others(
    hotel: Hotel, desk: Desk, settings: Settings, code: int, status: str
) -> None:
    named = Named(hotel.channel.waba_id, "77", "chegada", "pt_BR")
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await templates.note(work, named, Facet.STATUS, {"status": "APPROVED"}, at=now())
    by_hand = await says_in(hotel, ANA, Lane.CHAT, "chegada/pt_BR")
    by_itself = await says_in(hotel, BRUNO, Lane.CAMPAIGN, "chegada/pt_BR")
    other = await says_in(hotel, CARLA, Lane.CAMPAIGN, "oferta/pt_BR")

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return accepted(body) if CARLA in body["to"] else refused(code)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert [(await hotel.message(one)).status for one in (by_hand, by_itself, other)] == ["failed", "pending", "sent"]
    letter = await hotel.letter(by_itself)
    assert (letter.state, letter.held_for) == ("held", "template")
    assert await hotel.rows("SELECT status FROM templates") == [(status,)]
    assert [row.kind for row in await hotel.rows(OPEN_NOTICES)] == ["template-status"]
    await desk.meta_tells_of_a_template("77", "chegada", "pt_BR", "APPROVED")
    assert (await hotel.letter(by_itself)).state == "due"
    assert await hotel.rows(OPEN_NOTICES) == []


async def test_a_spam_limit_stops_campaigns_and_leaves_people_their_chats(hotel: Hotel, settings: Settings) -> None:
    campaign, chat = await says_in(hotel, ANA, Lane.CAMPAIGN), await says_in(hotel, BRUNO, Lane.CHAT)

    async def answer(body: dict[str, Any]) -> httpx.Response:
        return refused(131048) if ANA in body["to"] else accepted(body)

    async with wired_to(hotel.office, settings, answer) as (delivery, wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
        another, later = await says_in(hotel, CARLA, Lane.CAMPAIGN), await says_in(hotel, "5511900000004", Lane.CHAT)
        await delivery.ring(hotel.tenant.id, hotel.channel.id)

    statuses = [(await hotel.message(one)).status for one in (campaign, chat, another, later)]
    assert statuses == ["pending", "sent", "pending", "sent"]
    assert wire.words.count(CARLA) == 0
    assert await hotel.rows(OPEN_NOTICES) == [("sending-held", "warning", "meta-131048")]
