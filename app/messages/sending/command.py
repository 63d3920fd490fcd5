"""`recado outbox`: what has not gone, why, and what to do about it, hotel by hotel."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import click
import msgspec

from app.core.errors import AppError
from app.core.permissions import Actor, Role
from app.core.work import Office, TenantWork
from app.inbox.schemas import printable
from app.messages.sending import looking, outcomes
from app.messages.sending.looking import OutboxLine, OutboxView
from app.messages.sending.outcomes import Outcome
from app.messages.sending.postbox import Lot
from app.tenants import queries as tenants

Opening = Callable[[], AbstractAsyncContextManager[Office]]

_NOBODY: Final = UUID(int=0)
OPERATOR: Final = Actor(_NOBODY, Role.SUPER_ADMIN, _NOBODY)
"""Whoever may run commands on this machine; the hotel's book shows them under this id."""

LOCALE: Final = "en"
AT_ONCE: Final = 100
_TENANT = click.option("--tenant", required=True, help="A hotel's slug or id.")
_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
_IDS = click.option("--id", "ids", multiple=True, required=True, type=click.UUID, help="This message; may be said again.")
_LOT = click.option("--state", "lot", type=click.Choice([lot.value for lot in Lot]), default=Lot.FAILED.value, show_default=True)


@click.group()
def outbox() -> None:
    """What hotels send: look at what has not gone, and settle it."""


@outbox.command()
@_TENANT
@_JSON
@click.pass_obj
def counts(opening: Opening, tenant: str, as_json: bool) -> None:
    """How many wait, are parked, uncertain or failed, by number; and why."""
    found: OutboxView = _run(opening, tenant, lambda work: looking.view(work, Lot.FAILED, LOCALE, limit=1))
    if as_json:
        click.echo(msgspec.json.encode({"numbers": found.numbers, "reasons": found.reasons}))
        return
    for one in found.numbers:
        lots = "  ".join(f"{getattr(one, lot)} {lot}" for lot in Lot)
        click.echo(printable(f"{one.display_phone_number}  {lots}  {f'oldest {_at(one.oldest_at)}' if one.oldest_at else ''}".rstrip()))
    for reason in found.reasons:
        click.echo(printable(f"{reason.messages:>8}  {reason.state:9}  {reason.code or '-':>7}  {reason.because}"))


@outbox.command(name="list")
@_TENANT
@_LOT
@click.option("--after", type=click.UUID, help="The next page: the id where the last one ended.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@_JSON
@click.pass_obj
def list_messages(opening: Opening, /, *, tenant: str, lot: str, as_json: bool, **asked: Any) -> None:
    """A line for each message of one lot; what they say is not shown."""
    found: OutboxView = _run(opening, tenant, lambda work: looking.view(work, Lot(lot), LOCALE, **asked))
    if as_json:
        click.echo(msgspec.json.encode({"data": found.data, "next": found.next}))
        return
    for line in found.data:
        click.echo(_line(line))
    if found.next:
        click.echo(f"… more with --after {found.next}")


@outbox.command()
@_TENANT
@click.option("--id", "ids", multiple=True, type=click.UUID, help="This message; may be said again.")
@click.option("--code", type=int, help="All that failed with this code of Meta's.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def retry(opening: Opening, /, *, tenant: str, ids: tuple[UUID, ...], code: int | None, yes: bool) -> None:
    """Send failed messages again: these (--id), or all of one code that may be repeated."""
    chosen = ids or _failed_with(opening, tenant, code)
    _all(opening, tenant, chosen, lambda work, one: outcomes.retry(work, one, by_hand=False), is_sure=yes)


@outbox.command()
@_TENANT
@_IDS
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def cancel(opening: Opening, tenant: str, ids: tuple[UUID, ...], yes: bool) -> None:
    """Take back what has not gone: these, one --id each."""
    _all(opening, tenant, ids, outcomes.cancel, is_sure=yes)


@outbox.command()
@_TENANT
@_IDS
@click.argument("outcome", type=click.Choice([one.value for one in Outcome if one is not Outcome.SEND_AGAIN]))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def decide(opening: Opening, /, *, tenant: str, ids: tuple[UUID, ...], outcome: str, yes: bool) -> None:
    """Say what became of uncertain messages: these, one --id each."""
    _all(opening, tenant, ids, lambda work, one: outcomes.decide(work, one, Outcome(outcome)), is_sure=yes)


def _failed_with(opening: Opening, tenant: str, code: int | None) -> Sequence[UUID]:
    if code is None:
        raise click.UsageError("say which: --id or --code")

    async def those(work: TenantWork) -> list[UUID]:
        found, after = [], None
        while True:
            page = await looking.view(work, Lot.FAILED, LOCALE, after=after, limit=AT_ONCE)
            found += [line.message_id for line in page.data if line.error and line.error.code == code and line.can]
            if page.next is None:
                return found
            after = page.next

    chosen: list[UUID] = _run(opening, tenant, those)
    return chosen


def _all(
    opening: Opening, tenant: str, ids: Sequence[UUID], deed: Callable[[TenantWork, UUID], Awaitable[object]], *, is_sure: bool
) -> None:
    """Each in a commit of its own: one that cannot be does not keep the others back."""
    if ids and not is_sure:
        click.confirm(f"Messages: {len(ids)}. Go on?", abort=True, err=True)

    async def go() -> int:
        done = 0
        async with opening() as office:
            for one in ids:
                try:
                    async with _standing(office, tenant) as work:
                        await deed(work, one)
                    done += 1
                except AppError as error:
                    click.echo(f"{one}  {error.code}", err=True)
        return done

    done = asyncio.run(go())
    click.echo(f"Done: {done} of {len(ids)}")
    if done < len(ids):
        raise click.exceptions.Exit(1)


def _run(opening: Opening, tenant: str, ask: Callable[[TenantWork], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever was asked
    async def answered() -> Any:  # noqa: ANN401 - as above
        async with opening() as office, _standing(office, tenant) as work:
            return await ask(work)

    try:
        return asyncio.run(answered())
    except AppError as error:
        raise click.ClickException(" ".join([error.code, *map(str, error.extra.values())])) from error


@asynccontextmanager
async def _standing(office: Office, tenant: str) -> AsyncIterator[TenantWork]:
    async with office.for_house() as house:
        tenant_id = (await tenants.get_named(house, tenant)).id
    async with office.for_tenant(tenant_id, OPERATOR) as work:
        yield work


def _line(line: OutboxLine) -> str:
    code = line.error.code if line.error else "-"
    return printable(f"{line.message_id}  {_at(line.since)}  {line.lane:10}  {line.message_type:11}  {code:>7}  {line.because}")


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
