"""Tables of the agreement: its versions, what each says, who signed, the words about it (framework.md section 4)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from framework.agreement import Decider, Measure, Silence, Zone
from framework.agreement_setup import Mark
from framework.agreement_versions import State
from framework.escalation import StepDecider
from framework.people import Function
from storage.tables.columns import Instant, at_least, key, link, one_of


class AgreementRow(SQLModel, table=True):
    """One version of the agreement. A signed one has a number and the day from which it is in force; no other has.

    `starts_on` is the day a draft asks for, empty: when it is signed. `veto` is what Operations may refuse.
    `apart` is true while both sides mark the very first draft each for themselves.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("number"),
        one_of("state", State),
        CheckConstraint(
            "(state = 'signed') = (number IS NOT NULL AND in_force_from IS NOT NULL)", name="signed_has_a_number"
        ),
    )
    id: str = key()
    number: int | None = None
    state: str = State.SIGNED.value
    in_force_from: date | None = None
    starts_on: date | None = None
    based_on: str | None = link("agreement.id", index=False, default=None)
    apart: bool = False
    why: str = ""
    veto: str = ""
    written_by: str | None = link("person.id", index=False, default=None)
    written_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class RuleRow(SQLModel, table=True):
    """One rule of one version. Limits are hundredths of the measure's unit; of money: hundredths of one unit.

    `first_id` is the row in which the rule first appeared: the same in every version. `told` are roles, one a line.
    """

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
    first_id: str = link("rule.id")
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
    told: str = ""
    version: int = 1


class OfferingTermsRow(SQLModel, table=True):
    """What one version says of an offering. `options` and `data_needed` are one text a line."""

    __tablename__ = "offering_terms"
    __table_args__ = (
        UniqueConstraint("agreement_id", "offering_id"),
        at_least("lead_time_days", 0, most=10_000),
        at_least("list_price_minor", 0),
        at_least("unit_cost_minor", 0),
    )
    id: str = key()
    agreement_id: str = link("agreement.id", index=False)
    offering_id: str = link("offering.id")
    position: int = 0
    lead_time_days: int | None = None
    list_price_minor: int | None = None
    unit_cost_minor: int | None = None
    options: str = ""
    data_needed: str = ""
    version: int = 1


class OfferingHoursRow(SQLModel, table=True):
    """Hours per unit of an offering for one crew, as one version has them."""

    __tablename__ = "offering_hours"
    __table_args__ = (UniqueConstraint("terms_id", "crew_id"), at_least("hundredths", 0, most=10_000_000))
    id: str = key()
    terms_id: str = link("offering_terms.id", index=False)
    crew_id: str = link("crew.id")
    hundredths: int
    version: int = 1


class LadderStepRow(SQLModel, table=True):
    """One step of the escalation ladder of one version. `first_id` as with a rule.

    `people` are ids, one a line: who decides here; empty: as `decides` says. Up to `money_limit_minor` this step may
    decide, whatever else belongs higher.
    """

    __tablename__ = "ladder_step"
    __table_args__ = (
        one_of("decides", StepDecider),
        at_least("answer_hundredths", 0),
        at_least("money_limit_minor", 0),
    )
    id: str = key()
    agreement_id: str = link("agreement.id")
    first_id: str = link("ladder_step.id", index=False)
    position: int
    name: str = Field(min_length=1, max_length=200)
    decides: str
    answer_hundredths: int
    belongs: str = ""
    people: str = ""
    money_limit_minor: int | None = None
    version: int = 1


class SignatureRow(SQLModel, table=True):
    """One side's signature under a version."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("agreement_id", "function"), one_of("function", Function))
    id: str = key()
    agreement_id: str = link("agreement.id", index=False)
    function: str
    person_id: str = link("person.id", index=False)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1


class ReplyRow(SQLModel, table=True):
    """Words about a version that is not signed yet."""

    __tablename__ = "reply"
    id: str = key()
    agreement_id: str = link("agreement.id")
    person_id: str = link("person.id", index=False)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    say: str = Field(min_length=1)
    version: int = 1


class DraftMarkRow(SQLModel, table=True):
    """What a side thinks of one line of the first draft; `side` "both": what they settled on.

    `rule` is the first row of the rule, which may be struck from the draft by now.
    """

    __tablename__ = "draft_mark"
    __table_args__ = (
        UniqueConstraint("agreement_id", "rule", "side"),
        one_of("side", (*(function.value for function in Function), "both")),
        one_of("mark", Mark),
    )
    id: str = key()
    agreement_id: str = link("agreement.id", index=False)
    rule: str = Field(max_length=32)
    side: str
    mark: str
    promise_limit: int | None = None
    stop_limit: int | None = None
    say: str = ""
    version: int = 1


class AllowanceRow(SQLModel, table=True):
    """A reasoned one-off: one rule eased until a day. `rule_id` is the first row of the rule."""

    __tablename__ = "allowance"
    __table_args__ = (CheckConstraint("until >= from_day", name="ends_after_it_begins"),)
    id: str = key()
    rule_id: str = link("rule.id", index=False)
    client_id: str | None = link("client.id", index=False, default=None)
    limit_hundredths: int | None = None
    reason: str = Field(min_length=1)
    from_day: date
    until: date
    granted_by: str | None = link("person.id", index=False, default=None)
    version: int = 1


class WordRow(SQLModel, table=True):
    """One word of the glossary (framework.md section 11)."""

    __tablename__ = "word"
    __table_args__ = (UniqueConstraint("word"),)
    id: str = key()
    word: str = Field(min_length=1, max_length=100)
    sales_means: str = ""
    operations_means: str = ""
    agreed: str = ""
    position: int = 0
    version: int = 1
