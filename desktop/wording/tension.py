"""The tension map in words: its poles and signs, what they say and from when on (framework.md section 13)."""

from fractions import Fraction

from desktop.wording import figures
from framework.periods import Period
from framework.scorecard_figures import NEARLY_FULL, Case, CaseKind
from framework.tension import THRESHOLDS, Pole, Reading, Sign, State, TensionMap
from framework.tension_signs import LOW_LOAD
from resources.tension import pole_text
from resources.words import tr
from widgets.sign_lines import SignLine

ZONES = {State.TOO_FEW: "OPEN", State.CLEAR: "PROMISE", State.SIGN: "ASK", State.STRONG: "OFF"}
"""In whose shape and colour a state is shown."""
VOICES = {Pole.YES: "sales", Pole.AGREED: "operations", Pole.BETWEEN: "ink"}


def title() -> str:
    """Return what the page is called."""
    return tr("Tension map")


def pole_title(pole: Pole) -> str:
    """Return what a pole is called, with whose end it is."""
    name = pole_text(str(pole)).title
    if pole is Pole.YES:
        return tr("● {pole}").format(pole=name)
    return tr("■ {pole}").format(pole=name) if pole is Pole.AGREED else name


def bullet(text: str) -> str:
    """Return one thing to do, as a line of a list."""
    return f"– {text}"


def state_words(state: State) -> str:
    """Return a state as the badge says it."""
    return {
        State.TOO_FEW: tr("Too few"),
        State.CLEAR: tr("Clear"),
        State.SIGN: tr("A sign"),
        State.STRONG: tr("Strong sign"),
    }[state]


def sign_name(sign: Sign) -> str:
    """Return what a sign is called."""
    return {
        Sign.UNASKED: tr("Promised before the answer"),
        Sign.UNFINISHED: tr("Promised with facts missing"),
        Sign.OVERLOAD: tr("Weeks over {limit}").format(limit=_percent(NEARLY_FULL)),
        Sign.THIN: tr("Exceptions that cost margin"),
        Sign.LATE_DETAILS: tr("Details after the deal was won"),
        Sign.LATE_ANSWERS: tr("Late answers"),
        Sign.NO_EXCEPTION: tr("No exception granted"),
        Sign.LOW_LOAD: tr("Weeks under {limit}").format(limit=_percent(LOW_LOAD)),
        Sign.LOST_TO_TIME: tr("Deals lost to lead time"),
        Sign.LETTER_ONLY: tr("Delivered to the letter only"),
        Sign.QUIET: tr("Too quiet"),
        Sign.MISSED: tr("Missed meetings"),
        Sign.SKIPPED: tr("Straight to the owner"),
    }[sign]


def said(reading: Reading) -> str:
    """Return what a sign says, with its count; where there are too few records, how many and how many it takes."""
    if reading.state is State.TOO_FEW:
        few = tr("{what}: {count}. It speaks from {least} on.")
        return few.format(what=_counted(reading.sign), count=_or_none(reading.of), least=figures.number(reading.needs))
    if reading.sign is Sign.QUIET:
        if not reading.count:
            return tr("Questions asked in four weeks: {count}.").format(count=figures.number(reading.of))
        quiet = tr("Not one question in four weeks, while {count} deals came in or were promised.")
        return quiet.format(count=figures.number(reading.of))
    if reading.sign is Sign.NO_EXCEPTION:
        return _exceptions(reading)
    limit = _percent(NEARLY_FULL if reading.sign is Sign.OVERLOAD else LOW_LOAD)
    return _sentence(reading.sign).format(some=_some(reading.count, reading.of), limit=limit)


