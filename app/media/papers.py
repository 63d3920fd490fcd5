"""Documents: PDF, Word, Excel, PowerPoint and plain text, told apart by what is in them."""

import zipfile
from pathlib import Path
from typing import Final

from app.media.limits import OFFICE, OLD_OFFICE, Flaw, damaged

_PIECE: Final = 1 << 20
_TAIL: Final = 4096
_MACROS: Final = "vbaproject.bin"
_PARTS: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_STREAMS: Final = {
    name.encode("utf-16-le"): ending for name, ending in {"WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}.items()
}
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


def type_of(path: Path, found: str) -> str | Flaw:
    """Its type as Meta names it."""
    look = {"pdf": _pdf, "zip": _office, "ole": _old_office, "text": _text}.get(found)
    return look(path) if look else _refused()


def _refused() -> Flaw:
    return Flaw("file_type", "file-type-document")


def _office(path: Path) -> str | Flaw:
    """By its table of contents; nothing is unpacked. One with macros is a program."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = {name.lower() for name in parts.namelist()}
    # zipfile raises NotImplementedError for a compression that it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return damaged()
    has_macros = any(name.endswith(_MACROS) for name in names)
    ending = next((ending for part, ending in _PARTS.items() if any(name.startswith(part) for name in names)), None)
    if "[content_types].xml" not in names or ending is None or has_macros:
        return _refused()
    return OFFICE[ending]


def _old_office(path: Path) -> str | Flaw:
    content = path.read_bytes()
    ending = next((ending for name, ending in _STREAMS.items() if name in content), None)
    return OLD_OFFICE[ending] if ending else _refused()


def _pdf(path: Path) -> str | Flaw:
    return "application/pdf" if b"%%EOF" in _tail(path) else damaged()


def _text(path: Path) -> str | Flaw:
    return "text/plain" if _is_text(path) else _refused()


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if piece.translate(None, _CONTROLS) != piece:
                return False
    return True


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read()
