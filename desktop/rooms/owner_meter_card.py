"""The owner meter: how many decisions reached the owner this quarter, week by week, and the test without the owner."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions.owner_meter import read_meters
from desktop.dialogs.settled_rows import show_settled
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import owner_meter as words
from framework.owner_away import current, last_over
from framework.owner_meter import Meter, quarter
from resources.words import tr
from storage.owner_away import read_away_tests
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.owner_strip import OwnerBar, OwnerStrip
from widgets.tokens import SPACE_S

SEE, AWAY, COST = "see", "away", "cost"


class OwnerMeterCard(Card):
    """Figures of this calendar quarter beside those of the one before; they open the decisions they count.

    Signals: `question_requested(id)` and `deal_requested(id)` when a decision is to be seen; `away_requested()` and
    `cost_requested()` for the dialogs of the test without the owner, and of cause and cost.
    """

    question_requested = Signal(str)
    deal_requested = Signal(str)
    away_requested = Signal()
    cost_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.meter: Meter | None = None
        self.share_label = PlainLabel("", "title")
        self.beside_label = Muted("")
        self.strip = OwnerStrip()
        self.lines_label = Muted("", "small")
        self.away_label = PlainLabel("", "small", "owner", wrap=True)
        self.buttons = ActionButtons()
        self.column.addWidget(Heading(tr("Decided by the owner")))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.share_label)
        row.addWidget(self.beside_label, 1)
        self.column.addLayout(row)
        for widget in (self.strip, self.lines_label, self.away_label, self.buttons):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.buttons.action_requested.connect(self._do)

    def refresh(self) -> None:
        """Count anew."""
        session = self._session
        first, last = quarter(session.today)
        before = quarter(first.fromordinal(max(first.toordinal() - 1, 1)))
        now, then = read_meters(session.book, session.desk, (first, last), before)
        self.meter = now
        self.share_label.setText(words.share_words(now))
        self.beside_label.setText(words.beside_words(now, then))
        self.strip.set_weeks([OwnerBar(week.all, week.owner, words.week_words(week)) for week in now.weeks])
        self.strip.setVisible(bool(now.all))
        self.lines_label.setText("\n".join(words.meter_lines(now)))
        self.lines_label.setVisible(bool(self.lines_label.text()))
        tests = read_away_tests(session.book)
        test = current(tests, session.today)
        number = 0 if test is None else test.day_number(session.today)
        self.away_label.setText(words.away_line(test, last_over(tests, session.today), number))
        self.away_label.setVisible(bool(self.away_label.text()))
        actions = [(AWAY, tr("Owner away…"), False), (COST, tr("Cause and cost…"), False)]
        if now.all:
            see = tr("See the decision") if now.all == 1 else tr("See the {count} decisions")
            actions.insert(0, (SEE, see.format(count=figures.number(now.all)), False))
        self.buttons.set_actions(actions)

    def _do(self, key: str) -> None:
        if key == AWAY:
            self.away_requested.emit()
        elif key == COST:
            self.cost_requested.emit()
        elif self.meter is not None:
            # The owner's first: they are what the card counts.
            ordered = (*self.meter.at_owner, *(each for each in self.meter.settled if each not in self.meter.at_owner))
            title = tr("Decided this quarter")
            page = show_settled(self._session, title, tr("Those of the owner come first."), ordered, self.window())
            page.question_chosen.connect(self.question_requested)
            page.deal_chosen.connect(self.deal_requested)
            page.open()
