"""The clients: find one, and see all about it: what it was told, how it went, whether it is still there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.actions.clients import ClientFile, edit_client_note, read_client_file
from desktop.dialogs.page import stacked
from desktop.dialogs.printable import PrintablePage
from desktop.session import Session
from desktop.wording import clients as words
from desktop.wording import outcome as outcomes
from desktop.wording.promises import DOT, shape_of
from desktop.wording.typed import typed
from framework.deal import Stage
from resources.words import tr
from storage.book import News
from storage.clients import ClientLine, client_lines, read_client
from storage.intake import OUTCOME_TOPICS as TOPICS
from storage.trouble import Conflict, Trouble
from widgets.card import LeadLabel, Muted, PlainLabel
from widgets.filter_bar import SearchField
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S

if TYPE_CHECKING:
    from desktop.printing.page import Page as Paper

MOST_LISTED = 500
NEWS = TOPICS | {"client", "deal", "promise", "promise_move", "question", "decision", "request", "answer"}


class Clients(PrintablePage):
    """A list with a search field at the left, the page of the chosen client at the right.

    Signals: `told(text, can_undo)`, `deal_requested(id)`, `question_requested(id)`, `look_back_requested(id)`.
    """

    told = Signal(str, bool)
    deal_requested = Signal(str)
    question_requested = Signal(str)
    look_back_requested = Signal(str)

    def __init__(self, session: Session, client_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Clients"), parent)
        self._session = session
        self._chosen = client_id
        self._lines: tuple[ClientLine, ...] = ()
        self.found: ClientFile | None = None
        self.search_edit = SearchField(tr("Find a client"))
        self.list_card = RowsCard()
        self.right = QWidget()
        self.name_label = PlainLabel("", "heading", elide=True)
        self.head_label = Muted("")
        self.note_label = LeadLabel("")
        self.note_button = QPushButton(tr("Write a note…"))
        self.deals_card, self.told_card, self.went_card = RowsCard(), RowsCard(), RowsCard()
        self.looks_card, self.questions_card = RowsCard(), RowsCard()
        self._cards = (self.went_card, self.looks_card, self.told_card, self.questions_card, self.deals_card)
        self._lay_out()
        self._connect()
        self.refresh()
        self.resize(980, 640)
        self.search_edit.setFocus()

    def _lay_out(self) -> None:
        self.note_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.note_button)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.head_label)
        column.addWidget(self.note_label)
        column.addWidget(stacked(self._cards), 1)
        self.add_list_beside(self.search_edit, self.list_card, self.right, 4)

    def _connect(self) -> None:
        self.search_edit.search_changed.connect(self._find)
        self.list_card.row_activated.connect(self.show_client)
        self.list_card.row_changed.connect(self.show_client)
        self.note_button.clicked.connect(self.edit_note)
        for card in (self.deals_card, self.told_card, self.went_card):
            card.row_activated.connect(self._open_deal)
        self.looks_card.row_activated.connect(self._open_look_back)
        self.questions_card.row_activated.connect(self._open_question)
        self._session.news_came.connect(self._take_news)

    # Showing

    def refresh(self) -> None:
        """Read the clients anew; the chosen one stays chosen."""
        self._lines = client_lines(self._session.book)
        self._list()

    def _take_news(self, news: News) -> None:
        if NEWS & news.topics.keys():
            self.refresh()

    def _find(self, _words: str) -> None:
        self._list()

    def _list(self) -> None:
        wanted = self.search_edit.text().strip().casefold().split()
        found = [line for line in self._lines if all(word in line.name.casefold() for word in wanted)]
        shown = found[:MOST_LISTED]
        # Who was asked for by name stays in sight, however long the list is.
        shown += [line for line in found[MOST_LISTED:] if line.id == self._chosen]
        rows = [
            Row(line.id, (Cell(typed(line.name), "strong"), Cell(words.client_line(line), "small", "muted")))
            for line in shown
        ]
        count = len(found)
        said = tr("1 client") if count == 1 else tr("{count} clients").format(count=count)
        self.list_card.set_content(
            "",
            rows,
            note=said if count else "",
            empty_text=tr("No client is called so.") if self._lines else tr("Clients come with their first deal."),
            stacked=True,
        )
        self.list_card.view.setAccessibleName(tr("Clients"))
        keys = [row.key for row in rows]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        self.list_card.set_current(self._chosen or None)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the chosen client into sight."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.list_card.show_current)

    def show_client(self, client_id: str) -> None:
        """Show the page of a client."""
        self._chosen = client_id
        self.list_card.set_current(client_id)
        self._show()

    def _show(self) -> None:
        session = self._session
        self.found = found = read_client_file(session.book, self._chosen, digits=session.digits)
        self.right.setVisible(found is not None)
        for button in (self.preview_button, self.pdf_button, self.print_button):
            button.setEnabled(found is not None)
        if found is None:
            return
        note = found.client.note
        self.name_label.setText(found.client.name)
        self.head_label.setText("\n".join(words.head_lines(found, session.business, session.desk.zone)))
        self.note_label.set_texts("", note)
        self.note_label.setVisible(bool(note))
        self.note_button.setText(tr("Change the note…") if note else tr("Write a note…"))
        self.note_button.setVisible(not session.book.read_only_because)
        self._fill(self.went_card, tr("How it went"), self._went())
        self._fill(self.looks_card, tr("Looks back"), self._looks())
        self._fill(self.told_card, tr("What they were told"), self._told())
        self._fill(self.questions_card, tr("Questions and decisions"), self._questions())
        self._fill(self.deals_card, tr("Deals"), self._deals())

    def _fill(self, card: RowsCard, title: str, rows: list[Row]) -> None:
        """Show a card; one without rows would only say that there is none."""
        card.setVisible(bool(rows))
        card.set_content(title, rows, stacked=True)

    def _went(self) -> list[Row]:
        assert self.found is not None
        rows = []
        for told in reversed(self.found.delivered):
            line = outcomes.result_line(told.deal, told.received, self._session.business)
            head = DOT.join((words.deal_name(told.deal, self._session.business), outcomes.delivered_words(told.deal)))
            said = line or tr("Nobody has said yet how it went.")
            rows.append(Row(told.deal.id, (Cell(head, "strong"), Cell(said, "small", "muted"))))
        return rows

    def _looks(self) -> list[Row]:
        assert self.found is not None
        rows, today, business = [], self._session.today, self._session.business
        for told in reversed(self.found.delivered):
            for look in told.looks:
                head = DOT.join((outcomes.look_back_name(look), words.deal_name(told.deal, business)))
                line = outcomes.look_back_line(look, told.deal, business, today)
                zone = outcomes.look_back_zone(look, told.deal, today)
                rows.append(Row(look.id, (Cell(head, zone=zone), Cell(line, "small", "muted"))))
        return rows

    def _told(self) -> list[Row]:
        assert self.found is not None
        rows, session = [], self._session
        for told in self.found.deals:
            dated = words.date_words(told)
            if dated is not None:
                head = DOT.join((dated[0], words.deal_name(told.deal, session.business)))
                rows.append(Row(told.deal.id, (Cell(head, "strong"), Cell(dated[1], "small", "muted"))))
            for promise in told.promises:
                line = words.promise_words(told, promise, session.business, session.desk.zone, session.today)
                zone = shape_of(promise, session.today)
                key = f"{told.deal.id}:{promise.id}"
                rows.append(Row(key, (Cell(promise.say, zone=zone), Cell(line, "small", "muted"))))
        return rows

    def _questions(self) -> list[Row]:
        assert self.found is not None
        return [
            Row(f"{key}:{number}", (Cell(what, "strong"), Cell(said, "small", "muted")))
            for told in self.found.deals
            for number, (key, what, said) in enumerate(
                words.question_lines(told, self._session.business, self._session.desk.zone)
            )
        ]

    def _deals(self) -> list[Row]:
        assert self.found is not None
        business = self._session.business
        return [
            Row(
                told.deal.id,
                (
                    Cell(words.deal_name(told.deal, business), "strong"),
                    Cell(words.deal_words(told.deal, business), "small", "muted"),
                ),
            )
            for told in self.found.deals
        ]

    # Doing

    def _open_deal(self, key: str) -> None:
        deal_id = key.partition(":")[0]
        self.accept()
        self.deal_requested.emit(deal_id)

    def _open_question(self, key: str) -> None:
        kind, row_id, _number = key.split(":")
        self.accept()
        (self.question_requested if kind == "question" else self.deal_requested).emit(row_id)

    def _open_look_back(self, look_id: str) -> None:
        told = None if self.found is None else self.found.delivered
        if told and any(each.deal.stage is Stage.DELIVERED for each in told):
            self.look_back_requested.emit(look_id)

    def edit_note(self) -> None:
        """Ask for the note on the client; when somebody else wrote one meanwhile, ask again with both in sight."""
        from desktop.dialogs.note import ask_note

        if self.found is None:
            return
        session, client = self._session, self.found.client
        note = ask_note(self, client.name, client.note)
        while note is not None:
            try:
                edit_client_note(book=session.book, who=session.author, client=client, note=note)
            except Conflict as conflict:
                client = read_client(session.book, client.id) or client
                note = ask_note(self, client.name, note, conflict.say, client.note)
            except Trouble as trouble:
                note = ask_note(self, client.name, note, trouble.say)
            else:
                self.told.emit(tr("Note on {client} saved.").format(client=typed(client.name)), True)
                return

    def paper(self) -> "Paper | None":
        """Return all about the client as it prints."""
        if self.found is None:
            return None
        from desktop.printing.client_page import client_page

        session = self._session
        return client_page(self.found, session.business, session.today, session.desk.zone)
