"""Ana and Ben check how well they work together: alone, on paper, with a curious colleague, opened together."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.actions.health import unlock
from desktop.dialogs.begin_health_check import BeginHealthCheck
from desktop.log import log_path
from desktop.main import main
from desktop.rooms.health import HealthRoom
from desktop.rooms.health_check_page import HealthCheckPage
from desktop.window import Window
from framework.health import Area
from framework.health_check import State
from framework.people import Function
from storage.book import Author, Book
from storage.health import read_opened, running_check
from storage.opening import open_book
from storage.trouble import Trouble
from storage.verify import verify
from tests.desktop.focus import wait_for_focus
from tests.new_business import new_business
from widgets.theme import apply

ROOT = Path(__file__).resolve().parents[2]
MONDAY = date(2026, 11, 23)
ANA_WORD, BEN_WORD = "Zanzibar kettle", "Quixotic ladder"


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Window]]:
    """A function that opens a file in a window, with the Health check on screen."""
    apply(qapp, "light")
    made: list[Window] = []

    def show(path: Path) -> Window:
        window = Window(today=MONDAY, remembers=False)
        made.append(window)
        window.resize(1024, 700)
        window.show()
        assert window.open_file(path), window.notice_bar.text()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A shop of Ana, who sells and owns it, and Ben, who delivers."""
    path = tmp_path / "shop.handshake"
    new_business(path, "Ana:sales,owner", "Ben:operations", name="Shop").close()
    return path


