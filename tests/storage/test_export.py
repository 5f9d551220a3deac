"""Export: every table for a spreadsheet, safe from formulas, and taken in again exactly as it was."""

import csv
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from storage.book import Author, Book
from storage.export import LONGEST_CELL, export
from storage.export_tables import SHEETS
from storage.importing import import_deals
from storage.opening import create_book, open_book
from storage.sheet.mapping import guess_mapping
from storage.sheet.parse import parse_deals
from storage.sheet.table import read_table
from storage.tables import ROWS
from storage.trouble import Trouble

FORMULAS = ["=1+1", "+31 20 555", "-3 days", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x", "'=1", "''-1", "'quoted'"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV as a spreadsheet reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_there_with_a_name_for_every_key(sample_book: Book, tmp_path: Path) -> None:
    files = export(sample_book, tmp_path / "out", "csv")
    assert [file.stem for file in files] == [sheet.name for sheet in SHEETS]
    queries = " ".join(sheet.sql for sheet in SHEETS)
    for table in ROWS:
        assert re.search(rf"(FROM|JOIN) {table}\b", queries), table
    for file in files:
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
        assert not re.search(rb"\b[0-9a-f]{32}\b", data), file
    counts = {file.stem: len(rows_of(file)) for file in files}
    for sheet, table in (("deals", "deal"), ("clients", "client"), ("rules", "rule"), ("history", "change"),
                         ("checklist answers", "checklist_answer"), ("actions", "action"), ("days off", "day_off"),
                         ("offerings", "offering_terms"), ("people", "person"), ("crews", "crew")):  # fmt: skip
        assert (counts[sheet],) == sample_book.row(f"SELECT count(*) FROM {table}"), sheet
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_the_headings_of_deals_are_the_fields_of_an_import(sample_book: Book, tmp_path: Path) -> None:
    (deals, *_) = export(sample_book, tmp_path / "out")
    head = deals.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    mapping = guess_mapping(head)
    assert mapping == {heading: heading for heading in head}


def add_odd_deals(book: Book, *, discount: int = 1234) -> None:
    """Add deals with odd texts and large and small numbers."""
    with book.change("Odd deals") as change:
        crew = book.row("SELECT id FROM crew")
        assert crew is not None
        for number, text in enumerate([*FORMULAS, 'a "quoted", comma;\nand a second line', "Ünïcode 日本 👩‍👩‍👧"]):
            client = change.add("client", {"name": " ".join(f"{text} {number}".split())})
            deal = change.add(
                "deal",
                {
                    "ref": f"=ODD-{number:02}",
                    "client_id": client,
                    "stage": "delivered",
                    "quantity_hundredths": 150 + number,
                    "value_minor": 123_456_789_012 + number,
                    "discount_bp": discount,
                    "cost_minor": number,
                    "probability_bp": 5,
                    "custom_parts": number,
                    "created_on": date(2026, 1, 5),
                    "won_on": date(2026, 2, 28),
                    "delivered_on": date(2026, 3, 1),
                    "rework": bool(number % 2),
                    "client_score": 1 + number % 5,
                    "actual_cost_minor": 7,
                    "actual_hundredths": 1,
                    "note": text.strip(),
                    "salesperson": "-Ana",
                },
            )
            change.add("deal_hours", {"deal_id": deal, "crew_id": crew[0], "hundredths": 1 + number})


FIELDS = """SELECT d.ref, c.name, o.name, quantity_hundredths, value_minor, discount_bp, cost_minor, custom_parts,
    payment_days, probability_bp, salesperson, stage, created_on, promised_on, expected_close_on, won_on, lost_on,
    delivered_on, rework, client_score, actual_cost_minor, actual_hundredths, d.note,
    (SELECT group_concat(w.name || ':' || h.hundredths) FROM deal_hours h JOIN crew w ON w.id = h.crew_id
     WHERE h.deal_id = d.id)
    FROM deal d JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id ORDER BY d.ref"""


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_our_own_export_is_taken_in_again_exactly(sample_book: Book, tmp_path: Path, format: str) -> None:
    add_odd_deals(sample_book)
    file = export(sample_book, tmp_path / "out", format)[0]
    with create_book(tmp_path / "again.handshake") as again:
        with again.change("Set up") as change:
            name, currency = "Again", "EUR"
            change.add("business", {"name": name, "kind": "blank", "currency": currency, "timezone": "UTC",
                                    "weekdays": "01234", "opens": "09:00", "closes": "17:00"})  # fmt: skip
            for (crew,) in sample_book.rows("SELECT name FROM crew"):
                change.add("crew", {"name": crew, "weekly_hundredths": 4000})
            for (offering,) in sample_book.rows("SELECT name FROM offering"):
                change.add("offering", {"name": offering})
        table = read_table(file)
        parsed = parse_deals(table, guess_mapping(table.headers))
        result = import_deals(again, parsed, who=Author(), today=date(2026, 11, 23), name=file.name)
        assert result.problems == ()
        wanted = sample_book.rows(FIELDS)
        found = again.rows(FIELDS)
        assert len(found) == len(wanted)
        for before, after in zip(wanted, found, strict=True):
            assert after == before


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_text_can_run_as_a_formula_and_numbers_stay_numbers(sample_book: Book, tmp_path: Path, format: str) -> None:
    add_odd_deals(sample_book, discount=-250)
    (file, *_) = export(sample_book, tmp_path / "out", format)
    if format == "csv":
        rows: list[dict[str, Any]] = [dict(row) for row in rows_of(file)]
    else:
        page = openpyxl.load_workbook(file)["deals"]
        assert {cell.data_type for line in page.iter_rows() for cell in line} <= {"s", "n", "d", "inlineStr"}
        head, *lines = page.values
        rows = [dict(zip(head, line, strict=True)) for line in lines]
    odd = [row for row in rows if str(row["ref"]).startswith("'=ODD")]
    assert len(odd) == len(FORMULAS) + 2
    for row in odd:
        for value in row.values():
            assert not (isinstance(value, str) and re.match("[=+@\t\r\0＝＋－＠]", value)), value
    notes = [row["note"] for row in odd]
    assert notes[:3] == ["'=1+1", "'+31 20 555", "'-3 days"] and "'quoted'" in notes and "''=1" in notes
    assert str(odd[1]["discount_percent"]) == "-2.5"
    assert odd[1]["salesperson"] == "'-Ana"


def test_a_workbook_holds_real_numbers_and_days(sample_book: Book, tmp_path: Path) -> None:
    (file,) = export(sample_book, tmp_path / "out", "xlsx")
    assert file.name == "Brightside.xlsx"
    book = openpyxl.load_workbook(file, read_only=True)
    assert book.sheetnames == [sheet.name for sheet in SHEETS]
    head, first, *_ = book["deals"].values
    row = dict(zip(head, first, strict=True))
    assert isinstance(row["value"], int | float) and isinstance(row["created_on"], datetime)
    assert isinstance(next(iter(list(book["history"].values)[1:]))[1], datetime)
    book.close()


def test_a_text_too_long_for_a_cell_is_named(book: Book, tmp_path: Path) -> None:
    with book.change("Add") as change:
        change.add("client", {"name": "Café Noir", "note": "x" * (LONGEST_CELL + 1)})
        change.add("client", {"name": "Old", "note": "y" * LONGEST_CELL})
    (file,) = export(book, tmp_path / "out", "xlsx")
    read = openpyxl.load_workbook(file)
    assert list(read["shortened"].values) == [("sheet", "row", "column"), ("clients", 2, "note")]
    clients = next(file for file in export(book, tmp_path / "csv") if file.stem == "clients")
    assert len(rows_of(clients)[0]["note"]) == LONGEST_CELL + 1


def test_days_that_spreadsheets_can_not_count_are_written_as_text(book: Book, tmp_path: Path) -> None:
    with book.change("Add") as change:
        for day in (date(1, 1, 1), date(1900, 2, 28), date(9999, 12, 31)):
            change.add("day_off", {"day": day, "kind": "own", "name": "odd"})
    (file,) = export(book, tmp_path / "out", "xlsx")
    days = [row[0] for row in openpyxl.load_workbook(file)["days off"].iter_rows(min_row=2, values_only=True)]
    assert days == ["0001-01-01", "1900-02-28", datetime(9999, 12, 31)]  # noqa: DTZ001


def test_a_folder_that_is_there_keeps_what_else_is_in_it(sample_book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = export(sample_book, folder)
    (folder / "mine.txt").write_text("mine")
    with sample_book.change("Add") as change:
        change.add("client", {"name": "Somebody else"})
    assert export(sample_book, folder) == first
    assert {file.name for file in folder.iterdir()} == {"mine.txt", *(file.name for file in first)}
    assert any(row["client"] == "Somebody else" for row in rows_of(folder / "clients.csv"))


def test_what_can_not_be_written_changes_nothing(
    sample_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Trouble, match="is a file, not a folder"):
        export(sample_book, tmp_path / "file")
    with pytest.raises(Trouble, match="doesn't exist"):
        export(sample_book, tmp_path / "missing" / "out")
    with pytest.raises(ValueError):
        export(sample_book, tmp_path / "out", "pdf")
    before = sorted(tmp_path.rglob("*"))

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.export.csv_text", fail)
    with pytest.raises(Trouble, match="disk is full"):
        export(sample_book, tmp_path / "out")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_business_gives_sheets_with_headings_only(book: Book, tmp_path: Path) -> None:
    files = export(book, tmp_path / "out")
    assert all(rows_of(file) == [] for file in files)
    (workbook,) = export(book, tmp_path / "x", "xlsx")
    assert openpyxl.load_workbook(workbook)["deals"].max_row == 1


def test_export_reads_and_changes_nothing(sample: Path, tmp_path: Path, sha: Callable[[Path], str]) -> None:
    before = sha(sample)
    with open_book(sample) as book:
        export(book, tmp_path / "out")
        export(book, tmp_path / "out", "xlsx")
    assert sha(sample) == before
