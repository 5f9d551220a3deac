"""Escalation: the ladder with what waits on it, one question at the right, and what was decided before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Judged
from desktop.rooms.escalation_insights import Insights
from desktop.rooms.ladder_steps import WAITING, ladder_steps, question_card, waiting_card
from desktop.rooms.question_actions import DEAL, QuestionActions
from desktop.rooms.question_panel import PRINT, RAISE, QuestionPanel
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.periods import recent_periods
from desktop.wording.questions import decision_words, kind_words, step_name
from desktop.wording.typed import typed
from framework.questions import Question, waits_for
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.intake import ASKING_TOPICS, read_deal
from storage.questions import TOPICS, all_questions, open_questions, read_question
from storage.trouble import Trouble
from widgets.card import Card, Title
from widgets.empty_state import EmptyState
from widgets.filter_bar import FilterChips, SearchField
from widgets.ladder_view import LadderCard, LadderView
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

if TYPE_CHECKING:
    from desktop.rooms.about import About

OPEN, DECIDED = "open", "decided"
PRINT_DECISIONS = "print_decisions"
MOST_WAITING = 6
"""So many deals that wait in Intake stand on the first step; of more the number is said."""
MOST_DECIDED = 200


class EscalationRoom(Room):
    """The Escalation tab: the ladder with its questions, what was decided, and the one that is looked at."""

    key = "escalation"
    topics = BUSINESS_TOPICS | TOPICS | ASKING_TOPICS | {"deal", "deal_hours", "client", "checklist_answer"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._questions: dict[str, Question] = {}
        self._chosen = ""
        self._revealed = ("", "")
        self.title_label = Title(tr("Escalation"))
        self.chips = FilterChips()
        self.raise_button = QPushButton(tr("Raise a question…"))
        self.ladder = LadderView()
        self._page = QWidget()
        self.ladder_area = PageScroll(self._page)
        self.search_edit = SearchField(tr("Find a decision"))
        self.print_button = QPushButton(tr("Print ▾"))
        self.print_menu = QMenu(self)
        self.decided_card = RowsCard()
        self.decided_area = PageScroll(self.decided_card)
        self.pages = QStackedWidget()
        self.panel = QuestionPanel(session)
        self.insights = Insights(session, self.panel)
        self.empty = EmptyState(
            tr("No ladder yet"),
            tr("The agreement says on which steps the two settle what they do not agree on. Propose one there first."),
        )
        self.content = QWidget()
        self._actions = QuestionActions(session, self)
        # How long there is left changes while nobody does anything.
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._first_count, self._reveal_later = QTimer(self), QTimer(self)
        for timer in (self._first_count, self._reveal_later):
            timer.setSingleShot(True)
            timer.setInterval(0)
        self._lay_out()
        self._connect()
        self._minute.start()
        self._first_count.start()

    def _lay_out(self) -> None:
        self.raise_button.setProperty("primary", "true")
        self.chips.set_filters(((OPEN, tr("Open"), None), (DECIDED, tr("Decided"), None)))
        self.chips.set_current(OPEN)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.raise_button)
        card = Card()
        card.column.addWidget(self.ladder)
        card.column.addStretch(1)
        # The whole ladder comes first; what it adds up to is beneath, and scrolls with it in a small window.
        beside = QHBoxLayout()
        beside.setSpacing(SPACE_M)
        beside.addWidget(self.insights.meter_card, 1)
        beside.addWidget(self.insights.draft_card, 1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(card, 1)
        column.addLayout(beside)
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_M)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.search_edit, 1)
        bar.addWidget(self.print_button)
        self.print_button.setAccessibleName(tr("Print decisions"))
        self.print_button.setToolTip(tr("Print the decisions of a period"))
        self.print_button.setMenu(self.print_menu)
        self.search_edit.hide()
        self.print_button.hide()
        self.pages.addWidget(self.ladder_area)
        self.pages.addWidget(self.decided_area)
        left = QVBoxLayout()
        left.setSpacing(SPACE_M)
        left.addLayout(head)
        left.addLayout(bar)
        left.addWidget(self.pages, 1)
        across = QHBoxLayout(self.content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L)
        across.addLayout(left, 21)
        across.addWidget(self.panel, 10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        whole.addWidget(self.content)
        whole.addWidget(self.empty)

    def _connect(self) -> None:
        self.chips.filter_chosen.connect(self._show_page)
        self.raise_button.clicked.connect(self.raise_question)
        self.ladder.card_chosen.connect(self._choose)
        self.ladder.card_opened.connect(self._open)
        self.search_edit.search_changed.connect(self._find)
        self.print_menu.aboutToShow.connect(self._list_periods)
        self.print_menu.triggered.connect(self._print_period)
        self.decided_card.row_activated.connect(self._choose)
        self.decided_card.row_changed.connect(self._choose)
        self.panel.asked.connect(self._do)
        self.insights.told.connect(self._tell_done)
        self.insights.drafted.connect(self.proposal_drafted)
        self.insights.troubled.connect(self.tell_trouble)
        self.insights.question_requested.connect(self.show_question)
        self.insights.deal_requested.connect(self.deal_requested)
        self._actions.done.connect(self._tell_done)
        self._actions.troubled.connect(self.tell_trouble)
        self._minute.timeout.connect(self._look_at_the_clock)
        self._first_count.timeout.connect(self._count)
        self._reveal_later.timeout.connect(self._reveal)

    # Showing

    def refresh(self) -> None:
        """Show the ladder, what was decided, and the chosen question as they are now."""
        has_ladder = bool(self.session.business.agreement.ladder)
        self.content.setVisible(has_ladder)
        self.empty.setVisible(not has_ladder)
        self._count()
        if not has_ladder:
            return
        self.raise_button.setEnabled(not self.session.book.read_only_because)
        self._show_ladder()
        self._show_decided()
        self._show_chosen()
        self.insights.refresh()

    def _show_ladder(self) -> None:
        session = self.session
        business, clock = session.business, session.desk.clock()
        found = open_questions(session.book, digits=session.digits)
        self._questions = {question.id: question for question in found}
        steps = [step.id for step in business.agreement.ladder]
        cards: dict[str, list[LadderCard]] = {}
        more: dict[str, str] = {}
        for question in found:
            # A step that is gone from the agreement leaves its questions on the topmost one.
            here = question.here.step_id if question.here.step_id in steps else steps[-1]
            cards.setdefault(here, []).append(question_card(question, business, clock))
        waiting = self._waiting()
        first = cards.setdefault(steps[0], [])
        first += [waiting_card(each, business, clock) for each in waiting[:MOST_WAITING]]
        if len(waiting) > MOST_WAITING:
            count = figures.number(len(waiting) - MOST_WAITING)
            more[steps[0]] = tr("{count} more wait in Intake").format(count=count)
        self.ladder.set_steps(ladder_steps(business, cards, more, self._closed()))
        self.chips.set_filters(((OPEN, tr("Open"), len(found)), (DECIDED, tr("Decided"), self._count_decided())))
        if self.chips.current() == OPEN:
            known = {card.key for step in self.ladder.steps() for card in step.cards}
            if self._chosen not in known:
                self._chosen = found[0].id if found else ""

    def _waiting(self) -> list[Judged]:
        """Return the deals that were asked about in Intake and wait for an answer, the most pressing first."""
        from desktop.actions.waiting import waiting_in_intake

        return waiting_in_intake(self.session.book, self.session.desk)

    def _closed(self) -> str:
        from desktop.actions.escalation import owner_is_away

        away = owner_is_away(self.session.book, self.session.today)
        return tr("The owner is away: nothing comes here for now.") if away else ""

    def _count_decided(self) -> int:
        from storage.questions import count_decided

        return count_decided(self.session.book)

    def _show_decided(self) -> None:
        if self.chips.current() != DECIDED:
            return
        business, zone = self.session.business, self.session.desk.zone
        words = self.search_edit.text().casefold().split()
        rows: list[Row] = []
        decided = [each for each in all_questions(self.session.book, digits=self.session.digits) if not each.is_open]
        for question in reversed(decided):
            decision = question.decision
            if decision is None:
                said, result = tr("Taken off the ladder without a decision."), ""
            else:
                said, result = decision_words(decision, business, zone), kind_words(decision.kind)
            say = "" if decision is None else decision.say
            where = step_name(question.here.step_id, business.agreement.ladder)
            texts = (question.subject, said, say, question.sales_say, question.operations_say, where, result)
            if not all(any(word in text.casefold() for text in texts) for word in words):
                continue
            line = f"{said} “{typed(say)}”" if say else said
            rows.append(Row(question.id, (Cell(typed(question.subject), "strong"), Cell(line, "small", "muted"))))
            if len(rows) == MOST_DECIDED:
                break
        empty = tr("No decision has these words.") if words else tr("Nothing has been decided on the ladder yet.")
        self.decided_card.set_content(tr("Decided before"), rows, empty_text=empty, stacked=True)
        keys = [row.key for row in rows]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        self.decided_card.set_current(self._chosen or None)

    def _show_chosen(self) -> None:
        self.ladder.set_current(self._chosen)
        if self._chosen.startswith(WAITING):
            self._show_waiting(self._chosen.removeprefix(WAITING))
            return
        question = read_question(self.session.book, self._chosen, digits=self.session.digits) if self._chosen else None
        if question is None:
            self._show_empty()
            return
        deal = None
        if question.deal_id is not None:
            deal = read_deal(self.session.book, question.deal_id, digits=self.session.digits)
        self.panel.show_question(question, deal)
        # A question that was moved is followed to its step, once; where somebody scrolls to after that is theirs.
        if question.is_open and self._revealed != (question.id, question.here.step_id):
            self._revealed = question.id, question.here.step_id
            self._reveal_later.start()

    def _reveal(self) -> None:
        self.ladder.reveal(self._chosen)

    def _show_waiting(self, deal_id: str) -> None:
        from desktop.actions.desk import judge

        deal = read_deal(self.session.book, deal_id, digits=self.session.digits)
        if deal is None:
            self._show_empty()
        else:
            self.panel.show_waiting(judge(self.session.book, self.session.desk, deal))

    def _show_empty(self) -> None:
        if self.chips.current() == DECIDED:
            kept = tr("Every decision stands here with what both sides said, for the next question like it.")
            searching = bool(self.search_edit.text().strip())
            self.panel.show_nothing(*(("", "") if searching else (tr("Nothing decided yet"), kept)))
            return
        said = tr("What the two can't settle alone goes on the ladder, with what both sides say.")
        offers = not self.session.book.read_only_because
        self.panel.show_nothing(
            tr("Nothing to settle"), f"{tr('That is how it should be mostly.')} {said}", offers=offers
        )

    def take_news(self, news: News) -> None:
        """Out of sight only the count at the tab is worked out anew."""
        super().take_news(news)
        if not self.isVisible() and self.topics & news.topics.keys():
            self._count()

    def make_stale(self) -> None:
        """The day or the person acting has changed: other questions wait now."""
        super().make_stale()
        if not self.isVisible():
            self._count()

    def _count(self) -> None:
        """Count the questions that wait for the person acting."""
        session, business = self.session, self.session.business
        found = open_questions(session.book, digits=session.digits)
        ladder, people = business.agreement.ladder, business.people
        self.badge_changed.emit(sum(1 for each in found if waits_for(each, session.person, ladder, people)))

    def _look_at_the_clock(self) -> None:
        if self.isVisible() and self.content.isVisible():
            self._show_ladder()
            self._show_chosen()

    # What can be done

    def show_question(self, question_id: str) -> None:
        """Show one question, open or decided."""
        question = read_question(self.session.book, question_id, digits=self.session.digits)
        if question is None:
            return
        self.chips.set_current(OPEN if question.is_open else DECIDED)
        self._chosen = question_id
        self._show_page(OPEN if question.is_open else DECIDED)

    def raise_question(self) -> None:
        """Ask for a question about a subject of its own."""
        if self.session.book.read_only_because:
            return
        from desktop.dialogs.raise_question import RaiseQuestion

        editor = RaiseQuestion(self.session, None, self)
        editor.raised.connect(self.show_question)
        editor.saved.connect(self._tell_done)
        editor.open()

    def about(self) -> "About":
        """Return the question shown, or the deal that waits for an answer."""
        from desktop.rooms.about import deal_about, question_about

        book, digits = self.session.book, self.session.digits
        if self._chosen.startswith(WAITING):
            deal = read_deal(book, self._chosen.removeprefix(WAITING), digits=digits)
            return deal_about(deal, self.session.business)
        return question_about(read_question(book, self._chosen, digits=digits) if self._chosen else None)

    def do(self, what: str) -> None:
        """Do what a menu asks for."""
        if what == RAISE:
            self.raise_question()
        elif what == PRINT_DECISIONS:
            self.print_decisions()

    def print_page(self) -> None:
        """Print the chosen question."""
        self.print_question()

    def print_question(self) -> None:
        """Print the chosen question as a page to decide from."""
        question, deal = self.panel.question, self.panel.deal
        if question is None:
            return
        from desktop.printing.from_file import question_of
        from desktop.printing.preview import preview

        preview(self, question_of(self.session.book, self.session.desk, question, deal))

    def print_decisions(self) -> None:
        """Print what was decided since the year began."""
        from desktop.printing.from_file import decisions_of
        from desktop.printing.preview import preview

        preview(self, decisions_of(self.session.book, self.session.desk, None, None))

    def _list_periods(self) -> None:
        self.print_menu.clear()
        for period in recent_periods(self.session.today):
            self.print_menu.addAction(tr("{period}…").format(period=period.words)).setData(period.key)

    def _print_period(self, action: QAction) -> None:
        self.print_period(action.data())

    def print_period(self, key: str) -> None:
        """Print the decisions of one of `recent_periods`, by its key. Raises StopIteration for one that is not."""
        from desktop.printing.decisions_page import decisions_page
        from desktop.printing.preview import preview

        session = self.session
        period = next(each for each in recent_periods(session.today) if each.key == key)
        found = all_questions(session.book, digits=session.digits)
        preview(self, decisions_page(found, session.business, period.first, period.last, session.desk.zone))

    def focus_first(self) -> None:
        """Give the keyboard to the ladder, or to the decisions."""
        # The window asks before the room has shown anything.
        self.come_on_screen()
        if self.chips.current() == DECIDED:
            self.search_edit.setFocus()
        else:
            self.ladder.focus_first()

    def _show_page(self, key: str) -> None:
        self.pages.setCurrentIndex(0 if key == OPEN else 1)
        for widget in (self.search_edit, self.print_button):
            widget.setVisible(key == DECIDED)
        self.refresh()

    def _find(self, _words: str) -> None:
        self._show_decided()
        self._show_chosen()

    def _choose(self, key: str) -> None:
        if key != self._chosen:
            self._chosen = key
            self._show_chosen()

    def _open(self, key: str) -> None:
        if key.startswith(WAITING):
            self.deal_requested.emit(key.removeprefix(WAITING))
            return
        self._choose(key)
        self.panel.focus_first()

    def _do(self, what: str) -> None:
        if what == RAISE:
            self.raise_question()
        elif what == PRINT:
            self.print_question()
        elif what == DEAL and self.panel.deal is not None:
            self.deal_requested.emit(self.panel.deal.id)
        elif self.panel.question is not None:
            self._actions.do(what, self.panel.question, self.panel.deal)

    def _tell_done(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong, and show how it is now."""
        super().tell_trouble(trouble)
        self.refresh()
