"""Tables of the meeting: its series and the actions agreed in it."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import at_least, key, link


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
    version: int = 1


class ActionRow(SQLModel, table=True):
    """What somebody said they would do, by when."""

    __tablename__ = "action"
    id: str = key()
    say: str = Field(min_length=1, max_length=1000)
    person_id: str | None = link("person.id", index=False, default=None)
    due_on: date | None = None
    agreed_on: date
    done_on: date | None = Field(default=None, index=True)
    version: int = 1
