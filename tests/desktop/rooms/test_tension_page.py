"""The tension map on screen: each sign opens as many cases as it counts, by mouse and by keyboard; empty; mirrored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.figure_cases import FigureCases
from desktop.rooms.health import TENSION, HealthRoom
from desktop.rooms.tension_page import TensionPage
from desktop.window import Window
from desktop.wording import tension as words
from desktop.wording import tension_lean as lean_words
from framework.tension import Lean, Pole, Sign
from storage.book import Author
from storage.promises import add_promise
from widgets.sign_lines import SignButton


@pytest.fixture
def room(sample_window: Window) -> HealthRoom:
    """The Health check room of the sample business with the tension map on screen."""
    sample_window.show_room("health")
    found = sample_window.rooms["health"]
    assert isinstance(found, HealthRoom)
    found.do(TENSION)
    found.finish_background_work()
    return found


@pytest.fixture
def page(room: HealthRoom) -> TensionPage:
    """The page with the map."""
    return room.tension


def opened(page: TensionPage) -> FigureCases:
    (found,) = (each for each in page.findChildren(FigureCases) if each.isVisible())
    return found


def close(cases: FigureCases) -> None:
    cases.close()
    cases.setParent(None)
    cases.deleteLater()


def buttons(page: TensionPage) -> list[SignButton]:
    return [button for card in page.cards.values() for button in card.lines.buttons()]


def test_every_sign_opens_as_many_cases_as_it_counts(page: TensionPage) -> None:
    assert page.found is not None
    assert [button.sign.key for button in buttons(page)] == list(Sign)
    for button in buttons(page):
        reading = page.found.now(Sign(button.sign.key))
        button.click()
        cases = opened(page)
        rows = cases.card.rows()
        assert len(rows) == reading.of, button.sign.key
        assert sum(row.cells[-1].role == "strong" for row in rows) == reading.count, button.sign.key
        assert len({row.key for row in rows}) == len(rows)
        close(cases)


def test_what_a_sign_says_holds_its_count(page: TensionPage) -> None:
    assert page.found is not None
    details = page.found.now(Sign.LATE_DETAILS)
    button = page.cards[Pole.YES].lines.button(Sign.LATE_DETAILS)
    assert button.sign.say == f"{details.count} of {details.of} won deals had details that came after the win."
    assert button.sign.mark == "A sign"
    assert button.accessibleName().startswith("A sign: Details after the deal was won. ")
    assert "at least 2" in button.accessibleDescription()
    few = page.cards[Pole.YES].lines.button(Sign.UNASKED)
    assert few.sign.say == "Deals promised that needed a yes first: 1. It speaks from 3 on."


def test_where_it_leans_stands_over_both(page: TensionPage) -> None:
    assert page.found is not None
    assert page.found.leaning.lean is Lean.AGREED
    assert page.lean_label.text() == "Leans towards “Deliver as agreed”"
    assert page.why_label.text().replace("\N{NO-BREAK SPACE}", " ") == (
        "2 signs at this end: late answers, weeks under 70 %."
    )
    now, before = page.line.places()
    assert now is not None
    assert 0 < now < 1
    assert before is not None
    assert page.cards[Pole.AGREED].helps_label.text() == "Do this now"
    assert page.cards[Pole.YES].helps_label.text() == "What helps when it is too much"
    assert page.reminder_label.text().startswith("Manage this tension, do not referee it.")


@pytest.mark.parametrize(
    ("sign", "room_key"), [(Sign.LATE_DETAILS, "intake"), (Sign.QUIET, "escalation"), (Sign.MISSED, "meetings")]
)
def test_a_case_is_seen_where_it_belongs(sample_window: Window, page: TensionPage, sign: Sign, room_key: str) -> None:
    page.show_sign(sign)
    cases = opened(page)
    wanted = {"intake": "deal", "escalation": "question", "meetings": "meeting"}[room_key]
    row = next(row for row in cases.card.rows() if row.key.startswith(wanted))
    cases.card.row_activated.emit(row.key)
    assert sample_window.room is not None
    assert sample_window.room.key == room_key
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window is not sample_window:
            window.close()


def test_weeks_and_missed_meetings_only_inform(sample_window: Window, page: TensionPage) -> None:
    page.show_sign(Sign.LOW_LOAD)
    cases = opened(page)
    row = cases.card.rows()[0]
    assert row.cells[0].text == "Week of 23 Nov"
    assert row.cells[-1].text.endswith("%")
    cases.card.row_activated.emit(row.key)
    assert cases.isVisible()
    close(cases)
    assert sample_window.room is not None
    assert sample_window.room.key == "health"


def test_by_keyboard_alone(qtbot: QtBot, sample_window: Window, page: TensionPage) -> None:
    sample_window.activateWindow()
    qtbot.waitUntil(sample_window.isActiveWindow)
    page.focus_first()
    found = buttons(page)
    assert found[0].hasFocus()
    QTest.keyClick(found[0], Qt.Key.Key_Down)
    assert found[1].hasFocus()
    QTest.keyClick(found[1], Qt.Key.Key_Up)
    QTest.keyClick(found[0], Qt.Key.Key_Up)
    assert found[0].hasFocus()
    for following in found[1:]:
        QTest.keyClick(sample_window.focusWidget(), Qt.Key.Key_Tab)
        assert following.hasFocus(), following.sign.key
    QTest.keyClick(found[-1], Qt.Key.Key_Return)
    cases = opened(page)
    QTest.keyClick(cases, Qt.Key.Key_Escape)
    assert not cases.isVisible()
    assert found[-1].hasFocus()


def test_the_page_follows_the_arrow_keys(sample_window: Window, page: TensionPage) -> None:
    sample_window.resize(1024, 700)
    QApplication.processEvents()
    lines = page.cards[Pole.YES].lines.buttons()
    bar = page.area.verticalScrollBar()
    bar.setValue(0)
    lines[0].setFocus()
    for button in lines[:-1]:
        QTest.keyClick(button, Qt.Key.Key_Down)
    assert bar.value() > 0
    assert lines[-1].visibleRegion().boundingRect().height() == lines[-1].height()


def test_news_moves_the_map_and_undo_moves_it_back(sample_window: Window, page: TensionPage) -> None:
    session = page.session
    assert page.found is not None
    before = page.found.now(Sign.LATE_DETAILS)
    fine = next(case for case in before.cases if not case.counts)
    with session.book.change("Promise", who=Author()) as change:
        add_promise(change, fine.id, {"say": "Blue, not green", "said_on": session.today, "way": "spoken"})
    page.finish_background_work()
    assert page.found.now(Sign.LATE_DETAILS).count == before.count + 1
    sample_window.undo()
    page.finish_background_work()
    assert page.found.now(Sign.LATE_DETAILS).count == before.count


def test_a_narrow_page_has_the_poles_under_each_other(page: TensionPage) -> None:
    yes, agreed = page.cards[Pole.YES], page.cards[Pole.AGREED]
    QApplication.processEvents()
    assert yes.y() == agreed.y()
    page.resize(300, 600)
    assert page.page.layout() is not None
    QApplication.processEvents()
    assert agreed.geometry().top() > yes.geometry().bottom()


def test_a_new_business_hears_from_when_on_it_speaks(open_window: Callable[..., Window], blank: Path) -> None:
    window = open_window(blank)
    window.show_room("health")
    room = window.rooms["health"]
    assert isinstance(room, HealthRoom)
    room.do(TENSION)
    room.finish_background_work()
    page = room.tension
    assert page.lean_label.text() == "Too few records to say which way it leans"
    assert page.line.places() == (None, None)
    assert page.before_label.isHidden()
    for button in buttons(page):
        assert button.sign.mark == "Too few"
        assert "none. It speaks from" in button.sign.say
        button.click()
        cases = opened(page)
        assert not cases.card.rows()
        close(cases)


def test_every_sign_and_every_lean_has_its_words() -> None:
    names = [words.sign_name(sign) for sign in Sign]
    assert len(set(names)) == len(names)
    assert len({words.meaning(sign) for sign in Sign}) == len(names)
    assert all(words.limits_words(sign).startswith("Looks at ") for sign in Sign)
    assert len({lean_words.lean_title(lean) for lean in Lean}) == len(Lean)
