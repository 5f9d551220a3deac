"""The rules by zone: what Sales may promise, what is asked first, what is off the table; and exceptions with an end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.rooms.agreement_lines import done_words, line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.bands import band_words
from desktop.wording.typed import typed
from desktop.wording.verdict import measured, zone_words
from framework.agreement import Agreement, Rule, Zone
from framework.agreement_changes import Difference, Kind, differences
from framework.agreement_versions import Version
from framework.allowance import Allowance
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Muted
from widgets.empty_state import EmptyState
from widgets.rows_card import Cell, Row, RowsCard, line_up
from widgets.tokens import SPACE_M, SPACE_S

STRUCK = "struck:"
COLUMNS = (2.9, 2.8, 2.5, 3.4)


class RulesPage(AgreementPage):
    """The three zones of a version, and the exceptions allowed from it for a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.cards = {zone: RowsCard() for zone in words.ZONES}
        self.allowance_card = RowsCard()
        self.add_button = QPushButton(tr("Add a rule"))
        self.allow_button = QPushButton(tr("Allow an exception"))
        self.empty = EmptyState(
            tr("No rules yet"),
            tr("Rules say what Sales may promise alone, what Operations is asked first, and what is off the table."),
            (("add", tr("Write the first rule"), True),),
        )
        self._lay_out()
        for card in self.cards.values():
            card.row_activated.connect(self.edit_rule)
            card.remove_requested.connect(self.strike)
        self.allowance_card.row_activated.connect(self.edit_allowance)
        self.add_button.clicked.connect(self.add_rule)
        self.allow_button.clicked.connect(self.allow)
        self.empty.action_requested.connect(self.add_rule)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(self.empty)
        column.addWidget(self.allowance_card)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.allow_button)
        self._hint = Muted("", "small")
        buttons.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(buttons)
        column.addStretch(1)

    def chosen_rule(self) -> str:
        """Return what the rule is called that the keyboard is on; empty when it is on none."""
        focused = self.focusWidget()
        chosen = next((card.current_key() for card in self.cards.values() if card.view is focused), None)
        rules = self.version.agreement.rules if self.version is not None else ()
        rule = next((each for each in rules if each.id == chosen), None)
        return words.rule_name(rule, self.session.business) if rule is not None else ""

    # Showing

    def refresh(self) -> None:
        """Show the zones of the version, marked against the one it was written from."""
        if self.version is None or self.standing is None:
            return
        basis = self.standing.basis(self.version) if self.is_proposal else None
        found = differences(basis.agreement, self.version.agreement) if basis is not None else ()
        changed = {rule.id: each for each in found if isinstance(rule := each.after or each.before, Rule)}
        agreement = self.version.agreement
        for zone, card in self.cards.items():
            rules = words.zone_rules(zone, agreement)
            rows = [self._row(rule, zone, changed.get(rule.id)) for rule in rules]
            rows += [self._struck(each.before, zone) for each in changed.values() if self._is_gone(each, zone, rules)]
            card.set_content(
                zone_words(zone),
                rows,
                note=words.zone_note(zone, rules, self.session.business) if rules else "",
                zone=zone.value,
                columns=COLUMNS,
                empty_text=tr("No rule says so."),
            )
            card.setVisible(bool(agreement.rules))
        self.empty.setVisible(not agreement.rules)
        self._show_allowances()
        line_up([*self.cards.values(), self.allowance_card])
        self.add_button.setVisible(self.can_write())
        self.allow_button.setVisible(self.can_write() and self.standing.in_force is not None)
        self._hint.setVisible(self.can_write() and bool(agreement.rules))
        self._hint.setText(
            tr("Click a rule to see all of it, or to change it.")
            if self.is_proposal
            else tr("Click a rule to see all of it, or to propose a change.")
        )

    def _row(self, rule: Rule, zone: Zone, change: Difference | None) -> Row:
        business = self.session.business
        name = words.rule_name(rule, business)
        band = band_words(rule, zone, business.currency) if rule.measure is not None else ""
        who = words.decider_short(rule, zone)
        why = self._why(rule, zone)
        cells = (Cell(name, "strong"), Cell(band), Cell(who), Cell(why, "small", "muted"))
        mark = self._mark(rule, zone, change)
        said = ", ".join(part for part in (name, band, who, why, mark) if part)
        return Row(rule.id, cells, mark, said, wide=rule.measure is None)

    def _why(self, rule: Rule, zone: Zone) -> str:
        """Return what stands behind a line: why the rule exists, or, where it is asked, by when there is an answer."""
        if zone is not Zone.ASK:
            # Said once: a measured rule stands in two or three zones.
            return typed(rule.why) if zone is Zone.PROMISE or rule.measure is None else ""
        answer = tr("{within}, {silence}").format(
            within=words.answer_words(rule, self.session.business), silence=words.silence_words(rule)
        )
        return (
            answer if rule.measure is not None else words.DOT.join(part for part in (typed(rule.why), answer) if part)
        )

    def _mark(self, rule: Rule, zone: Zone, change: Difference | None) -> str:
        if change is None:
            return ""
        if change.kind is Kind.ADDED:
            return tr("new")
        before = change.before
        if isinstance(before, Rule) and rule.measure is not None and before.measure is rule.measure:
            old = band_words(before, zone, self.session.business.currency)
            new = band_words(rule, zone, self.session.business.currency)
            if old != new:
                return tr("was {before}").format(before=old) if old else tr("new here")
            if set(change.fields) <= {"promise_limit", "stop_limit"}:
                return ""
        return tr("changed")

    def _is_gone(self, each: Difference, zone: Zone, shown: list[Rule]) -> bool:
        if not isinstance(each.before, Rule) or each.before.id in {rule.id for rule in shown}:
            return False
        return bool(words.zone_rules(zone, Agreement(0, rules=(each.before,))))

    def _struck(self, rule: object, zone: Zone) -> Row:
        assert isinstance(rule, Rule)
        name = words.rule_name(rule, self.session.business)
        band = band_words(rule, zone, self.session.business.currency) if rule.measure is not None else ""
        kept = self.version is not None and any(each.id == rule.id for each in self.version.agreement.rules)
        mark = tr("no longer here") if kept else tr("struck")
        cells = (Cell(name, "body", "muted"), Cell(band, "body", "muted"), Cell(""), Cell(""))
        return Row((rule.id if kept else STRUCK + rule.id), cells, mark, wide=rule.measure is None)

    def _show_allowances(self) -> None:
        today = self.session.today
        live = [each for each in self.session.business.allowances if each.until >= today]
        self.allowance_card.set_content(
            tr("Exceptions with an end"),
            [self._allowance_row(each) for each in live],
            note=tr("one-off, each with a reason"),
            columns=COLUMNS,
        )
        self.allowance_card.setVisible(bool(live))

    def _allowance_row(self, allowance: Allowance) -> Row:
        rule = self.rule_of(allowance.rule_id)
        name = words.rule_name(rule, self.session.business) if rule is not None else tr("A rule of before")
        whom = typed(allowance.client) if allowance.client else tr("every client")
        limit = ""
        if allowance.limit is not None and rule is not None and rule.measure is not None:
            limit = measured(rule.measure, allowance.limit, self.session.business.currency)
        ends = tr("until {day}").format(day=figures.day_year(allowance.until))
        what = tr("{client}, {limit}").format(client=whom, limit=limit) if limit else whom
        return Row(
            allowance.id,
            (Cell(name, "strong"), Cell(what), Cell(ends), Cell(typed(allowance.reason), "small", "muted")),
        )

    def rule_of(self, rule_id: str) -> Rule | None:
        """Return a rule by its key, from the newest version that has it."""
        if self.standing is None:
            return None
        for version in (self.version, *reversed(self.standing.versions)):
            if version is not None:
                for rule in version.agreement.rules:
                    if rule.id == rule_id:
                        return rule
        return None

    def focus_first(self) -> None:
        """Give the keyboard to the first rule."""
        first = next((card for card in self.cards.values() if card.rows()), None)
        (first.view if first is not None else self.add_button).setFocus()

    # Doing

    def go_to(self, rule_id: str) -> bool:
        """Go to the first line of a rule; say whether it has one."""
        for card in self.cards.values():
            if card.set_current(rule_id):
                card.view.setFocus()
                return True
        return False

    def edit_rule(self, key: str) -> None:
        """Show a rule whole; a change of it goes into the proposal. A struck one is put back."""
        if key.startswith(STRUCK):
            self._put_back(key.removeprefix(STRUCK))
            return
        rule = self.rule_of(key)
        if rule is not None:
            self._open_editor(rule)

    def add_rule(self) -> None:
        """Write a new rule."""
        self._open_editor(None)

    def _open_editor(self, rule: Rule | None) -> None:
        from desktop.dialogs.rule_editor import RuleEditor

        # Where a proposal is open, it is the proposal's text that is written on.
        version = line_source(self)
        if rule is not None:
            rule = next((each for each in version.agreement.rules if each.id == rule.id), rule)
        before = self._before(rule, version) if rule is not None else None
        editor = RuleEditor(self, rule, before)
        editor.saved.connect(self._tell)
        editor.open()

    def _before(self, rule: Rule, version: Version) -> Rule | None:
        basis = self.standing.basis(version) if self.standing is not None and version.is_open else None
        if basis is None:
            return None
        return next((each for each in basis.agreement.rules if each.id == rule.id), None)

    def strike(self, key: str) -> None:
        """Strike a rule, in the proposal; the notice offers to undo it."""
        from desktop.actions.agreement import strike_rule

        rule = self.rule_of(key)
        if rule is None or key.startswith(STRUCK) or not self.can_write():
            return

        source = line_source(self)

        def act() -> None:
            strike_rule(book=self.session.book, who=self.session.author, version=self.open_version(), rule=rule)

        if self.attempt(act):
            name = tr("{rule} is struck").format(rule=words.rule_name(rule, self.session.business))
            self._tell(done_words(source, name, is_draft=self.is_first_draft))

    def _put_back(self, rule_id: str) -> None:
        from desktop.actions.agreement import save_rule

        rule = self._in_basis(rule_id)
        if rule is None:
            return

        source = line_source(self)

        def act() -> None:
            save_rule(book=self.session.book, who=self.session.author, version=self.open_version(), rule=rule)

        if self.attempt(act):
            name = tr("{rule} is back").format(rule=words.rule_name(rule, self.session.business))
            self._tell(done_words(source, name, is_draft=self.is_first_draft))

    def _in_basis(self, rule_id: str) -> Rule | None:
        basis = self.standing.basis(self.version) if self.standing and self.version else None
        rules = basis.agreement.rules if basis is not None else ()
        return next((rule for rule in rules if rule.id == rule_id), None)

    def allow(self) -> None:
        """Allow a one-off exception to what is in force."""
        if self.is_first_draft:
            self.trouble_met.emit(Trouble(tr("Nothing is in force yet, so there is nothing to except from it.")))
            return
        self._open_allowance(None)

    def edit_allowance(self, key: str) -> None:
        """Look at an exception, and end it."""
        found = next((each for each in self.session.business.allowances if each.id == key), None)
        if found is not None:
            self._open_allowance(found)

    def _open_allowance(self, allowance: Allowance | None) -> None:
        from desktop.dialogs.allowance_editor import AllowanceEditor

        editor = AllowanceEditor(self.session, allowance, self)
        editor.saved.connect(self._tell)
        editor.open()

    def _tell(self, say: str) -> None:
        self.notice_given.emit(say, True)
