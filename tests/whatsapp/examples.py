"""Meta's payloads as files, and small ones made on the spot."""

import json
from pathlib import Path
from typing import Any

from app.whatsapp.envelope import read_envelope
from app.whatsapp.letters import Letter, split

PAYLOADS = sorted(Path(__file__).with_name("payloads").glob("*.json"))
NAMES = [path.stem for path in PAYLOADS]
NUMBER = "106540352242922"
WABA = "102290129340398"


def payload(name: str) -> bytes:
    return (Path(__file__).with_name("payloads") / f"{name}.json").read_bytes()


def letters_of(raw: bytes) -> list[Letter]:
    """All letters, as if everything in it were genuine."""
    envelope = read_envelope(raw)
    return split(envelope, envelope.origins).letters


def only_letter(raw: bytes) -> Letter:
    (letter,) = letters_of(raw)
    return letter


def webhook(*changes: dict[str, Any], waba_id: object = WABA) -> bytes:
    entry = {"id": waba_id, "changes": list(changes)}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def change(number: object = NUMBER, field: str = "messages", **members: object) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number}
    return {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **members}}


def a_message(wamid: str = "wamid.A", **members: object) -> dict[str, object]:
    said = {"from": "16505551234", "id": wamid, "timestamp": "1795300001", "type": "text"}
    return {**said, "text": {"body": "Oi"}, **members}
