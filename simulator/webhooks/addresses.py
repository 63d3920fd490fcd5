"""Where a number's webhooks go, and whose secret signs them."""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.numbers import Number

MESSAGES = "messages"
# All else (templates, accounts, alerts) goes to the app's own callback, whatever a business has set over it (cloud-api 1.7).
FOLLOW_AN_OVERRIDE = frozenset((
    *(MESSAGES, "message_echoes", "calls", "consumer_profile", "messaging_handovers", "smb_message_echoes", "smb_app_state_sync"),
    *("group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update"),
    *("history", "account_settings_update"),
))


class Address(NamedTuple):
    """Numbers of one Meta app with one callback share their POSTs; another app never does."""

    callback_url: str
    app_id: str
    app_secret: str


def address_of(number: Number, field: str = MESSAGES) -> Address | None:
    """The number's override, else its account's, else the app's callback."""
    override = number.override_url or number.account_override_url
    return _address(number, (override if field in FOLLOW_AN_OVERRIDE else None) or number.callback_url)


def addresses_of(number: Number) -> Iterator[tuple[Address, str | None]]:
    """All that it may need, each with the token to verify it by; an override was verified when it was set."""
    override, app = address_of(number), _address(number, number.callback_url)
    if app is not None:
        yield app, number.verify_token
    if override is not None and override != app:
        yield override, None


def _address(number: Number, url: str | None) -> Address | None:
    return Address(url, number.app_id, number.app_secret) if url else None
