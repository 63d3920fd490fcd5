"""When Meta gives up a message that it had taken: what passes goes again by itself, and what the failure holds waits."""

from collections.abc import Sequence
from uuid import UUID

from app.core.work import TenantWork
from app.messages.arriving.ledger import Ledger
from app.messages.composing import reacting
from app.messages.schemas import Step
from app.messages.sending import metrics, repeating, stopping, uploads
from app.messages.sending.stopping import Halt


async def follow(work: TenantWork, failed: Sequence[Ledger]) -> list[Step]:
    """The steps of those that go again, back to pending; the others have failed. All are locked, and their letters are done with."""
    if not failed:
        return []
    waits = {ledger.id: wait.total_seconds() for ledger in failed if (wait := ledger.repeats_after()) is not None}
    waits |= dict.fromkeys(await _renewed(work, failed), 0)
    steps = await repeating.start_over(work, waits)
    await reacting.take_off(work, [ledger.id for ledger in failed if ledger.id not in waits])
    metrics.failed(ledger.code for ledger in failed if ledger.id not in waits)
    metrics.repeated(ledger.code for ledger in failed if ledger.id in waits)
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


async def _renewed(work: TenantWork, failed: Sequence[Ledger]) -> set[UUID]:
    """Those whose files Meta could not read, and gets once more."""
    renewed: set[UUID] = set()
    of_files = [ledger for ledger in failed if ledger.code in uploads.RENEWABLE and ledger.origin is None]
    for channel_id in sorted({ledger.channel_id for ledger in of_files}):
        renewed |= await uploads.renew(work, channel_id, [ledger.id for ledger in of_files if ledger.channel_id == channel_id])
    return renewed
