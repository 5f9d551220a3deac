"""The weeks ahead in words: how full they are, what is free, which deals fall on them, and the earliest dates."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from desktop.actions.capacity import LeadTime
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.days_off import DayOff, Span
from framework.deal import Deal
from framework.week_loads import Part, WeekLoad
from resources.words import tr

MOST_WEEKS = 4
_HALF_A_PERCENT = 0.005


def is_over(load: WeekLoad, limit: Fraction) -> bool:
    """Say whether what is sold and likely in a week is more than `limit` (1 is full) of its hours."""
    return load.sold + load.likely > limit * load.capacity


def limit_words(limit: Fraction) -> str:
    """Return the limit as a percentage: "85 %"."""
    return figures.percent(limit * 100, 1)


def over_line(loads: Iterable[WeekLoad], limit: Fraction) -> str:
    """Return in one line which weeks are over the limit: "Weeks over 85 %: 7 Dec, 14 Dec"."""
    loads = tuple(loads)
    over = [load.week for load in loads if is_over(load, limit)]
    if not over and loads and not any(load.capacity for load in loads):
        return tr("Nobody has hours in these weeks")
    if not over:
        return tr("No week is over {limit}").format(limit=limit_words(limit))
    said = ", ".join(figures.day_month(week) for week in over[:MOST_WEEKS])
    if len(over) > MOST_WEEKS:
        more = tr("{weeks} and {count} more")
        said = more.format(weeks=said, count=figures.number(len(over) - MOST_WEEKS))
    one, many = tr("Week over {limit}: {weeks}"), tr("Weeks over {limit}: {weeks}")
    if any(load.likely for load in loads):
        one, many = (
            tr("Week over {limit} with likely deals: {weeks}"),
            tr("Weeks over {limit} with likely deals: {weeks}"),
        )
    return (one if len(over) == 1 else many).format(limit=limit_words(limit), weeks=said)


def full_words(load: WeekLoad) -> str:
    """Return how full a week is by what is sold, short: "85 %"; "no hours" where there are none."""
    if load.utilisation is None or not load.capacity:
        return tr("no hours")
    return figures.percent(load.utilisation * 100, 0)


def with_likely_words(load: WeekLoad) -> str:
    """Return how full a week is by what is sold and likely, short."""
    if not load.capacity:
        return tr("no hours")
    return figures.percent((load.sold + load.likely) / load.capacity * 100, 0)


def chance_words(chance: float) -> str:
    """Return a chance as a percentage that never says 0 or 100 of what is neither; "–" for no chance at all."""
    if chance <= 0:
        return "–"
    if chance < _HALF_A_PERCENT:
        return tr("under {percent}").format(percent=figures.percent(1, 0))
    if 1 - _HALF_A_PERCENT < chance < 1:
        return tr("over {percent}").format(percent=figures.percent(99, 0))
    return figures.percent(chance * 100, 0)


def free_hours(load: WeekLoad, limit: Fraction) -> Fraction:
    """Return the hours that are neither sold nor likely up to the limit; 0 where there are none left."""
    return max(limit * load.capacity - load.sold - load.likely, Fraction(0))


def week_say(load: WeekLoad, limit: Fraction) -> str:
    """Return all of a week in one sentence, for a tooltip and a screen reader."""
    week = figures.day_month(load.week)
    if not load.capacity:
        say = tr("Week of {week}: no hours")
        if load.sold or load.likely:
            say = tr("Week of {week}: no hours, and {sold} sold and {likely} likely")
        return say.format(week=week, sold=figures.hours(load.sold), likely=figures.hours(load.likely))
    parts = [
        tr("Week of {week}: {sold} sold and {likely} likely of {capacity}").format(
            week=week,
            sold=figures.hours(load.sold),
            likely=figures.hours(load.likely),
            capacity=figures.hours(load.capacity),
        ),
        tr("{percent} sold").format(percent=full_words(load)),
    ]
    if is_over(load, limit):
        parts.append(tr("over the limit of {limit}").format(limit=limit_words(limit)))
    else:
        parts.append(tr("{hours} free").format(hours=figures.hours(free_hours(load, limit))))
    parts.append(overload_words(load.overload_chance))
    return ", ".join(parts)


def overload_words(chance: float) -> str:
    """Return the chance of overload in words."""
    if chance <= 0:
        return tr("no chance of overload")
    return tr("chance of overload {percent}").format(percent=chance_words(chance))


def week_facts(load: WeekLoad, limit: Fraction) -> str:
    """Return what is sold, likely and free in a week, over two lines."""
    if not load.capacity:
        return tr("Nobody works this week.")
    say = tr("{sold} sold · {likely} likely · {free} free up to {limit}")
    return say.format(
        sold=figures.hours(load.sold),
        likely=figures.hours(load.likely),
        free=figures.hours(free_hours(load, limit)),
        limit=limit_words(limit),
    )


# Deals


def lane_note(deal: Deal, start: date | None, today: date, *, hours_known: bool) -> str:
    """Return what stands beside the bar of a deal: its date, and what is missing or late."""
    if deal.promised_on is None:
        return tr("no date yet")
    day = figures.day(deal.promised_on)
    if deal.promised_on < today:
        day = tr("late, {date}").format(date=day)
    if not hours_known:
        return tr("{day} · hours not known").format(day=day)
    if deal.is_open:
        chance = deal.probability_percent
        if not chance:
            return tr("{day} · no chance given").format(day=day)
        return tr("{day} · {percent} likely").format(day=day, percent=figures.percent(chance, 0))
    return day


def lane_say(deal: Deal, what: str, note: str, *, counts: bool, moved: bool) -> str:
    """Return a deal of the weeks in one sentence, for a tooltip and a screen reader."""
    state = tr("sold")
    if deal.is_open:
        state = tr("open, counted in") if counts else tr("open, not counted")
    parts = [typed(deal.client), what, state, note]
    if moved:
        parts.append(tr("moved, not kept yet"))
    return ", ".join(part for part in parts if part)


def moved_line(deal: Deal, day: date) -> str:
    """Return what a moved date would be, in place of which."""
    client = typed(deal.client)
    if deal.promised_on is None:
        return tr("{client}: {day}. Enter keeps it.").format(client=client, day=figures.day_year(day))
    say = tr("{client}: {day} instead of {before}. Enter keeps it, Escape puts it back.")
    return say.format(client=client, day=figures.day_year(day), before=figures.day_year(deal.promised_on))


def part_words(part: Part, deal: Deal) -> str:
    """Return what a deal puts on a week: "6 h", and how likely it is while it is open."""
    hours = figures.hours(part.hours)
    if not deal.is_open:
        return tr("{hours} sold").format(hours=hours)
    if not part.chance:
        return tr("{hours}, no chance given").format(hours=hours)
    return tr("{hours} at {percent}").format(hours=hours, percent=figures.percent(part.chance * 100, 0))


# Days off


def day_off_line(day: DayOff) -> str:
    """Return one day off: "Fri 25 Dec: Christmas"."""
    return tr("{day}: {name}").format(day=figures.day(day.day), name=typed(day.name))


def span_words(span: Span) -> str:
    """Return the days of a row of days off: "Mon 21 Dec 2026 – Thu 31 Dec 2026"."""
    if span.first == span.last:
        return figures.day_year(span.first)
    return tr("{first} – {last}").format(first=figures.day_year(span.first), last=figures.day_year(span.last))


# Earliest honest dates


def earliest_words(day: date | None, *, hours_known: bool) -> str:
    """Return an earliest date, or why there is none."""
    if not hours_known:
        return tr("hours not known")
    return tr("none in 52 weeks") if day is None else figures.day_year(day)


def lead_time_say(found: LeadTime) -> str:
    """Return the earliest dates of an offering in one sentence."""
    name = typed(found.offering.name)
    if not found.hours_known:
        return tr("{name}: hours not known").format(name=name)
    say = tr("{name}: Sales may promise alone {alone}, with a yes from Operations {earliest}")
    return say.format(
        name=name,
        alone=earliest_words(found.alone, hours_known=True),
        earliest=earliest_words(found.earliest, hours_known=True),
    )


def standard_words(found: LeadTime) -> str:
    """Return the standard lead time of an offering: "10 working days"."""
    days = found.offering.lead_time_days
    if days is None:
        return tr("not said")
    return (tr("{count} working day") if days == 1 else tr("{count} working days")).format(count=figures.number(days))


def lead_times_note(limit: Fraction) -> str:
    """Return what the earliest dates are worked out from."""
    return tr("For one unit asked for today, with no week over {limit}.").format(limit=limit_words(limit))
