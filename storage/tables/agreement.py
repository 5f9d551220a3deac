"""Tables of the agreement: its versions and their rules."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.agreement import Decider, Measure, Silence, Zone
from storage.tables.columns import at_least, key, link, one_of


class AgreementRow(SQLModel, table=True):
    """One version of the rules of engagement, in force from a day on."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("number"),)
    id: str = key()
    number: int
    in_force_from: date
    version: int = 1


class RuleRow(SQLModel, table=True):
    """One rule of one version. Limits are hundredths of the measure's unit; of money: hundredths of one unit."""

    __tablename__ = "rule"
    __table_args__ = (
        one_of("measure", Measure, empty=True),
        one_of("zone", (Zone.ASK.value, Zone.OFF.value), empty=True),
        one_of("decides", Decider),
        one_of("silence", Silence),
        at_least("answer_hundredths", 0),
    )
    id: str = key()
    agreement_id: str = link("agreement.id")
    position: int
    measure: str | None = None
    offering_id: str | None = link("offering.id", default=None)
    promise_limit: int | None = None
    stop_limit: int | None = None
    zone: str | None = None
    decides: str
    answer_hundredths: int
    silence: str
    exception_by: str = ""
    why: str = ""
    say: str = Field(min_length=1)
    version: int = 1
