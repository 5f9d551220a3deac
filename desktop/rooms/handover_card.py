"""The handover of a won deal: where it stands, what is missing, what came only after the win, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Judged
from desktop.session import Session
from desktop.wording.handover import late_heading, late_lines, own_words, state_words
from desktop.wording.promises import DOT
from framework.deal import Deal
from framework.handover import (
    Handed,
    HandoverState,
    HandoverStep,
    LateDetails,
    handover_state,
    is_own,
    late_details,
    missing_items,
    since_the_win,
    steps_open_to,
)
from framework.intake import items_for
from resources.words import tr
from storage.handover import steps_of
from storage.promises import moves_of, promises_of
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel

SHOWN_ITEMS, SHOWN_LATE = 4, 4
ALL_LATE = "late_details"
_TONES = {HandoverState.RETURNED: "amber", HandoverState.WAITING: "open"}


class HandoverCard(Card):
    """Shows where the handover of the deal stands. `asked(what)`: a value of `Handed`, or ALL_LATE."""

    asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._session = session
        self.state_label = PlainLabel("", "strong", wrap=True)
        self.missing_label = PlainLabel("", wrap=True)
        self.open_label = Muted("", "small")
        self.own_label = PlainLabel("", "small", "ASK", wrap=True)
        self.late_label = PlainLabel("", "strong", "ASK", wrap=True)
        self.late_list_label = Muted("", "small")
        self.buttons = ActionButtons()
        self.column.addWidget(Heading(tr("Handover")))
        for widget in (
            self.state_label,
            self.missing_label,
            self.own_label,
            self.open_label,
            self.late_label,
            self.late_list_label,
            self.buttons,
        ):
            self.column.addWidget(widget)
        self.buttons.action_requested.connect(self.asked)

    def show_deal(self, judged: Judged) -> None:
        """Show the handover of a won deal; of others there is nothing to see."""
        deal = judged.deal
        self.setVisible(deal.is_sold)
        if not deal.is_sold:
            return
        session = self._session
        steps = since_the_win(deal, steps_of(session.book, deal.id))
        state, last = handover_state(deal, steps), steps[-1] if steps else None
        self.set_tone(_TONES.get(state, "plain"))
        _say(self.state_label, state_words(state, steps, session.business, session.desk.zone))
        _say(self.missing_label, last.say if last is not None and last.kind is not Handed.ACCEPTED else "")
        _say(self.own_label, own_words() if last is not None and self._is_own(last, deal, steps) else "")
        _say(self.open_label, "" if state is HandoverState.ACCEPTED else self._open_words(judged))
        details = read_late(session, judged)
        self._show_late(details, late_texts(session, judged, details))
        actions = self._actions(state)
        if details.total > SHOWN_LATE:
            actions.append((ALL_LATE, tr("All of it…"), False))
        self.buttons.set_actions(actions)

    def _is_own(self, last: HandoverStep, deal: Deal, steps: tuple[HandoverStep, ...]) -> bool:
        return is_own(last, deal, steps, self._session.business.people)

    def _open_words(self, judged: Judged) -> str:
        """Return which questions that the handover needs are open."""
        session = self._session
        items = missing_items(items_for(judged.deal, session.business, session.today), judged.answers)
        if not items:
            return ""
        named = DOT.join(item.say for item in items[:SHOWN_ITEMS])
        if len(items) > SHOWN_ITEMS:
            named = tr("{some} and {count} more").format(some=named, count=len(items) - SHOWN_ITEMS)
        return tr("Open on the checklist: {items}").format(items=named)

    def _show_late(self, details: LateDetails, lines: list[tuple[str, str]]) -> None:
        _say(self.late_label, late_heading(details.total) if details.total else "")
        shown = [tr("{when}: {what}").format(when=when, what=what) for when, what in lines[:SHOWN_LATE]]
        _say(self.late_list_label, "\n".join(shown))

    def _actions(self, state: HandoverState) -> list[tuple[str, str, bool]]:
        words = {
            Handed.ACCEPTED: tr("Accept"),
            Handed.RETURNED: tr("Return it…"),
            Handed.GIVEN: tr("Hand over again"),
        }
        steps = steps_open_to(state, self._session.person)
        return [(step.value, words[step], number == 0) for number, step in enumerate(steps)]


def read_late(session: Session, judged: Judged) -> LateDetails:
    """Return what was written down about a deal only after it was won."""
    deal, book = judged.deal, session.book
    promises, moves = promises_of(book, deal.id), moves_of(book, deal.id)
    return late_details(deal, judged.answers.values(), promises, moves, session.desk.zone)


def late_texts(session: Session, judged: Judged, details: LateDetails) -> list[tuple[str, str]]:
    """Return what came after the win, the newest first: when, and what."""
    items = items_for(judged.deal, session.business, session.today)
    return late_lines(details, {item.id: item.say for item in items}, session.desk.zone)


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
