"""Real files of every kind that people bring: read whole, or refused with one sentence."""

import codecs
import os
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from storage.sheet.table import MAX_BYTES, read_table
from storage.sheet.text_sheet import EncodingUnknown
from storage.sheet.workbook import NoStoredValue, Percent
from storage.sheet.zip_guard import MAX_ENTRIES
from storage.trouble import Trouble


def write(folder: Path, content: str | bytes, name: str = "deals.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "deals.xlsx") -> Path:
    path = folder / name
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def replace_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert change(parts[name]) != parts[name]
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(Trouble) as refused:
        read_table(path, **options)
    assert "Traceback" not in refused.value.say
    assert refused.value.say.endswith(".")
    return refused.value.say


# Row 39: encodings.


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("client,value\nCafé Łódź,5\n".encode(), "utf-8"),
        ("client,value\nCafé Łódź,5\n".encode("utf-8-sig"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "client,value\nCafé Łódź,5\n".encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + "client,value\nCafé Łódź,5\n".encode("utf-16-be"), "utf-16"),
    ],
)
def test_an_encoding_that_can_be_told_is_used_without_a_word(tmp_path: Path, data: bytes, encoding: str) -> None:
    table = read_table(write(tmp_path, data))
    assert table.headers == ("client", "value")
    assert table.rows == [(2, ("Café Łódź", "5"))]
    assert (table.encoding, table.notes) == (encoding, ())


def test_windows_1252_is_a_guess_and_says_so(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "client,value\nCafé “Zoë” €,5\n".encode("cp1252")))
    assert table.rows[0][1][0] == "Café “Zoë” €"
    assert table.encoding == "cp1252"
    assert "Windows-1252" in table.notes[0]


def test_shift_jis_is_asked_for_and_read_once_said(tmp_path: Path) -> None:
    path = write(tmp_path, "client,value\nサービス株式会社,5\n".encode("shift_jis"))
    with pytest.raises(EncodingUnknown):
        read_table(path)
    assert read_table(path, encoding="shift_jis").rows == [(2, ("サービス株式会社", "5"))]


def test_shift_jis_that_could_be_windows_1252_is_never_taken_silently(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "client,value\n表示株式会社,5\n".encode("shift_jis")))
    assert "choose another encoding" in table.notes[0]


@pytest.mark.parametrize("encoding", ["klingon", "hex", "ascii", "utf-32"])
def test_an_encoding_that_does_not_fit_is_a_sentence(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "client,value\nCafé,50\n")
    with pytest.raises(EncodingUnknown) as refused:
        read_table(path, encoding=encoding)
    assert encoding in refused.value.say


# Row 40: broken text.


def test_a_nul_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "line 3" in refusal(write(tmp_path, b"client,value\nA,1\nB\0,2\n"))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    refusal(write(tmp_path, b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(range(256))))


def test_utf_16_without_its_mark_is_refused_and_read_once_said(tmp_path: Path) -> None:
    path = write(tmp_path, "client,value\nA,1\n".encode("utf-16-le"))
    refusal(path)
    assert read_table(path, encoding="utf-16-le").rows == [(2, ("A", "1"))]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_rows_end_in_any_way(tmp_path: Path, end: str) -> None:
    table = read_table(write(tmp_path, end.join(["client,value", "A,1", "", 'B,"2"', "C,3"])))
    assert table.rows == [(2, ("A", "1")), (4, ("B", "2")), (5, ("C", "3"))]


def test_a_quote_never_closed_imports_nothing_and_names_its_row(tmp_path: Path) -> None:
    say = refusal(write(tmp_path, 'client,value\nA,1\n"B,2\nC,3\nD,4\n'))
    assert "row 3" in say
    assert "row 3" in refusal(write(tmp_path, 'client,value\nA,1\n"B,2\nC,3\n"D",4\n'))


def test_a_quote_in_the_wrong_place_costs_its_own_row_only(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, 'client,value\nA,1\n"B" sign,2\nPanel 5" wide,3\n"Say ""hi""",4\n'))
    assert [row for row, _ in table.rows] == [2, 4, 5]
    assert table.rows[1][1] == ('Panel 5" wide', "3")
    assert table.rows[2][1] == ('Say "hi"', "4")
    assert [problem.row for problem in table.problems] == [3]


def test_ragged_rows_are_listed_by_number(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "client,value,note\nA,1,x\nB\nC,3,x,more\nD,4,x,,\n,,\nE,5,\n"))
    assert table.rows == [(2, ("A", "1", "x")), (5, ("D", "4", "x")), (7, ("E", "5", None))]
    assert [(problem.row, problem.value) for problem in table.problems] == [(3, "B"), (4, "C,3,x,more")]


