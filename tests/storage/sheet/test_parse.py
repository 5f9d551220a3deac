"""From a sheet to deals: what goes in, what is listed, and the words for it."""

import csv
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from framework.deal import Stage
from storage.sheet.columns import AmbiguousDates
from storage.sheet.likeness import match_names, one_spelling
from storage.sheet.mapping import apply_overrides, guess_mapping
from storage.sheet.parse import ParsedDeal, ParsedSheet, parse_deals
from storage.sheet.stages import UnknownStages
from storage.sheet.table import Table, read_table
from storage.sheet.text import guard_text
from storage.trouble import Trouble


def parsed(folder: Path, text: str, **options: object) -> ParsedSheet:
    path = folder / "deals.csv"
    path.write_text(text, encoding="utf-8", newline="")
    table = read_table(path)
    return parse_deals(table, guess_mapping(table.headers), **options)  # type: ignore[arg-type]


def one(folder: Path, header: str, *values: str) -> list[object]:
    """The values of one column, each as read or as the sentence about it."""
    lines = [f"client\t{header}", *(f"A\t{value}" for value in values)]
    sheet = parsed(folder, "\n".join(lines) + "\n")
    by_row: dict[int, object] = {deal.row: getattr(deal, header) for deal in sheet.deals}
    by_row.update({problem.row: problem.say for problem in sheet.problems})
    return [by_row[row] for row in range(2, len(values) + 2)]


