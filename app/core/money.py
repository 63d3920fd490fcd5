"""Money as the house keeps it: whole minor units and a currency of ISO 4217."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MOST: Final = 10**15
"""Far below what a bigint holds, so that sums of prices stay one."""
_PLACES: Final = 15

# All others have two decimals.
_DECIMALS: Final[Mapping[str, int]] = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)


def minor_units(amount: Decimal, currency: str) -> int | None:
    """An amount in whole cents, fils or yen, half of one rounded up; None for what no price can be."""
    # By its place and not by comparing: an exponent of a billion overflows what compares.
    if not amount.is_finite() or amount.adjusted() >= _PLACES:
        return None
    return int(amount.scaleb(_DECIMALS.get(currency, 2)).quantize(Decimal(1), ROUND_HALF_UP))
