"""Guests by remote control: they write, they read, they are told apart, and what reached them is listed."""

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from simulator import clock, letters, said
from simulator.control import finding, refusals
from simulator.control.views import GuestReads, GuestView, GuestWrites, Sent, ThreadView, Written
from simulator.guests import Guest, GuestDetails
from simulator.meta import Meta
from simulator.onlookers import LetterView
from simulator.webhooks.values import NAMELESS

MOST_LISTED = 200


@post("/guests/{wa_id:str}/messages")
async def write(wa_id: FromPath[str], data: JSONBody[GuestWrites], meta: NamedDependency[Meta]) -> Written:
    number = finding.number(meta, data.phone_number_id)
    guest = finding.guest(meta, wa_id)
    meta.guests.tell(
        guest,
        GuestDetails(**{name: getattr(data, name) for name in GuestDetails.__struct_fields__ if name in data.__struct_fields__}),
    )
    told, wamid, timestamp = _taken_apart(data)
    _check_move(meta, guest, told)
    message = said.complete(said.Scene(meta, number, guest), told)
    letter = letters.from_guest(number, guest, message, timestamp=timestamp, wamid=wamid)
    meta.deliver(letters.Dispatch(number, guest, letter))
    said.move_guest(meta, guest, message)
    return Written(
        wamid=letter.wamid,
        phone_number_id=number.phone_number_id,
        wa_id=guest.key,
        user_id=guest.user_id_at(number.business_account_id),
        timestamp=letter.timestamp,
    )


@post("/guests/{wa_id:str}/read", status_code=200)
async def read(wa_id: FromPath[str], data: JSONBody[GuestReads], meta: NamedDependency[Meta]) -> dict[str, list[str]]:
    """The wamids that are read now or will be on arrival."""
    number = finding.number(meta, data.phone_number_id)
    return {"read": meta.receipts.guest_reads(number, finding.guest(meta, wa_id))}


@put("/guests/{wa_id:str}")
async def describe(wa_id: FromPath[str], data: JSONBody[GuestDetails], meta: NamedDependency[Meta]) -> GuestView:
    guest = finding.guest(meta, wa_id)
    meta.guests.tell(guest, data)
    return GuestView.of(guest)


@get("/guests")
async def guests(meta: NamedDependency[Meta], phone_number_id: FromQuery[str | None] = None) -> dict[str, list[GuestView]]:
    """Those who wrote or were written to, newest first, then the ready-made ones."""
    threads = {thread.guest_key: thread for thread in meta.letters.threads() if phone_number_id in (None, thread.phone_number_id)}
    talking = sorted((thread for thread in threads.values() if thread.letters), key=lambda thread: -thread.letters[-1].at)
    listed = [guest for thread in talking[:MOST_LISTED] if (guest := meta.guests.find(thread.guest_key))]
    listed += [guest for guest in meta.guests if guest not in listed and guest.key not in threads][:MOST_LISTED]
    return {"data": [GuestView.of(guest, threads.get(guest.key)) for guest in listed]}


@get("/sent")
async def sent(
    meta: NamedDependency[Meta],
    phone_number_id: FromQuery[str | None] = None,
    to: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
) -> dict[str, list[Sent]]:
    """What hotels sent, in order. `after`: only what was accepted after this wamid."""
    wanted = None if to is None else _wanted(meta, to)
    rows = [letter for letter in meta.letters.from_hotels(phone_number_id) if wanted is None or letter.guest_key == wanted]
    if after is not None:
        place = next((place for place, letter in enumerate(rows) if letter.wamid == after), -1)
        rows = rows[place + 1 :]
    return {"data": [Sent.of(letter) for letter in rows]}


@get("/threads/{phone_number_id:str}/{wa_id:str}")
async def thread(phone_number_id: FromPath[str], wa_id: FromPath[str], meta: NamedDependency[Meta]) -> ThreadView:
    number = finding.number(meta, phone_number_id)
    guest = meta.guests.find(finding.key(wa_id))
    if guest is None:
        raise refusals.unknown_guest(wa_id)
    found = meta.letters.thread(number.phone_number_id, guest.key)
    closes_at = found.window_closes_at()
    return ThreadView(
        phone_number_id=phone_number_id,
        guest=GuestView.of(guest, found),
        window_closes_at=None if closes_at is None else clock.iso(closes_at),
        typing_until=clock.iso(found.typing_until) if found.typing_until > clock.now() else None,
        letters=[LetterView.of(letter) for letter in found.letters],
    )


def _check_move(meta: Meta, guest: Guest, told: dict[str, object]) -> None:
    """A number that somebody else has is nobody's new one."""
    system = told.get("system")
    if not isinstance(system, dict) or system.get("type") not in NAMELESS or "wa_id" not in system:
        return
    holder = meta.guests.find(finding.key(str(system["wa_id"])))
    if holder not in (None, guest):
        raise refusals.misfit(f"{system['wa_id']} is the number of another guest.")


def _wanted(meta: Meta, to: str) -> str:
    """The key under which this guest is known, also by another spelling or by user id."""
    key = to.strip().removeprefix("+")
    found: Guest | None = meta.guests.find(key)
    if found is None:
        found = next((guest for guest in meta.guests if guest.user_id == key), None)
    return key if found is None else found.key


def _taken_apart(data: GuestWrites) -> tuple[dict[str, object], str | None, int | None]:
    message = dict(data.message)
    wamid = message.pop("id", None)
    timestamp = message.pop("timestamp", data.timestamp)
    if not isinstance(message.get("type"), str):
        raise refusals.misfit('A message needs its "type", as in {"type": "text", "text": {"body": "Oi"}}.')
    if wamid is not None and not isinstance(wamid, str):
        raise refusals.misfit("A message's id is a string.")
    if timestamp is not None and not str(timestamp).isdigit():
        raise refusals.misfit("A message's timestamp is a whole number of seconds.")
    return message, wamid, None if timestamp is None else int(str(timestamp))
