"""Cause and cost of a real file: which yes and which no belong to a period."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.cause_and_cost import read_cause_and_cost
from framework.agreement import Zone
from framework.deal import Stage
from framework.questions import DecisionKind
from storage.opening import open_book
from tests.desktop.ladder_shop import clear_ladder
from tests.desktop.ladder_story import LadderStory

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 9)


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


def test_a_no_belongs_to_the_period_of_the_last_no(sample: Path) -> None:
    with open_book(sample) as book:
        story = LadderStory(book)
        deal = story.deal(DAY, "Finch & Co", promised_on=date(2026, 11, 20), value=Decimal(5100))
        story.decided(DAY, story.raised(DAY, deal), DecisionKind.REFUSE)
        story.ended(date(2026, 11, 12), deal, Stage.LOST)
        desk = story.desk(TODAY)
        found = read_cause_and_cost(book, desk, DAY, DAY)
        assert [(each.client, found.no.value) for each in found.no.deals] == [("Finch & Co", 5100)]
        after = read_cause_and_cost(book, desk, date(2026, 11, 10), TODAY)
        assert after.no.deals == () and after.cases == () and after.no.value == 0


def test_a_yes_is_a_promise_against_the_rules_or_a_decision(sample: Path) -> None:
    with open_book(sample) as book:
        story = LadderStory(book)
        decided = story.deal(DAY, "Kite Bikes", promised_on=date(2026, 11, 20))
        story.decided(DAY, story.raised(DAY, decided))
        story.ended(DAY, decided, Stage.WON)
        asked = story.deal(DAY, "Mill Bakery", promised_on=date(2026, 11, 20))
        story.ended(DAY, asked, Stage.WON)
        within = story.deal(DAY, "Hartley Gym", promised_on=date(2026, 12, 30))
        story.ended(DAY, within, Stage.WON, Zone.PROMISE)
        found = read_cause_and_cost(book, story.desk(TODAY), DAY, DAY)
        assert {each.client for each in found.yes.deals} >= {"Kite Bikes", "Mill Bakery"}
        assert "Hartley Gym" not in {each.client for each in found.yes.deals}
        # Of two fascias at 6,800 that cost 4,000, our margin rule asks for its share of 13,600.
        (rule,) = [each for each in story.desk(TODAY).business.agreement.rules if each.measure == "margin"]
        assert found.yes.value == 13600 and rule.promise_limit is not None
        assert found.yes.asked == 13600 * rule.promise_limit / 100 and found.yes.earned == 5600
