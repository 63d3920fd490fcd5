"""Reading letters: what a guest said, and what became of what we said."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.whatsapp.payloads import Person, read_error, read_message
from app.whatsapp.reading import UnreadableLetterError
from app.whatsapp.receipts import read_status
from tests.whatsapp.examples import NAMES, a_message, change, letters_of, only_letter, payload, webhook

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
READERS: dict[str, Callable[[bytes], object]] = {"message": read_message, "status": read_status, "error": read_error}


@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_meta_can_be_read(name: str) -> None:
    for letter in letters_of(payload(name)):
        if letter.kind in READERS:
            assert READERS[letter.kind](letter.body) is not None
        else:
            assert letter.kind.startswith("field:")


def test_a_text_says_who_what_and_when() -> None:
    message = read_message(only_letter(payload("text")).body)

    assert message.wamid == "wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzQUVYQU1QTEUwMDAwMDAwMDA001AA=="
    assert (message.type, message.text) == ("text", "Olá, vocês têm em outra cor?")
    assert message.sender == Person(wa_id="16505551234", user_id="US.13491208655302741918", phone="16505551234", name="Ana Souza")
    assert message.said_at(datetime(2027, 1, 1, tzinfo=UTC)) == datetime.fromtimestamp(1795300001, UTC)


def test_a_guest_with_a_username_may_have_no_phone() -> None:
    sender = read_message(only_letter(payload("text_username_no_phone")).body).sender

    assert (sender.wa_id, sender.phone) == (None, None)
    assert sender.user_id is not None
    assert sender.username == "anasouza"


def test_an_at_sign_before_a_username_is_not_part_of_it() -> None:
    assert read_message(only_letter(payload("text_username_at_sign")).body).sender.username == "anasouza"


def test_a_parents_user_id_is_read() -> None:
    assert read_message(only_letter(payload("text_parent_bsuid")).body).sender.parent_user_id


def test_the_number_that_wrote_may_differ_from_the_whatsapp_id() -> None:
    contact = {"wa_id": "552187654321", "profile": {"name": "Bia"}}
    letter = only_letter(webhook(change(contacts=[contact], messages=[a_message(**{"from": "5521987654321"})])))

    sender = read_message(letter.body).sender

    assert (sender.wa_id, sender.phone) == ("552187654321", "5521987654321")


def test_the_message_alone_may_know_its_user() -> None:
    letter = only_letter(webhook(change(contacts=[{"wa_id": "16505551234"}], messages=[a_message(from_user_id="US.7")])))

    assert read_message(letter.body).sender == Person(wa_id="16505551234", user_id="US.7", phone="16505551234")


def test_a_kind_we_do_not_know_is_kept_as_its_name_and_its_json() -> None:
    body = only_letter(webhook(change(messages=[a_message(type="poll", poll={"q": "Praia?"})]))).body

    message = read_message(body)

    assert message.type == "poll"
    assert json.loads(bytes(message.content)) == {"q": "Praia?"}
    assert json.loads(bytes(message.raw))["id"] == "wamid.A"


def test_a_reply_names_what_it_answers_and_a_forward_does_not() -> None:
    reply = read_message(only_letter(payload("context_reply")).body).context
    forward = read_message(only_letter(payload("context_forwarded")).body).context

    assert reply is not None
    assert reply.id is not None
    assert forward is not None
    assert (forward.id, forward.forwarded) == (None, True)


def test_an_unsupported_message_brings_its_error() -> None:
    (error,) = read_message(only_letter(payload("media_too_big")).body).errors

    assert error.code == 131052
    assert error.details is not None


def test_a_receipt_says_what_became_of_which_message() -> None:
    receipt = read_status(only_letter(payload("status_sent")).body)

    assert (receipt.status, receipt.opaque) == ("sent", "job-123")
    assert receipt.recipient.wa_id == "16505551234"
    assert receipt.pricing is not None
    assert receipt.pricing.category == "utility"


@pytest.mark.parametrize("name", ["status_failed_phone", "status_failed_contact_wa_id_only"])
def test_a_failure_says_why_with_contacts_and_without(name: str) -> None:
    receipt = read_status(only_letter(payload(name)).body)

    assert receipt.status == "failed"
    assert receipt.recipient.wa_id == "16505551234"
    assert receipt.errors[0].code in {131047, 131026}


def test_a_receipt_of_a_guest_without_a_phone_names_the_user() -> None:
    recipient = read_status(only_letter(payload("status_delivered_bsuid_only")).body).recipient

    assert recipient.wa_id is None
    assert recipient.user_id == "US.13491208655302741918"


def test_a_groups_receipt_is_of_its_participant() -> None:
    receipt = read_status(only_letter(payload("status_group_read")).body)

    assert receipt.recipient.wa_id == "16505551234"
    assert receipt.group_id is not None
    assert receipt.group_id.startswith("Y2F")


@pytest.mark.parametrize("status", ["deleted", "warning", "teleported"])
def test_a_status_we_do_not_know_is_read_all_the_same(status: str) -> None:
    letter = only_letter(webhook(change(statuses=[{"id": "wamid.A", "status": status}])))

    assert read_status(letter.body).status == status


def test_an_error_of_the_number_itself_is_read() -> None:
    assert read_error(only_letter(payload("value_level_errors")).body).code == 130429


@pytest.mark.parametrize(
    ("timestamp", "said_at"),
    [
        ("1795300001", datetime.fromtimestamp(1795300001, UTC)),
        (1795300001, datetime.fromtimestamp(1795300001, UTC)),
        ("1795300001000", datetime.fromtimestamp(1795300001, UTC)),
        (1795300001000.0, datetime.fromtimestamp(1795300001, UTC)),
        (str(int(NOW.timestamp()) + 60), NOW + timedelta(minutes=1)),
        (str(int(NOW.timestamp()) + 3600), NOW),
        (None, NOW),
        ("", NOW),
        ("0", NOW),
        ("-5", NOW),
        ("yesterday", NOW),
        ("nan", NOW),
        ("inf", NOW),
        ("1e400", NOW),
        (1795300001000000, NOW),
        ([], NOW),
        (True, NOW),
    ],
)
def test_a_strange_time_is_the_time_of_receipt(timestamp: object, said_at: datetime) -> None:
    message = read_message(only_letter(webhook(change(messages=[a_message(timestamp=timestamp)]))).body)
    receipt = {"id": "wamid.A", "status": "read", "timestamp": timestamp}
    status = read_status(only_letter(webhook(change(statuses=[receipt]))).body)
    received_at = max(NOW, said_at - timedelta(minutes=1))

    assert message.said_at(received_at) == status.said_at(received_at) == said_at


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        (rb"a\u0000b", "a\u2400b"),
        (rb"half \ud83d", "half \ufffd"),
        (rb"half \uDE00 other", "half \ufffd other"),
        (rb"two halves \ud83d\ud83d", "two halves \ufffd\ufffd"),
        (rb"whole \ud83d\uDE00", "whole 😀"),
        (rb"\\u0000 \\\u0000 \\ud83d", "\\u0000 \\\u2400 \\ud83d"),
        (b"bad \xff\xed\xa0\x80", "bad \ufffd\ufffd\ufffd\ufffd"),
        ("ção".encode(), "ção"),
    ],
)
def test_what_postgres_cannot_hold_is_replaced_when_read_and_kept_in_the_letter(said: bytes, stored: str) -> None:
    raw = webhook(change(messages=[a_message(text={"body": "HERE"})])).replace(b"HERE", said)
    letter = only_letter(raw)

    message = read_message(letter.body)

    assert said in letter.body
    assert message.text == stored
    assert json.loads(bytes(message.raw))["text"]["body"] == stored
    assert json.loads(bytes(message.content))["body"] == stored


def test_misshapen_extras_cost_only_themselves() -> None:
    contact = {"wa_id": "16505551234", "user_id": "US.1", "profile": "Ana"}
    strange = a_message(context=7, errors="none", group_id=[], text={"body": 5}, from_user_id=3)
    status = {"id": "wamid.A", "status": "sent", "pricing": "free", "errors": {}, "biz_opaque_callback_data": "ours"}
    message_letter, status_letter = letters_of(webhook(change(contacts=[contact], messages=[strange], statuses=[status])))

    message = read_message(message_letter.body)
    receipt = read_status(status_letter.body)

    assert (message.wamid, message.sender.wa_id, message.sender.user_id) == ("wamid.A", "16505551234", "US.1")
    assert (message.context, message.errors, message.group_id) == (None, (), None)
    assert (receipt.opaque, receipt.pricing, receipt.errors) == ("ours", None, ())


@pytest.mark.parametrize(
    "message",
    [7, None, [], {}, {"id": "wamid.A"}, {"id": "", "from": "1650"}, {"id": None, "from": "1650"}, {"from": "1650"}],
)
def test_a_message_without_id_or_sender_is_set_aside_with_its_reason(message: object) -> None:
    with pytest.raises(UnreadableLetterError, match=r".+"):
        read_message(only_letter(webhook(change(messages=[message]))).body)


@pytest.mark.parametrize("status", [7, {}, {"id": "wamid.A"}, {"status": "read"}, {"id": "a", "status": 3}])
def test_a_receipt_of_nothing_is_set_aside_with_its_reason(status: object) -> None:
    with pytest.raises(UnreadableLetterError, match=r".+"):
        read_status(only_letter(webhook(change(statuses=[status]))).body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"message":', b'{"status":1}'])
def test_a_body_that_is_no_letter_is_set_aside(body: bytes) -> None:
    for reader in READERS.values():
        with pytest.raises(UnreadableLetterError):
            reader(body)