def meaning(sign: Sign) -> str:
    """Return in a sentence what a sign counts, for the list of its cases."""
    return {
        Sign.UNASKED: tr("Deals that the rules wanted asked about first, or off the table, by the day of the promise."),
        Sign.UNFINISHED: tr("Deals promised while a figure or an answer of the checklist was still open."),
        Sign.OVERLOAD: tr(
            "Weeks of which a crew was sold beyond 95 % on their Monday; the figure is that of all crews."
        ),
        Sign.THIN: tr(
            "Exceptions that were sold and earned less than the margin our rules ask. Whether a surcharge was waived "
            "isn't in the records."
        ),
        Sign.LATE_DETAILS: tr(
            "Deals of which answers, promises or other days were written down after the win, or that Operations "
            "returned."
        ),
        Sign.LATE_ANSWERS: tr(
            "Answers that were due, in Intake and on the ladder. What Operations asked itself is left out."
        ),
        Sign.NO_EXCEPTION: tr("What was decided about deals that asked for an exception."),
        Sign.LOW_LOAD: tr("Weeks of which all crews together were sold under {limit} on their Monday.").format(
            limit=_percent(LOW_LOAD)
        ),
        Sign.LOST_TO_TIME: tr("Deals lost without a no that wanted it sooner than the rules let Sales promise."),
        Sign.LETTER_ONLY: tr(
            "Deliveries on time and without rework; the client gave 3 or less, or it was below what was expected."
        ),
        Sign.QUIET: tr("Questions in Intake and on the ladder; without any, the deals nobody asked about."),
        Sign.MISSED: tr("Meetings by the plan, and those held beside it. What fell to days off is left out."),
        Sign.SKIPPED: tr("Questions on the ladder that went straight to the owner."),
    }[sign]


def limits_words(sign: Sign) -> str:
    """Return from when on a sign shows, and which weeks it looks at."""
    limits = THRESHOLDS[sign]
    weeks = figures.number(limits.weeks)
    if sign is Sign.QUIET:
        return tr("Looks at {weeks} weeks: a sign when nobody asked anything.").format(weeks=weeks)
    if sign is Sign.NO_EXCEPTION:
        return tr("Looks at {weeks} weeks: a sign when all were refused, and none was granted for a while.").format(
            weeks=weeks
        )
    said = tr("Looks at {weeks} weeks: a sign from {sign} on and at least {some}, a strong one from {strong} on.")
    return said.format(
        weeks=weeks, sign=_percent(limits.sign), some=figures.number(limits.sign_from), strong=_percent(limits.strong)
    )


def sign_text(found: TensionMap, sign: Sign) -> SignLine:
    """Return a sign as it is shown, with its history."""
    now = found.now(sign)
    past = tuple(
        (
            ZONES[each.state],
            tr("{day}: {state}. {said}").format(
                day=figures.day_year(each.period.last), state=state_words(each.state), said=said(each)
            ),
        )
        for each in found.readings[sign]
    )
    return SignLine(
        str(sign), sign_name(sign), said(now), ZONES[now.state], state_words(now.state), past, limits_words(sign)
    )


def case_words(sign: Sign, case: Case) -> str:
    """Return what one case says for a sign, or against it."""
    counts = case.counts is True
    if case.kind is CaseKind.WEEK:
        if case.value is None:
            return ""
        return figures.percent(case.value * 100, 0) if case.value else tr("nothing sold")
    return {
        Sign.UNASKED: (tr("before an answer"), tr("after a yes")),
        Sign.UNFINISHED: (tr("facts missing"), tr("complete")),
        Sign.THIN: (tr("earned less"), tr("earned enough")),
        Sign.LATE_DETAILS: (tr("details came after"), tr("complete at the win")),
        Sign.LATE_ANSWERS: (tr("late"), tr("in time")),
        Sign.NO_EXCEPTION: (tr("refused"), tr("granted")),
        Sign.LOST_TO_TIME: (tr("wanted it sooner"), tr("another reason")),
        Sign.LETTER_ONLY: (tr("client not happy"), tr("client happy")),
        Sign.QUIET: (tr("no question"), tr("asked")),
        Sign.MISSED: (tr("did not take place"), tr("held")),
        Sign.SKIPPED: (tr("straight to the owner"), tr("step by step")),
    }[sign][0 if counts else 1]


