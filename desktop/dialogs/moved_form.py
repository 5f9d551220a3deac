"""What is asked whenever a promised day is moved: by whom, whether the client was told first, and why."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.wording.promises import mover_words
from framework.promises import Mover, Told
from resources.words import tr
from widgets.choice_list import Choice, ChoiceList
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M

YES, NO = "yes", "no"


class MovedForm(FormGrid):
    """Nothing is chosen beforehand: who moved the day, and whether the client knew, has to be said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, parent)
        self.mover_choice = ChoiceList([Choice(each.value, mover_words(each)) for each in Mover])
        self.told_choice = ChoiceList([Choice(YES, tr("Yes, before it was moved")), Choice(NO, tr("No, not first"))])
        self.why_edit = QPlainTextEdit()
        self.why_edit.setTabChangesFocus(True)
        self.why_edit.setFixedHeight(2 * self.why_edit.fontMetrics().lineSpacing() + SPACE_M)
        for choice, first in ((self.mover_choice, Mover.SALES.value), (self.told_choice, YES)):
            choice.setFocusProxy(choice.button(first))
            choice.chosen.connect(self._clear_errors)
        self.add_field(tr("Who moved it?"), self.mover_choice)
        self.add_field(tr("Was the client told first?"), self.told_choice)
        self.add_field(tr("Why? (if there is more to say)"), self.why_edit, wide=True)

    def check(self) -> bool:
        """Say at the fields what is still to be chosen; True when nothing is."""
        self.set_error(self.mover_choice, "" if self.mover_choice.value() else tr("Choose who moved the day."))
        self.set_error(self.told_choice, "" if self.told_choice.value() else tr("Choose yes or no."))
        return self.finish()

    def told(self) -> Told:
        """Return what was chosen. Raises ValueError while something is not."""
        return Told(
            Mover(self.mover_choice.value()), self.told_choice.value() == YES, self.why_edit.toPlainText().strip()
        )

    def _clear_errors(self, _key: str) -> None:
        for choice in (self.mover_choice, self.told_choice):
            if choice.value():
                self.set_error(choice, "")
