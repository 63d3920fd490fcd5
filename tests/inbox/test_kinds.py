"""Every example of Meta's, through the door: stored, shown, and nothing more the second time."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text

from app.channels.models import Channel
from app.core.permissions import Role
from app.core.work import Office
from app.tables import TENANT_TABLES
from app.tenants.models import Tenant
from tests.builders import a_channel, a_conversation, a_message, a_tenant, a_user, signed_in
from tests.inbox.kinds import CHANGED, SAID, SENT, TOLD, WRITTEN
from tests.inbox.meta import SECRET, post
from tests.inbox.rows import drain_all, letters, rows
from tests.whatsapp.examples import NAMES, NUMBER, WABA, payload

GUEST = "16505551234"
BEFORE = datetime.fromtimestamp(1795290000, UTC)


class Hotel(msgspec.Struct):
    """A hotel with a number, a guest, and what was said before the examples begin."""

    tenant: Tenant
    channel: Channel


@pytest.fixture
async def hotel(office: Office) -> Hotel:
    tenant = await a_tenant(office)
    channel = await a_channel(office, tenant, NUMBER, waba_id=WABA)
    await a_channel(office, tenant, "206540352242999", waba_id="980198427658004")
    conversation = await a_conversation(office, channel, GUEST, last_activity_at=BEFORE, last_inbound_at=BEFORE)
    of_hotel = {"direction": "outbound", "sender_type": "agent", "sender_id": None, "status": "pending"}
    picture = {"caption": "legenda", "media_url": "/api/media/7", "media": {"id": "7", "state": "downloading", "mime_type": "image/jpeg"}}
    async with office.for_tenant(tenant.id) as work:
        await work.session.execute(text("UPDATE contact_identities SET created_at = :at"), {"at": BEFORE})
        work.session.add(a_message(conversation, "Pois não?", wamid=SENT, said_at=BEFORE, **of_hotel))
        work.session.add(a_message(conversation, message_type="image", content=picture, wamid=WRITTEN, said_at=BEFORE))
    return Hotel(tenant, channel)


async def tell(office: Office, client: httpx.AsyncClient, name: str) -> None:
    assert (await post(client, payload(name), SECRET)).status_code == 200
    await drain_all(office)


async def thread(office: Office, client: httpx.AsyncClient, hotel: Hotel) -> list[dict[str, Any]]:
    """All that the API shows of all conversations, oldest first."""
    headers = await signed_in(client, await a_user(office, hotel.tenant))
    found = (await client.get("/api/conversations", headers=headers)).json()["data"]
    pages = [await client.get(f"/api/conversations/{one['id']}/messages", headers=headers) for one in found]
    return sorted((one for page in pages for one in page.json()["data"]), key=lambda one: (one["created_at"], one["id"]))


def nameless(content: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """The same content with `{id}` for the ids that are made here."""
    names = [content.get("media", {}).get("id"), content.get("participant", {}).get("contact_id")]
    plain = msgspec.json.encode(content).decode()
    for name in filter(None, names):
        plain = plain.replace(name, "{id}")
    return msgspec.json.decode(plain)


async def everything(office: Office, hotel: Hotel) -> dict[str, list[str]]:
    """All rows of the hotel, whole, and how far its event log is."""
    asked = {table: text(f"SELECT to_jsonb(one)::text FROM {table} AS one") for table in TENANT_TABLES}  # noqa: S608 - our own names
    async with office.for_tenant(hotel.tenant.id) as work:
        return {table: sorted(await work.session.scalars(statement)) for table, statement in asked.items()}


def test_every_example_has_its_line() -> None:
    assert sorted([*SAID, *CHANGED, *TOLD]) == NAMES


@pytest.mark.parametrize("name", NAMES)
async def test_an_example_is_stored_and_shown_and_nothing_more_the_second_time(
    office: Office, client: httpx.AsyncClient, hotel: Hotel, name: str
) -> None:
    if name == "edit_text":
        await rows(office, hotel.tenant.id, f"UPDATE messages SET message_type = 'text', content = '{{}}' WHERE wamid = '{WRITTEN}'")  # noqa: S608 - our own

    await tell(office, client, name)
    check(name, await thread(office, client, hotel))
    await check_letters(office)
    first = await everything(office, hotel)

    await tell(office, client, name)
    await letters(office, "UPDATE inbox SET state = 'new'")
    await drain_all(office)

    assert await everything(office, hotel) == first
    await check_letters(office)


def check(name: str, seen: list[dict[str, Any]]) -> None:
    if name in SAID:
        (*before, said) = seen
        assert (len(before), said["message_type"], nameless(said["content"])) == (2, *SAID[name])
        assert (said["direction"], said["status"], said["sender_type"]) == ("inbound", "received", "contact")
    if name in CHANGED:
        wamid, expected = CHANGED[name]
        (changed,) = [one for one in seen if one["whatsapp_message_id"] == wamid]
        changed["content"] = nameless(changed["content"])
        changed["reactions"] = [one["emoji"] for one in changed["reactions"]]
        assert {member: changed[member] for member in expected} == expected
        assert (changed["edited_at"] is not None, changed["revoked_at"] is not None) == (name.startswith("edit"), name == "revoke")


async def check_letters(office: Office) -> None:
    for kind, state, error in await letters(office, "SELECT kind, state, error FROM inbox"):
        assert (state, error) == ("done", None), kind


async def test_what_no_screen_can_show_is_one_click_away_for_admins(office: Office, client: httpx.AsyncClient, hotel: Hotel) -> None:
    await tell(office, client, "unsupported")
    (*_before, seen) = await thread(office, client, hotel)
    admin = await signed_in(client, await a_user(office, hotel.tenant, Role.TENANT_ADMIN))
    attendant = await signed_in(client, await a_user(office, hotel.tenant, Role.ATTENDANT, email="outra@recado.example"))

    raw = await client.get(f"/api/messages/{seen['id']}/raw", headers=admin)

    assert raw.json()["raw"]["unsupported"] == {"type": "poll"}
    assert (await client.get(f"/api/messages/{seen['id']}/raw", headers=attendant)).status_code == 403


async def test_what_is_wrong_with_a_number_is_told_to_its_admins(office: Office, client: httpx.AsyncClient, hotel: Hotel) -> None:
    await tell(office, client, "value_level_errors")
    admin = await signed_in(client, await a_user(office, hotel.tenant, Role.TENANT_ADMIN))

    (notice,) = (await client.get("/api/notices", headers=admin | {"Accept-Language": "en"})).json()["data"]

    assert notice["message"].startswith("Meta reports error 130429 for the number +55 21 3333-0001. ")


@pytest.mark.parametrize(
    ("name", "preview"),
    [
        ("audio_voice", ""),
        ("document", "recibo"),
        ("sticker", ""),
        ("location", "Philz Coffee"),
        ("location_live_pin", ""),
        ("contacts", "Barbara J. Johnson"),
        ("interactive_list_reply", "Expresso"),
        ("order", "Pode entregar hoje?"),
        ("unsupported", ""),
    ],
)
async def test_a_list_names_the_last_line_whatever_its_kind(
    office: Office, client: httpx.AsyncClient, hotel: Hotel, name: str, preview: str
) -> None:
    await tell(office, client, name)
    headers = await signed_in(client, await a_user(office, hotel.tenant))

    (seen,) = (await client.get("/api/conversations", headers=headers)).json()["data"]

    last = seen["last_message"]
    assert (last["message_type"], last["preview"], last["voice"]) == (SAID[name][0], preview, name == "audio_voice")
