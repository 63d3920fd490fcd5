"""Carries bytes to a callback: the signed POST, and the GET by which a callback proves that it is the business's own."""

import secrets
from urllib.parse import urlencode

from simulator.webhooks import envelope
from simulator.webhooks.addresses import Address
from simulator.webhooks.wires import Wires

OK = 200
HANDSHAKE_TIMEOUT_S = 5.0


class Carrier:
    def __init__(self) -> None:
        self._wires = Wires()

    def close(self) -> None:
        self._wires.close()

    async def post(self, address: Address, body: bytes, *, timeout_s: float, forged: bool = False) -> str | None:
        """None when it was answered with 200, else what went wrong, in words."""
        secret = secrets.token_hex(16) if forged else address.app_secret
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": envelope.sign(secret, body)}
        try:
            reply = await self._wires.ask("POST", address.callback_url, headers=headers, body=body, timeout_s=timeout_s)
        except OSError as problem:
            return _told(problem)
        return None if reply.status == OK else f"answered {reply.status}"

    async def verify(self, address: Address, verify_token: str) -> str | None:
        """None when the callback gave the challenge back, else what it did instead."""
        challenge = str(secrets.randbelow(9 * 10**9) + 10**9)
        asked = urlencode({"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token})
        url = address.callback_url + ("&" if "?" in address.callback_url else "?") + asked
        try:
            reply = await self._wires.ask("GET", url, headers={}, timeout_s=HANDSHAKE_TIMEOUT_S)
        except OSError as problem:
            return _told(problem)
        if reply.status == OK and reply.body.strip() == challenge.encode():
            return None
        return f"answered {reply.status} without the challenge"


def _told(problem: OSError) -> str:
    return "no answer in time" if isinstance(problem, TimeoutError) else f"{type(problem).__name__}: {problem}".rstrip(": ")
