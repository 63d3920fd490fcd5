"""What must become of each of Meta's examples: the tables of the tests of every kind."""

from typing import Any, Final

SENT: Final = "wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA"
"""The hotel's message that the examples answer, react to and bring receipts for."""

WRITTEN: Final = "wamid.HBgLORIGINAL=="
"""The guest's message that the examples reword and withdraw."""

FILE: Final = "/api/media/{id}"


def a_file(kind: str, **members: Any) -> dict[str, Any]:
    return {"media_url": FILE, "media": {"id": "{id}", "state": "downloading", "mime_type": kind}} | members


_OI: Final = ("text", {"text": "oi"})
_NOT_SUPPORTED: Final = {"code": 131051, "title": "Message type unknown", "details": "Message type is currently not supported."}
_TOO_BIG: Final = (
    "Media file size too big. Max file size we currently support: 100MB."
    " Please communicate with your customer to send a media file that is smaller than 100MB"
)
_PLACE: Final = {"latitude": 37.44221496582, "longitude": -122.16165924072}
_ADDRESS: Final = "CUSTOMER_NAME\n400063, Goregaon, Mumbai"

# Of each message: its type and content, as the API shows them.
SAID: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "audio_file": ("audio", a_file("audio/mpeg")),
    "audio_voice": ("audio", a_file("audio/ogg; codecs=opus", voice=True)),
    "button_template_quick_reply": (
        "button",
        {"text": "Parar promoções", "reply": {"kind": "button", "id": "STOP_PROMO", "title": "Parar promoções"}},
    ),
    "contacts": (
        "contacts",
        {
            "contacts": [
                {
                    "name": "Barbara J. Johnson",
                    "first_name": "Barbara",
                    "last_name": "Johnson",
                    "phones": [{"phone": "+1 412-555-0829", "wa_id": "14125550829", "type": "CELL"}],
                    "emails": [{"email": "b@example.com", "type": "Work"}],
                    "company": "Social Tsunami",
                    "origin": "other",
                }
            ]
        },
    ),
    "contacts_contact_request": (
        "contacts",
        {
            "contacts": [
                {
                    "name": "+1 650-555-1234",
                    "phones": [{"phone": "+1 650-555-1234", "wa_id": "16505551234", "type": "CELL"}],
                    "origin": "contact_request",
                }
            ]
        },
    ),
    "context_forwarded": ("text", {"text": "encaminhada", "forwarded": True}),
    "context_frequently_forwarded": ("text", {"text": "muito encaminhada", "forwarded": True, "frequently_forwarded": True}),
    "context_referred_product": (
        "text",
        {"text": "ainda tem?", "referred_product": {"catalog_id": "194836987003835", "product_retailer_id": "di9ozbzfi4"}},
    ),
    "context_reply": ("text", {"text": "respondendo"}),
    "document": ("document", a_file("application/pdf", caption="recibo", filename="recibo.pdf")),
    "group_text": (
        "text",
        {"text": "oi grupo", "participant": {"contact_id": "{id}", "name": "Ana Souza", "phone": "+16505551234"}},
    ),
    "image": ("image", a_file("image/jpeg", caption="foto")),
    "interactive_button_reply": (
        "interactive",
        {"text": "Trocar", "reply": {"kind": "button_reply", "id": "change-button", "title": "Trocar"}},
    ),
    "interactive_call_permission_reply": (
        "interactive",
        {
            "call_permission": {
                "response": "accept",
                "is_permanent": False,
                "expires_at": "2026-11-28T22:26:40Z",
                "source": "user_action",
            }
        },
    ),
    "interactive_list_reply": (
        "interactive",
        {
            "text": "Expresso",
            "reply": {"kind": "list_reply", "id": "priority_express", "title": "Expresso", "description": "1 a 2 dias"},
        },
    ),
    "interactive_nfm_reply_address": (
        "interactive",
        {
            "text": _ADDRESS,
            "flow": {
                "name": "address_message",
                "body": _ADDRESS,
                "response": {"values": {"in_pin_code": "400063", "city": "Mumbai", "name": "CUSTOMER_NAME"}},
            },
        },
    ),
    "interactive_nfm_reply_flow": (
        "interactive",
        {"text": "Sent", "flow": {"name": "flow", "body": "Sent", "response": {"flow_token": "tok-1", "nome": "Ana"}}},
    ),
    "location": (
        "location",
        _PLACE | {"name": "Philz Coffee", "address": "101 Forest Ave, Palo Alto, CA 94301", "url": "https://philzcoffee.com/"},
    ),
    "location_live_pin": ("location", _PLACE),
    "media_too_big": (
        "unsupported",
        {"unsupported": {}, "errors": [{"code": 131052, "title": "Media download error", "details": _TOO_BIG}]},
    ),
    "order": (
        "order",
        {
            "text": "Pode entregar hoje?",
            "order": {
                "catalog_id": "194836987003835",
                "items": [
                    {"product_retailer_id": "di9ozbzfi4", "quantity": 2, "price": {"amount": 3000, "currency": "USD"}},
                    {"product_retailer_id": "nqryix03ez", "quantity": 1, "price": {"amount": 799, "currency": "USD"}},
                ],
                "totals": [{"amount": 6799, "currency": "USD"}],
            },
        },
    ),
    "referral_ctwa": (
        "text",
        {
            "text": "Quero saber mais",
            "referral": {
                "source_type": "ad",
                "source_id": "120226305854810726",
                "source_url": "https://fb.me/3cr4Wqqkv",
                "headline": "Fale conosco",
                "body": "Promoção de verão",
                "media_type": "image",
                "image_url": "https://scontent.xx.fbcdn.net/ad.jpg",
                "ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e",
                "welcome_text": "Olá! Como podemos ajudar?",
            },
        },
    ),
    "request_welcome_legacy": ("request_welcome", {}),
    "sticker": ("sticker", a_file("image/webp")),
    "system_customer_identity_changed": (
        "system",
        {
            "text": "User identity changed",
            "system": {"type": "customer_identity_changed", "identity": {"acknowledged": True, "hash": "DF2lS5v2W6x="}},
        },
    ),
    "system_user_changed_number": (
        "system",
        {
            "text": "User Ana Souza changed from 16505551234 to 12195555358",
            "system": {"type": "user_changed_number", "wa_id": "12195555358"},
        },
    ),
    "system_user_changed_user_id": (
        "system",
        {
            "text": "User Ana Souza changed",
            "system": {"type": "user_changed_user_id", "wa_id": "16505559876", "user_id": "US.20837465019283746501"},
        },
    ),
    "text": ("text", {"text": "Olá, vocês têm em outra cor?"}),
    "text_br_wa_id_without_9": _OI,
    "text_identity_key_hash": _OI,
    "text_parent_bsuid": _OI,
    "text_username_at_sign": _OI,
    "text_username_no_phone": _OI,
    "unsupported": ("unsupported", {"unsupported": {"type": "poll"}, "errors": [_NOT_SUPPORTED]}),
    "unsupported_legacy_no_object": ("unsupported", {"unsupported": {}, "errors": [_NOT_SUPPORTED]}),
    "video": ("video", a_file("video/mp4", caption="vídeo")),
}

