"""Exact numbers in the file: money in minor units, quantities and hours in hundredths, percentages in basis points."""

from decimal import ROUND_HALF_UP, Decimal

NO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"}
)
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
MOST = 10**15
"""No amount in the file is larger; it leaves room for sums within 64 bits."""


def minor_digits(currency: str) -> int:
    """Return how many decimals the money of `currency` (ISO 4217) has."""
    if currency in NO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2


def to_units(value: Decimal | None, digits: int = 2) -> int | None:
    """Return `value` as a whole number of its smallest units, rounded half up.

    Raises ValueError for NaN, for infinity and for more than a file may hold.
    """
    if value is None:
        return None
    if not value.is_finite():
        raise ValueError("not a number")
    units = int(value.scaleb(digits).to_integral_value(ROUND_HALF_UP)) if abs(value) < MOST else MOST
    if abs(units) >= MOST:
        raise ValueError("too large")
    return units


def from_units(units: int | None, digits: int = 2) -> Decimal | None:
    """Return the exact value of a whole number of smallest units."""
    return None if units is None else Decimal(units).scaleb(-digits)


def exact(units: int, digits: int = 2) -> Decimal:
    """Return the exact value of a number of units that is always there."""
    return Decimal(units).scaleb(-digits)
