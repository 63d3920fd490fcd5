"""Carries bytes to a callback: the signed POST, and the GET by which a callback proves that it is the business's own."""

import secrets

import aiohttp
from yarl import URL

from simulator.webhooks import envelope
from simulator.webhooks.lines import Address

OK = 200


class Carrier:
    """One client session for the whole simulator; `open` must run in the loop that serves."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, force_close=False),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "facebookexternalua", "Content-Type": "application/json"},
            )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(self, address: Address, body: bytes, *, timeout_s: float, forged: bool = False) -> str | None:
        """None when it was answered with 200, else what went wrong, in words."""
        secret = secrets.token_hex(16) if forged else address.app_secret
        headers = {"X-Hub-Signature-256": envelope.sign(secret, body)}
        try:
            async with self._open_session.post(
                URL(address.callback_url),
                data=body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=timeout_s),
                allow_redirects=False,
            ) as answer:
                await answer.read()
                return None if answer.status == OK else f"answered {answer.status}"
        except TimeoutError:
            return f"no answer within {timeout_s:g} s"
        except (aiohttp.ClientError, OSError) as problem:
            return type(problem).__name__

    async def verify(self, address: Address, verify_token: str) -> str | None:
        """None when the callback gave the challenge back, else what it did instead."""
        challenge = str(secrets.randbelow(9 * 10**9) + 10**9)
        asked = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
        url = URL(address.callback_url)
        try:
            async with self._open_session.get(
                url.update_query(asked), timeout=aiohttp.ClientTimeout(total=5), allow_redirects=False
            ) as answer:
                said = await answer.text(errors="replace")
                if answer.status == OK and said.strip() == challenge:
                    return None
                return f"answered {answer.status} without the challenge"
        except TimeoutError:
            return "no answer within 5 s"
        except (aiohttp.ClientError, OSError) as problem:
            return type(problem).__name__

    @property
    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the simulator has not been started")
        return self._session
