"""The shared scorecard in words: what figures are called, their values, targets and cases (framework.md section 9)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.wording import figures
from framework.figure import Figure, Unit, unit_of
from framework.scorecard import Score
from resources.words import tr

if TYPE_CHECKING:
    from storage.scorecard import Target

DOT = " · "
LESSER = (
    Figure.ON_TIME,
    Figure.PROMISES_KEPT,
    Figure.EXCEPTIONS,
    Figure.AGAINST_RULES,
    Figure.ANSWERS_IN_TIME,
    Figure.OWNER_SHARE,
    Figure.RETAINED_90_DAYS,
    Figure.HONEST_WINS,
    Figure.MEETINGS_HELD,
    Figure.DAYS_SINCE_VISIT,
    Figure.LOAD_AHEAD,
    Figure.SAVES,
)
"""The figures after the first four, in the order in which they stand."""

# Told as a percentage or a mean, whatever the number of cases: no share of cases.
_NO_COUNT = frozenset({Figure.MARGIN, Figure.LOAD_AHEAD})


def name_of(figure: Figure) -> str:
    """Return what a figure is called."""
    return {
        Figure.CLIENT_SCORE: tr("Client score"),
        Figure.THROUGHPUT_DAYS: tr("Days from won to done"),
        Figure.MARGIN: tr("Margin per deal"),
        Figure.FIRST_TIME_RIGHT: tr("First time right"),
        Figure.ON_TIME: tr("On time, first promise"),
        Figure.PROMISES_KEPT: tr("Promises kept"),
        Figure.EXCEPTIONS: tr("Exceptions"),
        Figure.AGAINST_RULES: tr("Promised against a rule"),
        Figure.ANSWERS_IN_TIME: tr("Answers in time"),
        Figure.OWNER_SHARE: tr("Decided by the owner"),
        Figure.RETAINED_90_DAYS: tr("Still a client after 90 days"),
        Figure.HONEST_WINS: tr("Honest wins"),
        Figure.MEETINGS_HELD: tr("Meetings held"),
        Figure.DAYS_SINCE_VISIT: tr("Since the last visit"),
        Figure.LOAD_AHEAD: tr("Load ahead"),
        Figure.SAVES: tr("Failures prevented"),
    }[figure]


def meaning_of(figure: Figure) -> str:
    """Return in a sentence what a figure counts, for the list of its cases."""
    return {
        Figure.CLIENT_SCORE: tr("The mean of what clients gave, 1 to 5, for deals delivered in this time."),
        Figure.THROUGHPUT_DAYS: tr("Calendar days from won to delivered; half of the deals took less than the median."),
        Figure.MARGIN: tr("Price less cost, by the actual cost where it is known. The figure is of all revenue."),
        Figure.FIRST_TIME_RIGHT: tr("Deals delivered in this time that nothing had to be done over for."),
        Figure.ON_TIME: tr("Delivered on or before the day that was promised first."),
        Figure.PROMISES_KEPT: tr("What clients were told, due in this time, and whether it was kept."),
        Figure.EXCEPTIONS: tr("Deals promised in this time that our rules would have had asked, or stopped."),
        Figure.AGAINST_RULES: tr("Promised although a rule stood against it, and nobody had decided."),
        Figure.ANSWERS_IN_TIME: tr("Questions that were answered within the time that was agreed."),
        Figure.OWNER_SHARE: tr("Of all that was decided, what reached the owner."),
        Figure.RETAINED_90_DAYS: tr("Asked 90 days after delivery."),
        Figure.HONEST_WINS: tr("A deal is an honest win when the client is still there 90 days after delivery."),
        Figure.MEETINGS_HELD: tr("Of the meetings that were planned."),
        Figure.DAYS_SINCE_VISIT: tr("Days since somebody last looked at the other side's work."),
        Figure.LOAD_AHEAD: tr("Hours sold of the hours there are, in the weeks ahead."),
        Figure.SAVES: tr("What somebody saw in time, and what it would have cost."),
    }[figure]


def value_words(figure: Figure, score: Score) -> str:
    """Return the value of a figure: "4.4 of 5", "37 of 47", "17 days"; "none" without a case."""
    if score.value is None:
        return tr("none")
    unit = unit_of(figure)
    if figure is Figure.CLIENT_SCORE:
        return tr("{score} of 5").format(score=figures.number(score.value))
    if unit is Unit.DAYS:
        return figures.days(score.value)
    if unit is Unit.PIECES:
        return figures.number(score.count)
    if figure in _NO_COUNT:
        return figures.percent(score.value * 100, 0)
    return tr("{count} of {all}").format(count=figures.number(score.count), all=figures.number(score.of))


def amount_words(figure: Figure, value: Fraction) -> str:
    """Return a value on the scale of a figure, without its cases: a mean, a limit or a target ("4.5", "90 %")."""
    unit = unit_of(figure)
    if unit is Unit.SHARE:
        return figures.percent(value * 100, 1)
    if unit is Unit.DAYS:
        return figures.days(Fraction(round(value * 10), 10))
    return figures.number(value)


def target_words(figure: Figure, targets: "Mapping[Figure, Target]") -> str:
    """Return the target of a figure: "target 4.5"; "" where none is set."""
    target = targets.get(figure)
    return "" if target is None else tr("target {value}").format(value=amount_words(figure, target.value))


def counts_words(figure: Figure, counts: bool | None) -> str:
    """Return for what a case counts: "on time", "late"; "" where a figure has no such two sides."""
    yes, no = {
        Figure.FIRST_TIME_RIGHT: (tr("right the first time"), tr("came back")),
        Figure.ON_TIME: (tr("on time"), tr("late")),
        Figure.PROMISES_KEPT: (tr("kept"), tr("not kept")),
        Figure.EXCEPTIONS: (tr("exception"), tr("standard")),
        Figure.AGAINST_RULES: (tr("against a rule"), tr("by our rules")),
        Figure.ANSWERS_IN_TIME: (tr("in time"), tr("not in time")),
        Figure.OWNER_SHARE: (tr("by the owner"), tr("without the owner")),
        Figure.RETAINED_90_DAYS: (tr("still a client"), tr("no longer a client")),
        Figure.HONEST_WINS: (tr("still a client"), tr("no longer a client")),
        Figure.MEETINGS_HELD: (tr("held"), tr("not held")),
    }.get(figure, ("", ""))
    if counts is None:
        return tr("not asked yet") if yes and figure in (Figure.RETAINED_90_DAYS, Figure.HONEST_WINS) else ""
    return yes if counts else no


def joined(*parts: str) -> str:
    """Return the parts that there are, a dot between them."""
    return DOT.join(part for part in parts if part)
