"""One question: why a promise is made although the rules do not let Sales make it alone (framework.md section 4)."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions.desk import Judged
from desktop.wording.verdict import headline, reason_line
from framework.agreement import Zone
from framework.business import Business
from resources.words import tr
from widgets.card import Heading, LeadLabel, Muted
from widgets.zone_badge import ZoneBadge

SHOWN = 6


class PromiseReasonDialog(QDialog):
    """Shows what holds the deal back and asks for the reason to promise it all the same."""

    def __init__(self, judged: Judged, business: Business, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Promise it all the same?"))
        self.reason_edit = QPlainTextEdit()
        self.reason_edit.setAccessibleName(tr("Reason"))
        self.reason_edit.setTabChangesFocus(True)
        self.reason_edit.setPlaceholderText(tr("In a sentence, so that both sides can learn from it"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.promise_button = buttons.addButton(tr("Promise"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.promise_button.setProperty("primary", True)
        self.promise_button.setEnabled(False)

        column = QVBoxLayout(self)
        column.addWidget(ZoneBadge(str(judged.verdict.zone)))
        column.addWidget(Heading(headline(judged.verdict)))
        held = [r for r in judged.verdict.reasons if r.zone is not Zone.OPEN or judged.verdict.zone is Zone.OPEN]
        for reason in held[:SHOWN]:
            column.addWidget(LeadLabel(*reason_line(reason, business)))
        if len(held) > SHOWN:
            column.addWidget(Muted(tr("and {count} more").format(count=len(held) - SHOWN)))
        column.addWidget(
            Muted(tr("Why is it right for the client to promise it now? The reason is kept with the deal."))
        )
        column.addWidget(self.reason_edit)
        column.addWidget(buttons)
        self.reason_edit.textChanged.connect(self._show_state)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(460, 320)
        self.reason_edit.setFocus()

    def reason(self) -> str:
        """Return the reason given."""
        return self.reason_edit.toPlainText().strip()

    def _show_state(self) -> None:
        self.promise_button.setEnabled(bool(self.reason()))


def ask_reason(parent: QWidget, judged: Judged, business: Business) -> str | None:
    """Ask for the reason; None when it is not promised after all."""
    dialog = PromiseReasonDialog(judged, business, parent)
    taken = dialog.exec()
    found = dialog.reason()
    dialog.deleteLater()
    return found if taken else None
