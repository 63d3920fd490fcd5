"""Claiming a number: proved live, stored sealed, shown never."""

import asyncio
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text

from app.core.permissions import Role
from app.core.work import Office
from app.tenants.models import Tenant
from app.users.models import Operator, User
from simulator.meta import Meta
from tests.builders import a_user, signed_in
from tests.simulator.hotel import a_number

TOKEN = "EAAG-token-of-ipanema-0123456789"
SECRET = "app-secret-of-ipanema-0123456789"
CLAIM: dict[str, Any] = {"phone_number_id": "1055001", "business_account_id": "9001001", "access_token": TOKEN, "app_secret": SECRET}


@pytest.fixture
def number(meta: Meta) -> Meta:
    """Meta knows the hotel's number."""
    meta.put_number(a_number(access_token=TOKEN))
    return meta


async def claim(client: httpx.AsyncClient, person: User, **changes: Any) -> httpx.Response:
    headers = await signed_in(client, person)
    return await client.put(f"/api/tenants/{person.tenant_id}/whatsapp", json=CLAIM | changes, headers=headers)


async def kept(office: Office, tenant: Tenant, table: str) -> list[dict[str, Any]]:
    async with office.for_tenant(tenant.id) as work:
        found = await work.session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - our own names
        return [dict(row) for row in found.mappings()]


async def test_a_proven_claim_is_stored_sealed(client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant, number: Meta) -> None:
    answered = await claim(client, admin)

    body = answered.json()
    assert answered.status_code == 200, answered.text
    assert body["verified_name"] == "Hotel Ipanema"
    assert body["display_phone_number"] == "+55 21 3333-0001"
    assert body["graph"] == "simulator"
    assert body["access_token"] == {"set": True, "last4": "6789"}
    [channel], [app] = await kept(office, hotel, "channels"), await kept(office, hotel, "meta_apps")
    stored = str(channel) + str(app)
    assert all(secret not in stored for secret in (TOKEN, SECRET, body["verify_token"]))
    opened = office.keyring.open(app["verify_token"], purpose=f"meta_app:{hotel.id}:verify_token")
    assert opened == body["verify_token"]
    assert office.keyring.open(channel["access_token"], purpose=f"channel:{hotel.id}:access_token") == TOKEN
    assert office.keyring.open(app["app_secret"], purpose=f"meta_app:{hotel.id}:app_secret") == SECRET


async def test_numbers_of_one_portfolio_are_known_to_share_it(
    client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant, number: Meta
) -> None:
    [known] = [one for one in number.numbers if one.phone_number_id == "1055001"]
    number.put_number(msgspec.structs.replace(known, portfolio_id="4400"))

    await claim(client, admin)

    [channel] = await kept(office, hotel, "channels")
    assert channel["meta_facts"]["portfolio"]["id"] == "4400"


async def test_secrets_go_in_and_never_come_out(
    client: httpx.AsyncClient,
    admin: User,
    hotel: Tenant,
    number: Meta,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    headers, door = await signed_in(client, admin), f"/api/tenants/{hotel.id}/whatsapp"
    made = (await claim(client, admin)).json()["verify_token"]

    shown = await client.get(door, headers=headers)
    again = await claim(client, admin)
    failed = await claim(client, admin, access_token="EAAG-wrong-token-0123456789")

    assert shown.json()["verify_token"] == {"set": True, "last4": made[-4:]}
    assert shown.json()["numbers"][0]["app_secret"] == {"set": True, "last4": "6789"}
    assert again.json()["verify_token"] is None
    out = capsys.readouterr()
    said = shown.text + again.text + failed.text + out.out + out.err + caplog.text
    assert all(secret not in said for secret in (TOKEN, SECRET, made, "EAAG-wrong-token-0123456789"))


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"access_token": "EAAG-some-other-token"}, 400, "O token de acesso não é válido"),
        ({"phone_number_id": "1055999"}, 400, "não mostra este número"),
        ({"business_account_id": "9009999"}, 400, "não mostra esta conta comercial"),
        ({"business_account_id": "9001002"}, 400, "não"),
    ],
)
async def test_what_meta_does_not_confirm_is_not_stored(
    client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant, number: Meta, changes: dict[str, Any], status: int, sentence: str
) -> None:
    number.put_number(a_number("1055002", access_token="EAAG-token-of-serena", business_account_id="9001002"))

    refused = await claim(client, admin, **changes)

    assert refused.status_code == status, refused.text
    assert refused.json()["code"] == "NUMBER_NOT_PROVEN"
    assert sentence in refused.json()["message"]
    assert await kept(office, hotel, "channels") == await kept(office, hotel, "waba_claims") == []


async def test_a_number_of_the_tokens_own_but_of_another_account(client: httpx.AsyncClient, admin: User, number: Meta) -> None:
    number.put_number(a_number("1055002", access_token=TOKEN, business_account_id="9001002"))

    refused = await claim(client, admin, business_account_id="9001002")

    assert "não pertence a esta conta" in refused.json()["message"]


async def test_meta_away_is_said_and_changes_nothing(client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant) -> None:
    # No `meta` here: the settings name a port that nobody listens on.
    refused = await claim(client, admin)

    assert (refused.status_code, refused.json()["code"]) == (503, "META_UNREACHABLE")
    assert "Não conseguimos falar com o WhatsApp" in refused.json()["message"]
    assert await kept(office, hotel, "channels") == []


