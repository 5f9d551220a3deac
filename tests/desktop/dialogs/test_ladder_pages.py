"""The dialogs beside the ladder: the owner away, and cause and cost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.owner_away import start_owner_away
from desktop.dialogs.cause_and_cost import QUARTER, CauseAndCostPage
from desktop.dialogs.deal_rows import DealRows
from desktop.dialogs.owner_away import END, START, OwnerAway
from desktop.dialogs.settled_rows import SettledRows
from desktop.session import Session
from framework.deal import Stage
from framework.questions import DecisionKind
from storage.book import Author
from storage.opening import open_book
from storage.owner_away import read_away_tests
from tests.desktop.ladder_shop import clear_ladder
from tests.desktop.ladder_story import LadderStory

TODAY = date(2026, 11, 23)


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def session(qtbot: QtBot, light: None, sample: Path) -> Iterator[Session]:
    made = Session(open_book(sample), today=TODAY)
    yield made
    made.close()


@pytest.fixture
def under(qtbot: QtBot, light: None) -> QWidget:
    """What the pages stand over; they are freed when they close, before the test ends."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def opened(kind: type[DealRows]) -> DealRows:
    (page,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return page


def test_a_test_is_begun_and_ended(qtbot: QtBot, session: Session, under: QWidget) -> None:
    page = OwnerAway(session, under)
    page.open()
    assert page.state_label.text() == "No such test has been made yet." and not page.report_card.isVisible()
    with qtbot.waitSignal(page.told) as told:
        page.buttons_row.button(START).click()
    assert "6 Dec" in told.args[0]
    assert page.state_label.text().startswith("The owner is away: day 1 of 14") and not page.form.isVisible()
    assert page.report_card.isVisible() and len(page.report_card.rows()) == 6
    with qtbot.waitSignal(page.told):
        page.buttons_row.button(END).click()
    assert read_away_tests(session.book) == () and page.form.isVisible()
    page.close()


def test_a_wrong_day_is_said_and_stays(qtbot: QtBot, session: Session, under: QWidget) -> None:
    page = OwnerAway(session, under)
    page.open()
    page.from_edit.set_value(date(2026, 11, 20))
    page.buttons_row.button(START).click()
    assert "past" in page.say_label.text() and page.say_label.isVisible()
    assert page.from_edit.value() == date(2026, 11, 20)
    page.from_edit.set_value(None)
    page.buttons_row.button(START).click()
    assert page.form.error(page.from_edit) == "Choose the first day."
    assert read_away_tests(session.book) == ()
    page.close()


def test_the_report_opens_what_it_counts(qtbot: QtBot, session: Session, under: QWidget) -> None:
    story, begins = LadderStory(session.book), date(2026, 11, 2)
    start_owner_away(book=session.book, who=Author(), desk=story.desk(begins), from_day=begins)
    day = date(2026, 11, 9)
    question = story.decided(day, story.raised(day, subject="Who pays for the survey"))
    page = OwnerAway(session, under)
    page.open()
    counts = {row.key: row.cells[1].text for row in page.report_card.rows()}
    assert counts["without"] == "1" and counts["by_owner"] == "0"
    for key in ("waited", "overdue", "lapsed", "lost"):
        page.report_card.row_activated.emit(key)
        rows = opened(SettledRows)
        assert str(len(rows.card.rows())) == counts[key]
        rows.close()
    page.report_card.row_activated.emit("without")
    rows = opened(SettledRows)
    with qtbot.waitSignal(page.question_requested) as asked:
        rows.card.row_activated.emit(rows.card.rows()[0].key)
    assert asked.args == [question.id]


def test_cause_and_cost(qtbot: QtBot, session: Session, under: QWidget) -> None:
    story, day = LadderStory(session.book), date(2026, 11, 9)
    deal = story.deal(day, "Finch & Co", promised_on=date(2026, 11, 20), value=Decimal(5100))
    story.decided(day, story.raised(day, deal), DecisionKind.REFUSE)
    story.ended(date(2026, 11, 10), deal, Stage.LOST)
    page = CauseAndCostPage(session, under)
    page.open()
    assert page.found is not None
    causes = [[cell.text for cell in row.cells] for row in page.cause_card.rows()]
    assert causes == [["Each side is paid for something else", "1", "1 no"]]
    assert page.offering_card.rows()[0].cells[0].text == "Illuminated fascia"
    lost = [each for each in page.found.no.deals if each.client == "Finch & Co"]
    assert [each.value for each in lost] == [Decimal(5100)]
    year = len(page.found.yes.deals)
    page.chips.set_current(QUARTER)
    page.chips.filter_chosen.emit(QUARTER)
    assert (page.found.first, page.found.last) == (date(2026, 10, 1), TODAY) and len(page.found.yes.deals) < year
    page.no_card.row_activated.emit("lost")
    rows = opened(DealRows)
    assert deal in [row.key for row in rows.card.rows()]
    with qtbot.waitSignal(page.deal_requested) as asked:
        rows.card.row_activated.emit(deal)
    assert asked.args == [deal]


def test_cause_opens_its_questions(qtbot: QtBot, session: Session, under: QWidget) -> None:
    story = LadderStory(session.book)
    question = story.raised(TODAY, subject="Who pays for the survey")
    page = CauseAndCostPage(session, under)
    page.open()
    page.cause_card.row_activated.emit("incentives")
    rows = opened(SettledRows)
    with qtbot.waitSignal(page.question_requested) as asked:
        rows.card.row_activated.emit(rows.card.rows()[0].key)
    assert asked.args == [question.id]


def test_a_shop_that_has_just_begun(under: QWidget, blank: Path) -> None:
    session = Session(open_book(blank), today=TODAY)
    for page in (CauseAndCostPage(session, under), OwnerAway(session, under)):
        page.open()
        page.close()
    session.close()
