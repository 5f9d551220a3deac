"""The price of a yes by kind, and of a no by refusal and by lead time, on a real file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.cause_and_cost import read_cause_and_cost
from desktop.actions.prices import read_prices
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


def test_it_is_the_same_yes_and_no_as_under_cause_and_cost(sample: Path) -> None:
    with open_book(sample) as book:
        desk = LadderStory(book).desk(TODAY)
        found = read_prices(book, desk, date(2025, 11, 23), TODAY)
        other = read_cause_and_cost(book, desk, date(2025, 11, 23), TODAY)
        assert (found.yes, found.refused) == (other.yes, other.no)
        assert found.kinds and all(kind.price.deals for kind in found.kinds)
        counted = {deal.id for kind in found.kinds for deal in kind.price.deals}
        assert counted == {deal.id for deal in found.yes.deals}, "each exception is of at least one kind"


def test_lost_to_lead_time_is_lost_unrefused_and_wanted_too_soon(sample: Path) -> None:
    with open_book(sample) as book:
        story = LadderStory(book)
        soon = story.deal(DAY, "Kite Bikes", promised_on=date(2026, 11, 13), value=Decimal(900))
        story.ended(date(2026, 11, 12), soon, Stage.LOST)
        far = story.deal(DAY, "Hartley Gym", promised_on=date(2027, 2, 26))
        story.ended(date(2026, 11, 12), far, Stage.LOST)
        refused = story.deal(DAY, "Mill Bakery", promised_on=date(2026, 11, 13))
        story.decided(DAY, story.raised(DAY, refused), DecisionKind.REFUSE)
        story.ended(date(2026, 11, 12), refused, Stage.LOST)
        found = read_prices(book, story.desk(TODAY), DAY, TODAY)
        assert [(each.client, found.lead_time.value) for each in found.lead_time.deals] == [("Kite Bikes", 900)]
        assert [each.client for each in found.refused.deals] == ["Mill Bakery"]
        before = read_prices(book, story.desk(TODAY), DAY, date(2026, 11, 11))
        assert before.lead_time.deals == ()
