"""Intake: the list of deals, one deal with its checklist and verdict, and what can be done with it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.rooms.intake_list import IntakeList
from desktop.rooms.pipeline import Pipeline
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.wording import figures
from framework.agreement import Zone
from framework.checklist import Answer, ItemAnswer
from framework.deal import Deal, Stage
from framework.stages import is_promise
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.intake import ASKING_TOPICS, OUTCOME_TOPICS, deals_of_rows, read_answers, read_deal, row_ids_of
from storage.trouble import Conflict, Trouble
from widgets.first_paint import FirstPaint
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

if TYPE_CHECKING:
    from desktop.rooms.about import About
    from desktop.rooms.deal_asking import DealAsking
    from desktop.rooms.deal_panel import DealPanel
    from desktop.rooms.deal_promises import DealPromises
    from framework.ways import Way


ROOMY = 950
NEW = "new"
MANY = 50
"""With more changed deals than this, all verdicts are worked out anew, a little at a time."""
NARROWEST_LIST, WIDEST_LIST = 256, 270


class IntakeRoom(Room):
    """The Intake tab. First paint shows the list; the chosen deal and the verdicts follow right behind."""

    key = "intake"
    topics = BUSINESS_TOPICS | {"deal", "deal_hours", "client", "checklist_answer"} | ASKING_TOPICS
    topics |= {"promise", "promise_move", "handover"} | OUTCOME_TOPICS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pipeline = Pipeline(session, self)
        self.list = IntakeList(session, self.pipeline)
        self.panel: DealPanel | None = None
        self._asking: DealAsking | None = None
        self._promises: DealPromises | None = None
        self._wanted = ""
        self._counts = False
        self._first_paint = FirstPaint(self)
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(0)
        # Silence speaks and time runs out while the window is open.
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._across = QHBoxLayout(self)
        self._across.setSpacing(SPACE_L)
        self._share_room()
        self._across.addWidget(self.list)
        # The panel's place, also while no deal is shown: the list keeps to its side.
        self._beside = QWidget()
        self._across.addWidget(self._beside, 1)

        self.list.deal_chosen.connect(self.show_deal)
        self.list.new_requested.connect(self.new_deal)
        self.list.edit_requested.connect(self._edit)
        self.list.delete_requested.connect(self._delete)
        self._first_paint.came.connect(self._behind.start)
        self._behind.timeout.connect(self._load_behind)
        self._minute.timeout.connect(self._look_at_the_clock)
        self._minute.start()
        self.pipeline.completed.connect(self._count)
        self.pipeline.begun.connect(self.settled)
        self.pipeline.zones_found.connect(self._count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the list is narrower, so that the checklist can be read."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        side = SPACE_XL if self.width() >= ROOMY else SPACE_M
        self._across.setContentsMargins(side, SPACE_L, side, SPACE_L)
        self.list.setFixedWidth(max(NARROWEST_LIST, min(WIDEST_LIST, self.width() * 27 // 100)))

    # Showing

    def refresh(self) -> None:
        """Read the list anew, then the chosen deal and the verdicts behind it."""
        self.list.refresh()
        self._wanted = self.list.current_id or ""
        if self._first_paint.is_over:
            self._behind.start()

    def refresh_for(self, news: News) -> None:
        """After a tick only that deal is looked at again; after more, everything."""
        topics = news.topics
        if BUSINESS_TOPICS & topics.keys() or {"deal", "client", "deal_hours"} & topics.keys():
            self.refresh()
            return
        if self.panel is None:
            return
        if self._wanted:
            self._show_now(self._wanted)
        from storage.questions import deals_of_questions  # behind the first paint

        others = deals_of_rows(self.session.book, topics) | deals_of_questions(self.session.book, topics)
        others -= {self._wanted}
        if len(others) > MANY:
            self.pipeline.start()
        elif others:
            self.pipeline.look_again(sorted(others))

    def take_news(self, news: News) -> None:
        """Out of sight only the count at the tab is worked out anew."""
        super().take_news(news)
        if not self.isVisible() and (self._counts or self.panel is not None) and self.topics & news.topics.keys():
            self.pipeline.start()

    def show_deal(self, deal_id: str) -> None:
        """Show a deal in the panel; an empty text shows none."""
        self._wanted = deal_id
        if self.panel is not None:
            self._show_now(deal_id)
        elif self._first_paint.is_over:
            self._behind.start()

    def finish_background_work(self) -> None:
        """Do now what would be done behind the first paint (for pictures and tests)."""
        while self._load_next():
            pass
        self._behind.stop()
        self.pipeline.finish()

    def _load_behind(self) -> None:
        """Do one part of the work, so that the window answers in between."""
        if self._load_next():
            self._behind.start()

    def _load_next(self) -> bool:
        """Do the next part of what comes behind the first paint; say whether there is more."""
        if self.panel is None:
            self._make_panel()
        elif not self.session.has_desk:
            self.session.desk  # noqa: B018  worked out now, and kept
        else:
            self._show_now(self._wanted)
            self.pipeline.start()
            return False
        return True

    def rest(self, resting: bool) -> None:
        """Let the verdicts of the other deals wait, or go on with them."""
        self.pipeline.rest(resting)

    def count_behind(self) -> None:
        """Work out the count at the tab behind the window, if nobody has looked at the room yet."""
        if not self._counts and self.panel is None:
            self._counts = True
            self.pipeline.start()

    def make_stale(self) -> None:
        """The day or the person acting has changed: other deals wait now."""
        super().make_stale()
        if not self.isVisible():
            self._count()

    def do(self, what: str) -> None:
        """Do what another room or a menu asks for."""
        if what == NEW:
            self.new_deal()

    def focus_task(self) -> None:
        """Give the keyboard to what is to be done about the deal shown: an answer, a handover, else its next step."""
        while self.panel is None or not self.session.has_desk:
            self._load_next()
        self.list.tell_now()
        self._show_now(self._wanted)
        if not self.panel.isHidden():
            self.panel.focus_task()

    def _make_panel(self) -> None:
        from desktop.rooms.deal_asking import DealAsking
        from desktop.rooms.deal_panel import DealPanel
        from desktop.rooms.deal_promises import DealPromises

        panel = DealPanel(self.session, self.pipeline)
        panel.answer_requested.connect(self._answer)
        panel.note_requested.connect(self._note)
        panel.stage_requested.connect(self._move)
        panel.date_requested.connect(self._use_date)
        panel.way_requested.connect(self._use_way)
        panel.asked.connect(self._do)
        panel.typed_in.connect(self._tell_typed)
        self._asking = DealAsking(self.session, self)
        self._asking.done.connect(self._tell_done)
        self._asking.troubled.connect(self.tell_trouble)
        self._asking.question_requested.connect(self.question_requested)
        self._promises = DealPromises(self.session, panel, self)
        self._promises.done.connect(self._tell_done)
        self._promises.troubled.connect(self.tell_trouble)
        panel.outcome_card.asked.connect(self._ask_after_delivery)
        self.pipeline.completed.connect(panel.show_weeks)
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        self.panel = panel

    def _show_now(self, deal_id: str) -> None:
        from desktop.actions.desk import judge

        if self.panel is None:
            return
        deal = read_deal(self.session.book, deal_id, digits=self.session.digits) if deal_id else None
        self.panel.setVisible(deal is not None)
        if deal is None:
            return
        self.panel.show_deal(judge(self.session.book, self.session.desk, deal))
        self.pipeline.look_again([deal_id])

    def _look_at_the_clock(self) -> None:
        waiting = self.pipeline.waiting() if self.pipeline.is_complete else []
        if waiting:
            self.pipeline.look_again(waiting[:MANY])
            if self._wanted in waiting and self.isVisible():
                self._show_now(self._wanted)

    def _count(self) -> None:
        """Count what waits for the person acting: what Sales has to ask or take over, what they have to answer."""
        if not self.pipeline.is_complete:
            return
        from desktop.actions.asking import seats_open_to
        from framework.handover import waits_for
        from framework.people import Function

        person, desk = self.session.person, self.session.desk
        standings = self.pipeline.standings().values()
        count = sum(1 for standing in standings if seats_open_to(standing, person, desk))
        if person is None or Function.SALES in person.functions:
            count += len(self.pipeline.to_ask())
        count += sum(1 for state in self.pipeline.handovers().values() if waits_for(state, person))
        self.badge_changed.emit(count)

    # What can be done

    @property
    def deal(self) -> Deal | None:
        """Return the deal shown, as it was read; one that a search has just chosen is shown first."""
        self.list.tell_now()
        return self.panel.judged.deal if self.panel is not None and self.panel.judged and self._wanted else None

    def about(self) -> "About":
        """Return the deal shown."""
        from desktop.rooms.about import deal_about

        return deal_about(self.deal, self.session.business)

    def new_deal(self) -> None:
        """Ask for a new deal."""
        from desktop.rooms.deal_form import DealForm

        form = DealForm(self.session, None, self)
        if form.exec():
            self.list.choose(form.saved_id)
            self.focus_first()
        form.deleteLater()

    def edit_deal(self) -> None:
        """Ask for changes to the chosen deal."""
        if self.deal is None:
            return
        from desktop.rooms.deal_form import DealForm

        form = DealForm(self.session, self.deal, self)
        form.exec()
        form.deleteLater()

    def copy_deal(self) -> None:
        """Copy the chosen deal and choose the copy."""
        from desktop.actions import intake

        deal = self.deal
        if deal is None:
            return
        try:
            copied = intake.copy_deal(
                book=self.session.book,
                who=self.session.author,
                today=self.session.today,
                digits=self.session.digits,
                deal=deal,
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        self.list.choose(copied)
        self.notice_given.emit(tr("Copied {client}. Its checklist starts empty.").format(client=deal.client), True)

    def delete_deal(self) -> None:
        """Delete the chosen deal; the notice offers to undo it."""
        from desktop.actions import intake

        deal = self.deal
        if deal is None:
            return
        try:
            intake.delete_deal(book=self.session.book, who=self.session.author, deal=deal)
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        self.notice_given.emit(tr("Deleted {client}.").format(client=deal.client), True)

    def print_page(self) -> None:
        """Print the checklist of the chosen deal as it stands."""
        self._print("print")

    def _print(self, what: str) -> None:
        """Print a checklist: of the chosen deal, as it stands, to fill in or for a visit; or one for any deal."""
        if self.panel is None or self.panel.judged is None or not self._wanted:
            return
        from desktop.printing import checklist_page as pages
        from desktop.printing.preview import preview

        judged, business, today = self.panel.judged, self.session.business, self.session.today
        if what == "print":
            from desktop.printing.from_file import checklist_of

            page = checklist_of(self.session.desk, judged)
        elif what == "print_visit":
            page = pages.visit_checklist_page(business, today, judged.deal)
        else:
            page = pages.blank_checklist_page(business, today, judged.deal if what == "print_blank" else None)
        preview(self, page)

    def edit_checklist(self) -> None:
        """Show the questions of the checklist, to change them."""
        from desktop.dialogs.checklist_editor import ChecklistEditor

        editor = ChecklistEditor(self.session, self)
        editor.saved.connect(self._tell_done)
        editor.open()

    def type_in(self) -> None:
        """Type in the checklist of the chosen deal from paper."""
        if self.deal is not None and self.panel is not None:
            self.panel.type_in()

    def _tell_typed(self, count: int) -> None:
        say = tr("1 line typed in.") if count == 1 else tr("{count} lines typed in.").format(count=count)
        self.notice_given.emit(say, False)

    def _move_to_newest(self) -> None:
        """Let the chosen deal be asked the newest checklist; the notice says what is to be looked at."""
        from desktop.actions.checklist import move_deal_to_newest
        from desktop.wording.checklist import moving_words

        deal = self.deal
        if deal is None:
            return
        session = self.session
        try:
            found = move_deal_to_newest(book=session.book, who=session.author, business=session.business, deal=deal)
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        self.notice_given.emit(moving_words(deal.client, found), True)

    def focus_search(self) -> None:
        """Give the keyboard to the search field; what is typed next replaces what stands there."""
        self.list.filter_bar.search_edit.setFocus()
        self.list.filter_bar.search_edit.selectAll()

    def focus_first(self) -> None:
        """Give the keyboard to the list, or to the next step in an empty one."""
        # The window asks before the room has shown anything.
        self.come_on_screen()
        if self.list.deal_view.isHidden():
            self.list.new_button.setFocus()
        else:
            self.list.deal_view.setFocus()

    def _edit(self, deal_id: str) -> None:
        self.show_deal(deal_id)
        self.edit_deal()

    def _delete(self, deal_id: str) -> None:
        self.show_deal(deal_id)
        self.delete_deal()

    def _tell_done(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def _do(self, what: str) -> None:
        if self._asking is not None and self._asking.can(what):
            if self.deal is not None and self.panel is not None and self.panel.judged is not None:
                self._asking.do(what, self.panel.judged)
        elif what == "promised" and self._promises is not None and self.deal is not None:
            self._promises.add()
        elif what == "outcome":
            self._ask_after_delivery(what, "")
        elif what == "client" and self.deal is not None:
            self.client_requested.emit(self.deal.client)
        elif what == "edit":
            self.edit_deal()
        elif what == "copy":
            self.copy_deal()
        elif what == "delete":
            self.delete_deal()
        elif what.startswith("print"):
            self._print(what)
        elif what == "type_in":
            self.type_in()
        elif what == "newest_checklist":
            self._move_to_newest()
        elif what == "history" and self.deal is not None:
            from desktop.dialogs.history import History

            rows = row_ids_of(self.session.book, self.deal.id)
            History(self.session.book, row_ids=rows, about=self.deal.client, parent=self).open()

    def _ask_after_delivery(self, what: str, key: str) -> None:
        """Ask for what is said after delivery: of one row, or of the deal shown."""
        if self.deal is not None:
            self.after_delivery_requested.emit(what, key or self.deal.id)

    def _answer(self, item_id: str, answer: str) -> None:
        self._save_answer(item_id, None if answer == "open" else Answer(answer))

    def _note(self, item_id: str) -> None:
        """Ask for the note to an item; when somebody else wrote one meanwhile, ask again with both in sight."""
        from desktop.dialogs.note import ask_note

        if self.panel is None or self.panel.judged is None:
            return
        say, given = self._say_of(item_id), self.panel.judged.answers.get(item_id)
        note = ask_note(self, say, given.note if given else "")
        while note is not None:
            answer = given.answer if given is not None else Answer.UNKNOWN
            try:
                self._keep_answer(item_id, answer, note, given)
            except Conflict as conflict:
                given = read_answers(self.session.book, self._wanted).get(item_id)
                note = ask_note(self, say, note, conflict.say, given.note if given else "")
            except Trouble as trouble:
                self.tell_trouble(trouble)
                note = ask_note(self, say, note, trouble.say)
            else:
                return

    def _save_answer(self, item_id: str, answer: Answer | None) -> None:
        if self.panel is None or self.panel.judged is None:
            return
        try:
            self._keep_answer(item_id, answer, None, self.panel.judged.answers.get(item_id))
        except Trouble as trouble:
            self.tell_trouble(trouble)
            self._show_now(self._wanted)

    def _keep_answer(self, item_id: str, answer: Answer | None, note: str | None, given: ItemAnswer | None) -> None:
        from desktop.actions.intake import answer_item

        answer_item(
            book=self.session.book,
            who=self.session.author,
            deal_id=self._wanted,
            item=item_id,
            say=self._say_of(item_id),
            answer=answer,
            note=note,
            seen=given.version if given is not None else 0,
        )

    def _say_of(self, item_id: str) -> str:
        from framework.intake import items_for

        deal = self.deal
        items = items_for(deal, self.session.business, self.session.today) if deal is not None else ()
        return next((item.say for item in items if item.id == item_id), "")

    def _use_date(self, day: date) -> None:
        judged = self.panel.judged if self.panel is not None and self.deal is not None else None
        if judged is not None and self._promises is not None and self._promises.moves_date(judged, day):
            return
        say = tr("{client}: the date is now {day}.")
        if self._change({"promised_on": day}) and self.panel is not None and self.panel.judged is not None:
            client = self.panel.judged.deal.client
            self.notice_given.emit(say.format(client=client, day=figures.day_year(day)), True)

    def _use_way(self, way: "Way") -> None:
        """Take one of the ways that turn a deal green."""
        if way.day is not None and "promised_on" in way.fields():
            self._use_date(way.day)
        elif self._change(way.fields()) and self.panel is not None and self.panel.judged is not None:
            self.notice_given.emit(tr("{client} is changed.").format(client=self.panel.judged.deal.client), True)

    def _change(self, fields: Mapping[str, object]) -> bool:
        """Change fields of the deal shown; say whether that worked."""
        from desktop.actions.intake import edit_deal

        deal = self.deal
        if deal is None:
            return False
        try:
            edit_deal(
                book=self.session.book,
                who=self.session.author,
                digits=self.session.digits,
                deal=deal,
                fields=fields,
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return False
        return True

    def _move(self, stage: Stage) -> None:
        from desktop.actions.intake import move_deal

        if self.panel is None or self.panel.judged is None or self.panel.judged.deal.stage is stage:
            return
        judged = self.panel.judged
        reason = ""
        if is_promise(judged.deal, stage) and judged.verdict.zone is not Zone.PROMISE:
            from desktop.dialogs.promise_reason import ask_reason

            given = ask_reason(self, judged, self.session.business)
            if given is None:
                return
            reason = given
        try:
            move_deal(
                book=self.session.book,
                who=self.session.author,
                today=self.session.today,
                digits=self.session.digits,
                deal=judged.deal,
                stage=stage,
                zone=judged.ruled.zone,
                reason=reason,
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        from desktop.wording.intake import stage_words

        if stage is Stage.WON:
            # The handover comes next: the deal just won stays in sight, wherever it is listed now.
            self.list.choose(judged.deal.id)
        say = tr("{client}: {stage}.").format(client=judged.deal.client, stage=stage_words(stage))
        self.notice_given.emit(say, True)
