"""The ladder as a poster, a question as a brief and the decisions of a period, read back from their PDF."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.printing.decisions_page import decisions_page
from desktop.printing.ladder_page import ladder_page
from desktop.printing.page import A4, PAPERS, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from desktop.printing.question_page import question_page
from framework.agreement import Agreement
from framework.agreement_versions import State, Version
from framework.asking import Conditions
from framework.business import Business
from framework.deal import Deal
from framework.escalation import Step, StepDecider
from framework.people import Function, Person
from framework.questions import Arrival, Decision, DecisionKind, Option, Question
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True, owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
LADDER = tuple(
    Step(str(at), name, who, Decimal(8), f"belongs {at}")
    for at, (name, who) in enumerate(zip(("Own desk", "Together", "Leads", "Owner"), StepDecider, strict=True), start=1)
)
BUSINESS = Business(
    "Brightside Signs",
    "EUR",
    "sign-shop",
    (ANA, BEN),
    WorkingCalendar(),
    (),
    {},
    Agreement(3, ladder=LADDER),
    (),
    None,
    names={"ana": "Ana", "ben": "Ben", "cara": "Cara"},
)
DEAL = Deal("d", "B-1", "Hartley Gym", value=Decimal(18200), promised_on=date(2026, 12, 14))
QUESTION = Question(
    "q",
    "Three fascias by 14 Dec",
    "ana",
    AT,
    (Arrival("1", AT, "ana"), Arrival("2", AT + timedelta(hours=2), "ben", tried="Another date")),
    deal_id="d",
    sales_say="Opening day is fixed.",
    sales_by="ana",
    operations_say="One unit fits.",
    operations_by="ben",
    options=(Option("Saturday shift", Decimal("850.50")), Option("Refuse")),
    client_view="Front sign lit for opening day.",
)
DECISION = Decision(
    "x",
    "q",
    DecisionKind.PHASED,
    "The front sign first.",
    "ana",
    AT,
    "2",
    "yes",
    precedent=True,
    conditions=Conditions(phases="front sign, then two"),
    teller="ben",
    tell_by=date(2026, 11, 24),
    review_on=date(2026, 12, 23),
)
HOSTILE = ("<b>Bold</b>", "<img src=file:/etc/hostname>", "{{ 7 * 7 }}", "Smith & Co <sales>")


def version(ladder: tuple[Step, ...] = LADDER) -> Version:
    return Version("3", State.SIGNED, Agreement(3, TODAY, ladder=ladder))


def poster(sheets: Sheets, paper: Paper, business: Business = BUSINESS) -> str:
    (text,) = sheets(pdf_bytes(ladder_page(version(business.agreement.ladder), business), paper))
    return text


@pytest.mark.parametrize("paper", PAPERS)
def test_the_ladder_stands_with_its_highest_step_on_top(paper: Paper, sheets: Sheets) -> None:
    text = poster(sheets, paper)
    places = [text.index(name) for name in ("Owner", "Leads", "Together", "Own desk")]
    assert places == sorted(places)
    for said in (
        "Ana · within 1 working day",
        "Ana and Ben together · skipped here: the same two people decide as on step 2",
        "Ana or Ben · within 1 working day",
        "belongs 4",
        "Version 3",
        "Does this decision serve the client well?",
    ):
        assert said in text


def test_the_ladder_says_up_to_what_and_who_is_gone(sheets: Sheets) -> None:
    ladder = (
        LADDER[0]._replace(money_limit=Decimal(5000)),
        LADDER[1]._replace(people=frozenset({"cara"})),
        LADDER[3],
    )
    nobody = BUSINESS._replace(people=(ANA._replace(owner=False), BEN), agreement=Agreement(3, ladder=ladder))
    text = poster(sheets, A4, nobody)
    assert "up to €5,000" in text
    assert "Cara no longer works here. Until somebody is named, it is decided by Ana and Ben together." in text
    assert "Nobody at the moment" in text and "Nobody stands on this step, so questions pass it by." in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", [1, 4, 9])
def test_a_ladder_of_any_height_is_one_sheet(count: int, paper: Paper, sheets: Sheets) -> None:
    ladder = tuple(LADDER[1]._replace(id=str(n), name=f"Step {n}", belongs="word " * 40) for n in range(count))
    text = poster(sheets, paper, BUSINESS._replace(agreement=Agreement(3, ladder=ladder)))
    assert all(f"Step {n}" in text for n in range(count))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_question_is_one_page_with_both_sides_and_room_to_decide(paper: Paper, sheets: Sheets) -> None:
    page = question_page(QUESTION, DEAL, None, BUSINESS, ("Mill Bakery: no.",), TODAY, UTC)
    (text,) = sheets(pdf_bytes(page, paper))
    for said in (
        "Three fascias by 14 Dec",
        "raised by Ana on Mon 23 Nov, 09:30",
        "Hartley Gym: Not in the catalogue · €18,200",
        "Promised for Mon 14 Dec 2026.",
        "Saturday shift €850.50",
        "Front sign lit for opening day.",
        "Mon 23 Nov, 11:30: 2 · Together, by Ben. Tried: Another date",
        "Last time Mill Bakery: no.",
        "Decided by, day",
        "for like cases too",
    ):
        assert said in text
    # Ana owns the business and sells, so Operations speaks first.
    assert text.index("Operations, Ben One unit fits.") < text.index("Sales, Ana this side is the owner's")


def test_words_written_down_by_the_other_side_say_so(sheets: Sheets) -> None:
    page = question_page(QUESTION._replace(operations_by="ana"), None, None, BUSINESS, (), TODAY, UTC)
    (text,) = sheets(pdf_bytes(page, A4))
    assert "Operations, written down by Ana" in text
    assert "The facts" not in text and "Last time" not in text


def test_a_decided_question_says_what_was_decided(sheets: Sheets) -> None:
    page = question_page(QUESTION._replace(decision=DECISION), DEAL, None, BUSINESS, (), TODAY, UTC)
    (text,) = sheets(pdf_bytes(page, A4))
    for said in (
        "Yes, in parts: it is delivered in parts (front sign, then two)",
        "The front sign first.",
        "Ana on Mon 23 Nov, 09:30, 2 · Together. For like cases too.",
        "Ben tells the client by Tue 24 Nov 2026.",
        "Looked at again on Wed 23 Dec 2026: was it right?",
    ):
        assert said in text
    assert "Decided by, day" not in text


def test_a_question_on_a_step_of_before_still_prints(sheets: Sheets) -> None:
    gone = QUESTION._replace(arrivals=(Arrival("gone", AT, "somebody"),), raised_by="")
    (text,) = sheets(pdf_bytes(question_page(gone, None, None, BUSINESS, (), TODAY, UTC), A4))
    assert "a step of before" in text and "raised by somebody" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_decisions_of_a_period_take_the_sheets_they_need(paper: Paper, sheets: Sheets) -> None:
    asked = [
        QUESTION._replace(
            id=str(n),
            subject=f"Subject {n}x",
            decision=DECISION._replace(at=AT + timedelta(days=n), step_id="4" if n % 2 else "2"),
        )
        for n in range(60)
    ]
    since, until = TODAY + timedelta(days=5), TODAY + timedelta(days=54)
    texts = sheets(pdf_bytes(decisions_page([*asked, QUESTION], BUSINESS, since, until, UTC), paper))
    assert len(texts) > 1 and "50 decisions, 25 by the owner" in texts[0]
    whole = " ".join(texts)
    assert [n for n in range(60) if f"Subject {n}x" in whole] == list(range(5, 55))
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, start=1))


def test_nothing_decided_says_so(sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(decisions_page([QUESTION], BUSINESS, TODAY, TODAY, UTC), A4))
    assert "Nothing was decided on the ladder in this time." in text


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_are_shown_as_typed(name: str, sheets: Sheets) -> None:
    ladder = (LADDER[0]._replace(name=name, belongs=name),)
    business = BUSINESS._replace(name=name, agreement=Agreement(3, ladder=ladder))
    question = QUESTION._replace(
        subject=name, sales_say=name, operations_say=name, client_view=name, options=(Option(name),)
    )
    decided = question._replace(decision=DECISION._replace(say=name))
    for page, least in (
        (ladder_page(version(ladder), business), 3),
        (question_page(decided, None, None, business, (name,), TODAY, UTC), 8),
        (decisions_page([decided], business, TODAY, TODAY, UTC), 3),
    ):
        (text,) = sheets(pdf_bytes(page, A4))
        assert text.count(name) >= least


@pytest.mark.parametrize("paper", PAPERS)
def test_long_words_stay_on_the_sheet(paper: Paper) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
    ladder = (LADDER[0]._replace(name=word, belongs=word),)
    question = QUESTION._replace(subject=word, sales_say=word, decision=DECISION._replace(say=word))
    for page in (
        ladder_page(version(ladder), BUSINESS._replace(name=word)),
        question_page(question, DEAL._replace(client=word), None, BUSINESS, (word,), TODAY, UTC),
        decisions_page([question], BUSINESS, TODAY, TODAY, UTC),
    ):
        laid_out = LaidOut(page, paper)
        assert max(piece.document.size().width() for piece in laid_out._sheets[0]) <= laid_out._width + 1
