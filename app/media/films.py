"""Films: whether WhatsApp plays them, without where they were taken, and a picture of how they begin."""

from pathlib import Path
from typing import Final

import av
from av.container import InputContainer
from PIL import Image

from app.media.limits import Flaw, damaged
from app.media.sounds import opened

_WORDS_KEPT: Final = frozenset({"major_brand", "minor_version", "compatible_brands", "creation_time", "encoder"})
_ENDS_EARLY: Final = 0.9


def flaw_in(path: Path) -> Flaw | None:
    """WhatsApp plays H.264 with AAC. A film that breaks off is told so here, and not to the guest."""
    with opened(path, "mp4") as source:
        films, sounds = source.streams.video, source.streams.audio
        if (
            not films
            or films[0].codec_context.name != "h264"
            or (films[0].codec_context.pix_fmt or "yuv420p") not in {"yuv420p", "yuvj420p"}
        ):
            return Flaw("file_type", "file-type-video")
        if sounds and sounds[0].codec_context.name != "aac":
            return Flaw("file_type", "file-type-video")
        return None if _ends(source) else damaged()


def has_film(path: Path, found: str) -> bool:
    """Not only a sound with a cover."""
    with opened(path, found) as source:
        return any("attached_pic" not in str(one.disposition) for one in source.streams.video)


def bare(path: Path) -> bytes | None:
    """The same film as MP4 without its words and its place; None when it has none and is one already."""
    with opened(path, "mp4") as source:
        told = {name.lower() for name in source.metadata}
        if source.metadata.get("major_brand", "").strip() != "qt" and told <= _WORDS_KEPT:
            return None
        saved = path.with_name("bare")
        # By its name and not as a stream: to begin with its table of contents the writer must read it again.
        with av.open(str(saved), "w", format="mp4", options={"movflags": "faststart"}) as target:
            tracks = {one.index: target.add_stream_from_template(one) for one in (*source.streams.video[:1], *source.streams.audio[:1])}
            for packet in source.demux([one for one in source.streams if one.index in tracks]):
                if packet.dts is not None:
                    packet.stream = tracks[packet.stream.index]
                    target.mux(packet)
    return saved.read_bytes()


def first_picture(path: Path) -> Image.Image | None:
    """How it begins, turned as it is played; None when even that cannot be seen."""
    try:
        with opened(path, "mp4") as source:
            frame = next(source.decode(source.streams.video[0]))
            begun: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
            return begun.rotate(frame.rotation, expand=True) if frame.rotation else begun
    except (av.error.FFmpegError, StopIteration, IndexError):
        return None


def _ends(source: InputContainer) -> bool:
    """Whether its last picture is where its length says."""
    film = source.streams.video[0]
    try:
        ends = [
            float((packet.pts + (packet.duration or 0)) * packet.time_base)
            for packet in source.demux(film)
            if packet.pts is not None and packet.size
        ]
    except av.error.FFmpegError:
        return False
    length = float(film.duration * film.time_base) if film.duration and film.time_base else 0.0
    start = float((film.start_time or 0) * film.time_base) if film.time_base else 0.0
    return bool(ends) and max(ends) - start >= length * _ENDS_EARLY
