"""What the pages of shared words and of people have in common: what they are for, a way to add, cards with rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.rooms.agreement_page import AgreementPage
from desktop.session import Session
from widgets.card import Muted
from widgets.empty_state import EmptyState
from widgets.rows_card import Row, RowsCard, line_up
from widgets.tokens import SPACE_L, SPACE_M


class CardsPage(AgreementPage):
    """Cards under each other. Versions of the agreement do not hold what they show, so an old one locks nothing.

    Subclasses call `show_rows` when they refresh, and override `add`, `edit` and `remove`.
    """

    def __init__(
        self, session: Session, say: str, add: str, empty: tuple[str, str], count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.say_label = Muted(say)
        self.add_button = QPushButton(add)
        self.cards = tuple(RowsCard() for _ in range(count))
        self.empty = EmptyState()
        self._empty_texts = empty
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.say_label, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addLayout(across)
        for card in self.cards:
            column.addWidget(card)
            card.row_activated.connect(self.edit)
            card.remove_requested.connect(self.remove)
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self.add_button.clicked.connect(self.add)
        self.empty.action_requested.connect(self.add)

    def can_write(self) -> bool:
        """Say whether the file may be changed here."""
        return not self.session.book.read_only_because

    def show_rows(self, contents: Sequence[tuple[str, Sequence[str], Sequence[Row]]], columns: Sequence[float]) -> None:
        """Show in each card its heading, those of its columns, and its rows; a card without rows is hidden.

        A row that went over to another card takes the focus with it.
        """
        holder = self._holder()
        current = holder.current_key() if holder is not None else None
        can_write = self.can_write()
        for card, (heading, headings, rows) in zip(self.cards, contents, strict=True):
            card.set_content(heading, rows, headings=headings, columns=columns)
            card.set_activatable(can_write)
            card.setVisible(bool(rows))
        line_up([card for card in self.cards if card.rows()])
        is_empty = not any(rows for _heading, _headings, rows in contents)
        title, text = self._empty_texts
        action = (("add", self.add_button.text(), True),) if can_write else ()
        self.empty.set_content(title, text, action)
        self.empty.setVisible(is_empty)
        self.say_label.setVisible(not is_empty)
        self.add_button.setVisible(can_write and not is_empty)
        if holder is None or (current is not None and holder.current_key() == current):
            return
        if current is not None and self._card_of(current) is not None:
            self.go_to(current)
        elif not holder.rows():
            self.focus_first()

    def _holder(self) -> RowsCard | None:
        """Return the card that has the keyboard, or will have it when a dialog before it is closed."""
        focused = self.window().focusWidget()
        return next((card for card in self.cards if card.view is focused), None)

    def _card_of(self, key: str) -> RowsCard | None:
        return next((card for card in self.cards if any(row.key == key for row in card.rows())), None)

    def go_to(self, key: str) -> None:
        """Give the keyboard to a row and bring it into sight, when the rows have found their places."""
        card = self._card_of(key)
        if card is not None:
            card.set_current(key)
            card.view.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        card, area = self._holder(), self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if area is not None else None
        if card is not None and area is not None and page is not None:
            row = card.view.rect_of_current()
            middle = card.view.mapTo(page, row.center())
            area.ensureVisible(area.horizontalScrollBar().value(), middle.y(), 0, row.height())

    def focus_first(self) -> None:
        """Give the keyboard to the first row, or to the next step where there is none."""
        first = next((card for card in self.cards if card.rows()), None)
        if first is not None:
            first.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.can_write():
            self.empty.buttons.button("add").setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def add(self) -> None:
        """Ask for what is to be added."""
        raise NotImplementedError

    def edit(self, key: str) -> None:
        """Show what stands in a row whole, to change it."""
        raise NotImplementedError

    def remove(self, key: str) -> None:
        """Take away what stands in a row."""
        raise NotImplementedError

    def show_kept(self, key: str) -> None:
        """Go to the row of what was just saved."""
        self.refresh()
        self.go_to(key)

    def tell(self, say: str) -> None:
        """Show the records anew, and say what was done, with a way back."""
        self.refresh()
        self.notice_given.emit(say, True)
