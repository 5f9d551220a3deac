"""The pipeline: the verdict of every open deal and the hours it may bring, worked out a little at a time.

Nothing waits for it: the window asks what is known so far and hears when there is more.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.session import Session
from framework.agreement import Zone
from framework.checklist import ItemAnswer
from framework.deal import Deal
from storage.intake import answers_by_deal, deals_by_id, open_deal_ids

if TYPE_CHECKING:
    from framework.asking import Request
    from framework.handover import HandoverState
    from framework.standing import Standing

CHUNK = 40
SLICE_SECONDS = 0.006
Hours = dict[tuple[str, date], Fraction]


class Pipeline(QObject):
    """What is known of the open deals.

    Signals: `zones_found(list of deal ids)`; `begun()` when the first deals of the list are known; `completed()`.
    """

    zones_found = Signal(list)
    begun = Signal()
    completed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._zones: dict[str, Zone] = {}
        self._standings: dict[str, Standing] = {}
        self._handovers: dict[str, HandoverState] | None = None
        self._to_ask: dict[str, None] = {}
        self._hours: dict[str, Hours] = {}
        self._likely: Hours = {}
        self._waiting: list[str] = []
        self._has_begun = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._resting = False
        self.is_complete = False

    def start(self) -> None:
        """Forget everything and begin anew behind what is on screen."""
        self._zones.clear()
        self._standings.clear()
        self._handovers = None
        self._to_ask.clear()
        self._hours.clear()
        self._likely.clear()
        self.is_complete = False
        self._has_begun = False
        self._waiting = open_deal_ids(self._session.book)[::-1]
        if not self._resting:
            self._timer.start()

    def rest(self, resting: bool) -> None:
        """Stop for a while, or go on."""
        self._resting = resting
        if resting:
            self._timer.stop()
        elif not self.is_complete:
            self._timer.start()

    def finish(self) -> None:
        """Work out all that is still waiting now (for pictures and tests)."""
        while self._waiting:
            self._work()

    def zone(self, deal_id: str) -> Zone | None:
        """Return the verdict of an open deal, or None when it is not known yet."""
        return self._zones.get(deal_id)

    def standing(self, deal_id: str) -> "Standing | None":
        """Return where an open deal stands with what was asked about it; None where nothing was, or not known yet."""
        return self._standings.get(deal_id)

    def standings(self) -> "dict[str, Standing]":
        """Return where the deals stand that something was asked about, as far as known."""
        return dict(self._standings)

    def handovers(self) -> "dict[str, HandoverState]":
        """Return the sold deals whose handover is not settled; none before the first deals of the list are known."""
        if self._handovers is None and self._has_begun:
            from storage.handover import unsettled  # behind the first paint

            self._handovers = unsettled(self._session.book)
        return self._handovers or {}

    def to_ask(self) -> list[str]:
        """Return the deals that are not for Sales alone, as far as known."""
        return list(self._to_ask)

    def waiting(self) -> list[str]:
        """Return the deals about which somebody was asked who has not answered, the most pressing first."""
        from framework.standing import State

        found = [(each.due, deal_id) for deal_id, each in self._standings.items() if each.state is State.WAITING]
        found.sort(key=lambda pair: (pair[0] is None, pair[0], pair[1]))
        return [deal_id for _, deal_id in found]

    def likely(self, crew_id: str, week: date, *, without: str = "") -> Fraction:
        """Return the likely hours of a crew in a week, as far as known, less those of one deal."""
        own = self._hours.get(without, {}).get((crew_id, week), Fraction(0))
        return self._likely.get((crew_id, week), Fraction(0)) - own

    def look_again(self, deal_ids: Sequence[str]) -> None:
        """Work out some deals anew, now: they have changed, or are on screen and not known yet."""
        self._handovers = None
        known = {deal.id: deal for deal in deals_by_id(self._session.book, deal_ids, digits=self._session.desk.digits)}
        answers = answers_by_deal(self._session.book, deal_ids)
        requests = self._requests(deal_ids)
        for deal_id in deal_ids:
            self._forget(deal_id)
            deal = known.get(deal_id)
            if deal is not None and deal.is_open:
                self._learn(deal, answers.get(deal_id, {}), requests.get(deal_id, ()))
        self.zones_found.emit(list(deal_ids))

    def _work(self) -> None:
        started = perf_counter()
        found: list[str] = []
        desk = self._session.desk
        while self._waiting and perf_counter() - started < SLICE_SECONDS:
            chunk, self._waiting = self._waiting[-CHUNK:], self._waiting[:-CHUNK]
            ids = [deal_id for deal_id in chunk if deal_id not in self._zones]
            if not ids:
                continue
            answers = answers_by_deal(self._session.book, ids)
            requests = self._requests(ids)
            for deal in deals_by_id(self._session.book, ids, digits=desk.digits):
                self._learn(deal, answers.get(deal.id, {}), requests.get(deal.id, ()))
            found += ids
        if found:
            self.zones_found.emit(found)
        if not self._has_begun:
            self._has_begun = True
            self.begun.emit()
        if not self._waiting:
            self._timer.stop()
            self.is_complete = True
            self.completed.emit()

    def _requests(self, ids: Sequence[str]) -> "dict[str, tuple[Request, ...]]":
        from storage.asking import requests_by_deal  # behind the first paint

        return requests_by_deal(self._session.book, ids, digits=self._session.desk.digits)

    def _learn(self, deal: Deal, answers: dict[str, ItemAnswer], requests: "Sequence[Request]") -> None:
        from desktop.actions.desk import judged  # behind the first paint

        desk = self._session.desk
        found = judged(desk, deal, answers, requests, earliest=False)
        zone = self._zones[deal.id] = found.verdict.zone
        if requests:
            self._standings[deal.id] = found.standing
        if zone in (Zone.ASK, Zone.OFF) and not found.is_waiting:
            self._to_ask[deal.id] = None
        hours = self._hours[deal.id] = {(crew, week): own for crew, week, own in desk.workload.likely(deal)}
        for key, own in hours.items():
            self._likely[key] = self._likely.get(key, Fraction(0)) + own

    def _forget(self, deal_id: str) -> None:
        self._zones.pop(deal_id, None)
        self._standings.pop(deal_id, None)
        self._to_ask.pop(deal_id, None)
        for key, own in self._hours.pop(deal_id, {}).items():
            self._likely[key] -= own
