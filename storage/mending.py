"""Putting the rows of a spoilt file into a new one: what does not fit is mended or set aside, and nothing silently.

A value is mended with what the history says of it, else with nothing, with the default of its column, or with a plain
stand-in; a row for which none of these will do is set aside.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from resources.words import tr
from storage import sqlite
from storage.days import instant_text
from storage.journal import MODULUS, Entry, row_hash, stored
from storage.keys import new_id
from storage.retold import Retold
from storage.salvage import Garbled, Rows
from storage.set_aside import SetAside, shown, whole_row
from storage.verify import NAMES

MOST_ATTEMPTS = 50
INSTANT = "VARCHAR(27)"


class Column(NamedTuple):
    """One column as the file declares it; `parent` is the table it points to."""

    name: str
    declared: str
    needed: bool
    parent: str


class Shape(NamedTuple):
    """One table: its columns, and the columns that each of its checks looks at."""

    name: str
    columns: tuple[Column, ...]
    checks: Mapping[str, tuple[str, ...]]


def read_shape(connection: sqlite.Connection, table: str) -> Shape:
    """Return the shape of a table of a file that is whole."""
    parents = {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
    columns = tuple(
        Column(name, declared, bool(needed), parents.get(name, ""))
        for _, name, declared, needed, *_ in connection.execute(f'PRAGMA table_info("{table}")')
    )
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]
    checks = {
        name: tuple(column.name for column in columns if re.search(rf"\b{column.name}\b", condition))
        for name, condition in re.findall(r"CONSTRAINT (\w+) CHECK \((.*)\)", sql)
    }
    return Shape(table, columns, checks)


def fits(column: Column, value: Any) -> bool:
    """Tell whether `value` is of the kind that its column is for."""
    if value is None:
        return not column.needed
    if column.declared in ("INTEGER", "BOOLEAN"):
        return type(value) is int
    if column.declared == "BLOB":
        return type(value) is bytes
    if type(value) is not str:
        return False
    try:
        if column.declared == "DATE":
            return len(value) == 10 and date.fromisoformat(value).isoformat() == value
        if column.declared == INSTANT:
            return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
    return True


@cache
def _defaults(table: str) -> dict[str, Any]:
    from storage.tables import ROWS

    fields = ROWS[table].model_fields if table in ROWS else {}
    return {
        name: stored(field.get_default(call_default_factory=True))
        for name, field in fields.items()
        if not field.is_required()
    }


class Mending:
    """Takes rows into the open new file `target`; what it did is in `things`, `entries` and the counts by table."""

    def __init__(self, target: sqlite.Connection, history: Mapping[str, Mapping[str, Retold]], now: datetime) -> None:
        self.things: list[SetAside] = []
        self.entries: list[Entry] = []
        self.mended: Counter[str] = Counter()
        self.put_back: Counter[str] = Counter()
        self.moved_out: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self._target = target
        self._history = history
        self._now = now

    def take(self, shape: Shape, rows: Rows, *, put_back: bool) -> None:
        """Take the rows of one table; `put_back` brings those back that the history has and the table lacks."""
        told = self._history.get(shape.name, {})
        present = set()
        for row in rows.rows:
            if self._take_row(shape, row, told):
                present.add(row.get("id"))
        if rows.damaged:
            self.unread[shape.name] = len(present)
        if not put_back:
            return
        # By what was taken in, and not by what was set aside, which is the same row twice or one that can't stand.
        gone = [key for key in told if told[key].there and key not in present]
        seen = {row.get("id") for row in rows.rows}
        for key in gone:
            if key in seen:
                continue
            values = {**told[key].values, "id": key}
            if told[key].whole and self._insert(shape, self._filled(shape, values, told[key])):
                self.put_back[shape.name] += 1
                self.entries.append(Entry(shape.name, key, None, self._row_of(shape.name, key)))
            else:
                self.lost[shape.name] += 1
                self._note(shape, values, "", whole_row(values), tr("Lost: this is all that the history knows of it"))

    def _take_row(self, shape: Shape, row: Mapping[str, Any], told: Mapping[str, Retold]) -> bool:
        known = told.get(str(row.get("id")))
        values = self._filled(shape, row, known)
        tried: dict[str, list[Any]] = {}
        for _ in range(MOST_ATTEMPTS):
            try:
                self._insert_strictly(shape, values)
            except sqlite3.IntegrityError as error:
                if not self._give_way(shape, values, known, str(error), tried):
                    self._set_aside(shape, row, tr("Set aside: it doesn't fit with what else is in the file"))
                    return False
            except (sqlite3.Error, OverflowError, UnicodeEncodeError):
                self._set_aside(shape, row, tr("Set aside: it can't be stored"))
                return False
            else:
                break
        else:
            self._set_aside(shape, row, tr("Set aside: it doesn't fit with what else is in the file"))
            return False
        self._note_mended(shape, row, values)
        return True

    def _filled(self, shape: Shape, row: Mapping[str, Any], known: Retold | None) -> dict[str, Any]:
        """Return the row with a value that fits in every column for which there is one."""
        values = {}
        for column in shape.columns:
            value = row.get(column.name)
            if not fits(column, value):
                for instead in self._instead(shape, column, row, known):
                    if fits(column, instead):
                        value = instead
                        break
            values[column.name] = value
        return values

    def _instead(self, shape: Shape, column: Column, row: Mapping[str, Any], known: Retold | None) -> Iterator[Any]:
        """Yield what may stand in for a value that does not fit, best first."""
        value, name = row.get(column.name), column.name
        if known is not None and name in known.values:
            yield known.values[name]
        if isinstance(value, Garbled | bytes) and column.declared not in ("INTEGER", "BOOLEAN"):
            raw = value.raw if isinstance(value, Garbled) else value
            yield raw.decode("utf-8", "replace").replace("\0", "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)
        if not column.needed:
            yield None
        defaults = _defaults(shape.name)
        if name in defaults:
            yield defaults[name]
        if name == "id":
            yield new_id()
        elif column.parent:
            # The first of its line stands for itself.
            yield row.get("id") if column.parent == shape.name else None
        elif column.declared == "DATE":
            yield self._now.astimezone().date().isoformat()
        elif column.declared == INSTANT:
            yield instant_text(self._now)
        elif column.declared in ("INTEGER", "BOOLEAN"):
            yield {"position": 0, "version": 1, "apart": 0}.get(name)
        else:
            yield tr("unknown")

    def _give_way(
        self, shape: Shape, values: dict[str, Any], known: Retold | None, error: str, tried: dict[str, list[Any]]
    ) -> bool:
        """Change one value because of what the new file said against the row; False when there is nothing to try."""
        kind, _, what = error.partition(" constraint failed: ")
        if kind == "UNIQUE":
            return self._rename(shape, values, [name.partition(".")[2] for name in what.split(", ")])
        by_name = {column.name: column for column in shape.columns}
        for name in shape.checks.get(what, ()):
            column = by_name[name]
            before = tried.setdefault(name, [values[name]])
            for instead in self._instead(shape, column, values, known):
                if instead not in before and fits(column, instead):
                    before.append(instead)
                    values[name] = instead
                    return True
        return False

    def _rename(self, shape: Shape, values: dict[str, Any], names: list[str]) -> bool:
        """Give a row another name that only happens to be there twice; never another key, number or day."""
        column = next((one for one in shape.columns if [one.name] == names), None)
        if column is None or column.name == "id" or column.parent or not column.declared.startswith("VARCHAR("):
            return False
        value = values[column.name]
        number = 2
        while self._target.execute(
            f'SELECT 1 FROM "{shape.name}" WHERE "{column.name}" = ?', (f"{value} ({number})",)
        ).fetchone():
            number += 1
        values[column.name] = f"{value} ({number})"
        return True

    def _insert_strictly(self, shape: Shape, values: Mapping[str, Any]) -> None:
        listed = ", ".join(f'"{column.name}"' for column in shape.columns)
        marks = ", ".join("?" * len(shape.columns))
        bound = [_storable(values[column.name]) for column in shape.columns]
        self._target.execute(f'INSERT INTO "{shape.name}" ({listed}) VALUES ({marks})', bound)

    def _insert(self, shape: Shape, values: Mapping[str, Any]) -> bool:
        try:
            self._insert_strictly(shape, values)
        except (sqlite3.Error, OverflowError, UnicodeEncodeError):
            return False
        return True

    def _row_of(self, table: str, key: str) -> dict[str, Any]:
        (row,) = self._read(f'SELECT * FROM "{table}" WHERE id = ?', (key,))
        return row

    def _read(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        cursor = self._target.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, got, strict=True)) for got in cursor.fetchall()]

    # Saying what was done

    def _note(self, shape: Shape, row: Mapping[str, Any], column: str, old: str, done: str) -> None:
        named = next((str(row[name]) for name in NAMES if isinstance(row.get(name), str | int)), "")
        self.things.append(SetAside(shape.name, named[:60], column, old, done))

    def _set_aside(self, shape: Shape, row: Mapping[str, Any], why: str) -> None:
        self.moved_out[shape.name] += 1
        self._note(shape, row, "", whole_row(row), why)
        key = row.get("id")
        if isinstance(key, str):
            self.entries.append(Entry(shape.name, key, {name: _told(value) for name, value in row.items()}, None))

    def _note_mended(self, shape: Shape, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        # A column that the old table lacked is no mended value.
        moved = [name for name in values if name in row and not _same(row[name], values[name])]
        if not moved:
            return
        self.mended[shape.name] += len(moved)
        for name in moved:
            done = tr("Now: {value}").format(value=shown(values[name]))
            self._note(shape, {**row, **values}, name, shown(row[name]), done)
        key = values.get("id")
        if isinstance(key, str):
            before, after = {name: _told(row[name]) for name in moved}, {name: values[name] for name in moved}
            self.entries.append(Entry(shape.name, key, before, after))

    # Afterwards

    def mend_links(self, shapes: Mapping[str, Shape]) -> int:
        """Empty the links that point to nothing; a row that can't do without is set aside. Returns how many."""
        count = 0
        while found := self._target.execute("PRAGMA foreign_key_check").fetchall():
            for table, rowid, parent, number in found:
                shape = shapes[table]
                links = self._target.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
                name = next(link[3] for link in links if link[0] == number)
                # There is none when it was set aside for another of its links already.
                for row in self._read(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,)):
                    count += 1
                    self._mend_link(shape, row, name, parent, rowid)
        return count

    def _mend_link(self, shape: Shape, row: dict[str, Any], name: str, parent: str, rowid: int) -> None:
        told = self._history.get(shape.name, {}).get(str(row.get("id")))
        candidates = [told.values.get(name)] if told is not None else []
        column = next(one for one in shape.columns if one.name == name)
        if not column.needed:
            candidates.append(None)
        if parent == shape.name:
            candidates.append(row.get("id"))
        for instead in candidates:
            if not fits(column, instead) or (instead is not None and not self._is_there(parent, instead)):
                continue
            try:
                self._target.execute(f'UPDATE "{shape.name}" SET "{name}" = ? WHERE rowid = ?', (instead, rowid))
            except sqlite3.IntegrityError:
                continue
            done = tr("It pointed to a {parent} that isn't there. Now: {value}")
            words = done.format(parent=parent.replace("_", " "), value=shown(instead))
            self._note(shape, row, name, shown(row[name]), words)
            self.entries.append(Entry(shape.name, str(row["id"]), {name: row[name]}, {name: instead}))
            return
        self._target.execute(f'DELETE FROM "{shape.name}" WHERE rowid = ?', (rowid,))
        why = tr("Set aside: it belongs to a {parent} that isn't there")
        self._set_aside(shape, row, why.format(parent=parent.replace("_", " ")))

    def _is_there(self, table: str, key: Any) -> bool:
        return self._target.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (key,)).fetchone() is not None

    def compare(self, shapes: Mapping[str, Shape], total: int, wanted: int | None) -> tuple[int, bool]:
        """Look where the history says something else than the file, whose digest is `total` and should be `wanted`
        (None: nobody knows).

        When the digest proves that the history is right, its values are put back; else both are told. Returns how
        many values differ, and whether it was proved.
        """
        found = list(self._differing(shapes))
        if not found:
            return 0, total % MODULUS == wanted
        for shape, row, values in found:
            names = sorted(row)
            total -= row_hash(shape.name, [row[name] for name in names])
            total += row_hash(shape.name, [{**row, **values}[name] for name in names])
        proved = total % MODULUS == wanted
        for shape, row, values in found:
            for name, value in values.items():
                if proved:
                    self._target.execute(f'UPDATE "{shape.name}" SET "{name}" = ? WHERE id = ?', (value, row["id"]))
                    self._note(shape, row, name, shown(row[name]), tr("Now: {value}").format(value=shown(value)))
                else:
                    done = tr("Left as it is: {value}").format(value=shown(row[name]))
                    self._note(shape, row, name, tr("By the history: {value}").format(value=shown(value)), done)
            before = {name: row[name] for name in values} if proved else dict(values)
            after = dict(values) if proved else {name: row[name] for name in values}
            self.entries.append(Entry(shape.name, row["id"], before, after))
        return sum(len(values) for *_, values in found), proved

    def _differing(self, shapes: Mapping[str, Shape]) -> Iterator[tuple[Shape, dict[str, Any], dict[str, Any]]]:
        touched = {(entry.topic, entry.row_id) for entry in self.entries}
        for table, shape in shapes.items():
            told = self._history.get(table, {})
            if not told:
                continue
            columns = {column.name: column for column in shape.columns}
            for row in self._read(f'SELECT * FROM "{table}"'):
                known = told.get(row["id"])
                if known is None or not known.there or (table, row["id"]) in touched:
                    continue
                values = {
                    name: value
                    for name, value in known.values.items()
                    if name in row and row[name] != value and fits(columns[name], value)
                }
                if values:
                    yield shape, row, values


def _same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and old == new


def _told(value: Any) -> Any:
    """Return a value as the history can keep it."""
    return value if value is None or type(value) in (int, float, str) else shown(value)


def _storable(value: Any) -> Any:
    return value.raw if isinstance(value, Garbled) else value
