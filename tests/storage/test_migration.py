"""Bringing older files up to date: the rows stay, a backup is there, and a crash leaves old or new."""

import gzip
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from framework.agreement_versions import State
from framework.people import OwnAnswers
from storage import migration, sqlite
from storage.agreement_versions import read_versions
from storage.amounts import to_units
from storage.book import Book
from storage.business import read_business
from storage.migration import bring_up_to_date
from storage.opening import open_book
from storage.schema import SCHEMA_VERSION, known_structure
from storage.shared_words import read_words
from storage.trouble import Trouble
from storage.verify import verify

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]


REMADE = {"agreement", "rule", "offering", "offering_hours", "business", "checklist_item", "deal", "meeting_series"}
ADDED_3 = {"offering_terms", "ladder_step", "signature", "reply", "draft_mark", "allowance", "word"}
ADDED_6 = {
    "meeting_move",
    "meeting",
    "meeting_section",
    "meeting_item",
    "meeting_entry",
    "meeting_rating",
    "agenda_item",
}
ADDED_5 = {"question", "question_point", "question_option", "question_arrival", "decision", "owner_away"}
ADDED_7 = {
    "outcome",
    "shortfall",
    "look_back",
    "saved_failure",
    "target",
    "visit",
    "visit_learned",
    "visit_rhythm",
}
ADDED_8 = {
    "health_check",
    "health_asked",
    "health_statement",
    "health_answer",
    "health_guess",
    "health_repair",
    "perspective",
}
ADDED_4 = {"request", "request_point", "answer", "promise", "promise_move", "handover", "import_source"}


