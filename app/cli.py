"""`recado`: the one command of the house."""

import asyncio
import runpy
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, NoReturn

import click

from app import settings as house
from app.settings import Settings, SettingsError

if TYPE_CHECKING:
    from app.core.work import Office

WORKERS = ("inbound", "outbound", "media", "housekeeping")
SOCKET_MESSAGE_BYTES = 100_000


@click.group()
def main() -> None:
    """The WhatsApp front desk of hotels."""


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def demo(arguments: Sequence[str]) -> None:
    """The whole front desk on this machine, with two hotels in it."""
    from app.demo.command import demo as whole_demo

    whole_demo.main(args=list(arguments), prog_name="recado demo")


@main.command()
def api() -> None:
    """The API: every door, the live line, the web chat."""
    import uvicorn

    from app.core import logging, memory
    from app.core.database import UnsafeLoginError
    from app.main import create_app, front

    settings = _settings()
    logging.configure(settings.log_level)
    config = uvicorn.Config(
        front(create_app(settings)),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        # We resolve addresses ourselves, behind trusted proxies only; and log answers ourselves, without queries.
        proxy_headers=False,
        access_log=False,
        log_config=None,
        server_header=False,
        ws_max_size=SOCKET_MESSAGE_BYTES,
        timeout_graceful_shutdown=5,
    )
    memory.settle()
    try:
        uvicorn.Server(config).run(sockets=[_listening(settings)])
    except UnsafeLoginError as error:
        _give_up(str(error))


@main.command()
@click.argument("name", type=click.Choice(WORKERS))
def worker(name: str) -> None:
    """One of the workers; each is a container of its own."""
    # By name only: workers stand on `app`, and nothing of `app` on them.
    runpy.run_module(f"workers.{name}", run_name="__main__")


@main.group()
def db() -> None:
    """The database: roles and tables."""


@db.command()
def prepare() -> None:
    """Makes roles and logins, with the administrator's login (DATABASE_ADMIN_URL, else DATABASE_OWNER_URL)."""
    env = house.environment()
    owner = _owner_url()
    app = env.get("DATABASE_URL", "").strip() or _give_up("DATABASE_URL is missing: the app's login, made here if it does not exist")
    asyncio.run(_prepare(env.get("DATABASE_ADMIN_URL", "").strip() or owner, owner, app))


@db.command()
def migrate() -> None:
    """Brings the tables to the newest step, as the owner."""
    from app.core.migrate import upgrade

    upgrade(_owner_url())


@main.group()
def operator() -> None:
    """The house's own people: super admins."""


@operator.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option(
    "--password", help="Asked for when it is not given.", envvar="OPERATOR_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True
)
def create(email: str, name: str, password: str) -> None:
    """Makes a super admin, who opens and closes hotels."""
    from app.core.errors import AppError

    try:
        asyncio.run(_create_operator(email=email, name=name, password=password))
    except AppError as error:
        _give_up(f"{error.code}: is there an operator {email} already?")
    click.echo(f"{email} may sign in now.")


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def inbox(arguments: Sequence[str]) -> None:
    """What Meta sent: list, show, replay, retry, unclaimed."""
    from app.inbox.command import inbox as whole_inbox

    whole_inbox.main(args=list(arguments), prog_name="recado inbox", obj=_office)


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def outbox(arguments: Sequence[str]) -> None:
    """What hotels send: counts, list, retry, cancel, decide."""
    from app.messages.sending.command import outbox as whole_outbox

    whole_outbox.main(args=list(arguments), prog_name="recado outbox", obj=_office)


@main.group()
def keys() -> None:
    """Keys for secrets at rest."""


@keys.command()
def new() -> None:
    """Prints a new key; put it first in ENCRYPTION_KEYS."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


def _office() -> AbstractAsyncContextManager["Office"]:
    """An office for as long as one command needs it."""
    from socketio import AsyncManager

    from app.assembly import open_office
    from app.core import logging
    from app.demo import standing

    settings = _settings(standing.environment(house.environment()))
    # Lines for people come from the command itself.
    logging.configure("ERROR")
    return open_office(settings, name="cli", emitter=AsyncManager())


async def _create_operator(*, email: str, name: str, password: str) -> None:
    from app.users.service import create_operator

    async with _office() as office, office.for_house() as work:
        await create_operator(work, email=email, name=name, password=password)


async def _prepare(admin_url: str, owner_url: str, app_url: str) -> None:
    from sqlalchemy import make_url
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    from app.core import roles
    from app.core.database import async_url

    admin, owner, app = (make_url(async_url(url)) for url in (admin_url, owner_url, app_url))
    # An administrator who is also the owner keeps the password that it has.
    owner_login = roles.Login(str(owner.username), None if owner.username == admin.username else owner.password)
    engine = create_async_engine(admin, poolclass=NullPool)
    async with engine.begin() as connection:
        await roles.prepare(connection, owner=owner_login, app=roles.Login(str(app.username), app.password))
    await engine.dispose()


def _listening(settings: Settings) -> socket.socket:
    """Our own socket: what is accepted from it inherits that a reader who stops reading is closed."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 30_000)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        _give_up(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}")
    listening.listen(2048)
    return listening


def _settings(env: Mapping[str, str] | None = None) -> Settings:
    try:
        return house.load(house.environment() if env is None else env)
    except SettingsError as error:
        _give_up(f"the settings are not complete\n{error}")


def _owner_url() -> str:
    try:
        return house.owner_url(house.environment())
    except SettingsError as error:
        _give_up(f"the settings are not complete\n{error}")


def _give_up(sentence: str) -> NoReturn:
    sys.stderr.write(f"recado: {sentence}\n")
    sys.exit(2)


if __name__ == "__main__":
    main(prog_name="recado")
