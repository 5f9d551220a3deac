"""The words of intake: stages, sections, the line under a deal's name, notes under checklist items, earliest dates."""

from datetime import date, tzinfo
from fractions import Fraction
from string import ascii_lowercase

from desktop.actions.desk import Judged
from desktop.wording import figures
from desktop.wording.agreement import local_day
from desktop.wording.promises import after_the_win
from desktop.wording.typed import typed
from desktop.wording.verdict import reason_line
from framework.asking import GivenAnswer, Kind
from framework.business import Business
from framework.checklist import ChecklistItem, ItemAnswer, Needed, Section
from framework.deal import Deal, Stage, estimated_cost, estimated_hours
from framework.deal_fields import FieldFlaw
from framework.handover import is_after_the_win
from resources.words import tr

DOT = " · "


def stage_words(stage: Stage) -> str:
    """Return what a stage is called."""
    return {
        Stage.LEAD: tr("Lead"),
        Stage.INTAKE: tr("In intake"),
        Stage.OFFERED: tr("Offered"),
        Stage.WON: tr("Won"),
        Stage.IN_DELIVERY: tr("In delivery"),
        Stage.DELIVERED: tr("Delivered"),
        Stage.LOST: tr("Lost"),
    }[stage]


def next_stage(stage: Stage) -> tuple[Stage, str] | None:
    """Return the stage that usually comes next, and the words of the button that moves a deal there."""
    return {
        Stage.LEAD: (Stage.INTAKE, tr("Begin intake")),
        Stage.INTAKE: (Stage.OFFERED, tr("Offer made")),
        Stage.OFFERED: (Stage.WON, tr("Won")),
        Stage.WON: (Stage.IN_DELIVERY, tr("Start delivery")),
        Stage.IN_DELIVERY: (Stage.DELIVERED, tr("Delivered")),
    }.get(stage)


def section_words(section: Section) -> str:
    """Return the heading of a part of the checklist."""
    return {
        Section.CAPACITY: tr("Capacity"),
        Section.FEASIBILITY: tr("Technical feasibility"),
        Section.DATA: tr("Required data"),
        Section.DEVIATIONS: tr("Deviations from the standard offering"),
    }[section]


def needed_words(needed: Needed) -> str:
    """Return when an item must be answered; nothing for one that need not be."""
    return {
        Needed.BEFORE_PROMISE: tr("before the promise"),
        Needed.BEFORE_HANDOVER: tr("before handover"),
        Needed.NOT: "",
    }[needed]


def flaw_words(flaw: FieldFlaw) -> str:
    """Return what is wrong with a field of a deal, and what to do."""
    return {
        FieldFlaw.NO_CLIENT: tr("Who is it for?"),
        FieldFlaw.PAST: tr("This day is over. Which day is meant?"),
        FieldFlaw.FAR: tr("That is more than ten years away. Is the year right?"),
        FieldFlaw.NOTHING: tr("How many? It must be more than 0."),
    }[flaw]


