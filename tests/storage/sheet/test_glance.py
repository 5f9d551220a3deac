"""A sheet as it would be read: what is open is asked and shown as written, what is said is taken."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from framework.deal import Stage
from storage.sheet.dates import DateOrder
from storage.sheet.glance import MOST_STAGES, Glance, Unread, Way, glance, samples
from storage.sheet.mapping import guess_mapping
from storage.sheet.parse import FIRST_ROWS
from storage.sheet.table import Table, read_table
from storage.trouble import Trouble


def table(folder: Path, *lines: str) -> Table:
    sheet = folder / "sheet.csv"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_table(sheet)


def look(read: Table, order: DateOrder | None = None, stages: dict[str, Stage] | None = None) -> Glance:
    return glance(read, Way(guess_mapping(read.headers), order, stages or {}))


def test_dates_that_can_be_read_in_two_ways_stay_as_written_until_it_is_said(tmp_path: Path) -> None:
    read = table(tmp_path, "client,promised on,won on", "Kite,03/04/2027,25/12/2026", "Nook,2027-01-02,")
    assert not look(read).is_open, "25/12 gives it away"
    read = table(tmp_path, "client,promised on,value", "Kite,03/04/2027,12", "Nook,,13")
    seen = look(read)
    assert seen.is_open and seen.asks_dates
    assert seen.dates is not None
    assert (seen.dates.columns, seen.dates.example, seen.dates.is_undecided) == (("promised on",), "03/04/2027", True)
    assert seen.parsed.first[0].values["promised_on"] == Unread("03/04/2027")
    assert seen.parsed.first[0].values["value"] == Decimal("12.00")
    assert seen.parsed.first[1].values["promised_on"] is None
    assert seen.parsed.columns["promised_on"] == "promised on"
    said = look(read, DateOrder.MDY)
    assert not said.is_open
    assert said.dates is not None and said.dates.is_undecided, "the question stays, so that it can be answered anew"
    assert said.parsed.deals[0].promised_on == date(2027, 3, 4)


def test_dates_that_give_their_order_away_are_no_question_but_can_be_looked_at(tmp_path: Path) -> None:
    seen = look(table(tmp_path, "client,promised on,expected close", "Kite,05/05/2027,25/12/2026", "Nook,03/04/2027,"))
    assert seen.dates is not None
    assert (seen.dates.order, seen.asks_dates) == (DateOrder.DMY, False)
    assert seen.dates.example in ("25/12/2026", "03/04/2027")
    assert seen.parsed.notes == (), "a box says it; a note would say it twice"
    assert look(table(tmp_path, "client,promised on", "Kite,2027-05-05")).dates is None


def test_unknown_stages_are_asked_and_known_ones_are_told(tmp_path: Path) -> None:
    read = table(tmp_path, "client,stage", "Kite,Glimmering", "Nook,Closed won", "Mill,")
    seen = look(read)
    assert seen.is_open and not seen.asks_dates
    assert seen.stages == {"Closed won": Stage.WON, "Glimmering": None}
    assert [one.values["stage"] for one in seen.parsed.first] == [Unread("Glimmering"), Stage.WON, None]
    said = look(read, stages={"GLIMMERING": Stage.OFFERED})
    assert not said.is_open
    assert [deal.stage for deal in said.parsed.deals] == [Stage.OFFERED, Stage.WON, None]
    assert said.parsed.notes == ()


def test_a_column_of_many_other_texts_is_no_column_of_stages(tmp_path: Path) -> None:
    rows = [f"Kite,about {number}" for number in range(MOST_STAGES + 1)]
    with pytest.raises(Trouble, match="“stage” holds 31 different texts"):
        look(table(tmp_path, "client,stage", *rows))
    assert look(table(tmp_path, "client,stage", *rows[1:])).is_open


def test_the_first_rows_are_those_of_the_sheet_bad_ones_among_them(tmp_path: Path) -> None:
    rows = [f"r{number},Kite,{number}" for number in range(30)]
    rows[2] = "r2,,7"
    rows[3] = "r3,Kite,many"
    rows[4] = "r4,too few"
    rows[6] = "r5,Kite,6"
    first = look(table(tmp_path, "ref,client,value", *rows)).parsed.first
    assert [one.row for one in first] == list(range(2, FIRST_ROWS + 2))
    wrong = {one.row: [problem.column for problem in one.problems] for one in first if one.problems}
    assert wrong == {4: ["client"], 5: ["value"], 6: [None], 8: ["ref"]}
    assert first[3].values["client"] == "Kite" and first[3].values["value"] is None
    assert first[4].values == {}


def test_a_closing_date_stands_where_the_stage_sends_it(tmp_path: Path) -> None:
    first = look(
        table(tmp_path, "client,stage,close date", "Kite,Lost,2026-01-02", "Nook,Open,2026-01-03", ",Won,2026-01-04")
    ).parsed.first
    fields = ("won_on", "lost_on", "expected_close_on")
    found = [[field for field in fields if one.values[field] is not None] for one in first]
    assert found == [["lost_on"], ["expected_close_on"], ["won_on"]]


def test_a_column_is_known_by_the_first_texts_beneath_it(tmp_path: Path) -> None:
    read = table(tmp_path, "client,note,empty", "Kite," + "x" * 99 + ",", "Kite,b,", "Nook,c,", "Mill,d,", "Fifth,e,")
    assert samples(read) == {"client": "Kite, Nook, Mill", "note": "x" * 40 + "…, b, c", "empty": ""}


def test_without_a_client_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="No column names the client"):
        glance(table(tmp_path, "client,value", "Kite,1"), Way({"value": "value"}))
