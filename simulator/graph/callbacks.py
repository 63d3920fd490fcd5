"""Setting another callback over the app's own, for one number or a whole account; each is verified before it counts."""

from typing import TYPE_CHECKING, TypeVar

import msgspec

from simulator.graph import refusals
from simulator.graph.calls import Answer, Call, success
from simulator.numbers import Number
from simulator.webhooks.addresses import Address

if TYPE_CHECKING:
    from simulator.meta import Meta

T = TypeVar("T")
LONGEST_URL = 200
NOT_VERIFIED = 2200


class Override(msgspec.Struct):
    """An empty `override_callback_uri` takes it away."""

    override_callback_uri: str | None = None
    verify_token: str = ""


class _Configured(msgspec.Struct):
    webhook_configuration: Override


async def configure(meta: "Meta", number: Number, call: Call) -> Answer:
    """`POST /{PHONE_ID}` with `webhook_configuration`."""
    wanted = _read(call.body, _Configured).webhook_configuration
    if wanted.override_callback_uri is None:
        raise refusals.required("override_callback_uri")
    url = await _verified(meta, number, wanted)
    meta.put_number(msgspec.structs.replace(number, override_url=url))
    return success()


async def override_account(meta: "Meta", numbers: list[Number], call: Call) -> None:
    """`POST /{WABA}/subscribed_apps`: with a body it sets an override, without one it takes it away."""
    wanted = _read(call.body, Override) if call.body.strip() else Override()
    url = await _verified(meta, numbers[0], wanted)
    for number in numbers:
        meta.put_number(msgspec.structs.replace(number, account_override_url=url))


def configuration(number: Number) -> dict[str, str]:
    """What `GET /{PHONE_ID}?fields=webhook_configuration` shows."""
    told = {
        "phone_number": number.override_url,
        "whatsapp_business_account": number.account_override_url,
        "application": number.callback_url,
    }
    return {level: url for level, url in told.items() if url}


async def _verified(meta: "Meta", number: Number, wanted: Override) -> str | None:
    url = wanted.override_callback_uri
    if not url:
        return None
    if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
        raise refusals.coded(100, f"override_callback_uri must be a URL of at most {LONGEST_URL} characters")
    trouble = await meta.post_office.carrier.verify(Address(url, number.app_id, number.app_secret), wanted.verify_token)
    if trouble is not None:
        message = f"(#{NOT_VERIFIED}) Callback verification failed: {trouble}"
        raise refusals.RefusalError(400, {"message": message, "type": "OAuthException", "code": NOT_VERIFIED})
    return url


def _read(body: bytes, wanted: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=wanted)
    except msgspec.DecodeError as problem:
        raise refusals.coded(100, "The request body is not what this endpoint takes") from problem
