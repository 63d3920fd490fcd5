"""Recordings as WhatsApp plays them: what Meta takes stays, everything else becomes a voice message, OPUS of one voice in OGG."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import av
from av.audio import AudioStream
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from app.media.limits import LARGEST, LARGEST_VOICE

RATE: Final = 48_000
SPOKEN: Final = 32_000
"""Bits a second of a voice; WhatsApp's own has about as many."""
LEAST: Final = 12_000
LONGEST_S: Final = 4 * 3600
READERS: Final = {"webm": "matroska", "mp4": "mov", "ogg": "ogg", "mp3": "mp3", "wav": "wav", "aac": "aac", "amr": "amr"}
"""Named for each file: left to guess, the library would also read play-lists, and open what they name."""
TYPES: Final = {"mp3": "audio/mpeg", "aac": "audio/aac", "amr": "audio/amr", "mp4": "audio/mp4", "ogg": "audio/ogg"}
_AS_IT_IS: Final = {"mp3": {"mp3", "mp3float"}, "aac": {"aac"}, "amr": {"amrnb", "amr_nb"}, "mp4": {"aac"}}


class SilentError(Exception):
    """There is no sound in it."""


class Voice(NamedTuple):
    """What was recorded, and how long it is."""

    content: bytes
    duration_ms: int


def is_voice(path: Path, found: str) -> bool:
    """WhatsApp plays it as a voice message as it is."""
    if found != "ogg":
        return False
    with opened(path, found) as source:
        stream = _stream(source)
        return stream.codec_context.name in {"opus", "libopus"} and stream.codec_context.channels == 1


def may_stay(path: Path, found: str) -> bool:
    """Meta takes it as it is, to be played as a file."""
    if path.stat().st_size > LARGEST["audio"] or found not in _AS_IT_IS:
        return False
    with opened(path, found) as source:
        is_alone = not [one for one in source.streams if one.type not in {"audio", "video"}]
        return is_alone and _stream(source).codec_context.name in _AS_IT_IS[found]


def spoken(path: Path, found: str) -> Voice:
    """The recording anew. A long one is recorded more narrowly, so that guests still see its play button."""
    voice = _recorded(path, found, SPOKEN)
    fitting = LARGEST_VOICE * 8000 * 0.93 / max(1, voice.duration_ms)
    if len(voice.content) > LARGEST_VOICE and fitting >= LEAST:
        return _recorded(path, found, int(fitting))
    if len(voice.content) > LARGEST["audio"]:
        return _recorded(path, found, LEAST)
    return voice


@contextmanager
def opened(path: Path, found: str) -> Iterator[InputContainer]:
    """By its bytes alone, with no address that a reader could follow."""
    with path.open("rb") as file, av.open(file, "r", format=READERS[found]) as source:
        yield source


def _recorded(path: Path, found: str, bits: int) -> Voice:
    told, samples = BytesIO(), 0
    with opened(path, found) as source, av.open(told, "w", format="ogg") as target:
        track = target.add_stream("libopus", rate=RATE, layout="mono", options={"application": "voip"})
        track.bit_rate = bits
        pieces = AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in _frames(source):
            for piece in pieces.resample(frame):
                piece.pts = samples
                samples += piece.samples
                target.mux(track.encode(piece))
        for piece in pieces.resample(None):
            piece.pts = samples
            samples += piece.samples
            target.mux(track.encode(piece))
        if samples:
            target.mux(track.encode(None))
    if not samples:
        raise SilentError
    return Voice(told.getvalue(), samples * 1000 // RATE)


def _frames(source: InputContainer) -> Iterator[av.AudioFrame]:
    """All that can be heard: a recording that breaks off is worth as much as was said until then."""
    heard, frames = 0.0, source.decode(_stream(source))
    while heard < LONGEST_S:
        try:
            frame = next(frames)
        except (StopIteration, av.error.InvalidDataError, av.error.EOFError):
            return
        heard += frame.samples / (frame.sample_rate or RATE)
        frame.pts = None
        yield frame


def _stream(source: InputContainer) -> AudioStream:
    if not source.streams.audio:
        raise SilentError
    return source.streams.audio[0]
