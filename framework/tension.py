"""The tension map: early signs of two poles, what state each is in, and which way it leans (framework.md section 13).

Two poles pull: "say yes quickly" and "deliver as agreed". Each sign counts cases of the last weeks, worked out in
`framework.tension_signs` by the same functions as the scorecard.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.periods import Period
from framework.scorecard_figures import Case
from framework.working_time import DAYS_IN_WEEK

READINGS = 8
"""So many times a sign is worked out: today, and as it was every four weeks before."""
EVERY_WEEKS = 4
AHEAD = 2
"""A pole is ahead when its signs weigh so much more than those of the other."""
BOTH_FROM = 3
"""Both poles are overdone when the signs of each weigh at least so much and neither is ahead."""
SPEAKING = 2
"""So many signs of each pole need enough records before it can be said which way it leans, and so many must show."""


class Pole(StrEnum):
    """Where a sign belongs. BETWEEN: it says that the two talk too little."""

    YES = "yes"
    AGREED = "agreed"
    BETWEEN = "between"


class Sign(StrEnum):
    """An early sign.

    Of the pole of yes: UNASKED what needed an answer was promised before it, UNFINISHED promised with facts missing,
    OVERLOAD weeks that began over 95 %, THIN exceptions that earned less than the rules ask, LATE_DETAILS details that
    came after the win. Of the pole of what was agreed: LATE_ANSWERS that Sales waited for, NO_EXCEPTION in six weeks,
    LOW_LOAD weeks that began under 70 %, LOST_TO_TIME deals lost to lead time, LETTER_ONLY deliveries that were on time
    and right while the client thought little of them. Between them: QUIET no question in four weeks, MISSED meetings,
    SKIPPED steps of the ladder.
    """

    UNASKED = "unasked"
    UNFINISHED = "unfinished"
    OVERLOAD = "overload"
    THIN = "thin"
    LATE_DETAILS = "late_details"
    LATE_ANSWERS = "late_answers"
    NO_EXCEPTION = "no_exception"
    LOW_LOAD = "low_load"
    LOST_TO_TIME = "lost_to_time"
    LETTER_ONLY = "letter_only"
    QUIET = "quiet"
    MISSED = "missed"
    SKIPPED = "skipped"


class State(StrEnum):
    """What is to be said of a sign."""

    TOO_FEW = "too_few"
    CLEAR = "clear"
    SIGN = "sign"
    STRONG = "strong"


class Lean(StrEnum):
    """Which way the tension leans. BOTH: each pole is overdone. QUIET: nobody asks, so that nothing pulls."""

    TOO_FEW = "too_few"
    QUIET = "quiet"
    YES = "yes"
    AGREED = "agreed"
    BOTH = "both"
    BALANCE = "balance"


class Threshold(NamedTuple):
    """When a sign speaks: the `weeks` it looks at, and from how many cases on.

    With `least` cases looked at it says anything; it is a sign from the share `sign` and `sign_from` cases on, a strong
    one from `strong` and `strong_from`.
    """

    pole: Pole
    weeks: int
    least: int
    sign: Fraction
    strong: Fraction
    sign_from: int = 2
    strong_from: int = 3


QUARTER = 13
_FIFTH, _QUARTER, _THIRD, _HALF = Fraction(1, 5), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)
_ALL = Fraction(1)

THRESHOLDS: Mapping[Sign, Threshold] = {
    Sign.UNASKED: Threshold(Pole.YES, QUARTER, 3, _FIFTH, _HALF),
    Sign.UNFINISHED: Threshold(Pole.YES, QUARTER, 4, _FIFTH, _HALF),
    Sign.OVERLOAD: Threshold(Pole.YES, 8, 4, _QUARTER, _HALF),
    Sign.THIN: Threshold(Pole.YES, QUARTER, 3, _THIRD, 2 * _THIRD),
    Sign.LATE_DETAILS: Threshold(Pole.YES, QUARTER, 4, _QUARTER, _HALF),
    Sign.LATE_ANSWERS: Threshold(Pole.AGREED, QUARTER, 4, _FIFTH, _HALF),
    Sign.NO_EXCEPTION: Threshold(Pole.AGREED, 6, 2, _ALL, _ALL, strong_from=5),
    Sign.LOW_LOAD: Threshold(Pole.AGREED, 8, 4, _HALF, Fraction(3, 4)),
    Sign.LOST_TO_TIME: Threshold(Pole.AGREED, QUARTER, 3, _FIFTH, _HALF),
    Sign.LETTER_ONLY: Threshold(Pole.AGREED, QUARTER, 4, _FIFTH, _HALF),
    Sign.QUIET: Threshold(Pole.BETWEEN, 4, 3, _ALL, _ALL, sign_from=3, strong_from=8),
    Sign.MISSED: Threshold(Pole.BETWEEN, QUARTER, 4, _QUARTER, _HALF),
    Sign.SKIPPED: Threshold(Pole.BETWEEN, QUARTER, 4, _FIFTH, _HALF),
}

_WEIGHT = {State.TOO_FEW: 0, State.CLEAR: 0, State.SIGN: 1, State.STRONG: 2}


class Reading(NamedTuple):
    """A sign over one `period`: `count` of the `of` cases looked at speak for it (their `counts` is True)."""

    sign: Sign
    period: Period
    # Hides the method of tuples, which nobody needs here.
    count: int  # type: ignore[assignment]
    of: int
    state: State
    cases: tuple[Case, ...] = ()

    @property
    def needs(self) -> int:
        """How many cases there have to be before anything is said."""
        return THRESHOLDS[self.sign].least


class Weight(NamedTuple):
    """What the signs of one pole weigh together (a sign 1, a strong one 2), how many there are, and how many of all had
    enough records."""

    weight: int
    signs: int
    speaking: int


class Leaning(NamedTuple):
    """Which way it leans on the `last` day of its readings, and what the two poles weigh."""

    last: date
    lean: Lean
    yes: Weight
    agreed: Weight
    quiet: bool


class TensionMap(NamedTuple):
    """The map. `readings` are those of every sign, the oldest first, the last one as of today; `leanings` likewise."""

    readings: Mapping[Sign, tuple[Reading, ...]]
    leanings: tuple[Leaning, ...]

    def now(self, sign: Sign) -> Reading:
        """Return what a sign says today."""
        return self.readings[sign][-1]

    def signs_of(self, pole: Pole) -> tuple[Reading, ...]:
        """Return what the signs of a pole say today, in their order."""
        return tuple(self.now(sign) for sign in Sign if THRESHOLDS[sign].pole is pole)

    @property
    def leaning(self) -> Leaning:
        """Which way it leans today."""
        return self.leanings[-1]


def ends(today: date) -> tuple[date, ...]:
    """Return the days of the readings, the oldest first: today, and every four weeks before as far as days go."""
    step = timedelta(weeks=EVERY_WEEKS)
    found = [today]
    while len(found) < READINGS and found[-1] - date.min >= step:
        found.append(found[-1] - step)
    return tuple(reversed(found))


def window(sign: Sign, last: date) -> Period:
    """Return the weeks that a sign looks at, `last` included."""
    days = THRESHOLDS[sign].weeks * DAYS_IN_WEEK - 1
    return Period(date.fromordinal(max(last.toordinal() - days, date.min.toordinal())), last)


def first_day(today: date) -> date:
    """Return the first day that any reading looks at."""
    return min(window(sign, ends(today)[0]).first for sign in Sign)


def state_of(sign: Sign, count: int, of: int) -> State:
    """Return the state of a sign by its threshold: `count` of `of` cases speak for it."""
    limits = THRESHOLDS[sign]
    if of < limits.least:
        return State.TOO_FEW
    share = Fraction(count, of)
    if share >= limits.strong and count >= limits.strong_from:
        return State.STRONG
    return State.SIGN if share >= limits.sign and count >= limits.sign_from else State.CLEAR


def lean_of(readings: Mapping[Sign, Reading]) -> Leaning:
    """Return which way it leans, by the readings of one day (framework.md section 13).

    The pole with two signs or more that weigh at least 2 more than those of the other is the one it leans to: one sign
    may have many causes. Else: too quiet when nobody asked anything in four weeks, overdone by both when each weighs 3
    or more, and otherwise in balance.
    """
    yes, agreed = _weight(readings, Pole.YES), _weight(readings, Pole.AGREED)
    quiet = readings[Sign.QUIET].state in (State.SIGN, State.STRONG)
    last = readings[Sign.QUIET].period.last
    if yes.weight - agreed.weight >= AHEAD and yes.signs >= SPEAKING:
        lean = Lean.YES
    elif agreed.weight - yes.weight >= AHEAD and agreed.signs >= SPEAKING:
        lean = Lean.AGREED
    elif quiet:
        lean = Lean.QUIET
    elif min(yes.weight, agreed.weight) >= BOTH_FROM:
        lean = Lean.BOTH
    else:
        lean = Lean.BALANCE
    if lean is not Lean.QUIET and min(yes.speaking, agreed.speaking) < SPEAKING:
        lean = Lean.TOO_FEW
    return Leaning(last, lean, yes, agreed, quiet)


def _weight(readings: Mapping[Sign, Reading], pole: Pole) -> Weight:
    own = [reading.state for sign, reading in readings.items() if THRESHOLDS[sign].pole is pole]
    return Weight(
        sum(_WEIGHT[state] for state in own),
        sum(_WEIGHT[state] > 0 for state in own),
        sum(state is not State.TOO_FEW for state in own),
    )
