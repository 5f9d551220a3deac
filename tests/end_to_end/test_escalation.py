"""A refusal climbs the ladder of the sample over Christmas, the weekend and New Year, with two people and with twelve.

Every due time was counted by hand on the calendar of the Netherlands: the shop works Monday to Friday from 9 to 17, and
is closed on Friday 25 December 2026 and on Friday 1 January 2027. The two meet on Mondays at 9.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from desktop.actions import escalation
from desktop.actions.business import create_sample
from framework.agreement import Zone
from framework.asking import Kind
from framework.escalation import on_step, skipped
from framework.questions import DecisionKind, Question, due
from framework.standing import State
from storage.book import Book
from storage.opening import open_book
from storage.verify import verify
from tests.desktop.actions.test_asking import author
from tests.desktop.actions.test_escalation import HEARD, Ladder

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEDNESDAY = date(2026, 12, 23)
DUE = date(2027, 1, 6)


def on(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that winter on the wall clock of the shop."""
    return datetime(2026 if month == 12 else 2027, month, day, hour, minute, tzinfo=AMSTERDAM)


class Winter(Ladder):
    """The sample, whose people come and go at moments of that winter."""

    def __init__(self, book: Book, traveller: Any) -> None:
        self._traveller = traveller
        super().__init__(book, traveller.move_to)
        self.go(on(23, 12, 14))

    def go(self, moment: datetime) -> None:
        """Let time pass until `moment`."""
        self._traveller.move_to(moment)
        self.today = moment.date()

    def opened(self, moment: datetime) -> int:
        """Open the program at `moment`, and return how many questions moved up meanwhile."""
        self.go(moment)
        return self.clock()

    def due(self, question: Question) -> datetime | None:
        """When a question should be settled on the step it stands on."""
        business, here = self.desk.business, self.question(question.id).here
        step = next(step for step in business.agreement.ladder if step.id == here.step_id)
        return due(here, step, business.calendar, business.series, self.desk.zone)

    def refused(self) -> tuple[str, Question]:
        """On Wednesday Ana asks about a date that is near and Ben refuses; on Christmas Eve at 15:00 she raises it."""
        deal_id = self.make(client="Mole End Books", promised_on=DUE)
        request = self.ask(deal_id, "They open their second shop.")
        self.go(on(23, 12, 14, 30))
        self.answer(request, kind=Kind.REFUSE, say="The router is booked until the 11th.")
        assert self.judged(deal_id).standing.state is State.REFUSED
        self.go(on(24, 12, 15))
        return deal_id, self.raise_it(deal_id, request_id=request.id)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Winter]:
    """The sample business as of that Wednesday, without what stands on its ladder from the start."""
    monkeypatch.setattr("desktop.actions.business.local_timezone", lambda: "Europe/Amsterdam")
    path = tmp_path / "Brightside.handshake"
    with time_machine.travel(on(23, 12, 14), tick=False) as traveller:
        create_sample(path=path, today=WEDNESDAY).close()
        with open_book(path) as book:
            made = Winter(book, traveller)
            for each in escalation.open_questions(book, digits=2):
                escalation.drop_question(book=book, who=author(made.ana), question=each)
            yield made


def test_a_refusal_climbs_over_christmas_and_the_leads_of_two_are_skipped(shop: Winter) -> None:
    business = shop.desk.business
    ladder = business.agreement.ladder
    assert skipped(ladder, business.people) == {ladder[2].id: ladder[1].id}
    assert business.climbs_by_itself
    deal_id, found = shop.refused()
    assert shop.steps(found) == ["1"] and shop.judged(deal_id).standing.state is State.WAITING
    # Four hours from Thursday 15:00: two until 17:00. Friday is Christmas, then the weekend. Monday from 9 to 11.
    assert shop.due(found) == on(28, 12, 11)
    assert shop.opened(on(28, 12, 10, 59)) == 0
    assert shop.opened(on(28, 12, 11)) == 1
    assert shop.steps(found) == ["1", "2"]
    # That Monday's meeting was at 9, so the next is a week later; New Year's Day lies between.
    assert shop.due(found) == on(4, 1, 9)

    # They speak, each in turn, and do not agree. The program stays closed until the day after the meeting.
    shop.hear(shop.question(found.id))
    assert shop.opened(on(4, 1, 8, 59)) == 0
    assert shop.opened(on(5, 1, 10)) == 1
    assert shop.steps(found) == ["1", "2", "4"], "the leads are the same two"
    arrivals = shop.question(found.id).arrivals
    assert [arrival.at for arrival in arrivals] == [on(24, 12, 15), on(28, 12, 11), on(4, 1, 9)]
    assert [arrival.by_clock for arrival in arrivals] == [False, True, True]
    # Sixteen hours from Monday 9:00 are two days. It stays there, however late it gets.
    assert shop.due(found) == on(5, 1, 17)

    # Ben does not decide there. Ana does, and it shows that she is one of the two sides.
    question = shop.question(found.id)
    with pytest.raises(escalation.Refused, match="Ben does not decide"):
        shop.decide(question, shop.ben)
    decision = shop.decide(question, shop.ana, precedent=True)
    assert decision.owner_was_side and decision.review_on == date(2027, 2, 4)
    judged = shop.judged(deal_id)
    assert (judged.ruled.zone, judged.verdict.zone, judged.standing.state) == (
        Zone.OFF,
        Zone.PROMISE,
        State.ACCEPTED,
    ), "one working day is left: by the rules that is off the table, and the owner has lifted it"
    assert shop.opened(on(28, 1, 9)) == 0
    assert verify(shop.book.path).ok


