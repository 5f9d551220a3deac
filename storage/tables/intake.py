"""Tables of intake: clients, deals, the checklist template and what was answered."""

from datetime import date, datetime

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from framework.agreement import Zone
from framework.checklist import Answer, Needed, Section
from framework.deal import Stage
from storage.tables.columns import Instant, at_least, key, link, one_of

OPEN_WHERE = text("stage IN ('lead', 'intake', 'offered')")
SOLD_WHERE = text("stage IN ('won', 'in delivery')")

UNDATED = text("(promised_on IS NULL)")


class ClientRow(SQLModel, table=True):
    """Somebody who buys."""

    __tablename__ = "client"
    __table_args__ = (UniqueConstraint("name"),)
    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    note: str = ""
    version: int = 1


class DealRow(SQLModel, table=True):
    """One deal. `promised_zone` is the verdict kept when it was promised, `against_reason` why it was all the same.

    `template_id` is the version of the checklist it began with, `won_at` the instant it was won (None: not known).
    """

    __tablename__ = "deal"
    __table_args__ = (
        UniqueConstraint("ref"),
        one_of("stage", Stage),
        one_of("promised_zone", Zone, empty=True),
        at_least("quantity_hundredths", 0),
        at_least("value_minor", 0),
        at_least("discount_bp", -1_000_000, most=10_000),
        at_least("cost_minor", 0),
        at_least("custom_parts", 0),
        at_least("payment_days", 0),
        at_least("probability_bp", 0, most=10_000),
        at_least("client_score", 1, most=5),
        at_least("actual_cost_minor", 0),
        at_least("actual_hundredths", 0),
        Index("ix_deal_open", UNDATED, "promised_on", "id", sqlite_where=OPEN_WHERE, postgresql_where=OPEN_WHERE),
        Index("ix_deal_sold", UNDATED, "promised_on", "id", sqlite_where=SOLD_WHERE, postgresql_where=SOLD_WHERE),
        Index("ix_deal_delivered", "stage", "delivered_on", "id"),
        Index("ix_deal_lost", "stage", "lost_on", "id"),
        Index("ix_deal_created", "created_on", "id"),
    )
    id: str = key()
    ref: str = Field(min_length=1, max_length=100)
    client_id: str = link("client.id")
    offering_id: str | None = link("offering.id", default=None)
    quantity_hundredths: int = 100
    value_minor: int | None = None
    discount_bp: int | None = None
    cost_minor: int | None = None
    custom_parts: int | None = None
    payment_days: int | None = None
    probability_bp: int | None = None
    salesperson: str | None = Field(default=None, max_length=200)
    stage: str
    created_on: date
    promised_on: date | None = None
    first_promised_on: date | None = None
    promise_given_on: date | None = None
    expected_close_on: date | None = None
    won_on: date | None = None
    lost_on: date | None = None
    delivered_on: date | None = None
    rework: bool | None = None
    client_score: int | None = None
    actual_cost_minor: int | None = None
    actual_hundredths: int | None = None
    note: str = ""
    promised_zone: str | None = None
    against_reason: str = ""
    template_id: str | None = link("checklist_template.id", index=False, default=None)
    won_at: datetime | None = Field(default=None, sa_column=Column(Instant, nullable=True))
    version: int = 1


class DealHoursRow(SQLModel, table=True):
    """The estimated hours of a deal for one crew."""

    __tablename__ = "deal_hours"
    __table_args__ = (UniqueConstraint("deal_id", "crew_id"), at_least("hundredths", 0, most=100_000_000))
    id: str = key()
    deal_id: str = link("deal.id", index=False)
    crew_id: str = link("crew.id", index=False)
    hundredths: int
    version: int = 1


class ChecklistTemplateRow(SQLModel, table=True):
    """One version of the checklist."""

    __tablename__ = "checklist_template"
    __table_args__ = (UniqueConstraint("number"),)
    id: str = key()
    number: int
    version: int = 1


class ChecklistItemRow(SQLModel, table=True):
    """One question of one version of the checklist.

    `first_id` is the row in which the question first appeared: the same in every version, and what answers name.
    `offerings` are offering ids, one a line; empty: every offering.
    """

    __tablename__ = "checklist_item"
    __table_args__ = (
        one_of("section", Section),
        one_of("needed", Needed),
        one_of("no_means", (Zone.ASK.value, Zone.OFF.value), empty=True),
        one_of("yes_means", (Zone.ASK.value, Zone.OFF.value), empty=True),
        one_of("unknown_means", (Zone.ASK.value, Zone.OFF.value), empty=True),
    )
    id: str = key()
    template_id: str = link("checklist_template.id")
    first_id: str = link("checklist_item.id", index=False)
    position: int
    section: str
    say: str = Field(min_length=1)
    needed: str
    no_means: str | None = None
    yes_means: str | None = None
    unknown_means: str | None = None
    follows: str | None = None
    rule_id: str | None = link("rule.id", index=False, default=None)
    offerings: str = ""
    version: int = 1


class ChecklistAnswerRow(SQLModel, table=True):
    """What was answered to one item of one deal.

    `item` is the first id of an item, or "rule:" and the id of a statement rule.
    """

    __tablename__ = "checklist_answer"
    __table_args__ = (UniqueConstraint("deal_id", "item"), one_of("answer", Answer))
    id: str = key()
    deal_id: str = link("deal.id", index=False)
    item: str = Field(max_length=37)
    answer: str
    note: str = ""
    who: str = Field(default="", max_length=32)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1
