"""`agenda` and `print`: the right meeting on any day, a calendar file that says the same, pages that can be read."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from desktop.actions.desk import read_desk
from desktop.actions.escalation import decide, raise_question, save_words
from framework.questions import DecisionKind
from storage.book import Author
from storage.health import read_opened
from storage.intake import read_deal_by_ref
from storage.opening import open_book
from storage.questions import read_question
from tests.desktop.ladder_shop import clear_ladder

TODAY = date(2026, 11, 23)
Run = Callable[..., Any]
DAY = timedelta(days=1)


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.fixture
def dutch(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A business in Amsterdam, with the public holidays of its country."""
    monkeypatch.setattr("desktop.actions.business.local_timezone", lambda: "Europe/Amsterdam")
    file = tmp_path / "Dutch.handshake"
    words = ("--type", "sign-shop", "--person", "Ana:sales,owner", "--person", "Ben:operations", "--country", "NL")
    assert run("new", file, *words).code == 0
    return file


def starts(run: Run, file: Path, on: date) -> datetime:
    return datetime.fromisoformat(run("agenda", file, "--on", on, "--json").document["starts"])


def test_the_agenda_as_json(run: Run, sample: Path, unchanged: Any) -> None:
    with unchanged(sample):
        answer = run("agenda", sample, "--on", "2026-11-23", "--json")
    found = answer.document
    assert (answer.code, found["starts"], found["minutes"]) == (0, "2026-11-23T09:00", 30)
    assert sum(section["minutes"] for section in found["sections"]) == 30
    assert [section["title"] for section in found["sections"]] == [
        "Since last week",
        "Deals that will reach Operations",
        "Delivery bottlenecks",
        "Forecast and capacity",
        "Risks and exceptions",
        "Actions and close",
    ]
    refs = {one["ref"] for one in run("check", sample, "--on", "2026-11-23", "--json").document}
    ahead = {item["deal"] for item in found["sections"][1]["items"]}
    assert ahead and ahead <= refs
    assert all(set(item) >= {"say", "deal"} and item["say"] for s in found["sections"] for item in s["items"])
    assert run("agenda", sample, "--on", "2026-11-23", "--json").out == answer.out, "an answer can be repeated"


def test_the_agenda_says_what_it_has_no_time_for(run: Run, sample: Path) -> None:
    # A question and three deals at three minutes each, and a written item of two.
    said = run("agenda", sample, "--on", "2026-11-23").out
    assert "5. Risks and exceptions (8 min)  1 question, 3 deals to decide, needs about 14 of 8 min" in said
    assert "2. Deals that will reach Operations (7 min)  7 deals, 236\N{NO-BREAK SPACE}h\n" in said


def test_every_fourth_meeting_has_the_scorecard(run: Run, sample: Path) -> None:
    for weeks in range(8):
        on = date(2026, 11, 23) + 7 * DAY * weeks
        found = run("agenda", sample, "--on", on, "--json").document
        assert len(found["sections"]) == (7 if found["number"] % 4 == 0 else 6)
        assert sum(section["minutes"] for section in found["sections"]) == 30


def test_the_two_of_them_alternate(run: Run, dutch: Path) -> None:
    found = [run("agenda", dutch, "--on", date(2026, 11, 24) + 7 * DAY * n, "--json").document for n in range(4)]
    pairs = [(one["leads"], one["keeps_time"]) for one in found]
    assert pairs[0] == pairs[2] == pairs[1][::-1] == pairs[3][::-1]
    assert set(pairs[0]) == {"Ana", "Ben"}


def test_a_meeting_on_a_holiday_moves_to_the_next_working_day(run: Run, dutch: Path) -> None:
    usual = starts(run, dutch, date(2027, 1, 4))
    assert usual.weekday() == 0, "these days below are of a Monday meeting"
    easter_monday, whit_monday = date(2027, 3, 29), date(2027, 5, 17)
    for holiday in (easter_monday, whit_monday):
        moved = datetime.combine(holiday + DAY, usual.time())
        assert starts(run, dutch, holiday - DAY) == moved
        assert starts(run, dutch, holiday) == moved
        assert starts(run, dutch, holiday + DAY) == moved
        assert starts(run, dutch, holiday + 2 * DAY) == datetime.combine(holiday + 7 * DAY, usual.time())


