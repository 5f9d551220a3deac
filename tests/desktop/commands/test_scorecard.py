"""`scorecard`: its shape, and every figure against a second working-out from the rows of the file."""

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

from openpyxl import load_workbook

from desktop.actions.desk import read_desk
from desktop.actions.owner_meter import read_meters
from desktop.actions.scorecard import read_trends
from framework.figure import Figure
from framework.periods import Step
from framework.questions import DecisionKind
from storage.opening import open_book
from tests.desktop.ladder_shop import clear_ladder
from tests.desktop.ladder_story import LadderStory

Run = Callable[..., Any]
ON = ("--on", "2026-11-23")
KEYS = {
    "on_time",
    "first_time_right",
    "client_score",
    "throughput_days",
    "margin_planned",
    "margin_actual",
    "promises_kept",
    "retained_90_days",
    "exceptions",
    "against_rules",
    "owner_share",
}


def rows(file: Path, sql: str, *parameters: Any) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql, parameters).fetchall()


def test_the_shape_and_the_last_91_days(run: Run, sample: Path) -> None:
    found = run("scorecard", sample, *ON, "--json").document
    assert set(found) >= KEYS
    assert (found["from"], found["to"]) == ("2026-08-25", "2026-11-23")
    assert (date(2026, 11, 23) - date(2026, 8, 25)).days + 1 == 91
    ((asked, there),) = rows(
        sample,
        "SELECT count(*), sum(l.still_client) FROM look_back l JOIN deal d ON d.id = l.deal_id WHERE l.days = 90 "
        "AND l.still_client IS NOT NULL AND date(d.delivered_on, '+90 days') BETWEEN '2026-08-25' AND '2026-11-23'",
    )
    assert found["retained_90_days"] == {"count": there, "of": asked, "value": round(there / asked, 3)}
    assert asked > there > 0
    assert set(found["against_rules"]) == {"count"}


def test_both_ends_of_a_period_belong_to_it(run: Run, sample: Path) -> None:
    days = rows(sample, "SELECT delivered_on, count(*) FROM deal WHERE stage = 'delivered' GROUP BY 1 ORDER BY 1")
    (first, at_first), (last, at_last) = days[5], days[7]
    found = run("scorecard", sample, *ON, "--from", first, "--to", last, "--json").document
    assert found["throughput_days"]["of"] == at_first + days[6][1] + at_last


def test_every_figure_of_a_year_a_second_way(run: Run, sample: Path) -> None:
    first, last = "2025-11-01", "2026-10-31"
    found = run("scorecard", sample, *ON, "--from", first, "--to", last, "--json").document
    delivered = rows(
        sample,
        "SELECT coalesce(first_promised_on, promised_on), delivered_on, won_on, rework, client_score, value_minor, "
        "cost_minor, actual_cost_minor FROM deal WHERE stage = 'delivered' AND delivered_on BETWEEN ? AND ?",
        first,
        last,
    )
    assert len(delivered) > 20
    dated = [row for row in delivered if row[0]]
    on_time = sum(row[1] <= row[0] for row in dated)
    assert found["on_time"] == {"count": on_time, "of": len(dated), "value": round(on_time / len(dated), 3)}
    known = [row[3] for row in delivered if row[3] is not None]
    assert found["first_time_right"]["count"] == known.count(0) and found["first_time_right"]["of"] == len(known)
    scores = [row[4] for row in delivered if row[4] is not None]
    assert found["client_score"]["of"] == len(scores) and found["client_score"]["value"] == round(mean(scores), 3)
    days = [(date.fromisoformat(row[1]) - date.fromisoformat(row[2])).days for row in delivered if row[2]]
    assert found["throughput_days"]["value"] == median(days)
    actual = [(row[5], row[7]) for row in delivered if row[5] is not None and row[7] is not None]
    share = sum(value - cost for value, cost in actual) / sum(value for value, _cost in actual)
    assert found["margin_actual"] == {"count": len(actual), "of": len(actual), "value": round(share, 3)}
    planned = [(row[5], row[6]) for row in delivered if row[5] is not None and row[6] is not None]
    if len(planned) == len(delivered):
        share = sum(value - cost for value, cost in planned) / sum(value for value, _cost in planned)
        assert found["margin_planned"]["value"] == round(share, 3)
    promised = rows(
        sample,
        "SELECT promised_zone, against_reason FROM deal WHERE promise_given_on BETWEEN ? AND ? "
        "AND promised_zone IS NOT NULL",
        first,
        last,
    )
    exceptions = [row for row in promised if row[0] in ("ASK", "OFF")]
    assert found["exceptions"]["count"] == len(exceptions) and found["exceptions"]["of"] == len(promised)
    assert found["against_rules"]["count"] == sum(bool(row[1]) for row in exceptions) > 0


