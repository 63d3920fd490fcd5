"""When Meta gives up a message that it had taken: what passes goes again by itself, and what the failure holds waits."""

from collections.abc import Sequence
from uuid import UUID

from app.core.work import TenantWork
from app.messages import repeating, stopping
from app.messages.ledger import Ledger
from app.messages.schemas import Step
from app.messages.stopping import Halt


async def follow(work: TenantWork, failed: Sequence[Ledger]) -> list[Step]:
    """The steps of those that go again, back to pending; the others have failed. All are locked, and their letters are done with."""
    waits = {ledger.id: wait.total_seconds() for ledger in failed if (wait := ledger.repeats_after()) is not None}
    steps = await repeating.start_over(work, waits)
    letters = await stopping.letters(work, [ledger.id for ledger in failed])
    halts: dict[UUID, list[Halt]] = {}
    for ledger in failed:
        if ledger.id in letters and ledger.step is not None:
            rest = max(ledger.refusal.rest, waits.get(ledger.id, 0))
            halt = Halt(letters[ledger.id], ledger.code, rest=rest, parks=ledger.refusal.stops_number, at=ledger.step.at)
            halts.setdefault(ledger.channel_id, []).append(halt)
    for channel_id, those in sorted(halts.items()):
        await stopping.carry_out(work, channel_id, those)
    return steps
