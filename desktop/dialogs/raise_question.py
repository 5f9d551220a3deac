"""Raising a question: what it is about, what one's own side says, and where on the ladder it starts (section 7)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.actions.desk import Judged
from desktop.actions.escalation import LONGEST_SUBJECT, raise_question
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.intake import summary_line
from desktop.wording.questions import side_words, step_name
from desktop.wording.typed import typed
from desktop.wording.verdict import reason_line
from framework.agreement import Zone
from framework.escalation import Step
from framework.intake import Reason
from framework.people import Function
from framework.questions import owner_step, step_for
from resources.words import tr
from widgets.card import LeadLabel, Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid

WIDTH = 560
SHOWN = 4


class RaiseQuestion(Editor):
    """About a judged deal, filled in from its verdict, or about a subject of its own. `raised(id)` comes when it is."""

    raised = Signal(str)

    def __init__(self, session: Session, judged: Judged | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Raise a question"), parent, save=tr("Raise it"))
        self._session, self._judged = session, judged
        self.subject_edit = QLineEdit("" if judged is None else subject_of(judged, session))
        self.subject_edit.setMaxLength(LONGEST_SUBJECT)
        self.side_box = ChoiceBox()
        self.words_edit = words_edit()
        self.owner_box = QCheckBox(tr("Straight to the owner"))
        self.reason_edit = words_edit(lines=2)
        self.start_label = Muted()
        self.form = FormGrid()
        self.reason_form = FormGrid()
        self._lay_out()
        self._show_start()
        self.owner_box.toggled.connect(self._show_start)
        self.side_box.activated.connect(self._name_words)
        self.fit(WIDTH)

    def _lay_out(self) -> None:
        judged, business, person = self._judged, self._session.business, self._session.person
        if judged is not None:
            self.column.addWidget(PlainLabel(summary_line(judged.deal, business), wrap=True))
            held = self._held()
            for reason in held[:SHOWN]:
                self.column.addWidget(LeadLabel(*reason_line(reason, business)))
            if len(held) > SHOWN:
                self.column.addWidget(Muted(tr("and {count} more").format(count=figures.number(len(held) - SHOWN))))
        self.form.add_field(tr("What is it about?"), self.subject_edit)
        sides = [] if person is None else [each for each in Function if each in person.functions]
        self.side_box.set_choices([(each, side_words(each)) for each in sides], sides[0] if sides else None)
        if len(sides) > 1:
            self.form.add_field(tr("You speak for"), self.side_box)
        if sides:
            self.form.add_field(tr("What your side says"), self.words_edit)
        self._name_words()
        self.reason_form.add_field(tr("Why can't it wait for the steps between? This is counted."), self.reason_edit)
        self.column.addWidget(self.form)
        self.column.addWidget(self.start_label)
        self.column.addWidget(self.owner_box)
        self.column.addWidget(self.reason_form)
        self.owner_box.setVisible(owner_step(business.agreement.ladder) not in (None, self._start()))

    def _held(self) -> list[Reason]:
        if self._judged is None:
            return []
        return [reason for reason in self._judged.verdict.reasons if reason.zone in (Zone.ASK, Zone.OFF)]

    def _start(self) -> Step | None:
        business = self._session.business
        value = None if self._judged is None else self._judged.deal.value
        return step_for(self._held(), business.agreement.ladder, business.people, value)

    def _name_words(self) -> None:
        side = self.side_box.currentData()
        if side is not None:
            self.words_edit.setAccessibleName(tr("What {side} says").format(side=side_words(side)))

    def _show_start(self) -> None:
        ladder = self._session.business.agreement.ladder
        straight = self.owner_box.isChecked()
        start = owner_step(ladder) if straight else self._start()
        where = "" if start is None else step_name(start.id, ladder)
        self.start_label.setText(tr("It starts on {step}.").format(step=where) if where else "")
        self.start_label.setVisible(bool(where))
        self.reason_form.setVisible(straight)
        self.fit(WIDTH)

    def save(self) -> str:
        """Put the question on the ladder."""
        session, judged = self._session, self._judged
        subject = self.subject_edit.text()
        made = raise_question(
            book=session.book,
            who=session.author,
            desk=session.desk,
            deal=None if judged is None else judged.deal,
            subject=subject,
            request_id=None if judged is None else asked_before(judged),
            words=self.words_edit.toPlainText(),
            function=self.side_box.currentData(),
            to_owner_because=self.reason_edit.toPlainText() if self.owner_box.isChecked() else None,
        )
        self.raised.emit(made)
        return tr("Raised: {subject}").format(subject=typed(" ".join(subject.split())) or tr("a question"))


def subject_of(judged: Judged, session: Session) -> str:
    """Return what a question about a deal is called at first: "Hartley Gym: Lit sign by Fri 11 Dec"."""
    deal = judged.deal
    offering = session.business.offerings.get(deal.offering_id or "")
    parts = {"client": deal.client, "offering": "" if offering is None else offering.name}
    if deal.promised_on is not None:
        parts["day"] = figures.day(deal.promised_on)
    if offering is not None and deal.promised_on is not None:
        return tr("{client}: {offering} by {day}").format(**parts)[:LONGEST_SUBJECT]
    if offering is not None:
        return tr("{client}: {offering}").format(**parts)[:LONGEST_SUBJECT]
    return deal.client[:LONGEST_SUBJECT]


def asked_before(judged: Judged) -> str | None:
    """Return what was asked in Intake before it came to the ladder; None where nothing was."""
    request = judged.standing.request
    return None if request is None or request.question_id else request.id
