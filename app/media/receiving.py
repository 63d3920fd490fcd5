"""Taking a file in: from the wire to the disk piece by piece, raw or as a form, never more than its kind may have."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import IO, Final

import msgspec
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from app.core.errors import Detail, PayloadTooLargeError, ValidationFailedError
from app.core.sending_errors import UploadTooSlowError
from app.media.limits import MOST_OF_ANY, MOST_TAKEN, too_large

FIELD: Final = "body.file"
LONGEST_NAME: Final = 240
_FORM: Final = "multipart/form-data"
_WORDS: Final = frozenset({"kind", "filename", "voice"})
_LONGEST_WORD: Final = 1024
_DRAINED: Final = 16_000_000
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")

Pieces = AsyncIterator[bytes]


class Patience(msgspec.Struct, frozen=True):
    """Seconds, and bytes a second once the first `pause` is over: whoever brings less takes a place from others."""

    pause: float = 20
    whole: float = 900
    slowest: int = 8_000


class Told(msgspec.Struct):
    """What is said of a file beside its bytes, as it was sent."""

    kind: str = ""
    filename: str = ""
    voice: str = ""
    declared: str = ""


async def receive(pieces: Pieces, content_type: str, told: Told, path: Path) -> Told:
    """The file at `path`, and what was told of it in the end; a form's words fill in what the address does not say.

    Raises `PayloadTooLargeError`, and `ValidationFailedError` for a form that cannot be read or has no file.
    """
    kind, options = parse_options_header(content_type)
    with path.open("wb") as file:
        taken = _Taken(told, file)
        try:
            if kind != _FORM:
                told.declared = content_type
                async for piece in pieces:
                    taken.keep(piece)
            else:
                await _read_form(pieces, options.get("boundary", ""), taken)
        except PayloadTooLargeError:
            await _drain(pieces)
            raise
    return told


async def steady(pieces: Pieces, patience: Patience) -> Pieces:
    """The same pieces; raises `UploadTooSlowError` when they come too slowly, whoever trickles them."""
    started, brought = monotonic(), 0
    while True:
        try:
            async with asyncio.timeout(patience.pause):
                piece = await anext(pieces, None)
        except TimeoutError as error:
            raise UploadTooSlowError from error
        if piece is None:
            return
        brought += len(piece)
        took = monotonic() - started
        if took > patience.whole or (took - patience.pause) * patience.slowest > brought:
            raise UploadTooSlowError
        yield piece


def fit_name(filename: str) -> str | None:
    """A name alone, without folders and without what could lead a reader's eye or a program astray."""
    name = _STRANGE.sub("", re.split(r"[/\\]", filename)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and len(ending) < 10:
        name = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return name[:LONGEST_NAME] or None


class _Taken:
    """What has come so far."""

    def __init__(self, told: Told, file: IO[bytes]) -> None:
        self.told, self._file, self._size = told, file, 0
        self.has_file = False

    def keep(self, piece: bytes | bytearray) -> None:
        self._size += len(piece)
        most = MOST_TAKEN.get(self.told.kind, MOST_OF_ANY)
        if self._size > most:
            flaw = too_large(self.told.kind or "document", most)
            raise PayloadTooLargeError(details=(Detail(FIELD, flaw.sentence, flaw.type, flaw.terms),))
        self._file.write(piece)

    def begin(self, part: MultipartSegment) -> None:
        if part.name != "file":
            return
        if self.has_file:
            raise ValidationFailedError(details=(Detail(FIELD, "detail-value", "too_many"),))
        self.has_file = True
        self.told.filename = self.told.filename or part.filename or ""
        self.told.declared = part.content_type or ""

    def add(self, part: MultipartSegment, piece: bytes | bytearray) -> None:
        if part.name == "file":
            self.keep(piece)
        elif part.name in _WORDS and part.bytes_received <= _LONGEST_WORD:
            setattr(self.told, part.name, getattr(self.told, part.name) + bytes(piece).decode("utf-8", "replace"))


async def _read_form(pieces: Pieces, boundary: str, taken: _Taken) -> None:
    try:
        with PushMultipartParser(boundary, max_segment_count=8) as parser:
            part: MultipartSegment | None = None
            async for piece in pieces:
                for found in parser.parse(piece):
                    if isinstance(found, MultipartSegment):
                        part = found
                        taken.begin(part)
                    elif found and part:
                        taken.add(part, found)
    except (MultipartError, ValueError) as error:
        raise ValidationFailedError(details=(Detail("body", "detail-unreadable", "unreadable"),)) from error
    if not taken.has_file:
        raise ValidationFailedError(details=(Detail(FIELD, "detail-missing", "missing"),))


async def _drain(pieces: Pieces) -> None:
    """A little more than is wanted is let run out: who is still speaking does not hear that it is too much."""
    left = _DRAINED
    async for piece in pieces:
        left -= len(piece)
        if left < 0:
            return
