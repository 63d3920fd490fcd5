"""Any bytes at all: the splitter loses nothing, and fails in one way only."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.envelope import NotALetterError, read_envelope
from app.whatsapp.letters import LONGEST_ID, Letter, raw_letter, split
from app.whatsapp.payloads import read_error, read_message
from app.whatsapp.reading import UnreadableLetterError, storable
from app.whatsapp.receipts import read_status
from tests.whatsapp.examples import NAMES, letters_of, payload

READERS = {"message": read_message, "status": read_status, "error": read_error}
KINDS = {"messages": "message", "statuses": "status", "errors": "error", "user_actions": "user_action"}

texts = st.text(st.characters(), max_size=20)  # with NUL and, said as escapes, half surrogate pairs
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6)
wamids = st.sampled_from(["wamid.A", "wamid.B", "", "x" * 300, "\x00", "\ud83d"])
items = anything | st.fixed_dictionaries(
    {"id": wamids | anything},
    optional={
        "from": anything | st.just("1650"),
        "from_user_id": anything,
        "status": st.sampled_from(["sent", "read", "teleported", ""]) | anything,
        "timestamp": anything,
        "type": st.sampled_from(["text", "poll"]) | anything,
        "text": anything | st.fixed_dictionaries({"body": texts}),
        "recipient_id": anything,
        "errors": anything,
    },
)
numbers = st.sampled_from(["1", "2"]) | anything
values = anything | st.fixed_dictionaries(
    {"metadata": anything | st.fixed_dictionaries({"phone_number_id": numbers})},
    optional={
        "contacts": anything | st.lists(st.fixed_dictionaries({}, optional={"wa_id": anything, "user_id": anything}), max_size=3),
        **{name: anything | st.lists(items, max_size=4) for name in KINDS},
        "polls": anything,
    },
)
changes = anything | st.fixed_dictionaries({"field": st.sampled_from(["messages", "flows"]) | anything, "value": values})
entries = anything | st.fixed_dictionaries({"id": st.just("waba") | anything, "changes": anything | st.lists(changes, max_size=3)})
webhooks = st.fixed_dictionaries({"entry": st.lists(entries, min_size=1, max_size=3)})
spoiled = st.tuples(st.sampled_from(NAMES), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=3))


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_letters_or_say_that_they_are_none(raw: bytes) -> None:
    _read_all(raw)


@given(spoiled)
def test_a_spoiled_payload_is_letters_or_says_that_it_is_none(spoiling: tuple[str, list[tuple[int, bytes]]]) -> None:
    name, edits = spoiling
    raw = payload(name)
    for place, inserted in edits:
        raw = raw[:place] + inserted + raw[place + 1 :]

    _read_all(raw)


@given(webhooks)
def test_whatever_comes_in_an_envelope_comes_out_as_letters_none_lost(webhook: dict[str, list[object]]) -> None:
    raw = json.dumps(webhook).encode()

    letters = _read_all(raw)

    assert sorted(_kinds_expected(webhook)) == sorted(letter.kind.partition(":")[0] for letter in letters)


@given(webhooks, st.sets(st.sampled_from(["1", "2", ""])))
def test_each_change_is_kept_or_set_aside_by_its_own_origin_alone(webhook: dict[str, list[object]], ours: set[str]) -> None:
    envelope = read_envelope(json.dumps(webhook).encode())
    genuine = {origin for origin in envelope.origins if origin.phone_number_id in ours}

    letters, foreign = split(envelope, genuine)

    assert not genuine.intersection(foreign)
    assert len(split(envelope, envelope.origins).letters) == len(letters) + len(split(envelope, set(foreign)).letters)
    sources = {origin.phone_number_id or origin.waba_id or "app" for origin in genuine}
    assert all(letter.source_id in sources or letter.source_id.startswith("sha256:") for letter in letters)


@given(anything)
def test_an_items_bytes_are_in_its_letter(item: object) -> None:
    said = json.dumps(item).encode()
    raw = b'{"entry":[{"id":"waba","changes":[{"field":"messages","value":{"messages":[%b]}}]}]}' % said

    (letter,) = letters_of(raw)

    assert letter.body.endswith(b',"message":' + said + b"}")


@given(st.binary())
def test_what_is_read_can_be_stored(said: bytes) -> None:
    stored = storable(said).decode()

    assert stored.isascii() or stored.encode()
    assert storable(stored.encode()) == stored.encode()


def _read_all(raw: bytes) -> list[Letter]:
    try:
        letters = letters_of(raw)
    except NotALetterError:
        return [raw_letter(raw)]
    for letter in letters:
        assert letter.body
        for column in (letter.source_id, letter.kind, letter.key):
            assert column.isascii()
            assert column.isprintable()
            assert len(column) <= LONGEST_ID
        _try_to_read(letter)
    return letters


def _try_to_read(letter: Letter) -> None:
    if letter.kind not in READERS:
        return
    try:
        read = READERS[letter.kind](letter.body)
    except UnreadableLetterError:
        return
    assert "\x00" not in str(read)
    assert str(read).encode()


def _kinds_expected(webhook: dict[str, list[object]]) -> list[str]:
    """A plain walk over the same structure, to compare with."""
    kinds: list[str] = []
    for entry in webhook["entry"]:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        if not isinstance(changes, list) or not changes:
            kinds.append("entry")
            continue
        for change in changes:
            kinds.extend(_kinds_of_change(change))
    return kinds


def _kinds_of_change(change: object) -> list[str]:
    if not isinstance(change, dict) or change.get("field") != "messages" or not isinstance(change.get("value"), dict):
        return ["field"]
    value = change["value"]
    kinds: list[str] = []
    for name, kind in KINDS.items():
        held = value.get(name)
        kinds += [kind] * (len(held) if isinstance(held, list) else int(held is not None))
    strange = set(value) - {"messaging_product", "metadata", "contacts", *KINDS}
    return kinds + ["field"] * bool(strange or not kinds)
