"""The circuit of one number: calls in a row that found no Meta stop it for a while, and one letter tries whether it is back."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Final
from uuid import UUID

from sqlalchemy import text

from app.core.work import TenantWork
from app.whatsapp.outcomes import Refused, Sent, Unknown
from app.whatsapp.refusal_table import UNREACHABLE

OPENS_AFTER: Final = 5
LONGEST_S: Final = 60

# What was under way when it opened says nothing new; only the letter that tried says whether it stays open, and longer.
_FAILED = text("""
UPDATE channels
   SET failures = told.failures,
       held_until = CASE WHEN told.failures < :opens_after THEN held_until
                         ELSE statement_timestamp() + make_interval(secs => least(:longest, power(2, told.failures - :opens_after))) END
  FROM (SELECT id, CASE WHEN failures < :opens_after THEN least(failures + :many, :opens_after)
                        ELSE least(failures + 1, 20 + :opens_after) END AS failures
          FROM channels WHERE tenant_id = :tenant_id AND id = :channel_id) AS told
 WHERE channels.tenant_id = :tenant_id AND channels.id = told.id AND coalesce(held_until, '-infinity') < statement_timestamp()
""")
_WELL = text("UPDATE channels SET failures = 0 WHERE tenant_id = :tenant_id AND id = :channel_id AND failures > 0")


def is_failure(outcome: Sent | Refused | Unknown) -> bool:
    """Nobody who speaks for Meta answered, or it says itself that it is not well."""
    match outcome:
        case Sent():
            return False
        case Unknown():
            return True
        case Refused():
            return outcome.code == UNREACHABLE or (outcome.http_status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR


async def note(work: TenantWork, channel_id: UUID, outcomes: Collection[Sent | Refused | Unknown], *, failed_before: bool) -> None:
    """One that was answered closes the circuit, whatever else failed beside it. `failed_before`: so the number was when it was read."""
    failures = sum(map(is_failure, outcomes))
    if not failures and not failed_before:
        return
    terms = {"tenant_id": work.tenant_id, "channel_id": channel_id}
    if failures < len(outcomes):
        await work.session.execute(_WELL, terms)
    else:
        await work.session.execute(_FAILED, terms | {"many": failures, "opens_after": OPENS_AFTER, "longest": LONGEST_S})
