"""The verdict in sentences: every reason says what it is about, the figure, the limit, and who has the word."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.verdict import brief_reason, headline, reason_line, say, who_answers, zone_words
from framework.agreement import Agreement, Decider, Measure, Rule, Zone
from framework.business import Business
from framework.catalogue import Crew
from framework.checklist import ChecklistItem, Section
from framework.deal import Deal
from framework.intake import Reason, Verdict
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True, owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
CLEO = Person("cleo", "Cleo", frozenset({Function.OPERATIONS}))
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(ANA, BEN),
    calendar=WorkingCalendar(opens=time(9), closes=time(17)),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=Agreement(1, None, (Rule("proof", None, "Printed without a proof", zone=Zone.OFF),)),
    items=(ChecklistItem("built", Section.FEASIBILITY, "We have built this before"),),
    series=None,
)
DEAL = Deal("1", "24-117", "Lakeside Dental", promised_on=date(2026, 12, 11))
PERCENT = "\u00a0%"


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def measured(measure: Measure, value: str, limit: str, zone: Zone = Zone.ASK, **more: object) -> Reason:
    return Reason(zone, measure, Decimal(value), Decimal(limit), rule_id="rule", **more)  # type: ignore[arg-type]


LEAD = measured(Measure.LEAD_TIME, "10", "15", decides=Decider.OPERATIONS, answer_hours=Decimal(2))
LOAD = measured(
    Measure.WEEK_LOAD,
    "90.13",
    "85",
    week=date(2026, 12, 7),
    crew_id="w",
    decides=Decider.OPERATIONS,
    answer_hours=Decimal(8),
)


@pytest.mark.parametrize(
    ("reason", "lead", "rest"),
    [
        (LEAD, "Lead time", "10 days, ours is 15"),
        (LEAD._replace(zone=Zone.OFF, value=Decimal(1), limit=Decimal(5)), "Lead time", "1 day, the stop is 5"),
        (LOAD, "Week of 7 Dec at 90\u00a0%", "we ask above 85\u00a0%"),
        (LOAD._replace(zone=Zone.OFF, limit=Decimal(90)), "Week of 7 Dec at 90.1\u00a0%", "the stop is 90\u00a0%"),
        (LOAD._replace(value=None, no_capacity=True), "Week of 7 Dec", "nobody works then"),
        (measured(Measure.MARGIN, "31.25", "35"), "Margin", "31\u00a0%, ours is 35\u00a0%"),
        (measured(Measure.MARGIN, "34.999", "35"), "Margin", "34.999\u00a0%, ours is 35\u00a0%"),
        (measured(Measure.MARGIN, "34.6", "35"), "Margin", "34.6\u00a0%, ours is 35\u00a0%"),
        (measured(Measure.DISCOUNT, "12.5", "10"), "Discount", "12.5\u00a0%, we ask above 10\u00a0%"),
        (measured(Measure.DEAL_VALUE, "18200", "15000"), "Deal value", "€18,200, we ask above €15,000"),
        (measured(Measure.CUSTOM_PARTS, "2", "0"), "Parts not in the catalogue", "2, we ask from the first"),
        (measured(Measure.PAYMENT_DAYS, "45", "30"), "Payment", "45 days, ours is 30"),
        (Reason(Zone.OPEN, Measure.MARGIN, missing="value", rule_id="m"), "Margin", "the price is missing"),
        (Reason(Zone.OPEN, Measure.DISCOUNT, missing="discount_percent"), "Discount", "the discount is missing"),
        (Reason(Zone.OPEN, Measure.WEEK_LOAD, missing="promised_on"), "Week load", "the date is missing"),
        (Reason(Zone.OFF, rule_id="proof", item_id="rule:proof"), "Printed without a proof", ""),
        (Reason(Zone.OPEN, item_id="built"), "We have built this before", "to be answered"),
        (Reason(Zone.ASK, item_id="built"), "We have built this before", "no, or not known"),
    ],
)
def test_a_reason_says_what_and_how_much(reason: Reason, lead: str, rest: str) -> None:
    assert reason_line(reason, BUSINESS) == (lead, rest)


def test_a_figure_is_never_shortened_onto_its_limit() -> None:
    for value in ("84.6", "85.4", "85.04", "84.996"):
        lead, _ = reason_line(LOAD._replace(value=Decimal(value)), BUSINESS)
        assert f"at 85{PERCENT}" not in lead


def test_reasons_stand_alone_for_the_command_line() -> None:
    assert say(LEAD, DEAL, BUSINESS) == "Lead time: 10 days to Fri 11 Dec, ours is 15."
    assert say(LOAD, DEAL, BUSINESS) == "Week of 7 Dec at 90\u00a0%, we ask above 85\u00a0%."
    missing = Reason(Zone.OPEN, Measure.WEEK_LOAD, missing="hours")
    assert say(missing, DEAL, BUSINESS) == "Week load: the hours are missing."
    assert say(Reason(Zone.OFF, rule_id="proof", item_id="rule:proof"), DEAL, BUSINESS) == "Printed without a proof."


def test_an_agenda_has_room_for_few_words() -> None:
    assert [brief_reason(reason, BUSINESS) for reason in (LEAD, LOAD)] == ["lead time", "week at 90\u00a0%"]


def test_several_crews_are_told_apart() -> None:
    two = BUSINESS._replace(crews=(*BUSINESS.crews, Crew("f", "Fitters", Decimal(80))))
    assert reason_line(LOAD, two)[0] == "Workshop, week of 7 Dec at 90\u00a0%"


def test_the_headline_counts_what_holds_the_deal_back() -> None:
    built = Reason(Zone.ASK, item_id="built")
    missing = Reason(Zone.OPEN, Measure.MARGIN, missing="value", rule_id="m")
    assert headline(Verdict(Zone.PROMISE)) == "Nothing holds this back."
    assert headline(Verdict(Zone.ASK, (LEAD, LOAD, missing))) == "Two rules hold this back."
    assert headline(Verdict(Zone.ASK, (LEAD,))) == "One rule holds this back."
    assert headline(Verdict(Zone.ASK, (LEAD, built))) == "Two points hold this back."
    assert headline(Verdict(Zone.OPEN, (missing, missing, missing))) == "3 questions are still open."


def test_who_answers_is_named_where_it_is_one_person() -> None:
    asking = Verdict(Zone.ASK, (LEAD, LOAD))
    assert who_answers(asking, BUSINESS) == "Ben answers within 2 working hours."
    assert who_answers(Verdict(Zone.ASK, (LOAD,)), BUSINESS) == "Ben answers within 1 working day."
    crowd = BUSINESS._replace(people=(ANA, BEN, CLEO))
    assert who_answers(asking, crowd) == "Operations answers within 2 working hours."
    both = Verdict(Zone.ASK, (LEAD, LOAD._replace(decides=Decider.BOTH)))
    assert who_answers(both, BUSINESS) == "Ana and Ben answer together within 2 working hours."
    leads = Verdict(Zone.ASK, (LEAD._replace(decides=Decider.LEADS, answer_hours=None),))
    assert who_answers(leads, crowd) == "Ana and Ben answer together."
    one = BUSINESS._replace(people=(ANA._replace(functions=frozenset(Function)),))
    assert who_answers(both, one) == "Ana answers within 2 working hours."
    assert who_answers(Verdict(Zone.OFF, (LEAD,)), BUSINESS) == "Only the owner can lift this."
    assert who_answers(Verdict(Zone.PROMISE), BUSINESS) == ""


def test_every_zone_has_its_words() -> None:
    assert [zone_words(zone) for zone in (Zone.PROMISE, Zone.ASK, Zone.OFF, Zone.OPEN)] == [
        "Sales may promise",
        "Ask Operations first",
        "Off the table",
        "Still open",
    ]
