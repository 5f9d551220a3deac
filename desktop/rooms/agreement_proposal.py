"""The proposal: what it changes, what it would have changed, who has to sign, and what was said about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.agreement import Standing
from desktop.actions.back_test import try_proposal
from desktop.in_parts import InParts
from desktop.rooms.agreement_work import PROPOSE, REPLY, SHOW, SIGN, TAKE_BACK
from desktop.session import Session
from desktop.wording import agreement_changes as changes
from desktop.wording import figures
from desktop.wording.agreement import function_words
from desktop.wording.typed import typed
from framework.agreement import Agreement
from framework.agreement_changes import Difference, differences
from framework.agreement_record import BackTest
from framework.agreement_versions import State, Version, missing_sides, sides_to_sign
from framework.people import Function, Person
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, LeadLabel, Muted

MOST_LINES, MOST_REPLIES = 4, 3


class ProposalCard(Card):
    """The open version beside the one in force. `asked(what)` tells what is wanted of the room, by the words above.

    `back_test_requested(BackTest)` opens the deals that would have changed.
    """

    asked = Signal(str)
    back_test_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("amber", parent)
        self._session = session
        self._standing: Standing | None = None
        self.back_test: BackTest | None = None
        self._tested: tuple[Agreement, Agreement] | None = None
        self.work = InParts(self)
        self.heading = Heading()
        self.lines = [LeadLabel("", role="body") for _ in range(MOST_LINES)]
        self.more_label = Muted("", "small")
        self.why_label = Muted("")
        self.test_buttons = ActionButtons()
        self.test_label = Muted("", "small")
        self.waits_label = Muted("", "small")
        self.replies = [LeadLabel("", role="small") for _ in range(MOST_REPLIES)]
        self.buttons = ActionButtons()
        for widget in (
            self.heading,
            *self.lines,
            self.more_label,
            self.why_label,
            self.test_buttons,
            self.test_label,
            self.waits_label,
            *self.replies,
            self.buttons,
        ):
            self.column.addWidget(widget)
        self.test_buttons.action_requested.connect(self._open_test)
        self.buttons.action_requested.connect(self.asked)
        self.work.done.connect(self._show_test)

    def show_standing(self, standing: Standing, shown: Version, names: dict[str, str]) -> None:
        """Show the open version, if there is one beside the one in force."""
        self._standing = standing
        version = standing.open
        self.setVisible(version is not None and standing.in_force is not None)
        self.work.stop()
        if version is None or standing.in_force is None:
            return
        basis = standing.basis(version)
        found = differences(basis.agreement, version.agreement) if basis is not None else ()
        self._show_head(version, names)
        self._show_lines(found)
        self.why_label.setText(typed(version.why))
        self.why_label.setVisible(bool(version.why))
        self._show_replies(version, names)
        self._show_signing(version, shown, bool(found))
        asked = (standing.in_force.agreement, version.agreement)
        if asked != self._tested or not found:
            # The figure of another text; that of this one stays while it is worked out anew.
            self._tested = asked
            self.back_test = None
            self.test_buttons.set_actions(())
            self.test_label.hide()
        if found:
            business, today = self._session.business, self._session.today
            self.work.start(try_proposal(self._session.book, business, version.agreement, today))

    def _show_head(self, version: Version, names: dict[str, str]) -> None:
        who = typed(names.get(version.written_by, "")) or tr("Somebody")
        # A draft is open to both: who began it says little of who wrote in it last.
        said = tr("{who} proposes") if version.state is State.PROPOSED else tr("A change is being written")
        self.heading.setText(said.format(who=who))
        self.set_tone("amber" if version.state is State.PROPOSED else "plain")

    def _show_lines(self, found: tuple[Difference, ...]) -> None:
        # One line for each rule: its first, since the limits of a rule move two bands at once.
        lines = list(
            {line.name: line for line in reversed(changes.difference_lines(found, self._session.business))}.values()
        )[::-1]
        for number, label in enumerate(self.lines):
            if number < len(lines):
                line = lines[number]
                label.set_texts(line.name, changes.short_words(line))
            label.setVisible(number < len(lines))
        more = len(lines) - MOST_LINES
        if not lines:
            self.more_label.setText(tr("Nothing differs yet. Click a rule, an offering or a step to change it."))
        elif more > 0:
            self.more_label.setText(tr("and {count} more").format(count=figures.number(more)))
        self.more_label.setVisible(not lines or more > 0)

    def _show_replies(self, version: Version, names: dict[str, str]) -> None:
        last = version.replies[-MOST_REPLIES:]
        for number, label in enumerate(self.replies):
            if number < len(last):
                who = typed(names.get(last[number].person_id, ""))
                label.set_texts(tr("{who}:").format(who=who), typed(last[number].say))
            label.setVisible(number < len(last))

    def _show_signing(self, version: Version, shown: Version, differs: bool) -> None:
        person = self._session.person
        is_shown = shown.id == version.id
        actions: list[tuple[str, str, bool]] = []
        waits = ""
        if version.state is State.PROPOSED:
            actions += self._sign_actions(version, person)
            missing = [function_words(side) for side in missing_sides(version)]
            signed = [function_words(each.function) for each in version.signatures]
            if signed:
                waits = tr("Signed for {signed}; waits for {missing}.").format(
                    signed=tr(" and ").join(signed), missing=tr(" and ").join(missing)
                )
            if version.starts_on is not None:
                starts = tr("In force from {day}.").format(day=figures.day_year(version.starts_on))
                waits = f"{waits} {starts}".strip()
            actions.append((REPLY, tr("Talk first"), False))
        elif differs:
            actions.append((PROPOSE, tr("Propose it…"), True))
        if not is_shown:
            actions.append((SHOW, tr("Show it"), False))
        if person is not None and (version.state is State.DRAFT or version.written_by in ("", person.id)):
            actions.append((TAKE_BACK, tr("Take it back"), False))
        self.waits_label.setText(waits)
        self.waits_label.setVisible(bool(waits))
        can_write = not self._session.book.read_only_because
        self.buttons.set_actions([each for each in actions if can_write or each[0] == SHOW])

    def _sign_actions(self, version: Version, person: Person | None) -> list[tuple[str, str, bool]]:
        if person is None:
            return []
        sides = sides_to_sign(version, person, self._session.business.people)
        return [(SIGN + side.value, sign_words(side), number == 0) for number, side in enumerate(sides)]

    def _show_test(self, test: BackTest) -> None:
        self.back_test = test
        actions: tuple[tuple[str, str, bool], ...] = ()
        if not test.judged:
            self.test_label.setText(tr("There are no deals of the past 12 months to try it on."))
        elif not test.changed:
            said = tr("Would have changed none of {of} deals.")
            self.test_label.setText(said.format(of=figures.number(test.judged)))
        else:
            said = tr("Would have changed {count} of {of} deals")
            text = said.format(count=figures.number(len(test.changed)), of=figures.number(test.judged))
            actions = (("test", text, False),)
            self.test_label.setText(self._lacking(test))
        if not test.changed and test.judged:
            self.test_label.setText(f"{self.test_label.text()} {self._lacking(test)}".strip())
        self.test_buttons.set_actions(actions)
        self.test_label.setVisible(bool(self.test_label.text()))

    def _lacking(self, test: BackTest) -> str:
        if not test.lacking:
            return ""
        said = (
            tr("1 deal lacks a figure, so it stays open either way.")
            if test.lacking == 1
            else tr("{count} deals lack a figure, so they stay open either way.")
        )
        return said.format(count=figures.number(test.lacking))

    def _open_test(self, _key: str) -> None:
        if self.back_test is not None:
            self.back_test_requested.emit(self.back_test)


def sign_words(side: Function) -> str:
    """Return what the button says by which a side signs."""
    return tr("Sign for Sales") if side is Function.SALES else tr("Sign for Operations")
