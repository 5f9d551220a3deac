"""The rows of a checklist: items in words, with the heading of a section above its first item."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from resources.words import tr
from widgets.card import tooltip
from widgets.zone_badge import zone_words

_Index = QModelIndex | QPersistentModelIndex
ANSWERS = ("yes", "no", "not_applicable", "unknown", "open")


class ChecklistRow(NamedTuple):
    """One item in words. `section`: its heading, None for that of the item above; `state` is in `ANSWERS`.

    `checked_for_you`: worked out from the figures, not to be answered by hand. `needed_mark` says when it must be
    answered ("before the promise"); the room of `open_mark`, what that is while it is open, is kept when it is
    answered, so that no line moves under the pointer. `zone_hint` is the zone this answer leads to (ASK, OFF), None for
    none. `number` is that of the line on paper, shown while a sheet is typed in. `quiet`: not to be changed here.
    """

    id: str
    section: str | None
    say: str
    note: str = ""
    state: str = "open"
    checked_for_you: bool = False
    needed_mark: str = ""
    zone_hint: str | None = None
    number: str = ""
    quiet: bool = False
    open_mark: str = ""


def answer_words(state: str) -> str:
    """Return an answer in words."""
    return {
        "yes": tr("yes"),
        "no": tr("no"),
        "not_applicable": tr("not relevant"),
        "unknown": tr("don't know"),
    }.get(state, tr("not answered"))


def checked_for_you_words() -> str:
    """Return why an item that is checked for the person cannot be ticked."""
    return tr("This is worked out from the figures of the deal. Change the figures, and the answer follows.")


def row_words(row: ChecklistRow, numbered: bool = False) -> str:
    """Return an item as sentences for a screen reader, `numbered` with the number of its line first."""
    parts = [row.number] if numbered and row.number else []
    parts += [f"{row.say}: {answer_words(row.state)}", row.note]
    if row.zone_hint:
        parts.append(zone_words(row.zone_hint))
    parts.append(tr("checked for you") if row.checked_for_you else row.needed_mark)
    return ". ".join(part.rstrip(".") for part in parts if part)


class ChecklistModel(QAbstractListModel):
    """Lines of the list: a heading (its words) or an item (`ChecklistRow`). Headings cannot be selected.

    `numbered`: items have the number of their line on paper. `boxes`: they have the box of their answer.
    """

    answer_requested = Signal(str, str)
    boxes = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.numbered = False
        self._lines: list[str | ChecklistRow] = []

    def set_rows(self, rows: Sequence[ChecklistRow]) -> None:
        """Show `rows` from scratch."""
        self.beginResetModel()
        self._lines = _lines_of(rows)
        self.endResetModel()

    def update_rows(self, rows: Sequence[ChecklistRow]) -> bool:
        """Show `rows` in place and tell what changed; False, with nothing done, when they are other items."""
        lines = _lines_of(rows)
        if [_key(line) for line in lines] != [_key(line) for line in self._lines]:
            return False
        for at, line in enumerate(lines):
            if line != self._lines[at]:
                self._lines[at] = line
                self.dataChanged.emit(self.index(at), self.index(at))
        return True

    def line_at(self, at: int) -> str | ChecklistRow:
        """Return a heading or an item."""
        return self._lines[at]

    def item_at(self, at: int) -> ChecklistRow | None:
        """Return the item on a line; None for a heading and outside the list."""
        line = self._lines[at] if 0 <= at < len(self._lines) else None
        return line if isinstance(line, ChecklistRow) else None

    def line_of(self, item_id: str) -> int:
        """Return the line of an item, or -1."""
        for at, line in enumerate(self._lines):
            if isinstance(line, ChecklistRow) and line.id == item_id:
                return at
        return -1

    def next_item(self, at: int) -> int:
        """Return the line of the item after line `at`, or -1 at the end."""
        for following in range(at + 1, len(self._lines)):
            if isinstance(self._lines[following], ChecklistRow):
                return following
        return -1

    def end_item(self, *, last: bool) -> int:
        """Return the line of the first item, or of the `last`; -1 where there is none."""
        lines = range(len(self._lines))
        found = (at for at in (reversed(lines) if last else lines) if isinstance(self._lines[at], ChecklistRow))
        return next(found, -1)

    def next_to_type(self, at: int) -> int:
        """Return the line of the next item after line `at` that a person answers, or -1 at the end."""
        following = self.next_item(at)
        while (row := self.item_at(following)) is not None and row.checked_for_you:
            following = self.next_item(following)
        return following

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Headings and items."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """An item can be current and has a box; a heading can do nothing."""
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line in words, and the state of its box."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else row_words(line, self.numbered)
        if isinstance(line, str):
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            if line.state == "unknown":
                return Qt.CheckState.PartiallyChecked
            return Qt.CheckState.Checked if line.state == "yes" else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole and line.checked_for_you:
            return tooltip(checked_for_you_words())
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A box ticked by an assistive tool asks for the answer, as a click does; nothing changes here."""
        row = self.item_at(index.row())
        if row is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.answer_requested.emit(row.id, "yes" if Qt.CheckState(value) == Qt.CheckState.Checked else "no")
        return True


def _lines_of(rows: Sequence[ChecklistRow]) -> list[str | ChecklistRow]:
    lines: list[str | ChecklistRow] = []
    section: str | None = None
    for row in rows:
        if row.section and row.section != section:
            lines.append(row.section)
            section = row.section
        lines.append(row)
    return lines


def _key(line: str | ChecklistRow) -> tuple[str, str]:
    return ("item", line.id) if isinstance(line, ChecklistRow) else ("heading", line)
