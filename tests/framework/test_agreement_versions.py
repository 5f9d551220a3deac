"""Versions of the agreement: who may sign, what is still missing, and from when one may be in force."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Agreement
from framework.agreement_versions import (
    SIDES,
    Signature,
    State,
    Version,
    can_start,
    earliest_start,
    missing_sides,
    open_version,
    sides_to_sign,
    signed_versions,
)
from framework.people import Function, Person

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SALES, OPERATIONS = Function.SALES, Function.OPERATIONS
BOTH = frozenset(SIDES)
ANA, BEN = Person("ana", "Ana", frozenset({SALES})), Person("ben", "Ben", frozenset({OPERATIONS}))
CLEO = Person("cleo", "Cleo", BOTH)


def proposal(*signed: tuple[Function, Person], state: State = State.PROPOSED, number: int = 0) -> Version:
    signatures = tuple(Signature(function, person.id, NOON) for function, person in signed)
    return Version("v", state, Agreement(number), signatures=signatures)


def in_force(number: int, since: date | None) -> Version:
    return Version(f"v{number}", State.SIGNED, Agreement(number, since))


def test_a_signature_of_one_side_leaves_the_other_one_missing() -> None:
    assert missing_sides(proposal()) == (SALES, OPERATIONS)
    assert missing_sides(proposal((OPERATIONS, BEN))) == (SALES,)
    assert missing_sides(proposal((OPERATIONS, BEN), (SALES, ANA))) == ()
    by_ana = proposal((SALES, ANA)).signature_of(SALES)
    assert by_ana is not None and (by_ana.person_id, by_ana.at) == ("ana", NOON)
    assert proposal((SALES, ANA)).signature_of(OPERATIONS) is None


def test_two_people_sign_each_for_their_own_side() -> None:
    people = (ANA, BEN)
    assert [sides_to_sign(proposal(), person, people) for person in people] == [(SALES,), (OPERATIONS,)]
    assert sides_to_sign(proposal((SALES, ANA)), ANA, people) == ()
    assert sides_to_sign(proposal((SALES, ANA)), BEN, people) == (OPERATIONS,)
    owner = Person("dee", "Dee", owner=True)
    assert sides_to_sign(proposal(), owner, (*people, owner)) == (), "an owner who does neither signs for nobody"


def test_one_person_who_does_both_alone_signs_for_both() -> None:
    assert sides_to_sign(proposal(), CLEO, (CLEO,)) == (SALES, OPERATIONS)
    assert sides_to_sign(proposal((SALES, CLEO)), CLEO, (CLEO,)) == (OPERATIONS,)
    assert sides_to_sign(proposal((OPERATIONS, CLEO)), CLEO, (CLEO,)) == (SALES,)
    owner = Person("dee", "Dee", owner=True)
    assert sides_to_sign(proposal((SALES, CLEO)), CLEO, (owner, CLEO)) == (OPERATIONS,)


@pytest.mark.parametrize(("other", "own"), [(BEN, SALES), (ANA, OPERATIONS)])
def test_who_does_both_leaves_a_side_to_whoever_else_holds_it(other: Person, own: Function) -> None:
    """Whichever is signed first: only Cleo can sign for her own side, so the other signature is not hers."""
    people = (CLEO, other)
    (theirs,) = other.functions
    assert sides_to_sign(proposal(), CLEO, people) == (own,)
    assert sides_to_sign(proposal((own, CLEO)), CLEO, people) == ()
    assert sides_to_sign(proposal((own, CLEO)), other, people) == (theirs,)
    assert sides_to_sign(proposal((theirs, other)), CLEO, people) == (own,)


def test_two_who_do_both_sign_one_side_each() -> None:
    dan = Person("dan", "Dan", BOTH)
    people = (CLEO, dan)
    assert sides_to_sign(proposal(), CLEO, people) == (SALES, OPERATIONS)
    for side, other in (SIDES, SIDES[::-1]):
        assert sides_to_sign(proposal((side, CLEO)), CLEO, people) == ()
        assert sides_to_sign(proposal((side, CLEO)), dan, people) == (other,)


def test_somebody_who_left_has_signed_for_their_side_all_the_same() -> None:
    """Ana signed and left: Cleo, the only one who sells now, may still sign for Operations beside Ben."""
    people = (CLEO, BEN)
    assert sides_to_sign(proposal((SALES, ANA)), CLEO, people) == (OPERATIONS,)
    assert sides_to_sign(proposal((SALES, ANA)), BEN, people) == (OPERATIONS,)


def test_a_side_without_anybody_keeps_nobody_from_signing_for_the_other() -> None:
    dan = Person("dan", "Dan", frozenset({OPERATIONS}))
    assert [sides_to_sign(proposal(), person, (BEN, dan)) for person in (BEN, dan)] == [(OPERATIONS,)] * 2


@pytest.mark.parametrize("state", [State.SIGNED, State.DROPPED])
def test_nobody_signs_what_is_no_longer_open(state: State) -> None:
    assert sides_to_sign(proposal(state=state), CLEO, (CLEO,)) == ()
    assert sides_to_sign(proposal(state=State.DRAFT), CLEO, (CLEO,)) == (SALES, OPERATIONS)


CREWS_OF_PEOPLE = st.lists(st.frozensets(st.sampled_from(SIDES)), max_size=4).map(
    lambda held: tuple(Person(str(n), "", functions) for n, functions in enumerate(held))
)


@given(CREWS_OF_PEOPLE)
def test_however_it_is_signed_two_people_have_read_it_where_there_are_two(people: tuple[Person, ...]) -> None:
    """Every order of signing is walked through: it never ends with one pair of eyes, nor at a point of no return."""
    sellers, deliverers = ([p.id for p in people if side in p.functions] for side in SIDES)
    two = any(one != other for one, other in product(sellers, deliverers))
    left = [proposal()]
    while left:
        version = left.pop()
        missing = missing_sides(version)
        steps = [(side, p) for p in people for side in sides_to_sign(version, p, people)]
        assert all(side in missing and side in person.functions for side, person in steps)
        if not missing:
            assert len({each.person_id for each in version.signatures}) == (2 if two else 1)
        elif sellers and deliverers:
            assert steps, "nobody may sign what is missing"
        for side, person in steps:
            signed = (*version.signatures, Signature(side, person.id, NOON))
            left.append(version._replace(signatures=signed))


def test_the_version_both_are_working_on() -> None:
    old, dropped = in_force(1, TODAY), proposal(state=State.DROPPED)
    draft, proposed = proposal(state=State.DRAFT), proposal()
    assert open_version([old, dropped]) is None
    assert open_version([old, dropped, draft]) is draft
    assert open_version([proposed, old]) is proposed
    assert [version.is_open for version in (old, dropped, draft, proposed)] == [False, False, True, True]


def test_signed_versions_are_those_that_hold_oldest_first() -> None:
    first, second = in_force(1, TODAY), in_force(2, TODAY)
    assert signed_versions([second, proposal(), first, proposal(state=State.DROPPED)]) == (first, second)


@pytest.mark.parametrize(
    ("starts", "first"),
    [((), TODAY), ((-30,), TODAY), ((-30, 0), TODAY), ((-30, 12), TODAY + timedelta(days=12))],
)
def test_a_version_is_not_in_force_before_the_newest_one(starts: Sequence[int], first: date) -> None:
    versions = [in_force(n, TODAY + timedelta(days=days)) for n, days in enumerate(starts, start=1)]
    # What was never signed holds nobody back.
    versions += [proposal()._replace(agreement=Agreement(0, TODAY + timedelta(days=90)))]
    assert earliest_start(versions, TODAY) == first
    assert [can_start(first + timedelta(days=n), versions, TODAY) for n in (-1, 0, 1)] == [False, True, True]
    assert can_start(None, versions, TODAY), "from the day on which it is signed"


def test_a_version_of_which_no_day_is_known_holds_nobody_back() -> None:
    assert earliest_start([in_force(1, None)], TODAY) == TODAY
