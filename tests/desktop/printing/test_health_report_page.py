"""The report of a health check: two sheets with the areas as lines, the reading, next steps, and all statements."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pypdf
import pytest

from desktop.actions.health import area_titles, known_statements
from desktop.actions.health_findings import Findings
from desktop.printing.health_report_page import health_report_page
from desktop.printing.page import A4, LETTER, Page, Paper
from desktop.printing.paper import pdf_bytes
from framework.agreement_versions import Version
from framework.business import Business
from framework.health import Area, Statement, area_results, spoken
from framework.health_check import Opened, Repair
from framework.health_findings import findings, next_steps, tone_of
from framework.meeting import Action
from framework.people import Function, Person
from framework.scorecard_figures import Records
from framework.tension_signs import Facts
from tests.desktop.health_shop import Answers, answer_all, opened_of

ALL = known_statements()
ANA = Person("a", "Ana", frozenset({Function.SALES}), owner=True)
BEN = Person("b", "Ben", frozenset({Function.OPERATIONS}))
LOW = {"A1": 1, "A2": 2, "A3": None, "A4": 4}
ON = datetime(2026, 11, 17, 12, tzinfo=UTC).date()
Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]


def found(opened: Opened) -> Findings:
    """What empty records say beside a check."""
    records = Records(ON, {})
    by_area = findings(Facts(records), ON)
    results = area_results(opened.check.statements, opened.sheets)
    tone = tone_of(spoken(opened.check.statements, opened.sheets), by_area)
    return Findings(opened.check.id, by_area, tone, next_steps(results, by_area), records)


def opened(*answered: tuple[Person, Answers], statements: tuple[Statement, ...] = ALL) -> Opened:
    return opened_of(answered, statements)


@pytest.fixture
def business(founded: Founded) -> Business:
    return founded("sign-shop")[1]


def report(check: Opened, business: Business, action: Action | None = None, earlier: tuple[Opened, ...] = ()) -> Page:
    return health_report_page(check, found(check), business, action, earlier, ON)


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_it_is_two_sheets(sheets: Sheets, business: Business, paper: Paper) -> None:
    check = opened((ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 3, **LOW)))
    first, second = sheets(pdf_bytes(report(check, business), paper))
    assert "Health check, November 2026" in first and "Ana and Ben answered separately" in first
    for title in area_titles().values():
        assert title in first
    assert "1 disagree" in first and "5 agree" in first and "Talk about it first" in first
    assert "What Who By when" in first, "room to agree on one thing by hand"
    assert "Page 2 of 2" in second and "One for each of you." in second


def test_every_statement_stands_in_it_with_its_scores(sheets: Sheets, business: Business) -> None:
    own = Statement("own", None, "The coffee is good <b>", own=True)
    every = (*ALL, own)
    check = opened((ANA, answer_all(every, 4)), (BEN, answer_all(every, 3, **LOW)), statements=every)
    text = " ".join(sheets(pdf_bytes(report(check, business))))
    for each in every:
        assert each.say.split()[-1].rstrip(".") in text
    assert "The coffee is good <b> (yours) 4.0 3.0 4.0" in text
    assert "Before I answer a client I can tell within a minute" in text
    assert "client is. (turned round) 4.0 2.0 4.0" in text
    assert "new colleague. 4.0 can't say 4.0" in text


def test_the_reading_the_steps_and_the_repair_are_told(sheets: Sheets, business: Business) -> None:
    check = opened((ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 3, **LOW)))
    before = opened_of(
        [(ANA, answer_all(ALL, 2)), (BEN, answer_all(ALL, 2))],
        ALL,
        check_id="before",
        at=datetime(2026, 8, 4, 12, tzinfo=UTC),
    )
    who = business.people[1]
    action = Action("x", "Look at the rules together", who.id, datetime(2026, 12, 4, tzinfo=UTC).date())
    chosen = check._replace(repair=Repair("r", Area.RULES, action.say, action.id, 1))
    text = sheets(pdf_bytes(report(chosen, business, action, (before,))))[0]
    assert "Reading: Mixed" in text
    assert "1. Talk about it: Rules of engagement. Sales says 4.0, Operations says 1.7." in text
    assert f"Look at the rules together {who.name}, by Fri 4 Dec" in text
    assert "Since August: Overall 3.4, up 1.4" in text
    assert "What Who By when" not in text, "it is chosen already"


def test_the_lines_are_drawn_and_not_pasted(business: Business) -> None:
    check = opened((ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 3)))
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(report(check, business))))
    assert [image for page in reader.pages for image in page.images] == []


def test_without_an_owner_and_where_nobody_could_judge(sheets: Sheets, business: Business) -> None:
    nothing = {each.id: None for each in ALL if each.area is Area.TONE}
    ada = Person("d", "Ada", frozenset({Function.SALES}))
    check = opened((ada, answer_all(ALL, 4, **nothing)), (BEN, answer_all(ALL, 3, **nothing)))
    text = " ".join(sheets(pdf_bytes(report(check, business))))
    assert "Nobody could judge this" in text and "Too little to say" in text
    assert "Owner" not in text.replace("Ladder and owner", "")


def test_records_too_long_ago_are_told(sheets: Sheets, business: Business) -> None:
    check = opened((ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 3)))
    alone = "It rests on the answers alone. The records of that time are too long ago to be read."
    assert alone not in " ".join(sheets(pdf_bytes(report(check, business))))
    old = found(check)._replace(by_area={})
    assert alone in " ".join(sheets(pdf_bytes(health_report_page(check, old, business, None, (), ON))))


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_guesses_and_the_earlier_repair_stand_on_two_sheets(sheets: Sheets, business: Business, paper: Paper) -> None:
    own = tuple(Statement(f"own{at}", Area.RULES, f"Our own statement number {at}.", own=True) for at in range(8))
    every = (*ALL, *own)
    guesses = {(area, function): 3 for area in Area for function in Function}
    check = opened_of([(ANA, answer_all(every, 4)), (BEN, answer_all(every, 3, **LOW))], every, guesses=guesses)
    before = opened_of([(ANA, answer_all(ALL, 2)), (BEN, answer_all(ALL, 2))], ALL, check_id="before")
    before = before._replace(repair=Repair("r", Area.INTAKE, "Fill it in", None, 1))
    texts = sheets(pdf_bytes(report(check, business, earlier=(before,)), paper))
    assert len(texts) == 2
    text = " ".join(texts)
    assert text.count("Sales guessed 3, Operations said") == 10
    assert "Mended since then: “Fill it in”" in text and "Intake and handover: all together 3.5, up 1.5" in text
    assert "With fewer than five of a function, answers can be traced to a person." in text


def test_twelve_people_and_twenty_statements_of_their_own_fit(sheets: Sheets, business: Business) -> None:
    own = tuple(Statement(f"own{at}", Area.RULES, f"Statement {at}: " + "so " * 60, own=True) for at in range(20))
    every = (*ALL, *own)
    people = [Person(str(at), f"Person {at}", frozenset({list(Function)[at % 2]})) for at in range(12)]
    check = opened(*((person, answer_all(every, 3)) for person in people), statements=every)
    texts = sheets(pdf_bytes(report(check, business)))
    assert "12 people answered separately" in texts[0]
    assert len(texts) == 2 and "more on the screen" in texts[1]
    assert "Person 3" not in " ".join(texts)
