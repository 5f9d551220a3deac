"""The catalogue in words: what an offering costs, what is left of its price, what changed about it."""

from decimal import Decimal
from fractions import Fraction

from desktop.wording import figures
from desktop.wording.agreement import DOT
from desktop.wording.agreement_changes import difference_lines, hours_words, kind_words, lead_time_words
from desktop.wording.typed import typed
from framework.agreement import Agreement, Measure, Zone, effective_rules, zone_of
from framework.agreement_changes import Difference, Kind
from framework.business import Business
from framework.catalogue import Offering
from resources.words import tr

NOTHING = "–"


def money_words(amount: Decimal | None, business: Business) -> str:
    """Return an amount, or a dash for one that is not known."""
    return NOTHING if amount is None else figures.money(amount, business.currency)


def short_lead_time(offering: Offering) -> str:
    """Return the standard lead time for a column: "15 days", a dash for one that is not known."""
    return NOTHING if offering.lead_time_days is None else figures.days(offering.lead_time_days)


def short_hours(offering: Offering, business: Business) -> str:
    """Return the hours per unit for a column, a line for each of several crews; a dash where nobody knows them."""
    if not offering.hours:
        return NOTHING
    places = {crew.id: place for place, crew in enumerate(business.crews)}
    crews = sorted(offering.hours, key=lambda crew: places.get(crew, len(places)))
    return "\n".join(hours_words(offering._replace(hours={crew: offering.hours[crew]}), business) for crew in crews)


def margin(price: Decimal | None, cost: Decimal | None) -> Fraction | None:
    """Return what is left of a list price in percent of it; None while it can't be known."""
    if not price or cost is None:
        return None
    return 100 * (Fraction(price) - Fraction(cost)) / Fraction(price)


def margin_words(left: Fraction | None, limit: Decimal | None = None) -> str:
    """Return a margin, a dash for one that is not known.

    With as many places as leave it under `limit`, if it is: rounded it might look like enough.
    """
    if left is None:
        return NOTHING
    places = 1
    if limit is not None and left < limit:
        places = next((places for places in range(1, 12) if round(left, places) < limit), 12)
    return figures.percent(left, places)


def margin_limit(agreement: Agreement, offering_id: str) -> Decimal | None:
    """Return the margin down to which Sales may promise this offering; None where no rule says so."""
    rules = effective_rules(agreement, offering_id or None)
    return next((rule.promise_limit for rule in rules if rule.measure is Measure.MARGIN), None)


def margin_zone(agreement: Agreement, offering: Offering) -> Zone:
    """Return where the standard margin of an offering lies by the agreement's own rule; OPEN where none says so."""
    left = margin(offering.list_price, offering.unit_cost)
    for rule in effective_rules(agreement, offering.id or None):
        if rule.measure is Measure.MARGIN and rule.promise_limit is not None and left is not None:
            return zone_of(rule, left)
    return Zone.OPEN


def margin_line(price: Decimal | None, cost: Decimal | None, limit: Decimal | None) -> tuple[str, bool]:
    """Return "Margin at list price: 33 %" beside what the rule asks for, and whether it is enough."""
    left = margin(price, cost)
    if left is None:
        return tr("Margin at list price: known once there are a price and a cost."), True
    if limit is None or left >= limit:
        return tr("Margin at list price: {margin}").format(margin=margin_words(left)), left >= 0
    told = tr("Margin at list price: {margin}, under the {limit} down to which Sales may promise")
    return told.format(margin=margin_words(left, limit), limit=figures.percent(limit)), False


def options_words(offering: Offering) -> str:
    """Return what may be sold without asking, a dash for nothing."""
    return DOT.join(typed(option) for option in offering.options) or NOTHING


def deals_words(count: int) -> str:
    """Return how many deals name an offering."""
    if count == 0:
        return tr("no deal names it")
    return (tr("1 deal names it") if count == 1 else tr("{count} deals name it")).format(count=figures.number(count))


def offering_mark(change: Difference | None, business: Business) -> str:
    """Return what became of an offering in an open version: "new", "struck", "was 15 days"."""
    if change is None:
        return ""
    if change.kind is not Kind.CHANGED:
        return kind_words(change.kind)
    said = []
    for field in change.fields:
        for line in difference_lines((change._replace(fields=(field,)),), business):
            said.append(_was(field, line.before, change.before))
    return ", ".join(said)


def _was(field: str, before: str, offering: object) -> str:
    match field:
        case "options":  # a list is too long for a mark
            return tr("other options")
        case "data_needed":
            return tr("other data needed")
        case "list_price":
            return tr("price was {before}").format(before=before)
        case "unit_cost":
            return tr("cost was {before}").format(before=before)
        case "lead_time_days" if isinstance(offering, Offering) and offering.lead_time_days is not None:
            before = short_lead_time(offering)
    return tr("was {before}").format(before=before)


def offering_said(offering: Offering, business: Business, left: str, mark: str) -> str:
    """Return all that a screen reader says of an offering. `left` is its margin, and what the rule says of that."""
    options = ", ".join(offering.options) or tr("nothing")
    parts = [
        offering.name,
        tr("standard lead time {time}").format(time=lead_time_words(offering)),
        tr("hours per unit {hours}").format(hours=hours_words(offering, business)),
        tr("list price {price}").format(price=_known(offering.list_price, business)),
        tr("unit cost {cost}").format(cost=_known(offering.unit_cost, business)),
        left,
        tr("may be sold without asking: {options}").format(options=options),
        mark,
    ]
    return ", ".join(part for part in parts if part)


def _known(amount: Decimal | None, business: Business) -> str:
    return tr("not known") if amount is None else money_words(amount, business)
