"""The session: the workload is worked out anew exactly when it moved, the person acting, the day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.intake import answer_item, edit_deal, move_deal
from desktop.session import Session
from framework.agreement import Zone
from framework.checklist import Answer
from framework.deal import Deal, Stage
from storage.intake import open_deals, sold_deals
from storage.opening import open_book

TODAY = date(2026, 11, 23)


@pytest.fixture
def session(sample: Path, qapp: object) -> Iterator[Session]:
    made = Session(open_book(sample), today=TODAY)
    yield made
    made.close()


def deal_of(session: Session, client: str) -> Deal:
    return next(deal for deal in open_deals(session.book, digits=2) if deal.client == client)


def test_a_tick_leaves_the_workload_as_it_is(session: Session) -> None:
    desk = session.desk
    item = next(item for item in session.business.items if item.follows is None)
    deal = deal_of(session, "Nook Café")
    answer_item(
        book=session.book, who=session.author, deal_id=deal.id, item=item.id, say=item.say, answer=Answer.UNKNOWN
    )
    assert session.desk is desk


def test_an_open_deal_that_stays_open_leaves_the_workload_as_it_is(session: Session) -> None:
    desk = session.desk
    deal = deal_of(session, "Nook Café")
    edit_deal(book=session.book, who=session.author, digits=2, deal=deal, fields={"value": Decimal(5)})
    assert session.desk is desk


def test_a_deal_that_is_won_moves_the_workload(session: Session) -> None:
    desk = session.desk
    deal = deal_of(session, "Town Library")
    assert not desk.workload.holds(deal.id)
    move_deal(
        book=session.book,
        who=session.author,
        today=TODAY,
        digits=2,
        deal=deal,
        stage=Stage.WON,
        zone=Zone.PROMISE,
    )
    assert session.desk is not desk
    assert session.desk.workload.holds(deal.id)
    session.book.undo(who=session.author)
    assert not session.desk.workload.holds(deal.id)


def test_the_hours_and_the_date_of_a_sold_deal_move_the_workload(session: Session) -> None:
    deal = sold_deals(session.book, digits=2)[0]
    crew = session.business.crews[0].id
    desk = session.desk
    edit_deal(book=session.book, who=session.author, digits=2, deal=deal, fields={"hours": {crew: Decimal(77)}})
    assert session.desk is not desk
    desk = session.desk
    edit_deal(
        book=session.book,
        who=session.author,
        digits=2,
        deal=sold_deals(session.book, digits=2)[0],
        fields={"promised_on": date(2027, 6, 1)},
    )
    assert session.desk is not desk


def test_who_acts_is_kept_with_what_is_done(qtbot: QtBot, session: Session) -> None:
    first, second = session.business.people[:2]
    assert session.person == first
    with qtbot.waitSignal(session.person_changed):
        session.act_as(second.id)
    assert session.author == (second.id, second.name)
    deal = deal_of(session, "Nook Café")
    edit_deal(book=session.book, who=session.author, digits=2, deal=deal, fields={"value": Decimal(5)})
    assert session.book.history(limit=1)[0].who_name == second.name
    session.act_as("nobody")
    assert session.person == first


def test_midnight_is_noticed(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session._fixed_today = None
    monkeypatch.setattr("desktop.session.local_today", lambda: TODAY)
    with qtbot.assertNotEmitted(session.day_changed):
        session.catch_up()
    monkeypatch.setattr("desktop.session.local_today", lambda: date(2026, 11, 24))
    with qtbot.waitSignal(session.day_changed):
        session.catch_up()
    assert session.desk.today == date(2026, 11, 24)


def test_a_day_that_was_given_stays(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.session.local_today", lambda: date(2030, 1, 1))
    session.catch_up()
    assert session.today == TODAY
