"""Every figure of deals worked out a second time: plain SQL and the statistics module, nothing of `framework/`.

The sample, and businesses made at random; what the command prints as JSON is held against it.
"""

import json
import sqlite3
import statistics
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.actions.business import create_sample
from desktop.main import main
from storage.book import Book
from storage.opening import open_book

TODAY = date(2026, 11, 23)
Plain = dict[str, tuple[int | None, int | None, float | None]]


def plain_figures(path: Path, first: date, last: date, today: date) -> Plain:
    """Return (count, of, value) by name; None: not told here."""
    with closing(sqlite3.connect(path)) as file:
        days = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}

        def ask(sql: str) -> list[tuple[Any, ...]]:
            return file.execute(sql, days).fetchall()

        def share(sql: str) -> tuple[int, int, float | None]:
            found = [value for (value,) in ask(sql)]
            return sum(found), len(found), sum(found) / len(found) if found else None

        delivered = "FROM deal WHERE stage = 'delivered' AND delivered_on BETWEEN :first AND :last"
        over = (
            "FROM deal d LEFT JOIN look_back l ON l.deal_id = d.id AND l.days = 90 WHERE d.stage = 'delivered' "
            "AND date(d.delivered_on, '+90 days') BETWEEN :first AND :last "
            "AND date(d.delivered_on, '+90 days') <= :today"
        )
        scores = [value for (value,) in ask(f"SELECT client_score {delivered} AND client_score IS NOT NULL")]
        throughput = [
            value
            for (value,) in ask(
                f"SELECT julianday(delivered_on) - julianday(won_on) {delivered} AND won_on IS NOT NULL"
            )
        ]
        wins = [value for (value,) in ask(f"SELECT l.still_client {over}")]
        asked = [value for value in wins if value is not None]
        visits = [value for (value,) in ask("SELECT julianday(done_on) FROM visit WHERE done_on <= min(:last, :today)")]
        (end,) = ask("SELECT julianday(min(:last, :today))")[0]
        saves = len(ask("SELECT id FROM saved_failure WHERE saved_on BETWEEN :first AND :last"))
        against = ask(
            "SELECT id FROM deal WHERE promise_given_on BETWEEN :first AND :last "
            "AND promised_zone IN ('ASK', 'OFF') AND against_reason <> ''"
        )
        return {
            "on_time": share(
                "SELECT delivered_on <= coalesce(first_promised_on, promised_on) "
                f"{delivered} AND coalesce(first_promised_on, promised_on) IS NOT NULL"
            ),
            "first_time_right": share(f"SELECT 1 - rework {delivered} AND rework IS NOT NULL"),
            "client_score": (
                sum(score >= 4 for score in scores),
                len(scores),
                statistics.fmean(scores) if scores else None,
            ),
            "throughput_days": (None, len(throughput), statistics.median(throughput) if throughput else None),
            "margin_planned": _margin(
                ask(
                    "SELECT d.value_minor, coalesce(d.cost_minor, (SELECT t.unit_cost_minor FROM offering_terms t "
                    "JOIN agreement a ON a.id = t.agreement_id WHERE t.offering_id = d.offering_id "
                    "AND a.state = 'signed' AND a.in_force_from <= :today ORDER BY a.in_force_from DESC LIMIT 1) "
                    "* d.quantity_hundredths / 100.0) FROM deal d WHERE d.stage = 'delivered' "
                    "AND d.delivered_on BETWEEN :first AND :last"
                )
            ),
            "margin_actual": _margin(ask(f"SELECT value_minor, actual_cost_minor {delivered}")),
            "promises_kept": share(
                "SELECT kept IS 1 AND (ended_on IS NULL OR due_on IS NULL OR ended_on <= due_on) FROM promise "
                "WHERE coalesce(due_on, ended_on) BETWEEN :first AND :last AND (kept IS NOT NULL OR due_on < :today)"
            ),
            "retained_90_days": (sum(asked), len(asked), sum(asked) / len(asked) if asked else None),
            "honest_wins": (sum(asked), len(wins), float(sum(asked)) if wins else None),
            "exceptions": share(
                "SELECT promised_zone IN ('ASK', 'OFF') FROM deal "
                "WHERE promise_given_on BETWEEN :first AND :last AND promised_zone IS NOT NULL"
            ),
            "against_rules": (len(against), None, None),
            "days_since_visit": (None, len(visits), end - max(visits) if visits else None),
            "saves": (saves, saves, float(saves) if saves else None),
        }


def _margin(found: list[tuple[int | None, float | None]]) -> tuple[None, int, float | None]:
    known = [(value, cost) for value, cost in found if value is not None and cost is not None]
    revenue = sum(value for value, _ in known)
    earned = revenue - sum(cost for _, cost in known)
    return None, len(known), earned / revenue if revenue > 0 else None


