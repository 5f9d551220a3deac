"""Two checks beside each other: areas, gaps, all of it together, the repair of then, and all checks over time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.health import choose_repair, known_statements
from desktop.actions.meeting import tick_action
from desktop.rooms.health_compare import HealthCompare
from desktop.session import Session
from desktop.wording import health_result as words
from framework.health import Area, Sheet, area_results, form, overall
from framework.health_check import Opened, compared
from storage.book import Author
from storage.health import read_opened
from storage.meeting import read_actions
from storage.opening import open_book
from tests.desktop.conftest import TODAY
from tests.desktop.health_shop import add_opened, answer_all

ALL = known_statements()
AUGUST, NOVEMBER = (datetime(2026, month, 17, 12, tzinfo=UTC) for month in (8, 11))
RULES = {"A1": 1, "A2": 1, "A3": 1, "A4": 5}
"""Scores of 1 in all statements of the rules."""


@pytest.fixture
def session(blank: Path, set_clock) -> Iterator[Session]:
    """Ana and Ben: apart about the rules in August, together in November, with what they mended in between."""
    session = Session(open_book(blank), today=TODAY)
    ana, ben = session.business.people
    set_clock(AUGUST)
    before = add_opened(session.book, [(ana, answer_all(ALL, 3)), (ben, answer_all(ALL, 3, **RULES))])
    choose_repair(
        book=session.book,
        who=Author(),
        today=date(2026, 8, 17),
        opened=before,
        area=Area.RULES,
        say="Write the rules anew",
        person_id=ben.id,
        due_on=date(2026, 9, 1),
    )
    (action,) = read_actions(session.book, TODAY)
    tick_action(book=session.book, who=Author(), today=date(2026, 8, 31), action=action, done=True)
    set_clock(NOVEMBER)
    add_opened(session.book, [(ana, answer_all(ALL, 4)), (ben, answer_all(ALL, 4))])
    yield session
    session.close()


def checks(session: Session) -> tuple[Opened, ...]:
    return read_opened(session.book)


@pytest.fixture
def compare(qtbot: QtBot, light: None, session: Session) -> HealthCompare:
    """The comparison on screen."""
    page = HealthCompare(session)
    qtbot.addWidget(page)
    page.resize(1040, 700)
    page.show_checks(checks(session)[0], checks(session)[1:])
    page.show()
    return page


def test_every_area_stands_with_its_marks_of_then_and_now(compare: HealthCompare, session: Session) -> None:
    now, before = checks(session)
    then = {result.area: result for result in area_results(before.check.statements, before.sheets)}
    rows = {row.key: row for row in compare.chart.rows()}
    assert list(rows) == [area.value for area in Area]
    for result in area_results(now.check.statements, now.sheets):
        row = rows[result.area.value]
        assert row.gap is not None and row.before is not None
        assert (row.gap.sales, row.gap.operations) == (4, 4)
        assert (row.before.sales, row.before.operations) == (3, 1 if result.area is Area.RULES else 3)
        assert row.before.talk_first is then[result.area].talk_first
        assert row.times == ("Nov", "Aug")
    assert rows["rules"].records[0].text == "0.0, was 2.0"
    assert rows["tone"].records[0].text == "0.0, was 0.0"
    assert "Before: Rules of engagement: Sales 3.0, Operations 1.0, gap 2.0." in rows["rules"].say


def test_all_areas_together_and_the_widest_gap(compare: HealthCompare, session: Session) -> None:
    before = checks(session)[1]
    was = overall(area_results(before.check.statements, before.sheets))
    assert was is not None and round(float(was), 1) == 2.9
    assert compare.title_label.text() == "November beside August"
    assert compare.line_label.text() == "The same people answered, in the same form"
    assert compare.overall_label.text() == "Overall 4.0, up 1.1"
    assert compare.widest_label.text() == "Widest gap: 0.0; before: 2.0, Rules of engagement"


def test_what_the_repair_did_is_told(compare: HealthCompare) -> None:
    assert compare.repair_heading.text() == "Chosen to be mended in August"
    assert compare.repair_label.text() == "“Write the rules anew” · Done on Mon 31 Aug."
    assert compare.result_label.text() == "Rules of engagement: all together 4.0, up 2.0, the gap 0.0, was 2.0."


def test_without_a_repair_nothing_is_said_of_one(qtbot: QtBot, session: Session, compare: HealthCompare) -> None:
    now, before = checks(session)
    compare.show_checks(now, (before._replace(repair=None),))
    assert not compare.repair_card.isVisible()


def test_any_earlier_check_can_be_chosen(qtbot: QtBot, compare: HealthCompare, session: Session, set_clock) -> None:
    set_clock(datetime(2025, 8, 4, 12, tzinfo=UTC))
    people = session.business.people
    short = tuple(each for each in ALL if each.short)
    add_opened(session.book, [(people[0], answer_all(short, 2)), (people[1], answer_all(short, 2))], statements=short)
    every = checks(session)
    compare.show_checks(every[0], every[1:])
    assert [compare.before_box.itemText(at) for at in range(2)] == ["August 2026", "August 2025"]
    assert compare.before_box.currentText() == "August 2026", "the one before it at first"
    compare.before_box.setFocus()
    qtbot.keyClick(compare.before_box, Qt.Key.Key_Down)
    compare.before_box.activated.emit(compare.before_box.currentIndex())
    assert compare.overall_label.text() == "Overall 4.0, up 2.0"
    assert compare.chart.rows()[0].times == ("November 2026", "August 2025")
    compare.show_checks(every[0], every[1:])
    assert compare.before_box.currentText() == "August 2025", "and the choice stays"


def test_other_people_and_an_area_asked_about_once_are_told(
    compare: HealthCompare, session: Session, set_clock
) -> None:
    now, before = checks(session)
    without = tuple(each for each in before.check.statements if each.area is not Area.TONE)
    fewer = before._replace(
        check=before.check._replace(statements=without, short=True), sheets=before.sheets[:1], repair=None
    )
    compare.show_checks(now, (fewer,))
    assert compare.line_label.text() == (
        f"Not the same people answered · One was the short form · By the {len(without)} statements asked both times"
    )
    rows = {row.key: row for row in compare.chart.rows()}
    assert rows["tone"].records[0].text == "Not asked then" and rows["tone"].before is None
    assert rows["rules"].records[0].text == "0.0, was none", "one function alone has no gap"
    compare.show_checks(fewer, (now,))
    rows = {row.key: row for row in compare.chart.rows()}
    assert rows["tone"].records[0].text == "Not asked this time" and rows["tone"].gap is None


def test_short_beside_long_is_compared_by_what_both_asked(compare: HealthCompare, session: Session, set_clock) -> None:
    ana, ben = session.business.people
    short = form(ALL, short=True)
    codes = {each.id for each in short}
    long = {each.id: 5 if each.reversed else 1 for each in ALL if each.id not in codes}
    set_clock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    now = add_opened(
        session.book, [(ana, answer_all(short, 4)), (ben, answer_all(short, 4))], statements=short, short=True
    )
    before = now._replace(
        check=now.check._replace(id="before", statements=ALL, short=False),
        sheets=tuple(Sheet(each.person, answer_all(ALL, 4, **long)) for each in now.sheets),
    )
    compare.show_checks(now, (before,))
    assert compare.overall_label.text() == "Overall 4.0, as before", "what only one asked moves nothing"
    assert compare.line_label.text() == "One was the short form · By the 10 statements asked both times"
    assert {row.before.sales for row in compare.chart.rows() if row.before is not None} == {4.0}
    assert words.since_lines(compared(now, before)) == [
        "Overall 4.0, as before",
        "Widest gap 0.0, was 0.0",
        "By the 10 statements asked both times",
    ]


def test_all_checks_are_listed_and_each_opens(qtbot: QtBot, compare: HealthCompare, session: Session) -> None:
    texts = [tuple(cell.text for cell in row.cells) for row in compare.checks_card.rows()]
    assert texts == [
        ("November", "overall 4.0, widest gap 0.0"),
        ("August", "overall 2.9, widest gap 2.0"),
    ]
    view = compare.checks_card.view
    view.setFocus()
    compare.checks_card.set_current(checks(session)[1].check.id)
    with qtbot.waitSignal(compare.check_opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [checks(session)[1].check.id]


def test_three_checks_make_a_line(qtbot: QtBot, compare: HealthCompare, session: Session, set_clock) -> None:
    assert not compare.trend_card.isVisible()
    set_clock(datetime(2026, 5, 4, 12, tzinfo=UTC))
    people = session.business.people
    add_opened(session.book, [(people[0], answer_all(ALL, 5)), (people[1], answer_all(ALL, 2))])
    every = checks(session)
    compare.show_checks(every[0], every[1:])
    compare.finish_background_work()
    assert compare.trend_card.isVisible()
    chart = compare.trend_card.overall_chart
    assert chart.picture() is not None
    assert chart.words() == "May: 3.5\nAugust: 2.9\nNovember: 4.0"
    assert compare.trend_card.gap_chart.words() == "May: 3.0\nAugust: 2.0\nNovember: 0.0"


@pytest.mark.parametrize("width", [760, 1040, 1600])
def test_it_fits_the_window(compare: HealthCompare, width: int) -> None:
    compare.resize(width, 640)
    QApplication.processEvents()
    assert not compare.area.horizontalScrollBar().isVisible()
    inside = compare.area.widget()
    assert inside is not None and inside.width() <= compare.area.viewport().width()
