"""What operators see of files that wait, and that seeing it costs nothing."""

from sqlalchemy import text

from app.core.work import Office
from app.media import queries
from app.media.queries import Backlog
from tests.media.stage import Stage
from tests.simulator.hotel import a_number


async def backlog(office: Office) -> Backlog:
    async with office.for_house() as work:
        return await queries.backlog(work)


async def test_what_waits_is_counted_until_it_is_here(stage: Stage, office: Office) -> None:
    assert await backlog(office) == Backlog(0, 0, 0)
    await stage.guest_sends("image")
    await stage.rows("UPDATE media SET created_at = now() - interval '1 minute'")
    waiting = await backlog(office)
    assert (waiting.waiting, waiting.parked) == (1, 0)
    assert 60 <= waiting.oldest_s < 90

    stage.meta.put_number(a_number(access_token="another"))
    await stage.fetch()
    parked = await backlog(office)
    stage.meta.put_number(a_number())
    await stage.rows("UPDATE channels SET status = 'connected'")
    await stage.fetch()

    assert (parked.waiting, parked.parked) == (0, 1)
    assert await backlog(office) == Backlog(0, 0, 0)


async def test_nobody_reads_all_files_to_know_what_waits(office: Office) -> None:
    async with office.for_house() as work:
        for statement in (queries._BACKLOG, queries._DUE, queries._BARRED):
            asked = text(f"EXPLAIN {statement.text.replace(':lives', chr(39) + '7 days' + chr(39))}")
            plan = "\n".join(await work.session.scalars(asked))
            assert "ix_media_open" in plan or "ix_media_parked" in plan
            assert "Seq Scan on media" not in plan