def period_words(period: Period) -> str:
    """Return the weeks that a sign looks at."""
    return tr("{first} to {last}").format(first=figures.day_month(period.first), last=figures.day_year(period.last))


def legend() -> str:
    """Return how the small marks are read."""
    return tr(
        "Small marks: how each sign read every four weeks, today last. On the line the dot is today, the ring four "
        "weeks ago. A sign opens what it counts."
    )


def paper_legend() -> str:
    """Return the same for paper, on which nothing opens."""
    return tr(
        "Small marks: how each sign read every four weeks, today last; ring: too few records, disc: clear, diamond: a "
        "sign, square: a strong one. On the line the dot is today, the ring four weeks ago."
    )


def gives_name() -> str:
    """Return what stands before what a pole gives."""
    return tr("Gives:")


def costs_name(pole: Pole) -> str:
    """Return what stands before what too much of a pole costs."""
    return tr("Too little costs:") if pole is Pole.BETWEEN else tr("Too much costs:")


def _counted(sign: Sign) -> str:
    """Return what is counted before a sign says anything."""
    return {
        Sign.UNASKED: tr("Deals promised that needed a yes first"),
        Sign.UNFINISHED: tr("Deals promised"),
        Sign.OVERLOAD: tr("Weeks since the first deal was won"),
        Sign.THIN: tr("Exceptions sold whose price is known"),
        Sign.LATE_DETAILS: tr("Deals won"),
        Sign.LATE_ANSWERS: tr("Answers due"),
        Sign.NO_EXCEPTION: tr("Exceptions decided in six weeks"),
        Sign.LOW_LOAD: tr("Weeks since the first deal was won"),
        Sign.LOST_TO_TIME: tr("Deals lost"),
        Sign.LETTER_ONLY: tr("On time, right, and the client heard"),
        Sign.QUIET: tr("Deals in four weeks of use"),
        Sign.MISSED: tr("Meetings planned"),
        Sign.SKIPPED: tr("Questions on the ladder"),
    }[sign]


def _sentence(sign: Sign) -> str:
    return {
        Sign.UNASKED: tr("{some} deals that needed a yes first went out without one."),
        Sign.UNFINISHED: tr("{some} deals went out with facts still missing."),
        Sign.OVERLOAD: tr("{some} weeks began with a crew over {limit}."),
        Sign.THIN: tr("{some} exceptions earned less than our rules ask."),
        Sign.LATE_DETAILS: tr("{some} won deals had details that came after the win."),
        Sign.LATE_ANSWERS: tr("{some} answers that Sales waited for came late."),
        Sign.LOW_LOAD: tr("{some} weeks began under {limit}."),
        Sign.LOST_TO_TIME: tr("{some} lost deals wanted it sooner than our rules allow."),
        Sign.LETTER_ONLY: tr("{some} deliveries, on time and right, left the client less than happy."),
        Sign.MISSED: tr("{some} planned meetings did not take place."),
        Sign.SKIPPED: tr("{some} questions went straight to the owner."),
    }[sign]


def _exceptions(reading: Reading) -> str:
    granted = reading.of - reading.count
    if granted:
        said = tr("{some} exceptions asked for in six weeks got a yes.")
        return said.format(some=_some(granted, reading.of))
    if reading.state is State.CLEAR:
        said = tr("{some} exceptions asked for in six weeks got a yes, but one was granted for a while.")
    else:
        said = tr("{some} exceptions asked for in six weeks got a yes.")
    return said.format(some=_some(0, reading.of))


def _some(count: int, of: int) -> str:
    if not count:
        return tr("None of {all}").format(all=figures.number(of))
    return tr("{count} of {all}").format(count=figures.number(count), all=figures.number(of))


def _or_none(count: int) -> str:
    return figures.number(count) if count else tr("none")


def _percent(share: Fraction) -> str:
    return figures.percent(share * 100, 0)
