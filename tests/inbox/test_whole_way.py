"""A guest writes: webhook, door, drain, rows, live line."""

import httpx

from app.core.work import Office
from tests.builders import a_channel, a_tenant
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, letters, rows, texts


async def test_what_a_guest_writes_is_stored_and_announced(office: Office, client: httpx.AsyncClient, listener: Listener) -> None:
    hotel = await a_tenant(office)
    channel = await a_channel(office, hotel)

    await say(client, channel, a_text("Boa noite"))
    await drain_all(office)

    assert await texts(office, hotel.id) == ["Boa noite"]
    ((name, phone),) = await rows(office, hotel.id, "SELECT profile_name, phone FROM contacts")
    assert (name, phone) == ("Ana Souza", "+5521988887777")
    ((unread, status),) = await rows(office, hotel.id, "SELECT unread_count, status FROM conversations")
    assert (unread, status) == (1, "open")
    assert await letters(office) == ["done"]


async def test_the_same_webhook_twice_says_it_once(office: Office, client: httpx.AsyncClient) -> None:
    hotel = await a_tenant(office)
    channel = await a_channel(office, hotel)
    body = a_body(a_change(channel, messages=[a_text("Oi")]))

    assert (await post(client, body)).status_code == 200
    await drain_all(office)
    assert (await post(client, body)).status_code == 200
    await drain_all(office)

    assert await texts(office, hotel.id) == ["Oi"]
    assert await rows(office, hotel.id, "SELECT unread_count FROM conversations") == [1]
    assert await letters(office) == ["done"]
