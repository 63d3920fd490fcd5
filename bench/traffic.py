"""What Meta sends a busy number: one guest's message to three statuses of ours, in the order in which they fall due."""

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from app.core.clock import now
from app.whatsapp.signature import sign
from bench.house import Number
from bench.load import request
from bench.webhooks import PATH, WORDS

# How long after it was sent a message is delivered, and read.
DELIVERED_S: Final = 0.3
READ_S: Final = 1.0
GUESTS: Final = 10_000
"""Known to all hotels together before it begins; as many again write for the first time."""


class Plan(msgspec.Struct, frozen=True):
    """So many updates a second for so long, `batch` of them in a POST; `first` is the serial number of the first message."""

    rate: int
    seconds: float
    batch: int = 1
    first: int = 0

    @property
    def messages(self) -> int:
        """So many of guests', and as many of ours for each status."""
        return int(self.rate * self.seconds) // 4

    @property
    def delivered_behind(self) -> int:
        return int(DELIVERED_S * self.rate / 4)

    @property
    def read_behind(self) -> int:
        return int(READ_S * self.rate / 4)

    @property
    def serials(self) -> range:
        """Our messages that this speaks of: statuses lag behind, so a few more than are sent meanwhile."""
        return range(self.first, self.first + self.messages + self.read_behind)


class Post(NamedTuple):
    """One request, when it falls due in seconds from the start, and the inbox keys of its letters."""

    due: float
    request: bytes
    keys: list[str]


class Update(NamedTuple):
    """A message or a status as Meta writes it, and the inbox key it will have."""

    key: str
    guest: int
    is_status: bool
    item: bytes


def posts(numbers: Sequence[Number], plan: Plan, seed: int) -> list[Post]:
    """Everything that is sent, signed beforehand, so that the load costs little while it runs."""
    chance = random.Random(seed + plan.first)
    began = int(now().timestamp())
    waiting: dict[int, list[Update]] = {place: [] for place in range(len(numbers))}
    made = []
    for serial, step in _steps(plan):
        due = (serial - plan.first) / (plan.rate / 4) + step / plan.rate
        place = serial % len(numbers)
        waiting[place].append(_update(plan, serial, step, (chance, len(numbers), began + int(due))))
        if len(waiting[place]) >= plan.batch:
            made.append(_post(due, numbers[place], waiting[place]))
            waiting[place] = []
    end = plan.seconds
    return made + [_post(end, numbers[place], left) for place, left in waiting.items() if left]


def guests_of(hotels: int) -> int:
    """Known guests of each hotel."""
    return max(20, GUESTS // hotels)


def guest_of(serial: int, hotels: int) -> int:
    """To which of its known guests a hotel's message went; the same arithmetic fills the tables."""
    return serial // hotels * 7 % guests_of(hotels)


def wamid_of(serial: int) -> str:
    """Of a message that a hotel sent; as long as Meta's."""
    return f"wamid.HBgNNTUyMTk4NzY1NDMyMRUCABEY{serial:012}AA=="


def _steps(plan: Plan) -> Iterator[tuple[int, int]]:
    return ((serial, step) for serial in range(plan.first, plan.first + plan.messages) for step in range(4))


def _update(plan: Plan, serial: int, step: int, scene: tuple[random.Random, int, int]) -> Update:
    chance, hotels, at = scene
    if step == 0:
        return said(chance, serial, chance.randrange(2 * guests_of(hotels)), at)
    # The newest message is sent; what was sent a while ago is delivered, and read.
    behind = plan.read_behind - (0, plan.delivered_behind, plan.read_behind)[step - 1]
    ours = _same_hotel(serial + behind, serial, hotels)
    return receipt(wamid_of(ours), ("sent", "delivered", "read")[step - 1], guest_of(ours, hotels), at)


def _same_hotel(serial: int, like: int, hotels: int) -> int:
    """The nearest serial number below that belongs to the hotel of `like`."""
    return serial - (serial - like) % hotels


def said(chance: random.Random, serial: int, guest: int, at: int) -> Update:
    """A guest's message; `serial` makes its wamid, `at` is in seconds of the epoch."""
    wamid = f"wamid.HBgNNTUyMTk4NzY1NDMyMRUCABIY{serial:012}AA=="
    words = " ".join(chance.choices(WORDS, k=6))
    return Update(
        wamid,
        guest,
        False,
        f'{{"from":"{phone(guest)}","from_user_id":"{user_id(guest)}","id":"{wamid}","timestamp":"{at}","text":{{"body":"{words}"}},"type":"text"}}'.encode(),
    )


def receipt(wamid: str, status: str, guest: int, at: int) -> Update:
    """Meta's word on a message of ours to this guest."""
    pricing = '{"billable":true,"pricing_model":"PMP","type":"regular","category":"service"}'
    return Update(
        f"{wamid} {status}",
        guest,
        True,
        (
            f'{{"id":"{wamid}","status":"{status}","timestamp":"{at}","recipient_id":"{phone(guest)}",'
            f'"recipient_user_id":"{user_id(guest)}","pricing":{pricing}}}'
        ).encode(),
    )


def phone(guest: int) -> str:
    return f"55219{80000000 + guest}"


def user_id(guest: int) -> str:
    return f"BR.{13491208655302741000 + guest}"


def body_of(number: Number, updates: Sequence[Update]) -> bytes:
    """One entry, one change; Meta's largest batches are of a thousand."""
    contacts = b",".join(_contact(one.guest, one.is_status) for one in updates)
    messages = b",".join(one.item for one in updates if not one.is_status)
    statuses = b",".join(one.item for one in updates if one.is_status)
    lists = [b'"%b":[%b]' % (name, items) for name, items in ((b"messages", messages), (b"statuses", statuses)) if items]
    number_id, waba_id = number.phone_number_id.encode(), number.waba_id.encode()
    return (
        b'{"object":"whatsapp_business_account","entry":[{"id":"%b","changes":[{"value":{"messaging_product":"whatsapp",'
        b'"metadata":{"display_phone_number":"%b","phone_number_id":"%b"},"contacts":[%b],%b},"field":"messages"}]}]}'
    ) % (waba_id, number_id, number_id, contacts, b",".join(lists))


def _post(due: float, number: Number, updates: Sequence[Update]) -> Post:
    body = body_of(number, updates)
    signed = request(PATH, body, {"X-Hub-Signature-256": sign(body, number.secret.encode())})
    return Post(due, signed, [one.key for one in updates])


def _contact(guest: int, is_status: bool) -> bytes:
    profile = "" if is_status else f'"profile":{{"name":"Hóspede {guest}"}},'
    return f'{{{profile}"wa_id":"{phone(guest)}","user_id":"{user_id(guest)}"}}'.encode()
