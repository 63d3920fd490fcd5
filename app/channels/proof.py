"""Asking Meta whether a number is whose somebody says it is, and telling in words when it is not."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from litestar.datastructures import State

from app.channels.models import Graph
from app.channels.standing import Stop
from app.core.errors import AppError, Detail, MetaUnreachableError, NumberNotProvenError, ValidationFailedError
from app.settings import Settings
from app.whatsapp.client import GraphClient, Line
from app.whatsapp.numbers import Account, PhoneNumber
from app.whatsapp.outcomes import Refused, Unknown
from app.whatsapp.refusal_table import UNREACHABLE

# While a claim is proved, a code means something else than under a message.
_SENTENCES: Final[Mapping[str, str]] = {
    "meta-190": "claim-token-dead",
    "meta-33": "claim-number-unseen",
    "meta-request": "claim-number-unseen",
    "meta-permission": "claim-no-permission",
    "meta-unreachable": "claim-unreachable",
}
_CONNECTIONS: Final = 8


class Flaw(msgspec.Struct, frozen=True):
    """Why Meta does not confirm it: the key of the sentence, Meta's code, and whether it passes.

    `stop`: with such an answer the number cannot send either.
    """

    sentence: str
    code: int
    passing: bool
    stop: Stop | None = None

    def as_error(self) -> AppError:
        kind = MetaUnreachableError if self.passing else NumberNotProvenError
        return kind(sentence=self.sentence, code=str(self.code))


class Proven(msgspec.Struct, frozen=True):
    """A number that Meta confirmed. Accounts of one portfolio share its limits; None: Meta did not say whose this one is."""

    number: PhoneNumber
    portfolio_id: str | None = None


class Prover:
    """One per process: the Graph client of the API, and the only two addresses it calls."""

    def __init__(self, client: GraphClient, settings: Settings) -> None:
        self.client = client
        self._bases = {Graph.META: settings.graph_url}
        self.usual = Graph.META
        if settings.simulator_url and not settings.is_production:
            self._bases[Graph.SIMULATOR] = settings.simulator_url
            self.usual = Graph.SIMULATOR

    def line(self, graph: Graph, phone_number_id: str, access_token: str) -> Line:
        """Raises `ValidationFailedError` for the simulator where there is none; no tenant ever names a URL."""
        base = self._bases.get(graph)
        if base is None:
            raise ValidationFailedError(details=(Detail("body.graph", "detail-no-simulator", "value"),))
        return Line(phone_number_id, access_token, base)

    async def ask(self, line: Line, waba_id: str) -> Proven | Flaw:
        """Two live calls with the number's own token: Meta shows the number, and this WABA owns it."""
        number = await self.client.phone_number(line)
        if not isinstance(number, PhoneNumber):
            return flaw_of(number)
        if number.id != line.phone_number_id:
            return Flaw("claim-number-unseen", 0, passing=False)
        owned = await self.client.waba_owns(waba_id, line)
        if isinstance(owned, bool):
            return Proven(number, await self._portfolio(line, waba_id)) if owned else Flaw("claim-not-of-waba", 0, passing=False)
        flaw = flaw_of(owned)
        return msgspec.structs.replace(flaw, sentence="claim-waba-unseen") if flaw.sentence == "claim-number-unseen" else flaw

    async def prove(self, line: Line, waba_id: str) -> Proven:
        """As `ask`; raises `NumberNotProvenError`, or `MetaUnreachableError` when it may pass."""
        answer = await self.ask(line, waba_id)
        if isinstance(answer, Proven):
            return answer
        raise answer.as_error()

    async def _portfolio(self, line: Line, waba_id: str) -> str | None:
        """Nothing of the proof: some tokens may not see it."""
        account = await self.client.ask(line, f"{waba_id}?fields=owner_business_info", Account)
        return account.owner_business_info.id if isinstance(account, Account) else None


@asynccontextmanager
async def open_prover(state: State, settings: Settings) -> AsyncIterator[None]:
    """Puts the process's prover into the app's state, for as long as it serves."""
    client = GraphClient(settings.whatsapp_api_version, connections=_CONNECTIONS)
    state.prover = Prover(client, settings)
    try:
        yield
    finally:
        await client.aclose()


def flaw_of(outcome: Refused | Unknown) -> Flaw:
    """What to tell of a call about a number that did not succeed."""
    if isinstance(outcome, Unknown):
        return Flaw("claim-unreachable", UNREACHABLE, passing=True)
    refusal = outcome.refusal
    stop = Stop.of(outcome.code, outcome.subcode) if refusal.stops_number else None
    return Flaw(_SENTENCES.get(refusal.sentence, refusal.sentence), outcome.code, outcome.passing, stop)
