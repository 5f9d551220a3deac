"""A meeting that was held on paper, typed in by keyboard in the order of the sheet (framework.md section 8)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.meeting_paper import PaperLine, paper_agenda, take_in_paper_meeting
from desktop.dialogs.editor import Editor
from desktop.dialogs.paper_lines import PaperLines
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.agenda import empty_section, item_say, line_number, meeting_people, section_counts, section_title
from desktop.wording.minutes import outcome_words
from framework.agenda import Agenda, AgendaSection, ItemKind, item_key, listed
from framework.meeting import Meeting, SectionKind
from framework.minutes import HIGHEST_RATING, LOWEST_RATING, EntryKind, Outcome
from resources.words import tr
from widgets.card import Card, Heading, Muted
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.letter_line import LetterLine
from widgets.tab_order import follow
from widgets.tokens import SPACE_M
from widgets.value_edits import WholeEdit

LETTERS = {"s": Outcome.SETTLED, "p": Outcome.PUT_OFF, "m": Outcome.MOVED_UP, "d": Outcome.DROPPED}
LONGEST = 480


class PaperMeeting(Editor):
    """The sheet as it was printed: a letter for each line, then what was written by hand, and how good it was.

    `meetings` are those without minutes, the first is chosen. Enter goes on from field to field, and from an empty
    line to the next heading; nothing is kept before Save, and all of it is one change.
    """

    def __init__(self, session: Session, meetings: tuple[Meeting, ...], parent: QWidget | None = None) -> None:
        super().__init__(tr("A meeting held on paper"), parent, save=tr("Take in"))
        self._session, self._meetings = session, meetings
        self.agenda: Agenda = paper_agenda(session.book, session.desk, meetings[0])
        self.meeting_box = ChoiceBox(tr("Which meeting"))
        self.people_label = Muted("", "small")
        self.sheet = QWidget()
        self.items: dict[str, LetterLine] = {}
        people = [(person.id, person.name) for person in session.business.people]
        self.blocks = [
            PaperLines(kind, heading, hint, people, self._today)
            for kind, heading, hint in (
                (EntryKind.ACTION, tr("Actions"), tr("What will be done, who does it, by when.")),
                (EntryKind.DECISION, tr("Decisions"), ""),
                (EntryKind.CLIENT, tr("Words to clients"), tr("What a client is told, by whom, by when.")),
                (EntryKind.LOOKING_BACK, tr("Parked, because it looks back"), ""),
            )
        ]
        self.close_form = FormGrid(4)
        self.rating_edits = {
            person: WholeEdit(lowest=LOWEST_RATING, highest=HIGHEST_RATING) for person, _name in people
        }
        self.used_edit = WholeEdit(lowest=1, highest=LONGEST, unit=tr("min"))
        self._lay_out(people)
        self._connect()
        self._show_agenda()
        self.resize(860, 660)
        self.meeting_box.setFocus()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self, people: list[tuple[str, str]]) -> None:
        choices = [(meeting.number, figures.day_long(meeting.day)) for meeting in self._meetings]
        self.meeting_box.set_choices(choices, self._meetings[0].number)
        top = FormGrid()
        top.add_field(tr("Which meeting"), self.meeting_box)
        self.column.addWidget(top)
        self.column.addWidget(self.people_label)
        letters = Muted(
            tr(
                "One letter for each line: S settled (an action: done), P put off, M moved up, D dropped. "
                "Enter or Space goes on, Backspace takes the letter back."
            ),
            "small",
        )
        # Above what scrolls: it is needed on every line.
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, letters)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.column.addWidget(self.sheet)
        for block in self.blocks:
            self.column.addWidget(block)
        close = Card()
        close.column.addWidget(Heading(tr("At the close")))
        close.column.addWidget(
            Muted(tr("How good the meeting was, from 1 to 10. Leave out what nobody said."), "small")
        )
        for person, name in people:
            self.close_form.add_field(name, self.rating_edits[person])
        self.close_form.add_field(tr("It took"), self.used_edit)
        close.column.addWidget(self.close_form)
        self.forms = [self.close_form]
        self.column.addWidget(close)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.meeting_box.activated.connect(self._choose)
        # Enter is for going on; it saves only where it stands on the button.
        self.save_button.setDefault(False)
        for block in self.blocks:
            block.row_added.connect(self._order)
            block.erred.connect(self.say)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._scroll_to)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab follow the sheet."""
        super().showEvent(event)
        self.save_button.setDefault(False)
        self._order()

    def _order(self) -> None:
        inside = self.column.parentWidget()
        assert inside is not None
        follow(self, [inside, self.save_button, self.cancel_button()])

    def _scroll_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = self.column.parentWidget()
        area = self.findChild(QScrollArea)
        if new is not None and inside is not None and area is not None and inside.isAncestorOf(new):
            area.ensureWidgetVisible(new, 0, 60)

    # The sheet

    def _choose(self) -> None:
        meeting = next(each for each in self._meetings if each.number == self.meeting_box.currentData())
        self.agenda = paper_agenda(self._session.book, self._session.desk, meeting)
        self._show_agenda()

    def _show_agenda(self) -> None:
        """Show the lines of the agenda; a letter that was given to the same thing stays."""
        given = {key: line.value() for key, line in self.items.items()}
        self.items = {}
        column = self.sheet.layout()
        assert isinstance(column, QVBoxLayout)
        while (place := column.takeAt(0)) is not None:
            card = place.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        business, meeting = self._session.business, self.agenda.meeting
        for number, section in enumerate(self.agenda.sections, start=1):
            column.addWidget(self._section_card(number, section))
        for key, line in self.items.items():
            line.set_value(given.get(key, ""))
        people = meeting_people(meeting, business)
        self.people_label.setText(people)
        self.people_label.setVisible(bool(people))
        self._order()

    def _section_card(self, number: int, section: AgendaSection) -> Card:
        business, day = self._session.business, self.agenda.meeting.day
        card = Card()
        title = section_title(section.kind, business)
        card.column.addWidget(Heading(tr("{number}. {title}").format(number=figures.number(number), title=title)))
        counts = section_counts(section)
        if counts:
            card.column.addWidget(Muted(counts, "small"))
        ahead = self._ahead()
        for place, item in listed(section):
            say = item_say(item, business, day, told=item.deal_id in ahead)
            line = LetterLine(line_number(number, place), say, _letters(item.kind))
            line.stepped.connect(self._step)
            self.items[item_key(item)] = line
            card.column.addWidget(line)
        if not listed(section) and not section.loads and empty_section(section.kind):
            card.column.addWidget(Muted(empty_section(section.kind)))
        return card

    def _ahead(self) -> set[str | None]:
        """Return the deals whose reasons stand in the list of those ahead, as on the printed sheet."""
        return {
            item.deal_id
            for section in self.agenda.sections
            if section.kind is SectionKind.DEALS_AHEAD
            for item in section.items
        }

    def _step(self, lines: int) -> None:
        self.focusNextPrevChild(lines > 0)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
            else:
                self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        here = QApplication.focusWidget()
        for at, block in enumerate(self.blocks):
            for row in block.rows:
                if here is row.say_edit and row.is_empty():
                    self._focus_after(at)
                    return
        self.focusNextPrevChild(True)

    def _focus_after(self, at: int) -> None:
        if at + 1 < len(self.blocks):
            self.blocks[at + 1].rows[0].say_edit.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            first = next(iter(self.rating_edits.values()), self.used_edit)
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # Saving

    def is_changed(self) -> bool:
        """Say whether anything was typed."""
        numbers = [*self.rating_edits.values(), self.used_edit]
        return (
            any(line.value() for line in self.items.values())
            or any(not block.is_empty() for block in self.blocks)
            or any(edit.text().strip() for edit in numbers)
        )

    def ready(self) -> bool:
        """Take what is being typed; say whether every field can be read."""
        return all([block.finish() for block in self.blocks]) and super().ready()

    def save(self) -> str:
        """Take the meeting in."""
        lines: list[PaperLine] = [line for block in self.blocks for line in block.lines()]
        ratings = {person: edit.whole() for person, edit in self.rating_edits.items()}
        take_in_paper_meeting(
            book=self._session.book,
            who=self._session.author,
            desk=self._session.desk,
            agenda=self.agenda,
            outcomes={key: Outcome(line.value()) for key, line in self.items.items() if line.value()},
            lines=lines,
            ratings={person: rating for person, rating in ratings.items() if rating is not None},
            used=self.used_edit.whole(),
        )
        return tr("The meeting of {day} is taken in.").format(day=figures.day_month(self.agenda.meeting.day))

    def unsaved(self) -> str:
        """Ask where something was typed."""
        return tr("What you typed is not saved yet. Take it in, or let it go.") if self.is_changed() else ""


def _letters(kind: ItemKind) -> dict[str, tuple[str, str]]:
    """Return what each letter says of a line of that kind."""
    found = {letter: (outcome.value, outcome_words(outcome)) for letter, outcome in LETTERS.items()}
    if kind is ItemKind.ACTION:
        found["s"] = (Outcome.SETTLED.value, tr("done"))
    return found
