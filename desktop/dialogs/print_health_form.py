"""The form of a health check on paper: for whom, and which."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.actions.health import asked_statements, last_own_statements
from desktop.dialogs.printable import PrintablePage
from desktop.session import Session
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health import Statement
from framework.health_check import HealthCheck
from resources.words import tr
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid

if TYPE_CHECKING:
    from desktop.printing.page import Page

LONG, SHORT = "long", "short"


class PrintHealthForm(PrintablePage):
    """Asks for whom the form is; where no check runs, which form as well. One that runs is printed as it is asked."""

    def __init__(self, session: Session, check: HealthCheck | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Print the form"), parent)
        self._session, self._check = session, check
        self.person_box, self.form_box = ChoiceBox(tr("For")), ChoiceBox(tr("Which form"))
        people = [each.person for each in check.asked] if check is not None else list(session.business.people)
        choices = [("", tr("Anybody: the name is left blank")), *((each.name, typed(each.name)) for each in people)]
        self.person_box.set_choices(choices, "")
        forms = [(key, words.form_choice(short, len(self._statements(short)))) for key, short in self._kinds()]
        self.form_box.set_choices(forms, forms[0][0])
        form = FormGrid()
        form.add_field(tr("For"), self.person_box)
        if len(forms) > 1:
            form.add_field(tr("Which form"), self.form_box)
        self.column.addWidget(
            Muted(tr("Everybody ticks a sheet alone and types it in alone, under a word of their own."))
        )
        self.column.addWidget(form)
        self.column.addStretch(1)
        self.resize(620, 300)
        self.person_box.setFocus()

    def _kinds(self) -> list[tuple[str, bool]]:
        both = [(LONG, False), (SHORT, True)]
        return both if self._check is None else [both[int(self._check.short)]]

    def _statements(self, short: bool) -> tuple[Statement, ...]:
        if self._check is not None:
            return self._check.statements
        return asked_statements(short=short, own=last_own_statements(self._session.book))

    def paper(self) -> "Page":
        """Return the form as it prints."""
        from desktop.printing.health_form_page import health_form_page

        short = self.form_box.currentData() == SHORT
        return health_form_page(
            self._session.business, self._statements(short), short=short, name=self.person_box.currentData()
        )
