"""The agenda in sentences: sections, their counts, every item, the five shared figures (framework.md section 8)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from desktop.wording import figures
from desktop.wording.typed import typed
from desktop.wording.verdict import brief_reason, zone_words
from desktop.wording.visits import news_words
from framework.agenda import PUT_OFF_MOST, AgendaItem, AgendaSection, Counts, ItemKind, fits, minutes_needed
from framework.agreement import Zone
from framework.business import Business
from framework.capacity import WeekLoad
from framework.meeting import Meeting, SectionKind
from framework.natural_limits import Direction
from framework.scorecard import Result, Score
from resources.words import tr

DOT = " · "
MOST_REASONS, MOST_WEEKS = 3, 3
ARROWS = {Direction.BETTER: "▲", Direction.NO_CLEAR_CHANGE: "▬", Direction.WORSE: "▼"}
# Past so many days from the meeting a day is written with its year.
_FAR = timedelta(days=300)


class FigureLine(NamedTuple):
    """One shared figure at the head of an agenda. `arrow` is empty where there is too little to compare."""

    name: str
    value: str
    arrow: str
    say: str


def title() -> str:
    """Return the name of the meeting."""
    return tr("Sales and Operations handshake")


def meeting_times(meeting: Meeting) -> str:
    """Return from when to when: "09:00 to 09:30"."""
    start = datetime.combine(meeting.day, meeting.starts)
    # The last day there is has no next one for a meeting past midnight.
    end = (start + timedelta(minutes=meeting.minutes)).time() if meeting.day != date.max else meeting.starts
    return tr("{start} to {end}").format(start=figures.clock(meeting.starts), end=figures.clock(end))


def meeting_people(meeting: Meeting, business: Business) -> str:
    """Return who leads and who keeps time; empty where nobody is named."""
    leads, keeps = _person(meeting.leads, business), _person(meeting.keeps_time, business)
    if leads and keeps:
        return tr("{leader} leads, {keeper} keeps time").format(leader=leads, keeper=keeps)
    return tr("{leader} leads").format(leader=leads) if leads else ""


def section_title(kind: SectionKind, business: Business) -> str:
    """Return the heading of a section."""
    weekly = business.series is None or business.series.every_weeks == 1
    return {
        SectionKind.SINCE_LAST_TIME: tr("Since last week") if weekly else tr("Since last time"),
        SectionKind.DEALS_AHEAD: tr("Deals that will reach Operations"),
        SectionKind.BOTTLENECKS: tr("Delivery bottlenecks"),
        SectionKind.FORECAST: tr("Forecast and capacity"),
        SectionKind.EXCEPTIONS: tr("Risks and exceptions"),
        SectionKind.SCORECARD: tr("Shared scorecard and visits"),
        SectionKind.CLOSE: tr("Actions and close"),
    }[kind]


def section_counts(section: AgendaSection) -> str:
    """Return what a section amounts to, in few words: "4 of 5 actions done"; empty where there is nothing to count."""
    if section.frozen:
        return section.frozen
    counts = section.counts
    match section.kind:
        case SectionKind.SINCE_LAST_TIME:
            return _since_counts(counts)
        case SectionKind.DEALS_AHEAD if counts.deals:
            said = tr("{count} deal") if counts.deals == 1 else tr("{count} deals")
            deals = said.format(count=_count(counts.deals))
            hours = figures.hours(round(counts.hours, 1))
            return tr("{deals}, {hours}").format(deals=deals, hours=hours) if counts.hours else deals
        case SectionKind.BOTTLENECKS if counts.late or counts.at_risk:
            late = tr("{count} late").format(count=_count(counts.late)) if counts.late else ""
            risk = tr("{count} at risk").format(count=_count(counts.at_risk)) if counts.at_risk else ""
            return ", ".join(part for part in (late, risk) if part)
        case SectionKind.FORECAST:
            return _forecast_counts(section)
        case SectionKind.EXCEPTIONS if counts.to_decide:
            return _to_decide(counts)
    return ""


def _since_counts(counts: Counts) -> str:
    done = decided = ""
    if counts.actions:
        said = tr("{done} of {all} action done") if counts.actions == 1 else tr("{done} of {all} actions done")
        done = said.format(done=_count(counts.actions_done), all=_count(counts.actions))
    if counts.decided:
        decided = tr("{count} decided").format(count=_count(counts.decided))
    return ", ".join(part for part in (done, decided) if part)


def _to_decide(counts: Counts) -> str:
    """Return how many questions of the ladder and how many deals are to be decided."""
    deals = counts.to_decide - counts.questions
    if not counts.questions:
        return tr("{count} to decide").format(count=_count(deals))
    asked = tr("{count} question") if counts.questions == 1 else tr("{count} questions")
    questions = asked.format(count=_count(counts.questions))
    if not deals:
        return tr("{count} to decide").format(count=questions)
    found = tr("{count} deal") if deals == 1 else tr("{count} deals")
    return tr("{questions}, {deals} to decide").format(questions=questions, deals=found.format(count=_count(deals)))


def empty_section(kind: SectionKind) -> str:
    """Return what stands in a section without items."""
    return {
        SectionKind.SINCE_LAST_TIME: tr("No actions from before."),
        SectionKind.DEALS_AHEAD: tr("No deal is on its way to Operations."),
        SectionKind.BOTTLENECKS: tr("Nothing late, nothing at risk."),
        SectionKind.FORECAST: tr("No week is over the limit."),
        SectionKind.EXCEPTIONS: tr("Nothing to decide."),
    }.get(kind, "")


def time_needed(section: AgendaSection) -> str:
    """Return that a section takes longer than it has: "needs about 14 of 8 min"; empty where all of it fits."""
    needed = minutes_needed(section)
    if needed <= section.minutes or does_not_fit(section) is None:
        return ""
    said = tr("needs about {needed} of {minutes} min")
    return said.format(needed=figures.number(-(-needed // 1)), minutes=_count(section.minutes))


def does_not_fit(section: AgendaSection) -> int | None:
    """Return the place of the first item that does not fit into the minutes of its section (those that are not listed
    stand after the last); None where all of it fits."""
    room = fits(section)
    return room if section.items and (room < len(section.items) or section.more) else None


def no_more_fits() -> str:
    """Return what stands before the first item that does not fit."""
    return tr("No time for what follows")


def is_flagged(item: AgendaItem) -> bool:
    """Say whether an item was put off so often that it must be decided, moved up or dropped."""
    return item.put_off >= PUT_OFF_MOST


def more_items(count: int) -> str:
    """Return how many items did not fit."""
    return tr("and {count} more").format(count=_count(count))


def item_say(item: AgendaItem, business: Business, on: date, *, told: bool = False) -> str:
    """Return one item as a line. `on` is the day of the meeting; `told` leaves out reasons that stand elsewhere.

    Once the meeting has started it is the line that was frozen then.
    """
    if item.frozen:
        return typed(item.frozen)
    return dotted(_item_say(item, business, on, told=told), put_off_words(item.put_off))


def line_number(section: int, number: int) -> str:
    """Return the number of a line on paper, by which it is typed in: "2.3" is the third of the second section."""
    return f"{figures.number(section)}.{figures.number(number)}"


def put_off_words(count: int) -> str:
    """Return how often something was put off in a row, and what must be done; empty for never."""
    if not count:
        return ""
    if count >= PUT_OFF_MOST:
        return tr("put off {count} times: decide it, move it up or drop it").format(count=_count(count))
    return tr("put off once") if count == 1 else tr("put off {count} times").format(count=_count(count))


def _item_say(item: AgendaItem, business: Business, on: date, *, told: bool) -> str:
    match item.kind:
        case ItemKind.ACTION:
            return dotted(_person(item.person_id, business), typed(item.say), _action_state(item, on))
        case ItemKind.DEAL:
            return dotted(typed(item.client), _what(item), _day(item.day, on), _standing(item, business))
        case ItemKind.LATE:
            late = tr("{days} late").format(days=figures.days(item.late_by))
            return dotted(typed(item.client), _what(item), late, _due(item.day, on))
        case ItemKind.NOT_READY:
            said = tr("1 detail still open") if item.open_items == 1 else tr("{count} details still open")
            return dotted(
                typed(item.client), _what(item), _due(item.day, on), said.format(count=_count(item.open_items))
            )
        case ItemKind.FULL_WEEK:
            share = _load_words(item.load.utilisation) if item.load is not None else ""
            full = tr("its week is {load}").format(load=share) if share else ""
            return dotted(typed(item.client), _what(item), _due(item.day, on), full)
        case ItemKind.WEEK:
            crew = item.load.crew_id if item.load is not None else None
            return dotted(_week(item.day), _crew(crew, business), _load_words(item.share))
        case ItemKind.DECIDE:
            asked = tr("{client}: {what}").format(client=typed(item.client), what=_what(item))
            if item.day is not None:
                asked = tr("{asked} by {day}").format(asked=asked, day=_day(item.day, on))
            zone = item.zone if item.zone is not None else Zone.OPEN
            return dotted(asked, _lower_first(zone_words(zone)) if told else _standing(item, business))
        case ItemKind.QUESTION:
            return tr("Question: {subject}").format(subject=typed(item.say))
        case ItemKind.DECIDED:
            return tr("Decided: {subject}").format(subject=typed(item.say))
        case ItemKind.SCORECARD:
            return tr("The shared figures: what changed, and what do we do about it?")
        case ItemKind.VISITS:
            if item.visit is not None:
                return news_words(item.visit, business)
            return tr("Visits: what surprised us, and who goes along next?")
        case ItemKind.CLOSING:
            return tr("Each action has a name and a day. Which client hears from us today?")
        case ItemKind.WRITTEN:
            return dotted(_person(item.person_id, business), typed(item.say), typed(item.why))


def figure_lines(scores: Mapping[Result, Score]) -> tuple[FigureLine, ...]:
    """Return the shared figures that are there, in their order, small numbers as cases (framework.md section 9)."""
    return tuple(_figure_line(result, scores[result]) for result in Result if result in scores)


def result_words(result: Result) -> str:
    """Return what a shared figure is called."""
    return {
        Result.ON_TIME: tr("On time"),
        Result.CLIENT_SCORE: tr("Client score"),
        Result.FIRST_TIME_RIGHT: tr("First time right"),
        Result.MARGIN: tr("Margin per deal"),
        Result.THROUGHPUT_DAYS: tr("Days from won to done"),
    }[result]


def arrows_legend() -> str:
    """Return what the arrows beside the figures mean."""
    return DOT.join(f"{arrow} {direction_words(direction)}" for direction, arrow in ARROWS.items())


def direction_words(direction: Direction) -> str:
    """Return how a figure moves."""
    return {
        Direction.BETTER: tr("better"),
        Direction.WORSE: tr("worse"),
        Direction.NO_CLEAR_CHANGE: tr("no clear change"),
        Direction.TOO_FEW: tr("too few to compare"),
    }[direction]


def _figure_line(result: Result, score: Score) -> FigureLine:
    value = _figure_value(result, score)
    say = tr("{name} {value}, {direction}").format(
        name=result_words(result), value=value, direction=direction_words(score.direction)
    )
    return FigureLine(result_words(result), value, ARROWS.get(score.direction, "") if score.of else "", say)


def _figure_value(result: Result, score: Score) -> str:
    if not score.of or score.value is None:
        return tr("none")
    match result:
        case Result.ON_TIME | Result.FIRST_TIME_RIGHT:
            return figures.share(score.count, score.of)
        case Result.MARGIN:
            return figures.percent(score.value * 100, 0)
        case Result.CLIENT_SCORE:
            return figures.number(score.value)
        case Result.THROUGHPUT_DAYS:
            return figures.number(score.value)


def _forecast_counts(section: AgendaSection) -> str:
    over = [item for item in section.items if item.kind is ItemKind.WEEK]
    crews = {load.crew_id for load in section.loads}
    if over and len(over) <= MOST_WEEKS and len(over) == section.counts.weeks and len(crews) == 1:
        first, *rest = over
        weeks = [_week_at(_lower_first(_week(first.day)), first.share)]
        weeks += [_week_at(figures.day_month(item.day), item.share) for item in rest if item.day is not None]
        return ", ".join(weeks)
    if section.counts.weeks:
        said = tr("{count} week over the limit") if section.counts.weeks == 1 else tr("{count} weeks over the limit")
        return said.format(count=_count(section.counts.weeks))
    fullest = max(section.loads, key=_share, default=None)
    if fullest is None:
        return ""
    return tr("fullest: {week}").format(week=_week_at(_lower_first(_week(fullest.week)), _share(fullest)))


def _week_at(week: str, share: Fraction | None) -> str:
    return tr("{week} {load}").format(week=week, load=_load_words(share))


def _share(load: WeekLoad) -> Fraction:
    return (load.sold + load.likely) / load.capacity if load.capacity else Fraction(0)


def _action_state(item: AgendaItem, on: date) -> str:
    if item.done:
        return tr("done")
    if item.late_by:
        return tr("{days} late").format(days=figures.days(item.late_by))
    return tr("by {day}").format(day=_day(item.day, on)) if item.day is not None else ""


def _standing(item: AgendaItem, business: Business) -> str:
    """Return where an open deal stands by the rules, with its first reasons."""
    if item.zone is Zone.PROMISE:
        return tr("fine")
    if item.zone is Zone.OPEN:
        count = len(item.reasons)
        said = tr("1 question still open") if count == 1 else tr("{count} questions still open")
        return said.format(count=_count(count))
    said = tr("off the table: {reasons}") if item.zone is Zone.OFF else tr("ask first: {reasons}")
    telling = [reason for reason in item.reasons if reason.zone is item.zone]
    measured = [brief_reason(reason, business) for reason in telling if reason.measure is not None]
    statements = len(telling) - len(measured)
    words = measured[:MOST_REASONS]
    if statements:
        points = tr("1 point of the checklist") if statements == 1 else tr("{count} points of the checklist")
        words.append(points.format(count=_count(statements)))
    if len(measured) > MOST_REASONS:
        words.append(more_items(len(measured) - MOST_REASONS))
    return said.format(reasons=", ".join(words)) if words else zone_words(item.zone or Zone.OPEN)


def _what(item: AgendaItem) -> str:
    name = typed(item.offering) if item.offering is not None else tr("not in the catalogue")
    if item.quantity is None or item.quantity == Decimal(1):
        return name
    return tr("{quantity} × {offering}").format(quantity=figures.number(item.quantity, 2), offering=name)


def _due(day: date | None, on: date) -> str:
    return tr("due {day}").format(day=_day(day, on)) if day is not None else ""


def _day(day: date | None, on: date) -> str:
    if day is None:
        return tr("no date yet")
    said = figures.day_month(day) if abs(day - on) < _FAR else figures.day_year(day)
    return said.replace(" ", figures.NO_BREAK)


def _week(day: date | None) -> str:
    return tr("Week of {day}").format(day=figures.day_month(day)) if day is not None else ""


def _load_words(share: Fraction | None) -> str:
    if share is None:
        return tr("without capacity")
    return tr("at {percent}").format(percent=figures.percent(share * 100, 1))


def _crew(crew_id: str | None, business: Business) -> str:
    if len(business.crews) < 2:
        return ""
    return next((crew.name for crew in business.crews if crew.id == crew_id), "")


def _person(person_id: str | None, business: Business) -> str:
    return next((typed(person.name) for person in business.people if person.id == person_id), "")


def _count(count: int) -> str:
    return figures.number(count)


def dotted(*parts: str) -> str:
    """Return what there is of `parts` with a dot between."""
    return DOT.join(part for part in parts if part)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