async def test_a_number_and_an_account_are_one_hotels(
    client: httpx.AsyncClient, office: Office, admin: User, neighbour: Tenant, number: Meta
) -> None:
    number.put_number(a_number("1055003", access_token=TOKEN))
    bia = await a_user(office, neighbour, Role.TENANT_ADMIN)
    assert (await claim(client, admin)).status_code == 200

    same_number = await claim(client, bia)
    same_account = await claim(client, bia, phone_number_id="1055003")

    for refused in (same_number, same_account):
        assert (refused.status_code, refused.json()["code"]) == (409, "CONFLICT")
        assert "pan" not in refused.text.lower()
    assert await kept(office, neighbour, "channels") == await kept(office, neighbour, "meta_apps") == []


async def test_two_hotels_at_once_and_one_wins(
    client: httpx.AsyncClient, office: Office, admin: User, neighbour: Tenant, number: Meta
) -> None:
    bia = await a_user(office, neighbour, Role.TENANT_ADMIN)

    answers = await asyncio.gather(claim(client, admin), claim(client, bia))

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_a_new_app_secret_takes_over_while_the_old_one_lives(
    client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant, number: Meta
) -> None:
    await claim(client, admin)

    await claim(client, admin, app_secret="the-next-secret-abcdef")
    body = CLAIM | {"new_verify_token": True}
    del body["app_secret"]
    headers = await signed_in(client, admin)
    renewed = await client.put(f"/api/tenants/{hotel.id}/whatsapp", json=body, headers=headers)

    [app] = await kept(office, hotel, "meta_apps")
    purpose = f"meta_app:{hotel.id}:app_secret"
    assert office.keyring.open(app["app_secret"], purpose=purpose) == "the-next-secret-abcdef"
    assert office.keyring.open(app["previous_app_secret"], purpose=purpose) == SECRET
    assert renewed.json()["app_secret"] == {"set": True, "last4": "cdef"}
    assert len(renewed.json()["verify_token"]) > 20


async def test_without_an_app_secret_the_platforms_app_signs(client: httpx.AsyncClient, office: Office, admin: User, number: Meta) -> None:
    body = (await claim(client, admin, app_secret=None)).json()

    assert body["app_secret"] == {"set": False, "last4": None}
    assert body["verify_token"] is None


async def test_two_numbers_of_one_app_share_its_secret(
    client: httpx.AsyncClient, office: Office, admin: User, hotel: Tenant, number: Meta
) -> None:
    number.put_number(a_number("1055003", access_token=TOKEN))

    await claim(client, admin)
    await claim(client, admin, phone_number_id="1055003")

    assert len(await kept(office, hotel, "channels")) == 2
    assert len(await kept(office, hotel, "meta_apps")) == 1


async def test_a_super_admin_claims_inside_and_it_is_written_down(
    client: httpx.AsyncClient, office: Office, olga: Operator, hotel: Tenant, number: Meta
) -> None:
    headers = await signed_in(client, olga) | {"X-Tenant-Slug": "hotel-ipanema", "X-Act-Reason": "setting up"}

    answered = await client.put(f"/api/tenants/{hotel.id}/whatsapp", json=CLAIM, headers=headers)

    assert answered.status_code == 200, answered.text
    deeds = [(entry["action"], entry["reason"]) for entry in await kept(office, hotel, "audit_entries")]
    assert deeds == [("house.acted", "setting up"), ("whatsapp.claimed", None)]


async def test_the_test_says_in_words_what_is_wrong(client: httpx.AsyncClient, admin: User, hotel: Tenant, number: Meta) -> None:
    headers, door = await signed_in(client, admin) | {"Accept-Language": "en"}, f"/api/tenants/{hotel.id}/whatsapp"
    assert (await client.post(f"{door}/test", headers=headers)).status_code == 404
    await claim(client, admin)

    well = await client.post(f"{door}/test", headers=headers)
    number.put_number(a_number(access_token="EAAG-another-token-now"))
    dead = await client.post(f"{door}/test", headers=headers)

    assert (well.json()["ok"], well.json()["message"]) == (True, "The number is connected and works.")
    assert well.json()["numbers"][0]["quality_rating"]
    assert dead.json()["ok"] is False
    assert "access token is not valid" in dead.json()["message"]
    assert (await client.get(door, headers=headers)).json()["status"] == "cannot_send"


async def test_wrong_shapes_reach_nobody(client: httpx.AsyncClient, admin: User, number: Meta) -> None:
    wrong = {
        "phone_number_id": ("", "../x", "10 55", "abc", 7),
        "business_account_id": ("9001001/x", None),
        "access_token": ("", "short", "EAAG with a blank", "EAAG\nX-Evil: 1-2-3"),
        "app_secret": ("short", "ção-ção-ção"),
        "graph": ("http://169.254.169.254", "facebook"),
    }

    for field, values in wrong.items():
        for value in values:
            refused = await claim(client, admin, **{field: value})
            assert refused.status_code == 422, (field, value, refused.text)
            assert refused.json()["details"][0]["field"] == f"body.{field}"
