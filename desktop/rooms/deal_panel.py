"""One deal: its checklist in the middle, the verdict, the weeks and the last time at the right."""

from datetime import timedelta
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.asking import why_not
from desktop.actions.desk import Judged
from desktop.rooms.deal_asking import asking_actions, open_question
from desktop.rooms.deal_lines import DONE, checklist_lines
from desktop.rooms.handover_card import HandoverCard
from desktop.rooms.outcome_card import OutcomeCard
from desktop.rooms.pipeline import Pipeline
from desktop.rooms.promises_card import PromisesCard
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.intake import (
    earliest_sentence,
    item_note,
    last_time_sentence,
    line_number,
    needed_words,
    next_stage,
    precedent_sentence,
    section_words,
    stage_words,
    summary_line,
    week_words,
)
from desktop.wording.verdict_card import card_texts
from desktop.wording.ways import way_words
from framework.agreement import Measure, Zone
from framework.asking import point_key
from framework.checklist import ChecklistItem, Needed, line_numbers
from framework.deal import Deal, Stage
from framework.intake import follow_answer, items_for_paper, progress
from framework.lapse import to_ask
from framework.standing import State
from framework.ways import Way, ways_out
from framework.working_time import monday_of
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.checklist_view import ChecklistRow, ChecklistView
from widgets.name_link import NameLink
from widgets.progress_line import ProgressLine
from widgets.tokens import SPACE_L, SPACE_M
from widgets.verdict_card import VerdictCard
from widgets.way_lines import WayLines
from widgets.week_strip import WeekBar, WeekStrip

WEEKS = 8


