"""`recado inbox` at the terminal: the same letters, the same walls, and nothing that moves a cursor."""

import asyncio
import sys
from contextlib import AbstractAsyncContextManager

import httpx
import msgspec
from click.testing import CliRunner
from socketio import AsyncManager
from sqlalchemy import text

from app.assembly import open_office
from app.channels.models import Channel
from app.core.work import Office
from app.inbox.command import inbox
from app.settings import Settings
from app.settings import environment as surroundings
from tests.conftest import environment
from tests.inbox.meta import NEIGHBOURS_SECRET, PLATFORM_SECRET, a_body, a_change, a_text, post, say
from tests.inbox.rows import drain_all, letters


async def recado(settings: Settings, *arguments: str, status: int = 0) -> str:
    """What it says. In a thread, because it has an event loop of its own."""
    runner = CliRunner()

    def opening() -> AbstractAsyncContextManager[Office]:
        return open_office(settings, name="cli", emitter=AsyncManager())

    told = await asyncio.to_thread(runner.invoke, inbox, list(arguments), obj=opening)
    assert told.exit_code == status, told.output
    return told.output


async def test_it_is_one_of_recados_commands(settings: Settings, office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"))
    env = {**surroundings(), **environment(settings.database_url, settings.redis_url)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", "inbox", "list", env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, complained = await process.communicate()

    assert (process.returncode, complained) == (0, b"")
    assert channel.phone_number_id in said.decode()


async def test_letters_are_listed_shown_and_tried_again(
    office: Office, client: httpx.AsyncClient, settings: Settings, channel: Channel, neighbour: Channel
) -> None:
    await say(client, channel, a_text("Olá \u202e\x9b2J"))
    body = a_body(a_change(neighbour, messages=[a_text("deles")]))
    assert (await post(client, body, NEIGHBOURS_SECRET)).status_code == 200
    ours, theirs = await letters(office, "SELECT id FROM inbox ORDER BY id")
    async with office.for_house() as work:
        await work.session.execute(text("UPDATE inbox SET state = 'failed', attempts = 1, error = 'fault: KeyError'"))

    listed = msgspec.json.decode(await recado(settings, "list", "--tenant", "hotel-ipanema", "--state", "failed", "--json"))
    lines = await recado(settings, "list", "--kind", "message")
    shown = await recado(settings, "show", str(ours))
    missing = await recado(settings, "show", str(theirs), "--tenant", "hotel-ipanema", status=1)
    counted = msgspec.json.decode(await recado(settings, "retry", "--dry-run", "--json"))
    of_one = await recado(settings, "retry", "--tenant", "hotel-ipanema", "--yes")

    assert [one["id"] for one in listed["data"]] == [ours]
    assert lines.count("fault: KeyError") == 2
    assert '"body": "Olá \\u202e\\x9b2J"' in shown
    assert "NOT_FOUND" in missing
    assert counted == {"letters": 2, "dry_run": True}
    assert of_one == "Letters taken in anew: 1\n"
    assert await letters(office) == ["new", "failed"]


async def test_a_replay_needs_a_span_and_says_so(settings: Settings, office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await say(client, channel, a_text("Oi"))
    await drain_all(office)

    asked = {
        ("replay", "--yes"): (2, "since"),
        ("replay", "--since", "ontem"): (2, "no time"),
        ("list", "--tenant", "nobody"): (1, "TENANT_NOT_FOUND"),
        ("replay", "--since", "2020-01-01", "--dry-run"): (0, "anew: 1\n"),
        ("replay", "--since", "2020-01-01", "--until", "2020-01-02", "--yes"): (0, "anew: 0\n"),
    }

    for arguments, (status, words) in asked.items():
        assert words in await recado(settings, *arguments, status=status), arguments


async def test_numbers_without_a_hotel_are_listed(settings: Settings, office: Office, client: httpx.AsyncClient) -> None:
    assert (await post(client, a_body(a_change("999000111", messages=[a_text("oi")])), PLATFORM_SECRET)).status_code == 200
    await drain_all(office)

    assert (await recado(settings, "unclaimed")).startswith("999000111  1 letters  ")
