"""Claiming a WhatsApp number for a hotel, and keeping its secrets sealed."""

import secrets
from typing import Final

import msgspec
from msgspec import UNSET
from sqlalchemy.dialects.postgresql import insert

from app.audit import service as audit
from app.channels import facts, queries, standing
from app.channels.facts import Facet
from app.channels.models import Channel, ChannelStatus, Graph, MetaApp, SetUp, WabaClaim
from app.channels.proof import Proven
from app.channels.schemas import ClaimedView, ClaimNumber
from app.channels.standing import Stop
from app.core.clock import now
from app.core.errors import ConflictError, NotFoundError
from app.core.ids import new_id
from app.core.permissions import Can
from app.core.queue import Queue
from app.core.work import TenantWork
from app.notices import service as notices
from app.whatsapp.accounts import tier

# Meta's default for a number (cloud-api, throughput); upgrades are read from Meta later.
MESSAGES_PER_SECOND: Final = 80
SYNC_TEMPLATES: Final = "sync_templates"
"""The job that lists a business account's templates anew (`app.templates.syncing`)."""
# Of a shorter one, four characters would be a good part of the secret.
_SHOWS_ITS_END: Final = 12


class Signing(msgspec.Struct, frozen=True):
    """The hotel's own Meta app for a number (None: the platform's), and a verify token that was made just now."""

    meta_app: MetaApp | None
    verify_token: str | None = None


async def claim(work: TenantWork, wanted: ClaimNumber, proven: Proven, graph: Graph) -> ClaimedView:
    """Stores a number that Meta has just confirmed with the given token (`channels.proof`).

    Raises `ConflictError` when number or WABA is another hotel's. Only the unique constraints say
    so: nobody reads over the wall.
    """
    work.actor.must(Can.MANAGE_CHANNELS)
    channel = await queries.find_number(work, wanted.phone_number_id)
    await _claim_waba(work, wanted.business_account_id)
    signing = await _signing(work, wanted, channel)
    if channel is None:
        channel = await _add(work, wanted, graph)
    else:
        channel.former_signer = _former_signer(channel, signing)
    channel.waba_id = wanted.business_account_id
    channel.meta_app_id = signing.meta_app.id if signing.meta_app else None
    channel.graph = graph.value
    channel.display_phone_number, channel.verified_name = proven.number.display_phone_number, proven.number.verified_name
    channel.access_token = _sealed_token(work, wanted.access_token)
    channel.access_token_last4 = last4(wanted.access_token)
    channel.updated_at = now()
    await work.session.flush()
    await _note_answer(work, channel, proven)
    details = {"phone_number_id": channel.phone_number_id, "business_account_id": channel.waba_id, "graph": channel.graph}
    await audit.note(work, work.actor, "whatsapp.claimed", details=details)
    standing.wake_sender(work, channel.id)
    work.enqueue(Queue.HOUSEKEEPING, SYNC_TEMPLATES, tenant_id=work.tenant_id, waba_id=channel.waba_id)
    return ClaimedView.of(channel, signing.meta_app, signing.verify_token)


def _former_signer(channel: Channel, signing: Signing) -> str | None:
    """Meta repeats for seven days what it signed with the app before, and may still be told to use it."""
    before = str(channel.meta_app_id or SetUp.PLATFORM.value)
    after = str(signing.meta_app.id if signing.meta_app else SetUp.PLATFORM.value)
    return channel.former_signer if before == after else before


async def note_test(work: TenantWork, channel: Channel, answer: Proven | None, *, refused: Stop | None = None) -> None:
    """Keeps what a live call showed: a dead token stops the sending, a good answer brings it back."""
    fresh = await queries.find_number(work, channel.phone_number_id)
    if fresh is None or fresh.access_token != channel.access_token:
        return
    if answer is not None:
        fresh.display_phone_number, fresh.verified_name = answer.number.display_phone_number, answer.number.verified_name
        await work.session.flush()
        await _note_answer(work, fresh, answer)
    elif refused is not None:
        await standing.stop(work, [fresh.id], refused)


async def retire_secrets(work: TenantWork) -> None:
    """Who signed before no longer does. Raises `NotFoundError` when there is no number."""
    work.actor.must(Can.MANAGE_CHANNELS)
    numbers = await queries.numbers(work)
    if not numbers:
        raise NotFoundError(f"{work.tenant_id}/whatsapp")
    for app in await queries.meta_apps(work):
        app.previous_app_secret = None
    for channel, _app in numbers:
        channel.former_signer = None
    await work.session.flush()
    await audit.note(work, work.actor, "whatsapp.secrets_retired")


def last4(secret: str) -> str:
    return secret[-4:] if len(secret) >= _SHOWS_ITS_END else ""


