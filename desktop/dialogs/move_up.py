"""A question moves up the ladder: to the next step with what was tried, or straight to the owner with a reason."""

from PySide6.QtWidgets import QWidget

from desktop.actions.escalation import move_up, straight_up
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording.questions import step_name
from framework.questions import Question, next_step, owner_step
from resources.words import tr
from storage.trouble import Conflict
from widgets.card import Muted, PlainLabel
from widgets.form_grid import FormGrid

WIDTH = 520


class MoveUp(Editor):
    """Asks for what was tried; with `to_owner` for the reason why the steps between are left out."""

    def __init__(
        self, session: Session, question: Question, parent: QWidget | None = None, *, to_owner: bool = False
    ) -> None:
        title = tr("Straight to the owner") if to_owner else tr("Move it up")
        super().__init__(title, parent, save=tr("Take it there") if to_owner else tr("Move up"))
        self._session, self._question, self._to_owner = session, question, to_owner
        business = session.business
        ladder = business.agreement.ladder
        step = owner_step(ladder) if to_owner else next_step(question.here.step_id, ladder, business.people)
        self.column.addWidget(PlainLabel(question.subject, "strong", wrap=True))
        if step is not None:
            here = step_name(question.here.step_id, ladder)
            said = tr("It stands on {here} and goes to {there}.")
            self.column.addWidget(Muted(said.format(here=here, there=step_name(step.id, ladder))))
        self.words_edit = words_edit(lines=4)
        form = FormGrid()
        label = (
            tr("Why can't it wait for the steps between? This is counted.")
            if to_owner
            else tr("What was tried on this step?")
        )
        form.add_field(label, self.words_edit)
        self.column.addWidget(form)
        self.fit(WIDTH)
        self.words_edit.setFocus()

    def save(self) -> str:
        """Move the question."""
        session, words = self._session, self.words_edit.toPlainText()
        try:
            if self._to_owner:
                step = straight_up(
                    book=session.book, who=session.author, desk=session.desk, question=self._question, reason=words
                )
            else:
                step = move_up(
                    book=session.book, who=session.author, desk=session.desk, question=self._question, tried=words
                )
        except Conflict as conflict:
            self._question = self._question._replace(version=int(conflict.theirs["version"]))
            raise
        return tr("Moved to {step}.").format(step=step_name(step.id, session.business.agreement.ladder))