def test_a_cell_of_a_million_letters_is_read(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, f'client,note\nA,"{"x" * 1_000_000}"\nB,y\n'))
    assert len(str(table.rows[0][1][1])) == 1_000_000
    assert table.rows[1][0] == 3


def test_headers_twice_or_empty_get_names_of_their_own(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "client,amount,,amount,amount (2),,\nA,1,2,3,4,,\n"))
    assert table.headers == ("client", "amount", "Column C", "amount (3)", "amount (2)")
    assert table.rows == [(2, ("A", "1", "2", "3", "4"))]
    assert any("amount (3)" in note for note in table.notes)


def test_titles_and_blank_lines_above_the_headers_are_passed_over(tmp_path: Path) -> None:
    table = read_table(
        write(tmp_path, "Open deals of our shop;;\nprinted;12.05.2026;\n\nKunde;Betrag;Phase\nA;1,50;Neu\n")
    )
    assert table.headers == ("Kunde", "Betrag", "Phase")
    assert table.header_row == 4
    assert table.rows == [(5, ("A", "1,50", "Neu"))]


def test_headers_that_nobody_knows_are_found_by_their_shape(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "Werbe GmbH,,\nWer,Was,Wieviel\nA,Schild,5\nB,Banner,6\n"))
    assert table.headers == ("Wer", "Was", "Wieviel")


def test_a_single_column_of_clients_is_a_sheet(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "client\nSmith; Jones\nA\nB\nC\n"))
    assert [cells for _, cells in table.rows if cells == ("A",)] == [("A",)]
    assert table.headers == ("client",)


@pytest.mark.parametrize("content", ["", "\n\n\n", "5,6\n7,8\n", "\ufeff"])
def test_no_headers_is_a_sentence(tmp_path: Path, content: str) -> None:
    refusal(write(tmp_path, content))


def test_headers_alone_are_an_empty_sheet(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, "client,value\n")).rows == []


# Row 41: separators.


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_with_other_marks_in_quotes(tmp_path: Path, separator: str) -> None:
    rows = [["client", "value", "note"]] + [[f'"A; B, C | D {n}"', '"1,5"', '"x;y;z, a\tb"'] for n in range(30)]
    table = read_table(write(tmp_path, "\n".join(separator.join(row) for row in rows)))
    assert table.separator == separator
    assert table.headers == ("client", "value", "note")
    assert not table.problems
    assert table.rows[0] == (2, ("A; B, C | D 0", "1,5", "x;y;z, a\tb"))


def test_decimal_commas_do_not_pass_for_separators(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "Wer;Wert;Kosten\n" + "Müller, Söhne;1,5;2,5\n" * 40))
    assert (table.separator, len(table.rows), len(table.problems)) == (";", 40, 0)


def test_the_separator_can_be_said(tmp_path: Path) -> None:
    path = write(tmp_path, "client:value\nA:1\n")
    assert read_table(path, separator=":").rows == [(2, ("A", "1"))]
    assert read_table(write(tmp_path, "client\tvalue\nA\t1\n"), separator="tab").rows == [(2, ("A", "1"))]
    refusal(path, separator="::")


def test_the_line_that_names_the_separator_is_obeyed(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "sep=|\r\nclient|value\r\nA, B|1\r\n"))
    assert (table.separator, table.rows) == ("|", [(3, ("A, B", "1"))])


# XLSX.


def test_cells_of_a_workbook_keep_their_kind_and_lose_their_noise(tmp_path: Path) -> None:
    path = tmp_path / "kinds.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["client", "value", "created on", "rework", "discount", "hours", "ref", "cost"])
    sheet.append(
        [
            "A",
            0.1 + 0.2,
            datetime.combine(date(2026, 3, 29), clock(2, 30)),
            True,
            0.05,
            timedelta(hours=30, minutes=15),
            12345.0,
            -110.7,
        ]
    )
    sheet["E2"].number_format = "0%"
    book.save(path)
    row, cells = read_table(path).rows[0]
    assert row == 2
    assert cells == (
        "A",
        Decimal("0.3"),
        date(2026, 3, 29),
        "TRUE",
        Percent(Decimal("5.00")),
        "30:15",
        Decimal(12345),
        Decimal("-110.7"),
    )


def test_formulas_count_by_their_stored_value(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["client", "value", "note"])
        sheet.write_row(1, 0, ["A"])
        sheet.write_formula(1, 1, "=2*3", None, 6)
        sheet.write_formula(1, 2, '=IF(A2="","x","")', None, "")
    # Excel marks an empty text as a text; the library that wrote this does not.
    sheet_part = "xl/worksheets/sheet1.xml"
    replace_part(path, sheet_part, lambda xml: xml.replace(b'r="C2"', b'r="C2" t="str"'))
    assert read_table(path).rows == [(2, ("A", Decimal(6), None))]
    unsaved = workbook(tmp_path, [["client", "value"], ["A", "=2*3"], ["B", 7]], "unsaved.xlsx")
    assert read_table(unsaved).rows == [(2, ("A", NoStoredValue("=2*3"))), (3, ("B", Decimal(7)))]


