"""Whether somebody who sells and delivers may answer a question of their own (framework.md section 4)."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.actions.people import choose_own_answers
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording.decision_rights import own_answer_words
from framework.people import OwnAnswers
from resources.words import tr
from widgets.card import Muted

CHOICES = tuple(OwnAnswers)


class OwnAnswersEditor(Editor):
    """One choice for the whole business; it holds from now on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Own answers"), parent)
        self._session = session
        self.choices = QButtonGroup(self)
        self.column.addWidget(
            Muted(
                tr("In a small business one person may sell and deliver. May they answer what they asked themselves?")
            )
        )
        for number, choice in enumerate(CHOICES):
            button = QRadioButton(own_answer_words(choice))
            button.setChecked(choice is session.business.own_answers)
            self.choices.addButton(button, number)
            self.column.addWidget(button)
        self.column.addWidget(
            Muted(tr("Such an answer is marked wherever it is shown, and compared with the others later."), "small")
        )
        self.fit(460)

    def save(self) -> str:
        """Keep the choice."""
        chosen = CHOICES[self.choices.checkedId()]
        if chosen is self._session.business.own_answers:
            return ""
        choose_own_answers(book=self._session.book, who=self._session.author, own=chosen)
        return tr("Own answers: {choice}").format(choice=own_answer_words(chosen))
