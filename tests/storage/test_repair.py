"""Repair: whatever was done to a file, it is whole afterwards, nothing is dropped in silence, and once is enough."""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from storage.book import Book
from storage.opening import open_book
from storage.repair import Repair, repair
from storage.schema import SCHEMA_VERSION
from storage.sqlite import identity
from storage.trouble import Trouble
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
HISTORY = frozenset({"change", "changed_row", "file_state", "sqlite_sequence"})


def repaired(path: Path, sha: Callable[[Path], str]) -> Repair:
    """Repair a spoilt file and look at what must hold whatever was wrong with it."""
    before = sha(path)
    result = repair(path)
    assert verify(path).ok, verify(path).findings
    assert result.done and result.kept is not None and sha(result.kept) == before
    open_book(path).close()
    after = sha(path)
    again = repair(path)
    assert (again.found, again.done, again.kept) == ((), (), None) and sha(path) == after
    left = {path, result.kept, result.listed} - {None}
    assert set(path.parent.iterdir()) == left
    return result


def listed(result: Repair) -> list[list[str]]:
    """The lines of the list of what was changed or set aside."""
    assert result.listed is not None
    return list(csv.reader(result.listed.read_text("utf-8-sig").splitlines()))[1:]


def test_nothing_is_done_to_a_good_file(sample: Path, sha: Callable[[Path], str]) -> None:
    before = sha(sample)
    result = repair(sample)
    assert result == Repair((), (), None, None, verify(sample).rows, True)
    assert sha(sample) == before and list(sample.parent.iterdir()) == [sample]


PROVED = "All is again as it was last saved"


@pytest.mark.parametrize(
    ("statement", "says", "touched"),
    [
        ("UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-002'", PROVED, ""),
        ("DELETE FROM checklist_answer", PROVED, ""),
        ("DELETE FROM business", PROVED, ""),
        ("UPDATE deal SET client_id = 'nobody' WHERE ref = 'B-002'", PROVED, ""),
        ("UPDATE deal SET custom_parts = 'many' WHERE ref = 'B-002'", PROVED, ""),
        ("UPDATE deal SET promised_on = '2026-02-30' WHERE ref = 'B-002'", PROVED, ""),
        ("UPDATE deal SET stage = 'nonsense'", PROVED, ""),
        ("UPDATE client SET note = x'00ff' WHERE name = 'Kite Bikes'", PROVED, ""),
        ("UPDATE client SET note = CAST(x'c328' AS TEXT)", PROVED, ""),
        ("UPDATE answer SET at = 'yesterday'", PROVED, ""),
        ("DROP TABLE crew", PROVED, ""),
        ("UPDATE file_state SET digest = 'nonsense'", "was worked out anew", ""),
        ("DELETE FROM file_state", "was worked out anew", ""),
        ("INSERT INTO client VALUES ('made up', 'Made up', '', 1)", "was worked out anew", "client"),
        ("UPDATE changed_row SET \"after\" = '{' WHERE seq = 3", "Lines of the history that can't be read: 1.", ""),
        ("UPDATE changed_row SET change_seq = 1 WHERE seq = (SELECT max(seq) FROM changed_row)", "in order", ""),
        ("DELETE FROM change WHERE seq < 3", "The history was put in order", ""),
        ("CREATE TABLE more (x)", "table more", ""),
        ("CREATE VIEW deals AS SELECT * FROM deal", "view deals", ""),
        ("CREATE TRIGGER t AFTER INSERT ON deal BEGIN DELETE FROM client; END", "trigger t", ""),
        ("ALTER TABLE deal ADD COLUMN more TEXT", "column deal more", ""),
        ("DROP INDEX ix_deal_open", "missing: index ix_deal_open", ""),
    ],
)
def test_what_was_spoilt_is_put_right_and_said(
    sample: Path,
    spoil_file: Any,
    contents_of: Any,
    sha: Callable[[Path], str],
    statement: str,
    says: str,
    touched: str,
) -> None:
    truth = contents_of(sample)
    spoil_file(sample, statement)
    result = repaired(sample, sha)
    assert any(says in say for say in result.done), result.done
    now = contents_of(sample)
    for table in truth.keys() - HISTORY - {touched}:
        assert now[table] == truth[table], table


