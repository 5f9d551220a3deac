"""The index: words of records in a database in memory that only this window knows, searched by FTS5."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from desktop.finder.folding import expression, indexed, tokens
from storage.finding import Kind, Record

_NEVER = "9" * 10


class Found(NamedTuple):
    """What was found of one kind: the first keys in their order, and how many there are in all."""

    keys: tuple[str, ...]
    total: int


class Index:
    """Records by their words. Used from the thread that made it; gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._db.execute(
            "CREATE TABLE doc (id INTEGER PRIMARY KEY, kind TEXT, key TEXT, ref TEXT, name TEXT, closed INTEGER, "
            "day TEXT, UNIQUE (kind, key))"
        )
        self._db.execute(
            "CREATE VIRTUAL TABLE fts USING fts5 (words, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"
        )

    def close(self) -> None:
        """Let it go."""
        self._db.close()

    def __len__(self) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM doc").fetchone()
        return int(count)

    def put(self, kind: Kind, records: Iterable[Record]) -> None:
        """Keep records, in the place of what was known of them."""
        records = list(records)
        self._db.execute("BEGIN")
        self._remove(kind, [record.key for record in records])
        for record in records:
            doc = self._db.execute(
                "INSERT INTO doc (kind, key, ref, name, closed, day) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    kind,
                    record.key,
                    " ".join(tokens(record.ref)),
                    " ".join(tokens(record.name)),
                    not record.is_open,
                    record.day,
                ),
            )
            words = indexed(f"{record.ref}\n{record.name}\n{record.words}")
            self._db.execute("INSERT INTO fts (rowid, words) VALUES (?, ?)", (doc.lastrowid, words))
        self._db.execute("COMMIT")

    def remove(self, kind: Kind, keys: Sequence[str]) -> None:
        """Forget records."""
        self._db.execute("BEGIN")
        self._remove(kind, keys)
        self._db.execute("COMMIT")

    def _remove(self, kind: Kind, keys: Sequence[str]) -> None:
        for key in keys:
            found = self._db.execute("SELECT id FROM doc WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            if found is not None:
                self._db.execute("DELETE FROM fts WHERE rowid = ?", found)
                self._db.execute("DELETE FROM doc WHERE id = ?", found)

    def keys(self, kind: Kind) -> list[str]:
        """Return all keys of a kind."""
        return [key for (key,) in self._db.execute("SELECT key FROM doc WHERE kind = ?", (kind,))]

    def find(self, words: list[list[str]], most: Mapping[Kind, int]) -> dict[Kind, Found]:
        """Return what holds all `words` or their beginnings, by kind, that of the best one first; `most` of each.

        In a kind: first an exact number, then a name that begins with what was typed, then one with a word that does;
        of these the open ones first, then the newest.
        """
        if not words:
            return {}
        typed = " ".join(" ".join(parts) for parts in words)
        first = words[0][0]
        ranked: dict[str, list[tuple[int, int, str, int]]] = {}
        for id, kind, rank, closed, day in self._db.execute(
            "SELECT d.id, d.kind, CASE WHEN d.ref = :typed THEN 0 WHEN substr(d.name, 1, :long) = :typed THEN 1 "
            "WHEN substr(d.name, 1, :short) = :first THEN 2 WHEN instr(' ' || d.name, ' ' || :first) THEN 3 ELSE 4 "
            "END, d.closed, d.day FROM fts JOIN doc d ON d.id = fts.rowid WHERE fts MATCH :match",
            {
                "typed": typed,
                "long": len(typed),
                "first": first,
                "short": len(first),
                "match": expression(words),
            },
        ):
            ranked.setdefault(kind, []).append((rank, closed, _newest_first(day), id))
        result, ranks = {}, {}
        for kind in Kind:
            rows = ranked.get(kind)
            if rows:
                best = nsmallest(most.get(kind, 0), rows)
                result[kind] = Found(tuple(self._key(row[3]) for row in best), len(rows))
                ranks[kind] = min(rows)[0]
        return {kind: result[kind] for kind in sorted(result, key=ranks.__getitem__)}

    def _key(self, id: int) -> str:
        (key,) = self._db.execute("SELECT key FROM doc WHERE id = ?", (id,)).fetchone()
        return str(key)


def _newest_first(day: str) -> str:
    """Return a text that sorts the other way round than an ISO day or instant."""
    return day.translate(_TURNED) or _NEVER


_TURNED = str.maketrans("0123456789", "9876543210")
