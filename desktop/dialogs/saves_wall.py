"""The saves wall: failures that were prevented, beside the deals won in the same time (framework.md section 9)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.saves import Wall, read_wall
from desktop.dialogs.cause_and_cost import A_YEAR, QUARTER, YEAR
from desktop.dialogs.printable import PrintablePage
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import outcome as words
from desktop.wording.promises import DOT
from desktop.wording.typed import typed
from framework.owner_meter import quarter
from resources.words import tr
from storage.book import News
from storage.intake import OUTCOME_TOPICS as TOPICS
from widgets.action_buttons import main_button
from widgets.card import Muted
from widgets.filter_bar import FilterChips
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper

ALL = "all"
MOST = 200
"""More than a wall holds; the sums count all."""


class SavesWall(PrintablePage):
    """Two lists side by side with their sums.

    Signals: `add_requested()`, `save_requested(id)`, `deal_requested(id)`.
    """

    add_requested = Signal()
    save_requested = Signal(str)
    deal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Saves wall"), parent)
        self._session = session
        self.wall: Wall | None = None
        self.chips = FilterChips()
        self.saves_card, self.won_card = RowsCard(), RowsCard()
        self.add_button = main_button(tr("A failure was prevented…"))
        self.add_button.setAutoDefault(False)
        self.buttons.addButton(self.add_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self.chips.filter_chosen.connect(self._choose)
        self.add_button.clicked.connect(self.add_requested)
        self.saves_card.row_activated.connect(self.save_requested)
        # Where it can be taken off the wall.
        self.saves_card.remove_requested.connect(self.save_requested)
        self.won_card.row_activated.connect(self._open_deal)
        session.news_came.connect(self._take_news)
        self.refresh()
        self.resize(940, 640)
        self.saves_card.view.setFocus()

    def _lay_out(self) -> None:
        self.chips.set_filters(
            ((YEAR, tr("12 months"), None), (QUARTER, tr("This quarter"), None), (ALL, tr("From the start"), None))
        )
        self.column.addWidget(self.chips)
        self.column.addWidget(
            Muted(tr("A deal that is won is seen by all. So is a failure that did not happen, once it hangs here."))
        )
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        for card in (self.saves_card, self.won_card):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(PageScroll(inside), 1)
        self.column.addLayout(across, 1)
        self.add_button.setVisible(not self._session.book.read_only_because)

    def refresh(self) -> None:
        """Read the chosen period."""
        session = self._session
        first, last = self._period()
        self.wall = wall = read_wall(session.book, first, last, digits=session.digits)
        business = session.business
        self.saves_card.set_activatable(not session.book.read_only_because)
        saves = [self._save_row(wall, number) for number in range(min(len(wall.saves), MOST))]
        self.saves_card.set_content(
            self._heading(tr("Failures prevented"), wall.saved_value),
            saves,
            note=_note(len(wall.saves), sum(save.value is None for save in wall.saves)),
            empty_text=tr("None was written down in this time. Who noticed something in time? Put it on the wall."),
            columns=(4, 1),
        )
        won = []
        for deal in wall.won[:MOST]:
            value = "" if deal.value is None else figures.money(deal.value, business.currency)
            day = "" if deal.won_on is None else figures.day_year(deal.won_on)
            won.append(Row(deal.id, (Cell(f"{typed(deal.client)}\n{day}"), Cell(value, "strong"))))
        self.won_card.set_content(
            self._heading(tr("Deals won"), wall.won_value),
            won,
            note=_note(len(wall.won), sum(deal.value is None for deal in wall.won)),
            empty_text=tr("No deal was won in this time."),
            columns=(4, 1),
        )

    def _heading(self, title: str, value: Decimal | None) -> str:
        if value is None:
            return title
        money = figures.money(value, self._session.business.currency)
        return tr("{title}: {money}").format(title=title, money=money)

    def _save_row(self, wall: Wall, number: int) -> Row:
        save, business = wall.saves[number], self._session.business
        client = wall.deals[save.deal_id].client if save.deal_id in wall.deals else ""
        who = words.save_line(save, client, business)
        said = DOT.join(part for part in (figures.day_year(save.saved_on), who) if part)
        return Row(
            save.id,
            (Cell(f"{typed(save.say)}\n{said}", zone="PROMISE"), Cell(words.save_value(save, business), "strong")),
        )

    def _period(self) -> tuple[date, date]:
        today, chosen = self._session.today, self.chips.current()
        if chosen == QUARTER:
            return quarter(today)[0], today
        return (date.min, today) if chosen == ALL else (today - A_YEAR, today)

    def _choose(self, _key: str) -> None:
        self.refresh()

    def _take_news(self, news: News) -> None:
        if (TOPICS | {"deal", "client"}) & news.topics.keys():
            self.refresh()

    def _open_deal(self, deal_id: str) -> None:
        self.accept()
        self.deal_requested.emit(deal_id)

    def paper(self) -> "Paper | None":
        """Return the wall as it prints."""
        if self.wall is None:
            return None
        from desktop.printing.saves_page import saves_page

        return saves_page(self.wall, self._session.business, whole=self.chips.current() == ALL)


def _note(count: int, unknown: int) -> str:
    """Return how many there are, and of how many no value is known."""
    said = figures.number(count) if count else ""
    return DOT.join(part for part in (said, words.unknown_words(unknown)) if part)
