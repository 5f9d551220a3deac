"""The verdict of every open deal of the sample, worked out a second time from the rows of the file.

Nothing of `framework/` or `storage/` is used: rows are read with sqlite3, days are counted one by one, and the earliest
date is found by trying every day, as framework.md (sections 2, 4, 5 and 6) says it. What `handshake check` says must be
the same: zone, reasons with value and limit, what passes, and the earliest date; on several days.
"""

import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import time_machine

from desktop.actions.business import create_sample
from desktop.main import main

MADE = date(2026, 11, 23)
DAY = timedelta(days=1)
SEVERITY = ("PROMISE", "OPEN", "ASK", "OFF")
HIGHER = ("lead_time", "margin")
OPEN, SOLD = ("lead", "intake", "offered"), ("won", "in delivery")
CENTS, HUNDREDTHS = 100, 100
BY_TIME = ("lead_time", "week_load")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business as it was written on a Monday."""
    path = tmp_path_factory.mktemp("second") / "Brightside.handshake"
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        create_sample(path=path, today=MADE).close()
    return path


@pytest.fixture(autouse=True)
def that_monday() -> Iterator[None]:
    """Stop the clock on the day on which the sample was made."""
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        yield


class File:
    """The rows of a business file, and what can be worked out of them in the plainest way there is."""

    def __init__(self, path: Path, today: date) -> None:
        self.today = today
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row

            def rows(sql: str) -> list[Row]:
                return [dict(row) for row in connection.execute(sql)]

            (self.business,) = rows("SELECT * FROM business")
            self.days_off = {row["day"] for row in rows("SELECT day FROM day_off")}
            self.crews = {
                row["id"]: Fraction(row["weekly_hundredths"], HUNDREDTHS) for row in rows("SELECT * FROM crew")
            }
            self.weeks = {
                (row["crew_id"], row["monday"]): Fraction(row["hundredths"], HUNDREDTHS)
                for row in rows("SELECT * FROM crew_week")
            }
            self.versions = rows("SELECT * FROM agreement WHERE state = 'signed' ORDER BY number")
            self.rules = rows("SELECT * FROM rule ORDER BY position, id")
            self.terms = rows("SELECT * FROM offering_terms")
            self.unit_hours = rows("SELECT * FROM offering_hours")
            self.deals = rows("SELECT d.*, c.name FROM deal d JOIN client c ON c.id = d.client_id")
            self.deal_hours = rows("SELECT * FROM deal_hours")
            self.templates = rows("SELECT * FROM checklist_template ORDER BY number")
            self.items = rows("SELECT * FROM checklist_item ORDER BY position, id")
            self.answers = rows("SELECT * FROM checklist_answer")
            self.allowances = rows("SELECT * FROM allowance")
            self.requests = rows(
                "SELECT r.*, p.point, p.silence, (SELECT count(*) FROM answer a WHERE a.request_id = r.id) answered, "
                "(SELECT count(*) FROM answer a WHERE a.request_id = r.id AND a.kind <> 'refuse') agreed "
                "FROM request r JOIN request_point p ON p.request_id = r.id"
            )

    # Days

    def works(self, day: date) -> bool:
        return str(day.weekday()) in self.business["weekdays"] and day.isoformat() not in self.days_off

    def between(self, a: date, b: date) -> int:
        """Working days after a, up to and including b."""
        if b < a:
            return -self.between(b, a)
        return sum(self.works(a + DAY * n) for n in range(1, (b - a).days + 1))

    def before(self, day: date, n: int) -> date:
        while n:
            day -= DAY
            n -= self.works(day)
        return day

    # What holds for a deal

    def day_of(self, deal: Row) -> date:
        given = deal["promise_given_on"] or deal["won_on"]
        return date.fromisoformat(given) if given else self.today

    def version(self, deal: Row | None) -> Row:
        day = (self.day_of(deal) if deal else self.today).isoformat()
        begun = [each for each in self.versions if each["in_force_from"] and each["in_force_from"] <= day]
        return max(begun, key=lambda each: (each["in_force_from"], each["number"])) if begun else self.versions[0]

    def rules_of(self, deal: Row) -> list[Row]:
        version = self.version(deal)["id"]
        near = [
            rule
            for rule in self.rules
            if rule["agreement_id"] == version and rule["offering_id"] in (None, deal["offering_id"])
        ]
        own = {rule["measure"] for rule in near if rule["offering_id"] and rule["measure"]}
        return [rule for rule in near if rule["offering_id"] or rule["measure"] not in own]

    def terms_of(self, deal: Row) -> Row | None:
        """The offering as the version of the deal's day has it, else as the one of today."""
        for version in (self.version(deal)["id"], self.version(None)["id"]):
            for each in self.terms:
                if (each["agreement_id"], each["offering_id"]) == (version, deal["offering_id"]):
                    return each
        return None

    def hours_of(self, deal: Row) -> dict[str, Fraction] | None:
        """Hours still to be worked by crew; None while they are not known."""
        found = {
            row["crew_id"]: Fraction(row["hundredths"], HUNDREDTHS)
            for row in self.deal_hours
            if row["deal_id"] == deal["id"]
        }
        terms = self.terms_of(deal)
        if not found and terms is not None:
            quantity = Fraction(deal["quantity_hundredths"], HUNDREDTHS)
            found = {
                row["crew_id"]: Fraction(row["hundredths"], HUNDREDTHS) * quantity
                for row in self.unit_hours
                if row["terms_id"] == terms["id"]
            }
        if not found:
            return None
        if deal["actual_hundredths"] is not None and sum(found.values()):
            left = max(Fraction(0), 1 - Fraction(deal["actual_hundredths"], HUNDREDTHS) / sum(found.values()))
            found = {crew: hours * left for crew, hours in found.items()}
        return {crew: hours for crew, hours in found.items() if hours}

    def days_of(self, deal: Row, promised: date) -> dict[date, Fraction]:
        """Which share of the hours left falls on which day."""
        if promised < self.today:
            return {self.today: Fraction(1)}
        is_open, terms = deal["stage"] in OPEN, self.terms_of(deal)
        begun = deal["won_on"] or deal["created_on"]
        start = self.today if is_open or not begun else date.fromisoformat(begun)
        if terms is not None and terms["lead_time_days"] is not None:
            start = max(start, self.before(promised, terms["lead_time_days"]))
        if is_open or deal["actual_hundredths"] is not None:
            start = max(start, self.today)
        days = [start + DAY * n for n in range((promised - start).days + 1)]
        days = [day for day in days if self.works(day)] or [promised]
        return {day: Fraction(1, len(days)) for day in days if day >= self.today}

    def placed(self, deal: Row, promised: date) -> Counter[tuple[str, date]]:
        found: Counter[tuple[str, date]] = Counter()
        for day, share in self.days_of(deal, promised).items():
            for crew, hours in (self.hours_of(deal) or {}).items():
                found[crew, day - DAY * day.weekday()] += hours * share  # type: ignore[assignment]
        return found

    def sold(self, but: str) -> Counter[tuple[str, date]]:
        found: Counter[tuple[str, date]] = Counter()
        for deal in self.deals:
            if deal["stage"] in SOLD and deal["id"] != but and deal["promised_on"]:
                found.update(self.placed(deal, date.fromisoformat(deal["promised_on"])))
        return found

    def capacity(self, crew: str, week: date) -> Fraction:
        own = self.weeks.get((crew, week.isoformat()))
        if own is not None:
            return own
        worked = sum(self.works(week + DAY * n) for n in range(7))
        return self.crews[crew] * worked / len(set(self.business["weekdays"]))

    # Measures: the exact figure, or the field that is missing, or None for over any limit

    def figure(self, measure: str, deal: Row) -> Fraction | str | None:
        value = None if deal["value_minor"] is None else Fraction(deal["value_minor"], CENTS)
        terms, quantity = self.terms_of(deal), Fraction(deal["quantity_hundredths"], HUNDREDTHS)
        promised = deal["promised_on"] and date.fromisoformat(deal["promised_on"])
        if measure == "lead_time":
            return Fraction(self.between(self.day_of(deal), promised)) if promised else "promised_on"
        if measure == "margin":
            cost = None if deal["cost_minor"] is None else Fraction(deal["cost_minor"], CENTS)
            if cost is None and terms is not None and terms["unit_cost_minor"] is not None:
                cost = Fraction(terms["unit_cost_minor"], CENTS) * quantity
            if not value or value < 0:
                return "value"
            return "cost" if cost is None else (value - cost) / value * 100
        if measure == "discount":
            if deal["discount_bp"] is not None:
                return Fraction(deal["discount_bp"], HUNDREDTHS)
            if terms is None or not terms["list_price_minor"] or not quantity or value is None:
                return "discount_percent"
            listed = Fraction(terms["list_price_minor"], CENTS) * quantity
            return (listed - value) / listed * 100
        if measure == "deal_value":
            return "value" if value is None else value
        if measure == "payment_days":
            return "payment_days" if deal["payment_days"] is None else Fraction(deal["payment_days"])
        if measure == "custom_parts":
            parts = deal["custom_parts"]
            if deal["offering_id"] is None:
                return Fraction(max(1, parts or 0))
            return "custom_parts" if parts is None else Fraction(parts)
        assert measure == "week_load"
        if self.hours_of(deal) is None or not promised:
            return "hours" if self.hours_of(deal) is None else "promised_on"
        loads = self.loads(deal, promised)
        return None if None in loads else max((load for load in loads if load is not None), default=Fraction(0)) * 100

    def loads(self, deal: Row, promised: date) -> list[Fraction | None]:
        sold = self.sold(deal["id"])
        return [
            (sold[crew, week] + hours) / self.capacity(crew, week) if self.capacity(crew, week) > 0 else None
            for (crew, week), hours in self.placed(deal, promised).items()
        ]

    def earliest(self, deal: Row) -> date | None:
        if self.hours_of(deal) is None:
            return None
        rules = self.rules_of(deal)
        limits = [rule["promise_limit"] for rule in rules if rule["measure"] == "week_load"]
        most = min((Fraction(limit, HUNDREDTHS) / 100 for limit in limits if limit is not None), default=Fraction(1))
        stops = [rule["stop_limit"] for rule in rules if rule["measure"] == "lead_time"]
        least = max((ceil(Fraction(stop, HUNDREDTHS)) for stop in stops if stop is not None), default=None)
        asked = max(date.fromisoformat(deal["promised_on"]) if deal["promised_on"] else self.today, self.today)
        for day in (asked + DAY * n for n in range(365)):
            soon = least is not None and self.between(self.day_of(deal), day) < least
            if (
                self.works(day)
                and not soon
                and all(load is not None and load <= most for load in self.loads(deal, day))
            ):
                return day
        return None

    # Verdict

    def is_allowed(self, rule: Row, deal: Row, value: Fraction | None) -> bool:
        day = self.day_of(deal).isoformat()
        for each in self.allowances:
            fits = each["rule_id"] == rule["first_id"] and each["client_id"] in (None, deal["client_id"])
            if not fits or not each["from_day"] <= day <= each["until"]:
                continue
            if rule["measure"] is None or each["limit_hundredths"] is None:
                return True
            limit = Fraction(each["limit_hundredths"], HUNDREDTHS)
            if value is not None and (value >= limit if rule["measure"] in HIGHER else value <= limit):
                return True
        return False

    def measured(self, deal: Row) -> dict[str, tuple[str, Any, Row, bool]]:
        """By measure: zone, figure, rule, and whether an exception lets it pass."""
        found = {}
        for rule in self.rules_of(deal):
            if rule["measure"]:
                figure = self.figure(rule["measure"], deal)
                zone = zone_by(rule, figure)
                held = zone in ("ASK", "OFF")
                allowed = held and self.is_allowed(rule, deal, None if isinstance(figure, str) else figure)
                assert rule["measure"] not in found
                found[rule["measure"]] = (zone, figure, rule, allowed)
        return found

    def asked(self, deal: Row) -> Counter[tuple[str, str | None]]:
        """The zones that questions of the checklist lead to, each with who decides."""
        statements = {rule["first_id"]: rule for rule in self.rules_of(deal) if not rule["measure"]}
        template = deal["template_id"] or self.templates[-1]["id"]
        listed = [item for item in self.items if item["template_id"] == template]
        given = {row["item"]: row["answer"] for row in self.answers if row["deal_id"] == deal["id"]}
        found: Counter[tuple[str, str | None]] = Counter()
        for item in listed:
            offerings, rule = item["offerings"].split(), statements.get(item["rule_id"])
            if (offerings and deal["offering_id"] not in offerings) or (item["rule_id"] and not rule):
                continue
            means = {"no": item["no_means"], "yes": item["yes_means"], "unknown": item["unknown_means"]}
            if rule:
                means["no" if item["no_means"] else "yes"] = rule["zone"]
            if item["follows"]:
                answer = "no" if item["follows"] == "catalogue" and deal["offering_id"] is None else "not_applicable"
            else:
                answer = given.get(item["first_id"], "open")
            self._count(found, answer, means, item["needed"], rule, deal)
        named = {item["rule_id"] for item in listed}
        for first_id, rule in statements.items():
            if first_id not in named:
                means = {"yes": rule["zone"], "unknown": "ASK", "no": None}
                self._count(found, given.get(f"rule:{first_id}", "open"), means, "before_promise", rule, deal)
        return found

    def _count(
        self, found: Counter[tuple[str, str | None]], answer: str, means: Row, needed: str, rule: Row | None, deal: Row
    ) -> None:
        zone = ("OPEN" if needed == "before_promise" else None) if answer == "open" else means.get(answer)
        if zone in (None, "PROMISE"):
            return
        if rule is not None and zone != "OPEN" and self.is_allowed(rule, deal, None):
            return
        found[zone, rule["decides"] if rule else None] += 1

    def may_be_answered(self, deal: Row, rule: Row) -> bool:
        """Whether somebody has said yes to what the rule holds back, or silence has after a working day."""
        for each in self.requests:
            asked = date.fromisoformat(each["asked_at"][:10])
            fits = each["point"] == f"rule:{rule['first_id']}" or rule["measure"] in BY_TIME
            silent = not each["answered"] and each["silence"] == "yes" and 0 < self.between(asked, self.today) <= 12
            if each["deal_id"] == deal["id"] and fits and not each["withdrawn_at"] and (each["agreed"] or silent):
                return True
        return False


