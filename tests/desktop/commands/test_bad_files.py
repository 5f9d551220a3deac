"""Every command on files that it can't use: one sentence, exit code 2, and not a byte changed (faults.md)."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REPOSITORY = Path(__file__).resolve().parents[3]
READING = ("agreement", "check", "capacity", "agenda", "agenda-pdf", "agenda-ics", "print", "export", "verify")
ALL = (*READING, "backup", "restore", "import", "dry-run", "tour")


def words(command: str, file: Path, folder: Path) -> list[object]:
    """Return the words of one command on `file`; what it writes goes into `folder`."""
    sheet = folder / "sheet.csv"
    sheet.write_text("client,value\nAcme,1\n", encoding="utf-8")
    return {
        "agenda-pdf": ["agenda", file, "--pdf", folder / "agenda.pdf"],
        "agenda-ics": ["agenda", file, "--ics", folder / "agenda.ics"],
        "print": ["print", file, "agenda", "--pdf", folder / "print.pdf"],
        "export": ["export", file, folder / "export"],
        "backup": ["backup", file, folder / "backup.handshake"],
        "restore": ["restore", file, folder / "restored.handshake"],
        "import": ["import", file, sheet],
        "dry-run": ["import", file, sheet, "--dry-run"],
        "tour": ["tour", file, folder / "tour"],
    }.get(command, [command, file])


def cut(to: Callable[[int], int]) -> Callable[[Path, Path], None]:
    def make(path: Path, sample: Path) -> None:
        data = sample.read_bytes()
        path.write_bytes(data[: to(len(data))])

    return make


def foreign(mode: str) -> Callable[[Path, Path], None]:
    def make(path: Path, _: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA journal_mode={mode}")
            connection.execute("CREATE TABLE cards (id INTEGER)")
            connection.execute("INSERT INTO cards VALUES (1)")
            connection.commit()

    return make


def newer(path: Path, sample: Path) -> None:
    shutil.copyfile(sample, path)
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version={version + 1}")
        connection.commit()


def trapped(path: Path, sample: Path) -> None:
    shutil.copyfile(sample, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER trap AFTER INSERT ON deal BEGIN DELETE FROM deal; END")
        connection.commit()


def content(data: bytes) -> Callable[[Path, Path], None]:
    def make(path: Path, _: Path) -> None:
        path.write_bytes(data)

    return make


BAD = {
    "empty": (content(b""), "empty"),
    "text": (content(b"Dear Sir or Madam\n" * 200), "not a Handshake file"),
    "picture": (content(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 64), "not a Handshake file"),
    "15 bytes": (content(b"SQLite format 3"), "not a Handshake file"),
    "header alone": (content(b"SQLite format 3\0"), "not a Handshake file"),
    "another program's": (foreign("DELETE"), "not a Handshake file"),
    "another program's, WAL": (foreign("WAL"), "not a Handshake file"),
    "newer": (newer, "newer Handshake"),
    "a trap": (trapped, "trap"),
    "half": (cut(lambda size: size // 2), "damaged"),
    "one page less": (cut(lambda size: size - 4096), "damaged"),
    "one page": (cut(lambda size: 4096), "damaged"),
}


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_and_left_alone(
    kind: str, command: str, run: Run, sample: Path, tmp_path: Path, unchanged: Any
) -> None:
    make, say = BAD[kind]
    file = tmp_path / "Bad.handshake"
    make(file, sample)
    out = tmp_path / "out"
    out.mkdir()
    with unchanged(file):
        answer = run(*words(command, file, out))
    if command == "verify" and kind in ("a trap", "half", "one page less", "one page"):
        assert answer.code == 1 and say in answer.out
    else:
        assert answer.code == 2
        assert say in answer.err and "Bad.handshake" in answer.err
    assert [path.name for path in out.iterdir()] == ["sheet.csv"], "nothing half-done is left"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Bad.handshake", "Brightside.handshake", "out"]


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """Things that are no files, with what is said of them."""
    folder, pipe, link = tmp_path / "Folder.handshake", tmp_path / "Pipe.handshake", tmp_path / "Link.handshake"
    loop = tmp_path / "Loop.handshake"
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "gone.handshake")
    loop.symlink_to(loop)
    return {
        "missing": (tmp_path / "Missing.handshake", "There is no file “Missing.handshake”"),
        "folder": (folder, "is a folder"),
        "pipe": (pipe, "not a file that can be opened"),
        "device": (Path("/dev/null"), "not a file that can be opened"),
        "dangling link": (link, "isn't there any more"),
        "loop": (loop, "link"),
        "name too long": (tmp_path / ("x" * 300), "too long"),
        "path too long": (tmp_path.joinpath(*["y" * 100] * 6, "z"), "too long"),
        "NUL": (Path(f"{tmp_path}/a\0b"), "character"),
    }


@pytest.mark.timeout(60)
@pytest.mark.parametrize("command", ALL)
def test_what_is_no_file_is_refused_at_once(
    command: str, run: Run, odd: dict[str, tuple[Path, str]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for file, say in odd.values():
        answer = run(*words(command, file, out))
        assert answer.code == 2 and say in answer.err, answer
    assert [path.name for path in out.iterdir()] == ["sheet.csv"]


@pytest.mark.parametrize("kind", ["new", "sample"])
def test_nothing_that_is_there_is_written_over(
    kind: str, run: Run, odd: dict[str, tuple[Path, str]], sample: Path, unchanged: Any
) -> None:
    more = ("--type", "blank", "--person", "Ana:sales,operations") if kind == "new" else ()
    with unchanged(sample):
        answer = run(kind, sample, *more)
    assert answer.code == 2 and "already something called “Brightside.handshake”" in answer.err
    for name in ("folder", "pipe", "dangling link", "loop"):
        assert run(kind, odd[name][0], *more).code == 2
    for name in ("name too long", "path too long", "NUL"):
        assert run(kind, odd[name][0], *more).code == 2
    answer = run(kind, sample.parent / "no folder" / "x.handshake", *more)
    assert answer.code == 2 and "doesn't exist" in answer.err
    assert run(kind, sample / "x.handshake", *more).code == 2, "a file is no folder"


# Names


@pytest.mark.parametrize(
    "name",
    [
        "two words",
        "with 🪧 emoji",
        'quo\'te "s"',
        "עסק שלי",
        "what?#50%25&x=1",
        "new\nline",
        "-dash",
        "file:x",
        "a;b",
        "100% 'sure'--",
        "x" * 237,
    ],
)
def test_every_name_works(name: str, run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch, unchanged: Any) -> None:
    monkeypatch.chdir(sample.parent)
    file = sample.rename(sample.with_name(name + ".handshake"))
    # A name that begins with a dash is written after "--", or as ./-name.
    for given in [f"./{file.name}"] if not name.startswith("-") else [f"./{file.name}", None]:
        first = ["check", "--json", "--", file.name] if given is None else ["check", given, "--json"]
        with unchanged(file):
            assert len(run(*first).document) == 8
    out = file.parent / f"{name[:60]} out"
    for command in ("agreement", "agenda", "verify", "export", "backup", "dry-run", "import"):
        out.mkdir(exist_ok=True)
        assert run(*words(command, file, out)).code == 0, command
    assert run("backup", file).code == 0
    again = file.with_name(f"{name[:100]} again.handshake")
    assert run("new", again, "--type", "blank", "--person", "Ana:sales,operations").code == 0
    assert run("verify", again).code == 0


def test_a_name_that_is_no_text_works(run: Run, sample: Path) -> None:
    file = sample.rename(Path(os.fsdecode(os.fsencode(sample.parent) + b"/caf\xe9.handshake")))
    assert run("verify", file).code == 0
    assert run("check", file).code == 0
    made = Path(os.fsdecode(os.fsencode(sample.parent) + b"/f\xfcr.handshake"))
    assert run("new", made, "--type", "blank", "--person", "Ana:sales,operations").code == 0


# Others at the file


@contextlib.contextmanager
def held(file: Path, how: str) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


def test_while_another_program_writes_reading_works_and_import_says_so_soon(
    run: Run, sample: Path, tmp_path: Path, unchanged: Any
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with unchanged(sample), held(sample, "IMMEDIATE"):
        started = time.perf_counter()
        answer = run(*words("import", sample, out))
        assert time.perf_counter() - started < 10, "2 seconds of patience"
        assert answer.code == 2 and "written to by another program" in answer.err
        for command in (*READING, "backup", "dry-run"):
            assert run(*words(command, sample, out)).code == 0, command
    assert run(*words("import", sample, out)).code == 0


def test_while_another_program_keeps_all_away_a_sentence_says_so(run: Run, sample: Path) -> None:
    with held(sample, "EXCLUSIVE"):
        answer = run("check", sample)
    assert answer.code == 2 and "another program" in answer.err


@pytest.mark.skipif(os.name == "nt", reason="permissions as on Unix")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_only_be_read_is_read_and_not_changed(
    what: str, sample: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, unchanged: Any
) -> None:
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    if nobody and shutil.which("setpriv") is None:
        pytest.skip("setpriv is not here, and root may write everywhere")
    # Nobody may pass through the folders of pytest, which belong to one user only.
    base = Path(
        subprocess.check_output([sys.executable, "-c", "import tempfile; print(tempfile.mkdtemp())"], text=True).strip()
    )
    try:
        base.chmod(0o777)
        file = base / "Shared.handshake"
        shutil.copyfile(sample, file)
        out = base / "out"
        out.mkdir()
        out.chmod(0o777)
        sheet = base / "deals.csv"
        sheet.write_text("client\nAcme\n", encoding="utf-8")
        sheet.chmod(0o644)
        file.chmod(0o444 if what == "file" else 0o666)
        base.chmod(0o555 if what == "folder" else 0o777)

        def handshake(*given: object) -> subprocess.CompletedProcess[str]:
            command = [*nobody, sys.executable, "-m", "desktop", *map(str, given)]
            home = {"HOME": str(out), "XDG_STATE_HOME": str(out), "PYTHONDONTWRITEBYTECODE": "1"}
            return subprocess.run(
                command, cwd=REPOSITORY, env={**os.environ, **home}, capture_output=True, text=True, check=False
            )

        if handshake("--version").returncode != 0:
            pytest.skip("this program may not be run by others here")
        with unchanged(file):
            for given in (
                ["check", file, "--json"],
                ["verify", file],
                ["export", file, out / "export"],
                ["import", file, sheet, "--dry-run"],
                ["backup", file, out / "backup.handshake"],
            ):
                done = handshake(*given)
                assert done.returncode == 0, done
            done = handshake("import", file, sheet)
            assert (done.returncode, done.stdout) == (2, "") and "may only be read" in done.stderr, done
        if what == "file":
            file.chmod(0)
            done = handshake("check", file)
            assert done.returncode == 2 and "permission to read" in done.stderr
    finally:
        base.chmod(0o777)
        shutil.rmtree(base)