def occurrences(path: Path, until: date) -> list[datetime]:
    """Return when a calendar program would hold the meetings, in their own zone."""
    events = list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    (series,) = [event for event in events if "RRULE" in event]
    others = {event["RECURRENCE-ID"].dt: event["DTSTART"].dt for event in events if "RRULE" not in event}
    assert {event["UID"] for event in events} == {series["UID"]}, "one series"
    rule, first = series["RRULE"], series["DTSTART"].dt
    assert rule["FREQ"] == ["WEEKLY"] and "COUNT" not in rule and "UNTIL" not in rule
    assert rule["BYDAY"] == [("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]]
    left_out = series.get("EXDATE", [])
    dropped = {day.dt for each in (left_out if isinstance(left_out, list) else [left_out]) for day in each.dts}
    step, found, planned = timedelta(weeks=rule["INTERVAL"][0]), [], first
    while planned.date() <= until:
        if planned not in dropped:
            found.append(others.get(planned, planned))
        planned += step
    return sorted(found)


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2027, 3, 30), date(2027, 5, 18), date(2027, 10, 31)])
def test_the_calendar_file_says_what_the_agenda_says(run: Run, dutch: Path, tmp_path: Path, on: date) -> None:
    out = tmp_path / "meetings.ics"
    assert run("agenda", dutch, "--on", on, "--ics", out).out == f"{out}\n"
    held = occurrences(out, on + 330 * DAY)
    assert {str(one.tzinfo) for one in held} == {"Europe/Amsterdam"}
    assert {one.time().isoformat() for one in held} == {"09:00:00"}, "09:00 stays 09:00 in summer and winter"
    assert len({one.utcoffset() for one in held}) == 2
    days = {on + DAY * n for n in range(0, 300, 11)}
    days |= {date(2027, 3, 29) + DAY * n for n in range(-1, 3)} | {date(2027, 5, 17) + DAY * n for n in range(-1, 3)}
    for day in sorted(day for day in days if day >= on):
        expected = next(one for one in held if one.date() >= day)
        assert starts(run, dutch, day) == expected.replace(tzinfo=None), day


def test_the_calendar_file_is_complete(run: Run, dutch: Path, tmp_path: Path, unchanged: Any) -> None:
    out, again = tmp_path / "a.ics", tmp_path / "b.ics"
    with unchanged(dutch):
        run("agenda", dutch, "--ics", out)
        run("agenda", dutch, "--ics", again)
    assert out.read_bytes() == again.read_bytes(), "the same key: a calendar updates its series"
    assert b"\r\n" in out.read_bytes() and all(len(line) <= 75 for line in out.read_bytes().split(b"\r\n"))
    calendar = Calendar.from_ical(out.read_bytes())
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    for event in calendar.walk("VEVENT"):
        assert event["DURATION"].dt == timedelta(minutes=30) and event["DTSTAMP"].dt.tzname() == "UTC"
        assert "Dutch" in event["SUMMARY"]


