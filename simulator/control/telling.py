"""Whatever Meta may tell, told on request: values of any field, statuses of any shape, calls, and examples of it all."""

import secrets
from typing import cast

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from simulator import clock, examples, letters
from simulator.control import finding, refusals
from simulator.control.orders import Example, GuestCalls, OtherUpdate, StatusOrder
from simulator.control.scripts import all_examples
from simulator.guests import Guest
from simulator.letters import Dispatch, Letter, Step
from simulator.meta import Meta
from simulator.numbers import Number
from simulator.webhooks import statuses, values
from simulator.webhooks.updates import Update

FIRST_GUEST = "5511900000001"


@get("/examples")
async def list_examples(
    meta: NamedDependency[Meta], phone_number_id: FromQuery[str], wa_id: FromQuery[str] = FIRST_GUEST
) -> dict[str, list[Example]]:
    """One of everything that Meta can tell this number, with the request that makes it do so."""
    number = finding.number(meta, phone_number_id)
    return {"data": all_examples(number, finding.guest(meta, wa_id))}


@post("/webhooks", status_code=202)
async def push(data: JSONBody[OtherUpdate], meta: NamedDependency[Meta]) -> dict[str, str]:
    number = finding.number(meta, data.phone_number_id)
    meta.post_office.hand_in(_update(meta, number, data))
    return {"status": "handed in"}


@post("/statuses", status_code=202)
async def tell_status(data: JSONBody[StatusOrder], meta: NamedDependency[Meta]) -> dict[str, str]:
    """Answers the id of the message that the status is of. The message itself stays what it was."""
    number = finding.number(meta, data.phone_number_id)
    letter = _letter(meta, number, data)
    dispatch = Dispatch(number, finding.guest(meta, data.guest or letter.guest_key), letter)
    group = statuses.Recipient(group_id=data.group_id) if data.group_id else None
    code = data.code or (131026 if data.status == "failed" else None)
    update = statuses.of_status(meta, dispatch, cast("Step", data.status), code, group=group)
    update.item = {**(update.item or {}), **({"timestamp": str(data.timestamp)} if data.timestamp else {}), **data.more}
    update.letter = None
    meta.post_office.hand_in(update)
    return {"wamid": letter.wamid}


@post("/guests/{wa_id:str}/calls")
async def call(wa_id: FromPath[str], data: JSONBody[GuestCalls], meta: NamedDependency[Meta]) -> dict[str, str]:
    """Rings, and ends; both are told at once."""
    number, guest = finding.number(meta, data.phone_number_id), finding.guest(meta, wa_id)
    wacid, now = f"wacid.{secrets.token_hex(12).upper()}", int(clock.now())
    session = {"sdp_type": "offer", "sdp": "v=0"}
    ringing: dict[str, object] = {"id": wacid, "event": "connect", "timestamp": str(now), "session": session}
    ended: dict[str, object] = {"id": wacid, "event": "terminate", "timestamp": str(now), "status": "FAILED"}
    if data.answered:
        talked = {"start_time": str(now), "end_time": str(now + data.duration_s), "duration": data.duration_s}
        ended |= {"timestamp": str(now + data.duration_s), "status": "COMPLETED"} | talked
    for said in (ringing, ended):
        meta.post_office.hand_in(values.of_call(meta, number, guest, said))
    return {"id": wacid}


def _update(meta: Meta, number: Number, data: OtherUpdate) -> Update:
    if data.example is None:
        if data.field is None or data.value is None:
            raise refusals.misfit('A webhook needs its "field" and "value", or the name of an "example".')
        return Update(number=number, field=data.field, value=data.value, entry_id=data.entry_id, time=data.time)
    found = examples.field_example(data.example, number, finding.guest(meta, data.guest or FIRST_GUEST))
    if found is None:
        raise refusals.misfit(f"There is no example {data.example}; GET /_sim/examples lists them.")
    if found.field == "user_preferences":
        _note_wish(finding.guest(meta, data.guest or FIRST_GUEST), found.value)
    time = int(clock.now()) if found.timed else None
    return Update(number=number, field=found.field, value=found.value, entry_id=found.entry_id, time=time)


def _note_wish(guest: Guest, value: dict[str, object]) -> None:
    """Who stops marketing gets none from then on."""
    for wish in cast("list[dict[str, object]]", value.get("user_preferences") or []):
        guest.stopped_marketing = wish.get("value") == "stop"


def _letter(meta: Meta, number: Number, data: StatusOrder) -> Letter:
    """The named one, known or not; else the newest that the hotel sent."""
    if data.wamid is None:
        sent = list(meta.letters.from_hotels(number.phone_number_id))
        if not sent:
            raise refusals.misfit("This number has sent nothing yet; name the message by its wamid.")
        return sent[-1]
    found = meta.letters.find(data.wamid)
    return letters.stub(number, data.wamid, data.guest or FIRST_GUEST) if found is None else found