# What a message that was there looks like afterwards: whose it is, and members of its view.
CHANGED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "edit_image_caption": (WRITTEN, {"message_type": "image", "content": a_file("image/jpeg", caption="nova legenda")}),
    "edit_text": (WRITTEN, {"message_type": "text", "content": {"text": "texto corrigido"}}),
    "reaction": (SENT, {"reactions": ["👍"]}),
    "reaction_removed": (SENT, {"reactions": []}),
    "reaction_removed_empty": (SENT, {"reactions": []}),
    "revoke": (WRITTEN, {"content": {}}),
    "status_delivered": (SENT, {"status": "delivered"}),
    "status_delivered_bsuid_only": (SENT, {"status": "delivered"}),
    "status_delivered_with_profile": (SENT, {"status": "delivered"}),
    "status_failed_contact_wa_id_only": (SENT, {"status": "failed"}),
    "status_failed_phone": (SENT, {"status": "failed"}),
    "status_group_read": (SENT, {"status": "read"}),
    "status_played": (SENT, {"status": "played"}),
    "status_read": (SENT, {"status": "read"}),
    "status_sent": (SENT, {"status": "sent", "pricing": {"category": "utility", "type": "regular", "billable": True}}),
    "status_sent_free_entry_point": (
        SENT,
        {"status": "sent", "pricing": {"category": "referral_conversion", "type": "free_entry_point", "billable": False}},
    ),
    "status_sent_pre_bsuid_no_contacts": (SENT, {"status": "sent"}),
    "status_service_billed_oct2026": (SENT, {"pricing": {"category": "service", "type": "regular", "billable": True}}),
    "status_service_free_tier_oct2026": (SENT, {"pricing": {"category": "service", "type": "free_customer_service", "billable": False}}),
}

# Other fields' readers have tests of their own.
TOLD: Final = frozenset({
    "batch_two_numbers_mixed",
    "field_account_alerts",
    "field_account_review_update",
    "field_account_update",
    "field_business_capability_update",
    "field_business_username_updates",
    "field_calls_connect",
    "field_calls_terminate",
    "field_flows",
    "field_group_participants_update",
    "field_history",
    "field_history_declined",
    "field_message_template_components_update",
    "field_message_template_quality_update",
    "field_message_template_status_update",
    "field_partner_solutions",
    "field_payment_configuration_update",
    "field_phone_number_name_update",
    "field_phone_number_quality_update",
    "field_security",
    "field_smb_app_state_sync",
    "field_smb_message_echoes",
    "field_template_category_update",
    "field_template_category_update_hyphen_locale",
    "field_template_category_update_impending",
    "field_user_id_update",
    "field_user_preferences",
    "value_level_errors",
})
