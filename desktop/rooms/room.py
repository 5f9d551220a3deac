"""What every room has: its session, what it wants to hear about, and how it speaks to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.session import Session
from storage.book import News
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.rooms.about import About


SHOW_VISIT, SHOW_MINUTES = "visit:", "minutes:"
"""What Visibility and Meetings do for other rooms: before the key of a visit, of a meeting, to show it."""


class Room(QWidget):
    """One tab of the window.

    A room on screen refreshes when news touches its `topics`; a hidden one only marks itself stale and refreshes
    when it is shown. Signals: `notice_given(text, can_undo)`, `trouble_met(Trouble)`, `badge_changed(count)`,
    `settled()` when all that somebody sees of it has been loaded, `deal_requested(id)` and `question_requested(id)`
    when a deal or a question of the ladder is to be shown, `deal_work_requested(id)` when the keyboard is to be at what
    is to be done about a deal, `client_requested(name)` for the page of a client, `after_delivery_requested(what, id)`
    for what `Window.ask_after_delivery` asks, `proposal_requested()` when what is proposed is to be shown,
    `room_requested(key, what)` when another room is, to do `what` there ("": nothing), `overdue_found(text)` when
    things are late, `proposal_drafted(text)` when a change was written into the proposal in Agreement,
    `alone_wanted(bool)` when what is shown is to have the window to itself, and when no longer.
    """

    key = ""
    topics: frozenset[str] = frozenset()

    notice_given = Signal(str, bool)
    trouble_met = Signal(object)
    badge_changed = Signal(int)
    settled = Signal()
    deal_requested = Signal(str)
    question_requested = Signal(str)
    deal_work_requested = Signal(str)
    proposal_requested = Signal()
    room_requested = Signal(str, str)
    overdue_found = Signal(str)
    client_requested = Signal(str)
    after_delivery_requested = Signal(str, str)
    proposal_drafted = Signal(str)
    alone_wanted = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True

    def refresh(self) -> None:
        """Show the records as they are now."""
        raise NotImplementedError

    def take_news(self, news: News) -> None:
        """Refresh, or remember to, when `news` touches what this room shows."""
        if not self.topics & news.topics.keys():
            return
        if self.isVisible():
            self.refresh_for(news)
        else:
            self._stale = True

    def refresh_for(self, news: News) -> None:
        """Refresh after `news`; a room that can do so more cheaply than by reading all again overrides this."""
        self.refresh()

    def make_stale(self) -> None:
        """Refresh now, or when next shown: the day or the person acting has changed."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def come_on_screen(self) -> None:
        """Refresh if something has changed since the room was last seen."""
        if self._stale:
            self._stale = False
            self.refresh()
        for button in self.findChildren(QPushButton):
            if not button.isCheckable():
                # So that Enter presses it: in a dialog Qt lets it by itself, in a window only Space.
                button.setAutoDefault(True)

    def finish_background_work(self) -> None:
        """Do now what would be done behind the first paint (for pictures and tests)."""

    def count_behind(self) -> None:
        """Work out the count at the tab behind the window, if nobody has looked at the room yet."""

    def let_go(self) -> None:
        """Let work on other threads come to its end: the file is about to be closed."""

    def rest(self, resting: bool) -> None:
        """Put off what is worked out behind the window, or go on with it."""

    def do(self, what: str) -> None:
        """Do what a menu asks for, by its word."""

    def about(self) -> "About":
        """Return what is chosen here, for the agenda of the meeting; empty words where nothing is."""
        from desktop.rooms.about import About

        return About()

    def print_page(self) -> None:
        """Print what this room has to print."""

    def focus_first(self) -> None:
        """Give the keyboard to where work in this room begins."""

    def tell_trouble(self, trouble: Trouble) -> None:
        """Let the window say what went wrong."""
        self.trouble_met.emit(trouble)