def test_what_the_history_does_not_know_is_mended_by_its_column_or_set_aside(
    sample: Path, spoil_file: Any, contents_of: Any, sha: Callable[[Path], str]
) -> None:
    truth = contents_of(sample)
    spoil_file(
        sample,
        "DELETE FROM changed_row",
        "UPDATE deal SET custom_parts = 'many', note = CAST(x'41c328' AS TEXT) WHERE ref = 'B-002'",
        "UPDATE deal SET offering_id = 'nothing', client_score = 99 WHERE ref = 'B-003'",
        "UPDATE deal_hours SET deal_id = 'nobody' WHERE rowid = 1",
    )
    result = repaired(sample, sha)
    assert not result.complete
    with open_book(sample) as book:
        assert book.row("SELECT custom_parts, note FROM deal WHERE ref = 'B-002'") == (None, "A�(")
        assert book.row("SELECT offering_id, client_score FROM deal WHERE ref = 'B-003'") == (None, None)
        assert book.history()[0].label == "The file was repaired"
    lines = listed(result)
    assert ["deal", "B-002", "custom parts", "many"] in [line[:4] for line in lines]
    assert ["deal", "B-003", "client score", "99"] in [line[:4] for line in lines]
    assert any(line[3] == "nothing" and "isn't there" in line[4] for line in lines)
    (aside,) = [line for line in lines if line[4].startswith("Set aside")]
    assert aside[0] == "deal hours" and '"deal_id": "nobody"' in aside[3]
    now = contents_of(sample)
    assert len(now["deal_hours"]) == len(truth["deal_hours"]) - 1
    for table in truth.keys() - HISTORY - {"deal", "deal_hours"}:
        assert now[table] == truth[table], table


def test_junk_after_the_end_goes_and_every_row_stays(
    sample: Path, contents_of: Any, sha: Callable[[Path], str]
) -> None:
    truth = contents_of(sample)
    with sample.open("ab") as file:
        file.write(b"junk" * 3000)
    assert any("after the end of the file was left out" in say for say in repaired(sample, sha).done)
    assert contents_of(sample) == truth


LAST_WRITTEN = {"changed_row", "look_back", "health_statement", "health_answer"}
"""The tables whose pages lie at the end of the sample: both the rows and their history may be gone."""


