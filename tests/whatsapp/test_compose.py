"""Composing: what we say in Meta's words."""

import pytest

from app.whatsapp.compose import Recipient, text_payload


def test_a_text_to_a_phone_names_its_country() -> None:
    assert text_payload(Recipient(wa_id="5521987654321"), "Olá") == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5521987654321",
        "type": "text",
        "text": {"body": "Olá", "preview_url": False},
    }


def test_a_guest_without_a_phone_is_named_by_user_id_and_never_in_to() -> None:
    payload = text_payload(Recipient(user_id="US.1"), "Olá")

    assert payload["recipient"] == "US.1"
    assert "to" not in payload


def test_with_both_the_phone_is_used() -> None:
    payload = text_payload(Recipient(wa_id="+1650", user_id="US.1"), "Olá")

    assert payload["to"] == "+1650"
    assert "recipient" not in payload


def test_a_reply_our_id_and_a_preview_are_said_when_there_are_any() -> None:
    payload = text_payload(Recipient(wa_id="1650"), "https://a.b", preview_url=True, reply_to="wamid.IN", opaque="0192")

    assert payload["context"] == {"message_id": "wamid.IN"}
    assert payload["biz_opaque_callback_data"] == "0192"
    assert payload["text"]["preview_url"] is True


def test_a_recipient_without_any_id_is_none() -> None:
    with pytest.raises(ValueError, match="without"):
        Recipient(wa_id="", user_id=None)
