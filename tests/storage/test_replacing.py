"""A business file is replaced also where the system replaces no file that is open, as Windows does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.opening import open_book
from storage.repair import repair
from storage.restore import restore
from storage.schema import SCHEMA_VERSION
from storage.sqlite import identity
from storage.verify import verify

OPEN_FILES = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not OPEN_FILES.exists(), reason="what is open can't be seen here")


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let nothing be put in the place of a file that this program has open; the files that were replaced."""
    done: list[Path] = []
    replace = Path.replace

    def strictly(self: Path, target: Path) -> Path:
        opened = [each.readlink() for each in OPEN_FILES.iterdir() if each.is_symlink()]
        if target in opened:
            raise PermissionError(13, "in use", str(target))
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr("storage.whole_file.OPEN_FILES_STAY", True)
    monkeypatch.setattr(Path, "replace", strictly)
    return done


def test_a_backup_is_restored(sample: Path, replaced: list[Path]) -> None:
    backup = back_up(sample)
    done = restore(backup, sample)
    assert done.kept_whole and verify(sample).ok and replaced == [sample]


def test_a_damaged_file_is_restored(sample: Path, replaced: list[Path]) -> None:
    backup = back_up(sample)
    sample.write_bytes(sample.read_bytes()[:5000])
    done = restore(backup, sample)
    assert not done.kept_whole and verify(sample).ok and replaced == [sample]


def test_a_file_is_repaired(sample: Path, replaced: list[Path], spoil_file: Callable[..., None]) -> None:
    spoil_file(sample, "UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-002'")
    assert repair(sample).complete and verify(sample).ok and replaced[-1] == sample


def test_an_older_file_is_brought_up_to_date(old_file: Path, replaced: list[Path]) -> None:
    open_book(old_file).close()
    assert identity(old_file)[1] == SCHEMA_VERSION and replaced == [old_file]
