"""What browsers and phones record, made here: sound and films in the containers that they use."""

from base64 import b64decode
from io import BytesIO
from math import pi, sin
from struct import pack
from typing import cast

import av
from av.audio import AudioStream
from av.video.stream import VideoStream
from PIL import Image

RATE = 48_000
# 64 by 48 pixels of one red, as an iPhone keeps a photo; nothing that we have installed can make one.
HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA"
    "AERAAAEAAQAAAAABoQABAAAAAAAAABgAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADd"
    "aXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAA"
    "AwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAACBtZGF0AAAA"
    "FCgBrwQY+Mpx1//xIh+ugLgU0hHn"
)


def recorded(container: str, codec: str, *, seconds: float = 1.0, layout: str = "mono", hertz: int = 440) -> bytes:
    """`webm` and `libopus` as Chromium records a voice, `mp4` and `aac` as Safari does."""
    told = BytesIO()
    with av.open(told, "w", format=container) as target:
        track = cast("AudioStream", target.add_stream(codec, rate=RATE, layout=layout))
        voices = len(track.layout.channels)
        grain = track.codec_context.frame_size or 960
        for place in range(0, int(seconds * RATE), grain):
            frame = av.AudioFrame(format="s16", layout=layout, samples=grain)
            told_samples = (round(9000 * sin(2 * pi * hertz * (place + i) / RATE)) for i in range(grain))
            frame.planes[0].update(b"".join(pack("<h", one) * voices for one in told_samples))
            frame.sample_rate, frame.pts = RATE, place
            pieces = av.AudioResampler(format=track.codec_context.format, layout=layout, rate=RATE).resample(frame)
            for piece in pieces:
                target.mux(track.encode(piece))
        target.mux(track.encode(None))
    return told.getvalue()


def filmed(container: str = "mp4", codec: str = "libx264", *, seconds: int = 1, **words: str) -> bytes:
    """Ten pictures a second of one colour each, with a sound beside them."""
    told = BytesIO()
    with av.open(told, "w", format=container) as target:
        target.metadata.update(words)
        track = cast("VideoStream", target.add_stream(codec, rate=10, width=64, height=48, pix_fmt="yuv420p"))
        for place in range(seconds * 10):
            shown = Image.new("RGB", (64, 48), (place * 20 % 255, 80, 160))
            target.mux(track.encode(av.VideoFrame.from_image(shown)))  # type: ignore[no-untyped-call]
        target.mux(track.encode(None))
    return told.getvalue()