def line_number(number: tuple[int, int]) -> str:
    """Return the number of a line of the checklist as it stands on paper and on screen: "5", "5a"."""
    whole, part = number
    letters = ascii_lowercase[(part - 1) % 26] * ((part + 25) // 26) if part else ""
    return figures.number(whole) + letters


def only_for(item: ChecklistItem, business: Business) -> str:
    """Return which offerings an item is for: "only for Illuminated fascia, Van lettering"; nothing for every one."""
    names = sorted(business.offerings[each].name for each in item.offering_ids if each in business.offerings)
    return tr("only for {offerings}").format(offerings=", ".join(map(typed, names))) if item.offering_ids else ""


def summary_line(deal: Deal, business: Business) -> str:
    """Return the deal in one line: "Illuminated fascia ×3 · € 6,800 · margin 31 % · 34 h of work"."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id else None
    name = offering.name if offering is not None else tr("Not in the catalogue")
    parts = [name if deal.quantity == 1 else f"{name} ×{figures.number(deal.quantity, 2)}"]
    if deal.value is not None:
        parts.append(figures.money(deal.value, business.currency))
        cost = estimated_cost(deal, offering)
        if cost is not None and deal.value:
            margin = Fraction(deal.value - cost) / Fraction(deal.value) * 100
            parts.append(tr("margin {percent}").format(percent=figures.percent(margin, 0)))
    hours = estimated_hours(deal, offering)
    if hours is not None:
        parts.append(tr("{hours} of work").format(hours=figures.hours(sum(hours.values()))))
    return DOT.join(parts)


def item_note(
    item: ChecklistItem, given: ItemAnswer | None, judged: Judged, business: Business, zone: tzinfo | None = None
) -> str:
    """Return what stands under an item: its note, or the figures behind an item that is checked for you.

    What was answered only after the deal was won says so; days are those of `zone` (None: of this computer).
    """
    if item.follows is None:
        if given is None:
            return ""
        late = after_the_win() if is_after_the_win(judged.deal, given.at, zone) else ""
        return DOT.join(part for part in (late, given.note) if part)
    reasons = [r for r in (*judged.ruled.reasons, *judged.ruled.passed) if str(r.measure) == item.follows]
    if not reasons:
        return ""
    lead, rest = reason_line(reasons[0], business)
    return f"{lead}: {rest}" if rest else lead


def earliest_sentence(judged: Judged, limit: Fraction) -> str:
    """Return what can be said of the date: the earliest one that keeps every week under the limit, or why not."""
    deal, verdict = judged.deal, judged.verdict
    if any(reason.missing == "hours" for reason in verdict.reasons):
        return tr("Enter the hours of work, and the earliest date is worked out.")
    if judged.earliest is None and any(reason.no_capacity for reason in verdict.reasons):
        return tr("Nobody has hours for this. Give the crew its hours under Business, Days off and crews.")
    percent = figures.percent(limit * 100, 1)
    if judged.earliest is None:
        say = tr(
            "No date in the next 52 weeks keeps every week at or under {limit}. Make it smaller, or deliver in parts."
        )
        return say.format(limit=percent)
    when = figures.day(judged.earliest)
    if judged.earliest == deal.promised_on:
        return tr("With what is sold, {date} keeps every week at or under {limit}.").format(date=when, limit=percent)
    return tr("Earliest date that keeps every week at or under {limit}, with what is sold: {date}").format(
        limit=percent, date=when
    )


def week_words(week: date, capacity: Fraction, sold: Fraction, likely: Fraction, this: Fraction) -> str:
    """Return one week of the picture in words."""
    say = tr("Week of {week}: {sold} sold, {this} for this deal, {likely} likely, of {capacity}")
    return say.format(
        week=figures.day_month(week),
        sold=figures.hours(sold),
        this=figures.hours(this),
        likely=figures.hours(round(likely, 1)),
        capacity=figures.hours(capacity),
    )


def precedent_sentence(deal: Deal, given: GivenAnswer, business: Business) -> str:
    """Return how the same was answered last time, and how the deal ended.

    "Hartley Gym, Mon 2 Mar 2026: yes, if it is delivered in parts (unlit sign first). Delivered on time."
    """
    from desktop.wording.asking import conditions_words

    conditions = conditions_words(given.conditions, business)
    said = {
        Kind.ACCEPT: tr("yes"),
        Kind.CONDITIONS: tr("yes, if {conditions}").format(conditions=conditions) if conditions else tr("yes, if…"),
        Kind.REFUSE: tr("no"),
    }[given.kind]
    head = tr("{client}, {date}: {answer}.").format(
        client=deal.client, date=figures.day_year(local_day(given.at, None)), answer=said
    )
    words = tr("“{words}”").format(words=typed(given.say)) if given.say else ""
    ended = _ended(deal) or (tr("The deal was lost.") if deal.stage is Stage.LOST else "")
    return " ".join(part for part in (head, words, ended) if part)


def last_time_sentence(deal: Deal, business: Business) -> str:
    """Return how a like deal ended: "Hartley Gym, Mon 2 Mar 2026: Fascia. Delivered on time, client scored 5."."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id else None
    name = offering.name if offering is not None else tr("Not in the catalogue")
    when = figures.day_year(deal.delivered_on) if deal.delivered_on is not None else ""
    head = tr("{client}, {date}: {offering}.").format(client=deal.client, date=when, offering=name)
    note = deal.note.strip().split("\n")[0][:160]
    return " ".join(part for part in (head, _ended(deal), note) if part)


def _ended(deal: Deal) -> str:
    """Return how a deal was delivered; nothing for one that was not."""
    parts = []
    promised = deal.first_promised_on or deal.promised_on
    if deal.delivered_on is not None and promised is not None:
        late = (deal.delivered_on - promised).days
        parts.append(
            tr("Delivered on time") if late <= 0 else tr("Delivered {days} late").format(days=figures.days(late))
        )
    if deal.rework:
        parts.append(tr("with rework"))
    if deal.client_score is not None:
        parts.append(tr("client scored {score}").format(score=deal.client_score))
    return tr("{sentence}.").format(sentence=", ".join(parts)) if parts else ""
