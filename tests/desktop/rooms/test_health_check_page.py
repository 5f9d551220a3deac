"""The page of the health checks: none, one that runs, its moments by keyboard, and that nothing is left on screen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions.health import (
    OwnStatement,
    agreed_since,
    begin_check,
    call_off_check,
    choose_word,
    due_day,
    keep_answers,
)
from desktop.actions.people import PersonFields, let_leave, save_person
from desktop.being_written import being_written
from desktop.dialogs.begin_health_check import BeginHealthCheck
from desktop.dialogs.sure import Sure
from desktop.rooms.health import HealthRoom
from desktop.rooms.health_check_page import HealthCheckPage
from desktop.window import Window
from framework.health import Area
from framework.health_check import State
from framework.people import Function
from storage.book import Author
from storage.health import read_opened, running_check
from storage.people import read_members
from tests.desktop.focus import wait_for_focus
from widgets.scale_row import NOTHING

ANA_WORD, BEN_WORD = "blue door", "green tree"


@pytest.fixture
def room(open_window: Callable[..., Window], blank: Path, qtbot: QtBot) -> HealthRoom:
    """The Health check tab of a business without any check, on screen; Ana, who sells, is acting, and Ben delivers."""
    window = open_window(blank, "health")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert isinstance(window.room, HealthRoom)
    return window.room


@pytest.fixture
def page(room: HealthRoom) -> HealthCheckPage:
    """Its page of the checks."""
    return room.check


def begin(page: HealthCheckPage, *, short: bool = True, own: tuple[OwnStatement, ...] = ()) -> None:
    session = page.session
    begin_check(book=session.book, who=session.author, people=session.business.people, short=short, own=own)


def answer_all(page: HealthCheckPage, name: str, word: str, answer: int | None, *, but: int = 0) -> None:
    """Let somebody answer everything the same, past the screen; `but` so many statements."""
    check = running_check(page.session.book)
    assert check is not None
    asked = next(each for each in check.asked if each.person.name == name)
    unlocked = choose_word(book=page.session.book, asked=asked, word=word)
    answers = {each.id: answer for each in check.statements[: len(check.statements) - but]}
    keep_answers(book=page.session.book, unlocked=unlocked, answers=answers, finished=not but)


def key_of(page: HealthCheckPage, name: str) -> str:
    assert page.check is not None
    return next(each.id for each in page.check.asked if each.person.name == name)


def dialog(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def give_word(page: HealthCheckPage, word: str, qtbot: QtBot) -> None:
    """Type the word as somebody does: once more where it is new, then Enter."""
    hand_over = page.hand_over
    wait_for_focus(hand_over.word_edit, qtbot)
    qtbot.keyClicks(hand_over.word_edit, word)
    qtbot.keyClick(hand_over.word_edit, Qt.Key.Key_Return)
    if not hand_over.again_form.isHidden():
        wait_for_focus(hand_over.again_edit, qtbot)
        qtbot.keyClicks(hand_over.again_edit, word)
        qtbot.keyClick(hand_over.again_edit, Qt.Key.Key_Return)


def texts_in(page: HealthCheckPage) -> str:
    """All texts of the page, also of what is not shown."""
    labels = [label.text() for label in page.findChildren(QLabel)]
    rows = [cell.text for row in page.answering.overview.card.rows() for cell in row.cells]
    return "\n".join([*labels, *rows, *(edit.text() for edit in page.findChildren(QLineEdit))])


# States


def test_without_a_check_the_page_says_what_it_is_and_offers_to_begin(page: HealthCheckPage, qtbot: QtBot) -> None:
    assert page.stack.currentWidget() is page.empty
    assert "30 to 40 minutes" in page.empty.accessibleDescription() and "5" in page.empty.accessibleDescription()
    page.focus_first()
    qtbot.keyClick(page.empty.buttons.button("begin"), Qt.Key.Key_Space)
    editor = dialog(BeginHealthCheck)
    editor.accept()
    assert page.stack.currentWidget() is page.running
    assert page.running.rows[key_of(page, "Ana")].state_label.text() == "has not begun"
    wait_for_focus(page.running.rows[key_of(page, "Ana")].buttons.button("answer"), qtbot)


def test_the_tab_counts_what_waits_for_the_person_acting(page: HealthCheckPage, room: HealthRoom, qtbot: QtBot) -> None:
    told: list[int] = []
    page.counted.connect(told.append)
    ben = next(person for person in page.session.business.people if person.name == "Ben")
    ana = page.session.person
    assert ana is not None
    begin(page)
    assert told[-1] == 1
    answer_all(page, "Ana", ANA_WORD, 4)
    assert told[-1] == 0
    page.session.act_as(ben.id)
    room.make_stale()
    assert told[-1] == 1
    answer_all(page, "Ben", BEN_WORD, 2)
    page.session.act_as(ana.id)
    room.make_stale()
    assert told[-1] == 1


def test_a_running_check_says_who_has_answered_and_never_what(page: HealthCheckPage) -> None:
    begin(page)
    answer_all(page, "Ana", ANA_WORD, 4)
    answer_all(page, "Ben", BEN_WORD, 2, but=3)
    rows = page.running.rows
    assert rows[key_of(page, "Ana")].state_label.text() == "has answered"
    assert rows[key_of(page, "Ben")].state_label.text() == "has begun"
    assert page.running.next_label.text() == "1 of 2 have answered."
    with pytest.raises(KeyError):
        page.running.buttons.button("open")
    with pytest.raises(KeyError):
        page.running.buttons.button("close")


def test_a_check_can_be_called_off_and_undone(page: HealthCheckPage, room: HealthRoom) -> None:
    begin(page)
    page.running.buttons.button("call_off").click()
    assert page.check is None and page.stack.currentWidget() is page.empty
    window = room.window()
    assert isinstance(window, Window)
    window.undo()
    assert page.check is not None and page.stack.currentWidget() is page.running


def test_the_last_results_can_be_looked_at_while_a_check_runs(page: HealthCheckPage) -> None:
    begin(page)
    for name, word, answer in (("Ana", ANA_WORD, 4), ("Ben", BEN_WORD, 2)):
        answer_all(page, name, word, answer)
    open_by_words(page)
    assert page.stack.currentWidget() is page.results
    begin(page)
    assert page.stack.currentWidget() is page.running
    page.running.buttons.button("last").click()
    assert page.stack.currentWidget() is page.results and page.back_buttons.isVisible()
    page.back_buttons.button("back").click()
    assert page.stack.currentWidget() is page.running
    page.running.buttons.button("call_off").click()
    assert page.stack.currentWidget() is page.results and not page.back_buttons.isVisible()


# Handing over


def test_a_word_that_is_being_typed_is_in_no_draft(page: HealthCheckPage, room: HealthRoom, qtbot: QtBot) -> None:
    """What is being written is kept on the disk as it stands: a secret word is not, shown or hidden."""
    begin(page)
    page.running.rows[key_of(page, "Ana")].buttons.button("answer").click()
    hand_over = page.hand_over
    for field in (hand_over.word_edit, hand_over.again_edit):
        field.setFocus()
        wait_for_focus(field, qtbot)
        qtbot.keyClicks(field, ANA_WORD)
        assert being_written(room.window()) == []
        hand_over.show_box.click()
        assert being_written(room.window()) == []


def test_the_hand_over_asks_twice_and_shows_nothing_of_the_business(
    page: HealthCheckPage, room: HealthRoom, qtbot: QtBot
) -> None:
    begin(page)
    window = room.window()
    assert isinstance(window, Window)
    page.running.rows[key_of(page, "Ben")].buttons.button("answer").click()
    hand_over = page.hand_over
    assert hand_over.title_label.text() == "Please hand over to Ben"
    assert hand_over.ask_label.text() == "Ben: choose a word that only you know."
    assert not window.rail.isVisible() and not room.tabs.isVisible()
    assert hand_over.word_edit.echoMode() == QLineEdit.EchoMode.Password
    hand_over.show_box.click()
    assert hand_over.word_edit.echoMode() == QLineEdit.EchoMode.Normal
    hand_over.word_edit.setText("one word")
    hand_over.again_edit.setText("two words")
    hand_over.give()
    assert "not the same" in hand_over.say_label.text() and hand_over.again_edit.text() == ""
    hand_over.word_edit.setText("ab")
    hand_over.again_edit.setText("ab")
    hand_over.give()
    assert "At least 4 letters" in hand_over.say_label.text()
    assert page.stack.currentWidget() is hand_over and hand_over.word_edit.text() == ""
    hand_over.buttons.button("leave").click()
    assert page.stack.currentWidget() is page.running
    assert window.rail.isVisible() and room.tabs.isVisible()
    assert page.check is not None and all(each.state is State.WAITING for each in page.check.asked)


def test_few_people_are_told_that_answers_can_be_traced(page: HealthCheckPage) -> None:
    begin(page)
    page.running.rows[key_of(page, "Ana")].buttons.button("answer").click()
    assert "everybody can tell who answered what" in page.hand_over.traced_label.text()
    assert page.hand_over.title_label.text() == "Ana, this part is for you alone"


# Answering


def test_answering_goes_by_keyboard_alone_and_is_kept_at_once(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    page._do_for("answer", key_of(page, "Ana"))
    give_word(page, ANA_WORD, qtbot)
    answering, one = page.answering, page.answering.one
    assert page.check is not None
    codes = [each.id for each in page.check.statements]
    wait_for_focus(one.scale, qtbot)
    assert answering.at == codes[0] and one.count_label.text() == "1 of 10"
    sealed = running_check(page.session.book).asked[0].sealed  # type: ignore[union-attr]
    qtbot.keyClick(one.scale, Qt.Key.Key_4)
    assert answering.at == codes[1]
    assert running_check(page.session.book).asked[0].sealed != sealed  # type: ignore[union-attr]
    qtbot.keyClick(one.scale, Qt.Key.Key_0)
    qtbot.keyClick(one.scale, Qt.Key.Key_Right)
    assert answering.at == codes[3] and one.progress.accessibleName() == "2 of 10 answered"
    qtbot.keyClick(one.scale, Qt.Key.Key_Left)
    qtbot.keyClick(one.scale, Qt.Key.Key_Backspace)
    assert answering.at == codes[1] and one.scale.value() == 0
    qtbot.keyClick(one.scale, Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.hand_over and not answering.is_open
    give_word(page, ANA_WORD.upper(), qtbot)
    assert answering.at == codes[2]


def test_all_statements_are_listed_at_the_end_and_nothing_may_be_missing(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    page._do_for("answer", key_of(page, "Ana"))
    give_word(page, ANA_WORD, qtbot)
    answering, overview = page.answering, page.answering.overview
    for _each in range(4):
        qtbot.keyClick(answering.one.scale, Qt.Key.Key_3)
    qtbot.keyClick(answering.one.scale, Qt.Key.Key_Right)
    for _each in range(5):
        qtbot.keyClick(answering.one.scale, Qt.Key.Key_2)
    assert answering.stack.currentWidget() is overview and overview.left_label.text() == "1 has no answer yet."
    overview.buttons.button("done").click()
    assert "no answer yet" in overview.say_label.text()
    assert page.check is not None
    assert overview.card.current_key() == page.check.statements[4].id
    wait_for_focus(overview.card.view, qtbot)
    qtbot.keyClick(overview.card.view, Qt.Key.Key_5)
    assert overview.left_label.text().startswith("All are answered")
    overview.buttons.button("done").click()
    assert running_check(page.session.book).asked[0].state is State.FINISHED  # type: ignore[union-attr]
    assert page.hand_over.title_label.text() == "Please hand over to Ben"


def test_a_sheet_of_paper_is_typed_in_one_key_a_line(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    page.running.rows[key_of(page, "Ben")].buttons.button("paper").click()
    give_word(page, BEN_WORD, qtbot)
    card, view = page.answering.overview.card, page.answering.overview.card.view
    wait_for_focus(view, qtbot)
    assert [row.cells[0].text for row in card.rows()] == [str(number) for number in range(1, 11)]
    qtbot.keyClicks(view, "1204")
    assert [row.cells[2].text for row in card.rows()][:5] == ["1", "2", "Can't say", "4", "no answer yet"]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert card.rows()[3].cells[2].text == "no answer yet"
    qtbot.keyClicks(view, "5555555")
    assert page.answering.overview.left_label.text().startswith("All are answered")


@pytest.mark.parametrize("away", ("room", "person", "hide", "page", "close"))
def test_whoever_looks_elsewhere_pauses_and_nothing_is_left(
    page: HealthCheckPage, room: HealthRoom, qtbot: QtBot, away: str
) -> None:
    begin(page, own=(OwnStatement("The coffee is good", None),))
    page._do_for("answer", key_of(page, "Ana"))
    give_word(page, ANA_WORD, qtbot)
    qtbot.keyClick(page.answering.one.scale, Qt.Key.Key_5)
    shown = page.answering.one.say_it_label.text()
    page.answering.show_overview()
    assert shown in texts_in(page)
    window = room.window()
    assert isinstance(window, Window)
    if away == "room":
        window.show_room("today")
    elif away == "person":
        page.session.act_as(page.session.business.people[1].id)
    elif away == "hide":
        window.hide()
    elif away == "close":
        answering = page.answering
        window.close_file()
        assert not answering.is_open and not window.rail.isVisible()
        assert not [label for label in window.findChildren(QLabel) if label.isVisible() and label.text() == shown]
        return
    else:
        room.show_page("tension")
    assert not page.answering.is_open
    assert shown not in texts_in(page) and ANA_WORD not in texts_in(page)
    assert page.answering.one.scale.value() == NOTHING
    assert "statement" not in window.windowTitle().casefold()
    if away == "hide":
        window.show()
        qtbot.waitExposed(window)
    assert window.rail.isVisible()
    window.show_room("health")
    room.show_page("check")
    assert page.stack.currentWidget() is page.running
    assert page.running.rows[key_of(page, "Ana")].state_label.text() == "has begun"


def test_a_check_that_is_called_off_elsewhere_ends_what_is_on_screen(
    page: HealthCheckPage, room: HealthRoom, qtbot: QtBot
) -> None:
    begin(page)
    page._do_for("answer", key_of(page, "Ana"))
    give_word(page, ANA_WORD, qtbot)
    check = running_check(page.session.book)
    assert check is not None
    call_off_check(book=page.session.book, who=Author(), check=check)
    assert not page.answering.is_open and page.stack.currentWidget() is page.empty
    window = room.window()
    assert isinstance(window, Window) and "is over" in window.notice_bar.text() and window.rail.isVisible()


def test_a_forgotten_word_means_answering_again(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    answer_all(page, "Ana", ANA_WORD, 4)
    page.running.rows[key_of(page, "Ana")].buttons.button("anew").click()
    sure = dialog(Sure)
    assert page.check is not None and page.check.asked[0].state is State.FINISHED
    sure.accept()
    assert page.check.asked[0].state is State.WAITING
    assert page.running.rows[key_of(page, "Ana")].state_label.text() == "has not begun"


def test_a_wrong_word_opens_nothing(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    answer_all(page, "Ana", ANA_WORD, 4)
    page._do_for("answer", key_of(page, "Ana"))
    give_word(page, "red door", qtbot)
    assert "not the word of Ana" in page.hand_over.say_label.text()
    assert page.hand_over.word_edit.text() == "" and not page.answering.is_open


# Opening


def open_by_words(page: HealthCheckPage, guesses: tuple[int, int] | None = None) -> None:
    """Type both words and go through all areas; `guesses` of Sales and Operations for the first one."""
    page.do("open")
    opening = page.opening
    for word in (ANA_WORD, BEN_WORD):
        opening.words.word_edit.setText(word)
        opening.words.give()
    if guesses is not None:
        for scale, guess in zip(opening.guess.scales.values(), guesses, strict=True):
            scale.button(guess).click()
        opening.guess.buttons.button("show").click()
        opening.area.buttons.button("next").click()
    opening.guess.buttons.button("skip").click()
    while opening.is_open:
        opening.area.buttons.button("next").click()


def test_it_is_opened_area_by_area_with_guesses(page: HealthCheckPage, room: HealthRoom) -> None:
    begin(page, own=(OwnStatement("The coffee is good", None),))
    for name, word, answer in (("Ana", ANA_WORD, 4), ("Ben", BEN_WORD, 2)):
        answer_all(page, name, word, answer)
    assert page.running.buttons.button("open").text() == "Open together…"
    open_by_words(page, (3, 5))
    (opened,) = read_opened(page.session.book)
    assert opened.guesses == {(Area.RULES, Function.SALES): 3, (Area.RULES, Function.OPERATIONS): 5}
    assert [set(sheet.answers.values()) for sheet in opened.sheets] == [{4}, {2}]
    assert page.stack.currentWidget() is page.results
    window = room.window()
    assert isinstance(window, Window) and window.rail.isVisible()
    assert not window.notice_bar.isVisible() or "is over" not in window.notice_bar.text()


def test_an_area_shows_both_sides_their_guesses_and_the_statements(page: HealthCheckPage, qtbot: QtBot) -> None:
    begin(page)
    for name, word, answer in (("Ana", ANA_WORD, 4), ("Ben", BEN_WORD, 2)):
        answer_all(page, name, word, answer)
    page.do("open")
    opening = page.opening
    wait_for_focus(opening.words.word_edit, qtbot)
    for word in ("no idea", ANA_WORD, BEN_WORD):
        qtbot.keyClicks(opening.words.word_edit, word)
        qtbot.keyClick(opening.words.word_edit, Qt.Key.Key_Return)
    assert opening.stack.currentWidget() is opening.guess
    sales, operations = opening.guess.scales.values()
    wait_for_focus(sales, qtbot)
    qtbot.keyClick(sales, Qt.Key.Key_3)
    wait_for_focus(operations, qtbot)
    qtbot.keyClick(operations, Qt.Key.Key_4)
    wait_for_focus(opening.guess.buttons.button("show"), qtbot)
    opening.guess.buttons.button("show").click()
    area = opening.area
    assert area.title_label.text() == "Rules of engagement"
    assert "Sales 4" in area.said_label.text() and "Operations 2" in area.said_label.text()
    assert "gap 2" in area.said_label.text()
    assert area.guess_label.text().count("guessed") == 2
    assert [cell.text for cell in area.statements_card.rows()[0].cells[1:3]] == ["4.0", "2.0"]
    wait_for_focus(area.buttons.button("next"), qtbot)
    assert read_opened(page.session.book) == ()


def test_closing_midway_loses_nothing(page: HealthCheckPage, room: HealthRoom) -> None:
    begin(page)
    for name, word, answer in (("Ana", ANA_WORD, 4), ("Ben", BEN_WORD, 2)):
        answer_all(page, name, word, answer)
    before = running_check(page.session.book)
    page.do("open")
    opening = page.opening
    for word in (ANA_WORD, BEN_WORD):
        opening.words.word_edit.setText(word)
        opening.words.give()
    opening.guess.buttons.button("show").click()
    said = opening.area.said_label.text()
    window = room.window()
    assert isinstance(window, Window)
    window.show_room("today")
    assert not opening.is_open and said not in texts_in(page)
    assert running_check(page.session.book) == before and read_opened(page.session.book) == ()
    window.show_room("health")
    open_by_words(page)
    assert len(read_opened(page.session.book)) == 1


def test_it_can_be_opened_without_somebody_after_a_warning(page: HealthCheckPage, room: HealthRoom) -> None:
    window = room.window()
    assert isinstance(window, Window)
    fields = PersonFields("Cem", True, True, False, False)
    save_person(book=page.session.book, who=Author(), member=None, fields=fields)
    begin(page)
    answer_all(page, "Ana", ANA_WORD, 4)
    page.do("open")
    assert "somebody who sells and of somebody who delivers" in window.notice_bar.text()
    answer_all(page, "Ben", BEN_WORD, 2)
    page.running.buttons.button("close").click()
    sure = dialog(Sure)
    assert "Cem has not answered yet." in [label.text() for label in sure.findChildren(QLabel)]
    assert read_opened(page.session.book) == ()
    sure.accept()
    opening = page.opening
    for word in (ANA_WORD, BEN_WORD):
        opening.words.word_edit.setText(word)
        opening.words.give()
    opening.guess.buttons.button("skip").click()
    while opening.is_open:
        opening.area.buttons.button("next").click()
    (opened,) = read_opened(page.session.book)
    assert [sheet.person.name for sheet in opened.sheets] == ["Ana", "Ben"]


def test_somebody_who_forgot_is_left_out_where_others_remain(page: HealthCheckPage) -> None:
    fields = PersonFields("Cem", True, False, False, False)
    save_person(book=page.session.book, who=Author(), member=None, fields=fields)
    begin(page)
    for name, word, answer in (("Ana", ANA_WORD, 4), ("Ben", BEN_WORD, 2), ("Cem", "third word", 3)):
        answer_all(page, name, word, answer)
    page.do("open")
    words = page.opening.words
    words.buttons.button("leave_out").click()
    assert words.done_label.text() == "Left out: Ana"
    words.word_edit.setText(BEN_WORD)
    words.give()
    # Without Cem nobody would be left who sells.
    with pytest.raises(KeyError):
        words.buttons.button("leave_out")
    words.word_edit.setText("third word")
    words.give()
    assert page.opening.stack.currentWidget() is page.opening.guess
    page.opening.leave()
    assert page.check is not None and page.check.is_complete


def test_a_new_check_does_not_run_beside_another(page: HealthCheckPage) -> None:
    begin(page)
    page.do("begin")
    assert page.stack.currentWidget() is page.running
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def test_the_tab_counts_a_check_that_is_due_as_today_asks_for_it(
    open_window: Callable[..., Window], sample: Path
) -> None:
    window = open_window(sample, "health")
    assert isinstance(window.room, HealthRoom) and window.session is not None
    page = window.room.check
    told: list[int] = []
    page.counted.connect(told.append)
    page.count()
    due = due_day(window.session.book, agreed_since(window.session.book))
    assert due is not None
    for days, waits in ((0, 1), (-1, 0)):
        window.session._today = due + timedelta(days=days)
        page.count()
        assert told[-1] == waits


def test_nobody_can_say_anything_and_one_person_does_both(page: HealthCheckPage) -> None:
    fields = PersonFields("Cem", True, True)
    save_person(book=page.session.book, who=Author(), member=None, fields=fields)
    session = page.session
    both = [person for person in session.business.people if person.name == "Cem"]
    begin_check(book=session.book, who=session.author, people=both, short=True)
    answer_all(page, "Cem", "one word", None)
    page.do("open")
    opening = page.opening
    opening.words.word_edit.setText("one word")
    opening.words.give()
    opening.guess.buttons.button("show").click()
    assert "Nobody could judge this" in opening.area.said_label.text()
    assert [cell.text for cell in opening.area.statements_card.rows()[0].cells[1:3]] == ["can't say", "can't say"]
    opening.area.buttons.button("next").click()
    opening.guess.buttons.button("skip").click()
    while opening.is_open:
        opening.area.buttons.button("next").click()
    (opened,) = read_opened(session.book)
    assert set(opened.sheets[0].answers.values()) == {None}


def test_somebody_who_has_left_may_still_answer_or_be_left_out(page: HealthCheckPage) -> None:
    begin(page)
    ben = next(each for each in read_members(page.session.book) if each.person.name == "Ben")
    save_person(book=page.session.book, who=Author(), member=None, fields=PersonFields("Cem", False, True))
    let_leave(book=page.session.book, who=Author(), member=ben, on=page.session.today - timedelta(days=1))
    page.refresh()
    assert page.running.rows[key_of(page, "Ben")].name_label.text() == "Ben"
    answer_all(page, "Ben", BEN_WORD, 3)
    assert page.running.rows[key_of(page, "Ben")].state_label.text() == "has answered"


def test_a_file_that_can_only_be_read_shows_the_check_and_offers_nothing_to_write(
    page: HealthCheckPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(page)
    for name, word in (("Ana", ANA_WORD), ("Ben", BEN_WORD)):
        answer_all(page, name, word, 3)
    monkeypatch.setattr(page.session.book, "read_only_because", "It is locked.")
    page.refresh()
    row = page.running.rows[key_of(page, "Ana")]
    for what in ("answer", "paper", "anew"):
        with pytest.raises(KeyError):
            row.buttons.button(what)
    page.running.buttons.button("print")
    page.do("open")
    assert page.stack.currentWidget() is page.running
