"""Letters taken in anew: failed ones once, handled ones without a trace, kept ones when somebody can read them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from app import tables
from app.channels.models import Channel
from app.core.clock import now
from app.core.permissions import Role
from app.core.work import Office, TenantWork
from app.inbox import sweeping
from app.inbox.schemas import Aside, Item
from app.inbox.service import drain
from app.messages.intake import take_in
from app.tenants import queries as tenants
from tests.builders import a_user, signed_in
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_body, a_change, a_status, a_text, post, say
from tests.inbox.rows import drain_all, letters, rows, settle, texts

Headers = dict[str, str]


@pytest.fixture
async def admin(office: Office, client: httpx.AsyncClient, channel: Channel) -> Headers:
    async with office.for_house() as work:
        tenant = await tenants.get_named(work, str(channel.tenant_id))
    return await signed_in(client, await a_user(office, tenant, Role.TENANT_ADMIN))


async def put_back(client: httpx.AsyncClient, headers: Headers, **asked: Any) -> dict[str, Any]:
    answered = await client.post("/api/inbox/replay", json=asked, headers=headers)
    assert answered.status_code == 200, answered.text
    found: dict[str, Any] = answered.json()
    return found


async def everything(office: Office, channel: Channel) -> dict[str, list[Any]]:
    """All rows of the hotel, also its log of events; not its book of who did what."""
    kept = sorted(tables.TENANT_TABLES - {"audit_entries"})
    return {table: await rows(office, channel.tenant_id, f"SELECT to_jsonb(r) FROM {table} r ORDER BY to_jsonb(r)::text") for table in kept}  # noqa: S608 - our own names


async def test_a_poisoned_letter_fails_alone_is_mended_and_arrives_once(
    office: Office, client: httpx.AsyncClient, channel: Channel, admin: Headers, listener: Listener
) -> None:
    said = [a_text(f"linha {number}", at=SAID_AT + number) for number in range(9)]
    await say(client, channel, *said)

    async def chokes(work: TenantWork, items: Sequence[Item]) -> Sequence[Aside]:
        if any(said[4]["id"].encode() in item.body for item in items):
            raise KeyError("a fault of ours")
        return await take_in(work, items)

    await drain(office, [channel.phone_number_id], chokes)
    (failed,) = (await client.get("/api/inbox", params={"state": "failed"}, headers=admin)).json()["data"]
    counted = await put_back(client, admin, dry_run=True)
    assert (failed["key"], failed["error"], failed["attempts"]) == (said[4]["id"], "fault: KeyError", 1)
    assert len(await texts(office, channel.tenant_id)) == 8

    tried = await put_back(client, admin)
    again = await put_back(client, admin)
    await drain_all(office)
    await settle(listener, "message:new", 9)

    assert (counted["letters"], tried["letters"], again["letters"]) == (1, 1, 0)
    assert await texts(office, channel.tenant_id) == [f"linha {number}" for number in range(9)]
    assert len(listener.of("message:new")) == 9
    assert await letters(office, "SELECT DISTINCT state, error FROM inbox") == [("done", None)]
    assert (await client.get("/api/inbox/counts", headers=admin)).json()["failed"] == 0


async def test_a_whole_day_taken_in_anew_changes_nothing_and_is_told_to_nobody(
    office: Office, client: httpx.AsyncClient, channel: Channel, admin: Headers, listener: Listener
) -> None:
    first, second = a_text("Olá"), a_text("Tem vaga?", at=SAID_AT + 1)
    reaction = a_text(at=SAID_AT + 3, type="reaction", reaction={"message_id": first["id"], "emoji": "👍"})
    image = a_text(at=SAID_AT + 4, type="image", image={"id": "42", "mime_type": "image/jpeg", "sha256": "AAAA", "caption": "foto"})
    await say(client, channel, first, second, reaction, image)
    body = a_body(a_change(channel, statuses=[a_status("wamid.of-nobody", "read")]))
    assert (await post(client, body)).status_code == 200
    await drain_all(office)
    await settle(listener, "message:new", 3)
    before, heard = await everything(office, channel), len(listener.heard)

    done = await put_back(client, admin, states=["done", "kept", "failed"], since="2020-01-01T00:00:00Z")
    assert await letters(office, "SELECT count(*) FROM inbox WHERE state = 'new'") == [4]
    await drain_all(office)

    assert (done["letters"], done["next"]) == (4, None)
    assert await everything(office, channel) == before
    assert len(listener.heard) == heard
    assert sorted(await letters(office)) == ["done", "done", "done", "done", "waiting"]


async def test_a_replay_goes_on_where_it_ended_and_ends(
    office: Office, client: httpx.AsyncClient, channel: Channel, admin: Headers
) -> None:
    await say(client, channel, *(a_text(str(number), at=SAID_AT + number) for number in range(5)))
    await drain_all(office)
    asked: dict[str, Any] = {"states": ["done"], "since": "2020-01-01T00:00:00Z", "limit": 2}

    sizes = []
    for _try in range(9):
        answered = await put_back(client, admin, **asked)
        await drain_all(office)
        sizes.append(answered["letters"])
        if answered["next"] is None:
            break
        asked |= {"after": answered["next"], "until": answered["until"]}

    assert sizes == [2, 2, 1]


async def test_only_a_span_or_named_letters_are_read_anew(client: httpx.AsyncClient, admin: Headers) -> None:
    for asked in ({"states": ["done"]}, {"states": ["new"]}, {"states": ["waiting"], "ids": [1]}, {"since": "2026-01-01T00:00:00"}):
        assert (await client.post("/api/inbox/replay", json=asked, headers=admin)).status_code == 422


async def test_what_was_kept_is_taken_up_when_a_version_comes_that_reads_it_and_only_then(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await say(client, channel, a_text("Oi"))
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET state = 'kept', kind = 'field:news', handled_at = now()"))
    await sweeping.take_up_kept(office, ["message", "status"])
    assert await letters(office) == ["kept"]

    await sweeping.take_up_kept(office, ["message", "status", "field:news"])
    assert await letters(office) == ["new"]

    # Its reader keeps it after all, some time later: it is not brought to it over and over.
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET state = 'kept', handled_at = :later"), {"later": now() + timedelta(minutes=6)})
    await sweeping.take_up_kept(office, ["message", "status", "field:news"])
    assert await letters(office) == ["kept"]


async def test_pruning_takes_what_is_old_and_handled_and_nothing_else(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    states = ["done", "failed", "waiting", "kept", "new", "unclaimed"]
    await say(client, channel, *(a_text(state) for state in states))
    async with office.for_house() as work:
        for letter_id, state in zip(await letters(office, "SELECT id FROM inbox ORDER BY id"), states, strict=True):
            aged = {"id": letter_id, "state": state, "days": timedelta(days=20)}
            await work.session.execute(
                text("UPDATE inbox SET state = :state, received_at = now() - cast(:days AS interval) WHERE id = :id"), aged
            )

    await sweeping.prune(office, keep_days=21)
    assert len(await letters(office)) == 6

    await sweeping.prune(office, keep_days=9, unclaimed_days=19)
    assert await letters(office) == ["failed", "waiting", "kept", "new"]
