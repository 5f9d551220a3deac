"""A meeting that is going on, in words: its clock and what is left over (framework.md section 8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from desktop.wording import figures
from desktop.wording.agenda import dotted, section_title
from desktop.wording.minutes import minutes_long, used_of, whole_minutes
from framework.business import Business
from framework.meeting import SectionKind
from framework.minutes import EntryKind, HeldItem, HeldMeeting, Outcome, after, left, looking_back, spent, whole_time
from resources.words import tr

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def clock_text(rest: timedelta) -> str:
    """Return what is left as minutes and seconds, "4:12"; what it runs over as "+0:40"."""
    seconds = -(-rest // SECOND) if rest > timedelta() else rest // SECOND
    minutes, rest_seconds = divmod(abs(seconds), 60)
    return f"{'+' if seconds < 0 else ''}{minutes}:{rest_seconds:02}"


def clock_line(meeting: HeldMeeting, now: datetime, business: Business) -> str:
    """Return what stands under the clock: of how many minutes, and what comes next."""
    section = meeting.at(meeting.section)
    of = tr("of {time}").format(time=f"{section.minutes}:00")
    following = after(meeting, meeting.section)
    if left(meeting, meeting.section, now) < timedelta():
        over = tr("a little over its {minutes}").format(minutes=minutes_long(section.minutes))
        return dotted(over, _next(following, business))
    return dotted(of, _next(following, business))


def _next(kind: SectionKind | None, business: Business) -> str:
    if kind is None:
        return tr("then it is over")
    title = section_title(kind, business)
    return tr("next: {section}").format(section=title[:1].lower() + title[1:])


def clock_said(meeting: HeldMeeting, now: datetime, business: Business) -> str:
    """Return the clock as a sentence, for who does not see it."""
    name = section_title(meeting.section, business)
    rest = left(meeting, meeting.section, now)
    said = tr("{section}: {minutes} over its time") if rest < timedelta() else tr("{section}: {minutes} left")
    return said.format(section=name, minutes=minutes_long(whole_minutes(abs(rest))))


def whole_line(meeting: HeldMeeting, now: datetime) -> str:
    """Return how long the meeting has taken: "12 of 30 min"."""
    return used_of(whole_time(meeting, now), meeting.minutes)


def section_time(meeting: HeldMeeting, kind: SectionKind, now: datetime) -> str:
    """Return the minutes of a section, and what it took where it was talked about already."""
    planned, used = meeting.at(kind).minutes, spent(meeting, kind, now)
    if kind is meeting.section or not used:
        return minutes_long(planned)
    return used_of(used, planned)


def running_line(meeting: HeldMeeting, people: str, zone: tzinfo) -> str:
    """Return the line under the title: since when, and who leads."""
    start = figures.clock(meeting.started_at.astimezone(zone).time())
    since = tr("Since {start}").format(start=start)
    if meeting.clock_since is None:
        since = tr("Since {start}, the clock stands still").format(start=start)
    return dotted(since, people)


def outcome_button(outcome: Outcome) -> str:
    """Return the words of what can become of an item."""
    return {
        Outcome.SETTLED: tr("Settled"),
        Outcome.PUT_OFF: tr("Put off to the next meeting"),
        Outcome.MOVED_UP: tr("Move up the ladder…"),
        Outcome.DROPPED: tr("Drop it"),
    }[outcome]


def kind_button(kind: EntryKind) -> str:
    """Return the short words of what is written down, with the letter that chooses it."""
    return {
        EntryKind.DECISION: tr("&Decision"),
        EntryKind.ACTION: tr("&Action"),
        EntryKind.CLIENT: tr("To the &client"),
        EntryKind.LOOKING_BACK: tr("For &later"),
        EntryKind.NOTE: tr("&Note"),
    }[kind]


def kind_hint(kind: EntryKind) -> str:
    """Return what is written for such a line."""
    return {
        EntryKind.DECISION: tr("What was decided"),
        EntryKind.ACTION: tr("What will be done"),
        EntryKind.CLIENT: tr("What the client is told"),
        EntryKind.LOOKING_BACK: tr("What belongs to the past"),
        EntryKind.NOTE: tr("What to remember"),
    }[kind]


def looking_back_share(meeting: HeldMeeting) -> str:
    """Return how much of what was written down looks back; empty while nothing does."""
    back, of = looking_back(meeting.entries)
    if not back:
        return ""
    if back == of:
        return tr("All that was written down looks back.")
    said = tr("{count} of {all} lines look back.")
    return said.format(count=figures.number(back), all=figures.number(of))


def left_over_line(items: Sequence[HeldItem]) -> str:
    """Return what would be put off if the meeting were closed now; empty where nothing would."""
    if not items:
        return ""
    said = tr("1 item is put off to the next meeting:") if len(items) == 1 else tr("{count} items are put off:")
    return said.format(count=figures.number(len(items)))


def interrupted_line(meeting: HeldMeeting, last: datetime, zone: tzinfo) -> str:
    """Return what is said of a meeting that was never closed."""
    local = last.astimezone(zone)
    said = tr("This meeting was not closed. The last thing happened on {day} at {time}. Nothing of it is lost.")
    return said.format(day=figures.day_long(local.date()), time=figures.clock(local.time()))


def closed_line(meeting: HeldMeeting) -> str:
    """Return what is said once a meeting is closed."""
    from desktop.wording.minutes import meeting_line

    return tr("The meeting is closed: {result}.").format(result=meeting_line(meeting))
