"""From the letterbox to the guest: once, in order, at the number's pace."""

import asyncio

from app.messages.delivery import Delivery
from simulator.meta import Meta
from tests.conftest import Listener
from tests.outbox.front_desk import ANA, BRUNO, Hotel, reached


async def test_what_is_said_reaches_the_guest_once(hotel: Hotel, delivery: Delivery, meta: Meta, listener: Listener) -> None:
    said = await hotel.says(await hotel.has_guest(), "Bem-vinda, Ana!")

    await delivery.ring(hotel.tenant.id, hotel.channel.id)
    await delivery.ring(hotel.tenant.id, hotel.channel.id)

    assert reached(meta, ANA) == ["Bem-vinda, Ana!"]
    message = await hotel.message(said.message.id)
    (letter,) = meta.letters.from_hotels(None)
    assert (message.status, message.wamid) == ("sent", letter.wamid)
    assert letter.tracker == str(said.message.id)
    assert message.sent_at is not None
    assert (await hotel.letter(said.message.id)).state == "done"
    await asyncio.sleep(0.01)
    assert [event["status"] for event in listener.of("message:status")] == ["sent"]
    assert [event["last_message"]["status"] for event in listener.of("conversation:updated")] == ["pending", "sent"]
