"""The weeks of the sample business worked out a second time: plain loops over days, nothing of `framework/`.

What the business holds is read from its own file by SQL. The figures of the command line and those of the Capacity tab
are both held against it, and so is the earliest honest date of every offering.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desktop.actions.business import create_sample
from desktop.actions.capacity import gather
from desktop.actions.crews import save_crew, set_week_hours
from desktop.actions.days_off import save_days_off
from desktop.actions.desk import read_desk
from desktop.actions.intake import create_deal
from desktop.actions.parts import finish
from desktop.main import main
from storage.book import Author
from storage.days_off import read_crews
from storage.opening import open_book

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
WHO = Author("", "Ana")
WEEKS = 14


class Facts(NamedTuple):
    """What a business holds, by plain SQL."""

    weekdays: set[int]
    off: set[date]
    crews: dict[str, tuple[str, Fraction]]
    own_weeks: dict[tuple[str, date], Fraction]
    terms: dict[str, tuple[int | None, dict[str, Fraction]]]
    deals: list[dict[str, Any]]
    load_limit: Fraction
    lead_limits: dict[str | None, tuple[Fraction | None, Fraction | None]]


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_facts(path: Path) -> Facts:
    """Read the version in force today, the deals that are open or sold, and the hours there are."""
    (business,) = rows(path, "SELECT weekdays FROM business")
    signed = rows(path, "SELECT id, in_force_from FROM agreement WHERE state = 'signed' ORDER BY in_force_from, number")
    versions = {date.fromisoformat(row["in_force_from"]): row["id"] for row in signed}
    version = versions[max(since for since in versions if since <= TODAY)]
    terms = {key: read_terms(path, key) for key in versions.values()}
    deals = rows(path, "SELECT * FROM deal WHERE stage NOT IN ('delivered', 'lost')")
    for deal in deals:
        own = rows(path, f"SELECT crew_id, hundredths FROM deal_hours WHERE deal_id = '{deal['id']}'")
        deal["hours"] = {row["crew_id"]: Fraction(row["hundredths"], 100) for row in own}
        of_day = day(deal["promise_given_on"]) or day(deal["won_on"]) or TODAY
        begun = [since for since in versions if since <= of_day] or [min(versions)]
        deal["terms"] = terms[versions[max(begun)]]
    rules = rows(path, f"SELECT * FROM rule WHERE agreement_id = '{version}' AND measure IS NOT NULL")
    (load,) = [rule for rule in rules if rule["measure"] == "week_load" and rule["offering_id"] is None]
    leads = {
        rule["offering_id"]: tuple(
            None if rule[name] is None else Fraction(rule[name], 100) for name in ("promise_limit", "stop_limit")
        )
        for rule in rules
        if rule["measure"] == "lead_time"
    }
    return Facts(
        weekdays={int(digit) for digit in business["weekdays"]},
        off={date.fromisoformat(row["day"]) for row in rows(path, "SELECT day FROM day_off")},
        crews={
            row["id"]: (row["name"], Fraction(row["weekly_hundredths"], 100))
            for row in rows(path, "SELECT * FROM crew ORDER BY position")
        },
        own_weeks={
            (row["crew_id"], date.fromisoformat(row["monday"])): Fraction(row["hundredths"], 100)
            for row in rows(path, "SELECT * FROM crew_week")
        },
        terms=terms[version],
        deals=deals,
        load_limit=Fraction(load["promise_limit"], 10_000),
        lead_limits=leads,  # type: ignore[arg-type]
    )


def read_terms(path: Path, version: str) -> dict[str, tuple[int | None, dict[str, Fraction]]]:
    """Return the standard lead time and the hours of a unit by offering, as one version has them."""
    found = {}
    for term in rows(path, f"SELECT * FROM offering_terms WHERE agreement_id = '{version}'"):
        hours = rows(path, f"SELECT crew_id, hundredths FROM offering_hours WHERE terms_id = '{term['id']}'")
        units = {row["crew_id"]: Fraction(row["hundredths"], 100) for row in hours}
        found[term["offering_id"]] = (term["lead_time_days"], units)
    return found


def works(facts: Facts, when: date) -> bool:
    return when.weekday() in facts.weekdays and when not in facts.off


def back(facts: Facts, when: date, days: int) -> date:
    """Go `days` working days back, one day at a time."""
    while days:
        when -= DAY
        days -= works(facts, when)
    return when


def each_day(facts: Facts, deal: dict[str, Any]) -> dict[str, dict[date, Fraction]]:
    """Return by crew what a deal still takes on which day from today on, walking through its days."""
    offering, last = deal["offering_id"], day(deal["promised_on"])
    hours = deal["hours"]
    lead, units = deal["terms"].get(offering, (None, {}))
    if not hours:
        quantity = Fraction(deal["quantity_hundredths"], 100)
        hours = {crew: own * quantity for crew, own in units.items()}
    if last is None or not hours:
        return {}
    left = Fraction(1)
    if deal["actual_hundredths"] is not None:
        left = max(Fraction(0), 1 - Fraction(deal["actual_hundredths"], 100) / sum(hours.values()))
    if last < TODAY:
        return {crew: {TODAY: own * left} for crew, own in hours.items()}
    is_sold = deal["stage"] in ("won", "in delivery")
    start = TODAY
    if is_sold:
        start = day(deal["won_on"]) or day(deal["created_on"]) or TODAY
    if lead is not None:
        start = max(start, back(facts, last, lead))
    if not is_sold or deal["actual_hundredths"] is not None:
        start = max(start, TODAY)
    days, when = [], start
    while when <= last:
        if works(facts, when):
            days.append(when)
        when += DAY
    if not days:
        return {crew: {last: own * left} for crew, own in hours.items()}
    return {crew: {when: own * left / len(days) for when in days if when >= TODAY} for crew, own in hours.items()}


def monday(when: date) -> date:
    return when - when.weekday() * DAY


def by_week(facts: Facts, deal: dict[str, Any]) -> dict[tuple[str, date], Fraction]:
    found: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for crew, days in each_day(facts, deal).items():
        for when, hours in days.items():
            found[crew, monday(when)] += hours
    return found


def capacity(facts: Facts, crew: str, week: date) -> Fraction:
    if (crew, week) in facts.own_weeks:
        return facts.own_weeks[crew, week]
    worked = sum(works(facts, week + n * DAY) for n in range(7))
    return facts.crews[crew][1] * worked / len(facts.weekdays)


def quarters(hours: Fraction) -> int:
    return floor(hours * 4 + Fraction(1, 2))


def chance(sold: Fraction, room: Fraction, deals: list[tuple[Fraction, Fraction]]) -> float:
    """Go through every outcome of the open deals, one by one."""
    spare, total = quarters(room) - quarters(sold), 0.0
    sizes = [(quarters(hours), float(odds)) for hours, odds in deals]
    for outcome in product((0, 1), repeat=len(sizes)):
        taken, weight = 0, 1.0
        for comes, (size, odds) in zip(outcome, sizes, strict=True):
            taken += size * comes
            weight *= odds if comes else 1.0 - odds
        total += weight * (taken > spare)
    return total


@pytest.fixture(params=["as it comes", "two crews, odd weeks and a break"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The sample business; or with another crew, weeks of their own, days off and deals of both crews on top."""
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=TODAY).close()
    if request.param == "as it comes":
        return path
    from decimal import Decimal

    with open_book(path) as book:
        (workshop,) = [line.crew.id for line in read_crews(book)]
        yard = save_crew(book=book, who=WHO, line=None, name="Yard", weekly_hours=Decimal("27.5"))
        for crew, week, hours in ((workshop, 1, "12"), (workshop, 3, "0"), (yard, 2, "44.25")):
            when = TODAY + week * 7 * DAY
            set_week_hours(book=book, who=WHO, crew_id=crew, name="", day=when, hours=Decimal(hours))
        first, last = date(2026, 12, 21), date(2027, 1, 1)
        save_days_off(book=book, who=WHO, today=TODAY, before=(), first=first, last=last, name="Break")
        for number, odds in enumerate(("15", "62.5", "100", None)):
            hours = {workshop: Decimal("7.75") * (number + 1), yard: Decimal("9.1")}
            fields: dict[str, Any] = {
                "client": f"Client {number}",
                "hours": hours,
                "promised_on": TODAY + (9 + 13 * number) * DAY,
                "probability_percent": odds and Decimal(odds),
            }
            create_deal(book=book, who=WHO, today=TODAY, digits=2, fields=fields)
    return path


