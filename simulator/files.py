"""What Meta keeps of files: ids that die after days, addresses that die after minutes, and samples of every kind."""

import hashlib
import hmac
import secrets
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import msgspec

from simulator import clock, samples

if TYPE_CHECKING:
    from simulator.meta import Meta

META_ORIGIN = "https://lookaside.fbsbx.com"
PATH = "/whatsapp_business/attachments/"
MOST_BYTES = 512 << 20
MOST_NEW = 200
KINDS = frozenset(("image", "video", "audio", "document", "sticker"))
Content = dict[str, object]


class HostedFile(msgspec.Struct, frozen=True, eq=False):
    """One upload. The same bytes sent twice are two of these, as they are at Meta's. `owner`: the number of a hotel that put it up."""

    media_id: str
    content: bytes
    mime_type: str
    made_at: float
    filename: str | None = None
    owner: str | None = None

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.content).digest()


class Files:
    """`origin` is where this Meta's files are fetched from; its server says so when it knows its port."""

    def __init__(self, meta: "Meta") -> None:
        self._meta = meta
        self._by_id: dict[str, HostedFile] = {}
        self._bytes = 0
        self._new: list[HostedFile] = []
        self._secret = secrets.token_bytes(16)
        self.origin = META_ORIGIN

    def reset(self) -> None:
        self._by_id.clear()
        self._new.clear()
        self._bytes = 0

    def take_new(self) -> list[HostedFile]:
        """Those that came since it was last asked, for whoever writes them down."""
        found, self._new = [file for file in self._new if file.media_id in self._by_id], []
        return found

    def keep(self, content: bytes, mime_type: str, filename: str | None = None, *, owner: str | None = None) -> HostedFile:
        file = HostedFile(_new_id(), content, mime_type, clock.now(), filename, owner)
        self.take_back(file)
        self._new = [*self._new[-MOST_NEW:], file]
        return file

    def take_back(self, file: HostedFile) -> None:
        self._by_id[file.media_id] = file
        self._bytes += len(file.content)
        while self._bytes > MOST_BYTES and len(self._by_id) > 1:
            self.forget(next(iter(self._by_id)))

    def find(self, media_id: str) -> HostedFile | None:
        """None when nobody uploaded it, and when it has lived its days."""
        file = self._by_id.get(media_id)
        if file is None:
            return None
        switches = self._meta.switches
        life_s = switches.media_life_s if file.owner is None else switches.upload_life_s
        return None if clock.now() - file.made_at > life_s else file

    def forget(self, media_id: str) -> bool:
        file = self._by_id.pop(media_id, None)
        self._bytes -= len(file.content) if file else 0
        return file is not None

    def address(self, file: HostedFile, *, origin: str | None = None, source: str = "getMedia") -> str:
        """Where the bytes are for the next minutes."""
        until = str(int(clock.now() + self._meta.switches.media_url_life_s))
        query = urlencode({"mid": file.media_id, "source": source, "ext": until, "hash": self._sign(file.media_id, until)})
        return f"{origin or self.origin}{PATH}?{query}"

    def at(self, query_string: bytes) -> HostedFile | None:
        """The file of an address that has not died."""
        told = {name: values[0] for name, values in parse_qs(query_string.decode("latin-1")).items()}
        media_id, until = told.get("mid", ""), told.get("ext", "")
        is_ours = hmac.compare_digest(told.get("hash", "").encode(), self._sign(media_id, until).encode())
        return self.find(media_id) if is_ours and int(until) >= int(clock.now()) else None

    def complete(self, kind: str, content: Content) -> Content:
        """A guest's media object as Meta tells it: with an id (a built-in sample's, if none is named) and what belongs to it.

        What is told already stays, also when it is a lie; an id that nobody uploaded stays alone.
        """
        if kind not in KINDS:
            return content
        media_id = content.get("id")
        file = self._sample(kind, content) if media_id is None else self.find(str(media_id))
        if file is None:
            return content
        sha256 = b64encode(file.sha256).decode()
        told: Content = {"mime_type": file.mime_type, "sha256": sha256, "id": file.media_id, "url": self.address(file, source="webhook")}
        if kind == "audio":
            told["voice"] = file.mime_type.startswith("audio/ogg")
        if kind == "sticker":
            told["animated"] = b"ANIM" in file.content[:64]
        if kind == "document" and file.filename:
            told["filename"] = file.filename
        return told | content

    def _sample(self, kind: str, content: Content) -> HostedFile:
        name = kind
        if kind == "audio" and content.get("voice", True):
            name = "voice"
        if kind == "sticker" and content.get("animated"):
            name = "animated_sticker"
        return self.keep(*samples.of(name))

    def _sign(self, media_id: str, until: str) -> str:
        return hmac.new(self._secret, f"{media_id}:{until}".encode(), hashlib.sha256).hexdigest()[:24]


def _new_id() -> str:
    """Digits, as Meta's."""
    return str(10**15 + secrets.randbelow(9 * 10**15))
