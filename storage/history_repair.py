"""Putting the history of a spoilt file into a new one: in its order, each line with a head, and what can be read."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from resources.words import tr
from storage import sqlite
from storage.days import instant_text
from storage.mending import INSTANT, Column, fits
from storage.salvage import Garbled, Rows
from storage.set_aside import SetAside, whole_row

AT = Column("at", INSTANT, True, "")
HEAD = ("seq", "at", "who", "who_name", "label", "undoes", "window")
LINE = ("seq", "change_seq", "topic", "row_id", "before", "after")


class History(NamedTuple):
    """The history as it was taken over: its lines in order, what was left out, and whether anything was mended."""

    lines: list[Mapping[str, Any]]
    things: list[SetAside]
    mended: bool


def take_history(target: sqlite.Connection, heads: Rows, lines: Rows, now: datetime) -> History:
    """Write the history of a spoilt file into the open new file `target`."""
    things: list[SetAside] = []
    mended = heads.damaged or lines.damaged
    kept: dict[int, dict[str, Any]] = {}
    last = instant_text(now)
    for row in heads.rows:
        if type(row.get("seq")) is not int:
            mended = True
            continue
        head = _head(row, last)
        last = head["at"]
        mended = mended or any(head[name] != row.get(name) for name in HEAD)
        kept[head["seq"]] = head
    good: list[dict[str, Any]] = []
    for row in lines.rows:
        if _is_line(row):
            good.append(row)
        else:
            named = str(row.get("seq"))
            things.append(SetAside("changed_row", named, "", whole_row(row), tr("Left out of the history")))
    ordered = sorted(good, key=lambda row: (row["change_seq"], row["seq"]))
    if ordered != good:
        mended = True
        numbers = sorted({row["seq"] for row in good})
        ordered = [{**row, "seq": number} for row, number in zip(ordered, numbers, strict=False)]
    for missing in sorted({row["change_seq"] for row in ordered} - kept.keys()):
        mended = True
        earlier = [seq for seq in kept if seq < missing]
        at = kept[max(earlier)]["at"] if earlier else instant_text(now)
        label = tr("A change whose name was lost")
        kept[missing] = dict(zip(HEAD, (missing, at, "", "", label, None, ""), strict=True))
    _write(target, "change", HEAD, [kept[seq] for seq in sorted(kept)])
    _write(target, "changed_row", LINE, ordered)
    return History(list(ordered), things, mended or bool(things))


def _head(row: Mapping[str, Any], last: str) -> dict[str, Any]:
    head = {name: _text(row.get(name)) for name in ("who", "who_name", "label", "window")}
    undoes = row.get("undoes")
    return {
        **head,
        "seq": row["seq"],
        "at": row["at"] if fits(AT, row.get("at")) else last,
        "undoes": undoes if type(undoes) is int and undoes < row["seq"] else None,
    }


def _text(value: Any) -> str:
    if isinstance(value, Garbled):
        value = value.raw
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else "" if value is None else str(value)


def _is_line(row: Mapping[str, Any]) -> bool:
    numbers = type(row.get("seq")) is int and type(row.get("change_seq")) is int
    texts = type(row.get("topic")) is str and type(row.get("row_id")) is str
    return numbers and texts and all(_can_be_read(row.get(name)) for name in ("before", "after"))


def _can_be_read(text: Any) -> bool:
    if text is None:
        return True
    try:
        return isinstance(text, str) and isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _write(target: sqlite.Connection, table: str, names: tuple[str, ...], rows: list[Any]) -> None:
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    target.executemany(
        f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', ([row.get(name) for name in names] for row in rows)
    )
