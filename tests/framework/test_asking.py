"""Asking and answering: who answers, what silence means and when, and what came of a question."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Decider, Silence, Zone
from framework.asking import (
    Conditions,
    Facts,
    GivenAnswer,
    Kind,
    Outcome,
    Permission,
    Point,
    Request,
    Seat,
    decider_of,
    due,
    is_met,
    on_seat,
    open_seats,
    outcomes,
    permission,
    point_due,
    point_key,
    point_of,
    seats,
    time_left,
    valid_until,
)
from framework.intake import Reason
from framework.people import OwnAnswers, Person
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, CALENDAR, FINE, OPERATIONS, RULES, SALES, TODAY, at, point

TWO = (ANA, BEN)
EVE = Person("eve", "Eve", frozenset(), owner=True)
TWELVE = (
    *(Person(f"s{n}", f"Seller {n}", SALES, leads=n == 1) for n in range(1, 5)),
    *(Person(f"o{n}", f"Maker {n}", OPERATIONS, leads=n == 2) for n in range(1, 7)),
    Person("both", "Both", SALES | OPERATIONS),
    EVE,
)
FACTS = Facts(TODAY)


def request(decides: Decider = Decider.OPERATIONS, by: str = "ana", **known: object) -> Request:
    asked = Request("q", "1", by, at(TODAY), decides, FACTS, (point("rule:a", "8", Silence.OPEN),))
    return asked._replace(**known)  # type: ignore[arg-type]


def answer(kind: Kind = Kind.ACCEPT, seat: Seat = Seat.OPERATIONS, minute: int = 0, **known: object) -> GivenAnswer:
    when = at(TODAY, "11:00") + timedelta(minutes=minute)
    given = GivenAnswer(f"{seat}-{minute}", "q", "ben", seat, kind, when, date(2026, 12, 8), FACTS)
    return given._replace(**known)  # type: ignore[arg-type]


def names(people: tuple[Person, ...]) -> list[str]:
    return [person.id for person in people]


def came_of(asked: Request, now: datetime, people: tuple[Person, ...] = TWO) -> dict[str, Outcome]:
    return outcomes(asked, people, CALENDAR, now, AMSTERDAM)


# Who answers


@pytest.mark.parametrize(
    ("decides", "by", "wanted"),
    [
        (Decider.OPERATIONS, "ana", [Seat.OPERATIONS]),
        (Decider.OPERATIONS, "ben", [Seat.OPERATIONS]),
        (Decider.BOTH, "ana", [Seat.OPERATIONS]),
        (Decider.BOTH, "ben", [Seat.SALES, Seat.OPERATIONS]),
        (Decider.LEADS, "ana", [Seat.OPERATIONS]),
        (Decider.OWNER, "ana", [Seat.OWNER]),
        (Decider.OWNER, "ben", [Seat.OWNER]),
    ],
)
def test_of_two_people_the_other_answers(decides: Decider, by: str, wanted: list[Seat]) -> None:
    assert list(seats(decides, by, TWO)) == wanted
    assert [names(on_seat(seat, decides, TWO)) for seat in wanted] == [
        ["ben"] if seat is Seat.OPERATIONS else ["ana"] for seat in wanted
    ]


@pytest.mark.parametrize(
    ("decides", "by", "wanted"),
    [
        (Decider.OPERATIONS, "s3", {Seat.OPERATIONS: ["o1", "o2", "o3", "o4", "o5", "o6", "both"]}),
        (Decider.BOTH, "s3", {Seat.OPERATIONS: ["o1", "o2", "o3", "o4", "o5", "o6", "both"]}),
        # A seller who does not lead has not spoken for the lead of Sales.
        (Decider.LEADS, "s3", {Seat.SALES: ["s1"], Seat.OPERATIONS: ["o2"]}),
        (Decider.LEADS, "s1", {Seat.OPERATIONS: ["o2"]}),
        (Decider.OWNER, "s1", {Seat.OWNER: ["eve"]}),
        (Decider.BOTH, "eve", {Seat.SALES: ["s1", "s2", "s3", "s4", "both"], Seat.OPERATIONS: None}),
    ],
)
def test_of_twelve_people_those_of_the_function_or_its_leads_answer(
    decides: Decider, by: str, wanted: dict[Seat, list[str] | None]
) -> None:
    assert seats(decides, by, TWELVE) == tuple(wanted)
    for seat, people in wanted.items():
        if people is not None:
            assert names(on_seat(seat, decides, TWELVE)) == people


def test_a_function_without_a_lead_is_led_by_all_who_hold_it() -> None:
    people = tuple(person._replace(leads=False) if person.id == "o2" else person for person in TWELVE)
    assert len(on_seat(Seat.OPERATIONS, Decider.LEADS, people)) == 7
    assert names(on_seat(Seat.SALES, Decider.LEADS, people)) == ["s1"]


def test_without_an_owner_operations_answers() -> None:
    people = (ANA._replace(owner=False), BEN)
    assert seats(Decider.OWNER, "ana", people) == (Seat.OPERATIONS,)
    assert names(on_seat(Seat.OPERATIONS, Decider.OWNER, people)) == ["ben"]


def test_whoever_decides_furthest_from_the_deal_answers_for_all() -> None:
    near, far = Reason(Zone.ASK), Reason(Zone.ASK, decides=Decider.LEADS)
    assert decider_of([near]) is Decider.OPERATIONS
    assert decider_of([far, near, near._replace(decides=Decider.BOTH)]) is Decider.LEADS
    assert decider_of([far, near._replace(decides=Decider.OWNER)]) is Decider.OWNER


def test_a_point_is_named_by_its_rule_and_an_item_without_one_waits_for_ever() -> None:
    assert point_key(Reason(Zone.ASK, rule_id="r", item_id="i")) == "rule:r"
    assert point_key(Reason(Zone.ASK, item_id="i")) == "item:i"
    said = RULES[0]._replace(id="r", answer_hours=Decimal(4), silence=Silence.NO)
    assert point_of(Reason(Zone.ASK, rule_id="r"), said) == Point("rule:r", Decimal(4), Silence.NO)
    assert point_of(Reason(Zone.ASK, rule_id="r"), said._replace(answer_hours=Decimal(0))).answer_hours is None
    own = point_of(Reason(Zone.ASK, item_id="i"), None)
    assert (own.answer_hours, own.silence) == (None, Silence.OPEN)
    assert point_due(request(), own, CALENDAR, AMSTERDAM) is None


# Own answers


@pytest.mark.parametrize(
    ("own", "same_evening", "next_morning"),
    [
        (OwnAnswers.ALLOWED, Permission.OWN, Permission.OWN),
        (OwnAnswers.AFTER_A_NIGHT, Permission.AFTER_A_NIGHT, Permission.OWN),
        (OwnAnswers.NEVER, Permission.NOT_OWN, Permission.NOT_OWN),
    ],
)
def test_an_own_answer_is_as_the_business_has_chosen(
    own: OwnAnswers, same_evening: Permission, next_morning: Permission
) -> None:
    alone = Person("ana", "Ana", SALES | OPERATIONS, owner=True)
    people = (alone, BEN)
    # Asked at 23:30 in Amsterdam, which is the evening of the same day in UTC as well.
    late = request(asked_at=at(TODAY, "23:30"))
    for day, wanted in ((TODAY, same_evening), (TODAY + timedelta(days=1), next_morning)):
        assert permission(late, Seat.OPERATIONS, alone, people, own, day, AMSTERDAM) is wanted
        assert permission(late, Seat.OPERATIONS, BEN, people, own, day, AMSTERDAM) is Permission.YES
        # Not theirs to answer at all: that is said first.
        assert permission(late, Seat.OWNER, BEN, people, own, day, AMSTERDAM) is Permission.NOT_ASKED


def test_the_night_is_that_of_the_shop_not_of_greenwich() -> None:
    """00:30 in Amsterdam is still yesterday in UTC: no night has passed."""
    alone = Person("ana", "Ana", SALES | OPERATIONS)
    early = request(asked_at=at(TODAY, "00:30"))
    assert early.asked_at.date() == TODAY - timedelta(days=1)
    found = permission(early, Seat.OPERATIONS, alone, (alone,), OwnAnswers.AFTER_A_NIGHT, TODAY, AMSTERDAM)
    assert found is Permission.AFTER_A_NIGHT


def test_a_lead_or_owner_is_not_asked_in_the_place_of_another() -> None:
    found = permission(request(Decider.OWNER), Seat.OWNER, BEN, TWO, OwnAnswers.ALLOWED, TODAY, AMSTERDAM)
    assert found is Permission.NOT_ASKED
    lead = request(Decider.LEADS, by="s1")
    for person, wanted in ((TWELVE[5], Permission.YES), (TWELVE[4], Permission.NOT_ASKED)):
        found = permission(lead, Seat.OPERATIONS, person, TWELVE, OwnAnswers.ALLOWED, TODAY, AMSTERDAM)
        assert found is wanted


# Silence


@pytest.mark.parametrize(
    ("day", "clock", "hours", "wanted"),
    [
        # Friday 15:00: two hours that day, six on Monday.
        (date(2026, 12, 18), "15:00", "8", datetime(2026, 12, 21, 14, tzinfo=UTC)),
        # The day before Christmas 16:00: one hour, then a holiday and a weekend, three on Monday.
        (date(2026, 12, 24), "16:00", "4", datetime(2026, 12, 28, 11, tzinfo=UTC)),
        # On a Saturday nothing runs; Monday 09:00 and two hours.
        (date(2026, 12, 19), "11:00", "2", datetime(2026, 12, 21, 10, tzinfo=UTC)),
        # Over the change to summer time the wall clock counts: Friday 16:00 and two hours are Monday 10:00, 08:00 UTC.
        (date(2027, 3, 26), "16:00", "2", datetime(2027, 3, 29, 8, tzinfo=UTC)),
        # A quarter of an hour, and exactly to closing time.
        (date(2026, 12, 18), "16:45", "0.25", datetime(2026, 12, 18, 16, tzinfo=UTC)),
    ],
)
def test_silence_speaks_after_working_hours(day: date, clock: str, hours: str, wanted: datetime) -> None:
    for silence, kind in ((Silence.YES, Kind.ACCEPT), (Silence.NO, Kind.REFUSE), (Silence.OPEN, None)):
        asked = request(asked_at=at(day, clock), points=(point("rule:a", hours, silence),))
        assert due(asked, CALENDAR, AMSTERDAM) == wanted
        before = came_of(asked, wanted - timedelta(seconds=1))["rule:a"]
        assert before == Outcome(None)
        after = came_of(asked, wanted)["rule:a"]
        assert after.kind is kind
        if kind is not None:
            assert (after.at, after.silent, after.answer, after.facts) == (wanted, True, None, asked.facts)
            assert after.valid_until == CALENDAR.add_working_days(wanted.date(), 10)
        assert came_of(asked, wanted + timedelta(days=400))["rule:a"].kind is kind


def test_each_point_has_the_time_and_the_silence_of_its_own_rule() -> None:
    """Asked on Tuesday at 10:00: 2 h are 12:00, 8 h are Wednesday 10:00, each an hour less in UTC."""
    asked = request(
        points=(
            point("rule:a", "2", Silence.YES),
            point("rule:b", "8", Silence.NO),
            point("rule:c", "4", Silence.OPEN),
            point("item:d", None, Silence.OPEN),
        )
    )
    assert due(asked, CALENDAR, AMSTERDAM) == datetime(2026, 11, 24, 11, tzinfo=UTC)

    def kinds(now: datetime) -> list[Kind | None]:
        return [outcome.kind for outcome in came_of(asked, now).values()]

    assert kinds(datetime(2026, 11, 24, 10, 59, tzinfo=UTC)) == [None] * 4
    assert kinds(datetime(2026, 11, 24, 11, tzinfo=UTC)) == [Kind.ACCEPT, None, None, None]
    assert kinds(datetime(2026, 11, 25, 9, tzinfo=UTC)) == [Kind.ACCEPT, Kind.REFUSE, None, None]


def test_without_a_time_nothing_is_ever_due() -> None:
    asked = request(points=(point("item:a", None, Silence.OPEN),))
    assert due(asked, CALENDAR, AMSTERDAM) is None
    assert came_of(asked, at(date(2030, 1, 1)))["item:a"].kind is None


@pytest.mark.parametrize("silence", [Silence.YES, Silence.NO])
@pytest.mark.parametrize("kind", list(Kind))
def test_an_answer_after_silence_wins(silence: Silence, kind: Kind) -> None:
    asked = request(points=(point("rule:a", "2", silence),))
    late = answer(kind, at=at(date(2026, 11, 30)))
    found = came_of(asked._replace(answers=(late,)), at(date(2026, 12, 1)))["rule:a"]
    assert (found.kind, found.silent, found.answer) == (kind, False, late)


def test_the_silence_of_one_seat_does_not_take_away_what_the_other_has_said() -> None:
    """Ben, who does not sell, asks both: what he answers for Operations stands when Sales says nothing."""
    points = (point("rule:a", "2", Silence.YES),)
    wanted = Conditions(promised_on=date(2027, 1, 15))
    said = answer(Kind.CONDITIONS, conditions=wanted, facts=FACTS._replace(points=frozenset({"rule:b"})))
    asked = request(Decider.BOTH, by="ben", points=points, answers=(said,))
    assert came_of(asked, at(TODAY, "11:30"))["rule:a"].kind is None, "Sales has not answered"
    found = came_of(asked, at(TODAY, "13:00"))["rule:a"]
    assert (found.kind, found.answer) == (Kind.CONDITIONS, said)
    assert found.valid_until == said.valid_until
    no = came_of(asked._replace(points=(points[0]._replace(silence=Silence.NO),)), at(TODAY, "13:00"))["rule:a"]
    assert (no.kind, no.silent, no.answer) == (Kind.REFUSE, True, None)


# What came of it


def test_one_no_is_enough_and_ends_the_waiting() -> None:
    asked = request(Decider.BOTH, by="ben")
    yes = answer(seat=Seat.SALES, person_id="ana")
    no = answer(Kind.REFUSE, minute=5)
    assert open_seats(asked, TWO) == (Seat.SALES, Seat.OPERATIONS)
    assert open_seats(asked._replace(answers=(yes,)), TWO) == (Seat.OPERATIONS,)
    assert came_of(asked._replace(answers=(yes,)), at(TODAY))["rule:a"].kind is None
    for order in ((yes, no), (no,), (no, yes._replace(at=no.at + timedelta(hours=1)))):
        refused = asked._replace(answers=order)
        assert open_seats(refused, TWO) == ()
        assert came_of(refused, at(TODAY))["rule:a"].answer == no
        assert came_of(refused, at(TODAY))["rule:a"].kind is Kind.REFUSE


def test_conditions_of_one_seat_bind_the_plain_yes_of_the_other_and_the_shorter_time_counts() -> None:
    asked = request(Decider.BOTH, by="ben")
    short = answer(Kind.CONDITIONS, valid_until=date(2026, 11, 27))
    plain = answer(seat=Seat.SALES, minute=9, person_id="ana", valid_until=date(2027, 1, 1))
    for order in ((short, plain), (plain._replace(at=at(TODAY, "09:00")), short)):
        found = came_of(asked._replace(answers=order), at(TODAY))["rule:a"]
        assert (found.kind, found.answer, found.valid_until) == (Kind.CONDITIONS, short, date(2026, 11, 27))


def test_who_changes_their_mind_is_heard() -> None:
    for first, second in ((Kind.ACCEPT, Kind.REFUSE), (Kind.REFUSE, Kind.ACCEPT), (Kind.CONDITIONS, Kind.ACCEPT)):
        asked = request(answers=(answer(first), answer(second, minute=30)))
        found = came_of(asked, at(TODAY, "12:00"))["rule:a"]
        assert (found.kind, found.answer) == (second, asked.answers[1])


def test_an_answer_speaks_for_what_had_to_be_asked_when_it_was_given() -> None:
    asked = request(answers=(answer(facts=FACTS._replace(points=frozenset({"rule:a", "rule:later"}))),))
    assert came_of(asked, at(TODAY)).keys() == {"rule:a", "rule:later"}


def test_a_question_that_was_taken_back_comes_to_nothing() -> None:
    back = request(withdrawn=True, answers=(answer(),), points=(point("rule:a", "2", Silence.NO),))
    assert came_of(back, at(date(2027, 1, 1))) == {}
    assert open_seats(back, TWO) == ()


# Conditions


@pytest.mark.parametrize(
    ("wanted", "met", "unmet"),
    [
        (Conditions(promised_on=date(2026, 12, 22)), {}, {"promised_on": date(2026, 12, 21)}),
        (Conditions(promised_on=date(2026, 12, 22)), {"promised_on": date(2027, 1, 4)}, {"promised_on": None}),
        (Conditions(value=Decimal(6800)), {}, {"value": Decimal("6799.99")}),
        (Conditions(value=Decimal(6800)), {"value": Decimal(7000)}, {"value": None}),
        (Conditions(quantity=Decimal(2)), {"quantity": Decimal(2)}, {"quantity": Decimal("2.01")}),
    ],
)
def test_conditions_in_figures_are_met_by_the_deal_itself(
    wanted: Conditions, met: dict[str, object], unmet: dict[str, object]
) -> None:
    said = answer(Kind.CONDITIONS, conditions=wanted)
    assert is_met(said, FINE._replace(**met))  # type: ignore[arg-type]
    assert not is_met(said, FINE._replace(**unmet))  # type: ignore[arg-type]
    # Taking them over does not help while a figure is not as it should be.
    assert not is_met(said._replace(taken_at=at(TODAY)), FINE._replace(**unmet))  # type: ignore[arg-type]


def test_words_and_parts_are_met_once_they_were_taken_over() -> None:
    for wanted in (Conditions(), Conditions(phases="sign first"), Conditions(date(2026, 12, 1), phases="sign first")):
        said = answer(Kind.CONDITIONS, conditions=wanted)
        assert not is_met(said, FINE)
        assert is_met(said._replace(taken_at=at(TODAY)), FINE)
    assert is_met(answer(Kind.ACCEPT), FINE)


# Time


@given(st.integers(0, 90 * 24 * 60), st.decimals("0.25", 40, places=2))
def test_what_is_left_is_what_was_given_and_is_over_when_it_is_due(minutes: int, hours: Decimal) -> None:
    when = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    asked = request(asked_at=when, points=(Point("rule:a", hours, Silence.NO),))
    over = due(asked, CALENDAR, AMSTERDAM)
    assert over is not None
    assert time_left(over, asked.asked_at, CALENDAR) == hours
    assert time_left(over, over.astimezone(UTC), CALENDAR) == 0
    assert came_of(asked, over)["rule:a"].kind is Kind.REFUSE
    assert came_of(asked, over - timedelta(microseconds=1))["rule:a"].kind is None


def test_an_answer_holds_ten_working_days() -> None:
    """From Tuesday 15 December: 16 to 18, 21 to 24 (the 25th is off), 28 to 30."""
    assert valid_until(date(2026, 12, 15), CALENDAR) == date(2026, 12, 30)
    assert valid_until(date.max, CALENDAR) == date.max


def test_who_left_after_asking_and_an_owner_who_came_or_went_take_no_answer_back() -> None:
    """What was settled stays settled, whoever works here by then; what still waits waits for who is here."""
    by_both = request(Decider.BOTH, answers=(answer(),))
    later = (BEN, Person("dora", "Dora", SALES))
    assert came_of(by_both, at(TODAY, "12:00"), later)["rule:a"].kind is Kind.ACCEPT
    assert open_seats(by_both, later) == ()
    for seat, people in ((Seat.OWNER, (BEN,)), (Seat.OPERATIONS, (BEN, EVE))):
        asked = request(Decider.OWNER, answers=(answer(seat=seat),))
        assert came_of(asked, at(TODAY, "12:00"), people)["rule:a"].kind is Kind.ACCEPT
        assert open_seats(asked, people) == ()
    assert open_seats(request(Decider.OWNER), (BEN, EVE)) == (Seat.OWNER,)
