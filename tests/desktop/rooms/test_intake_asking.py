"""The whole trip of a question in the window: Ana asks, Ben answers, and the card, the list and the badge follow."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.asking import answer
from desktop.actions.desk import Judged, judge, read_desk
from desktop.dialogs.answer_editor import AnswerEditor
from desktop.dialogs.note import NoteDialog
from desktop.dialogs.talk import Talk
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.intake_list import TO_ASK, WAITING
from desktop.window import Window
from framework.agreement import Zone
from framework.asking import Kind, Seat
from framework.deal import Stage
from framework.standing import State
from storage.intake import read_deal
from storage.intake_list import Shelf
from storage.opening import open_book
from tests.desktop.ladder_shop import clear_ladder
from widgets.card import LeadLabel

InFile = Callable[..., list[tuple[Any, ...]]]
Choose = Callable[[IntakeRoom, str], str]
DEAL = "Lakeside Dental"
"""Ten working days where ours is fifteen, and a week at 89 %: Operations has to be asked about both."""


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture(autouse=True)
def ten_o_clock(set_clock: Callable[[datetime], None]) -> Callable[[int], None]:
    """It is Monday 23 November, 10:00, in every test here; a function that makes it later."""

    def later(hour: int) -> None:
        set_clock(datetime(2026, 11, 23, hour, tzinfo=UTC))

    later(10)
    return later


class Desk:
    """What a person at the window does and sees in Intake."""

    def __init__(self, window: Window, room: IntakeRoom, choose: Choose) -> None:
        self.window, self.room, self._choose = window, room, choose

    def choose(self, client: str = DEAL) -> str:
        deal_id = self._choose(self.room, client)
        self.room.finish_background_work()
        return deal_id

    def act_as(self, name: str) -> None:
        assert self.window.session is not None
        session = self.window.session
        session.act_as(next(person.id for person in session.business.people if person.name == name))
        self.room.finish_background_work()

    @property
    def judged(self) -> Judged:
        self.room.finish_background_work()
        assert self.room.panel is not None and self.room.panel.judged is not None
        return self.room.panel.judged

    @property
    def card(self) -> str:
        """All that the verdict card says."""
        self.room.finish_background_work()
        assert self.room.panel is not None
        card = self.room.panel.verdict_card
        return f"{card.accessibleName()}\n{card.accessibleDescription()}".replace("\N{NO-BREAK SPACE}", " ")

    def words(self) -> list[str]:
        """The buttons of the card, as they read."""
        assert self.room.panel is not None
        self.room.finish_background_work()
        QApplication.processEvents()  # buttons that have just come are shown
        buttons = self.room.panel.verdict_card.buttons.findChildren(QPushButton)
        return [button.text() for button in buttons if button.isVisible()]

    def button(self, key: str) -> QPushButton:
        assert self.room.panel is not None
        self.room.finish_background_work()
        QApplication.processEvents()  # buttons that have just come are shown
        return self.room.panel.verdict_card.buttons.button(key)

    def press(self, key: str) -> None:
        button = self.button(key)
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def listed(self, deal_id: str) -> str:
        """The badge of a deal in the list."""
        deals = self.room.list.deal_view.deals
        return deals.card_at(deals.row_of(deal_id)).zone_text.replace("\N{NO-BREAK SPACE}", " ")

    def on_shelf(self, key: str) -> list[str]:
        self.room.list.filter_bar.filter_chosen.emit(key)
        deals = self.room.list.deal_view.deals
        found = [deals.card_at(row).client for row in range(deals.rowCount())]
        self.room.list.filter_bar.filter_chosen.emit("open")
        return found

    def waiting_for_me(self) -> int:
        self.room.finish_background_work()
        name = self.window.rail.tabs.accessibleTabName(2)
        return int(name.split(", ")[1].split()[0]) if ", " in name else 0


@pytest.fixture
def desk(sample_window: Window, intake: IntakeRoom, choose: Choose) -> Iterator[Desk]:
    yield Desk(sample_window, intake, choose)


def modal(kind: type[QWidget]) -> Any:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found
    return found


def in_modal(kind: type[QWidget], work: Callable[[Any], None]) -> list[Exception]:
    """Do `work` in the dialog of `kind` that opens next and blocks; what goes wrong there is returned."""
    wrong: list[Exception] = []

    def look() -> None:
        try:
            work(modal(kind))
        except Exception as error:
            wrong.append(error)
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                dialog.close()

    QTimer.singleShot(0, look)
    return wrong


# Asking


def test_ana_asks_and_everything_that_shows_the_deal_says_so(desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose()
    mine, waiting = desk.waiting_for_me(), desk.on_shelf(WAITING)
    assert DEAL in desk.on_shelf(TO_ASK)
    desk.choose()
    assert desk.words()[0] == "Ask Ben"
    desk.press("ask")
    assert desk.window.notice_bar.text() == "Lakeside Dental: asked Ben."
    assert in_file("SELECT count(*) FROM request WHERE deal_id = ?", deal_id) == [(1,)]
    # The lead time has two working hours.
    assert desk.listed(deal_id) == "Waiting on Ben · 2 h left"
    assert "The answer is due Mon 23 Nov, 12:00 (2 h left)." in desk.card
    assert desk.words()[0] == "Take the question back"
    assert desk.waiting_for_me() == mine - 1
    assert desk.on_shelf(WAITING) == sorted({*waiting, DEAL}, key=lambda client: client != DEAL), "most pressing first"
    assert DEAL not in desk.on_shelf(TO_ASK)
    # Undo in the notice takes it back altogether.
    QTest.mouseClick(desk.window.notice_bar.action_button, Qt.MouseButton.LeftButton)
    assert in_file("SELECT count(*) FROM request WHERE deal_id = ?", deal_id) == [(0,)]
    assert desk.waiting_for_me() == mine


def test_ana_asks_by_keyboard_alone(desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose()
    assert desk.room.panel is not None
    desk.room.panel.checklist.setFocus()
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is desk.button("ask"):
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.button("ask")
    QTest.keyClick(desk.button("ask"), Qt.Key.Key_Space)
    assert in_file("SELECT count(*) FROM request WHERE deal_id = ?", deal_id) == [(1,)]
    assert QApplication.focusWidget() is not None and QApplication.focusWidget().isVisible()


def test_a_note_goes_with_the_question_and_one_that_is_too_long_stays_where_it_was_typed(
    desk: Desk, in_file: InFile
) -> None:
    deal_id = desk.choose()

    def shorten(dialog: NoteDialog) -> None:
        assert dialog.note_edit.toPlainText() == "x" * 2001
        assert "2000 characters" in dialog.say_label.text()
        dialog.note_edit.setPlainText("They open on the 7th & <b>wait</b>")
        dialog.accept()

    wrong: list[list[Exception]] = []

    def write(dialog: NoteDialog) -> None:
        dialog.note_edit.setPlainText("x" * 2001)
        wrong.append(in_modal(NoteDialog, shorten))
        dialog.accept()

    wrong.append(in_modal(NoteDialog, write))
    assert desk.room.panel is not None
    next(each for each in desk.room.panel.more_menu.actions() if each.data() == "ask_with_note").trigger()
    assert wrong == [[], []]
    assert in_file("SELECT say FROM request WHERE deal_id = ?", deal_id) == [("They open on the 7th & <b>wait</b>",)]
    assert "“They open on the 7th & <b>wait</b>”" in desk.card
    assert desk.window.notice_bar.text() == "Lakeside Dental: asked Ben."


def test_a_question_is_taken_back_by_who_asked_it(desk: Desk) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    desk.press("take_back")
    assert desk.judged.standing.state is State.NONE
    assert desk.listed(deal_id) == "Ask Operations"
    assert desk.words()[0] == "Ask Ben"
    desk.press("ask")
    desk.act_as("Ben")
    assert "Take the question back" not in desk.words()


# Answering


def test_ben_sees_what_waits_for_him_and_says_yes(desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose()
    desk.act_as("Ben")
    before = desk.waiting_for_me()
    desk.act_as("Ana")
    desk.choose()
    assert "Yes" not in desk.words()
    desk.press("ask")
    assert "Yes" not in desk.words(), "not to her own question"
    desk.act_as("Ben")
    assert desk.waiting_for_me() == before + 1
    assert desk.words()[:3] == ["Yes", "Yes, if…", "No…"]
    desk.button("yes").setFocus()
    QTest.keyClick(desk.button("yes"), Qt.Key.Key_Space)
    assert desk.window.notice_bar.text() == "Yes to Lakeside Dental."
    assert in_file("SELECT a.kind, p.name FROM answer a JOIN person p ON p.id = a.person_id ORDER BY a.at DESC")[0] == (
        "accept",
        "Ben",
    )
    assert desk.waiting_for_me() == before
    assert desk.judged.verdict.zone is Zone.PROMISE
    assert desk.listed(deal_id) == "Ben said yes"
    assert "It was asked and may be promised." in desk.card
    assert "Ben said yes on Mon 23 Nov, 10:00. It holds until Mon 7 Dec." in desk.card
    desk.window.undo()
    assert desk.judged.standing.state is State.WAITING


def test_ben_says_yes_under_conditions_and_ana_takes_them_over(desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    desk.act_as("Ben")
    desk.press("conditions")
    editor = modal(AnswerEditor)
    assert editor.kind() is Kind.CONDITIONS
    QTest.keyClick(editor.save_button, Qt.Key.Key_Space)
    assert editor.isVisible() and "under which condition" in editor.say_label.text()
    QTest.keyClicks(editor.date_edit, "2026-12-09")
    QTest.keyClicks(editor.say_edit, "The letters come on the 4th")
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    assert desk.window.notice_bar.text() == "Yes to Lakeside Dental, under conditions."
    assert desk.listed(deal_id) == "Ben: yes, if…"
    desk.act_as("Ana")
    assert "It may be promised under conditions." in desk.card
    assert "if it is due Wed 9 Dec or later" in desk.card and "“The letters come on the 4th”" in desk.card
    assert desk.words()[0] == "Use these conditions"
    assert desk.waiting_for_me() > 0
    desk.press("take_over")
    assert in_file("SELECT promised_on FROM deal WHERE id = ?", deal_id) == [("2026-12-09",)]
    assert (desk.judged.verdict.zone, desk.judged.standing.state) == (Zone.PROMISE, State.ACCEPTED)
    assert desk.window.notice_bar.text() == "Lakeside Dental is now as it was agreed to."
    desk.window.undo()
    assert desk.judged.standing.state is State.CONDITIONS


def test_ben_says_no_with_a_reason_and_the_card_says_where_it_goes(desk: Desk) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    desk.act_as("Ben")
    desk.press("no")
    editor = modal(AnswerEditor)
    assert not editor.until_edit.isVisible() and not editor.date_edit.isVisible()
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert editor.isVisible() and "Write why not" in editor.say_label.text()
    QTest.keyClicks(editor.say_edit, "Both weeks are full")
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    assert desk.listed(deal_id) == "Ben said no"
    desk.act_as("Ana")
    assert "The answer is no." in desk.card and "“Both weeks are full”" in desk.card
    assert desk.words()[0] == "Ask Ben again"
    assert DEAL in desk.on_shelf(TO_ASK)


def test_a_dialog_of_a_deal_that_was_changed_says_so_and_keeps_what_was_typed(desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    desk.act_as("Ben")
    desk.press("no")
    editor = modal(AnswerEditor)
    QTest.keyClicks(editor.say_edit, "Both weeks are full")
    desk.room._use_date(date(2026, 12, 10))
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert editor.isVisible() and "changed this in the meantime" in editor.say_label.text()
    assert editor.say_edit.toPlainText() == "Both weeks are full"
    assert in_file(
        "SELECT count(*) FROM answer a JOIN request q ON q.id = a.request_id WHERE q.deal_id = ?", deal_id
    ) == [(0,)]
    QTest.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    assert desk.judged.standing.state is State.REFUSED


def test_an_answer_from_another_window_is_heard(desk: Desk) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    with open_book(desk.window.session.book.path) as other:  # type: ignore[union-attr]
        there = read_desk(other, date(2026, 11, 23))
        deal = read_deal(other, deal_id, digits=2)
        assert deal is not None
        request = judge(other, there, deal).requests[-1]
        ben = there.business.people[1]
        answer(book=other, who=ben, desk=there, request=request, seat=Seat.OPERATIONS, kind=Kind.ACCEPT)
    panel = desk.room.panel
    assert panel is not None and panel.judged is not None
    assert panel.judged.standing.state is State.WAITING
    desk.window.session.catch_up()  # type: ignore[union-attr]
    assert panel.judged.standing.state is State.ACCEPTED
    assert desk.listed(deal_id) == "Ben said yes"


# Afterwards


def say_yes(desk: Desk) -> str:
    deal_id = desk.choose()
    desk.press("ask")
    desk.act_as("Ben")
    desk.press("yes")
    desk.act_as("Ana")
    return deal_id


def test_an_earlier_date_makes_the_yes_lapse_and_the_card_says_which(desk: Desk) -> None:
    deal_id = say_yes(desk)
    desk.room._use_date(date(2026, 12, 4))
    assert desk.judged.standing.state is State.LAPSED
    assert "This has to be asked again." in desk.card
    assert "The yes of Ben no longer holds: the date is earlier (Fri 4 Dec, was Mon 7 Dec)" in desk.card
    assert desk.listed(deal_id) == "To be asked again"
    assert desk.words()[0] == "Ask Ben again"
    desk.room._use_date(date(2026, 12, 8))
    assert desk.judged.standing.state is State.ACCEPTED, "a better date keeps it"


def test_what_was_asked_and_answered_is_promised_without_a_reason(desk: Desk, in_file: InFile) -> None:
    deal_id = say_yes(desk)
    assert desk.room.panel is not None
    QTest.mouseClick(desk.room.panel.next_button, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    kept = "SELECT stage, promised_zone, against_reason FROM deal WHERE id = ?"
    assert in_file(kept, deal_id) == [("offered", "ASK", "")]
    assert desk.judged.verdict.zone is Zone.PROMISE


def test_silence_speaks_while_the_window_is_open(desk: Desk, ten_o_clock: Callable[[int], None]) -> None:
    deal_id = desk.choose()
    desk.press("ask")
    desk.room.finish_background_work()
    ten_o_clock(11)
    desk.room._look_at_the_clock()
    assert desk.listed(deal_id) == "Waiting on Ben · 1 h left"
    ten_o_clock(13)
    desk.room._look_at_the_clock()
    # Silence about the lead time is a no; the week load has time until tomorrow.
    assert desk.listed(deal_id) == "Waiting on Ben · overdue"
    assert "It is overdue since Mon 23 Nov, 12:00." in desk.card


def test_all_that_was_said_is_in_one_place(desk: Desk) -> None:
    say_yes(desk)
    desk.room._use_date(date(2026, 12, 4))
    desk.press("ask")
    assert desk.room.panel is not None
    next(each for each in desk.room.panel.more_menu.actions() if each.data() == "answers").trigger()
    talk = modal(Talk)
    lines = [label.text() for label in talk.findChildren(LeadLabel)]
    assert len(lines) == 3
    assert sum("Ana asked Ben." in line for line in lines) == 2
    assert sum("Ben said yes on Mon 23 Nov, 10:00" in line for line in lines) == 1
    talk.close()


# Ways out


def test_ways_are_taken_by_button_one_after_the_other(qtbot: QtBot, desk: Desk, in_file: InFile) -> None:
    deal_id = desk.choose("Hartley Gym")
    assert desk.room.panel is not None
    lines = desk.room.panel.way_lines
    assert desk.room.panel.ways_card.isVisible()
    kinds = [key for key, _text, words in lines.lines() if words]
    assert kinds[:2] == ["date", "discount"]
    held = {reason.measure for reason in desk.judged.verdict.reasons}
    for kind in kinds:
        QApplication.processEvents()  # lines that have just come are shown
        button = lines.button(kind)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        measures = {reason.measure for reason in desk.judged.verdict.reasons}
        assert measures < held
        held = measures
    assert not desk.room.panel.ways_card.isVisible()
    assert in_file("SELECT promised_on, discount_bp FROM deal WHERE id = ?", deal_id) == [("2027-01-20", 1000)]
    assert desk.window.notice_bar.text() == "Hartley Gym is changed."
    desk.window.undo()
    desk.room.finish_background_work()
    assert [key for key, _text, _words in lines.lines()] == ["discount"]
    assert desk.room.panel.ways_card.isVisible()


def test_while_it_is_waited_for_no_way_out_is_offered(desk: Desk) -> None:
    desk.choose()
    assert desk.room.panel is not None
    assert desk.room.panel.ways_card.isVisible()
    desk.press("ask")
    assert not desk.room.panel.ways_card.isVisible()
    desk.press("take_back")
    assert desk.room.panel.ways_card.isVisible()


def test_what_is_won_shows_no_card_and_asks_nothing(desk: Desk) -> None:
    say_yes(desk)
    assert desk.room.panel is not None
    desk.room._move(Stage.WON)
    desk.room.list.filter_bar.filter_chosen.emit(Shelf.SOLD)
    desk.choose()
    assert not desk.room.panel.verdict_card.isVisible()
    assert not desk.room.panel.ways_card.isVisible()
