"""Precedents: which decided questions are like the one at hand, best first, and how they ended."""

import random
from datetime import date, timedelta

from framework.deal import Stage
from framework.precedents import LIKE_WORDS, Case, Ending, Likeness, ending, precedents
from framework.questions import DecisionKind
from tests.framework.asking_shop import FINE, TODAY
from tests.framework.question_shop import case

HERE = FINE._replace(id="here", client="Hartley Gym", offering_id="fascia")


def test_the_order_is_rule_offering_client_words_newest() -> None:
    old = TODAY - timedelta(days=90)
    other = {"points": ("rule:margin",), "day": old}
    found = [
        case("words", deal=FINE._replace(id="w", offering_id="banner"), **other),  # type: ignore[arg-type]
        case("client", deal=FINE._replace(id="c", offering_id="banner", client="Hartley Gym"), **other),  # type: ignore[arg-type]
        case("offering", deal=FINE._replace(id="o"), **other),  # type: ignore[arg-type]
        case("rule", deal=FINE._replace(id="r", offering_id="banner"), day=old),
        case("newer rule", deal=FINE._replace(id="r2", offering_id="banner"), day=TODAY),
        case("all", deal=FINE._replace(id="a", client="Hartley Gym"), day=old),
        case("nothing", deal=FINE._replace(id="n", offering_id=None), **other),  # type: ignore[arg-type]
    ]
    order = precedents(case("q", None, deal=HERE), found, {"words": 0.5, "nothing": LIKE_WORDS - 0.01}, 10)
    assert [each.case.question.id for each in order] == ["all", "newer rule", "rule", "offering", "client", "words"]
    assert order[0].likeness == (Likeness.RULE, Likeness.OFFERING, Likeness.CLIENT)
    assert order[-1].likeness == (Likeness.WORDS,)


def test_only_what_is_decided_and_another_question() -> None:
    open_one, itself = case("open", None, deal=HERE), case("q", deal=HERE)
    assert precedents(case("q", None, deal=HERE), [open_one, itself], {}) == ()


def test_a_question_with_a_subject_of_its_own_is_like_others_by_rule_and_words_alone() -> None:
    # Two deals without an offering are not "of the same offering".
    none = case("none", deal=FINE._replace(id="x", offering_id=None), points=())
    assert precedents(case("q", None, deal=HERE._replace(offering_id=None), points=()), [none], {}) == ()
    assert precedents(case("q", None, points=()), [case("o", points=())], {"o": 0.3})[0].ending is None


def test_how_a_deal_turned_out() -> None:
    due = date(2026, 10, 1)
    done = FINE._replace(stage=Stage.DELIVERED, first_promised_on=due, delivered_on=due, client_score=5, rework=False)
    assert ending(done) == Ending(True, True, 5, False, False)
    assert ending(done._replace(delivered_on=due + timedelta(days=1), rework=True)) == Ending(True, False, 5, True)
    # The date first promised counts, not the one it was moved to.
    moved = done._replace(promised_on=due + timedelta(days=9), delivered_on=due + timedelta(days=5))
    assert ending(moved) == Ending(True, False, 5, False)
    assert ending(FINE._replace(stage=Stage.LOST)) == Ending(lost=True)
    assert ending(None) is None


def test_against_a_naive_order() -> None:
    draw = random.Random(7)
    for _ in range(30):
        here = case("q", None, deal=HERE, points=("rule:lead_time", "rule:margin"))
        others, words = [], {}
        for number in range(12):
            deal = FINE._replace(
                id=str(number),
                client=draw.choice(["Hartley Gym", "Kite"]),
                offering_id=draw.choice(["fascia", "banner"]),
            )
            points = draw.sample(["rule:lead_time", "rule:margin", "rule:discount"], draw.randint(0, 3))
            day = TODAY - timedelta(days=number)
            others.append(case(str(number), DecisionKind.REFUSE, deal=deal, points=points, day=day))
            words[str(number)] = draw.choice([0.0, 0.1, 0.2, 0.7])
        best: list[Case] = []
        left = list(others)
        while left:
            winner = left[0]
            for each in left[1:]:
                if _better(each, winner, here, words):
                    winner = each
            left.remove(winner)
            if _alike(winner, here, words):
                best.append(winner)
        assert [each.case for each in precedents(here, others, words)] == best[:5]


def _alike(one: Case, here: Case, words: dict[str, float]) -> bool:
    assert one.deal is not None
    by_words = words[one.question.id] >= 0.2
    return bool(
        set(one.question.points) & {"rule:lead_time", "rule:margin"}
        or one.deal.offering_id == "fascia"
        or one.deal.client == "Hartley Gym"
        or by_words
    )


def _better(one: Case, other: Case, here: Case, words: dict[str, float]) -> bool:
    for measure in (
        lambda c: sum(p in c.question.points for p in here.question.points),
        lambda c: c.deal.offering_id == "fascia",
        lambda c: c.deal.client == "Hartley Gym",
        lambda c: words[c.question.id] if words[c.question.id] >= 0.2 else 0,
        lambda c: c.question.decision.at,
    ):
        if measure(one) != measure(other):
            return bool(measure(one) > measure(other))
    return False
