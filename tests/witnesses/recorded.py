"""A simulator on a real port that also keeps what it was asked, byte for byte; and other people's clients run against it."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from simulator.app import Simulator
from simulator.asgi import Event, Receive, Scope, Send
from simulator.meta import Meta
from tests.simulator.conftest import AT_ONCE
from tests.simulator.hotel import ANA, TOKEN, a_number, guest_writes
from tests.simulator.served import served

HERE = Path(__file__).parent
NODE = shutil.which("node")
PACKAGES = ("@kapso/whatsapp-cloud-api", "@great-detail/whatsapp")
IS_MISSING = NODE is None or not all((HERE / "node_modules" / package).is_dir() for package in PACKAGES)
LINK = "https://fotos.hotel.example/quarto"
NAMES = (("guest", "Ana"), ("date", "23/11"))
TEMPLATE = {
    "business_account_id": "9001001",
    "name": "check_in",
    "language": "pt_BR",
    "category": "UTILITY",
    "parameter_format": "NAMED",
    "components": [
        {
            "type": "BODY",
            "text": "Olá {{guest}}, até {{date}} então!",
            "example": {"body_text_named_params": [{"param_name": name, "example": value} for name, value in NAMES]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Sim"},
                {"type": "URL", "text": "Ver", "url": "https://hotel.example/{{1}}", "example": ["https://hotel.example/1"]},
            ],
        },
    ],
}


class Recorded(Simulator):
    """`asked` are the bodies of the calls that had one, with their paths."""

    def __init__(self, meta: Meta) -> None:
        super().__init__(meta)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def heard() -> Event:
            event = await receive()
            body: bytes = event.get("body", b"")
            if body.startswith(b"{"):
                self.asked.append((scope["path"], json.loads(body)))
            return event

        await super().__call__(scope, heard, send)

    @property
    def sends(self) -> list[dict[str, Any]]:
        """What was asked to be sent, without marks that something was read."""
        return [body for path, body in self.asked if path.endswith("/messages") and "/_sim/" not in path and "status" not in body]


class Stage:
    """`said`: the guest's message that is answered, reacted to, and marked as read."""

    def __init__(self, simulator: Recorded, url: str, said: str) -> None:
        self.simulator = simulator
        self.url = url
        self.said = said

    async def run(self, script: str) -> dict[str, dict[str, Any]]:
        """What a client in JavaScript tells of each of its tries, by their names."""
        child = await asyncio.create_subprocess_exec(
            *(NODE or "node", script, self.url, TOKEN, "1055001", "9001001", ANA, self.said),
            cwd=HERE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told, trouble = await child.communicate()
        assert child.returncode == 0, trouble.decode()
        return {line["name"]: line for line in map(json.loads, told.splitlines())}


@asynccontextmanager
async def a_stage() -> AsyncIterator[Stage]:
    """One hotel with an open window and a template that was approved."""
    meta = Meta(switches=AT_ONCE, seed=7)
    meta.put_number(a_number())
    simulator = Recorded(meta)
    async with served(meta, simulator) as url, httpx.AsyncClient(base_url=url) as client:
        written = await guest_writes(client)
        assert (await client.post("/_sim/templates", json=TEMPLATE)).status_code == 201
        yield Stage(simulator, url, written["wamid"])
