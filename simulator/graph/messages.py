"""`POST /{phone_number_id}/messages`: a hotel writes to a guest, marks as read, or shows that it is typing."""

import asyncio
from typing import TYPE_CHECKING

import msgspec

from simulator import clock, wamids
from simulator.graph import attached, checks, recipients, refusals
from simulator.graph.calls import SUCCESS, Answer, Call, CutError
from simulator.graph.parts import Body, Part
from simulator.guests import Guest
from simulator.letters import Dispatch, Letter
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

MOST_WAIT_FOR_STATUS_S = 1.0
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


async def _send(meta: "Meta", number: Number, call: Call, body: Body) -> Answer:
    kind = checks.message(body, is_strict=meta.switches.strict)
    files = attached.of(kind, body[kind])
    attached.check(meta, number, files)
    recipient = recipients.find(meta, number, body)
    _check_limits(meta, number, recipient.guest, kind)
    letter = _letter(number, recipient, body, kind)
    letter.has_bad_file = attached.is_bad(meta, files)
    dispatch = Dispatch(number, recipient.guest, letter)
    meta.accept(dispatch)
    if meta.dice.says(meta.faults.status_before_answer) and letter.status == "accepted":
        told = meta.receipts.tell_now(dispatch)
        await asyncio.wait([told], timeout=MOST_WAIT_FOR_STATUS_S)
    if meta.faults.answer_delay_ms:
        await asyncio.sleep(meta.faults.answer_delay_ms / 1000)
    if meta.dice.says(meta.faults.cut_after_accept):
        call.cut()
        raise CutError
    return Answer(content={"messaging_product": "whatsapp", "contacts": [recipient.as_answered], "messages": [{"id": letter.wamid}]})


def _object(raw: bytes) -> Body:
    try:
        body = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise refusals.coded(100, "The request body is not valid JSON") from problem
    if not isinstance(body, dict):
        raise refusals.coded(100, "The request body is not a JSON object")
    return body


def _check_limits(meta: "Meta", number: Number, guest: Guest, kind: str) -> None:
    switches = meta.switches
    thread = meta.letters.thread(number.phone_number_id, guest.key)
    if switches.window == "sync" and kind != "template" and not thread.is_open():
        raise refusals.coded(131047)
    if switches.number_rate and not meta.paces.let_pass(number.phone_number_id, number.rate):
        raise refusals.coded(130429)
    if switches.pair_rate and not thread.may_take_one_more():
        raise refusals.coded(131056)


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
    return SUCCESS
