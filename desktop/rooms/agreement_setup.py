"""The set-up of a business: each side marks the draft apart, both settle what differs, and sign."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions.agreement_setup import Marking, read_marking
from desktop.rooms import agreement_work as work
from desktop.rooms.agreement_mark import MarkPart
from desktop.rooms.agreement_page import AgreementPage
from desktop.rooms.agreement_settle import SettlePart
from desktop.session import Session
from desktop.wording.agreement import function_words
from desktop.wording.typed import typed
from framework.agreement_setup import Stage
from framework.agreement_versions import sides_to_sign
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted
from widgets.step_line import StepLine
from widgets.tokens import SPACE_M

HAND_OVER = "hand_over:"
STAGES = (Stage.MARK, Stage.SETTLE, Stage.SIGN)


class SetUpPage(AgreementPage):
    """Shown until both have signed for the first time. It can be left at any point, and goes on where it was.

    `asked(what)` asks the room to sign or print, by the words of `agreement_work`; `hand_over_requested(person id)`
    asks that somebody else goes on.
    """

    asked = Signal(str)
    hand_over_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.steps = StepLine()
        self.marking: Marking | None = None
        self.mark_part = MarkPart(session, self)
        self.settle_part = SettlePart(session, self)
        self.sign_card = Card("green")
        self.sign_heading = Heading(tr("Sign it"))
        self.sign_text = Muted("")
        self.sign_buttons = ActionButtons()
        for widget in (self.sign_heading, self.sign_text, self.sign_buttons):
            self.sign_card.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for part in (self.steps, self.mark_part, self.settle_part, self.sign_card):
            column.addWidget(part)
        column.addStretch(1)
        for each in (self.mark_part, self.settle_part):
            each.troubled.connect(self.trouble_met)
            each.told.connect(self.notice_given)
        self.sign_buttons.action_requested.connect(self._do)

    def refresh(self) -> None:
        """Show the step the set-up has come to."""
        if self.version is None:
            return
        self.marking = read_marking(self.session.book, self.version, self.session.business)
        state = self.marking.state
        self.steps.set_steps(
            (tr("Each side marks the draft"), tr("Settle what differs"), tr("Both sign")),
            STAGES.index(state.stage),
        )
        self.mark_part.setVisible(state.stage is Stage.MARK)
        self.settle_part.setVisible(state.stage is Stage.SETTLE)
        self.sign_card.setVisible(state.stage is Stage.SIGN)
        if state.stage is Stage.MARK:
            self.mark_part.show_marking(self.version, self.marking)
        elif state.stage is Stage.SETTLE:
            self.settle_part.show_marking(self.version, self.marking)
        else:
            self._show_signing()

    def _show_signing(self) -> None:
        version, person = self.version, self.session.person
        if version is None:
            return
        signed = [
            tr("{name} has signed for {side}.").format(
                name=typed(self._name(each.person_id)), side=function_words(each.function)
            )
            for each in version.signatures
        ]
        text = tr(
            "Read it once more, on the page “The draft” or on paper. "
            "From the moment both have signed it is in force; either of you can propose a change at any time."
        )
        self.sign_text.setText(" ".join([text, *signed]))
        sides = sides_to_sign(version, person, self.session.business.people) if person is not None else ()
        actions = [
            (work.SIGN + side.value, tr("Sign for {side}").format(side=function_words(side)), number == 0)
            for number, side in enumerate(sides)
        ]
        if not sides and person is not None and version.signatures:
            self.sign_text.setText(
                " ".join([text, *signed, tr("Now the other side: choose who is acting, at the bottom left.")])
            )
        if not sides and version.signatures:
            people = self.session.business.people
            others = [each for each in people if sides_to_sign(version, each, people)]
            actions += [(HAND_OVER + each.id, tr("{name} goes on").format(name=each.name), True) for each in others[:1]]
        actions.append((work.PRINT_AGREEMENT, tr("Read it on one page"), False))
        self.sign_buttons.set_actions(actions if self.can_write() else actions[-1:])

    def _do(self, what: str) -> None:
        if what.startswith(HAND_OVER):
            self.hand_over_requested.emit(what.removeprefix(HAND_OVER))
        else:
            self.asked.emit(what)

    def _name(self, person_id: str) -> str:
        return next((person.name for person in self.session.business.people if person.id == person_id), "")

    def focus_first(self) -> None:
        """Give the keyboard to the first line that waits."""
        if self.mark_part.isVisible():
            self.mark_part.focus_first()
        elif self.settle_part.isVisible():
            self.settle_part.focus_first()
        else:
            self.sign_buttons.focus_first()