@pytest.fixture
def weeks_of(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], list[dict[str, Any]]]:
    """A function that asks the command line for the weeks."""

    def ask(path: Path) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main(["capacity", str(path), "--on", TODAY.isoformat(), "--weeks", str(WEEKS), "--json"]) == 0
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return ask


def expected(facts: Facts) -> Iterator[dict[str, Any]]:
    sold: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    offered: dict[tuple[str, date], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for deal in facts.deals:
        is_sold = deal["stage"] in ("won", "in delivery")
        for key, hours in by_week(facts, deal).items():
            if is_sold:
                sold[key] += hours
            elif deal["probability_bp"]:
                offered[key].append((hours, Fraction(deal["probability_bp"], 10_000)))
    for number in range(WEEKS):
        week = monday(TODAY) + 7 * number * DAY
        for crew, (name, _) in facts.crews.items():
            room, here, open_here = capacity(facts, crew, week), sold[crew, week], offered[crew, week]
            yield {
                "week": week.isoformat(),
                "crew": name,
                "capacity": float(room),
                "sold": float(here),
                "likely": float(sum(hours * odds for hours, odds in open_here)),
                "utilisation": float(here / room) if room else (None if here else 0.0),
                "overload_chance": pytest.approx(chance(here, room, open_here), abs=1e-12),
                "over": here > room,
            }


def test_the_weeks_of_the_command_are_those_of_plain_loops(
    file: Path, weeks_of: Callable[[Path], list[dict[str, Any]]]
) -> None:
    wanted = list(expected(read_facts(file)))
    assert weeks_of(file) == wanted
    assert any(week["likely"] for week in wanted) and any(week["sold"] for week in wanted)


def test_the_weeks_of_the_tab_are_those_of_plain_loops(file: Path) -> None:
    with open_book(file) as book:
        plan = finish(gather(book, read_desk(book, TODAY), WEEKS)).plan
    names = {crew.id: crew.name for crew in plan.workload.business.crews}
    shown = [
        {
            "week": load.week.isoformat(),
            "crew": names[load.crew_id],
            "capacity": float(load.capacity),
            "sold": float(load.sold),
            "likely": float(load.likely),
            "utilisation": None if load.utilisation is None else float(load.utilisation),
            "overload_chance": load.overload_chance,
            "over": load.over,
        }
        for load in plan.loads()
    ]
    assert shown == list(expected(read_facts(file)))


def test_the_earliest_dates_are_those_of_trying_day_after_day(file: Path) -> None:
    facts = read_facts(file)
    with open_book(file) as book:
        found = finish(gather(book, read_desk(book, TODAY), WEEKS)).lead_times
    assert len(found) > 3
    sold: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for deal in facts.deals:
        if deal["stage"] in ("won", "in delivery"):
            for key, hours in by_week(facts, deal).items():
                sold[key] += hours
    for one in found:
        offering = one.offering.id
        promise, stop = facts.lead_limits.get(offering, facts.lead_limits.get(None, (None, None)))
        assert one.earliest == first_day(facts, offering, sold, stop)
        assert one.alone == first_day(facts, offering, sold, promise)


def first_day(
    facts: Facts, offering: str, sold: dict[tuple[str, date], Fraction], least: Fraction | None
) -> date | None:
    """Try every working day from today on until one is late enough and leaves all its weeks within the limit."""
    when, lead = TODAY, Fraction(0)
    for _ in range(365):
        if works(facts, when) and lead >= (least or 0):
            wish = {
                "offering_id": offering,
                "terms": facts.terms,
                "promised_on": when.isoformat(),
                "hours": {},
                "quantity_hundredths": 100,
                "actual_hundredths": None,
                "stage": "intake",
            }
            own = by_week(facts, wish)
            if all(
                sold.get(key, Fraction(0)) + hours <= facts.load_limit * capacity(facts, *key)
                for key, hours in own.items()
            ):
                return when
        when += DAY
        lead += works(facts, when)
    return None