async def _note_answer(work: TenantWork, channel: Channel, proven: Proven) -> None:
    """What Meta shows of a number it has just confirmed: the number works, and so much is known of it."""
    moment, ids, answer = now(), [channel.id], proven.number
    await standing.go_on(work, ids, at=moment)
    # It is connected, whatever older letters of Meta's may still say.
    channel.standing_at = moment
    await notices.clear(work, standing.DISCONNECTED, subject=channel.waba_id, at=moment)
    await facts.note(work, ids, Facet.QUALITY, {"rating": answer.quality_rating}, at=moment)
    if answer.name_status:
        await facts.note(work, ids, Facet.NAME, {"status": answer.name_status}, at=moment)
    if limit := tier(answer.whatsapp_business_manager_messaging_limit):
        await facts.note(work, ids, Facet.LIMIT, {"tier": limit}, at=moment)
    if proven.portfolio_id:
        await facts.note(work, ids, Facet.PORTFOLIO, {"id": proven.portfolio_id}, at=moment)
    if answer.rate:
        await facts.note(work, ids, Facet.THROUGHPUT, {"level": answer.throughput.level if answer.throughput else None}, at=moment)
        await facts.set_rate(work, ids, answer.rate)
    await work.session.flush()
    await work.session.refresh(channel)


async def _claim_waba(work: TenantWork, waba_id: str) -> None:
    claimed = insert(WabaClaim).values(waba_id=waba_id, tenant_id=work.tenant_id, claimed_at=now())
    await work.session.execute(claimed.on_conflict_do_nothing())
    if await work.session.get(WabaClaim, waba_id) is None:
        raise ConflictError


async def _add(work: TenantWork, wanted: ClaimNumber, graph: Graph) -> Channel:
    moment = now()
    statement = (
        insert(Channel)
        .values(
            tenant_id=work.tenant_id,
            id=new_id(),
            phone_number_id=wanted.phone_number_id,
            waba_id=wanted.business_account_id,
            graph=graph.value,
            display_phone_number="",
            verified_name="",
            access_token=_sealed_token(work, wanted.access_token),
            access_token_last4=last4(wanted.access_token),
            status=ChannelStatus.CONNECTED.value,
            messages_per_second=MESSAGES_PER_SECOND,
            created_at=moment,
            updated_at=moment,
        )
        .on_conflict_do_nothing()
        .returning(Channel)
    )
    channel = await work.session.scalar(statement)
    if channel is None:
        raise ConflictError
    return channel


async def _signing(work: TenantWork, wanted: ClaimNumber, channel: Channel | None) -> Signing:
    """Whose secret signs: what is not said stays; a known one is found again; a new one takes over."""
    apps = await queries.meta_apps(work)
    current = next((app for app in apps if channel is not None and app.id == channel.meta_app_id), None)
    if wanted.app_secret is None:
        return Signing(None)
    app = current
    if wanted.app_secret is not UNSET:
        app = next((app for app in apps if _secret_of(work, app) == wanted.app_secret), None) or current
        if app is None:
            return await _new_app(work, wanted.app_secret)
        _rotate(work, app, wanted.app_secret)
    if app is not None and wanted.new_verify_token:
        return Signing(app, _give_verify_token(work, app))
    return Signing(app)


async def _new_app(work: TenantWork, app_secret: str) -> Signing:
    moment = now()
    app = MetaApp(
        tenant_id=work.tenant_id,
        id=new_id(),
        app_secret=_sealed_secret(work, app_secret),
        app_secret_last4=last4(app_secret),
        previous_app_secret=None,
        created_at=moment,
        updated_at=moment,
    )
    verify_token = _give_verify_token(work, app)
    work.session.add(app)
    # Before the number that is about to name it.
    await work.session.flush()
    return Signing(app, verify_token)


def _rotate(work: TenantWork, app: MetaApp, app_secret: str) -> None:
    """Both live until the next change, so that no webhook is lost while Meta is told."""
    if _secret_of(work, app) == app_secret:
        return
    app.previous_app_secret = app.app_secret
    app.app_secret, app.app_secret_last4 = _sealed_secret(work, app_secret), last4(app_secret)
    app.updated_at = now()


def _give_verify_token(work: TenantWork, app: MetaApp) -> str:
    verify_token = secrets.token_urlsafe(24)
    app.verify_token = work.keyring.seal(verify_token, purpose=f"meta_app:{work.tenant_id}:verify_token")
    app.verify_token_last4 = last4(verify_token)
    app.updated_at = now()
    return verify_token


def _secret_of(work: TenantWork, app: MetaApp) -> str:
    return work.keyring.open(app.app_secret, purpose=f"meta_app:{work.tenant_id}:app_secret")


def _sealed_secret(work: TenantWork, app_secret: str) -> bytes:
    return work.keyring.seal(app_secret, purpose=f"meta_app:{work.tenant_id}:app_secret")


def _sealed_token(work: TenantWork, access_token: str) -> bytes:
    return work.keyring.seal(access_token, purpose=f"channel:{work.tenant_id}:access_token")
