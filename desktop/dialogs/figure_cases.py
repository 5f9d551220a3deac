"""What a figure of the scorecard counts, case by case; a click opens the deal or the question of one."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.actions.scorecard import Board, cases_of
from desktop.dialogs.deal_rows import MOST, DealRows
from desktop.rooms.room import SHOW_MINUTES, SHOW_VISIT
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import scorecard as words
from desktop.wording import scorecard_notes as notes
from desktop.wording import scorecard_periods as periods
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.figure import Figure, Unit, unit_of
from framework.outcome import Save
from framework.periods import Period
from framework.scorecard_figures import Case, CaseKind, Records
from resources.words import tr
from storage.question_cases import read_deals, subjects_of
from storage.scorecard import own_answered
from widgets.rows_card import Cell, Row

_COLUMNS = (2.2, 2.4, 1.4, 1.5)
NO_MARK = "-"
"""Before the key of a row behind which nothing can be opened."""

_LOOKED_FOR = frozenset({Figure.EXCEPTIONS, Figure.OWNER_SHARE, Figure.HONEST_WINS})
"""Figures of which what counts is looked for; of the others, what does not."""
SCORES, DAYS, MARGINS, OWN, JOINT = "scores", "days", "margins", "own", "joint"


_PLACES = {
    CaseKind.MEETING: ("meetings", SHOW_MINUTES),
    CaseKind.VISIT: ("visibility", SHOW_VISIT),
    CaseKind.WEEK: ("capacity", ""),
}
"""The room in which a case without a deal is seen, and the word before its key that shows it there."""


class FigureCases(DealRows):
    """Rows of cases. Signals: `deal_chosen(id)`, `question_chosen(id)`, `target_requested(figure)`, and
    `place_chosen(room, what)` for what another room shows."""

    deal_chosen = Signal(str)
    question_chosen = Signal(str)
    place_chosen = Signal(str, str)
    target_requested = Signal(str)

    def __init__(
        self,
        title: str,
        why: str,
        rows: Sequence[Row],
        count: int,
        *,
        figure: Figure | None = None,
        target: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, why, rows, count, columns=_COLUMNS, parent=parent)
        self._figure = figure
        if rows and all(row.key.startswith(NO_MARK) for row in rows):
            self.card.set_activatable(False)
        self.row_chosen.connect(self._tell)
        if figure is not None:
            text = target or tr("Set a target…")
            self.target_button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            self.target_button.setAutoDefault(False)
            self.target_button.clicked.connect(self._ask_target)

    def _choose(self, key: str) -> None:
        if not key.startswith(NO_MARK):
            super()._choose(key)

    def _tell(self, key: str) -> None:
        kind, _, row_id = key.partition(":")
        row_id = row_id.split(":")[0]
        if kind in _PLACES:
            room, word = _PLACES[CaseKind(kind)]
            self.place_chosen.emit(room, f"{word}{row_id}" if word else "")
        elif kind == CaseKind.QUESTION:
            self.question_chosen.emit(row_id)
        else:
            self.deal_chosen.emit(row_id)

    def _ask_target(self) -> None:
        self.accept()
        self.target_requested.emit(str(self._figure))


def show_cases(
    session: Session, board: Board, figure: Figure, period: Period, parent: QWidget | None = None
) -> FigureCases:
    """Return a page, to be opened, of what `figure` counts in `period`."""
    found = _ordered(figure, cases_of(board.records, figure, period.first, period.last))
    title = words.name_of(figure)
    if period != board.period:
        title = tr("{figure}, {period}").format(figure=title, period=periods.period_words(board.step, period))
    target = words.target_words(figure, board.targets)
    button = tr("Change the {target}…").format(target=target) if target else ""
    can_write = not session.book.read_only_because
    return FigureCases(
        title,
        words.meaning_of(figure),
        _rows(session, board.records, figure, found[:MOST]),
        len(found),
        figure=figure if can_write else None,
        target=button,
        parent=parent,
    )


def show_counted(
    session: Session, records: Records, figure: Figure, period: Period, parent: QWidget | None = None
) -> FigureCases:
    """Return a page, to be opened, of what `figure` counts in any period of the records."""
    found = _ordered(figure, cases_of(records, figure, period.first, period.last))
    days = tr("{first} to {last}").format(first=figures.day_month(period.first), last=figures.day_month(period.last))
    title = tr("{figure}, {period}").format(figure=words.name_of(figure), period=days)
    rows = _rows(session, records, figure, found[:MOST])
    return FigureCases(title, words.meaning_of(figure), rows, len(found), parent=parent)


def show_part(session: Session, board: Board, key: str, parent: QWidget | None = None) -> FigureCases:
    """Return a page of what one figure of a side alone counts."""
    sales, operations = board.sides.sales, board.sides.operations
    if key == "saves":
        why = words.meaning_of(Figure.SAVES)
        rows = [_save_row(session, each, None) for each in operations.saves[:MOST]]
        return FigureCases(tr("Failures prevented"), why, rows, len(operations.saves), parent=parent)
    if key in ("used", "full"):
        rows = [
            Row(f"{NO_MARK}week:{monday}", (Cell(tr("Week of {day}").format(day=figures.day_year(monday)), "strong"),))
            for monday in operations.full_weeks
        ]
        return FigureCases(
            tr("Weeks that were full"), tr("On their Monday, sold beyond 95 %."), rows, len(rows), parent=parent
        )
    deals: Iterable[Deal] = sales.deals
    title, why = tr("Won in this time"), ""
    if key == "clients":
        new, seen = set(sales.new_clients), set()
        title, why, first = tr("New clients"), tr("Their first deal with us, the oldest of this time."), []
        for deal in reversed(sales.deals):
            if deal.client in new and deal.client not in seen:
                seen.add(deal.client)
                first.append(deal)
        deals = first
    elif key == "unpriced":
        title, deals = tr("Without a price"), [deal for deal in sales.deals if deal.value is None]
    found = list(deals)
    rows = [_deal_row(session, deal, figures.day_year(deal.won_on) if deal.won_on else "", "") for deal in found[:MOST]]
    return FigureCases(title, why, rows, len(found), parent=parent)


def show_spread(session: Session, board: Board, key: str, parent: QWidget | None = None) -> FigureCases:
    """Return a page of the deals of one spread, the lowest first."""
    spreads, delivered = board.spreads, {deal.id: deal for deal in notes.delivered_in(board)}
    if key in (OWN, JOINT):
        own, asked = own_answered(session.book)
        keys = own if key == OWN else asked - own
        found = [(deal, "") for deal in delivered.values() if deal.id in keys]
        title = tr("Answered by who had asked") if key == OWN else tr("Answered by somebody else")
    elif key == SCORES:
        title = tr("What clients gave")
        known = [deal for deal in delivered.values() if deal.client_score is not None]
        ordered = sorted(known, key=_score)
        found = [(deal, tr("{score} of 5").format(score=figures.number(deal.client_score or 0))) for deal in ordered]
    elif key == DAYS:
        title = tr("How long it took")
        pairs = [(delivered.get(deal_id), value) for deal_id, value in spreads.throughput.deals]
        found = [(deal, figures.days(value)) for deal, value in pairs if deal is not None]
    else:
        assert key == MARGINS
        title = tr("What exceptions cost")
        marked: list[tuple[str, Fraction, str]] = [
            *((deal_id, value, tr("exception")) for deal_id, value in spreads.exceptions.deals),
            *((deal_id, value, tr("standard")) for deal_id, value in spreads.standard.deals),
        ]
        found = [
            (deal, tr("{kind}, {percent}").format(kind=kind, percent=figures.percent(value * 100, 0)))
            for deal_id, value, kind in marked
            if (deal := delivered.get(deal_id)) is not None
        ]
    rows = [
        _deal_row(session, deal, figures.day_year(deal.delivered_on) if deal.delivered_on else "", said)
        for deal, said in found[:MOST]
    ]
    return FigureCases(title, "", rows, len(found), parent=parent)


def _ordered(figure: Figure, found: Sequence[Case]) -> list[Case]:
    """Return cases, those first that somebody looks for: what went wrong, or what was an exception.

    What was promised against a rule is counted alone; nobody asks to see the rest.
    """
    if figure is Figure.AGAINST_RULES:
        return [case for case in found if case.counts]
    first = figure in _LOOKED_FOR
    return [
        *(case for case in found if case.counts is first),
        *(case for case in found if case.counts is not first),
    ]


def _score(deal: Deal) -> int:
    return deal.client_score or 0


def _rows(session: Session, records: Records, figure: Figure, found: Sequence[Case]) -> list[Row]:
    deals = read_deals(session.book, {case.deal_id for case in found if case.deal_id}, digits=session.digits)
    questions = [case.id for case in found if case.kind is CaseKind.QUESTION]
    subjects = subjects_of(session.book, questions)
    saves = {save.id: save for save in records.saves}
    promises = {promise.id: promise.say for promise in records.promises}
    rows = []
    for case in found:
        deal = deals.get(case.deal_id or "")
        said, day = _said(figure, case), figures.day_year(case.day)
        if case.kind is CaseKind.SAVE and case.id in saves:
            rows.append(_save_row(session, saves[case.id], deal))
        elif case.kind is CaseKind.QUESTION:
            cells = (Cell(typed(subjects.get(case.id, "")), "strong"), Cell(typed(deal.client) if deal else ""))
            rows.append(Row(f"question:{case.id}:{len(rows)}", (*cells, Cell(day), Cell(said))))
        elif deal is not None:
            role = "strong" if case.counts is (figure in _LOOKED_FOR) else "body"
            what = promises.get(case.id, "")
            rows.append(_deal_row(session, deal, day, said, what=what, mark=len(rows), role=role))
        else:
            mark = "" if case.kind in _PLACES else NO_MARK
            key = f"{mark}{case.kind}:{case.id}:{len(rows)}"
            rows.append(Row(key, (*_own_cells(session, records, case), Cell(day), Cell(said))))
    return rows


def _own_cells(session: Session, records: Records, case: Case) -> tuple[Cell, Cell]:
    """Return what stands for a case without a deal: a meeting, a visit, or a week of a crew."""
    if case.kind is CaseKind.WEEK:
        crew = next((crew.name for crew in session.business.crews if crew.id == case.id), "")
        return Cell(tr("Week of {day}").format(day=figures.day_month(case.day)), "strong"), Cell(typed(crew))
    if case.kind is CaseKind.MEETING:
        number = next((each.number for each in records.meetings if each.id == case.id), 0)
        return Cell(tr("Meeting {number}").format(number=figures.number(number)), "strong"), Cell("")
    if case.kind is CaseKind.VISIT:
        return Cell(tr("A visit"), "strong"), Cell("")
    return Cell(tr("A deal that is gone"), "strong"), Cell("")


def _said(figure: Figure, case: Case) -> str:
    if figure is Figure.CLIENT_SCORE and case.value is not None:
        return tr("{score} of 5").format(score=figures.number(case.value))
    if case.value is not None and case.counts is None:
        if unit_of(figure) is Unit.DAYS:
            return figures.days(case.value)
        return figures.percent(case.value * 100, 0)
    return words.counts_words(figure, case.counts)


def _deal_row(
    session: Session, deal: Deal, day: str, said: str, *, what: str = "", mark: int = 0, role: str = "body"
) -> Row:
    offering = session.business.offerings.get(deal.offering_id or "")
    name = what or ("" if offering is None else offering.name)
    cells = (Cell(typed(deal.client), "strong"), Cell(typed(name)), Cell(day), Cell(said, role))
    # A deal may count more than once: two promises to one client.
    return Row(f"deal:{deal.id}:{mark}", cells)


def _save_row(session: Session, save: Save, deal: Deal | None) -> Row:
    value = "" if save.value is None else figures.money(save.value, session.business.currency)
    who = next((person.name for person in session.business.people if person.id == save.person_id), "")
    key = f"deal:{save.deal_id}:{save.id}" if save.deal_id else f"{NO_MARK}save:{save.id}"
    return Row(
        key,
        (
            Cell(typed(save.say), "strong"),
            Cell(typed(deal.client if deal else who)),
            Cell(figures.day_year(save.saved_on)),
            Cell(value),
        ),
    )
