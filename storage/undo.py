"""Putting a change back: the before of every row it touched, unless the row has moved on."""

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from resources.words import tr
from storage.journal import Value, values_of
from storage.trouble import Refused

if TYPE_CHECKING:
    from storage.book import Book
    from storage.writing import Change


def put_back(book: "Book", change: "Change", seq: int) -> None:
    """Put every row that change number `seq` touched back to what it was, inside `change`.

    Raises Refused when one of the rows has been changed since, naming who did so; then nothing is put back. What came
    since and hangs on a row that is to go is found out when the change is kept: `told_why` names it.
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


def told_why(book: "Book", seq: int, refused: Refused) -> Refused:
    """Return `refused`, or where something hangs on a row that change number `seq` added, a sentence that names it."""
    if not isinstance(refused.__cause__, IntegrityError):
        return refused
    added = book.rows(
        "SELECT topic, row_id FROM changed_row WHERE change_seq = ? AND before IS NULL ORDER BY seq", (seq,)
    )
    found = (_later(book, topic, row_id, seq) for topic, row_id in added)
    later = next((each for each in found if each is not None), None)
    return refused if later is None else _refusal(*later)


def _moved_on(book: "Book", topic: str, row_id: str, seq: int) -> Refused:
    later = _later(book, topic, row_id, seq)
    if later is None:
        return Refused(tr("This can't be undone any more: it has been changed since."))
    return _refusal(*later)


def _later(book: "Book", topic: str, row_id: str, seq: int) -> tuple[str, str] | None:
    """Return who last touched a row after change number `seq`, and what it was called; None where nobody did.

    What was undone, and the undoing itself, speak only where nothing else does.
    """
    found = book.row(
        "SELECT c.who_name, c.label FROM changed_row r JOIN change c ON c.seq = r.change_seq "
        "WHERE r.topic = ? AND r.row_id = ? AND c.seq > ? "
        "ORDER BY c.undoes IS NOT NULL OR c.seq IN (SELECT undoes FROM change WHERE undoes IS NOT NULL), "
        "c.seq DESC LIMIT 1",
        (topic, row_id, seq),
    )
    return None if found is None else (found[0], found[1])


def _refusal(who: str, label: str) -> Refused:
    if not who:
        # Nobody did it: the clock, or a file without people.
        return Refused(tr("This can't be undone any more: since then came “{label}”.").format(label=label))
    say = tr("This can't be undone any more: {who} has changed it since (“{label}”).")
    return Refused(say.format(who=who, label=label))
