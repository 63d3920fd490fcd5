"""A multipart form taken apart: its fields, and its file with the type that stands on it."""

import re
from typing import NamedTuple

from simulator.graph import refusals

_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="?([^";\r\n]*)"?', re.IGNORECASE)
_FILENAME = re.compile(rb'filename="?([^";\r\n]*)"?', re.IGNORECASE)
_TYPE = re.compile(rb"content-type:[ \t]*([^\r\n]+)", re.IGNORECASE)


class FormFile(NamedTuple):
    content: bytes
    mime_type: str
    filename: str | None


class Form(NamedTuple):
    fields: dict[str, str]
    files: dict[str, FormFile]


def read(body: bytes, content_type: str) -> Form:
    boundary = _BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or boundary is None:
        raise refusals.coded(100, "The request body is not a multipart form")
    form = Form({}, {})
    for piece in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:]:
        head, found, content = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not found or name is None:
            continue
        filename, mime_type = _FILENAME.search(head), _TYPE.search(head)
        key = name[1].decode("utf-8", "replace")
        if filename is None:
            form.fields[key] = content.decode("utf-8", "replace")
        else:
            told = mime_type[1].decode("latin-1").strip() if mime_type else "application/octet-stream"
            form.files[key] = FormFile(content, told, filename[1].decode("utf-8", "replace") or None)
    return form
