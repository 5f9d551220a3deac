"""Tables of the meeting: its series, those that were held with their minutes, and the actions agreed (section 8)."""

from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.agenda import ItemKind
from framework.meeting import SectionKind
from framework.minutes import HIGHEST_RATING, LOWEST_RATING, EntryKind, Outcome
from storage.tables.columns import Instant, at_least, key, link, one_of


class MeetingSeriesRow(SQLModel, table=True):
    """When the handshake takes place. `weekday` 0 is Monday, `starts` is HH:MM in the zone of the business."""

    __tablename__ = "meeting_series"
    __table_args__ = (
        at_least("weekday", 0, most=6),
        at_least("minutes", 5, most=480),
        at_least("every_weeks", 1, most=52),
    )
    id: str = key()
    weekday: int
    starts: str = Field(min_length=5, max_length=5)
    minutes: int
    every_weeks: int
    first_on: date
    first_lead: str | None = link("person.id", index=False, default=None)
    second_lead: str | None = link("person.id", index=False, default=None)
    first_number: int = 1
    version: int = 1


class MeetingMoveRow(SQLModel, table=True):
    """The meeting planned for `planned_on` is on another day, or not at all (`day` empty)."""

    __tablename__ = "meeting_move"
    __table_args__ = (UniqueConstraint("planned_on"),)
    id: str = key()
    planned_on: date
    day: date | None = None
    starts: str | None = Field(default=None, min_length=5, max_length=5)
    reason: str = Field(default="", max_length=300)
    version: int = 1


class MeetingRow(SQLModel, table=True):
    """A meeting that began. `section` is where it stands, `clock_since` empty: its clock does not run."""

    __tablename__ = "meeting"
    __table_args__ = (one_of("section", SectionKind), at_least("minutes", 1, most=480))
    id: str = key()
    number: int
    planned_on: date | None = None
    day: date = Field(index=True)
    starts: str = Field(min_length=5, max_length=5)
    minutes: int
    leads: str | None = link("person.id", index=False, default=None)
    keeps_time: str | None = link("person.id", index=False, default=None)
    started_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    section: str
    clock_since: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    last_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    on_paper: bool = False
    figures: str = ""
    version: int = 1


class MeetingSectionRow(SQLModel, table=True):
    """A section of a meeting with what its clock counted; `counted` and `chart` are as when the meeting started."""

    __tablename__ = "meeting_section"
    __table_args__ = (
        UniqueConstraint("meeting_id", "kind"),
        one_of("kind", SectionKind),
        at_least("minutes", 0, most=480),
        at_least("used_seconds", 0),
        at_least("more", 0),
    )
    id: str = key()
    meeting_id: str = link("meeting.id", index=False)
    kind: str
    position: int
    minutes: int
    used_seconds: int = 0
    counted: str = Field(default="", max_length=300)
    more: int = 0
    chart: str = ""
    version: int = 1


class MeetingItemRow(SQLModel, table=True):
    """An item of the agenda as it was when the meeting started, and what became of it.

    What it is about is named without a link: the minutes stay when a deal is deleted.
    """

    __tablename__ = "meeting_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "item_key"),
        one_of("section", SectionKind),
        one_of("kind", ItemKind),
        one_of("outcome", Outcome, empty=True),
        at_least("put_off", 0),
    )
    id: str = key()
    meeting_id: str = link("meeting.id", index=False)
    section: str
    position: int
    kind: str
    item_key: str = Field(max_length=80)
    say: str = Field(max_length=2000)
    deal_id: str | None = Field(default=None, max_length=32)
    action_id: str | None = Field(default=None, max_length=32)
    question_id: str | None = Field(default=None, max_length=32)
    added_id: str | None = Field(default=None, max_length=32)
    done: bool = False
    late_by: int = 0
    put_off: int = 0
    outcome: str | None = None
    version: int = 1


class MeetingEntryRow(SQLModel, table=True):
    """One line of the minutes."""

    __tablename__ = "meeting_entry"
    __table_args__ = (one_of("section", SectionKind), one_of("kind", EntryKind))
    id: str = key()
    meeting_id: str = link("meeting.id")
    section: str
    kind: str
    say: str = Field(min_length=1, max_length=1000)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    person_id: str | None = link("person.id", index=False, default=None)
    due_on: date | None = None
    action_id: str | None = Field(default=None, max_length=32)
    deal_id: str | None = Field(default=None, max_length=32)
    version: int = 1


class MeetingRatingRow(SQLModel, table=True):
    """How good a meeting was for somebody, 1 to 10."""

    __tablename__ = "meeting_rating"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        at_least("rating", LOWEST_RATING, most=HIGHEST_RATING),
    )
    id: str = key()
    meeting_id: str = link("meeting.id", index=False)
    person_id: str = link("person.id", index=False)
    rating: int
    version: int = 1


class AgendaItemRow(SQLModel, table=True):
    """What somebody put on the agenda ahead of time. `settled_on` empty: it comes back until it is settled."""

    __tablename__ = "agenda_item"
    __table_args__ = (one_of("section", SectionKind),)
    id: str = key()
    section: str
    say: str = Field(min_length=1, max_length=1000)
    why: str = Field(default="", max_length=1000)
    person_id: str | None = link("person.id", index=False, default=None)
    deal_id: str | None = link("deal.id", default=None)
    question_id: str | None = link("question.id", index=False, default=None)
    added_on: date
    settled_on: date | None = None
    version: int = 1


class ActionRow(SQLModel, table=True):
    """What somebody said they would do, by when. `first_due_on` is the day it had at first."""

    __tablename__ = "action"
    id: str = key()
    say: str = Field(min_length=1, max_length=1000)
    person_id: str | None = link("person.id", index=False, default=None)
    due_on: date | None = None
    agreed_on: date
    done_on: date | None = Field(default=None, index=True)
    first_due_on: date | None = None
    meeting_id: str | None = link("meeting.id", index=False, default=None)
    deal_id: str | None = link("deal.id", default=None)
    version: int = 1
