"""The two reviews in words: Sales sees delivery, Operations sees the pipeline; the same on the screen and on paper."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from desktop.actions.capacity import LeadTime
from desktop.actions.visibility import Reviews
from desktop.wording import capacity as weeks
from desktop.wording import figures
from desktop.wording.typed import typed
from framework.business import Business
from framework.deal import Deal
from framework.people import Function
from framework.visibility import LATELY, Asked, Coming, days_late
from framework.week_loads import WeekLoad
from resources.words import tr

DOT = " · "
MOST_SAID = 160


class Line(NamedTuple):
    """One line of a review. `deal_ids` are what it counts: one opens it, more are listed. `zone` gives it a shape."""

    key: str
    head: str
    said: str
    deal_ids: tuple[str, ...] = ()
    zone: str = ""


class Block(NamedTuple):
    """Lines under a heading; `empty` is said where there are none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str


class Figure(NamedTuple):
    """A figure at the head of a review, with the deals it counts."""

    key: str
    name: str
    value: str
    deals: tuple[Deal, ...] = ()


class Review(NamedTuple):
    """One review. `side` is who reads it, `about` whose news it is: the voices of the two."""

    side: Function
    about: Function
    title: str
    lead: str
    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]


def review_title(side: Function) -> str:
    """Return the name of the review of one side."""
    return tr("Sales sees delivery") if side is Function.SALES else tr("Operations sees pipeline")


def sales_review(found: Reviews, business: Business) -> Review:
    """Return what Sales hears of delivery."""
    news = found.delivery
    timed = (*news.on_time, *news.late)
    score = tr("none") if news.score is None else figures.number(news.score)
    shown = (
        Figure("delivered", tr("Delivered"), _count(len(news.delivered)), news.delivered),
        Figure("on_time", tr("On time"), _share(len(news.on_time), len(timed)), timed),
        Figure("rework", tr("Rework"), _share(len(news.rework), len(news.known_rework)), news.rework),
        Figure("score", _counted(tr("Clients' score, of 5"), len(news.scored)), score, news.scored),
        Figure("late_now", tr("Late now"), _count(len(news.late_now)), news.late_now),
    )
    tight = [_late_line(deal, business, found) for deal in news.late_now]
    tight += [_due_line(deal, business) for deal in news.due_soon]
    blocks = (
        Block(
            "delivered",
            tr("Delivered in the last three months"),
            tuple(_delivered_line(deal, found, business) for deal in news.delivered),
            tr("Nothing was delivered in the last three months."),
        ),
        Block(
            "tight",
            tr("Late, and due in the next two weeks"),
            tuple(tight),
            tr("Nothing is late, and nothing is due in the next two weeks."),
        ),
        Block(
            "full",
            tr("Weeks that are full"),
            tuple(_week_line(load, found, business) for load in found.loads if weeks.is_over(load, found.limit)),
            tr("No week of the next eight is full."),
        ),
        Block(
            "dates",
            tr("Earliest honest dates"),
            tuple(
                Line(
                    each.offering.id,
                    typed(each.offering.name),
                    _dates(each),
                )
                for each in found.lead_times
            ),
            tr("The agreement in force names no offering yet."),
        ),
    )
    lead = tr("What Operations did with what was promised, and what it can do next.")
    return Review(Function.SALES, Function.OPERATIONS, review_title(Function.SALES), lead, shown, blocks)


