"""The agreement in words: its rules, who decides, how a version stands (framework.md section 4).

The same words for the window, the page and the command line. What a rule says in a zone is in `bands`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction

from desktop.wording import figures
from desktop.wording.bands import has_band
from desktop.wording.typed import typed
from desktop.wording.verdict import measure_words
from framework.agreement import Agreement, Decider, Rule, Silence, Zone
from framework.agreement_versions import SIDES, State, Version, missing_sides
from framework.business import Business
from framework.escalation import StepDecider
from framework.people import Function
from resources.words import tr

DOT = " · "
ZONES = (Zone.PROMISE, Zone.ASK, Zone.OFF)
"""The zones of an agreement, in the order in which they are read."""
_DAY = timedelta(days=1)


def rule_name(rule: Rule, business: Business) -> str:
    """Return what a rule is called: "Lead time", "Lead time, Illuminated fascia"; of a statement its sentence."""
    if rule.measure is None:
        return rule.say or tr("A sentence without words yet")
    if rule.offering_id is None:
        return measure_words(rule.measure)
    return tr("{measure}, {offering}").format(
        measure=measure_words(rule.measure), offering=typed(offering_name(rule.offering_id, business))
    )


def offering_name(offering_id: str, business: Business) -> str:
    """Return what an offering is called, also one that is not sold any more."""
    known = business.offerings.get(offering_id) or business.agreement.offerings.get(offering_id)
    return known.name if known is not None else tr("an offering of before")


def zone_rules(zone: Zone, agreement: Agreement) -> list[Rule]:
    """Return the rules that have something to say in `zone`: measured ones, then sentences, each in their order."""
    said = [rule for rule in agreement.rules if rule.measure is not None and has_band(rule, zone)]
    return said + [rule for rule in agreement.rules if rule.measure is None and rule.zone is zone]


def by_measure(rules: Iterable[Rule]) -> list[Rule]:
    """Return the measured ones of `rules`, those of one measure beside each other, the general one first."""
    measured = [rule for rule in rules if rule.measure is not None]
    order = {rule.measure: at for at, rule in reversed(list(enumerate(measured)))}
    return sorted(measured, key=lambda rule: (order[rule.measure], rule.offering_id is not None))


def decider_short(rule: Rule, zone: Zone) -> str:
    """Return who decides on a value in `zone`, in two or three words: "Operations may refuse"."""
    if zone is Zone.PROMISE:
        return tr("Sales")
    if zone is Zone.OFF:
        return typed(rule.exception_by) or tr("Owner")
    return {
        Decider.OPERATIONS: tr("Operations may refuse"),
        Decider.BOTH: tr("Both together"),
        Decider.LEADS: tr("Both leads"),
        Decider.OWNER: tr("Owner"),
    }[rule.decides]


def answer_words(rule: Rule, business: Business, *, headed: bool = False) -> str:
    """Return by when there is an answer: "within 2 working hours". `headed`: under a heading that says "within"."""
    return within_words(rule.answer_hours, business, headed=headed)


def within_words(hours: Decimal, business: Business, *, headed: bool = False) -> str:
    """Return working hours as this business says them: "within 2 working hours", "within 1 working day"."""
    if not hours:
        return tr("at once")
    time = figures.working_time(hours, business.calendar.hours_a_day)
    return time if headed else tr("within {time}").format(time=time)


def silence_words(rule: Rule, *, headed: bool = False) -> str:
    """Return what holds when nobody answers: "no answer counts as no". `headed`: under a heading "no answer"."""
    if headed:
        return {
            Silence.YES: tr("counts as yes"),
            Silence.NO: tr("counts as no"),
            Silence.OPEN: tr("stays open"),
        }[rule.silence]
    return {
        Silence.YES: tr("no answer counts as yes"),
        Silence.NO: tr("no answer counts as no"),
        Silence.OPEN: tr("without an answer it stays open"),
    }[rule.silence]


def zone_note(zone: Zone, rules: Iterable[Rule], business: Business) -> str:
    """Return the note at the head of a zone: "answer within 2 to 8 working hours". `rules` are those of the zone."""
    rules = list(rules)
    if zone is Zone.PROMISE:
        return tr("no need to ask")
    if zone is Zone.OFF:
        if all(rule.exception_by in ("", tr("Owner")) for rule in rules):
            return tr("only the owner can lift it")
        return tr("only who is named can lift it")
    if not rules:
        return ""
    hours = [rule.answer_hours for rule in rules]
    return tr("answer {within}").format(within=_within(min(hours), max(hours), business))


def empty_zone(zone: Zone) -> str:
    """Return what stands in a zone that no rule leads to."""
    return {
        Zone.PROMISE: tr("No rule says so yet."),
        Zone.ASK: tr("Nothing has to be asked."),
        Zone.OFF: tr("Nothing is off the table."),
    }.get(zone, "")


def step_decider_words(decides: StepDecider) -> str:
    """Return who decides on a step of the ladder."""
    return {
        StepDecider.EACH_ALONE: tr("Each function alone"),
        StepDecider.TOGETHER: tr("Both together"),
        StepDecider.LEADS: tr("Both leads"),
        StepDecider.OWNER: tr("Owner"),
    }[decides]


def function_words(function: Function) -> str:
    """Return what a function is called."""
    return tr("Sales") if function is Function.SALES else tr("Operations")


def version_words(version: Version) -> str:
    """Return which version it is: "Version 3"; "Draft" or "Proposal" before it has a number."""
    return {
        State.DRAFT: tr("Draft"),
        State.PROPOSED: tr("Proposal"),
        State.SIGNED: tr("Version {number}"),
        State.DROPPED: tr("Taken back"),
    }[version.state].format(number=figures.number(version.agreement.number))


def state_line(
    version: Version, business: Business, names: Mapping[str, str], today: date, *, zone: tzinfo | None = None
) -> str:
    """Return how a version stands: "Version 3, in force since 2 Nov · signed by Ana for Sales and Ben for Operations".

    `names` are people by id, also those who have left. Days are those of `zone` (None: of this computer). The year is
    told where it is not that of `today`.
    """
    return DOT.join(state_parts(version, business, names, today, zone=zone))


def state_parts(
    version: Version,
    business: Business,
    names: Mapping[str, str],
    today: date,
    *,
    zone: tzinfo | None = None,
    with_year: bool = False,
) -> list[str]:
    """Return the parts of `state_line`; `with_year` tells the year of every day, for what is kept."""

    def day(when: date) -> str:
        return figures.day_year(when) if with_year or when.year != today.year else figures.day_month(when)

    match version.state:
        case State.DRAFT:
            return [tr("Draft, not signed yet")]
        case State.DROPPED:
            return [tr("Taken back, was never in force")]
        case State.PROPOSED:
            written = "" if version.written_at is None else day(local_day(version.written_at, zone))
            starts = "" if version.starts_on is None else day(version.starts_on)
            return list(_proposed(version, names, written, starts))
        case State.SIGNED:
            return [_in_force(version, business, today, day), *_signed(version, names)]


def person_name(person_id: str, names: Mapping[str, str]) -> str:
    """Return the name of a person to stand in a sentence."""
    return typed(names.get(person_id, "")) or tr("somebody who has left")


def local_day(at: datetime, zone: tzinfo | None) -> date:
    """Return the day of an aware instant in `zone` (None: of this computer)."""
    return at.astimezone(zone).date()


def _proposed(version: Version, names: Mapping[str, str], written: str, starts: str) -> Iterator[str]:
    who = person_name(version.written_by, names) if version.written_by else ""
    if who and written:
        said = tr("Proposed by {who} on {day}").format(who=who, day=written)
    elif who:
        said = tr("Proposed by {who}").format(who=who)
    else:
        said = tr("Proposed on {day}").format(day=written) if written else tr("Proposed")
    yield tr("{proposed}, to hold from {day}").format(proposed=said, day=starts) if starts else said
    waiting = missing_sides(version)
    if len(waiting) == 1:
        yield tr("waits for {function}").format(function=function_words(waiting[0]))
    elif waiting:
        yield tr("waits for both sides")


def _in_force(version: Version, business: Business, today: date, day: Callable[[date], str]) -> str:
    """Return from when to when a signed version is in force, as far as the versions of the business tell."""
    starts, ends = version.agreement.in_force_from, _next_start(version, business)
    first = "" if starts is None else day(starts)
    last = "" if ends is None else day(ends - _DAY)
    if starts is None:
        said = tr("{version}, in force")
    elif ends is not None and ends <= starts:
        said = tr("{version}, replaced on the day it began, {first}")
    elif starts > today:
        said = tr("{version}, in force from {first}")
    elif ends is None or ends > today:
        said = tr("{version}, in force since {first}")
    else:
        said = tr("{version}, was in force from {first} to {last}")
    said = said.format(version=version_words(version), first=first, last=last)
    return said if version.signatures else tr("{in_force} as the starting point, not signed").format(in_force=said)


def _next_start(version: Version, business: Business) -> date | None:
    later = [each.in_force_from for each in business.versions if each.number > version.agreement.number]
    return min((start for start in later if start is not None), default=None)


def _signed(version: Version, names: Mapping[str, str]) -> Iterator[str]:
    signed = [each for side in SIDES if (each := version.signature_of(side)) is not None]
    who = [person_name(each.person_id, names) for each in signed]
    function = [function_words(each.function) for each in signed]
    if len(signed) == 1:
        yield tr("signed by {who} for {function}").format(who=who[0], function=function[0])
    elif signed and signed[0].person_id == signed[1].person_id:
        yield tr("signed by {who} for both sides").format(who=who[0])
    elif signed:
        said = tr("signed by {who} for {function} and {other} for {its_function}")
        yield said.format(who=who[0], function=function[0], other=who[1], its_function=function[1])


def _within(least: Decimal, most: Decimal, business: Business) -> str:
    if least in (0, most):
        return within_words(most, business)
    length = business.calendar.hours_a_day
    in_days = all(Fraction(hours) % length == 0 for hours in (least, most))
    low = figures.number(Fraction(least) / length if in_days else least, 2)
    high = figures.working_time(most, length if in_days else 0)
    return tr("within {low} to {high}").format(low=low, high=high)