class DealPanel(QWidget):
    """Shows one judged deal. It changes nothing itself: it asks.

    Signals: `answer_requested(item id, answer)`, `note_requested(item id)`, `stage_requested(Stage)`,
    `date_requested(date)`, `way_requested(Way)`, `asked(str)` with one of edit, copy, delete, history, type_in,
    newest_checklist, of `PRINTS`, or with what `rooms.deal_asking` carries out; `typed_in(lines)` when a sheet of
    paper is.
    """

    answer_requested = Signal(str, str)
    note_requested = Signal(str)
    stage_requested = Signal(object)
    date_requested = Signal(object)
    way_requested = Signal(object)
    asked = Signal(str)
    typed_in = Signal(int)

    def __init__(self, session: Session, pipeline: Pipeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pipeline = pipeline
        self._judged: Judged | None = None
        self._deal_id = ""
        self._since_asked = QElapsedTimer()
        self._ways: tuple[Way, ...] = ()

        self.client_label = NameLink("title")
        self.summary_label = PlainLabel("", "body", "muted", wrap=True)
        self.promised_caption = PlainLabel("", "small", "muted")
        self.promised_label = PlainLabel("", "strong")
        self.progress_line = ProgressLine()
        self.progress_label = PlainLabel("", "small", "muted")
        self.checklist = ChecklistView()
        self.checklist_lines = WayLines()
        self.stage_label = PlainLabel("", "small", "muted", elide=True)
        self.next_button = QPushButton()
        self.more_button = QPushButton()
        self.verdict_card = VerdictCard()
        self.ways_card = Card()
        self.way_lines = WayLines()
        self.handover_card = HandoverCard(session)
        self.outcome_card = OutcomeCard(session)
        self.promises_card = PromisesCard(session)
        self.week_card = Card()
        self.week_heading = Heading()
        self.week_strip = WeekStrip()
        self.earliest_label = PlainLabel("", wrap=True)
        self.use_button = QPushButton()
        self.last_time_card = Card()
        self.last_time_label = Muted()
        self._build_menu()
        self._lay_out()
        self._connect()

    def _build_menu(self) -> None:
        self.more_button.setText(tr("More ▾"))
        self.more_button.setAccessibleName(tr("More"))
        menu = QMenu(self)
        for key, text in (
            ("edit", tr("Edit deal…")),
            ("copy", tr("Copy deal")),
            ("promised", tr("Add a promise…")),
            ("outcome", tr("After delivery…")),
            ("client", tr("All about this client…")),
            ("ask_with_note", tr("Ask with a note…")),
            ("answers", tr("Asked and answered…")),
            ("history", tr("What happened to this deal…")),
            ("type_in", tr("Type in from paper")),
        ):
            menu.addAction(text).setData(key)
        self.print_menu = menu.addMenu(tr("Print checklist"))
        for key, text in (
            ("print", tr("As it stands…")),
            ("print_blank", tr("To fill in…")),
            ("print_visit", tr("For a site visit…")),
            ("print_any", tr("Blank, for any deal…")),
        ):
            self.print_menu.addAction(text).setData(key)
        menu.addSeparator()
        self.stage_menu = menu.addMenu(tr("Move to"))
        for stage in Stage:
            self.stage_menu.addAction(stage_words(stage)).setData(str(stage))
        menu.addSeparator()
        menu.addAction(tr("Delete deal")).setData("delete")
        self.more_menu = menu
        self.more_button.setMenu(menu)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L)
        across.addWidget(self._middle(), 5)
        across.addWidget(self._right(), 3)

    def _middle(self) -> QWidget:
        card = Card()
        top = QHBoxLayout()
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(2)
        right.setSpacing(2)
        left.addWidget(self.client_label)
        left.addWidget(self.summary_label)
        right.addWidget(self.promised_caption, 0, Qt.AlignmentFlag.AlignTrailing)
        right.addWidget(self.promised_label, 0, Qt.AlignmentFlag.AlignTrailing)
        left.addStretch(1)
        right.addStretch(1)
        top.addLayout(left, 1)
        top.addLayout(right)
        bar = QHBoxLayout()
        bar.addWidget(self.progress_line, 1)
        bar.addWidget(self.progress_label)
        foot = QHBoxLayout()
        foot.addWidget(self.stage_label, 1)
        foot.addWidget(self.next_button)
        foot.addWidget(self.more_button)
        card.column.addLayout(top)
        card.column.addLayout(bar)
        card.column.addWidget(self.checklist, 1)
        keys = tr("Y yes · N no · ? not known · X not relevant · Enter the next line")
        card.column.addWidget(Muted(keys, "tiny"))
        card.column.addWidget(self.checklist_lines)
        card.column.addLayout(foot)
        return card

    def _right(self) -> QWidget:
        column = self.week_card.column
        column.addWidget(self.week_heading)
        column.addWidget(self.week_strip)
        column.addWidget(self.earliest_label)
        column.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.ways_card.column.addWidget(Heading(tr("What would turn it green")))
        self.ways_card.column.addWidget(self.way_lines)
        self.last_time_card.column.addWidget(Heading(tr("Last time")))
        self.last_time_card.column.addWidget(self.last_time_label)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for widget in (
            self.verdict_card,
            self.ways_card,
            self.handover_card,
            self.outcome_card,
            self.promises_card,
            self.week_card,
            self.last_time_card,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        # The weeks and the last time have nothing to press: they are scrolled to here, so the stop is shown.
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setProperty("ring", "true")
        area.setAccessibleName(tr("About this deal"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        area.setWidget(inner)
        area.setMinimumWidth(216)
        return area

    def _connect(self) -> None:
        self.client_label.opened.connect(self._ask_client)
        self.checklist.answer_requested.connect(self.answer_requested)
        self.checklist.note_requested.connect(self.note_requested)
        self.checklist.typing_ended.connect(self._have_typed)
        self.checklist_lines.way_requested.connect(self._ask_line)
        self.verdict_card.action_requested.connect(self.asked)
        self.way_lines.way_requested.connect(self._ask_way)
        self.next_button.clicked.connect(self._ask_next_stage)
        self.use_button.clicked.connect(self._ask_date)
        self.more_menu.triggered.connect(self._ask_more)

    # Showing

    @property
    def judged(self) -> Judged | None:
        """Return the deal shown."""
        return self._judged

    def show_deal(self, judged: Judged) -> None:
        """Show a deal as it is now; its checklist keeps its place while it is the same deal."""
        if judged.deal.id != self._deal_id:
            # A sheet is typed in for one deal.
            self.checklist.end_typing()
        self._judged = judged
        self._deal_id = judged.deal.id
        self._show_head(judged)
        self._show_checklist(judged)
        self._show_verdict(judged)
        self.handover_card.show_deal(judged)
        self.outcome_card.show_deal(judged)
        self.promises_card.show_deal(judged)
        self.show_weeks()
        self._show_last_time(judged)

    def _show_head(self, judged: Judged) -> None:
        deal = judged.deal
        self.client_label.setText(deal.client)
        self.summary_label.setText(summary_line(deal, self._session.business))
        sold = deal.stage not in (Stage.LEAD, Stage.INTAKE)
        self.promised_caption.setText(tr("Promised for") if sold else tr("Asked for"))
        self.promised_label.setText(
            tr("no date yet") if deal.promised_on is None else figures.day_year(deal.promised_on)
        )
        self.stage_label.setText(stage_words(deal.stage))
        wanted = next_stage(deal.stage)
        self._show_button(self.next_button, wanted is not None)
        if wanted is not None:
            self.next_button.setText(wanted[1])

    def _show_button(self, button: QPushButton, wanted: bool) -> None:
        # Who has just pressed it by keyboard stays with this deal, instead of being taken to another part.
        if button.hasFocus() and not wanted:
            self.checklist.setFocus()
        button.setVisible(wanted)

    def _show_checklist(self, judged: Judged) -> None:
        business = self._session.business
        items = items_for_paper(business, judged.deal, self._session.today)
        answered, total = progress(items, judged.answers, judged.deal, judged.ruled)
        words = tr("{answered} of {total} answered").format(answered=answered, total=total)
        self.progress_line.set_progress(answered, total, words)
        self.progress_label.setText(words)
        numbers = map(line_number, line_numbers(items))
        self.checklist.set_rows([self._row(item, judged, number) for item, number in zip(items, numbers, strict=True)])
        self._show_lines()

    def _show_lines(self) -> None:
        if self._judged is not None:
            typing = self.checklist.is_typing
            self.checklist_lines.set_lines(checklist_lines(self._session, self._judged.deal, is_typing=typing))

    def _row(self, item: ChecklistItem, judged: Judged, number: str = "") -> ChecklistRow:
        given = judged.answers.get(item.id)
        if item.follows is not None:
            # What the rules say: a yes lets a full week be promised, and empties none of it.
            answer = follow_answer(item, judged.deal, judged.ruled)
        else:
            answer = given.answer if given is not None else None
        reason = next((r for r in judged.verdict.reasons if r.item_id == item.id and r.zone is not Zone.OPEN), None)
        return ChecklistRow(
            id=item.id,
            section=section_words(item.section),
            say=item.say,
            note=item_note(item, given, judged, self._session.business, self._session.desk.zone),
            state="open" if answer is None else str(answer),
            checked_for_you=item.follows is not None,
            needed_mark=self._needed(item, judged.deal) if answer is None else "",
            open_mark=self._needed(item, judged.deal),
            zone_hint=None if reason is None else str(reason.zone),
            number=number,
        )

    @staticmethod
    def _needed(item: ChecklistItem, deal: Deal) -> str:
        """Return when an answer is needed, as long as it still is."""
        if deal.is_open or (deal.is_sold and item.needed is Needed.BEFORE_HANDOVER):
            return needed_words(item.needed)
        return ""

    def _show_verdict(self, judged: Judged) -> None:
        business = self._session.business
        self._show_ways(judged)
        if not judged.deal.is_open:
            self.verdict_card.hide()
            return
        self.verdict_card.show()
        texts = card_texts(judged, business, self._session.desk.clock())
        not_now = why_not(judged.standing, self._session.person, self._session.desk)
        self.verdict_card.set_verdict(
            str(texts.zone),
            texts.headline,
            texts.lines,
            " ".join(part for part in (texts.quiet, not_now, self._on_the_ladder(judged)) if part),
            [*asking_actions(judged, self._session), ("print", tr("Print checklist"), False)],
            texts.badge,
        )

    def _on_the_ladder(self, judged: Judged) -> str:
        """Return where the open question about the deal stands, and until when; nothing where there is none."""
        question_id = open_question(judged)
        if not question_id:
            return ""
        from desktop.wording.questions import stands_sentence
        from storage.questions import read_question

        question = read_question(self._session.book, question_id, digits=self._session.digits)
        if question is None:
            return ""
        return stands_sentence(question, self._session.business, self._session.desk.clock())

    def _show_ways(self, judged: Judged) -> None:
        """Show what would turn the deal green; nothing once it is, or while an answer is waited for.

        What waits on the ladder is for the two to change together, so there the ways stay (framework.md section 7).
        """
        self._ways = ()
        wanted = judged.deal.is_open and judged.verdict.zone in (Zone.ASK, Zone.OFF)
        waits = judged.standing.state is State.WAITING and not open_question(judged)
        if wanted and not waits and judged.standing.state is not State.CONDITIONS:
            desk = self._session.desk
            self._ways = ways_out(
                judged.deal, judged.verdict, desk.business, desk.workload, desk.today, self._session.digits
            )
        business = self._session.business
        self.way_lines.set_lines([(str(way.kind), *way_words(way, business)) for way in self._ways])
        self.ways_card.setVisible(bool(self._ways))

    def show_weeks(self) -> None:
        """Show the weeks with this deal in them, with what is known of the likely ones."""
        if self._judged is None:
            return
        deal = self._judged.deal
        self.week_card.setVisible(deal.is_open or deal.is_sold)
        self.week_heading.setText(tr("Can we promise this date?") if deal.is_open else tr("The coming weeks"))
        if self.week_card.isHidden():
            return
        judged, desk = self._judged, self._session.desk
        rest = desk.workload.without(judged.deal.id)
        crew = _crew_shown(judged)
        crew_id = crew if crew is not None else desk.business.crews[0].id if desk.business.crews else ""
        own = {week: hours for crew, week, hours in rest.placed(judged.deal) if crew == crew_id}
        limit = rest.limits(judged.deal, Zone.PROMISE)[0]
        monday = monday_of(desk.today)
        bars = []
        for offset in range(WEEKS):
            week = monday + timedelta(weeks=offset)
            capacity, sold = rest.capacity(crew_id, week), rest.sold(crew_id, week)
            likely = self._pipeline.likely(crew_id, week, without=judged.deal.id)
            this = own.get(week, Fraction(0))
            over = sold + this > limit * capacity
            bars.append(
                WeekBar(
                    label=figures.day_month(week) if offset == 0 else str(week.day),
                    sold=float(sold),
                    likely=float(likely),
                    this_deal=float(this),
                    capacity=float(capacity),
                    over=over,
                    say=week_words(week, capacity, sold, likely, this),
                )
            )
        self.week_strip.set_weeks(bars, float(limit))
        self._show_earliest(judged, limit)

    def _show_earliest(self, judged: Judged, limit: Fraction) -> None:
        deal = judged.deal
        self.earliest_label.setVisible(deal.is_open)
        self.earliest_label.setText(earliest_sentence(judged, limit))
        usable = deal.is_open and judged.earliest is not None and judged.earliest != deal.promised_on
        self._show_button(self.use_button, usable)
        if usable and judged.earliest is not None:
            self.use_button.setText(tr("Use {date}").format(date=figures.day_month(judged.earliest)))

    def _show_last_time(self, judged: Judged) -> None:
        words = self._last_time(judged)
        self.last_time_card.setVisible(bool(words))
        self.last_time_label.setText(words)

    def _last_time(self, judged: Judged) -> str:
        """Return how the same was answered last time, else how a like deal ended; nothing where there is neither."""
        from storage.asking import precedent
        from storage.intake import last_delivered

        book, digits, business = self._session.book, self._session.digits, self._session.business
        points = [point_key(reason) for reason in to_ask(judged.ruled)] if judged.deal.is_open else []
        decided = precedent(book, judged.deal, points, digits=digits) if points else None
        if decided is not None:
            return precedent_sentence(*decided, business)
        found = last_delivered(book, judged.deal, digits=digits)
        return "" if found is None else last_time_sentence(found, business)

    # Asking

    def _ask_next_stage(self) -> None:
        # The button already says the stage after: the second half of a double click must not take the deal there.
        twice = self._since_asked.isValid() and not self._since_asked.hasExpired(QApplication.doubleClickInterval())
        self._since_asked.start()
        if self._judged is not None and not twice:
            wanted = next_stage(self._judged.deal.stage)
            if wanted is not None:
                self.stage_requested.emit(wanted[0])

    def _ask_way(self, kind: str) -> None:
        for way in self._ways:
            if str(way.kind) == kind:
                self.way_requested.emit(way)
                return

    def _ask_date(self) -> None:
        if self._judged is not None and self._judged.earliest is not None:
            self.date_requested.emit(self._judged.earliest)

    def focus_task(self) -> None:
        """Give the keyboard to what is to be done next: an answer or a handover, else the button to the next stage."""
        for buttons in (self.verdict_card.buttons, self.handover_card.buttons):
            # What is only now being laid out is not visible yet.
            if buttons.isVisibleTo(self) and buttons.focus_first():
                return
        (self.more_button if self.next_button.isHidden() else self.next_button).setFocus(Qt.FocusReason.TabFocusReason)

    def type_in(self) -> None:
        """Type a sheet of paper in, line by line."""
        self.checklist.begin_typing()
        self._show_lines()

    def _have_typed(self, count: int) -> None:
        self._show_lines()
        self.typed_in.emit(count)

    def _ask_line(self, key: str) -> None:
        if key == DONE:
            self.checklist.end_typing()
            self.checklist.setFocus()
        else:
            self.asked.emit(key)

    def _ask_client(self) -> None:
        self.asked.emit("client")

    def _ask_more(self, action: object) -> None:
        data = action.data()  # type: ignore[attr-defined]
        if data in set(Stage):
            self.stage_requested.emit(Stage(data))
        else:
            self.asked.emit(data)


def _crew_shown(judged: Judged) -> str | None:
    """Return the crew of the fullest week, which is the one to look at."""
    for reason in (*judged.verdict.reasons, *judged.verdict.passed):
        if reason.measure is Measure.WEEK_LOAD and reason.crew_id is not None:
            return reason.crew_id
    return None
