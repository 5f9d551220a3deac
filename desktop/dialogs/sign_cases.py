"""What a sign of the tension map counts, case by case; a click opens the deal, the question or the minutes of one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.deal_rows import MOST
from desktop.dialogs.figure_cases import NO_MARK, FigureCases
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import tension as words
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.scorecard_figures import Case, CaseKind
from framework.tension import Reading, Sign
from resources.words import tr
from storage.question_cases import read_deals, subjects_of
from widgets.rows_card import Cell, Row


def show_sign(session: Session, reading: Reading, parent: QWidget | None = None) -> FigureCases:
    """Return a page, to be opened, of what a sign counts: first what speaks for it, then the others."""
    found = [
        *(case for case in reading.cases if case.counts),
        *(case for case in reading.cases if not case.counts),
    ]
    title = tr("{sign}, {period}").format(sign=words.sign_name(reading.sign), period=words.period_words(reading.period))
    why = "\n".join((words.said(reading), words.meaning(reading.sign)))
    return FigureCases(title, why, _rows(session, reading.sign, found[:MOST]), len(found), parent=parent)


def _rows(session: Session, sign: Sign, found: Sequence[Case]) -> list[Row]:
    deals = read_deals(session.book, {case.deal_id for case in found if case.deal_id}, digits=session.digits)
    subjects = subjects_of(session.book, [case.id for case in found if case.kind is CaseKind.QUESTION])
    rows = []
    for number, case in enumerate(found):
        deal = deals.get(case.deal_id or "")
        first, second = _names(session, case, deal, subjects.get(case.id, ""))
        said = Cell(words.case_words(sign, case), "strong" if case.counts else "body")
        cells = (Cell(first, "strong"), Cell(second), Cell(figures.day_year(case.day)), said)
        rows.append(Row(_key(case, deal, number), cells))
    return rows


def _key(case: Case, deal: Deal | None, number: int) -> str:
    if case.kind is CaseKind.QUESTION:
        return f"{CaseKind.QUESTION}:{case.id}:{number}"
    if deal is not None:
        return f"{CaseKind.DEAL}:{deal.id}:{number}"
    if case.kind is CaseKind.MEETING and case.id:
        return f"{CaseKind.MEETING}:{case.id}:{number}"
    return f"{NO_MARK}{case.kind}:{number}"


def _names(session: Session, case: Case, deal: Deal | None, subject: str) -> tuple[str, str]:
    client = typed(deal.client) if deal is not None else ""
    match case.kind:
        case CaseKind.WEEK:
            return tr("Week of {day}").format(day=figures.day_month(case.day)), ""
        case CaseKind.MEETING:
            return tr("A meeting"), ""
        case CaseKind.QUESTION:
            return typed(subject), client
    if deal is None:
        return tr("A deal that is gone"), ""
    offering = session.business.offerings.get(deal.offering_id or "")
    return client, tr("Not in the catalogue") if offering is None else typed(offering.name)
