"""Two people make their agreement in the window: Ana and Ben set up, settle, sign, and change it a week later."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.new_business import NewBusiness
from desktop.dialogs.propose import Propose
from desktop.dialogs.rule_editor import RuleEditor
from desktop.main import main
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_setup import SetUpPage
from desktop.window import Window
from framework.agreement import Zone
from storage.opening import open_book
from storage.verify import verify
from widgets.action_buttons import ActionButtons
from widgets.card import PlainLabel
from widgets.rows_card import RowsCard
from widgets.theme import apply

MONDAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Window]:
    """An empty window on that Monday: the welcome page."""
    monkeypatch.setattr("desktop.file_work.documents_folder", lambda: tmp_path)
    apply(qapp, "light")
    for place in ("desktop.clock", "desktop.file_work", "desktop.session", "desktop.dialogs.new_business"):
        monkeypatch.setattr(f"{place}.local_today", lambda: MONDAY)
    made = Window(remembers=False)
    qtbot.addWidget(made)
    made.close_file()
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def all_words(widget: QWidget) -> str:
    """Return everything that can be read on `widget` now."""
    labels = [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()]
    rows = [
        row.say or str(row.cells) for card in widget.findChildren(RowsCard) if card.isVisible() for row in card.rows()
    ]
    return " ".join([*labels, *rows]).replace("\N{NO-BREAK SPACE}", " ")


def press(qtbot: QtBot, buttons: ActionButtons, key: str) -> None:
    """Press one of some buttons."""
    qtbot.mouseClick(buttons.button(key), Qt.MouseButton.LeftButton)


def test_from_two_names_to_a_signed_change(
    qtbot: QtBot, window: Window, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = perf_counter()
    # "Set up mine in five minutes": two names, and begin.
    (button,) = [b for b in window.welcome.findChildren(QPushButton) if b.text() == "Set up mine in five minutes"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewBusiness)
    assert isinstance(dialog, NewBusiness)
    qtbot.keyClicks(dialog.name_edit, "Brandt Signs")
    qtbot.keyClicks(dialog.people.rows[0].name_edit, "Ana")
    qtbot.keyClicks(dialog.people.rows[1].name_edit, "Ben")
    qtbot.mouseClick(dialog.begin_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None)
    room = window.room
    assert isinstance(room, AgreementRoom), "there is nothing to promise by before it is signed"
    setup = room.pages["setup"]
    assert isinstance(setup, SetUpPage)
    assert "Ana marks the draft for Sales" in all_words(setup)

    # Ana wants shorter lead times for window graphics, and no rule about custom parts. The rest may stay.
    marks = setup.mark_part
    by_name = {row._title: row for row in marks.rows.values()}
    graphics, parts = by_name["Lead time, Window graphics"], by_name["Parts not in the catalogue"]
    qtbot.mouseClick(graphics.buttons["change"], Qt.MouseButton.LeftButton)
    graphics.promise_edit.selectAll()
    qtbot.keyClicks(graphics.promise_edit, "5")
    qtbot.keyClick(graphics.promise_edit, Qt.Key.Key_Return)
    qtbot.mouseClick(parts.buttons["strike"], Qt.MouseButton.LeftButton)
    press(qtbot, marks.buttons, "keep_rest")
    assert "Sales is through" in all_words(setup)
    press(qtbot, marks.buttons, "hand_over")

    # Ben sees nothing of it, and marks his own.
    assert window.session is not None and window.session.person is not None
    assert window.session.person.name == "Ben"
    assert "Ben marks the draft for Operations" in all_words(setup)
    chosen = [b for row in marks.rows.values() for b in row.findChildren(QRadioButton) if b.isChecked()]
    assert chosen == []
    assert {row.promise_edit.text() for row in marks.rows.values() if row._title == graphics._title} == {"7"}
    graphics = next(row for row in marks.rows.values() if row._title == graphics._title)
    qtbot.mouseClick(graphics.buttons["change"], Qt.MouseButton.LeftButton)
    graphics.promise_edit.selectAll()
    qtbot.keyClicks(graphics.promise_edit, "8")
    qtbot.keyClick(graphics.promise_edit, Qt.Key.Key_Return)
    press(qtbot, marks.buttons, "keep_rest")

    # Now both: two lines differ. On one they meet at 6, the other stays as Ben sees it.
    settle = setup.settle_part
    assert "2 lines differ." in all_words(setup)
    first, second = settle.cards.values()
    press(qtbot, first.buttons, "other")
    first.other.promise_edit.selectAll()
    qtbot.keyClicks(first.other.promise_edit, "6")
    qtbot.keyClick(first.other.promise_edit, Qt.Key.Key_Return)
    press(qtbot, first._take_other, "other")
    assert list(settle.cards) == [second._rule.id]
    press(qtbot, second.buttons, "keep")

    # They close the window for lunch, and go on where they were.
    path = window.session.book.path
    window.close_file()
    assert window.open_file(path)
    room = window.room
    assert isinstance(room, AgreementRoom)
    setup = room.pages["setup"]
    assert isinstance(setup, SetUpPage)
    assert "Sign it" in all_words(setup)
    press(qtbot, setup.sign_buttons, "sign:sales")
    people = {person.name: person.id for person in window.session.business.people}
    window.session.act_as(people["Ben"])
    press(qtbot, setup.sign_buttons, "sign:operations")
    assert "Version 1, in force since 23 Nov · signed by Ana for Sales and Ben for Operations" in all_words(room)
    minutes = (perf_counter() - began) / 60
    assert minutes < 1, "the program itself takes none of the five minutes"

    # A week later Ben proposes: ask from 80 % load. The rule opens, he types, and says why.
    assert "pages" not in room.tabs.accessibleName()
    card = room.pages["rules"].cards[Zone.PROMISE]  # type: ignore[attr-defined]
    load = next(row.key for row in card.rows() if row.cells[0].text == "Week load")
    card.row_activated.emit(load)
    editor = room.findChild(RuleEditor)
    assert isinstance(editor, RuleEditor)
    editor.bands.promise_edit.selectAll()
    qtbot.keyClicks(editor.bands.promise_edit, "80")
    qtbot.keyClick(editor.bands.promise_edit, Qt.Key.Key_Tab)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    window.finish_background_work()
    assert "A change is being written" in all_words(room)
    press(qtbot, room.proposal_card.buttons, "propose")
    question = room.findChild(Propose)
    assert isinstance(question, Propose)
    qtbot.keyClicks(question.why_edit, "December is short of hands")
    qtbot.mouseClick(question.save_button, Qt.MouseButton.LeftButton)
    assert window.session.business.agreement.number == 1, "one signature alone changes nothing"

    # Ana sees old and new, and signs.
    window.session.act_as(people["Ana"])
    window.finish_background_work()
    said = all_words(room)
    assert "Ben proposes" in said and "December is short of hands" in said
    assert window.rail.tabs.accessibleTabName(1) == "Agreement, 1 waiting for you"
    press(qtbot, room.proposal_card.buttons, "sign:sales")
    assert window.session.business.agreement.number == 2
    assert window.rail.tabs.accessibleTabName(1) == "Agreement"

    # The command line says what the tab shows, and paper says so too.
    shown = {
        (row.key, zone): row
        for zone, card in room.pages["rules"].cards.items()
        for row in card.rows()  # type: ignore[attr-defined]
    }
    rules = {rule.id: rule for rule in window.session.business.agreement.rules}
    window.close()

    def handshake(*words: object) -> str:
        assert main([str(word) for word in words]) == 0
        return capsys.readouterr().out

    document = json.loads(handshake("agreement", path, "--on", MONDAY, "--json"))
    assert [one["say"] for one in document] == [rule.say for rule in rules.values()]
    assert {key for key, _ in shown} == set(rules)
    told = {one["say"]: one for one in document}
    assert told["Load of the fullest week the job touches"]["promise_limit"] == "80"
    assert told["Lead time of window graphics"]["promise_limit"] == "6"
    before = json.loads(handshake("agreement", path, "--on", "2026-11-20", "--json"))
    assert next(one for one in before if one["measure"] == "week_load")["promise_limit"] == "85", "the first version"
    handshake("print", path, "agreement", "--on", MONDAY, "--pdf", tmp_path / "agreement.pdf")
    handshake("print", path, "card", "--on", MONDAY, "--pdf", tmp_path / "card.pdf")
    handshake("print", path, "changes", "--on", MONDAY, "--pdf", tmp_path / "changes.pdf")
    pages = PdfReader(tmp_path / "agreement.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 1 and "Brandt Signs" in text and "Ana" in text and "Ben" in text
    assert "80" in " ".join(page.extract_text() for page in PdfReader(tmp_path / "changes.pdf").pages)
    assert verify(path).findings == ()
    with open_book(path) as book:
        labels = [one.label for one in book.history(limit=100)]
    assert labels[0] == "Sign for Sales"
    assert not any("Window graphics" in label for label in labels if label.startswith("Mark"))
