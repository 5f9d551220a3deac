"""After delivery for many deals: a table that is typed in row by row and saved as one goes (framework.md section 3)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from desktop.actions.outcome import Entry, check_said, record_outcome, record_outcomes
from desktop.dialogs.page import Page
from desktop.session import Session
from desktop.wording import deliveries as words
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.outcome import Received, Said, said_of
from resources.words import tr
from storage.book import News
from storage.intake import OUTCOME_TOPICS as TOPICS
from storage.outcome import delivered_lately, read_received, without_outcome
from storage.question_cases import read_deals
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel
from widgets.entry_table import EntryColumn, EntryRow, EntryTable
from widgets.filter_bar import FilterChips

DUE, SOLD, LATELY = "due", "sold", "lately"
MOST = 300
"""More than anybody types in at once; the chips count all."""
FIRST = 3
"""The first column that is typed in: what stands before it says which deal it is."""


class _Line(NamedTuple):
    """A deal as it was read, with what was typed and not saved yet, and what is wrong with it."""

    deal: Deal
    received: Received
    said: Said
    texts: dict[int, str]
    wrong: dict[int, str]


class Deliveries(Page):
    """The table. `deal_requested(id)` on Enter in one of the first columns, when the page closes."""

    deal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("After delivery, deal by deal"), parent)
        self._session = session
        self._lines: dict[str, _Line] = {}
        self._writing = False
        self.chips = FilterChips()
        self.table = EntryTable(tr("How the deals went"), _columns())
        self.hint_label = Muted(
            tr(
                "Type as in a spreadsheet: Enter goes down, Tab goes on, Ctrl+V takes a column copied elsewhere. "
                "Rework is y or n, the score 1 to 5. Otherwise than promised: d different, l late, b below what they "
                "expected. A row is saved when you leave it."
            ),
            "small",
        )
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.empty_label = Muted("")
        self.undo_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self.chips.filter_chosen.connect(self._choose)
        self.table.typed.connect(self._take)
        self.table.pasted.connect(self._take_many)
        self.table.row_left.connect(self.save_row)
        self.table.opened.connect(self._open)
        self.undo_button.clicked.connect(self.undo)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WindowShortcut)
        undo.activated.connect(self.undo)
        session.news_came.connect(self._take_news)
        self.refresh()
        if not self._lines:
            # What is on its way is the next thing to type in.
            self.chips.set_current(SOLD)
            self.refresh()
        self.resize(1000, 600)
        self.table.go_to_first()

    def _lay_out(self) -> None:
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        self.say_label.hide()
        self.column.addWidget(self.chips)
        self.column.addWidget(self.hint_label)
        self.column.addWidget(self.empty_label, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.say_label)

    # Showing

    def refresh(self) -> None:
        """Read the deals of the chosen kind anew; what was typed and not saved is let go."""
        book, today, digits = self._session.book, self._session.today, self._session.digits
        due = [each.deal_id for each in without_outcome(book, today)]
        sold = [key for (key,) in book.rows(_SOLD)]
        lately = delivered_lately(book, today)
        self.chips.set_filters(
            (
                (DUE, tr("Nobody has said yet"), len(due)),
                (SOLD, tr("Won, not delivered"), len(sold)),
                (LATELY, tr("Delivered lately"), len(lately)),
            )
        )
        ids = {SOLD: sold, LATELY: lately}.get(self.chips.current() or DUE, due)[:MOST]
        deals = read_deals(book, ids, digits=digits)
        self._lines = {}
        for key in ids:
            if key in deals:
                self._lines[key] = _read(deals[key], read_received(book, key))
        self._show()

    def _show(self) -> None:
        rows = [self._row(key, line) for key, line in self._lines.items()]
        self.table.setVisible(bool(rows))
        self.hint_label.setVisible(bool(rows))
        self.empty_label.setVisible(not rows)
        self.empty_label.setText(
            tr("Of every deal whose day is over it is said how it went.")
            if self.chips.current() in (None, DUE)
            else tr("There is none yet.")
        )
        self.table.set_rows(rows)
        label = self._session.book.undo_label
        self.undo_button.setVisible(label is not None)
        self.undo_button.setText(tr("Undo: {label}").format(label=label or "").replace("&", "&&"))

    def _row(self, key: str, line: _Line) -> EntryRow:
        deal, business = line.deal, self._session.business
        offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
        first = deal.first_promised_on or deal.promised_on
        fixed = (
            typed(deal.client),
            typed(offering.name) if offering is not None else tr("Not in the catalogue"),
            "" if first is None else figures.day_year(first),
        )
        texts = [*fixed, *words.said_texts(line.said, self.locale())]
        for column, text in line.texts.items():
            texts[column] = text
        return EntryRow(key, tuple(texts), tuple(line.wrong.items()))

    def _choose(self, _key: str) -> None:
        self.save_all()
        self.refresh()
        self.table.go_to_first()

    def _take_news(self, news: News) -> None:
        """Show what somebody else has changed; rows that are being typed in stay as they are."""
        if self._writing or not (TOPICS | {"deal", "client"}) & news.topics.keys():
            return
        self._reread([key for key, line in self._lines.items() if line.said == _said(line) and not line.wrong])

    def _reread(self, keys: Sequence[str]) -> None:
        book = self._session.book
        deals = read_deals(book, keys, digits=self._session.digits)
        for key in keys:
            if key in deals:
                line = self._lines[key]
                now = _read(deals[key], read_received(book, key))
                # What can't be kept stays in sight.
                self._lines[key] = now._replace(texts=line.texts, wrong=line.wrong)
            else:
                del self._lines[key]
        self._show()

    # Typing

    def _take(self, key: str, column: int, text: str) -> None:
        self._read_cell(key, column, text)
        self._show()

    def _take_many(self, cells: list[tuple[str, int, str]]) -> None:
        """Take what was pasted, and keep it as one change."""
        for key, column, text in cells:
            self._read_cell(key, column, text)
        self._show()
        self.save_all()

    def _read_cell(self, key: str, column: int, text: str) -> None:
        line = self._lines[key]
        texts, wrong = dict(line.texts), dict(line.wrong)
        texts.pop(column, None)
        wrong.pop(column, None)
        said = line.said
        try:
            said = words.with_text(said, column - FIRST, text, self.locale(), self._session.today, self._session.digits)
            check_said(line.deal, said, self._session.today, self._session.digits)
        except Trouble as trouble:
            texts[column], wrong[column] = text, trouble.say
            said = line.said
        self._lines[key] = _Line(line.deal, line.received, said, texts, wrong)
        self._say(next(iter(wrong.values()), ""))

    # Saving

    def save_row(self, key: str) -> None:
        """Keep what was typed in a row; nothing happens when it says what is kept already."""
        self._save([key])

    def save_all(self) -> None:
        """Keep what was typed in all rows, as one change."""
        self._save(list(self._lines))

    def _save(self, keys: Sequence[str]) -> None:
        session = self._session
        entries = []
        for key in keys:
            line = self._lines.get(key)
            if line is not None and line.said != _said(line):
                entries.append(Entry(line.deal, line.received, line.said))
        if not entries:
            return
        given: dict[str, Any] = {
            "book": session.book,
            "who": session.author,
            "today": session.today,
            "digits": session.digits,
        }
        self._writing = True
        try:
            if len(entries) == 1:
                deal, received, said, _kept = entries[0]
                record_outcome(**given, deal=deal, received=received, said=said)
            else:
                record_outcomes(**given, entries=entries)
        except Trouble as trouble:
            # What was typed stays; the next try rests on the deals as they are by now.
            self._rest_on_what_is_there([entry.deal.id for entry in entries])
            self._say(trouble.say)
        else:
            self._reread([entry.deal.id for entry in entries])
        finally:
            self._writing = False

    def _rest_on_what_is_there(self, keys: Sequence[str]) -> None:
        book = self._session.book
        deals = read_deals(book, keys, digits=self._session.digits)
        for key in keys:
            if key in deals:
                line = self._lines[key]
                self._lines[key] = line._replace(deal=deals[key], received=read_received(book, key))

    def undo(self) -> None:
        """Put back what was saved last."""
        session = self._session
        self.save_all()
        self._say("")
        self._writing = True
        try:
            session.book.undo(who=session.author)
        except Trouble as trouble:
            self._say(trouble.say)
        finally:
            self._writing = False
        self._reread(list(self._lines))

    def _say(self, say: str) -> None:
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))

    def _open(self, key: str) -> None:
        self.reject()
        if self.isHidden():
            self.deal_requested.emit(key)

    def done(self, result: int) -> None:
        """Keep what was typed before the page closes; what can't be kept is said first."""
        self.save_all()
        wrong = next((say for line in self._lines.values() for say in line.wrong.values()), "")
        if wrong and self.say_label.text() != _asked(wrong):
            self._say(_asked(wrong))
            return
        super().done(result)


_SOLD = "SELECT id FROM deal WHERE stage IN ('won', 'in delivery') ORDER BY (promised_on IS NULL), promised_on, id"


def _asked(wrong: str) -> str:
    return tr("{trouble} Put it right, or close again to let it go.").format(trouble=wrong)


def _said(line: _Line) -> Said:
    return said_of(line.deal, line.received)


def _read(deal: Deal, received: Received) -> _Line:
    return _Line(deal, received, said_of(deal, received), {}, {})


def _columns() -> tuple[EntryColumn, ...]:
    return (
        EntryColumn(tr("Client"), typed=False),
        EntryColumn(tr("What"), typed=False),
        EntryColumn(tr("First promised"), typed=False),
        EntryColumn(tr("Delivered on")),
        EntryColumn(tr("Rework"), keys="yn"),
        EntryColumn(tr("What again")),
        EntryColumn(tr("Hours"), is_number=True),
        EntryColumn(tr("Cost"), is_number=True),
        EntryColumn(tr("Score"), keys="12345"),
        EntryColumn(tr("What the client said")),
        EntryColumn(tr("Otherwise")),
    )
