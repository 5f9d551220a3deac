"""Asking, answering, taking back and taking over, on a real file: what is refused, and what makes a yes hold."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import asking
from desktop.actions.desk import Desk, Judged, judge, judge_open, read_desk
from desktop.actions.intake import answer_item, copy_deal, create_deal, delete_deal, edit_deal, move_deal
from framework.agreement import Decider, Measure, Zone
from framework.asking import Conditions, Kind, Request, Seat
from framework.checklist import Answer
from framework.deal import Stage
from framework.lapse import Fact
from framework.people import Function, OwnAnswers, Person
from framework.promises import Mover, Told
from framework.standing import State
from storage.asking import requests_of
from storage.book import Author, Book
from storage.intake import deals_of_rows, read_deal
from storage.promises import moves_of
from storage.trouble import Conflict, Refused, Trouble
from tests.new_business import new_business

MONDAY = date(2026, 11, 23)
FRIDAY_DUE, DUE = date(2026, 12, 4), date(2026, 12, 14)
CONDITION = Conditions(promised_on=DUE)


class Shop:
    """A sign shop of Ana, who sells and owns, and Ben, who delivers, with what its people do."""

    def __init__(self, book: Book, set_clock: Callable[[datetime], None]) -> None:
        self.book, self._set_clock = book, set_clock
        self.today = MONDAY
        self.at(MONDAY, 9)
        self.ana, self.ben = self.desk.business.people[:2]

    def at(self, day: date, hour: int) -> None:
        self.today = day
        self._set_clock(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))

    @property
    def desk(self) -> Desk:
        return read_desk(self.book, self.today)

    def offering(self, name: str) -> str:
        return next(each.id for each in self.desk.business.offerings.values() if each.name == name)

    def make(self, **fields: Any) -> str:
        """A deal within every rule, but for `fields`; no question of its checklist is open."""
        given = {
            "client": "Acme",
            "offering_id": self.offering("Flat-cut lettering"),
            "value": Decimal(1900),
            "promised_on": DUE,
            "custom_parts": 0,
            "payment_days": 30,
            **fields,
        }
        deal_id = create_deal(book=self.book, who=author(self.ana), today=self.today, digits=2, fields=given)
        for item in self.desk.business.items:
            if item.follows is None:
                key = {"deal_id": deal_id, "item": item.id, "say": item.say}
                answer_item(book=self.book, who=author(self.ana), answer=Answer.NOT_APPLICABLE, **key)
        return deal_id

    def judged(self, deal_id: str) -> Judged:
        deal = read_deal(self.book, deal_id, digits=2)
        assert deal is not None
        return judge(self.book, self.desk, deal)

    def edit(self, deal_id: str, **fields: Any) -> None:
        deal = self.judged(deal_id).deal
        edit_deal(book=self.book, who=author(self.ana), digits=2, deal=deal, fields=fields)

    def ask(self, deal_id: str, say: str = "", who: Person | None = None) -> Request:
        asking.ask(book=self.book, who=author(who or self.ana), desk=self.desk, deal_id=deal_id, say=say)
        return requests_of(self.book, deal_id, digits=2)[-1]

    def answer(self, request: Request, who: Person | None = None, **known: Any) -> str:
        given = {"kind": Kind.ACCEPT, "seat": Seat.OPERATIONS, **known}
        return asking.answer(book=self.book, who=who or self.ben, desk=self.desk, request=request, **given)

    def take_over(self, deal_id: str, told: Told | None = None) -> None:
        judged = self.judged(deal_id)
        given = judged.standing.answer
        assert given is not None
        asking.take_over(book=self.book, who=author(self.ana), desk=self.desk, deal=judged.deal, given=given, told=told)

    def take_back(self, request: Request) -> None:
        asking.take_back(book=self.book, who=author(self.ana), desk=self.desk, request=request, client="Acme")

    def set_own_answers(self, own: OwnAnswers) -> None:
        with self.book.change("Own answers") as change:
            ((key,),) = self.book.rows("SELECT id FROM business")
            change.update("business", key, {"own_answers": str(own)})

    def changes(self) -> int:
        found = self.book.row("SELECT max(seq) FROM change")
        assert found is not None
        return int(found[0])


def author(person: Person) -> Author:
    return Author(person.id, person.name)


@pytest.fixture
def shop(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Shop]:
    with new_business(
        tmp_path / "Mine.handshake", "Ana:sales,lead,owner", "Ben:operations,lead", kind="sign-shop", weekly_hours=80
    ) as book:
        yield Shop(book, set_clock)


# Asking


def test_asking_writes_down_what_was_asked_of_whom_and_on_which_facts(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE, discount_percent=Decimal(15))
    request = shop.ask(deal_id, "  They open on the 7th.  ")
    assert (request.asked_by, request.say) == (shop.ana.id, "They open on the 7th.")
    assert request.asked_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    # Operations decides about the lead time, both about the discount: both answer for all of it.
    assert request.decides is Decider.BOTH
    rules = {f"rule:{rule.id}": rule.measure for rule in shop.desk.business.agreement.rules}
    assert {rules[point.key]: (str(point.answer_hours), point.silence) for point in request.points} == {
        Measure.LEAD_TIME: ("2.00", "no"),
        Measure.DISCOUNT: ("8.00", "yes"),
    }
    assert request.facts.points == {point.key for point in request.points}
    assert (request.facts.day, request.facts.promised_on, request.facts.discount) == (MONDAY, FRIDAY_DUE, 15)
    assert shop.book.undo_label == "Ask: Acme"
    assert shop.judged(deal_id).standing.state is State.WAITING
    shop.book.undo()
    assert shop.judged(deal_id).standing.state is State.NONE


def test_nothing_to_ask_and_asking_twice_are_refused(shop: Shop) -> None:
    fine, held = shop.make(), shop.make(promised_on=FRIDAY_DUE)
    with pytest.raises(Refused, match="nothing to ask about Acme"):
        shop.ask(fine)
    shop.ask(held)
    before = shop.changes()
    with pytest.raises(Refused, match="asked already"):
        shop.ask(held)
    with pytest.raises(Trouble, match="2000 characters"):
        shop.ask(held, "x" * 2001)
    delete_deal(book=shop.book, who=author(shop.ana), deal=shop.judged(held).deal)
    with pytest.raises(Refused, match="deleted in the meantime"):
        shop.ask(held)
    assert shop.changes() == before + 1


def test_what_is_off_the_table_alone_cannot_be_asked(shop: Shop) -> None:
    with pytest.raises(Refused, match="nothing to ask"):
        shop.ask(shop.make(discount_percent=Decimal(40)))


def test_what_is_sold_is_not_asked_about(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    known = {"book": shop.book, "who": author(shop.ana), "today": MONDAY, "digits": 2}
    move_deal(deal=shop.judged(deal_id).deal, stage=Stage.WON, zone=Zone.ASK, reason="They insist", **known)
    assert shop.judged(deal_id).ruled.zone is Zone.ASK
    with pytest.raises(Refused, match="nothing to ask"):
        shop.ask(deal_id)


def test_a_question_taken_back_is_answered_no_more_and_asked_again(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    shop.take_back(request)
    assert shop.judged(deal_id).standing.state is State.NONE
    with pytest.raises(Refused, match="taken back"):
        shop.answer(request)
    with pytest.raises(Refused, match="in the meantime"):
        shop.take_back(request)
    assert len(requests_of(shop.book, deal_id, digits=2)) == 1
    assert shop.ask(deal_id).id != request.id


# Answering


def test_a_yes_rests_on_the_deal_as_it_is_when_it_is_given(shop: Shop) -> None:
    """While Ben thinks, Ana asks for longer to pay: his yes is to that as well."""
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    shop.edit(deal_id, payment_days=60)
    shop.at(date(2026, 11, 24), 10)
    shop.answer(request, say="Fine.")
    (found,) = requests_of(shop.book, deal_id, digits=2)[0].answers
    assert (found.person_id, found.kind, found.say, found.own) == (shop.ben.id, Kind.ACCEPT, "Fine.", False)
    assert (found.facts.payment_days, found.facts.day) == (60, date(2026, 11, 24))
    # Ten working days from Tuesday the 24th.
    assert found.valid_until == date(2026, 12, 8)
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.ruled.zone, judged.standing.state) == (
        Zone.PROMISE,
        Zone.ASK,
        State.ACCEPTED,
    )
    assert shop.book.undo_label == "Yes: Acme"


def test_an_answer_to_a_deal_that_was_changed_since_it_was_seen_is_a_conflict(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    seen = shop.judged(deal_id).deal.version
    shop.edit(deal_id, payment_days=60)
    with pytest.raises(Conflict, match="Ana has changed this") as raised:
        shop.answer(request, seen=seen)
    assert requests_of(shop.book, deal_id, digits=2)[0].answers == ()
    shop.answer(request, seen=int(raised.value.theirs["version"]))
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_neither_asking_nor_answering_counts_as_a_change_of_the_deal(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    version = shop.judged(deal_id).deal.version
    shop.answer(shop.ask(deal_id))
    assert shop.judged(deal_id).deal.version == version


@pytest.mark.parametrize(
    ("known", "match"),
    [
        ({"kind": Kind.REFUSE}, "Write why not"),
        ({"kind": Kind.REFUSE, "say": " \n "}, "Write why not"),
        ({"kind": Kind.CONDITIONS}, "under which condition"),
        ({"kind": Kind.CONDITIONS, "conditions": Conditions(promised_on=date(2026, 11, 22))}, "date in the past"),
        ({"kind": Kind.CONDITIONS, "conditions": Conditions(quantity=Decimal(3))}, "Smaller means less"),
        ({"kind": Kind.CONDITIONS, "conditions": Conditions(quantity=Decimal(0))}, "Smaller means less"),
        ({"until": date(2026, 11, 22)}, "can't end in the past"),
        ({"until": date(2226, 12, 18)}, "Is the year right"),
        ({"kind": Kind.CONDITIONS, "conditions": Conditions(promised_on=date(2226, 12, 18))}, "Is the year right"),
        ({"say": "x" * 2001}, "2000 characters"),
    ],
)
def test_an_answer_that_says_too_little_or_too_much_is_not_kept(shop: Shop, known: dict[str, Any], match: str) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE, quantity=Decimal(3), value=Decimal(5700))
    request = shop.ask(deal_id)
    before = shop.changes()
    with pytest.raises(Trouble, match=match):
        shop.answer(request, **known)
    assert shop.changes() == before
    assert shop.judged(deal_id).standing.state is State.WAITING


def test_nobody_takes_away_what_another_has_answered_but_their_own_mind_may_change(shop: Shop) -> None:
    """Ben says no; Cleo, whose screen still shows the question, says yes."""
    with shop.book.change("Cleo delivers too") as change:
        cleo = change.add("person", {"name": "Cleo", "sells": False, "delivers": True, "leads": False, "owner": False})
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    shop.answer(request, kind=Kind.REFUSE, say="The press is broken")
    with pytest.raises(Refused, match="answered in the meantime"):
        shop.answer(request, who=next(each for each in shop.desk.business.people if each.id == cleo))
    assert shop.judged(deal_id).standing.state is State.REFUSED
    shop.answer(request)
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_what_was_answered_is_not_taken_back_by_a_screen_that_has_not_seen_it(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    shop.answer(request)
    with pytest.raises(Refused, match="in the meantime"):
        shop.take_back(request)
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_who_asked_and_left_has_spoken_for_sales_all_the_same(shop: Shop) -> None:
    """Both decide about a discount: Ana, who asked, has spoken, and Ben says yes. Then Dora follows Ana."""
    deal_id = shop.make(discount_percent=Decimal(15))
    shop.answer(shop.ask(deal_id))
    assert shop.judged(deal_id).standing.state is State.ACCEPTED
    with shop.book.change("Dora follows Ana") as change:
        change.add("person", {"name": "Dora", "sells": True, "delivers": False, "leads": True, "owner": True})
        change.update("person", shop.ana.id, {"left_on": MONDAY})
    assert {person.name for person in shop.desk.business.people} == {"Ben", "Dora"}
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_news_of_a_question_that_was_undone_still_finds_its_deal(shop: Shop) -> None:
    heard: list[Mapping[str, frozenset[str]]] = []
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.ask(deal_id)
    shop.book.subscribe(lambda news: heard.append(news.topics))
    shop.book.undo()
    (topics,) = heard
    assert topics.keys() == {"request", "request_point"}
    assert deals_of_rows(shop.book, topics) == {deal_id}
    assert deals_of_rows(shop.book, {"request_point": topics["request_point"]}) == {deal_id}


def test_today_is_not_past_and_words_alone_are_a_condition(shop: Shop) -> None:
    for known in (
        {"until": MONDAY},
        {"kind": Kind.CONDITIONS, "say": "Only with a proof"},
        {"kind": Kind.CONDITIONS, "conditions": Conditions(promised_on=MONDAY)},
        {"kind": Kind.REFUSE, "say": "No"},
    ):
        shop.answer(shop.ask(shop.make(promised_on=FRIDAY_DUE)), **known)


def test_only_who_is_asked_may_answer(shop: Shop) -> None:
    request = shop.ask(shop.make(promised_on=FRIDAY_DUE))
    with pytest.raises(Refused, match="somebody else"):
        shop.answer(request, who=shop.ana)
    with pytest.raises(Refused, match="somebody else"):
        shop.answer(request, who=shop.ben, seat=Seat.OWNER)


@pytest.mark.parametrize(
    ("own", "today", "tomorrow"),
    [
        (OwnAnswers.ALLOWED, "", ""),
        (OwnAnswers.AFTER_A_NIGHT, "Sleep on it", ""),
        (OwnAnswers.NEVER, "nobody answers their own", "nobody answers their own"),
    ],
)
def test_own_answers_are_as_the_business_chose_and_are_marked(
    shop: Shop, own: OwnAnswers, today: str, tomorrow: str
) -> None:
    shop.set_own_answers(own)
    with shop.book.change("Ana delivers too") as change:
        change.update("person", shop.ana.id, {"delivers": True})
    ana = shop.desk.business.people[0]
    assert Function.OPERATIONS in ana.functions
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    request = shop.ask(deal_id)
    for day, refused in ((MONDAY, today), (date(2026, 11, 24), tomorrow)):
        shop.at(day, 9)
        standing = shop.judged(deal_id).standing
        # Lead time: 2 h, then silence is a no; by the next morning nothing waits.
        if standing.state is State.WAITING:
            assert asking.seats_open_to(standing, ana, shop.desk) == (() if refused else (Seat.OPERATIONS,))
            assert refused in asking.why_not(standing, ana, shop.desk)
        if refused:
            with pytest.raises(Refused, match=refused):
                shop.answer(request, who=ana)
        else:
            shop.answer(request, who=ana)
            assert requests_of(shop.book, deal_id, digits=2)[0].answers[-1].own
    if tomorrow:
        shop.answer(request, who=shop.ben)
        assert not requests_of(shop.book, deal_id, digits=2)[0].answers[-1].own


def test_who_is_not_asked_is_told_nothing(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    standing = shop.judged(deal_id).standing
    assert asking.seats_open_to(standing, shop.ben, shop.desk) == () and not asking.why_not(
        standing, shop.ben, shop.desk
    )
    shop.ask(deal_id)
    standing = shop.judged(deal_id).standing
    assert asking.seats_open_to(standing, shop.ben, shop.desk) == (Seat.OPERATIONS,)
    for nobody in (shop.ana, None):
        assert asking.seats_open_to(standing, nobody, shop.desk) == ()
        assert asking.why_not(standing, nobody, shop.desk) == ""


# Silence


def test_silence_speaks_on_the_clock_of_the_shop(shop: Shop) -> None:
    """The lead time has 2 working hours and silence is a no; an answer afterwards wins all the same."""
    with shop.book.change("Amsterdam") as change:
        ((key,),) = shop.book.rows("SELECT id FROM business")
        change.update("business", key, {"timezone": "Europe/Amsterdam"})
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.at(MONDAY, 15)  # 16:00 in Amsterdam: one hour today, one tomorrow until 10:00, which is 09:00 UTC
    request = shop.ask(deal_id)
    shop.at(date(2026, 11, 24), 8)
    assert shop.judged(deal_id).standing.due == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert shop.judged(deal_id).standing.state is State.WAITING
    shop.at(date(2026, 11, 24), 9)
    standing = shop.judged(deal_id).standing
    assert (standing.state, standing.answer) == (State.REFUSED, None)
    shop.answer(request)
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE


# Taking over


def test_taking_over_a_date_makes_the_yes_hold_and_undo_takes_both_back(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE, discount_percent=Decimal(15))
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=Conditions(promised_on=date(2026, 12, 9)))
    before = shop.judged(deal_id)
    assert (before.verdict.zone, before.standing.state) == (Zone.ASK, State.CONDITIONS)
    shop.take_over(deal_id)
    after = shop.judged(deal_id)
    assert (after.deal.promised_on, after.verdict.zone, after.standing.state) == (
        date(2026, 12, 9),
        Zone.PROMISE,
        State.ACCEPTED,
    )
    assert after.standing.answer is not None and after.standing.answer.taken_at is not None
    shop.book.undo()
    back = shop.judged(deal_id)
    assert back.deal.promised_on == FRIDAY_DUE
    assert back.standing.answer is not None and back.standing.answer.taken_at is None
    assert (back.verdict, back.standing.state) == (before.verdict, State.CONDITIONS)


def test_taking_over_a_later_date_of_an_offer_writes_down_that_it_moved(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE, stage=Stage.OFFERED, first_promised_on=FRIDAY_DUE)
    given = Conditions(promised_on=date(2026, 12, 9))
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=given, say="The router is busy.")
    with pytest.raises(Trouble, match="who moved the day"):
        shop.take_over(deal_id)
    assert shop.judged(deal_id).deal.promised_on == FRIDAY_DUE
    shop.take_over(deal_id, Told(Mover.OPERATIONS, False, "The router is busy."))
    (move,) = moves_of(shop.book, deal_id)
    assert (move.from_on, move.to_on, move.moved_by, move.told_first, move.why) == (
        FRIDAY_DUE,
        date(2026, 12, 9),
        Mover.OPERATIONS,
        False,
        "The router is busy.",
    )
    assert shop.judged(deal_id).deal.first_promised_on == FRIDAY_DUE
    assert shop.judged(deal_id).standing.state is State.ACCEPTED
    shop.book.undo()
    assert moves_of(shop.book, deal_id) == ()
    assert shop.judged(deal_id).standing.state is State.CONDITIONS


@pytest.mark.parametrize("wanted", ["1", "2", "4", "6"])
@pytest.mark.parametrize(
    ("value", "cost", "hours"),
    [
        ("200", "140", "20"),  # a margin of exactly 30 %, which is the limit
        ("1000", "700", "0.05"),
        ("13300", "9310", "33.33"),
        ("99.99", "69.99", "7"),
        ("13300", None, None),
    ],
)
def test_taking_over_a_smaller_quantity_makes_the_yes_hold_however_it_is_rounded(
    shop: Shop, wanted: str, value: str, cost: str | None, hours: str | None
) -> None:
    crew = shop.desk.business.crews[0].id
    deal_id = shop.make(
        promised_on=FRIDAY_DUE,
        quantity=Decimal(7),
        value=Decimal(value),
        discount_percent=None if cost is None else Decimal(5),
        cost=None if cost is None else Decimal(cost),
        hours={} if hours is None else {crew: Decimal(hours)},
    )
    request = shop.ask(deal_id)
    assert len(request.points) == 1, "only the lead time"
    shop.answer(request, kind=Kind.CONDITIONS, conditions=Conditions(quantity=Decimal(wanted)))
    shop.take_over(deal_id)
    judged = shop.judged(deal_id)
    assert judged.deal.quantity == Decimal(wanted)
    assert judged.verdict.reasons == ()
    assert judged.standing.state is State.ACCEPTED
    assert judged.deal.value is not None
    assert abs(judged.deal.value - Decimal(value) * Decimal(wanted) / 7) < Decimal("0.01")


def test_taking_over_a_higher_price_leaves_a_discount_that_is_known(shop: Shop) -> None:
    """Not in the catalogue: 15 % off left 850 of 1,000; at 900 it is 10 %, and nobody has to work that out."""
    deal_id = shop.make(
        offering_id=None, promised_on=DUE, value=Decimal(850), discount_percent=Decimal(15), cost=Decimal(500)
    )
    crew = shop.desk.business.crews[0].id
    shop.edit(deal_id, hours={crew: Decimal(8)})
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=Conditions(value=Decimal(900)))
    shop.take_over(deal_id)
    judged = shop.judged(deal_id)
    assert (judged.deal.value, judged.deal.discount_percent) == (Decimal(900), Decimal(10))
    assert judged.verdict.reasons == ()
    assert judged.standing.state is State.ACCEPTED


@pytest.mark.parametrize(("quantity", "value"), [("2", "500"), ("6", "1140")])
def test_a_smaller_quantity_at_a_price_costs_its_share_but_not_less_than_that(
    shop: Shop, quantity: str, value: str
) -> None:
    """Seven for 1,330 are 190 each: two of them would be 380, which is less than 500; six are 1,140."""
    deal_id = shop.make(promised_on=FRIDAY_DUE, quantity=Decimal(7), value=Decimal(1330), cost=Decimal(100))
    wanted = Conditions(quantity=Decimal(quantity), value=Decimal(500))
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=wanted)
    shop.take_over(deal_id)
    assert shop.judged(deal_id).deal.value == Decimal(value)
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_parts_are_taken_over_in_words(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=Conditions(phases="letters first"))
    assert shop.judged(deal_id).standing.state is State.CONDITIONS
    version = shop.judged(deal_id).deal.version
    shop.take_over(deal_id)
    assert shop.judged(deal_id).verdict.zone is Zone.PROMISE
    assert shop.judged(deal_id).deal.version == version


def test_taking_over_what_somebody_has_changed_is_a_conflict(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=CONDITION)
    judged = shop.judged(deal_id)
    assert judged.standing.answer is not None
    shop.edit(deal_id, payment_days=45)
    with pytest.raises(Conflict):
        asking.take_over(
            book=shop.book, who=author(shop.ana), desk=shop.desk, deal=judged.deal, given=judged.standing.answer
        )
    assert shop.judged(deal_id).deal.promised_on == FRIDAY_DUE


def test_taking_over_does_not_bring_back_a_yes_that_has_lapsed(shop: Shop) -> None:
    """Words as a condition: nothing of the deal has to change, so nothing but the deal itself tells of the change."""
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id), kind=Kind.CONDITIONS, conditions=Conditions(phases="letters first"))
    seen = shop.judged(deal_id)
    assert seen.standing.answer is not None
    shop.edit(deal_id, promised_on=date(2026, 12, 1))
    with pytest.raises(Conflict):
        asking.take_over(
            book=shop.book, who=author(shop.ana), desk=shop.desk, deal=seen.deal, given=seen.standing.answer
        )
    assert shop.judged(deal_id).standing.state is State.LAPSED


# Afterwards


def test_an_earlier_date_makes_it_lapse_and_it_can_be_asked_again(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id))
    shop.edit(deal_id, promised_on=date(2026, 12, 3))
    standing = shop.judged(deal_id).standing
    assert (standing.state, [lapse.fact for lapse in standing.lapses]) == (State.LAPSED, [Fact.DATE])
    again = shop.ask(deal_id)
    assert again.facts.promised_on == date(2026, 12, 3)
    assert [len(each.answers) for each in requests_of(shop.book, deal_id, digits=2)] == [1, 0]


def test_an_answered_deal_is_promised_with_the_zone_of_the_rules_and_stays_answered(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id))
    judged = shop.judged(deal_id)
    known = {"book": shop.book, "who": author(shop.ana), "today": MONDAY, "digits": 2}
    move_deal(deal=judged.deal, stage=Stage.OFFERED, zone=judged.ruled.zone, **known)
    deal = shop.judged(deal_id).deal
    assert (deal.promised_zone, deal.against_reason) == (Zone.ASK, "")
    shop.at(date(2027, 1, 20), 9)
    assert shop.judged(deal_id).standing.state is State.ACCEPTED, "promised while the answer held"


def test_a_copy_has_nothing_asked_or_answered_and_a_deleted_deal_brings_all_of_it_back(shop: Shop) -> None:
    deal_id = shop.make(promised_on=FRIDAY_DUE)
    shop.answer(shop.ask(deal_id))
    deal = shop.judged(deal_id).deal
    copy = copy_deal(book=shop.book, who=author(shop.ana), today=MONDAY, digits=2, deal=deal)
    assert requests_of(shop.book, copy, digits=2) == ()
    assert shop.judged(copy).standing.state is State.NONE
    before = requests_of(shop.book, deal_id, digits=2)
    delete_deal(book=shop.book, who=author(shop.ana), deal=deal)
    assert requests_of(shop.book, deal_id, digits=2) == ()
    shop.book.undo()
    assert requests_of(shop.book, deal_id, digits=2) == before
    assert shop.judged(deal_id).standing.state is State.ACCEPTED


def test_all_open_deals_are_judged_as_each_alone(shop: Shop) -> None:
    held = [shop.make(promised_on=FRIDAY_DUE) for _ in range(3)]
    shop.answer(shop.ask(held[0]))
    shop.ask(held[1])
    for judged in judge_open(shop.book, shop.desk):
        assert judged == shop.judged(judged.deal.id)
    assert {each.deal.id: each.standing.state for each in judge_open(shop.book, shop.desk, earliest=False)} == {
        held[0]: State.ACCEPTED,
        held[1]: State.WAITING,
        held[2]: State.NONE,
    }
