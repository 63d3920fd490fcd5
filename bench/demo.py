"""A whole product to measure: `recado demo` in a folder of its own, and the hotels a bench opens in it."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx

from app.demo.children import free_port

PATIENCE = 90.0


class Product:
    """A running demo, known by what it wrote in `demo.json`."""

    def __init__(self, home: Path) -> None:
        self._board = home / "demo.json"

    @property
    def board(self) -> dict[str, Any]:
        """Read anew each time: a process that died has another id."""
        found: dict[str, Any] = json.loads(self._board.read_text(encoding="utf-8"))
        return found

    def last_words(self, many: int = 40) -> str:
        """The end of what the processes said, without the requests."""
        said = (self._board.parent / "demo.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([line[:300] for line in said if " ms=" not in line][-many:])

    def tenant(self, slug: str) -> dict[str, Any]:
        return next(one for one in self.board["tenants"] if one["slug"] == slug)


@contextmanager
def a_product() -> Iterator[Product]:
    """Starts the demo, waits until everything answers, and stops all of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="recado-product-") as folder:
        home = Path(folder)
        env = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "RECADO_HOME": folder,
            "PORT": str(free_port()),
            "SIMULATOR_PORT": str(free_port()),
        }
        with (home / "demo.log").open("wb") as log:
            child = subprocess.Popen([sys.executable, "-m", "app.cli", "demo", "--with-parent"], env=env, stdout=log, stderr=log)
        try:
            _wait(child, home / "demo.json")
            yield Product(home)
        finally:
            child.terminate()
            child.wait(30)


@asynccontextmanager
async def signed_in(product: Product, person: dict[str, str], slug: str | None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API as this person; with no slug, as the super admin."""
    named = {"X-Tenant-Slug": slug} if slug else {}
    async with httpx.AsyncClient(base_url=product.board["api_url"], timeout=30) as client:
        answer = await client.post("/auth/login", json=person, headers=named)
        answer.raise_for_status()
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client


async def open_hotels(product: Product, many: int, *, apps: int) -> dict[str, str]:
    """Opens hotels with a number each through the doors; the Meta apps are shared, so that a POST may mix hotels.

    Answers tenant ids by phone_number_id.
    """
    opened: dict[str, str] = {}
    async with signed_in(product, product.board["super_admin"], None) as operator, httpx.AsyncClient(timeout=30) as meta:
        for place in range(many):
            number = _number(place, place % apps)
            simulator = product.board["simulator_url"]
            (await meta.put(f"{simulator}/_sim/numbers/{number['phone_number_id']}", json=_at_meta(product, number))).raise_for_status()
            opened[number["phone_number_id"]] = await _open(operator, place, number)
    return opened


def acting(operator: httpx.AsyncClient, place: int) -> httpx.AsyncClient:
    """The super admin's hands in the hotel opened at this place."""
    headers = {**operator.headers, "X-Tenant-Slug": f"bench-{place}", "X-Act-Reason": "bench"}
    return httpx.AsyncClient(base_url=operator.base_url, headers=headers, timeout=30)


async def _open(operator: httpx.AsyncClient, place: int, number: dict[str, str]) -> str:
    hotel = {"name": f"Hotel {place}", "slug": f"bench-{place}", "email": f"hotel{place}@example.com"}
    admin = {"admin_name": "Gerente", "admin_email": f"gerente{place}@example.com", "admin_password": "uma-senha-bem-comprida-7"}
    made = await operator.post("/api/tenants", json=hotel | admin)
    made.raise_for_status()
    tenant_id = str(made.json()["tenant"]["id"])
    acting = {"X-Tenant-Slug": f"bench-{place}", "X-Act-Reason": "bench"}
    claim = {name: number[name] for name in ("phone_number_id", "business_account_id", "access_token", "app_secret")}
    (await operator.put(f"/api/tenants/{tenant_id}/whatsapp", json=claim, headers=acting)).raise_for_status()
    return tenant_id


def _number(place: int, app: int) -> dict[str, str]:
    return {
        "phone_number_id": f"91{place:012}",
        "business_account_id": f"92{place:012}",
        "display_phone_number": f"+55 21 9{place:04}-0000",
        "verified_name": f"Hotel {place}",
        "access_token": f"EAABench{place:040}",
        "app_id": f"93{app:012}",
        "app_secret": f"{app:032x}",
    }


def _at_meta(product: Product, number: dict[str, str]) -> dict[str, str]:
    named = {name: value for name, value in number.items() if name != "phone_number_id"}
    token = product.tenant("hotel-ipanema")["whatsapp"]["verify_token"]
    return named | {"callback_url": f"{product.board['api_url']}/webhooks/whatsapp", "verify_token": token}


def _wait(child: "subprocess.Popen[bytes]", board: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not board.exists():
        if child.poll() is not None or time.monotonic() > until:
            log = (board.parent / "demo.log").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"the demo did not start:\n{log[-3000:]}")
        time.sleep(0.1)
