"""The meetings that were held, newest first: find any word in their minutes, read, print and put right (section 8)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.minutes_line import MinutesLine
from desktop.dialogs.page import Page, stacked
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import minutes as words
from desktop.wording.agenda import section_title
from desktop.wording.typed import typed
from framework.minutes import Entry, EntryKind, HeldMeeting, HeldSection
from resources.words import tr
from storage.book import News
from storage.held_meetings import TOPICS, held_meetings
from storage.trouble import Trouble
from widgets.card import Heading, Muted, PlainLabel
from widgets.filter_bar import SearchField
from widgets.rows_card import Cell, Row, RowsCard
from widgets.tokens import SPACE_M, SPACE_S

ORDER = (EntryKind.DECISION, EntryKind.ACTION, EntryKind.CLIENT, EntryKind.NOTE, EntryKind.LOOKING_BACK)


class HeldMeetings(Page):
    """A list with a search field at the left, the minutes of the chosen meeting at the right.

    Signals: `told(text, can_undo)`.
    """

    told = Signal(str, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Minutes of the meetings"), parent)
        self._session = session
        self._meetings: tuple[HeldMeeting, ...] = ()
        self._lines: dict[str, tuple[str, ...]] = {}
        self._chosen = ""
        self.search_edit = SearchField(tr("Find in all minutes"))
        self.list_card = RowsCard()
        self.title_label = Heading("")
        self.about_label = Muted("")
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.preview_button = QPushButton(tr("Preview"))
        self.pdf_button = QPushButton(tr("Save PDF"))
        self.print_button = QPushButton(tr("Print minutes"))
        self.written_card, self.items_card = RowsCard(), RowsCard()
        self.right = QWidget()
        self._lay_out()
        self._connect()
        self.refresh()
        self.resize(980, 640)
        self.search_edit.setFocus()

    def _lay_out(self) -> None:
        self.print_button.setProperty("primary", "true")
        self.say_label.hide()
        self.items_card.set_activatable(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        for button in (self.preview_button, self.pdf_button, self.print_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self.title_label, 1)
        head.addLayout(buttons)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.about_label)
        column.addWidget(self.say_label)
        column.addWidget(stacked((self.written_card, self.items_card)), 1)
        self.add_list_beside(self.search_edit, self.list_card, self.right, 3)

    def _connect(self) -> None:
        self.search_edit.search_changed.connect(self._find)
        self.list_card.row_activated.connect(self.show_meeting)
        self.list_card.row_changed.connect(self.show_meeting)
        self.written_card.row_activated.connect(self.edit_line)
        self.preview_button.clicked.connect(self.preview)
        self.print_button.clicked.connect(self.print_page)
        self.pdf_button.clicked.connect(self.save_pdf)
        self._session.news_came.connect(self._take_news)

    # Showing

    def refresh(self) -> None:
        """Read the meetings anew; the chosen one stays chosen."""
        self._meetings = held_meetings(self._session.book)
        business = self._session.business
        self._lines = {each.id: words.searchable(each, business) for each in self._meetings}
        self._list()

    def _take_news(self, news: News) -> None:
        if TOPICS & news.topics.keys():
            self.refresh()

    def _find(self, _words: str) -> None:
        self._list()

    def _list(self) -> None:
        wanted = self.search_edit.text()
        rows = []
        for meeting in self._meetings:
            line = words.found_line(self._lines[meeting.id], wanted)
            if line is not None:
                said = line if wanted.strip() else words.meeting_line(meeting)
                cells = (Cell(figures.day_year(meeting.day), "strong"), Cell(said, "small", "muted"))
                rows.append(Row(meeting.id, cells))
        count = len(rows)
        said = tr("{count} meeting") if count == 1 else tr("{count} meetings")
        self.list_card.set_content(
            tr("Held"),
            rows,
            note=said.format(count=figures.number(count)),
            columns=(1, 2),
            empty_text=tr("These words are in no minutes.") if self._meetings else tr("No meeting was held yet."),
            stacked=True,
        )
        keys = [row.key for row in rows]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        self.list_card.set_current(self._chosen or None)
        self._show()

    def show_meeting(self, meeting_id: str) -> None:
        """Show the minutes of a meeting."""
        self._chosen = meeting_id
        self.list_card.set_current(meeting_id)
        self._show()

    def show_line(self, meeting_id: str, entry_id: str) -> None:
        """Show the minutes of a meeting at one of their lines."""
        self.show_meeting(meeting_id)
        if self.written_card.set_current(entry_id):
            self.written_card.view.setFocus()

    @property
    def meeting(self) -> HeldMeeting | None:
        """The meeting whose minutes are shown."""
        return next((each for each in self._meetings if each.id == self._chosen), None)

    def _show(self) -> None:
        meeting, business = self.meeting, self._session.business
        self.right.setVisible(meeting is not None)
        if meeting is None:
            return
        self.title_label.setText(words.meeting_name(meeting))
        parts = (
            words.held_times(meeting, self._session.desk.zone),
            words.held_people(meeting, business),
            words.outcome_counts(meeting),
            words.looking_back_words(meeting),
            words.rating_words(meeting, business),
        )
        self.about_label.setText(" · ".join(part for part in parts if part))
        entries = sorted(meeting.entries, key=lambda entry: ORDER.index(entry.kind))
        can_write = not self._session.book.read_only_because
        self.written_card.set_activatable(can_write)
        self.written_card.set_content(
            tr("Written down"),
            [self._entry_row(entry) for entry in entries],
            note=tr("Enter changes a line") if can_write else "",
            columns=(1, 3, 1.4),
            empty_text=tr("Nothing was written down."),
        )
        rows = [row for section in meeting.sections for row in self._section_rows(section, meeting)]
        self.items_card.set_content(tr("The agenda"), rows, columns=(4, 1))

    def _entry_row(self, entry: Entry) -> Row:
        business = self._session.business
        who = " ".join(part for part in (words.entry_who(entry, business), words.entry_by(entry)) if part)
        kind = Cell(words.kind_words(entry.kind), "small-strong", "muted")
        return Row(entry.id, (kind, Cell(typed(entry.say)), Cell(who, "small", "muted")))

    def _section_rows(self, section: HeldSection, meeting: HeldMeeting) -> list[Row]:
        heading = section_title(section.kind, self._session.business)
        minutes = words.section_time(section, meeting.on_paper)
        rows = [Row(section.id, (Cell(heading, "small-strong"), Cell(minutes, "small", "muted")))]
        for held in section.items:
            became = Cell(words.outcome_words(held.outcome), "small", "muted")
            rows.append(Row(held.id, (Cell(words.held_say(held)), became)))
        return rows

    # Doing

    def edit_line(self, entry_id: str) -> None:
        """Change a line of the minutes, or take it out."""
        meeting = self.meeting
        entry = next((each for each in meeting.entries if each.id == entry_id), None) if meeting else None
        if entry is None or self._session.book.read_only_because:
            return
        editor = MinutesLine(self._session, entry, self)
        editor.saved.connect(self._tell)
        editor.open()

    def _tell(self, say: str) -> None:
        self.told.emit(say, True)

    # Paper

    def preview(self) -> None:
        """Show the minutes as they print."""
        if self.meeting is not None:
            from desktop.printing.minutes_page import minutes_page
            from desktop.printing.preview import preview

            preview(self, minutes_page(self.meeting, self._session.business, self._session.desk.zone))

    def print_page(self) -> None:
        """Print the minutes."""
        if self.meeting is None:
            return
        from desktop.printing.minutes_page import minutes_page
        from desktop.printing.preview import print_page

        try:
            print_page(self, minutes_page(self.meeting, self._session.business, self._session.desk.zone), self._say)
        except Trouble as trouble:
            self._say(trouble.say)

    def save_pdf(self) -> None:
        """Save the minutes as PDF where the person wants it."""
        if self.meeting is None:
            return
        from desktop.printing.minutes_page import minutes_page
        from desktop.printing.preview import ask_and_save_pdf

        page = minutes_page(self.meeting, self._session.business, self._session.desk.zone)
        try:
            saved = ask_and_save_pdf(self, page)
        except Trouble as trouble:
            self._say(trouble.say)
            return
        if saved is not None:
            self._say("")
            self.told.emit(tr("Saved {name}.").format(name=saved.name), False)

    def _say(self, say: str) -> None:
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))
