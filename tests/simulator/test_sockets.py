"""What only a real socket shows: cut connections, the phone's event line, a process that stops at once and remembers."""

import asyncio
import json
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from simulator import samples
from simulator.meta import Meta
from simulator.numbers import Numbers
from tests.simulator.conftest import AT_ONCE
from tests.simulator.hotel import TOKEN, Callback, a_number, a_text, guest_writes, send
from tests.simulator.served import process, served
from tests.simulator.test_kinds import a_message, put_up
from tests.simulator.test_templates import a_template


@pytest.fixture
async def live(callback: Callback) -> AsyncIterator[httpx.AsyncClient]:
    meta = Meta(switches=AT_ONCE, seed=7)
    meta.put_number(a_number(callback_url=callback.url))
    async with served(meta) as url, httpx.AsyncClient(base_url=url) as client:
        yield client


def a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def raw(client: httpx.AsyncClient) -> bytes:
    """All bytes that come back for one send, until the connection ends."""
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    body = json.dumps(a_text()).encode()
    writer.write(
        b"POST /v26.0/1055001/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
        % (TOKEN.encode(), len(body), body)
    )
    try:
        return await asyncio.wait_for(reader.read(), 3)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


async def test_cut_after_accept_the_guest_has_it_and_the_hotel_hears_nothing(
    live: httpx.AsyncClient, callback: Callback, caplog: pytest.LogCaptureFixture
) -> None:
    await guest_writes(live)
    await live.put("/_sim/faults", json={"cut_after_accept": 1})

    with pytest.raises(httpx.TransportError):
        await send(live, a_text(biz_opaque_callback_data="our-id"))
    bytes_back = await raw(live)
    await callback.until(lambda: len(callback.statuses) == 4)

    assert bytes_back == b""
    rows = (await live.get("/_sim/sent")).json()["data"]
    assert [row["biz_opaque_callback_data"] for row in rows] == ["our-id", None]
    assert sorted(status.get("biz_opaque_callback_data", "") for status in callback.statuses) == ["", "", "our-id", "our-id"]
    assert "ASGI" not in caplog.text


async def test_cut_before_accept_nobody_has_it(live: httpx.AsyncClient, callback: Callback) -> None:
    await guest_writes(live)
    await live.put("/_sim/faults", json={"cut_before_accept": 1})

    with pytest.raises(httpx.TransportError):
        await send(live, a_text())
    bytes_back = await raw(live)

    assert bytes_back == b""
    assert (await live.get("/_sim/sent")).json() == {"data": []}
    assert callback.statuses == []


async def test_a_cut_connection_leaves_the_others_alone(live: httpx.AsyncClient) -> None:
    await guest_writes(live)
    await live.put("/_sim/faults", json={"cut_after_accept": 0.5})
    await live.put("/_sim/switches", json={"pair_rate": False})

    answers = await asyncio.gather(*(send(live, a_text(f"{turn}")) for turn in range(40)), return_exceptions=True)

    answered = [answer for answer in answers if isinstance(answer, httpx.Response)]
    cut = [answer for answer in answers if isinstance(answer, httpx.TransportError)]
    assert len(answered) + len(cut) == 40
    assert answered
    assert cut
    assert {answer.status_code for answer in answered} == {200}
    assert len((await live.get("/_sim/sent")).json()["data"]) == 40


async def test_the_phone_hears_what_happens(live: httpx.AsyncClient) -> None:
    async with live.stream("GET", "/_sim/events") as events:
        lines = events.aiter_lines()
        await anext(lines)
        await guest_writes(live, "Oi")
        heard = [line async for line in _until_acked(lines)]

    letters = [json.loads(line.removeprefix("data: ")) for line in heard if line.startswith("data: ")]
    assert [letter["status"] for letter in letters] == ["accepted", "acked"]
    assert letters[0]["message"]["text"]["body"] == "Oi"