def test_a_file_that_was_cut_off_keeps_what_can_be_read(
    sample: Path, contents_of: Any, sha: Callable[[Path], str]
) -> None:
    truth = contents_of(sample)
    whole = sample.read_bytes()
    sample.write_bytes(whole[: len(whole) * 9 // 10])
    result = repaired(sample, sha)
    assert any("end of the file was missing" in say for say in result.done)
    now = contents_of(sample)
    assert {table for table in truth if len(now[table]) < len(truth[table])} <= LAST_WRITTEN


def test_a_page_that_is_gone_comes_back_from_the_history(
    sample: Path, contents_of: Any, sha: Callable[[Path], str]
) -> None:
    truth = contents_of(sample)
    whole = sample.read_bytes()
    with open_book(sample) as book:
        page = book.row("SELECT rootpage FROM sqlite_master WHERE name = 'agreement'")
    assert page is not None
    at = 4096 * (page[0] - 1)
    sample.write_bytes(whole[:at] + bytes(4096) + whole[at + 4096 :])
    result = repaired(sample, sha)
    assert any("Rows put back from the history: “agreement” 4" in say for say in result.done), result.done
    assert contents_of(sample)["agreement"] == truth["agreement"]


def test_flipped_bytes_are_repaired_or_refused_with_the_file_as_it_is(
    sample: Path, contents_of: Any, sha: Callable[[Path], str]
) -> None:
    whole = sample.read_bytes()
    chance = random.Random(9)
    mended = 0
    for _ in range(int(os.environ.get("HANDSHAKE_FLIPS", "12"))):
        for other in sample.parent.iterdir():
            other.unlink()
        flipped = bytearray(whole)
        place = chance.randrange(len(whole) - 8)
        for offset in range(chance.choice((1, 8))):
            flipped[place + offset] ^= chance.randrange(1, 256)
        sample.write_bytes(flipped)
        before = sha(sample)
        try:
            if verify(sample).ok:
                continue
            repaired(sample, sha)
            mended += 1
        except Trouble as trouble:
            assert trouble.say and sha(sample) == before and list(sample.parent.iterdir()) == [sample]
    assert mended > 2


def test_what_is_no_business_file_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "picture.handshake"
    other.write_bytes(b"\xff\xd8" * 500)
    with pytest.raises(Trouble, match="not a Handshake file"):
        repair(other)
    assert other.read_bytes() == b"\xff\xd8" * 500


def test_a_file_without_its_business_is_beyond_repair(
    sample: Path, spoil_file: Any, sha: Callable[[Path], str]
) -> None:
    spoil_file(sample, "DELETE FROM changed_row", "DELETE FROM business")
    before = sha(sample)
    with pytest.raises(Trouble, match="Too little of “Brightside"):
        repair(sample)
    assert sha(sample) == before and list(sample.parent.iterdir()) == [sample]


def test_a_file_that_another_program_is_writing_to_is_left_alone(
    sample_book: Book, spoil_file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.05)
    spoil_file(sample_book.path, "UPDATE deal SET value_minor = 1 WHERE ref = 'B-002'")
    sample_book.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble, match="being written to by another program"):
        repair(sample_book.path)
    sample_book.connection.execute("ROLLBACK")
    assert repair(sample_book.path).done


def test_an_older_file_is_repaired_in_its_own_version_and_then_brought_up_to_date(
    old_file: Path, spoil_file: Any
) -> None:
    spoil_file(old_file, "UPDATE deal SET custom_parts = 'many' WHERE rowid = 3")
    assert repair(old_file).done
    assert identity(old_file)[1] == 1 and verify(old_file).ok
    with open_book(old_file) as book:
        assert identity(book.path)[1] == SCHEMA_VERSION


REPAIR = """
import os, sys
from pathlib import Path
import storage.mending, storage.tables, storage.verify
from storage.repair import repair
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        os.write(1, b"child %d\\n" % os.getpid())
        repair(Path(sys.argv[1]))
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


def repairs_killed(path: Path, spoilt: bytes, kills: int) -> tuple[int, int]:
    """Repair again and again and kill each at a random moment; returns how often the file was old and new then."""
    chance = random.Random(kills)
    old = new = 0
    start = time.monotonic()
    repair(path)
    longest = 1.2 * (time.monotonic() - start)
    with subprocess.Popen(
        [sys.executable, "-c", REPAIR, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as nursery:
        assert nursery.stdin is not None and nursery.stdout is not None
        for _ in range(kills):
            for other in path.parent.iterdir():
                other.unlink()
            path.write_bytes(spoilt)
            nursery.stdin.write(b"go\n")
            nursery.stdin.flush()
            child = int(nursery.stdout.readline().split()[1])
            until = time.monotonic() + chance.random() * longest
            while time.monotonic() < until:
                pass
            with suppress(ProcessLookupError):  # it was done before
                os.kill(child, signal.SIGKILL)
            assert nursery.stdout.readline() == b"dead\n"
            if path.read_bytes() == spoilt:
                old += 1
            else:
                assert verify(path).ok
                new += 1
            repair(path)
            assert verify(path).ok
            assert not [other for other in path.parent.iterdir() if other.name.startswith(".")]
        nursery.stdin.close()
    return old, new


def test_killed_at_any_moment_a_repair_leaves_the_old_file_or_the_new_one(sample: Path, spoil_file: Any) -> None:
    spoil_file(sample, "DELETE FROM client", "DROP INDEX ix_deal_open")
    old, new = repairs_killed(sample, sample.read_bytes(), int(os.environ.get("HANDSHAKE_KILLS", "5")))
    assert old + new == int(os.environ.get("HANDSHAKE_KILLS", "5"))
