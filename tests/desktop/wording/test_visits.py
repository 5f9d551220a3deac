"""The words of visits: who goes along where, when it is due, what a meeting hears of it."""

from datetime import UTC, date, datetime

import pytest

from desktop.wording import visits as words
from framework.agreement import Agreement
from framework.business import Business
from framework.people import Function, Person
from framework.visits import CARD_FIELDS, Became, DueStep, DueVisit, Learned, Turn, Visit, VisitKind, VisitNews
from framework.working_time import WorkingCalendar

ANA = Person("ana", "Ana", frozenset({Function.SALES}))
SHOP = Business(
    "Shop", "EUR", "sign shop", (ANA,), WorkingCalendar(), (), {}, Agreement(1), (), None, names={"ben": "Ben"}
)
DAY = date(2026, 11, 12)
AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
VISIT = Visit("v", "ana", VisitKind.DELIVERY, DAY, what="The fascia", host_id="ben", starts="09:30", minutes=150)


def test_a_visit_in_a_line_also_of_somebody_who_has_left() -> None:
    assert words.visit_title(VISIT, SHOP) == "Ana: a delivery day with Ben"
    assert words.visit_title(VISIT._replace(host_id=None), SHOP) == "Ana: a delivery day"
    assert words.visit_title(VISIT._replace(person_id="gone"), SHOP) == "somebody: a delivery day with Ben"


@pytest.mark.parametrize(("minutes", "said"), [(45, "45 min"), (120, "2 h"), (150, "2 h 30 min")])
def test_how_long_it_takes(minutes: int, said: str) -> None:
    assert words.length_words(minutes).replace("\N{NO-BREAK SPACE}", " ") == said


def test_when_it_is_and_how_it_ended() -> None:
    planned = words.visit_line(VISIT).replace("\N{NO-BREAK SPACE}", " ")
    assert planned.endswith("2 h 30 min · The fascia") and "2026" in planned
    assert words.visit_line(VISIT._replace(done_on=DAY)).startswith("done on ")
    off = VISIT._replace(called_off_at=AT, called_off_because="ill")
    assert words.visit_line(off) == "called off: ill · The fascia"


def test_every_line_of_the_card_has_a_number_and_a_question() -> None:
    assert [words.card_number(field) for field in CARD_FIELDS] == list("12345678")
    assert len({words.card_question(field) for field in CARD_FIELDS}) == 8
    assert "Operations" in words.card_question("guess", VisitKind.DELIVERY)
    assert "Sales" in words.card_question("guess", VisitKind.SALES_CALL)
    assert "them" in words.card_question("guess")


def test_what_waits() -> None:
    plan = DueVisit("ana", DueStep.PLAN, DAY, 9, None, 91)
    assert words.due_words(plan, SHOP) == "Ana: a visit is due"
    assert words.since_words(plan).startswith("since ") and words.since_words(plan).endswith("none yet")
    today = DueVisit("ana", DueStep.TODAY, DAY, 0, None, 91, VISIT)
    assert words.due_words(today, SHOP) == "Ana: a delivery day today"
    late = today._replace(step=DueStep.WRITE_UP, late_by=2)
    assert words.due_words(late, SHOP) == "Ana: write up a delivery day"


def test_when_somebody_is_due_again() -> None:
    assert words.turn_words(Turn(ANA, 0, None, None, None)) == "never due"
    assert words.turn_words(Turn(ANA, 91, DAY, DAY, None)).startswith("last one ")


def test_what_a_meeting_hears() -> None:
    done = VISIT._replace(done_on=DAY, surprise="They wait\nfor keys")
    said = words.news_words(VisitNews("ana", DAY, done, became=(Became.WORD, Became.AGENDA_ITEM, Became.WORD)), SHOP)
    assert said.startswith("Ana · a delivery day · seen on ")
    assert said.endswith("They wait for keys · a shared word · on the agenda")
    assert "planned for" in words.news_words(VisitNews("ana", DAY, VISIT), SHOP)
    assert "not written up yet" in words.news_words(VisitNews("ana", DAY, VISIT, 3), SHOP)
    assert words.news_words(VisitNews("ana", DAY), SHOP) == "Ana · a visit is due"
    assert "since" in words.news_words(VisitNews("ana", DAY, late_by=3), SHOP)


def test_what_came_of_it_also_when_that_is_gone() -> None:
    learned = Learned("l", "v", Became.RULE, "No keys, no date", "rule", AT)
    assert words.learned_line(learned).startswith("a proposed rule · ")
    assert words.learned_line(learned._replace(target_id=None)).startswith("a proposed rule, taken back since · ")
