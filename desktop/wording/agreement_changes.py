"""What differs between two versions of the agreement, in words (framework.md section 4)."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple, TypeVar

from desktop.wording import figures
from desktop.wording.agreement import (
    DOT,
    ZONES,
    answer_words,
    decider_short,
    offering_name,
    rule_name,
    silence_words,
    step_decider_words,
    within_words,
)
from desktop.wording.bands import band_words, working_days
from desktop.wording.escalation import limit_words, people_words
from desktop.wording.typed import typed
from desktop.wording.verdict import zone_words
from framework.agreement import Role, Rule, Zone
from framework.agreement_changes import Difference, Kind, Line, Order
from framework.business import Business
from framework.catalogue import Offering
from framework.escalation import Step
from resources.words import tr


class DifferenceLine(NamedTuple):
    """One line that differs: of `name`, `kind` in words ("new", "struck", "changed"), what stood before and what after.

    `what` says which part of it changed; empty where the whole of it is new or struck.
    """

    name: str
    kind: str
    before: str
    after: str
    what: str = ""


Subject = TypeVar("Subject", Rule, Offering, Step)
# What of a line changed, what stood before and what after.
Part = tuple[str, str, str]


def difference_lines(differences: Iterable[Difference], business: Business) -> list[DifferenceLine]:
    """Return what differs, in its order: one line for what is new or struck, one for each part that changed.

    A change that can't be told has no line: a limit of 9.5 days that becomes 10.
    """
    return [line for difference in differences for line in _lines(difference, business)]


def kind_words(kind: Kind) -> str:
    """Return what became of a line."""
    return {Kind.ADDED: tr("new"), Kind.REMOVED: tr("struck"), Kind.CHANGED: tr("changed")}[kind]


def lead_time_words(offering: Offering) -> str:
    """Return the standard lead time: "15 working days"; "not known" while nobody has set it."""
    return tr("not known") if offering.lead_time_days is None else working_days(offering.lead_time_days)


def hours_words(offering: Offering, business: Business) -> str:
    """Return the hours per unit: "34 h", with several crews "Workshop 34 h, Fitters 12 h"; "not known" without any."""
    if not offering.hours:
        return tr("not known")
    names = {crew.id: crew.name for crew in business.crews}
    if len(names) == 1 and offering.hours.keys() == names.keys():
        return figures.hours(*offering.hours.values())
    said = [
        tr("{crew} {hours}").format(
            crew=typed(names.get(crew, "")) or tr("A crew of before"), hours=figures.hours(hours)
        )
        for crew, hours in offering.hours.items()
    ]
    return ", ".join(said)


def _lines(difference: Difference, business: Business) -> Iterator[DifferenceLine]:
    before, after, fields = difference.before, difference.after, set(difference.fields)
    name, kind = _name(before if after is None else after, business), kind_words(difference.kind)
    if isinstance(before, Rule) and isinstance(after, Rule) and before.measure is after.measure:
        parts = _rule_parts(before, after, fields, business)
    elif isinstance(before, Offering) and isinstance(after, Offering):
        parts = _offering_parts(before, after, fields, business)
    elif isinstance(before, Step) and isinstance(after, Step):
        parts = _step_parts(before, after, fields, business)
    else:
        yield DifferenceLine(name, kind, _whole(before, business), _whole(after, business))
        return
    for what, old, new in parts:
        if old != new:
            yield DifferenceLine(name, kind, old, new, what)


def _name(line: Line, business: Business) -> str:
    match line:
        case Rule():
            return rule_name(line, business)
        case Offering():
            return line.name
        case Step():
            return tr("Ladder: {step}").format(step=typed(line.name))
        case Order():
            return tr("Ladder: the order of its steps")
    return tr("What Operations may refuse")


def _told(
    before: Subject, after: Subject, fields: set[str], *told: tuple[str, str, Callable[[Subject], str]]
) -> Iterator[Part]:
    """Give those of `told` (field, what it is called, how it is said) that are among `fields`."""
    for field, what, say in told:
        if field in fields:
            yield what, say(before), say(after)


def _rule_parts(before: Rule, after: Rule, fields: set[str], business: Business) -> Iterator[Part]:
    yield from _told(before, after, fields, ("offering_id", tr("Holds for"), lambda rule: _holds_for(rule, business)))
    if not fields.isdisjoint(("promise_limit", "stop_limit")):
        # Both limits together, as the bands they make.
        for zone in ZONES:
            old, new = (band_words(rule, zone, business.currency) or tr("never") for rule in (before, after))
            yield zone_words(zone), old, new
    yield from _told(
        before,
        after,
        fields,
        ("say", tr("In words"), lambda rule: rule.say),
        ("zone", tr("Leads to"), lambda rule: tr("nothing yet") if rule.zone is None else zone_words(rule.zone)),
        ("decides", tr("Who decides"), lambda rule: decider_short(rule, Zone.ASK)),
        ("answer_hours", tr("Answer"), lambda rule: answer_words(rule, business)),
        ("silence", tr("No answer"), lambda rule: silence_words(rule, headed=True)),
        ("exception_by", tr("Who may lift it"), lambda rule: decider_short(rule, Zone.OFF)),
        ("why", tr("Why"), lambda rule: rule.why),
        ("told", tr("Is told"), _who_is_told),
    )


def _offering_parts(before: Offering, after: Offering, fields: set[str], business: Business) -> Iterator[Part]:
    return _told(
        before,
        after,
        fields,
        ("name", tr("Name"), lambda one: one.name),
        ("lead_time_days", tr("Standard lead time"), lead_time_words),
        ("hours", tr("Hours per unit"), lambda one: hours_words(one, business)),
        ("list_price", tr("List price"), lambda one: _price(one.list_price, business)),
        ("unit_cost", tr("Unit cost"), lambda one: _price(one.unit_cost, business)),
        ("options", tr("Options"), lambda one: _listed(one.options)),
        ("data_needed", tr("Data needed"), lambda one: _listed(one.data_needed)),
    )


def _step_parts(before: Step, after: Step, fields: set[str], business: Business) -> Iterator[Part]:
    return _told(
        before,
        after,
        fields,
        ("name", tr("Name"), lambda step: step.name),
        ("decides", tr("Who decides"), lambda step: step_decider_words(step.decides)),
        ("answer_hours", tr("Answer"), lambda step: within_words(step.answer_hours, business)),
        ("people", tr("People"), lambda step: people_words(step, business)),
        ("money_limit", tr("Deals of"), lambda step: limit_words(step, business) or tr("any value")),
        ("belongs", tr("What belongs there"), lambda step: step.belongs),
    )


def _whole(line: Line, business: Business) -> str:
    """Return all that a line says, for one that is new or struck."""
    match line:
        case Rule():
            return DOT.join(_whole_rule(line, business))
        case Offering():
            return DOT.join((lead_time_words(line), hours_words(line, business), _price(line.list_price, business)))
        case Step():
            found = (
                step_decider_words(line.decides),
                people_words(line, business) if line.people else "",
                limit_words(line, business),
                within_words(line.answer_hours, business),
                typed(line.belongs),
            )
            return DOT.join(part for part in found if part)
        case Order():
            return DOT.join(typed(step.name) for step in line.steps)
    return line or ""


def _whole_rule(rule: Rule, business: Business) -> Iterator[str]:
    bands = {zone: band_words(rule, zone, business.currency) for zone in ZONES}
    for zone, band in bands.items():
        if band:
            yield tr("{zone}: {band}").format(zone=zone_words(zone), band=band)
        elif rule.zone is zone:
            yield zone_words(zone)
    if bands[Zone.ASK] or rule.zone is Zone.ASK:
        yield from (decider_short(rule, Zone.ASK), answer_words(rule, business), silence_words(rule))
    if bands[Zone.OFF] or rule.zone is Zone.OFF:
        yield tr("may be lifted by: {who}").format(who=decider_short(rule, Zone.OFF))
    if rule.why:
        yield typed(rule.why)


def _holds_for(rule: Rule, business: Business) -> str:
    return tr("every offering") if rule.offering_id is None else offering_name(rule.offering_id, business)


def _who_is_told(rule: Rule) -> str:
    words = {Role.SALES: tr("Sales"), Role.OPERATIONS: tr("Operations"), Role.OWNER: tr("Owner")}
    return ", ".join(words[role] for role in Role if role in rule.told) or tr("nobody")


def _price(amount: Decimal | None, business: Business) -> str:
    return tr("not known") if amount is None else figures.money(amount, business.currency)


def _listed(texts: Iterable[str]) -> str:
    return DOT.join(typed(text) for text in texts) or tr("none")


def difference_words(line: DifferenceLine) -> str:
    """Return what a line became in one run of words, to stand behind its name: "up to 8 %, was up to 10 %"."""
    if line.before and line.after:
        said = tr("{after}, was {before}").format(after=line.after, before=line.before)
        return tr("{what}: {said}").format(what=line.what, said=said) if line.what else said
    return DOT.join(part for part in (line.kind, line.what, line.after or line.before) if part)


def short_words(line: DifferenceLine) -> str:
    """Return the same where there is little room: what is new or struck is not told whole, only how it begins."""
    if line.what or (line.before and line.after):
        return difference_words(line)
    return DOT.join(part for part in (line.kind, (line.after or line.before).split(DOT)[0]) if part)
