"""Find anything: a field over what was found, with the keyboard in the field all the time."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QVBoxLayout

from desktop.actions.desk import business_zone
from desktop.finder.commands import commands
from desktop.finder.finder import Finder, Group
from desktop.finder.folding import LONGEST_QUERY, marks, snippet, wanted
from desktop.wording import figures
from desktop.wording import find as words
from resources.words import tr
from storage.finding import Kind, Record
from storage.trouble import Trouble
from widgets.card import Muted
from widgets.found_list import FoundList, FoundRow, RowKind
from widgets.tokens import SPACE_M, SPACE_S

FIRST, WIDER = 8, 40
MOST_COMMANDS = 6
WIDTH, TOP, BELOW = 640, 56, 150
"""How wide it is; what of the window is left free above it, and below its list, in pixels."""
PAUSE_MILLISECONDS = 200
ICONS = {
    Kind.DEAL: "intake",
    Kind.CLIENT: "person",
    Kind.QUESTION: "escalation",
    Kind.DECISION: "escalation",
    Kind.RULE: "agreement",
    Kind.WORD: "info",
    Kind.PROMISE: "calendar",
    Kind.ACTION: "today",
    Kind.MINUTES: "meetings",
}
COMMAND = "command"


class FindAnything(QDialog):
    """The palette. Signals: `record_chosen(Kind, Record)`, `command_chosen(QAction)`, each after it has closed."""

    record_chosen = Signal(object, object)
    command_chosen = Signal(QAction)

    def __init__(self, finder: Finder, window: QMainWindow) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setWindowTitle(tr("Find anything"))
        self._finder = finder
        self._window = window
        self._bar = window.menuBar()
        self._records: dict[str, tuple[Kind, Record]] = {}
        self._actions: dict[str, QAction] = {}
        self._most = dict.fromkeys(Kind, FIRST)
        self._zone = business_zone(finder.session.book)
        self._currency = finder.session.business.currency
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(tr("Find a deal, a client, a rule, a word…"))
        self.search_edit.setAccessibleName(tr("Find anything"))
        self.search_edit.setMaxLength(LONGEST_QUERY)
        self.search_edit.setClearButtonEnabled(True)
        self.list = FoundList(tr("Found"))
        self.say_label = Muted("", "small")
        self.say_label.setWordWrap(True)
        # More comes by the hundred while the file is read: the list is not built anew for each.
        self._again = QTimer(self)
        self._again.setInterval(PAUSE_MILLISECONDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.search_edit)
        column.addWidget(self.list)
        column.addWidget(self.say_label)
        self.search_edit.installEventFilter(self)
        self.search_edit.textChanged.connect(self._find_anew)
        self.search_edit.returnPressed.connect(self.open_current)
        self.list.row_opened.connect(self.open_row)
        self._again.timeout.connect(self.refresh)
        finder.changed.connect(self.refresh)
        self._place()
        self.refresh()
        self.search_edit.setFocus()

    def _place(self) -> None:
        """Stand over the upper part of the window."""
        over = self._window
        self._width = min(WIDTH, over.width() - 4 * SPACE_M)
        self.move(over.mapToGlobal(QPoint((over.width() - self._width) // 2, TOP)))

    def _fit(self) -> None:
        """Be as high as what there is to see, within the window."""
        height = self.list.content_height()
        self.list.setVisible(height > 0)
        self.list.setFixedHeight(min(height + 2, self._window.height() - TOP - BELOW))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        high = layout.heightForWidth(self._width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.setFixedSize(self._width, high)

    # Finding

    def _find_anew(self, _text: str) -> None:
        self._most = dict.fromkeys(Kind, FIRST)
        self.list.set_rows([])
        self.refresh()

    def refresh(self) -> None:
        """Show what is found now; what was chosen stays chosen while it is there."""
        query = self.search_edit.text()
        row = self.list.current_row()
        try:
            groups = self._finder.find(query, self._most)
        except Trouble as trouble:
            groups = []
            self.list.set_rows([])
            self._say(trouble.say)
            self._fit()
            return
        self._records.clear()
        self._actions.clear()
        rows = [row for group in groups for row in self._rows(group, wanted(query))]
        rows += self._command_rows(query)
        self.list.set_rows(rows, row.key if row is not None else "")
        self._say(self._state(query, groups))
        self._fit()
        self._tell_current()
        if self._finder.is_reading:
            self._again.start()
        else:
            self._again.stop()

    def _rows(self, group: Group, looked_for: list[list[str]]) -> list[FoundRow]:
        kind = group.kind
        rows = [FoundRow("", RowKind.HEADING, words.kind_title(kind))]
        for record in group.records:
            key = f"{kind}/{record.key}"
            self._records[key] = kind, record
            head = words.headline(kind, record)
            facts = words.facts(kind, record, self._currency, self._zone)
            missing = [parts for parts in looked_for if not marks(head, [parts]) and not marks(facts, [parts])]
            cut = snippet(record.words, missing) if missing else ""
            facts = f"{facts} · {cut}" if cut else facts
            rows.append(
                FoundRow(
                    key,
                    RowKind.FOUND,
                    head,
                    facts,
                    ICONS[kind],
                    tuple(marks(head, looked_for)),
                    tuple(marks(facts, looked_for)),
                    spoken=". ".join(part for part in (words.kind_name(kind), head, facts) if part),
                )
            )
        left = group.total - len(group.records)
        if left > 0:
            said = words.more_words(left)
            spoken = f"{words.kind_title(kind)}. {said}"
            rows.append(FoundRow(f"more/{kind}", RowKind.MORE, said, icon="down", spoken=spoken))
        return rows

    def _command_rows(self, query: str) -> list[FoundRow]:
        found = commands(self._bar, query)[:MOST_COMMANDS]
        if not found:
            return []
        rows = [FoundRow("", RowKind.HEADING, tr("In the menus"))]
        for at, command in enumerate(found):
            key = f"{COMMAND}/{at}/{command.name}"
            self._actions[key] = command.action
            spoken = ". ".join(part for part in (tr("Menu"), command.name, command.keys) if part)
            places = tuple(marks(command.name, wanted(query)))
            rows.append(FoundRow(key, RowKind.FOUND, command.name, "", "search", places, (), command.keys, spoken))
        return rows

    def _state(self, query: str, groups: list[Group]) -> str:
        """Return the line under the list."""
        reading = tr("Still reading the file: more may be found in a moment.") if self._finder.is_reading else ""
        if not wanted(query):
            hint = tr(
                "Type the beginning of any word, in any order: a client, the number of a deal, a rule, a decision, "
                "what the minutes say, or something from the menus."
            )
            return f"{hint} {reading}".strip()
        count = sum(group.total for group in groups)
        if not count and not self._actions:
            return reading or tr("Nothing has these words: {words}").format(words=query.strip())
        said = tr("{count} found") if count else ""
        return " · ".join(part for part in (said.format(count=figures.number(count)), reading) if part)

    def _say(self, say: str) -> None:
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))

    # Choosing

    def _tell_current(self) -> None:
        """Let a screen reader, which stays with the field, say what Enter would open."""
        row = self.list.current_row()
        self.search_edit.setAccessibleDescription(
            (row.spoken or row.text) if row is not None else self.say_label.text()
        )

    def open_current(self) -> None:
        """Go to what is chosen."""
        row = self.list.current_row()
        if row is not None:
            self.open_row(row.key)

    def open_row(self, key: str) -> None:
        """Go to a record, do what a menu offers, or show more of a kind."""
        if key in self._records:
            kind, record = self._records[key]
            self.accept()
            self.record_chosen.emit(kind, record)
        elif key in self._actions:
            action = self._actions[key]
            self.accept()
            self.command_chosen.emit(action)
        elif key.startswith("more/"):
            self._widen(Kind(key.removeprefix("more/")))

    def _widen(self, kind: Kind) -> None:
        shown = {key for key, (of, _record) in self._records.items() if of is kind}
        self._most[kind] += WIDER
        self.refresh()
        new = next((key for key, (of, _record) in self._records.items() if of is kind and key not in shown), "")
        self.list.set_rows(self.list.found.rows, new)
        self._tell_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the keyboard is in the field."""
        if watched is self.search_edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                self.list.step(step)
                self._tell_current()
                return True
        return super().eventFilter(watched, event)
