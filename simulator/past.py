"""A past to be synced: what a hotel and its guests wrote on the hotel's phone before it joined the Cloud API."""

from random import Random
from typing import NamedTuple

from simulator import clock, wamids
from simulator.numbers import Number
from simulator.webhooks import values

LINES = ("Bom dia!", "Tem quarto para sábado?", "Temos, sim.", "Com café da manhã?", "Incluso.", "Fechado!", "Até lá.", "Obrigada!")
STATES = ("READ", "DELIVERED", "SENT", "PLAYED", "PENDING", "ERROR")
PHASE_DAYS = (1, 90, 180)
DECLINED = {
    "code": 2593109,
    "title": "History sync is turned off by the business from the WhatsApp Business App",
    "message": "History sync is turned off by the business from the WhatsApp Business App",
    "error_data": {"details": "History sharing is turned off by the business"},
}


def declined(number: Number) -> dict[str, object]:
    return values.headed(number, history=[{"errors": [DECLINED]}])


class Past(NamedTuple):
    """So many guests with so many messages each, from so many days ago on, told in so many parts."""

    number: Number
    guests: int
    messages: int
    days: int
    parts: int
    chance: Random

    def values(self) -> list[dict[str, object]]:
        """Of the field `history`, the newest phase first, as Meta sends them."""
        threads = [self._thread(f"55219{80_000_000 + place}") for place in range(self.guests)]
        return [self._part(part, threads[part :: self.parts]) for part in range(self.parts)]

    def _part(self, part: int, threads: list[dict[str, object]]) -> dict[str, object]:
        phase = next((phase for phase, most in enumerate(PHASE_DAYS) if self.days * (part + 1) // self.parts <= most), 2)
        metadata = {"phase": phase, "chunk_order": part + 1, "progress": 100 * (part + 1) // self.parts}
        return values.headed(self.number, history=[{"metadata": metadata, "threads": threads}])

    def _thread(self, guest: str) -> dict[str, object]:
        start = int(clock.now()) - self.days * clock.DAY_S
        return {"id": guest, "messages": [self._message(guest, start + place * 60, place) for place in range(self.messages)]}

    def _message(self, guest: str, at: int, place: int) -> dict[str, object]:
        is_hotels = place % 2 == 1
        told: dict[str, object] = {"from": self.number.digits, "to": guest} if is_hotels else {"from": guest}
        state = self.chance.choice(STATES) if is_hotels else "READ"
        said: dict[str, object] = {"type": "text", "text": {"body": LINES[place % len(LINES)]}}
        if place % 7 == 6:
            # The file itself comes later, as a message of its own with this id.
            said = {"type": "media_placeholder"}
        head = told | {"id": wamids.from_guest(guest, self.chance), "timestamp": str(at)}
        return head | said | {"history_context": {"status": state}}
