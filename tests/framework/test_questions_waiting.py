"""For whom a question on the ladder waits: whose side is silent, and who may decide once all have spoken."""

from datetime import UTC, datetime
from decimal import Decimal

from framework.escalation import Step, StepDecider
from framework.people import Function, Person
from framework.questions import Arrival, Question, waits_for

ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True, owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
OLGA = Person("olga", "Olga", owner=True)
LADDER = tuple(Step(str(number), "", who, Decimal(4)) for number, who in enumerate(StepDecider, start=1))
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ON_TWO = Question("q", "Saturdays", "ana", AT, (Arrival("2", AT),))
SPOKEN = ON_TWO._replace(sales_say="Yes", operations_say="No", client_view="It does")


def test_a_silent_side_is_waited_for() -> None:
    said = ON_TWO._replace(sales_say="They go elsewhere")
    assert not waits_for(said, ANA, LADDER, (ANA, BEN))
    assert waits_for(said, BEN, LADDER, (ANA, BEN))


def test_once_all_have_spoken_it_waits_for_those_who_decide() -> None:
    people = (ANA._replace(owner=False), BEN, OLGA)
    assert waits_for(SPOKEN, BEN, LADDER, people)
    assert not waits_for(SPOKEN, OLGA, LADDER, people)
    on_four = SPOKEN._replace(arrivals=(*SPOKEN.arrivals, Arrival("4", AT)))
    assert waits_for(on_four, OLGA, LADDER, people)
    assert not waits_for(on_four, BEN, LADDER, people)


def test_without_the_clients_view_nobody_can_decide() -> None:
    assert not waits_for(SPOKEN._replace(client_view=" "), BEN, LADDER, (ANA, BEN))


def test_what_is_off_the_ladder_waits_for_nobody() -> None:
    assert not waits_for(SPOKEN._replace(dropped_at=AT), BEN, LADDER, (ANA, BEN))
    assert not waits_for(ON_TWO, None, LADDER, (ANA, BEN))
