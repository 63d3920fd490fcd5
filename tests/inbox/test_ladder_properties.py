"""Whatever the order, the company and the repetitions in which Meta's receipts come: the message ends the same."""

from random import Random
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.channels.models import Channel
from app.core.ids import new_id
from app.core.work import Office
from app.inbox import service as inbox
from tests.builders import a_conversation
from tests.inbox.meta import SAID_AT, a_body, a_change, a_status, post
from tests.inbox.rows import drain_all, rows
from tests.inbox.test_statuses import ERRORS, PRICING, a_sent

RUNGS = {"sent": 1, "failed": 2, "delivered": 3, "read": 4, "played": 5}
COLUMNS = "status, error ->> 'code', pricing ->> 'category', sent_at, delivered_at, read_at, played_at, failed_at"
TIMES = ("sent", "delivered", "read", "played", "failed")

# When each status was said, if ever. A receipt is one thing: its repetitions say the same.
told = st.dictionaries(st.sampled_from(sorted(RUNGS)), st.integers(0, 900), min_size=1)
deliveries = st.fixed_dictionaries({"told": told, "chance": st.randoms(use_true_random=False), "is_early": st.booleans()})
per_database = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    # To shrink a find takes minutes, as each try asks the database.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@per_database
@given(delivery=deliveries)
async def test_any_order_of_receipts_ends_in_the_same_row(
    office: Office, client: httpx.AsyncClient, channel: Channel, delivery: dict[str, Any]
) -> None:
    """An oracle of one line for each column, and two deliveries of the same receipts in two orders."""
    said, chance = delivery["told"], delivery["chance"]
    ends = []
    for _ in range(2):
        wamid = f"wamid.{new_id().hex}"
        parcels = _shuffled(wamid, said, chance)
        early = parcels if delivery["is_early"] else []
        await _deliver(office, client, channel, early)
        await _send(office, channel, wamid)
        await _deliver(office, client, channel, parcels[len(early) :])
        ends += await rows(office, channel.tenant_id, f"SELECT {COLUMNS} FROM messages WHERE wamid = '{wamid}'")  # noqa: S608 - our own

    assert ends[0] == ends[1]
    assert _plain(ends[0]) == _expected(said)


def _expected(said: dict[str, int]) -> tuple[object, ...]:
    """The highest rung; each step's time the earliest that proves it; what it costs as soon as anybody says so."""
    status = max([*said, "sent"], key=RUNGS.__getitem__)
    proofs = {
        "sent": ("sent", "delivered", "read", "played"),
        "delivered": ("delivered", "read", "played"),
        "read": ("read", "played"),
        "played": ("played",),
        "failed": ("failed",),
    }
    times = [min((said[proof] for proof in proofs[step] if proof in said), default=None) for step in TIMES]
    return status, "131026" if status == "failed" else None, "service" if said.keys() & {"sent", "delivered"} else None, *times


def _plain(row: tuple[Any, ...]) -> tuple[object, ...]:
    status, error, pricing, *times = row
    return status, error, pricing, *(None if at is None else int(at.timestamp()) - SAID_AT for at in times)


def _shuffled(wamid: str, said: dict[str, int], chance: Random) -> list[list[dict[str, Any]]]:
    """All receipts, some twice, in any order, in webhooks of any size."""
    receipts = [_receipt(wamid, status, at) for status, at in said.items()]
    receipts += [one for one in receipts if chance.random() < 0.5]
    chance.shuffle(receipts)
    parcels: list[list[dict[str, Any]]] = [[]]
    for receipt in receipts:
        if parcels[-1] and chance.random() < 0.5:
            parcels.append([])
        parcels[-1].append(receipt)
    return parcels


def _receipt(wamid: str, status: str, at: int) -> dict[str, Any]:
    more = {"pricing": PRICING} if status in ("sent", "delivered") else {"errors": ERRORS} if status == "failed" else {}
    return a_status(wamid, status, at=SAID_AT + at, **more)


async def _send(office: Office, channel: Channel, wamid: str) -> None:
    """Recorded only now: what Meta said of it before is heard again."""
    conversation = await a_conversation(office, channel, f"55219{new_id().int % 10**8:08}")
    await a_sent(office, channel, conversation, wamid=wamid)
    async with office.for_house() as work:
        await inbox.wake(work, channel.phone_number_id, [wamid])
    await drain_all(office)


async def _deliver(office: Office, client: httpx.AsyncClient, channel: Channel, parcels: list[list[dict[str, Any]]]) -> None:
    for statuses in parcels:
        assert (await post(client, a_body(a_change(channel, statuses=statuses)))).status_code == 200
        await drain_all(office)
