"""Tables of what became of a deal: words on it, shortfalls, look-backs, saves; and the targets (sections 3 and 9)."""

from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.figure import Figure
from framework.outcome import Shortfall
from framework.people import Function
from storage.tables.columns import Instant, at_least, key, link, one_of


class OutcomeRow(SQLModel, table=True):
    """What was said about a delivered deal; its day, hours, cost and score stand in the deal itself."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("deal_id"),)
    id: str = key()
    deal_id: str = link("deal.id", index=False)
    rework_note: str = Field(default="", max_length=1000)
    client_comment: str = Field(default="", max_length=1000)
    version: int = 1


class ShortfallRow(SQLModel, table=True):
    """How what was received differed from what was promised."""

    __tablename__ = "shortfall"
    __table_args__ = (UniqueConstraint("deal_id", "kind"), one_of("kind", Shortfall))
    id: str = key()
    deal_id: str = link("deal.id", index=False)
    kind: str
    say: str = Field(default="", max_length=1000)
    version: int = 1


class LookBackRow(SQLModel, table=True):
    """A look back at a deal so many days after it was delivered; `answered_at` empty: not asked yet."""

    __tablename__ = "look_back"
    __table_args__ = (
        UniqueConstraint("deal_id", "days"),
        at_least("days", 1, most=365),
        at_least("client_score", 1, most=5),
    )
    id: str = key()
    deal_id: str = link("deal.id", index=False)
    days: int
    still_client: bool | None = None
    client_score: int | None = None
    as_promised: bool | None = None
    sell_again: bool | None = None
    say: str = Field(default="", max_length=1000)
    answered_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    who: str | None = link("person.id", index=False, default=None)
    version: int = 1


class SavedFailureRow(SQLModel, table=True):
    """A failure that somebody prevented, with what it would have cost."""

    __tablename__ = "saved_failure"
    __table_args__ = (one_of("function", Function, empty=True), at_least("value_minor", 0))
    id: str = key()
    say: str = Field(min_length=1, max_length=1000)
    saved_on: date = Field(index=True)
    value_minor: int | None = None
    deal_id: str | None = link("deal.id", default=None)
    person_id: str | None = link("person.id", index=False, default=None)
    function: str | None = None
    version: int = 1


class TargetRow(SQLModel, table=True):
    """What both sides aim at for one figure, in hundredths of its unit (a percentage, days, points, pieces)."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("figure"), one_of("figure", Figure), at_least("hundredths", 0))
    id: str = key()
    figure: str
    hundredths: int
    version: int = 1
