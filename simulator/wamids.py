"""Message ids that look like Meta's: base64 of the guest's number, the direction and a random id."""

import base64
import secrets
from random import Random

_FROM_HOTEL = 0x11
_FROM_GUEST = 0x12


def from_hotel(guest: str) -> str:
    return _wamid(guest, _FROM_HOTEL, secrets.token_hex(9).upper())


def from_guest(guest: str, chance: Random | None = None) -> str:
    """`chance` makes the ids of a seeded burst the same in every run."""
    tail = secrets.token_hex(9) if chance is None else f"{chance.getrandbits(72):018x}"
    return _wamid(guest, _FROM_GUEST, "3A" + tail.upper())


def _wamid(guest: str, direction: int, unique: str) -> str:
    phone = guest.encode()
    frame = bytes((0x1C, 0x18, len(phone))) + phone + bytes((0x15, 0x02, 0x00, direction, 0x18, len(unique)))
    return "wamid." + base64.b64encode(frame + unique.encode() + b"\x00").decode()
