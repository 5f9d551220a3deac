"""Visits to each other's work: planned, done, due again, and what they led to (framework.md section 10)."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class VisitKind(StrEnum):
    """What is visited: by Sales a delivery or a support day, by Operations a sales call."""

    DELIVERY = "delivery"
    SUPPORT = "support"
    SALES_CALL = "sales_call"


class Became(StrEnum):
    """What something learned became."""

    AGENDA_ITEM = "agenda_item"
    WORD = "word"
    RULE = "rule"


class Learned(NamedTuple):
    """Something learned, and the row it became (None: that is gone). `at` is the aware UTC instant."""

    id: str
    visit_id: str
    became: Became
    say: str
    target_id: str | None
    at: datetime
    version: int = 1


class Visit(NamedTuple):
    """One visit and its card: before (`guess`), during, and after. `starts` is HH:MM, `minutes` its length.

    `person_id` visits; `host_id` is who is visited. `done_on` None: not yet; `called_off_at` is an aware UTC instant.
    """

    id: str
    person_id: str
    kind: VisitKind
    planned_on: date
    what: str = ""
    host_id: str | None = None
    deal_id: str | None = None
    starts: str | None = None
    minutes: int = 120
    done_on: date | None = None
    called_off_at: datetime | None = None
    called_off_because: str = ""
    guess: str = ""
    waiting: str = ""
    rework: str = ""
    surprise: str = ""
    client_words: str = ""
    wrong_about: str = ""
    differently: str = ""
    proposal: str = ""
    version: int = 1
