"""One question of the checklist: its words, when it is needed, what its answers mean, and which offerings it is for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from desktop.actions.checklist import flaw_words
from desktop.dialogs.editor import Editor
from desktop.wording import checklist as words
from desktop.wording.intake import section_words
from desktop.wording.typed import typed
from framework.agreement import Measure, Zone
from framework.business import Business
from framework.checklist import CATALOGUE, SECTIONS, ChecklistItem, Needed, Section
from framework.checklist_versions import question_flaw, tidied
from resources.words import tr
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.tick_list import TickList
from widgets.tokens import SPACE_M

MEANINGS = (None, Zone.ASK, Zone.OFF)


class QuestionEditor(Editor):
    """Changes `item`, or writes a new one (without words) into its section, among `items`.

    `decided(ChecklistItem)` tells what it is to be; nothing is written to the file here. `removed(id)` tells that it is
    to be taken out.
    """

    decided = Signal(object)
    removed = Signal(str)

    def __init__(
        self,
        business: Business,
        item: ChecklistItem,
        items: tuple[ChecklistItem, ...],
        parent: QWidget | None = None,
    ) -> None:
        is_there = any(each.id == item.id for each in items)
        title = tr("Question") if is_there else tr("New question")
        super().__init__(title, parent, remove=tr("Take it out") if is_there else "", save=tr("Done"))
        self._business, self._item, self._items = business, item, items
        self._rule = next((rule for rule in business.agreement.rules if rule.id == item.rule_id), None)
        self._of_rule: QComboBox | None = None
        self.say_edit = QPlainTextEdit()
        self.section_box, self.needed_box, self.follows_box = QComboBox(), QComboBox(), QComboBox()
        self.yes_box, self.no_box, self.unknown_box = QComboBox(), QComboBox(), QComboBox()
        self.some_check = QCheckBox(tr("Only for some offerings"))
        self.offering_ticks = TickList(self._offerings())
        self.form, self.answers = FormGrid(2), FormGrid(3)
        self.follows_label = Muted(
            tr("Yes while the rules about this figure say Sales may promise, no when they don't.")
        )
        self.catalogue_label = Muted(tr("Yes for a deal with an offering of the catalogue, no for any other."))
        self.forms = [self.form, self.answers]
        self._fill()
        self._lay_out()
        self._show(item)
        self.follows_box.currentIndexChanged.connect(self._show_answers)
        self.some_check.toggled.connect(self._show_offerings)
        self._show_answers()
        self.offering_ticks.setVisible(self.some_check.isChecked())
        self.fit(660)
        (self.say_edit if self.say_edit.isEnabled() else self.section_box).setFocus()

    def _fill(self) -> None:
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(2 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        for section in SECTIONS:
            self.section_box.addItem(section_words(section), section.value)
        for needed in Needed:
            self.needed_box.addItem(words.needed_choice(needed), needed.value)
        for follows in (None, CATALOGUE, *(measure.value for measure in Measure)):
            self.follows_box.addItem(words.follows_choice(follows), follows)
        for box in (self.yes_box, self.no_box, self.unknown_box):
            for zone in MEANINGS:
                box.addItem(words.meaning_choice(zone), None if zone is None else zone.value)
        for box in (self.section_box, self.needed_box, self.follows_box, self.yes_box, self.no_box, self.unknown_box):
            # As wide as its column: in some languages the longest choice is wider, and its list shows it whole.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)

    def _offerings(self) -> list[tuple[str, str]]:
        sold = self._business.agreement.offerings or self._business.offerings
        named = self._item.offering_ids
        found = [each for each in self._business.offerings.values() if each.id in sold or each.id in named]
        return sorted(((each.id, typed(each.name)) for each in found), key=lambda pair: pair[1].casefold())

    def _lay_out(self) -> None:
        self.form.add_field(tr("The question"), self.say_edit, tr("So that yes or no answers it"), wide=True)
        self.form.add_field(tr("Section"), self.section_box)
        self.form.add_field(tr("Answer needed"), self.needed_box)
        self.form.add_field(tr("Who answers it"), self.follows_box, wide=True)
        self.answers.add_field(tr("A “yes” means"), self.yes_box)
        self.answers.add_field(tr("A “no” means"), self.no_box)
        self.answers.add_field(tr("A “don't know” means"), self.unknown_box)
        self.rule_label = Muted("")
        for widget in (
            self.form,
            self.follows_label,
            self.catalogue_label,
            self.answers,
            self.rule_label,
            self.some_check,
            self.offering_ticks,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _show(self, item: ChecklistItem) -> None:
        self.say_edit.setPlainText(item.say)
        for box, value in (
            (self.section_box, item.section),
            (self.needed_box, item.needed),
            (self.follows_box, item.follows),
            (self.yes_box, item.yes_means),
            (self.no_box, item.no_means),
            (self.unknown_box, item.unknown_means),
        ):
            box.setCurrentIndex(max(box.findData(None if value is None else str(value)), 0))
        self.some_check.setChecked(bool(item.offering_ids))
        self.some_check.setEnabled(bool(self._offerings()))
        self.offering_ticks.set_ticked(item.offering_ids)
        self._show_rule(item)

    def _show_rule(self, item: ChecklistItem) -> None:
        """What a rule of the agreement says is changed there, and shown here."""
        self.rule_label.setVisible(item.rule_id is not None)
        if item.rule_id is None:
            return
        self.follows_box.setEnabled(False)
        if self._rule is None:
            self.rule_label.setText(
                tr("This asks about a rule that is no longer in the agreement, so that nobody is asked.")
            )
            return
        self.rule_label.setText(
            tr("This asks about a rule of the agreement. What it leads to is changed there: Agreement, Rules.")
        )
        turned = item.no_means is not None
        box = self._of_rule = self.no_box if turned else self.yes_box
        box.setCurrentIndex(box.findData(str(self._rule.zone)))
        box.setEnabled(False)
        if not turned:
            self.say_edit.setPlainText(self._rule.say or item.say)
            self.say_edit.setEnabled(False)

    def _show_answers(self) -> None:
        """A figure answers by itself; then nobody says what the answers mean, but for the catalogue."""
        follows = self.follows_box.currentData()
        self.answers.setVisible(follows in (None, CATALOGUE))
        for box in (self.yes_box, self.unknown_box):
            box.setEnabled(follows is None and box is not self._of_rule)
        self.follows_label.setVisible(follows not in (None, CATALOGUE))
        self.catalogue_label.setVisible(follows == CATALOGUE)

    def _show_offerings(self, wanted: bool) -> None:
        self.offering_ticks.setVisible(wanted)
        self.fit(self.width())

    def item(self) -> ChecklistItem:
        """Return the question as the fields have it."""
        found = self._item._replace(
            section=Section(self.section_box.currentData()),
            needed=Needed(self.needed_box.currentData()),
            unknown_means=_zone(self.unknown_box),
            follows=self.follows_box.currentData(),
            offering_ids=frozenset(self.offering_ticks.ticked()) if self.some_check.isChecked() else frozenset(),
        )
        # What the rule says is not written down a second time.
        if self.say_edit.isEnabled():
            found = found._replace(say=self.say_edit.toPlainText())
        if self.yes_box is not self._of_rule:
            found = found._replace(yes_means=_zone(self.yes_box))
        if self.no_box is not self._of_rule:
            found = found._replace(no_means=_zone(self.no_box))
        return tidied(found)

    def ready(self) -> bool:
        """Say whether the question can stand as it is."""
        flaw = question_flaw(self.item(), self._items)
        self.form.set_error(self.say_edit, "" if flaw is None else flaw_words(flaw))
        if self.some_check.isChecked() and not self.offering_ticks.ticked():
            self.say(tr("Tick the offerings that it is for, or ask it for every one."))
            self.offering_ticks.box(self._offerings()[0][0]).setFocus()
            return False
        return super().ready()

    def save(self) -> str:
        """Tell what it is to be."""
        self.decided.emit(self.item())
        return ""

    def remove(self) -> str:
        """Tell that it is to be taken out."""
        self.removed.emit(self._item.id)
        return ""


def _zone(box: QComboBox) -> Zone | None:
    chosen = box.currentData()
    return None if chosen is None else Zone(chosen)
