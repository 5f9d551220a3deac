"""A meeting while it goes on: agenda, clock, what is written down, what looks back; kept as it happens (section 8)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.actions import meeting_run
from desktop.clock import right_now
from desktop.dialogs.editor import Editor
from desktop.rooms.meeting_clock import MeetingClock
from desktop.rooms.running_agenda import DEAL, DECIDE, REOPEN, TICK, AgendaRow, RunningAgenda
from desktop.rooms.write_down_card import WriteDownCard, Written
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import running as words
from desktop.wording.agenda import meeting_people
from desktop.wording.minutes import entry_say
from framework.agenda import ItemKind
from framework.meeting import Meeting, SectionKind
from framework.minutes import EntryKind, HeldItem, HeldMeeting, Outcome, after, was_interrupted
from framework.questions import Question
from resources.words import tr
from storage.held_meetings import running_meeting
from storage.trouble import Trouble
from widgets.card import Card, Heading, Muted, PlainLabel, Title
from widgets.flow import FlowLayout
from widgets.page_head import page_head
from widgets.page_scroll import PageScroll
from widgets.side_scroll import SideScroll
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S

TICK_MILLISECONDS = 500
NEXT_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_F8)


class RunningMeeting(QWidget):
    """What the Meetings room shows while a meeting goes on. It knows only what is in the file.

    Signals: `told(text, can_undo)`, `troubled(Trouble)`, `deal_requested(id)`, `print_requested()`.
    """

    told = Signal(str, bool)
    troubled = Signal(object)
    deal_requested = Signal(str)
    print_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.meeting: HeldMeeting | None = None
        self._parked = ""
        self.title_label = Title()
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.print_button = QPushButton(tr("Print"))
        self.close_button = QPushButton(tr("Close the meeting…"))
        self.interrupted_card = Card("amber")
        self.interrupted_label = PlainLabel("", wrap=True)
        self.go_on_button = QPushButton(tr("Go on now"))
        self.close_then_button = QPushButton()
        self.throw_away_button = QPushButton(tr("Throw it away"))
        self.agenda = RunningAgenda()
        self.area = PageScroll(self.agenda)
        self.keys_label = Muted("", "tiny")
        self.clock = MeetingClock()
        self.write_card = WriteDownCard(lambda: session.today)
        self.parked_card = Card()
        self.parked_label = PlainLabel("", wrap=True)
        self.share_label = Muted("", "small")
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = page_head(self.title_label, self.line_label, self.print_button, self.close_button)
        self.area.setAccessibleName(tr("Agenda"))
        self.keys_label.setText(
            tr("On an item: S settled · P put off · M move up · D drop · Enter opens it. Space or F8: next section.")
        )
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.area, 1)
        left.addWidget(self.keys_label)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addLayout(left, 5)
        across.addWidget(self._right(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        column.addWidget(self.interrupted_card)
        column.addLayout(across, 1)
        self.interrupted_card.column.addWidget(self.interrupted_label)
        buttons = FlowLayout()
        for button in (self.go_on_button, self.close_then_button, self.throw_away_button):
            buttons.addWidget(button)
        self.interrupted_card.column.addLayout(buttons)

    def _right(self) -> QWidget:
        self.parked_card.column.addWidget(Heading(tr("Looking back")))
        said = tr("Parked for another time, so that the meeting stays about the weeks ahead.")
        self.parked_card.column.addWidget(Muted(said, "small"))
        self.parked_card.column.addWidget(self.parked_label)
        self.parked_card.column.addWidget(self.share_label)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_M)
        for card in (self.clock, self.write_card, self.parked_card):
            right.addWidget(card)
        right.addStretch(1)
        return SideScroll(inside)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._show_time)
        self.print_button.clicked.connect(self.print_requested)
        self.close_button.clicked.connect(self.ask_to_close)
        self.clock.next_requested.connect(self.go_next)
        self.clock.pause_requested.connect(self.pause)
        self.clock.go_on_requested.connect(self.go_on)
        self.go_on_button.clicked.connect(self.go_on_after_break)
        self.close_then_button.clicked.connect(self.ask_to_close)
        self.throw_away_button.clicked.connect(self.throw_away)
        self.agenda.asked.connect(self.do)
        self.agenda.line_opened.connect(self.edit_line)
        self.agenda.section_requested.connect(self._go_to)
        self.agenda.row_focused.connect(self._come_to)
        self.write_card.written.connect(self._write)

    # Showing

    def refresh(self) -> bool:
        """Show the meeting that is going on as it is in the file. Returns False when there is none."""
        self.meeting = running_meeting(self._session.book)
        if self.meeting is None:
            self._timer.stop()
            return False
        meeting, business, zone = self.meeting, self._session.business, self._session.desk.zone
        self.title_label.setText(tr("Handshake, {day}").format(day=figures.day_long(meeting.day)))
        plan = Meeting(meeting.number, meeting.day, meeting.starts, meeting.minutes, meeting.leads, meeting.keeps_time)
        self.line_label.setText(words.running_line(meeting, meeting_people(plan, business), zone))
        editable = not self._session.book.read_only_because
        for button in (self.close_button, self.go_on_button, self.close_then_button, self.throw_away_button):
            button.setEnabled(editable)
        self.write_card.setEnabled(editable)
        self.agenda.show_meeting(meeting, self._now(), business, self._done(meeting), editable)
        self.clock.show_meeting(meeting, business, editable=editable)
        person = self._session.person
        people = [(each.id, each.name) for each in business.people]
        self.write_card.set_people(people, person.id if person is not None else "")
        self.write_card.set_deals(self._deals(meeting))
        parked = [entry for entry in meeting.entries if entry.kind is EntryKind.LOOKING_BACK]
        self.parked_label.setText("\n".join(entry_say(entry, business) for entry in parked))
        self.parked_label.setVisible(bool(parked))
        self.share_label.setText(words.looking_back_share(meeting))
        self.share_label.setVisible(bool(parked))
        self._show_time()
        if self.isVisible():
            self._timer.start()
        return True

    def _now(self) -> datetime:
        """Return now; for a meeting that was left lying, when the last thing happened in it."""
        now = right_now()
        if self.meeting is not None and was_interrupted(self.meeting, now):
            return self._last(self.meeting)
        return now

    @staticmethod
    def _last(meeting: HeldMeeting) -> datetime:
        return max(filter(None, (meeting.started_at, meeting.last_at)))

    def _show_time(self) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        business, now = self._session.business, self._now()
        self.clock.show_time(meeting, now, business)
        self.agenda.show_times(meeting, now)
        lies_still = was_interrupted(meeting, right_now()) and not meeting.on_paper
        if lies_still == self.interrupted_card.isHidden():
            self.interrupted_card.setVisible(lies_still)
        self.clock.setHidden(meeting.on_paper or lies_still)
        if lies_still:
            zone, last = self._session.desk.zone, self._last(meeting)
            self.interrupted_label.setText(words.interrupted_line(meeting, last, zone))
            at = figures.clock(last.astimezone(zone).time())
            self.close_then_button.setText(tr("Close it as of {time}…").format(time=at))

    def _done(self, meeting: HeldMeeting) -> dict[str, bool]:
        from storage.meeting import read_action

        ids = [held.item.action_id for section in meeting.sections for held in section.items if held.item.action_id]
        found = {action_id: read_action(self._session.book, action_id) for action_id in ids}
        return {action_id: action is None or action.done_on is not None for action_id, action in found.items()}

    def _deals(self, meeting: HeldMeeting) -> list[tuple[str, str]]:
        """Return the deals that the section speaks of where the meeting stands, else those of all sections."""
        from storage.intake import deals_by_id

        here = [held.item.deal_id for held in meeting.at(meeting.section).items]
        every = [held.item.deal_id for section in meeting.sections for held in section.items]
        wanted = list(dict.fromkeys(each for each in (*here, *every) if each is not None))
        deals = deals_by_id(self._session.book, wanted, digits=self._session.digits)
        return [(deal.id, f"{deal.client} · {deal.ref}" if deal.ref else deal.client) for deal in deals]

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run on screen."""
        super().showEvent(event)
        if self.meeting is not None:
            self._show_time()
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at the clock."""
        super().hideEvent(event)
        self._timer.stop()

    def focus_first(self) -> None:
        """Give the keyboard to the button that goes on."""
        if not self.interrupted_card.isHidden():
            self.go_on_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.clock.isHidden():
            self.clock.next_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.agenda.focus_first()

    def _come_to(self, row: AgendaRow) -> None:
        self.area.ensureWidgetVisible(row, 0, SPACE_L)
        held = self._held(row.key)
        if held is not None:
            self.write_card.choose_deal(held.item.deal_id)

    def _held(self, key: str) -> HeldItem | None:
        sections = self.meeting.sections if self.meeting is not None else ()
        return next((held for section in sections for held in section.items if held.id == key), None)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space (outside a field) and F8 go on, Shift+F8 goes back, F9 parks, Escape leaves the fields."""
        key = Qt.Key(event.key())
        held_down = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.meeting is not None and key is Qt.Key.Key_F8 and held_down == Qt.KeyboardModifier.ShiftModifier:
            self.go_back()
        elif self.meeting is None or held_down:
            super().keyPressEvent(event)
        elif key in NEXT_KEYS:
            self.go_next()
        elif key is Qt.Key.Key_F9:
            self.park()
        elif key is Qt.Key.Key_Escape and self.write_card.isAncestorOf(self.focusWidget() or self):
            self.agenda.focus_first()
        else:
            super().keyPressEvent(event)

    # Doing

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return False
        return True

    def go_next(self) -> None:
        """Go on with the next section; after the last one ask whether to close."""
        meeting = self.meeting
        if meeting is None or self._session.book.read_only_because:
            return
        following = after(meeting, meeting.section)
        if following is None:
            self.ask_to_close()
        else:
            self._go_to(following)

    def go_back(self) -> None:
        """Go back to the section before."""
        meeting = self.meeting
        if meeting is None:
            return
        kinds = [section.kind for section in meeting.sections]
        at = kinds.index(meeting.section)
        if at:
            self._go_to(kinds[at - 1])

    def _go_to(self, kind: str) -> None:
        meeting, session = self.meeting, self._session
        if meeting is None or session.book.read_only_because or SectionKind(kind) is meeting.section:
            return
        section = SectionKind(kind)
        if self._try(
            lambda: meeting_run.go_to(book=session.book, who=session.author, meeting=meeting, section=section)
        ):
            self.area.ensureWidgetVisible(self.agenda.block(section), 0, SPACE_L)

    def pause(self) -> None:
        """Stop the clock."""
        meeting, session = self.meeting, self._session
        if meeting is not None:
            self._try(lambda: meeting_run.pause(book=session.book, who=session.author, meeting=meeting))

    def go_on(self) -> None:
        """Let the clock run on."""
        meeting, session = self.meeting, self._session
        if meeting is not None:
            self._try(lambda: meeting_run.go_on(book=session.book, who=session.author, meeting=meeting))

    def go_on_after_break(self) -> None:
        """Go on with a meeting that lay still: the time between does not count."""
        meeting, session = self.meeting, self._session
        if meeting is None:
            return
        last = self._last(meeting)
        if meeting.clock_since is not None and not self._try(
            lambda: meeting_run.pause(book=session.book, who=session.author, meeting=meeting, at=last)
        ):
            return
        self.go_on()
        self.focus_first()

    def throw_away(self) -> None:
        """Take back that the meeting began; Undo brings it back."""
        meeting, session = self.meeting, self._session
        if meeting is not None and self._try(
            lambda: meeting_run.throw_away(book=session.book, who=session.author, meeting=meeting)
        ):
            self.told.emit(tr("The meeting is thrown away. What was agreed to be done stays on the list."), True)

    def ask_to_close(self) -> None:
        """Ask how good the meeting was, say what is put off, and close it."""
        from desktop.dialogs.close_meeting import CloseMeeting

        # What was typed and not added yet would be lost with the page.
        if self.meeting is None or not self.write_card.finish():
            return
        meeting = self.meeting
        at = self._last(meeting) if was_interrupted(meeting, right_now()) else None
        dialog = CloseMeeting(self._session, meeting, self, at=at)
        dialog.saved.connect(self._tell_closed)
        dialog.open()

    def _tell_closed(self, say: str) -> None:
        self.told.emit(say, True)

    def park(self) -> None:
        """Park what is typed, else the item that the keyboard is on: it looks back."""
        if self.write_card.park():
            return
        focused = self.focusWidget()
        held = self._held(focused.key) if isinstance(focused, AgendaRow) else None
        meeting, session = self.meeting, self._session
        if held is None or meeting is None:
            self.write_card.set_kind(EntryKind.LOOKING_BACK)
            self.write_card.say_edit.setFocus()
            return
        say = held.item.frozen
        section = next(each.kind for each in meeting.sections if held in each.items)
        self._try(
            lambda: meeting_run.write_down(
                book=session.book,
                who=session.author,
                meeting=meeting,
                kind=EntryKind.LOOKING_BACK,
                say=say,
                section=section,
                deal_id=held.item.deal_id,
            )
        )

    def _write(self, written: Written) -> None:
        meeting, session = self.meeting, self._session
        if meeting is None:
            return
        try:
            meeting_run.write_down(
                book=session.book,
                who=session.author,
                meeting=meeting,
                kind=written.kind,
                say=written.say,
                person_id=written.person_id,
                due_on=written.due_on,
                deal_id=written.deal_id,
            )
        except Trouble as trouble:
            self.write_card.say_wrong(trouble.say)
            return
        self.write_card.clear()

    def edit_line(self, entry_id: str) -> None:
        """Change a line that was written down."""
        from desktop.dialogs.minutes_line import MinutesLine

        entries = self.meeting.entries if self.meeting is not None else ()
        entry = next((each for each in entries if each.id == entry_id), None)
        if entry is not None:
            dialog = MinutesLine(self._session, entry, self)
            dialog.saved.connect(self._tell_done)
            dialog.open()

    def _tell_done(self, say: str) -> None:
        self.told.emit(say, True)

    def do(self, key: str, what: str) -> None:
        """Do something about an item: a key of `running_agenda` or an outcome."""
        held = self._held(key)
        if held is None:
            return
        if what == DEAL:
            self.deal_requested.emit(held.item.deal_id)
        elif what == TICK:
            self._tick(held)
        elif what == DECIDE:
            self._decide(held)
        elif what == Outcome.MOVED_UP:
            self._move_up(held)
        else:
            self.settle(held, None if what == REOPEN else Outcome(what))

    def settle(self, held: HeldItem, outcome: Outcome | None) -> None:
        """Keep what became of an item."""
        meeting, session = self.meeting, self._session
        if meeting is not None:
            self._try(
                lambda: meeting_run.settle(
                    book=session.book, who=session.author, meeting=meeting, held=held, outcome=outcome
                )
            )

    def _tick(self, held: HeldItem) -> None:
        from desktop.actions.meeting import tick_action
        from storage.meeting import read_action

        session = self._session
        action = read_action(session.book, held.item.action_id or "")
        if action is None:
            self.troubled.emit(Trouble(tr("This action was taken off the list in the meantime.")))
            return
        done = action.done_on is None
        self._try(
            lambda: tick_action(book=session.book, who=session.author, today=session.today, action=action, done=done)
        )

    def _question(self, held: HeldItem) -> Question | None:
        from storage.questions import read_question

        found = read_question(self._session.book, held.item.question_id or "", digits=self._session.digits)
        return found if found is not None and found.is_open else None

    def _decide(self, held: HeldItem) -> None:
        """Decide a question in place, with the words of both sides; the item is settled with it."""
        from desktop.dialogs.decide_question import DecideQuestion
        from storage.intake import read_deal

        session, question = self._session, self._question(held)
        if question is None:
            self.settle(held, Outcome.SETTLED)
            self.told.emit(tr("This question is decided already."), True)
            return
        person = session.person
        if person is None:
            return
        deal = None
        if question.deal_id is not None:
            deal = read_deal(session.book, question.deal_id, digits=session.digits)
        dialog = DecideQuestion(session, question, person, deal, self)
        self._settle_after(dialog, held, Outcome.SETTLED)

    def _move_up(self, held: HeldItem) -> None:
        """Move a question to the next step, or raise one about the item."""
        from desktop.actions.desk import judge
        from desktop.dialogs.move_up import MoveUp
        from desktop.dialogs.raise_question import RaiseQuestion
        from storage.intake import read_deal

        session = self._session
        question = self._question(held) if held.item.kind is ItemKind.QUESTION else None
        if question is not None:
            self._settle_after(MoveUp(session, question, self), held, Outcome.MOVED_UP)
            return
        deal = read_deal(session.book, held.item.deal_id, digits=session.digits) if held.item.deal_id else None
        judged = judge(session.book, session.desk, deal) if deal is not None else None
        dialog = RaiseQuestion(session, judged, self)
        if judged is None:
            dialog.subject_edit.setText(held.item.frozen[: dialog.subject_edit.maxLength()])
        self._settle_after(dialog, held, Outcome.MOVED_UP)

    def _settle_after(self, dialog: Editor, held: HeldItem, outcome: Outcome) -> None:
        def settle(say: str) -> None:
            now = self._held(held.id)
            if now is not None:
                self.settle(now, outcome)
            self.told.emit(say, True)

        dialog.saved.connect(settle)
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        """Icons and colours follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.meeting is not None:
            self.refresh()
