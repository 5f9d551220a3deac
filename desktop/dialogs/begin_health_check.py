"""Beginning a health check: who is asked, which form, and statements of the business's own (section 12)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.health import (
    MOST_LETTERS,
    MOST_OWN,
    OwnStatement,
    area_titles,
    asked_statements,
    begin_check,
    last_own_statements,
)
from desktop.dialogs.editor import Editor
from desktop.session import Session
from desktop.wording import health_check as words
from desktop.wording.people import functions_text
from desktop.wording.typed import typed
from framework.health import Area
from framework.people import Person
from resources.words import tr
from widgets.card import Heading, Muted, tooltip
from widgets.choice_box import ChoiceBox
from widgets.cross_button import CrossButton
from widgets.tab_order import follow
from widgets.tick_list import TickList
from widgets.tokens import SPACE_S, SPACE_XS


class OwnRow(QWidget):
    """One statement of the business's own: its words, its area, and which answer is the bad one."""

    removed = Signal(object)

    def __init__(self, own: OwnStatement, titles: dict[Area, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = own.code
        self.say_edit = QLineEdit(own.say)
        self.say_edit.setMaxLength(MOST_LETTERS)
        self.say_edit.setPlaceholderText(tr("A sentence to agree with or not"))
        self.say_edit.setCursorPosition(0)
        self.area_box = ChoiceBox()
        choices = [("", tr("No area")), *((str(area), title) for area, title in titles.items())]
        self.area_box.set_choices(choices, "" if own.area is None else str(own.area))
        self.bad_box = QCheckBox(tr("Agreeing is the bad answer"))
        self.bad_box.setChecked(own.reversed)
        self.cross = CrossButton()
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        top.addWidget(self.say_edit, 1)
        top.addWidget(self.cross)
        beneath = QHBoxLayout()
        beneath.setSpacing(SPACE_S)
        beneath.addWidget(self.area_box, 1)
        beneath.addWidget(self.bad_box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_XS)
        column.setSpacing(SPACE_XS)
        column.addLayout(top)
        column.addLayout(beneath)
        follow(self, [self.say_edit, self.area_box, self.bad_box, self.cross])
        self.cross.clicked.connect(self._remove)

    def set_number(self, number: int) -> None:
        """Be the `number`th line, from 1."""
        self.say_edit.setAccessibleName(tr("Statement {number} of our own").format(number=number))
        self.area_box.setAccessibleName(tr("Area of statement {number}").format(number=number))
        self.bad_box.setAccessibleName(tr("Statement {number}: agreeing is the bad answer").format(number=number))
        remove = tr("Take out statement {number}").format(number=number)
        self.cross.setAccessibleName(remove)
        self.cross.setToolTip(tooltip(remove))

    def own(self) -> OwnStatement:
        """What is written on the line."""
        area = self.area_box.currentData()
        return OwnStatement(self.say_edit.text(), Area(area) if area else None, self.bad_box.isChecked(), self._code)

    def _remove(self) -> None:
        self.removed.emit(self)


class BeginHealthCheck(Editor):
    """Ticks for who is asked, the two forms with how long they take, and own statements, with the earlier ones."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, short: bool = False) -> None:
        super().__init__(tr("Begin a health check"), parent, save=tr("Begin"))
        self._session = session
        self._people: tuple[Person, ...] = session.business.people
        self._titles = area_titles()
        self.own_rows: list[OwnRow] = []
        self.ticks = TickList([(person.id, _who(person)) for person in self._people])
        self.ticks.set_ticked([person.id for person in self._people])
        self.traced_label = Muted("", "small")
        self.long_button, self.short_button = QRadioButton(), QRadioButton()
        self._forms = QButtonGroup(self)
        self.add_button = QPushButton(tr("Add a statement"))
        self._own = QVBoxLayout()
        self._own.setSpacing(SPACE_S)
        self._lay_out()
        (self.short_button if short else self.long_button).setChecked(True)
        for own in last_own_statements(session.book):
            self._add(own)
        self._show()
        self.fit(660)
        self.add_button.clicked.connect(self.add_statement)
        for person in self._people:
            self.ticks.box(person.id).toggled.connect(self._show)
        if self._people:
            self.ticks.box(self._people[0].id).setFocus()

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(
            Muted(
                tr(
                    "Everybody answers the same statements alone, on this computer or on paper. Then you open it "
                    "together and see where Sales and Operations see the same thing differently."
                )
            )
        )
        column.addWidget(Heading(tr("Who is asked")))
        column.addWidget(self.ticks)
        column.addWidget(self.traced_label)
        column.addWidget(Heading(tr("How much is asked")))
        for number, button in enumerate((self.long_button, self.short_button)):
            self._forms.addButton(button, number)
            column.addWidget(button)
        column.addWidget(Heading(tr("Statements of our own")))
        column.addWidget(Muted(tr("They are asked in both forms. Few are best, and none is fine."), "small"))
        column.addLayout(self._own)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def _show(self) -> None:
        self.traced_label.setText(words.traced_words(self.people()))
        for short, button in ((False, self.long_button), (True, self.short_button)):
            count = len(asked_statements(short=short)) + sum(bool(row.say_edit.text().strip()) for row in self.own_rows)
            button.setText(words.form_choice(short, count))
            button.setAccessibleName(button.text())
        for number, row in enumerate(self.own_rows, 1):
            row.set_number(number)
        self.add_button.setEnabled(len(self.own_rows) < MOST_OWN)

    def people(self) -> Sequence[Person]:
        """Return who is ticked."""
        ticked = set(self.ticks.ticked())
        return [person for person in self._people if person.id in ticked]

    def add_statement(self) -> None:
        """Add an empty line and give it the keyboard."""
        row = self._add(OwnStatement("", None))
        self._show()
        row.show()
        row.say_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._make_room()

    def _add(self, own: OwnStatement) -> OwnRow:
        row = OwnRow(own, self._titles)
        row.removed.connect(self._take_out)
        row.say_edit.textChanged.connect(self._show)
        self.own_rows.append(row)
        self._own.addWidget(row)
        return row

    def _take_out(self, row: OwnRow) -> None:
        self.own_rows.remove(row)
        self._own.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> str:
        """Begin the check."""
        session = self._session
        begin_check(
            book=session.book,
            who=session.author,
            people=self.people(),
            short=self.short_button.isChecked(),
            own=[row.own() for row in self.own_rows],
        )
        return tr("The health check has begun.")


def _who(person: Person) -> str:
    does = functions_text(person)
    return f"{typed(person.name)} · {does}" if does else typed(person.name)
