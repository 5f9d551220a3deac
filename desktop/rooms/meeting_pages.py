"""What opens from the Meetings tab: when we meet, minutes, rhythm, a sheet typed in, and what is put on the agenda."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.rooms.room import SHOW_MINUTES
from desktop.session import Session
from framework.agenda import AddedItem
from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.dialogs.held_meetings import HeldMeetings


class MeetingPages(QObject):
    """Opens dialogs over `room`. Signals: `told(text, can_undo)`, `troubled(Trouble)`."""

    told = Signal(str, bool)
    troubled = Signal(object)

    def __init__(self, session: Session, room: QWidget) -> None:
        super().__init__(room)
        self._session, self._room = session, room

    def do(self, what: str) -> None:
        """Open what is asked for, by its word; "minutes:" and a key are those of one meeting."""
        if what.startswith(SHOW_MINUTES):
            self.show_minutes_of(what.removeprefix(SHOW_MINUTES), "")
            return
        pages = {
            "minutes": self.show_minutes,
            "when": self.show_when,
            "paper": self.type_in_paper,
            "rhythm": self.show_rhythm,
            "print_blank": self.print_blank,
        }
        if what in pages:
            pages[what]()

    def _tell(self, say: str) -> None:
        self.told.emit(say, True)

    def print_blank(self) -> None:
        """Show the agenda without anything in it, as it will print, for a meeting without a computer."""
        from desktop.actions.meeting import work_out_agenda
        from desktop.printing.agenda_page import blank_agenda_page
        from desktop.printing.preview import preview

        session = self._session
        preview(self._room, blank_agenda_page(work_out_agenda(session.book, session.desk), session.business))

    def show_when(self) -> None:
        """Show when the meeting takes place; where none is planned, ask for it."""
        if self._session.business.series is None:
            self.plan_series()
            return
        from desktop.dialogs.when_we_meet import WhenWeMeet

        page = WhenWeMeet(self._session, self._room)
        page.told.connect(self._tell)
        page.open()

    def plan_series(self) -> None:
        """Ask for weekday, time and turns of a meeting that is not planned yet."""
        if self._session.book.read_only_because:
            return
        from desktop.dialogs.series_editor import SeriesEditor

        editor = SeriesEditor(self._session, self._room)
        editor.saved.connect(self._tell)
        editor.open()

    def show_minutes(self) -> None:
        """Show the meetings that were held, with their minutes."""
        self._open_minutes()

    def show_minutes_of(self, meeting_id: str, entry_id: str) -> None:
        """Show the minutes of a meeting at one of their lines."""
        self._open_minutes().show_line(meeting_id, entry_id)

    def _open_minutes(self) -> "HeldMeetings":
        from desktop.dialogs.held_meetings import HeldMeetings

        held = HeldMeetings(self._session, self._room)
        held.told.connect(self.told)
        held.open()
        return held

    def show_rhythm(self) -> None:
        """Show how regularly the meetings take place, and what comes of them."""
        from desktop.dialogs.rhythm import RhythmPage

        RhythmPage(self._session, self._room).open()

    def type_in_paper(self) -> None:
        """Take in a meeting that was held on paper."""
        from desktop.actions.meeting_paper import not_written_down

        meetings = not_written_down(self._session.book, self._session.desk)
        if not meetings:
            self.told.emit(tr("There are minutes of every meeting up to today."), False)
            return
        from desktop.dialogs.paper_meeting import PaperMeeting

        sheet = PaperMeeting(self._session, meetings, self._room)
        sheet.saved.connect(self._tell)
        sheet.open()

    def add_item(self) -> None:
        """Put something on the next agenda."""
        from desktop.dialogs.put_on_agenda import PutOnAgenda

        editor = PutOnAgenda(self._session, parent=self._room)
        editor.saved.connect(self._tell)
        editor.open()

    def change_item(self, added_id: str) -> None:
        """Change what somebody put on the agenda."""
        item = self._added(added_id)
        if item is None:
            return
        from desktop.dialogs.put_on_agenda import PutOnAgenda

        editor = PutOnAgenda(self._session, item=item, parent=self._room)
        editor.saved.connect(self._tell)
        editor.open()

    def take_off_item(self, added_id: str) -> None:
        """Take it off again; Undo brings it back."""
        from desktop.actions.agenda_items import take_off_agenda

        item = self._added(added_id)
        if item is None:
            return
        try:
            take_off_agenda(book=self._session.book, who=self._session.author, item=item)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self._tell(tr("Off the agenda: {say}").format(say=item.say))

    def _added(self, added_id: str) -> AddedItem | None:
        from storage.held_meetings import added_items

        return next((item for item in added_items(self._session.book) if item.id == added_id), None)
