"""Guests by remote control: they write, they read, they are told apart, and what reached them is listed."""

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from simulator import clock, letters
from simulator.control import refusals
from simulator.control.views import GuestReads, GuestView, GuestWrites, Sent, ThreadView, Written
from simulator.guests import Guest, GuestDetails
from simulator.meta import Meta
from simulator.numbers import Number
from simulator.onlookers import LetterView

MOST_LISTED = 200


@post("/guests/{wa_id:str}/messages")
async def write(wa_id: FromPath[str], data: JSONBody[GuestWrites], meta: NamedDependency[Meta]) -> Written:
    number = _number(meta, data.phone_number_id)
    guest = meta.guests.get(_key(wa_id))
    meta.guests.tell(
        guest,
        GuestDetails(name=data.name, user_id=data.user_id, username=data.username, phone_hidden=data.phone_hidden),
    )
    message, wamid, timestamp = _taken_apart(data)
    letter = letters.from_guest(number, guest, message, timestamp=timestamp, wamid=wamid)
    meta.deliver(letters.Dispatch(number, guest, letter))
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
    number = _number(meta, data.phone_number_id)
    return {"read": meta.receipts.guest_reads(number, meta.guests.get(_key(wa_id)))}


@put("/guests/{wa_id:str}")
async def describe(wa_id: FromPath[str], data: JSONBody[GuestDetails], meta: NamedDependency[Meta]) -> GuestView:
    guest = meta.guests.get(_key(wa_id))
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
    number = _number(meta, phone_number_id)
    guest = meta.guests.find(_key(wa_id))
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


def _number(meta: Meta, phone_number_id: str) -> Number:
    number = meta.numbers.find(phone_number_id)
    if number is None:
        raise refusals.unknown_number(phone_number_id)
    return number


def _key(wa_id: str) -> str:
    key = wa_id.strip().removeprefix("+")
    if key.isascii() and (key.isdigit() or "." in key) and 5 <= len(key) <= 140:
        return key
    raise refusals.misfit(f"A guest is named by the digits of a phone number or by a user id such as BR.123456; {wa_id!r} is neither.")


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
