"""Any two versions of the agreement side by side: what the one says and the other does not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from desktop.actions.agreement import Standing
from desktop.dialogs.page import Page
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import agreement_changes as changes
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.agreement_changes import differences
from framework.agreement_versions import Version
from resources.words import tr
from widgets.card import Muted, PlainLabel
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_S


class Compare(Page):
    """Shows what differs between two versions that are chosen here. `print_requested(old id, new id)`."""

    print_requested = Signal(str, str)

    def __init__(self, session: Session, standing: Standing, old_id: str, new_id: str, parent: QWidget | None) -> None:
        super().__init__(tr("Compare two versions"), parent)
        self._session = session
        self._versions = {version.id: version for version in standing.versions}
        self.old_box, self.new_box = QComboBox(), QComboBox()
        self.why_label = Muted("")
        self.card = RowsCard()
        self.card.set_activatable(False)
        self.print_button = QPushButton(tr("Print what changed"))
        for box, name, chosen in ((self.old_box, tr("Before"), old_id), (self.new_box, tr("After"), new_id)):
            box.setAccessibleName(name)
            for version in reversed(standing.versions):
                box.addItem(self._name(version), version.id)
            box.setCurrentIndex(box.findData(chosen))
            box.currentIndexChanged.connect(self._show)
        across = QHBoxLayout()
        across.setSpacing(SPACE_S)
        across.addWidget(self.old_box)
        across.addWidget(PlainLabel(tr("and")))
        across.addWidget(self.new_box)
        across.addStretch(1)
        across.addWidget(self.print_button)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.card)
        self.column.addLayout(across)
        self.column.addWidget(self.why_label)
        self.column.addWidget(scroll, 1)
        self.print_button.clicked.connect(self._print)
        self._show()
        self.resize(820, 560)
        self.new_box.setFocus()

    def _name(self, version: Version) -> str:
        name = words.version_words(version)
        day = version.agreement.in_force_from
        if day is None and version.written_at is not None:
            day = words.local_day(version.written_at, None)
        return tr("{version}, {day}").format(version=name, day=figures.day_year(day)) if day else name

    def _show(self) -> None:
        old, new = self._versions[self.old_box.currentData()], self._versions[self.new_box.currentData()]
        lines = changes.difference_lines(differences(old.agreement, new.agreement), self._session.business)
        self.card.set_content(
            "",
            [
                Row(
                    str(number),
                    (
                        Cell(" · ".join(part for part in (line.name, line.what) if part), "strong"),
                        Cell(line.before or "–", "body", "muted"),
                        Cell(line.after or "–"),
                    ),
                    line.kind if not (line.before and line.after) else "",
                )
                for number, line in enumerate(lines)
            ],
            headings=(tr("What"), words.version_words(old), words.version_words(new)),
            columns=(3, 3, 3),
            empty_text=tr("These two say the same."),
        )
        self.card.view.setAccessibleName(tr("What differs"))
        self.why_label.setText(typed(new.why))
        self.why_label.setVisible(bool(new.why))

    def _print(self) -> None:
        self.print_requested.emit(self.old_box.currentData(), self.new_box.currentData())
