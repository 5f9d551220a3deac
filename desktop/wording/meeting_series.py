"""When the meeting takes place, in words: the series, the next meetings, and why one of them is on another day."""

from datetime import date

from PySide6.QtCore import QLocale

from desktop.wording import figures
from desktop.wording.agenda import DOT, meeting_people
from desktop.wording.typed import typed
from framework.business import Business
from framework.meeting import Meeting, Series, Turn, Why, people_of
from resources.words import tr


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday, 0 is Monday."""
    return figures.locale().standaloneDayName(weekday + 1, QLocale.FormatType.LongFormat)


def rhythm(every_weeks: int) -> str:
    """Return how often the meeting takes place: "Weekly"."""
    if every_weeks == 1:
        return tr("Weekly")
    if every_weeks == 2:
        return tr("Every two weeks")
    return tr("Every {count} weeks").format(count=figures.number(every_weeks))


def series_line(series: Series) -> str:
    """Return a series in one line: "Weekly · Monday · 09:00 · 30 min"."""
    minutes = tr("{count} min").format(count=figures.number(series.minutes))
    return DOT.join((rhythm(series.every_weeks), weekday_name(series.weekday), figures.clock(series.starts), minutes))


def meeting_line(meeting: Meeting, business: Business) -> str:
    """Return one meeting in words: "Mon 30 Nov, 09:00, Ana leads"."""
    leads = meeting_people(meeting._replace(keeps_time=None), business)
    return ", ".join(part for part in (figures.day(meeting.day), figures.clock(meeting.starts), leads) if part)


def turn_when(turn: Turn) -> str:
    """Return when a turn takes place: "Mon 30 Nov, 09:00"; one that does not, by the day it was planned for."""
    if turn.day is None:
        return figures.day(turn.planned_on)
    return tr("{day}, {time}").format(day=figures.day(turn.day), time=figures.clock(turn.starts))


def turn_leads(turn: Turn, series: Series, business: Business) -> str:
    """Return who leads a turn; empty for one that is not held, or where nobody is named."""
    leads, _ = people_of(series, turn.number)
    name = next((typed(person.name) for person in business.people if person.id == leads), "")
    return tr("{leader} leads").format(leader=name) if name and turn.day is not None else ""


def turn_why(turn: Turn, day_off: str = "") -> str:
    """Return why a turn is not as planned, empty when it is; `day_off` is what the day off in its way is called."""
    planned = figures.day(turn.planned_on)
    match turn.why:
        case Why.MOVED if turn.day == turn.planned_on:
            return _with_reason(tr("at another time"), turn.reason)
        case Why.MOVED:
            return _with_reason(tr("moved from {day}").format(day=planned), turn.reason)
        case Why.SKIPPED:
            return _with_reason(tr("left out"), turn.reason)
        case Why.HOLIDAY if day_off:
            return tr("steps aside from {day}: {name}").format(day=planned, name=typed(day_off))
        case Why.HOLIDAY:
            return tr("steps aside from {day}: nobody works").format(day=planned)
        case Why.DROPPED if day_off:
            return tr("not held: {name}").format(name=typed(day_off))
        case Why.DROPPED:
            return tr("not held: nobody works until the next one")
    return ""


def title_of(day: date) -> str:
    """Return the heading of one meeting: "The meeting of Mon 30 Nov"."""
    return tr("The meeting of {day}").format(day=figures.day(day))


def _with_reason(say: str, reason: str) -> str:
    return tr("{what}: {reason}").format(what=say, reason=typed(reason)) if reason else say