def test_closed_over_the_holidays_it_has_climbed_the_same_steps_at_the_same_moments(shop: Winter) -> None:
    _deal, found = shop.refused()
    assert shop.opened(on(5, 1, 10)) == 1
    assert [arrival.at for arrival in shop.question(found.id).arrivals] == [
        on(24, 12, 15),
        on(28, 12, 11),
        on(4, 1, 9),
    ]
    assert shop.opened(on(29, 1, 9)) == 0 and shop.steps(found) == ["1", "2", "4"]


def test_with_twelve_people_it_comes_to_the_leads_who_are_named(shop: Winter) -> None:
    names = ("Cara", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo", "Kai", "Lea")
    with shop.book.change("Ten more") as change:
        ids = [
            change.add("person", {"name": name, "sells": place % 2 == 0, "delivers": place % 2 == 1, "position": 3})
            for place, name in enumerate(names)
        ]
    cara, dan = ids[:2]
    ((newest,),) = shop.book.rows("SELECT id FROM agreement WHERE state = 'signed' ORDER BY number DESC LIMIT 1")
    ((step,),) = shop.book.rows("SELECT id FROM ladder_step WHERE agreement_id = ? AND position = 2", (newest,))
    with shop.book.change("Cara and Dan lead") as change:
        change.update("ladder_step", step, {"people": f"{cara}\n{dan}", "money_limit_minor": 1000000})
    business = shop.desk.business
    ladder = business.agreement.ladder
    assert len(business.people) == 12 and skipped(ladder, business.people) == {}
    assert on_step(ladder[2], business.people) == {frozenset({cara, dan})}
    assert len(next(iter(on_step(ladder[1], business.people)))) == 12

    deal_id, found = shop.refused()
    assert shop.opened(on(5, 1, 10)) == 1
    assert shop.steps(found) == ["1", "2", "3"]
    # Eight hours from Monday 9:00: until the end of that day. The clock never moves it off the leads.
    assert shop.due(found) == on(4, 1, 17)
    assert shop.opened(on(29, 1, 9)) == 0

    shop.go(on(5, 1, 11))
    people = {person.name: person for person in business.people}
    question = shop.hear(shop.question(found.id))
    for nobody in ("Ana", "Ben", "Eve"):
        with pytest.raises(escalation.Refused, match=f"{nobody} does not decide"):
            shop.decide(question, people[nobody])
    # They stay split, so one of them moves it up with what was tried, and the owner decides.
    with pytest.raises(escalation.Trouble, match="what was tried"):
        shop.move_up(question, " ", people["Cara"])
    shop.move_up(question, "A week later, and two deliveries: the client wants neither", people["Cara"])
    assert shop.steps(found) == ["1", "2", "3", "4"]
    # Sixteen hours from Tuesday 11:00: six that day, eight on Wednesday, two on Thursday.
    assert shop.due(found) == on(7, 1, 11)
    shop.decide(
        shop.question(found.id), shop.ana, kind=DecisionKind.REFUSE, say="We do not break two promises for one."
    )
    assert shop.judged(deal_id).standing.state is State.REFUSED


def test_settled_by_the_two_in_the_meeting_the_owner_never_sees_it(shop: Winter) -> None:
    """The same refusal, when somebody moves it up in time and Ben gives in."""
    deal_id, found = shop.refused()
    shop.go(on(24, 12, 16))
    shop.move_up(found)
    # The next meeting: Monday, over Christmas and the weekend.
    assert shop.due(found) == on(28, 12, 9)
    escalation.save_words(book=shop.book, who=author(shop.ben), digits=2, question=shop.question(found.id), **HEARD)
    assert shop.opened(on(28, 12, 8, 50)) == 0
    shop.decide(shop.question(found.id), shop.ben, say="We fit it on Friday evening.")
    judged = shop.judged(deal_id)
    assert (judged.verdict.zone, judged.standing.state) == (Zone.PROMISE, State.ACCEPTED)
    assert shop.opened(on(5, 1, 10)) == 0 and shop.steps(found) == ["1", "2"]
