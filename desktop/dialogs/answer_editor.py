"""The answer to a question from Sales: yes, yes under conditions, or no with a reason (framework.md section 4)."""

from datetime import date

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.actions.asking import answer, condition_fields
from desktop.actions.desk import Judged, judge_again
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.asking import seat_name
from desktop.wording.intake import summary_line
from desktop.wording.typed import typed
from desktop.wording.verdict import reason_line, reason_words
from framework.agreement import Zone
from framework.asking import Conditions, Kind, Permission, Request, Seat, permission, point_key, valid_until
from framework.people import Person
from resources.words import tr
from storage.trouble import Conflict
from widgets.card import LeadLabel, Muted, PlainLabel
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_XS
from widgets.value_edits import DecimalEdit, MoneyEdit

WIDTH = 560
SHOWN = 5


class AnswerEditor(Editor):
    """Shows what is asked, and takes the answer of `person` on a seat. `kind` is what it begins with."""

    def __init__(
        self,
        session: Session,
        judged: Judged,
        request: Request,
        person: Person,
        seat: Seat,
        kind: Kind,
        parent: QWidget | None = None,
    ) -> None:
        deal = judged.deal
        super().__init__(tr("May we promise this to {client}?").format(client=deal.client), parent, save=tr("Answer"))
        self._session, self._judged, self._request = session, judged, request
        self._person, self._seat = person, seat
        self._seen = deal.version
        business = session.business
        self.kind_group = QButtonGroup(self)
        self.date_edit = DateEdit(self._today)
        self.quantity_edit = DecimalEdit(highest=10_000_000)
        self.value_edit = MoneyEdit(figures.currency_sign(business.currency), places=session.digits)
        self.phases_edit = QLineEdit()
        self.phases_edit.setMaxLength(500)
        self.phases_edit.setPlaceholderText(tr("What comes first and when, what comes after"))
        self.say_edit = QPlainTextEdit()
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(4 * self.say_edit.fontMetrics().lineSpacing())
        self.until_edit = DateEdit(self._today)
        self.until_edit.set_value(valid_until(session.today, business.calendar))
        self.conditions_form = FormGrid(2)
        self.words_form = FormGrid(1)
        self.until_form = FormGrid(2)
        self.ahead_label = PlainLabel("", "small", "ASK", wrap=True)
        self.ahead_label.hide()
        self._lay_out()
        self.kind_group.button(list(Kind).index(kind)).setChecked(True)
        self._show_kind()
        for edit in (self.date_edit, self.quantity_edit, self.value_edit):
            edit.textChanged.connect(self._look_ahead)
        self.kind_group.idToggled.connect(self._show_kind)
        self.kind_group.idToggled.connect(self._look_ahead)
        self.fit(WIDTH)

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        judged, request, business = self._judged, self._request, self._session.business
        deal = judged.deal
        due = tr("no date yet") if deal.promised_on is None else figures.day_year(deal.promised_on)
        self.column.addWidget(PlainLabel(summary_line(deal, business), wrap=True))
        self.column.addWidget(LeadLabel(tr("Asked for"), due))
        held = judged.standing.uncovered
        for reason in held[:SHOWN]:
            self.column.addWidget(LeadLabel(*reason_line(reason, business)))
        if len(held) > SHOWN:
            self.column.addWidget(Muted(tr("and {count} more").format(count=len(held) - SHOWN)))
        if request.say:
            self.column.addWidget(Muted(tr("“{words}”").format(words=typed(request.say))))
        name = seat_name(self._seat, request.decides, business)
        if name != self._person.name:
            said = tr("{who} answers for {whom}.").format(who=self._person.name, whom=name)
            self.column.addWidget(Muted(said))
        if self._is_own:
            self.column.addWidget(Muted(tr("You asked this yourself. It will be marked as an own answer.")))
        kinds = QVBoxLayout()
        kinds.setSpacing(SPACE_XS)
        for number, words in enumerate((tr("Yes"), tr("Yes, under these conditions"), tr("No, and why"))):
            button = QRadioButton(words)
            self.kind_group.addButton(button, number)
            kinds.addWidget(button)
        self.column.addLayout(kinds)
        self.conditions_form.add_field(tr("Not before"), self.date_edit)
        self.conditions_form.add_field(tr("At least this price"), self.value_edit)
        if deal.quantity > 1:
            self.conditions_form.add_field(tr("Not more than"), self.quantity_edit)
        self.conditions_form.add_field(tr("In parts"), self.phases_edit, wide=True)
        self.column.addWidget(self.conditions_form)
        self.column.addWidget(self.ahead_label)
        self.words_form.add_field(tr("In your words"), self.say_edit)
        self.until_form.add_field(tr("The answer holds until"), self.until_edit)
        self.column.addWidget(self.words_form)
        self.column.addWidget(self.until_form)

    @property
    def _is_own(self) -> bool:
        business, desk = self._session.business, self._session.desk
        found = permission(
            self._request,
            self._seat,
            self._person,
            business.people,
            business.own_answers,
            self._session.today,
            desk.zone,
        )
        return found is Permission.OWN

    def kind(self) -> Kind:
        """Return what is chosen."""
        return list(Kind)[self.kind_group.checkedId()]

    def _show_kind(self) -> None:
        kind = self.kind()
        self.conditions_form.setVisible(kind is Kind.CONDITIONS)
        self.until_form.setVisible(kind is not Kind.REFUSE)
        self.forms = [form for form in (self.conditions_form, self.words_form, self.until_form) if not form.isHidden()]
        self.fit(WIDTH)

    def _look_ahead(self) -> None:
        """Say while it is typed when the conditions meet another rule, so that it would have to be asked again."""
        held: list[str] = []
        if self.kind() is Kind.CONDITIONS:
            judged, desk = self._judged, self._session.desk
            fields = condition_fields(judged.deal, self._conditions(), desk.digits)
            then = judge_again(desk, judged, fields) if fields else None
            known = {point_key(reason) for reason in judged.verdict.reasons}
            reasons = () if then is None else then.reasons
            held = [
                reason_words(reason, desk.business)
                for reason in reasons
                if reason.zone in (Zone.ASK, Zone.OFF) and (reason.zone is Zone.OFF or point_key(reason) not in known)
            ]
        said = tr("With this it would still be held back: {reasons}.")
        self.ahead_label.setText(said.format(reasons="; ".join(held)) if held else "")
        shown = bool(held)
        if self.ahead_label.isHidden() == shown:
            self.ahead_label.setVisible(shown)
            self.fit(WIDTH)

    def _conditions(self) -> Conditions:
        return Conditions(
            self.date_edit.value(),
            self.value_edit.value(),
            self.quantity_edit.value(),
            " ".join(self.phases_edit.text().split()),
        )

    def save(self) -> str:
        """Keep the answer on the deal as it is shown here."""
        kind = self.kind()
        conditions = self._conditions()
        try:
            answer(
                book=self._session.book,
                who=self._person,
                desk=self._session.desk,
                request=self._request,
                seat=self._seat,
                kind=kind,
                say=self.say_edit.toPlainText(),
                conditions=conditions,
                until=None if kind is Kind.REFUSE else self.until_edit.value(),
                seen=self._seen,
            )
        except Conflict as conflict:
            # The next try rests on what is there now, which the sentence tells.
            self._seen = int(conflict.theirs["version"])
            raise
        client = self._judged.deal.client
        said = {
            Kind.ACCEPT: tr("Yes to {client}."),
            Kind.CONDITIONS: tr("Yes to {client}, under conditions."),
            Kind.REFUSE: tr("No to {client}."),
        }[kind]
        return said.format(client=client)
