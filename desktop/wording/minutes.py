"""The minutes of a meeting in sentences: who, when, what became of every item, what was written down (section 8)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction

from desktop.wording import figures
from desktop.wording.agenda import dotted, meeting_times
from desktop.wording.people import name_of
from desktop.wording.typed import typed
from framework.business import Business
from framework.meeting import Meeting
from framework.minutes import (
    Entry,
    EntryKind,
    HeldItem,
    HeldMeeting,
    HeldSection,
    Outcome,
    looking_back,
    mean_rating,
)
from resources.words import tr

MINUTE = timedelta(minutes=1)


def minutes_title() -> str:
    """Return what the minutes are called."""
    return tr("Minutes of the handshake")


def meeting_name(meeting: HeldMeeting) -> str:
    """Return how a meeting is called: "Handshake of Mon 23 Nov 2026"."""
    return tr("Handshake of {day}").format(day=figures.day_year(meeting.day))


def held_people(meeting: HeldMeeting, business: Business) -> str:
    """Return who led and who kept time; empty where nobody is named."""
    leads = _name(meeting.leads, business)
    keeps = _name(meeting.keeps_time, business)
    if leads and keeps:
        return tr("{leader} led, {keeper} kept time").format(leader=leads, keeper=keeps)
    return tr("{leader} led").format(leader=leads) if leads else ""


def held_times(meeting: HeldMeeting, zone: tzinfo) -> str:
    """Return from when to when it was held, and for how long it was planned; on paper only what was planned."""
    planned = meeting_times(Meeting(meeting.number, meeting.day, meeting.starts, meeting.minutes))
    if meeting.on_paper:
        return tr("{times}, written on paper").format(times=planned)
    start = _clock(meeting.started_at, zone)
    if meeting.ended_at is None:
        return tr("since {start}, still going on").format(start=start)
    times = tr("{start} to {end}").format(start=start, end=_clock(meeting.ended_at, zone))
    return tr("{times}, {minutes} planned").format(times=times, minutes=minutes_long(meeting.minutes))


def minutes_long(count: int) -> str:
    """Return a number of minutes: "30 min"."""
    return tr("{count} min").format(count=figures.number(count)).replace(" ", figures.NO_BREAK)


def whole_minutes(used: timedelta) -> int:
    """Return a time in whole minutes; what took less than one, but any time at all, is one."""
    return max(1, round(used / MINUTE)) if used else 0


def section_time(section: HeldSection, on_paper: bool) -> str:
    """Return what a section was planned for, and what it took; on paper nobody knows."""
    if on_paper:
        return minutes_long(section.minutes)
    return used_of(section.used, section.minutes)


def used_of(used: timedelta, planned: int) -> str:
    """Return a time beside the minutes that were planned for it: "12 of 30 min"."""
    said = tr("{used} of {planned}")
    return said.format(used=figures.number(whole_minutes(used)), planned=minutes_long(planned))


def outcome_words(outcome: Outcome | None) -> str:
    """Return what became of an item; empty where nobody said."""
    return {
        None: "",
        Outcome.SETTLED: tr("settled"),
        Outcome.PUT_OFF: tr("put off"),
        Outcome.MOVED_UP: tr("moved up"),
        Outcome.DROPPED: tr("dropped"),
    }[outcome]


def held_say(held: HeldItem) -> str:
    """Return an item in the words that it had when the meeting started."""
    return typed(held.item.frozen)


def kind_words(kind: EntryKind) -> str:
    """Return what a line of the minutes is called."""
    return {
        EntryKind.DECISION: tr("Decision"),
        EntryKind.ACTION: tr("Action"),
        EntryKind.CLIENT: tr("Word to the client"),
        EntryKind.LOOKING_BACK: tr("Parked: looks back"),
        EntryKind.NOTE: tr("Note"),
    }[kind]


def kind_heading(kind: EntryKind) -> str:
    """Return the heading over the lines of one kind."""
    return {
        EntryKind.DECISION: tr("Decided"),
        EntryKind.ACTION: tr("Who does what by when"),
        EntryKind.CLIENT: tr("What clients are told"),
        EntryKind.LOOKING_BACK: tr("Parked: looks back"),
        EntryKind.NOTE: tr("Notes"),
    }[kind]


def entry_say(entry: Entry, business: Business) -> str:
    """Return a line of the minutes with who does it, and by when."""
    return dotted(typed(entry.say), entry_who(entry, business), entry_by(entry))


def entry_who(entry: Entry, business: Business) -> str:
    """Return who does it; empty where nobody is named."""
    return _name(entry.person_id, business)


def entry_by(entry: Entry) -> str:
    """Return by when it is done: "by 25 Nov"; empty without a day."""
    if entry.due_on is None:
        return ""
    day = figures.day_month(entry.due_on).replace(" ", figures.NO_BREAK)
    return tr("by {day}").format(day=day).replace(" ", figures.NO_BREAK)


def of_kind(entries: Sequence[Entry], kind: EntryKind) -> tuple[Entry, ...]:
    """Return the lines of one kind, in the order in which they were written."""
    return tuple(entry for entry in entries if entry.kind is kind)


def outcome_counts(meeting: HeldMeeting) -> str:
    """Return what became of the items in all: "3 settled, 1 put off"; empty where nothing was said of any."""
    found = Counter(held.outcome for section in meeting.sections for held in section.items if held.outcome)
    said = {
        Outcome.SETTLED: tr("{count} settled"),
        Outcome.MOVED_UP: tr("{count} moved up"),
        Outcome.DROPPED: tr("{count} dropped"),
        Outcome.PUT_OFF: tr("{count} put off"),
    }
    return ", ".join(
        words.format(count=figures.number(found[outcome])) for outcome, words in said.items() if found[outcome]
    )


def looking_back_words(meeting: HeldMeeting) -> str:
    """Return how much of what was written down looks back; empty where nothing does."""
    back, of = looking_back(meeting.entries)
    if not back:
        return ""
    return tr("{count} of {all} lines looked back").format(count=figures.number(back), all=figures.number(of))


def rating_words(meeting: HeldMeeting, business: Business) -> str:
    """Return how good it was for everyone who said so, with the mean of several; empty where nobody did."""
    given = [
        tr("{who} {rating}").format(who=name_of(person, business), rating=figures.number(rating))
        for person, rating in meeting.ratings.items()
    ]
    mean = mean_rating(meeting)
    if mean is None:
        return ""
    each = ", ".join(given)
    if len(given) == 1:
        return tr("How good it was, 1 to 10: {each}").format(each=each)
    said = tr("How good it was, 1 to 10: {each}; {mean} on average")
    return said.format(each=each, mean=figures.number(Fraction(mean)))


def _name(person_id: str | None, business: Business) -> str:
    return name_of(person_id, business) if person_id else ""


def _clock(at: datetime, zone: tzinfo) -> str:
    return figures.clock(at.astimezone(zone).time())


def searchable(meeting: HeldMeeting, business: Business) -> tuple[str, ...]:
    """Return every line of the minutes, for a search over all of them: what was written first, then the agenda."""
    written = [f"{kind_words(entry.kind)}: {entry_say(entry, business)}" for entry in meeting.entries]
    items = [
        dotted(held_say(held), outcome_words(held.outcome)) for section in meeting.sections for held in section.items
    ]
    people = [held_people(meeting, business), rating_words(meeting, business)]
    return (*written, *items, *filter(None, people), figures.day_long(meeting.day))


def found_line(lines: Sequence[str], words: str) -> str | None:
    """Return the line that has the most of `words` where all of them stand somewhere in `lines`; else None."""
    wanted = words.casefold().split()
    whole = "\n".join(lines).casefold()
    if not all(word in whole for word in wanted):
        return None
    return max(lines, key=lambda line: sum(word in line.casefold() for word in wanted), default="")


def meeting_line(meeting: HeldMeeting) -> str:
    """Return what came out of a meeting, in few words: "2 decisions, 3 actions"."""
    decisions = len(of_kind(meeting.entries, EntryKind.DECISION))
    actions = len(of_kind(meeting.entries, EntryKind.ACTION)) + len(of_kind(meeting.entries, EntryKind.CLIENT))
    said = []
    if decisions:
        words = tr("{count} decision") if decisions == 1 else tr("{count} decisions")
        said.append(words.format(count=figures.number(decisions)))
    if actions:
        words = tr("{count} action") if actions == 1 else tr("{count} actions")
        said.append(words.format(count=figures.number(actions)))
    return ", ".join(said) or tr("nothing written down")
