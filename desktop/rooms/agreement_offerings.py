"""What the business sells as standard: lead time, hours, price and margin of each offering, and what may go with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.actions import offerings as actions
from desktop.rooms.agreement_lines import done_words, line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.rooms.offering_rows import (
    COLUMNS,
    DRAFT_COLUMNS,
    RETIRED_COLUMNS,
    STRUCK,
    draft_row,
    headings,
    offering_rows,
    retired_row,
)
from desktop.session import Session
from desktop.wording.typed import typed
from framework.agreement_changes import Difference, differences
from framework.agreement_versions import Version
from framework.catalogue import Offering
from resources.words import tr
from widgets.card import Muted
from widgets.empty_state import EmptyState
from widgets.rows_card import RowsCard
from widgets.tokens import SPACE_M

ADD = "add"


class OfferingsPage(AgreementPage):
    """The offerings of a version (`card`), those that no version holds yet, and those that are no longer offered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.add_button = QPushButton(tr("Add an offering"))
        self.card, self.draft_card, self.retired_card = RowsCard(), RowsCard(), RowsCard()
        self._sentence = Muted(tr("What we sell as standard. The clearer this list, the fewer exceptions."))
        self._hint = Muted(tr("Click an offering to see all of it, or to propose a change."), "small")
        self.empty = EmptyState()
        self._deals: dict[str, int] = {}
        self._lay_out()
        self.add_button.clicked.connect(self.add_offering)
        self.empty.action_requested.connect(self.add_offering)
        self.card.row_activated.connect(self.edit_offering)
        self.card.remove_requested.connect(self.retire)
        self.draft_card.row_activated.connect(self.edit_offering)
        self.draft_card.remove_requested.connect(self.delete)
        self.retired_card.row_activated.connect(self.edit_offering)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        for widget in (self.card, self._hint, self.empty, self.draft_card, self.retired_card):
            column.addWidget(widget)
        column.addStretch(1)

    # Showing

    def count(self) -> int:
        """How many offerings the version shown has."""
        return len(self.version.agreement.offerings) if self.version is not None else 0

    def refresh(self) -> None:
        """Show the offerings of the version, marked against the one it was written from."""
        if self.version is None or self.standing is None:
            return
        self._deals = actions.deals_by_offering(self.session.book)
        changes = self._changes()
        rows = offering_rows(self.version.agreement, changes, self.session.business, can_write=self.can_write())
        self.card.set_content(
            tr("Our standard offerings"),
            rows,
            note=tr("lead times in working days, everything else for one unit"),
            headings=headings(),
            columns=COLUMNS,
        )
        # What is proposed, or signed for later, is neither unheard of nor gone.
        known = {
            key
            for version in (self.version, self.standing.open, self.standing.coming)
            if version is not None
            for key in version.agreement.offerings
        }
        self._show_others([each for each in self.session.business.offerings.values() if each.id not in known])
        self._show_what_there_is(bool(rows))

    def _changes(self) -> dict[str, Difference]:
        basis = self.standing.basis(self.version) if self.standing and self.version and self.is_proposal else None
        if basis is None or self.version is None:
            return {}
        found = differences(basis.agreement, self.version.agreement)
        lines = [(each.after if each.after is not None else each.before, each) for each in found]
        return {line.id: each for line, each in lines if isinstance(line, Offering)}

    def _show_others(self, others: list[Offering]) -> None:
        business, can_write = self.session.business, self.can_write()
        drafts = [draft_row(each, self._deals.get(each.id, 0), can_write=can_write) for each in others if each.draft]
        self.draft_card.set_content(
            tr("Named by deals, not agreed yet"),
            drafts,
            note=tr("no lead time, no price, no margin until then"),
            columns=DRAFT_COLUMNS,
        )
        retired = [retired_row(each, business) for each in others if each.retired]
        self.retired_card.set_content(
            tr("No longer offered"), retired, note=tr("deals that are over keep them"), columns=RETIRED_COLUMNS
        )
        self.draft_card.setVisible(bool(drafts))
        self.retired_card.setVisible(bool(retired))

    def _show_what_there_is(self, any_rows: bool) -> None:
        can_write = self.can_write()
        self.card.setVisible(any_rows)
        self.empty.setVisible(not any_rows)
        self.empty.set_content(
            tr("Nothing is standard yet"),
            tr(
                "An offering is what you sell again and again: its lead time, its hours, its price. "
                "With it on this list Sales knows what to promise, and whatever is not on it is asked first."
            ),
            ((ADD, tr("Add the first offering"), True),) if can_write else (),
        )
        self.add_button.setVisible(can_write and any_rows)
        self._hint.setVisible(can_write and any_rows)
        self._sentence.setVisible(any_rows)

    def focus_first(self) -> None:
        """Give the keyboard to the first offering, or to where one is added."""
        if self.card.rows():
            self.card.view.setFocus()
        elif self.can_write():
            self.empty.buttons.button(ADD).setFocus()

    # Doing

    def add_offering(self) -> None:
        """Write a new offering."""
        self._open(None)

    def edit_offering(self, key: str) -> None:
        """Show an offering whole; a change goes into the proposal. One that is struck there is taken in again."""
        if key.startswith(STRUCK):
            self._put_back(key.removeprefix(STRUCK))
            return
        offering = self.offering_of(key)
        if offering is not None:
            self._open(offering)

    def offering_of(self, key: str) -> Offering | None:
        """Return an offering as the version that would be changed has it, else as it was last."""
        if self.standing is None or self.version is None:
            return None
        found = line_source(self).agreement.offerings.get(key)
        return found if found is not None else self.session.business.offerings.get(key)

    def _open(self, offering: Offering | None) -> None:
        from desktop.dialogs.offering_editor import OfferingEditor

        editor = OfferingEditor(self, offering, self._deals.get(offering.id, 0) if offering is not None else 0)
        editor.saved.connect(self._tell)
        editor.open()

    def retire(self, key: str) -> None:
        """Take an offering out of the proposal; refused while open deals name it. The notice offers to undo it."""
        offering, book = self.offering_of(key), self.session.book
        if offering is None or key.startswith(STRUCK) or not self.can_write():
            return

        def act() -> None:
            actions.check_not_needed(book, offering)
            version = self.open_version()
            actions.retire_offering(book=book, who=self.session.author, version=version, offering=offering)
            self._tell_done(version, tr("no longer offered: {name}").format(name=typed(offering.name)))

        self.attempt(act)

    def _put_back(self, key: str) -> None:
        basis = self.standing.basis(self.version) if self.standing and self.version else None
        offering = basis.agreement.offerings.get(key) if basis is not None else None
        if basis is None or offering is None or not self.can_write():
            return

        def act() -> None:
            version = self.open_version()
            actions.put_back_offering(
                book=self.session.book,
                who=self.session.author,
                digits=self.session.digits,
                version=version,
                basis=basis,
                offering=offering,
            )
            self._tell_done(version, tr("put back: {name}").format(name=typed(offering.name)))

        self.attempt(act)

    def delete(self, key: str) -> None:
        """Delete an offering that no version holds and no deal names; the notice offers to undo it."""
        offering = self.offering_of(key)
        if offering is None or not self.can_write():
            return

        def act() -> None:
            actions.remove_offering(book=self.session.book, who=self.session.author, offering=offering)

        if self.attempt(act):
            self._tell(tr("Deleted: {name}").format(name=typed(offering.name)))

    def _tell_done(self, version: Version, what: str) -> None:
        is_draft = self.standing is not None and self.standing.in_force is None
        self._tell(done_words(version, what, is_draft=is_draft))

    def _tell(self, say: str) -> None:
        self.notice_given.emit(say, True)
