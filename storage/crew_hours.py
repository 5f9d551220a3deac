"""Writing hours by crew, inside a change: of a deal, or of one unit of an offering."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from storage.amounts import to_units
from storage.book import Book

if TYPE_CHECKING:
    from storage.writing import Change


def save_crew_hours(
    book: Book, change: "Change", table: str, owner: str, owner_id: str, hours: Mapping[str, Decimal]
) -> None:
    """Make `hours` the rows of `table` whose column `owner` is `owner_id`, one for each crew; others are removed."""
    there = dict(book.rows(f"SELECT crew_id, id FROM {table} WHERE {owner} = ?", (owner_id,)))
    for crew, value in hours.items():
        if crew in there:
            change.update(table, there.pop(crew), {"hundredths": to_units(value)})
        else:
            change.add(table, {owner: owner_id, "crew_id": crew, "hundredths": to_units(value)})
    for row_id in there.values():
        change.remove(table, row_id)