TWIN = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,close_quarter
1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,20-10-16,01-03-17,1054,Q1 2017
Z063OYW0,Darcel Schlecht,GTXPro,Isdom,Lost,25-10-16,11-03-17,0,Q1 2017
EC4QE1BX,Darcel Schlecht,GTX Pro,,Engaging,05-11-16,,,
MV1LWRNH,Moses Frase,GTX Pro,Codehow,Engaging,05-11-16,08-09-17,,
PE84CX4O,Zane Levy,GTX Basic,Hatfan,Prospecting,,,,
BADDAY00,Zane Levy,GTX Basic,Hatfan,Won,25-10-16,31-02-17,518,
"""


def test_the_twin_of_the_real_sheet_is_read_without_being_told_anything(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, TWIN)
    assert (sheet.read, len(sheet.deals), sheet.left_out) == (6, 4, 2)
    won, lost, engaging, prospecting = sheet.deals
    assert won._replace(row=0) == ParsedDeal(
        0,
        "1C1I7A6R",
        "Cancity",
        "GTX Plus Basic",
        None,
        Decimal("1054.00"),
        *[None] * 7,
        "Moses Frase",
        Stage.WON,
        date(2016, 10, 20),
        None,
        None,
        date(2017, 3, 1),
        *[None] * 7,
    )
    assert (lost.stage, lost.won_on, lost.lost_on) == (Stage.LOST, None, date(2017, 3, 11))
    assert (engaging.stage, engaging.expected_close_on, engaging.won_on) == (Stage.INTAKE, date(2017, 9, 8), None)
    assert (prospecting.stage, prospecting.created_on) == (Stage.LEAD, None)
    assert [(problem.row, problem.column, problem.value) for problem in sheet.problems] == [
        (4, "account", None),
        (7, "close_date", "31-02-17"),
    ]
    assert any("day-month-year" in note for note in sheet.notes)
    names = {deal.offering for deal in sheet.deals if deal.offering}
    assert match_names(names, ["GTX Pro", "GTX Basic"]) == {
        "GTX Plus Basic": None,
        "GTXPro": "GTX Pro",
        "GTX Pro": "GTX Pro",
        "GTX Basic": "GTX Basic",
    }


def test_the_real_sheet(shared_data: Path) -> None:
    started = time.perf_counter()
    table = read_table(shared_data / "crm" / "sales_pipeline.csv")
    sheet = parse_deals(table, guess_mapping(table.headers))
    assert time.perf_counter() - started < 2
    assert (sheet.read, len(sheet.deals), len(sheet.problems)) == (8800, 7375, 1425)
    assert {problem.column for problem in sheet.problems} == {"account"}
    assert {deal.stage for deal in sheet.deals} == {Stage.LEAD, Stage.INTAKE, Stage.WON, Stage.LOST}
    with (shared_data / "crm" / "products.csv").open(encoding="utf-8") as file:
        products = [row["product"] for row in csv.DictReader(file)]
    found = match_names({deal.offering for deal in sheet.deals if deal.offering}, products)
    assert found["GTXPro"] == "GTX Pro"
    assert None not in found.values()
    # Checked against the sheet read in the plainest way.
    with (shared_data / "crm" / "sales_pipeline.csv").open(encoding="utf-8") as file:
        plain = {row["opportunity_id"]: row for row in csv.DictReader(file)}
    for deal in sheet.deals:
        row = plain[deal.ref or ""]
        day = next((one for one in (deal.won_on, deal.lost_on, deal.expected_close_on) if one), None)
        assert row["close_date"] == (day.strftime("%d-%m-%y") if day else "")
        assert row["engage_date"] == (deal.created_on.strftime("%d-%m-%y") if deal.created_on else "")
        assert deal.value == (Decimal(row["close_value"]) if row["close_value"] else None)


def test_a_hundred_thousand_rows_tell_how_far_they_are_and_can_be_stopped() -> None:
    rows = [
        (n, (f"R{n}", f"Client {n % 500}", f"1.{n % 1000:03},50", "Won", f"{n % 28 + 1}.{n % 12 + 1}.2026", "x" * 20))
        for n in range(2, 100_002)
    ]
    table = Table(("ref", "client", "value", "stage", "won on", "note"), rows)
    seen: list[tuple[int, int]] = []
    started = time.perf_counter()
    sheet = parse_deals(table, guess_mapping(table.headers), progress=lambda done, total: seen.append((done, total)))
    assert time.perf_counter() - started < 8
    assert len(sheet.deals) == 100_000
    assert sheet.deals[3].value == Decimal("1005.50")
    assert seen[-1][0] == seen[-1][1]
    assert len(seen) > 20

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        parse_deals(table, guess_mapping(table.headers), progress=stop)


# Dates.


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["20-10-16", "01-03-17"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["10/20/2016", "3/1/17"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["2016-10-20", "2017-03-01T23:59:59.000+0000"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["99-12-31", "98-01-02", "97-05-06"], [date(1999, 12, 31), date(1998, 1, 2), date(1997, 5, 6)]),
        (["20161020", "2017/3/1 10:00"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["20. Oktober 2016", "1 mrt 2017"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["20-Oct-16", "March 1st, 2017"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["20 octobre 2016", "1. März 2017 14:30"], [date(2016, 10, 20), date(2017, 3, 1)]),
        (["5.5.2026", "05.05.26 2:30 PM"], [date(2026, 5, 5), date(2026, 5, 5)]),
        (["29-02-24", "", "-", "0000-00-00"], [date(2024, 2, 29), None, None, None]),
    ],
)
def test_dates_that_a_column_decides(tmp_path: Path, texts: list[str], days: list[date | None]) -> None:
    assert one(tmp_path, "promised_on", *texts) == days


@pytest.mark.parametrize(
    "text",
    ["31-02-17", "29.02.2025", "2026-02-30", "30 Feb 2026", "soon", "12345", "01-01-1016", "9999-12-31", "32-01-17"],
)
def test_days_that_do_not_exist_are_listed(tmp_path: Path, text: str) -> None:
    good, bad = one(tmp_path, "promised_on", "25-12-17", text)
    assert good == date(2017, 12, 25)
    assert isinstance(bad, str)


def test_dates_that_nothing_decides_are_asked_for(tmp_path: Path) -> None:
    text = "client;created_on;promised_on\nA;03-04-17;05-06-17\n"
    with pytest.raises(AmbiguousDates) as asked:
        parsed(tmp_path, text)
    assert asked.value.columns == ("created_on", "promised_on")
    assert asked.value.example == "03-04-17"
    assert "03-04-17" in asked.value.say
    for order, day in (("dmy", date(2017, 4, 3)), ("mdy", date(2017, 3, 4)), ("ymd", date(2003, 4, 17))):
        assert parsed(tmp_path, text, date_order=order).deals[0].created_on == day


def test_a_column_that_says_nothing_follows_its_neighbour(tmp_path: Path) -> None:
    text = "client;created_on;promised_on\nA;03/04/2017;05/26/2017\n"
    assert parsed(tmp_path, text).deals[0].created_on == date(2017, 3, 4)


def test_a_column_that_contradicts_itself_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(AmbiguousDates):
        parsed(tmp_path, "client;created_on;promised_on\nA;25/04/2017;25/04/2017\nB;04/25/2017;25/04/2017\n")


def test_years_in_front_with_two_digits_are_not_taken_for_days(tmp_path: Path) -> None:
    rows = "".join(f"A;17-{day % 12 + 1:02}-{day:02}\n" for day in range(1, 29))
    with pytest.raises(AmbiguousDates):
        parsed(tmp_path, "client;created_on\n" + rows)
    assert parsed(tmp_path, "client;created_on\n" + rows, date_order="ymd").deals[27].created_on == date(2017, 5, 28)


def test_one_typing_error_does_not_turn_a_column_round(tmp_path: Path) -> None:
    texts = [f"{day}-03-17" for day in range(13, 29)]
    days = one(tmp_path, "created_on", *texts, "03-14-17")
    assert days[:-1] == [date(2017, 3, day) for day in range(13, 29)]
    assert "no such day" in str(days[-1])


def test_a_single_number_over_31_in_front_is_a_typing_error_and_no_year(tmp_path: Path) -> None:
    assert "no such day" in str(one(tmp_path, "created_on", "32-01-17")[0])


# Numbers.


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1.234,50", "1.234", "(5)", "-110,7", "5,00-"], ["1234.50", "1234", "-5", "-110.70", "-5"]),
        (["1,234.50", "1,234", "$5", "-110.7", "($5.25)"], ["1234.50", "1234", "5", "-110.70", "-5.25"]),
        (["1 234,50 €", "12 345 678", "5,5"], ["1234.50", "12345678", "5.50"]),
        (["CHF 1'234.50", "1’234’567.00", "100.-"], ["1234.50", "1234567", "100"]),
        (["€ 100,-", "EUR 1.250,75", "1.250.000"], ["100", "1250.75", "1250000"]),
        (["12,34,567.50", "1,234"], ["1234567.50", "1234"]),
        (["١٬٢٣٤٫٥٠", "१,२३४"], ["1234.50", "1234"]),
        (["\u2212110.7", "0", "-0.0", ""], ["-110.70", "0", "0", None]),
        (["10.005", "0.10"], [None, "0.10"]),
        (["10.0051", "0.10"], ["10.01", "0.10"]),
        (["1,234", "5"], ["1234", "5"]),
        (["1.234", "5"], ["1234", "5"]),
    ],
)
def test_money_in_every_style(tmp_path: Path, texts: list[str], numbers: list[str | None]) -> None:
    found = one(tmp_path, "value", *texts)
    for text, value, number in zip(texts, found, numbers, strict=True):
        if number is None:
            assert not isinstance(value, Decimal), text
        elif Decimal(number) < 0:
            # A price below 0 is understood, and listed: no deal is sold for less than nothing.
            assert value == "Cannot be below 0.", text
        else:
            assert str(value) == str(Decimal(number).quantize(Decimal("0.01"))), text


def test_an_assumed_thousands_mark_is_noted(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, "client;value\nA;1,234\n")
    assert sheet.deals[0].value == Decimal("1234.00")
    assert any("1,234" in note and "1234" in note for note in sheet.notes)


def test_other_columns_decide_what_a_column_leaves_open(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, "client;value;cost\nA;1.234;0,50\n")
    assert (sheet.deals[0].value, sheet.deals[0].cost) == (Decimal("1234.00"), Decimal("0.50"))
    doubtful = parsed(tmp_path, "client;value;hours\nA;1.234;7.5\n")
    assert doubtful.deals == []
    assert "1234" in doubtful.problems[0].say


def test_a_column_of_both_styles_refuses_only_what_it_cannot_know(tmp_path: Path) -> None:
    assert [type(value) for value in one(tmp_path, "value", "1,50", "1.75", "1,234")] == [Decimal, Decimal, str]


@pytest.mark.parametrize(
    ("field", "text", "say"),
    [
        ("value", "NaN", "Not a number."),
        ("value", "inf", "Not a number."),
        ("value", "-Infinity", "Not a number."),
        ("value", "1e308", "Too large."),
        ("value", "1e999999999999", "Too large."),
        ("value", "9223372036854775808", "Too large."),
        ("value", "12345678901234567", "Too large."),
        ("value", "10000000000000", "Too large."),
        ("value", "9" * 5000, "Too large."),
        ("value", "x" * 1_000_000, "Not a number."),
        ("value", "1.2E+05", "Shown in short form, so digits may be missing. Write the number in full."),
        ("value", "5%", "A percentage does not belong here."),
        ("value", "abc", "Not a number."),
        ("value", "1,2,3", "Not a number."),
        ("value", "--5", "Not a number."),
        ("value", "(5", "Not a number."),
        ("value", "#REF!", "The sheet has an error here."),
        ("cost", "-1", "Cannot be below 0."),
        ("actual_cost", "-0.01", "Cannot be below 0."),
        ("hours", "-1", "Cannot be below 0."),
        ("quantity", "-1", "Cannot be below 0."),
        ("quantity", "1000000000", "Too large."),
        ("discount_percent", "101", "A percentage is at most 100."),
        ("probability_percent", "-5", "Cannot be below 0."),
        ("custom_parts", "1.5", "A whole number belongs here."),
        ("custom_parts", "-1", "Cannot be below 0."),
        ("payment_days", "9223372036854775808", "Too large."),
        ("client_score", "6", "A score is a whole number from 1 to 5."),
        ("client_score", "4.5", "A score is a whole number from 1 to 5."),
        ("rework", "maybe", "Write yes or no here."),
    ],
)
def test_what_cannot_be_is_listed_and_the_row_left_out(tmp_path: Path, field: str, text: str, say: str) -> None:
    sheet = parsed(tmp_path, f"client\t{field}\nGood\t\nBad\t{text}\n")
    assert [deal.client for deal in sheet.deals] == ["Good"]
    assert [(problem.row, problem.column, problem.say) for problem in sheet.problems] == [(3, field, say)]
    assert sheet.problems[0].value is not None
    assert len(sheet.problems[0].value) < 100


def test_the_largest_money_fits(tmp_path: Path) -> None:
    assert one(tmp_path, "value", "9999999999999.99") == [Decimal("9999999999999.99")]


def test_more_than_two_decimals_are_rounded_and_noted(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, "client;value\nA;33.33333\nB;2.50\n")
    assert [deal.value for deal in sheet.deals] == [Decimal("33.33"), Decimal("2.50")]
    assert any(note == "Amounts in “value” that were rounded to two decimals: 1." for note in sheet.notes)


def test_percentages(tmp_path: Path) -> None:
    assert one(tmp_path, "discount_percent", "5", "5%", "0.05", "12,5 %") == [
        Decimal(5),
        Decimal(5),
        Decimal("0.05"),
        Decimal("12.5"),
    ]
    assert one(tmp_path, "probability_percent", "0.5", "1", "0") == [Decimal(50), Decimal(100), Decimal(0)]
    assert one(tmp_path, "probability_percent", "0.5", "60") == [Decimal("0.5"), Decimal(60)]
    assert one(tmp_path, "probability_percent", "0.5%", "1%") == [Decimal("0.5"), Decimal(1)]


def test_counts_hours_and_yes(tmp_path: Path) -> None:
    assert one(tmp_path, "payment_days", "30", "net 30", "14 Tage", "30.0") == [30, 30, 14, 30]
    assert one(tmp_path, "hours", "7:30", "8", "7.25") == [Decimal("7.5"), Decimal(8), Decimal("7.25")]
    assert one(tmp_path, "rework", "Yes", "no", "JA", "nee", "1", "FALSE", "") == [
        True,
        False,
        True,
        False,
        True,
        False,
        None,
    ]
    assert one(tmp_path, "client_score", "5", "4.0", "") == [5, 4, None]


# Text: rows 42, 43, 50.


@pytest.mark.parametrize("text", ["=1+1", "+31 20 123", "-Sale", "@home", "＝full", "'=x", "''+y", "it's", "'quoted'"])
def test_what_our_export_guards_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    assert parsed(tmp_path, f"client,note\n{guard_text(text)},{guard_text(text)}\n").deals[0].note == text
    path = tmp_path / "deals.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["client", "note"])
        sheet.write_string(1, 0, guard_text(text))
        sheet.write_string(1, 1, guard_text(text))
    table = read_table(path)
    deal = parse_deals(table, guess_mapping(table.headers)).deals[0]
    assert (deal.client, deal.note) == (text, text)


def test_a_formula_without_its_result_costs_its_row_only_where_it_is_needed(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["client", "value", "other"], ["A", "=1+1", 1], ["B", 2, "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "deals.xlsx")
    table = read_table(tmp_path / "deals.xlsx")
    sheet = parse_deals(table, guess_mapping(table.headers))
    assert [deal.client for deal in sheet.deals] == ["B"]
    assert (sheet.problems[0].row, sheet.problems[0].column) == (2, "value")


def test_text_of_every_script_stays_and_what_cannot_be_stored_is_taken_out_with_a_note() -> None:
    odd = "אבג \u202eabc é e\u0301 👩‍🔧 a\u2028b"
    table = Table(("client", "note"), [(2, ("A\0B\ud800 \u0007", odd)), (3, ("C", "one\r\ntwo\rthree"))])
    sheet = parse_deals(table, guess_mapping(table.headers))
    assert sheet.deals[0].client == "AB"
    assert sheet.deals[0].note == odd
    assert sheet.deals[1].note == "one\ntwo\nthree"
    assert any("client" in note and "cannot be stored" in note for note in sheet.notes)
    assert not any("“note”" in note for note in sheet.notes)


@pytest.mark.parametrize(("field", "limit"), [("client", 200), ("note", 10_000), ("ref", 200), ("offering", 200)])
def test_text_that_is_too_long_is_listed(field: str, limit: int) -> None:
    names = ("client", "note", "ref", "offering")

    def parse(text: str) -> ParsedSheet:
        cells = tuple(text if name == field else "A" for name in names)
        return parse_deals(Table(names, [(2, cells)]), {name: name for name in names})

    assert getattr(parse("x" * limit).deals[0], field) == "x" * limit
    too_long = parse("x" * 1_000_000)
    assert too_long.deals == []
    assert (too_long.problems[0].column, len(too_long.problems)) == (field, 1)
    assert len(too_long.problems[0].value or "") < 100


# Rows, references, stages.


def test_every_bad_cell_of_a_row_is_listed_and_good_rows_go_in(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, "client;value;hours\nA;x;y\nB;1;2\n;3;z\nC\n")
    assert [deal.client for deal in sheet.deals] == ["B"]
    assert [(problem.row, problem.column) for problem in sheet.problems] == [
        (2, "value"),
        (2, "hours"),
        (4, "hours"),
        (4, "client"),
        (5, None),
    ]
    assert (sheet.read, sheet.left_out) == (4, 3)


def test_the_first_good_row_with_a_reference_counts(tmp_path: Path) -> None:
    sheet = parsed(tmp_path, "ref;client;value\nR1;A;bad\nR1;B;1\nR1;C;2\n;D;3\n;D;3\n")
    assert [(deal.row, deal.client) for deal in sheet.deals] == [(3, "B"), (5, "D"), (6, "D")]
    assert [(problem.row, problem.column, problem.value) for problem in sheet.problems] == [
        (2, "value", "bad"),
        (4, "ref", "R1"),
    ]
    assert "row 3" in sheet.problems[1].say


def test_unknown_stages_are_all_listed_and_can_be_said(tmp_path: Path) -> None:
    text = "client;stage\nA;Won\nB;Zwischenstand\nC;limbo\n"
    with pytest.raises(UnknownStages) as asked:
        parsed(tmp_path, text)
    assert set(asked.value.names) == {"Zwischenstand", "limbo"}
    assert "limbo" in asked.value.say
    said = parsed(tmp_path, text, stages={"zwischenstand": Stage.OFFERED, "limbo": Stage.LOST})
    assert [deal.stage for deal in said.deals] == [Stage.WON, Stage.OFFERED, Stage.LOST]


def test_the_day_a_deal_was_won_tells_more_than_the_stage_it_was_left_in(tmp_path: Path) -> None:
    sheet = parsed(
        tmp_path,
        "Deal - Organization;Deal - Stage;Deal - Won time;Deal - Lost time;Deal - Value\n"
        "A;Negotiations Started;2026-03-14 10:00:00;;5\nB;Negotiations Started;;2026-03-15 10:00:00;5\nC;Lead In;;;5\n",
    )
    assert [deal.stage for deal in sheet.deals] == [Stage.WON, Stage.LOST, Stage.LEAD]
    assert any(note.endswith("because of their dates: 2.") for note in sheet.notes)


def test_a_sheet_without_a_client_column_says_which_columns_there_are(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as refused:
        parsed(tmp_path, "value;stage\n1;Won\n")
    assert "value, stage" in refused.value.say
    table = Table(("who", "value"), [(2, ("A", "1"))])
    mapping = apply_overrides(guess_mapping(table.headers), ["client=Who"], table.headers)
    assert parse_deals(table, mapping).deals[0].client == "A"
    with pytest.raises(Trouble):
        parse_deals(table, {"client": "gone"})


def test_two_spellings_in_one_sheet_go_under_the_first() -> None:
    assert one_spelling(["GTX Pro", "GTXPro", "gtx-pro", "GTX Plus"]) == {
        "GTX Pro": "GTX Pro",
        "GTXPro": "GTX Pro",
        "gtx-pro": "GTX Pro",
        "GTX Plus": "GTX Plus",
    }