def assert_taken_over(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> None:
    """Every row of an older file is there; what was made anew has as many rows as before."""
    assert set(after) - set(before) <= {"action", *ADDED_8, *ADDED_7, *ADDED_6, *ADDED_3, *ADDED_4, *ADDED_5}
    same = set(before) - REMADE - {"file_state"}
    assert {table: after[table] for table in same} == {table: before[table] for table in same}
    assert {table: len(after[table]) for table in REMADE} == {table: len(before[table]) for table in REMADE}


def test_an_older_file_is_brought_up_to_date_when_it_is_opened(old_file: Path, contents_of: Any) -> None:
    old_file.chmod(0o640)
    before = contents_of(old_file)
    assert sqlite.identity(old_file)[1] == 1 and "action" not in before
    with open_book(old_file) as book:
        assert frozenset(sqlite.structure(book.connection)) == known_structure()
        assert len(book.history()) == 2
    assert sqlite.identity(old_file) == (sqlite.APPLICATION_ID, SCHEMA_VERSION)
    assert_taken_over(before, contents_of(old_file))
    assert verify(old_file).ok
    assert old_file.stat().st_mode & 0o777 == 0o640
    (backup,) = old_file.parent.glob("*backup-before-v8-*.handshake")
    assert contents_of(backup) == before
    assert sqlite.identity(backup) == (sqlite.APPLICATION_ID, 1)
    assert verify(backup).ok
    assert len(list(old_file.parent.iterdir())) == 2
    with open_book(old_file) as book, book.change("Add") as change:
        change.add("action", {"say": "Call Jo", "agreed_on": "2026-11-23"})


def test_what_an_older_file_agreed_is_in_force_as_before(
    tmp_path: Path, version_2_template: Path, sample_book: Book
) -> None:
    """Its one version is signed by nobody and in force; offerings have their terms in it; the ladder is the usual."""
    path = tmp_path / "Old.handshake"
    shutil.copyfile(version_2_template, path)
    with closing(sqlite3.connect(path)) as old:
        rules = old.execute("SELECT id, say, promise_limit, stop_limit, decides FROM rule ORDER BY position").fetchall()
        terms = old.execute(
            "SELECT id, name, lead_time_days, list_price_minor, unit_cost_minor FROM offering"
        ).fetchall()
        hours = old.execute("SELECT offering_id, hundredths FROM offering_hours").fetchall()
        asked = old.execute("SELECT count(*) FROM checklist_item WHERE rule_id IS NOT NULL").fetchone()
    with open_book(path) as book:
        business = read_business(book, TODAY)
        (version,) = read_versions(book, 2)
        words = read_words(book)
        assert book.row("SELECT count(*) FROM checklist_item i JOIN rule r ON r.id = i.rule_id") == asked
    assert (version.state, version.agreement.number, version.signatures) == (State.SIGNED, 1, ())
    assert business.versions == (version.agreement,) and business.agreement == version.agreement
    assert [
        (r.id, r.say, to_units(r.promise_limit), to_units(r.stop_limit), r.decides) for r in business.agreement.rules
    ] == rules
    offerings = business.agreement.offerings
    assert sorted(
        (o.id, o.name, o.lead_time_days, to_units(o.list_price), to_units(o.unit_cost)) for o in offerings.values()
    ) == sorted(terms)
    assert sorted((o.id, to_units(h)) for o in offerings.values() for h in o.hours.values()) == sorted(hours)
    fresh = read_business(sample_book, TODAY).agreement
    assert [step[1:] for step in business.agreement.ladder] == [step[1:] for step in fresh.ladder]
    assert [word.word for word in words] == [word.word for word in read_words(sample_book)]


def test_a_file_of_version_3_keeps_its_deals_and_questions(tmp_path: Path, contents_of: Any) -> None:
    """Every deal is at the version of the checklist there was, and a "don't know" means what it meant."""
    path = tmp_path / "Old.handshake"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "version_3.handshake.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as old:
        deals = old.execute("SELECT id, ref, stage, promised_on, note FROM deal ORDER BY id").fetchall()
        questions = old.execute("SELECT id, say, needed FROM checklist_item ORDER BY id").fetchall()
        (template,) = old.execute("SELECT id FROM checklist_template").fetchone()
        rows = {table: len(rows) for table, rows in contents_of(path).items()}
    with open_book(path) as book:
        assert book.rows("SELECT id, ref, stage, promised_on, note FROM deal ORDER BY id") == deals
        assert book.rows("SELECT DISTINCT template_id, won_at FROM deal") == [(template, None)]
        assert book.rows("SELECT first_id, say, needed FROM checklist_item ORDER BY id") == questions
        means = dict(book.rows("SELECT needed, max(unknown_means) FROM checklist_item GROUP BY needed"))
        business = read_business(book, TODAY)
    assert means == {"before_promise": "ASK", "before_handover": None}
    assert business.own_answers is OwnAnswers.AFTER_A_NIGHT
    assert business.checklists == {template: business.items} and len(business.items) == len(questions)
    after = {table: len(rows) for table, rows in contents_of(path).items()}
    assert after == {**rows, **dict.fromkeys((*ADDED_4, *ADDED_5, *ADDED_6, *ADDED_7, *ADDED_8), 0)}
    assert verify(path).ok


def test_a_file_of_version_5_keeps_its_questions_and_its_meetings_go_on_by_their_numbers(
    tmp_path: Path, contents_of: Any
) -> None:
    """Nothing was held yet; the first day of an action is the one it has."""
    path = tmp_path / "Old.handshake"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "version_5.handshake.gz").read_bytes()))
    before = contents_of(path)
    assert before["question"] and before["decision"] and before["action"] and "meeting" not in before
    with open_book(path) as book:
        assert frozenset(sqlite.structure(book.connection)) == known_structure()
        assert book.rows("SELECT count(*) FROM action WHERE first_due_on IS NOT due_on") == [(0,)]
        series = read_business(book, TODAY).series
    after = contents_of(path)
    assert {table: len(rows) for table, rows in after.items() if table in before} == {
        table: len(rows) for table, rows in before.items()
    }
    assert set(after) - set(before) == ADDED_6 | ADDED_7 | ADDED_8
    assert not any(after[table] for table in ADDED_6 | ADDED_7 | ADDED_8)
    assert after["question"] == before["question"] and after["decision"] == before["decision"]
    assert series is not None and series.first_number == 1 and not series.moves
    assert verify(path).ok


