"""The agenda of a week, worked out by hand from the records of a small sign shop."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from framework.agenda import (
    MOST_ITEMS,
    AddedItem,
    Agenda,
    AgendaItem,
    AgendaSection,
    ItemKind,
    MeetingFacts,
    agenda,
    fits,
    item_key,
    minutes_needed,
)
from framework.agreement import Agreement, Measure, Rule, Zone
from framework.business import Business
from framework.capacity import Workload, week_loads
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage
from framework.intake import Reason, Verdict
from framework.meeting import Action, Meeting, SectionKind
from framework.scorecard import Result, Score
from framework.visits import Visit, VisitKind, VisitNews
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 27)
DAY = date(2026, 11, 30)  # a Monday
MEETING = Meeting(5, DAY, time(9), 30, "ana", "ben", date(2026, 11, 23))
SHOP = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign shop",
    people=(),
    calendar=WorkingCalendar(),
    crews=(Crew("shop", "Workshop", Decimal(40)),),
    offerings={"fascia": Offering("fascia", "Illuminated fascia", 0)},
    agreement=Agreement(1, None, (Rule("load", Measure.WEEK_LOAD, "", promise_limit=Decimal(85)),)),
    items=(),
    series=None,
)
ASK = Verdict(Zone.ASK, (Reason(Zone.ASK, Measure.LEAD_TIME, Decimal(10), Decimal(15)),))
OFF = Verdict(Zone.OFF, (Reason(Zone.OFF, Measure.MARGIN, Decimal(5), Decimal(10)),))
FINE = Verdict(Zone.PROMISE)


def deal(ref: str, due: date | None, stage: Stage = Stage.OFFERED, hours: str = "10", **known: object) -> Deal:
    made = Deal(ref, ref, f"Client {ref}", stage=stage, promised_on=due, hours={"shop": Decimal(hours)})
    return made._replace(won_on=date(2026, 11, 2) if made.is_sold else None)._replace(**known)  # type: ignore[arg-type]


def facts(
    offered: tuple[tuple[Deal, Verdict], ...] = (), sold: tuple[Deal, ...] = (), actions: tuple[Action, ...] = ()
) -> MeetingFacts:
    workload = Workload(SHOP, sold, TODAY)
    loads = week_loads(SHOP, workload, [one for one, _ in offered], date(2026, 11, 23), 12)
    return MeetingFacts(SHOP, TODAY, workload, offered, sold, actions, loads)


def section(found: Agenda, kind: SectionKind) -> AgendaSection:
    return next(one for one in found.sections if one.kind is kind)


def test_an_empty_business_has_a_whole_agenda() -> None:
    found = agenda(facts(), MEETING)
    assert [(one.kind, one.minutes, len(one.items)) for one in found.sections] == [
        (SectionKind.SINCE_LAST_TIME, 3, 0),
        (SectionKind.DEALS_AHEAD, 7, 0),
        (SectionKind.BOTTLENECKS, 5, 0),
        (SectionKind.FORECAST, 5, 0),
        (SectionKind.EXCEPTIONS, 8, 0),
        (SectionKind.CLOSE, 2, 1),
    ]
    fourth = agenda(facts(), MEETING._replace(number=8))
    assert [item.kind for item in fourth.sections[-2].items] == [ItemKind.SCORECARD, ItemKind.VISITS]
    assert sum(one.minutes for one in fourth.sections) == 30


def test_every_fourth_meeting_hears_of_the_visits() -> None:
    seen = Visit("seen", "ana", VisitKind.DELIVERY, TODAY, done_on=TODAY, surprise="Keys")
    coming = Visit("coming", "ben", VisitKind.SALES_CALL, DAY)
    news = (VisitNews("ana", TODAY, seen), VisitNews("ben", DAY, coming), VisitNews("cleo", TODAY, None, 3))
    known = facts()._replace(visits=news, put_off={"visits:cleo": 2})
    items = section(agenda(known, MEETING._replace(number=8)), SectionKind.SCORECARD).items
    assert [item.kind for item in items] == [ItemKind.SCORECARD, *[ItemKind.VISITS] * 3]
    assert [item_key(item) for item in items[1:]] == ["visits:seen", "visits:coming", "visits:cleo"]
    assert [(item.done, item.late_by, item.put_off) for item in items[1:]] == [
        (True, 0, 0),
        (False, 0, 0),
        (False, 3, 2),
    ]
    assert item_key(AgendaItem(ItemKind.VISITS)) == "visits"
    assert all(one.kind is not SectionKind.SCORECARD for one in agenda(known, MEETING).sections)


def test_actions_since_the_last_meeting_and_those_still_to_do() -> None:
    stock = Action("1", "order LED stock", "ben", date(2026, 11, 26), done_on=date(2026, 11, 23))
    call = Action("2", "call Mill Bakery about artwork", "ana", date(2026, 11, 28))
    later = Action("3", "measure the gym", "ben", None)
    before = Action("4", "long done", "ben", None, done_on=date(2026, 11, 22))
    found = section(agenda(facts(actions=(later, call, before, stock)), MEETING), SectionKind.SINCE_LAST_TIME)
    assert [(item.say, item.done, item.late_by) for item in found.items] == [
        ("order LED stock", True, 0),
        ("call Mill Bakery about artwork", False, 2),
        ("measure the gym", False, 0),
    ]
    assert (found.counts.actions, found.counts.actions_done, found.counts.late) == (3, 1, 1)


def test_deals_ahead_are_those_of_the_next_six_weeks() -> None:
    lakeside = deal("lakeside", date(2026, 12, 11), hours="34", offering_id="fascia", quantity=Decimal(3))
    expected = deal("library", None, Stage.INTAKE, "17", expected_close_on=date(2027, 1, 11))
    others = (
        deal("lead", date(2026, 12, 1), Stage.LEAD),
        deal("far", date(2027, 1, 12)),
        deal("undated", None),
        deal("past", date(2026, 11, 29)),
    )
    offered = ((expected, FINE), (lakeside, ASK), *((one, FINE) for one in others))
    found = section(agenda(facts(offered), MEETING), SectionKind.DEALS_AHEAD)
    first, second = found.items
    assert (first.ref, first.day, first.zone, first.reasons) == ("lakeside", date(2026, 12, 11), Zone.ASK, ASK.reasons)
    assert (first.client, first.offering, first.quantity) == ("Client lakeside", "Illuminated fascia", Decimal(3))
    assert (second.ref, second.day, second.zone, second.offering) == ("library", date(2027, 1, 11), Zone.PROMISE, None)
    assert found.counts.deals == 2 and found.counts.hours == 51


def test_a_long_list_says_how_many_more_there_are() -> None:
    offered = tuple((deal(str(n), date(2026, 12, 1 + n)), ASK) for n in range(12))
    added = (AddedItem(SectionKind.DEALS_AHEAD, "the fair in March", "ana"),)
    found = section(agenda(facts(offered)._replace(added=added), MEETING), SectionKind.DEALS_AHEAD)
    assert [item.ref for item in found.items[:-1]] == [str(n) for n in range(MOST_ITEMS)]
    assert (found.items[-1].kind, found.items[-1].say) == (ItemKind.WRITTEN, "the fair in March")
    assert (found.more, found.counts.deals, found.counts.hours) == (4, 12, Fraction(120))


def test_bottlenecks_are_late_not_ready_or_in_a_full_week() -> None:
    """40 h are 34 h at 85 %: 35 h due in the week of the meeting are too many, and each deal is told once."""
    late = deal("late", date(2026, 11, 24), Stage.WON, "0")
    waiting = deal("waiting", date(2026, 12, 7), Stage.WON, "1")
    not_yet = deal("not yet", date(2026, 12, 8), Stage.WON, "1")
    full = deal("full", date(2026, 12, 4), Stage.IN_DELIVERY, "35", offering_id="fascia")
    undated, done = deal("undated", None, Stage.WON), deal("done", date(2026, 11, 20), Stage.DELIVERED)
    known = facts(sold=(not_yet, full, waiting, undated, done, late))
    found = section(
        agenda(known._replace(open_items={"waiting": 2, "not yet": 1, "late": 3}), MEETING), SectionKind.BOTTLENECKS
    )
    assert [(item.kind, item.ref, item.late_by, item.open_items) for item in found.items] == [
        (ItemKind.LATE, "late", 6, 0),
        (ItemKind.FULL_WEEK, "full", 0, 0),
        (ItemKind.NOT_READY, "waiting", 0, 2),
    ]
    assert (found.counts.late, found.counts.at_risk) == (1, 2)
    assert found.items[1].load is not None and found.items[1].load.week == DAY
    assert agenda(known, MEETING).sections[2].counts.at_risk == 1


def test_the_forecast_names_each_week_over_the_limit() -> None:
    """30 h sold for Friday 11 December and 20 h more at 30 %: 36 of 40 h, which is 90 %."""
    sold = deal("sold", date(2026, 12, 11), Stage.WON, "30", offering_id="fascia")
    likely = deal("likely", date(2026, 12, 11), hours="20", offering_id="fascia", probability_percent=Decimal(30))
    found = section(agenda(facts(((likely, FINE),), (sold,)), MEETING), SectionKind.FORECAST)
    assert [(item.day, item.share) for item in found.items] == [(date(2026, 12, 7), Fraction(9, 10))]
    assert found.counts.weeks == 1 and found.limit == Fraction(85, 100)
    assert [load.week for load in found.loads] == [date.fromordinal(DAY.toordinal() + 7 * n) for n in range(7)]


def test_exceptions_are_what_still_has_to_be_decided() -> None:
    offered = (
        (deal("ask", date(2026, 12, 1)), ASK),
        (deal("off", None, Stage.INTAKE), OFF),
        (deal("fine", date(2026, 12, 1)), FINE),
        (deal("lead", date(2026, 12, 1), Stage.LEAD), OFF),
        (deal("answered", date(2026, 12, 1)), ASK),
    )
    known = facts(offered)._replace(answered=frozenset({"answered"}))
    found = section(agenda(known, MEETING), SectionKind.EXCEPTIONS)
    assert [(item.kind, item.ref, item.zone) for item in found.items] == [
        (ItemKind.DECIDE, "off", Zone.OFF),
        (ItemKind.DECIDE, "ask", Zone.ASK),
    ]
    assert found.counts.to_decide == 2


def test_the_figures_stand_at_the_head() -> None:
    head = {Result.ON_TIME: Score(6, 7, Fraction(6, 7))}
    assert agenda(facts()._replace(figures=head), MEETING).figures == head


DUE = st.none() | st.dates(date(2026, 11, 1), date(2027, 2, 1))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(DUE, st.sampled_from([Stage.LEAD, Stage.INTAKE, Stage.OFFERED]), st.sampled_from([ASK, OFF, FINE])),
        max_size=25,
    ),
    st.lists(st.tuples(DUE, st.sampled_from([Stage.WON, Stage.IN_DELIVERY])), max_size=25),
    st.integers(1, 8),
    st.integers(7, 90),
)
def test_nothing_is_left_out_without_being_counted(
    offered: list[tuple[date | None, Stage, Verdict]], sold: list[tuple[date | None, Stage]], number: int, minutes: int
) -> None:
    judged = tuple((deal(f"o{n}", due, stage), found) for n, (due, stage, found) in enumerate(offered))
    work = tuple(deal(f"s{n}", due, stage) for n, (due, stage) in enumerate(sold))
    found = agenda(facts(judged, work), MEETING._replace(number=number, minutes=minutes))
    assert sum(one.minutes for one in found.sections) == minutes
    for one in found.sections:
        assert len(one.items) <= MOST_ITEMS and (one.more == 0 or len(one.items) == MOST_ITEMS)
    ahead, risks = section(found, SectionKind.DEALS_AHEAD), section(found, SectionKind.EXCEPTIONS)
    late = section(found, SectionKind.BOTTLENECKS)
    assert len(ahead.items) + ahead.more == ahead.counts.deals
    asked = [verdict.zone for one, verdict in judged if one.stage is not Stage.LEAD]
    assert len(risks.items) + risks.more == asked.count(Zone.ASK) + asked.count(Zone.OFF)
    assert late.counts.late == sum(due is not None and due < DAY for due, _ in sold)
    assert late.counts.late + late.counts.at_risk == len(late.items) + late.more


def test_minutes_by_rule_of_thumb() -> None:
    # An action to do is half a minute, one that is done none; four decisions are twelve, a written item two.
    actions = (Action("a", "Call", None, None), Action("b", "Order", None, None, done_on=TODAY))
    since = section(agenda(facts(actions=actions), MEETING), SectionKind.SINCE_LAST_TIME)
    assert minutes_needed(since) == Fraction(1, 2)
    offered = tuple((deal(str(n), date(2026, 12, 21)), ASK) for n in range(4))
    added = AddedItem(SectionKind.EXCEPTIONS, "A second van", id="v")
    found = section(agenda(facts(offered)._replace(added=(added,)), MEETING), SectionKind.EXCEPTIONS)
    assert (found.minutes, minutes_needed(found), fits(found)) == (8, 14, 2)
    assert (found.counts.to_decide, found.counts.questions) == (4, 0)


def test_one_item_always_has_its_time() -> None:
    one = section(agenda(facts(((deal("a", date(2026, 12, 21)), ASK),)), MEETING), SectionKind.EXCEPTIONS)
    assert fits(one._replace(minutes=1)) == 1
    assert fits(one._replace(items=one.items * 2, minutes=1)) == 1
    assert fits(one._replace(items=(), minutes=1)) == 0
