"""What is only tried out in the Capacity tab: open deals that are not counted, and a date that is not kept yet."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.actions.capacity import CapacityFacts, LeadTime
from desktop.session import Session
from desktop.wording import figures
from framework.days_off import DayOff
from framework.deal import Deal, estimated_hours
from framework.deal_fields import is_far
from framework.week_loads import WeekPlan
from resources.words import tr


class Pending(NamedTuple):
    """A deal as it is kept, and the day it is moved to."""

    deal: Deal
    day: date


class Moves:
    """The weeks with what is tried out on top of them. It writes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.plan: WeekPlan | None = None
        self.deals: tuple[Deal, ...] = ()
        self.lead_times: tuple[LeadTime, ...] = ()
        self.days_off: Sequence[DayOff] = ()
        self.pending: Pending | None = None
        self._by_id: dict[str, Deal] = {}
        self._out: set[str] = set()

    def take(self, facts: CapacityFacts, days_off: Sequence[DayOff]) -> None:
        """Take the weeks as they were read, and try out again what was tried out, where its deal is still there."""
        self.plan, self.deals, self.lead_times = facts
        self.days_off = days_off
        self._by_id = {deal.id: deal for deal in self.deals}
        self._out &= self._by_id.keys()
        for deal_id in self._out:
            self.plan.count(deal_id, False)
        before, self.pending = self.pending, None
        if before is not None:
            self.move(before.deal.id, before.day)

    def deal(self, deal_id: str) -> Deal | None:
        """Return a deal as it is kept, None when it is gone."""
        return self._by_id.get(deal_id)

    def shown(self, deal: Deal) -> Deal:
        """Return a deal as it is shown: the same, or with the date it is moved to."""
        if self.pending is None or self.pending.deal.id != deal.id:
            return deal
        return deal._replace(promised_on=self.pending.day)

    def deals_of(self, crew_id: str) -> list[Deal]:
        """Return the deals that stand under the weeks of a crew, in the order of their dates.

        Those that have work for it in these weeks or, as far as is known, may have: without a date, or without hours.
        """
        if self.plan is None:
            return []
        return [deal for deal in self.deals if self._stands_under(deal, crew_id, self.plan)]

    def _stands_under(self, deal: Deal, crew_id: str, plan: WeekPlan) -> bool:
        crews = plan.crews(deal.id)
        if crews:
            return crew_id in crews
        if deal.promised_on is None:
            return deal.is_open
        return deal.promised_on < plan.mondays[-1] + timedelta(days=7) and not self.hours_known(deal)

    def hours_known(self, deal: Deal) -> bool:
        """Say whether the hours of a deal are known."""
        return estimated_hours(deal, self._session.business.offering_of(deal, self._session.today)) is not None

    def counts(self, deal_id: str) -> bool:
        """Say whether an open deal is counted."""
        return deal_id not in self._out

    def counted(self) -> tuple[bool, bool]:
        """Say whether any open deal is counted, and whether all are."""
        ids = [deal.id for deal in self.deals if deal.is_open]
        return any(deal_id not in self._out for deal_id in ids), not self._out.intersection(ids)

    def count(self, deal_ids: Iterable[str], counts: bool) -> None:
        """Count deals in or out."""
        for deal_id in deal_ids:
            (self._out.discard if counts else self._out.add)(deal_id)
            if self.plan is not None:
                self.plan.count(deal_id, counts)

    def move(self, deal_id: str, day: date) -> bool:
        """Try a date out; say whether the deal is there. The date that is kept is no move."""
        deal = self.deal(deal_id)
        if deal is None or self.plan is None:
            return False
        self.pending = Pending(deal, day) if day != deal.promised_on else None
        self.plan.move(self.shown(deal))
        return True

    def put_back(self) -> Pending | None:
        """Forget the date that is tried out, and return it."""
        pending, self.pending = self.pending, None
        if pending is not None and self.plan is not None:
            self.plan.move(pending.deal)
        return pending


def out_of_reach(day: date, today: date) -> str:
    """Return why a day can't be promised, in one sentence; "" when it can."""
    if day < today:
        say = tr("{day} is over. Choose today or a later day.")
        return say.format(day=figures.day_year(day))
    if is_far(day, today):
        say = tr("{day} is more than ten years away. Is the year right?")
        return say.format(day=figures.day_year(day))
    return ""
