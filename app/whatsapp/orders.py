"""What a guest puts in the basket of a catalogue."""

from collections import Counter
from decimal import Decimal
from typing import Any, Final

import msgspec
from msgspec import Raw

from app.core.money import MOST, minor_units
from app.whatsapp.display import present
from app.whatsapp.envelope import RAW_NULL
from app.whatsapp.payloads import text_of
from app.whatsapp.reading import Identifier, read, read_each

_CURRENCY: Final = 3
"""Letters of a currency's name (ISO 4217)."""


class _Item(msgspec.Struct):
    product_retailer_id: Identifier | None = None
    quantity: int | None = None
    item_price: Raw = RAW_NULL
    currency: str | None = None


class _Order(msgspec.Struct):
    catalog_id: Identifier | None = None
    text: str | None = None
    product_items: Raw = RAW_NULL


def order(raw: Raw) -> dict[str, Any]:
    """Raises `UnreadableLetterError` for what is no object; an item that cannot be read is left out."""
    said = read(raw, _Order)
    items = [_item(item) for item in read_each(said.product_items, _Item)]
    told = present(catalog_id=text_of(said.catalog_id), items=items, totals=_totals(items))
    return present(text=said.text) | {"order": {"items": [], "totals": []} | told}


def _item(item: _Item) -> dict[str, Any]:
    quantity = item.quantity if item.quantity is not None and 0 <= item.quantity < MOST else None
    return present(product_retailer_id=text_of(item.product_retailer_id), quantity=quantity, price=_price(item))


def _price(item: _Item) -> dict[str, Any] | None:
    """From the digits as they stand in the JSON: 7.99 is no float here."""
    currency = (item.currency or "").upper()
    try:
        amount = minor_units(Decimal(bytes(item.item_price).decode().strip('"')), currency)
    except ArithmeticError:
        return None
    return {"amount": amount, "currency": currency} if amount is not None and len(currency) == _CURRENCY else None


def _totals(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each currency, of the items that have both a price and a quantity."""
    totals: Counter[str] = Counter()
    for item in items:
        if "price" in item and "quantity" in item:
            totals[item["price"]["currency"]] += item["price"]["amount"] * item["quantity"]
    return [{"amount": amount, "currency": currency} for currency, amount in totals.items() if abs(amount) < MOST]
