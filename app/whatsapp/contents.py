"""What a message says, whatever its kind: from Meta's JSON to what we store and show."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Raw

from app.whatsapp.cards import cards
from app.whatsapp.display import filename, page, present
from app.whatsapp.envelope import RAW_NULL, UNREADABLE
from app.whatsapp.orders import order
from app.whatsapp.payloads import Context, InboundMessage, MetaError, text_of
from app.whatsapp.reading import Identifier, UnreadableLetterError, read
from app.whatsapp.replies import button, interactive

UNKNOWN: Final = "unknown"
LONGEST_KIND: Final = 64
LONGEST_TYPE: Final = 255
LARGEST_SHOWN: Final = 300_000
"""Bytes. The longest text of WhatsApp's has 65,536 characters; what is far larger is no screen's, and a page has a hundred."""
MEDIA: Final = frozenset({"image", "video", "audio", "document", "sticker"})


class Medium(NamedTuple):
    """The file that a message carries, by Meta's name; `sha256` is base64, `filename` fit to be shown."""

    meta_media_id: str
    kind: str
    mime_type: str | None
    sha256: str | None
    filename: str | None


class Content(NamedTuple):
    """A message as it is stored and shown. `raw` is all its JSON, when there is something that we cannot show."""

    kind: str
    said: dict[str, Any]
    medium: Medium | None = None
    raw: str | None = None


def read_content(message: InboundMessage) -> Content:
    """Never raises: what is optional and misshapen is left out, and what cannot be read at all, or shown, is kept as its JSON."""
    content = _read_content(message)
    if len(message.raw) > LARGEST_SHOWN and len(msgspec.json.encode(content.said)) > LARGEST_SHOWN:
        return Content(content.kind, {}, raw=_json(message))
    return content


def _read_content(message: InboundMessage) -> Content:
    if message.type == "text" and message.text is not None:
        return Content("text", {"text": message.text} | _circumstances(message))
    kind = message.type if message.type.isprintable() and 0 < len(message.type) <= LONGEST_KIND else UNKNOWN
    try:
        said, medium = _said(kind, message)
    except UnreadableLetterError:
        return Content(kind, _circumstances(message), raw=_json(message))
    return Content(kind, said | _circumstances(message), medium, _json(message) if kind == "unsupported" else None)


class _Media(msgspec.Struct):
    id: Identifier
    mime_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    filename: str | None = None
    voice: bool | None = None
    animated: bool | None = None


class _Location(msgspec.Struct):
    latitude: float | str
    longitude: float | str
    name: str | None = None
    address: str | None = None
    url: str | None = None


class _Identity(msgspec.Struct):
    acknowledged: bool | None = None
    hash: str | None = None


class _System(msgspec.Struct):
    """`new_wa_id` is how older versions of Meta's say it; `subject`, `reason` and `participants` are of groups."""

    type: str | None = None
    body: str | None = None
    wa_id: Identifier | None = None
    new_wa_id: Identifier | None = None
    user_id: Identifier | None = None
    parent_user_id: Identifier | None = None
    subject: str | None = None
    reason: str | None = None
    participants: list[dict[str, str]] | None = None


class _Unsupported(msgspec.Struct):
    type: str | None = None


class _Welcome(msgspec.Struct):
    text: str | None = None


class _Referral(msgspec.Struct):
    source_type: str | None = None
    source_id: Identifier | None = None
    source_url: str | None = None
    headline: str | None = None
    body: str | None = None
    media_type: str | None = None
    image_url: str | None = None
    video_url: str | None = None
    thumbnail_url: str | None = None
    ctwa_clid: str | None = None
    welcome_message: _Welcome | None = None


def _said(kind: str, message: InboundMessage) -> tuple[dict[str, Any], Medium | None]:
    if kind in MEDIA:
        return _medium(kind, message)
    if kind == "system":
        return _system(message), None
    reader = _READERS.get(kind)
    if reader is None:
        raise UnreadableLetterError("a kind that nothing here reads")
    return reader(message.content), None


