"""Actions of a meeting that is held: start it, go on, write down, close it (framework.md section 8).

Everything is written as it happens, so that a meeting goes on where it stood whatever happens to the program.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop.actions.agenda_items import checked_words
from desktop.actions.meeting import agree_action_in
from framework.agenda import Agenda, AgendaSection, item_key
from framework.business import Business
from framework.meeting import SectionKind
from framework.minutes import (
    ACTING,
    HIGHEST_RATING,
    LOWEST_RATING,
    Entry,
    EntryKind,
    HeldItem,
    HeldMeeting,
    KeptWeek,
    Outcome,
    left_over,
    spent,
)
from resources.words import tr
from storage.book import Author, Book
from storage.held_meetings import FrozenSection, add_entry, add_meeting, read_meeting, running_meeting
from storage.trouble import Refused, Trouble

if TYPE_CHECKING:
    from storage.writing import Change

DAY_SECONDS = 86_400


def frozen_sections(agenda: Agenda, business: Business) -> tuple[FrozenSection, ...]:
    """Return the agenda in the words it has now, as it is kept from the start of the meeting on."""
    from desktop.wording.agenda import item_say, section_counts

    found = []
    for section in agenda.sections:
        items = tuple(
            (item_key(item), item._replace(frozen=item_say(item, business, agenda.meeting.day)))
            for item in section.items
        )
        counted = section_counts(section)
        found.append(FrozenSection(section.kind, section.minutes, counted, section.more, chart_text(section), items))
    return tuple(found)


def chart_text(section: AgendaSection) -> str:
    """Return the weeks of a section's chart as JSON, exact; empty without a chart."""
    if not section.loads:
        return ""
    weeks = [
        [load.week.isoformat(), load.crew_id, str(load.sold), str(load.likely), str(load.capacity)]
        for load in section.loads
    ]
    return json.dumps({"limit": None if section.limit is None else str(section.limit), "weeks": weeks})


def chart_weeks(text: str) -> tuple[tuple[KeptWeek, ...], Fraction | None]:
    """Return the weeks and the limit of a chart that was kept with `chart_text`; no weeks for an empty text."""
    if not text:
        return (), None
    kept = json.loads(text)
    weeks = tuple(
        KeptWeek(date.fromisoformat(week), crew, Fraction(sold), Fraction(likely), Fraction(hours))
        for week, crew, sold, likely, hours in kept["weeks"]
    )
    return weeks, None if kept["limit"] is None else Fraction(kept["limit"])


def figures_text(agenda: Agenda) -> str:
    """Return the shared figures at the head of an agenda in words, as JSON: name, value, arrow, sentence."""
    from desktop.wording.agenda import figure_lines

    return json.dumps([list(line) for line in figure_lines(agenda.figures)], ensure_ascii=False)


def start_meeting(*, book: Book, who: Author, agenda: Agenda, business: Business, on_paper: bool = False) -> str:
    """Begin the meeting with its agenda as it is now, and return its key. `on_paper`: it took place already, on paper.

    Raises Refused while another is going on.
    """
    sections, figures = frozen_sections(agenda, business), figures_text(agenda)
    with book.change(tr("Start the meeting of {day}").format(day=agenda.meeting.day.isoformat()), who=who) as change:
        if running_meeting(book) is not None:
            raise Refused(tr("A meeting is going on already. Close that one first."))
        return add_meeting(change, agenda.meeting, sections, figures=figures, on_paper=on_paper)


def throw_away(*, book: Book, who: Author, meeting: HeldMeeting) -> None:
    """Take back that a meeting began, with what was written in it; its actions stay. Undo brings it back."""
    with book.change(tr("Throw away the meeting of {day}").format(day=meeting.day.isoformat()), who=who) as change:
        change.update("meeting", meeting.id, {}, seen=meeting.version)
        for table in ("meeting_rating", "meeting_entry", "meeting_item", "meeting_section"):
            for (row_id,) in book.rows(f"SELECT id FROM {table} WHERE meeting_id = ?", (meeting.id,)):
                change.remove(table, row_id)
        for (row_id,) in book.rows("SELECT id FROM action WHERE meeting_id = ?", (meeting.id,)):
            change.update("action", row_id, {"meeting_id": None})
        change.remove("meeting", meeting.id)


def go_to(*, book: Book, who: Author, meeting: HeldMeeting, section: SectionKind) -> None:
    """Go on with a section; the clock of the one before stops, that of this one runs. Raises Refused when closed."""
    with book.change(tr("Go on with the agenda"), who=who, for_good=True) as change:
        now = _open(book, meeting)
        _stop_clock(change, now)
        # Only the clock moved: two windows that both press Next do not quarrel.
        change.update(
            "meeting",
            now.id,
            {
                "section": str(section),
                "clock_since": None if now.on_paper else change.at,
                "last_at": change.at,
            },
        )