def operations_review(found: Reviews, business: Business) -> Review:
    """Return what Operations hears of the pipeline."""
    news = found.pipeline
    open_deals = tuple(each.deal for each in news.coming)
    priced = tuple(deal for deal in open_deals if deal.value is not None)
    worth = figures.money(news.value, business.currency) if priced else tr("none")
    hours = tuple(each.deal for each in news.coming if each.hours and each.deal.probability_percent)
    shown = (
        Figure("open", tr("May come"), _count(len(open_deals)), open_deals),
        Figure("value", tr("Worth together"), worth, priced),
        Figure("hours", tr("Likely hours"), figures.hours(news.hours) if hours else tr("none"), hours),
        Figure("won", tr("Won"), _count(len(news.won)), news.won),
        Figure("lost", tr("Lost"), _count(len(news.lost)), news.lost),
    )
    blocks = (
        Block(
            "coming",
            tr("Deals that may come, the likeliest first"),
            tuple(_coming_line(each, business) for each in news.coming),
            tr("No deal is open."),
        ),
        Block(
            "weeks",
            tr("How likely each week fills"),
            tuple(_chance_line(load, found, business) for load in found.loads),
            tr("Nobody has hours in these weeks."),
        ),
        Block(
            "won",
            tr("Won in the last three months"),
            tuple(_won_line(deal, business) for deal in news.won),
            tr("Nothing was won in the last three months."),
        ),
        Block(
            "lost",
            tr("Lost in the last three months, and why"),
            tuple(_lost_line(deal, business, after_no=deal.id in news.refused) for deal in news.lost),
            tr("Nothing was lost in the last three months."),
        ),
        Block(
            "asked",
            tr("What clients asked for in three months"),
            tuple(_asked_line(each, business) for each in news.asked),
            tr("Nobody asked for anything in three months."),
        ),
    )
    lead = tr("What Sales is talking about with clients, and what may reach you when.")
    return Review(Function.OPERATIONS, Function.SALES, review_title(Function.OPERATIONS), lead, shown, blocks)


def review_of(side: Function, found: Reviews, business: Business) -> Review:
    """Return the review of one side."""
    return sales_review(found, business) if side is Function.SALES else operations_review(found, business)


def _dates(found: LeadTime) -> str:
    if not found.hours_known:
        return weeks.earliest_words(None, hours_known=False)
    alone, asked = (
        figures.day(each) if each is not None else weeks.earliest_words(None, hours_known=True)
        for each in (found.alone, found.earliest)
    )
    return tr("Sales alone from {alone}, with a yes from {asked}").format(alone=alone, asked=asked)


def _delivered_line(deal: Deal, found: Reviews, business: Business) -> Line:
    late, words = days_late(deal), found.words.get(deal.id)
    parts = [figures.day(deal.delivered_on) if deal.delivered_on is not None else ""]
    if late is None:
        parts.append(tr("no date was promised"))
    elif late:
        parts.append(tr("{days} late").format(days=figures.days(late)))
    else:
        parts.append(tr("on time"))
    if deal.rework:
        note = typed(_short(words.rework_note)) if words is not None else ""
        parts.append(tr("rework: {note}").format(note=note) if note else tr("rework"))
    if deal.client_score is not None:
        parts.append(tr("score {score} of 5").format(score=figures.number(deal.client_score)))
    if words is not None and words.client_comment:
        parts.append(tr("“{words}”").format(words=typed(_short(words.client_comment))))
    zone = "OPEN" if late is None else "ASK" if late or deal.rework else "PROMISE"
    return _line(deal, business, parts, zone)


def _late_line(deal: Deal, business: Business, found: Reviews) -> Line:
    today = found.delivery.first + LATELY
    late = (today - deal.promised_on).days if deal.promised_on is not None else 0
    when = figures.day(deal.promised_on) if deal.promised_on is not None else ""
    said = [tr("{days} late").format(days=figures.days(late)), tr("promised for {day}").format(day=when)]
    return _line(deal, business, said, "OFF")


def _due_line(deal: Deal, business: Business) -> Line:
    when = figures.day(deal.promised_on) if deal.promised_on is not None else ""
    return _line(deal, business, [tr("due {day}").format(day=when)])


def _week_line(load: WeekLoad, found: Reviews, business: Business) -> Line:
    return _week(load, _load_words(load), found, business, "ASK")


def _chance_line(load: WeekLoad, found: Reviews, business: Business) -> Line:
    said = _load_words(load)
    if load.overload_chance > 0:
        said.append(weeks.overload_words(load.overload_chance))
    return _week(load, said, found, business, "ASK" if weeks.is_over(load, found.limit) else "")


