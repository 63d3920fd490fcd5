"""Meta's limits beside the number's rate: one guest's messages, and the guests whom a portfolio writes to first."""

from time import monotonic
from uuid import UUID

import pytest
from sqlalchemy import text

from app.channels import facts
from app.channels.facts import Facet
from app.core.clock import now
from app.messages.delivery import Delivery
from app.outbox import claiming, portfolios
from simulator.meta import Meta
from tests.builders import a_channel, a_tenant
from tests.outbox.front_desk import ANA, BRUNO, NUMBER, Hotel, reached

NINE = [f"55119000020{number:02}" for number in range(9)]


async def set_to(hotel: Hotel, statement: str, **terms: object) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text(statement), terms)


async def has_limit(hotel: Hotel, tier: str) -> None:
    async with hotel.office.for_tenant(hotel.tenant.id) as work:
        await facts.note(work, [hotel.channel.id], Facet.LIMIT, {"tier": tier}, at=now())


async def is_lent(hotel: Hotel, guest: UUID, many: float) -> None:
    """As if so many of the burst were left."""
    await set_to(
        hotel,
        "INSERT INTO outbox_guests (tenant_id, id, opens_at) VALUES (:tenant_id, :id, now() - cast(:lent AS interval))",
        tenant_id=hotel.tenant.id, id=guest, lent=claiming.PAIR_EVERY * (many - 1),
    )  # fmt: skip


async def test_when_the_burst_is_used_up_a_guest_gets_one_in_six_seconds(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    for number in range(9):
        await hotel.says(ana, str(number))
    began = monotonic()
    await is_lent(hotel, ana, 3)
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    await hotel.says(bruno, "Ninguém espera por outro")
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    got = reached(meta, ANA)
    assert got == [str(number) for number in range(len(got))]
    assert 3 <= len(got) <= 3 + (monotonic() - began) / 6
    assert reached(meta, BRUNO) == ["Ninguém espera por outro"]
    (waits,) = await hotel.rows("SELECT held_for, extract(epoch FROM due_at - now())::float8 AS wait FROM outbox WHERE state = 'held'")
    assert waits.held_for == "guest"
    assert waits.wait <= 6.1
    await set_to(hotel, "UPDATE outbox SET due_at = now() WHERE state = 'held'")
    await set_to(hotel, "UPDATE outbox_guests SET opens_at = now()")
    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    assert len(got) < len(reached(meta, ANA)) <= 4 + (monotonic() - began) / 6, "one, and the next one waits again"


async def test_a_guest_who_was_not_written_to_lately_is_lent_the_whole_burst(hotel: Hotel, delivery: Delivery) -> None:
    await hotel.says(await hotel.has_guest(ANA))

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    (left,) = await hotel.rows("SELECT extract(epoch FROM now() - opens_at)::float8 AS seconds FROM outbox_guests")
    assert 43 <= left.seconds / claiming.PAIR_EVERY.total_seconds() <= 44


async def test_what_was_lent_comes_back_with_time(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    ana = await hotel.has_guest(ANA)
    await is_lent(hotel, ana, 1000)
    for number in range(8):
        await hotel.says(ana, str(number))

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    (left,) = await hotel.rows("SELECT extract(epoch FROM now() - opens_at)::float8 AS seconds FROM outbox_guests")
    assert len(reached(meta, ANA)) == 8
    assert 36 <= left.seconds / claiming.PAIR_EVERY.total_seconds() <= 38, "never more than the burst"


async def test_a_portfolio_writes_first_to_no_more_guests_than_its_day_has_room_for(hotel: Hotel, delivery: Delivery, meta: Meta) -> None:
    await has_limit(hotel, "TIER_50")
    async with hotel.office.for_house() as house:
        taken = [portfolios.named(f"waba {hotel.channel.waba_id}", f"551130000{number:03}") for number in range(44)]
        await portfolios.admit(house, f"waba {hotel.channel.waba_id}", "TIER_50", taken)
    for place, wa_id in enumerate(NINE):
        await hotel.says(await hotel.has_guest(wa_id), str(place))
    # Who has written within the window is answered, and is not counted.
    await set_to(hotel, "UPDATE outbox SET template = 'convite/pt_BR', lane = 2")
    await set_to(
        hotel,
        "UPDATE conversations SET last_inbound_at = NULL FROM contact_identities named"
        " WHERE named.contact_id = conversations.contact_id AND named.value <> :first",
        first=NINE[8],
    )

    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert sorted(reached(meta)) == ["0", "1", "2", "3", "4", "5", "8"]
    assert await hotel.rows("SELECT state, held_for FROM outbox WHERE state <> 'done'") == [("held", "portfolio")] * 2
    ((is_held,),) = await hotel.rows("SELECT campaigns_held_until > now() + interval '10 minutes' FROM channels")
    assert is_held


async def test_hotels_that_share_a_portfolio_share_its_day_and_tomorrow_is_another(hotel: Hotel) -> None:
    guests = [portfolios.named("business", f"55119{number:08}") for number in range(60)]
    async with hotel.office.for_house() as house:
        first = await portfolios.admit(house, "business", "TIER_50", guests[:40])
        again = await portfolios.admit(house, "business", "TIER_50", guests[:40])
        other = await portfolios.admit(house, "business", "TIER_50", guests[40:])
        await house.session.execute(text("UPDATE portfolio_guests SET at = at - interval '25 hours'"))
        tomorrow = await portfolios.admit(house, "business", "TIER_50", guests[10:])
        unlimited = await portfolios.admit(house, "business", "TIER_UNLIMITED", guests)

    assert [len(one.guests) for one in (first, again, other, tomorrow, unlimited)] == [40, 40, 10, 50, 60]
    assert (first.wait, other.wait) == (0, 900)


async def test_no_hotel_sees_who_its_portfolio_wrote_to(hotel: Hotel) -> None:
    neighbour = await a_tenant(hotel.office, "pousada-serena")
    await a_channel(hotel.office, neighbour, "1055002", waba_id="9001002")

    async with hotel.office.for_tenant(neighbour.id) as work:
        with pytest.raises(Exception, match="permission denied"):
            await work.session.execute(text("SELECT * FROM portfolio_guests"))
    assert portfolios.named("one", NUMBER) != portfolios.named("other", NUMBER)
