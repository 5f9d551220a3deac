"""All statements of a health check with what one person answered: to look over, and to type in from paper."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.health import Unlocked
from desktop.rooms.health_statement import DONE, PAUSE
from desktop.wording import figures
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health import Statement
from framework.health_check import unanswered
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.scale_row import NOTHING
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_XL


class Overview(QWidget):
    """All statements in the order of the paper form, with what was answered.

    `opened(code)` when one is to be looked at alone; `typed(code, number)` when its answer is typed on its line: 0 for
    "Can't say", -1 to take it back.
    """

    opened = Signal(str)
    typed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = PlainLabel("", "title", wrap=True)
        self.left_label = PlainLabel("", "body", "muted", wrap=True)
        self.hint_label = Muted("", "small")
        self.card = RowsCard()
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.say_label.hide()
        self.buttons = ActionButtons()
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, SPACE_M, 0)
        lines.addWidget(self.card)
        lines.addStretch(1)
        self.area = PageScroll(inside)
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        for widget in (self.title_label, self.left_label, self.hint_label):
            column.addWidget(widget)
        column.addWidget(self.area, 1)
        column.addWidget(self.say_label)
        column.addWidget(self.buttons)
        block = QWidget()
        block.setMaximumWidth(metrics("body").averageCharWidth() * 120)
        block.setLayout(column)
        around = QHBoxLayout(self)
        around.setContentsMargins(SPACE_XL, 0, SPACE_XL, 0)
        around.addStretch(1)
        around.addWidget(block, 1000)
        around.addStretch(1)
        self.card.row_activated.connect(self.opened)
        self.card.view.installEventFilter(self)

    def set_paper(self, paper: bool) -> None:
        """Say how answers are typed in from paper, or how one is looked at again."""
        said = tr("On each line type 1 to 5, or 0 for “Can't say”: it goes on to the next by itself.")
        if not paper:
            said += " " + tr("Enter shows a statement alone again.")
        self.hint_label.setText(said)

    def show_all(self, unlocked: Unlocked, statements: Sequence[Statement]) -> None:
        """Show what was answered to each statement, and what has no answer yet."""
        left = len(unanswered(statements, unlocked.answers))
        self.title_label.setText(tr("{name}: all statements").format(name=typed(unlocked.asked.person.name)))
        some = tr("{count} have no answer yet.") if left != 1 else tr("1 has no answer yet.")
        self.left_label.setText(
            some.format(count=figures.number(left)) if left else tr("All are answered. Say “Done” when you are.")
        )
        rows = []
        for number, each in enumerate(statements, 1):
            answer = words.answer_words(unlocked.answers, each.id)
            cells = (
                Cell(figures.number(number), colour="muted"),
                Cell(typed(each.say)),
                Cell(answer or tr("no answer yet"), "strong" if answer else "small", "ink" if answer else "ASK"),
            )
            rows.append(Row(each.id, cells))
        self.card.set_content("", rows, columns=(0.5, 9, 1.8))
        self.card.view.setAccessibleName(tr("Statements"))
        self.buttons.set_actions(((DONE, tr("Done"), True), (PAUSE, tr("Pause"), False)))

    def go_to(self, code: str) -> None:
        """Bring the keyboard to a line."""
        self.card.set_current(code)
        self.card.show_current()

    def focus_first(self) -> None:
        """Give the keyboard to the lines."""
        if self.card.current_key() is None and self.card.rows():
            self.card.set_current(self.card.rows()[0].key)
        self.card.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.card.show_current()

    def clear(self) -> None:
        """Show nothing."""
        self.title_label.setText("")
        self.left_label.setText("")
        self.card.set_content("", ())
        self.say("")

    def say(self, text: str) -> None:
        """Say what is wrong; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A number is the answer of the line it is typed on; Backspace takes it back."""
        if watched is not self.card.view or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        code, key = self.card.current_key(), event.text()
        if code is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.typed.emit(code, NOTHING)
            return True
        if key and key in "012345":
            if not event.isAutoRepeat():
                self.typed.emit(code, int(key))
            return True
        return False