def _load_words(load: WeekLoad) -> list[str]:
    if load.capacity and not load.sold and not load.likely:
        return [tr("nothing sold, nothing likely")]
    return [
        tr("{share} sold").format(share=weeks.full_words(load)),
        tr("{share} with likely deals").format(share=weeks.with_likely_words(load)),
    ]


def _week(load: WeekLoad, said: list[str], found: Reviews, business: Business, zone: str) -> Line:
    deals = found.deals_of.get((load.crew_id, load.week), ())
    return Line(f"{load.crew_id}:{load.week}", _week_head(load, business), DOT.join(said), deals, zone)


def _coming_line(each: Coming, business: Business) -> Line:
    deal, said = each.deal, []
    if deal.probability_percent is not None:
        said.append(figures.percent(deal.probability_percent, 0))
    if deal.value is not None:
        said.append(figures.money(deal.value, business.currency))
    if each.hours:
        said += [_crew_hours(crew, hours, business) for crew, hours in each.hours.items()]
    else:
        said.append(tr("hours not known"))
    if deal.expected_close_on is not None:
        said.append(tr("decided by {day}").format(day=figures.day(deal.expected_close_on)))
    if deal.promised_on is not None:
        said.append(tr("wished for {day}").format(day=figures.day(deal.promised_on)))
    return _line(deal, business, said)


def _won_line(deal: Deal, business: Business) -> Line:
    said = [figures.day(deal.won_on) if deal.won_on is not None else ""]
    if deal.value is not None:
        said.append(figures.money(deal.value, business.currency))
    if deal.promised_on is not None:
        said.append(tr("promised for {day}").format(day=figures.day(deal.promised_on)))
    return _line(deal, business, said)


def _lost_line(deal: Deal, business: Business, *, after_no: bool) -> Line:
    said = [figures.day(deal.lost_on) if deal.lost_on is not None else ""]
    if deal.value is not None:
        said.append(figures.money(deal.value, business.currency))
    if after_no:
        said.append(tr("after our no"))
    said.append(typed(_short(deal.note)) if deal.note.strip() else "" if after_no else tr("nobody wrote why"))
    return _line(deal, business, said, "ASK" if after_no else "")


def _asked_line(each: Asked, business: Business) -> Line:
    offering = business.offerings.get(each.offering_id) if each.offering_id is not None else None
    head = typed(offering.name) if offering is not None else tr("Not in the catalogue")
    count = len(each.deals)
    said = [tr("once") if count == 1 else tr("{count} times").format(count=figures.number(count))]
    if each.early:
        early = tr("{count} of {of} sooner than the standard lead time")
        said.append(early.format(count=figures.number(len(each.early)), of=figures.number(count)))
    ids = tuple(deal.id for deal in each.deals)
    return Line(each.offering_id or "", head, DOT.join(said), ids)


def _line(deal: Deal, business: Business, said: Iterable[str], zone: str = "") -> Line:
    offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
    what = typed(offering.name) if offering is not None else tr("not in the catalogue")
    head = DOT.join((typed(deal.client), what))
    return Line(deal.id, head, DOT.join(part for part in said if part), (deal.id,), zone)


def _week_head(load: WeekLoad, business: Business) -> str:
    week = tr("Week of {day}").format(day=figures.day_month(load.week))
    if len(business.crews) < 2:
        return week
    crew = next((crew.name for crew in business.crews if crew.id == load.crew_id), "")
    return DOT.join((week, typed(crew)))


def _crew_hours(crew_id: str, hours: Decimal, business: Business) -> str:
    said = figures.hours(hours)
    if len(business.crews) < 2:
        return said
    crew = next((crew.name for crew in business.crews if crew.id == crew_id), "")
    return tr("{hours} {crew}").format(hours=said, crew=typed(crew)).strip()


def _count(count: int) -> str:
    return figures.number(count) if count else tr("none")


def _share(count: int, of: int) -> str:
    return figures.share(count, of) if of else tr("none")


def _counted(name: str, count: int) -> str:
    answers = tr("1 answer") if count == 1 else tr("{count} answers").format(count=figures.number(count))
    return f"{name} ({answers})" if count else name


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_SAID else words[: MOST_SAID - 1].rstrip() + "…"
