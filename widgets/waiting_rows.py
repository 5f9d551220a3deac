"""What waits for somebody, line by line: how much it presses, what it is, and the one button that settles it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel
from widgets.tab_order import follow
from widgets.theme import theme
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS
from widgets.zone_badge import ZoneBadge, badge_size

MOST = 25
"""So many lines are shown at first: more than anybody settles in a morning."""

LEAST_WIDTH = 120
"""So narrow the words of a line may become before the page is wider than the window."""


class WaitingLine(NamedTuple):
    """One line: the zone in whose shape it is marked and the words of the mark, what waits, a grey line, the button.

    `enabled` False: it can't be settled now, as in a file that can only be read.
    """

    key: str
    zone: str
    mark: str
    headline: str
    facts: str
    button: str
    enabled: bool = True


class WaitingRows(Card):
    """Lines under a heading, each with its button; Up and Down go from button to button.

    `settle_requested(key)` when a button is pressed. The widget changes nothing itself. Lines beyond `MOST` come with a
    button of their own.
    """

    settle_requested = Signal(str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._lines: tuple[WaitingLine, ...] = ()
        self._rows: list[_Line] = []
        self._shows = MOST
        self.heading_label = Heading(heading)
        self.empty_label = Muted("")
        self.more_button = QPushButton()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.column.setSpacing(SPACE_XS)
        self.column.addWidget(self.heading_label)
        self.column.addWidget(self.empty_label)
        self.column.addLayout(self._list)
        self.column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty_label.hide()
        self.more_button.hide()
        self.setAccessibleName(heading)
        self.more_button.clicked.connect(self._show_more)

    def set_lines(self, lines: Sequence[WaitingLine], empty_text: str = "") -> None:
        """Show `lines`; without any, `empty_text`. The keyboard stays on its line, or comes to the one in its place."""
        held = self._held()
        keys = [row.key for row in self._rows]
        at = keys.index(held) if held in keys else -1
        self._lines = tuple(lines)
        self._fill()
        self.empty_label.setText(empty_text)
        self.empty_label.setVisible(bool(empty_text) and not lines)
        if at >= 0:
            self._focus(held, at)

    def lines(self) -> tuple[WaitingLine, ...]:
        """All lines, also those that are not shown yet."""
        return self._lines

    def button(self, key: str) -> QPushButton:
        """Return the button of a line that is shown. Raises KeyError for another."""
        for row in self._rows:
            if row.key == key:
                return row.button
        raise KeyError(key)

    def focus_first(self) -> bool:
        """Give the keyboard to the first button; say whether there is one."""
        if not self._rows:
            return False
        self._rows[0].button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from line to line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            at = next((number for number, row in enumerate(self._rows) if row.button is watched), None)
            if step is not None and at is not None:
                if 0 <= at + step < len(self._rows):
                    self._rows[at + step].button.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _fill(self) -> None:
        shown = self._lines[: self._shows]
        known = {row.key: row for row in self._rows}
        rows = []
        for line in shown:
            row = known.pop(line.key, None)
            if row is None:
                row = _Line(line.key)
                row.button.installEventFilter(self)
                row.settled.connect(self.settle_requested)
            rows.append(row)
        for gone in known.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        widest = max((badge_size(line.mark).width() for line in shown), default=0)
        if [row.key for row in self._rows] != [row.key for row in rows]:
            for number, row in enumerate(rows):
                if self._list.indexOf(row) != number:
                    self._list.insertWidget(number, row)
            self._rows = rows
            follow(self, [*(row.button for row in rows), self.more_button])
        for number, (row, line) in enumerate(zip(rows, shown, strict=True)):
            row.show_line(line, widest, last=number == len(rows) - 1)
            row.show()
        left = len(self._lines) - len(shown)
        words = tr("Show 1 more") if left == 1 else tr("Show {count} more").format(count=QLocale().toString(left))
        self.more_button.setText(words)
        self.more_button.setAccessibleName(words)
        self.more_button.setVisible(bool(left))
        self.updateGeometry()

    def _show_more(self) -> None:
        at = len(self._rows)
        self._shows = len(self._lines)
        self._fill()
        if at < len(self._rows):
            self._rows[at].button.setFocus(Qt.FocusReason.TabFocusReason)

    def _held(self) -> str:
        """Return the line whose button has the keyboard, or will have it again when a dialog closes."""
        focused = self.window().focusWidget()
        return next((row.key for row in self._rows if row.button is focused), "")

    def _focus(self, key: str, at: int) -> None:
        keys = [row.key for row in self._rows]
        if key in keys:
            return
        if self._rows:
            self._rows[min(at, len(self._rows) - 1)].button.setFocus(Qt.FocusReason.OtherFocusReason)


class _Line(QWidget):
    """One line of the list."""

    settled = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._last = False
        self._badge = ZoneBadge()
        # It breaks a word that is longer than its place, which a label does not.
        self._headline = LeadLabel("")
        self._facts = PlainLabel("", "small", "muted", wrap=True)
        self._facts.setMinimumWidth(LEAST_WIDTH)
        self.button = QPushButton()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._facts)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, SPACE_S, 0, SPACE_S + 1)
        across.setSpacing(SPACE_M)
        across.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(words, 1)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._settle)

    def show_line(self, line: WaitingLine, badge_width: int, *, last: bool) -> None:
        """Show what waits; all badges of a list are as wide as the widest."""
        self._last = last
        self._badge.set_zone(line.zone, line.mark)
        self._badge.setFixedWidth(badge_width)
        self._headline.set_texts(line.headline)
        self._facts.setText(line.facts)
        self._facts.setVisible(bool(line.facts))
        self.button.setText(line.button.replace("&", "&&"))
        # Heard alone, as a screen reader goes from button to button, it says what it is for.
        self.button.setAccessibleName(tr("{button}: {what}").format(button=line.button, what=line.headline))
        self.button.setAccessibleDescription(tr("{mark}. {facts}").format(mark=line.mark, facts=line.facts))
        self.button.setEnabled(line.enabled)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line under it."""
        if not self._last:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme().line)

    def _settle(self) -> None:
        self.settled.emit(self.key)
