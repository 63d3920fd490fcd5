"""`recado inbox`: what came in, what became of it, and taking it in anew.

With `--tenant` it stands behind that hotel's walls; without, it is the house.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import click
import msgspec

from app.core.errors import AppError, ValidationFailedError
from app.core.work import Office, Work
from app.inbox import queries, replaying
from app.inbox.models import LetterState
from app.inbox.replaying import Batch
from app.inbox.schemas import LetterLine, PutBack, Wanted, printable
from app.tenants import queries as tenants

PATIENCE_S: Final = 60.0
_STATES: Final = click.Choice([state.value for state in LetterState])
_REPLAYABLE: Final = click.Choice(sorted(state.value for state in replaying.REPLAYABLE))

Opening = Callable[[], AbstractAsyncContextManager[Office]]


class _Moment(click.ParamType[Any]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - click's own
        try:
            read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time like 2026-01-21 or 2026-01-21T10:30:00Z", param, ctx)
        return read if read.tzinfo else read.replace(tzinfo=UTC)


_CHOICE: Final = (
    click.option("--tenant", help="A hotel's slug or id: only letters of its numbers."),
    click.option("--number", help="Meta's id of the number (phone_number_id), or of the account."),
    click.option("--kind", help="message, status, error, raw, entry, or a field as field:account_update."),
    click.option("--field", help="A field of Meta's, as account_update; short for --kind field:…"),
    click.option("--since", type=_Moment(), help="From this time on; UTC unless it says otherwise."),
    click.option("--until", type=_Moment(), help="Before this time."),
    click.option("--json", "as_json", is_flag=True, help="For programs."),
)


def _choosing(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_CHOICE):
        command = option(command)
    return command


@click.group()
def inbox() -> None:
    """What Meta sent: look into it, and take it in anew."""


@inbox.command(name="list")
@_choosing
@click.option("--state", "states", multiple=True, type=_STATES, help="One or several.")
@click.option("--before", type=int, help="Only letters before this id: the next page.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.pass_obj
def list_letters(opening: Opening, /, *, before: int | None, limit: int, as_json: bool, tenant: str | None, **choice: Any) -> None:
    """A line for each letter, newest first; what is in them is not shown."""

    async def look(work: Work) -> queries.Found:
        return await queries.page(work, _wanted(**choice), before=before, limit=limit)

    found = _run(opening, tenant, look)
    if as_json:
        click.echo(msgspec.json.encode({"data": found.letters, "next": found.next}))
        return
    for letter in found.letters:
        click.echo(_line(letter))
    if found.next:
        click.echo(f"… more with --before {found.next}")


@inbox.command()
@click.argument("letter_id", type=int)
@click.option("--tenant", help="A hotel's slug or id.")
@click.option("--json", "as_json", is_flag=True, help="For programs: the letter's own JSON and nothing else.")
@click.pass_obj
def show(opening: Opening, letter_id: int, tenant: str | None, as_json: bool) -> None:
    """One letter, whole, with what became of it."""

    async def look(work: Work) -> tuple[Any, bytes]:
        return await queries.get(work, letter_id), await queries.body(work, letter_id)

    letter, body = _run(opening, tenant, look)
    if as_json:
        click.echo(body)
        return
    for name in LetterLine.__struct_fields__:
        if (value := getattr(letter, name)) is not None:
            click.echo(f"{name:14}{printable(str(value))}")
    click.echo()
    click.echo(printable(_formatted(body) if letter.json is not None else body.decode("utf-8", "backslashreplace")))


@inbox.command()
@_choosing
@click.option(
    "--state", "states", multiple=True, type=_REPLAYABLE, default=["done", "failed", "kept"], help="One or several; all three by default."
)
@click.option("--id", "ids", multiple=True, type=int, help="This letter; may be said again.")
@click.option("--after", type=int, default=0, help="Go on behind this id.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def replay(opening: Opening, /, **asked: Any) -> None:
    """Read letters of a span (--since) or by --id anew. What is stored already stays as it is; nobody is told of it again."""
    _put_back(opening, **asked)


@inbox.command()
@_choosing
@click.option("--id", "ids", multiple=True, type=int, help="This letter; may be said again.")
@click.option("--after", type=int, default=0, help="Go on behind this id.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def retry(opening: Opening, /, **asked: Any) -> None:
    """Try failed letters again, once what they failed of is mended."""
    _put_back(opening, states=("failed",), **asked)


@inbox.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def unclaimed(opening: Opening, as_json: bool) -> None:
    """Numbers without a hotel that letters are kept for."""
    numbers = _run(opening, None, queries.unclaimed)
    if as_json:
        click.echo(msgspec.json.encode({"data": numbers}))
        return
    for one in numbers:
        dialled, waba = (printable(str(said or "-")) for said in (one.display_phone_number, one.waba_id))
        click.echo(f"{one.source_id}  {one.letters} letters  {_at(one.first_at)} … {_at(one.last_at)}  {dialled}  account {waba}")


def _put_back(opening: Opening, *, dry_run: bool, yes: bool, as_json: bool, **choice: Any) -> None:
    tenant, after = choice.pop("tenant"), choice.pop("after")
    with _in_words():
        wanted = replaying.wanted_of(_asked(**choice))

    async def count(work: Work) -> int:
        return await replaying.would_put_back(work, wanted, after=after)

    letters = _run(opening, tenant, count)
    many = str(letters) if letters < queries.MOST_COUNTED else f"{queries.MOST_COUNTED} or more"
    if not dry_run:
        if not yes:
            click.confirm(f"Letters to take in anew: {many}. Go on?", abort=True, err=True)
        with _in_words():
            letters = asyncio.run(_all_batches(opening, tenant, wanted, after))
    if as_json:
        click.echo(msgspec.json.encode({"letters": letters, "dry_run": dry_run}))
    else:
        click.echo(f"Letters that would be taken in anew: {many}" if dry_run else f"Letters taken in anew: {letters}")


async def _all_batches(opening: Opening, tenant: str | None, wanted: Wanted, after: int) -> int:
    """The next batch when the last is taken in, so that guests who write meanwhile wait for one batch at most."""
    letters = 0
    async with opening() as office:
        while True:
            async with _standing(office, tenant) as work:
                batch = await replaying.put_back(work, wanted, after=after)
            letters += len(batch.ids)
            if batch.next is None:
                return letters
            after = batch.next
            if not await _is_taken_in(office, tenant, batch):
                raise click.ClickException(f"no worker takes letters in; {letters} are put back. Go on later with --after {after}")


async def _is_taken_in(office: Office, tenant: str | None, batch: Batch) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        async with _standing(office, tenant) as work:
            if not await replaying.still_new(work, batch):
                return True
        await asyncio.sleep(0.2)
    return False


def _asked(*, field: str | None = None, kind: str | None = None, **choice: Any) -> PutBack:
    states = [LetterState(state) for state in choice.pop("states")]
    return PutBack(kind=f"field:{field}" if field else kind, states=states, **(choice | {"ids": list(choice["ids"])}))


def _wanted(*, field: str | None, kind: str | None, states: tuple[str, ...], **choice: Any) -> Wanted:
    return Wanted(kind=f"field:{field}" if field else kind, states=tuple(map(LetterState, states)), **choice)


def _run(opening: Opening, tenant: str | None, ask: Callable[[Work], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever was asked
    async def answered() -> Any:  # noqa: ANN401 - as above
        async with opening() as office, _standing(office, tenant) as work:
            return await ask(work)

    with _in_words():
        return asyncio.run(answered())


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ValidationFailedError as error:
        raise click.UsageError("see " + ", ".join(detail.field.rpartition(".")[2] for detail in error.details)) from error
    except AppError as error:
        raise click.ClickException(" ".join([error.code, *map(str, error.extra.values())])) from error


@asynccontextmanager
async def _standing(office: Office, tenant: str | None) -> AsyncIterator[Work]:
    if tenant is None:
        async with office.for_house() as house:
            yield house
        return
    async with office.for_house() as house:
        tenant_id = (await tenants.get_named(house, tenant)).id
    async with office.for_tenant(tenant_id) as work:
        yield work


def _line(letter: LetterLine) -> str:
    what = f"{letter.id:>10}  {_at(letter.received_at)}  {letter.state:9}  {letter.kind}  {letter.source_id}  {letter.key or '-'}"
    return printable(f"{what}  ({letter.attempts} failed: {letter.error})" if letter.error else what)


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _formatted(body: bytes) -> str:
    return bytes(msgspec.json.format(body, indent=2)).decode("utf-8", "backslashreplace")
