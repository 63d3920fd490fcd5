"""`POST /{phone_number_id}/media`: a hotel's file becomes an id of that number, if its type and size are Meta's."""

from typing import TYPE_CHECKING

from simulator.graph import forms, refusals
from simulator.graph.calls import Answer, Call, CutError
from simulator.numbers import Number

if TYPE_CHECKING:
    from simulator.meta import Meta

MEGABYTE = 1 << 20
OPEN_XML = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = (
    *("text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"),
    *(f"{OPEN_XML}.wordprocessingml.document", f"{OPEN_XML}.spreadsheetml.sheet", f"{OPEN_XML}.presentationml.presentation"),
)
# By kind of message: the types that it takes, and how many bytes.
TYPES: dict[str, tuple[str, ...]] = {
    "audio": ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
    "document": DOCUMENTS,
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/mp4", "video/3gpp"),
}
MOST_BYTES = {
    "audio": 16 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "image": 5 * MEGABYTE,
    "sticker": 500 * 1024,
    "video": 16 * MEGABYTE,
}
MOST_STILL_STICKER = 100 * 1024
KIND_OF = {mime_type: kind for kind, types in TYPES.items() for mime_type in types}
ACCEPTED = ", ".join(KIND_OF)


def post(meta: "Meta", number: Number, call: Call) -> Answer:
    """The type is that of the part; the field `type` is believed where the part names none, as Meta's own example has it."""
    form = forms.read(call.body, call.content_type)
    if form.fields.get("messaging_product") is None:
        raise refusals.required("messaging_product")
    if form.fields["messaging_product"].lower() != "whatsapp":
        raise refusals.invalid(f'Param messaging_product must be one of {{WHATSAPP}} - got "{form.fields["messaging_product"]}".')
    file = form.files.get("file")
    if file is None:
        raise refusals.required("file")
    if (code := meta.dice.pick(meta.faults.upload_errors)) is not None:
        raise refusals.expired_token() if code == refusals.TOKEN_EXPIRED else refusals.coded(code)
    mime_type = file.mime_type
    if mime_type == "application/octet-stream":
        mime_type = form.fields.get("type") or mime_type
    _check(mime_type, len(file.content))
    kept = meta.files.keep(file.content, mime_type, file.filename, owner=number.phone_number_id)
    if meta.dice.says(meta.faults.upload_cut):
        call.cut()
        raise CutError
    return Answer(content={"id": kept.media_id})


def kind_of(mime_type: str) -> str | None:
    """The kind of message that takes a file of this type; parameters such as codecs are not looked at."""
    return KIND_OF.get(mime_type.partition(";")[0].strip().lower())


def _check(mime_type: str, size: int) -> None:
    kind = kind_of(mime_type)
    if kind is None:
        raise refusals.invalid(
            f"Param file must be a file with one of the following types: {ACCEPTED}. Received file of type '{mime_type}'."
        )
    if size == 0:
        raise refusals.coded(131053, "The file is empty.")
    if size > MOST_BYTES[kind]:
        most = MOST_BYTES[kind]
        size_ = f"{most // MEGABYTE}MB" if most >= MEGABYTE else f"{most // 1024}KB"
        raise refusals.coded(131053, f"Media file size too big. Max file size we currently support: {size_}.")
