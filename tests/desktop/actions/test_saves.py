"""The saves wall on a real file: what was prevented, beside the deals won in the same time."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.saves import LONGEST, add_save, edit_save, read_wall, remove_save
from framework.outcome import Save
from framework.people import Function
from storage.book import Author, Book
from storage.opening import open_book
from storage.outcome import read_save, saves, saves_of
from storage.people import names_of
from storage.trouble import Conflict, Trouble

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(sample: Path) -> Any:
    with open_book(sample) as opened:
        yield opened


def ben(book: Book) -> Author:
    return next(Author(id, name) for id, name in names_of(book).items() if name == "Ben")


def add(book: Book, **fields: Any) -> Save:
    given = {"say": " The bolts were too short ", "value": Decimal("950.50"), **fields}
    key = add_save(book=book, who=ben(book), today=TODAY, digits=2, **given)
    found = read_save(book, key, digits=2)
    assert found is not None
    return found


def edit(book: Book, save: Save, **fields: Any) -> None:
    given = {name: getattr(save, name) for name in ("say", "saved_on", "value", "deal_id", "person_id", "function")}
    edit_save(book=book, who=ben(book), today=TODAY, digits=2, save=save, **{**given, **fields})


def test_a_save_is_kept_changed_taken_off_and_comes_back(book: Book) -> None:
    deal = book.row("SELECT id FROM deal WHERE ref = 'B-053'")[0]  # type: ignore[index]
    save = add(book, deal_id=deal, person_id=ben(book).id, function=Function.OPERATIONS)
    assert save._replace(id="") == Save(
        "", "The bolts were too short", TODAY, Decimal("950.50"), deal, ben(book).id, Function.OPERATIONS
    )
    assert book.undo_label == "Prevented: The bolts were too short"
    edit(book, save, value=None, function=None)
    later = read_save(book, save.id, digits=2)
    assert later is not None and (later.value, later.function) == (None, None)
    with pytest.raises(Conflict):
        remove_save(book=book, who=ben(book), save=save)
    remove_save(book=book, who=ben(book), save=later)
    assert read_save(book, save.id, digits=2) is None
    book.undo()
    assert saves_of(book, deal, digits=2)[0].id == save.id


@pytest.mark.parametrize(
    ("fields", "say"),
    [
        ({"say": " \n"}, "Write what would have gone wrong"),
        ({"say": "x" * (LONGEST + 1)}, "1000 characters fit"),
        ({"saved_on": TODAY + timedelta(1)}, "can't be in the future"),
        ({"value": Decimal("-0.01")}, "less than nothing"),
    ],
)
def test_what_can_not_be_says_so(book: Book, fields: dict[str, Any], say: str) -> None:
    before = saves(book, digits=2)
    with pytest.raises(Trouble, match=say):
        add(book, **fields)
    assert saves(book, digits=2) == before


def test_a_save_outlives_its_deal_and_undo_ties_them_again(book: Book) -> None:
    from desktop.actions.intake import delete_deal
    from storage.intake import read_deal_by_ref

    deal = read_deal_by_ref(book, "B-053", digits=2)
    assert deal is not None
    (save,) = saves_of(book, deal.id, digits=2)
    delete_deal(book=book, who=ben(book), deal=deal)
    left = read_save(book, save.id, digits=2)
    assert left is not None and left.deal_id is None
    book.undo()
    assert [each.id for each in saves_of(book, deal.id, digits=2)] == [save.id]


def test_the_wall_holds_what_belongs_to_the_time(book: Book) -> None:
    first = date(2026, 10, 1)
    wall = read_wall(book, first, TODAY, digits=2)
    won = book.row("SELECT count(*), sum(value_minor) FROM deal WHERE won_on >= '2026-10-01' AND stage <> 'lost'")
    assert won is not None
    assert (len(wall.won), wall.won_value) == (won[0], Decimal(won[1]) / 100)
    kept = book.row("SELECT count(*), sum(value_minor) FROM saved_failure WHERE saved_on >= '2026-10-01'")
    assert kept is not None
    assert (len(wall.saves), wall.saved_value) == (kept[0], Decimal(kept[1]) / 100) == (2, Decimal(6270))
    assert {wall.deals[save.deal_id].client for save in wall.saves if save.deal_id} == {
        "Quay Street Hotel",
        "Marlow Dance School",
    }
    empty = read_wall(book, date(2020, 1, 1), date(2020, 1, 2), digits=2)
    assert (empty.won, empty.saves, empty.won_value, empty.saved_value) == ((), (), None, None)
