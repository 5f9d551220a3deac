"""The business as its own rules see it: everything a verdict, a load or an agenda needs beside the deals."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from framework.agreement import Agreement
from framework.catalogue import Crew, Offering
from framework.checklist import ChecklistItem
from framework.meeting import Series
from framework.people import Person
from framework.working_time import WorkingCalendar


class Business(NamedTuple):
    """One business, read whole; small even where there are many deals.

    `currency` is an ISO 4217 code. `week_hours` are capacity hours of single weeks that differ from the
    crew's own, by (crew id, Monday). `items` is the checklist template in force, in order.
    """

    name: str
    currency: str
    kind: str
    people: tuple[Person, ...]
    calendar: WorkingCalendar
    crews: tuple[Crew, ...]
    offerings: Mapping[str, Offering]
    agreement: Agreement
    items: tuple[ChecklistItem, ...]
    series: Series | None
    week_hours: Mapping[tuple[str, date], Decimal] = {}
    country: str | None = None
