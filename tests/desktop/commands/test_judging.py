"""`agreement`, `check` and `capacity`: their shapes, their limits to the digit, and that they only read."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ON = ("--on", "2026-11-23")
MEASURES = {"lead_time", "margin", "discount", "week_load", "deal_value", "custom_parts", "payment_days", None}


def test_agreement_as_json(run: Run, sample: Path) -> None:
    rules = run("agreement", sample, *ON, "--json").document
    assert len(rules) > 8
    for rule in rules:
        assert rule["measure"] in MEASURES and rule["say"]
        assert rule["silence"] in ("yes", "no", "open")
        assert isinstance(rule["answer_hours"], int | float)
        if rule["measure"] is None:
            assert rule["better"] is rule["promise_limit"] is rule["stop_limit"] is None
            assert rule["zone"] in ("ASK", "OFF")
        else:
            assert rule["better"] == ("higher" if rule["measure"] in ("lead_time", "margin") else "lower")
            assert format(Decimal(rule["promise_limit"]), "f") == rule["promise_limit"]
    assert {rule["offering"] for rule in rules} >= {None, "Illuminated fascia"}


def test_check_as_json(run: Run, sample: Path) -> None:
    found = run("check", sample, *ON, "--json").document
    assert found[0]["ref"] == "B-061"
    for one in found:
        assert set(one) >= {"ref", "client", "verdict", "reasons", "earliest_date", "answer"}
        assert one["verdict"] in ("PROMISE", "ASK", "OFF", "OPEN")
        for reason in one["reasons"]:
            assert set(reason) >= {"measure", "value", "limit", "zone", "say", "decides", "answer_hours"}
            assert reason["measure"] in MEASURES and reason["say"] and reason["zone"] != "PROMISE"
            assert reason["value"] is None or format(Decimal(reason["value"]), "f") == reason["value"]
    by_ref = {one["ref"]: one for one in found}
    assert by_ref["B-058"]["verdict"] == "PROMISE" and not by_ref["B-058"]["reasons"]
    assert by_ref["B-059"]["verdict"] == "OFF"
    assert by_ref["B-064"]["verdict"] == "OPEN"


def test_check_of_one_deal(run: Run, sample: Path) -> None:
    whole = {one["ref"]: one for one in run("check", sample, *ON, "--json").document}
    assert run("check", sample, *ON, "--deal", "B-059", "--json").document == [whole["B-059"]]
    assert run("check", sample, *ON, "--deal", "B-001", "--json").code == 0, "a deal that is over can be looked at too"
    answer = run("check", sample, "--deal", "no such", "--json")
    assert answer.code == 2 and "“no such”" in answer.err


def test_capacity_as_json(run: Run, sample: Path) -> None:
    weeks = run("capacity", sample, "--on", "2026-11-26", "--json").document
    assert [week["week"] for week in weeks[:2]] == ["2026-11-23", "2026-11-30"] and len(weeks) == 12
    for week in weeks:
        assert set(week) >= {"week", "crew", "capacity", "sold", "likely", "utilisation", "overload_chance"}
        assert week["utilisation"] == pytest.approx(week["sold"] / week["capacity"])
        assert 0 <= week["overload_chance"] <= 1
    assert len(run("capacity", sample, "--weeks", 1, "--json").document) == 1
    assert len(run("capacity", sample, "--weeks", 520, "--json").document) == 520


@pytest.mark.parametrize("weeks", ["0", "-1", "521", "abc", "1.5", "99999999999999999999"])
def test_wrong_weeks(run: Run, sample: Path, weeks: str) -> None:
    assert run("capacity", sample, f"--weeks={weeks}").code == 2


@pytest.mark.parametrize("command", ["agreement", "check", "capacity", "verify"])
def test_reading_changes_nothing_and_can_be_repeated(run: Run, sample: Path, unchanged: Any, command: str) -> None:
    on = () if command == "verify" else ON
    with unchanged(sample):
        plain, document = run(command, sample, *on), run(command, sample, *on, "--json")
        assert run(command, sample, *on).out == plain.out
        assert run(command, sample, *on, "--json").out == document.out
    assert (plain.code, document.code) == (0, 0)
    assert json.loads(document.out) and plain.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(plain.out)


def test_the_day_moves_the_answer(run: Run, sample: Path) -> None:
    now = {one["ref"]: one for one in run("check", sample, *ON, "--json").document}
    later = {one["ref"]: one for one in run("check", sample, "--on", "2026-12-01", "--json").document}
    assert now["B-058"]["verdict"] == "PROMISE" and later["B-058"]["verdict"] != "PROMISE"


def test_an_empty_business(run: Run, blank: Path) -> None:
    assert run("check", blank, "--json").document == []
    assert run("check", blank).out == "There are no open deals.\n"
    assert all(week["sold"] == 0 and week["overload_chance"] == 0 for week in run("capacity", blank, "--json").document)


# Limits to the digit, on a business of 40 hours a week without holidays


@pytest.fixture
def forty(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "Forty.handshake"
    assert run("new", file, "--type", "blank", "--person", "Ana:sales,operations", "--hours", "40").code == 0
    return file


def import_rows(run: Run, file: Path, *rows: str) -> None:
    sheet = file.with_suffix(".csv")
    header = "ref,client,stage,promised_on,won_on,hours,probability_percent,value,cost,discount_percent,payment_days\n"
    sheet.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    assert run("import", file, sheet).code == 0


def limits(run: Run, file: Path, measure: str) -> tuple[str, str]:
    rule = next(one for one in run("agreement", file, "--json").document if one["measure"] == measure)
    return rule["promise_limit"], rule["stop_limit"]


@pytest.mark.parametrize(("hours", "zone", "value"), [("34", "PROMISE", "85"), ("34.02", "ASK", "85.05")])
def test_a_week_exactly_at_the_limit_may_be_promised(run: Run, forty: Path, hours: str, zone: str, value: str) -> None:
    assert limits(run, forty, "week_load")[0] == "85"
    import_rows(run, forty, f"O,Open,intake,2026-12-25,,{hours},50,,,,")
    # From Saturday the 19th on, all of it falls in the week of the 21st.
    (one,) = run("check", forty, "--on", "2026-12-19", "--json").document
    load = next(r for r in (*one["reasons"], *one["passed"]) if r["measure"] == "week_load")
    assert (load["zone"], load["value"]) == (zone, value)
    assert one["earliest_date"] == ("2026-12-25" if zone == "PROMISE" else "2026-12-28")


def test_overload_is_more_than_the_hours_there_are(run: Run, forty: Path) -> None:
    import_rows(
        run,
        forty,
        "S,Sold,won,2026-11-27,2026-11-23,30,,,,,",
        "A,One,intake,2026-11-27,,10,50,,,,",
        "B,Two,intake,2026-11-27,,0.25,20,,,,",
    )
    week = run("capacity", forty, *ON, "--weeks", 1, "--json").document[0]
    assert (week["sold"], week["likely"]) == (30.0, 5.05)
    assert week["overload_chance"] == pytest.approx(0.5 * 0.2), "40 of 40 hours is full, not over"


def test_a_crew_without_hours_is_over_any_limit(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "None.handshake"
    assert run("new", file, "--type", "blank", "--person", "Ana:sales,operations", "--hours", "0").code == 0
    import_rows(run, file, "O,Open,intake,2026-12-25,,1,50,,,,", "S,Sold,won,2026-11-27,2026-11-23,3,,,,,")
    (one,) = run("check", file, *ON, "--json").document
    load = next(reason for reason in one["reasons"] if reason["measure"] == "week_load")
    assert (load["zone"], load["value"], one["earliest_date"]) == ("OFF", None, None)
    assert "no hours" in run("capacity", file, *ON).out
    week = run("capacity", file, *ON, "--json").document[0]
    assert (week["utilisation"], week["over"], week["overload_chance"]) == (None, True, 1.0)


def test_an_entered_figure_exactly_at_the_limit(run: Run, forty: Path) -> None:
    promise, stop = map(Decimal, limits(run, forty, "discount"))
    cent = Decimal("0.01")
    for value, zone in ((promise, "PROMISE"), (promise + cent, "ASK"), (stop, "ASK"), (stop + cent, "OFF")):
        import_rows(run, forty, f"X,Acme,intake,2026-12-25,,1,50,100,50,{value},")
        (one,) = run("check", forty, *ON, "--json").document
        reason = next(r for r in (*one["reasons"], *one["passed"]) if r["measure"] == "discount")
        assert (reason["zone"], Decimal(reason["value"])) == (zone, value)


def test_text_answers_are_tables(run: Run, sample: Path) -> None:
    lines = run("check", sample, *ON).out.splitlines()
    assert lines[0].split() == ["Deal", "Client", "Verdict", "Promised", "Earliest", "Why"]
    assert len(lines) == 9
    assert run("capacity", sample, *ON).out.count("\n") == 13
    assert "Lead time of an illuminated fascia" in run("agreement", sample, *ON).out
