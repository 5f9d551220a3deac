"""The intake checklist of the business: its questions by section, in their order, kept in versions (section 6)."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.actions.checklist import save_checklist
from desktop.dialogs.editor import HIGHEST, Editor
from desktop.dialogs.question_editor import QuestionEditor
from desktop.session import Session
from desktop.wording import checklist as words
from desktop.wording.intake import line_number, only_for, section_words
from framework.checklist import ChecklistItem, Needed, Section, line_numbers
from framework.checklist_versions import in_sections, moved_by
from framework.intake import RULE_ITEM, items_for_any
from resources.words import tr
from storage.checklist import read_newest
from storage.keys import new_id
from storage.trouble import Refused
from widgets.action_buttons import ActionButtons
from widgets.card import Muted
from widgets.question_list import ChecklistRow, QuestionList
from widgets.tab_order import follow


class ChecklistEditor(Editor):
    """Changes the checklist as a whole. Nothing is written before Save; deals under way keep the version they have."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Intake checklist"), parent, save=tr("Save"))
        self._session = session
        newest = read_newest(session.book)
        self._seen = newest.items
        self._items = in_sections(newest.items)
        self._begun_with = self._items
        self.list = QuestionList(tr("Questions"))
        self.list.setMinimumHeight(180)
        self.hint_label = Muted("", "small")
        self.actions_row = ActionButtons()
        self.actions_row.set_actions(
            (
                ("add", tr("Add a question"), False),
                ("edit", tr("Change…"), False),
                ("up", tr("Up"), False),
                ("down", tr("Down"), False),
                ("remove", tr("Take out"), False),
            )
        )
        self.column.addWidget(
            Muted(
                tr("What is asked before a promise, and before handover. Deals under way keep the version they have.")
            )
        )
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.hint_label)
        self.column.addWidget(self.actions_row)
        self.list.row_chosen.connect(self._show_current)
        self.list.open_requested.connect(self.edit)
        self.list.remove_requested.connect(self.take_out)
        self.list.move_requested.connect(self.move_question)
        self.actions_row.action_requested.connect(self._act)
        self._name_save()
        self._refresh()
        self.resize(760, HIGHEST)
        self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go from the list to its buttons, and then to Save."""
        super().showEvent(event)
        follow(self.list, [self.actions_row])

    def items(self) -> tuple[ChecklistItem, ...]:
        """Return the questions as they are to be."""
        return self._items

    def is_changed(self) -> bool:
        """Say whether anything is otherwise than when the dialog was opened."""
        return self._items != self._begun_with

    # Showing

    def _name_save(self) -> None:
        newest = read_newest(self._session.book)
        self.save_button.setText(tr("Save as version {number}").format(number=newest.next_number))

    def _refresh(self, current: str = "") -> None:
        """Show the questions, and among them the rules of the agreement that ask by themselves."""
        business = self._session.business._replace(items=self._items)
        asked = {item.id: item for item in items_for_any(business)}
        own = {item.id for item in self._items}
        rules = tuple(item for item in asked.values() if item.id not in own)
        shown = in_sections((*self._items, *rules))
        numbered = [item for item in shown if item.id in asked]
        numbers = {item.id: line_number(number) for item, number in zip(numbered, line_numbers(numbered), strict=True)}
        self.list.set_rows([self._row(item, asked.get(item.id), numbers.get(item.id, "")) for item in shown], current)

    def _row(self, item: ChecklistItem, asked: ChecklistItem | None, number: str) -> ChecklistRow:
        from_rule = item.id.startswith(RULE_ITEM)
        shown = asked or item
        only = only_for(item, self._session.business)
        # Its words and what it leads to stand in the agreement; its place and its section are those of the checklist.
        in_agreement = asked is not None and item.rule_id is not None and item.no_means is None and not from_rule
        parts = [words.meanings(shown), only, tr("from the agreement") if in_agreement else ""]
        if asked is None:
            parts.append(tr("not asked: its rule is no longer in the agreement"))
        return ChecklistRow(
            id=item.id,
            section=section_words(item.section),
            say=shown.say,
            note=" · ".join(part for part in parts if part),
            needed_mark=tr("from the agreement") if from_rule else words.needed_short(item),
            number=number,
            quiet=from_rule or in_agreement or asked is None,
        )

    def _show_current(self, item_id: str) -> None:
        """Offer what can be done with the current line, and say why nothing can."""
        item = self._item(item_id)
        for key in ("edit", "remove"):
            self.actions_row.button(key).setEnabled(item is not None)
        for key, step in (("up", -1), ("down", 1)):
            can = item is not None and moved_by(self._items, item.id, step) != self._items
            self.actions_row.button(key).setEnabled(can)
        self.hint_label.setText(self._hint(item_id))

    def _hint(self, item_id: str) -> str:
        if item_id.startswith(RULE_ITEM):
            return tr("A rule of the agreement asks this by itself. It is changed there: Agreement, Rules.")
        if not self._items:
            return tr("No questions yet. Add the first one.")
        return tr("Enter changes a question, Alt+Up and Alt+Down move it, Delete takes it out.")

    def _item(self, item_id: str) -> ChecklistItem | None:
        return next((item for item in self._items if item.id == item_id), None)

    # Changing

    def _act(self, what: str) -> None:
        current = self.list.current_id()
        if what == "add":
            self.add()
        elif what == "edit":
            self.edit(current)
        elif what == "remove":
            self.take_out(current)
        else:
            self.move_question(current, -1 if what == "up" else 1)

    def add(self) -> None:
        """Ask for a new question, in the section of the current one."""
        current = self.list.items.item_at(self.list.currentIndex().row())
        near = self._item(current.id) if current is not None else None
        is_rule = current is not None and current.id.startswith(RULE_ITEM)
        section = near.section if near is not None else Section.DEVIATIONS if is_rule else Section.CAPACITY
        self._open(ChecklistItem(new_id(), section, "", Needed.BEFORE_PROMISE))

    def edit(self, item_id: str) -> None:
        """Ask for changes to a question; a rule of the agreement only says where it is changed."""
        item = self._item(item_id)
        if item is not None:
            self._open(item)

    def _open(self, item: ChecklistItem) -> None:
        editor = QuestionEditor(self._session.business, item, self._items, self)
        editor.decided.connect(self._put)
        editor.removed.connect(self.take_out)
        editor.open()

    def _put(self, item: ChecklistItem) -> None:
        if self._item(item.id) is not None:
            found = tuple(item if each.id == item.id else each for each in self._items)
        else:
            found = self._with_new(item)
        self._change(found, item.id)

    def _with_new(self, item: ChecklistItem) -> tuple[ChecklistItem, ...]:
        """Return the questions with a new one behind the current one, or at the end of its section."""
        near = self._item(self.list.current_id())
        if near is None or near.section is not item.section:
            return (*self._items, item)
        at = self._items.index(near) + 1
        return (*self._items[:at], item, *self._items[at:])

    def take_out(self, item_id: str) -> None:
        """Take a question out; the one after it is current then."""
        if self._item(item_id) is None:
            return
        places = [item.id for item in self._items]
        at = places.index(item_id)
        beside = (places[at + 1 :] or places[:at][-1:] or [""])[0]
        self._change(tuple(item for item in self._items if item.id != item_id), beside)

    def move_question(self, item_id: str, step: int) -> None:
        """Move a question up (-1) or down (1) within its section."""
        if self._item(item_id) is not None:
            self._change(moved_by(self._items, item_id, step), item_id)

    def _change(self, items: tuple[ChecklistItem, ...], current: str) -> None:
        self._items = in_sections(items)
        self.take_question_back()
        self._refresh(current)

    # Leaving

    def save(self) -> str:
        """Keep the checklist as a version. When somebody else was first, theirs is named, and Save means it then."""
        book = self._session.book
        if not self.is_changed():
            return ""
        try:
            number = save_checklist(book=book, who=self._session.author, items=self._items, seen=self._seen)
        except Refused:
            self._seen = read_newest(book).items
            self._name_save()
            raise
        return tr("The checklist is version {number} now. Deals under way keep theirs.").format(number=number)

    def unsaved(self) -> str:
        """Ask where something was changed."""
        return tr("What you changed is not saved yet. Save it, or let it go.") if self.is_changed() else ""
