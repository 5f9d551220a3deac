"""The journal: what a change did to each row, and the digest of all rows.

A change is journalled from the session's own flush, so nobody has to remember to do so. The digest is a sum of
one hash for each row, kept up to date by adding and taking away what a change touched; `verify` works it out anew.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

Value = str | int | float | None


class Entry(NamedTuple):
    """One row before and after, as stored values by column; None: the row was not there."""

    topic: str
    row_id: str
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


def stored(value: Any) -> Value:
    """Return `value` as it lies in the file: days and instants as text, true and false as 1 and 0."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is float:
        return value  # type: ignore[no-any-return]
    if kind is date:
        return str(value.isoformat())
    if kind is bool:
        return int(value)
    if kind is datetime:
        from storage.days import instant_text

        return instant_text(value)
    return str(value)


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Return one entry for each row: what it was before the first and after the last; none for a row as it was."""
    rows: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.topic, entry.row_id)
        rows[key] = entry._replace(before=rows[key].before) if key in rows else entry
    return [entry for entry in rows.values() if entry.before != entry.after]


def differing(entry: Entry) -> Entry:
    """Return the entry with only the columns that differ, for a row that was changed."""
    if entry.before is None or entry.after is None:
        return entry
    names = [name for name, value in entry.after.items() if entry.before.get(name) != value]
    return entry._replace(
        before={name: entry.before[name] for name in names}, after={name: entry.after[name] for name in names}
    )


def text_of(values: Mapping[str, Value] | None) -> str | None:
    """Return the JSON text that the journal keeps."""
    return None if values is None else _text(values)


def values_of(text: str | None) -> dict[str, Value] | None:
    """Read the JSON text of the journal back."""
    return None if text is None else json.loads(text)


DIGEST_SIZE = 16
MODULUS = 1 << (8 * DIGEST_SIZE)
EMPTY_DIGEST = "0" * (2 * DIGEST_SIZE)
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes a new one for each row, which is a third of the time of `verify`."""


def row_hash(topic: str, values: Iterable[Value]) -> int:
    """Return the hash of one row; `values` in the order of the column names."""
    text = _text([topic, *values]).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=DIGEST_SIZE).digest(), "big")


def moved_digest(digest: str, entries: Iterable[Entry]) -> str:
    """Return the digest after `entries` happened; whole rows are needed, not only what differs."""
    total = int(digest, 16)
    for topic, _, before, after in entries:
        if before is not None:
            total -= row_hash(topic, [before[name] for name in sorted(before)])
        if after is not None:
            total += row_hash(topic, [after[name] for name in sorted(after)])
    return digest_text(total)


def digest_text(total: int) -> str:
    """Return a sum of row hashes as the file keeps it."""
    return format(total % MODULUS, f"0{2 * DIGEST_SIZE}x")
