"""The hotel's own phone by remote control (coexistence): it writes, shares its past, and keeps an address book."""

from random import Random

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from simulator import clock, past, said, wamids
from simulator.control import finding, refusals
from simulator.control.orders import History, PhoneContacts, PhoneWrites
from simulator.letters import Dispatch, Letter
from simulator.meta import Meta
from simulator.numbers import Number
from simulator.webhooks import values
from simulator.webhooks.updates import Update


@post("/phone/{phone_number_id:str}/messages")
async def write(phone_number_id: FromPath[str], data: JSONBody[PhoneWrites], meta: NamedDependency[Meta]) -> dict[str, str]:
    number, guest = finding.number(meta, phone_number_id), finding.guest(meta, data.to)
    if not isinstance(data.message.get("type"), str):
        raise refusals.misfit('A message needs its "type", as in {"type": "text", "text": {"body": "Oi"}}.')
    now = clock.now()
    letter = Letter(
        wamid=wamids.from_hotel(guest.key),
        phone_number_id=number.phone_number_id,
        guest_key=guest.key,
        from_hotel=True,
        from_phone=True,
        message=said.complete(said.Scene(meta, number, guest, by_hotel=True), data.message),
        at=now,
        timestamp=int(now) if data.timestamp is None else data.timestamp,
    )
    meta.echo(Dispatch(number, guest, letter))
    return {"wamid": letter.wamid}


@post("/phone/{phone_number_id:str}/history", status_code=202)
async def share_past(phone_number_id: FromPath[str], data: JSONBody[History], meta: NamedDependency[Meta]) -> dict[str, int]:
    """How many webhooks it takes."""
    number = finding.number(meta, phone_number_id)
    sync = past.Past(number, data.guests, data.messages, data.days, data.chunks, Random(data.seed))
    told = [past.declined(number)] if data.declined else sync.values()
    for value in told:
        _tell(meta, number, "history", value)
    return {"webhooks": len(told)}


@post("/phone/{phone_number_id:str}/contacts", status_code=202)
async def keep_contacts(phone_number_id: FromPath[str], data: JSONBody[PhoneContacts], meta: NamedDependency[Meta]) -> dict[str, int]:
    number = finding.number(meta, phone_number_id)
    stamp = {"timestamp": str(int(clock.now()))}
    synced = [
        {"type": "contact", "contact": msgspec.to_builtins(contact), "action": data.action, "metadata": stamp} for contact in data.contacts
    ]
    _tell(meta, number, "smb_app_state_sync", values.headed(number, state_sync=synced))
    return {"contacts": len(synced)}


def _tell(meta: Meta, number: Number, field: str, value: dict[str, object]) -> None:
    meta.post_office.hand_in(Update(number=number, field=field, value=value))
