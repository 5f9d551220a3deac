"""The Meetings room: the agenda from the records, ticking and writing down actions, Undo, news, another day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from desktop.actions.intake import edit_deal
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from storage.book import Author
from storage.intake import read_deal
from storage.opening import open_book
from widgets.card import PlainLabel
from widgets.theme import apply

InFile = Callable[..., list[tuple[Any, ...]]]
BEN = Author("", "Ben")


def said(room: MeetingsRoom) -> list[str]:
    """Return every line of the agenda on screen."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete: what stood there before
    card = room.agenda_card
    lines = [label.text() for label in card.findChildren(PlainLabel)]
    lines += [box.accessibleName() for box in card.findChildren(QCheckBox)]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def box(room: MeetingsRoom, words: str) -> QCheckBox:
    said(room)
    (found,) = [one for one in room.agenda_card.findChildren(QCheckBox) if words in one.accessibleName()]
    return found


def test_the_agenda_says_what_the_records_say(meetings: MeetingsRoom) -> None:
    lines = said(meetings)
    assert meetings.title_label.text() == "Handshake, Monday 23 November 2026"
    assert [line for line in lines if line[:3] in ("1. ", "2. ", "3. ", "4. ", "5. ", "6. ")] == [
        "1. Since last week",
        "2. Deals that will reach Operations",
        "3. Delivery bottlenecks",
        "4. Forecast and capacity",
        "5. Risks and exceptions",
        "6. Actions and close",
    ]
    assert any(line.startswith("Lakeside Dental · Illuminated fascia") for line in lines)
    minutes = [int(line.removesuffix(" min").split()[-1]) for line in lines if line.endswith(" min")]
    assert sum(minutes) == 30


@pytest.mark.parametrize("way", ["mouse", "space"])
def test_an_action_is_ticked_and_keeps_the_keyboard(
    qtbot: QtBot, sample_window: Window, meetings: MeetingsRoom, in_file: InFile, way: str
) -> None:
    ticked = box(meetings, "Call Mill Bakery")
    assert not ticked.isChecked()
    ticked.setFocus()
    if way == "mouse":
        qtbot.mouseClick(ticked, Qt.MouseButton.LeftButton, pos=ticked.rect().center() - ticked.rect().center() / 2)
        if not in_file("SELECT done_on FROM action WHERE say LIKE 'Call Mill%'")[0][0]:
            ticked.click()
    else:
        qtbot.keyClick(ticked, Qt.Key.Key_Space)
    done = "SELECT done_on FROM action WHERE say LIKE 'Call Mill%'"
    assert in_file(done) == [("2026-11-23",)]
    again = box(meetings, "Call Mill Bakery")
    assert again.isChecked()
    assert again is not ticked
    assert QApplication.focusWidget() is again
    assert sample_window.menus.undo_action.text() == "Undo: Done: Call Mill Bakery about artwork"
    sample_window.undo()
    assert in_file(done) == [(None,)]
    assert not box(meetings, "Call Mill Bakery").isChecked()
    sample_window.redo()
    assert box(meetings, "Call Mill Bakery").isChecked()


def test_an_action_is_taken_off_the_list_and_comes_back_by_undo(
    qtbot: QtBot, sample_window: Window, meetings: MeetingsRoom, in_file: InFile
) -> None:
    words = "Take off the list: Ana · Call Mill Bakery about artwork · 3 days late"
    (drop,) = [one for one in meetings.agenda_card.findChildren(QToolButton) if one.accessibleName() == words]
    drop.setFocus()
    qtbot.keyClick(drop, Qt.Key.Key_Space)
    count = "SELECT count(*) FROM action WHERE say LIKE 'Call Mill%'"
    assert in_file(count) == [(0,)]
    qtbot.waitUntil(lambda: not any("Call Mill Bakery" in line for line in said(meetings)))
    assert sample_window.notice_bar.text() == "Off the list: Call Mill Bakery about artwork"
    sample_window.undo()
    assert in_file(count) == [(1,)]
    assert not box(meetings, "Call Mill Bakery").isChecked()


