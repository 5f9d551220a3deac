"""Taking a parsed sheet into the file: one change, what is known is met again, what is blank stays as it is."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from framework.deal import Stage
from storage.book import Author, Book
from storage.business import read_business
from storage.importing import ImportResult, import_deals
from storage.intake import read_deal_by_ref
from storage.outcome import due_look_backs, look_backs_of
from storage.sheet.mapping import guess_mapping
from storage.sheet.parse import parse_deals
from storage.sheet.table import read_table

TODAY = date(2026, 11, 23)


def take_in(book: Book, tmp_path: Path, text: str, **more: bool) -> ImportResult:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(text, encoding="utf-8")
    table = read_table(sheet)
    parsed = parse_deals(table, guess_mapping(table.headers))
    return import_deals(book, parsed, who=Author("", "Ana"), today=TODAY, name=sheet.name, **more)


def offerings(book: Book) -> list[str]:
    return [name for (name,) in book.rows("SELECT name FROM offering ORDER BY name")]


def test_an_offering_is_known_by_its_letters_and_a_new_one_is_a_draft_once(sample_book: Book, tmp_path: Path) -> None:
    before = offerings(sample_book)
    text = "ref,client,offering\nx1,Kite,vehicle-WRAP\nx2,Kite,Neon tube\nx3,Kite,NeonTube\n"
    assert take_in(sample_book, tmp_path, text, dry_run=True).drafts == ("Neon tube",)
    result = take_in(sample_book, tmp_path, text)
    assert (result.added, result.drafts) == (3, ("Neon tube",))
    assert sorted(set(offerings(sample_book)) - set(before)) == ["Neon tube"]
    catalogue = read_business(sample_book, TODAY).offerings.values()
    assert [offering.name for offering in catalogue if offering.draft] == ["Neon tube"]


def test_a_second_import_updates_and_blank_cells_leave_the_deal_alone(sample_book: Book, tmp_path: Path) -> None:
    take_in(sample_book, tmp_path, "ref,client,value,note\nx1,Kite,1000,Red\n")
    result = take_in(sample_book, tmp_path, "ref,client,value,note\nx1,Kite,,Blue\n")
    assert (result.added, result.updated) == (0, 1)
    deal = read_deal_by_ref(sample_book, "x1", digits=2)
    assert deal is not None
    assert (deal.value, deal.note) == (Decimal("1000.00"), "Blue")


def test_the_first_promise_outlives_a_later_date(sample_book: Book, tmp_path: Path) -> None:
    take_in(sample_book, tmp_path, "ref,client,stage,promised on\nx1,Kite,won,2026-12-01\n")
    take_in(sample_book, tmp_path, "ref,client,stage,promised on\nx1,Kite,won,2026-12-15\n")
    deal = read_deal_by_ref(sample_book, "x1", digits=2)
    assert deal is not None
    assert (deal.promised_on, deal.first_promised_on) == (date(2026, 12, 15), date(2026, 12, 1))


def test_hours_go_to_the_crew_that_is_named_and_an_unknown_crew_is_listed(sample_book: Book, tmp_path: Path) -> None:
    result = take_in(sample_book, tmp_path, "ref,client,hours,crew\nx1,Kite,12,workshop\nx2,Kite,8,Painters\n")
    assert (result.added, result.skipped) == (1, 1)
    assert [(problem.row, problem.column, problem.value) for problem in result.problems] == [(3, "crew", "Painters")]
    deal = read_deal_by_ref(sample_book, "x1", digits=2)
    assert deal is not None and list(deal.hours.values()) == [Decimal("12.00")]


def test_a_problem_names_the_column_as_the_sheet_does(sample_book: Book, tmp_path: Path) -> None:
    result = take_in(sample_book, tmp_path, "ref,client,Ploeg\nx1,Kite,Painters\n")
    assert [problem.column for problem in result.problems] == ["Ploeg"]


@pytest.mark.parametrize(
    ("row", "stage"),
    [
        ("x1,Kite,2026-11-02,,", Stage.WON),
        ("x1,Kite,,2026-11-02,", Stage.LOST),
        ("x1,Kite,2026-10-01,,2026-11-02", Stage.DELIVERED),
        ("x1,Kite,,,", Stage.INTAKE),
    ],
)
def test_without_a_stage_the_days_tell(sample_book: Book, tmp_path: Path, row: str, stage: Stage) -> None:
    take_in(sample_book, tmp_path, f"ref,client,won on,lost on,delivered on\n{row}\n")
    deal = read_deal_by_ref(sample_book, "x1", digits=2)
    assert deal is not None and deal.stage is stage


def test_one_undo_takes_the_whole_import_out_again(sample_book: Book, tmp_path: Path) -> None:
    counted = "SELECT (SELECT count(*) FROM deal), (SELECT count(*) FROM client), (SELECT count(*) FROM offering)"
    before = sample_book.row(counted)
    rows = "\n".join(f"x{number},Client {number % 7},Thing {number % 3}" for number in range(50))
    take_in(sample_book, tmp_path, f"ref,client,offering\n{rows}\n")
    assert sample_book.row(counted) != before
    sample_book.undo()
    assert sample_book.row(counted) == before


def test_a_dry_run_counts_and_changes_nothing(sample_book: Book, tmp_path: Path) -> None:
    before = sample_book.row("SELECT max(seq), (SELECT digest FROM file_state) FROM change")
    result = take_in(sample_book, tmp_path, "ref,client\nx1,Kite\nx2,\n", dry_run=True)
    assert (result.read, result.added, result.skipped) == (2, 1, 1)
    assert sample_book.row("SELECT max(seq), (SELECT digest FROM file_state) FROM change") == before


def test_a_sheet_that_takes_a_win_back_takes_its_instant_too(sample_book: Book, tmp_path: Path) -> None:
    take_in(sample_book, tmp_path, "ref,client,stage,won on\nx1,Kite,won,2026-11-20\n")
    with sample_book.change("Won at a known instant") as change:
        ((key,),) = sample_book.rows("SELECT id FROM deal WHERE ref = 'x1'")
        change.update("deal", key, {"won_at": datetime(2026, 11, 20, 9, tzinfo=UTC)})
    take_in(sample_book, tmp_path, "ref,client,stage\nx1,Kite,intake\n")
    deal = read_deal_by_ref(sample_book, "x1", digits=2)
    assert deal is not None
    assert (deal.won_on, deal.won_at) == (None, None)


def days_of(book: Book, ref: str) -> list[int]:
    deal = read_deal_by_ref(book, ref, digits=2)
    assert deal is not None
    return [look.days for look in look_backs_of(book, deal.id)]


def test_what_was_won_elsewhere_is_looked_back_at_and_nothing_is_overdue_by_it(
    sample_book: Book, tmp_path: Path
) -> None:
    due = due_look_backs(sample_book, TODAY)
    text = (
        "ref,client,stage,won on,delivered on\n"
        "open,Kite,offered,,\n"
        "won,Kite,won,2026-11-02,\n"
        "new,Kite,delivered,2026-10-01,2026-11-20\n"
        "week,Kite,delivered,2026-09-01,2026-10-17\n"
        "month,Kite,delivered,2026-09-01,2026-10-16\n"
        "old,Kite,delivered,2024-09-01,2024-10-05\n"
    )
    take_in(sample_book, tmp_path, text)
    assert {ref: days_of(sample_book, ref) for ref in ("open", "won", "new", "week", "month", "old")} == {
        "open": [],
        "won": [30, 60, 90],
        "new": [30, 60, 90],
        "week": [30, 60, 90],
        "month": [60, 90],
        "old": [],
    }
    fresh = [each for each in due_look_backs(sample_book, TODAY) if each not in due]
    assert [(each.client, each.look.days, each.day) for each in fresh] == [("Kite", 30, date(2026, 11, 16))]

    take_in(sample_book, tmp_path, text.replace("offered,,", "won,2026-11-20,"))
    assert days_of(sample_book, "open") == days_of(sample_book, "won") == [30, 60, 90], (
        "once each, also the second time"
    )
    sample_book.undo()
    sample_book.undo()
    assert due_look_backs(sample_book, TODAY) == due
    assert sample_book.row(
        "SELECT count(*) FROM look_back l LEFT JOIN deal d ON d.id = l.deal_id WHERE d.id IS NULL"
    ) == (0,)
