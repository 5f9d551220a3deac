"""What the client was told, in words: who, how, when, how it moved, and whether it was kept."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from desktop.wording.promises import date_line, move_line, moves_words, promise_line, shape_of
from framework.agreement import Agreement
from framework.business import Business
from framework.catalogue import Crew
from framework.deal import Deal, Stage
from framework.promises import Exists, Move, Mover, Promise, Way
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 30)
WON_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(),
    calendar=WorkingCalendar(opens=time(9), closes=time(17)),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=Agreement(number=1),
    items=(),
    series=None,
    names={"ana": "Ana"},
)
WON = Deal("d", "1", "Library", stage=Stage.WON, won_on=WON_AT.date(), won_at=WON_AT)
FIRST = Move("m1", "d", "p", date(2026, 12, 4), date(2026, 12, 11), Mover.OPERATIONS, True, "Rain", at=WON_AT)
SECOND = Move("m2", "d", "p", date(2026, 12, 11), date(2026, 12, 18), Mover.CLIENT, False, at=WON_AT)


def promise(**fields: object) -> Promise:
    due = date(2026, 12, 11)
    given = {"said_by": "ana", "due_on": due, "first_due_on": due, "at": WON_AT - timedelta(1), **fields}
    return Promise("p", "d", "Braille", date(2026, 11, 24), **{"way": Way.SPOKEN, **given})  # type: ignore[arg-type]


def line(one: Promise, *moves: Move) -> str:
    return promise_line(one, moves, WON, BUSINESS, TODAY, UTC)


def test_all_of_it_in_one_line() -> None:
    one = promise(first_due_on=date(2026, 12, 4), exists_today=Exists.NO, at=WON_AT + timedelta(hours=1))
    assert line(one, FIRST) == (
        "Spoken by Ana on 24 Nov · due Fri 11 Dec · first 4 Dec · moved by Operations, client told first · "
        "does not exist today · after the win"
    )


@pytest.mark.parametrize(
    ("fields", "said", "shape"),
    [
        ({}, "Spoken by Ana on 24 Nov · due Fri 11 Dec", "OPEN"),
        ({"said_by": "", "way": Way.WRITTEN, "due_on": None, "first_due_on": None}, "Written on 24 Nov", "OPEN"),
        ({"said_by": "gone"}, "Spoken on 24 Nov · due Fri 11 Dec", "OPEN"),
        ({"exists_today": Exists.UNKNOWN}, "due Fri 11 Dec · nobody knows whether it exists", "OPEN"),
        ({"due_on": date(2026, 11, 27), "first_due_on": date(2026, 11, 27)}, "is over: was it kept?", "ASK"),
        ({"kept": True, "ended_on": date(2026, 12, 11)}, "due Fri 11 Dec · kept", "PROMISE"),
        ({"kept": True, "ended_on": date(2026, 12, 12)}, "· kept 1 day late", "PROMISE"),
        ({"kept": False, "ended_on": date(2026, 12, 12)}, "· not kept", "OFF"),
    ],
)
def test_who_said_it_and_where_it_stands(fields: dict[str, object], said: str, shape: str) -> None:
    assert line(promise(**fields)).endswith(said)
    assert shape_of(promise(**fields), TODAY) == shape


def test_how_often_it_moved_who_did_it_last_and_whether_the_client_knew() -> None:
    assert moves_words([]) == ""
    assert moves_words([FIRST]) == "moved by Operations, client told first"
    assert moves_words([FIRST, SECOND]) == "moved twice, last by the client, client not told first"
    assert moves_words([SECOND, SECOND, FIRST]) == "moved 3 times, last by Operations, client told first"


def test_one_move_in_a_sentence() -> None:
    assert move_line(FIRST, UTC) == (
        "Mon 23 Nov",
        "Fri 4 Dec became Fri 11 Dec. Moved by Operations, client told first. “Rain”",
    )
    assert move_line(SECOND._replace(to_on=None), UTC)[1] == (
        "Fri 11 Dec became no day. Moved by the client, client not told first."
    )


def test_the_date_of_the_deal_says_what_it_was_at_first() -> None:
    friday = date(2026, 12, 4)
    asked = WON._replace(promised_on=friday, first_promised_on=friday, promise_given_on=date(2026, 11, 20))
    assert date_line(asked, []) == "promised on 20 Nov"
    moved = asked._replace(promised_on=date(2026, 12, 18))
    assert date_line(moved, [FIRST, SECOND]) == (
        "first promised Fri 4 Dec · moved twice, last by the client, client not told first"
    )
