"""The business as its own rules see it: everything a verdict, a load or an agenda needs beside the deals."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from framework.agreement import Agreement, Rule
from framework.allowance import Allowance
from framework.catalogue import Crew, Offering
from framework.checklist import ChecklistItem
from framework.deal import Deal, promise_day
from framework.meeting import Series
from framework.people import OwnAnswers, Person
from framework.working_time import WorkingCalendar


class Business(NamedTuple):
    """One business, read whole; small even where there are many deals.

    `currency` is an ISO 4217 code. `week_hours` are capacity hours of single weeks that differ from the
    crew's own, by (crew id, Monday). `checklists` are all versions of the checklist by key, the newest last; `items`
    are the questions of the newest, in order. `names` are those of everybody who ever worked here, by person id.
    `agreement` is the version
    in force today (the draft while there is none yet), `versions` are all that were or will be in force, oldest
    first. `offerings` are as in force today, with those that deals name and no version holds (any more).
    `allowances` are one-off exceptions with an end, also those that are over.
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
    versions: tuple[Agreement, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    checklists: Mapping[str, tuple[ChecklistItem, ...]] = {}
    own_answers: OwnAnswers = OwnAnswers.AFTER_A_NIGHT
    names: Mapping[str, str] = {}

    def checklist_of(self, deal: Deal) -> tuple[ChecklistItem, ...]:
        """Return the questions of the version of the checklist that `deal` began with, the newest if none is kept."""
        if deal.template_id is None:
            return self.items
        return self.checklists.get(deal.template_id, self.items)

    def item(self, item_id: str) -> ChecklistItem | None:
        """Return a question by its key, as the newest version of the checklist that has it does."""
        for items in (self.items, *reversed([*self.checklists.values()])):
            for item in items:
                if item.id == item_id:
                    return item
        return None

    def agreement_for(self, deal: Deal, today: date) -> Agreement:
        """Return the version that judges `deal`: the one in force on its day (framework.md section 4)."""
        if len(self.versions) < 2:
            return self.agreement
        day, since = promise_day(deal, today), self.agreement.in_force_from
        # Nearly every deal is of the version in force; thousands are judged at once. None takes over from the newest.
        if since is not None and since <= day and self.versions[-1] is self.agreement:
            return self.agreement
        return in_force_on(self.versions, day) or self.agreement

    def rule(self, rule_id: str | None) -> Rule | None:
        """Return a rule by its key, as the version in force has it, else as the newest version that has it does."""
        for version in (self.agreement, *reversed(self.versions)):
            for rule in version.rules:
                if rule.id == rule_id:
                    return rule
        return None

    def allowance(self, allowance_id: str) -> Allowance | None:
        """Return a one-off exception by its key, None when it is gone."""
        return next((each for each in self.allowances if each.id == allowance_id), None)

    def offering_of(self, deal: Deal, today: date) -> Offering | None:
        """Return the offering of `deal` as the version of its day has it; None when it is not in the catalogue."""
        if deal.offering_id is None:
            return None
        known = self.agreement_for(deal, today).offerings.get(deal.offering_id)
        return known if known is not None else self.offerings.get(deal.offering_id)


def in_force_on(versions: Sequence[Agreement], day: date) -> Agreement | None:
    """Return the version in force on `day`, the newest of those that had begun; before the first one, the first one."""
    begun = [version for version in versions if version.in_force_from is not None and version.in_force_from <= day]
    if begun:
        return max(begun, key=lambda version: (version.in_force_from, version.number))
    return versions[0] if versions else None
