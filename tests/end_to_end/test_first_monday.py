"""A sign shop's first Monday with Handshake, told from the shop: Ana sells, Ben delivers, and they have a sheet."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from icalendar import Calendar
from pypdf import PdfReader

from desktop.main import main

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

# The pipeline as it comes out of their old program: semicolons, German decimals, day first, names of its own.
PIPELINE = """\
Opportunity ID;Account;Product;Stage;Amount;Planned cost;Estimated hours;Probability;Due date;Close date;Custom parts
O-1;Harbour Brewery;Illuminated fascia;Closed Won;4.200,00;2.650,00;30;100%;04.12.2026;16.11.2026;0
O-2;Finch & Co;Vehicle wrap;Negotiation;1.850,50;1.110,00;18;60%;30.11.2026;;0
O-3;Town Library;Wayfinding set;Qualification;3.900,00;2.600,00;26;40%;29.01.2027;;0
O-4;Café Müller;Neon heart;Proposal sent;900,00;810,00;20;50%;11.12.2026;;2
O-5;;Banner set;Prospecting;250,00;100,00;3;20%;18.12.2026;;0
O-6;Old Bakery;Banner set;Closed Lost;300,00;150,00;4;0%;13.11.2026;12.11.2026;0
O-7;Nook;Banner set;Prospecting;250,00;100,00;3;20%;31.02.2027;;0
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder on the office computer, in Amsterdam."""
    monkeypatch.setattr("desktop.actions.business.local_timezone", lambda: "Europe/Amsterdam")
    (tmp_path / "pipeline.csv").write_bytes(PIPELINE.encode("cp1252"))
    return tmp_path


def test_the_first_monday(qapp: object, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shop / "Brandt Signs.handshake"

    def handshake(*words: object, code: int = 0) -> str:
        assert main([str(word) for word in words]) == code
        out, err = capsys.readouterr()
        assert err == ""
        return out

    say: Callable[..., object] = lambda *words: json.loads(handshake(*words, "--json"))  # noqa: E731

    with time_machine.travel(MONDAY, tick=False):
        # "We are a sign shop, two people, in the Netherlands, and have 40 hours a week."
        people = ("--person", "Ana:sales,owner", "--person", "Ben:operations")
        handshake("new", file, "--type", "sign-shop", *people, "--country", "NL", "--hours", "40")

        # "Our deals are in this sheet." Two of its rows can't be used, and it says which.
        dry = handshake("import", file, shop / "pipeline.csv", "--dry-run", code=1)
        told = handshake("import", file, shop / "pipeline.csv", code=1)
        assert dry == told
        assert "7 rows read, 5 deals added, 0 updated, 2 rows left out." in told
        assert "Row 6, Account: This row names no client." in told
        assert "Row 8, Due date: There is no such day in the calendar" in told

        # "What may Ana promise?"
        verdicts = {one["client"]: one for one in say("check", file)}
        assert set(verdicts) == {"Finch & Co", "Town Library", "Café Müller"}
        finch = {reason["measure"]: reason for reason in verdicts["Finch & Co"]["reasons"]}
        assert (finch["lead_time"]["value"], finch["lead_time"]["limit"], finch["lead_time"]["zone"]) == (
            "5",
            "10",
            "ASK",
        )
        passed = {reason["measure"]: reason["value"] for reason in verdicts["Finch & Co"]["passed"]}
        assert passed["margin"] == "40.02", "(1,850.50 - 1,110.00) / 1,850.50"
        muller = {reason["measure"]: reason for reason in verdicts["Café Müller"]["reasons"]}
        assert (muller["margin"]["value"], muller["margin"]["zone"]) == ("10", "ASK")
        assert (muller["custom_parts"]["value"], muller["custom_parts"]["zone"]) == ("2", "ASK")
        assert all(one["earliest_date"] >= "2026-11-23" for one in verdicts.values())

        # "How full are we?" Brewery: 30 h over 15 working days, 16 November to 4 December, of which 10 are to come.
        first, second, third = say("capacity", file)[:3]
        assert [week["sold"] for week in (first, second, third)] == [10, 10, 0]
        assert (first["capacity"], first["utilisation"]) == (40, 0.25)

        # "Print the agenda, and put the meeting into our calendars."
        pdf, ics = shop / "monday.pdf", shop / "meetings.ics"
        handshake("agenda", file, "--pdf", pdf, "--ics", ics)
        pages = PdfReader(pdf).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert len(pages) == 1
        for words in ("Brandt Signs", "Finch & Co", "Café Müller", "Ana", "Ben"):
            assert words in text, words
        event = next(iter(Calendar.from_ical(ics.read_bytes()).walk("VEVENT")))
        start = event["DTSTART"].dt
        assert str(start.tzinfo) == "Europe/Amsterdam"
        agenda = say("agenda", file)
        assert agenda["starts"] == start.replace(tzinfo=None).isoformat(timespec="minutes")
        assert date.fromisoformat(agenda["starts"][:10]) >= MONDAY.date()

        # "And the sheet for the site visit."
        handshake("print", file, "checklist", "--blank", "--pdf", shop / "visit.pdf")
        assert len(PdfReader(shop / "visit.pdf").pages) >= 1

        # "Is it safe?" A checked copy that answers the same.
        copy = Path(handshake("backup", file).strip())
        assert "Nothing is wrong" in handshake("verify", copy)
        assert say("check", copy) == say("check", file)

        # "Can I have it back in my spreadsheet?"
        handshake("export", file, shop / "tables")
        with (shop / "tables" / "deals.csv").open(encoding="utf-8-sig", newline="") as table:
            deals = {row["ref"]: row for row in csv.DictReader(table)}
        assert sorted(deals) == ["O-1", "O-2", "O-3", "O-4", "O-6"]
        assert (deals["O-2"]["value"], deals["O-2"]["stage"], deals["O-2"]["promised_on"]) == (
            "1850.50",
            "offered",
            "2026-11-30",
        )
        assert (deals["O-1"]["won_on"], deals["O-6"]["lost_on"]) == ("2026-11-16", "2026-11-12")
        assert deals["O-4"]["client"] == "Café Müller"

        # Next Monday the sheet comes again: nothing doubles.
        assert "0 deals added, 5 updated" in handshake("import", file, shop / "pipeline.csv", code=1)
        assert say("check", file) == say("check", copy)
