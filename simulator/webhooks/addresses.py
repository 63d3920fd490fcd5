"""Where a number's webhooks go, and whose secret signs them."""

from typing import NamedTuple

from simulator.numbers import Number


class Address(NamedTuple):
    """Numbers of one Meta app with one callback share their POSTs; another app never does."""

    callback_url: str
    app_id: str
    app_secret: str


def address_of(number: Number) -> Address | None:
    if number.callback_url is None:
        return None
    return Address(number.callback_url, number.app_id, number.app_secret)
