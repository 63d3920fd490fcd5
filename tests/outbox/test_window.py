"""The guest's 24 hours: by Meta's clock, of number and guest, and what is offered when they are over."""

from datetime import datetime, timedelta

import httpx
import pytest

from app.core.clock import now
from app.core.ids import new_id
from app.core.permissions import Role
from app.core.work import Office
from tests.builders import a_user, signed_in
from tests.conftest import Listener
from tests.inbox.meta import a_text, say
from tests.inbox.names import a_card, tell
from tests.inbox.rows import drain_all, settle
from tests.outbox.front_desk import ANA, Hotel
from tests.outbox.postponed import THREAD
from tests.outbox.test_firing import a_template


@pytest.fixture
async def headers(hotel: Hotel, client: httpx.AsyncClient) -> dict[str, str]:
    return await signed_in(client, await a_user(hotel.office, hotel.tenant, Role.MANAGER))


def zulu(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def test_the_clock_is_metas_in_events_and_at_the_door(
    hotel: Hotel, office: Office, client: httpx.AsyncClient, headers: dict[str, str], listener: Listener
) -> None:
    wrote = (now() - timedelta(hours=3)).replace(microsecond=0)
    await say(client, hotel.channel, a_text(at=int(wrote.timestamp())))
    await drain_all(office)
    await settle(listener, "conversation:updated")

    (told,) = listener.of("conversation:updated")
    shown = (await client.get(f"/api/conversations/{told['id']}", headers=headers)).json()
    for view in (told, shown):
        assert (view["window_expires_at"], view["window_open"]) == (zulu(wrote + timedelta(hours=24)), True)


async def test_a_letter_that_comes_late_does_not_turn_the_clock_back(hotel: Hotel, office: Office, client: httpx.AsyncClient) -> None:
    moment = int(now().timestamp())
    for at in (moment - 60, moment - 7200):
        await say(client, hotel.channel, a_text(at=at))
        await drain_all(office)

    assert await hotel.rows("SELECT extract(epoch FROM last_inbound_at)::int FROM conversations") == [(moment - 60,)]


@pytest.mark.parametrize(
    ("wrote", "is_open"),
    [
        (timedelta(hours=23, minutes=58), True),
        (timedelta(hours=23, minutes=59, seconds=30), False),
        (timedelta(hours=30), False),
        (None, False),
    ],
)
async def test_the_view_and_the_door_agree(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str], wrote: timedelta | None, is_open: bool
) -> None:
    thread = await hotel.has_guest(wrote=wrote)

    shown = (await client.get(f"/api/conversations/{thread}", headers=headers)).json()
    answered = await client.post(THREAD.format(thread), json={"content": "Olá"}, headers=headers)

    assert (shown["window_open"], answered.status_code) == (is_open, 201 if is_open else 409)
    assert (shown["window_expires_at"] is None) == (wrote is None)


async def test_what_a_guest_wrote_in_an_earlier_thread_opens_the_new_one_too(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    await hotel.has_guest(ANA, wrote=timedelta(hours=2), status="closed")
    await hotel.writes(
        "INSERT INTO conversations (tenant_id, id, channel_id, contact_id, status, last_activity_at, created_at, updated_at)"
        " SELECT tenant_id, :id, channel_id, contact_id, 'open', now(), now(), now() FROM conversations",
        id=(current := new_id()),
    )

    shown = (await client.get(f"/api/conversations/{current}", headers=headers)).json()
    answered = await client.post(THREAD.format(current), json={"content": "Olá"}, headers=headers)

    assert (shown["window_open"], answered.status_code) == (True, 201)
    assert datetime.fromisoformat(shown["window_expires_at"]) > now() + timedelta(hours=21)


async def test_a_guest_who_calls_may_be_written_to(
    hotel: Hotel, office: Office, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    rang = int((now() - timedelta(minutes=10)).timestamp())
    call = {
        "id": "wacid.ABGG",
        "from": ANA,
        "to": "552133330001",
        "event": "connect",
        "timestamp": str(rang),
        "direction": "USER_INITIATED",
    }
    await tell(client, hotel.channel, "calls", contacts=[a_card(ANA)], calls=[call])
    await drain_all(office)

    ((thread,),) = await hotel.rows("SELECT id FROM conversations")
    assert (await client.post(THREAD.format(thread), json={"content": "Olá"}, headers=headers)).status_code == 201


async def test_where_it_is_closed_the_fitting_templates_are_offered(
    hotel: Hotel, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    await a_template(hotel, meta_template_id="1", name="lembrete", category="UTILITY")
    await a_template(hotel, meta_template_id="2", name="reminder", category="UTILITY", language="en")
    await a_template(hotel, meta_template_id="3", name="parado", status="PAUSED")
    thread = await hotel.has_guest(wrote=timedelta(hours=25))

    closed = await client.post(THREAD.format(thread), json={"content": "Olá"}, headers=headers)
    body = closed.json()
    answered = await client.post(
        THREAD.format(thread), json={"type": "template", "content": {"template_id": body["templates"][0]["template_id"]}}, headers=headers
    )

    assert (closed.status_code, body["code"]) == (409, "WINDOW_CLOSED")
    assert datetime.fromisoformat(body["window_expires_at"]) < now()
    assert [(one["name"], one["fits_language"], one["ready"]) for one in body["templates"]] == [
        ("lembrete", True, True),
        ("reminder", False, True),
    ]
    assert (answered.status_code, answered.json()["content"]["text"]) == (201, "Esperamos por você!")
