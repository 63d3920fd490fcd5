"""What reached guests, as Meta's stand-in has it."""

import asyncio
import io
import time
from datetime import timedelta
from typing import Any

import httpx
from PIL import Image
from playwright.async_api import FilePayload

from app.core.clock import now
from bench.demo import Product
from tests.browser.screens import Guest

PATIENCE = 20.0


async def sent_to(product: Product, guest: Guest, many: int = 1) -> list[dict[str, Any]]:
    """Meta's bodies in the order in which they were accepted, once there are so many."""
    until = time.monotonic() + PATIENCE
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as meta:
        while True:
            told = (await meta.get("/_sim/sent", params={"to": guest.wa_id})).json()["data"]
            if len(told) >= many or time.monotonic() > until:
                return [one["message"] for one in told]
            await asyncio.sleep(0.1)


def a_photo(name: str = "vista.jpg", width: int = 900) -> FilePayload:
    made = io.BytesIO()
    Image.radial_gradient("L").resize((width, 600)).convert("RGB").save(made, "JPEG")
    return FilePayload(name=name, mimeType="image/jpeg", buffer=made.getvalue())


def a_text_file() -> FilePayload:
    return FilePayload(name="Horários da piscina.txt", mimeType="text/plain", buffer="Das 7h às 22h.\n".encode())


async def wrote_long_ago(product: Product, guest: Guest, words: str) -> None:
    """The guest's last words are older than a day: their window is closed."""
    number = product.tenant("hotel-ipanema")["whatsapp"]
    at = str(int((now() - timedelta(hours=30)).timestamp()))
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number["display_phone_number"], "phone_number_id": number["phone_number_id"]},
        "contacts": [{"profile": {"name": guest.name}, "wa_id": guest.wa_id}],
        "messages": [{"from": guest.wa_id, "id": f"wamid.{guest.wa_id}", "timestamp": at, "type": "text", "text": {"body": words}}],
    }
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as meta:
        told = {"phone_number_id": number["phone_number_id"], "field": "messages", "value": value}
        (await meta.post("/_sim/webhooks", json=told)).raise_for_status()
