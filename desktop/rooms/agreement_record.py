"""How the rules did: promised alone, asked, refused, against a rule; each figure opens its deals."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.agreement import Standing
from desktop.actions.back_test import record_of_rules
from desktop.in_parts import InParts
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from framework.agreement_record import RulesRecord, Tally
from framework.deal import Deal
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.filter_bar import FilterChips
from widgets.tokens import SPACE_XS

VERSION, YEAR = "version", "year"
A_YEAR = timedelta(days=365)


class RecordCard(Card):
    """The figures of a period. Signals: `deals_requested(title, deals, why)`; `rules_requested(title, why, lines)`, a
    line being the key of a rule, its name, and what is to be said of it.
    """

    deals_requested = Signal(str, object, str)
    rules_requested = Signal(str, str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._standing: Standing | None = None
        self.record: RulesRecord | None = None
        self.work = InParts(self)
        self.chips = FilterChips()
        self.count_label = PlainLabel("", "body", wrap=True)
        self.buttons = ActionButtons()
        self.green_label = Muted("", "small")
        self.rule_buttons = ActionButtons()
        self.column.addWidget(Heading(tr("How the rules did")))
        self.column.addWidget(self.chips)
        self.column.addWidget(self.count_label)
        self.column.addWidget(self.buttons)
        self.column.addWidget(self.green_label)
        self.column.addSpacing(SPACE_XS)
        self.column.addWidget(self.rule_buttons)
        self.chips.set_filters(((VERSION, tr("This version"), None), (YEAR, tr("12 months"), None)))
        self.chips.filter_chosen.connect(self._count_anew)
        self.buttons.action_requested.connect(self._open)
        self.rule_buttons.action_requested.connect(self._open_rules)
        self.work.done.connect(self._show)

    def show_standing(self, standing: Standing) -> None:
        """Work the figures out anew, behind what is on screen."""
        self._standing = standing
        self.setVisible(standing.in_force is not None)
        self._begin()

    def _count_anew(self, _key: str) -> None:
        """Count another period; the figures of the one before are no figures of this one."""
        self.count_label.setText(tr("Counting…"))
        for buttons in (self.buttons, self.rule_buttons):
            buttons.set_actions(())
        self.green_label.hide()
        self._begin()

    def _begin(self) -> None:
        if self._standing is None or self._standing.in_force is None:
            return
        self.work.start(record_of_rules(self._session.book, self._session.business, self._first(), self._session.today))

    def _first(self) -> date:
        year = self._session.today - A_YEAR
        since = self._standing.in_force.agreement.in_force_from if self._standing and self._standing.in_force else None
        return max(since, year) if since is not None and self.chips.current() == VERSION else year

    def _show(self, record: RulesRecord) -> None:
        self.record = record
        since = figures.day_year(record.first)
        if not record.told:
            self.count_label.setText(tr("No deal was promised or refused since {day}.").format(day=since))
        else:
            said = tr("1 deal since {day}") if record.told == 1 else tr("{count} deals since {day}")
            self.count_label.setText(said.format(count=figures.number(record.told), day=since))
        kinds: tuple[tuple[str, Sequence[Deal], str], ...] = (
            ("alone", record.alone, tr("{count} promised alone")),
            ("asked", record.asked, tr("{count} asked")),
            ("refused", record.refused, tr("{count} refused")),
            ("against", record.against, tr("{count} against a rule")),
            ("unfinished", record.unfinished, tr("{count} with questions open")),
            ("unknown", record.unknown, tr("{count} without a verdict")),
        )
        shown = [(key, text.format(count=figures.number(len(deals))), False) for key, deals, text in kinds if deals]
        self.buttons.set_actions(shown)
        self.green_label.setText(self._green(record))
        self.green_label.set_colour("ASK" if record.needs_more_green else "muted")
        self.green_label.setVisible(bool(record.told))
        self._show_rules(record)

    def _green(self, record: RulesRecord) -> str:
        share = figures.share(len(record.alone), record.told)
        if record.needs_more_green:
            return tr(
                "{share} needed nobody. Green should hold most deals: see which rules stop the rest, and ease one."
            ).format(share=share)
        return tr("{share} needed nobody. Green holds most deals, as it should.").format(share=share)

    def _show_rules(self, record: RulesRecord) -> None:
        actions = []
        if record.told:
            silent, overruled, fired = record.silent, record.overruled, fired_most(record)
            if fired:
                actions.append(("fired", tr("Held back most: {rule}").format(rule=self._name(fired[0])), False))
            if silent:
                said = tr("1 rule never fired") if len(silent) == 1 else tr("{count} rules never fired")
                actions.append(("silent", said.format(count=figures.number(len(silent))), False))
            if overruled:
                actions.append(("overruled", tr("Overruled most: {rule}").format(rule=self._name(overruled[0])), False))
        self.rule_buttons.set_actions(actions)

    def _name(self, tally: Tally) -> str:
        return words.rule_name(tally.rule, self._session.business)

    def _open(self, key: str) -> None:
        if self.record is None:
            return
        title, why = {
            "alone": (tr("Promised alone"), tr("Sales promised these without asking anybody, inside the rules.")),
            "asked": (tr("Asked, and promised"), tr("A rule said ask first; these were asked and then promised.")),
            "refused": (
                tr("Refused"),
                tr("These were lost before a promise, while a rule said ask first or off the table."),
            ),
            "against": (
                tr("Promised against a rule"),
                tr("These were promised although a rule stood against it; the reason is kept with each."),
            ),
            "unfinished": (
                tr("Promised with questions open"),
                tr("These were promised before every question of the checklist was answered."),
            ),
            "unknown": (
                tr("Without a verdict"),
                tr("These came in as promised already, so no verdict was kept with them."),
            ),
        }[key]
        self.deals_requested.emit(title, getattr(self.record, key), why)

    def _open_rules(self, key: str) -> None:
        if self.record is None:
            return
        click = tr("Click one to see it whole, or to change it.")
        if key == "silent":
            lines = [(rule.id, words.rule_name(rule, self._session.business), "") for rule in self.record.silent]
            why = tr("They held no deal back. Perhaps nobody needs them; perhaps they are why it went well.")
            self.rules_requested.emit(tr("Rules that never fired"), f"{why} {click}", lines)
            return
        if key == "fired":
            title, tallies = tr("Rules that held deals back"), fired_most(self.record)
        else:
            title, tallies = tr("Rules that were overruled"), self.record.overruled
        self.rules_requested.emit(title, click, [(t.rule.id, self._name(t), tally_words(t)) for t in tallies])


def fired_most(record: RulesRecord) -> tuple[Tally, ...]:
    """Return the rules that held deals back, the most often first."""
    return tuple(sorted((each for each in record.tallies if each.fired), key=lambda each: -each.fired))


def tally_words(tally: Tally) -> str:
    """Return how often a rule held deals back: "held back 8 deals, 4 of them promised all the same"."""
    said = tr("held back 1 deal") if tally.fired == 1 else tr("held back {count} deals")
    said = said.format(count=figures.number(tally.fired))
    if not tally.overruled:
        return said
    return tr("{held_back}, {count} promised all the same").format(
        held_back=said, count=figures.number(tally.overruled)
    )
