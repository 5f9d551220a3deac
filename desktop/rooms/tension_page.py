"""The tension map: two poles with their early signs from the records, and which way it leans (framework.md 13)."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.actions.tension import TOPICS, gather_tension
from desktop.in_parts import InParts
from desktop.rooms.health_page import HealthPage
from desktop.rooms.tension_cards import PoleCard
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import tension as words
from desktop.wording import tension_lean as lean_words
from framework.tension import Pole, Sign, TensionMap
from resources.tension import reminder
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel, Title
from widgets.page_head import page_head
from widgets.page_scroll import PageScroll
from widgets.tab_order import follow
from widgets.tension_line import TensionLine
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_S

_LETTERS = 40
"""So many letters of body text are the least width of two poles side by side."""


class TensionPage(HealthPage):
    """The map. It is worked out in parts behind the window; the old one stays until the new one is there."""

    topics = TOPICS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.found: TensionMap | None = None
        self._columns = 0
        self._work = InParts(self)
        self.title_label = Title(words.title())
        self.line_label = PlainLabel(tr("Counting…"), "body", "muted", elide=True)
        self.print_button = QPushButton(tr("Print"))
        self.lean_label = Heading("")
        self.why_label = PlainLabel("", wrap=True)
        self.before_label = Muted("", "small")
        self.line = TensionLine()
        self.reminder_label = PlainLabel(reminder(), "body", "owner", wrap=True)
        self.cards = {pole: PoleCard(pole) for pole in Pole}
        self.legend_label = Muted(words.legend(), "small")
        self.page = QWidget()
        self.area = PageScroll(self.page)
        self._lay_out()
        self._work.done.connect(self._take)
        self._work.troubled.connect(self.troubled)
        self.print_button.clicked.connect(self.print_page)
        for card in self.cards.values():
            card.lines.sign_opened.connect(self.show_sign)

    def _lay_out(self) -> None:
        head = page_head(self.title_label, self.line_label, self.print_button)
        lean = Card()
        ends = QHBoxLayout()
        ends.setSpacing(SPACE_M)
        ends.addWidget(PlainLabel(words.pole_title(Pole.YES), "strong", "sales"))
        ends.addWidget(self.line, 1)
        ends.addWidget(PlainLabel(words.pole_title(Pole.AGREED), "strong", "operations"))
        lean.column.addLayout(ends)
        for widget in (self.lean_label, self.why_label, self.before_label, self.reminder_label):
            lean.column.addWidget(widget)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_M)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(lean)
        column.addLayout(self._grid)
        column.addWidget(self.legend_label)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_M)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        self.page.hide()
        self._place()

    # Showing

    def refresh(self) -> None:
        """Work the map out anew, behind the window."""
        self._work.start(gather_tension(self.session.book, self.session.desk))

    def finish_background_work(self) -> None:
        """Show the map now."""
        self._work.finish()

    def _take(self, found: TensionMap) -> None:
        self.found = found
        leaning = found.leaning
        self.line_label.setText(
            tr("Early signs from your records, up to {day}").format(day=figures.day_year(leaning.last))
        )
        self.lean_label.setText(lean_words.lean_title(leaning.lean))
        self.why_label.setText(lean_words.lean_why(found))
        before = lean_words.lean_before(found)
        self.before_label.setText(before)
        self.before_label.setVisible(bool(before))
        self.line.set_places(*lean_words.places(found), lean_words.lean_title(leaning.lean))
        for card in self.cards.values():
            card.show_map(found)
        self.page.show()
        follow(self.area, [card.lines for card in self.cards.values()])
        self.settled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the poles side by side where there is room."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= 2 * _LETTERS * metrics("body").averageCharWidth() else 1
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards.values():
            self._grid.removeWidget(card)
        yes, agreed, between = (self.cards[pole] for pole in (Pole.YES, Pole.AGREED, Pole.BETWEEN))
        self._grid.addWidget(yes, 0, 0)
        self._grid.addWidget(agreed, 0 if columns == 2 else 1, columns - 1)
        self._grid.addWidget(between, 2, 0, 1, columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    # Opening and paper

    def show_sign(self, key: str) -> None:
        """Show what a sign counts."""
        if self.found is None:
            return
        from desktop.dialogs.sign_cases import show_sign

        self.open_cases(show_sign(self.session, self.found.now(Sign(key)), self))

    def print_page(self) -> None:
        """Show the page as it will print."""
        self.finish_background_work()
        if self.found is None:
            return
        from desktop.printing.preview import preview
        from desktop.printing.tension_page import tension_page

        preview(self, tension_page(self.found, self.session.business))

    def focus_first(self) -> None:
        """Give the keyboard to the first sign."""
        buttons = self.cards[Pole.YES].lines.buttons()
        (buttons[0] if buttons and self.page.isVisibleTo(self) else self.print_button).setFocus()
