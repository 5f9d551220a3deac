"""The command line run in this process, on a fixed day, with what every answer of it must hold to."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import time_machine

from desktop.main import main

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TWO_PEOPLE = ("--person", "Ana:sales,owner", "--person", "Ben:operations")


class Answer(NamedTuple):
    """What a command did: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    """Stop the clock on Monday 23 November 2026, so that what is written today is the same every day."""
    with time_machine.travel(NOW, tick=False):
        yield


def _is_a_bug(error: BaseException) -> None:
    raise AssertionError("this is a bug, not a problem of the world") from error


@pytest.fixture
def run(qapp: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command and check what holds for all: an exit code of ours, plain sentences, never a bug.

    With the application of the other tests: the lesser one that `print` makes for itself would be in their way.
    """
    monkeypatch.setattr("desktop.commands.write_bug", _is_a_bug)

    def run_one(*words: object) -> Answer:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert code in (0, 1, 2)
        assert "Traceback" not in err
        if code == 2:
            assert out == "", "a command that failed has no answer"
            lines = err.splitlines()
            assert 1 <= len(lines) <= 2 and lines[0].strip(), err
        else:
            assert err == ""
        return Answer(code, out, err)

    return run_one


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business as the command writes it on the fixed day, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("sample") / "Brightside.handshake"
    with time_machine.travel(NOW, tick=False):
        assert main(["sample", str(made)]) == 0
    return made


@pytest.fixture
def sample(tmp_path: Path, sample_made: Path) -> Path:
    """A file with the sample business in it."""
    return Path(shutil.copyfile(sample_made, tmp_path / "Brightside.handshake"))


@pytest.fixture(scope="session")
def blank_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new business of no special type, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("blank") / "Blank.handshake"
    with time_machine.travel(NOW, tick=False):
        assert main(["new", str(made), "--type", "blank", *TWO_PEOPLE]) == 0
    return made


@pytest.fixture
def blank(tmp_path: Path, blank_made: Path) -> Path:
    """A file with a new business of no special type in it."""
    return Path(shutil.copyfile(blank_made, tmp_path / "Blank.handshake"))


def sha(path: Path) -> str:
    """Return the hash of a closed file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def unchanged() -> Callable[..., Any]:
    """Give a context that fails when a file in it is not byte for byte as it was."""
    from contextlib import contextmanager

    @contextmanager
    def watch(*paths: Path) -> Iterator[None]:
        before = [(sha(path), path.stat().st_mtime_ns, path.stat().st_mode) for path in paths]
        beside = sorted(path.parent for path in paths)
        yield
        assert [(sha(path), path.stat().st_mtime_ns, path.stat().st_mode) for path in paths] == before
        for path in beside:
            assert not [left for left in path.iterdir() if left.name.endswith((".new", "-journal", "-wal", "-shm"))]

    return watch