def test_an_action_is_written_down_by_keyboard_alone(
    qtbot: QtBot, sample_window: Window, meetings: MeetingsRoom, in_file: InFile
) -> None:
    assert QApplication.focusWidget() is meetings.action_edit
    qtbot.keyClicks(meetings.action_edit, "Order <b>LEDs</b> & drivers")
    qtbot.keyClick(meetings.action_edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is meetings.person_box
    qtbot.keyClick(meetings.person_box, Qt.Key.Key_Down)
    qtbot.keyClick(meetings.person_box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is meetings.due_edit
    qtbot.keyClicks(meetings.due_edit, "2026-12-02")
    qtbot.keyClick(meetings.due_edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is meetings.add_button
    qtbot.keyClick(meetings.add_button, Qt.Key.Key_Space)
    written = (
        "SELECT a.say, p.name, a.due_on, a.agreed_on, a.done_on FROM action a JOIN person p ON p.id = a.person_id "
        "WHERE a.say LIKE 'Order <b>%'"
    )
    assert in_file(written) == [("Order <b>LEDs</b> & drivers", "Ben", "2026-12-02", "2026-11-23", None)]
    assert any("Order <b>LEDs</b> & drivers" in line for line in said(meetings))
    assert QApplication.focusWidget() is meetings.action_edit
    assert (meetings.action_edit.text(), meetings.due_edit.text()) == ("", "")
    sample_window.undo()
    assert in_file(written) == []
    assert not any("Order <b>" in line for line in said(meetings))


def test_a_day_that_can_not_be_read_is_said_and_nothing_is_lost(
    qtbot: QtBot, meetings: MeetingsRoom, in_file: InFile
) -> None:
    before = in_file("SELECT count(*) FROM action")
    qtbot.keyClicks(meetings.action_edit, "Call the landlord")
    qtbot.keyClicks(meetings.due_edit, "next Tuesday")
    qtbot.keyClick(meetings.action_edit, Qt.Key.Key_Return)
    assert in_file("SELECT count(*) FROM action") == before
    assert (meetings.action_edit.text(), meetings.due_edit.text()) == ("Call the landlord", "next Tuesday")
    assert meetings.wrong_label.isVisible()
    assert QApplication.focusWidget() is meetings.due_edit
    meetings.due_edit.selectAll()
    qtbot.keyClicks(meetings.due_edit, "+2")
    assert not meetings.wrong_label.isVisible()
    qtbot.keyClick(meetings.action_edit, Qt.Key.Key_Return)
    assert in_file("SELECT due_on FROM action WHERE say = 'Call the landlord'") == [("2026-11-25",)]


def test_nothing_written_is_no_action(qtbot: QtBot, meetings: MeetingsRoom, in_file: InFile) -> None:
    before = in_file("SELECT count(*) FROM action")
    qtbot.keyClicks(meetings.action_edit, "   ")
    qtbot.mouseClick(meetings.add_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT count(*) FROM action") == before
    assert QApplication.focusWidget() is meetings.action_edit


def test_the_room_is_up_to_date_when_it_comes_back_on_screen(
    sample: Path, sample_window: Window, meetings: MeetingsRoom, in_file: InFile
) -> None:
    ((nook,),) = in_file(
        "SELECT d.id FROM deal d JOIN client c ON c.id = d.client_id WHERE c.name = 'Nook Café' AND d.stage = 'intake'"
    )
    shown = next(line for line in said(meetings) if line.startswith("Nook Café"))
    assert "7 Dec" in shown
    sample_window.show_room("intake")
    with open_book(sample) as other:
        deal = read_deal(other, nook, digits=2)
        assert deal is not None
        edit_deal(book=other, who=BEN, digits=2, deal=deal, fields={"promised_on": date(2026, 12, 9)})
    assert sample_window.session is not None
    sample_window.session.catch_up()
    assert next(line for line in said(meetings) if line.startswith("Nook Café")) == shown, "out of sight it waits"
    sample_window.show_room("meetings")
    assert "9 Dec" in next(line for line in said(meetings) if line.startswith("Nook Café"))


def test_a_new_day_moves_what_depends_on_today(
    sample_window: Window, meetings: MeetingsRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample_window.session
    assert session is not None
    session._fixed_today = None
    monkeypatch.setattr("desktop.session.local_today", lambda: date(2026, 11, 24))
    session.catch_up()
    assert session.today == date(2026, 11, 24)
    assert meetings.title_label.text() == "Handshake, Monday 30 November 2026"
    assert any("Call Mill Bakery" in line and "10 days late" in line for line in said(meetings))
    intake = sample_window.rooms["intake"]
    assert isinstance(intake, IntakeRoom)
    sample_window.show_room("intake")
    intake.finish_background_work()
    assert intake.panel is not None
    assert intake.panel.judged is not None
    lead = next(r for r in intake.panel.judged.verdict.reasons if str(r.measure) == "lead_time")
    assert lead.value == 8, "one working day fewer than yesterday"


def test_an_action_that_was_ticked_elsewhere_is_shown_so(
    sample: Path, sample_window: Window, meetings: MeetingsRoom
) -> None:
    from desktop.actions.meeting import tick_action
    from storage.meeting import read_actions

    with open_book(sample) as other:
        action = next(one for one in read_actions(other, date(2026, 1, 1)) if one.say.startswith("Call Mill"))
        tick_action(book=other, who=BEN, today=date(2026, 11, 23), action=action, done=True)
    assert sample_window.session is not None
    sample_window.session.catch_up()
    assert box(meetings, "Call Mill Bakery").isChecked()


def test_a_business_without_meetings_says_what_they_are_for(blank: Path, open_window: Callable[[Path], Window]) -> None:
    window = open_window(blank)
    window.show_room("meetings")
    room = window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    assert room.empty.isVisible() != room.content.isVisible()
    for ask in (room.preview, room.print_page, room.save_pdf):
        if room.empty.isVisible():
            ask()


def test_the_agenda_is_saved_as_pdf(
    tmp_path: Path, meetings: MeetingsRoom, sample_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "agenda.pdf"
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(target)])
    meetings.pdf_button.click()
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())
    assert "Lakeside Dental" in text
    assert "Call Mill Bakery" in text
    assert sample_window.notice_bar.text() == "Saved agenda.pdf."


def test_turned_dark_the_icons_are_painted_anew(meetings: MeetingsRoom) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def icons() -> list[bytes]:
        said(meetings)
        buttons = [meetings.when_button, *meetings.agenda_card.findChildren(QToolButton)]
        return [bytes(button.icon().pixmap(16, 16).toImage().constBits()) for button in buttons]

    light = icons()
    try:
        apply(application, "dark")
        dark = icons()
        assert len(dark) == len(light) and all(one != other for one, other in zip(light, dark, strict=True))
    finally:
        apply(application, "light")
    assert icons() == light
