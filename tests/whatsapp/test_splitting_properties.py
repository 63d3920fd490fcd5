"""However Meta nests what it tells: nothing is lost, nothing is invented, each item is one letter, word for word."""

import json
from collections import Counter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.envelope import Origin, read_envelope
from app.whatsapp.letters import Letter, split
from tests.whatsapp.examples import NAMES, letters_of, payload

NUMBERS = {"1055001": "9001", "1055002": "9001", "2055001": "9002"}
LISTS = {"messages": "message", "statuses": "status", "errors": "error", "user_actions": "user_action"}
Place = tuple[str, str]

words = st.text(max_size=12)
ids = st.integers(0, 30).map(lambda place: f"wamid.{place}")
strange = st.dictionaries(words.map("x{}".format), st.integers() | words, max_size=2)
messages = st.builds(
    lambda wamid, said, more: {"id": wamid, "from": "5511999990001", "type": "text", "text": {"body": said}} | more, ids, words, strange
)
statuses = st.builds(
    lambda wamid, status, participant: {"id": wamid, "status": status} | ({"recipient_participant_id": participant} if participant else {}),
    *(ids, st.sampled_from(["sent", "delivered", "read", "failed"]), st.sampled_from(["", "551", "552"])),
)
errors = st.builds(lambda code, title: {"code": code, "title": title}, st.integers(0, 999), words)
items = {"messages": messages, "statuses": statuses, "errors": errors, "user_actions": errors}
changes = st.tuples(
    st.sampled_from(sorted(NUMBERS)),
    st.fixed_dictionaries({}, optional={name: st.lists(kind, min_size=1, max_size=4) for name, kind in items.items()}).filter(bool),
)
nested = st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=3)


def webhook(nesting: list[list[tuple[str, dict[str, Any]]]]) -> bytes:
    """Each inner list is an entry; a number's entry names its WABA only by chance, as the number is what counts."""
    entries = [{"id": NUMBERS[entry[0][0]], "changes": [change(number, told) for number, told in entry]} for entry in nesting]
    return json.dumps({"object": "whatsapp_business_account", "entry": entries}, ensure_ascii=False).encode()


def change(number: str, told: dict[str, Any]) -> dict[str, Any]:
    return {"field": "messages", "value": {"metadata": {"phone_number_id": number}, **told}}


def items_in(nesting: list[list[tuple[str, dict[str, Any]]]]) -> Counter[tuple[str, str, str]]:
    """(number, kind, the item's words), counted."""
    return Counter(
        (number, LISTS[name], json.dumps(item, ensure_ascii=False))
        for entry in nesting
        for number, told in entry
        for name, some in told.items()
        for item in some
    )


def said(letter: Letter) -> tuple[str, str, str]:
    """The number, the kind and the item's bytes as they stand in the letter."""
    return letter.source_id, letter.kind, letter.body.decode().partition(f',"{letter.kind}":')[2][:-1]


def identity(letter: Letter) -> tuple[str, str, str]:
    return letter.source_id, letter.kind, letter.key


@given(nested)
def test_what_goes_in_comes_out_word_for_word_and_nothing_else(nesting: list[list[tuple[str, dict[str, Any]]]]) -> None:
    assert Counter(map(said, letters_of(webhook(nesting)))) == items_in(nesting)


@given(nested)
def test_the_same_webhook_is_the_same_letters(nesting: list[list[tuple[str, dict[str, Any]]]]) -> None:
    raw = webhook(nesting)

    assert letters_of(raw) == letters_of(bytes(raw))


@given(nested)
def test_two_things_are_one_letter_only_when_they_are_one_thing(nesting: list[list[tuple[str, dict[str, Any]]]]) -> None:
    """A message is its id, a status its id, word and participant. An error has no id: it is its words and where they stood."""
    things: dict[tuple[str, str, str], set[str]] = {}
    for letter in letters_of(webhook(nesting)):
        item = json.loads(letter.body)[letter.kind]
        named = {name: item.get(name) for name in ("id", "status", "recipient_participant_id")} if "id" in item else item
        things.setdefault(identity(letter), set()).add(json.dumps(named))

    assert all(len(named) == 1 for named in things.values())
    by_thing = Counter((source, kind, *named) for (source, kind, _), named in things.items() if kind in ("message", "status"))
    assert set(by_thing.values()) <= {1}


@given(nested, st.randoms(use_true_random=False))
def test_batches_of_another_cut_are_the_same_messages_and_statuses(nesting: list[list[tuple[str, dict[str, Any]]]], chance: Random) -> None:
    """Meta repeats what one of several apps did not take, and not in the same company."""
    alone = [[[(number, {name: [item]})]] for entry in nesting for number, told in entry for name, some in told.items() for item in some]
    chance.shuffle(alone)
    apart = {identity(letter) for one in alone for letter in letters_of(webhook(one)) if letter.kind in ("message", "status")}

    assert apart == {identity(letter) for letter in letters_of(webhook(nesting)) if letter.kind in ("message", "status")}


@given(nested, st.sets(st.sampled_from(sorted(NUMBERS))))
def test_only_what_its_own_number_signed_is_opened(nesting: list[list[tuple[str, dict[str, Any]]]], ours: set[str]) -> None:
    envelope = read_envelope(webhook(nesting))

    kept = split(envelope, {origin for origin in envelope.origins if origin.phone_number_id in ours})

    expected = Counter({thing: many for thing, many in items_in(nesting).items() if thing[0] in ours})
    assert Counter(map(said, kept.letters)) == expected
    assert Counter(origin.phone_number_id for origin in kept.foreign) == Counter(
        number for entry in nesting for number, _ in entry if number not in ours
    )


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5))
def test_metas_own_payloads_split_in_company_as_they_do_alone(names: list[str]) -> None:
    payloads = [json.loads(payload(name)) for name in names]
    together = json.dumps({"object": "whatsapp_business_account", "entry": [one for told in payloads for one in told["entry"]]})
    alone = [letter for told in payloads for letter in letters_of(json.dumps(told).encode())]

    assert letters_of(together.encode()) == alone


def test_an_origin_is_a_waba_and_a_number() -> None:
    """The premise of the above: what is genuine is decided by the number where one is named."""
    raw = webhook([[("1055001", {"errors": [{"code": 1}]})]])

    assert read_envelope(raw).origins == {Origin("9001", "1055001")}