def zone_by(rule: Row, figure: Fraction | str | None) -> str:
    if isinstance(figure, str):
        return "OPEN"
    if figure is None:
        return "ASK" if rule["stop_limit"] is None else "OFF"
    promise = Fraction(rule["promise_limit"], HUNDREDTHS)
    stop = None if rule["stop_limit"] is None else Fraction(rule["stop_limit"], HUNDREDTHS)
    sign = 1 if rule["measure"] in HIGHER else -1
    if sign * figure >= sign * promise:
        return "PROMISE"
    return "OFF" if stop is not None and sign * figure < sign * stop else "ASK"


def check(file: Path, on: date, capsys: pytest.CaptureFixture[str]) -> list[Row]:
    assert main(["check", str(file), "--json", "--on", on.isoformat()]) == 0
    return json.loads(capsys.readouterr().out)


def assert_figure(said: Row, zone: str, figure: Any, rule: Row) -> None:
    """The figure of one rule as `check` writes it is the exact one, rounded at most, with the limit that it passed."""
    if isinstance(figure, str) or figure is None:
        assert (said["value"], said["missing"]) == (None, figure)
    else:
        shown = Fraction(said["value"])
        assert abs(shown - figure) <= Fraction(1, 100) and zone_by(rule, shown) == zone
        assert shown == figure or Decimal(said["value"]).as_tuple().exponent <= -1
    limit = rule["stop_limit"] if zone == "OFF" else rule["promise_limit"]
    assert (None if said["limit"] is None else Fraction(said["limit"])) == (
        None if limit is None else Fraction(limit, HUNDREDTHS)
    )
    assert said["decides"] == rule["decides"]
    assert Fraction(said["answer_hours"]) == Fraction(rule["answer_hundredths"], HUNDREDTHS)


