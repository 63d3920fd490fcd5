"""Any bytes in: never a 500, never a row in the wrong hotel, and whatever was taken in is drained to its end.

`make fuzz` (or `RECADO_FUZZ=50`) runs so many times more examples, others each time.
"""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.channels.models import Channel
from app.core.work import Office
from app.whatsapp.signature import HEADER, sign
from tests.inbox.meta import PATH, PLATFORM_SECRET, SECRET, a_text, say
from tests.inbox.mutations import spoiled_bytes, wounded
from tests.inbox.rows import drain_all, letters, rows

TIMES = int(os.environ.get("RECADO_FUZZ", "1"))  # noqa: TID251 - a test's own measure
NOBODYS = "nobodys-secret"
TENANT_TABLES = ("messages", "message_edits", "conversations", "contacts", "contact_identities", "media", "templates", "notices", "events")
pytestmark = pytest.mark.timeout(120 * TIMES)
fuzz = settings(
    max_examples=40 * TIMES,
    deadline=None,
    derandomize=TIMES == 1,
    # To shrink a find takes minutes, as each try asks the database.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
HEADERS_OF_OURS = {"content-length", "transfer-encoding", "host", "connection", HEADER.lower()}
names = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,20}", fullmatch=True).filter(lambda name: name.lower() not in HEADERS_OF_OURS)
types = st.sampled_from(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json"])
headers = st.dictionaries(names, st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40), max_size=4)
deliveries = st.builds(
    lambda secret, cut, more, named: Delivery(secret, cut, more | named),
    st.sampled_from([SECRET, SECRET, PLATFORM_SECRET, NOBODYS]),
    st.lists(st.integers(1, 400), max_size=5),
    headers,
    st.fixed_dictionaries({}, optional={"Content-Type": types}),
)


class Delivery(NamedTuple):
    """Who signs, into which pieces it is cut, and what else stands in its head."""

    secret: str = SECRET
    cut: Sequence[int] = ()
    headers: Mapping[str, str] = {}


class House(NamedTuple):
    office: Office
    client: httpx.AsyncClient
    channel: Channel
    neighbour: Channel


@pytest.fixture
def house(office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel) -> House:
    return House(office, client, channel, neighbour)


@fuzz
@given(raw=st.binary(max_size=600) | st.text(max_size=200).map(str.encode), claimed=st.none() | st.binary(max_size=80))
async def test_strangers_bytes_are_refused_and_leave_nothing(house: House, raw: bytes, claimed: bytes | None) -> None:
    sent = {} if claimed is None else {HEADER: f"sha256={claimed.hex()}"}

    answer = await house.client.post(PATH, content=raw, headers=sent)

    assert answer.status_code == 401
    assert await letters(house.office) == []


@fuzz
@given(raw=spoiled_bytes, delivery=deliveries)
async def test_spoiled_bytes_hurt_nobody_else(house: House, raw: bytes, delivery: Delivery) -> None:
    await _comes(house, raw, delivery)

    await _all_is_well(house)


@settings(fuzz, max_examples=60 * TIMES)
@given(raw=wounded, delivery=deliveries)
async def test_wounded_payloads_hurt_nobody_else(house: House, raw: bytes, delivery: Delivery) -> None:
    await _comes(house, raw, delivery)

    await _all_is_well(house)


@settings(fuzz, max_examples=15 * TIMES)
@given(bodies=st.lists(wounded, min_size=4, max_size=12))
async def test_many_wounded_at_once_hurt_nobody_else(house: House, bodies: list[bytes]) -> None:
    for raw in bodies:
        await _comes(house, raw, Delivery())

    await _all_is_well(house)


async def _comes(house: House, raw: bytes, delivery: Delivery) -> None:
    told = {**delivery.headers, HEADER: sign(raw, delivery.secret.encode())}

    answer = await house.client.post(PATH, content=_pieces(raw, delivery.cut), headers=told)

    assert answer.status_code in ({401} if delivery.secret == NOBODYS else {200, 401}), answer.text
    if answer.status_code != 200:
        assert answer.json()["code"] == "INVALID_SIGNATURE"


async def _pieces(raw: bytes, cut: Sequence[int]) -> AsyncIterator[bytes]:
    for size in cut:
        yield raw[:size]
        raw = raw[size:]
    yield raw


async def _all_is_well(house: House) -> None:
    """A good message beside it arrives, nothing waits for ever, no failure is ours, and the neighbour has nothing of it."""
    office, client, channel, neighbour = house
    good = a_text("bem ao lado")
    await say(client, channel, good)
    await drain_all(office)

    assert await letters(office, "SELECT kind, state, error FROM inbox WHERE state = 'new' OR error NOT LIKE 'unreadable: %'") == []
    mine = f"wamid = '{good['id']}'"
    assert await rows(office, channel.tenant_id, f"SELECT content ->> 'text' FROM messages WHERE {mine}") == ["bem ao lado"]  # noqa: S608 - our own
    source = f"kind = 'message' AND source_id = '{channel.phone_number_id}'"
    (claimed,) = await letters(office, f"SELECT count(*) FROM inbox WHERE {source}")  # noqa: S608 - our own
    (said,) = await rows(office, channel.tenant_id, "SELECT count(*) FROM messages WHERE origin IS NULL AND message_type <> 'call'")
    assert said <= claimed
    for table in TENANT_TABLES:
        assert await rows(office, neighbour.tenant_id, f"SELECT count(*) FROM {table}") == [0], table  # noqa: S608 - our own
