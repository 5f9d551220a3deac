"""Tables of the business itself: settings, people, days off, crews, catalogue."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.people import OwnAnswers
from storage.tables.columns import at_least, key, link, one_of


class BusinessRow(SQLModel, table=True):
    """The one business of this file. `weekdays` are digits, 0 is Monday; `opens` and `closes` are HH:MM.

    `own_answers` says whether somebody who holds both functions may answer a question of their own,
    `climbs_by_itself` whether a question that is overdue on steps 1 and 2 moves up without anybody moving it.
    """

    __tablename__ = "business"
    __table_args__ = (one_of("own_answers", OwnAnswers),)
    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    kind: str = Field(max_length=40)
    currency: str = Field(min_length=3, max_length=3)
    country: str | None = Field(default=None, max_length=2)
    timezone: str = Field(max_length=64)
    weekdays: str = Field(max_length=7)
    opens: str = Field(min_length=5, max_length=5)
    closes: str = Field(min_length=5, max_length=5)
    own_answers: str = OwnAnswers.AFTER_A_NIGHT.value
    climbs_by_itself: bool = True
    version: int = 1


class PersonRow(SQLModel, table=True):
    """Somebody who works here."""

    __tablename__ = "person"
    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    sells: bool = False
    delivers: bool = False
    leads: bool = False
    owner: bool = False
    left_on: date | None = None
    position: int = 0
    version: int = 1


class DayOffRow(SQLModel, table=True):
    """A day on which nobody works: a public holiday or one of the business's own."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("day", "kind"), one_of("kind", ("public", "own")))
    id: str = key()
    day: date
    kind: str
    name: str = Field(max_length=200)
    version: int = 1


class CrewRow(SQLModel, table=True):
    """A pool of capacity."""

    __tablename__ = "crew"
    __table_args__ = (at_least("weekly_hundredths", 0, most=10_000_000),)
    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    weekly_hundredths: int
    position: int = 0
    version: int = 1


class CrewWeekRow(SQLModel, table=True):
    """The hours of a crew in one week that differs from its own."""

    __tablename__ = "crew_week"
    __table_args__ = (UniqueConstraint("crew_id", "monday"), at_least("hundredths", 0, most=10_000_000))
    id: str = key()
    crew_id: str = link("crew.id", index=False)
    monday: date
    hundredths: int
    version: int = 1


class OfferingRow(SQLModel, table=True):
    """Something that is sold, by name. What it takes and costs is in the terms of each version of the agreement."""

    __tablename__ = "offering"
    __table_args__ = (UniqueConstraint("name"),)
    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    position: int = 0
    version: int = 1
