"""How the keys are shared out over the columns of their sheet."""

from desktop.printing.keyboard_page import COLUMNS, Cell, _columns, keyboard_page


def rows(*groups: int) -> list[tuple[str, str, str]]:
    return [(f"Menu {at}", f"Entry {at}.{number}", "K") for at, group in enumerate(groups) for number in range(group)]


def test_columns_are_about_as_long_as_each_other() -> None:
    columns = _columns(rows(20, 13, 9, 9, 9, 6))
    assert len(columns) == COLUMNS
    lengths = [len(column) for column in columns]
    assert max(lengths) - min(lengths) <= 4


def test_nothing_is_lost_and_a_heading_is_said_again() -> None:
    columns = _columns(rows(60))
    cells = [cell for column in columns for cell in column]
    assert [cell.what for cell in cells if not cell.heading] == [f"Entry 0.{number}" for number in range(60)]
    assert [column[0] for column in columns] == [Cell("Menu 0", heading=True)] * COLUMNS


def test_no_heading_stands_at_the_foot_of_a_column() -> None:
    for first in range(1, 30):
        assert all(not column[-1].heading for column in _columns(rows(first, 9, 12, 4)))


def test_few_keys_make_few_columns() -> None:
    assert [len(column) for column in _columns(rows(1))] == [2]
    assert keyboard_page(rows(1)).title == "Keyboard"
