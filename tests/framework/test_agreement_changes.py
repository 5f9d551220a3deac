"""What differs between two versions: every line that does, and nothing else."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Agreement, Decider, Measure, Rule, Zone
from framework.agreement_changes import Difference, Kind, Order, differences
from framework.catalogue import Offering
from framework.escalation import Step, StepDecider

MARGIN = Rule("margin", Measure.MARGIN, "the margin", promise_limit=Decimal(30), stop_limit=Decimal(10))
SURVEY = Rule("survey", None, "a firm date before the survey", zone=Zone.OFF)
LEAD = Rule("lead", Measure.LEAD_TIME, "the date", promise_limit=Decimal(15))
FASCIA = Offering("fascia", "Fascia", 15, {"shop": Decimal(34)}, Decimal(6800), Decimal(4000))
BANNER = Offering("banner", "Banner")
ALONE, OWNER = (Step(each, each, each, Decimal(4)) for each in (StepDecider.EACH_ALONE, StepDecider.OWNER))


def version(*lines: Rule | Offering | Step, veto: str = "", number: int = 1) -> Agreement:
    return Agreement(
        number,
        None,
        tuple(line for line in lines if isinstance(line, Rule)),
        {line.id: line for line in lines if isinstance(line, Offering)},
        tuple(line for line in lines if isinstance(line, Step)),
        veto,
    )


def test_equal_versions_differ_in_nothing_whatever_their_numbers() -> None:
    one = version(MARGIN, SURVEY, FASCIA, ALONE, veto="safety")
    assert differences(one, one._replace(number=2)) == ()
    # The order of the lines says nothing, nor does the way a number is written.
    again = version(SURVEY, MARGIN._replace(promise_limit=Decimal("30.00")), FASCIA, ALONE, veto="safety")
    assert differences(one, again) == ()


def test_every_line_says_what_became_of_it() -> None:
    stricter = MARGIN._replace(promise_limit=Decimal(35), decides=Decider.OWNER)
    dearer = FASCIA._replace(unit_cost=Decimal(4400), hours={"shop": Decimal(40)})
    slower = OWNER._replace(answer_hours=Decimal(16), people=frozenset({"ana"}), money_limit=Decimal(5000))
    old = version(SURVEY, MARGIN, FASCIA, ALONE, OWNER, veto="safety")
    new = version(LEAD, stricter, BANNER, dearer, slower, veto="safety, structure")
    assert differences(old, new) == (
        Difference(Kind.ADDED, None, LEAD),
        Difference(Kind.CHANGED, MARGIN, stricter, ("promise_limit", "decides")),
        Difference(Kind.REMOVED, SURVEY, None),
        Difference(Kind.ADDED, None, BANNER),
        Difference(Kind.CHANGED, FASCIA, dearer, ("hours", "unit_cost")),
        Difference(Kind.CHANGED, OWNER, slower, ("answer_hours", "people", "money_limit")),
        Difference(Kind.REMOVED, ALONE, None),
        Difference(Kind.CHANGED, "safety", "safety, structure"),
    )


def test_what_operations_may_refuse_is_added_and_removed_as_a_whole() -> None:
    none, some = version(), version(veto="safety")
    assert differences(none, some) == (Difference(Kind.ADDED, None, "safety"),)
    assert differences(some, none) == (Difference(Kind.REMOVED, "safety", None),)


RULES = st.lists(
    st.builds(
        MARGIN._replace,
        id=st.sampled_from(["1", "2", "3", "4"]),
        measure=st.sampled_from([Measure.MARGIN, None]),
        say=st.sampled_from(["", "said"]),
        promise_limit=st.none() | st.integers(0, 1).map(Decimal),
    ),
    max_size=4,
    unique_by=lambda rule: rule.id,
)
OFFERINGS = st.lists(
    st.builds(
        FASCIA._replace,
        id=st.sampled_from(["1", "2", "3"]),
        lead_time_days=st.none() | st.integers(0, 1),
        hours=st.sampled_from([{}, {"shop": Decimal(1)}]),
    ),
    max_size=3,
    unique_by=lambda offering: offering.id,
)
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["1", "2", "3"]),
        st.just(""),
        st.sampled_from(StepDecider),
        st.just(Decimal(4)),
        people=st.sampled_from([frozenset(), frozenset({"ana"})]),
        money_limit=st.none() | st.integers(0, 1).map(Decimal),
    ),
    max_size=3,
    unique_by=lambda step: step.id,
)
VERSIONS = st.builds(
    lambda rules, offerings, steps, veto: version(*rules, *offerings, *steps, veto=veto),
    RULES,
    OFFERINGS,
    STEPS,
    st.sampled_from(["", "safety", "structure"]),
)


def lines_of(one: Agreement) -> list[tuple[str, Rule | Offering | Step | str]]:
    veto = [("veto", one.veto)] if one.veto else []
    return [
        *((f"rule {rule.id}", rule) for rule in one.rules),
        *((f"offering {key}", offering) for key, offering in one.offerings.items()),
        *((f"step {step.id}", step) for step in one.ladder),
        *veto,
    ]


def key_of(line: Rule | Offering | Step | str) -> str:
    assert not isinstance(line, Order)
    return "veto" if isinstance(line, str) else f"{type(line).__name__.lower()} {line.id}"


@given(VERSIONS, VERSIONS)
def test_the_old_version_with_its_differences_is_the_new_one(old: Agreement, new: Agreement) -> None:
    before, found = dict(lines_of(old)), dict(lines_of(old))
    for difference in differences(old, new):
        line = difference.after if difference.after is not None else difference.before
        assert line is not None
        if isinstance(line, Order):
            continue
        key = key_of(line)
        assert before.get(key) == difference.before
        kind = {(True, False): Kind.REMOVED, (False, True): Kind.ADDED, (True, True): Kind.CHANGED}
        assert difference.kind is kind[difference.before is not None, difference.after is not None]
        if difference.after is None:
            del found[key]
            continue
        found[key] = difference.after
        if difference.kind is Kind.CHANGED and not isinstance(line, str):
            told = {name: getattr(difference.before, name) for name in difference.fields}
            assert told and line != difference.before
            assert line._replace(**told) == difference.before, "all the fields that differ are named"
            assert all(getattr(line, name) != value for name, value in told.items()), "and no others"
    assert found == dict(lines_of(new))


@given(VERSIONS, VERSIONS)
def test_an_order_is_told_where_the_steps_of_both_stand_otherwise(old: Agreement, new: Agreement) -> None:
    told = [one for one in differences(old, new) if isinstance(one.after, Order)]
    shared = {step.id for step in old.ladder} & {step.id for step in new.ladder}
    before, after = ([step.id for step in one.ladder if step.id in shared] for one in (old, new))
    assert len(told) == (before != after)
    for one in told:
        assert isinstance(one.before, Order) and isinstance(one.after, Order)
        assert [step.id for step in one.before.steps] == before
        assert [step.id for step in one.after.steps] == after


@given(VERSIONS, VERSIONS)
def test_the_way_back_is_the_same_lines_the_other_way_round(old: Agreement, new: Agreement) -> None:
    back = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}
    there = [Difference(back[one.kind], one.after, one.before, one.fields) for one in differences(old, new)]
    returned = differences(new, old)
    assert sorted(map(repr, there)) == sorted(map(repr, returned))
    # In the order of the newer version; what is gone comes after what is there, for rules, offerings and ladder apart.
    order = [key for key, _ in lines_of(new)] + [key for key, _ in lines_of(old)]
    shown = [one.after if one.after is not None else one.before for one in differences(old, new)]
    for kind in ("rule", "offering", "step"):
        lines = [line for line in shown if line is not None and not isinstance(line, Order)]
        keys = [key for line in lines if (key := key_of(line)).startswith(kind)]
        assert keys == sorted(keys, key=order.index)
