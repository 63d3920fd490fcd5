"""Whatever our door takes, Meta takes: any content of any kind, made from the shapes themselves, at their limits and beyond."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from msgspec import inspect

from app.core.checks import UNSEEN
from app.core.errors import ValidationFailedError
from app.core.ids import new_id
from app.messages.composing.drafts import SHAPES, SendMessage, checked
from app.messages.composing.examples import SAYINGS
from app.whatsapp import compose
from app.whatsapp.contents import MEDIA
from app.whatsapp.outgoing import bodies
from app.whatsapp.outgoing.shown import headers_of
from simulator.graph import checks
from simulator.graph.refusals import RefusalError

Any_ = some.SearchStrategy[Any]

ID, ROW, META_ID = str(new_id()), new_id(), "1013859600285441"
LINKS = ["https://fotos.hotel-ipanema.com.br/a.jpg", "http://hotel.example.com", "javascript:1", "https://10.0.0.1/", "https:// a.com", ""]
EMOJIS = ["👍", "❤️", "👨‍👩‍👧", "🇧🇷", "1️⃣", "👍🏽", "ok", "👍👍", "", " ", "!"]
WORDS = some.text(max_size=8) | some.sampled_from([*LINKS, *EMOJIS, ID, "1", "2026-02-30", "2026-02-28", "IN", " ", "\n\n\n", "é" * 20])


def words(kind: inspect.StrType) -> Any_:
    """Short ones mostly; some as long as they may be, and some longer."""
    if kind.max_length is None:
        return WORDS
    return WORDS | some.sampled_from([kind.max_length, kind.max_length + 1]).map(lambda many: "🏖" * many)


def members(kind: inspect.StructType) -> Any_:
    """Of everything that need not be there sometimes nothing, sometimes null."""
    needed = {field.encode_name: of(field.type) for field in kind.fields if field.required}
    others = {field.encode_name: of(field.type) | some.none() for field in kind.fields if not field.required}
    told = some.fixed_dictionaries(needed, optional=others)
    return told.map(lambda said: said | {kind.tag_field: kind.tag}) if kind.tag_field else told


def lists(kind: inspect.ListType) -> Any_:
    most = min((kind.max_length or 4) + 1, 11)
    return some.lists(of(kind.item_type), min_size=0, max_size=most if most < 5 else 4) | some.lists(
        of(kind.item_type), min_size=max(0, most - 1), max_size=most
    )


def numbers(_kind: inspect.Type) -> Any_:
    return some.floats(allow_nan=True) | some.integers(-200, 200) | some.sampled_from(["-22.98", "NaN", "1e5", "180", "", "90.0000001"])


MAKERS: dict[type, Callable[[Any], Any_]] = {
    inspect.StructType: members,
    inspect.ListType: lists,
    inspect.StrType: words,
    inspect.FloatType: numbers,
    inspect.IntType: lambda _kind: some.integers(-1, 12) | some.sampled_from(["0", "1"]),
    inspect.BoolType: lambda _kind: some.booleans(),
    inspect.UUIDType: lambda _kind: some.just(ID),
    inspect.NoneType: lambda _kind: some.none(),
    inspect.LiteralType: lambda kind: some.sampled_from([*kind.values, "other"]),
    inspect.UnionType: lambda kind: some.one_of([of(one) for one in kind.types]),
    inspect.Metadata: lambda kind: of(kind.type),
    inspect.AnyType: lambda _kind: some.sampled_from([None, 1, "a", [], {"a": [1.5]}, "\0"]),
    inspect.DictType: lambda _kind: some.dictionaries(some.text(max_size=3), some.sampled_from([1, "a", None, "\ud800"]), max_size=2),
}


def of(kind: inspect.Type) -> Any_:
    return some.deferred(lambda: MAKERS[type(kind)](kind))


EXAMPLES = [body for body in SAYINGS.values() if body["type"] != "template" and isinstance(body["content"], dict)]
CONTENTS = {kind: of(inspect.type_info(shape)) for kind, shape in SHAPES.items() if kind not in {"template", "reaction", "text"}}


def stored(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """With the row of a file wherever one of ours was named."""
    named = [content] if kind in MEDIA else [file for _path, file, _kind in headers_of(content.get("interactive", {}))]
    for file in named:
        if file.pop("media_id", None):
            file["media"] = {"id": str(ROW)}
    return content


def taken(kind: str, said: object, ids: dict[UUID, str]) -> bool:
    """Whether our door takes it; and if so, Meta must."""
    try:
        draft = checked(SendMessage(type=kind, content=said))  # type: ignore[arg-type]
    except ValidationFailedError:
        return False
    content = stored(kind, draft.content)
    body = {"message_id": "wamid.A", "emoji": content["emoji"]} if kind == "reaction" else bodies.body(kind, content, ids)
    payload = compose.payload(compose.Recipient(wa_id="5511900000001"), kind, body, opaque=ID)
    try:
        checks.message(payload, is_strict=True)
    except RefusalError as refused:
        raise AssertionError(f"Meta refuses what our door took: {refused!r} {vars(refused)} of {body}") from refused
    return True


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data())
def test_what_the_door_takes_meta_takes(data: some.DataObject) -> None:
    kind = data.draw(some.sampled_from([*CONTENTS, *["interactive"] * 6]))

    taken(kind, data.draw(CONTENTS[kind]), {ROW: META_ID})


def places(node: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value of a content."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [*([path] if path else []), *(way for name, value in inner for way in places(value, (*path, name)))]


LENGTHS = [1, 3, 4, 20, 21, 24, 25, 30, 31, 60, 61, 72, 73, 160, 161, 200, 201, 256, 257, 1000, 1001, 1024, 1025, 4096, 4097]
MORE = {"twice": 1, "ten times": 10}
BENT: Any_ = some.one_of(
    some.sampled_from(LENGTHS).map(lambda many: "é" * many),
    WORDS,
    some.sampled_from([None, 0, 90.5, "-90", True, [], {}, "gone", "twice", "ten times"]),
)


def bend(content: dict[str, Any], way: tuple[str | int, ...], told: object) -> None:
    """Changes one value; of a list's entry also how often it stands there."""
    holder: Any = content
    for name in way[:-1]:
        holder = holder[name]
    if told == "gone":
        del holder[way[-1]]
    elif isinstance(told, str) and told in MORE and isinstance(holder, list):
        holder += [deepcopy(holder[int(way[-1])])] * MORE[told]
    else:
        holder[way[-1]] = told


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data())
def test_what_is_nearly_right_is_taken_by_both_or_not_by_the_door(data: some.DataObject) -> None:
    body = deepcopy(data.draw(some.sampled_from(EXAMPLES)))
    for _ in range(data.draw(some.integers(0, 3))):
        if ways := places(body["content"]):
            bend(body["content"], data.draw(some.sampled_from(ways)), data.draw(BENT if data.draw(some.booleans()) else some.just("twice")))

    taken(body["type"], body["content"], {ROW: META_ID})


def test_the_examples_themselves_are_taken() -> None:
    assert all(taken(body["type"], body["content"], {ROW: META_ID}) for body in EXAMPLES)


@given(some.sampled_from(EMOJIS) | some.text(max_size=3))
def test_a_reaction_is_one_emoji(emoji: str) -> None:
    is_taken = taken("reaction", {"message_id": ID, "emoji": emoji}, {})

    assert is_taken == (emoji in EMOJIS[:6] or not emoji) or emoji not in EMOJIS


@given(some.text(max_size=5000) | some.just("é" * 4096) | some.just("é" * 4097))
def test_a_text_of_any_words_is_taken_or_refused(said: str) -> None:
    fits = len(said) <= 4096 and "\0" not in said and UNSEEN.fullmatch(said) is None

    assert taken("text", said, {}) == taken("text", {"text": said}, {}) == fits