async def _until_acked(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    async with asyncio.timeout(3):
        async for line in lines:
            yield line
            if '"status":"acked"' in line:
                return


async def test_it_stops_at_once_also_while_a_phone_listens(tmp_path: Path) -> None:
    port = a_free_port()
    async with (
        process(tmp_path / "numbers.json", port) as running,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
        client.stream("GET", "/_sim/events") as events,
    ):
        lines = events.aiter_lines()
        await anext(lines)
        asked_at = time.monotonic()
        running.send_signal(signal.SIGTERM)
        said, _ = await asyncio.wait_for(running.communicate(), 5)
        took = time.monotonic() - asked_at

    assert took < 3
    assert b"graceful shutdown exceeded" not in said
    assert running.returncode in (0, -signal.SIGTERM)
    assert b"Traceback" not in said
    assert b'"event": "simulator starts"' in said


async def test_a_restarted_meta_knows_its_numbers_and_its_guests(tmp_path: Path, callback: Callback) -> None:
    config, port = tmp_path / "numbers.json", a_free_port()
    number = {
        "business_account_id": "9001001",
        "display_phone_number": "+55 21 3333-0001",
        "access_token": TOKEN,
        "app_secret": "s",
        "callback_url": callback.url,
    }
    callback.answers.extend([500] * 3)

    async with process(config, port) as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await client.put("/_sim/numbers/1055001", json=number)
        await client.put("/_sim/switches", json={"retry_first_ms": 60_000})
        wamid = (await guest_writes(client, guest="5511912345678", name="Zeca"))["wamid"]
        await callback.until(lambda: len(callback.answers) < 3)
        running.terminate()
        await asyncio.wait_for(running.wait(), 5)
    callback.answers.clear()
    async with process(config, port) as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await callback.until(lambda: callback.messages)
        answered = await send(client, a_text(to="5511912345678"))
        thread = (await client.get("/_sim/threads/1055001/5511912345678")).json()

    assert callback.messages[0]["id"] == wamid
    assert answered.status_code == 200
    assert (thread["guest"]["name"], len(thread["letters"])) == ("Zeca", 2)
    for kept in (config, tmp_path / "numbers.memory.json"):
        assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["numbers.json", "numbers.memory.json"]


async def test_a_restarted_meta_keeps_hotels_files_and_templates(tmp_path: Path) -> None:
    config, port = tmp_path / "numbers.json", a_free_port()
    number = {"business_account_id": "9001001", "display_phone_number": "+55 21 3333-0001", "access_token": TOKEN, "app_secret": "s"}
    picture = samples.of("image").content
    auth = {"Authorization": f"Bearer {TOKEN}"}

    async with process(config, port) as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await client.put("/_sim/numbers/1055001", json=number)
        await client.put("/_sim/switches", json={"review_ms": 600_000})
        await guest_writes(client)
        media_id = (await put_up(client, picture, "image/jpeg")).json()["id"]
        await client.post("/v26.0/9001001/message_templates", json=a_template(), headers=auth)
        running.terminate()
        await asyncio.wait_for(running.wait(), 5)
    kept = {path.name for path in (tmp_path / "numbers.files").iterdir()}
    async with process(config, port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        sent = await send(client, a_message("image", {"id": media_id}))
        shown = await client.get(f"/_sim/media/{media_id}")
        [template] = (await client.get("/v26.0/9001001/message_templates", headers=auth)).json()["data"]
        await client.post("/_sim/reset")

    assert kept == {media_id, f"{media_id}.json"}
    assert (sent.status_code, shown.content) == (200, picture)
    assert (template["name"], template["status"]) == ("check_in", "PENDING")
    assert list((tmp_path / "numbers.files").iterdir()) == []


async def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    config = tmp_path / "numbers.json"
    config.write_text('{"numbers": [{"phone_number_id": 5}]}')

    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--config", str(config)), stderr=asyncio.subprocess.PIPE
    )
    _, said = await running.communicate()

    assert running.returncode == 2
    assert b"The file of SIMULATOR_CONFIG cannot be read" in said


async def test_a_status_that_nobody_took_is_told_after_the_restart(tmp_path: Path, callback: Callback) -> None:
    config, port = tmp_path / "numbers.json", a_free_port()
    Numbers(config).put(a_number(callback_url=callback.url))

    async with process(config, port) as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await guest_writes(client)
        await callback.until(lambda: callback.messages)
        callback.answers.extend([500] * 50)
        wamid = (await send(client, a_text())).json()["messages"][0]["id"]
        await callback.until(lambda: len(callback.answers) < 47)
        running.terminate()
        await asyncio.wait_for(running.wait(), 5)
    callback.answers.clear()
    async with process(config, port):
        await callback.until(lambda: len(callback.statuses) >= 2)

    assert {(status["id"], status["status"]) for status in callback.statuses} == {(wamid, "sent"), (wamid, "delivered")}
    assert len(callback.messages) == 1
