"""The verdict of a deal in sentences: what holds it back, why, and who answers (framework.md section 4)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from desktop.wording import figures
from desktop.wording.typed import typed
from framework.agreement import HIGHER_IS_BETTER, Decider, Measure, Zone
from framework.business import Business
from framework.checklist import ChecklistItem
from framework.deal import Deal
from framework.intake import RULE_ITEM, Reason, Verdict
from framework.people import Function, Person, holders
from resources.words import tr

# From the one nearest to the deal to the one furthest from it.
_DECIDERS = (Decider.OPERATIONS, Decider.BOTH, Decider.LEADS, Decider.OWNER)
_ENTERED = (Measure.DISCOUNT, Measure.DEAL_VALUE)
_MOST_PLACES = 12


def zone_words(zone: Zone) -> str:
    """Return what a zone is called in the shop."""
    return {
        Zone.PROMISE: tr("Sales may promise"),
        Zone.OPEN: tr("Still open"),
        Zone.ASK: tr("Ask Operations first"),
        Zone.OFF: tr("Off the table"),
    }[zone]


def measure_words(measure: Measure) -> str:
    """Return what a measure is called."""
    return {
        Measure.LEAD_TIME: tr("Lead time"),
        Measure.MARGIN: tr("Margin"),
        Measure.DISCOUNT: tr("Discount"),
        Measure.WEEK_LOAD: tr("Week load"),
        Measure.DEAL_VALUE: tr("Deal value"),
        Measure.CUSTOM_PARTS: tr("Parts not in the catalogue"),
        Measure.PAYMENT_DAYS: tr("Payment"),
    }[measure]


def measured(measure: Measure, value: Decimal, currency: str) -> str:
    """Return a value in the unit of its measure: "10 days", "31 %", "€ 6,800"."""
    match measure:
        case Measure.LEAD_TIME | Measure.PAYMENT_DAYS:
            return figures.days(value)
        case Measure.MARGIN | Measure.DISCOUNT | Measure.WEEK_LOAD:
            return figures.percent(value, _MOST_PLACES)
        case Measure.DEAL_VALUE:
            return figures.money(value, currency)
        case Measure.CUSTOM_PARTS:
            return figures.number(value)


def headline(verdict: Verdict) -> str:
    """Return the verdict in one sentence: "Two rules hold this back." """
    if verdict.zone is Zone.PROMISE:
        return tr("Nothing holds this back.")
    if verdict.zone is Zone.OPEN:
        count = len(verdict.reasons)
        said = tr("One question is still open.") if count == 1 else tr("{count} questions are still open.")
        return said.format(count=figures.number(count))
    holding = [reason for reason in verdict.reasons if reason.zone is not Zone.OPEN]
    if all(reason.rule_id is not None for reason in holding):
        said = tr("One rule holds this back.") if len(holding) == 1 else tr("{count} rules hold this back.")
    else:
        said = tr("One point holds this back.") if len(holding) == 1 else tr("{count} points hold this back.")
    return said.format(count=_spelled(len(holding)))


def reason_line(reason: Reason, business: Business) -> tuple[str, str]:
    """Return why, as what it is about and the rest of the sentence: ("Lead time", "10 days, ours is 15").

    The rest is empty where the first part says all: a statement, a question of the checklist.
    """
    if reason.missing is not None:
        return _about(reason), missing_words(reason.missing)
    if reason.measure is None:
        return _said(reason, business), _answered(reason)
    if reason.no_capacity:
        return _week(reason, business), tr("nobody works then")
    if reason.value is None or reason.limit is None:
        return measure_words(reason.measure), ""
    value, limit = _shown(reason.measure, reason.value, reason.limit), reason.limit
    if reason.measure is Measure.WEEK_LOAD:
        lead = tr("{week} at {percent}").format(
            week=_week(reason, business), percent=figures.percent(value, _MOST_PLACES)
        )
        said = tr("the stop is {limit}") if reason.zone is Zone.OFF else tr("we ask above {limit}")
        return lead, said.format(limit=figures.percent(limit))
    said_value = measured(reason.measure, value, business.currency)
    said_limit = _bare(reason.measure, limit, business.currency)
    return measure_words(reason.measure), _compared(reason, said_value, said_limit)


def reason_words(reason: Reason, business: Business) -> str:
    """Return a reason as one run of words, without a full stop: "Lead time: 10 days, ours is 15"."""
    lead, rest = reason_line(reason, business)
    if not rest:
        return lead
    runs_on = reason.measure in (None, Measure.WEEK_LOAD) and reason.missing is None
    joined = tr("{lead}, {rest}") if runs_on else tr("{lead}: {rest}")
    return joined.format(lead=lead.rstrip(".?"), rest=rest)


def say(reason: Reason, deal: Deal, business: Business) -> str:
    """Return a reason as one plain sentence that stands alone: "Lead time: 10 days to Fri 11 Dec, ours is 15." """
    words = reason_words(reason, business)
    if reason.measure is Measure.LEAD_TIME and reason.value is not None and deal.promised_on is not None:
        value = figures.days(reason.value)
        to_date = tr("{days} to {date}").format(days=value, date=figures.day(deal.promised_on))
        words = words.replace(value, to_date, 1)
    return words if words.endswith((".", "?")) else tr("{sentence}.").format(sentence=words)


def brief_reason(reason: Reason, business: Business) -> str:
    """Return a reason in as few words as an agenda has room for: "lead time", "week at 90 %"."""
    if reason.measure is None:
        return _said(reason, business)
    if reason.measure is Measure.WEEK_LOAD and reason.value is not None and reason.limit is not None:
        value = _shown(reason.measure, reason.value, reason.limit)
        return tr("week at {percent}").format(percent=figures.percent(value, _MOST_PLACES))
    if reason.missing is not None:
        return tr("{measure} not known").format(measure=_lower_first(measure_words(reason.measure)))
    return _lower_first(measure_words(reason.measure))


def who_answers(verdict: Verdict, business: Business) -> str:
    """Return who has the word and by when: "Ben answers within 2 working hours."; empty where nobody need be asked.

    The shortest time of the rules counts, since one answer serves them all.
    """
    if verdict.zone is Zone.OFF:
        return tr("Only the owner can lift this.")
    if verdict.zone is not Zone.ASK:
        return ""
    asking = [reason for reason in verdict.reasons if reason.zone is Zone.ASK]
    deciders = {reason.decides or Decider.OPERATIONS for reason in asking}
    decider = max(deciders, key=_DECIDERS.index)
    who = decider_names(decider, business)
    times = [reason.answer_hours for reason in asking if reason.answer_hours]
    several = decider in (Decider.BOTH, Decider.LEADS) and all(person.name != who for person in business.people)
    if not times:
        return (tr("{who} answer together.") if several else tr("{who} answers.")).format(who=who)
    said = tr("{who} answer together within {time}.") if several else tr("{who} answers within {time}.")
    return said.format(who=who, time=figures.working_time(min(times), business.calendar.hours_a_day))


def further_notes(verdict: Verdict, deal: Deal, business: Business, today: date) -> str:
    """Return what else is to be known of a verdict: which exceptions eased it, and which older version judged it."""
    said = []
    for reason in verdict.passed:
        allowance = business.allowance(reason.allowance_id) if reason.allowance_id is not None else None
        if allowance is None:
            continue
        name = measure_words(reason.measure) if reason.measure is not None else _said(reason, business)
        said.append(
            tr("{rule}: allowed as an exception until {day} ({reason}).").format(
                rule=name, day=figures.day_year(allowance.until), reason=typed(allowance.reason)
            )
        )
    judging = business.agreement_for(deal, today)
    if judging.number != business.agreement.number:
        number = figures.number(judging.number)
        said.append(tr("Judged by version {number}, in force when it was promised.").format(number=number))
    return " ".join(said)


def decider_names(decider: Decider, business: Business) -> str:
    """Return who decides, by name where that is one person of a function, else by function."""
    people = business.people
    match decider:
        case Decider.OPERATIONS:
            return _one_name(holders(people, Function.OPERATIONS), tr("Operations"))
        case Decider.OWNER:
            return _one_name(tuple(person for person in people if person.owner), tr("The owner"))
        case Decider.BOTH:
            sales = _one_name(holders(people, Function.SALES), tr("Sales"))
            operations = _one_name(holders(people, Function.OPERATIONS), tr("Operations"))
        case Decider.LEADS:
            leads = tuple(person for person in people if person.leads)
            sales = _one_name(holders(leads, Function.SALES), tr("the lead of Sales"))
            operations = _one_name(holders(leads, Function.OPERATIONS), tr("the lead of Operations"))
    if sales == operations:
        return sales
    return _upper_first(tr("{one} and {other}").format(one=sales, other=operations))


def _one_name(people: tuple[Person, ...], function: str) -> str:
    return people[0].name if len(people) == 1 else function


def _compared(reason: Reason, value: str, limit: str) -> str:
    if reason.zone is Zone.OFF:
        return tr("{value}, the stop is {limit}").format(value=value, limit=limit)
    if reason.measure in HIGHER_IS_BETTER or reason.measure is Measure.PAYMENT_DAYS:
        return tr("{value}, ours is {limit}").format(value=value, limit=limit)
    if reason.limit == 0:
        return tr("{value}, we ask from the first").format(value=value)
    return tr("{value}, we ask above {limit}").format(value=value, limit=limit)


def _shown(measure: Measure, value: Decimal, limit: Decimal) -> Decimal:
    """Return `value` with as few places as leave it on its own side of `limit`; what was entered as it is."""
    if measure in _ENTERED:
        return value
    for places in range(_MOST_PLACES):
        short = Decimal(f"{round(Fraction(value) * 10**places)}E-{places}")
        if (short < limit, short > limit) == (value < limit, value > limit):
            return short
    return value


def _bare(measure: Measure, limit: Decimal, currency: str) -> str:
    """Return a limit after a value that has told the unit already: days without the word."""
    if measure in (Measure.LEAD_TIME, Measure.PAYMENT_DAYS):
        return figures.number(limit)
    return measured(measure, limit, currency)


def _week(reason: Reason, business: Business) -> str:
    if reason.week is None:
        return tr("The fullest week")
    said = tr("Week of {day}")
    crew = next((crew.name for crew in business.crews if crew.id == reason.crew_id), None)
    if crew is not None and len(business.crews) > 1:
        said = tr("{crew}, week of {day}")
    return said.format(day=figures.day_month(reason.week), crew=crew)


def _said(reason: Reason, business: Business) -> str:
    item = _item(reason, business)
    # An item that asks whether a rule holds speaks in the words of the rule, unless it asks the other way round.
    if item is not None and (item.rule_id is None or item.no_means is not None):
        return item.say
    rule = business.rule(reason.rule_id)
    return rule.say if rule is not None else item.say if item is not None else tr("A rule")


def _item(reason: Reason, business: Business) -> ChecklistItem | None:
    if reason.item_id is None or reason.item_id.startswith(RULE_ITEM):
        return None
    found = business.item(reason.item_id)
    return found if found is not None and found.say else None


def _answered(reason: Reason) -> str:
    """Return what was answered to an item, where its sentence alone does not tell."""
    if reason.zone is Zone.OPEN:
        return tr("to be answered")
    return "" if reason.rule_id is not None else tr("no, or not known")


def _about(reason: Reason) -> str:
    if reason.measure is not None:
        return measure_words(reason.measure)
    return tr("Quantity") if reason.missing == "quantity" else tr("Date")


def missing_words(field: str) -> str:
    """Return which figure must be entered before the rule can be judged."""
    return {
        "promised_on": tr("the date is missing"),
        "value": tr("the price is missing"),
        "cost": tr("the cost is missing"),
        "discount_percent": tr("the discount is missing"),
        "hours": tr("the hours are missing"),
        "custom_parts": tr("their number is missing"),
        "payment_days": tr("the days are missing"),
        "quantity": tr("it must be more than 0"),
        "day_over": tr("the day is over"),
    }.get(field, tr("a figure is missing"))


def _spelled(count: int) -> str:
    words = {
        2: tr("Two"),
        3: tr("Three"),
        4: tr("Four"),
        5: tr("Five"),
        6: tr("Six"),
        7: tr("Seven"),
        8: tr("Eight"),
        9: tr("Nine"),
    }
    return words.get(count) or figures.number(count)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
