"""Tables of the ladder: questions, the steps they came to, decisions, and tests without the owner (section 7)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.questions import Cause, DecisionKind
from storage.tables.columns import Instant, at_least, key, link, one_of


class QuestionRow(SQLModel, table=True):
    """A question on the ladder. `deal_id` empty: it has a subject of its own. `request_id` is what it came from."""

    __tablename__ = "question"
    __table_args__ = (one_of("cause", Cause, empty=True),)
    id: str = key()
    deal_id: str | None = link("deal.id", default=None)
    request_id: str | None = link("request.id", index=False, default=None)
    subject: str = Field(min_length=1, max_length=300)
    raised_by: str | None = link("person.id", index=False, default=None)
    raised_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    sales_say: str = ""
    sales_by: str | None = link("person.id", index=False, default=None)
    operations_say: str = ""
    operations_by: str | None = link("person.id", index=False, default=None)
    client_view: str = ""
    cause: str | None = None
    dropped_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class QuestionPointRow(SQLModel, table=True):
    """One rule or item a question concerns: "rule:" or "item:" and its key."""

    __tablename__ = "question_point"
    __table_args__ = (UniqueConstraint("question_id", "point"),)
    id: str = key()
    question_id: str = link("question.id", index=False)
    point: str = Field(max_length=40)
    version: int = 1


class QuestionOptionRow(SQLModel, table=True):
    """One thing that could be done, and what it costs."""

    __tablename__ = "question_option"
    __table_args__ = (at_least("cost_minor", 0),)
    id: str = key()
    question_id: str = link("question.id")
    position: int
    say: str = Field(min_length=1, max_length=1000)
    cost_minor: int | None = None
    version: int = 1


class QuestionArrivalRow(SQLModel, table=True):
    """A question came to a step of the ladder (by the step's first row, the same in every version)."""

    __tablename__ = "question_arrival"
    id: str = key()
    question_id: str = link("question.id")
    step: str = Field(max_length=32)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    who: str | None = link("person.id", index=False, default=None)
    tried: str = ""
    jumped: bool = False
    reason: str = ""
    by_clock: bool = False
    version: int = 1


class DecisionRow(SQLModel, table=True):
    """What was decided about a question; one at most."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("question_id"),
        one_of("kind", DecisionKind),
        at_least("value_minor", 0),
        at_least("quantity_hundredths", 0),
    )
    id: str = key()
    question_id: str = link("question.id", index=False)
    kind: str
    say: str = Field(min_length=1)
    who: str | None = link("person.id", index=False, default=None)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    step: str = Field(max_length=32)
    client_view: str = Field(min_length=1)
    precedent: bool = False
    promised_on: date | None = None
    value_minor: int | None = None
    quantity_hundredths: int | None = None
    phases: str = ""
    facts: str | None = None
    owner_was_side: bool = False
    teller: str | None = link("person.id", index=False, default=None)
    tell_by: date | None = None
    told_on: date | None = None
    review_on: date | None = None
    was_right: bool | None = None
    reviewed_on: date | None = None
    taken_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class OwnerAwayRow(SQLModel, table=True):
    """A test in which the owner's step is closed, from a day to a day, both included; `ended_on`: it was cut short."""

    __tablename__ = "owner_away"
    __table_args__ = (CheckConstraint("until >= from_day", name="ends_after_it_begins"),)
    id: str = key()
    from_day: date
    until: date
    ended_on: date | None = None
    version: int = 1