def _circumstances(message: InboundMessage) -> dict[str, Any]:
    """How a message came about, which any kind may tell: forwarded, from an advertisement, from a product's page, in part only."""
    told: dict[str, Any] = {}
    if message.context is not None:
        told = _around(message.context)
    if message.errors:
        told["errors"] = [_error(error) for error in message.errors]
    if message.referral is not RAW_NULL:
        told |= present(referral=_referral(message.referral))
    return told


def _around(context: Context) -> dict[str, Any]:
    product = context.referred_product
    asked = present(catalog_id=text_of(product.catalog_id), product_retailer_id=text_of(product.product_retailer_id)) if product else None
    often = context.frequently_forwarded
    return present(forwarded=context.forwarded or often or None, frequently_forwarded=often or None, referred_product=asked)


def _error(error: MetaError) -> dict[str, Any]:
    return {"code": error.code} | present(title=error.title or error.message, details=error.details)


def _referral(raw: Raw) -> dict[str, Any] | None:
    try:
        said = read(raw, _Referral)
    except UnreadableLetterError:
        return None
    pages = {name: page(getattr(said, name)) for name in ("source_url", "image_url", "video_url", "thumbnail_url")}
    words = {name: getattr(said, name) for name in ("source_type", "headline", "body", "media_type", "ctwa_clid")}
    welcome = said.welcome_message.text if said.welcome_message else None
    return present(**words, **pages, source_id=text_of(said.source_id), welcome_text=welcome)


def _medium(kind: str, message: InboundMessage) -> tuple[dict[str, Any], Medium]:
    said = read(message.content, _Media)
    if (meta_media_id := text_of(said.id)) is None:
        raise UnreadableLetterError("media without an id")
    name = filename(said.filename)
    told = present(caption=said.caption, filename=name, voice=said.voice or None, animated=said.animated or None)
    return told, Medium(meta_media_id, kind, (said.mime_type or "")[:LONGEST_TYPE] or None, said.sha256, name)


def _location(raw: Raw) -> dict[str, Any]:
    said = read(raw, _Location)
    try:
        latitude, longitude = float(said.latitude), float(said.longitude)
    except ValueError as error:
        raise UnreadableLetterError("no place") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise UnreadableLetterError("no place on earth")
    return {"latitude": latitude, "longitude": longitude} | present(name=said.name, address=said.address, url=page(said.url))


def _system(message: InboundMessage) -> dict[str, Any]:
    said = read(message.content, _System)
    try:
        identity = msgspec.structs.asdict(read(message.member("identity"), _Identity))
    except UnreadableLetterError:
        identity = {}
    told = present(
        wa_id=text_of(said.wa_id) or text_of(said.new_wa_id),
        user_id=text_of(said.user_id),
        parent_user_id=text_of(said.parent_user_id),
        identity=present(**identity),
        subject=said.subject,
        reason=said.reason,
        participants=said.participants,
    )
    return present(text=said.body) | {"system": {"type": said.type or UNKNOWN} | told}


def _unsupported(raw: Raw) -> dict[str, Any]:
    """Until November 2025 without an object of its own."""
    if bytes(raw) == b"null":
        return {"unsupported": {}}
    return {"unsupported": present(type=read(raw, _Unsupported).type)}


def _json(message: InboundMessage) -> str:
    """Its JSON as any program can read it back; as a JSON string what none of ours can (a number with a thousand digits)."""
    try:
        return msgspec.json.encode(msgspec.json.decode(message.raw)).decode()
    except UNREADABLE:
        return msgspec.json.encode(bytes(message.raw).decode()).decode()


_READERS: Final[Mapping[str, Callable[[Raw], dict[str, Any]]]] = {
    "location": _location,
    "contacts": cards,
    "interactive": interactive,
    "button": button,
    "order": order,
    "unsupported": _unsupported,
}