def assert_same(path: Path, first: date, last: date, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    days = ["--from", first.isoformat(), "--to", last.isoformat(), "--on", TODAY.isoformat()]
    assert main(["scorecard", str(path), *days, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    for name, (count, of, value) in plain_figures(path, first, last, TODAY).items():
        found = told[name]
        assert count is None or found["count"] == count, name
        assert of is None or found["of"] == of, name
        if of is not None:
            assert (found["value"] is None) == (value is None), name
            assert value is None or abs(found["value"] - value) < 0.00051, (name, found, value)
    return told


@pytest.mark.parametrize("back", [7, 30, 91, 365, 3650])
def test_the_sample(tmp_path: Path, back: int, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.handshake"
    create_sample(path=path, today=TODAY)
    told = assert_same(path, TODAY - timedelta(days=back), TODAY, capsys)
    if back == 365:
        assert told["on_time"]["of"] and told["margin_actual"]["of"] and told["exceptions"]["of"]


def test_periods_without_a_deal_say_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.handshake"
    create_sample(path=path, today=TODAY)
    told = assert_same(path, date(1999, 1, 1), date(1999, 3, 31), capsys)
    assert {told[name]["value"] for name in plain_figures(path, TODAY, TODAY, TODAY) if name != "against_rules"} == {
        None
    }


DAYS = st.integers(-500, 20)
MAYBE = st.none()
DEAL = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["delivered", "delivered", "delivered", "won", "lost", "intake"]),
        "won": MAYBE | DAYS,
        "took": st.integers(0, 120),
        "first": MAYBE | DAYS,
        "promised": MAYBE | DAYS,
        "given": MAYBE | DAYS,
        "zone": st.sampled_from([None, "PROMISE", "ASK", "OFF"]),
        "against": st.booleans(),
        "rework": MAYBE | st.booleans(),
        "score": MAYBE | st.integers(1, 5),
        "value": MAYBE | st.integers(0, 500_000),
        "cost": MAYBE | st.integers(0, 500_000),
        "actual": MAYBE | st.integers(0, 500_000),
        "back": st.sampled_from(["none", "open", True, False]),
        "promise": st.sampled_from([None, "kept", "late", "broken", "open"]),
    }
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEAL, max_size=14), st.lists(DAYS, max_size=3), st.integers(0, 400), st.integers(0, 100))
def test_a_business_made_at_random(
    empty_business: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    deals: list[dict[str, Any]],
    visits: list[int],
    back: int,
    ahead: int,
) -> None:
    path = tmp_path_factory.mktemp("random") / "a.handshake"
    path.write_bytes(empty_business.read_bytes())
    with open_book(path) as book:
        _fill(book, deals, visits)
    assert_same(path, TODAY - timedelta(days=back), TODAY + timedelta(days=ahead), capsys)


@pytest.fixture(scope="module")
def empty_business(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "a.handshake"
    people = ["--person", "Ana:sales,owner", "--person", "Ben:operations"]
    assert main(["new", str(path), "--type", "sign-shop", *people]) == 0
    with open_book(path) as book, book.change("A client") as change:
        change.add("client", {"name": "Nook"})
    return path


def _on(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)


def _fill(book: Book, deals: list[dict[str, Any]], visits: list[int]) -> None:
    (client,) = book.row("SELECT id FROM client LIMIT 1") or ()
    (person,) = book.row("SELECT id FROM person LIMIT 1") or ()
    with book.change("At random") as change:
        for number, deal in enumerate(deals):
            won = deal["won"]
            delivered = None if deal["stage"] != "delivered" else _on(min((won or -100) + deal["took"], 0))
            key = change.add(
                "deal",
                {
                    "ref": f"R-{number}",
                    "client_id": client,
                    "quantity_hundredths": 100,
                    "stage": deal["stage"],
                    "created_on": TODAY,
                    "won_on": _on(won),
                    "delivered_on": delivered,
                    "first_promised_on": _on(deal["first"]),
                    "promised_on": _on(deal["promised"]),
                    "promise_given_on": _on(deal["given"]),
                    "promised_zone": deal["zone"],
                    "against_reason": "Asked for it" if deal["against"] else "",
                    "rework": deal["rework"],
                    "client_score": deal["score"],
                    "value_minor": deal["value"],
                    "cost_minor": deal["cost"],
                    "actual_cost_minor": deal["actual"],
                },
            )
            if deal["back"] != "none":
                still = None if deal["back"] == "open" else deal["back"]
                change.add("look_back", {"deal_id": key, "days": 90, "still_client": still})
                change.add("look_back", {"deal_id": key, "days": 30, "still_client": True})
            if deal["promise"] is not None:
                due = _on(deal["given"])
                ended = {"open": None, "late": TODAY + timedelta(days=30)}.get(deal["promise"], due)
                change.add(
                    "promise",
                    {
                        "deal_id": key,
                        "say": "By then",
                        "said_on": TODAY,
                        "way": "spoken",
                        "due_on": due,
                        "kept": {"open": None, "broken": False}.get(deal["promise"], True),
                        "ended_on": ended,
                        "at": book.history()[0].at,
                    },
                )
        for days in visits:
            done = _on(min(days, 0))
            change.add("visit", {"person_id": person, "kind": "delivery", "planned_on": done, "done_on": done})
            change.add("saved_failure", {"say": "Caught in time", "saved_on": done, "value_minor": 1000})
