"""The clock of a meeting: what is left of the section, how long it has taken in all, and on to the next."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.wording import running as words
from desktop.wording.agenda import section_title
from framework.business import Business
from framework.minutes import HeldMeeting, after, left, spent
from resources.words import tr
from widgets.card import Card, Muted, PlainLabel
from widgets.flow import FlowLayout
from widgets.progress_line import ProgressLine


class MeetingClock(Card):
    """Shows the clock. Signals: `next_requested()`, `pause_requested()` and `go_on_requested()`."""

    next_requested = Signal()
    pause_requested = Signal()
    go_on_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_label = PlainLabel("", "small-strong", "muted", wrap=True)
        self.time_label = PlainLabel("", "clock")
        self.line_label = Muted("", "small")
        self.progress = ProgressLine()
        self.whole_label = Muted("", "small")
        self.next_button = QPushButton()
        self.next_button.setProperty("primary", "true")
        self.pause_button = QPushButton()
        self._runs = False
        for label in (self.title_label, self.time_label, self.line_label, self.whole_label):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.column.addWidget(label)
        self.column.insertWidget(3, self.progress)
        buttons = FlowLayout()
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.pause_button)
        self.column.addLayout(buttons)
        self.next_button.clicked.connect(self.next_requested)
        self.pause_button.clicked.connect(self._pause_or_go_on)

    def show_meeting(self, meeting: HeldMeeting, business: Business, *, editable: bool) -> None:
        """Show where the meeting stands."""
        self._runs = meeting.clock_since is not None
        self.title_label.setText(section_title(meeting.section, business))
        last = after(meeting, meeting.section) is None
        self.next_button.setText(tr("Close the meeting…") if last else tr("Next section"))
        self.pause_button.setText(tr("Pause") if self._runs else tr("Go on"))
        self.next_button.setEnabled(editable)
        self.pause_button.setEnabled(editable)

    def show_time(self, meeting: HeldMeeting, now: datetime, business: Business) -> None:
        """Show what is left now; over its time it turns to amber, and nothing rings."""
        rest = left(meeting, meeting.section, now)
        over = rest < timedelta()
        self.time_label.setText(words.clock_text(rest))
        self.time_label.set_colour("ASK" if over else "ink")
        self.line_label.setText(words.clock_line(meeting, now, business))
        self.whole_label.setText(words.whole_line(meeting, now))
        section = meeting.at(meeting.section)
        used = round(spent(meeting, meeting.section, now).total_seconds())
        self.progress.set_progress(used, section.minutes * 60, words.clock_said(meeting, now, business))
        self.time_label.setAccessibleName(self.progress.accessibleName())

    def _pause_or_go_on(self) -> None:
        if self._runs:
            self.pause_requested.emit()
        else:
            self.go_on_requested.emit()
