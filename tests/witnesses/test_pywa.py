"""pywa's parser (Python) builds an update of its own from every item that the simulator pushed; where it cannot, it is said why.

It reads the first item of each list only, so items are given to it one by one.
"""

import json
from typing import Any

import httpx
import pytest
from pywa._logging import get_update_hash
from pywa.client import WhatsApp
from pywa.types.base_update import RawUpdate

from simulator.meta import Meta
from tests.simulator.hotel import SECRET, Callback
from tests.simulator.structure import PAYLOADS
from tests.witnesses.pushes import Item, everything, items_of

# Meta's shapes all of them; each by the name of its example, with what pywa does instead of reading it.
CANNOT = {
    "interactive_nfm_reply_non_object": "takes every answer of a Flow for an object and removes its token",
    "message_template_quality_update_mislabelled": "believes the field's name; Meta's own example has the wrong one",
    "template_category_update_hyphen_locale": "knows en_US, not en-US, and then calls an enum",
}
# It hands these on unread: it has no update of its own for them.
UNREAD_FIELDS = {
    *("account_alerts", "account_review_update", "account_settings_update", "automatic_events", "business_capability_update"),
    *("business_status_update", "business_username_updates", "consumer_profile", "constellation_update", "flows", "history"),
    *("group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update", "message_echoes"),
    *("messaging_handovers", "partner_solutions", "payment_configuration_update", "phone_number_name_update", "security"),
    *("phone_number_quality_update", "smb_app_state_sync", "standby", "template_correct_category_detection", "tracking_events"),
    "user_id_update",
}
UNREAD = {
    "interactive_nfm_reply_address": "answers to an address message",
    "user_actions": "clicks",
    "value_level_errors": "errors of the number itself",
}
METAS_ALONE = {
    "status_failed_phone": "fails on a status without contacts",
    "status_sent_pre_bsuid_no_contacts": "the same",
    "field_template_category_update_hyphen_locale": CANNOT["template_category_update_hyphen_locale"],
}

# It says so of each word that it has not heard of; a guest may say any.
pytestmark = [pytest.mark.timeout(120), pytest.mark.filterwarnings("ignore::pywa.errors.PywaUnknownEnumMemberWarning")]


@pytest.fixture
def witness() -> WhatsApp:
    return WhatsApp(phone_id="1055001", token="unused", server=None, app_secret=SECRET, filter_updates=False)


def heard(witness: WhatsApp, body: bytes) -> Any:  # noqa: ANN401 - any of pywa's updates
    """The update that a handler would get; None where there is no handler for it."""
    raw = RawUpdate(body, hmac_header=None, update_hash=get_update_hash(body))
    handler = witness._get_handler_type(raw)
    return handler and witness._handlers_to_updates[handler].from_update(client=witness, update=raw)


async def test_it_reads_everything_that_is_pushed(witness: WhatsApp, client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    read, unread, failed = 0, set(), set()
    for told in await everything(client, callback, meta):
        assert witness.webhook_update_validator(told.push.body, told.push.signature) is None
        for item in items_of(told.push):
            try:
                update = heard(witness, item.body)
            except (AttributeError, KeyError, TypeError):
                failed.add(told.name)
                continue
            if update is None:
                unread.add(told.name if item.field == "messages" else item.field)
                continue
            _agree(update, item)
            read += 1

    assert failed == CANNOT.keys()
    assert unread == UNREAD_FIELDS | UNREAD.keys()
    assert read > 800


def test_it_refuses_a_wrong_signature(witness: WhatsApp) -> None:
    assert witness.webhook_update_validator(b"{}", "sha256=" + "0" * 64) == ("Forbidden", 403)


@pytest.mark.parametrize("name", sorted(path.stem for path in PAYLOADS.glob("*.json")))
def test_it_reads_metas_own_examples_as_it_reads_the_simulators(witness: WhatsApp, name: str) -> None:
    body = (PAYLOADS / f"{name}.json").read_bytes()
    if name in METAS_ALONE:
        with pytest.raises((KeyError, TypeError)):
            heard(witness, body)
        return
    field = json.loads(body)["entry"][0]["changes"][0]["field"]

    assert (heard(witness, body) is None) == (field in UNREAD_FIELDS or name in UNREAD)


def _agree(update: Any, item: Item) -> None:  # noqa: ANN401 - any of pywa's updates
    (update,) = getattr(update, "statuses", (update,))  # of a group, all together
    if item.kind in ("messages", "statuses", "message_echoes", "calls"):
        assert update.id == item.item["id"]
    if item.kind == "statuses" and item.field == "messages" and hasattr(update, "status"):
        assert update.status.value in (item.item["status"], "UNKNOWN")
