"""`sample`, `new`, `export`, `backup`, `restore` and `verify`, and what is wrong with their words."""

import csv
import importlib.util
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from storage.book import Author
from storage.opening import open_book

Run = Callable[..., Any]
ONE = ("--person", "Ana:sales,operations,owner")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# new and sample


@pytest.mark.parametrize("kind", ["sign-shop", "it-services", "field-service", "blank"])
def test_a_new_business_of_every_type_works_at_once(run: Run, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "Mine.handshake"
    answer = run("new", file, "--type", kind, *ONE, "--country", "nl", "--currency", "eur", "--hours", "37.5")
    assert (answer.code, answer.out) == (0, f"The business is in {file}.\n")
    assert run("verify", file).code == 0
    assert run("agreement", file, "--json").document, "in force at once"
    weeks = run("capacity", file, "--json").document
    assert weeks[0]["capacity"] == 37.5
    assert run("agenda", file, "--json").document["minutes"] > 0
    assert run("check", file, "--json").document == []
    run("export", file, tmp_path / "out")
    (business,) = rows(tmp_path / "out" / "business.csv")
    assert (business["name"], business["kind"], business["currency"], business["country"]) == (
        "Mine",
        kind,
        "EUR",
        "NL",
    )
    years = {row["day"][:4] for row in rows(tmp_path / "out" / "days off.csv")}
    assert years == {"2026", "2027", "2028"}, "this year and the next two"


def test_people_have_what_was_said_of_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Team.handshake"
    people = ("Ana: Sales , OWNER", " Ben  de  Vries :operations,lead", "Cy\n\x1b[31mRed:sales,operations", "Dee")
    assert run("new", file, "--type", "blank", *(word for one in people for word in ("--person", one))).code == 0
    run("export", file, tmp_path / "out")
    found = {p["name"]: [k for k, v in p.items() if v == "yes"] for p in rows(tmp_path / "out" / "people.csv")}
    assert found == {
        "Ana": ["sells", "owner"],
        "Ben de Vries": ["delivers", "leads"],
        "Cy [31mRed": ["sells", "delivers"],
        "Dee": [],
    }
    assert not rows(tmp_path / "out" / "days off.csv"), "no country, no public holidays"


@pytest.mark.parametrize(
    ("words", "say"),
    [
        ((), "needs somebody"),
        (("--person", "Ana:sales"), "Nobody here does Operations"),
        (("--person", "Ben:operations"), "Nobody here does Sales"),
        (("--person", "Ana:sales,operations", "--person", "ANA :sales"), "two people called Ana"),
        (("--person", ":sales,operations"), "needs a name"),
        (("--person", " :sales,operations"), "needs a name"),
        (("--person", ""), "needs a name"),
        (("--person", "\x07:sales,operations"), "needs a name"),
        (("--person", "Ana:king"), "“king”"),
        (("--person", "Ana sales,operations"), "Nobody here does Sales"),
        (("--person", f"{'x' * 201}:sales,operations"), "too long"),
        ((*ONE, "--country", "XX"), "“XX”"),
        ((*ONE, "--country", "Netherlands"), "“Netherlands”"),
        ((*ONE, "--currency", "EURO"), "“EURO”"),
        ((*ONE, "--currency", "€"), "“€”"),
        ((*ONE, "--currency", ""), "not a currency"),
        ((*ONE, "--currency", "E1R"), "“E1R”"),
        ((*ONE, "--hours", "abc"), "“abc”"),
        ((*ONE, "--hours=-1"), "“-1”"),
        ((*ONE, "--hours", "NaN"), "“NaN”"),
        ((*ONE, "--hours", "inf"), "“inf”"),
        ((*ONE, "--hours", "1e9"), "“1e9”"),
        ((*ONE, "--hours", "40,5"), "“40,5”"),
        ((*ONE, "--hours", ""), "not a number"),
        ((*ONE, "--type", "circus"), "circus"),
        ((*ONE, "--colour", "red"), "--colour"),
    ],
)
def test_wrong_words_make_no_file(run: Run, tmp_path: Path, words: tuple[str, ...], say: str) -> None:
    file = tmp_path / "Mine.handshake"
    kind = () if "--type" in words else ("--type", "blank")
    answer = run("new", file, *kind, *words)
    assert answer.code == 2 and say in answer.err
    assert not list(tmp_path.iterdir())


def test_a_type_must_be_said(run: Run, tmp_path: Path) -> None:
    answer = run("new", tmp_path / "Mine.handshake", *ONE)
    assert answer.code == 2 and "--type" in answer.err


def test_the_longest_names_that_fit(run: Run, tmp_path: Path) -> None:
    file = tmp_path / ("x" * 247)
    assert run("new", file, "--type", "blank", "--person", f"{'y' * 200}:sales,operations").code == 0
    assert run("verify", file).code == 0


@pytest.mark.parametrize("hours", ["0", "0.25", "100000"])
def test_the_hours_of_a_week_at_their_ends(run: Run, tmp_path: Path, hours: str) -> None:
    file = tmp_path / "Mine.handshake"
    assert run("new", file, "--type", "blank", *ONE, "--hours", hours).code == 0
    assert run("capacity", file, "--json").document[0]["capacity"] == float(hours)


def test_the_sample_is_alive_today(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Sample.handshake"
    assert run("sample", file).code == 0
    verdicts = {one["verdict"] for one in run("check", file, "--json").document}
    assert verdicts == {"PROMISE", "ASK", "OFF", "OPEN"}


# export


def test_export_writes_every_table(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    with unchanged(sample):
        told = run("export", sample, tmp_path / "csv").out.splitlines()
        (book,) = run("export", sample, tmp_path / "xlsx", "--format", "xlsx").out.splitlines()
    assert {Path(line).name for line in told} >= {"deals.csv", "clients.csv", "rules.csv", "people.csv", "history.csv"}
    assert all(Path(line).is_file() for line in told)
    with closing(sqlite3.connect(sample)) as connection:
        count = connection.execute("SELECT count(*) FROM deal").fetchone()[0]
    assert len(rows(tmp_path / "csv" / "deals.csv")) == count
    workbook = load_workbook(book, read_only=True)
    assert set(workbook.sheetnames) == {Path(line).stem for line in told}
    workbook.close()


def test_export_into_a_file_or_over_the_business_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    assert "not a folder" in run("export", sample, sample).err
    taken = tmp_path / "taken"
    taken.mkdir()
    for name, format in (("deals.csv", "csv"), ("Odd.xlsx", "xlsx")):
        odd = Path(shutil.copyfile(sample, taken / name))
        before = odd.read_bytes()
        answer = run("export", odd, taken, "--format", format)
        assert answer.code == 2 and "is your business file" in answer.err
        assert odd.read_bytes() == before
    assert run("export", sample, tmp_path / "no" / "out").code == 2
    assert run("export", sample, tmp_path / "out", "--format", "pdf").code == 2


def test_a_second_export_takes_the_place_of_the_first(run: Run, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("export", sample, out)
    (out / "own notes.txt").write_text("mine", encoding="utf-8")
    (out / "deals.csv").write_text("old", encoding="utf-8")
    assert run("export", sample, out).code == 0
    assert len(rows(out / "deals.csv")) > 10 and (out / "own notes.txt").read_text(encoding="utf-8") == "mine"


# backup and verify


def test_a_backup_is_whole_and_replaces_nothing(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    out = tmp_path / "Copy.handshake"
    with unchanged(sample):
        assert run("backup", sample, out).out == f"{out}\n"
        answer = run("backup", sample, out)
        assert answer.code == 2 and "already something called “Copy.handshake”" in answer.err
        assert run("backup", sample, sample).code == 2
        assert run("backup", sample, tmp_path / "no" / "x.handshake").code == 2
        first, second = (Path(run("backup", sample).out.strip()) for _ in range(2))
    assert first != second and first.parent == second.parent == tmp_path / "Brightside backups"
    for copy in (out, first, second):
        assert run("verify", copy).code == 0
        assert run("check", copy, "--json").out == run("check", sample, "--json").out


def test_verify_tells_what_is_wrong_and_touches_nothing(run: Run, sample: Path, unchanged: Any) -> None:
    assert run("verify", sample, "--json").document["ok"] is True
    with closing(sqlite3.connect(sample)) as connection:
        connection.execute("UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-061'")
        connection.commit()
    with unchanged(sample):
        plain, document = run("verify", sample), run("verify", sample, "--json")
    assert (plain.code, document.code) == (1, 1)
    assert "not what Handshake last wrote" in plain.out
    assert document.document["ok"] is False and len(document.document["findings"]) == 1
    answer = run("backup", sample)
    assert answer.code == 2 and "damaged" in answer.err, "no backup of what is not what was saved"


# restore


def add_client(file: Path) -> None:
    with open_book(file) as book, book.change("Add Kite", who=Author("", "Ana")) as change:
        change.add("client", {"name": "Kite"})


def test_a_backup_is_restored_and_what_was_there_is_kept(
    run: Run, sample: Path, tmp_path: Path, unchanged: Any
) -> None:
    copy = Path(run("backup", sample).out.strip())
    wanted = run("check", sample, "--json").out
    add_client(sample)
    with unchanged(copy):
        answer = run("restore", copy, sample)
    first, last, kept = answer.out.splitlines()
    assert answer.code == 0 and first.startswith(f"{sample} is restored. Deals in it: ")
    assert last.startswith("Last change: 2026-11-2") and kept.startswith("What was there before is kept: ")
    assert run("check", sample, "--json").out == wanted
    document = run("restore", Path(kept.split(": ")[1]), sample, "--json").document
    assert document["restored"] == str(sample) and Path(document["kept"]).is_file()
    assert document["last_change"]["label"] == "Add Kite" and document["last_change"]["who"] == "Ana"
    assert document["deals"] == len(rows_of(run, sample, tmp_path))


def rows_of(run: Run, sample: Path, tmp_path: Path) -> list[dict[str, str]]:
    run("export", sample, tmp_path / "out")
    return rows(tmp_path / "out" / "deals.csv")


def test_a_backup_is_restored_under_a_new_name(run: Run, sample: Path, tmp_path: Path, unchanged: Any) -> None:
    out = tmp_path / "As it was.handshake"
    with unchanged(sample):
        assert run("restore", sample, out, "--json").document["kept"] is None
    assert run("verify", out).code == 0


def test_what_can_not_be_restored_has_a_sentence(
    run: Run, sample: Path, blank: Path, tmp_path: Path, unchanged: Any
) -> None:
    copy = Path(run("backup", blank).out.strip())
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo")
    with unchanged(sample, copy):
        for words, say in (
            ((copy, sample), "a backup of another business, “Blank”"),
            ((tmp_path / "no.handshake", sample), "There is no file “no.handshake”"),
            ((photo, sample), "“photo.jpg” is not a Handshake file"),
            ((copy, photo), "“photo.jpg” is not a Handshake file, so it was not replaced"),
            ((copy, copy), "is the file itself"),
            ((copy, tmp_path / "no" / "x.handshake"), "doesn't exist"),
        ):
            answer = run("restore", *words)
            assert answer.code == 2 and say in answer.err, words
    assert photo.read_bytes() == b"a photo"
    assert run("restore", copy).code == 2


# A file that an older Handshake made


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The sample business as version 1 of the file held it."""
    spec = importlib.util.spec_from_file_location(
        "storage_files", Path(__file__).parents[2] / "storage" / "conftest.py"
    )
    assert spec is not None and spec.loader is not None
    makers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(makers)
    folder = tmp_path / "older"
    folder.mkdir()
    makers.unpack_version_2(tmp_path / "version_2.handshake")
    makers.make_version_1(folder / "Old.handshake", tmp_path / "version_2.handshake")
    return folder / "Old.handshake"


def test_commands_that_read_leave_an_older_file_as_it_is(run: Run, old: Path, tmp_path: Path, unchanged: Any) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text("client\nAcme\n", encoding="utf-8")
    with unchanged(old):
        assert len(run("check", old, "--on", "2026-11-23", "--json").document) == 8
        for words in (
            ("agreement", old),
            ("capacity", old),
            ("agenda", old, "--pdf", tmp_path / "a.pdf"),
            ("print", old, "checklist", "--blank", "--pdf", tmp_path / "b.pdf"),
            ("export", old, tmp_path / "out"),
            ("verify", old),
            ("backup", old, tmp_path / "copy.handshake"),
            ("import", old, sheet, "--dry-run"),
            ("tour", old, tmp_path / "tour"),
        ):
            assert run(*words).code == 0, words
    assert [path.name for path in old.parent.iterdir()] == [old.name], "nothing appears beside it"
    assert run("import", old, sheet).code == 0
    assert run("verify", old).code == 0
    assert len(list(old.parent.iterdir())) == 2, "brought up to date, with a copy of what it was"
