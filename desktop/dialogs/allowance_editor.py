"""A one-off exception: which rule, for whom, how far, until when, and why."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QPlainTextEdit, QWidget

from desktop.actions.allowances import end, grant
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.rule_limits import written
from desktop.wording.typed import typed
from framework.agreement import HIGHER_IS_BETTER, Rule
from framework.allowance import Allowance
from resources.words import tr
from storage.intake import client_names
from storage.people import names_of
from widgets.card import Muted
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M
from widgets.value_edits import DecimalEdit


class AllowanceEditor(Editor):
    """Grants an exception (None), or shows one that holds, which can be ended."""

    def __init__(self, session: Session, allowance: Allowance | None, parent: QWidget | None = None) -> None:
        can_write = not session.book.read_only_because
        super().__init__(
            tr("Allow an exception") if allowance is None else tr("An exception"),
            parent,
            remove=tr("End it now") if allowance is not None and can_write else "",
            save=tr("Allow it"),
        )
        self._session, self._allowance = session, allowance
        self.rule_box = QComboBox()
        self.client_box = QComboBox()
        self.limit_edit = DecimalEdit(places=2, lowest=None)
        self.until_edit = DateEdit(self._today)
        self.reason_edit = QPlainTextEdit()
        self.form = FormGrid(2)
        self.forms = [self.form]
        self.by_label = Muted("")
        for rule in session.business.agreement.rules:
            self.rule_box.addItem(words.rule_name(rule, session.business), rule.id)
        self.client_box.setEditable(True)
        self.client_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.client_box.addItem("")
        self.client_box.addItems(client_names(session.book))
        line = self.client_box.lineEdit()
        completer = self.client_box.completer()
        if line is not None:
            line.setPlaceholderText(tr("Every client"))
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.reason_edit.setTabChangesFocus(True)
        self.reason_edit.setFixedHeight(4 * self.reason_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form.add_field(tr("Which rule is eased?"), self.rule_box, wide=True)
        self.form.add_field(tr("For"), self.client_box, tr("Empty: for every client"))
        self.form.add_field(tr("How far?"), self.limit_edit, tr("Empty: as far as it may be"))
        self.form.add_field(tr("Last day"), self.until_edit, tr("After it the rule holds again by itself"))
        self.form.add_field(tr("Why is this right?"), self.reason_edit, wide=True)
        self.column.addWidget(
            Muted(
                tr(
                    "Some cases are worth a one-off. It eases one rule for a while, with a reason and an end; "
                    "the same exception three times is a rule."
                )
            )
        )
        self.column.addWidget(self.form)
        self.column.addWidget(self.by_label)
        self.column.addStretch(1)
        self.rule_box.currentIndexChanged.connect(self._show_rule)
        if allowance is not None:
            self._show(allowance)
        self._show_rule()
        self.fit(560)
        self.rule_box.setFocus()

    def _today(self) -> date:
        return self._session.today

    def rule(self) -> Rule | None:
        """Return the rule that is chosen."""
        chosen = self.rule_box.currentData()
        return next((rule for rule in self._session.business.agreement.rules if rule.id == chosen), None)

    def _show_rule(self) -> None:
        rule = self.rule()
        measured = rule is not None and rule.measure is not None
        self.limit_edit.setEnabled(measured and self._allowance is None)
        if rule is None or rule.measure is None:
            self.limit_edit.set_unit("")
        else:
            self.limit_edit.set_unit(written(rule.measure, self._session.business.currency).unit)
            self.limit_edit.setPlaceholderText(
                tr("at least …") if rule.measure in HIGHER_IS_BETTER else tr("at most …")
            )
        if self._allowance is None:
            who = typed(rule.exception_by) if rule is not None and rule.exception_by else tr("Owner")
            self.by_label.setText(tr("By the rule, exceptions are granted by: {who}.").format(who=who))

    def _show(self, allowance: Allowance) -> None:
        """Show an exception as it was granted; it can only be ended."""
        at = self.rule_box.findData(allowance.rule_id)
        if at < 0:
            self.rule_box.addItem(tr("A rule of before"), allowance.rule_id)
            at = self.rule_box.count() - 1
        self.rule_box.setCurrentIndex(at)
        self.client_box.setCurrentText(allowance.client or "")
        self.limit_edit.set_value(allowance.limit)
        self.until_edit.set_value(allowance.until)
        self.reason_edit.setPlainText(allowance.reason)
        self.reason_edit.setReadOnly(True)
        for field in (self.rule_box, self.client_box, self.limit_edit, self.until_edit):
            field.setEnabled(False)
        who = typed(names_of(self._session.book).get(allowance.granted_by, "")) or tr("somebody")
        self.by_label.setText(
            tr("Granted by {who} on {day}.").format(who=who, day=figures.day_year(allowance.from_day))
        )
        self.save_button.hide()
        self.buttons.button(self.buttons.StandardButton.Cancel).setText(tr("Close"))

    def save(self) -> str:
        """Grant it."""
        rule = self.rule()
        if rule is None:
            return ""
        grant(
            book=self._session.book,
            who=self._session.author,
            today=self._session.today,
            rule=rule,
            reason=self.reason_edit.toPlainText(),
            until=self.until_edit.value(),
            client=self.client_box.currentText().strip() or None,
            limit=self.limit_edit.value() if rule.measure is not None else None,
        )
        return tr("Allowed until {day}: {rule}").format(
            day=figures.day_year(self.until_edit.value() or self._session.today),
            rule=words.rule_name(rule, self._session.business),
        )

    def remove(self) -> str:
        """End it today."""
        assert self._allowance is not None
        end(
            book=self._session.book,
            who=self._session.author,
            today=self._session.today,
            allowance=self._allowance,
            rule=self.rule(),
        )
        return tr("The exception is over; the rule holds again.")
