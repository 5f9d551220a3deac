"""Writing the meetings that the sample business held, the last of them on the last turn of its series before today."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from framework.agenda import AgendaItem, ItemKind, item_key
from framework.meeting import Meeting, SectionKind, Turn, next_meeting, section_kinds, section_minutes, turns
from framework.minutes import ACTING
from resources.sample_meetings import SampleAdded, SampleLine, SampleMeeting, sample_meetings
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_business, read_timezone
from storage.meeting import add_action
from storage.writing import Change

LOOKED_BACK = timedelta(weeks=20)


def write_sample_meetings(book: Book, authors: dict[str, Author], today: date) -> None:
    """Add them to the sample, the oldest first, each a change of its own by who led it.

    The actions of the sample become those of the last meeting held on or before the day they were agreed.
    """
    business = read_business(book, today)
    series = business.series
    assert series is not None
    past = [
        turn
        for turn in turns(series, business.calendar, today - LOOKED_BACK, today)
        if turn.day is not None and turn.day < today
    ]
    zone = ZoneInfo(read_timezone(book))
    names = {author.id: author for author in authors.values()}
    added, meetings = sample_meetings()
    added_id = ""
    for content in reversed(meetings):
        turn = past[-content.back]
        assert turn.day is not None
        meeting = next_meeting(series, business.calendar, turn.day)
        who = names.get(meeting.leads or "", next(iter(authors.values())))
        label = tr("The meeting of {day}").format(day=turn.day.isoformat())
        with book.change(label, who=who, for_good=True) as change:
            if content.put_off and not added_id:
                added_id = _add_ahead(change, added, turn, authors)
            _Writer(book, change, meeting, content, authors, zone).write(added, added_id)
    with book.change(tr("Actions of the meeting"), who=next(iter(authors.values())), for_good=True) as change:
        _adopt_actions(book, change)


def _add_ahead(change: Change, added: SampleAdded, turn: Turn, authors: dict[str, Author]) -> str:
    assert turn.day is not None
    return change.add(
        "agenda_item",
        {
            "section": added.section,
            "say": added.say,
            "why": added.why,
            "person_id": authors[added.person].id,
            "added_on": turn.day - timedelta(days=added.before),
        },
    )


def _adopt_actions(book: Book, change: Change) -> None:
    """Let each action that no meeting has yet be one of the last that was held by then, with a line in its minutes."""
    found = book.rows(
        "SELECT a.id, a.say, a.person_id, a.due_on, m.id, m.day, m.ended_at FROM action a JOIN meeting m "
        "ON m.id = (SELECT id FROM meeting WHERE day <= a.agreed_on ORDER BY day DESC LIMIT 1) "
        "WHERE a.meeting_id IS NULL ORDER BY a.agreed_on, a.rowid"
    )
    for action, say, person, due, meeting, day, ended in found:
        change.update("action", action, {"meeting_id": meeting, "agreed_on": date.fromisoformat(day)})
        change.add(
            "meeting_entry",
            {
                "meeting_id": meeting,
                "section": str(SectionKind.CLOSE),
                "kind": "action",
                "say": say,
                "at": datetime.fromisoformat(ended),
                "person_id": person,
                "due_on": None if due is None else date.fromisoformat(due),
                "action_id": action,
            },
        )


class _Writer:
    """Writes one meeting inside a change."""

    def __init__(
        self,
        book: Book,
        change: Change,
        meeting: Meeting,
        content: SampleMeeting,
        authors: dict[str, Author],
        zone: ZoneInfo,
    ) -> None:
        self._book, self._change, self._meeting, self._content = book, change, meeting, content
        self._authors = authors
        start = datetime.combine(meeting.day, meeting.starts, zone) + timedelta(minutes=content.late)
        self._start = start.astimezone(UTC)
        self._id = ""

    def write(self, added: SampleAdded, added_id: str) -> None:
        """Write the meeting, its sections, items, lines and ratings."""
        meeting, content = self._meeting, self._content
        kinds = section_kinds(meeting.number)
        planned = dict(zip(kinds, section_minutes(meeting.minutes, kinds), strict=True))
        used = {kind: minutes * 60 * content.used.get(kind, 100) // 100 for kind, minutes in planned.items()}
        ended = self._start + timedelta(seconds=sum(used.values()))
        self._id = self._change.add(
            "meeting",
            {
                "number": meeting.number,
                "planned_on": meeting.planned_on,
                "day": meeting.day,
                "starts": meeting.starts.strftime("%H:%M"),
                "minutes": meeting.minutes,
                "leads": meeting.leads,
                "keeps_time": meeting.keeps_time,
                "started_at": self._start,
                "ended_at": ended,
                "section": str(SectionKind.CLOSE),
                "last_at": ended,
            },
        )
        for place, (kind, minutes) in enumerate(planned.items()):
            row = {"kind": str(kind), "position": place, "minutes": minutes, "used_seconds": used[kind]}
            self._change.add("meeting_section", {**row, "meeting_id": self._id})
        self._add_items(kinds, added, added_id)
        self._change.flush()
        for line in content.lines:
            before = [kind for kind in kinds if kinds.index(kind) < kinds.index(SectionKind(line.section))]
            at = self._start + timedelta(seconds=sum(used[kind] for kind in before) + 30)
            self._add_line(line, at)
        for person, rating in content.ratings.items():
            values = {"meeting_id": self._id, "person_id": self._authors[person].id, "rating": rating}
            self._change.add("meeting_rating", values)

    def _add_items(self, kinds: tuple[SectionKind, ...], added: SampleAdded, added_id: str) -> None:
        items = [(each.section, each.kind, each.say, each.outcome, None) for each in self._content.items]
        if self._content.put_off:
            name = self._authors[added.person].name
            say = " · ".join(part for part in (name, added.say, added.why) if part)
            items.append((added.section, str(ItemKind.WRITTEN), say, "put_off", added_id))  # type: ignore[arg-type]
        items.sort(key=lambda item: kinds.index(SectionKind(item[0])))
        for position, (section, kind, say, outcome, ahead) in enumerate(items):
            key = item_key(AgendaItem(ItemKind(kind), added_id=ahead)) if ahead else f"{kind}:sample-{position}"
            self._change.add(
                "meeting_item",
                {
                    "meeting_id": self._id,
                    "section": section,
                    "position": position,
                    "kind": kind,
                    "item_key": key,
                    "say": say,
                    "added_id": ahead,
                    "outcome": outcome or None,
                },
            )

    def _add_line(self, line: SampleLine, at: datetime) -> None:
        day, action = self._meeting.day, None
        person = None if line.who is None else self._authors[line.who].id
        due = None if line.due is None else day + timedelta(days=line.due)
        if line.kind in ACTING:
            action = add_action(
                self._change, say=line.say, person_id=person, due_on=due, agreed_on=day, meeting_id=self._id
            )
            if line.done is not None:
                self._change.flush()
                self._change.update("action", action, {"done_on": day + timedelta(days=line.done)})
        self._change.add(
            "meeting_entry",
            {
                "meeting_id": self._id,
                "section": line.section,
                "kind": line.kind,
                "say": line.say,
                "at": at,
                "person_id": person,
                "due_on": due,
                "action_id": action,
            },
        )