def pause(*, book: Book, who: Author, meeting: HeldMeeting, at: datetime | None = None) -> None:
    """Stop the clock, now or as it stood at the instant `at` before. Raises Refused when the meeting is closed."""
    with book.change(tr("Stop the clock of the meeting"), who=who, for_good=True) as change:
        now = _open(book, meeting)
        _stop_clock(change, now, at)
        change.update("meeting", now.id, {"clock_since": None, "last_at": change.at})


def go_on(*, book: Book, who: Author, meeting: HeldMeeting) -> None:
    """Let the clock run on in the section where it stands. Raises Refused when the meeting is closed."""
    with book.change(tr("The meeting goes on"), who=who, for_good=True) as change:
        now = _open(book, meeting)
        if now.clock_since is None and not now.on_paper:
            change.update("meeting", now.id, {"clock_since": change.at, "last_at": change.at})


def write_down(
    *,
    book: Book,
    who: Author,
    meeting: HeldMeeting,
    kind: EntryKind,
    say: str,
    section: SectionKind | None = None,
    person_id: str | None = None,
    due_on: date | None = None,
    deal_id: str | None = None,
) -> str:
    """Write down a line in the section where the meeting stands, or in `section`, and return its key.

    An action and what a client is told also become an action that carries over until it is done. Raises Trouble
    without words, Refused when the meeting is closed.
    """
    words = checked_words(say)
    with book.change(_label(kind).format(say=words[:80]), who=who) as change:
        now = _open(book, meeting)
        change.update("meeting", now.id, {"last_at": change.at})
        return add_line(
            change, now, section or now.section, kind, words, person_id=person_id, due_on=due_on, deal_id=deal_id
        )


def add_line(
    change: "Change",
    meeting: HeldMeeting,
    section: SectionKind,
    kind: EntryKind,
    say: str,
    *,
    person_id: str | None = None,
    due_on: date | None = None,
    deal_id: str | None = None,
) -> str:
    """Write down a line, with the action that it makes, inside a change, and return its key."""
    action_id = None
    if kind in ACTING:
        action_id = agree_action_in(change, meeting.day, say, person_id, due_on, meeting_id=meeting.id, deal_id=deal_id)
    return add_entry(
        change,
        meeting.id,
        section,
        kind,
        say,
        person_id=person_id,
        due_on=due_on,
        action_id=action_id,
        deal_id=deal_id,
    )


def change_entry(
    *,
    book: Book,
    who: Author,
    entry: Entry,
    kind: EntryKind,
    say: str,
    person_id: str | None = None,
    due_on: date | None = None,
) -> None:
    """Change a line of the minutes, also after the close; the action that it made follows.

    Raises Trouble without words, Conflict when somebody changed it since.
    """
    words = checked_words(say)
    acts = kind in ACTING
    with book.change(tr("Change in the minutes: {say}").format(say=words[:80]), who=who) as change:
        action_id = entry.action_id
        there = action_id is not None and change.current("action", action_id) is not None
        if acts and there and action_id is not None:
            change.update("action", action_id, {"say": words, "person_id": person_id, "due_on": due_on})
        elif acts:
            held = read_meeting(book, entry.meeting_id)
            day = held.day if held is not None else change.at.date()
            action_id = agree_action_in(
                change, day, words, person_id, due_on, meeting_id=entry.meeting_id, deal_id=entry.deal_id
            )
        elif there and action_id is not None:
            change.remove("action", action_id)
            action_id = None
        values = {"kind": str(kind), "say": words, "person_id": person_id, "due_on": due_on, "action_id": action_id}
        change.update("meeting_entry", entry.id, values, seen=entry.version)


def strike_entry(*, book: Book, who: Author, entry: Entry) -> None:
    """Take a line out of the minutes, with the action it made; Undo brings both back. Raises Conflict or Refused."""
    with book.change(tr("Out of the minutes: {say}").format(say=entry.say[:80]), who=who) as change:
        change.update("meeting_entry", entry.id, {}, seen=entry.version)
        if entry.action_id is not None and change.current("action", entry.action_id) is not None:
            change.remove("action", entry.action_id)
        change.remove("meeting_entry", entry.id)


