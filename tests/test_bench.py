"""The bench's own logic: what it says where something is missing, and that the sheet holds the same deals."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.bench import outside, seen
from tests.bench.big_business import Mix, write_big
from tests.bench.table import Figure, table_text

SMALL = Mix(open=4, sold=2, delivered=3, lost=1)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop.handshake"
    write_big(file, SMALL, date(2026, 8, 3))
    return file


def test_the_sheet_beside_holds_the_same_deals(shop: Path, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(outside.write_sheet(shop, tmp_path / "deals.xlsx")).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    with closing(sqlite3.connect(shop)) as connection:
        values = [row[0] / 100 for row in connection.execute("SELECT value_minor FROM deal ORDER BY ref")]
    assert [row[0] for row in rows[1:]] == [f"B-{number:06d}" for number in range(1, SMALL.deals + 1)]
    assert [row[4] for row in rows[1:]] == values


def test_a_program_that_is_not_built_has_no_size(tmp_path: Path) -> None:
    figures = outside.sizes(tmp_path / "dist" / "handshake" / "handshake")
    assert [(figure.value, figure.note) for figure in figures] == [(None, "not built")] * 2


def test_the_size_of_a_program_is_that_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "dist" / "handshake"
    folder.mkdir(parents=True)
    (folder / "handshake").write_bytes(b"x" * 2**20)
    (folder / "library").write_bytes(b"x" * 2**20)
    (folder / "the same").symlink_to(folder / "library")
    whole, package = outside.sizes(folder / "handshake")
    assert (whole.value, whole.holds) == (2, True)
    assert package.value is None


def test_without_a_screen_of_its_own_every_row_says_why(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "TOOLS", ("no-such-server",))
    figures = outside.outside(shop, tmp_path, 1, tmp_path / "handshake")
    assert [figure.value for figure in figures] == [None] * 5
    assert "no no-such-server here" in table_text(figures)


def test_a_figure_over_its_target_is_counted() -> None:
    text = table_text([Figure("start", 30, "ms", 1.4, 20), Figure("again", 26, "ms", 1.4, 20)])
    assert "1 of 2 are over their target" in text
