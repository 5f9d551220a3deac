"""The agenda in sentences: every kind of item, every heading, figures told honestly."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.agenda import (
    does_not_fit,
    empty_section,
    figure_lines,
    is_flagged,
    item_say,
    meeting_people,
    meeting_times,
    section_counts,
    section_title,
    time_needed,
)
from framework.agenda import AgendaItem, AgendaSection, Counts, ItemKind
from framework.agreement import Agreement, Measure, Zone
from framework.business import Business
from framework.capacity import WeekLoad
from framework.catalogue import Crew
from framework.intake import Reason
from framework.meeting import Meeting, SectionKind, Series
from framework.natural_limits import Direction
from framework.people import Person
from framework.scorecard import Result, Score
from framework.working_time import WorkingCalendar

MONDAY = date(2026, 11, 30)
DUE = date(2026, 12, 11)
MEETING = Meeting(5, MONDAY, time(9), 30, "ana", "ben")
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ana", "Ana"), Person("ben", "Ben")),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=Agreement(1),
    items=(),
    series=Series(0, time(9), 30, 1, MONDAY),
)
LEAD = Reason(Zone.ASK, Measure.LEAD_TIME, Decimal(10), Decimal(15), rule_id="lead")
LOAD = Reason(Zone.ASK, Measure.WEEK_LOAD, Decimal(90), Decimal(85), rule_id="load", week=date(2026, 12, 7))
POINT = Reason(Zone.ASK, item_id="built")


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def say(kind: ItemKind, **known: object) -> str:
    item = AgendaItem(kind)._replace(**known)  # type: ignore[arg-type]
    return item_say(item, BUSINESS, MONDAY).replace("\u00a0", " ")


def load(week: date, sold: int, likely: int = 0, capacity: int = 40) -> WeekLoad:
    share = Fraction(sold, capacity) if capacity else None
    return WeekLoad(week, "w", Fraction(capacity), Fraction(sold), Fraction(likely), share, 0.0, sold > capacity)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"person_id": "ben", "say": "order LED stock", "done": True}, "Ben · order LED stock · done"),
        ({"person_id": "ana", "say": "call", "late_by": 2, "day": MONDAY}, "Ana · call · 2 days late"),
        ({"person_id": "ana", "say": "call", "late_by": 1}, "Ana · call · 1 day late"),
        ({"person_id": None, "say": "call", "day": DUE}, "call · by 11 Dec"),
        ({"person_id": "gone", "say": "call"}, "call"),
    ],
)
def test_actions(known: dict[str, object], said: str) -> None:
    assert say(ItemKind.ACTION, **known) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"zone": Zone.PROMISE}, "Lakeside · Fascia · 11 Dec · fine"),
        ({"zone": Zone.PROMISE, "day": date(2027, 11, 11)}, "Lakeside · Fascia · Thu 11 Nov 2027 · fine"),
        ({"zone": Zone.PROMISE, "day": None}, "Lakeside · Fascia · no date yet · fine"),
        (
            {"zone": Zone.ASK, "reasons": (LEAD, LOAD)},
            "Lakeside · Fascia · 11 Dec · ask first: lead time, week at 90 %",
        ),
        ({"zone": Zone.ASK, "reasons": (POINT,)}, "Lakeside · Fascia · 11 Dec · ask first: 1 point of the checklist"),
        (
            {"zone": Zone.OFF, "reasons": (LEAD._replace(zone=Zone.OFF), LOAD)},
            "Lakeside · Fascia · 11 Dec · off the table: lead time",
        ),
        (
            {"zone": Zone.OPEN, "reasons": (LEAD._replace(zone=Zone.OPEN, missing="promised_on"),) * 2},
            "Lakeside · Fascia · 11 Dec · 2 questions still open",
        ),
        ({"zone": Zone.PROMISE, "quantity": Decimal(3)}, "Lakeside · 3 × Fascia · 11 Dec · fine"),
        ({"zone": Zone.PROMISE, "offering": None}, "Lakeside · not in the catalogue · 11 Dec · fine"),
    ],
)
def test_deals(known: dict[str, object], said: str) -> None:
    given = {"client": "Lakeside", "offering": "Fascia", "quantity": Decimal(1), "day": DUE} | known
    assert say(ItemKind.DEAL, **given) == said


def test_what_is_in_trouble() -> None:
    given: dict[str, object] = {"client": "Mill Bakery", "offering": "Menu boards", "quantity": Decimal(1), "day": DUE}
    assert say(ItemKind.LATE, late_by=6, **given) == "Mill Bakery · Menu boards · 6 days late · due 11 Dec"
    assert say(ItemKind.NOT_READY, open_items=2, **given).endswith("due 11 Dec · 2 details still open")
    full = say(ItemKind.FULL_WEEK, load=load(MONDAY, 38), **given)
    assert full == "Mill Bakery · Menu boards · due 11 Dec · its week is at 95 %"
    nothing = say(ItemKind.FULL_WEEK, load=load(MONDAY, 38, capacity=0), **given)
    assert nothing.endswith("its week is without capacity")


def test_what_is_to_decide_and_what_somebody_wrote() -> None:
    asked = AgendaItem(
        ItemKind.DECIDE,
        client="Hartley Gym",
        offering="Fascia",
        quantity=Decimal(3),
        day=DUE,
        zone=Zone.ASK,
        reasons=(LEAD,),
    )
    plain = "Hartley Gym: 3 × Fascia by 11\u00a0Dec"
    assert item_say(asked, BUSINESS, MONDAY) == plain + " · ask first: lead time"
    assert item_say(asked, BUSINESS, MONDAY, told=True) == plain + " · ask Operations first"
    assert say(ItemKind.WRITTEN, person_id="ana", say="The lift", why="it broke") == "Ana · The lift · it broke"
    assert all(say(kind).strip() for kind in (ItemKind.SCORECARD, ItemKind.VISITS, ItemKind.CLOSING))


def test_headings_count() -> None:
    def counts(kind: SectionKind, **known: object) -> str:
        section = AgendaSection(kind, 5, counts=Counts()._replace(**known))  # type: ignore[arg-type]
        return section_counts(section).replace("\u00a0", " ")

    assert counts(SectionKind.SINCE_LAST_TIME, actions=5, actions_done=4) == "4 of 5 actions done"
    assert counts(SectionKind.DEALS_AHEAD, deals=3, hours=Fraction(61)) == "3 deals, 61 h"
    assert counts(SectionKind.DEALS_AHEAD, deals=1) == "1 deal"
    assert counts(SectionKind.BOTTLENECKS, late=1, at_risk=1) == "1 late, 1 at risk"
    assert counts(SectionKind.EXCEPTIONS, to_decide=1) == "1 to decide"
    assert [counts(kind) for kind in SectionKind] == [""] * len(SectionKind)


def test_the_forecast_names_its_full_weeks() -> None:
    weeks = [MONDAY + timedelta(weeks=n) for n in range(7)]

    def counts(*sold: int) -> str:
        loads = tuple(load(week, hours) for week, hours in zip(weeks, sold, strict=False))
        over = [each for each in loads if each.sold > 34]
        items = tuple(AgendaItem(ItemKind.WEEK, day=e.week, load=e, share=e.sold / e.capacity) for e in over)
        section = AgendaSection(
            SectionKind.FORECAST, 5, items, counts=Counts(weeks=len(over)), loads=loads, limit=Fraction(17, 20)
        )
        return section_counts(section).replace("\u00a0", " ")

    assert counts(20, 36) == "week of 7 Dec at 90 %"
    assert counts(35, 36) == "week of 30 Nov at 87.5 %, 7 Dec at 90 %"
    assert counts(36, 36, 36, 36) == "4 weeks over the limit"
    assert counts(20, 30) == "fullest: week of 7 Dec at 75 %"


def test_titles_follow_the_rhythm() -> None:
    assert section_title(SectionKind.SINCE_LAST_TIME, BUSINESS) == "Since last week"
    assert BUSINESS.series is not None
    fortnightly = BUSINESS._replace(series=BUSINESS.series._replace(every_weeks=2))
    assert section_title(SectionKind.SINCE_LAST_TIME, fortnightly) == "Since last time"
    assert all(section_title(kind, BUSINESS) for kind in SectionKind)
    assert empty_section(SectionKind.EXCEPTIONS) == "Nothing to decide."


def test_the_meeting_itself() -> None:
    assert meeting_times(MEETING) == "09:00 to 09:30"
    assert meeting_times(MEETING._replace(starts=time(23, 45), day=date.max)).startswith("23:45")
    assert meeting_people(MEETING, BUSINESS) == "Ana leads, Ben keeps time"
    assert meeting_people(MEETING._replace(keeps_time=None), BUSINESS) == "Ana leads"
    assert meeting_people(MEETING._replace(leads=None, keeps_time=None), BUSINESS) == ""


def test_figures_are_told_honestly() -> None:
    lines = figure_lines(
        {
            Result.THROUGHPUT_DAYS: Score(12, 12, Fraction(17), direction=Direction.BETTER),
            Result.ON_TIME: Score(3, 4, Fraction(3, 4)),
            Result.MARGIN: Score(0, 0, None, direction=Direction.WORSE),
        }
    )
    assert [(line.name, line.value, line.arrow) for line in lines] == [
        ("On time", "3 of 4", ""),
        ("Margin per deal", "none", ""),
        ("Days from won to done", "17", "▲"),
    ]
    assert lines[2].say == "Days from won to done 17, better"


# What there is no time for, and what was put off


def section_with(*kinds: ItemKind, minutes: int = 8, more: int = 0, **known: object) -> AgendaSection:
    items = tuple(AgendaItem(kind) for kind in kinds)
    return AgendaSection(SectionKind.EXCEPTIONS, minutes, items, more)._replace(**known)  # type: ignore[arg-type]


def test_what_does_not_fit_is_said_before_the_meeting() -> None:
    # Four decisions at three minutes and one written item at two are fourteen; two decisions fit into eight.
    crowded = section_with(*[ItemKind.DECIDE] * 4, ItemKind.WRITTEN)
    assert (time_needed(crowded), does_not_fit(crowded)) == ("needs about 14 of 8 min", 2)
    calm = section_with(ItemKind.DECIDE, ItemKind.WRITTEN, ItemKind.DECIDE)
    assert (time_needed(calm), does_not_fit(calm)) == ("", None)
    # Eight listed deals at a minute, and three more that are not listed.
    long = section_with(*[ItemKind.DEAL] * 8, more=3)
    assert (time_needed(long), does_not_fit(long)) == ("needs about 11 of 8 min", 8)
    assert time_needed(section_with(ItemKind.DECIDE, minutes=2)) == "", "one thing is always talked about"
    assert time_needed(section_with(ItemKind.CLOSING, minutes=0)) == ""


def test_an_action_that_is_done_takes_no_time() -> None:
    done = AgendaItem(ItemKind.ACTION, done=True)
    section = AgendaSection(SectionKind.SINCE_LAST_TIME, 1, (done,) * 6 + (AgendaItem(ItemKind.ACTION),) * 2)
    assert time_needed(section) == ""
    assert (
        time_needed(section._replace(items=(*section.items, AgendaItem(ItemKind.ACTION)))) == "needs about 2 of 1 min"
    )


@pytest.mark.parametrize(
    ("count", "said", "flagged"),
    [
        (0, "", False),
        (1, "put off once", False),
        (2, "put off 2 times", False),
        (3, "put off 3 times: decide it, move it up or drop it", True),
        (5, "put off 5 times: decide it, move it up or drop it", True),
    ],
)
def test_what_was_put_off(count: int, said: str, flagged: bool) -> None:
    item = AgendaItem(ItemKind.WRITTEN, say="A second van", put_off=count)
    assert item_say(item, BUSINESS, MONDAY) == " · ".join(part for part in ("A second van", said) if part)
    assert is_flagged(item) is flagged


@pytest.mark.parametrize(
    ("kind", "counts", "said"),
    [
        (SectionKind.SINCE_LAST_TIME, Counts(actions=5, actions_done=4, decided=2), "4 of 5 actions done, 2 decided"),
        (SectionKind.SINCE_LAST_TIME, Counts(decided=1), "1 decided"),
        (SectionKind.SINCE_LAST_TIME, Counts(), ""),
        (SectionKind.EXCEPTIONS, Counts(to_decide=3, questions=1), "1 question, 2 deals to decide"),
        (SectionKind.EXCEPTIONS, Counts(to_decide=3, questions=2), "2 questions, 1 deal to decide"),
        (SectionKind.EXCEPTIONS, Counts(to_decide=2, questions=2), "2 questions to decide"),
        (SectionKind.EXCEPTIONS, Counts(to_decide=2), "2 to decide"),
    ],
)
def test_questions_and_decisions_are_counted(kind: SectionKind, counts: Counts, said: str) -> None:
    assert section_counts(AgendaSection(kind, 5, counts=counts)) == said
