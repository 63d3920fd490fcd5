"""Filling in a shape from what was asked for: every flaw at once, each with its whole path and its limit.

Shapes are msgspec structs. Their types and limits stand in the published API as they are; what no type can say, a
shape tells by a method `flaws`.
"""

import math
import re
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast
from uuid import UUID

import msgspec
from msgspec import inspect

from app.core.checks import LONGEST, MOST_ENTRIES, NO_TEXT, Flaw, check_text, many
from app.core.errors import Detail, ValidationFailedError

MOST_TOLD: Final = 30
"""Flaws that one answer names."""

LARGEST_FREE: Final = 32_768
"""Bytes of JSON that is handed on as it is."""

DEEPEST_FREE: Final = 16  # and looked no further: what strangers send may be deeper than we can go
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")
_NONE: Final = object()
T = TypeVar("T")


def filled(said: object, shape: type[T], field: str) -> T:
    """`said` is decoded JSON, `field` what its flaws begin with. A member that is null is left out.

    Numbers may be written as text, as Meta's own examples do. Raises `ValidationFailedError`.
    """
    flaws: list[Flaw] = []
    found = _read(_described_by(cast(Hashable, shape)), said, field, flaws)
    refuse(flaws)
    return found  # type: ignore[no-any-return]


@cache
def _described_by(shape: Hashable) -> inspect.Type:
    return inspect.type_info(shape)


def refuse(flaws: Sequence[Flaw], field: str = "") -> None:
    """Raises `ValidationFailedError` if there are any."""
    if flaws:
        told = (flaw._replace(path=_join(field, flaw.path)) for flaw in flaws[:MOST_TOLD])
        raise ValidationFailedError(details=tuple(Detail(one.path, one.sentence, one.type, dict(one.terms)) for one in told))


def _join(field: str, path: str) -> str:
    return f"{field}.{path}".strip(".")


