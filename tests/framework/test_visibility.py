"""What each side hears of the other, worked out by hand from a few deals."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from framework.catalogue import Offering
from framework.deal import Deal, Stage
from framework.visibility import LATELY, days_late, delivery_news, pipeline_news
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 23)
CALENDAR = WorkingCalendar()
FASCIA = Offering("f", "Fascia", 10, {"w": Decimal(5)})


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def deal(ref: str, stage: Stage, **known: object) -> Deal:
    return Deal(ref, ref, f"Client {ref}", stage=stage)._replace(**known)  # type: ignore[arg-type]


def done(ref: str, days: int, promised: int, **known: object) -> Deal:
    return deal(ref, Stage.DELIVERED, delivered_on=ago(days), first_promised_on=ago(promised), **known)


def test_sales_hears_what_was_delivered_on_time_and_how() -> None:
    good = done("good", 5, 5, rework=False, client_score=5)
    late = done("late", 9, 12, rework=True, client_score=3)
    undated = deal("undated", Stage.DELIVERED, delivered_on=ago(1))
    old = done("old", LATELY.days + 1, 200)
    news = delivery_news([old, late, good, undated], [], CALENDAR, TODAY)
    assert [each.ref for each in news.delivered] == ["undated", "good", "late"]
    assert (news.on_time, news.late) == ((good,), (late,))
    assert (news.rework, len(news.known_rework), news.score) == ((late,), 2, Fraction(4))
    assert [days_late(each) for each in (good, late, undated)] == [0, 3, None]


def test_the_first_promise_counts_also_where_the_date_moved() -> None:
    moved = done("moved", 5, 9, promised_on=ago(5))
    assert days_late(moved) == 4


def test_what_is_late_now_and_what_is_due_soon() -> None:
    late = deal("late", Stage.WON, promised_on=ago(1))
    today = deal("today", Stage.IN_DELIVERY, promised_on=TODAY)
    soon = deal("soon", Stage.WON, promised_on=date(2026, 12, 7))
    far = deal("far", Stage.WON, promised_on=date(2026, 12, 8))
    news = delivery_news([], [far, soon, today, late, deal("open", Stage.WON)], CALENDAR, TODAY)
    assert (news.late_now, news.due_soon) == ((late,), (today, soon))
    assert news.score is None


def test_operations_hears_what_may_come_the_likeliest_first() -> None:
    likely = deal("likely", Stage.OFFERED, value=Decimal(100), probability_percent=Decimal(50), offering_id="f")
    sure = deal("sure", Stage.INTAKE, probability_percent=Decimal(90), hours={"w": Decimal(10)})
    vague = deal("vague", Stage.LEAD, value=Decimal(7))
    news = pipeline_news([vague, likely, sure], [], [], (), {"f": FASCIA}, CALENDAR, TODAY)
    assert [each.deal.ref for each in news.coming] == ["sure", "likely", "vague"]
    assert news.coming[1].hours == {"w": Decimal(5)} and news.coming[2].hours is None
    # 10 h x 90 % + 5 h x 50 %; nothing is known of the third.
    assert (news.value, news.weighted, news.hours) == (Decimal(107), Decimal(50), Fraction(23, 2))


def test_what_was_won_and_lost_lately_and_after_whose_no() -> None:
    won = deal("won", Stage.DELIVERED, won_on=ago(3))
    before = deal("before", Stage.WON, won_on=ago(LATELY.days + 1))
    refused = deal("refused", Stage.LOST, lost_on=ago(2))
    lost = deal("lost", Stage.LOST, lost_on=ago(4))
    news = pipeline_news([], [won, before], [refused, lost], ["refused", "other"], {}, CALENDAR, TODAY)
    assert (news.won, news.lost, news.refused) == ((won,), (refused, lost), frozenset({"refused"}))


def test_what_clients_asked_for_and_how_often_too_soon() -> None:
    def asked(ref: str, wished: int, offering: str | None = "f", created: int = 1) -> Deal:
        return deal(
            ref, Stage.INTAKE, created_on=ago(created), promised_on=TODAY + timedelta(days=wished), offering_id=offering
        )

    soon, fine = asked("soon", 3), asked("fine", 30)
    odd = asked("odd", 1, None)
    old = asked("old", 1, "f", LATELY.days + 1)
    news = pipeline_news([soon, fine, odd, old], [], [], (), {"f": FASCIA}, CALENDAR, TODAY)
    assert [(each.offering_id, each.deals, each.early) for each in news.asked] == [
        ("f", (soon, fine), (soon,)),
        (None, (odd,), ()),
    ]
