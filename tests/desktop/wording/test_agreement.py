"""The agreement in words: what its rules are called, who decides, by when, and how a version stands."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.agreement import (
    answer_words,
    by_measure,
    decider_short,
    empty_zone,
    rule_name,
    silence_words,
    state_line,
    state_parts,
    step_decider_words,
    version_words,
    within_words,
    zone_note,
    zone_rules,
)
from framework.agreement import Agreement, Decider, Measure, Rule, Silence, Zone
from framework.agreement_versions import Signature, State, Version
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.escalation import StepDecider
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

TODAY = date(2026, 11, 30)
LEAD = Rule("lead", Measure.LEAD_TIME, "", promise_limit=Decimal(10), stop_limit=Decimal(5), answer_hours=Decimal(2))
FASCIA = LEAD._replace(id="fascia", offering_id="f", promise_limit=Decimal(15))
MARGIN = Rule("margin", Measure.MARGIN, "", promise_limit=Decimal(30), decides=Decider.BOTH, exception_by="Owner")
PROOF = Rule("proof", None, "Printed without a proof", zone=Zone.OFF, exception_by="Lead printer")
STOCK = Rule("stock", None, "The client supplies the stock", zone=Zone.ASK, silence=Silence.YES)
AGREEMENT = Agreement(1, date(2026, 3, 2), (STOCK, LEAD, MARGIN, FASCIA, PROOF))
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ana", "Ana", frozenset({Function.SALES})), Person("ben", "Ben", frozenset({Function.OPERATIONS}))),
    calendar=WorkingCalendar(opens=time(9), closes=time(17)),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={"f": Offering("f", "Illuminated fascia")},
    agreement=AGREEMENT,
    items=(),
    series=None,
    versions=(AGREEMENT,),
)
NAMES = {"ana": "Ana", "ben": "Ben", "eve": "Eve, who left"}
SALES = Signature(Function.SALES, "ana", datetime(2026, 10, 29, 9, tzinfo=UTC))
OPERATIONS = Signature(Function.OPERATIONS, "ben", datetime(2026, 10, 30, 9, tzinfo=UTC))
SIGNED = Version("1", State.SIGNED, AGREEMENT, signatures=(SALES, OPERATIONS))
OPEN = Version(
    "2",
    State.PROPOSED,
    AGREEMENT._replace(number=0, in_force_from=None),
    written_by="ben",
    written_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC),
    signatures=(OPERATIONS,),
)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def since(*numbered: tuple[int, date]) -> Business:
    return BUSINESS._replace(versions=tuple(Agreement(number, starts) for number, starts in numbered))


def stands(version: Version, business: Business = BUSINESS, today: date = TODAY) -> str:
    return state_line(version, business, NAMES, today, zone=UTC)


def test_a_rule_is_called_by_its_measure_and_offering_a_statement_by_its_sentence() -> None:
    assert rule_name(LEAD, BUSINESS) == "Lead time"
    assert rule_name(FASCIA, BUSINESS) == "Lead time, Illuminated fascia"
    assert rule_name(FASCIA._replace(offering_id="gone"), BUSINESS) == "Lead time, an offering of before"
    assert rule_name(PROOF, BUSINESS) == "Printed without a proof"
    assert rule_name(PROOF._replace(say=""), BUSINESS) == "A sentence without words yet"
    hebrew = BUSINESS._replace(offerings={"f": Offering("f", "שלט")})
    assert rule_name(FASCIA, hebrew) == "Lead time, \u2068שלט\u2069"


def test_every_zone_has_the_rules_that_say_something_in_it() -> None:
    assert [rule.id for rule in zone_rules(Zone.PROMISE, AGREEMENT)] == ["lead", "margin", "fascia"]
    assert [rule.id for rule in zone_rules(Zone.ASK, AGREEMENT)] == ["lead", "margin", "fascia", "stock"]
    assert [rule.id for rule in zone_rules(Zone.OFF, AGREEMENT)] == ["lead", "fascia", "proof"]
    assert all(empty_zone(zone) for zone in (Zone.PROMISE, Zone.ASK, Zone.OFF))


def test_rules_of_one_measure_stand_together_the_general_one_first() -> None:
    assert [rule.id for rule in by_measure((FASCIA, MARGIN, PROOF, LEAD))] == ["lead", "fascia", "margin"]


def test_who_decides_in_few_words() -> None:
    assert decider_short(LEAD, Zone.PROMISE) == "Sales"
    assert [decider_short(LEAD._replace(decides=each), Zone.ASK) for each in Decider] == [
        "Operations may refuse",
        "Both together",
        "Both leads",
        "Owner",
    ]
    assert decider_short(LEAD, Zone.OFF) == "Owner"
    assert decider_short(PROOF, Zone.OFF) == "Lead printer"
    assert [step_decider_words(each) for each in StepDecider] == [
        "Each function alone",
        "Both together",
        "Both leads",
        "Owner",
    ]


def test_by_when_and_what_silence_means() -> None:
    assert answer_words(LEAD, BUSINESS) == "within 2 working hours"
    assert answer_words(LEAD, BUSINESS, headed=True) == "2 working hours"
    assert answer_words(MARGIN, BUSINESS) == "within 1 working day"
    assert answer_words(LEAD._replace(answer_hours=Decimal(0)), BUSINESS) == "at once"
    assert within_words(Decimal("1.5"), BUSINESS) == "within 1.5 working hours"
    assert [silence_words(LEAD._replace(silence=each)) for each in (Silence.YES, Silence.NO, Silence.OPEN)] == [
        "no answer counts as yes",
        "no answer counts as no",
        "without an answer it stays open",
    ]
    assert silence_words(STOCK, headed=True) == "counts as yes"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((2, 8), "answer within 2 to 8 working hours"),
        ((8, 8), "answer within 1 working day"),
        ((8, 16), "answer within 1 to 2 working days"),
        ((2, 2), "answer within 2 working hours"),
        ((0, 4), "answer within 4 working hours"),
        ((0, 0), "answer at once"),
    ],
)
def test_the_note_of_the_amber_zone_is_the_range_of_its_rules(hours: tuple[int, ...], said: str) -> None:
    rules = [LEAD._replace(answer_hours=Decimal(each)) for each in hours]
    assert zone_note(Zone.ASK, rules, BUSINESS) == said


def test_the_notes_of_the_other_zones() -> None:
    assert zone_note(Zone.PROMISE, [LEAD], BUSINESS) == "no need to ask"
    assert zone_note(Zone.ASK, [], BUSINESS) == ""
    assert zone_note(Zone.OFF, [LEAD, MARGIN], BUSINESS) == "only the owner can lift it"
    # It must not deny what stands under it.
    assert zone_note(Zone.OFF, [LEAD, PROOF], BUSINESS) == "only who is named can lift it"


def test_a_version_in_force_says_since_when_and_who_signed() -> None:
    said = "Version 1, in force since 2 Mar · signed by Ana for Sales and Ben for Operations"
    assert stands(SIGNED) == said
    assert version_words(SIGNED) == "Version 1"
    assert "since Mon 2 Mar 2026 ·" in stands(SIGNED, today=date(2027, 1, 4))
    with_year = state_parts(SIGNED, BUSINESS, NAMES, TODAY, zone=UTC, with_year=True)
    assert with_year == [
        "Version 1, in force since Mon 2 Mar 2026",
        "signed by Ana for Sales and Ben for Operations",
    ]


def test_a_version_says_when_it_begins_and_when_it_ended() -> None:
    assert stands(SIGNED, today=date(2026, 3, 1)).startswith("Version 1, in force from 2 Mar ·")
    later = since((1, date(2026, 3, 2)), (2, date(2026, 11, 2)))
    assert stands(SIGNED, later).startswith("Version 1, was in force from 2 Mar to 1 Nov ·")
    assert stands(SIGNED, later, date(2026, 10, 30)).startswith("Version 1, in force since 2 Mar ·")
    at_once = since((1, date(2026, 3, 2)), (2, date(2026, 3, 2)))
    assert stands(SIGNED, at_once).startswith("Version 1, replaced on the day it began, 2 Mar ·")


def test_who_signed_is_told_as_it_was() -> None:
    assert stands(SIGNED._replace(signatures=())) == (
        "Version 1, in force since 2 Mar as the starting point, not signed"
    )
    both = (SALES, OPERATIONS._replace(person_id="ana"))
    assert stands(SIGNED._replace(signatures=both)).endswith("· signed by Ana for both sides")
    assert stands(SIGNED._replace(signatures=(SALES,))).endswith("· signed by Ana for Sales")
    left = (SALES._replace(person_id="eve"), OPERATIONS._replace(person_id="nobody"))
    assert stands(SIGNED._replace(signatures=left)).endswith(
        "· signed by Eve, who left for Sales and somebody who has left for Operations"
    )


def test_what_is_not_signed_says_so_and_for_whom_it_waits() -> None:
    assert stands(OPEN._replace(state=State.DRAFT)) == "Draft, not signed yet"
    assert stands(OPEN._replace(state=State.DROPPED)) == "Taken back, was never in force"
    assert stands(OPEN) == "Proposed by Ben on 23 Nov · waits for Sales"
    east = timezone(timedelta(hours=2))
    assert state_line(OPEN, BUSINESS, NAMES, TODAY, zone=east) == "Proposed by Ben on 24 Nov · waits for Sales"
    starts = OPEN._replace(starts_on=date(2027, 1, 4), signatures=())
    assert stands(starts) == "Proposed by Ben on 23 Nov, to hold from Mon 4 Jan 2027 · waits for both sides"
    assert stands(OPEN._replace(written_by="", written_at=None)) == "Proposed · waits for Sales"
    assert stands(OPEN._replace(written_at=None)) == "Proposed by Ben · waits for Sales"
    assert stands(OPEN._replace(written_by="")) == "Proposed on 23 Nov · waits for Sales"
    assert [version_words(OPEN._replace(state=state)) for state in State] == [
        "Draft",
        "Proposal",
        "Version 0",
        "Taken back",
    ]
