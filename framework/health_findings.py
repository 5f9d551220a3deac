"""What the records say beside each area of a health check, how the two sides differ, and what to do next (section 12).

Every record is a figure of the scorecard or an early sign of the tension map, worked out by their own functions as of
the day on which the check was opened.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.figure import Figure
from framework.health import Area, AreaResult, Spoken, Voice
from framework.people import Function
from framework.periods import Period
from framework.scorecard import Score
from framework.scorecard_figures import Case, cases, figure
from framework.tension import Reading, Sign, State
from framework.tension_signs import Facts, reading

DAYS = 91
"""The figures look at so many days up to the opening."""
LOW, HIGH = Fraction(5, 2), Fraction(7, 2)
"""A statement of the tone speaks against the two up to the first, for them from the second on."""
STEPS = 3
AGAINST_FROM = 3
"""From so many statements and signs on that speak against the two, it is more than friction."""

SOURCES: Mapping[Area, tuple[Figure | Sign, ...]] = {
    Area.RULES: (Sign.UNASKED,),
    Area.INTAKE: (Sign.UNFINISHED, Sign.LATE_DETAILS),
    Area.RHYTHM: (Sign.MISSED,),
    Area.LADDER: (Figure.OWNER_SHARE, Figure.ANSWERS_IN_TIME),
    Area.RESULTS: (Figure.MARGIN, Figure.SAVES),
    Area.SEEING: (Figure.DAYS_SINCE_VISIT,),
    Area.CAPACITY: (Sign.OVERLOAD,),
    Area.CLIENT: (Figure.ON_TIME, Figure.CLIENT_SCORE),
    Area.STANDARD: (Figure.EXCEPTIONS, Sign.THIN),
    Area.TONE: (Sign.LETTER_ONLY, Sign.SKIPPED, Sign.QUIET),
}
"""What the records say of an area, in the order in which it is shown."""
OF_TONE = (Sign.LATE_DETAILS, Sign.LETTER_ONLY, Sign.SKIPPED, Sign.QUIET)
"""The signs that tell friction from war: details held back, orders carried out to the letter, steps left out, quiet."""


class Finding(NamedTuple):
    """What the records say: a `score` of a figure, or the `sign` of the tension map, with all the cases looked at."""

    source: Figure | Sign
    period: Period
    cases: tuple[Case, ...]
    score: Score | None = None
    sign: Reading | None = None

    @property
    def shows(self) -> bool:
        """True for an early sign that shows."""
        return self.sign is not None and self.sign.state in (State.SIGN, State.STRONG)


class Friction(StrEnum):
    """How the two differ. UNKNOWN: nothing was answered about the tone, and no sign shows."""

    HEALTHY = "healthy"
    MIXED = "mixed"
    WAR = "war"
    UNKNOWN = "unknown"


class Tone(NamedTuple):
    """The reading of a check, with the statements for and against the two, and the signs that show."""

    friction: Friction
    good: tuple[Spoken, ...]
    bad: tuple[Spoken, ...]
    signs: tuple[Finding, ...]


class NextStep(NamedTuple):
    """An area to see to next: `talk_first` where the two are far apart, else because it is low or a sign shows.

    `blind_spot`: neither; the owner alone sees it better than the others do.
    """

    result: AreaResult
    findings: tuple[Finding, ...]

    @property
    def talk_first(self) -> bool:
        """True where they talk before they act."""
        return self.result.talk_first

    @property
    def blind_spot(self) -> bool:
        """True where nothing but the owner's better view of it presses."""
        return self.result.blind_spot and not _pressure(self.result, self.findings)


def findings(facts: Facts, on: date) -> dict[Area, tuple[Finding, ...]]:
    """Return what the records said of every area on a day, in the order in which it is shown."""
    return {area: tuple(finding(facts, source, on) for source in sources) for area, sources in SOURCES.items()}


def finding(facts: Facts, source: Figure | Sign, on: date) -> Finding:
    """Return what the records said on a day by one figure or sign."""
    if isinstance(source, Sign):
        found = reading(facts, source, on)
        return Finding(source, found.period, found.cases, sign=found)
    period = Period(max(on, date.min + timedelta(days=DAYS)) - timedelta(days=DAYS - 1), on)
    return Finding(source, period, cases(facts.records, source, period), score=figure(facts.records, source, period))


def tone_of(spoken: Sequence[Spoken], found: Mapping[Area, Sequence[Finding]]) -> Tone:
    """Return how the two differ, by the statements of the tone and the signs that tell friction from war.

    Signs of war: a statement speaks against them, and three statements or signs do in all. Healthy: no statement does,
    half of them speak for the two, and at most one sign shows.
    """
    answered = [
        (each, low) for each in spoken if each.statement.area is Area.TONE and (low := _lower(each)) is not None
    ]
    good = tuple(each for each, low in answered if low >= HIGH)
    bad = tuple(each for each, low in answered if low <= LOW)
    signs = [each for own in found.values() for each in own if each.source in OF_TONE]
    showing = tuple(each for each in signs if each.shows)
    if not answered and not showing:
        friction = Friction.UNKNOWN
    elif bad and len(bad) + len(showing) >= AGAINST_FROM:
        friction = Friction.WAR
    elif not bad and 2 * len(good) >= len(answered) > 0 and len(showing) <= 1:
        friction = Friction.HEALTHY
    else:
        friction = Friction.MIXED
    return Tone(friction, good, bad, showing)


def next_steps(results: Sequence[AreaResult], found: Mapping[Area, Sequence[Finding]]) -> tuple[NextStep, ...]:
    """Return up to three areas to see to, the most pressing first.

    An area presses by the gap where the two are too far apart to act, by how far it lies under 3.5, and by half a
    point where a sign shows. A blind spot comes after all of these.
    """
    pressing = [(_pressure(result, found.get(result.area, ())), result) for result in results]
    worst = sorted((each for each in pressing if each[0] > 0), key=lambda each: each[0], reverse=True)
    blind = [each for each in pressing if each[0] == 0 and each[1].blind_spot]
    return tuple(NextStep(result, tuple(found.get(result.area, ()))) for _, result in [*worst, *blind][:STEPS])


def _pressure(result: AreaResult, own: Sequence[Finding]) -> Fraction:
    apart = result.gap if result.gap is not None and result.talk_first else Fraction(0)
    low = max(HIGH - result.mean, Fraction(0)) if result.mean is not None else Fraction(0)
    return apart + low + (Fraction(1, 2) if any(each.shows for each in own) else 0)


def _lower(spoken: Spoken) -> Fraction | None:
    """Return the mean of the function that scores a statement lower, or whoever answered it."""
    means = [spoken.by_voice[Voice(function)].mean for function in Function]
    known = [mean for mean in means if mean is not None]
    return min(known) if known else spoken.by_voice[Voice.OWNER].mean
