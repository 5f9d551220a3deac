"""Actions that read what the records say beside an opened health check (framework.md section 12)."""

from collections.abc import Generator, Mapping
from datetime import date
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.parts import finish
from desktop.actions.tension import TOPICS as TENSION_TOPICS
from desktop.actions.tension import gather_facts
from framework.health import Area, spoken
from framework.health_check import Opened
from framework.health_findings import DAYS, SOURCES, Finding, NextStep, Tone, finding, next_steps, tone_of
from framework.scorecard_figures import Records
from framework.tension import first_day
from storage.book import Book

TOPICS = TENSION_TOPICS
"""News under these topics may move what the records say."""


class Findings(NamedTuple):
    """What the records say beside the check `check_id`, by area, as of its opening; how the two differ, and what next.

    `records` are what the figures are worked out from. `by_area` is empty for a check so long ago that the records
    that are looked at do not reach it.
    """

    check_id: str
    by_area: Mapping[Area, tuple[Finding, ...]]
    tone: Tone
    steps: tuple[NextStep, ...]
    records: Records

    def of(self, area: Area, key: str) -> Finding:
        """Return what one record says of an area. Raises KeyError when it is not there."""
        for each in self.by_area.get(area, ()):
            if each.source == key:
                return each
        raise KeyError(key)


def read_findings(book: Book, desk: Desk, opened: Opened) -> Findings:
    """Return what the records say beside a check, at once."""
    return finish(gather_findings(book, desk, opened))


def gather_findings(book: Book, desk: Desk, opened: Opened) -> Generator[None, None, Findings]:
    """Return what the records say beside a check, worked out in parts."""
    facts = yield from gather_facts(book, desk)
    on = min(opened.opened_at.astimezone().date(), desk.today)
    by_area: dict[Area, tuple[Finding, ...]] = {}
    asked = {each.area for each in opened.check.statements}
    for area, sources in SOURCES.items():
        if area in asked and on >= _reach(desk.today):
            by_area[area] = tuple([finding(facts, source, on) for source in sources])
            yield
    return Findings(
        opened.check.id,
        by_area,
        tone_of(spoken(opened.check.statements, opened.sheets), by_area),
        next_steps(opened.results(), by_area),
        facts.records,
    )


def _reach(today: date) -> date:
    """Return the first day of which enough records are read for every figure and sign."""
    first = first_day(today)
    return min(date.fromordinal(min(first.toordinal() + DAYS, date.max.toordinal())), today)
