"""What differs between two versions, in words: every field of a rule, an offering and a step, before and after."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.agreement_changes import (
    DifferenceLine,
    difference_lines,
    difference_words,
    hours_words,
    lead_time_words,
)
from framework.agreement import Agreement, Decider, Measure, Role, Rule, Silence, Zone
from framework.agreement_changes import differences
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.escalation import Step, StepDecider
from framework.working_time import WorkingCalendar

LOAD = Rule("load", Measure.WEEK_LOAD, "Load", promise_limit=Decimal(85), stop_limit=Decimal(95), why="Room")
PROOF = Rule("proof", None, "Printed without a proof", zone=Zone.OFF)
FASCIA = Offering("f", "Fascia", 15, {"w": Decimal(34)}, Decimal(7000), Decimal(4690))
STEP = Step("2", "Both together", StepDecider.TOGETHER, Decimal(8), "At once")
OLD = Agreement(1, rules=(LOAD, PROOF), offerings={"f": FASCIA}, ladder=(STEP,), veto="Safety")
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={"f": FASCIA},
    agreement=OLD,
    items=(),
    series=None,
)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def lines(new: Agreement, old: Agreement = OLD) -> list[tuple[str, ...]]:
    found = difference_lines(differences(old, new), BUSINESS)
    return [tuple(part.replace("\u00a0", " ") for part in line) for line in found]


def with_rule(**changes: object) -> Agreement:
    return OLD._replace(rules=(LOAD._replace(**changes), PROOF))  # type: ignore[arg-type]


def test_nothing_differs() -> None:
    assert lines(OLD) == []
    assert DifferenceLine("a", "new", "", "b").what == ""


def test_limits_are_told_as_the_bands_that_they_move() -> None:
    assert lines(with_rule(promise_limit=Decimal(80))) == [
        ("Week load", "changed", "up to 85 %", "up to 80 %", "Sales may promise"),
        ("Week load", "changed", "over 85 %, up to 95 %", "over 80 %, up to 95 %", "Ask Operations first"),
    ]
    assert lines(with_rule(stop_limit=None)) == [
        ("Week load", "changed", "over 85 %, up to 95 %", "over 85 %", "Ask Operations first"),
        ("Week load", "changed", "over 95 %", "never", "Off the table"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "before", "after", "what"),
    [
        ("say", "The load", "Load", "The load", "In words"),
        ("decides", Decider.BOTH, "Operations may refuse", "Both together", "Who decides"),
        ("answer_hours", Decimal(2), "within 1 working day", "within 2 working hours", "Answer"),
        ("silence", Silence.NO, "stays open", "counts as no", "No answer"),
        ("exception_by", "Nobody", "Owner", "Nobody", "Who may lift it"),
        ("why", "", "Room", "", "Why"),
        ("told", frozenset({Role.OWNER, Role.SALES}), "nobody", "Sales, Owner", "Is told"),
        ("offering_id", "f", "every offering", "Fascia", "Holds for"),
    ],
)
def test_every_field_of_a_rule_is_told(field: str, value: object, before: str, after: str, what: str) -> None:
    ((name, kind, *said),) = lines(with_rule(**{field: value}))
    assert name == ("Week load, Fascia" if field == "offering_id" else "Week load")
    assert (kind, *said) == ("changed", before, after, what)


def test_a_sentence_that_changes() -> None:
    new = OLD._replace(rules=(LOAD, PROOF._replace(say="Printed unseen", zone=Zone.ASK)))
    assert lines(new) == [
        ("Printed unseen", "changed", "Printed without a proof", "Printed unseen", "In words"),
        ("Printed unseen", "changed", "Off the table", "Ask Operations first", "Leads to"),
    ]


def test_a_line_in_one_run_of_words() -> None:
    assert difference_words(DifferenceLine("Load", "changed", "85", "80", "Limit")) == "Limit: 80, was 85"
    assert difference_words(DifferenceLine("Load", "changed", "Safety", "Structure")) == "Structure, was Safety"
    assert difference_words(DifferenceLine("Load", "new", "", "up to 85")) == "new · up to 85"
    assert difference_words(DifferenceLine("Load", "struck", "up to 85", "")) == "struck · up to 85"


def test_what_is_new_or_struck_is_told_whole() -> None:
    pay = Rule("pay", Measure.PAYMENT_DAYS, "", promise_limit=Decimal(30), stop_limit=Decimal(60), why="Cash")
    said = (
        "Sales may promise: up to 30 days · Ask Operations first: 31 to 60 days · Off the table: over 60 days"
        " · Operations may refuse · within 1 working day · without an answer it stays open"
        " · may be lifted by: Owner · Cash"
    )
    assert lines(OLD._replace(rules=(LOAD, PROOF, pay))) == [("Payment", "new", "", said, "")]
    assert lines(OLD._replace(rules=(LOAD,))) == [
        ("Printed without a proof", "struck", "Off the table · may be lifted by: Owner", "", "")
    ]
    # Another measure under the same key is another rule.
    ((_, kind, before, after, what),) = lines(with_rule(measure=Measure.DISCOUNT))
    assert (kind, what) == ("changed", "") and "up to 85 %" in before and "up to 85 %" in after


def test_offerings() -> None:
    dearer = FASCIA._replace(
        lead_time_days=1,
        hours={"w": Decimal(40), "gone": Decimal(2)},
        list_price=Decimal("7400.50"),
        unit_cost=None,
        options=("Halo", "Dimmer"),
        data_needed=("Artwork",),
        name="Lit fascia",
    )
    assert lines(OLD._replace(offerings={"f": dearer})) == [
        ("Lit fascia", "changed", "Fascia", "Lit fascia", "Name"),
        ("Lit fascia", "changed", "15 working days", "1 working day", "Standard lead time"),
        ("Lit fascia", "changed", "34 h", "Workshop 40 h, A crew of before 2 h", "Hours per unit"),
        ("Lit fascia", "changed", "€7,000", "€7,400.50", "List price"),
        ("Lit fascia", "changed", "€4,690", "not known", "Unit cost"),
        ("Lit fascia", "changed", "none", "Halo · Dimmer", "Options"),
        ("Lit fascia", "changed", "none", "Artwork", "Data needed"),
    ]
    assert lines(OLD._replace(offerings={})) == [("Fascia", "struck", "15 working days · 34 h · €7,000", "", "")]
    assert (lead_time_words(Offering("x", "X")), hours_words(Offering("x", "X"), BUSINESS)) == ("not known",) * 2


def test_the_ladder_and_what_operations_may_refuse() -> None:
    step = STEP._replace(name="Together", decides=StepDecider.LEADS, answer_hours=Decimal(4), belongs="Next meeting")
    assert lines(OLD._replace(ladder=(step,), veto="Safety, structure")) == [
        ("Ladder: Together", "changed", "Both together", "Together", "Name"),
        ("Ladder: Together", "changed", "Both together", "Both leads", "Who decides"),
        ("Ladder: Together", "changed", "within 1 working day", "within 4 working hours", "Answer"),
        ("Ladder: Together", "changed", "At once", "Next meeting", "What belongs there"),
        ("What Operations may refuse", "changed", "Safety", "Safety, structure", ""),
    ]
    assert lines(OLD._replace(ladder=())) == [
        ("Ladder: Both together", "struck", "Both together · within 1 working day · At once", "", "")
    ]
    named = STEP._replace(people=frozenset({"gone"}), money_limit=Decimal(5000))
    assert lines(OLD._replace(ladder=(named,))) == [
        ("Ladder: Both together", "changed", "whoever the step means", "somebody", "People"),
        ("Ladder: Both together", "changed", "any value", "up to €5,000", "Deals of"),
    ]
    other = STEP._replace(id="3", name="Own desk")
    turned = difference_lines(
        differences(OLD._replace(ladder=(STEP, other)), OLD._replace(ladder=(other, STEP))), BUSINESS
    )
    assert turned == [
        (
            "Ladder: the order of its steps",
            "changed",
            "Both together · Own desk",
            "Own desk · Both together",
            "",
        )
    ]
    assert lines(OLD._replace(veto="")) == [("What Operations may refuse", "struck", "Safety", "", "")]


def test_a_change_that_no_value_notices_has_no_line() -> None:
    old = Agreement(1, rules=(Rule("l", Measure.LEAD_TIME, "", promise_limit=Decimal("9.5")),))
    new = Agreement(2, rules=(Rule("l", Measure.LEAD_TIME, "", promise_limit=Decimal(10)),))
    assert differences(old, new) and lines(new, old) == []


def test_figures_are_those_of_the_locale() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    dearer = OLD._replace(offerings={"f": FASCIA._replace(list_price=Decimal("7400.50"))})
    assert lines(dearer)[0][2:4] == ("7.000 €", "7.400,50 €")
    QLocale.setDefault(QLocale("ar_EG"))
    assert "٧٬٤٠٠٫٥٠" in lines(dearer)[0][3]
