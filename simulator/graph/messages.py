"""`POST /{phone_number_id}/messages`: a hotel writes to a guest, marks as read, or shows that it is typing."""

import asyncio
from typing import TYPE_CHECKING, cast

import msgspec

from simulator import clock, wamids
from simulator.graph import attached, checks, limits, recipients, refusals, template_sends
from simulator.graph.calls import Answer, Call, CutError, success
from simulator.graph.parts import Body, Part
from simulator.letters import Dispatch, Letter
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

MOST_WAIT_FOR_STATUS_S = 1.0
BAD_FILE = 131053
HTML_502 = b"<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry, something went wrong.</body></html>"
_decode = msgspec.json.Decoder().decode


async def post(meta: "Meta", number: Number, call: Call) -> Answer:
    faults, dice = meta.faults, meta.dice
    if dice.says(faults.cut_before_accept):
        call.cut()
        raise CutError
    if dice.says(faults.html_502):
        return Answer(status=502, content=HTML_502, media_type=b"text/html; charset=utf-8")
    code = dice.pick(faults.errors)
    if code is not None:
        raise refusals.expired_token() if code == refusals.TOKEN_EXPIRED else refusals.coded(code)
    body = _object(call.body)
    if body.get("status") is not None:
        return _mark(meta, number, body)
    return await _send(meta, number, call, body)


async def post_marketing(meta: "Meta", number: Number, call: Call) -> Answer:
    """`POST /{phone_number_id}/marketing_messages`: the same, for marketing templates alone."""
    body = _object(call.body)
    if body.get("type") != "template":
        raise refusals.coded(100, "Message must be a template message.")
    if body.pop("product_policy", "CLOUD_API_FALLBACK") not in ("CLOUD_API_FALLBACK", "STRICT"):
        raise refusals.invalid("Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT}.")
    body.pop("message_activity_sharing", None)
    return await _send(meta, number, call, body, is_marketing=True)


async def _send(meta: "Meta", number: Number, call: Call, body: Body, *, is_marketing: bool = False) -> Answer:
    kind = checks.message(body, is_strict=meta.switches.strict)
    files = attached.of(kind, body[kind])
    attached.check(meta, number, files)
    recipient = recipients.find(meta, number, body)
    chosen = template_sends.choose(meta, number, cast("Body", body[kind]), recipient) if kind == "template" else None
    letter = _letter(number, recipient, body, kind)
    letter.fails_with = limits.check(meta, number, recipient.guest, kind)
    if attached.is_bad(meta, files):
        letter.fails_with = BAD_FILE
    if chosen is not None:
        _note(meta, letter, chosen)
    if is_marketing:
        _check_marketing(letter)
    dispatch = Dispatch(number, recipient.guest, letter)
    meta.accept(dispatch)
    await _trouble(meta, call, dispatch)
    named: dict[str, object] = {"id": letter.wamid}
    if kind == "template":
        named["message_status"] = "held_for_quality_assessment" if letter.is_held else "accepted"
    return Answer(content={"messaging_product": "whatsapp", "contacts": [recipient.as_answered], "messages": [named]})


def _check_marketing(letter: Letter) -> None:
    if letter.category not in (None, "marketing"):
        raise refusals.coded(131055)
    letter.category = "marketing_lite"


def _note(meta: "Meta", letter: Letter, chosen: template_sends.Chosen) -> None:
    letter.category = chosen.template.category.lower()
    letter.template_id = chosen.template.template_id
    letter.shown = chosen.shown
    letter.is_held = meta.dice.says(meta.faults.held_for_quality)
    meta.letters.sent_of_template[chosen.template.template_id] += 1


async def _trouble(meta: "Meta", call: Call, dispatch: Dispatch) -> None:
    """What comes between a message that was accepted and its answer."""
    if meta.dice.says(meta.faults.status_before_answer) and dispatch.letter.status == "accepted":
        told = meta.receipts.tell_now(dispatch)
        await asyncio.wait([told], timeout=MOST_WAIT_FOR_STATUS_S)
    if meta.faults.answer_delay_ms:
        await asyncio.sleep(meta.faults.answer_delay_ms / 1000)
    if meta.dice.says(meta.faults.cut_after_accept):
        call.cut()
        raise CutError


def _object(raw: bytes) -> Body:
    try:
        body = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise refusals.coded(100, "The request body is not valid JSON") from problem
    if not isinstance(body, dict):
        raise refusals.coded(100, "The request body is not a JSON object")
    return body


def _letter(number: Number, recipient: recipients.Recipient, body: Body, kind: str) -> Letter:
    message: dict[str, object] = {"type": kind, kind: body[kind]}
    if "context" in body:
        message["context"] = body["context"]
    tracker, identity = body.get("biz_opaque_callback_data"), body.get("recipient_identity_key_hash")
    now = clock.now()
    return Letter(
        wamid=wamids.from_hotel(recipient.in_wamid),
        phone_number_id=number.phone_number_id,
        guest_key=recipient.guest.key,
        from_hotel=True,
        message=message,
        at=now,
        timestamp=int(now),
        addressed_by=recipient.addressed_by,
        tracker=tracker if isinstance(tracker, str) else None,
        identity_key_hash=identity if isinstance(identity, str) else None,
    )


def _mark(meta: "Meta", number: Number, body: Body) -> Answer:
    checks.product(body)
    Part(body, "messages", meta.switches.strict).only("messaging_product", "status", "message_id", "typing_indicator")
    if body["status"] != "read":
        raise refusals.invalid(f'Param status must be one of {{READ}} - got "{body["status"]}".')
    wamid = body.get("message_id")
    if not wamid:
        raise refusals.required("message_id")
    letter = meta.letters.find(wamid) if isinstance(wamid, str) else None
    if letter is None or letter.from_hotel or letter.phone_number_id != number.phone_number_id:
        raise refusals.coded(131009, "Parameter 'message_id' is not the id of a message that this number received")
    typing = body.get("typing_indicator")
    if typing is not None and typing != {"type": "text"}:
        raise refusals.invalid("Param typing_indicator['type'] must be one of {TEXT}.")
    meta.hotel_read(letter, typing=typing is not None)
    return success()
