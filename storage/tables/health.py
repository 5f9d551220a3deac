"""Tables of the health check, and of how each side sees the work (framework.md sections 12 and 13)."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.health import HIGHEST, LOWEST, Area
from framework.people import Function
from framework.perspective import Topic
from storage.tables.columns import Instant, at_least, key, link, one_of


class HealthCheckRow(SQLModel, table=True):
    """A check: it runs until it is opened (`opened_at`) or called off."""

    __tablename__ = "health_check"
    id: str = key()
    begun_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    short: bool
    opened_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    called_off_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class HealthAskedRow(SQLModel, table=True):
    """Somebody who is asked, as what they were when the check began.

    `sealed` holds their answers, encrypted with a word of theirs, until the opening empties it ("": nothing yet);
    `salt` belongs to that word. `finished_at`: they said that they are done.
    """

    __tablename__ = "health_asked"
    __table_args__ = (UniqueConstraint("check_id", "person_id"),)
    id: str = key()
    check_id: str = link("health_check.id", index=False)
    person_id: str = link("person.id", index=False)
    position: int
    sells: bool
    delivers: bool
    owner: bool
    salt: str = Field(default="", max_length=64)
    sealed: str = Field(default="", max_length=20000)
    finished_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class HealthStatementRow(SQLModel, table=True):
    """A statement as it is asked in one check. `code` is the same in every check; `area` empty: of no area."""

    __tablename__ = "health_statement"
    __table_args__ = (UniqueConstraint("check_id", "code"), one_of("area", Area, empty=True))
    id: str = key()
    check_id: str = link("health_check.id", index=False)
    position: int
    code: str = Field(max_length=32)
    area: str | None = None
    say: str = Field(min_length=1, max_length=300)
    reversed: bool = False
    short: bool = True
    own: bool = False
    version: int = 1


class HealthAnswerRow(SQLModel, table=True):
    """What somebody answered, 1 to 5, once the check is open. Empty: they said that they can't say."""

    __tablename__ = "health_answer"
    __table_args__ = (UniqueConstraint("asked_id", "statement_id"), at_least("answer", LOWEST, most=HIGHEST))
    id: str = key()
    asked_id: str = link("health_asked.id", index=False)
    statement_id: str = link("health_statement.id", index=False)
    answer: int | None = None
    version: int = 1


class HealthGuessRow(SQLModel, table=True):
    """What one function guessed, before an area was opened, that the other one answers in it."""

    __tablename__ = "health_guess"
    __table_args__ = (
        UniqueConstraint("check_id", "area", "function"),
        one_of("area", Area),
        one_of("function", Function),
        at_least("guess", LOWEST, most=HIGHEST),
    )
    id: str = key()
    check_id: str = link("health_check.id", index=False)
    area: str
    function: str
    guess: int
    version: int = 1


class HealthRepairRow(SQLModel, table=True):
    """The one thing that was chosen together to mend, which is an action of somebody."""

    __tablename__ = "health_repair"
    __table_args__ = (UniqueConstraint("check_id"), one_of("area", Area))
    id: str = key()
    check_id: str = link("health_check.id", index=False)
    area: str
    say: str = Field(min_length=1, max_length=1000)
    action_id: str | None = Field(default=None, max_length=32)
    version: int = 1


class PerspectiveRow(SQLModel, table=True):
    """How one function sees a topic, in the business's own words in place of those that come with the program."""

    __tablename__ = "perspective"
    __table_args__ = (
        UniqueConstraint("topic", "function"),
        one_of("topic", Topic),
        one_of("function", Function),
    )
    id: str = key()
    topic: str
    function: str
    say: str = Field(min_length=1, max_length=300)
    version: int = 1