def test_a_file_of_version_4_keeps_what_was_asked_and_its_ladder(tmp_path: Path, contents_of: Any) -> None:
    """Its steps get no people and no limit, nothing stands on the ladder, and overdue questions will move up."""
    path = tmp_path / "Old.handshake"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "version_4.handshake.gz").read_bytes()))
    before = contents_of(path)
    with closing(sqlite3.connect(path)) as old:
        steps = old.execute("SELECT id, first_id, name, decides, belongs FROM ladder_step ORDER BY id").fetchall()
        business = old.execute("SELECT name, currency, timezone, own_answers FROM business").fetchall()
    with open_book(path) as book:
        assert frozenset(sqlite.structure(book.connection)) == known_structure()
        assert book.rows("SELECT id, first_id, name, decides, belongs FROM ladder_step ORDER BY id") == steps
        assert book.rows("SELECT DISTINCT people, money_limit_minor FROM ladder_step") == [("", None)]
        assert book.rows("SELECT name, currency, timezone, own_answers FROM business") == business
        found = read_business(book, TODAY)
    assert found.climbs_by_itself
    assert all(not step.people and step.money_limit is None for step in found.agreement.ladder)
    after = contents_of(path)
    same = set(before) - {"ladder_step", "business", "action", "meeting_series", "file_state"}
    assert {table: after[table] for table in same} == {table: before[table] for table in same}
    assert before["request"] and before["answer"] and before["promise"], "there was something to keep"
    assert {table: len(after[table]) for table in ADDED_5} == dict.fromkeys(ADDED_5, 0)
    assert set(after) - set(before) == ADDED_5 | ADDED_6 | ADDED_7 | ADDED_8
    assert verify(path).ok


def test_a_file_of_version_6_keeps_all_it_has(tmp_path: Path, contents_of: Any) -> None:
    """Meetings with their minutes stay as they are; nothing was said after a delivery and nobody visited yet."""
    path = tmp_path / "Old.handshake"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "version_6.handshake.gz").read_bytes()))
    before = contents_of(path)
    assert before["meeting"] and before["meeting_entry"] and before["agenda_item"] and "visit" not in before
    with open_book(path) as book:
        assert frozenset(sqlite.structure(book.connection)) == known_structure()
    after = contents_of(path)
    assert {table: after[table] for table in before} == before
    assert {table: after[table] for table in set(after) - set(before)} == {table: [] for table in ADDED_7 | ADDED_8}
    assert verify(path).ok


def test_a_file_of_version_7_keeps_all_it_has(tmp_path: Path, contents_of: Any) -> None:
    """Looks back and visits stay as they are; nobody was asked how things are yet."""
    path = tmp_path / "Old.handshake"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "files" / "version_7.handshake.gz").read_bytes()))
    before = contents_of(path)
    assert before["visit"] and before["look_back"] and before["target"] and "health_check" not in before
    with open_book(path) as book:
        assert frozenset(sqlite.structure(book.connection)) == known_structure()
    after = contents_of(path)
    assert {table: after[table] for table in before} == before
    assert {table: after[table] for table in set(after) - set(before)} == {table: [] for table in ADDED_8}
    assert verify(path).ok


