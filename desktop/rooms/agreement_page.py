"""What every page of the Agreement room has: the version it shows, how it changes one, how it speaks."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.agreement import Standing, begin_proposal, read_standing
from desktop.session import Session
from framework.agreement_versions import Version
from storage.trouble import Trouble


class AgreementPage(QWidget):
    """One page of the Agreement room.

    Signals: `notice_given(text, can_undo)`, `trouble_met(Trouble)`; `proposal_begun()` when a change is made in a
    proposal that is not the version shown, so that the room shows it.
    """

    notice_given = Signal(str, bool)
    trouble_met = Signal(object)
    proposal_begun = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.standing: Standing | None = None
        self.version: Version | None = None

    def show_version(self, standing: Standing, version: Version) -> None:
        """Show `version`: the one in force, or the one that is being written."""
        self.standing, self.version = standing, version
        self.refresh()

    def refresh(self) -> None:
        """Show the records as they are now."""
        raise NotImplementedError

    @property
    def is_proposal(self) -> bool:
        """Say whether the version shown is still open, so that lines are marked against the one it came from."""
        return self.version is not None and self.version.is_open

    @property
    def is_first_draft(self) -> bool:
        """Say whether nothing is signed yet, so that it is the draft of the set-up that is written on."""
        return self.standing is not None and self.standing.in_force is None

    def count(self) -> int | None:
        """Return how many there are on this page, for its tab; None where there is nothing to count."""
        return None

    def focus_first(self) -> None:
        """Give the keyboard to where work on this page begins."""

    def can_write(self) -> bool:
        """Say whether a change may begin here: the file can be written, and no version of the past is looked at."""
        if self.session.book.read_only_because or self.standing is None or self.version is None:
            return False
        return self.version.is_open or self.version is self.standing.in_force

    def open_version(self) -> Version:
        """Return the version to write a change into, as it is in the file now; a proposal is begun where none is open.

        Raises Trouble when the file can't be written.
        """
        standing = read_standing(self.session.book, self.session.digits, self.session.today)
        if standing.open is None:
            begin_proposal(book=self.session.book, who=self.session.author, standing=standing)
            standing = read_standing(self.session.book, self.session.digits, self.session.today)
        assert standing.open is not None
        if self.version is not None and self.version.id != standing.open.id:
            self.proposal_begun.emit()
        return standing.open

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something that may meet trouble; the window says what it met. Returns whether it was done."""
        try:
            act()
        except Trouble as trouble:
            self.trouble_met.emit(trouble)
            return False
        return True
