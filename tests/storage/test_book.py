"""The open file: one change commits once or not at all, the two doors agree, and the digest stays right."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.book import Author, Book
from storage.journal import stored
from storage.keys import new_id
from storage.opening import create_book, open_book
from storage.tables import ROWS
from storage.trouble import Refused, Trouble
from storage.verify import check, content_tables, verify

ANA = Author("a" * 32, "Ana")


def contents(book: Book) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table of the business, without the count of its changes."""
    found = {}
    for table, columns in content_tables(book.connection).items():
        listed = ", ".join(f'"{name}"' for name in columns if name != "version")
        found[table] = set(book.rows(f'SELECT {listed} FROM "{table}"'))
    return found


def test_a_change_is_in_the_file_when_it_is_left(path: Path) -> None:
    with create_book(path) as book, book.change("Add a client", who=ANA) as change:
        key = change.add("client", {"name": "Café Noir"})
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT id, name, note, version FROM client").fetchall() == [(key, "Café Noir", "", 1)]
        assert other.execute("SELECT who, who_name, label FROM change").fetchall() == [(ANA.id, "Ana", "Add a client")]


def test_nothing_of_a_change_stays_when_it_goes_wrong(book: Book) -> None:
    before = contents(book)
    with pytest.raises(ZeroDivisionError), book.change("Add a client") as change:
        change.add("client", {"name": "Café Noir"})
        change.flush()
        raise ZeroDivisionError
    assert contents(book) == before
    assert book.history() == []
    assert book.undo_label is None
    with book.change("Add a client") as change:
        change.add("client", {"name": "Café Noir"})
    assert len(book.history()) == 1


def test_a_change_that_changes_nothing_leaves_no_trace(book: Book) -> None:
    with book.change("Add") as change:
        key = change.add("client", {"name": "Café Noir"})
    with book.change("Same") as change:
        change.update("client", key, {"name": "Café Noir"})
    with book.change("There and back") as change:
        gone = change.add("client", {"name": "Nobody"})
        change.flush()
        change.remove("client", gone)
    assert [happening.label for happening in book.history()] == ["Add"]


def test_a_change_inside_a_change_is_a_mistake(book: Book) -> None:
    with book.change("Outer"), pytest.raises(RuntimeError), book.change("Inner"):
        pass


def test_a_row_that_others_need_is_not_removed(sample_book: Book) -> None:
    (client,) = sample_book.row("SELECT client_id FROM deal LIMIT 1") or ()
    before = contents(sample_book)
    with pytest.raises(Refused, match="doesn't fit"), sample_book.change("Remove") as change:
        change.remove("client", client)
    assert contents(sample_book) == before
    with sample_book.change("Still works") as change:
        change.update("client", client, {"note": "Rings twice"})


def test_a_row_that_is_gone_says_so(book: Book) -> None:
    for do in (
        lambda change: change.update("client", new_id(), {"name": "x"}),
        lambda change: change.remove("client", new_id()),
    ):
        with pytest.raises(Refused, match="deleted in the meantime"), book.change("Change") as change:
            do(change)


@pytest.mark.parametrize(
    "values",
    [
        {"weekly_hundredths": "many"},
        {"weekly_hundredths": float("nan")},
        {"weekly_hundredths": float("inf")},
        {"weekly_hundredths": 1e308},
        {"weekly_hundredths": 2**63},
        {"weekly_hundredths": None},
        {"name": ""},
        {"name": "x" * 201},
    ],
)
def test_what_does_not_fit_its_column_is_never_stored(book: Book, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError), book.change("Add a crew") as change:
        change.add("crew", {"name": "Crew", "weekly_hundredths": 4000, **values})
    with book.change("Add a crew") as change:
        key = change.add("crew", {"name": "Crew", "weekly_hundredths": 4000})
    with pytest.raises(ValueError), book.change("Change it") as change:
        change.update("crew", key, values)
    assert book.rows("SELECT name, weekly_hundredths FROM crew") == [("Crew", 4000)]


def test_a_check_of_the_table_refuses_what_the_model_lets_through(book: Book) -> None:
    with pytest.raises(Refused), book.change("Add a crew") as change:
        change.add("crew", {"name": "Crew", "weekly_hundredths": -1})
    assert book.rows("SELECT * FROM crew") == []