def dialog(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def ask_menu(window: Window, what: str) -> None:
    """Choose an entry of the menu of the health check, as its shortcut does."""
    menu = next(each.menu() for each in window.menus.business_menu.actions() if each.text() == "Health chec&k")
    next(each for each in menu.actions() if each.data() == what).trigger()


def page_of(window: Window) -> HealthCheckPage:
    assert isinstance(window.room, HealthRoom)
    return window.room.check


def say_word(page: HealthCheckPage, word: str, qtbot: QtBot) -> None:
    hand_over = page.hand_over
    wait_for_focus(hand_over.word_edit, qtbot)
    qtbot.keyClicks(hand_over.word_edit, word)
    qtbot.keyClick(hand_over.word_edit, Qt.Key.Key_Return)
    if hand_over.isVisible() and not hand_over.again_form.isHidden():
        qtbot.keyClicks(hand_over.again_edit, word)
        qtbot.keyClick(hand_over.again_edit, Qt.Key.Key_Return)


def press(page: HealthCheckPage, name: str, what: str) -> None:
    assert page.check is not None
    key = next(each.id for each in page.check.asked if each.person.name == name)
    page.running.rows[key].buttons.button(what).click()


def everything_in(file: Path) -> dict[str, bytes]:
    """All bytes that lie beside the file: itself, what waits to be written into it, its backups, the log."""
    folders = (file.parent, log_path().parent)
    return {str(each): each.read_bytes() for folder in folders for each in folder.rglob("*") if each.is_file()}


def all_values(file: Path) -> list[tuple[str, str, Any]]:
    """Every value of every table, as a database browser shows them."""
    found = []
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [(table, name, value) for name, value in zip(names, row, strict=True)]
    return found


def test_ana_and_ben_check_how_they_work_together(
    open_window: Callable[[Path], Window],
    file: Path,
    qtbot: QtBot,
    set_clock: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    # "We begin the short form, with one statement of our own." Ctrl+Shift+H.
    window = open_window(file)
    ask_menu(window, "begin")
    page = page_of(window)
    editor = dialog(BeginHealthCheck)
    assert editor.short_button.isChecked()
    editor.add_statement()
    editor.own_rows[0].say_edit.setText("The coffee is good")
    editor.accept()

    # Ana answers three, then the phone rings.
    press(page, "Ana", "answer")
    say_word(page, ANA_WORD, qtbot)
    scale = page.answering.one.scale
    wait_for_focus(scale, qtbot)
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_0):
        qtbot.keyClick(scale, key)
    fourth = page.answering.one.say_it_label.text()
    page.answering.one.buttons.button("pause").click()
    assert not page.answering.is_open and fourth not in [each.text() for each in window.findChildren(QLabel)]

    # Ben is curious: he tries a word, and finds nothing on the screen. He closes the window.
    say_word(page, "coffee", qtbot)
    assert "not the word of Ana" in page.hand_over.say_label.text()
    window.close()

    # The next morning Ana goes on where she stopped.
    window = open_window(file)
    assert window.menus.undo_action.text() == "&Undo"
    ask_menu(window, "begin")
    page = page_of(window)
    press(page, "Ana", "answer")
    say_word(page, ANA_WORD, qtbot)
    assert page.answering.one.say_it_label.text() == fourth
    for _each in range(8):
        qtbot.keyClick(page.answering.one.scale, Qt.Key.Key_4)
    overview = page.answering.overview
    assert [row.cells[2].text for row in overview.card.rows()] == ["5", "4", "Can't say", *["4"] * 8]
    overview.buttons.button("done").click()

    # Ben has ticked the sheet of paper, and types it in.
    assert page.hand_over.title_label.text() == "Please hand over to Ben"
    page.hand_over.buttons.button("leave").click()
    press(page, "Ben", "paper")
    say_word(page, BEN_WORD, qtbot)
    wait_for_focus(overview.card.view, qtbot)
    qtbot.keyClicks(overview.card.view, "22222222222")
    overview.buttons.button("done").click()

    # They open it together: a wrong word first, then both; they guess once, and look at area after area.
    ask_menu(window, "open")
    opening = page.opening
    for word in ("forgotten", ANA_WORD, BEN_WORD):
        wait_for_focus(opening.words.word_edit, qtbot)
        qtbot.keyClicks(opening.words.word_edit, word)
        qtbot.keyClick(opening.words.word_edit, Qt.Key.Key_Return)
    for guessed in opening.guess.scales.values():
        wait_for_focus(guessed, qtbot)
        qtbot.keyClick(guessed, Qt.Key.Key_3)
    opening.guess.buttons.button("show").click()
    assert "Sales 5" in opening.area.said_label.text() and "Operations 2" in opening.area.said_label.text()
    assert "Sales guessed 3" in opening.area.guess_label.text()
    opening.area.buttons.button("next").click()
    opening.guess.buttons.button("skip").click()
    titles = [opening.area.title_label.text()]
    while opening.is_open:
        opening.area.buttons.button("next").click()
        titles.append(opening.area.title_label.text())
    assert titles[:2] == ["Intake and handover", "Weekly rhythm"] and titles[9] == "Our own statements"

    # The result is there, on the page and in the file.
    assert page.stack.currentWidget() is page.results and window.rail.isVisible()
    window.finish_background_work()
    assert "Health check, November 2026" in [each.text() for each in page.results.findChildren(QLabel)]
    assert window.session is not None
    (opened,) = read_opened(window.session.book)
    assert opened.guesses == {(Area.RULES, Function.SALES): 3, (Area.RULES, Function.OPERATIONS): 3}
    ana, ben = opened.sheets
    assert list(ana.answers.values()) == [5, 4, None, *[4] * 8] and set(ben.answers.values()) == {2}
    assert all(not each.sealed and not each.salt for each in opened.check.asked)
    window.close()
    assert verify(file).ok
    if shutil.which("pdftotext"):
        assert main(["export", str(file), str(file.parent / "out")]) == 0
    capsys.readouterr()


def test_a_curious_colleague_finds_no_answer(open_window: Callable[[Path], Window], file: Path, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    window = open_window(file)
    ask_menu(window, "begin")
    dialog(BeginHealthCheck).accept()
    page = page_of(window)
    # The same answers to all, so that a trace of them would repeat; half of them changed once more.
    for name, word, answer in (("Ana", ANA_WORD, "4"), ("Ben", BEN_WORD, "2")):
        press(page, name, "paper")
        say_word(page, word, qtbot)
        view = page.answering.overview.card.view
        wait_for_focus(view, qtbot)
        qtbot.keyClicks(view, answer * 5)
        qtbot.keyClick(view, Qt.Key.Key_Home)
        qtbot.keyClicks(view, answer * 10)
        page.answering.overview.buttons.button("done").click()
        page.leave_moment()
    window.menus.work.back_up()
    window.menus.wait()
    qtbot.waitUntil(lambda: len(list(file.parent.rglob("*.handshake*"))) > 1)

    # Neither a word nor an answer is in any byte beside the file, also not in what waits to be written.
    check = running_check(window.session.book) if window.session is not None else None
    assert check is not None
    codes = [each.id for each in check.statements]
    secrets = [ANA_WORD, BEN_WORD, ANA_WORD.casefold(), BEN_WORD.casefold()]
    secrets += [f'"{code}": {answer}' for code in codes for answer in (2, 4)]
    for where, data in everything_in(file).items():
        for secret in secrets:
            assert secret.encode() not in data, (where, secret)

    # A database browser shows nothing either: no answers, and in the journal only what is sealed.
    values = all_values(file)
    assert not [each for each in values if each[0] in ("health_answer", "health_guess")]
    sealed = [value for table, name, value in values if table == "health_asked" and name == "sealed"]
    # As long for both, whatever they answered.
    assert len({len(text) for text in sealed}) == 1 and len(set(sealed)) == 2
    texts = [value for _table, _name, value in values if isinstance(value, str)]
    for code in codes:
        assert not [text for text in texts if f'"{code}"' in text and "say" not in text], code
    labels = {value for table, name, value in values if name == "label"}
    assert {"Health check: Ana answers", "Health check: Ben answers"} <= labels
    assert not [label for label in labels if "4" in str(label) or "2" in str(label)]
    assert QApplication.clipboard().text() == ""
    assert window.menus.undo_action.text() == "Undo: Health check begun"

    # Nor does the program's own look at the records, or a guess at the word.
    for asked in check.asked:
        assert asked.state is State.FINISHED
        with pytest.raises(Trouble):
            unlock(book=window.session.book, asked=asked, word="")  # type: ignore[union-attr]
    # Taking back that it began is refused, or takes the answers with it; nothing of them is shown.
    window.undo()
    assert not [each for each in all_values(file) if each[0] == "health_answer"]


# Answers one statement after another under Ana's word, and tells each once it is in the file.
ANSWERS = """
import sys
from pathlib import Path
from desktop.actions.health import choose_word, keep_answers
from storage.health import running_check
from storage.opening import open_book

book = open_book(Path(sys.argv[1]))
check = running_check(book)
unlocked = choose_word(book=book, asked=check.asked[0], word=sys.argv[2])
answers = {}
for statement in check.statements:
    answers[statement.id] = 3
    unlocked = keep_answers(book=book, unlocked=unlocked, answers=answers, finished=False)
    print(len(answers), flush=True)
    sys.stdin.readline()
"""


def begun(file: Path) -> Book:
    from desktop.actions.health import begin_check
    from storage.business import read_business

    book = open_book(file)
    begin_check(book=book, who=Author(), people=read_business(book, MONDAY).people, short=False)
    return book


def test_the_computer_loses_its_power_and_ana_goes_on(
    open_window: Callable[[Path], Window], file: Path, qtbot: QtBot
) -> None:
    begun(file).close()
    process = subprocess.Popen(
        [sys.executable, "-c", ANSWERS, str(file), ANA_WORD],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    for number in range(1, 13):
        assert process.stdout.readline().strip() == str(number)
        if number < 12:
            process.stdin.write("\n")
            process.stdin.flush()
    process.kill()
    process.communicate()
    window = open_window(file)
    ask_menu(window, "begin")
    page = page_of(window)
    press(page, "Ana", "answer")
    say_word(page, ANA_WORD, qtbot)
    assert page.answering.one.count_label.text() == "13 of 38"
    assert page.answering.one.progress.accessibleName() == "12 of 38 answered"
    assert verify(file).ok


def test_twelve_people_answer_and_only_means_are_shown(
    open_window: Callable[[Path], Window], file: Path, qtbot: QtBot
) -> None:
    from desktop.actions.health import begin_check, choose_word, keep_answers
    from desktop.actions.people import PersonFields, save_person
    from storage.business import read_business

    with open_book(file) as book:
        for number in range(10):
            fields = PersonFields(f"Person {number}", number % 2 == 0, number % 2 == 1)
            save_person(book=book, who=Author(), member=None, fields=fields)
        begin_check(book=book, who=Author(), people=read_business(book, MONDAY).people, short=True)
        check = running_check(book)
        assert check is not None
        for number, asked in enumerate(check.asked):
            unlocked = choose_word(book=book, asked=asked, word=f"word {number}")
            answers = {each.id: 1 + number % 5 for each in check.statements}
            keep_answers(book=book, unlocked=unlocked, answers=answers, finished=True)
    window = open_window(file)
    ask_menu(window, "open")
    page = page_of(window)
    opening = page.opening
    for number in range(12):
        opening.words.word_edit.setText(f"word {number}")
        opening.words.give()
    opening.guess.buttons.button("skip").click()
    # Six sell and six deliver: by voice, and no column of who said what.
    assert [len(row.cells) for row in opening.area.statements_card.rows()] == [4]
    assert "Person" not in " ".join(each.text() for each in opening.area.findChildren(QLabel))
    while opening.is_open:
        opening.area.buttons.button("next").click()
    assert window.session is not None
    (opened,) = read_opened(window.session.book)
    assert len(opened.sheets) == 12
