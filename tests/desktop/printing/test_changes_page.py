"""What changed between two versions, on paper: before and after, why, and lines to write on while it is open."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication

from desktop.printing.changes_page import changes_page
from desktop.printing.page import A4, LETTER, PAPERS, Page, Paper
from desktop.printing.paper import LaidOut, pdf_bytes
from framework.agreement import Agreement, Measure, Rule, Zone
from framework.agreement_versions import State, Version
from framework.business import Business
from framework.catalogue import Crew, Offering
from framework.escalation import Step, StepDecider
from framework.people import Function, Person
from framework.working_time import WorkingCalendar

Sheets = Callable[[bytes], list[str]]
Founded = Callable[[str], tuple[Version, Business]]

TODAY = date(2026, 11, 30)
HOSTILE = (
    "<b>Bold</b>",
    "<img src=file:/etc/hostname>",
    "Smith & Co <sales>",
    "A\u202eB",
    "שלום",
    "{{ 7 * 7 }}",
    "“Q” 'q'",
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"

LOAD = Rule("load", Measure.WEEK_LOAD, "", promise_limit=Decimal(85), stop_limit=Decimal(95), why="Room to mend")
STOCK = Rule("stock", None, "The client supplies the stock", zone=Zone.ASK)
FASCIA = Offering("f", "Illuminated fascia", 15, {"w": Decimal(34)}, Decimal(7000))
STEP = Step("1", "Own desk", StepDecider.EACH_ALONE, Decimal(4))
OLD = Version("2", State.SIGNED, Agreement(2, date(2026, 3, 2), (LOAD, STOCK), {"f": FASCIA}, (STEP,), "Safety"))
NEW = Version(
    "3",
    State.PROPOSED,
    OLD.agreement._replace(
        number=0,
        in_force_from=None,
        rules=(
            LOAD._replace(promise_limit=Decimal(80)),
            Rule("pay", Measure.PAYMENT_DAYS, "", promise_limit=Decimal(30)),
        ),
        offerings={"f": FASCIA._replace(lead_time_days=18)},
        ladder=(STEP._replace(answer_hours=Decimal(8)),),
        veto="Safety and structure",
    ),
    why="December is full",
    written_by="ben",
    written_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ben", "Ben", frozenset({Function.OPERATIONS})),),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=OLD.agreement,
    items=(),
    series=None,
    versions=(OLD.agreement,),
)


def printed(old: Version = OLD, new: Version = NEW, business: Business = BUSINESS) -> Page:
    return changes_page(old, new, business, {"ben": "Ben"}, TODAY, UTC)


@pytest.mark.parametrize("paper", PAPERS)
def test_what_changed_stands_before_and_after(paper: Paper, sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(), paper))
    for said in (
        "Brightside Signs · Sales and Operations",
        "What changed since version 2",
        "Proposed by Ben on Mon 23 Nov 2026",
        "waits for both sides",
        "Why it was proposed December is full",
        "Version 2 Proposal",
        "Week load changed",
        "Sales may promise up to 85 % up to 80 %",
        "Ask Operations first over 85 %, up to 95 % over 80 %, up to 95 %",
        "Payment new",
        "Sales may promise: up to 30 days · Ask Operations first: over 30 days",
        "The client supplies the stock struck",
        "Illuminated fascia changed",
        "Standard lead time 15 working days 18 working days",
        "Ladder: Own desk changed",
        "Answer within 4 working hours within 1 working day",
        "What Operations may refuse changed",
        "Safety Safety and structure",
        "notes",
        "One side's signature alone changes nothing. Page 1 of 1",
    ):
        assert said in text
    # What did not change is not told.
    assert "Off the table over" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_changed(paper: Paper, sheets: Sheets) -> None:
    (text,) = sheets(pdf_bytes(printed(new=OLD._replace(id="x")), paper))
    assert "Nothing changed." in text and "notes" not in text and "Why it was proposed" not in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["sign-shop", "it-services", "field-service"])
def test_a_change_of_a_real_agreement_is_one_sheet(kind: str, paper: Paper, founded: Founded, sheets: Sheets) -> None:
    version, business = founded(kind)
    first, *rest = version.agreement.rules
    rules = (first._replace(promise_limit=Decimal(12), why="Slower suppliers"), *rest[1:])
    new = version._replace(id="2", state=State.DRAFT, agreement=version.agreement._replace(number=0, rules=rules))
    (text,) = sheets(pdf_bytes(printed(version, new, business), paper))
    assert "What changed since version 1" in text and "Draft, not signed yet" in text
    assert "Sales may promise 10 working days or more 12 working days or more" in text
    assert text.count("struck") == 1


def test_two_signed_versions_and_a_draft_that_was_first(sheets: Sheets) -> None:
    signed = NEW._replace(state=State.SIGNED, agreement=NEW.agreement._replace(number=3, in_force_from=TODAY))
    (text,) = sheets(pdf_bytes(printed(new=signed), A4))
    assert "Version 2 Version 3" in text and "notes" not in text
    draft = OLD._replace(state=State.DROPPED)
    (text,) = sheets(pdf_bytes(printed(draft), A4))
    assert "What changed since the draft" in text and "Taken back Proposal" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_typed(name: str, sheets: Sheets) -> None:
    agreement = OLD.agreement._replace(
        rules=(LOAD._replace(why=name), STOCK._replace(say=name)),
        offerings={"f": FASCIA._replace(name=name)},
        ladder=(STEP._replace(name=name),),
        veto=name,
    )
    new = NEW._replace(agreement=agreement, why=name)
    page = changes_page(OLD, new, BUSINESS._replace(name=name), {"ben": name}, TODAY, UTC)
    assert not re.search(r"<img src=[^\"]", "".join(page.units))
    (text,) = sheets(pdf_bytes(page, A4))
    if name.isascii():
        assert text.count(name) >= 10
    for said in ("What changed since version 2", "Sales and Operations", "changed", "on Mon 23 Nov 2026"):
        assert said in text


@pytest.mark.parametrize("paper", PAPERS)
def test_many_changes_take_more_sheets_and_none_is_split(paper: Paper, sheets: Sheets) -> None:
    rules = tuple(
        Rule(str(n), None, f"Sentence {n}", zone=Zone.ASK, why=f"start{n}x {LONG} {'word ' * 30} end{n}x")
        for n in range(40)
    )
    changed = tuple(rule._replace(why=rule.why.replace("word", "after")) for rule in rules)
    old, new = (v._replace(agreement=Agreement(2, rules=r)) for v, r in ((OLD, rules), (NEW, changed)))
    texts = sheets(pdf_bytes(printed(old, new), paper))
    assert len(texts) > 2
    for n in range(40):
        (sheet,) = (text for text in texts if f"start{n}x" in text)
        assert (sheet.count(f"start{n}x"), sheet.count(f"end{n}x")) == (2, 2)
        assert f"Sentence {n} " in sheet
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert ("Brightside Signs · What changed since version 2 · Proposal" in text) == (number > 1)


@pytest.mark.parametrize("paper", PAPERS)
def test_long_words_stay_on_the_sheet(paper: Paper) -> None:
    agreement = OLD.agreement._replace(rules=(LOAD._replace(why=LONG * 3),), veto=LONG * 5)
    page = printed(new=NEW._replace(agreement=agreement, why=LONG * 4), business=BUSINESS._replace(name=LONG * 2))
    laid_out = LaidOut(page, paper)
    assert max(piece.document.size().width() for piece in laid_out._sheets[0]) <= laid_out._width + 1


def test_other_locales_and_directions(sheets: Sheets) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert "34,5 h" in sheets(pdf_bytes(printed(new=_hours("34.5")), LETTER))[0]
    QLocale.setDefault(QLocale("ar_EG"))
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        page = printed(new=_hours("34.5"))
        assert "٣٤٫٥" in "".join(page.units)
        assert len(sheets(pdf_bytes(page, A4))) == 1
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _hours(hours: str) -> Version:
    agreement = OLD.agreement._replace(offerings={"f": FASCIA._replace(hours={"w": Decimal(hours)})})
    return NEW._replace(agreement=agreement)
