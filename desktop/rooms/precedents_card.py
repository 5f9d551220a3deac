"""Last time: how questions like this one were decided, and how the deals turned out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.precedents import read_precedents
from desktop.session import Session
from desktop.wording.precedents import case_name, likeness_words, precedent_line
from framework.precedents import Precedent
from framework.questions import Question
from resources.words import tr
from widgets.rows_card import Cell, Row, RowsCard


class PrecedentsCard(RowsCard):
    """The decided questions like one, best first; a click opens one. `question_requested(id)`."""

    question_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.precedents: tuple[Precedent, ...] = ()
        self.row_activated.connect(self.question_requested)

    def show_question(self, question: Question | None) -> None:
        """Show how questions like `question` were decided; None hides the card."""
        self.setVisible(question is not None)
        if question is None:
            self.precedents = ()
            return
        session = self._session
        self.precedents = read_precedents(session.book, question, digits=session.digits)
        self.set_content(
            tr("Last time"),
            [self._row(each) for each in self.precedents],
            empty_text=tr("Nothing like it has been decided yet."),
            stacked=True,
        )

    def _row(self, precedent: Precedent) -> Row:
        question, zone = precedent.case.question, self._session.desk.zone
        name, line, alike = case_name(precedent.case), precedent_line(precedent, zone), likeness_words(precedent)
        cells = [Cell(name, "strong"), Cell(line), Cell(alike, "small", "muted")]
        mark = tr("precedent") if question.decision is not None and question.decision.precedent else ""
        return Row(question.id, tuple(cells), mark=mark)