def test_agenda_as_pdf_and_json_at_once(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    pdf, ics = tmp_path / "agenda.pdf", tmp_path / "agenda.ics"
    with unchanged(sample):
        answer = run("agenda", sample, "--on", "2026-11-23", "--pdf", pdf, "--ics", ics, "--json")
    assert answer.document["starts"] == "2026-11-23T09:00"
    assert len(PdfReader(pdf).pages) == 1, "a normal week is one page"
    text = text_of(pdf)
    for word in ("Brightside Signs", "Finch & Co", "Delivery bottlenecks", "Harbour Brewery"):
        assert word in text
    assert ics.is_file()


def test_checklist_as_pdf(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    filled, empty, both, visit = (tmp_path / f"{name}.pdf" for name in ("filled", "blank", "both", "visit"))
    with unchanged(sample):
        assert run("print", sample, "checklist", "--deal", "B-063", "--pdf", filled).out == f"{filled}\n"
        assert run("print", sample, "checklist", "--blank", "--pdf", empty).code == 0
        assert run("print", sample, "checklist", "--deal", "B-063", "--blank", "--pdf", both).code == 0
        assert run("print", sample, "checklist", "--deal", "B-063", "--site-visit", "--pdf", visit).code == 0
    assert "Donaudampfschifffahrt" in text_of(visit) and "Contact on site" in text_of(visit)
    assert "Donaudampfschifffahrt" in text_of(filled)
    assert "Donaudampfschifffahrt" in text_of(both)
    assert "Donau" not in text_of(empty) and "Intake checklist" in text_of(empty)


def test_the_ladder_a_question_and_decisions_as_pdf(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    clear_ladder(sample)
    with open_book(sample) as book:
        desk = read_desk(book, TODAY)
        ana, ben = desk.business.people
        deal = read_deal_by_ref(book, "B-063", digits=2)
        key = raise_question(book=book, who=Author(ana.id, ana.name), desk=desk, deal=deal)
        question = read_question(book, key, digits=2)
        assert question is not None
        save_words(
            book=book,
            who=Author(ben.id, ben.name),
            digits=2,
            question=question,
            sales_say="The opening is fixed.",
            operations_say="One of them fits.",
            client_view="One is lit in time.",
        )
    ladder, open_one, decided, made = (tmp_path / f"{name}.pdf" for name in ("ladder", "open", "decided", "made"))
    with unchanged(sample):
        assert run("print", sample, "ladder", "--pdf", ladder).out == f"{ladder}\n"
        assert run("print", sample, "question", "--deal", "B-063", "--pdf", open_one).code == 0
        assert run("print", sample, "decisions", "--pdf", made).code == 0
    assert "skipped here: the same two people" in text_of(ladder)
    assert "One of them fits." in text_of(open_one) and "Decided by, day" in text_of(open_one)
    assert "Nothing was decided" in text_of(made)
    with open_book(sample) as book:
        question = read_question(book, key, digits=2)
        assert question is not None
        kind, words = DecisionKind.ACCEPT, "All of it, this once."
        decide(book=book, who=ben, desk=read_desk(book, TODAY), question=question, kind=kind, say=words)
    assert run("print", sample, "question", "--deal", "B-063", "--pdf", decided).code == 0
    assert run("print", sample, "decisions", "--from", "2026-11-23", "--to", "2026-11-23", "--pdf", made).code == 0
    for page in (decided, made):
        assert "All of it, this once." in text_of(page)
    assert run("print", sample, "decisions", "--to", "2026-11-22", "--pdf", made).code == 0
    assert "Nothing was decided" in text_of(made)


def test_visit_cards_and_reviews_are_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    filled, empty, sales, operations = (tmp_path / f"{name}.pdf" for name in ("filled", "empty", "sales", "operations"))
    assert run("print", sample, "visit", "--pdf", filled).code == 0
    assert "A day of small repairs in town" in text_of(filled)
    assert run("print", sample, "visit", "--blank", "--pdf", empty).code == 0
    assert "small repairs" not in text_of(empty) and "What surprised me?" in text_of(empty)
    assert run("print", sample, "sales-review", "--pdf", sales).code == 0
    assert "Sales sees delivery" in text_of(sales)
    assert run("print", sample, "operations-review", "--pdf", operations).code == 0
    assert "Operations sees pipeline" in text_of(operations)


def test_a_blank_agenda_is_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    assert run("print", sample, "agenda", "--blank", "--pdf", out).code == 0
    assert "Keeps time:" in text_of(out) and "Hartley" not in text_of(out)


def test_both_views_are_printed_for_a_first_meeting(run: Run, sample: Path, tmp_path: Path) -> None:
    views = tmp_path / "views.pdf"
    assert run("print", sample, "two-views", "--pdf", views).code == 0
    assert "Two views of the same work" in text_of(views) and "Not yet. First let us see" in text_of(views)


def test_the_report_of_a_health_check_and_its_form_are_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    report, form = tmp_path / "report.pdf", tmp_path / "form.pdf"
    assert run("print", sample, "health", "--pdf", report).code == 0
    assert "Health check, November 2026" in text_of(report) and "All statements" in text_of(report)
    assert run("print", sample, "health", "--blank", "--pdf", form).code == 0
    assert "Rules of engagement" in text_of(form) and "under a word that only you know" in text_of(form)


def test_the_report_of_the_last_health_check_is_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    assert run("print", sample, "health", "--pdf", report).code == 0
    text = text_of(report)
    assert "Health check, November 2026" in text and "What your records say" in text and "All statements" in text
    with open_book(sample) as book:
        for opened in read_opened(book):
            with book.change("Not opened", who=Author()) as change:
                change.update("health_check", opened.check.id, {"opened_at": None, "called_off_at": change.at})
    none = run("print", sample, "health", "--pdf", tmp_path / "none.pdf")
    assert none.code != 0 and "No health check was opened yet." in none.err


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (["print", "{file}", "visit", "--site-visit", "--pdf", "{out}/a.pdf"], "leave out"),
        (["print", "{file}", "visit", "--deal", "B-063", "--pdf", "{out}/a.pdf"], "leave out --deal"),
        (["agenda", "{file}", "--pdf", "{file}"], "is your business file"),
        (["agenda", "{file}", "--ics", "{file}"], "is your business file"),
        (["agenda", "{file}", "--ics", "{link}"], "is your business file"),
        (["print", "{file}", "agenda", "--pdf", "{file}"], "is your business file"),
        (["print", "{file}", "checklist", "--blank", "--pdf", "{link}"], "is your business file"),
        (["print", "{file}", "agenda", "--site-visit", "--pdf", "{out}/a.pdf"], "leave out"),
        (["print", "{file}", "checklist", "--pdf", "{out}/a.pdf"], "--deal REF"),
        (["print", "{file}", "checklist", "--site-visit", "--pdf", "{out}/a.pdf"], "the visit is for"),
        (["print", "{file}", "checklist", "--blank", "--site-visit", "--pdf", "{out}/a.pdf"], "not allowed with"),
        (["print", "{file}", "checklist", "--deal", "none", "--pdf", "{out}/a.pdf"], "no deal “none”"),
        (["print", "{file}", "ladder", "--blank", "--pdf", "{out}/a.pdf"], "leave out"),
        (["print", "{file}", "ladder", "--deal", "B-063", "--pdf", "{out}/a.pdf"], "leave out --deal"),
        (["print", "{file}", "ladder", "--from", "2026-01-01", "--pdf", "{out}/a.pdf"], "leave out --from"),
        (["print", "{file}", "question", "--pdf", "{out}/a.pdf"], "--deal REF"),
        (["print", "{file}", "question", "--deal", "none", "--pdf", "{out}/a.pdf"], "no deal “none”"),
        (["print", "{file}", "question", "--deal", "B-063", "--pdf", "{out}/a.pdf"], "no question about “B-063”"),
        (
            ["print", "{file}", "decisions", "--from", "2026-12-01", "--to", "2026-11-01", "--pdf", "{out}/a.pdf"],
            "turn --from and --to round",
        ),
        (["print", "{file}", "agenda"], "--pdf"),
        (["print", "{file}", "poem", "--pdf", "{out}/a.pdf"], "poem"),
        (["agenda", "{file}", "--pdf", "{out}/no/a.pdf"], "doesn't exist"),
        (["agenda", "{file}", "--ics", "{out}/no/a.ics"], "doesn't exist"),
        (["agenda", "{file}", "--pdf", "{out}"], "“out”"),
        (["agenda", "{file}", "--ics", "{out}"], "“out”"),
        (["agenda", "{file}", "--on", "31-12-2026"], "write it as 2026-11-30"),
        (["agenda", "{file}", "--on", "2026-02-30"], "write it as 2026-11-30"),
        (["agenda", "{file}", "--on", "9999-12-31"], "too far away"),
        (["agenda", "{file}", "--on", "0001-01-01"], "too far away"),
    ],
)
def test_wrong_words_leave_nothing(
    run: Run, sample: Path, tmp_path: Path, unchanged: Any, words: list[str], say: str
) -> None:
    out, link = tmp_path / "out", tmp_path / "link.handshake"
    out.mkdir()
    link.symlink_to(sample)
    with unchanged(sample):
        answer = run(*(word.format(file=sample, out=out, link=link) for word in words))
    assert answer.code == 2 and say in answer.err
    assert not list(out.iterdir())


@pytest.mark.parametrize("on", ["1900-01-01", "2199-12-31", "2028-02-29", "2026-12-31"])
@pytest.mark.parametrize("command", ["agenda", "check", "capacity", "agreement"])
def test_any_day_can_stand_in_for_today(run: Run, sample: Path, tmp_path: Path, command: str, on: str) -> None:
    answer = run(command, sample, "--on", on, "--json")
    assert answer.code == 0 and json.loads(answer.out)
    assert run(command, sample, "--on", on).code == 0
    if command == "agenda":
        assert run(command, sample, "--on", on, "--ics", tmp_path / "a.ics", "--pdf", tmp_path / "a.pdf").code == 0


def test_markup_in_names_is_shown_as_typed(run: Run, dutch: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    client = "<b>Smith</b> & Co <sales> $x$"
    sheet.write_text(
        "ref,client,promised_on,hours,value,note\n"
        f"X,{client},2026-12-04,3,10,<img src=http://127.0.0.1:9/x>\n"
        "Y,<img src=file:///etc/hostname>,2026-12-04,3,10,\n",
        encoding="utf-8",
    )
    assert run("import", dutch, sheet).code == 0
    agenda, checklist = tmp_path / "agenda.pdf", tmp_path / "checklist.pdf"
    assert run("agenda", dutch, "--on", "2026-11-23", "--pdf", agenda).code == 0
    assert run("print", dutch, "checklist", "--deal", "X", "--pdf", checklist).code == 0
    assert client in text_of(agenda) and client in text_of(checklist)
    assert "<img src=file:///etc/hostname>" in text_of(agenda)
    assert client in run("check", dutch, "--deal", "X").out
