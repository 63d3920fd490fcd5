"""Where Meta sends a number's webhooks: the app's callback, and what is set over it (cloud-api 1.7)."""

from typing import Any

import msgspec

from app.whatsapp.client import GraphClient, Line
from app.whatsapp.outcomes import Refused, Unknown


class Callbacks(msgspec.Struct, frozen=True):
    """The three levels, the nearest first; the first one that is set is the one that counts for messages."""

    phone_number: str | None = None
    whatsapp_business_account: str | None = None
    application: str | None = None

    @property
    def of_messages(self) -> str | None:
        return self.phone_number or self.whatsapp_business_account or self.application


class _Configured(msgspec.Struct):
    webhook_configuration: Callbacks = msgspec.field(default_factory=Callbacks)


class _Subscribed(msgspec.Struct):
    data: list[Any]


class _Success(msgspec.Struct):
    success: bool


async def read(client: GraphClient, line: Line) -> Callbacks | Refused | Unknown:
    answer = await client.ask(line, f"{line.phone_number_id}?fields=webhook_configuration", _Configured)
    return answer.webhook_configuration if isinstance(answer, _Configured) else answer


async def is_subscribed(client: GraphClient, line: Line, waba_id: str) -> bool | Refused | Unknown:
    """Whether the token's Meta app hears anything of this account at all."""
    answer = await client.ask(line, f"{waba_id}/subscribed_apps", _Subscribed)
    return bool(answer.data) if isinstance(answer, _Subscribed) else answer


async def set_on_number(client: GraphClient, line: Line, url: str, verify_token: str) -> bool | Refused | Unknown:
    """Meta asks the URL first, with the token; an empty URL takes the override away."""
    told = {"override_callback_uri": url, "verify_token": verify_token} if url else {"override_callback_uri": ""}
    answer = await client.ask(line, line.phone_number_id, _Success, payload={"webhook_configuration": told})
    return answer.success if isinstance(answer, _Success) else answer


async def set_on_account(client: GraphClient, line: Line, waba_id: str, *, url: str, verify_token: str) -> bool | Refused | Unknown:
    """Subscribes the token's Meta app to the account, with this URL over its own; without a URL, with its own."""
    told = {"override_callback_uri": url, "verify_token": verify_token} if url else {}
    answer = await client.ask(line, f"{waba_id}/subscribed_apps", _Success, payload=told)
    return answer.success if isinstance(answer, _Success) else answer
