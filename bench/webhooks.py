"""Webhooks as Meta sends them, made from a seed: each message with an id of its own."""

import base64
import random
from collections.abc import Sequence

import msgspec

from app.whatsapp.signature import sign
from bench.house import Number
from bench.load import request

PATH = "/webhooks/whatsapp"
WORDS = ("quarto", "café", "piscina", "reserva", "amanhã", "vista", "mar", "chave", "toalha", "check-in", "obrigado", "às 14h")


def one_each(numbers: Sequence[Number], many: int, *, seed: int, first: int = 0) -> list[bytes]:
    """So many signed requests with one text message each, about 500 bytes, spread over the numbers."""
    chance = random.Random(seed)
    return [_signed(numbers[place % len(numbers)], [message(chance, first + place)]) for place in range(many)]


def message(chance: random.Random, place: int) -> dict[str, object]:
    """One guest's message; a guest in two hundred writes again and again, as guests do."""
    guest = f"5521{chance.randrange(900000000, 900000000 + 20000)}"
    return {
        "from": guest,
        "id": "wamid." + base64.b64encode(f"bench{place:012}".encode()).decode(),
        "timestamp": str(1795300000 + place // 500),
        "text": {"body": " ".join(chance.choices(WORDS, k=6))},
        "type": "text",
    }


def body(number: Number, messages: Sequence[dict[str, object]]) -> bytes:
    """One POST's body: an entry, a change, the messages."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number.phone_number_id, "phone_number_id": number.phone_number_id},
        "contacts": [{"profile": {"name": "Hóspede"}, "wa_id": one["from"]} for one in messages],
        "messages": list(messages),
    }
    entry = {"id": number.waba_id, "changes": [{"value": value, "field": "messages"}]}
    return msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})


def _signed(number: Number, messages: Sequence[dict[str, object]]) -> bytes:
    raw = body(number, messages)
    return request(PATH, raw, {"X-Hub-Signature-256": sign(raw, number.secret.encode())})
