"""Actions on the ladder, on a real file: raising, speaking, moving up, the clock, deciding, and what is refused."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import asking, escalation
from desktop.actions.intake import delete_deal
from desktop.actions.owner_away import end_owner_away
from framework.agreement import Zone
from framework.asking import Conditions, Kind
from framework.escalation import Step
from framework.people import Function, Person
from framework.questions import Cause, Decision, DecisionKind, Option, Question, due
from framework.standing import State
from storage.book import Book
from storage.opening import open_book
from storage.owner_away import read_away_tests
from storage.questions import all_questions, open_questions, read_question
from storage.trouble import Conflict, Refused, Trouble
from storage.verify import verify
from tests.desktop.actions.test_asking import DUE, FRIDAY_DUE, MONDAY, Shop, author
from tests.new_business import new_business

TUESDAY = date(2026, 11, 24)
NEXT_MONDAY = date(2026, 11, 30)
HEARD = {
    "sales_say": "They open on the 7th.",
    "operations_say": "The week is full.",
    "client_view": "Yes, one in time.",
}


class Ladder(Shop):
    """The shop of Ana (Sales, owner) and Ben (Operations) with what is done on its ladder."""

    def deal(self, deal_id: str | None) -> Any:
        return None if deal_id is None else self.judged(deal_id).deal

    def raise_it(self, deal_id: str | None = None, who: Person | None = None, **known: Any) -> Question:
        given = {"book": self.book, "who": author(who or self.ana), "desk": self.desk, **known}
        return self.question(escalation.raise_question(deal=self.deal(deal_id), **given))

    def question(self, key: str) -> Question:
        found = read_question(self.book, key, digits=2)
        assert found is not None
        return found

    def hear(self, question: Question, **known: Any) -> Question:
        given = {**HEARD, **known}
        escalation.save_words(book=self.book, who=author(self.ana), digits=2, question=question, **given)
        return self.question(question.id)

    def move_up(self, question: Question, tried: str = "Asked for a week more", who: Person | None = None) -> Step:
        given = {"book": self.book, "who": author(who or self.ana), "desk": self.desk}
        return escalation.move_up(question=question, tried=tried, **given)

    def straight_up(self, question: Question, reason: str = "The client waits on the phone") -> Step:
        given = {"book": self.book, "who": author(self.ana), "desk": self.desk}
        return escalation.straight_up(question=question, reason=reason, **given)

    def send_back(self, question: Question) -> Step:
        return escalation.send_back(book=self.book, who=author(self.ana), desk=self.desk, question=question)

    def decide(self, question: Question, who: Person | None = None, **known: Any) -> Decision:
        given: dict[str, Any] = {"kind": DecisionKind.ACCEPT, "say": "One in time, the rest later.", **known}
        escalation.decide(book=self.book, who=who or self.ben, desk=self.desk, question=question, **given)
        found = self.question(question.id).decision
        assert found is not None
        return found

    def clock(self) -> int:
        return escalation.let_the_clock_speak(book=self.book, desk=self.desk)

    def steps(self, question: Question) -> list[str]:
        """The names of the steps a question came to, by their number on the ladder."""
        ids = [step.id for step in self.desk.business.agreement.ladder]
        return [str(ids.index(arrival.step_id) + 1) for arrival in self.question(question.id).arrivals]

    def set_person(self, person: Person, **values: Any) -> None:
        with self.book.change("People") as change:
            change.update("person", person.id, values)

    def set_step(self, number: int, **values: Any) -> None:
        ((key,),) = self.book.rows("SELECT id FROM ladder_step WHERE position = ?", (number - 1,))
        with self.book.change("Ladder") as change:
            change.update("ladder_step", key, values)

    def owner_away(self, first: date, last: date, ended_on: date | None = None) -> None:
        with self.book.change("Owner away") as change:
            change.add("owner_away", {"from_day": first, "until": last, "ended_on": ended_on})


@pytest.fixture
def shop(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Ladder]:
    with new_business(
        tmp_path / "Mine.handshake", "Ana:sales,lead,owner", "Ben:operations,lead", kind="sign-shop", weekly_hours=80
    ) as book:
        yield Ladder(book, set_clock)


@pytest.fixture
def other(shop: Ladder) -> Iterator[Book]:
    """The same file in a second window."""
    with open_book(shop.book.path) as book:
        yield book


# Raising


def test_a_question_about_a_deal_is_filled_in_from_its_verdict(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE, discount_percent=Decimal(15))
    found = shop.raise_it(deal_id, words="  They open on the 7th. ", function=Function.SALES)
    assert (found.subject, found.deal_id, found.raised_by) == ("Acme", deal_id, shop.ana.id)
    assert (found.sales_say, found.sales_by, found.operations_say) == ("They open on the 7th.", shop.ana.id, "")
    assert found.raised_at == found.here.at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    rules = {f"rule:{rule.id}": str(rule.measure) for rule in shop.desk.business.agreement.rules}
    assert {rules[point] for point in found.points} == {"lead_time", "discount"}
    # Ben decides about the lead time, both about a discount: it starts with both.
    assert shop.steps(found) == ["2"]
    standing = shop.judged(deal_id).standing
    assert standing.state is State.WAITING and standing.request is not None
    assert (standing.request.question_id, standing.due) == (found.id, None)
    assert asking.seats_open_to(standing, shop.ben, shop.desk) == (), "it is answered on the ladder"
    assert shop.book.undo_label == "Raise a question: Acme"
    shop.book.undo()
    assert all_questions(shop.book, digits=2) == [] and shop.judged(deal_id).standing.state is State.NONE


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, "1"),
        ({"promised_on": FRIDAY_DUE}, "1"),
        ({"discount_percent": Decimal(15)}, "2"),
        ({"discount_percent": Decimal(40)}, "2"),
    ],
)
def test_it_starts_at_the_lowest_step_that_may_decide(shop: Ladder, fields: dict[str, Any], step: str) -> None:
    assert shop.steps(shop.raise_it(shop.make(**fields))) == [step]


def test_a_question_needs_no_deal_but_a_subject(shop: Ladder) -> None:
    found = shop.raise_it(subject="  Who orders \n the paint?  ")
    assert (found.subject, found.deal_id, found.points, shop.steps(found)) == ("Who orders the paint?", None, (), ["1"])
    before = shop.changes()
    with pytest.raises(Trouble, match="what the question is about"):
        shop.raise_it(subject=" \n")
    with pytest.raises(Trouble, match="300 characters"):
        shop.raise_it(subject="x" * 301)
    with pytest.raises(Trouble, match="2000 characters"):
        shop.raise_it(subject="Paint", words="x" * 2001, function=Function.SALES)
    assert shop.changes() == before


def test_one_deal_has_one_open_question(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    first = shop.raise_it(deal_id)
    with pytest.raises(Refused, match="open question about Acme"):
        shop.raise_it(deal_id)
    escalation.drop_question(book=shop.book, who=author(shop.ana), question=first)
    assert shop.judged(deal_id).standing.state is State.NONE, "what was dropped no longer waits"
    shop.decide(shop.hear(shop.raise_it(deal_id)))
    assert shop.raise_it(deal_id).is_open


def test_a_deal_that_was_deleted_meanwhile_is_told(shop: Ladder) -> None:
    deal_id = shop.make()
    deal = shop.judged(deal_id).deal
    delete_deal(book=shop.book, who=author(shop.ana), deal=deal)
    with pytest.raises(Refused, match="deleted in the meantime"):
        escalation.raise_question(book=shop.book, who=author(shop.ana), desk=shop.desk, deal=deal)


def test_a_refusal_is_kept_with_the_question_that_comes_of_it(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    shop.answer(request, kind=Kind.REFUSE, say="The router is broken.")
    assert shop.judged(deal_id).standing.state is State.REFUSED
    found = shop.raise_it(deal_id, request_id=request.id)
    assert found.request_id == request.id
    assert shop.judged(deal_id).standing.state is State.WAITING
    shop.decide(shop.hear(found))
    assert shop.judged(deal_id).standing.state is State.ACCEPTED, "the decision comes after the refusal"


def test_without_a_ladder_and_without_people_there_is_a_sentence(shop: Ladder) -> None:
    shop.set_person(shop.ben, left_on=MONDAY)
    shop.set_person(shop.ana, left_on=MONDAY)
    with pytest.raises(Refused, match="Nobody stands on the ladder"):
        shop.raise_it(subject="Paint")
    with shop.book.change("No ladder") as change:
        for (key,) in shop.book.rows("SELECT id FROM ladder_step"):
            change.remove("ladder_step", key)
    with pytest.raises(Refused, match="no ladder yet"):
        shop.raise_it(subject="Paint")


def test_a_ladder_of_one_step_takes_and_settles_everything(shop: Ladder) -> None:
    with shop.book.change("One step") as change:
        for (key,) in shop.book.rows("SELECT id FROM ladder_step WHERE position <> 1"):
            change.remove("ladder_step", key)
    found = shop.hear(shop.raise_it(shop.make(discount_percent=Decimal(40))))
    with pytest.raises(Refused, match="last step"):
        shop.move_up(found)
    with pytest.raises(Refused, match="no step of the owner"):
        shop.straight_up(found)
    with pytest.raises(Refused, match="went straight to the owner"):
        shop.send_back(found)
    shop.at(date(2027, 3, 1), 9)
    assert shop.clock() == 0
    shop.decide(found)


def test_a_big_deal_starts_above_the_limit_of_a_step(shop: Ladder) -> None:
    shop.set_step(1, money_limit_minor=200000)
    assert shop.steps(shop.raise_it(shop.make(value=Decimal(2000)))) == ["1"]
    assert shop.steps(shop.raise_it(shop.make(value=Decimal("2000.01")))) == ["2"]


# Words


def test_both_sides_speak_in_turn_and_nothing_else_is_touched(shop: Ladder) -> None:
    found = shop.raise_it(subject="Paint")
    options = (Option("Two visits", Decimal("120.50")), Option("  ", None), Option("Wait", None))
    escalation.save_words(
        book=shop.book, who=author(shop.ben), digits=2, question=found, operations_say=" Full. ", options=options
    )
    found = shop.question(found.id)
    assert (found.operations_say, found.operations_by, found.sales_say) == ("Full.", shop.ben.id, "")
    assert found.options == (Option("Two visits", Decimal("120.50")), Option("Wait", None))
    escalation.save_words(
        book=shop.book, who=author(shop.ana), digits=2, question=found, sales_say="Now.", cause=Cause.WORDS, options=()
    )
    found = shop.question(found.id)
    assert (found.operations_by, found.sales_by, found.cause, found.options) == (
        shop.ben.id,
        shop.ana.id,
        Cause.WORDS,
        (),
    )
    shop.book.undo()
    again = shop.question(found.id)
    assert (again.sales_say, again.cause, len(again.options)) == ("", None, 2)
    before = shop.changes()
    escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=again, operations_say="Full.")
    assert shop.changes() == before and shop.question(found.id).operations_by == shop.ben.id


@pytest.mark.parametrize(
    ("known", "match"),
    [
        ({"sales_say": "x" * 2001}, "2000 characters"),
        ({"client_view": "x" * 2001}, "2000 characters"),
        ({"options": (Option("x" * 1001),)}, "1000 characters"),
        ({"options": (Option("Cheaper", Decimal(-1)),)}, "not under 0"),
        ({"options": (Option("x"),) * 13}, "12 options"),
    ],
)
def test_words_that_do_not_fit_are_not_kept(shop: Ladder, known: dict[str, Any], match: str) -> None:
    found, before = shop.raise_it(subject="Paint"), shop.changes()
    with pytest.raises(Trouble, match=match):
        escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=found, **known)
    assert shop.changes() == before


def test_whoever_is_slower_is_told_and_nothing_is_lost(shop: Ladder) -> None:
    seen = shop.raise_it(subject="Paint")
    escalation.save_words(book=shop.book, who=author(shop.ben), digits=2, question=seen, operations_say="Full.")
    for known in ({"sales_say": "Now."}, {"options": (Option("Wait"),)}):
        with pytest.raises(Conflict, match="Ben has changed this"):
            escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=seen, **known)
    options = (Option("Two visits"),)
    fresh = shop.question(seen.id)
    escalation.save_words(book=shop.book, who=author(shop.ben), digits=2, question=fresh, options=options)
    with pytest.raises(Conflict):
        escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=fresh, options=(Option("Wait"),))
    assert shop.question(seen.id).options == options


# Moving up


def test_moving_up_needs_what_was_tried_and_skips_the_step_of_the_same_two(shop: Ladder) -> None:
    found = shop.raise_it(shop.make(promised_on=FRIDAY_DUE))
    for nothing in ("", " \n"):
        with pytest.raises(Trouble, match="what was tried"):
            shop.move_up(found, nothing)
    assert shop.steps(found) == ["1"]
    shop.at(TUESDAY, 10)
    assert shop.move_up(found, "  A week later ").decides == "together"
    here = shop.question(found.id).here
    assert (here.tried, here.who, here.jumped, here.by_clock) == ("A week later", shop.ana.id, False, False)
    assert here.at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert shop.book.undo_label == "To step Both together: Acme"
    assert shop.move_up(shop.question(found.id)).decides == "owner"
    assert shop.steps(found) == ["1", "2", "4"]
    with pytest.raises(Refused, match="last step"):
        shop.move_up(shop.question(found.id))
    shop.book.undo()
    shop.book.undo()
    assert shop.steps(found) == ["1"]
    shop.book.redo()
    assert shop.steps(found) == ["1", "2"]


def test_two_who_move_it_up_at_once_move_it_one_step(shop: Ladder) -> None:
    seen = shop.raise_it(shop.make(promised_on=FRIDAY_DUE))
    shop.move_up(seen, who=shop.ben)
    with pytest.raises(Conflict, match="Ben has changed this"):
        shop.move_up(seen)
    with pytest.raises(Conflict):
        shop.straight_up(seen)
    with pytest.raises(Conflict):
        escalation.drop_question(book=shop.book, who=author(shop.ana), question=seen)
    assert shop.steps(seen) == ["1", "2"]


def test_straight_to_the_owner_needs_a_reason_and_is_counted(shop: Ladder) -> None:
    found = shop.raise_it(shop.make(promised_on=FRIDAY_DUE))
    with pytest.raises(Trouble, match="needs a reason"):
        shop.straight_up(found, " ")
    assert shop.straight_up(found).decides == "owner"
    found = shop.question(found.id)
    assert (found.here.jumped, found.here.reason, found.here.tried) == (True, "The client waits on the phone", "")
    with pytest.raises(Refused, match="before the owner already"):
        shop.straight_up(found)
    assert shop.send_back(found).decides == "together"
    back = shop.question(found.id)
    assert shop.steps(found) == ["1", "4", "2"] and sum(each.jumped for each in back.arrivals) == 1
    with pytest.raises(Refused, match="went straight to the owner"):
        shop.send_back(back)


def test_raised_straight_before_the_owner_it_is_counted_too(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    for nothing in ("", " "):
        with pytest.raises(Trouble, match="needs a reason"):
            shop.raise_it(deal_id, to_owner_because=nothing)
    with pytest.raises(Trouble, match="2000 characters"):
        shop.raise_it(deal_id, to_owner_because="x" * 2001)
    found = shop.raise_it(deal_id, to_owner_because=" It is our biggest client ")
    assert shop.steps(found) == ["4"]
    assert (found.here.jumped, found.here.reason) == (True, "It is our biggest client")
    assert shop.send_back(found).decides == "together"


def test_without_an_owner_nothing_is_sent_where_nobody_stands(shop: Ladder) -> None:
    shop.set_person(shop.ana, owner=False)
    found = shop.raise_it(shop.make(discount_percent=Decimal(15)))
    with pytest.raises(Refused, match="Nobody stands on the owner's step"):
        shop.straight_up(found)
    with pytest.raises(Refused, match="Nobody stands on the owner's step"):
        shop.raise_it(subject="Paint", to_owner_because="Quick")
    with pytest.raises(Refused, match="last step"):
        shop.move_up(found)


def test_a_question_whose_step_was_left_or_struck_moves_on(shop: Ladder) -> None:
    shop.set_step(2, people=shop.ben.id)
    found = shop.hear(shop.raise_it(shop.make(discount_percent=Decimal(15))))
    with pytest.raises(Refused, match="Ana does not decide on this step"):
        shop.decide(found, shop.ana)
    shop.set_person(shop.ben, left_on=MONDAY)
    with pytest.raises(Refused, match="Ben does not decide on this step"):
        shop.decide(found, shop.ben)
    shop.decide(found, shop.ana)  # named was nobody who is still here, so both functions decide
    second = shop.hear(shop.raise_it(subject="Paint"))
    with shop.book.change("Strike step 1") as change:
        for (key,) in shop.book.rows("SELECT id FROM ladder_step WHERE position = 0"):
            change.remove("ladder_step", key)
    with pytest.raises(Refused, match="no longer on the ladder"):
        shop.decide(second, shop.ana)
    shop.move_up(second)
    shop.decide(shop.question(second.id), shop.ana)


# The owner is away


def test_while_the_owner_is_away_the_step_is_closed(shop: Ladder) -> None:
    waits = shop.hear(shop.raise_it(shop.make(promised_on=FRIDAY_DUE), to_owner_because="Quick"))
    found = shop.raise_it(shop.make(discount_percent=Decimal(15)))
    shop.owner_away(TUESDAY, TUESDAY + timedelta(days=13))
    shop.at(TUESDAY, 9)
    for act in (
        lambda: shop.move_up(found),
        lambda: shop.straight_up(found),
        lambda: shop.raise_it(subject="Paint", to_owner_because="Quick"),
        lambda: shop.decide(waits, shop.ana),
    ):
        with pytest.raises(Refused, match="owner is away"):
            act()
    assert shop.send_back(waits).decides == "together", "what waits before the owner can be had back"
    shop.decide(shop.question(waits.id))
    shop.at(TUESDAY + timedelta(days=14), 9)
    assert shop.move_up(found).decides == "owner"


def test_what_only_the_owner_may_decide_starts_with_the_two_meanwhile(shop: Ladder) -> None:
    with shop.book.change("The owner decides on discounts") as change:
        for (key,) in shop.book.rows("SELECT id FROM rule WHERE measure = 'discount'"):
            change.update("rule", key, {"decides": "owner"})
    deal_id = shop.make(discount_percent=Decimal(15))
    shop.owner_away(MONDAY, MONDAY)
    assert shop.steps(shop.raise_it(deal_id)) == ["2"]
    shop.at(TUESDAY, 9)
    assert shop.steps(shop.raise_it(shop.make(discount_percent=Decimal(15)))) == ["4"]


@pytest.mark.parametrize(
    ("day", "ended_on", "away"),
    [
        (MONDAY, None, False),
        (TUESDAY, None, True),
        (NEXT_MONDAY, None, True),
        (NEXT_MONDAY + timedelta(days=1), None, False),
        (NEXT_MONDAY, NEXT_MONDAY, False),
        (date(2026, 11, 29), NEXT_MONDAY, True),
    ],
)
def test_away_is_from_a_day_to_a_day_unless_it_was_cut_short(
    shop: Ladder, day: date, ended_on: date | None, away: bool
) -> None:
    shop.owner_away(TUESDAY, NEXT_MONDAY, ended_on)
    assert escalation.owner_is_away(shop.book, day) is away


# The clock


def choose(shop: Ladder, by_itself: bool) -> None:
    escalation.choose_climbs(book=shop.book, who=author(shop.ana), by_itself=by_itself)


def test_it_moves_up_exactly_when_its_time_is_over(shop: Ladder) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")  # Monday 9:00, four working hours: 13:00
    shop.at(MONDAY, 12)
    assert shop.clock() == 0 and shop.steps(found) == ["1"]
    shop.at(MONDAY, 13)
    assert shop.clock() == 1 and shop.steps(found) == ["1", "2"]
    here = shop.question(found.id).here
    assert (here.at, here.by_clock, here.who) == (datetime(2026, 11, 23, 13, tzinfo=UTC), True, "")
    assert shop.clock() == 0, "once is enough"


def test_closed_for_days_it_climbs_several_steps_and_never_off_the_owner(shop: Ladder) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.at(date(2027, 2, 1), 9)
    assert shop.clock() == 1
    assert shop.steps(found) == ["1", "2", "4"]
    assert [arrival.at for arrival in shop.question(found.id).arrivals[1:]] == [
        datetime(2026, 11, 23, 13, tzinfo=UTC),
        datetime(2026, 11, 30, 9, tzinfo=UTC),  # the next meeting
    ]
    shop.at(date(2028, 2, 1), 9)
    assert shop.clock() == 0


def test_it_never_moves_off_the_step_of_the_leads(shop: Ladder) -> None:
    choose(shop, True)
    with shop.book.change("Cara and Dan") as change:
        change.add("person", {"name": "Cara", "sells": True, "position": 3})
        change.add("person", {"name": "Dan", "delivers": True, "position": 4})
    found = shop.raise_it(subject="Paint")
    shop.at(date(2027, 2, 1), 9)
    assert shop.clock() == 1 and shop.steps(found) == ["1", "2", "3"]
    shop.at(date(2028, 2, 1), 9)
    assert shop.clock() == 0


def test_it_stands_still_unless_the_business_has_chosen_so(shop: Ladder) -> None:
    choose(shop, False)
    found = shop.raise_it(subject="Paint")
    shop.at(date(2027, 2, 1), 9)
    assert shop.clock() == 0 and shop.steps(found) == ["1"]
    choose(shop, True)
    assert shop.clock() == 1
    shop.at(date(2027, 2, 2), 9)
    choose(shop, False)
    assert shop.steps(found) == ["1", "2", "4"], "what has climbed stays there"
    assert shop.book.undo_label == "Choose how overdue questions move"


def test_undo_offers_what_somebody_did_and_not_the_clock(shop: Ladder) -> None:
    """Put back, the clock would only speak again a minute later."""
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.hear(found)
    shop.at(TUESDAY, 9)
    shop.clock()
    assert shop.book.history(limit=1)[0].label == "Overdue, moved up: Paint"
    assert shop.book.undo_label == "Words to a question: Paint"
    shop.book.undo()
    assert shop.question(found.id).sales_say == "" and shop.steps(found) == ["1", "2"]
    # The raise itself can no longer be taken back: it has moved on since. Nothing is half undone.
    with pytest.raises(Refused) as refused:
        shop.book.undo()
    assert refused.value.say == "This can't be undone any more: since then came “Overdue, moved up: Paint”."
    assert shop.steps(found) == ["1", "2"] and verify(shop.book.path).ok


def test_nothing_moves_onto_the_step_of_an_owner_who_is_away(shop: Ladder) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.owner_away(TUESDAY, date(2026, 12, 7))
    shop.at(date(2026, 12, 2), 9)
    assert shop.clock() == 1 and shop.steps(found) == ["1", "2"]
    assert shop.clock() == 0
    shop.at(date(2026, 12, 8), 9)
    assert shop.clock() == 1 and shop.steps(found) == ["1", "2", "4"]


@pytest.mark.parametrize("opened_meanwhile", [True, False])
def test_what_was_held_back_has_its_whole_time_once_the_owner_is_back(shop: Ladder, opened_meanwhile: bool) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.owner_away(TUESDAY, date(2026, 12, 7))
    if opened_meanwhile:
        shop.at(date(2026, 12, 2), 9)
        assert shop.clock() == 1 and shop.steps(found) == ["1", "2"]
    shop.at(date(2026, 12, 7), 23)
    shop.clock()
    assert shop.steps(found) == ["1", "2"], "the last day is still the two's"
    shop.at(date(2026, 12, 8), 9)
    assert shop.clock() == 1
    # It came when Tuesday began; sixteen working hours from 9 are that day and Wednesday until 17.
    assert shop.question(found.id).here.at == datetime(2026, 12, 8, tzinfo=UTC)
    assert owner_due(shop, found) == datetime(2026, 12, 9, 17, tzinfo=UTC)


def test_when_the_owner_is_back_early_it_comes_at_that_moment(shop: Ladder) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.owner_away(TUESDAY, date(2026, 12, 7))
    shop.at(date(2026, 12, 2), 15)
    shop.clock()
    (test,) = read_away_tests(shop.book)
    end_owner_away(book=shop.book, who=author(shop.ana), today=shop.today, test=test)
    shop.at(date(2026, 12, 3), 9)
    assert shop.clock() == 1 and shop.steps(found) == ["1", "2", "4"]
    # Sixteen hours from Wednesday 15:00: two that day, eight on Thursday, six on Friday.
    assert shop.question(found.id).here.at == datetime(2026, 12, 2, 15, tzinfo=UTC)
    assert owner_due(shop, found) == datetime(2026, 12, 4, 15, tzinfo=UTC)


def test_what_stood_before_the_owner_before_the_test_came_at_its_own_time(shop: Ladder) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    shop.owner_away(date(2026, 12, 1), date(2026, 12, 14))
    shop.at(date(2026, 12, 16), 9)
    assert shop.clock() == 1
    assert shop.question(found.id).here.at == datetime(2026, 11, 30, 9, tzinfo=UTC)


def owner_due(shop: Ladder, question: Question) -> datetime | None:
    business, here = shop.desk.business, shop.question(question.id).here
    step = next(step for step in business.agreement.ladder if step.id == here.step_id)
    return due(here, step, business.calendar, business.series, shop.desk.zone)


def test_two_windows_on_one_file_move_it_once(shop: Ladder, other: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(shop, True)
    found = shop.raise_it(subject="Paint")
    stale = open_questions(other, digits=2)
    shop.at(TUESDAY, 9)
    assert shop.clock() == 1
    monkeypatch.setattr(escalation, "open_questions", lambda book, *, digits: stale)
    assert escalation.let_the_clock_speak(book=other, desk=shop.desk) == 0
    assert shop.steps(found) == ["1", "2"]


def test_a_file_that_may_only_be_read_stays_as_it_is(shop: Ladder) -> None:
    choose(shop, True)
    shop.raise_it(subject="Paint")
    shop.at(TUESDAY, 9)
    shop.book.read_only_because = "Only to read."
    assert shop.clock() == 0


# Deciding


def test_a_decision_needs_both_sides_and_the_client(shop: Ladder) -> None:
    """Ana owns and sells, so what Operations says comes first."""
    found = shop.raise_it(shop.make(discount_percent=Decimal(15)))
    for say, match in (
        ({}, "Operations has not spoken"),
        ({"operations_say": "The week is full."}, "Sales has not spoken"),
        ({"sales_say": "They open on the 7th."}, "serve the client well"),
    ):
        escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=found, **say)
        found = shop.question(found.id)
        before = shop.changes()
        with pytest.raises(Trouble, match=match):
            shop.decide(found)
        assert shop.changes() == before and shop.question(found.id) == found
    escalation.save_words(book=shop.book, who=author(shop.ana), digits=2, question=found, client_view="Yes.")
    assert shop.decide(shop.question(found.id)).client_view == "Yes."


def test_a_decision_keeps_all_that_was_said(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(15))
    found = shop.hear(shop.raise_it(deal_id))
    shop.at(TUESDAY, 11)
    given = {"precedent": True, "teller": shop.ana.id, "tell_by": TUESDAY}
    decision = shop.decide(found, say="  Once, for the opening. ", **given)
    assert (decision.kind, decision.say, decision.who) == (DecisionKind.ACCEPT, "Once, for the opening.", shop.ben.id)
    assert (decision.precedent, decision.teller, decision.tell_by, decision.told_on) == (
        True,
        shop.ana.id,
        TUESDAY,
        None,
    )
    assert (decision.at, decision.review_on) == (datetime(2026, 11, 24, 11, tzinfo=UTC), date(2026, 12, 24))
    assert decision.facts is not None and decision.facts.points == set(found.points)
    assert not decision.owner_was_side, "Ben decided with Ana where the two sit together"
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.ruled.zone, judged.standing.state) == (
        Zone.PROMISE,
        Zone.ASK,
        State.ACCEPTED,
    )
    assert shop.book.undo_label == "Decide: Acme"
    shop.book.undo()
    assert shop.question(found.id).is_open and shop.judged(deal_id).verdict.zone is Zone.ASK
    shop.book.redo()
    assert shop.question(found.id).decision == decision and shop.judged(deal_id).verdict.zone is Zone.PROMISE


@pytest.mark.parametrize(
    ("known", "match"),
    [
        ({"say": " "}, "what was decided"),
        ({"say": "x" * 2001}, "2000 characters"),
        ({"kind": DecisionKind.CONDITIONS}, "under which condition"),
        ({"kind": DecisionKind.PHASED}, "under which condition"),
        ({"kind": DecisionKind.CONDITIONS, "conditions": Conditions(MONDAY - timedelta(days=1))}, "date in the past"),
        ({"kind": DecisionKind.CONDITIONS, "conditions": Conditions(quantity=Decimal(1))}, "Smaller means less"),
        ({"kind": DecisionKind.CONDITIONS, "conditions": Conditions(quantity=Decimal(0))}, "Smaller means less"),
        ({"tell_by": MONDAY - timedelta(days=1)}, "told in the past"),
    ],
)
def test_a_decision_that_says_too_little_is_not_kept(shop: Ladder, known: dict[str, Any], match: str) -> None:
    found = shop.hear(shop.raise_it(shop.make(discount_percent=Decimal(15))))
    before = shop.changes()
    with pytest.raises(Trouble, match=match):
        shop.decide(found, **known)
    assert shop.changes() == before


def test_a_question_is_decided_once(shop: Ladder) -> None:
    found = shop.hear(shop.raise_it(shop.make(discount_percent=Decimal(15))))
    shop.decide(found)
    with pytest.raises(Refused, match="in the meantime"):
        shop.decide(found, shop.ana)
    for act in (
        lambda: shop.move_up(found),
        lambda: shop.straight_up(found),
        lambda: shop.hear(found, sales_say="Wait!"),
        lambda: escalation.drop_question(book=shop.book, who=author(shop.ana), question=found),
    ):
        with pytest.raises(Conflict, match="Ben has changed this"):
            act()
    with pytest.raises(Refused, match="no longer open"):
        shop.move_up(shop.question(found.id))
    assert shop.steps(found) == ["2"]


def test_a_question_taken_off_or_gone_with_its_deal_is_told(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(15))
    found = shop.hear(shop.raise_it(deal_id))
    escalation.drop_question(book=shop.book, who=author(shop.ana), question=found)
    with pytest.raises(Refused, match="taken off the ladder"):
        shop.decide(found)
    second = shop.hear(shop.raise_it(deal_id))
    delete_deal(book=shop.book, who=author(shop.ana), deal=shop.judged(deal_id).deal)
    with pytest.raises(Refused):
        shop.decide(second)
    with pytest.raises(Refused, match="deleted in the meantime"):
        shop.move_up(second)


def test_words_or_a_deal_changed_meanwhile_are_a_conflict(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(15))
    found = shop.hear(shop.raise_it(deal_id))
    shop.hear(found, sales_say="They open on the 5th.")
    with pytest.raises(Conflict):
        shop.decide(found)
    found = shop.question(found.id)
    seen = shop.judged(deal_id).deal.version
    shop.edit(deal_id, payment_days=60)
    with pytest.raises(Conflict, match="Ana has changed this"):
        shop.decide(found, seen=seen)
    assert shop.question(found.id) == found
    shop.decide(found, seen=seen + 1)


def test_two_windows_decide_at_once_and_one_is_told(shop: Ladder, other: Book) -> None:
    found = shop.hear(shop.raise_it(shop.make(discount_percent=Decimal(15))))
    desk = shop.desk
    escalation.decide(
        book=other, who=shop.ana, desk=desk, question=found, kind=DecisionKind.REFUSE, say="Not under our cost."
    )
    with pytest.raises(Refused, match="in the meantime"):
        shop.decide(found)
    decision = shop.question(found.id).decision
    assert decision is not None and decision.kind is DecisionKind.REFUSE


def test_only_who_stands_on_a_step_decides_there(shop: Ladder) -> None:
    found = shop.hear(shop.raise_it(shop.make(promised_on=FRIDAY_DUE), to_owner_because="Quick"))
    with pytest.raises(Refused, match="Ben does not decide on this step"):
        shop.decide(found, shop.ben)
    decision = shop.decide(found, shop.ana)
    assert decision.owner_was_side, "Ana owns, and is one of the two sides"


# What a decision means for the deal


def test_only_the_owner_lifts_what_is_off_the_table(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(40), cost=Decimal(500))
    found = shop.hear(shop.raise_it(deal_id))
    judged = shop.judged(deal_id)
    assert judged.verdict.zone is Zone.OFF and shop.steps(found) == ["2"]
    assert judged.standing.state is State.WAITING and judged.standing.uncovered == ()
    shop.decide(found)
    assert shop.judged(deal_id).verdict.zone is Zone.OFF, "the two may change the deal, not the rule"
    second = shop.raise_it(deal_id)
    shop.move_up(second)
    shop.decide(shop.hear(shop.question(second.id)), shop.ana)
    judged = shop.judged(deal_id)
    assert (judged.ruled.zone, judged.verdict.zone) == (Zone.OFF, Zone.PROMISE)
    # A fact gets worse, and it lapses; a better one keeps it.
    shop.edit(deal_id, discount_percent=Decimal(41))
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.OFF, State.LAPSED)
    shop.edit(deal_id, discount_percent=Decimal(39))
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE


def test_conditions_to_a_deal_off_the_table_are_offered_to_be_taken_over(shop: Ladder) -> None:
    """Where the two sit together they may change the deal until it is no longer off the table."""
    deal_id = shop.make(promised_on=date(2026, 11, 26))
    assert shop.judged(deal_id).verdict.zone is Zone.OFF
    found = shop.hear(shop.raise_it(deal_id))
    decision = shop.decide(found, kind=DecisionKind.CONDITIONS, conditions=Conditions(promised_on=FRIDAY_DUE))
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.OFF, State.CONDITIONS)
    given = {"book": shop.book, "who": author(shop.ana), "desk": shop.desk}
    escalation.take_over_decision(deal=judged.deal, decision=decision, **given)
    judged = shop.judged(deal_id)
    assert (judged.deal.promised_on, judged.ruled.zone) == (FRIDAY_DUE, Zone.ASK)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.PROMISE, State.ACCEPTED)


def test_a_refusal_of_what_is_off_the_table_is_shown(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(40))
    shop.decide(shop.hear(shop.raise_it(deal_id)), kind=DecisionKind.REFUSE)
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.OFF, State.REFUSED)


def test_a_decision_holds_on_after_the_owner_has_left(shop: Ladder) -> None:
    deal_id = shop.make(discount_percent=Decimal(40), cost=Decimal(500))
    found = shop.hear(shop.raise_it(deal_id, to_owner_because="Quick"))
    shop.decide(found, shop.ana)
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    shop.set_person(shop.ana, owner=False)
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE


def test_a_decision_counts_for_what_came_up_while_it_climbed(shop: Ladder) -> None:
    """Raised about the date; meanwhile the client asks for a discount, and whoever decides sees both."""
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    found = shop.raise_it(deal_id)
    shop.edit(deal_id, discount_percent=Decimal(15))
    shop.move_up(found)
    decision = shop.decide(shop.hear(shop.question(found.id)))
    assert decision.facts is not None and len(decision.facts.points) == 2
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE


def test_a_decision_lapses_when_a_fact_gets_worse_and_not_by_waiting(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.decide(shop.hear(shop.raise_it(deal_id)))
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    shop.at(date(2026, 12, 2), 9)
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    shop.edit(deal_id, promised_on=date(2026, 12, 3))
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone is Zone.PROMISE, judged.standing.state) == (False, State.LAPSED)


def test_a_refusal_keeps_the_deal_back(shop: Ladder) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id))
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    shop.decide(shop.hear(shop.raise_it(deal_id)), kind=DecisionKind.REFUSE)
    # It was within the rules by Ben's yes, so the question names no rule and takes nothing from it.
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    held = shop.make(promised_on=FRIDAY_DUE, client="Bolt")
    decision = shop.decide(
        shop.hear(shop.raise_it(held)), kind=DecisionKind.REFUSE, conditions=Conditions(promised_on=DUE)
    )
    assert decision.conditions == Conditions(), "a refusal has none"
    judged = shop.judged(held)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.ASK, State.REFUSED)


@pytest.mark.parametrize(
    ("kind", "conditions"),
    [
        (DecisionKind.CONDITIONS, Conditions(promised_on=date(2026, 12, 9))),
        (DecisionKind.PHASED, Conditions(phases="The letters first, the light a week later")),
    ],
)
def test_conditions_hold_once_they_are_taken_over_and_undo_takes_both_back(
    shop: Ladder, kind: DecisionKind, conditions: Conditions
) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    found = shop.hear(shop.raise_it(deal_id))
    decision = shop.decide(found, kind=kind, conditions=conditions)
    before = shop.judged(deal_id)
    assert (before.verdict.zone, before.standing.state) == (Zone.ASK, State.CONDITIONS)
    given = {"book": shop.book, "who": author(shop.ana), "desk": shop.desk}
    escalation.take_over_decision(deal=before.deal, decision=decision, **given)
    after = shop.judged(deal_id)
    assert (after.verdict.zone, after.standing.state) == (Zone.PROMISE, State.ACCEPTED)
    assert after.deal.promised_on == (conditions.promised_on or FRIDAY_DUE)
    with pytest.raises(Conflict):
        escalation.take_over_decision(deal=after.deal, decision=decision, **given)
    shop.book.undo()
    back = shop.judged(deal_id)
    assert (back.verdict, back.standing.state, back.deal.promised_on) == (before.verdict, State.CONDITIONS, FRIDAY_DUE)


# Afterwards


def test_the_client_is_told_and_some_weeks_later_it_is_looked_at_again(shop: Ladder) -> None:
    found = shop.hear(shop.raise_it(subject="Paint"))
    given = {"book": shop.book, "who": author(shop.ana)}
    for act in (
        lambda each: escalation.tell(today=MONDAY, question=each, **given),
        lambda each: escalation.review(today=MONDAY, question=each, right=True, **given),
    ):
        with pytest.raises(Refused, match="not been decided yet"):
            act(found)
    shop.decide(found)
    escalation.tell(today=TUESDAY, question=shop.question(found.id), **given)
    escalation.review(today=date(2026, 12, 23), question=shop.question(found.id), right=False, **given)
    decision = shop.question(found.id).decision
    assert decision is not None
    assert (decision.told_on, decision.right, decision.reviewed_on) == (TUESDAY, False, date(2026, 12, 23))
    escalation.tell(today=TUESDAY, question=shop.question(found.id), told=False, **given)
    assert shop.question(found.id).decision.told_on is None  # type: ignore[union-attr]
    with pytest.raises(Conflict):
        escalation.tell(today=TUESDAY, question=found._replace(decision=decision), **given)
