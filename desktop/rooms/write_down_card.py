"""Writing down while a meeting goes on: a decision, an action, a word to the client, a note, or something for later."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.rooms.passed_on import UndoPassedOn
from desktop.wording import running as words
from framework.minutes import ACTING, EntryKind
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.date_edit import DateEdit
from widgets.flow import FlowLayout
from widgets.theme import metrics
from widgets.tokens import SPACE_S, SPACE_XS

KINDS = (EntryKind.ACTION, EntryKind.DECISION, EntryKind.CLIENT, EntryKind.LOOKING_BACK, EntryKind.NOTE)
LONGEST = 1000
NAME_LETTERS, DAY_LETTERS = 4, 17
"""So much room a name and a day have at least, in a narrow window."""


class Written(NamedTuple):
    """What somebody wrote: `person_id` and `due_on` only of what is to be done, `deal_id` of what it is about."""

    kind: EntryKind
    say: str
    person_id: str | None
    due_on: date | None
    deal_id: str | None


class WriteDownCard(Card):
    """Fields for one line. `written(Written)` comes on Enter, on Add, and (for later) on F9."""

    written = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.kind_group = QButtonGroup(self)
        self.kind_buttons: dict[EntryKind, QPushButton] = {}
        self.say_edit = QLineEdit()
        self.say_edit.setMaxLength(LONGEST)
        self.person_box = ChoiceBox(tr("Who"))
        self.due_edit = DateEdit(today)
        self.deal_box = ChoiceBox(tr("About"))
        self.add_button = QPushButton(tr("Add"))
        self.wrong_label = PlainLabel("", "small", "OFF", wrap=True)
        self._lay_out()
        self.set_kind(EntryKind.ACTION)
        self.kind_group.idClicked.connect(self._choose)
        self.add_button.clicked.connect(self.add)
        self.say_edit.returnPressed.connect(self.add)
        self.due_edit.returnPressed.connect(self.add)
        self.due_edit.error_changed.connect(self.say_wrong)
        UndoPassedOn(self.say_edit, self.due_edit)

    def _lay_out(self) -> None:
        self.column.addWidget(Heading(tr("Write down")))
        chips = FlowLayout(spacing=SPACE_XS)
        for at, kind in enumerate(KINDS):
            button = QPushButton(words.kind_button(kind))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("chip", "true")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.kind_group.addButton(button, at)
            self.kind_buttons[kind] = button
            chips.addWidget(button)
        self.column.addLayout(chips)
        self.column.addWidget(self.say_edit)
        self.acting = QWidget()
        line = QHBoxLayout(self.acting)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        self.due_edit.setAccessibleName(tr("By when"))
        self.due_edit.setPlaceholderText(tr("By when"))
        self.person_box.setMinimumContentsLength(NAME_LETTERS)
        self.due_edit.setMinimumWidth(metrics("body").averageCharWidth() * DAY_LETTERS)
        line.addWidget(self.person_box, 1)
        line.addWidget(self.due_edit, 1)
        self.column.addWidget(self.acting)
        self.column.addWidget(self.deal_box)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.wrong_label)
        self.hint_label = Muted(tr("Enter adds it. F9 parks it for later, F8 goes on to the next section."), "tiny")
        self.column.addWidget(self.hint_label)
        self.wrong_label.hide()

    def kind(self) -> EntryKind:
        """Return what is written down."""
        return KINDS[self.kind_group.checkedId()]

    def set_kind(self, kind: EntryKind) -> None:
        """Choose what is written down."""
        self.kind_buttons[kind].setChecked(True)
        self.acting.setVisible(kind in ACTING)
        self.deal_box.setVisible(self.deal_box.count() > 1 and kind is not EntryKind.LOOKING_BACK)
        self.say_edit.setPlaceholderText(words.kind_hint(kind))
        self.say_edit.setAccessibleName(words.kind_hint(kind))

    def set_people(self, people: Sequence[tuple[str, str]], acting: str) -> None:
        """Offer `people` (id, name); who is acting is the first choice."""
        chosen = self.person_box.currentData() if self.person_box.count() else acting
        kept = chosen if chosen in dict(people) else acting
        self.person_box.set_choices([*people, ("", tr("Nobody yet"))], kept)

    def set_deals(self, deals: Sequence[tuple[str, str]]) -> None:
        """Offer the deals (id, name) that this section speaks of."""
        chosen = self.deal_box.currentData() if self.deal_box.count() else ""
        kept = chosen if chosen in dict(deals) else ""
        self.deal_box.set_choices([("", tr("About no deal in particular")), *deals], kept)
        self.set_kind(self.kind())

    def choose_deal(self, deal_id: str | None) -> None:
        """The next line is about this deal, while nothing is typed yet."""
        if not self.say_edit.text():
            at = self.deal_box.findData(deal_id or "")
            self.deal_box.setCurrentIndex(max(0, at))

    def add(self) -> None:
        """Tell what was written, or bring the keyboard to where something is missing."""
        self._tell(self.kind())

    def park(self) -> bool:
        """Tell what was typed as something for later. Returns False when nothing is typed."""
        if not self.say_edit.text().strip():
            return False
        self._tell(EntryKind.LOOKING_BACK)
        return True

    def _tell(self, kind: EntryKind) -> None:
        self.say_wrong("")
        if not self.say_edit.text().strip():
            self.say_edit.setFocus()
            return
        acts = kind in ACTING
        if acts:
            self.due_edit.finish()
            if self.due_edit.error():
                self.due_edit.setFocus()
                return
        self.written.emit(
            Written(
                kind,
                self.say_edit.text(),
                (self.person_box.currentData() or None) if acts else None,
                self.due_edit.value() if acts else None,
                (self.deal_box.currentData() or None) if kind is not EntryKind.LOOKING_BACK else None,
            )
        )

    def finish(self) -> bool:
        """Tell what is still in the field; say whether it is empty now. Else the keyboard is at what is wrong."""
        if self.say_edit.text().strip():
            self.add()
        return not self.say_edit.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from the boxes as well; a line has told it by itself."""
        boxes = (self.person_box, self.deal_box)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and any(box.hasFocus() for box in boxes):
            self.add()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Make room for the next line; the kind and the person stay."""
        # Not QLineEdit.clear(), which leaves what was typed for Ctrl+Z to bring back: that key is for the line by now.
        self.say_edit.setText("")
        self.due_edit.set_value(None)
        self.say_edit.setFocus()

    def say_wrong(self, say: str) -> None:
        """Say what is wrong, "" for nothing."""
        self.wrong_label.setText(say)
        self.wrong_label.setVisible(bool(say))

    def _choose(self, at: int) -> None:
        self.set_kind(KINDS[at])
        self.say_edit.setFocus()
