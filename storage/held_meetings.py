"""Meetings as they were held, and what was put on the agenda ahead: reading and writing (framework.md section 8)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.agenda import AddedItem, AgendaItem, ItemKind
from framework.meeting import Meeting, SectionKind
from framework.minutes import Entry, EntryKind, HeldItem, HeldMeeting, HeldSection, Outcome
from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    from storage.writing import Change

TOPICS = frozenset(
    {"meeting", "meeting_section", "meeting_item", "meeting_entry", "meeting_rating", "agenda_item", "action"}
)
"""News under these topics means that something has changed in a meeting or on the agenda."""

LOOKED_BACK_AT = 12
"""So many closed meetings are looked at to see what was put off in a row."""


class FrozenSection(NamedTuple):
    """A section of the agenda in the words it had when the meeting started, ready to be written."""

    kind: SectionKind
    minutes: int
    counted: str
    more: int
    chart: str
    items: tuple[tuple[str, AgendaItem], ...]
    """Each with its key; what it says is in `frozen`."""


def running_meeting(book: Book) -> HeldMeeting | None:
    """Return the meeting that is going on, None when there is none."""
    return next(iter(_meetings(book, "m.ended_at IS NULL", ())), None)


def is_meeting_running(book: Book) -> bool:
    """Say whether a meeting is going on."""
    return book.row("SELECT 1 FROM meeting WHERE ended_at IS NULL LIMIT 1") is not None


def read_meeting(book: Book, meeting_id: str) -> HeldMeeting | None:
    """Return one meeting that began, None when it is gone."""
    return next(iter(_meetings(book, "m.id = ?", (meeting_id,))), None)


def held_meetings(book: Book, *, since: date = date.min, most: int = 1000) -> tuple[HeldMeeting, ...]:
    """Return the meetings that were closed, from the day `since` on, the latest first."""
    where = (
        "m.id IN (SELECT id FROM meeting WHERE ended_at IS NOT NULL AND day >= ? "
        "ORDER BY day DESC, started_at DESC LIMIT ?)"
    )
    return _meetings(book, where, (since.isoformat(), most))


def last_meeting(book: Book, on: date) -> HeldMeeting | None:
    """Return the last meeting on or before a day, also one that is going on; None when there is none."""
    where = "m.id = (SELECT id FROM meeting WHERE day <= ? ORDER BY day DESC, started_at DESC LIMIT 1)"
    return next(iter(_meetings(book, where, (on.isoformat(),))), None)


def held_on(book: Book, day: date, planned_on: date | None = None, *, over: bool = False) -> bool:
    """Say whether a meeting of that day, or one that was planned for the day `planned_on`, has begun (`over`: and is
    over)."""
    found = book.row(
        f"SELECT 1 FROM meeting WHERE (day = ? OR planned_on = ?){' AND ended_at IS NOT NULL' if over else ''} LIMIT 1",
        (day.isoformat(), (planned_on or day).isoformat()),
    )
    return found is not None


def held_days(book: Book) -> frozenset[date]:
    """Return the days of all meetings that began, and those they were planned for."""
    found = book.rows("SELECT day FROM meeting UNION SELECT planned_on FROM meeting WHERE planned_on IS NOT NULL")
    return frozenset(date.fromisoformat(day) for (day,) in found)


def last_held_day(book: Book, on: date) -> date | None:
    """Return the day of the last meeting that is over by the end of `on`, None where none was held."""
    row = book.row("SELECT MAX(day) FROM meeting WHERE day <= ? AND ended_at IS NOT NULL", (on.isoformat(),))
    return None if row is None else read_day(row[0])


def outcomes(book: Book, *, most: int = LOOKED_BACK_AT) -> list[dict[str, Outcome | None]]:
    """Return what became of the items of the last closed meetings, by key, the latest meeting first."""
    found: dict[str, dict[str, Outcome | None]] = {}
    rows = book.rows(
        "SELECT m.id, i.item_key, i.outcome FROM (SELECT id, day, started_at FROM meeting WHERE ended_at IS NOT NULL "
        "ORDER BY day DESC, started_at DESC LIMIT ?) m LEFT JOIN meeting_item i ON i.meeting_id = m.id "
        "ORDER BY m.day DESC, m.started_at DESC",
        (most,),
    )
    for meeting, key, outcome in rows:
        kept = found.setdefault(meeting, {})
        if key is not None:
            kept[key] = None if outcome is None else Outcome(outcome)
    return list(found.values())


def added_items(book: Book) -> list[AddedItem]:
    """Return what people put on the agenda and what is not settled yet, in the order it was put there."""
    found = book.rows(
        "SELECT section, say, person_id, why, id, deal_id, question_id, added_on, version FROM agenda_item "
        "WHERE settled_on IS NULL ORDER BY added_on, rowid"
    )
    return [
        AddedItem(SectionKind(section), say, person, why, id, deal, question, date.fromisoformat(day), version)
        for section, say, person, why, id, deal, question, day, version in found
    ]


def added_days(book: Book, since: date) -> list[date]:
    """Return the days from `since` on when people put something on the agenda, also what is settled by now."""
    found = book.rows("SELECT added_on FROM agenda_item WHERE added_on >= ? ORDER BY added_on", (since.isoformat(),))
    return [date.fromisoformat(day) for (day,) in found]


def _meetings(book: Book, where: str, parameters: Sequence[Any]) -> tuple[HeldMeeting, ...]:
    heads = book.rows(
        "SELECT m.id, m.number, m.day, m.starts, m.minutes, m.started_at, m.section, m.clock_since, m.ended_at, "
        f"m.planned_on, m.leads, m.keeps_time, m.on_paper, m.figures, m.last_at, m.version FROM meeting m "
        f"WHERE {where} ORDER BY m.day DESC, m.started_at DESC",
        parameters,
    )
    if not heads:
        return ()
    items = _items(book, where, parameters)
    sections: dict[str, list[HeldSection]] = {}
    for meeting, id, kind, minutes, used, counted, more, chart, version in _own(
        book,
        "meeting_section",
        "t.id, t.kind, t.minutes, t.used_seconds, t.counted, t.more, t.chart, t.version",
        where,
        parameters,
        "t.position",
    ):
        own = tuple(items.get((meeting, kind), ()))
        sections.setdefault(meeting, []).append(
            HeldSection(id, SectionKind(kind), minutes, timedelta(seconds=used), own, counted, more, chart, version)
        )
    entries: dict[str, list[Entry]] = {}
    for meeting, id, section, kind, say, at, person, due, action, deal, version in _own(
        book,
        "meeting_entry",
        "t.id, t.section, t.kind, t.say, t.at, t.person_id, t.due_on, t.action_id, t.deal_id, t.version",
        where,
        parameters,
        "t.at, t.rowid",
    ):
        entries.setdefault(meeting, []).append(
            Entry(
                id,
                meeting,
                SectionKind(section),
                EntryKind(kind),
                say,
                datetime.fromisoformat(at),
                person,
                read_day(due),
                action,
                deal,
                version,
            )
        )
    ratings: dict[str, dict[str, int]] = {}
    for meeting, person, rating in _own(book, "meeting_rating", "t.person_id, t.rating", where, parameters, "t.rowid"):
        ratings.setdefault(meeting, {})[person] = rating
    return tuple(
        HeldMeeting(
            id=id,
            number=number,
            day=date.fromisoformat(day),
            starts=time.fromisoformat(starts),
            minutes=minutes,
            started_at=datetime.fromisoformat(started),
            sections=tuple(sections.get(id, ())),
            section=SectionKind(section),
            clock_since=_instant(clock),
            ended_at=_instant(ended),
            planned_on=read_day(planned),
            leads=leads,
            keeps_time=keeps,
            on_paper=bool(paper),
            figures=figures,
            entries=tuple(entries.get(id, ())),
            ratings=ratings.get(id, {}),
            last_at=_instant(last),
            version=version,
        )
        for (
            id,
            number,
            day,
            starts,
            minutes,
            started,
            section,
            clock,
            ended,
            planned,
            leads,
            keeps,
            paper,
            figures,
            last,
            version,
        ) in heads
    )


def _items(book: Book, where: str, parameters: Sequence[Any]) -> dict[tuple[str, str], list[HeldItem]]:
    found: dict[tuple[str, str], list[HeldItem]] = {}
    columns = (
        "t.id, t.section, t.kind, t.item_key, t.say, t.deal_id, t.action_id, t.question_id, t.added_id, t.done, "
        "t.late_by, t.put_off, t.outcome, t.version"
    )
    for (
        meeting,
        id,
        section,
        kind,
        key,
        say,
        deal,
        action,
        question,
        added,
        done,
        late,
        put_off,
        outcome,
        version,
    ) in _own(book, "meeting_item", columns, where, parameters, "t.position"):
        item = AgendaItem(
            ItemKind(kind),
            deal_id=deal,
            late_by=late,
            done=bool(done),
            action_id=action,
            question_id=question,
            added_id=added,
            put_off=put_off,
            frozen=say,
        )
        held = HeldItem(id, key, item, None if outcome is None else Outcome(outcome), version)
        found.setdefault((meeting, section), []).append(held)
    return found


def _own(book: Book, table: str, columns: str, where: str, parameters: Sequence[Any], order: str) -> list[Any]:
    return book.rows(
        f"SELECT t.meeting_id, {columns} FROM {table} t JOIN meeting m ON m.id = t.meeting_id "
        f"WHERE {where} ORDER BY {order}",
        parameters,
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


# Writing, inside a change


def add_meeting(
    change: "Change",
    meeting: Meeting,
    sections: Sequence[FrozenSection],
    *,
    figures: str,
    on_paper: bool = False,
) -> str:
    """Write down that a meeting begins now with this agenda, its clock running in the first section (on paper: it does
    not run). Returns its key."""
    meeting_id = change.add(
        "meeting",
        {
            "number": meeting.number,
            "planned_on": meeting.planned_on,
            "day": meeting.day,
            "starts": meeting.starts.strftime("%H:%M"),
            "minutes": meeting.minutes,
            "leads": meeting.leads,
            "keeps_time": meeting.keeps_time,
            "started_at": change.at,
            "section": str(sections[0].kind),
            "clock_since": None if on_paper else change.at,
            "last_at": change.at,
            "on_paper": on_paper,
            "figures": figures,
        },
    )
    position = 0
    for place, section in enumerate(sections):
        change.add(
            "meeting_section",
            {
                "meeting_id": meeting_id,
                "kind": str(section.kind),
                "position": place,
                "minutes": section.minutes,
                "counted": section.counted[:300],
                "more": section.more,
                "chart": section.chart,
            },
        )
        for key, item in section.items:
            change.add("meeting_item", _item_row(meeting_id, section.kind, position, key, item))
            position += 1
    return meeting_id


def _item_row(meeting_id: str, kind: SectionKind, position: int, key: str, item: AgendaItem) -> Mapping[str, Any]:
    return {
        "meeting_id": meeting_id,
        "section": str(kind),
        "position": position,
        "kind": str(item.kind),
        "item_key": key,
        "say": item.frozen[:2000],
        "deal_id": item.deal_id,
        "action_id": item.action_id,
        "question_id": item.question_id,
        "added_id": item.added_id,
        "done": item.done,
        "late_by": item.late_by,
        "put_off": item.put_off,
    }


def add_entry(
    change: "Change",
    meeting_id: str,
    section: SectionKind,
    kind: EntryKind,
    say: str,
    *,
    person_id: str | None = None,
    due_on: date | None = None,
    action_id: str | None = None,
    deal_id: str | None = None,
) -> str:
    """Write down a line of the minutes and return its key."""
    return change.add(
        "meeting_entry",
        {
            "meeting_id": meeting_id,
            "section": str(section),
            "kind": str(kind),
            "say": say,
            "at": change.at,
            "person_id": person_id,
            "due_on": due_on,
            "action_id": action_id,
            "deal_id": deal_id,
        },
    )