def test_the_first_visible_sheet_with_headers_is_read_and_others_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "several.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    hidden = book.create_sheet("Old")
    hidden.append(["client", "value"])
    hidden.append(["Hidden", 1])
    hidden.sheet_state = "hidden"
    deals = book.create_sheet("Deals")
    deals.append([None, "Our deals"])
    deals.append([])
    deals.append([None, "client", "value"])
    deals.append([None, "A", 1])
    book.save(path)
    table = read_table(path)
    assert (table.sheet, table.sheet_names) == ("Deals", ("Cover", "Deals", "Old"))
    assert table.headers == ("Column A", "client", "value")
    assert table.rows == [(4, (None, "A", Decimal(1)))]
    assert "Deals" in table.notes[0]
    assert read_table(path, sheet="Old").rows == [(2, ("Hidden", Decimal(1)))]
    assert "Cover, Deals, Old" in refusal(path, sheet="New")


def test_a_sheet_with_one_cell_far_down_and_far_right_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["client", "value"])
        sheet.write_row(1, 0, ["A", 1])
        sheet.write(1, 16_383, "aside")
        sheet.write_row(1_048_575, 0, ["Z", 2])
    started = time.perf_counter()
    assert read_table(path).rows == [(2, ("A", Decimal(1))), (1_048_576, ("Z", Decimal(2)))]
    assert time.perf_counter() - started < 10


# Rows 44 and 45: what a ZIP can do.


def repack(path: Path, extra: dict[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in extra.items():
            archive.writestr(name, content)
    return path


def plain(folder: Path) -> Path:
    return workbook(folder, [["client", "value"], ["A", 1]])


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = repack(plain(tmp_path), {"xl/worksheets/sheet2.xml": b" " * 300_000_000})
    assert path.stat().st_size < 1_000_000
    started = time.perf_counter()
    assert "MB" in refusal(path)
    assert time.perf_counter() - started < 1


def test_a_dense_part_is_refused_also_beside_honest_ballast(tmp_path: Path) -> None:
    refusal(
        repack(plain(tmp_path), {"xl/media/a.png": os.urandom(2_000_000), "xl/sharedStrings2.xml": b" " * 20_000_000})
    )


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "..\\evil.xml", "C:\\evil.xml"])
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    assert "outside" in refusal(repack(plain(inside), {name: b"x"}))
    assert [path.name for path in tmp_path.rglob("*evil*")] == []


def test_a_link_inside_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    assert "outside" in refusal(repack(plain(tmp_path), {link: b"/etc/passwd"}))


def test_too_many_files_inside_are_refused(tmp_path: Path) -> None:
    assert "files inside" in refusal(repack(plain(tmp_path), {f"xl/{n}.xml": b"" for n in range(MAX_ENTRIES)}))


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    path = plain(tmp_path)
    declared = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: declared + xml.replace(b"<t>A</t>", b"<t>&b;</t>"))
    assert "damaged" in refusal(path)


def test_damaged_workbooks_are_refused_wherever_they_are_cut(tmp_path: Path) -> None:
    whole = plain(tmp_path).read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        refusal(write(tmp_path, whole[:at] or b"x", "cut.xlsx"))


def test_flipped_bytes_never_raise_anything_but_trouble(tmp_path: Path) -> None:
    whole = plain(tmp_path).read_bytes()
    refused = 0
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        changed = whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]
        try:
            read_table(write(tmp_path, changed, "flipped.xlsx"))
        except Trouble:
            refused += 1
    assert refused > 20


# Other kinds of file.


def test_other_office_files_say_what_to_do(tmp_path: Path) -> None:
    assert "XLSX or CSV" in refusal(write(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xls"))
    for name, part in (("calc.ods", "content.xml"), ("mac.numbers", "Index/Document.iwa")):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, b"x")
        assert "XLSX or CSV" in refusal(path)
    assert "not one" in refusal(write(tmp_path, "client,value\nA,1\n", "renamed.xlsx"))


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    assert "no file" in refusal(tmp_path / "missing.csv")
    assert "not a file" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a file" in refusal(tmp_path / "pipe.csv")
    assert "not a file" in refusal(Path("/dev/null"))
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.write(b"client,value\n")
        file.truncate(MAX_BYTES + 1)
    assert "larger" in refusal(huge)


def test_importing_the_reader_loads_no_workbook_library() -> None:
    import subprocess
    import sys

    code = "import sys, storage.sheet.parse; sys.exit('openpyxl' in sys.modules or 'xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3]).returncode == 0
