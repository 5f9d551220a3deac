"""A new business for a test that says only what matters to it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.actions.business import create_business, read_founder
from storage.book import Book

TODAY = date(2026, 11, 23)


def new_business(
    path: Path,
    *founders: str,
    name: str = "Mine",
    kind: str = "blank",
    country: str | None = None,
    weekly_hours: int | None = None,
) -> Book:
    """Make a business of `founders`, such as "Ana:sales,owner", on the Monday of most tests, and open it."""
    return create_business(
        path=path,
        name=name,
        kind=kind,
        founders=tuple(map(read_founder, founders)),
        country=country,
        currency="EUR",
        weekly_hours=None if weekly_hours is None else Decimal(weekly_hours),
        today=TODAY,
    )
