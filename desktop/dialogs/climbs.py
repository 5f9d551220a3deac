"""Whether a question that is overdue on steps 1 and 2 moves up without anybody moving it (framework.md section 7)."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.actions.escalation import choose_climbs
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.escalation import climbs_words
from resources.words import tr
from widgets.card import Muted

CHOICES = (True, False)


class ClimbsEditor(Editor):
    """One choice for the whole business; it holds from now on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Overdue questions"), parent)
        self._session = session
        self.choices = QButtonGroup(self)
        self.column.addWidget(
            Muted(tr("A question that nobody settles in time on step 1 or 2: does it move up to the next step?"))
        )
        for number, choice in enumerate(CHOICES):
            button = QRadioButton(climbs_words(choice))
            button.setChecked(choice is session.business.climbs_by_itself)
            self.choices.addButton(button, number)
            self.column.addWidget(button)
        self.column.addWidget(
            Muted(tr("From step 3 on somebody always moves it. While the owner is away nothing moves there."), "small")
        )
        self.fit(460)

    def save(self) -> str:
        """Keep the choice."""
        chosen = CHOICES[self.choices.checkedId()]
        if chosen is self._session.business.climbs_by_itself:
            return ""
        choose_climbs(book=self._session.book, who=self._session.author, by_itself=chosen)
        return tr("Overdue questions move up: {choice}").format(choice=climbs_words(chosen))
