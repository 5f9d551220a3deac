"""What Operations may refuse whatever else was agreed, in the words of the business."""

from PySide6.QtWidgets import QPlainTextEdit

from desktop.actions.agreement import check_words, save_veto
from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_page import AgreementPage
from framework.agreement import Agreement
from resources.words import tr
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M


class VetoEditor(VersionEditor):
    """Changes what Operations may refuse, in the open version."""

    def __init__(self, page: AgreementPage, veto: str) -> None:
        super().__init__(page, tr("What Operations may refuse"))
        self._veto = veto
        self.veto_edit = QPlainTextEdit(veto)
        self.veto_edit.setTabChangesFocus(True)
        self.veto_edit.setFixedHeight(6 * self.veto_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.form = FormGrid(1)
        self.forms = [self.form]
        self.form.add_field(
            tr("Operations may say no to"),
            self.veto_edit,
            tr("Such as safety, structure, machine limits. Such a no holds unless the next step overturns it."),
        )
        self.column.addWidget(self.form)
        self.begin(520)
        self.veto_edit.setFocus()

    def line_in(self, agreement: Agreement) -> object:
        """Return the text as `agreement` has it."""
        return agreement.veto

    def save(self) -> str:
        """Write the text into the open version."""
        wanted = check_words(self.veto_edit.toPlainText())
        if wanted == self._veto:
            return ""
        version = self.version_to_write()
        save_veto(book=self.session.book, who=self.session.author, version=version, veto=wanted)
        return self.said(version, tr("what Operations may refuse"))
