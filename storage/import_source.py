"""How the sheets of a source were read, kept by their headers, so that the next one needs no questions."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framework.deal import Stage
from storage.book import Book
from storage.sheet.dates import DateOrder
from storage.sheet.glance import Way
from storage.sheet.mapping import FIELDS

if TYPE_CHECKING:
    from storage.writing import Change

_LONGEST_NAME = 200


def recall(book: Book, headers: Sequence[str]) -> Way | None:
    """Return how a sheet with exactly these headers was read the last time; None when there was none."""
    found = book.row("SELECT columns, date_order, stages FROM import_source WHERE headers = ?", (_signature(headers),))
    if found is None:
        return None
    columns, order, stages = found
    known = {
        field: header for field, header in _texts(columns).items() if field in FIELDS and header in frozenset(headers)
    }
    if "client" not in known:
        return None
    return Way(
        {field: known[field] for field in FIELDS if field in known},
        DateOrder(order) if order in tuple(DateOrder) else None,
        {name: Stage(stage) for name, stage in _texts(stages).items() if stage in tuple(Stage)},
    )


def remember(change: "Change", book: Book, *, name: str, headers: Sequence[str], way: Way) -> None:
    """Keep `way` for the next sheet with these headers; `name` is that of the file it came in."""
    columns = {
        "name": name[:_LONGEST_NAME],
        "columns": json.dumps(dict(way.columns), ensure_ascii=False),
        "date_order": None if way.date_order is None else way.date_order.value,
        "stages": json.dumps({text: stage.value for text, stage in way.stages.items()}, ensure_ascii=False),
        "used_at": change.at,
    }
    signature = _signature(headers)
    found = book.row("SELECT id FROM import_source WHERE headers = ?", (signature,))
    if found is None:
        change.add("import_source", {"headers": signature, **columns})
    else:
        change.update("import_source", str(found[0]), columns)


def _signature(headers: Sequence[str]) -> str:
    return "\n".join(headers)


def _texts(written: str) -> Mapping[str, str]:
    """Return the pairs of text in a JSON object; none where it is something else."""
    try:
        found: Any = json.loads(written)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}
