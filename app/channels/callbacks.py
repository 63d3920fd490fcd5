"""Bringing a number's webhooks here: read where Meta sends them, and set our address over its app's, or take it away."""

from typing import Final, TypeVar

import msgspec

from app.channels.proof import Prover, flaw_of
from app.channels.schemas import CallbackView, Scope, SetCallback
from app.whatsapp import callbacks
from app.whatsapp.client import Line
from app.whatsapp.outcomes import Refused, Unknown

T = TypeVar("T")
_HANDSHAKE_FAILED: Final = frozenset({100, 2200})


class Target(msgspec.Struct, frozen=True):
    """A number as one asks Meta about it, our own webhook's address, and the token Meta is to verify it with."""

    line: Line
    waba_id: str
    ours: str
    verify_token: str


async def show(prover: Prover, target: Target) -> CallbackView:
    """Raises `NumberNotProvenError` or `MetaUnreachableError`, as every call for a number."""
    told = _must(await callbacks.read(prover.client, target.line))
    subscribed = _must(await callbacks.is_subscribed(prover.client, target.line, target.waba_id))
    return CallbackView(
        number=told.phone_number,
        account=told.whatsapp_business_account,
        application=told.application,
        ours=target.ours,
        is_subscribed=subscribed,
        reaches_us=subscribed and told.of_messages == target.ours,
    )


async def change(prover: Prover, target: Target, wanted: SetCallback) -> CallbackView:
    """Sets or removes the override, and shows what Meta says of it then. Meta verifies our address before it answers."""
    url, client = (target.ours if wanted.override else ""), prover.client
    if wanted.scope is Scope.NUMBER:
        done = await callbacks.set_on_number(client, target.line, url, target.verify_token)
    else:
        done = await callbacks.set_on_account(client, target.line, target.waba_id, url=url, verify_token=target.verify_token)
    if isinstance(done, Refused) and done.code in _HANDSHAKE_FAILED and done.subcode is None:
        raise msgspec.structs.replace(flaw_of(done), sentence="callback-refused").as_error()
    _must(done)
    return await show(prover, target)


def _must(answer: T | Refused | Unknown) -> T:
    if isinstance(answer, Refused | Unknown):
        raise flaw_of(answer).as_error()
    return answer
