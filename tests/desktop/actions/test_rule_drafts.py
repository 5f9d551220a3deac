"""Three like decisions in a real file become a proposal in Agreement, with its reason."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.agreement import read_standing
from desktop.actions.rule_drafts import draft_rule, read_drafts, try_draft, with_rule
from framework.agreement import Measure, Zone
from framework.agreement_record import BackTest
from framework.rule_drafts import RuleDraft
from storage.book import Author, Book
from storage.opening import open_book
from storage.trouble import Trouble
from tests.desktop.ladder_shop import clear_ladder
from tests.desktop.ladder_story import LadderStory

TODAY = date(2026, 11, 23)


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    with open_book(sample) as opened:
        story = LadderStory(opened)
        calendar = story.desk(TODAY).business.calendar
        for client, day, due in (
            ("Hartley Gym", date(2026, 9, 7), 10),
            ("Mill Bakery", date(2026, 9, 14), 9),
            ("Kite Bikes", date(2026, 10, 5), 12),
        ):
            deal = story.deal(day, client, promised_on=calendar.add_working_days(day, due))
            story.decided(day, story.raised(day, deal))
        yield opened


def one_draft(book: Book) -> RuleDraft:
    (draft,) = read_drafts(book, LadderStory(book).desk(TODAY))
    return draft


def test_what_is_proposed(book: Book) -> None:
    draft = one_draft(book)
    assert draft.rule.measure is Measure.LEAD_TIME and draft.rule.promise_limit == 15
    assert draft.limit == Decimal(10) and draft.values == (10, 9, 12)


def test_it_is_drafted_once_with_its_reason_and_undone(book: Book) -> None:
    story, draft = LadderStory(book), one_draft(book)
    who = Author(story.ben.id, story.ben.name)
    draft_rule(book=book, who=who, desk=story.desk(TODAY), draft=draft, why="Allowed 3 times")
    proposed = read_standing(book, 2, TODAY).open
    assert proposed is not None
    (rule,) = [each for each in proposed.agreement.rules if each.id == draft.rule.id]
    assert (rule.promise_limit, rule.stop_limit, rule.why) == (10, draft.rule.stop_limit, "Allowed 3 times")
    assert story.desk(TODAY).business.rule(draft.rule.id) == draft.rule, "nothing is in force yet"
    assert read_drafts(book, story.desk(TODAY)) == (), "it is being talked about"
    book.undo()
    assert one_draft(book).limit == 10


def test_nobody_drafts_nothing(book: Book) -> None:
    with pytest.raises(Trouble, match="who is acting"):
        draft_rule(book=book, who=Author(), desk=LadderStory(book).desk(TODAY), draft=one_draft(book), why="")
    assert one_draft(book).limit == 10, "nothing was written"


def test_it_is_tried_on_the_past_year(book: Book) -> None:
    story, draft = LadderStory(book), one_draft(book)
    parts = try_draft(book, story.desk(TODAY).business, draft, TODAY)
    found = None
    while found is None:
        try:
            next(parts)
        except StopIteration as end:
            found = end.value
    assert isinstance(found, BackTest)
    # Hartley Gym had 10 working days: with the new limit it is no exception. Kite Bikes had a full week as well.
    changed = {one.deal.client: (one.before, one.after) for one in found.changed}
    assert changed["Hartley Gym"] == (Zone.ASK, Zone.PROMISE) and "Kite Bikes" not in changed


def test_a_rule_of_its_own_is_added_beside_the_general_one(book: Book) -> None:
    agreement = LadderStory(book).desk(TODAY).business.agreement
    draft = one_draft(book)
    own = draft.changed._replace(id="", offering_id="another")
    assert len(with_rule(agreement, own).rules) == len(agreement.rules) + 1
    assert len(with_rule(agreement, draft.changed).rules) == len(agreement.rules)
