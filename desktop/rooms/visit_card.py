"""The card of one visit: before, during, after, written as one goes; what was learned, and what can be done now."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.actions.visits import write_card
from desktop.dialogs.words_edit import words_edit
from desktop.rooms.visit_actions import CALENDAR, CALL_OFF, CHANGE, DEAL, DONE, LEARNED, PAPER, PLAN
from desktop.session import Session
from desktop.wording import visits as words
from desktop.wording.meantime import told
from desktop.wording.typed import typed
from framework.visits import AFTER, BEFORE, CARD_FIELDS, DURING, Visit, VisitState, state_of
from resources.words import tr
from storage.intake import read_deal
from storage.trouble import Conflict, Trouble
from storage.visits import read_learned, read_visit
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.empty_state import EmptyState
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS

PAUSE_MILLISECONDS = 2500
LINES = 3


class VisitCard(Card):
    """Shows one visit with its card. What is written is saved when the field is left, or after a pause.

    Signals: `asked(key)` for what a button is pressed for, `troubled(Trouble)`.
    """

    asked = Signal(str)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.visit: Visit | None = None
        self.title_label = Heading("")
        self.line_label = Muted("")
        self.note_label = PlainLabel("", "small", "ASK", wrap=True)
        self.edits: dict[str, QPlainTextEdit] = {field: words_edit(lines=LINES) for field in CARD_FIELDS}
        self._labels = {field: PlainLabel("", "small-strong", wrap=True) for field in CARD_FIELDS}
        self.learned_card = RowsCard()
        self.buttons = ActionButtons()
        self.empty = EmptyState()
        self._content = QWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._lay_out()
        self._pause.timeout.connect(self.save)
        self.buttons.action_requested.connect(self.asked)
        self.empty.action_requested.connect(self.asked)
        for edit in self.edits.values():
            edit.textChanged.connect(self._wait)
            edit.installEventFilter(self)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_XS)
        for part in (BEFORE, DURING, AFTER):
            column.addWidget(PlainLabel(words.part_title(part), "strong"))
            for field in part:
                column.addWidget(self._labels[field])
                column.addWidget(self.edits[field])
            column.addSpacing(SPACE_S)
        column.addWidget(self.learned_card)
        column.addStretch(1)
        self.area = PageScroll(inside)
        whole = QVBoxLayout(self._content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_S)
        for widget in (self.title_label, self.line_label, self.note_label):
            whole.addWidget(widget)
        whole.addWidget(self.area, 1)
        whole.addSpacing(SPACE_XS)
        whole.addWidget(self.buttons)
        self.column.setSpacing(SPACE_M)
        self.column.addWidget(self._content, 1)
        self.column.addWidget(self.empty, 1)

    # Showing

    def show_nothing(self, title: str, text: str, *, offers: bool) -> None:
        """Show no visit: say why, and offer to plan one."""
        self.save()
        self.visit = None
        self.empty.set_content(title, text, [(PLAN, tr("Plan a visit…"), True)] if offers else [])
        self._content.hide()
        self.empty.show()

    def show_visit(self, visit: Visit) -> None:
        """Show a visit; what is being typed in it stays."""
        before = self.visit
        if before is not None and before.id != visit.id:
            self.save()
            before = None
        self._take(visit, before)
        business, today = self._session.business, self._session.today
        self.title_label.setText(words.visit_title(visit, business))
        parts = [words.visit_line(visit), self._deal_line(visit)]
        self.line_label.setText("\n".join(part for part in parts if part))
        can_write = not self._session.book.read_only_because
        for field, edit in self.edits.items():
            question = words.card_question(field, visit.kind)
            self._labels[field].setText(f"{words.card_number(field)}. {question}")
            edit.setAccessibleName(question)
            edit.setReadOnly(not can_write or visit.called_off_at is not None)
        state = state_of(visit, today)
        late = state is VisitState.TO_WRITE and visit.planned_on < today
        self.note_label.setText(tr("Its day is past. Was it done, or called off?"))
        self.note_label.setVisible(late)
        self._show_learned(visit)
        self.buttons.set_actions(self._actions(visit, state) if can_write else [])
        self.empty.hide()
        self._content.show()

    def _deal_line(self, visit: Visit) -> str:
        if visit.deal_id is None:
            return ""
        deal = read_deal(self._session.book, visit.deal_id, digits=self._session.digits)
        return "" if deal is None else tr("At the deal with {client}").format(client=typed(deal.client))

    def _show_learned(self, visit: Visit) -> None:
        found = read_learned(self._session.book, visit.id)
        rows = [
            Row(each.id, (Cell(typed(each.say), "strong"), Cell(words.learned_line(each), "small", "muted")))
            for each in found
        ]
        self.learned_card.set_content(tr("What came of it"), rows, stacked=True)
        self.learned_card.set_activatable(False)
        self.learned_card.setVisible(bool(rows))

    @staticmethod
    def _actions(visit: Visit, state: VisitState) -> list[tuple[str, str, bool]]:
        learned = (LEARNED, tr("Make something of it…"), state is VisitState.DONE)
        rest = [(PAPER, tr("Type in from paper…"), False)]
        if visit.deal_id is not None:
            rest.append((DEAL, tr("Show the deal"), False))
        if state is VisitState.CALLED_OFF:
            return [(PLAN, tr("Plan another…"), True), *rest[1:]]
        if state is VisitState.DONE:
            return [learned, *rest]
        if state is VisitState.PLANNED:
            rest.append((CALENDAR, tr("Calendar file…"), False))
        done = (DONE, tr("It took place…"), state is VisitState.TO_WRITE)
        change = (CHANGE, tr("Change or move…"), False)
        return [done, change, (CALL_OFF, tr("Call off…"), False), learned, *rest]

    @staticmethod
    def _set_text(edit: QPlainTextEdit, text: str) -> None:
        if edit.toPlainText().strip() != text.strip():
            edit.blockSignals(True)
            edit.setPlainText(text)
            edit.blockSignals(False)

    # Writing

    def focus_card(self) -> None:
        """Give the keyboard to the first field that is empty, the first of all where none is."""
        empty = (edit for edit in self.edits.values() if not edit.toPlainText().strip())
        next(empty, self.edits[CARD_FIELDS[0]]).setFocus()

    def typed_words(self) -> dict[str, str]:
        """Return what was typed and is not saved yet, by field."""
        if self.visit is None:
            return {}
        texts = {field: edit.toPlainText().strip() for field, edit in self.edits.items()}
        return {field: text for field, text in texts.items() if text != getattr(self.visit, field).strip()}

    def save(self) -> None:
        """Save what was typed; what somebody else has written in the same field meanwhile is never overwritten."""
        self._pause.stop()
        visit, found = self.visit, self.typed_words()
        session = self._session
        if visit is None or not found or session.book.read_only_because or visit.called_off_at is not None:
            return
        try:
            self._write(visit, found)
        except Conflict as conflict:
            now = read_visit(session.book, visit.id)
            clash = now is None or any(getattr(now, field) != getattr(visit, field) for field in found)
            if now is None or clash:
                # Told once, with what the other person wrote; saving again then means it.
                theirs = []
                if now is not None:
                    clashes = [field for field in found if getattr(now, field) != getattr(visit, field)]
                    theirs = [(words.card_question(field, visit.kind), getattr(now, field)) for field in clashes]
                    self._take(now, visit)
                self.troubled.emit(told(conflict, theirs))
                return
            self._try_again(now, found)
        except Trouble as trouble:
            self.troubled.emit(trouble)

    def _try_again(self, now: Visit, found: dict[str, str]) -> None:
        try:
            self._write(now, found)
        except Trouble as trouble:
            self.troubled.emit(trouble)

    def _write(self, visit: Visit, found: dict[str, str]) -> None:
        session = self._session
        write_card(book=session.book, who=session.author, business=session.business, visit=visit, words=found)
        now = read_visit(session.book, visit.id)
        if now is not None:
            self._take(now, self.visit)

    def _take(self, now: Visit, before: Visit | None) -> None:
        """Take a visit as the file has it: what was typed over what stood there `before` stays, the rest is as now."""
        for field, edit in self.edits.items():
            if before is None or edit.toPlainText().strip() == getattr(before, field).strip():
                self._set_text(edit, getattr(now, field))
        self.visit = now

    def _wait(self) -> None:
        if self.typed_words():
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when a field is left."""
        if event.type() == QEvent.Type.FocusOut and watched in self.edits.values():
            self.save()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is being typed before it goes out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.save()