def test_each_backup_has_a_name_of_its_own(old_file: Path, version_1_template: Path) -> None:
    first = bring_up_to_date(old_file, 1)
    shutil.copyfile(version_1_template, old_file)
    second = bring_up_to_date(old_file, 1)
    assert first and second and first != second and first.exists() and second.exists()
    assert bring_up_to_date(old_file, 1) is None  # somebody else was faster


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE deal SET client_id = 'nobody' WHERE ref = 'B-002'", "The deal “B-002” points to a client"),
        (
            "UPDATE deal SET quantity_hundredths = 'two' WHERE ref = 'B-003'",
            "The deal “B-003” has a value in",
        ),
        ("UPDATE deal SET created_on = 'soon' WHERE ref = 'B-001'", "The deal “B-001” has a value in “created on”"),
        ("UPDATE client SET name = x'ff00' WHERE name = 'Kite Bikes'", "has a value in “name” that doesn't belong"),
        ("CREATE TRIGGER steal AFTER INSERT ON deal BEGIN DELETE FROM client; END", "trigger steal"),
    ],
)
def test_a_bad_record_stops_it_and_is_named(
    old_file: Path, statement: str, named: str, sha: Any, spoil_file: Any
) -> None:
    spoil_file(old_file, statement)
    before = sha(old_file)
    with pytest.raises(Trouble) as caught:
        open_book(old_file)
    assert named in caught.value.say
    assert sha(old_file) == before
    assert [file.name for file in old_file.parent.iterdir()] == [old_file.name]


def test_an_empty_value_where_one_is_needed_stops_it(old_file: Path, sha: Any, spoil_file: Any) -> None:
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'say VARCHAR NOT NULL', 'say VARCHAR')")
    spoil_file(old_file, "UPDATE rule SET say = NULL WHERE position = 0")
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'say VARCHAR', 'say VARCHAR NOT NULL')")
    before = sha(old_file)
    with pytest.raises(Trouble, match="has a value in “say”"):
        open_book(old_file)
    assert sha(old_file) == before


def test_damage_that_was_there_stays_visible(old_file: Path, spoil_file: Any) -> None:
    spoil_file(old_file, "UPDATE deal SET note = 'changed behind its back' WHERE ref = 'B-002'")
    assert not verify(old_file).ok
    open_book(old_file).close()
    assert sqlite.identity(old_file)[1] == SCHEMA_VERSION
    assert not verify(old_file).ok


def test_a_script_that_leaves_something_else_changes_nothing(
    old_file: Path, monkeypatch: pytest.MonkeyPatch, sha: Any
) -> None:
    before = sha(old_file)
    monkeypatch.setattr(migration, "strange_object", lambda connection: "table oddity")
    with pytest.raises(RuntimeError, match="table oddity"):
        open_book(old_file)
    assert sha(old_file) == before
    assert not list(old_file.parent.glob(".*"))


def test_a_file_that_another_program_writes_to_waits(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.05)
    with closing(sqlite3.connect(old_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="another program"):
            open_book(old_file)
    assert sqlite.identity(old_file)[1] == 1


UPGRADE = """
import sys
from pathlib import Path
import alembic.command, sqlalchemy  # so that the kill falls into the work, not into the imports
from storage.opening import open_book
print("ready", flush=True)
sys.stdin.readline()
open_book(Path(sys.argv[1])).close()
"""


def killed_upgrade(path: Path, seconds: float) -> None:
    """Open an older file in another process and kill it after a moment."""
    child = subprocess.Popen(
        [sys.executable, "-c", UPGRADE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    with child:
        assert child.stdin and child.stdout and child.stdout.readline() == b"ready\n"
        child.stdin.write(b"go\n")
        child.stdin.flush()
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.wait()


def test_killed_in_the_middle_it_leaves_the_old_file_or_the_new(
    old_file: Path, version_1_template: Path, tmp_path: Path, contents_of: Any
) -> None:
    before: dict[str, Any] = contents_of(version_1_template)
    chance = random.Random(5)
    seen = set()
    for _ in range(60 if "HANDSHAKE_KILLS" in os.environ else 12):
        shutil.copyfile(version_1_template, old_file)
        killed_upgrade(old_file, chance.uniform(0.002, 0.25))
        version = sqlite.identity(old_file)[1]
        seen.add(version)
        if version == 1:
            assert contents_of(old_file) == before
        else:
            assert_taken_over(before, contents_of(old_file))
        with open_book(old_file) as book:
            assert frozenset(sqlite.structure(book.connection)) == known_structure()
        assert verify(old_file).ok
        assert_taken_over(before, contents_of(old_file))
        assert not list(tmp_path.glob(".*.upgrading*"))
    assert seen <= {1, SCHEMA_VERSION}