def settle(*, book: Book, who: Author, meeting: HeldMeeting, held: HeldItem, outcome: Outcome | None) -> None:
    """Say what became of an item (None: nothing yet). What was put on the agenda by hand is over when it is settled,
    dropped or moved up. Raises Refused when the meeting is closed, Conflict when somebody changed the item since."""
    with book.change(_outcome_label(outcome).format(say=held.item.frozen[:80]), who=who) as change:
        now = _open(book, meeting)
        change.update(
            "meeting_item", held.id, {"outcome": None if outcome is None else str(outcome)}, seen=held.version
        )
        change.update("meeting", now.id, {"last_at": change.at})
        settle_added(change, held, outcome, now.day)


def check_rating(rating: int) -> None:
    """Raise Trouble for a number that is no rating."""
    if not LOWEST_RATING <= rating <= HIGHEST_RATING:
        raise Trouble(tr("Give the meeting a number from 1 to 10."))


def rate(*, book: Book, who: Author, meeting: HeldMeeting, person_id: str, rating: int | None) -> None:
    """Say how good the meeting was for somebody, 1 to 10 (None: no answer). Raises Trouble for another number."""
    if rating is not None:
        check_rating(rating)
    with book.change(tr("How good the meeting was"), who=who) as change:
        _rate(book, change, meeting.id, person_id, rating)


def close_meeting(
    *,
    book: Book,
    who: Author,
    meeting: HeldMeeting,
    ratings: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> None:
    """Close a meeting, now or (one that was left lying) as it stood at the instant `at`. What nothing was done about
    is put off. Raises Refused when it is closed already."""
    with book.change(tr("Close the meeting of {day}").format(day=meeting.day.isoformat()), who=who) as change:
        now = _open(book, meeting)
        _stop_clock(change, now, at)
        for held in left_over(now):
            if held.item.action_id is not None and _is_done(change, held.item.action_id):
                change.update("meeting_item", held.id, {"outcome": str(Outcome.SETTLED)})
            else:
                change.update("meeting_item", held.id, {"outcome": str(Outcome.PUT_OFF)})
        for person_id, rating in (ratings or {}).items():
            _rate(book, change, now.id, person_id, rating)
        change.update("meeting", now.id, {"ended_at": at or change.at, "clock_since": None, "last_at": change.at})


def _open(book: Book, meeting: HeldMeeting) -> HeldMeeting:
    """Return the meeting as it is now. Raises Refused when it is closed or gone."""
    now = read_meeting(book, meeting.id)
    if now is None:
        raise Refused(tr("This meeting was thrown away in the meantime."))
    if not now.is_running:
        raise Refused(tr("This meeting is closed."))
    return now


def _stop_clock(change: "Change", meeting: HeldMeeting, at: datetime | None = None) -> None:
    used = spent(meeting, meeting.section, at or change.at)
    seconds = min(round(max(timedelta(), used).total_seconds()), DAY_SECONDS)
    change.update("meeting_section", meeting.at(meeting.section).id, {"used_seconds": seconds})


def settle_added(change: "Change", held: HeldItem, outcome: Outcome | None, day: date) -> None:
    """Let what somebody put on the agenda be over on `day`, or open again, as its outcome has it."""
    added = held.item.added_id
    if added is None or change.current("agenda_item", added) is None:
        return
    over = outcome in (Outcome.SETTLED, Outcome.DROPPED, Outcome.MOVED_UP)
    change.update("agenda_item", added, {"settled_on": day if over else None})


def _rate(book: Book, change: "Change", meeting_id: str, person_id: str, rating: int | None) -> None:
    found = book.row("SELECT id FROM meeting_rating WHERE meeting_id = ? AND person_id = ?", (meeting_id, person_id))
    if rating is None and found is not None:
        change.remove("meeting_rating", found[0])
    elif rating is not None and found is not None:
        change.update("meeting_rating", found[0], {"rating": rating})
    elif rating is not None:
        change.add("meeting_rating", {"meeting_id": meeting_id, "person_id": person_id, "rating": rating})


def _is_done(change: "Change", action_id: str) -> bool:
    found = change.current("action", action_id, ["done_on"])
    return found is not None and found["done_on"] is not None


def _label(kind: EntryKind) -> str:
    return {
        EntryKind.DECISION: tr("Decision: {say}"),
        EntryKind.ACTION: tr("Action: {say}"),
        EntryKind.CLIENT: tr("Word to the client: {say}"),
        EntryKind.LOOKING_BACK: tr("Parked: {say}"),
        EntryKind.NOTE: tr("Note: {say}"),
    }[kind]


def _outcome_label(outcome: Outcome | None) -> str:
    return {
        None: tr("Open again: {say}"),
        Outcome.SETTLED: tr("Settled: {say}"),
        Outcome.PUT_OFF: tr("Put off: {say}"),
        Outcome.MOVED_UP: tr("Moved up the ladder: {say}"),
        Outcome.DROPPED: tr("Dropped: {say}"),
    }[outcome]
