"""The cards beside the ladder: last time, make it a rule, and the owner meter."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing
from desktop.actions.owner_away import start_owner_away
from desktop.dialogs.settled_rows import SettledRows
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.owner_meter_card import AWAY, COST, SEE, OwnerMeterCard
from desktop.rooms.precedents_card import PrecedentsCard
from desktop.rooms.rule_draft_card import CASES, DRAFT, RuleDraftCard
from desktop.session import Session
from desktop.window import Window
from framework.deal import Stage
from framework.questions import DecisionKind
from storage.book import Author
from storage.opening import open_book
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
def story(session: Session) -> LadderStory:
    """Three fascias that were allowed, one that was refused by the owner and lost."""
    told = LadderStory(session.book)
    calendar = session.business.calendar
    for client, day, due in (
        ("Hartley Gym", date(2026, 9, 7), 10),
        ("Mill Bakery", date(2026, 9, 14), 9),
        ("Kite Bikes", date(2026, 10, 5), 12),
    ):
        deal = told.deal(day, client, promised_on=calendar.add_working_days(day, due))
        told.decided(day, told.raised(day, deal))
    day = date(2026, 11, 2)
    deal = told.deal(day, "Finch & Co", promised_on=calendar.add_working_days(day, 7))
    question = told.to_the_owner(day, told.raised(day, deal))
    told.decided(date(2026, 11, 3), question, DecisionKind.REFUSE, by_owner=True)
    told.ended(date(2026, 11, 4), deal, Stage.LOST)
    return told


def test_last_time(qtbot: QtBot, session: Session, story: LadderStory) -> None:
    card = PrecedentsCard(session)
    qtbot.addWidget(card)
    day = date(2026, 11, 19)
    deal = story.deal(day, "Hartley Gym", promised_on=date(2026, 12, 9))
    card.show_question(story.raised(day, deal))
    by_name = {row.cells[0].text: row for row in card.rows()}
    assert set(by_name) == {"Hartley Gym", "Mill Bakery", "Kite Bikes", "Finch & Co"}
    assert "refused · deal lost" in by_name["Finch & Co"].cells[1].text
    assert "same client" in by_name["Hartley Gym"].cells[2].text
    with qtbot.waitSignal(card.question_requested) as asked:
        card.set_current(card.rows()[0].key)
        qtbot.keyClick(card.view, Qt.Key.Key_Return)
    assert asked.args == [card.rows()[0].key]
    card.show_question(None)
    assert card.isHidden()


def test_nothing_like_it(qtbot: QtBot, session: Session) -> None:
    card = PrecedentsCard(session)
    qtbot.addWidget(card)
    card.show_question(LadderStory(session.book).raised(TODAY, subject="A new van"))
    assert card.rows() == ()


def test_make_it_a_rule(qtbot: QtBot, session: Session, story: LadderStory) -> None:
    card = RuleDraftCard(session)
    qtbot.addWidget(card)
    card.refresh()
    card.work.finish()
    assert not card.isHidden()
    assert card.name_label.text() == "Lead time, Illuminated fascia"
    assert "Allowed 3 times" in card.say_label.text() and "10 days instead of 15 days" in card.say_label.text()
    assert "deals of the past 12 months" in card.test_label.text()
    session.act_as(story.ben.id)
    with qtbot.waitSignal(card.drafted):
        card.buttons.button(DRAFT).click()
    proposed = read_standing(session.book, 2, TODAY).open
    assert proposed is not None
    assert any(rule.promise_limit == Decimal(10) and "Hartley Gym" in rule.why for rule in proposed.agreement.rules)
    card.refresh()
    assert card.isHidden(), "it is being talked about"


def test_the_notice_of_a_drafted_rule_leads_to_the_proposal(
    session: Session, story: LadderStory, sample: Path, open_window: Callable[[Path], Window]
) -> None:
    window = open_window(sample)
    window.show_room("escalation")
    room = window.rooms["escalation"]
    assert isinstance(room, EscalationRoom)
    before = read_standing(session.book, 2, TODAY).open
    room.insights.draft_card.buttons.button(DRAFT).click()
    notice = window.notice_bar
    assert notice.text().startswith("Added to the proposal that is open: Lead time, Illuminated fascia.")
    assert notice.more_button.text() == "Show the proposal" and notice.more_button.isVisible()
    assert notice.action_button.text() == "Undo", "what leads on keeps the way back"
    notice.more_button.click()
    agreement = window.room
    assert isinstance(agreement, AgreementRoom)
    assert agreement.version is not None and agreement.standing is not None
    drafted = agreement.standing.open
    assert drafted is not None and agreement.version == drafted
    assert any(rule.promise_limit == Decimal(10) and "Hartley Gym" in rule.why for rule in drafted.agreement.rules)
    notice.action_button.click()
    after = read_standing(session.book, 2, TODAY).open
    assert before is not None and after is not None and after.agreement.rules == before.agreement.rules


def test_the_decisions_behind_a_draft(qtbot: QtBot, session: Session, story: LadderStory) -> None:
    card = RuleDraftCard(session)
    qtbot.addWidget(card)
    card.refresh()
    assert card.draft is not None
    card.buttons.button(CASES).click()
    (page,) = [each for each in QApplication.topLevelWidgets() if each.windowTitle() == "Lead time, Illuminated fascia"]
    keys = [row.key for row in page.card.rows()]  # type: ignore[attr-defined]
    assert keys == [case.question.id for case in card.draft.cases] and len(keys) == 3
    with qtbot.waitSignal(card.question_requested) as asked:
        page.row_chosen.emit(keys[0])  # type: ignore[attr-defined]
    assert asked.args == [keys[0]]
    page.close()


def test_nothing_to_draft_hides_the_card(qtbot: QtBot, session: Session) -> None:
    card = RuleDraftCard(session)
    qtbot.addWidget(card)
    card.refresh()
    assert card.isHidden() and card.draft is None


def test_the_owner_meter(qtbot: QtBot, session: Session, story: LadderStory) -> None:
    card = OwnerMeterCard(session)
    qtbot.addWidget(card)
    card.refresh()
    # This quarter: Kite Bikes, Finch & Co, and an answer in Intake. Before: Hartley Gym, Mill Bakery, and answers.
    assert card.meter is not None and card.meter.owner == 1
    assert card.share_label.text() == f"1 of {card.meter.all}"
    assert card.beside_label.text().startswith("this quarter, was 0 of ")
    assert sum(bar.owner for bar in card.strip.weeks()) == 1
    assert "Week of 2 Nov: 1 decision, 1 by the owner" in card.strip.accessibleDescription()
    card.buttons.button(SEE).click()
    (page,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, SettledRows)]
    assert page.card.rows()[0].cells[0].text == "Finch & Co" and len(page.card.rows()) == card.meter.all
    with qtbot.waitSignal(card.question_requested):
        page.row_chosen.emit(page.card.rows()[0].key)
    page.close()
    for key, signal in ((AWAY, card.away_requested), (COST, card.cost_requested)):
        with qtbot.waitSignal(signal):
            card.buttons.button(key).click()


def test_the_owner_meter_of_a_shop_that_has_just_begun(qtbot: QtBot, light: None, blank: Path) -> None:
    session = Session(open_book(blank), today=TODAY)
    card = OwnerMeterCard(session)
    qtbot.addWidget(card)
    card.refresh()
    assert card.share_label.text() == "none" and card.strip.isHidden()
    session.close()


def test_it_says_that_the_owner_is_away(qtbot: QtBot, session: Session) -> None:
    card = OwnerMeterCard(session)
    qtbot.addWidget(card)
    card.refresh()
    assert card.away_label.isHidden()
    start_owner_away(book=session.book, who=Author(), desk=session.desk, from_day=TODAY)
    card.refresh()
    assert card.away_label.text().startswith("The owner is away: day 1 of 14")
