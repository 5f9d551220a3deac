"""The rows of the business as the history tells them: what damage took away is put back from it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Retold(NamedTuple):
    """One row by its history: its values as far as they are told, and whether it is still there by it."""

    values: Mapping[str, Any]
    there: bool
    whole: bool
    """Told from its beginning, so that no value is missing."""


def retold(lines: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Retold]]:
    """Return each row that the lines of the history tell of, by table and key.

    `lines` are rows of `changed_row` in their order; one that can't be read makes what it tells of unknown.
    """
    tables: dict[str, dict[str, Retold]] = {}
    for line in lines:
        topic, key = line.get("topic"), line.get("row_id")
        if not isinstance(topic, str) or not isinstance(key, str):
            continue
        rows = tables.setdefault(topic, {})
        before, after = _read(line.get("before")), _read(line.get("after"))
        known = rows.get(key)
        if after is False or before is False:
            rows[key] = Retold(known.values if known else {}, known.there if known else False, False)
        elif after is None:
            rows[key] = Retold({}, False, True)
        elif before is None:
            rows[key] = Retold(after, True, True)
        else:
            rows[key] = Retold({**(known.values if known else {}), **after}, True, known.whole if known else False)
    return tables


def _read(text: Any) -> Any:
    """Return the values, None where the row was not there, False for what can't be read."""
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return False
    return found if isinstance(found, dict) else False
