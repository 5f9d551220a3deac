"""Tables of the visits to each other's work (framework.md section 10)."""

from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.visits import Became, VisitKind
from storage.tables.columns import Instant, at_least, key, link, one_of


class VisitRow(SQLModel, table=True):
    """One visit: planned, done (`done_on`) or called off (`called_off_at`), with what its card holds."""

    __tablename__ = "visit"
    __table_args__ = (one_of("kind", VisitKind), at_least("minutes", 15, most=1440))
    id: str = key()
    person_id: str = link("person.id")
    kind: str
    what: str = Field(default="", max_length=300)
    host_id: str | None = link("person.id", index=False, default=None)
    deal_id: str | None = link("deal.id", default=None)
    planned_on: date = Field(index=True)
    starts: str | None = Field(default=None, min_length=5, max_length=5)
    minutes: int = 120
    done_on: date | None = None
    called_off_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    called_off_because: str = Field(default="", max_length=300)
    guess: str = Field(default="", max_length=2000)
    waiting: str = Field(default="", max_length=2000)
    rework: str = Field(default="", max_length=2000)
    surprise: str = Field(default="", max_length=2000)
    client_words: str = Field(default="", max_length=2000)
    wrong_about: str = Field(default="", max_length=2000)
    differently: str = Field(default="", max_length=2000)
    proposal: str = Field(default="", max_length=2000)
    version: int = 1


class VisitLearnedRow(SQLModel, table=True):
    """What a visit led to: an item of an agenda, a shared word, or a rule that was proposed."""

    __tablename__ = "visit_learned"
    __table_args__ = (one_of("became", Became),)
    id: str = key()
    visit_id: str = link("visit.id")
    became: str
    say: str = Field(default="", max_length=1000)
    target_id: str | None = Field(default=None, max_length=32)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1


class VisitRhythmRow(SQLModel, table=True):
    """After how many days a visit is due again for one person; 0: never."""

    __tablename__ = "visit_rhythm"
    __table_args__ = (UniqueConstraint("person_id"), at_least("every_days", 0, most=3650))
    id: str = key()
    person_id: str = link("person.id", index=False)
    every_days: int
    version: int = 1
