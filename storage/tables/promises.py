"""Tables of what the client was told, how it moved, and how the work was handed over (framework.md sections 3, 6)."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from framework.handover import Handed
from framework.promises import Exists, Mover, Way
from storage.tables.columns import Instant, key, link, one_of


class PromiseRow(SQLModel, table=True):
    """One thing said to the client. `first_due_on` is the day first promised, `kept` None while that is not known."""

    __tablename__ = "promise"
    __table_args__ = (one_of("way", Way), one_of("exists_today", Exists, empty=True))
    id: str = key()
    deal_id: str = link("deal.id")
    say: str = Field(min_length=1, max_length=1000)
    said_by: str | None = link("person.id", index=False, default=None)
    said_on: date
    way: str
    due_on: date | None = None
    first_due_on: date | None = None
    exists_today: str | None = None
    kept: bool | None = None
    ended_on: date | None = None
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1


class PromiseMoveRow(SQLModel, table=True):
    """A promised day that was moved: of the deal itself (`promise_id` None) or of one promise."""

    __tablename__ = "promise_move"
    __table_args__ = (one_of("moved_by", Mover),)
    id: str = key()
    deal_id: str = link("deal.id")
    promise_id: str | None = link("promise.id", index=False, default=None)
    from_on: date | None = None
    to_on: date | None = None
    moved_by: str
    told_first: bool
    why: str = ""
    who: str | None = link("person.id", index=False, default=None)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1


class HandoverRow(SQLModel, table=True):
    """One step of a handover: accepted or returned by Operations, handed over again by Sales."""

    __tablename__ = "handover"
    __table_args__ = (one_of("kind", Handed),)
    id: str = key()
    deal_id: str = link("deal.id")
    kind: str
    say: str = ""
    who: str | None = link("person.id", index=False, default=None)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1
