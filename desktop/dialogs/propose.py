"""Proposing a change: why, from when, and what the other side will see."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions.agreement import Standing, propose
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import agreement_changes as words
from desktop.wording import figures
from framework.agreement_changes import Difference
from framework.agreement_versions import Version, earliest_start, sides_to_sign
from framework.people import Function
from resources.words import tr
from widgets.card import LeadLabel, Muted
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M

MOST_LINES = 8


class Propose(Editor):
    """Asks for the reason and the day, and puts the open version to the other side."""

    def __init__(
        self,
        session: Session,
        standing: Standing,
        version: Version,
        found: Sequence[Difference],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Propose this change"), parent, save=self._save_words(session, version))
        self._session, self._standing, self._version = session, standing, version
        self.why_edit = QPlainTextEdit(version.why)
        self.day_edit = DateEdit(self._today)
        self.form = FormGrid(2)
        self.forms = [self.form]
        lines = words.difference_lines(found, session.business)
        for line in lines[:MOST_LINES]:
            self.column.addWidget(LeadLabel(line.name, words.short_words(line)))
        if len(lines) > MOST_LINES:
            more = tr("and {count} more").format(count=figures.number(len(lines) - MOST_LINES))
            self.column.addWidget(Muted(more, "small"))
        self.why_edit.setTabChangesFocus(True)
        self.why_edit.setFixedHeight(4 * self.why_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.why_edit.setPlaceholderText(tr("What happened that makes you want this?"))
        self.form.add_field(tr("Why?"), self.why_edit, tr("The other side reads this first"), wide=True)
        first = earliest_start(standing.versions, session.today)
        later = tr("Empty: {day}, which is the earliest").format(day=figures.day_year(first))
        hint = later if first > session.today else tr("Empty: once both have signed")
        self.form.add_field(tr("In force from"), self.day_edit, hint)
        self.day_edit.set_value(version.starts_on)
        self.column.addWidget(self.form)
        self.column.addWidget(
            Muted(tr("Your signature alone changes nothing: the other side signs as well, or answers with words."))
        )
        self.column.addStretch(1)
        self.fit(560)
        self.why_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    @staticmethod
    def _save_words(session: Session, version: Version) -> str:
        person = session.person
        unsigned = version._replace(signatures=())
        sides = sides_to_sign(unsigned, person, session.business.people) if person is not None else ()
        if len(sides) == 1:
            if sides[0] is Function.SALES:
                return tr("Propose, and sign for Sales")
            return tr("Propose, and sign for Operations")
        return tr("Propose, and sign")

    def ready(self) -> bool:
        """Take what is being typed; the day has to be one on which it may begin."""
        fine = super().ready()
        day, first = self.day_edit.value(), earliest_start(self._standing.versions, self._session.today)
        if fine and day is not None and day < first:
            self.day_edit.set_error(tr("At the earliest {day}.").format(day=figures.day_year(first)))
            self.day_edit.setFocus()
            return False
        return fine

    def save(self) -> str:
        """Propose it."""
        number = propose(
            book=self._session.book,
            who=self._session.author,
            standing=self._standing,
            version=self._version,
            people=self._session.business.people,
            why=self.why_edit.toPlainText(),
            starts_on=self.day_edit.value(),
            today=self._session.today,
        )
        if number is not None:
            return tr("Version {number} is signed.").format(number=figures.number(number))
        return tr("Proposed. The other side sees old and new, and signs or answers.")
