"""The figures of `check` and `capacity`, worked out a second time from framework.md, day by day and by brute force.

Nothing of `framework/` is used here: businesses are made with `new` and `import`, what they hold is read from
`export` and `agreement`, and each figure is worked out in the plainest way there is.
"""

import csv
import itertools
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

MONDAY_23 = date(2026, 11, 23)
DAY = timedelta(days=1)
SEVERITY = ("PROMISE", "OPEN", "ASK", "OFF")
FIELDS = (
    "ref client offering quantity value discount_percent cost hours custom_parts payment_days probability_percent "
    "stage created_on promised_on won_on delivered_on actual_hours"
).split()
TYPES = ("sign-shop", "it-services", "field-service", "blank")
Deal = dict[str, Any]


class Books(NamedTuple):
    """What a business holds, read from its exported sheets."""

    week_hours: Fraction
    days_off: set[date]
    lead: dict[str, int | None]
    price: dict[str, Fraction | None]
    unit_cost: dict[str, Fraction | None]
    unit_hours: dict[str, Fraction]
    rules: list[dict[str, Any]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def read_books(run: Callable[..., Any], file: Path, folder: Path) -> Books:
    assert run("export", file, folder).code == 0
    offerings = rows(folder / "offerings.csv")
    (crew,) = rows(folder / "crews.csv")
    return Books(
        week_hours=Fraction(crew["weekly_hours"]),
        days_off={date.fromisoformat(row["day"]) for row in rows(folder / "days off.csv")},
        lead={row["offering"]: int(row["lead_time_days"]) if row["lead_time_days"] else None for row in offerings},
        price={row["offering"]: number(row["list_price"]) for row in offerings},
        unit_cost={row["offering"]: number(row["unit_cost"]) for row in offerings},
        unit_hours={row["offering"]: Fraction(row["hours_per_unit"]) for row in rows(folder / "offering hours.csv")},
        rules=[rule for rule in run("agreement", file, "--json").document if rule["measure"] is not None],
    )


# A random business


def some(chance: random.Random, share: float, value: Any) -> Any:
    return value if chance.random() < share else ""


def random_deal(chance: random.Random, position: int, today: date, offerings: list[str]) -> Deal:
    stage = chance.choice(("lead", "intake", "offered", "won", "in delivery", "delivered", "lost", "intake", "won"))
    sold = stage in ("won", "in delivery", "delivered")
    created = today - DAY * chance.randint(0, 60)
    won = created + DAY * chance.randint(0, (today - created).days) if sold else ""
    return {
        "ref": f"R-{position}",
        "client": f"Client {position}",
        "offering": some(chance, 0.8, chance.choice(offerings)) if offerings else "",
        "quantity": chance.choice(("1", "1", "2", "3", "2.5")),
        "value": some(chance, 0.9, f"{chance.randint(1, 900_000) / 100:.2f}"),
        "discount_percent": some(chance, 0.5, str(chance.randint(0, 30))),
        "cost": some(chance, 0.5, f"{chance.randint(0, 600_000) / 100:.2f}"),
        "hours": some(chance, 0.6, str(Decimal(chance.randint(1, 240)) / 4)),
        "custom_parts": some(chance, 0.7, str(chance.randint(0, 2))),
        "payment_days": some(chance, 0.7, str(chance.choice((0, 14, 30, 31, 60, 90)))),
        "probability_percent": some(chance, 0.8, str(chance.choice((0, 10, 25, 50, 90, 100)))),
        "stage": stage,
        "created_on": created,
        "promised_on": some(chance, 0.9, today + DAY * chance.randint(-12, 60)),
        "won_on": won,
        "delivered_on": today if stage == "delivered" else "",
        "actual_hours": some(chance, 0.3, str(chance.randint(0, 30))) if sold else "",
    }


# The second working-out


def works(books: Books, day: date) -> bool:
    return day.weekday() < 5 and day not in books.days_off


def working_days_between(books: Books, a: date, b: date) -> int:
    if b < a:
        return -working_days_between(books, b, a)
    return sum(works(books, a + DAY * n) for n in range(1, (b - a).days + 1))


def monday(day: date) -> date:
    return day - DAY * day.weekday()


def capacity(books: Books, week: date) -> Fraction:
    return books.week_hours * sum(works(books, week + DAY * n) for n in range(7)) / 5


def hours_of(books: Books, deal: Deal) -> Fraction | None:
    if deal["hours"]:
        return Fraction(deal["hours"])
    unit = books.unit_hours.get(deal["offering"])
    return None if unit is None else unit * Fraction(deal["quantity"])


def by_week(books: Books, deal: Deal, today: date, promised: date | None = None) -> dict[date, Fraction]:
    """Return the hours still to be worked by week, as section 5 says."""
    hours, due = hours_of(books, deal), promised or deal["promised_on"]
    found: dict[date, Fraction] = defaultdict(Fraction)
    if hours is None or not due or deal["stage"] in ("delivered", "lost"):
        return found
    is_open = deal["stage"] in ("lead", "intake", "offered")
    known = deal["actual_hours"] != ""
    left = max(Fraction(0), hours - Fraction(deal["actual_hours"])) if known else hours
    if due < today:
        found[monday(today)] += left
        return found
    start = today if is_open else deal["won_on"]
    lead = books.lead.get(deal["offering"])
    if lead is not None:
        earlier = due
        for _ in range(lead):
            earlier -= DAY
            while not works(books, earlier):
                earlier -= DAY
        start = max(start, earlier)
    if known:
        start = max(start, today)
    days = [start + DAY * n for n in range((due - start).days + 1) if works(books, start + DAY * n)]
    for day in days or [due]:
        if day >= today:
            found[monday(day)] += left / max(1, len(days))
    return {week: own for week, own in found.items() if own}


def sold_by_week(books: Books, deals: list[Deal], today: date) -> dict[date, Fraction]:
    sold: dict[date, Fraction] = defaultdict(Fraction)
    for deal in deals:
        if deal["stage"] in ("won", "in delivery"):
            for week, own in by_week(books, deal, today).items():
                sold[week] += own
    return sold


def week_load(books: Books, deal: Deal, sold: dict[date, Fraction], today: date) -> Fraction | str | None:
    if hours_of(books, deal) is None:
        return "hours"
    if not deal["promised_on"]:
        return "promised_on"
    loads = []
    for week, own in by_week(books, deal, today).items():
        if not capacity(books, week):
            return None
        loads.append((sold.get(week, Fraction(0)) + own) / capacity(books, week) * 100)
    return max(loads, default=Fraction(0))


def figure(measure: str, books: Books, deal: Deal, sold: dict[date, Fraction], today: date) -> Fraction | str | None:
    value, quantity = number(deal["value"]), Fraction(deal["quantity"])
    match measure:
        case "lead_time":
            if not deal["promised_on"]:
                return "promised_on"
            return Fraction(working_days_between(books, today, deal["promised_on"]))
        case "margin":
            unit = books.unit_cost.get(deal["offering"])
            cost = number(deal["cost"]) if deal["cost"] else None if unit is None else unit * quantity
            if not value:
                return "value"
            return "cost" if cost is None else (value - cost) / value * 100
        case "discount":
            if deal["discount_percent"]:
                return Fraction(deal["discount_percent"])
            price = books.price.get(deal["offering"])
            if not price or value is None:
                return "discount_percent"
            return (price * quantity - value) / (price * quantity) * 100
        case "week_load":
            return week_load(books, deal, sold, today)
        case "deal_value":
            return "value" if value is None else value
        case "custom_parts":
            if not deal["offering"]:
                return Fraction(max(1, int(deal["custom_parts"] or 0)))
            return Fraction(deal["custom_parts"]) if deal["custom_parts"] else "custom_parts"
        case "payment_days":
            return Fraction(deal["payment_days"]) if deal["payment_days"] else "payment_days"
    raise AssertionError(measure)


def zone(rule: dict[str, Any], value: Fraction | str | None) -> str:
    if isinstance(value, str):
        return "OPEN"
    stop = number(rule["stop_limit"])
    if value is None:
        return "ASK" if stop is None else "OFF"
    limit = Fraction(rule["promise_limit"])
    if rule["better"] == "higher":
        return "PROMISE" if value >= limit else "OFF" if stop is not None and value < stop else "ASK"
    return "PROMISE" if value <= limit else "OFF" if stop is not None and value > stop else "ASK"


def rules_for(books: Books, deal: Deal) -> list[dict[str, Any]]:
    own = {rule["measure"] for rule in books.rules if rule["offering"] and rule["offering"] == deal["offering"]}
    return [
        rule
        for rule in books.rules
        if (rule["offering"] == deal["offering"] and rule["offering"])
        or (rule["offering"] is None and rule["measure"] not in own)
    ]


def earliest(books: Books, deal: Deal, sold: dict[date, Fraction], today: date) -> date | None:
    if hours_of(books, deal) is None:
        return None
    rules = rules_for(books, deal)
    limits = [Fraction(rule["promise_limit"]) / 100 for rule in rules if rule["measure"] == "week_load"]
    limit = min(limits, default=Fraction(1))
    stops = [Fraction(rule["stop_limit"]) for rule in rules if rule["measure"] == "lead_time" and rule["stop_limit"]]
    asked = max(deal["promised_on"] or today, today)
    for n in range(365):
        day = asked + DAY * n
        if not works(books, day) or any(working_days_between(books, today, day) < stop for stop in stops):
            continue
        touched = by_week(books, deal, today, promised=day)
        if all(sold.get(week, 0) + own <= limit * capacity(books, week) for week, own in touched.items()):
            return day
    return None


def quarters(hours: Fraction) -> int:
    return floor(hours * 4 + Fraction(1, 2))


def chance_of_overload(sold: Fraction, room: Fraction, open_hours: list[tuple[Fraction, Fraction]]) -> float:
    total = 0.0
    for comes in itertools.product((False, True), repeat=len(open_hours)):
        likely, taken = 1.0, quarters(sold)
        for (own, probability), here in zip(open_hours, comes, strict=True):
            likely *= float(probability) if here else 1 - float(probability)
            taken += quarters(own) if here else 0
        if taken > quarters(room):
            total += likely
    return total


# The comparison


@pytest.mark.parametrize("seed", range(8))
def test_check_and_capacity_agree_with_a_second_working_out(seed: int, run: Callable[..., Any], tmp_path: Path) -> None:
    chance = random.Random(seed)
    kind = TYPES[seed % len(TYPES)]
    file, sheet = tmp_path / "Random.handshake", tmp_path / "deals.csv"
    words = ["new", file, "--type", kind, "--person", "Ana:sales,operations,owner"]
    words += ["--country", chance.choice(("NL", "DE", "US"))] if chance.random() < 0.7 else []
    words += ["--hours", chance.choice(("20", "40", "37.5", "160"))]
    assert run(*words).code == 0
    books = read_books(run, file, tmp_path / "out")
    today = MONDAY_23 + DAY * chance.choice((0, 1, 4, 5, 6, 30, 33))
    deals = [random_deal(chance, n, today, [*books.lead, "Not priced yet"]) for n in range(40)]
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, FIELDS)
        writer.writeheader()
        writer.writerows(deals)
    answer = run("import", file, sheet, "--json")
    assert answer.code == 0 and answer.document["added"] == len(deals), answer.out

    sold = sold_by_week(books, deals, today)
    found = {one["ref"]: one for one in run("check", file, "--on", today, "--json").document}
    open_deals = [deal for deal in deals if deal["stage"] in ("lead", "intake", "offered")]
    assert sorted(found) == sorted(deal["ref"] for deal in open_deals)
    for deal in open_deals:
        one = found[deal["ref"]]
        judged = {r["measure"]: r for r in (*one["reasons"], *one["passed"]) if r["measure"] is not None}
        rules = rules_for(books, deal)
        assert sorted(judged) == sorted(rule["measure"] for rule in rules), deal
        for rule in rules:
            given, value = judged[rule["measure"]], figure(rule["measure"], books, deal, sold, today)
            assert given["zone"] == zone(rule, value), (rule, value, given, deal)
            if isinstance(value, str):
                assert given["missing"] == value and given["value"] is None, (rule, deal)
            elif value is None:
                assert given["value"] is None and given["missing"] is None
            else:
                assert abs(Fraction(given["value"]) - value) <= Fraction(1, 100), (rule, value, given)
            assert given["decides"] == rule["decides"] and given["answer_hours"] == rule["answer_hours"]
        zones = [reason["zone"] for reason in one["reasons"]]
        assert "PROMISE" not in zones
        assert one["verdict"] == max(zones, key=SEVERITY.index, default="PROMISE")
        wanted = earliest(books, deal, sold, today)
        assert one["earliest_date"] == (wanted and wanted.isoformat()), deal

    weeks = run("capacity", file, "--on", today, "--weeks", 10, "--json").document
    assert [week["week"] for week in weeks] == [(monday(today) + 7 * DAY * n).isoformat() for n in range(10)]
    for week in weeks:
        start = date.fromisoformat(week["week"])
        shares = [
            (own, Fraction(deal["probability_percent"]) / 100)
            for deal in open_deals
            if deal["probability_percent"] and (own := by_week(books, deal, today).get(start))
        ]
        room, here = capacity(books, start), sold.get(start, Fraction(0))
        assert week["capacity"] == pytest.approx(float(room))
        assert week["sold"] == pytest.approx(float(here))
        assert week["likely"] == pytest.approx(float(sum(own * p for own, p in shares)))
        assert week["over"] == (here > room)
        if room:
            assert week["utilisation"] == pytest.approx(float(here / room))
        else:
            assert week["utilisation"] == (None if here else 0)
        certain = [pair for pair in shares if pair[1] > 0]
        if len(certain) <= 16:
            assert week["overload_chance"] == pytest.approx(chance_of_overload(here, room, certain), abs=1e-9)
