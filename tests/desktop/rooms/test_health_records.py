"""Beside a health check: what the records say opens as many cases as it counts, the reading, and what to do next."""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.health import known_statements
from desktop.actions.health_findings import Findings, read_findings
from desktop.actions.parts import finish
from desktop.actions.scorecard import figures_of
from desktop.actions.tension import gather_facts
from desktop.dialogs.figure_cases import FigureCases
from desktop.dialogs.health_area import HealthArea
from desktop.dialogs.repair_editor import RepairEditor
from desktop.printing.page import Page
from desktop.rooms.health_result import HealthResultPage
from desktop.session import Session
from desktop.window import Window
from framework.figure import Figure
from framework.health import Area
from framework.health_findings import SOURCES
from framework.tension import Sign
from framework.tension_signs import reading
from storage.opening import open_book
from tests.desktop.conftest import TODAY
from tests.desktop.health_shop import add_opened, answer_all, result_alone
from widgets.card import PlainLabel

ALL = known_statements()
OPENED = datetime(2026, 11, 20, 12, tzinfo=UTC)
LOW = {"F1": 1, "F2": 1, "F3": 1, "J1": 2, "A1": 1, "A2": 1, "A3": 1, "A4": 5}


@pytest.fixture
def session(sample: Path, set_clock) -> Iterator[Session]:
    """The sample business with one more check: Ben scores the rules, the visits and the tone low."""
    session = Session(open_book(sample), today=TODAY)
    ana, ben = session.business.people
    set_clock(OPENED)
    add_opened(session.book, [(ana, answer_all(ALL, 4)), (ben, answer_all(ALL, 4, **LOW))])
    yield session
    session.close()


@pytest.fixture
def page(qtbot: QtBot, light: None, session: Session) -> Iterator[HealthResultPage]:
    """The page on screen, with nothing worked out yet."""
    with result_alone(session, qtbot) as page:
        yield page


def found_in(page: HealthResultPage) -> Findings:
    found = page.found
    assert found is not None
    return found


def test_the_records_come_behind_the_window(qtbot: QtBot, light: None, session: Session) -> None:
    page = HealthResultPage(session)
    qtbot.addWidget(page)
    page.resize(1040, 720)
    page.refresh()
    assert page.found is None
    assert {record.text for row in page.chart.rows() for record in row.records} == {"…"}
    assert page.steps_card.isHidden()
    with qtbot.waitSignal(page.settled, timeout=20_000):
        page.show()
    assert "…" not in {record.text for row in page.chart.rows() for record in row.records}
    assert page.steps_card.isVisible()


def test_every_record_is_that_of_the_scorecard_or_the_tension_map(page: HealthResultPage, session: Session) -> None:
    page.finish_background_work()
    found, day = found_in(page), OPENED.date()
    scores = figures_of(session.book, session.desk, day.replace(month=8, day=22), day)
    facts = finish(gather_facts(session.book, session.desk))
    for area, sources in SOURCES.items():
        for source in sources:
            one = found.of(area, source)
            if isinstance(source, Figure):
                assert one.score == scores[source], source
            else:
                assert one.sign == reading(facts, source, day)


def test_every_record_opens_as_many_cases_as_it_counts(qtbot: QtBot, page: HealthResultPage) -> None:
    page.finish_background_work()
    found = found_in(page)
    opened = 0
    for row in page.chart.rows():
        for record in row.records:
            if not record.opens:
                continue
            page.open_record(row.key, record.key)
            dialog = page.findChildren(FigureCases)[-1]
            one = found.of(Area(row.key), record.key)
            assert len(dialog.card.rows()) == len(one.cases) > 0
            if one.sign is not None:
                assert len(one.cases) == (one.sign.of if one.sign.sign is not Sign.QUIET or one.sign.of else 0)
            elif one.source is not Figure.DAYS_SINCE_VISIT:
                assert one.score is not None and one.score.of == len(one.cases)
            dialog.reject()
            opened += 1
    assert opened >= 10


