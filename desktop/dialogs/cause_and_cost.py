"""Cause and cost of exceptions in 12 months or a quarter; every figure opens what it counts (section 7)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.cause_and_cost import CauseAndCost, read_cause_and_cost
from desktop.dialogs.deal_rows import MOST, DealRows, deal_cells
from desktop.dialogs.page import Page
from desktop.dialogs.settled_rows import SettledRows
from desktop.session import Session
from desktop.wording import exception_cost as words
from desktop.wording import figures
from desktop.wording.precedents import case_name, decision_words
from framework.deal import Deal
from framework.exception_cost import Group
from framework.owner_meter import quarter
from framework.precedents import Case
from resources.words import tr
from widgets.card import Muted
from widgets.filter_bar import FilterChips
from widgets.rows_card import Cell, Row, RowsCard, line_up

YEAR, QUARTER = "year", "quarter"
A_YEAR = timedelta(days=365)


class CauseAndCostPage(Page):
    """Tables by cause, rule and offering, and the price of a yes and of a no.

    Signals: `question_requested(id)`, `deal_requested(id)`.
    """

    question_requested = Signal(str)
    deal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Cause and cost"), parent)
        self._session = session
        self.found: CauseAndCost | None = None
        self.chips = FilterChips()
        self.yes_card, self.no_card = RowsCard(), RowsCard()
        self.cause_card, self.rule_card, self.offering_card = RowsCard(), RowsCard(), RowsCard()
        self.note_label = Muted("", "small")
        self._lay_out()
        self.chips.filter_chosen.connect(self._choose_period)
        self.yes_card.row_activated.connect(self._open_yes)
        self.no_card.row_activated.connect(self._open_no)
        self.cause_card.row_activated.connect(self._open_cause)
        self.rule_card.row_activated.connect(self._open_rule)
        self.offering_card.row_activated.connect(self._open_offering)
        self.refresh()
        self.resize(720, 640)

    def _lay_out(self) -> None:
        self.chips.set_filters(((YEAR, tr("12 months"), None), (QUARTER, tr("This quarter"), None)))
        self.column.addWidget(self.chips)
        column = self.add_reading_column()
        for card in (self.yes_card, self.no_card, self.note_label, self.cause_card, self.rule_card, self.offering_card):
            column.addWidget(card)
        column.addStretch(1)
        self.note_label.setText(
            tr(
                "A yes: deals promised in this time that the rules would have had asked, or were decided with yes. "
                "A no: deals lost after the last no in this time."
            )
        )

    def refresh(self) -> None:
        """Count the chosen period."""
        session = self._session
        first, last = self._period()
        self.found = found = read_cause_and_cost(session.book, session.desk, first, last)
        business = session.business
        self._show_prices(self.yes_card, tr("The price of a yes"), words.yes_lines(found.yes, business))
        self._show_prices(self.no_card, tr("The price of a no"), words.no_lines(found.no, business))
        self._show_groups(self.cause_card, tr("By cause"), found.causes, words.cause_words)
        self._show_groups(self.rule_card, tr("By rule"), found.rules, self._point)
        self._show_groups(self.offering_card, tr("By offering"), found.offerings, self._offering)
        line_up((self.yes_card, self.no_card))
        line_up((self.cause_card, self.rule_card, self.offering_card))

    def _period(self) -> tuple[date, date]:
        today = self._session.today
        if self.chips.current() == QUARTER:
            return quarter(today)[0], today
        return today - A_YEAR, today

    def _choose_period(self, _key: str) -> None:
        self.refresh()

    def _show_prices(self, card: RowsCard, title: str, lines: Iterable[tuple[str, str, str]]) -> None:
        rows = [Row(key, (Cell(name), Cell(value, "strong"))) for key, name, value in lines]
        card.set_content(title, rows, columns=(3, 1.4))

    def _show_groups(self, card: RowsCard, title: str, groups: Sequence[Group], name: Callable[[str], str]) -> None:
        rows = []
        for group in groups:
            count, said = words.group_words(group)
            rows.append(Row(group.key, (Cell(name(group.key)), Cell(count, "strong"), Cell(said, colour="muted"))))
        headings = (tr("What"), tr("Questions"), tr("Decided"))
        empty = tr("No question was raised in this time.")
        card.set_content(title, rows, headings=headings, columns=(3, 1, 1.6), empty_text=empty)

    def _point(self, key: str) -> str:
        return words.point_words(key, self._session.business)

    def _offering(self, key: str) -> str:
        return words.offering_words(key, self._session.business)

    # Opening what is counted

    def _open_yes(self, key: str) -> None:
        if self.found is not None:
            price = self.found.yes
            known = [deal for deal in price.deals if deal not in price.unknown]
            deals = {"yes": price.deals, "unknown": price.unknown}.get(key, tuple(known))
            self._show_deals(tr("The price of a yes"), deals)

    def _open_no(self, key: str) -> None:
        if self.found is not None:
            price = self.found.no
            known = [deal for deal in price.deals if deal not in price.unknown]
            deals = {"no": price.deals, "no_unknown": price.unknown}.get(key, tuple(known))
            self._show_deals(tr("The price of a no"), deals)

    def _open_cause(self, key: str) -> None:
        if self.found is not None:
            self._show_cases(words.cause_words(key), _cases(self.found.causes, key))

    def _open_rule(self, key: str) -> None:
        if self.found is not None:
            self._show_cases(self._point(key), _cases(self.found.rules, key))

    def _open_offering(self, key: str) -> None:
        if self.found is not None:
            self._show_cases(self._offering(key), _cases(self.found.offerings, key))

    def _show_deals(self, title: str, deals: Sequence[Deal]) -> None:
        rows = [Row(deal.id, deal_cells(deal, self._session.business)) for deal in deals[:MOST]]
        page = DealRows(title, "", rows, len(deals), columns=(2, 2, 1), parent=self)
        page.row_chosen.connect(self._show_deal)
        page.open()

    def _show_cases(self, title: str, cases: Sequence[Case]) -> None:
        zone, rows = self._session.desk.zone, []
        for case in reversed(cases[-MOST:]):
            decision = case.question.decision
            day = figures.day_year(case.question.raised_at.astimezone(zone).date())
            said = tr("open") if decision is None else decision_words(decision.kind)
            cells = (Cell(case_name(case), "strong"), Cell(day), Cell(said))
            rows.append(Row(f"question:{case.question.id}", cells))
        page = SettledRows(title, "", rows, len(cases), parent=self)
        page.question_chosen.connect(self._show_question)
        page.open()

    def _show_question(self, question_id: str) -> None:
        self.accept()
        self.question_requested.emit(question_id)

    def _show_deal(self, deal_id: str) -> None:
        self.accept()
        self.deal_requested.emit(deal_id)


def _cases(groups: Iterable[Group], key: str) -> tuple[Case, ...]:
    return next((group.cases for group in groups if group.key == key), ())