def test_the_owner_share_is_that_of_the_meter(run: Run, sample: Path) -> None:
    clear_ladder(sample)
    with open_book(sample) as book:
        story = LadderStory(book)
        day = date(2026, 11, 9)
        story.decided(day, story.raised(day, subject="Who pays for the survey"))
        story.decided(day, story.raised(day, subject="A van for two days", jumps="It can't wait"), by_owner=True)
        story.decided(day, story.raised(day, subject="Credit", jumps="Money"), DecisionKind.REFUSE, by_owner=True)
        (meter,) = read_meters(book, read_desk(book, date(2026, 11, 23)), (day, day))
    period = ("--from", "2026-11-09", "--to", "2026-11-09")
    found = run("scorecard", sample, *ON, *period, "--json").document
    assert found["owner_share"] == {"count": 2, "of": 3, "value": 0.667}
    assert (meter.owner, meter.all, len(meter.jumps)) == (2, 3, 2)
    before = run("scorecard", sample, *ON, "--from", "2026-11-08", "--to", "2026-11-08", "--json").document
    assert before["owner_share"] == {"count": 0, "of": 0, "value": None}


def test_promises_kept(run: Run, sample: Path) -> None:
    found = run("scorecard", sample, *ON, "--json").document["promises_kept"]
    due = rows(
        sample,
        "SELECT kept, ended_on, due_on FROM promise WHERE coalesce(due_on, ended_on) BETWEEN '2026-08-25' AND "
        "'2026-11-23' AND (kept IS NOT NULL OR due_on < '2026-11-23')",
    )
    kept = sum(bool(row[0]) and (row[2] is None or row[1] <= row[2]) for row in due)
    assert (found["count"], found["of"]) == (kept, len(due)) and due


def test_a_period_without_cases_says_none(run: Run, sample: Path) -> None:
    empty = ("--from", "2019-01-01", "--to", "2019-02-01")
    found = run("scorecard", sample, *ON, *empty, "--json").document
    assert all(found[key]["value"] is None for key in KEYS - {"against_rules"})
    assert found["against_rules"] == {"count": 0}
    out = run("scorecard", sample, *ON, *empty).out
    assert out.count("none") == 17 and "nan" not in out.lower()


def test_the_table_for_a_person(run: Run, sample: Path) -> None:
    out = run("scorecard", sample, *ON).out
    assert "From Tue 25 Aug 2026 to Mon 23 Nov 2026" in out
    assert "4 of 5" in out and "Promised against a rule" in out


def test_wrong_words(run: Run, sample: Path) -> None:
    turned = run("scorecard", sample, *ON, "--from", "2026-05-02", "--to", "2026-05-01")
    assert turned.code == 2 and "ends before it begins" in turned.err
    assert run("scorecard", sample, "--from", "yesterday").code == 2


def test_directions_are_those_of_the_months_up_to_today(run: Run, sample: Path) -> None:
    found = run("scorecard", sample, *ON, "--json").document["directions"]
    today = date(2026, 11, 23)
    with open_book(sample) as book:
        trends = read_trends(book, read_desk(book, today), Step.MONTH, today)
    assert found == {str(each): str(trend.direction) for each, trend in trends.items()}
    assert set(found) == {str(each) for each in Figure}
    assert all(trend.points[-1].running and not trend.points[-1].outside for trend in trends.values())


def test_figures_are_written_for_a_spreadsheet(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("scorecard", sample, *ON, "--out", tmp_path / "figures.csv").code == 0
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert run("scorecard", sample, *ON, "--out", tmp_path / "figures.xlsx").code == 0
    (head, *cells) = load_workbook(tmp_path / "figures.xlsx")["scorecard"].iter_rows(values_only=True)
    assert len(lines) == len(cells) == 12 * len(Figure) and list(lines[0]) == list(head)
    assert [int(line["count"]) for line in lines] == [row[4] for row in cells]
    wrong = run("scorecard", sample, *ON, "--out", tmp_path / "figures.doc")
    assert wrong.code == 2 and ".csv or .xlsx" in wrong.err and not (tmp_path / "figures.doc").exists()
