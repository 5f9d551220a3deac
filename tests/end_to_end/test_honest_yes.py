"""The whole life of one deal, in the words of the shop: from the call of a client to the work that Ben takes over.

Asked, answered with conditions, lapsed by an earlier date, asked again, left to silence, promised, won, handed over.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.answer_editor import AnswerEditor
from desktop.dialogs.date_moved import DateMoved
from desktop.main import main
from desktop.rooms.deal_form import DealForm
from desktop.rooms.deal_panel import DealPanel
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.agreement import Zone
from framework.checklist import Answer
from framework.deal import Deal, Stage
from framework.intake import items_for
from framework.standing import State
from storage.promises import moves_of
from storage.verify import verify
from tests.desktop.rooms.agreement_screen import act_as, dialog, no_dialog, plain, settle, write
from widgets.theme import apply

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 on the wall clock of the shop."""
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture
def clock() -> Iterator[Any]:
    """The clock of this computer, on Monday morning."""
    with time_machine.travel(at(23, 9, 5), tick=False) as traveller:
        yield traveller


@pytest.fixture
def path(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample business as of that morning."""
    monkeypatch.setattr("desktop.actions.business.local_timezone", lambda: "Europe/Amsterdam")
    made = tmp_path / "Brightside.handshake"
    create_sample(path=made, today=MONDAY).close()
    return made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, path: Path) -> Iterator[Window]:
    """The window on it; Ana is acting."""
    apply(qapp, "light")
    made = Window(remembers=False)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    assert made.open_file(path)
    made.show_room("intake")
    made.finish_background_work()
    yield made
    made.close()


def panel_of(window: Window) -> DealPanel:
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom) and room.panel is not None
    return room.panel


def deal_of(window: Window) -> Deal:
    judged = panel_of(window).judged
    assert judged is not None
    return judged.deal


def card(window: Window) -> str:
    """Return all that the verdict card says."""
    return plain(panel_of(window).verdict_card.accessibleDescription())


def zone(window: Window) -> Zone:
    """Return the verdict that is shown."""
    judged = panel_of(window).judged
    assert judged is not None
    return judged.verdict.zone


def do(window: Window, key: str) -> None:
    """Press a button of the verdict card."""
    panel_of(window).verdict_card.buttons.button(key).click()
    settle()


def later(window: Window, clock: Any, moment: datetime) -> None:
    """Let time pass until `moment`; the window notices by itself."""
    clock.move_to(moment)
    assert window.session is not None
    window.session.catch_up()
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    room._minute.timeout.emit()
    settle()
    window.finish_background_work()


def fill_in(form: DealForm) -> list[str]:
    """Type what the client asks for, and return the badge after each field."""
    # Not typed: the names that are known come up beneath it, and a popup needs a real screen.
    form.client_edit.setText("Mole End Books")
    form.judge_now()
    seen = [plain(form.live.verdict_card._badge.text())]
    for edit, text in (
        (form.quantity_edit, "1"),
        (form.promised_edit, "2026-12-09"),
        (form.value_edit, "6800"),
        (form.discount_edit, "2.9"),
    ):
        write(edit, text)
        form.judge_now()
        seen.append(plain(form.live.verdict_card._badge.text()))
    return seen


def test_the_whole_life_of_one_deal(
    qtbot: QtBot, window: Window, path: Path, clock: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    # Ctrl+N while the client is on the phone. The verdict moves while Ana types, and the date is too near.
    wrong: list[BaseException] = []

    def on_the_phone() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, DealForm)
        try:
            form.offering_box.setCurrentText("Illuminated fascia")
            badges = fill_in(form)
            assert badges[0] == "Still open" and badges[-1] == "Ask Operations first"
            ways = [text for _key, text, _words in form.live.way_lines.lines()]
            assert any("nearest date that works" in text for text in ways)
            form.save()
        except BaseException as error:
            wrong.append(error)
            form.done(0)

    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    QTimer.singleShot(0, on_the_phone)
    room.new_deal()
    assert wrong == []
    settle()
    window.finish_background_work()
    assert deal_of(window).client == "Mole End Books"
    ref = deal_of(window).ref

    # She goes through the checklist; nothing else is unusual.
    judged = panel_of(window).judged
    assert judged is not None
    for item in items_for(judged.deal, room.session.business, room.session.today):
        if item.follows is None:
            good = Answer.NO if item.yes_means is not None else Answer.YES
            panel_of(window).answer_requested.emit(item.id, str(good))
    assert "Lead time 12 days, ours is 15" in card(window)
    assert "Ben answers within 2 working hours" in card(window)

    # "Ask Ben": two working hours from 09:05, and silence would mean no for a rush.
    do(window, "ask")
    assert "Waiting on Ben" in card(window) and "due Mon 23 Nov, 11:05 (2 h left)" in card(window)
    assert "No answer by then counts as no" in card(window)
    later(window, clock, at(23, 9, 50))
    act_as(window, "Ben")
    window.finish_background_work()
    do(window, "conditions")
    editor = dialog(window, AnswerEditor)
    write(editor.date_edit, "2026-12-11")
    editor.say_edit.setPlainText("The router is busy until Thursday.")
    editor.save_button.click()
    assert no_dialog()

    # Ana sees the yes and what it hangs on. The client agrees, so the conditions are taken over.
    act_as(window, "Ana")
    window.finish_background_work()
    assert "if it is due Fri 11 Dec or later" in card(window) and "The router is busy" in card(window)
    do(window, "take_over")
    assert deal_of(window).promised_on == date(2026, 12, 11)
    assert "It was asked and may be promised" in card(window)
    assert zone(window) is Zone.PROMISE

    # On Tuesday the client wants it a day earlier after all. A better price keeps Ben's yes; an earlier day does not.
    later(window, clock, at(24, 10))
    assert zone(window) is Zone.PROMISE, "a day that passes changes nothing"
    assert room._change({"value": deal_of(window).value + 100})  # type: ignore[operator]
    settle()
    assert zone(window) is Zone.PROMISE
    assert room._change({"promised_on": date(2026, 12, 10)})
    settle()
    assert "This has to be asked again" in card(window)
    assert "the date is earlier (Thu 10 Dec, was Fri 11 Dec)" in card(window)

    # Asked again, and nobody answers: at noon silence has said no. Ben is sorry, and says yes.
    do(window, "ask")
    assert "due Tue 24 Nov, 12:00" in card(window)
    later(window, clock, at(24, 12, 1))
    assert "Nobody answered by Tue 24 Nov, 12:00: that counts as no" in card(window)
    do(window, "ask")
    act_as(window, "Ben")
    window.finish_background_work()
    do(window, "yes")
    act_as(window, "Ana")
    window.finish_background_work()
    assert "Ben said yes on Tue 24 Nov, 12:01" in card(window)

    # The checklist goes on saying what is so: a yes to a short lead time does not make it a long one.
    lines = panel_of(window).checklist.items
    kept = next(row for row in map(lines.item_at, range(lines.rowCount())) if row and row.note.startswith("Lead time"))
    assert kept.state == "no" and "ours is" in kept.note

    # Nothing was overwritten: all three questions and both answers stand in the talk, and on the command line.
    requests = panel_of(window).judged.requests  # type: ignore[union-attr]
    assert [len(request.answers) for request in requests] == [1, 0, 1]
    assert main(["check", str(path), "--deal", ref, "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert (document["verdict"], document["answer"]["state"]) == ("PROMISE", "accepted")
    assert [given["kind"] for given in document["answer"]["given"]] == ["conditions", "accept"]

    # The offer goes out: no reason is asked for, for nothing was promised against a rule.
    panel_of(window).stage_requested.emit(Stage.OFFERED)
    settle()
    offered = deal_of(window)
    assert (offered.stage, str(offered.promised_zone), offered.against_reason) == (Stage.OFFERED, "ASK", "")
    assert offered.first_promised_on == date(2026, 12, 10)

    # The client moves the day by themselves; the first promise stays, and who moved it.
    room._use_date(date(2026, 12, 14))
    asked = dialog(window, DateMoved)
    asked.moved_form.mover_choice.button("client").click()
    asked.moved_form.told_choice.button("yes").click()
    asked.save_button.click()
    assert no_dialog()
    moved = deal_of(window)
    assert (moved.promised_on, moved.first_promised_on) == (date(2026, 12, 14), date(2026, 12, 10))
    assert [(move.from_on, str(move.moved_by)) for move in moves_of(room.session.book, moved.id)] == [
        (date(2026, 12, 10), "client")
    ]

    # Won on Thursday, handed over, and Ben takes it.
    later(window, clock, at(26, 15))
    room.list.choose(moved.id)
    panel_of(window).stage_requested.emit(Stage.WON)
    settle()
    room.list.choose(moved.id)
    window.finish_background_work()
    assert plain(panel_of(window).handover_card.state_label.text()) == "Handed over. Ben has to look at it."
    act_as(window, "Ben")
    window.finish_background_work()
    panel_of(window).handover_card.buttons.button("accepted").click()
    settle()
    assert plain(panel_of(window).handover_card.state_label.text()).startswith(
        "Accepted as complete by Ben, Thu 26 Nov"
    )

    # Every step stands in the history, and Undo knows the last one by name.
    labels = [happening.label for happening in room.session.book.history(limit=60)]
    for wanted in ("Ask: Mole End Books", "Yes, with conditions: Mole End Books", "Won: Mole End Books"):
        assert wanted in labels
    assert room.session.book.undo_label is not None
    window.close()
    assert verify(path).ok


def test_silence_speaks_while_the_program_is_closed(qtbot: QtBot, window: Window, path: Path, clock: Any) -> None:
    """The long one was asked on Monday; opened again on Wednesday, the silence has counted as yes."""
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    (found,) = room.session.book.rows("SELECT id FROM deal WHERE ref = 'B-063'")
    room.list.choose(found[0])
    window.finish_background_work()
    standing = panel_of(window).judged.standing  # type: ignore[union-attr]
    assert standing.state is State.WAITING and standing.due == at(24, 9, 5)
    window.close_file()
    clock.move_to(at(25, 9))
    assert window.open_file(path)
    window.show_room("intake")
    window.finish_background_work()
    again = window.rooms["intake"]
    assert isinstance(again, IntakeRoom)
    again.list.choose(found[0])
    window.finish_background_work()
    judged = panel_of(window).judged
    assert judged is not None
    answered = [reason for reason in judged.verdict.passed if reason.answered]
    assert len(answered) == 2 and "It takes more than 500 sq ft" not in card(window)
    assert judged.verdict.zone is Zone.OPEN, "what nobody has answered in the checklist is still open"
