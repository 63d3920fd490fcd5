"""Where templates are made: the way to Meta, the hotel's own files, and what a refusal becomes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, NoReturn

import structlog

from app.channels.proof import Prover
from app.core import forms
from app.core.checks import Flaw
from app.core.clock import now
from app.core.errors import MetaUnreachableError, WhatsAppDisconnectedError
from app.core.sending_errors import TemplateRefusedError
from app.core.work import Office, TenantWork
from app.media.storage import Storage
from app.sessions.gate import Caller
from app.templates import proposals, samples, service, syncing
from app.templates.models import Template
from app.templates.proposals import Change, Proposal
from app.templates.samples import Found
from app.whatsapp import template_refusals
from app.whatsapp.client import Line
from app.whatsapp.outcomes import Refused, Unknown

log = structlog.get_logger()

FIELD: Final = "body"


class Workshop(NamedTuple):
    """Whose templates, and the tools: the way to Meta and the hotel's files."""

    caller: Caller
    office: Office
    prover: Prover
    storage: Storage


class Ready(NamedTuple):
    """What a call to Meta needs, found behind the hotel's walls before them."""

    line: Line
    waba_id: str
    files: dict[str, Found]


async def account_of(work: TenantWork, waba_id: str | None) -> str:
    """The business account that is meant. Raises `ValidationFailedError` where there are several, `WhatsAppDisconnectedError` for none."""
    known = await syncing.accounts(work)
    if waba_id is None and len(known) > 1:
        forms.refuse([Flaw("business_account_id", "missing", "detail-choice", {"choices": ", ".join(known)})], FIELD)
    if waba_id is not None and waba_id not in known:
        forms.refuse([Flaw("business_account_id", "value", "detail-choice", {"choices": ", ".join(known)})], FIELD)
    return waba_id or known[0]


async def make_ready(work: TenantWork, prover: Prover, waba_id: str, wanted: Proposal | None) -> Ready:
    line = await syncing.line_of(work, prover, waba_id)
    if line is None:
        raise WhatsAppDisconnectedError
    paths = list(proposals.files_in(wanted.components)) if wanted else []
    files = await samples.find(work, [one for _, one in paths])
    forms.refuse([flaw for path, one in paths if (flaw := samples.flaw_of(path, files.get(one)))], FIELD)
    return Ready(line, waba_id, files)


async def components_for(shop: Workshop, ready: Ready, components: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    handed = await samples.hand_in(shop.prover.client, ready.line, shop.storage, ready.files)
    if handed.trouble is not None:
        await fail(shop, ready.waba_id, handed.trouble)
    return proposals.in_metas_words(components, handed.handles)


def payload_of(wanted: Proposal | Change, components: list[dict[str, Any]] | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if components is not None:
        told = {"components": components, "parameter_format": "NAMED" if proposals.is_named(components) else "POSITIONAL"}
    return told | ({"message_send_ttl_seconds": wanted.ttl_seconds} if wanted.ttl_seconds is not None else {})


def kept_sources(wanted: dict[str, proposals.Source]) -> dict[str, Any]:
    members = {path: {"from": one.from_, "fallback": one.fallback} for path, one in wanted.items()}
    told = {path: {name: value for name, value in one.items() if value} for path, one in members.items()}
    return {path: one for path, one in told.items() if one}


def keep_file(row: Template, components: Sequence[dict[str, Any]], files: dict[str, Found]) -> None:
    file_id = proposals.header_file(components)
    found = files.get(str(file_id)) if file_id else None
    row.header_file_id, row.header_filename = (found.id, found.filename) if found else (None, None)


async def fail(shop: Workshop, waba_id: str, outcome: Refused | Unknown) -> NoReturn:
    """Meta's refusal in words; of what nobody knows the outcome the next list is asked for at once."""
    sentence = template_refusals.sentence(outcome)
    code = outcome.code if isinstance(outcome, Refused) else 0
    log.warning("template.refused", waba_id=waba_id, code=code, subcode=outcome.subcode if isinstance(outcome, Refused) else None)
    if isinstance(outcome, Refused) and sentence != template_refusals.UNREACHABLE:
        raise TemplateRefusedError(sentence=sentence, code=str(outcome.subcode or code))
    async with shop.caller.work(shop.office, audited=False) as work:
        await service.ask_soon(work, waba_id)
    raise MetaUnreachableError(sentence=sentence, code=str(code))


def seconds_until(moment: datetime) -> int:
    return max(1, int((moment - now()).total_seconds()) + 1)
