"""What a restarted Meta still knows: guests, windows, templates, files and the newest letters, kept beside the numbers' file."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import structlog

from simulator.guests import Guest
from simulator.letters import Dispatch, Letter, Thread
from simulator.numbers import replace_privately
from simulator.shelf import Shelf
from simulator.templates.stock import Template

if TYPE_CHECKING:
    from simulator.meta import Meta

EVERY_S = 2.0
MOST_LETTERS = 2_000
MOST_THREADS = 20_000

log = structlog.get_logger("simulator")


class Window(msgspec.Struct, array_like=True):
    phone_number_id: str
    guest_key: str
    guest_wrote_at: int | None


class Remembered(msgspec.Struct):
    """Enough to go on with conversations; a load test's hundred thousands are not."""

    guests: list[Guest] = []
    windows: list[Window] = []
    letters: list[Letter] = []
    templates: list[Template] = []


class Memory:
    """Written every two seconds while something happens, and at the end. Without a path it keeps nothing."""

    def __init__(self, meta: "Meta", numbers_path: Path | None) -> None:
        self._meta = meta
        self._path = None if numbers_path is None else numbers_path.with_name(f"{numbers_path.stem}.memory.json")
        self._shelf = None if numbers_path is None else Shelf(numbers_path.with_name(f"{numbers_path.stem}.files"))
        self._written_at = -1
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._path is None:
            return
        self._recall(self._path)
        self._task = asyncio.create_task(self._keep_writing(self._path))

    def reset(self) -> None:
        if self._shelf is not None:
            self._shelf.clear()

    def stop(self) -> None:
        if self._path is None or self._task is None:
            return
        self._task.cancel()
        self._write(self._path)

    async def _keep_writing(self, path: Path) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            self._write(path)

    def _write(self, path: Path) -> None:
        if self._shelf is not None and (new := self._meta.files.take_new()):
            self._shelf.put(new)
        changes = self._meta.letters.changes + self._meta.templates.changes
        if changes == self._written_at:
            return
        self._written_at = changes
        threads = sorted(self._meta.letters.threads(), key=lambda thread: thread.guest_wrote_at or 0)[-MOST_THREADS:]
        letters = self._meta.letters.newest(MOST_LETTERS)
        told = Remembered(self._guests(threads), _windows(threads), letters, list(self._meta.templates))
        replace_privately(path, msgspec.json.encode(told))

    def _guests(self, threads: Sequence[Thread]) -> list[Guest]:
        keys = dict.fromkeys(thread.guest_key for thread in threads)
        return [guest for key in keys if (guest := self._meta.guests.find(key))]

    def _recall(self, path: Path) -> None:
        if not path.exists():
            return
        try:
            told = msgspec.json.decode(path.read_bytes(), type=Remembered)
        except (msgspec.DecodeError, OSError) as problem:
            log.warning("what was remembered cannot be read, starting without it", because=str(problem))
            return
        for guest in told.guests:
            self._meta.guests.add(guest)
        self._take_back(told)

    def _take_back(self, told: Remembered) -> None:
        for file in self._shelf.take() if self._shelf else ():
            self._meta.files.take_back(file)
        for template in told.templates:
            self._meta.templates.add(template)
            self._meta.reviews.go_on(template)
        for window in told.windows:
            self._meta.letters.thread(window.phone_number_id, window.guest_key).guest_wrote_at = window.guest_wrote_at
        for letter in told.letters:
            self._meta.letters.keep(letter)
            self._go_on(letter)

    def _go_on(self, letter: Letter) -> None:
        """Meta forgets no webhook: what had not been answered is told again, and a message on its way arrives."""
        number = self._meta.numbers.find(letter.phone_number_id)
        guest = self._meta.guests.find(letter.guest_key)
        if number is None or guest is None:
            return
        dispatch = Dispatch(number, guest, letter)
        if letter.from_hotel:
            self._meta.receipts.go_on(dispatch)
        elif "acked" not in letter.steps:
            self._meta.tell_hotel(dispatch)


def _windows(threads: Sequence[Thread]) -> list[Window]:
    return [Window(thread.phone_number_id, thread.guest_key, thread.guest_wrote_at) for thread in threads]
