"""The test without the owner: begin one, see it run, and read what came of it (framework.md section 7)."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.owner_away import end_owner_away, read_report, start_owner_away
from desktop.dialogs.page import Page
from desktop.dialogs.settled_rows import show_settled
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import owner_meter as words
from desktop.wording.typed import typed
from framework.owner_away import DAYS, AwayReport, AwayTest, current, last_over
from framework.owner_meter import Settled
from resources.words import tr
from storage.book import News
from storage.owner_away import read_away_tests
from storage.question_cases import clients_of, deals_of_requests, subjects_of
from storage.trouble import Trouble
from widgets.action_buttons import ActionButtons
from widgets.card import Muted, PlainLabel
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.rows_card import Cell, Row, RowsCard

TOPICS = frozenset({"owner_away", "question", "question_arrival", "decision", "request", "answer", "deal"})
START, END = "start", "end"


class OwnerAway(Page):
    """The test that runs or comes, else the last one, with its report; a figure opens what it counts.

    Signals: `told(text)` what was changed, for a notice with Undo; `question_requested(id)`, `deal_requested(id)`.
    """

    told = Signal(str)
    question_requested = Signal(str)
    deal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Owner away"), parent)
        self._session = session
        self.test: AwayTest | None = None
        self.report: AwayReport | None = None
        self.state_label = PlainLabel("", "strong", wrap=True)
        self.from_edit = DateEdit(self._today)
        self.form = FormGrid(1)
        self.buttons_row = ActionButtons()
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.report_card = RowsCard()
        self.right_label = Muted("", "small")
        self._lay_out()
        self.buttons_row.action_requested.connect(self._do)
        self.report_card.row_activated.connect(self._open)
        session.news_came.connect(self._take_news)
        self.refresh()
        self.resize(620, 560)

    def _lay_out(self) -> None:
        column = self.add_reading_column()
        why = tr(
            "For 14 days nothing can be moved up to the owner, and the two sides settle it between them. At the end "
            "you see what waited, what was decided without the owner, and how it went."
        )
        column.addWidget(Muted(why))
        column.addWidget(self.state_label)
        self.form.add_field(tr("First day"), self.from_edit, tr("The test lasts 14 days, this one included."))
        for widget in (self.form, self.say_label, self.buttons_row, self.report_card, self.right_label):
            column.addWidget(widget)
        column.addStretch(1)
        self.say_label.hide()
        self.from_edit.set_value(self._today())

    def refresh(self) -> None:
        """Show how the test stands now."""
        session = self._session
        tests = read_away_tests(session.book)
        now, before = current(tests, session.today), last_over(tests, session.today)
        self.test = now or before
        number = 0 if now is None else now.day_number(session.today)
        line = words.away_line(now, before, number) or tr("No such test has been made yet.")
        self.state_label.setText(line)
        can_write = not session.book.read_only_because
        self.form.setVisible(now is None and can_write)
        actions = []
        if now is None:
            actions = [(START, tr("Begin the test"), True)]
        elif now.is_coming(session.today):
            actions = [(END, tr("Take it back"), False)]
        else:
            actions = [(END, tr("End it today"), False)]
        self.buttons_row.set_actions(actions if can_write else ())
        self._show_report(before if now is None else now)

    def _show_report(self, test: AwayTest | None) -> None:
        session = self._session
        shown = test is not None and test.from_day <= session.today
        self.report_card.setVisible(shown)
        self.right_label.setVisible(shown)
        self.report = None
        if test is None or not shown:
            return
        self.report = read_report(session.book, session.desk, test)
        rows = [
            Row(key, (Cell(name), Cell(figures.number(count), "strong")))
            for key, name, count in words.report_lines(self.report)
        ]
        title = tr("So far") if test.is_running(session.today) else tr("What came of it")
        note = tr("{first} to {last}").format(first=figures.day(test.from_day), last=figures.day(test.last))
        self.report_card.set_content(title, rows, note=note, columns=(4, 1))
        self.right_label.setText(words.looked_back_words(self.report))

    def _do(self, key: str) -> None:
        self._say("")
        session = self._session
        try:
            if key == START:
                if not self.form.finish():
                    return
                day = self.from_edit.value()
                if day is None:
                    self.form.set_error(self.from_edit, tr("Choose the first day."))
                    return
                start_owner_away(book=session.book, who=session.author, desk=session.desk, from_day=day)
                end = day + timedelta(days=DAYS - 1)
                self.told.emit(
                    tr("The owner is away from {first} to {last}.").format(
                        first=figures.day(day), last=figures.day(end)
                    )
                )
            elif self.test is not None:
                end_owner_away(book=session.book, who=session.author, today=session.today, test=self.test)
                self.told.emit(tr("The owner is back."))
        except Trouble as trouble:
            self._say(trouble.say)

    def _open(self, key: str) -> None:
        report = self.report
        if report is None:
            return
        name = next(name for each, name, _count in words.report_lines(report) if each == key)
        match key:
            case "without" | "by_owner":
                self._open_settled(name, report.without if key == "without" else report.by_owner)
            case "waited" | "overdue":
                ids = report.waited if key == "waited" else report.overdue
                self._open_rows(name, [(f"question:{id}", say) for id, say in self._subjects(ids)])
            case "lapsed":
                deals = deals_of_requests(self._session.book, report.lapsed)
                self._open_rows(name, [(f"deal:{deal}:{id}", client) for id, deal, client in deals])
            case "lost":
                clients = clients_of(self._session.book, report.lost)
                self._open_rows(name, [(f"deal:{id}", client) for id, client in clients])

    def _subjects(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return list(subjects_of(self._session.book, list(ids)).items())

    def _open_settled(self, title: str, decisions: tuple[Settled, ...]) -> None:
        page = show_settled(self._session, title, "", decisions, self)
        page.question_chosen.connect(self._show_question)
        page.deal_chosen.connect(self._show_deal)
        page.open()

    def _open_rows(self, title: str, lines: list[tuple[str, str]]) -> None:
        from desktop.dialogs.settled_rows import SettledRows

        rows = [Row(key, (Cell(typed(say), "strong"),)) for key, say in lines]
        page = SettledRows(title, "", rows, len(rows), parent=self)
        page.question_chosen.connect(self._show_question)
        page.deal_chosen.connect(self._show_deal)
        page.open()

    def _show_question(self, question_id: str) -> None:
        self.accept()
        self.question_requested.emit(question_id)

    def _show_deal(self, deal_id: str) -> None:
        self.accept()
        self.deal_requested.emit(deal_id)

    def _take_news(self, news: News) -> None:
        if TOPICS & news.topics.keys():
            self.refresh()

    def _say(self, text: str) -> None:
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))

    def _today(self) -> date:
        return self._session.today
