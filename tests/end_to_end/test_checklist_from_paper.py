"""A checklist goes out on paper and comes back by keyboard, line by line, into the questions it was written at."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.actions.intake import create_deal
from desktop.main import main
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from storage.book import Author
from storage.verify import verify
from widgets.theme import apply

MONDAY = date(2026, 11, 23)
LINE = re.compile(
    r"^(\d+[a-z]?)\s(.+?)(?=\n\d+[a-z]?\s|\n[^\n]* yes no \? n\.a\.|\nSign-off|\nA date or a price|\Z)", re.M | re.S
)
CHECKED = "checked for you"
# What Ben writes down on his visit, over and over; the last is a line he leaves empty.
WRITTEN = (("y", "yes"), ("n", "no"), ("?", "unknown"), ("x", "not_applicable"), ("", None))


class Printed(NamedTuple):
    """A line of the sheet: its number, its question, and whether the figures answer it."""

    number: str
    says: str
    is_checked: bool


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The sample business with a deal that nothing is answered for, in an offering with questions of its own."""
    path = tmp_path / "Brightside.handshake"
    with create_sample(path=path, today=MONDAY) as book:
        (fascia,) = book.row("SELECT id FROM offering WHERE name = 'Illuminated fascia'") or ("",)
        fields = {"client": "Van Dyke Bakery", "ref": "B-100", "offering_id": fascia, "promised_on": date(2027, 3, 1)}
        create_deal(book=book, who=Author("", "Ana"), today=MONDAY, digits=2, fields=fields)
    return path


@pytest.fixture
def intake(qtbot: QtBot, qapp: QApplication, file: Path) -> Iterator[IntakeRoom]:
    """Intake on that file, the new deal chosen."""
    apply(qapp, "light")
    window = Window(today=MONDAY, remembers=False)
    window.resize(1024, 700)
    window.show()
    assert window.open_file(file)
    window.show_room("intake")
    window.finish_background_work()
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    deals = room.list.deal_view.deals
    (at,) = (row for row in range(deals.rowCount()) if deals.card_at(row).client == "Van Dyke Bakery")
    room.list.deal_view.setCurrentIndex(deals.index(at))
    yield room
    window.close()
    window.deleteLater()


def lines_on(pdf: Path) -> list[Printed]:
    """Return the numbered lines of a sheet, read back from the PDF."""
    if shutil.which("pdftotext") is None:
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    else:
        said = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
        text = said.stdout.decode("utf-8")
    lines = []
    for number, words in LINE.findall(text):
        whole = " ".join(words.split())
        says = whole.removesuffix(CHECKED).strip().removesuffix("*").removesuffix("+").strip()
        lines.append(Printed(number, says, whole.endswith(CHECKED)))
    return lines


@pytest.mark.parametrize("paper", ["--blank", "--site-visit"])
def test_a_sheet_is_printed_filled_in_by_hand_and_typed_back(
    qtbot: QtBot, intake: IntakeRoom, file: Path, tmp_path: Path, paper: str
) -> None:
    pdf = tmp_path / "sheet.pdf"
    assert (
        main(["print", str(file), "checklist", "--deal", "B-100", paper, "--on", "2026-11-23", "--pdf", str(pdf)]) == 0
    )
    sheet = lines_on(pdf)
    assert len(sheet) > 15
    assert {"7a", "14a"} < {line.number for line in sheet}, "questions for this offering only"
    by_hand = [line for line in sheet if not line.is_checked]
    assert 0 < len(sheet) - len(by_hand) < 6

    assert intake.panel is not None
    view = intake.panel.checklist
    keyboard = intake.window().menus.edit_menu
    (entry,) = (action for action in keyboard.actions() if action.text() == "&Type in from paper")
    assert entry.shortcut().toString() == "Ctrl+Alt+T"
    entry.trigger()
    assert view.is_typing and QApplication.focusWidget() is view

    wanted: dict[str, str | None] = {}
    for at, line in enumerate(by_hand):
        row = view.items.item_at(view.currentIndex().row())
        assert row is not None and row.number == line.number, "the screen stands where the paper does"
        key, answer = WRITTEN[at % len(WRITTEN)]
        wanted[line.says] = answer
        # Whoever types looks at the paper: each key goes where the keyboard is.
        if key:
            qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not view.is_typing
    answered = sum(1 for answer in wanted.values() if answer is not None)
    assert intake.window().notice_bar.text() == f"{answered} lines typed in."

    with closing(sqlite3.connect(file)) as connection:
        given = dict(
            connection.execute(
                "SELECT i.say, a.answer FROM checklist_answer a JOIN deal d ON d.id = a.deal_id "
                "JOIN checklist_item i ON i.id = a.item WHERE d.ref = 'B-100'"
            ).fetchall()
        )
    assert len(given) == answered
    assert {says: answer for says, answer in wanted.items() if answer is not None} == given
    assert verify(file).ok


def test_a_wrong_key_is_put_right_on_the_way(qtbot: QtBot, intake: IntakeRoom, file: Path) -> None:
    assert intake.panel is not None
    view = intake.panel.checklist
    intake.type_in()
    first = view.current_id()
    for key in ("y", Qt.Key.Key_Return, Qt.Key.Key_Up, "n", Qt.Key.Key_Return, "y", Qt.Key.Key_Escape):
        qtbot.keyClick(view, key)
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(
            "SELECT a.item, a.answer FROM checklist_answer a JOIN deal d ON d.id = a.deal_id WHERE d.ref = 'B-100'"
        ).fetchall()
    assert dict(found)[first] == "no" and sorted(dict(found).values()) == ["no", "yes"]
    assert intake.window().notice_bar.text() == "2 lines typed in."


def test_another_deal_ends_the_typing(qtbot: QtBot, intake: IntakeRoom) -> None:
    assert intake.panel is not None
    intake.type_in()
    assert [key for key, _text, _words in intake.panel.checklist_lines.lines()] == ["typed_in"]
    deals = intake.list.deal_view.deals
    (at,) = (row for row in range(deals.rowCount()) if deals.card_at(row).client == "Nook Café")
    intake.list.deal_view.setCurrentIndex(deals.index(at))
    qtbot.waitUntil(lambda: intake.panel is not None and not intake.panel.checklist.is_typing)
    assert intake.panel.checklist_lines.lines() == ()
