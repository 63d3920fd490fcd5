"""The splitter: every item becomes a letter, of its own number, with its bytes untouched."""

import json
from typing import Any

import pytest

from app.whatsapp.envelope import NotALetterError, Origin, read_envelope
from app.whatsapp.letters import LONGEST_ID, raw_letter, split
from tests.whatsapp.examples import NAMES, NUMBER, WABA, a_message, change, letters_of, only_letter, payload, webhook


@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_meta_becomes_letters_and_twice_the_same_ones(name: str) -> None:
    letters = letters_of(payload(name))

    assert letters
    assert letters == letters_of(payload(name))
    assert all(json.loads(letter.body) for letter in letters)
    expected = f"field:{json.loads(payload(name))['entry'][0]['changes'][0]['field']}"
    assert {letter.kind for letter in letters} <= {"message", "status", "error", expected}


def test_a_batch_of_two_numbers_gives_each_item_to_its_own_number() -> None:
    letters = letters_of(payload("batch_two_numbers_mixed"))

    assert [(letter.source_id, letter.kind) for letter in letters] == [
        ("106540352242922", "message"),
        ("106540352242922", "status"),
        ("206540352242999", "message"),
        ("206540352242999", "message"),
    ]


def test_what_another_app_must_have_signed_is_set_aside_unopened() -> None:
    envelope = read_envelope(payload("batch_two_numbers_mixed"))
    ours = Origin(WABA, NUMBER)

    letters, foreign = split(envelope, {ours})

    assert {letter.source_id for letter in letters} == {NUMBER}
    assert foreign == [Origin("980198427658004", "206540352242999")]
    assert split(envelope, set()).letters == []


def test_two_numbers_of_one_waba_are_each_judged_for_themselves() -> None:
    raw = webhook(change("ours", messages=[a_message("wamid.A")]), change("theirs", messages=[a_message("wamid.B")]))

    letters, foreign = split(read_envelope(raw), {Origin(WABA, "ours")})

    assert [letter.key for letter in letters] == ["wamid.A"]
    assert foreign == [Origin(WABA, "theirs")]


def test_a_number_in_a_foreign_entry_is_not_taken_for_that_entrys_waba() -> None:
    raw = webhook(change("of-hotel-b", messages=[a_message()]), waba_id="of-hotel-a")

    assert read_envelope(raw).origins == {Origin("of-hotel-a", "of-hotel-b")}


@pytest.mark.parametrize("metadata", [{}, None, [], "x", {"phone_number_id": None}, {"phone_number_id": []}])
def test_a_change_without_a_number_belongs_to_the_waba(metadata: object) -> None:
    raw = webhook({"field": "messages", "value": {"metadata": metadata, "messages": [a_message()]}})

    assert only_letter(raw).source_id == WABA


def test_what_names_neither_number_nor_waba_belongs_to_the_app() -> None:
    assert only_letter(b'{"entry":[{"changes":[{"field":"flows","value":{}}]}]}').source_id == "app"


def test_a_partner_event_belongs_to_the_waba_inside_it() -> None:
    value = {"event": "PARTNER_ADDED", "waba_info": {"waba_id": WABA}}
    raw = webhook({"field": "account_update", "value": value}, waba_id="a-portfolio")

    assert read_envelope(raw).origins == {Origin(WABA, "")}


@pytest.mark.parametrize(
    ("status", "key"),
    [
        ({"id": "wamid.A", "status": "read", "recipient_id": "1650"}, "wamid.A read"),
        ({"id": "wamid.A", "status": "read", "recipient_participant_id": "1650"}, "wamid.A read 1650"),
        ({"id": "wamid.A", "status": "read", "participant_recipient_id": "1650"}, "wamid.A read 1650"),
        ({"id": "wamid.A", "status": "read", "recipient_participant_user_id": "US.1"}, "wamid.A read US.1"),
    ],
)
def test_a_receipt_is_told_apart_by_message_status_and_participant(status: object, key: str) -> None:
    assert only_letter(webhook(change(statuses=[status]))).key == key


def test_a_message_is_told_apart_by_its_wamid() -> None:
    letters = letters_of(webhook(change(messages=[a_message("wamid.A"), a_message("wamid.B")])))

    assert [letter.key for letter in letters] == ["wamid.A", "wamid.B"]


@pytest.mark.parametrize("item", [{}, {"id": None}, {"id": ""}, {"id": []}, {"id": {}}, 7, None, "text", [1]])
def test_an_item_without_an_id_is_told_apart_by_its_bytes(item: object) -> None:
    messages = letters_of(webhook(change(messages=[item, a_message()])))
    statuses = letters_of(webhook(change(statuses=[item])))

    assert messages[0].key.startswith("sha256:")
    assert messages[1].key == "wamid.A"
    assert statuses[0].key.startswith("sha256:")


def test_the_same_event_at_another_time_is_another_letter() -> None:
    raw = payload("field_phone_number_quality_update")
    later = raw.replace(b"1795300500", b"1795300501")

    assert only_letter(raw).key != only_letter(later).key


@pytest.mark.parametrize(
    "wamid",
    ["w" * (LONGEST_ID + 1), "nul \x00", "sobrenome é", "new\nline"],
)
def test_an_id_that_no_index_can_hold_becomes_a_hash(wamid: str) -> None:
    letter = only_letter(webhook(change(messages=[a_message(wamid)])))

    assert letter.key.startswith("sha256:")
    assert json.loads(letter.body)["message"]["id"] == wamid


