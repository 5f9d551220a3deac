"""When we meet: the rhythm of the meeting, its turns of the next half year, and the calendar file (section 8)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from desktop.actions.meeting_series import AHEAD, coming_turns
from desktop.dialogs.page import Page
from desktop.file_work import documents_folder
from desktop.session import Session
from desktop.wording import meeting_series as words
from framework.meeting import Turn
from resources.words import tr
from storage.book import News
from storage.business import TOPICS
from storage.days_off import read_days_off
from storage.held_meetings import held_on
from storage.trouble import Trouble
from widgets.card import Heading, Muted, PlainLabel
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_S

COLUMNS = (3.0, 2.0, 5.0)


class WhenWeMeet(Page):
    """The series in a line, and its turns to move or leave out. `told(text)` tells what was done, for a notice with
    Undo; `saved(text)` what was written elsewhere, without one."""

    told = Signal(str)
    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("When we meet"), parent)
        self._session = session
        self._turns: dict[str, Turn] = {}
        self._names: dict[date, str] = {}
        self.series_label = Heading("")
        self.change_button = QPushButton(tr("Change…"))
        self.calendar_button = QPushButton(tr("Save calendar file…"))
        self.turns_card = RowsCard()
        self.say_label = PlainLabel("", "body", "muted", wrap=True)
        self._lay_out()
        self.change_button.clicked.connect(self.change)
        self.calendar_button.clicked.connect(self.choose_calendar)
        self.turns_card.row_activated.connect(self.edit_turn)
        self.turns_card.remove_requested.connect(self.leave_out)
        session.news_came.connect(self._take_news)
        self.refresh()
        self.resize(680, 600)
        self.turns_card.view.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self.series_label, 1)
        for button in (self.change_button, self.calendar_button):
            button.setAutoDefault(False)
            head.addWidget(button)
        self.say_label.hide()
        scroll = PageScroll(self.turns_card)
        self.hint_label = Muted(
            tr("Choose a meeting to move it or to leave it out. Days off make one step aside by themselves.")
        )
        self.column.addLayout(head)
        self.column.addWidget(self.hint_label)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self.say_label)

    # Showing

    def refresh(self) -> None:
        """Show the series and its turns as they are now."""
        session = self._session
        series, business = session.business.series, session.business
        can_write = not session.book.read_only_because
        self.series_label.setText(words.series_line(series) if series is not None else tr("No meeting is planned"))
        self.change_button.setVisible(can_write)
        self.calendar_button.setVisible(series is not None)
        self.hint_label.setVisible(can_write and series is not None)
        self._turns = {}
        rows: list[Row] = []
        if series is not None:
            since = session.today - timedelta(weeks=series.every_weeks)
            self._names = {day.day: day.name for day in read_days_off(session.book, since)}
            turns = coming_turns(session.desk, max(1, AHEAD // timedelta(weeks=series.every_weeks)))
            self._turns = {turn.planned_on.isoformat(): turn for turn in turns}
            for key, turn in self._turns.items():
                colour = "ink" if turn.day is not None else "muted"
                cells = (
                    Cell(words.turn_when(turn), "strong" if turn.day is not None else "body", colour),
                    Cell(words.turn_leads(turn, series, business)),
                    Cell(self._why(turn), "body", "muted"),
                )
                rows.append(Row(key, cells))
        self.turns_card.set_content(tr("The next half year"), rows, columns=COLUMNS)
        self.turns_card.setVisible(series is not None)
        self.turns_card.set_activatable(can_write)

    def _why(self, turn: Turn) -> str:
        if turn.day is not None and held_on(self._session.book, turn.day):
            return tr("has begun already")
        return words.turn_why(turn, self._names.get(turn.planned_on, ""))

    def _take_news(self, news: News) -> None:
        if (TOPICS | {"day_off", "meeting"}) & news.topics.keys():
            self.refresh()

    # Doing

    def change(self) -> None:
        """Ask for another rhythm."""
        from desktop.dialogs.series_editor import SeriesEditor

        editor = SeriesEditor(self._session, self)
        editor.saved.connect(self._tell)
        editor.open()

    def edit_turn(self, key: str) -> None:
        """Show one meeting, to move it or to leave it out."""
        self._open_turn(key)

    def leave_out(self, key: str) -> None:
        """Ask why a meeting is left out, and leave it out."""
        self._open_turn(key, leave_out=True)

    def _open_turn(self, key: str, *, leave_out: bool = False) -> None:
        turn = self._turns.get(key)
        if turn is None:
            return
        from desktop.dialogs.turn_editor import TurnEditor

        editor = TurnEditor(self._session, turn, self._why(turn), self, leave_out=leave_out)
        editor.saved.connect(self._tell)
        editor.open()

    def choose_calendar(self) -> None:
        """Ask where the calendar file goes, and write it."""
        proposed = documents_folder() / (tr("Handshake meeting") + ".ics")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save calendar file"), str(proposed), "*.ics")
        if chosen:
            self.save_calendar(Path(chosen))

    def save_calendar(self, path: Path) -> None:
        """Write the series for calendar programs to `path`, whole or not at all."""
        from desktop.actions.calendar_file import write_calendar

        if not path.suffix:
            path = path.with_suffix(".ics")
        try:
            write_calendar(book=self._session.book, desk=self._session.desk, path=path, now=datetime.now(UTC))
        except Trouble as trouble:
            self._say(trouble.say, wrong=True)
            return
        say = tr("Saved {name}. Open it in your calendar program.").format(name=path.name)
        self._say(say)
        self.saved.emit(say)

    def _tell(self, say: str) -> None:
        self._say(say)
        self.told.emit(say)

    def _say(self, say: str, *, wrong: bool = False) -> None:
        self.say_label.set_colour("OFF" if wrong else "muted")
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))
