"""One statement of a health check, large, with its scale."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.rooms.health_moment import Moment
from desktop.wording import figures
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health import Statement
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.progress_line import ProgressLine
from widgets.scale_row import NOTHING, ScaleRow
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_M

BACK, PAUSE, ALL, DONE = "back", "pause", "all", "done"


class OneStatement(Moment):
    """One statement, large, with its scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area_label = PlainLabel("", "small-strong", "accent", wrap=True)
        self.count_label = PlainLabel("", "small", "muted")
        self.progress = ProgressLine()
        self.say_it_label = PlainLabel("", "title", wrap=True)
        self.say_it_label.setMinimumHeight(metrics("title").lineSpacing() * 3)
        self.say_it_label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.scale = ScaleRow("", words.scale_low(), words.scale_high(), words.cannot_say())
        self.keys_label = Muted(
            tr("Keys: 1 to 5, and 0 for “Can't say”. Left goes back. Every answer is locked and kept at once."), "small"
        )
        self.buttons = ActionButtons()
        line = QHBoxLayout()
        line.addWidget(self.area_label, 1)
        line.addWidget(self.count_label)
        self.column.addLayout(line)
        self.column.addWidget(self.progress)
        self.column.addSpacing(SPACE_L)
        self.column.addWidget(self.say_it_label)
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(self.scale)
        self.column.addWidget(self.keys_label)
        self.column.addWidget(self.say_label)
        self.column.addSpacing(SPACE_L)
        self.column.addWidget(self.buttons)

    def show_statement(self, statement: Statement, area: str, number: int, of: int, done: int, value: int) -> None:
        """Show `statement`, the `number`th `of` all, of which `done` are answered; `value` is pressed."""
        self.area_label.setText(area)
        count = tr("{number} of {all}").format(number=figures.number(number), all=figures.number(of))
        self.count_label.setText(count)
        self.progress.set_progress(done, of, tr("{done} of {all} answered").format(done=done, all=of))
        self.say_it_label.setText(typed(statement.say))
        self.scale.set_name(f"{count}. {typed(statement.say)}")
        self.scale.set_value(value)
        actions = [(PAUSE, tr("Pause"), False), (ALL, tr("All statements"), False)]
        self.buttons.set_actions(([(BACK, tr("Back"), False)] if number > 1 else []) + actions)

    def clear(self) -> None:
        """Show nothing."""
        for label in (self.area_label, self.count_label, self.say_it_label):
            label.setText("")
        self.progress.set_progress(0, 1, "")
        self.scale.set_name("")
        self.scale.set_value(NOTHING)
        self.say("")