def test_source_and_kind_fit_any_text_column() -> None:
    letter = only_letter(webhook(change("n\x00" * 9, field="x\x00" * 999)))

    assert (letter.source_id + letter.kind).isprintable()
    assert len(letter.kind) < 100


@pytest.mark.parametrize(
    "said",
    [
        rb'"nul \u0000 and half a pair \ud83d and \uDE00 and a whole one \ud83d\ude00 and \\ud83d"',
        rb'"\ufdd0\ud83d\ufdd1"',
        b'"a real \xc3\xa1, a slash \\/, bad UTF-8 \xff"',
        b"123456789012345678901234567890.10",
        b'{"twice":1, "twice":2 }',
    ],
)
def test_an_items_bytes_pass_through_untouched(said: bytes) -> None:
    message = b'{"id":"wamid.A" ,"text":{"body":' + said + b"}}"
    head = webhook(change(messages=["HERE", a_message("wamid.B")]))

    first, second = letters_of(head.replace(b'"HERE"', message))

    assert first.body.endswith(b',"message":' + message + b"}")
    assert (first.key, second.key) == ("wamid.A", "wamid.B")


def test_each_message_brings_the_contact_that_wrote_it() -> None:
    ana = {"wa_id": "1650", "user_id": "US.1", "profile": {"name": "Ana"}}
    rui = {"wa_id": "1651", "user_id": "US.2", "profile": {"name": "Rui"}}
    messages = [
        a_message("by user", **{"from": "9", "from_user_id": "US.2"}),
        a_message("by phone", **{"from": "1650"}),
        a_message("by nobody", **{"from": "7777777777"}),
    ]

    letters = letters_of(webhook(change(contacts=[ana, rui], messages=messages)))

    assert [json.loads(letter.body)["contact"] for letter in letters] == [rui, ana, None]


@pytest.mark.parametrize(
    ("contact", "ids", "fits"),
    [
        ({"wa_id": "552187654321"}, {"from": "5521987654321"}, True),  # Brazil's ninth digit
        ({"user_id": "US.1"}, {"from": "1650"}, True),
        ({"profile": {"username": "ana"}}, {"from": "1650"}, True),
        ({"wa_id": "16505551234"}, {"from": "4915112345678"}, False),
        ({"user_id": "US.1"}, {"from": "1650", "from_user_id": "US.2"}, False),
    ],
)
def test_an_only_contact_is_taken_unless_it_must_be_somebody_else(contact: dict[str, object], ids: dict[str, Any], fits: bool) -> None:
    letter = only_letter(webhook(change(contacts=[contact], messages=[a_message(**ids)])))

    assert json.loads(letter.body)["contact"] == (contact if fits else None)


def test_a_receipt_in_a_group_brings_its_participant() -> None:
    letter = only_letter(payload("status_group_read"))

    assert json.loads(letter.body)["contact"]["wa_id"] == "16505551234"


def test_a_misshapen_neighbour_spoils_nobody() -> None:
    good = json.dumps(change(messages=[a_message("wamid.B")]))
    raw = (
        b'{"entry":[7,{"id":"1"},{"id":"2","changes":[]},{"id":"3","changes":[null,{"value":{}},'
        b'{"field":"messages"},{"field":"messages","value":[]},' + good.encode() + b"]}]}"
    )

    letters = letters_of(raw)

    assert [letter.kind for letter in letters] == [
        "entry", "entry", "entry", "field:unnamed", "field:unnamed", "field:unnamed", "field:messages", "message",
    ]  # fmt: skip
    assert len({(letter.source_id, letter.kind, letter.key) for letter in letters}) == 8


def test_what_meta_adds_beside_messages_one_day_is_kept() -> None:
    first, rest = letters_of(webhook(change(messages=[a_message()], polls=[{"id": "p"}])))

    assert (first.kind, rest.kind) == ("message", "field:messages")
    assert set(json.loads(rest.body)["value"]) == {"metadata", "polls"}


def test_an_empty_change_is_still_a_letter() -> None:
    assert only_letter(webhook(change(messages=[], statuses=None))).kind == "field:messages"


def test_an_item_that_should_have_been_in_a_list_is_kept() -> None:
    letter = only_letter(webhook(change(messages=a_message())))

    assert (letter.kind, letter.key) == ("message", "wamid.A")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"not JSON",
        b'{"entry":null}',
        b'{"entry":{}}',
        b'{"object":"whatsapp_business_account","entry":[]}',
        b'{"entry":[{"id":"1","changes":[' + b"[" * 100_000,
        b'{"entry":[' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
        b'{"entry":["\\ud83d"',
        '{"entry":[]}'.encode("utf-16"),
        b"\xff\xfe",
        b'{"entry":[' + b"{}," * 10_000 + b"{}]}",
        b'{"entry":[{"id":"1","changes":[' + b"7," * 10_000 + b"7]}]}",
        webhook(*[{"field": "flows", "value": {}}] * 10_001),
    ],
)
def test_what_is_no_webhook_says_so_and_is_kept_whole(raw: bytes) -> None:
    with pytest.raises(NotALetterError):
        read_envelope(raw)

    letter = raw_letter(raw)
    assert (letter.source_id, letter.kind, letter.body) == ("app", "raw", raw)
    assert letter == raw_letter(raw)