ODD_TEXTS = [
    "<b>Smith & Co</b> <img src='file:///etc/passwd'>",
    "\u202etxt.exe",
    "مرحبا בְּרֵאשִׁית",
    "e\u0301 and é",
    "👩‍👩‍👧‍👦",
    "line\u2028line\nline\r\nline\ttab",
    "'; DROP TABLE deal; --",
    "=1+1",
    "$\\frac{1}{2}$",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_every_text_comes_back_as_it_was_typed(path: Path, text: str) -> None:
    with create_book(path) as book, book.change(text, who=Author("a" * 32, text)) as change:
        change.add("client", {"name": text, "note": text * 3})
    with open_book(path) as book:
        assert book.rows("SELECT name, note FROM client") == [(text, text * 3)]
        assert [(h.label, h.who_name) for h in book.history()] == [(text, text)]
        book.close()
    assert verify(path).ok


def test_what_no_file_can_hold_is_taken_out(path: Path) -> None:
    with create_book(path) as book, book.change("lone \ud83d half", who=Author("", "a\0b")) as change:
        change.add("client", {"name": "nul \0 and \ud83d half"})
    with open_book(path) as book:
        assert book.rows("SELECT name FROM client") == [("nul  and  half",)]
        assert [(h.label, h.who_name) for h in book.history()] == [("lone  half", "ab")]


INSTANT = datetime(2026, 3, 1, 7, 8, 9, 10, tzinfo=UTC)
PEOPLE = (
    "first_lead", "second_lead", "written_by", "granted_by", "asked_by", "said_by",
    "raised_by", "sales_by", "operations_by", "teller", "host_id",
)  # fmt: skip
INSTANTS = (
    "asked_at", "withdrawn_at", "taken_at", "won_at", "used_at", "raised_at", "dropped_at", "answered_at",
    "called_off_at",
)  # fmt: skip


HEALTH = {"health_check_id": "check_id", "health_asked_id": "asked_id", "health_statement_id": "statement_id"}


def filled_row(table: str, links: dict[str, str], own_key: str) -> dict[str, Any]:
    """A value for every column of a table, none of them empty."""
    special: dict[str, Any] = {
        "weekdays": "01234",
        "kind": "own", "currency": "EUR", "country": "NL", "opens": "09:00", "closes": "17:30", "starts": "09:00",
        "measure": "margin", "zone": "ASK", "decides": "both", "silence": "no", "stage": "in delivery",
        "promised_zone": "OFF", "client_score": 4, "section": "data", "needed": "not", "no_means": "OFF",
        "yes_means": "ASK", "answer": "unknown", "weekday": 6, "minutes": 30, "every_weeks": 2, "who": "b" * 32,
        "at": INSTANT, "probability_bp": 2500, "discount_bp": -150,
        "state": "signed", "written_at": datetime(2026, 3, 1, tzinfo=UTC), "function": "sales", "side": "both",
        "own_answers": "never", "unknown_means": "OFF", "seat": "owner", "way": "spoken", "exists_today": "unknown",
        "moved_by": "client", **dict.fromkeys(INSTANTS, INSTANT), "cause": "words",
        "mark": "strike", "figure": "margin", "became": "rule",
        "from_day": date(2024, 2, 28), "until": date(2024, 2, 29),
    }  # fmt: skip
    # Rows that name another row of their own table name themselves.
    if table in ("agreement", "rule", "ladder_step", "checklist_item"):
        links = {**links, "based_on": own_key, "first_id": own_key}
    if table == "ladder_step":
        special["decides"] = "together"
    if table in ("promise_move", "handover", "question_arrival", "decision", "look_back"):
        special["who"] = links["written_by"]
    kinds = {
        "answer": "conditions",
        "handover": "returned",
        "decision": "phased",
        "meeting_section": "exceptions",
        "meeting_item": "question",
        "meeting_entry": "looking_back",
        "shortfall": "below",
        "visit": "sales_call",
    }
    special["kind"] = kinds.get(table, "own")
    if table.startswith("meeting") or table == "agenda_item":
        special |= {"section": "bottlenecks", "outcome": "put_off", "rating": 7, "starts": "09:30"}
        special |= dict.fromkeys(("started_at", "ended_at", "clock_since", "last_at"), INSTANT)
        special |= {"day": date(2024, 2, 29), "leads": links.get("person_id"), "keeps_time": links.get("person_id")}
        # What the minutes name is named without a link.
        if table in ("meeting_item", "meeting_entry"):
            links = {name: key for name, key in links.items() if name in ("meeting_id", "person_id")}
    if table.startswith("health"):
        special |= {"area": "tone", "guess": 4, "answer": 2, "position": 3}
        special |= dict.fromkeys(("begun_at", "opened_at", "called_off_at", "finished_at"), INSTANT)
        links |= {name: key for long, name in HEALTH.items() if (key := links.get(long)) is not None}
    if table == "perspective":
        special |= {"topic": "risk"}
    values: dict[str, Any] = {}
    for name, field in ROWS[table].model_fields.items():
        kind = str(field.annotation)
        if name in ("id", "version"):
            continue
        if name in links:
            values[name] = links[name]
        elif name in special:
            values[name] = special[name]
        elif "bool" in kind:
            values[name] = True
        elif "int" in kind:
            values[name] = 9_007_199_254_740 if name.endswith("_minor") else 37
        elif "date" in kind:
            values[name] = date(2024, 2, 29)
        else:
            values[name] = f"{name} – “é” 日本"[:20]
    return values


def test_both_doors_see_the_same_values_in_every_table(book: Book) -> None:
    links: dict[str, str] = {}
    written = {}
    with book.change("One of each") as change:
        for table in ROWS:
            key = new_id()
            values = filled_row(table, links, key)
            change.add(table, values, row_id=key)
            links[f"{table}_id"] = key
            if table == "checklist_template":
                links["template_id"] = key
            if table == "offering_terms":
                links["terms_id"] = key
            if table == "person":
                links |= dict.fromkeys(PEOPLE, key)
            written[table] = {"id": key, "version": 1, **values}
    for table, values in written.items():
        names = list(values)
        (row,) = book.rows("SELECT {} FROM {}".format(", ".join(f'"{n}"' for n in names), table))
        assert dict(zip(names, row, strict=True)) == {name: stored(value) for name, value in values.items()}, table
    with book.change("Read back") as change:
        for table, values in written.items():
            assert change.current(table, values["id"]) == {name: stored(v) for name, v in values.items()}, table
    assert check(book.connection).ok


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "update", "update", "remove", "undo", "redo", "both"]),
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(0, 10**6)),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_digest_stays_right_and_everything_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int | None, str]]
) -> None:
    path = tmp_path_factory.mktemp("steps") / "a.handshake"
    with create_book(path) as book:
        with book.change("Start", for_good=True) as change:
            shop = change.add("crew", {"name": "Shop", "weekly_hundredths": 4000})
            change.add("crew_week", {"crew_id": shop, "monday": date(2026, 1, 5), "hundredths": 0})
        first = contents(book)
        for do, which, number, text in steps:
            ids = [row[0] for row in book.rows("SELECT id FROM client ORDER BY rowid")]
            values = {"note": text if number is None else f"{text}{number}"}
            if do == "undo":
                book.undo()
            elif do == "redo":
                book.redo()
            elif do == "both":
                with book.change("Both") as change:
                    key = change.add("client", {"name": new_id(), **values})
                    change.flush()
                    change.update("client", key, {"note": text, "name": f"{key} again"})
                    change.update("crew", shop, {"weekly_hundredths": number or 0})
                    if ids:
                        change.remove("client", ids[which % len(ids)])
            elif do == "add" or not ids:
                with book.change("Add") as change:
                    change.add("client", {"name": new_id(), **values})
            elif do == "update":
                with book.change("Update") as change:
                    change.update("client", ids[which % len(ids)], values)
                    change.update("crew", shop, {"weekly_hundredths": (number or 7) % 10_000})
            else:
                with book.change("Remove") as change:
                    change.remove("client", ids[which % len(ids)])
            report = check(book.connection)
            assert report.ok, report.findings
        while book.undo_label is not None:
            book.undo()
        assert contents(book) == first
        assert check(book.connection).ok


def test_last_saved_and_history_tell_who_did_what(book: Book) -> None:
    assert book.last_saved is None
    with book.change("Add", who=ANA) as change:
        key = change.add("client", {"name": "Café Noir"})
        at = change.at
    with book.change("Other") as change:
        change.add("client", {"name": "Kite Bikes"})
    assert [h.label for h in book.history()] == ["Other", "Add"]
    assert [(h.label, h.who_name, h.at) for h in book.history(row_ids=[key])] == [("Add", "Ana", at)]
    assert book.last_saved is not None and book.last_saved.tzinfo is UTC


def test_a_closed_file_can_be_opened_again(path: Path) -> None:
    with create_book(path) as book, book.change("Add") as change:
        change.add("client", {"name": "Café Noir"})
    with open_book(path) as book:
        assert book.rows("SELECT name FROM client") == [("Café Noir",)]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_file_can_be_read_by_its_owner_only(book: Book) -> None:
    assert book.path.stat().st_mode & 0o777 == 0o600


def test_a_query_on_a_lost_table_is_trouble(book: Book) -> None:
    with pytest.raises(Trouble):
        book.rows("SELECT * FROM nothing")