@pytest.mark.parametrize(
    "on",
    [
        date(2026, 11, 2),
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 11, 28),
        date(2026, 12, 7),
        date(2026, 12, 24),
        date(2027, 1, 31),
    ],
    ids=str,
)
def test_every_open_deal_comes_out_the_same(file: Path, on: date, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(assert_same(file, on, capsys)) == 8


@pytest.mark.parametrize("seed", range(8))
def test_a_sample_that_was_shaken_comes_out_the_same(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    """The sample with other dates, prices, hours, stages, answers, weeks and exceptions; nothing asked of anybody."""
    shaken = tmp_path / "shaken.handshake"
    shutil.copyfile(file, shaken)
    shake(shaken, random.Random(seed))
    for on in (MADE, MADE + DAY * (5 + 7 * seed)):
        assert_same(shaken, on, capsys)


def shake(path: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("answer", "request_point", "request"):
            connection.execute(f"DELETE FROM {table}")
        rules = [row for (row,) in connection.execute("SELECT DISTINCT first_id FROM rule ORDER BY first_id")]
        clients = [row for (row,) in connection.execute("SELECT id FROM client ORDER BY id")]
        (crew,) = connection.execute("SELECT id FROM crew").fetchone()
        deals = connection.execute(
            "SELECT id, stage, ref FROM deal WHERE stage NOT IN ('delivered', 'lost') ORDER BY ref"
        )
        for deal, stage, _ref in deals.fetchall():
            promised = MADE + DAY * chance.randint(-10, 70)
            changes = {
                "promised_on": chance.choice((promised.isoformat(), promised.isoformat(), None)),
                "value_minor": chance.choice((None, 0, chance.randint(1, 2_000_000))),
                "discount_bp": chance.choice((None, chance.randint(0, 3000))),
                "cost_minor": chance.choice((None, chance.randint(1, 1_000_000))),
                "quantity_hundredths": chance.choice((100, 250, 1000)),
                "custom_parts": chance.choice((None, 0, 1, 3)),
                "payment_days": chance.choice((None, 14, 30, 31, 60, 90)),
            }
            if chance.random() < 0.2:
                changes["offering_id"] = None
            if stage in SOLD and chance.random() < 0.4:
                changes["actual_hundredths"] = chance.randint(0, 5000)
            if stage in SOLD and chance.random() < 0.2:
                changes |= {"stage": "offered", "promise_given_on": (MADE - DAY * chance.randint(0, 60)).isoformat()}
            names = ", ".join(f"{name} = ?" for name in changes)
            connection.execute(f"UPDATE deal SET {names} WHERE id = ?", (*changes.values(), deal))
            if chance.random() < 0.5:
                hours = (chance.randint(100, 12_000), deal)
                connection.execute("UPDATE deal_hours SET hundredths = ? WHERE deal_id = ?", hours)
        for (answer,) in connection.execute("SELECT id FROM checklist_answer ORDER BY id").fetchall():
            said = chance.choice(("yes", "no", "unknown", "not_applicable"))
            if chance.random() < 0.3:
                connection.execute("UPDATE checklist_answer SET answer = ? WHERE id = ?", (said, answer))
            elif chance.random() < 0.1:
                connection.execute("DELETE FROM checklist_answer WHERE id = ?", (answer,))
        for number in range(8):
            week = MADE + DAY * 7 * number
            if chance.random() < 0.4:
                row = (f"week-{number}", crew, week.isoformat(), chance.choice((0, 1000, 6000)))
                connection.execute("INSERT INTO crew_week VALUES (?, ?, ?, ?, 1)", row)
        for number in range(30):
            client, limit = chance.choice((None, *clients)), chance.choice((None, chance.randint(0, 10_000)))
            until = (MADE + DAY * chance.randint(0, 60)).isoformat()
            row = (f"allow-{number}", chance.choice(rules), client, limit, "so", MADE.isoformat(), until)
            connection.execute("INSERT INTO allowance VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 1)", row)


def assert_same(file: Path, on: date, capsys: pytest.CaptureFixture[str]) -> list[Row]:
    """Compare what `check` says on a day with what the rows of the file come to, and return what it says."""
    books = File(file, on)
    said = check(file, on, capsys)
    deals = {deal["ref"]: deal for deal in books.deals if deal["stage"] in OPEN}
    assert {one["ref"] for one in said} == deals.keys()
    for one in said:
        deal = deals[one["ref"]]
        expected = books.measured(deal)
        # What somebody has said yes to no longer holds the deal back: the file must hold that yes.
        answered = {each["measure"] for each in one["passed"] if each.get("answered") and each["measure"]}
        for measure in answered:
            zone, _figure, rule, _allowed = expected.pop(measure)
            assert zone in ("ASK", "OFF") and books.may_be_answered(deal, rule), (one["ref"], measure)
        held = {each["measure"]: each for each in one["reasons"] if each["measure"]}
        passed = {each["measure"]: each for each in one["passed"] if each["measure"] and not each.get("answered")}
        assert held.keys() | passed.keys() == expected.keys(), one["ref"]
        zones = []
        for measure, (zone, figure, rule, allowed) in expected.items():
            shown = "PROMISE" if allowed else zone
            listed = passed if shown == "PROMISE" else held
            assert listed[measure]["zone"] == shown, (one["ref"], measure)
            assert_figure(listed[measure], zone, figure, rule)
            assert ("allowance" in listed[measure]) is allowed
            zones.append(shown)
        asked = books.asked(deal)
        found = Counter((each["zone"], each["decides"]) for each in one["reasons"] if each["measure"] is None)
        eased = sum(1 for each in one["passed"] if each["measure"] is None and each.get("answered"))
        assert sum((asked - found).values()) == eased and not found - asked, one["ref"]
        zones += [zone for zone, _decides in found]
        assert one["verdict"] == max(zones, key=SEVERITY.index, default="PROMISE"), one["ref"]
        order = [SEVERITY.index(each["zone"]) for each in one["reasons"]]
        assert order == sorted(order, reverse=True), "the worst first"
        earliest = books.earliest(deal)
        assert one["earliest_date"] == (earliest and earliest.isoformat()), one["ref"]
    return said


def test_the_days_between_them_show_every_zone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is compared above is worth comparing: all zones, several measures, questions, an answer."""
    seen = [one for on in (MADE, date(2026, 11, 28), date(2026, 12, 24)) for one in check(file, on, capsys)]
    assert {one["verdict"] for one in seen} == set(SEVERITY)
    reasons = [each for one in seen for each in one["reasons"]]
    assert {"lead_time", "week_load", None} <= {each["measure"] for each in reasons}
    assert {each["missing"] for each in reasons if each["missing"]}
    passed = [each for one in seen for each in one["passed"]]
    assert any(each.get("answered") for each in passed)
    assert any(one["earliest_date"] != one["promised_on"] for one in seen)
