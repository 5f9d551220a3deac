"""Days off and crews: when nobody works, and how many hours there are in a usual week."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.dialogs.page import Page
from desktop.session import Session
from desktop.wording import capacity as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.days_off import Span, spans, working_days_lost
from resources.words import tr
from storage.book import News
from storage.days_off import CrewLine, read_crews, read_days_off
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel
from widgets.rows_card import Cell, Row, RowsCard, line_up
from widgets.tokens import SPACE_M, SPACE_S

TOPICS = frozenset({"day_off", "crew", "business"})
YEARS_AHEAD = 2
_WORKED = "worked:"


class DaysOffAndCrews(Page):
    """Public holidays, own days off and crews. `told(text)` tells what was changed, for a notice with Undo."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Days off and crews"), parent)
        self._session = session
        self._spans: dict[str, Span] = {}
        self._worked: dict[str, tuple[date, str]] = {}
        self._crews: dict[str, CrewLine] = {}
        self.own_card, self.public_card, self.crew_card = RowsCard(), RowsCard(), RowsCard()
        self.add_days_button = QPushButton(tr("Add days off"))
        self.add_crew_button = QPushButton(tr("Add a crew"))
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self._lay_out()
        self.add_days_button.clicked.connect(self.add_days)
        self.add_crew_button.clicked.connect(self.add_crew)
        self.own_card.row_activated.connect(self.edit_days)
        self.own_card.remove_requested.connect(self.remove_days)
        self.public_card.row_activated.connect(self.turn_holiday)
        self.public_card.remove_requested.connect(self.turn_holiday)
        self.crew_card.row_activated.connect(self.edit_crew)
        session.news_came.connect(self._take_news)
        self.refresh()
        self.resize(680, 620)
        self.own_card.view.setFocus()

    def _lay_out(self) -> None:
        for button in (self.add_days_button, self.add_crew_button):
            button.setAutoDefault(False)
        self.say_label.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(Muted(tr("On these days nobody works. They take their share of every crew's week.")), 1)
        row.addWidget(self.add_days_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.own_card)
        crews = QHBoxLayout()
        crews.setSpacing(SPACE_S)
        crews.addWidget(Muted(tr("A crew is who does the work together. A small business has one.")), 1)
        crews.addWidget(self.add_crew_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(crews)
        column.addWidget(self.crew_card)
        self.public_label = Muted(tr("Choose a public holiday to work on it, or to keep it again."))
        column.addWidget(self.public_label)
        column.addWidget(self.public_card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self.say_label)

    # Showing

    def refresh(self) -> None:
        """Show the days off from this year on, and the crews, as they are now."""
        from storage.public_holidays import public_holidays

        book, business, today = self._session.book, self._session.business, self._session.today
        days = read_days_off(book, date(today.year - 1, 1, 1))
        rows = [span for span in spans(days, business.calendar) if span.last >= today]
        own = [span for span in rows if not span.public]
        public = [span for span in rows if span.public]
        self._spans = {span.days[0].id: span for span in rows}
        kept = {span.first for span in public}
        years = range(today.year, today.year + YEARS_AHEAD + 1)
        known = public_holidays(business.country, years) if business.country else {}
        worked = {day: name for day, name in known.items() if day >= today and day not in kept}
        self._worked = {_WORKED + day.isoformat(): (day, name) for day, name in worked.items()}
        self._crews = {line.crew.id: line for line in read_crews(book)}
        can_write = not book.read_only_because
        self._show(self.own_card, tr("Your days off"), [self._span_row(span) for span in own], 3)
        self._show(self.public_card, tr("Public holidays"), self._public_rows(public), 3)
        self._show(self.crew_card, tr("Crews"), [_crew_row(line) for line in self._crews.values()], 2)
        for widget in (self.public_label, self.public_card):
            widget.setVisible(bool(public or self._worked))
        line_up([card for card in (self.own_card, self.public_card) if card.rows()])
        for card in (self.own_card, self.public_card, self.crew_card):
            card.set_activatable(can_write)
        for button in (self.add_days_button, self.add_crew_button):
            button.setVisible(can_write)

    def _show(self, card: RowsCard, heading: str, rows: Sequence[Row], columns: int) -> None:
        card.set_content(
            heading,
            rows,
            columns=(4.0, 4.0, 2.6)[:columns],
            empty_text=tr("None yet. Put in a summer break or a day for the yard, and its weeks have fewer hours."),
        )

    def _span_row(self, span: Span) -> Row:
        lost = working_days_lost(span, self._session.business.calendar)
        count = tr("1 working day") if lost == 1 else tr("{count} working days").format(count=figures.number(lost))
        cells = (Cell(words.span_words(span)), Cell(typed(span.name), "strong"), Cell(count, "body", "muted"))
        return Row(span.days[0].id, cells)

    def _public_rows(self, public: Sequence[Span]) -> list[Row]:
        rows = {
            span.first: Row(
                span.days[0].id,
                (
                    Cell(figures.day_year(span.first)),
                    Cell(typed(span.name), "strong"),
                    Cell(tr("off"), "body", "muted"),
                ),
            )
            for span in public
        }
        for key, (day, name) in self._worked.items():
            cells = (Cell(figures.day_year(day), "body", "muted"), Cell(typed(name), "body", "muted"))
            rows[day] = Row(key, (*cells, Cell(tr("you work"), "strong")))
        return [rows[day] for day in sorted(rows)]

    def _take_news(self, news: News) -> None:
        if TOPICS & news.topics.keys():
            self.refresh()

    # Days off

    def add_days(self) -> None:
        """Ask for days off."""
        self._open_days(None)

    def edit_days(self, key: str) -> None:
        """Show days off, to change or remove them."""
        if key in self._spans:
            self._open_days(self._spans[key])

    def remove_days(self, key: str) -> None:
        """Work on days off after all."""
        span = self._spans.get(key)
        if span is not None:
            self._let_work(span, tr("Worked after all: {name}."))

    def turn_holiday(self, key: str) -> None:
        """Work on a public holiday, or keep it again."""
        from desktop.actions.days_off import put_back_holiday

        if key in self._spans:
            self._let_work(self._spans[key], tr("You work on {name}."))
        elif key in self._worked:
            day, name = self._worked[key]
            try:
                put_back_holiday(book=self._session.book, who=self._session.author, day=day, name=name)
            except Trouble as trouble:
                self._say(trouble.say)
                return
            self._tell(tr("{name} is a day off again.").format(name=typed(name)))

    def _let_work(self, span: Span, say: str) -> None:
        from desktop.actions.days_off import remove_days_off

        try:
            remove_days_off(book=self._session.book, who=self._session.author, days=span.days)
        except Trouble as trouble:
            self.refresh()
            self._say(trouble.say)
            return
        self._tell(say.format(name=typed(span.name)))

    def _open_days(self, span: Span | None) -> None:
        from desktop.dialogs.days_off_editor import DaysOffEditor

        editor = DaysOffEditor(self._session, span, self)
        editor.saved.connect(self._tell)
        editor.open()

    # Crews

    def add_crew(self) -> None:
        """Ask for another crew."""
        self._open_crew(None)

    def edit_crew(self, key: str) -> None:
        """Show a crew, to change or delete it."""
        if key in self._crews:
            self._open_crew(self._crews[key])

    def _open_crew(self, line: CrewLine | None) -> None:
        from desktop.dialogs.crew_editor import CrewEditor

        editor = CrewEditor(self._session, line, self)
        editor.saved.connect(self._tell)
        editor.open()

    def _tell(self, say: str) -> None:
        self._say(say, wrong=False)
        self.told.emit(say)

    def _say(self, say: str, *, wrong: bool = True) -> None:
        self.say_label.set_colour("OFF" if wrong else "muted")
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))


def _crew_row(line: CrewLine) -> Row:
    hours = tr("{hours} a week").format(hours=figures.hours(line.crew.weekly_hours))
    return Row(line.crew.id, (Cell(typed(line.crew.name), "strong"), Cell(hours)))
