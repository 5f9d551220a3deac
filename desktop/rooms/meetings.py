"""Meetings: the next handshake, its agenda worked out from the records, on screen and on paper."""

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.in_parts import InParts
from desktop.rooms.agenda_card import AgendaCard
from desktop.rooms.meeting_pages import MeetingPages
from desktop.rooms.passed_on import UndoPassedOn
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.wording import agenda as words
from desktop.wording import figures
from desktop.wording.meeting_series import rhythm
from framework.agenda import Agenda, MeetingFacts, agenda
from framework.meeting import Action, Meeting
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.held_meetings import TOPICS as MEETING_TOPICS
from storage.intake import ASKING_TOPICS
from storage.questions import TOPICS as LADDER_TOPICS
from storage.trouble import Trouble
from storage.visits import TOPICS as VISIT_TOPICS
from widgets.card import Card, Heading, LeadLabel, Muted, PlainLabel, Title, tooltip
from widgets.date_edit import DateEdit
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.theme import theme
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

if TYPE_CHECKING:
    from desktop.printing.page import Page
    from desktop.rooms.running_meeting import RunningMeeting

AT_ONCE = 100
"""With so many open deals the agenda is there before anybody sees that it was not."""


class MeetingsRoom(Room):
    """The Meetings tab: what is on the next agenda and why, what was agreed, and the page to take along."""

    key = "meetings"
    topics = (
        BUSINESS_TOPICS
        | {"deal", "deal_hours", "client", "checklist_answer", "action"}
        | ASKING_TOPICS
        | MEETING_TOPICS
        | LADDER_TOPICS
        | VISIT_TOPICS
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._agenda: Agenda | None = None
        self._facts: tuple[MeetingFacts, Meeting] | None = None
        self._work = InParts(self)
        self.pages = MeetingPages(session, self)
        self.title_label = Title()
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.when_button = QToolButton()
        self.quiet_label = PlainLabel("", "small", "ASK", wrap=True)
        self.minutes_button = QPushButton(tr("Minutes"))
        self.preview_button = QPushButton(tr("Preview"))
        self.print_button = QPushButton(tr("Print agenda"))
        self.pdf_button = QPushButton(tr("Save PDF"))
        self.start_button = QPushButton(tr("Start meeting"))
        self.running: RunningMeeting | None = None
        self.agenda_card = AgendaCard()
        self.action_edit = QLineEdit()
        self.person_box = QComboBox()
        self.due_edit = DateEdit(self._today)
        self.add_button = QPushButton(tr("Add"))
        self.wrong_label = PlainLabel("", "small", "OFF", wrap=True)
        self.figures_card = Card()
        self.empty = EmptyState(
            tr("No meeting is planned"),
            tr("The handshake is a short weekly talk between Sales and Operations. This business has none planned."),
            (("plan", tr("Plan the meeting"), True),),
        )
        self.content = QWidget()
        self._lay_out()
        self._connect()

    def _today(self) -> date:
        return self.session.today

    def _lay_out(self) -> None:
        self.start_button.setProperty("primary", True)
        self.when_button.setAutoRaise(True)
        self._paint_icon()
        self.when_button.setToolTip(tr("When we meet"))
        self.when_button.setAccessibleName(tr("When we meet"))
        self.action_edit.setPlaceholderText(tr("What will be done"))
        self.action_edit.setAccessibleName(tr("What will be done"))
        self.action_edit.setMaxLength(1000)
        self.person_box.setAccessibleName(tr("Who"))
        self.due_edit.setAccessibleName(tr("By when"))
        self.due_edit.setPlaceholderText(tr("By when"))
        head = QHBoxLayout()
        head.addWidget(self.title_label, 1, Qt.AlignmentFlag.AlignTop)
        # Under the buttons as well: in a narrow window they leave little room beside them.
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.when_button)
        line.addWidget(self.line_label, 1)
        heads = QVBoxLayout()
        heads.setSpacing(0)
        head.setSpacing(SPACE_M - 2)
        heads.addLayout(head)
        heads.addLayout(line)
        heads.addWidget(self.quiet_label)
        self.quiet_label.hide()
        for button in (
            self.minutes_button,
            self.preview_button,
            self.pdf_button,
            self.print_button,
            self.start_button,
        ):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self.agenda_card)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("Agenda"))
        across.addWidget(area, 5)
        across.addLayout(self._right(), 2)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(heads)
        column.addLayout(across, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._whole = whole
        whole.addWidget(self.content)
        whole.addWidget(self.empty)
        self.empty.hide()

    def _right(self) -> QVBoxLayout:
        write = Card()
        write.column.addWidget(Heading(tr("Write down an action")))
        write.column.addWidget(Muted(tr("Who does what by when. It comes back here until it is done."), "small"))
        write.column.addWidget(self.action_edit)
        write.column.addWidget(self.person_box)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.due_edit, 1)
        line.addWidget(self.add_button)
        write.column.addLayout(line)
        write.column.addWidget(self.wrong_label)
        self.wrong_label.hide()
        client = Card()
        client.column.addWidget(Heading(tr("Before every yes")))
        client.column.addWidget(Muted(tr("Does this decision serve the client well?")))
        right = QVBoxLayout()
        right.setSpacing(SPACE_M)
        right.addWidget(write)
        right.addWidget(self.figures_card)
        right.addWidget(client)
        right.addStretch(1)
        return right

    def _connect(self) -> None:
        self.pages.told.connect(self.notice_given)
        self.pages.troubled.connect(self.tell_trouble)
        self.when_button.clicked.connect(self.pages.show_when)
        self.empty.action_requested.connect(self.pages.plan_series)
        self.minutes_button.clicked.connect(self.pages.show_minutes)
        self.start_button.clicked.connect(self.start_meeting)
        self.preview_button.clicked.connect(self.preview)
        self.print_button.clicked.connect(self.print_page)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.add_button.clicked.connect(self.add_action)
        for edit in (self.action_edit, self.due_edit):
            edit.returnPressed.connect(self.add_action)
        self.agenda_card.action_ticked.connect(self._tick)
        self.agenda_card.drop_requested.connect(self._drop)
        self.agenda_card.change_requested.connect(self.pages.change_item)
        self.agenda_card.take_off_requested.connect(self.pages.take_off_item)
        self.agenda_card.add_requested.connect(self.pages.add_item)
        self._work.done.connect(self._show)
        self._work.troubled.connect(self.tell_trouble)
        self.due_edit.error_changed.connect(self._show_wrong)
        UndoPassedOn(self.action_edit, self.due_edit)

    # Showing

    def refresh(self) -> None:
        """Work the agenda out anew and show it: at once, or behind the window where there are many deals."""
        from desktop.actions.meeting import coming_meeting
        from storage.intake_list import Shelf, count_deals

        series = self.session.business.series
        runs = self._show_running()
        self.content.setVisible(series is not None and not runs)
        self.empty.setVisible(series is None and not runs)
        self._work.stop()
        if series is None or runs:
            return
        self.start_button.setEnabled(not self.session.book.read_only_because)
        self._show_head(coming_meeting(self.session.book, self.session.desk))
        self._show_quiet()
        self._show_people()
        self._work.start(self._work_out())
        if count_deals(self.session.book)[Shelf.OPEN] <= AT_ONCE:
            self.finish_background_work()

    def refresh_for(self, news: News) -> None:
        """After a change of the actions alone, nothing else is worked out again."""
        from desktop.actions.meeting import coming_actions

        runs = self.running is not None and self.running.meeting is not None
        if runs or self._facts is None or self._work.is_running or self.topics & news.topics.keys() != {"action"}:
            self.refresh()
            return
        facts, meeting = self._facts
        actions = coming_actions(self.session.book, self.session.today, meeting)
        self._facts = facts._replace(actions=actions), meeting
        self._show(agenda(*self._facts))

    def _show_running(self) -> bool:
        """Show the meeting that is going on in the place of the next agenda. Returns False when none is."""
        from storage.held_meetings import is_meeting_running

        if self.running is None:
            if not is_meeting_running(self.session.book):
                return False
            from desktop.rooms.running_meeting import RunningMeeting

            self.running = RunningMeeting(self.session)
            self.running.told.connect(self.notice_given)
            self.running.troubled.connect(self.tell_trouble)
            self.running.deal_requested.connect(self.deal_requested)
            self.running.print_requested.connect(self.print_page)
            self._whole.addWidget(self.running)
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        was_hidden = self.running.isHidden()
        runs = self.running.refresh()
        self.running.setVisible(runs)
        if had_focus and was_hidden and runs:
            self.running.focus_first()
        elif had_focus and not was_hidden and not runs:
            self.start_button.setFocus()
        return runs

    @property
    def shown(self) -> Agenda | None:
        """Return the agenda on screen; None while the first one is being worked out."""
        return self._agenda

    def finish_background_work(self) -> None:
        """Show the agenda now, whatever is still to be worked out."""
        self._work.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what was still to be worked out."""
        super().showEvent(event)
        self._work.go_on()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when it turns light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "when_button"):
            self._paint_icon()
            if self._agenda is not None and self.isVisible():
                self.agenda_card.show_agenda(self._agenda, self.session.business)

    def _paint_icon(self) -> None:
        self.when_button.setIcon(icon("calendar", theme().muted))

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the window to the room that is on screen now."""
        super().hideEvent(event)
        self._work.pause()

    def _work_out(self) -> Generator[None, None, Agenda]:
        from desktop.actions.meeting import gather_facts

        desk = self.session.desk
        yield
        self._facts = yield from gather_facts(self.session.book, desk)
        worked_out = agenda(*self._facts)
        yield
        return worked_out

    def _show_head(self, meeting: Meeting) -> None:
        self.title_label.setText(tr("Handshake, {day}").format(day=figures.day_long(meeting.day)))
        people = words.meeting_people(meeting, self.session.business)
        series = self.session.business.series
        often = rhythm(series.every_weeks) if series is not None else ""
        self.line_label.setText(words.dotted(often, words.meeting_times(meeting), people))

    def _show_quiet(self) -> None:
        from desktop.actions.rhythm import read_quiet
        from desktop.wording.rhythm import quiet_words

        say = quiet_words(read_quiet(self.session.book, self.session.desk))
        self.quiet_label.setText(say)
        self.quiet_label.setVisible(bool(say))

    def _show(self, worked_out: Agenda) -> None:
        self._agenda = worked_out
        self.agenda_card.show_agenda(worked_out, self.session.business)
        self._show_figures(worked_out)

    def _show_people(self) -> None:
        chosen = self.person_box.currentData()
        self.person_box.clear()
        for person in self.session.business.people:
            self.person_box.addItem(person.name, person.id)
        self.person_box.setCurrentIndex(max(0, self.person_box.findData(chosen)))

    def _show_figures(self, agenda: Agenda) -> None:
        column = self.figures_card.column
        while column.count():
            item = column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        column.addWidget(Heading(tr("Shared figures, last 13 weeks")))
        for line in words.figure_lines(agenda.figures):
            label = LeadLabel(line.value, f"{line.name} {line.arrow}".strip())
            label.setAccessibleName(line.say)
            label.setToolTip(tooltip(line.say))
            column.addWidget(label)
        if any(line.arrow for line in words.figure_lines(agenda.figures)):
            column.addWidget(Muted(words.arrows_legend(), "tiny"))

    # Doing

    def add_action(self) -> None:
        """Write down the action in the fields."""
        from desktop.actions.meeting import agree_action

        if not self.action_edit.text().strip():
            self.action_edit.setFocus()
            return
        self.due_edit.finish()
        if self.due_edit.error():
            self.due_edit.setFocus()
            return
        try:
            agree_action(
                book=self.session.book,
                who=self.session.author,
                today=self.session.today,
                say=self.action_edit.text(),
                person_id=self.person_box.currentData(),
                due_on=self.due_edit.value(),
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        # Not clear(), which leaves what was typed for Ctrl+Z to bring back: that key is for the action by now.
        self.action_edit.setText("")
        self.due_edit.set_value(None)
        self.action_edit.setFocus()

    def _show_wrong(self, say: str) -> None:
        self.wrong_label.setText(say)
        self.wrong_label.setVisible(bool(say))

    def _tick(self, action_id: str, done: bool) -> None:
        from desktop.actions.meeting import tick_action

        action = self._action(action_id)
        if action is None:
            return
        try:
            tick_action(
                book=self.session.book, who=self.session.author, today=self.session.today, action=action, done=done
            )
        except Trouble as trouble:
            self.tell_trouble(trouble)
            self.refresh()

    def _drop(self, action_id: str) -> None:
        from desktop.actions.meeting import drop_action

        action = self._action(action_id)
        if action is None:
            return
        try:
            drop_action(book=self.session.book, who=self.session.author, action=action)
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        self.notice_given.emit(tr("Off the list: {say}").format(say=action.say), True)

    def _action(self, action_id: str) -> Action | None:
        from storage.meeting import read_action

        return read_action(self.session.book, action_id)

    def show_minutes_of(self, meeting_id: str, entry_id: str) -> None:
        """Show the minutes of a meeting at one of their lines."""
        self.pages.show_minutes_of(meeting_id, entry_id)

    def do(self, what: str) -> None:
        """Do what a menu asks for."""
        self.pages.do(what)

    def start_meeting(self) -> None:
        """Begin the next meeting with its agenda as it is now; on another day than its own it is asked first."""
        if self.session.business.series is None or self._show_running():
            return
        from desktop.actions.meeting import coming_meeting

        planned = coming_meeting(self.session.book, self.session.desk).day
        if planned == self.session.today:
            self.finish_background_work()
            self._begin(self._agenda)
            return
        from desktop.dialogs.start_meeting import StartMeeting

        dialog = StartMeeting(planned, self)
        dialog.saved.connect(self._begin_early)
        dialog.open()

    def _begin_early(self) -> None:
        from desktop.actions.meeting import meeting_today, work_out_agenda

        book, desk = self.session.book, self.session.desk
        self._begin(work_out_agenda(book, desk, meeting_today(book, desk)))

    def _begin(self, worked_out: Agenda | None) -> None:
        from desktop.actions.meeting_run import start_meeting

        if worked_out is None:
            return
        book = self.session.book
        try:
            start_meeting(book=book, who=self.session.author, agenda=worked_out, business=self.session.business)
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        if self.running is not None:
            self.running.focus_first()

    # Paper

    def _page(self) -> "Page | None":
        """Return the page to print: the agenda, or the minutes so far of a meeting that is going on."""
        if self.running is not None and self.running.meeting is not None:
            from desktop.printing.minutes_page import minutes_page

            return minutes_page(self.running.meeting, self.session.business, self.session.desk.zone)
        self.finish_background_work()
        if self._agenda is None:
            return None
        from desktop.printing.agenda_page import agenda_page

        return agenda_page(self._agenda, self.session.business)

    def preview(self) -> None:
        """Show the page as it will print."""
        page = self._page()
        if page is not None:
            from desktop.printing.preview import preview

            preview(self, page)

    def print_page(self) -> None:
        """Print the agenda, or the minutes so far."""
        page = self._page()
        if page is not None:
            from desktop.printing.preview import print_page

            try:
                print_page(self, page, self._tell_printing)
            except Trouble as trouble:
                self.tell_trouble(trouble)

    def _tell_printing(self, say: str) -> None:
        self.notice_given.emit(say, False)

    def save_pdf(self) -> None:
        """Save the page as PDF where the person wants it."""
        page = self._page()
        if page is None:
            return
        from desktop.printing.preview import ask_and_save_pdf

        try:
            saved = ask_and_save_pdf(self, page)
        except Trouble as trouble:
            self.tell_trouble(trouble)
            return
        if saved is not None:
            self.notice_given.emit(tr("Saved {name}.").format(name=saved.name), False)

    def focus_first(self) -> None:
        """Give the keyboard to where an action is written, or to the clock of a meeting that is going on."""
        if self.running is not None and self.running.meeting is not None:
            self.running.focus_first()
        else:
            self.action_edit.setFocus()
