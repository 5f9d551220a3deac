"""The result of a health check: every value is that of the rules; areas, records and checks open, all by keyboard."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.health import area_titles, choose_repair, known_statements
from desktop.dialogs.health_area import HealthArea
from desktop.dialogs.repair_editor import RepairEditor
from desktop.rooms.health_result import HealthResultPage
from desktop.session import Session
from framework.health import Area, Statement, Voice, area_results, form
from framework.people import Function
from storage.book import Author
from storage.opening import open_book
from tests.desktop.conftest import TODAY
from tests.desktop.health_shop import add_opened, answer_all, result_alone
from tests.new_business import new_business
from widgets.card import PlainLabel

ALL = known_statements()
AUGUST, NOVEMBER = (datetime(2026, month, 17, 12, tzinfo=UTC) for month in (8, 11))
RULES = {"A1": 1, "A2": 2, "A3": None, "A4": 4}
Show = Callable[[], HealthResultPage]


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A business with nothing in it but Ana, who sells and owns it, and Ben."""
    path = tmp_path / "owned.handshake"
    new_business(path, "Ana:sales,owner", "Ben:operations", name="Owned").close()
    return path


@pytest.fixture
def session(owned: Path, set_clock) -> Iterator[Session]:
    """A business of Ana, who owns it, and Ben, with a check in August and one in November."""
    session = Session(open_book(owned), today=TODAY)
    ana, ben = session.business.people
    set_clock(AUGUST)
    add_opened(session.book, [(ana, answer_all(ALL, 3)), (ben, answer_all(ALL, 2))])
    set_clock(NOVEMBER)
    guesses = {(Area.RULES, Function.SALES): 4}
    add_opened(session.book, [(ana, answer_all(ALL, 4)), (ben, answer_all(ALL, 3, **RULES))], guesses=guesses)
    yield session
    session.close()


@pytest.fixture
def show(qtbot: QtBot, light: None, session: Session) -> Iterator[Show]:
    """A function that shows the checks of the file in a page of its own."""
    with ExitStack() as shown:

        def show_page() -> HealthResultPage:
            page = shown.enter_context(result_alone(session, qtbot))
            page.finish_background_work()
            return page

        yield show_page


@pytest.fixture
def page(show: Show) -> HealthResultPage:
    """The page on screen, all of it worked out."""
    return show()


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        qtbot.keyClick(widget, key)


def test_every_value_is_that_of_the_rules(page: HealthResultPage) -> None:
    opened = page.opened
    results = area_results(opened.check.statements, opened.sheets)
    rows = page.chart.rows()
    assert [row.key for row in rows] == [result.area.value for result in results]
    for row, result in zip(rows, results, strict=True):
        assert row.name == area_titles()[result.area] and row.gap is not None
        for voice in Voice:
            mean = result.by_voice[voice].mean
            assert getattr(row.gap, voice.value) == (None if mean is None else float(mean))
        assert row.gap.talk_first is result.talk_first
    assert [row.key for row in rows if row.gap is not None and row.gap.talk_first] == ["rules"]
    assert rows[0].say == (
        "Rules of engagement: Sales 4.0, Operations 1.7, Owner 4.0, gap 2.3. Talk about it first. "
        "Looks better to the owner. 1 answer “can't say”."
    )


def test_the_head_says_who_answered_when_and_how_much(page: HealthResultPage) -> None:
    assert page.title_label.text() == "Health check, November 2026"
    assert page.line_label.text() == (
        f"Ana and Ben answered separately, opened together on 17 Nov · {len(ALL)} statements · 1 answer “can't say”"
    )


def test_who_was_left_out_and_the_short_form_are_told(show: Show, session: Session, set_clock) -> None:
    ana, ben = session.business.people
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    short = form(ALL, short=True)
    add_opened(session.book, [(ana, answer_all(short, 4))], statements=short, short=True, left_out=[ben])
    page = show()
    assert page.line_label.text() == "Ana answered, opened on 20 Nov · 10 statements · short form · without Ben"
    assert {row.note for row in page.chart.rows()} == {"Only Sales could judge this"}
    assert [text for key, text, _main in page.buttons._actions if key == "compare"] == ["Compare with Tue 17 Nov 2026"]


def test_an_area_opens_its_statements_by_keyboard(qtbot: QtBot, page: HealthResultPage) -> None:
    page.focus_first()
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(HealthArea)
    assert dialog.isVisible() and dialog.windowTitle() == "Intake and handover"


def test_an_area_nobody_could_judge_says_so(show: Show, session: Session, set_clock) -> None:
    ana, ben = session.business.people
    nothing = {each.id: None for each in ALL if each.area is Area.TONE}
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    add_opened(session.book, [(ana, answer_all(ALL, 4, **nothing)), (ben, answer_all(ALL, 3, **nothing))])
    tone = show().chart.rows()[-1]
    assert (tone.gap, tone.note) == (None, "Nobody could judge this")


def test_own_statements_without_an_area_open_from_under_the_chart(
    qtbot: QtBot, show: Show, session: Session, set_clock
) -> None:
    assert not show().own_link.isVisible()
    ana, ben = session.business.people
    every = (*ALL, Statement("own-1", None, "The coffee is good", own=True))
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    add_opened(session.book, [(ana, answer_all(every, 4)), (ben, answer_all(every, 3))], statements=every)
    page = show()
    assert page.own_link.text() == "A statement of your own belongs to no area: see what you said"
    page.own_link.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(HealthArea)
    assert dialog.windowTitle() == "Statements of your own"


