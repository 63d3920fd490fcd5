"""`/{APP_ID}/uploads` and `/upload:…`: a file put up in pieces, for the example in a template's header."""

from typing import TYPE_CHECKING

from simulator.graph import refusals
from simulator.graph.calls import Answer, Call

if TYPE_CHECKING:
    from simulator.meta import Meta

TYPES = ("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4")


def begin(meta: "Meta", call: Call) -> Answer:
    """`file_length` and `file_type` are needed, `file_name` is not."""
    query = call.query
    length, file_type = query.get("file_length", ""), query.get("file_type", "")
    if not length.isdigit() or int(length) == 0:
        raise refusals.required("file_length")
    if file_type not in TYPES:
        raise refusals.invalid(f'Param file_type must be one of {{{", ".join(TYPES)}}} - got "{file_type}".')
    return Answer(content={"id": meta.handles.begin(call.node, file_type, int(length)).session_id})


def piece(meta: "Meta", call: Call) -> Answer:
    """`POST` brings the bytes from `file_offset` on and ends in the handle; `GET` says how far it came."""
    session = meta.handles.find(call.node)
    if session is None:
        raise refusals.unknown_object(call.node, call.method)
    if call.method == "get":
        return Answer(content={"id": session.session_id, "file_offset": session.received})
    if call.file_offset != session.received:
        raise refusals.coded(100, f"The file_offset is {call.file_offset}, but {session.received} bytes were received")
    session.received += len(call.body)
    if session.received > session.length:
        raise refusals.coded(100, "More bytes were received than file_length says")
    if session.received < session.length:
        return Answer(content={"id": session.session_id, "file_offset": session.received})
    return Answer(content={"h": meta.handles.end(session)})
