"""`recado outbox` at the terminal: one hotel's, counted, listed, sent again, taken back and settled."""

import asyncio
import sys
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import msgspec
from click.testing import CliRunner
from socketio import AsyncManager

from app.assembly import open_office
from app.core.work import Office
from app.messages.sending.command import outbox
from app.settings import Settings
from app.settings import environment as surroundings
from tests.builders import a_tenant
from tests.conftest import environment
from tests.outbox.aftermath import minutes_pass
from tests.outbox.front_desk import ANA, BRUNO, Hotel
from tests.outbox.wire import refused, wired_to


async def recado(settings: Settings, *arguments: str, status: int = 0) -> str:
    """What it says. In a thread, because it has an event loop of its own."""
    runner = CliRunner()

    def opening() -> AbstractAsyncContextManager[Office]:
        return open_office(settings, name="cli", emitter=AsyncManager())

    told = await asyncio.to_thread(runner.invoke, outbox, list(arguments), obj=opening)
    assert told.exit_code == status, told.output
    return told.output


async def test_it_is_one_of_recados_commands(settings: Settings, hotel: Hotel) -> None:
    env = {**surroundings(), **environment(settings.database_url, settings.redis_url)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.cli", "outbox", "counts", "--tenant", hotel.tenant.slug, "--json"),
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate()

    assert (process.returncode, complained) == (0, b"")
    assert msgspec.json.decode(said) == {"numbers": [], "reasons": []}


async def test_what_lies_there_is_counted_listed_and_settled(settings: Settings, hotel: Hotel) -> None:
    ana, bruno = await hotel.has_guest(ANA), await hotel.has_guest(BRUNO)
    fails, cut = await hotel.says(ana, "segredo"), await hotel.says(bruno, "talvez")

    async def answer(body: dict[str, Any]) -> httpx.Response:
        if body["text"]["body"] == "talvez":
            raise httpx.ReadError("cut after the bytes left")
        return refused(131026)

    async with wired_to(hotel.office, settings, answer) as (delivery, _wire):
        await delivery.ring(hotel.tenant.id, hotel.channel.id)
    waits = await hotel.says(ana, "espera")
    await minutes_pass(hotel)
    named = ("--tenant", hotel.tenant.slug)

    counted = await recado(settings, "counts", *named)
    listed = await recado(settings, "list", *named)
    await recado(settings, "retry", *named, "--code", "131026", "--yes")
    await recado(settings, "cancel", *named, "--id", str(waits.message.id), "--yes")
    await recado(settings, "decide", "arrived", *named, "--id", str(cut.message.id), "--yes")
    refused_one = await recado(settings, "cancel", *named, "--id", str(cut.message.id), "--yes", status=1)

    assert "1 waiting" in counted
    assert "1 failed" in counted
    assert str(fails.message.id) in listed
    assert "segredo" not in listed
    assert [(await hotel.message(one.message.id)).status for one in (fails, waits, cut)] == ["pending", "cancelled", "sent"]
    assert "TOO_LATE" in refused_one


async def test_it_stands_behind_one_hotels_walls(settings: Settings, hotel: Hotel) -> None:
    said = await hotel.says(await hotel.has_guest())
    other = await a_tenant(hotel.office, "pousada-serena")

    theirs = await recado(settings, "list", "--tenant", other.slug, "--state", "waiting")
    refused_one = await recado(settings, "cancel", "--tenant", other.slug, "--id", str(said.message.id), "--yes", status=1)

    assert theirs == ""
    assert "NOT_FOUND" in refused_one
    assert (await hotel.message(said.message.id)).status == "pending"
