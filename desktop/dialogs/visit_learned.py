"""What was learned on a visit becomes an item of the next agenda, a shared word, or a proposed rule (section 10)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from desktop.actions.shared_words import LONGEST_WORD
from desktop.actions.visits import learned_agenda_item, learned_rule, learned_word
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import visits as words
from desktop.wording.agenda import section_title
from desktop.wording.typed import typed
from desktop.wording.verdict import zone_words
from framework.agreement import Zone
from framework.meeting import SectionKind
from framework.people import Function
from framework.visits import Became, Visit
from framework.words import Word
from resources.words import tr
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_L

WIDTH = 560


class VisitLearned(Editor):
    """Asks what is made of it. `drafted(text)` tells of a rule that went into the proposal, instead of `saved`."""

    drafted = Signal(str)

    def __init__(self, session: Session, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(tr("Make something of it"), parent)
        self._session, self._visit = session, visit
        self.radios = {
            Became.AGENDA_ITEM: QRadioButton(tr("Talk about it in the next meeting")),
            Became.WORD: QRadioButton(tr("Agree on a word")),
            Became.RULE: QRadioButton(tr("Propose a rule")),
        }
        self._group = QButtonGroup(self)
        self.say_edit = words_edit(self._first_words(), lines=3)
        self.section_box = ChoiceBox(tr("In the section"))
        self.word_edit = QLineEdit()
        self.word_edit.setMaxLength(10 * LONGEST_WORD)
        self.word_edit.setPlaceholderText(tr("Such as “urgent”"))
        self.means_edit = words_edit(lines=3)
        self.ask_radio, self.off_radio = QRadioButton(zone_words(Zone.ASK)), QRadioButton(zone_words(Zone.OFF))
        self._zones = QButtonGroup(self)
        self.why_edit = QLineEdit(self._why())
        self.rule_hint = Muted(
            tr("A sentence that is true or false of a deal. It goes into the proposal; both sides sign it."), "small"
        )
        self.say_form, self.agenda_form, self.word_form, self.rule_form = (FormGrid() for _ in range(4))
        self.forms = [self.say_form, self.agenda_form, self.word_form, self.rule_form]
        self._lay_out()
        self._show()
        self.say_edit.setFocus()

    def _lay_out(self) -> None:
        self.column.addWidget(Muted(words.visit_title(self._visit, self._session.business)))
        for became, radio in self.radios.items():
            self._group.addButton(radio)
            self.column.addWidget(radio)
            radio.setChecked(became is Became.AGENDA_ITEM)
            radio.toggled.connect(self._show)
        business = self._session.business
        sections = [(str(kind), section_title(kind, business)) for kind in SectionKind]
        usual = SectionKind.BOTTLENECKS if words.side_visited(self._visit.kind) == "operations" else None
        self.section_box.set_choices(sections, str(usual or SectionKind.DEALS_AHEAD))
        self.say_form.add_field(tr("In a sentence"), self.say_edit)
        self.agenda_form.add_field(tr("In the section"), self.section_box)
        self.word_form.add_field(tr("The word"), self.word_edit)
        self.word_form.add_field(tr("What it means to the side you visited"), self.means_edit)
        zones = QWidget()
        row = QHBoxLayout(zones)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_L)
        for radio in (self.ask_radio, self.off_radio):
            self._zones.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.ask_radio.setChecked(True)
        self.rule_form.add_field(tr("Where it is true, the deal is"), zones)
        self.rule_form.add_field(tr("Why"), self.why_edit)
        for widget in (self.say_form, self.agenda_form, self.word_form, self.rule_hint, self.rule_form):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.say_edit.moveCursor(QTextCursor.MoveOperation.End)

    def _first_words(self) -> str:
        """Return what the card says that begs to be talked about."""
        visit = self._visit
        return " ".join((visit.surprise or visit.proposal or visit.wrong_about or visit.differently).split())

    def _why(self) -> str:
        day = self._visit.done_on or self._visit.planned_on
        return tr("Seen on {what}, {day}").format(what=words.kind_words(self._visit.kind), day=figures.day_year(day))

    def became(self) -> Became:
        """Return what it is to become."""
        return next(became for became, radio in self.radios.items() if radio.isChecked())

    def _show(self) -> None:
        if not any(radio.isChecked() for radio in self.radios.values()):
            return
        became = self.became()
        self.say_form.setVisible(became is not Became.WORD)
        self.agenda_form.setVisible(became is Became.AGENDA_ITEM)
        self.word_form.setVisible(became is Became.WORD)
        for widget in (self.rule_form, self.rule_hint):
            widget.setVisible(became is Became.RULE)
        self.fit(WIDTH)

    def save(self) -> str:
        """Write it down, as one change."""
        session, visit = self._session, self._visit
        say = self.say_edit.toPlainText()
        match self.became():
            case Became.AGENDA_ITEM:
                section = SectionKind(self.section_box.currentData())
                learned_agenda_item(
                    book=session.book, who=session.author, today=session.today, visit=visit, section=section, say=say
                )
                return tr("On the next agenda: {say}").format(say=typed(" ".join(say.split())[:80]))
            case Became.WORD:
                means = self.means_edit.toPlainText()
                of_sales = words.side_visited(visit.kind) == str(Function.SALES)
                word = Word("", self.word_edit.text(), means if of_sales else "", "" if of_sales else means)
                learned_word(book=session.book, who=session.author, visit=visit, word=word)
                return tr("Added “{word}” to the shared words.").format(word=typed(" ".join(word.word.split())))
        zone = Zone.OFF if self.off_radio.isChecked() else Zone.ASK
        why = self.why_edit.text()
        learned_rule(book=session.book, who=session.author, visit=visit, say=say, zone=zone, why=why)
        self.drafted.emit(tr("Proposed as a rule: {say}").format(say=typed(" ".join(say.split())[:80])))
        return ""