def test_a_record_opens_by_keyboard_and_leads_to_its_deal(qtbot: QtBot, page: HealthResultPage) -> None:
    page.finish_background_work()
    page.chart.line("client").face.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    (dialog,) = page.findChildren(FigureCases)
    assert dialog.windowTitle() == "On time, first promise, 22 Aug to 20 Nov"
    dialog.card.set_current(dialog.card.rows()[0].key)
    with qtbot.waitSignal(page.deal_requested):
        qtbot.keyClick(dialog.card.view, Qt.Key.Key_Return)


def test_the_reading_names_what_it_rests_on_and_opens_it(qtbot: QtBot, page: HealthResultPage) -> None:
    page.finish_background_work()
    texts = [link.text() for link in page.reading_card.links]
    assert texts[0] == ("“I can oppose the other side on a deal without it turning personal” Sales 4.0, Operations 2.0")
    page.reading_card.links[0].setFocus()
    qtbot.keyClick(page.reading_card.links[0], Qt.Key.Key_Return)
    (dialog,) = page.findChildren(HealthArea)
    assert dialog.windowTitle() == "Tone"
    signs = [link for link in page.reading_card.links if link.key() != "statement"]
    assert len(signs) == len(found_in(page).tone.signs) > 0
    signs[0].click()
    assert len(page.findChildren(FigureCases)) == 1


def test_the_three_steps_open_the_tabs_that_mend(qtbot: QtBot, page: HealthResultPage) -> None:
    page.finish_background_work()
    steps = found_in(page).steps
    assert [step.result.area for step in steps[:2]] == [Area.RULES, Area.SEEING]
    assert all(step.talk_first for step in steps[:2])
    assert [link.text() for link in page.steps_card.links[:2]] == ["Open Agreement →", "Open Visibility →"]
    with qtbot.waitSignal(page.room_requested) as asked:
        page.steps_card.links[1].click()
    assert asked.args == ["visibility", ""]


def test_all_at_once_is_the_same_as_in_parts(page: HealthResultPage, session: Session) -> None:
    page.finish_background_work()
    assert read_findings(session.book, session.desk, page.opened) == found_in(page)


def test_the_records_of_another_check_are_never_shown_beside_this_one(
    page: HealthResultPage, session: Session, set_clock
) -> None:
    page.finish_background_work()
    ana, ben = session.business.people
    set_clock(datetime(2024, 11, 20, 12, tzinfo=UTC))
    add_opened(session.book, [(ana, answer_all(ALL, 4)), (ben, answer_all(ALL, 4))])
    page.refresh()
    oldest = page.checks_card.rows()[-1].key
    page.show_check(oldest)
    assert page.found is None
    page.finish_background_work()
    assert found_in(page).check_id == oldest
    assert {record.text for row in page.chart.rows() for record in row.records} == {"Too long ago to say"}
    assert page.reading_card.links[0].key() == "statement"
    alone = "It rests on the answers alone. The records of that time are too long ago to be read."
    assert [text for label in page.reading_card.findChildren(PlainLabel) if alone in (text := label.text())]
    assert found_in(page).steps == () or all(
        step.result.mean is not None and step.result.mean < Fraction(7, 2) for step in found_in(page).steps
    )


def test_the_report_is_previewed_with_all_of_it_worked_out(
    page: HealthResultPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Page] = []

    def keep(_parent: HealthResultPage, paper: Page) -> None:
        shown.append(paper)

    monkeypatch.setattr("desktop.printing.preview.preview", keep)
    page.buttons.button("print").click()
    (paper,) = shown
    assert paper.title == "Health check, November 2026"
    assert page.found is not None, "worked out at once, and not left out"


def test_the_menu_compares_and_chooses_what_to_mend(sample_window: Window) -> None:
    sample_window.show_room("health")
    sample_window.finish_background_work()
    room = sample_window.rooms["health"]
    (result,) = room.findChildren(HealthResultPage)
    by_keys = {
        each.shortcut().toString(): each for each in sample_window.findChildren(QAction) if each.data() is not None
    }
    by_keys["Ctrl+Shift+C"].trigger()
    assert result.stack.currentWidget() is result.compare
    by_keys["Ctrl+Shift+M"].trigger()
    (dialog,) = result.findChildren(RepairEditor)
    assert dialog.isVisible()
    dialog.reject()
    QApplication.processEvents()
