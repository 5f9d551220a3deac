"""Actions of a meeting that was held on paper: its agenda, and what stands on the sheet taken in (section 8)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from desktop.actions.agenda_items import checked_words
from desktop.actions.desk import Desk
from desktop.actions.meeting import gather_facts
from desktop.actions.meeting_run import add_line, check_rating, figures_text, frozen_sections, settle_added
from desktop.actions.parts import finish
from framework.agenda import Agenda, agenda
from framework.meeting import Meeting, SectionKind, next_meeting, turns
from framework.minutes import EntryKind, Outcome, left_over
from resources.words import tr
from storage.book import Author, Book
from storage.held_meetings import add_meeting, held_days, held_on, last_held_day, read_meeting
from storage.meeting import mark_action, remove_action
from storage.trouble import Refused

BACK = timedelta(weeks=8)
"""So far back a meeting is offered that nothing was written down of."""


class PaperLine(NamedTuple):
    """One line of the sheet. ACTION and CLIENT have `person_id` and `due_on`."""

    kind: EntryKind
    say: str
    person_id: str | None = None
    due_on: date | None = None


def not_written_down(book: Book, desk: Desk) -> tuple[Meeting, ...]:
    """Return the meetings of the series up to today of which there are no minutes, the latest first."""
    series, calendar = desk.business.series, desk.business.calendar
    if series is None:
        return ()
    known = held_days(book)
    # One that was moved to an earlier day is planned after today.
    last = desk.today + timedelta(weeks=series.every_weeks)
    found = [
        next_meeting(series, calendar, turn.day)
        for turn in turns(series, calendar, desk.today - BACK, last)
        if turn.day is not None and turn.day <= desk.today and not {turn.day, turn.planned_on} & known
    ]
    found.sort(key=lambda meeting: meeting.day, reverse=True)
    before = {meeting.day: last_held_day(book, meeting.day - timedelta(days=1)) for meeting in found}
    return tuple(meeting._replace(previous_on=before[meeting.day] or meeting.previous_on) for meeting in found)


def paper_agenda(book: Book, desk: Desk, meeting: Meeting) -> Agenda:
    """Return the agenda of a meeting that is over, worked out from the records; what was written since is not on it."""
    facts, meeting = finish(gather_facts(book, desk, meeting))
    return agenda(
        facts._replace(
            actions=[each for each in facts.actions if each.agreed_on is None or each.agreed_on <= meeting.day],
            added=[each for each in facts.added if each.added_on is None or each.added_on <= meeting.day],
        ),
        meeting,
    )


def take_in_paper_meeting(
    *,
    book: Book,
    who: Author,
    desk: Desk,
    agenda: Agenda,
    outcomes: Mapping[str, Outcome],
    lines: Sequence[PaperLine] = (),
    ratings: Mapping[str, int] | None = None,
    used: int | None = None,
) -> str:
    """Write down a meeting that was held on paper, in one change, and return its key.

    `outcomes` are by `framework.agenda.item_key`; an action that is settled is done, one that is dropped is off the
    list. What nothing was done about is put off. `used` are the minutes it took, None where nobody looked: then it
    ended when it began. Raises Trouble for a line without words or a rating that is none, Refused when there are
    minutes of that day already.
    """
    meeting = agenda.meeting
    words = [checked_words(line.say) for line in lines]
    for rating in (ratings or {}).values():
        check_rating(rating)
    sections, figures = frozen_sections(agenda, desk.business), figures_text(agenda)
    began = datetime.combine(meeting.day, meeting.starts, desk.zone).astimezone(UTC)
    day = meeting.day.isoformat()
    with book.change(tr("Take in the meeting of {day} from paper").format(day=day), who=who) as change:
        if held_on(book, meeting.day, meeting.planned_on):
            raise Refused(tr("There are minutes of this meeting already."))
        meeting_id = add_meeting(change, meeting, sections, figures=figures, on_paper=True)
        change.flush()
        held = read_meeting(book, meeting_id)
        assert held is not None
        values = {
            "started_at": began,
            "ended_at": began + timedelta(minutes=used or 0),
            "section": str(held.sections[-1].kind),
        }
        change.update("meeting", meeting_id, values)
        for each in (each for section in held.sections for each in section.items if each.key in outcomes):
            outcome = outcomes[each.key]
            change.update("meeting_item", each.id, {"outcome": str(outcome)})
            settle_added(change, each, outcome, meeting.day)
            if each.item.action_id is not None and outcome is Outcome.SETTLED and not each.item.done:
                mark_action(change, each.item.action_id, done_on=meeting.day, seen=None)
            elif each.item.action_id is not None and outcome is Outcome.DROPPED:
                remove_action(change, each.item.action_id)
        for each in left_over(held):
            if each.key not in outcomes:
                change.update("meeting_item", each.id, {"outcome": str(Outcome.PUT_OFF)})
        for line, say in zip(lines, words, strict=True):
            add_line(change, held, SectionKind.CLOSE, line.kind, say, person_id=line.person_id, due_on=line.due_on)
        for person_id, rating in (ratings or {}).items():
            change.add("meeting_rating", {"meeting_id": meeting_id, "person_id": person_id, "rating": rating})
        return meeting_id
