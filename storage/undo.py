"""Putting a change back: the before of every row it touched, unless the row has moved on."""

from typing import TYPE_CHECKING

from resources.words import tr
from storage.journal import Value, values_of
from storage.trouble import Refused

if TYPE_CHECKING:
    from storage.book import Book
    from storage.writing import Change


def put_back(book: "Book", change: "Change", seq: int) -> None:
    """Put every row that change number `seq` touched back to what it was, inside `change`.

    Raises Refused when one of the rows has been changed since, naming who did so; then nothing is put back.
    """
    touched = book.rows(
        "SELECT topic, row_id, before, after FROM changed_row WHERE change_seq = ? ORDER BY seq DESC", (seq,)
    )
    for topic in {line[0] for line in touched}:
        change.preload(topic, [line[1] for line in touched if line[0] == topic])
    removed: list[tuple[str, str]] = []
    changed: list[tuple[str, str, dict[str, Value]]] = []
    added: list[tuple[str, str, dict[str, Value]]] = []
    for topic, row_id, before_text, after_text in touched:
        before, after = values_of(before_text), values_of(after_text)
        expected = after or {}
        now = change.current(topic, row_id, expected)
        if (after is None) != (now is None) or (
            now is not None and any(now[name] != value for name, value in expected.items() if name != "version")
        ):
            raise _moved_on(book, topic, row_id, seq)
        if before is None:
            removed.append((topic, row_id))
        elif after is None:
            added.append((topic, row_id, before))
        else:
            changed.append((topic, row_id, {name: value for name, value in before.items() if name != "version"}))
    # In this order, each sent before the next: a name must be free before another row can have it again.
    for topic, row_id in removed:
        change.remove(topic, row_id)
    change.flush()
    for topic, row_id, values in changed:
        change.update(topic, row_id, values)
    change.flush()
    for topic, row_id, values in added:
        change.add(topic, values, row_id=row_id)


def _moved_on(book: "Book", topic: str, row_id: str, seq: int) -> Refused:
    later = book.row(
        "SELECT c.who_name, c.label FROM changed_row r JOIN change c ON c.seq = r.change_seq "
        "WHERE r.topic = ? AND r.row_id = ? AND c.seq > ? ORDER BY c.seq DESC LIMIT 1",
        (topic, row_id, seq),
    )
    if later is None or not later[0]:
        return Refused(tr("This can't be undone any more: it has been changed since."))
    return Refused(
        tr("This can't be undone any more: {who} has changed it since (“{label}”).").format(
            who=later[0], label=later[1]
        )
    )
