"""The window: the rail of tabs, the rooms, the notice bar, the status bar; menus are in `desktop.menus`."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop import settings
from desktop.bars import Bars
from desktop.clock import local_today
from desktop.rooms.listed import Rooms, first_room
from desktop.rooms.room import Room
from desktop.session import Session
from desktop.warm_up import WarmUp
from desktop.wording.people import business_line, functions_text, voice
from desktop.wording.saving import saved_words
from resources.words import tr
from storage.book import News
from storage.opening import SUFFIX, open_book
from storage.trouble import Conflict, Moved, Trouble
from widgets.card import PlainLabel
from widgets.first_paint import FirstPaint
from widgets.tab_rail import TabRail
from widgets.tokens import SPACE_M

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.checkup import Checkup
    from desktop.file_place import FilePlace
    from desktop.file_trouble import FileTrouble
    from desktop.finder.finder import Finder
    from desktop.menus import Menus
    from desktop.outcome_pages import OutcomePages
    from desktop.welcome import Welcome
    from storage.finding import Kind, Record
    from widgets.notice_bar import NoticeBar

POLL_MILLISECONDS = 500
"""How often the window looks whether another window or command has changed the file; it costs microseconds."""

POLL_IN_TROUBLE_MILLISECONDS = 5_000
POLL_AWAY_MILLISECONDS = 1_000
TITLE_BAR = 36
PROPOSAL = "proposal"


class Window(QMainWindow):
    """The main window, with one business file open or the welcome page in its place.

    What the first frame does not show is made when it is first asked for: the entries of the menus, the notices,
    the welcome page of a window that opens a file. Signals: `file_opened()`, `file_left()` before an
    open file is closed, `backed_up()` after a backup by hand, and `closing()` before anything is.
    """

    closing = Signal()
    file_opened = Signal()
    backed_up = Signal()
    file_left = Signal()

    def __init__(self, *, today: date | None = None, remembers: bool = True) -> None:
        super().__init__()
        self._today = today
        self._remembers = remembers
        self.session: Session | None = None
        self.rooms = Rooms()
        self._warm_up = WarmUp(self)
        self._checkup: Checkup | None = None
        self._finder: Finder | None = None
        self._first_paint = FirstPaint(self)

        self.rail = TabRail()
        self.room_stack = QStackedWidget()
        self.bars = Bars()
        self.saved_label = PlainLabel("", "small", "muted")
        self.file_label = PlainLabel("", "small", "muted")
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MILLISECONDS)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self.bare_menus = tuple(self.menuBar().addMenu(title) for title in menu_titles())

        self._lay_out()
        self._connect()
        self._show_no_business()
        # With room for the title bar, so that the status bar is on a small screen as well. Not `self.screen()`: the
        # screen would be taken for the window's own, and deleted with it.
        room = QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR)
        self.resize(QSize(1280, 800).boundedTo(room))
        self.setMinimumSize(900, min(600, room.height()))
        self.setAcceptDrops(True)
        if remembers:
            state = settings.geometry()
            if state is not None:
                self.restoreGeometry(state)

    def _lay_out(self) -> None:
        centre = QWidget()
        across = QHBoxLayout(centre)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars)
        column.addWidget(self.room_stack, 1)
        column.addWidget(self.bars.below)
        across.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        self.statusBar().addWidget(self.saved_label)
        self.statusBar().addWidget(self.file_label)

    def _connect(self) -> None:
        self.rail.tab_chosen.connect(self.show_room)
        self.rail.person_chosen.connect(self._act_as)
        self.bars.undo_requested.connect(self.undo)
        self.bars.more_requested.connect(self._show_more)
        self._poll.timeout.connect(self._catch_up)
        self._minute.timeout.connect(self._let_the_clock_speak)
        self._first_paint.came.connect(self._begin_behind)
        self._warm_up.finished.connect(self._end_warm_up)

    # What is made when it is first asked for

    @property
    def remembers(self) -> bool:
        """Whether anything of this window is kept for the next one."""
        return self._remembers

    @cached_property
    def menus(self) -> "Menus":
        """The menus with all their entries, at the latest behind the first paint."""
        from desktop.menus import Menus

        menus = Menus(self)
        menus.person_chosen.connect(self._act_as)
        self._fill(menus)
        return menus

    @cached_property
    def file_place(self) -> "FilePlace":
        """What is said of the place of the file: that it was moved, that others have it too."""
        from desktop.file_place import FilePlace

        return FilePlace(self)

    @cached_property
    def file_trouble(self) -> "FileTrouble":
        """What is said of a file that does not open or is damaged."""
        from desktop.file_trouble import FileTrouble

        return FileTrouble(self)

    @property
    def notice_bar(self) -> "NoticeBar":
        """What just happened."""
        return self.bars.notice

    @property
    def read_only_bar(self) -> "NoticeBar":
        """Why nothing can be changed, or the file can't be followed."""
        return self.bars.banner

    @cached_property
    def welcome(self) -> "Welcome":
        """The page of a window without a file."""
        from desktop.welcome import Welcome

        welcome = Welcome()
        welcome.sample_requested.connect(self.menus.open_sample)
        welcome.new_requested.connect(self.menus.new_business)
        welcome.open_requested.connect(self.menus.choose_file)
        welcome.restore_requested.connect(self.menus.restore_backup)
        welcome.file_chosen.connect(self._open_text)
        return welcome

    def _is_made(self, name: str) -> bool:
        return name in self.__dict__

    def _show_menus(self) -> None:
        """Show in the menus what can be done now; menus that nobody has asked for yet do so when they are made."""
        if self._is_made("menus"):
            self._fill(self.menus)

    def _fill(self, menus: "Menus") -> None:
        menus.show_state()
        if self.session is not None and self.session.person is not None:
            menus.show_people(self.session.business.people, self.session.person.id)

    # The file

    def open_file(self, path: Path) -> bool:
        """Open a business file in this window; says what is wrong and keeps what is open when it can't be."""
        try:
            book = open_book(path, check_all=False)
            session = Session(book, today=self._today, parent=self)
            session.business  # noqa: B018  a file without a business is refused here, before anything is closed
        except Trouble as trouble:
            self.file_trouble.tell_unopened(path, trouble)
            return False
        self._let_go()
        self.session = session
        book.waiting = self._show_waiting
        session.news_came.connect(self._take_news)
        session.person_changed.connect(self._show_people)
        session.person_changed.connect(self._make_stale)
        session.day_changed.connect(self._make_stale)
        self._add_rooms(session)
        self._show_business()
        if self._is_made("welcome"):
            self.room_stack.removeWidget(self.welcome)
        self.rail.show()
        first = first_room(session)
        self.show_room(first)
        self.rooms[first].focus_first()
        self._show_read_only()
        self._show_menus()
        self._poll.start(POLL_MILLISECONDS)
        self._minute.start()
        if self._remembers:
            settings.remember_file(book.path)
        self.file_opened.emit()
        if book.kept_older is not None:
            self.bars.advise_of_upgrade(book.path, book.kept_older)
        return True

    def close_file(self) -> None:
        """Close the open file, if there is one, and show the welcome page."""
        self._let_go()
        self._show_welcome()

    def _let_go(self) -> None:
        self._poll.stop()
        self._minute.stop()
        if self.session is not None:
            self.file_left.emit()
        if self._checkup is not None:
            self._checkup.wait()
            self._checkup.deleteLater()
            self._checkup = None
        for room in self.rooms.made():
            room.let_go()
            self.room_stack.removeWidget(room)
            # What a room does behind the paint must not come to a file that is closed by then.
            for waiting in (*room.findChildren(QTimer), *room.findChildren(FirstPaint)):
                waiting.blockSignals(True)
            room.deleteLater()
        self.rooms = Rooms()
        if self._finder is not None:
            self._finder.close()
            self._finder.deleteLater()
            self._finder = None
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None
        self.bars.clear()

    def _show_welcome(self) -> None:
        self._show_no_business()
        self.room_stack.addWidget(self.welcome)
        self.room_stack.setCurrentWidget(self.welcome)
        self.welcome.set_recent([] if not self._remembers else settings.recent_files())

    def _show_no_business(self) -> None:
        self.rail.hide()
        self.saved_label.setText("")
        self.file_label.setText("")
        self.setWindowFilePath("")
        self.setWindowTitle(tr("Handshake"))
        self._show_menus()

    def _open_text(self, path: str) -> None:
        self.open_file(Path(path))

    # The rooms

    def _add_rooms(self, session: Session) -> None:
        self.rooms = Rooms(session, self._take_room)
        self.rail.set_tabs([(tab.key, tab.title, tab.group, tab.key) for tab in self.rooms.tabs])
        if self._warm_up.isFinished():
            QTimer.singleShot(0, self, self._end_warm_up)

    def _take_room(self, room: Room) -> None:
        self.room_stack.addWidget(room)
        room.notice_given.connect(self._give_notice)
        room.trouble_met.connect(self._take_trouble)
        room.badge_changed.connect(self._show_badge)
        room.settled.connect(self._start_warm_up)
        room.deal_requested.connect(self.show_deal)
        room.question_requested.connect(self.show_question)
        room.deal_work_requested.connect(self.work_on_deal)
        room.proposal_requested.connect(self.show_proposal)
        room.room_requested.connect(self.show_room_to)
        room.overdue_found.connect(self._remind)
        room.client_requested.connect(self.show_client_named)
        room.after_delivery_requested.connect(self.ask_after_delivery)
        room.proposal_drafted.connect(self._give_proposal)
        room.alone_wanted.connect(self._leave_alone)

    def _leave_alone(self, alone: bool) -> None:
        """Show nothing of the business beside a moment that is somebody's own, nor what was said before it."""
        self.rail.setVisible(not alone)
        if alone:
            self.bars.dismiss_notice()

    def _make_rooms(self) -> None:
        """Make the rooms nobody has asked for yet, so that the first look at them waits for less."""
        for key in self.rooms:
            self.rooms[key].count_behind()

    def show_room(self, key: str) -> None:
        """Bring a room on screen."""
        room = self.rooms.get(key)
        if room is None:
            return
        self.rail.set_current(key)
        if room is not self.room:
            self.room_stack.setCurrentWidget(room)
            # Else Qt gives the keyboard to whatever comes next, such as a button that prints.
            if not self.rail.tabs.hasFocus():
                room.focus_first()
        room.come_on_screen()
        self._show_menus()

    def show_deal(self, deal_id: str) -> None:
        """Bring one deal on screen."""
        self.show_room("intake")
        from desktop.rooms.intake import IntakeRoom

        if isinstance(self.room, IntakeRoom):
            self.room.list.choose(deal_id)

    def work_on_deal(self, deal_id: str) -> None:
        """Bring one deal on screen with the keyboard at what is to be done about it."""
        self.show_deal(deal_id)
        from desktop.rooms.intake import IntakeRoom

        if isinstance(self.room, IntakeRoom):
            self.room.focus_task()

    def show_room_to(self, key: str, what: str) -> None:
        """Bring a room on screen and let it do `what` ("": nothing)."""
        self.show_room(key)
        if what and self.room is not None and self.room.key == key:
            self.room.do(what)

    def show_question(self, question_id: str) -> None:
        """Bring one question of the ladder on screen."""
        self.show_room("escalation")
        from desktop.rooms.escalation import EscalationRoom

        if isinstance(self.room, EscalationRoom):
            self.room.show_question(question_id)

    @cached_property
    def outcome_pages(self) -> "OutcomePages":
        """What is opened after delivery, and the pages of clients."""
        from desktop.outcome_pages import OutcomePages

        return OutcomePages(self)

    def show_client(self, client_id: str) -> None:
        """Show the page of a client."""
        self.outcome_pages.show_client(client_id)

    def show_client_named(self, name: str) -> None:
        """Show the page of the client of that name."""
        self.outcome_pages.show_client_named(name)

    def ask_after_delivery(self, what: str, key: str) -> None:
        """Ask for what is said after delivery: "outcome" or "add_save" of a deal, a "look_back" or a "save" itself."""
        self.outcome_pages.ask(what, key)

    def show_proposal(self) -> None:
        """Bring what is proposed on screen, the agreement in force where that is nothing."""
        self.show_room("agreement")
        from desktop.rooms.agreement import AgreementRoom

        if isinstance(self.room, AgreementRoom):
            self.room.show_open()

    # Finding

    def find_anything(self) -> None:
        """Ask for a few words and go to what has them."""
        if self.session is None:
            return
        from desktop.dialogs.find_anything import FindAnything
        from desktop.finder.finder import Finder

        if self._finder is None:
            self._finder = Finder(self.session, self)
            self._finder.troubled.connect(self._take_trouble)
        palette = FindAnything(self._finder, self)
        palette.record_chosen.connect(self._show_record)
        palette.command_chosen.connect(self._run_command)
        palette.open()

    def _run_command(self, action: "QAction") -> None:
        action.trigger()

    def _show_record(self, kind: "Kind", record: "Record") -> None:
        from desktop.found_places import show_record

        show_record(self, kind, record)

    def finish_background_work(self) -> None:
        """Let the room on screen do now what it would do behind its first paint (for pictures and tests)."""
        if self.room is not None:
            self.room.finish_background_work()

    @property
    def room(self) -> Room | None:
        """Return the room on screen."""
        current = self.room_stack.currentWidget()
        return current if isinstance(current, Room) else None

    def _show_badge(self, count: int) -> None:
        sender = self.sender()
        if isinstance(sender, Room):
            self.rail.set_badge(sender.key, count)

    # People

    def _act_as(self, person_id: str) -> None:
        if self.session is not None:
            self.session.act_as(person_id)

    def _show_people(self) -> None:
        if self.session is None or self.session.person is None:
            return
        people = self.session.business.people
        self.rail.set_people(
            [(person.id, person.name, functions_text(person), voice(person)) for person in people],
            self.session.person.id,
        )
        self._show_menus()

    # News

    def _take_news(self, news: News) -> None:
        if news.own:
            # Its Undo was for the change before: pressed now, it would put back this one.
            self.bars.dismiss_notice()
        for room in self.rooms.made():
            room.take_news(news)
        if {"business", "person", "agreement"} & news.topics.keys():
            self._show_business()
        self._show_saved()
        self._show_menus()
        if not news.own and news.who_name:
            self.bars.give(tr("{who} has just changed something: {label}").format(who=news.who_name, label=news.label))

    def _catch_up(self) -> None:
        if self.session is None:
            return
        try:
            self.session.catch_up()
        except Moved as moved:
            self._poll.setInterval(POLL_AWAY_MILLISECONDS)
            self.file_place.tell_moved(moved)
            return
        except Trouble as trouble:
            # It may pass, as when another program holds the file for a while.
            self._poll.setInterval(POLL_IN_TROUBLE_MILLISECONDS)
            self.bars.hold(trouble.say)
            return
        if self._poll.interval() != POLL_MILLISECONDS:
            self._poll.setInterval(POLL_MILLISECONDS)
            self._show_read_only()
            self._show_saved()

    def _show_read_only(self) -> None:
        self.bars.hold(self.session.book.read_only_because if self.session is not None else "")

    def _make_stale(self) -> None:
        for room in self.rooms.made():
            room.make_stale()

    def _show_business(self) -> None:
        if self.session is None:
            return
        business = self.session.business
        self.rail.set_business(business.name, business_line(business))
        self.setWindowTitle(business.name)
        self.setWindowFilePath(str(self.session.book.path))
        self._show_people()
        self._show_saved()

    def _show_saved(self) -> None:
        if self.session is None:
            return
        book = self.session.book
        words = saved_words(book.last_saved, local_today(), read_only=bool(book.read_only_because))
        self.saved_label.setText(words)
        self.file_label.setText(f"· {book.path.name}" if words else book.path.name)

    def _show_waiting(self) -> None:
        """Say while a change waits for another program that it does; painted at once, for nothing else is heard."""
        say = tr("Waiting for another program that is writing to this file…")
        if self.saved_label.text() != say:
            self.saved_label.setText(say)
            self.file_label.setText("")
            self.statusBar().repaint()
            # Once the wait is over, whatever came of it.
            QTimer.singleShot(0, self, self._show_saved)

    # Speaking

    def tell(self, say: str) -> None:
        """Say something that went wrong, calmly, where the eye is."""
        self.bars.warn(say)

    def _give_notice(self, say: str, can_undo: bool) -> None:
        self.bars.give(say, can_undo=can_undo)

    def _give_proposal(self, say: str) -> None:
        self.bars.give(say, can_undo=True, more=tr("Show the proposal"), more_key=PROPOSAL)

    def _show_more(self, key: str) -> None:
        if key == PROPOSAL:
            self.show_proposal()

    def _take_trouble(self, trouble: Trouble) -> None:
        self.tell(trouble.say)

    def _remind(self, say: str) -> None:
        """Say once a day what is late, outside the window where that can be."""
        if self._remembers and self.session is not None:
            from desktop.reminder import remind

            remind(self, self.session.book.path, self.session.today, say)

    # Undo

    def undo(self) -> None:
        """Put back the last change made in this window."""
        self._step_back(undo=True)

    def redo(self) -> None:
        """Make the last undone change again."""
        self._step_back(undo=False)

    def _step_back(self, *, undo: bool) -> None:
        if self.session is None:
            return
        book = self.session.book
        label = book.undo_label if undo else book.redo_label
        if label is None:
            return
        try:
            if undo:
                book.undo(who=self.session.author)
            else:
                book.redo(who=self.session.author)
        except Trouble as trouble:
            self.tell(trouble.say)
            self._show_menus()
            return
        # The news came before the book knew what is next to undo.
        self._show_menus()
        say = tr("Undone: {label}") if undo else tr("Done again: {label}")
        self.bars.give(say.format(label=label))

    # Window events

    def showEvent(self, event: QShowEvent) -> None:
        """Show the welcome page in a window without a file."""
        if self.session is None and self.room_stack.count() == 0:
            self._show_welcome()
        super().showEvent(event)

    def _begin_behind(self) -> None:
        from desktop.task_bar import show_icon

        self.menus  # noqa: B018  made now, for their shortcuts
        self._explain_words()
        show_icon()
        if self.session is None:
            self._start_warm_up()

    def _explain_words(self) -> None:
        """Say what shared words mean, where the pointer rests on them."""
        from desktop.glossary import GlossaryHover

        GlossaryHover(self)

    def _start_warm_up(self) -> None:
        """Load the write side once what somebody looks at is there: side by side, both would take twice as long."""
        # A window that was closed at once needs no write side, and nobody would wait for the thread.
        if self.isVisible() and not self._warm_up.isFinished():
            self._let_rooms_rest(True)
            self._warm_up.start()

    def _end_warm_up(self) -> None:
        self._let_rooms_rest(False)
        self._make_rooms()
        self._look_over()

    def _look_over(self) -> None:
        """Read the file from end to end, and add the public holidays of the years that have come within reach."""
        if self.session is None or self._checkup is not None:
            return
        from desktop.checkup import Checkup
        from storage.public_holidays import extend_public_holidays

        self._checkup = Checkup(self.session.book.path, self)
        self._checkup.damage_found.connect(self.file_trouble.tell_damage)
        self._checkup.start()
        self.file_place.look_around()
        try:
            extend_public_holidays(self.session.book, self.session.today)
        except Trouble as trouble:
            self.tell(trouble.say)
        self._let_the_clock_speak()

    def _let_the_clock_speak(self) -> None:
        """Move up the ladder what is overdue, behind the first paint and whenever a minute has passed."""
        session = self.session
        if session is None or session.book.read_only_because or not self._warm_up.isFinished():
            return
        from desktop.actions.escalation import let_the_clock_speak
        from storage.questions import has_open

        try:
            if has_open(session.book):
                let_the_clock_speak(book=session.book, desk=session.desk)
        except Conflict:
            # Another window on the file was faster.
            return
        except Trouble as trouble:
            self.tell(trouble.say)

    def _let_rooms_rest(self, resting: bool) -> None:
        for room in self.rooms.made():
            room.rest(resting)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was, and close the file."""
        self.closing.emit()
        if self._remembers:
            settings.remember_geometry(self.saveGeometry())
        self._warm_up.wait()
        if self._is_made("file_place"):
            self.file_place.wait()
        if self._is_made("menus"):
            self.menus.wait()
        self.close_file()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a business file, or a sheet of deals for the open one, that is dragged onto the window."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a business file that is dropped onto the window, or show a sheet of deals as it would be imported."""
        path = self._dropped(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if path.name.endswith(SUFFIX):
                self.open_file(path)
            else:
                self.menus.work.import_sheet(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        from storage.sheet import SHEET_SUFFIXES  # behind the first paint

        urls = event.mimeData().urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        is_sheet = self.session is not None and path.suffix.casefold() in SHEET_SUFFIXES
        return path if path.name.endswith(SUFFIX) or is_sheet else None


def menu_titles() -> tuple[str, ...]:
    """Return the titles of the menu bar; `desktop.menus` fills them."""
    return tr("&File"), tr("&Edit"), tr("&View"), tr("&Business"), tr("&Help")
