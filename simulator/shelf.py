"""The files of a Meta that remembers: beside the numbers' file, so that a picture is still one after a restart."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from simulator.files import HostedFile
from simulator.numbers import replace_privately

MOST_KEPT_BYTES = 96 << 20


class Label(msgspec.Struct):
    """What a file is called and whose it is; its bytes lie beside it."""

    media_id: str
    mime_type: str
    made_at: float
    filename: str | None = None
    owner: str | None = None


class Shelf:
    """A folder with two files for each: the bytes, and the label. The oldest go when it is full."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self) -> list[HostedFile]:
        """All that was put down, the oldest first."""
        labels = sorted(self._labels(), key=lambda label: label.made_at)
        return [HostedFile(one.media_id, self._bytes(one), one.mime_type, one.made_at, one.filename, one.owner) for one in labels]

    def put(self, files: Iterable[HostedFile]) -> None:
        for file in files:
            label = Label(file.media_id, file.mime_type, file.made_at, file.filename, file.owner)
            replace_privately(self._folder / file.media_id, file.content)
            replace_privately(self._folder / f"{file.media_id}.json", msgspec.json.encode(label))
        self._make_room()

    def clear(self) -> None:
        for label in self._labels():
            self._forget(label)

    def _labels(self) -> Iterator[Label]:
        for path in self._folder.glob("*.json"):
            try:
                label = msgspec.json.decode(path.read_bytes(), type=Label)
            except (msgspec.DecodeError, OSError):
                continue
            if path.stem == label.media_id and (self._folder / label.media_id).is_file():
                yield label

    def _bytes(self, label: Label) -> bytes:
        return (self._folder / label.media_id).read_bytes()

    def _make_room(self) -> None:
        labels = sorted(self._labels(), key=lambda label: label.made_at)
        sizes = {label.media_id: (self._folder / label.media_id).stat().st_size for label in labels}
        total = sum(sizes.values())
        for label in labels:
            if total <= MOST_KEPT_BYTES:
                break
            total -= sizes[label.media_id]
            self._forget(label)

    def _forget(self, label: Label) -> None:
        (self._folder / f"{label.media_id}.json").unlink(missing_ok=True)
        (self._folder / label.media_id).unlink(missing_ok=True)
