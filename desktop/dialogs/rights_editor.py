"""Who decides when one rule must be asked, and who is told although they have no word in it."""

from PySide6.QtWidgets import QCheckBox

from desktop.actions.agreement import save_rule
from desktop.dialogs.version_editor import VersionEditor
from desktop.rooms.agreement_page import AgreementPage
from desktop.wording import decision_rights as words
from desktop.wording.agreement import decider_short, rule_name
from desktop.wording.agreement_choices import decider_choice
from desktop.wording.typed import typed
from framework.agreement import Agreement, Decider, Rule, Zone
from framework.decision_rights import rule_line
from resources.words import tr
from widgets.card import Heading, Muted
from widgets.choice_list import Choice, ChoiceList
from widgets.form_grid import FormGrid


class RightsEditor(VersionEditor):
    """Changes who decides on a rule of the open version; everything else about the rule stays as it is.

    A sentence that leads off the table leaves nothing to choose: that can only be looked at.
    """

    def __init__(self, page: AgreementPage, rule: Rule) -> None:
        super().__init__(page, tr("Who decides"))
        self._rule = rule
        self.decides_choice = ChoiceList(
            [Choice(each.value, decider_choice(each), words.decider_says(each)) for each in Decider]
        )
        self.told_boxes = {role: QCheckBox(words.told_words(role)) for role in words.ROLES}
        self.form = FormGrid(1)
        self.forms = [self.form]
        self._lay_out()
        self.decides_choice.set_value(rule.decides.value)
        for role, box in self.told_boxes.items():
            box.setChecked(role in rule.told)
        self.decides_choice.chosen.connect(self._show_free)
        self._show_free()
        self.begin(560, look_only=rule.zone is Zone.OFF)
        self.decides_choice.setFocus()

    def _lay_out(self) -> None:
        self.column.addWidget(Heading(typed(rule_name(self._rule, self.session.business))))
        self.form.add_field(tr("When it must be asked, who decides?"), self.decides_choice)
        self.column.addWidget(self.form)
        for box in self.told_boxes.values():
            self.column.addWidget(box)
        self.form.setVisible(self._rule.zone is not Zone.OFF)
        off = self._off_words()
        if off:
            self.column.addWidget(Muted(off))

    def _off_words(self) -> str:
        """Return what holds when the rule puts a deal off the table; empty where it never does."""
        who = decider_short(self._rule, Zone.OFF)
        if self._rule.zone is Zone.OFF:
            said = tr("This is off the table, so nobody is asked. Who may lift it: {who}.")
        elif self._rule.stop_limit is not None:
            said = tr("Past its stop it is off the table, whoever decides here. Who may lift that: {who}.")
        else:
            return ""
        return said.format(who=who)

    def _show_free(self, _key: str = "") -> None:
        """Offer to tell those who have nothing to do with the decision otherwise."""
        free = rule_line(self.rule()).free
        for role, box in self.told_boxes.items():
            box.setVisible(role in free)

    def rule(self) -> Rule:
        """Return the rule as the fields have it."""
        wanted = self._rule._replace(decides=Decider(self.decides_choice.value()))
        free = rule_line(wanted).free
        return wanted._replace(told=frozenset(role for role in free if self.told_boxes[role].isChecked()))

    def line_in(self, agreement: Agreement) -> object:
        """Return who decides by the rule as `agreement` has it, and who is told."""
        rule = next((rule for rule in agreement.rules if rule.id == self._rule.id), None)
        return None if rule is None else (rule.decides, rule.told)

    def save(self) -> str:
        """Write who decides into the open version."""
        wanted = self.rule()
        told = self._rule.told & rule_line(self._rule).free
        if (wanted.decides, wanted.told) == (self._rule.decides, told):
            return ""
        version = self.version_to_write()
        there = next((rule for rule in version.agreement.rules if rule.id == wanted.id), wanted)
        changed = there._replace(decides=wanted.decides, told=wanted.told)
        save_rule(book=self.session.book, who=self.session.author, version=version, rule=changed)
        return self.said(version, typed(rule_name(changed, self.session.business)))
