"""Who decides: what each rule and each step of the ladder leaves to Sales, to Operations and to the owner."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.rooms.agreement_lines import done_words, line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.rooms.rights_rows import STRUCK, rule_rows, step_rows
from desktop.session import Session
from desktop.wording import decision_rights as words
from desktop.wording.agreement import rule_name
from desktop.wording.escalation import climbs_words
from desktop.wording.typed import typed
from framework.agreement import Rule
from framework.agreement_changes import Difference, differences
from framework.agreement_versions import Version
from framework.escalation import Step
from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.rows_card import RowsCard, line_up
from widgets.tokens import SPACE_M

COLUMNS = (3.4, 1.5, 1.5, 1.5, 2.4)
COLOURS = ("muted", *(role.value for role in words.ROLES), "muted")


class RightsPage(AgreementPage):
    """The matrix of a version: its rules (`rules_card`), the steps of its ladder (`ladder_card`), and the veto."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rules_card, self.ladder_card = RowsCard(), RowsCard()
        self.veto_label = PlainLabel("", wrap=True)
        self.veto_mark = PlainLabel("", "tiny", "ASK", wrap=True)
        self.veto_button = QPushButton(tr("Change"))
        self.own_label = PlainLabel("", wrap=True)
        self.own_button = QPushButton(tr("Change"))
        self.climbs_label = PlainLabel("", wrap=True)
        self.climbs_button = QPushButton(tr("Change"))
        self.add_step_button = QPushButton(tr("Add a step"))
        self._hint = Muted(tr("Click a rule or a step to see all of it, or to propose a change."), "small")
        self._lay_out()
        self.rules_card.row_activated.connect(self.edit_rights)
        self.ladder_card.row_activated.connect(self.edit_step)
        self.veto_button.clicked.connect(self.edit_veto)
        self.own_button.clicked.connect(self.edit_own_answers)
        self.climbs_button.clicked.connect(self.edit_climbs)
        self.add_step_button.clicked.connect(self.add_step)

    def _lay_out(self) -> None:
        self.veto_button.setAccessibleName(tr("Change what Operations may refuse"))
        veto = Card()
        veto.column.addWidget(Heading(tr("What Operations may refuse")))
        for widget in (self.veto_label, self.veto_mark):
            veto.column.addWidget(widget)
        veto.column.addWidget(self.veto_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.own_button.setAccessibleName(tr("Change whether people may answer their own question"))
        own = Card()
        own.column.addWidget(Heading(tr("Who sells and delivers: may they answer their own question?")))
        own.column.addWidget(self.own_label)
        own.column.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(
            Muted(
                tr("Worked out from the rules and the ladder: change who decides there, and this table follows."),
            )
        )
        column.addWidget(self.rules_card)
        column.addWidget(self.ladder_card)
        column.addWidget(self.add_step_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._hint)
        column.addWidget(veto)
        column.addWidget(own)
        column.addWidget(self._climbs_card())
        column.addStretch(1)

    def _climbs_card(self) -> Card:
        self.climbs_button.setAccessibleName(tr("Change whether overdue questions move up by themselves"))
        card = Card()
        card.column.addWidget(Heading(tr("Overdue on step 1 or 2: does it move up by itself?")))
        card.column.addWidget(self.climbs_label)
        card.column.addWidget(self.climbs_button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    # Showing

    def refresh(self) -> None:
        """Show who decides by the version, marked against the one it was written from."""
        if self.version is None or self.standing is None:
            return
        agreement, business = self.version.agreement, self.session.business
        found = self._changes()
        headings = [words.role_heading(role, business) for role in words.ROLES]
        self.rules_card.set_content(
            tr("When a rule says ask, or off the table"),
            rule_rows(agreement, found, business, can_write=self.can_write()),
            headings=(tr("Rule"), *headings, tr("Answer")),
            heading_colours=COLOURS,
            columns=COLUMNS,
            empty_text=tr("There is no rule yet. Write the first one under Rules."),
        )
        self.ladder_card.set_content(
            tr("When the two don't agree: the ladder"),
            step_rows(agreement, found, business, can_write=self.can_write()),
            headings=(tr("Step"), *headings, tr("Answer")),
            heading_colours=COLOURS,
            columns=COLUMNS,
            empty_text=tr("There is no ladder."),
        )
        line_up([self.rules_card, self.ladder_card])
        self._show_veto(found)
        self.own_label.setText(words.own_answer_words(business.own_answers))
        self.climbs_label.setText(climbs_words(business.climbs_by_itself))
        for button in (self.own_button, self.climbs_button, self.add_step_button):
            button.setVisible(self.can_write())

    def _changes(self) -> tuple[Difference, ...]:
        basis = self.standing.basis(self.version) if self.standing and self.version and self.is_proposal else None
        return differences(basis.agreement, self.version.agreement) if basis is not None and self.version else ()

    def _show_veto(self, found: tuple[Difference, ...]) -> None:
        assert self.version is not None
        veto = self.version.agreement.veto
        self.veto_label.setText(typed(veto) or tr("Nothing is written down yet."))
        self.veto_label.set_colour("ink" if veto else "muted")
        change = next((each for each in found if isinstance(each.before or each.after, str)), None)
        if change is None:
            mark = ""
        elif isinstance(change.before, str):
            mark = tr("was: {before}").format(before=typed(change.before))
        else:
            mark = tr("new")
        self.veto_mark.setText(mark)
        self.veto_mark.setVisible(bool(mark))
        for widget in (self.veto_button, self._hint):
            widget.setVisible(self.can_write())

    def focus_first(self) -> None:
        """Give the keyboard to the first rule."""
        first = next((card for card in (self.rules_card, self.ladder_card) if card.rows()), None)
        (self.veto_button if first is None else first.view).setFocus()

    # Doing

    def edit_rights(self, key: str) -> None:
        """Show who decides on a rule; a change goes into the proposal. A rule that is struck there is put back."""
        if key.startswith(STRUCK):
            self._put_back(key.removeprefix(STRUCK))
            return
        rule = self.rule_of(key)
        if rule is not None:
            from desktop.dialogs.rights_editor import RightsEditor

            editor = RightsEditor(self, rule)
            editor.saved.connect(self._tell)
            editor.open()

    def edit_step(self, key: str) -> None:
        """Show a step of the ladder whole; a change goes into the proposal. One taken off it there is put back."""
        if key.startswith(STRUCK):
            self._put_step_back(key.removeprefix(STRUCK))
            return
        step = self.step_of(key)
        if step is not None:
            self._open_step(step)

    def add_step(self) -> None:
        """Ask for a new step, to stand under the owner's."""
        self._open_step(None)

    def _open_step(self, step: Step | None) -> None:
        from desktop.dialogs.step_editor import StepEditor

        editor = StepEditor(self, step)
        editor.saved.connect(self._tell)
        editor.open()

    def edit_veto(self) -> None:
        """Change what Operations may refuse."""
        from desktop.dialogs.veto_editor import VetoEditor

        editor = VetoEditor(self, line_source(self).agreement.veto)
        editor.saved.connect(self._tell)
        editor.open()

    def edit_own_answers(self) -> None:
        """Choose whether people may answer their own question."""
        from desktop.dialogs.own_answers import OwnAnswersEditor

        editor = OwnAnswersEditor(self.session, self)
        editor.saved.connect(self._tell)
        editor.open()

    def edit_climbs(self) -> None:
        """Choose whether overdue questions move up by themselves."""
        from desktop.dialogs.climbs import ClimbsEditor

        editor = ClimbsEditor(self.session, self)
        editor.saved.connect(self._tell)
        editor.open()

    def rule_of(self, key: str) -> Rule | None:
        """Return a rule as the version that would be changed has it, else as the version shown has it."""
        return next((rule for each in self._sources() for rule in each.agreement.rules if rule.id == key), None)

    def step_of(self, key: str) -> Step | None:
        """Return a step as the version that would be changed has it, else as the version shown has it."""
        return next((step for each in self._sources() for step in each.agreement.ladder if step.id == key), None)

    def _sources(self) -> list[Version]:
        return [] if self.standing is None or self.version is None else [line_source(self), self.version]

    def _put_back(self, key: str) -> None:
        from desktop.actions.agreement import save_rule

        basis = self.standing.basis(self.version) if self.standing and self.version else None
        rule = next((rule for rule in basis.agreement.rules if rule.id == key), None) if basis is not None else None
        if rule is None or not self.can_write():
            return

        def act() -> None:
            version = self.open_version()
            save_rule(book=self.session.book, who=self.session.author, version=version, rule=rule)
            back = tr("put back: {rule}").format(rule=typed(rule_name(rule, self.session.business)))
            self._tell(done_words(version, back, is_draft=False))

        self.attempt(act)

    def _put_step_back(self, key: str) -> None:
        from desktop.actions.agreement import save_step

        basis = self.standing.basis(self.version) if self.standing and self.version else None
        ladder = basis.agreement.ladder if basis is not None else ()
        place = next((place for place, step in enumerate(ladder) if step.id == key), None)
        if place is None or not self.can_write():
            return

        def act() -> None:
            version, step = self.open_version(), ladder[place]
            at = min(place, len(version.agreement.ladder))
            save_step(book=self.session.book, who=self.session.author, version=version, step=step, place=at)
            back = tr("put back: {rule}").format(rule=typed(step.name))
            self._tell(done_words(version, back, is_draft=False))

        self.attempt(act)

    def _tell(self, say: str) -> None:
        self.notice_given.emit(say, True)
