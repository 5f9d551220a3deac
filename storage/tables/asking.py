"""Tables of asking and answering: what Sales asked before a promise, and what was answered (framework.md section 4)."""

from datetime import date, datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.agreement import Decider, Silence
from framework.asking import Kind, Seat
from storage.tables.columns import Instant, at_least, key, link, one_of


class RequestRow(SQLModel, table=True):
    """Somebody was asked whether a deal may be promised. `facts` is the deal as it stood, as JSON."""

    __tablename__ = "request"
    __table_args__ = (one_of("decides", Decider),)
    id: str = key()
    deal_id: str = link("deal.id")
    asked_by: str | None = link("person.id", index=False, default=None)
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    decides: str
    say: str = ""
    facts: str
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class RequestPointRow(SQLModel, table=True):
    """One rule or item that a request is about. `point` is "rule:" or "item:" and its key."""

    __tablename__ = "request_point"
    __table_args__ = (
        UniqueConstraint("request_id", "point"),
        one_of("silence", Silence),
        at_least("answer_hundredths", 0),
    )
    id: str = key()
    request_id: str = link("request.id", index=False)
    point: str = Field(max_length=40)
    answer_hundredths: int | None = None
    silence: str
    version: int = 1


class AnswerRow(SQLModel, table=True):
    """One answer to a request: the facts it was given on, how long it holds, and its conditions (None: no such one)."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("seat", Seat),
        one_of("kind", Kind),
        at_least("value_minor", 0),
        at_least("quantity_hundredths", 0),
    )
    id: str = key()
    request_id: str = link("request.id")
    person_id: str | None = link("person.id", index=False, default=None)
    seat: str
    kind: str
    say: str = ""
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    valid_until: date
    promised_on: date | None = None
    value_minor: int | None = None
    quantity_hundredths: int | None = None
    phases: str = ""
    own: bool = False
    facts: str
    taken_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1
