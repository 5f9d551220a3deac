"""The history of the agreement: every version, who signed it, what was said; two compared; a day looked back at."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.rooms.agreement_page import AgreementPage
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.agreement_versions import State, Version, signed_versions
from framework.business import in_force_on
from resources.words import tr
from storage.people import names_of
from widgets.card import Muted, PlainLabel
from widgets.date_edit import DateEdit
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S


class HistoryPage(AgreementPage):
    """All versions. Signals: `version_requested(id)` shows one whole, `compare_requested(old id, new id)`."""

    version_requested = Signal(str)
    compare_requested = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.day_edit = DateEdit(self._today)
        self.day_button = QPushButton(tr("Show the rules of that day"))
        self.compare_button = QPushButton(tr("Compare two versions"))
        self.wrong_label = PlainLabel("", "small", "OFF", wrap=True)
        self.versions_card = RowsCard()
        self.words_card = RowsCard()
        self.words_card.set_activatable(False)
        self._lay_out()
        self.versions_card.row_activated.connect(self.version_requested)
        self.day_button.clicked.connect(self.show_day)
        self.day_edit.returnPressed.connect(self.show_day)
        self.day_edit.error_changed.connect(self._say)
        self.compare_button.clicked.connect(self._compare)

    def _today(self) -> date:
        return self.session.today

    def _lay_out(self) -> None:
        self.day_edit.setAccessibleName(tr("Day"))
        self.day_edit.setFixedWidth(150)
        across = QHBoxLayout()
        across.setSpacing(SPACE_S)
        across.addWidget(PlainLabel(tr("As it was on")))
        across.addWidget(self.day_edit)
        across.addWidget(self.day_button)
        across.addStretch(1)
        across.addWidget(self.compare_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(
            Muted(tr("Nothing that was ever agreed disappears: a deal is judged by the version in force on its day."))
        )
        column.addLayout(across)
        column.addWidget(self.wrong_label)
        self.wrong_label.hide()
        column.addWidget(self.versions_card)
        column.addWidget(self.words_card)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show every version, the newest first, and what was said about the open one and the last ones."""
        if self.standing is None:
            return
        names = names_of(self.session.book)
        newest = list(reversed(self.standing.versions))
        self.versions_card.set_content(
            tr("Versions"),
            [self._row(version, names) for version in newest],
            headings=(tr("Version"), tr("How it stands"), tr("Why it was written")),
            columns=(1.2, 3.6, 3.6),
        )
        said = [
            (version, reply, number)
            for version in newest
            for number, reply in reversed(list(enumerate(version.replies)))
        ]
        self.words_card.set_content(
            tr("What was said"),
            [
                Row(
                    f"{version.id}:{number}",
                    (
                        Cell(words.person_name(reply.person_id, names), "strong"),
                        Cell(figures.day_year(words.local_day(reply.at, None)), "small", "muted"),
                        Cell(typed(reply.say)),
                    ),
                )
                for version, reply, number in said
            ],
            note=tr("about proposals"),
            columns=(1.2, 1.4, 5.8),
        )
        self.words_card.setVisible(bool(said))
        signed = signed_versions(self.standing.versions)
        self.compare_button.setVisible(len(self.standing.versions) > 1)
        self.day_button.setEnabled(bool(signed))

    def _row(self, version: Version, names: dict[str, str]) -> Row:
        in_force = self.standing is not None and self.standing.in_force is version
        state = words.state_line(version, self.session.business, names, self.session.today)
        head, _, rest = state.partition(words.DOT) if version.state is State.SIGNED else (state, "", "")
        said = words.DOT.join(part for part in (_without_name(head, version), rest) if part)
        return Row(
            version.id,
            (
                Cell(words.version_words(version), "strong", "accent" if in_force else "ink"),
                Cell(said),
                Cell(typed(version.why), "small", "muted"),
            ),
            tr("open") if version.is_open else "",
        )

    def show_day(self) -> None:
        """Show the version that was in force on the day in the field."""
        self.day_edit.finish()
        if self.day_edit.error() or self.standing is None:
            self.day_edit.setFocus()
            return
        day = self.day_edit.value() or self.session.today
        signed = signed_versions(self.standing.versions)
        found = in_force_on([version.agreement for version in signed], day)
        version = next((each for each in signed if each.agreement is found), None)
        if version is None:
            return
        first = signed[0].agreement.in_force_from
        if first is not None and day < first:
            self._say(
                tr("Nothing was agreed on that day. The first version is in force from {day}.").format(
                    day=figures.day_year(first)
                )
            )
            return
        self._say("")
        self.version_requested.emit(version.id)

    def _say(self, say: str) -> None:
        self.wrong_label.setText(say)
        self.wrong_label.setVisible(bool(say))

    def _compare(self) -> None:
        if self.standing is None or len(self.standing.versions) < 2:
            return
        newest = self.standing.open or self.standing.in_force or self.standing.versions[-1]
        older = self.standing.basis(newest) or self.standing.versions[0]
        self.compare_requested.emit(older.id, newest.id)

    def focus_first(self) -> None:
        """Give the keyboard to the newest version."""
        self.versions_card.view.setFocus()


def _without_name(line: str, version: Version) -> str:
    """Return how a version stands without its name, which stands before it already."""
    name = words.version_words(version)
    return line.removeprefix(f"{name}, ")