def _read(kind: inspect.Type, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401 - JSON in, a shape out
    """What it is as `kind`; `_NONE` if it cannot be, and then `flaws` say why."""
    reader = _READERS.get(type(kind))
    if reader is None:
        raise TypeError(f"no shape has a {kind}")
    return reader(kind, said, path, flaws)


def _flawed(flaws: list[Flaw], *found: Flaw) -> Any:  # noqa: ANN401 - as above
    flaws.extend(found)
    return _NONE


def _struct(kind: inspect.StructType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if not isinstance(said, dict):
        return _flawed(flaws, Flaw(path, "type", "detail-type"))
    if kind.tag_field and said.get(kind.tag_field) != kind.tag:
        return _tagged([kind], said, path, flaws)
    before = len(flaws)
    known = {field.encode_name for field in kind.fields} | {kind.tag_field}
    strange = [name for name, value in said.items() if name not in known and value is not None]
    flaws.extend(Flaw(_join(path, _shown(name)), "unknown", "detail-unknown") for name in strange)
    members = _members(kind, said, path, flaws)
    if len(flaws) > before:
        return _NONE
    found = kind.cls(**members)
    # Asked by name: `isinstance` of a protocol costs more than all the rest.
    if check := getattr(found, "flaws", None):
        flaws.extend(flaw._replace(path=_join(path, flaw.path)) for flaw in check())
    return found if len(flaws) == before else _NONE


def _members(kind: inspect.StructType, said: dict[str, Any], path: str, flaws: list[Flaw]) -> dict[str, Any]:
    members = {}
    for field in kind.fields:
        value, place = said.get(field.encode_name), _join(path, field.encode_name)
        if value is not None:
            members[field.name] = _read(field.type, value, place, flaws)
        elif field.required:
            flaws.append(Flaw(place, "missing", "detail-missing"))
    return members


def _shown(name: str) -> str:
    """A member's name as an answer may repeat it."""
    return name[:64].encode("ascii", "replace").decode()


def _union(kind: inspect.UnionType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    choices = [_bare(one) for one in kind.types if not isinstance(one, inspect.NoneType)]
    if len(choices) == 1:
        return _read(choices[0], said, path, flaws)
    tagged = [one for one in choices if isinstance(one, inspect.StructType) and one.tag_field]
    if isinstance(said, dict) and tagged:
        return _tagged(tagged, said, path, flaws)
    # A whole number before any number: 3 is not 3.0.
    for one in sorted(choices, key=lambda one: isinstance(one, inspect.FloatType)):
        if isinstance(said, _TAKEN.get(type(one), ())):
            return _read(one, said, path, flaws)
    return _flawed(flaws, Flaw(path, "type", "detail-type"))


def _bare(kind: inspect.Type) -> inspect.Type:
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _tagged(choices: Sequence[inspect.StructType], said: dict[str, Any], path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    name = choices[0].tag_field or ""
    tag = said.get(name)
    if tag is None:
        return _flawed(flaws, Flaw(_join(path, name), "missing", "detail-missing"))
    for one in choices:
        if one.tag == tag:
            return _read(one, said, path, flaws)
    told = {"choices": ", ".join(str(one.tag) for one in choices)}
    return _flawed(flaws, Flaw(_join(path, name), "value", "detail-choice", told))


def _text(kind: inspect.StrType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if not isinstance(said, str):
        return _flawed(flaws, Flaw(path, "type", "detail-type"))
    found = list(check_text(said, path, least=kind.min_length or 0, most=kind.max_length or LONGEST))
    if not found and kind.pattern and not re.search(kind.pattern, said):
        found.append(Flaw(path, "value"))
    return _flawed(flaws, *found) if found else said


def _number(kind: inspect.FloatType | inspect.IntType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if isinstance(said, str) and _NUMBER.fullmatch(said.strip()):
        said = float(said)
    if isinstance(said, bool) or not isinstance(said, int | float):
        return _flawed(flaws, Flaw(path, "type" if not isinstance(said, str) else "value", "detail-number"))
    least, most = -math.inf if kind.ge is None else kind.ge, math.inf if kind.le is None else kind.le
    if not (math.isfinite(said) and least <= said <= most):
        terms = {} if math.inf in {-least, most} else {"least": f"{least:g}", "most": f"{most:g}"}
        return _flawed(flaws, Flaw(path, "value", "detail-range" if terms else "detail-value", terms))
    if isinstance(kind, inspect.FloatType):
        return float(said)
    return int(said) if said == int(said) else _flawed(flaws, Flaw(path, "type", "detail-number"))


def _flag(_kind: inspect.BoolType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    return said if isinstance(said, bool) else _flawed(flaws, Flaw(path, "type", "detail-type"))


def _literal(kind: inspect.LiteralType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if isinstance(said, str | int) and said in kind.values:
        return said
    return _flawed(flaws, Flaw(path, "value", "detail-choice", {"choices": ", ".join(map(str, kind.values))}))


def _id(_kind: inspect.UUIDType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    try:
        return said if isinstance(said, UUID) else UUID(said if isinstance(said, str) else "")
    except ValueError:
        return _flawed(flaws, Flaw(path, "value"))


def _list(kind: inspect.ListType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if not isinstance(said, list):
        return _flawed(flaws, Flaw(path, "type", "detail-type"))
    most = MOST_ENTRIES if kind.max_length is None else kind.max_length
    flaws.extend(many(said, path, least=kind.min_length or 0, most=most))
    return [_read(kind.item_type, one, f"{path}.{place}", flaws) for place, one in enumerate(said[:MOST_ENTRIES])]


def _dict(kind: inspect.DictType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    if not isinstance(said, dict):
        return _flawed(flaws, Flaw(path, "type", "detail-type"))
    if isinstance(kind.value_type, inspect.AnyType):
        return _free(kind.value_type, said, path, flaws)
    flaws.extend(many(list(said), path))
    for name in said:
        flaws.extend(check_text(name, _join(path, _shown(name)), least=1, most=64))
    return {name: _read(kind.value_type, one, _join(path, _shown(name)), flaws) for name, one in list(said.items())[:MOST_ENTRIES]}


def _free(_kind: inspect.AnyType, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    """JSON that only somebody else can judge: handed on if it can be stored at all."""
    try:
        size = len(msgspec.json.encode(said))
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError, ValueError):
        return _flawed(flaws, Flaw(path, "value"))
    if size > LARGEST_FREE or not _is_within(said, DEEPEST_FREE):
        return _flawed(flaws, Flaw(path, "length", "detail-length"))
    return said if _is_text(said) else _flawed(flaws, Flaw(path, "value", "detail-characters"))


def _is_within(said: Any, depth: int) -> bool:  # noqa: ANN401
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return depth > 0 and all(_is_within(one, depth - 1) for one in inner)


def _is_text(said: Any) -> bool:  # noqa: ANN401
    if isinstance(said, str):
        return not NO_TEXT.search(said)
    if isinstance(said, float):
        return math.isfinite(said)
    inner = [*said, *said.values()] if isinstance(said, dict) else said if isinstance(said, list) else ()
    return all(_is_text(one) for one in inner)


def _described(kind: inspect.Metadata, said: Any, path: str, flaws: list[Flaw]) -> Any:  # noqa: ANN401
    return _read(kind.type, said, path, flaws)


_READERS: Final[dict[type, Callable[..., Any]]] = {
    inspect.StructType: _struct,
    inspect.UnionType: _union,
    inspect.StrType: _text,
    inspect.FloatType: _number,
    inspect.IntType: _number,
    inspect.BoolType: _flag,
    inspect.LiteralType: _literal,
    inspect.UUIDType: _id,
    inspect.ListType: _list,
    inspect.DictType: _dict,
    inspect.AnyType: _free,
    inspect.Metadata: _described,
}
_TAKEN: Final[dict[type, tuple[type, ...]]] = {
    inspect.StructType: (dict,),
    inspect.DictType: (dict,),
    inspect.StrType: (str,),
    inspect.LiteralType: (str, int),
    inspect.UUIDType: (str, UUID),
    inspect.ListType: (list,),
    inspect.BoolType: (bool,),
    inspect.FloatType: (int, float),
    inspect.IntType: (int,),
    inspect.AnyType: (object,),
}