def test_an_earlier_check_opens_and_the_latest_is_one_button_away(qtbot: QtBot, page: HealthResultPage) -> None:
    assert page.since_card.links[0].text() == "Overall 3.4, up 0.9"
    (august, *_older) = page.checks_card.rows()
    assert [cell.text for cell in august.cells] == ["August", "overall 2.5, widest gap 1.0"]
    page.checks_card.view.setFocus()
    page.checks_card.set_current(august.key)
    press(qtbot, Qt.Key.Key_Return)
    assert page.title_label.text() == "Health check, August 2026"
    assert not page.repair_card.isVisible(), "what is mended belongs to the latest"
    page.refresh()
    assert page.title_label.text() == "Health check, August 2026", "and it stays when news come"
    page.buttons.button("back").click()
    assert page.title_label.text() == "Health check, November 2026"


def test_a_new_check_comes_to_the_front(page: HealthResultPage, session: Session, set_clock) -> None:
    page.show_check(page.checks_card.rows()[0].key)
    ana, ben = session.business.people
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    newest = add_opened(session.book, [(ana, answer_all(ALL, 5)), (ben, answer_all(ALL, 5))])
    page.refresh()
    assert page.opened.check.id == newest.check.id


def test_the_comparison_opens_and_closes_by_keyboard(qtbot: QtBot, page: HealthResultPage) -> None:
    page.buttons.button("compare").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert page.stack.currentWidget() is page.compare
    assert page.compare.title_label.text() == "November beside August"
    assert page.compare.before_box.hasFocus()
    page.compare.back_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert page.stack.currentWidget() is not page.compare
    assert page.chart.isAncestorOf(QApplication.focusWidget())


def test_a_new_check_is_asked_for_unless_one_runs(qtbot: QtBot, page: HealthResultPage) -> None:
    with qtbot.waitSignal(page.new_check_requested):
        page.buttons.button("new").click()
    page.set_can_begin(False)
    with pytest.raises(KeyError):
        page.buttons.button("new")


def test_the_repair_is_chosen_shown_changed_and_undone(qtbot: QtBot, page: HealthResultPage, session: Session) -> None:
    ben = session.business.people[1]
    assert page.repair_card.choose_button.isVisible() and not page.repair_card.change_button.isVisible()
    page.repair_card.choose_button.click()
    (dialog,) = page.findChildren(RepairEditor)
    assert dialog.area_box.currentText() == "Rules of engagement", "where they are furthest apart"
    dialog.say_edit.setPlainText("Look at the rules together")
    dialog.person_box.choose(ben.id)
    with qtbot.waitSignal(page.told) as told:
        dialog.save_button.click()
    assert told.args == ["Agreed: Look at the rules together", True]
    page.refresh()
    card = page.repair_card
    assert (card.area_label.text(), card.say_label.text()) == ("Rules of engagement", "Look at the rules together")
    assert card.state_label.text() == "Ben, by Mon 21 Dec"
    assert card.change_button.isVisible() and not card.choose_button.isVisible()
    assert session.book.undo_label == "Repair: Look at the rules together"
    session.book.undo()
    page.refresh()
    assert page.repair_card.choose_button.isVisible() and not card.say_label.isVisible()


def test_a_late_repair_says_so_and_one_off_the_list_too(page: HealthResultPage, session: Session) -> None:
    ben = session.business.people[1]
    choose_repair(
        book=session.book,
        who=Author(),
        today=date(2026, 11, 17),
        opened=page.opened,
        area=Area.RULES,
        say="Look at the rules",
        person_id=ben.id,
        due_on=date(2026, 11, 20),
    )
    page.refresh()
    assert page.repair_card.state_label.text() == "Ben, by Fri 20 Nov. 3 days late."
    repair = page.opened.repair
    assert repair is not None and repair.action_id is not None
    with session.book.change("Off the list", who=Author()) as change:
        change.remove("action", repair.action_id)
    page.refresh()
    assert page.repair_card.state_label.text() == "Its action was taken off the list."


@pytest.mark.parametrize("width", [720, 784, 1040, 1800])
def test_it_fits_the_window(page: HealthResultPage, width: int) -> None:
    page.resize(width, 560)
    QApplication.processEvents()
    inside = page.area.widget()
    assert inside is not None and inside.width() <= page.area.viewport().width()
    assert page.chart.height() >= page.chart.heightForWidth(page.chart.width())


def test_where_nothing_presses_the_card_says_so(show: Show, session: Session, set_clock) -> None:
    ana, ben = session.business.people
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    add_opened(session.book, [(ana, answer_all(ALL, 4)), (ben, answer_all(ALL, 4))])
    page = show()
    assert page.found is not None and page.found.steps == ()
    assert page.steps_card.isVisible() and page.steps_card.links == []
    QApplication.processEvents()  # labels that have just come are shown
    texts = [label.text() for label in page.steps_card.findChildren(PlainLabel) if label.isVisible()]
    assert texts == ["What to do next", "Nothing presses, by the answers and by the records."]
