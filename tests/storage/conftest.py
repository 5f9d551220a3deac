"""Real business files for the tests of storage: an empty one, the sample business, and one of version 1."""

import gzip
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import sqlite
from storage.book import Book
from storage.journal import digest_text
from storage.migration import run_scripts
from storage.opening import create_book, open_book
from storage.sample import write_sample
from storage.verify import content_sum
from tests.spoiling import spoil

TODAY = date(2026, 11, 23)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The name of a business file that is not there yet."""
    return tmp_path / "Brightside.handshake"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    """An empty business file, open."""
    with create_book(path) as made:
        yield made


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("sample") / "Brightside.handshake"
    with create_book(made) as book:
        write_sample(book, TODAY, "Europe/Amsterdam")
    return made


@pytest.fixture
def sample(path: Path, sample_template: Path) -> Path:
    """A file with the sample business in it."""
    shutil.copyfile(sample_template, path)
    return path


@pytest.fixture
def sample_book(sample: Path) -> Iterator[Book]:
    """The sample business, open."""
    with open_book(sample) as opened:
        yield opened


def make_version_1(target: Path, source: Path) -> None:
    """Make a file as version 1 made it, by running only the first script, with the rows of `source` in it."""
    sqlite.create(target, "", 1)
    with closing(sqlite.connect(target)) as connection:
        with run_scripts(connection, 0, 1):
            pass
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("ATTACH ? AS source", (str(source),))
        connection.execute("BEGIN")
        tables = [name for kind, name, *_ in sqlite.structure(connection) if kind == "table" and name != "file_state"]
        for table in tables:
            # As version 1 had no actions, its history knows of none.
            where = " WHERE topic <> 'action'" if table == "changed_row" else ""
            connection.execute(f'INSERT INTO main."{table}" SELECT * FROM source."{table}"{where}')
        digest = digest_text(content_sum(connection)[0])
        connection.execute("UPDATE main.file_state SET digest = ?", (digest,))
        connection.execute("COMMIT")


def unpack_version_2(target: Path) -> None:
    """Write the sample business as the last Handshake with files of version 2 wrote it."""
    packed = Path(__file__).parent / "files" / "version_2.handshake.gz"
    target.write_bytes(gzip.decompress(packed.read_bytes()))


@pytest.fixture(scope="session")
def version_2_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business as the last Handshake with files of version 2 wrote it."""
    made = tmp_path_factory.mktemp("version_2") / "Old.handshake"
    unpack_version_2(made)
    return made


@pytest.fixture(scope="session")
def version_1_template(version_2_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of version 1, made once."""
    made = tmp_path_factory.mktemp("version_1") / "Old.handshake"
    make_version_1(made, version_2_template)
    return made


@pytest.fixture
def old_file(path: Path, version_1_template: Path) -> Path:
    """A file of version 1 with the rows of the sample business."""
    shutil.copyfile(version_1_template, path)
    return path


@pytest.fixture(scope="session")
def spoil_file() -> Callable[..., None]:
    """Run statements on a file behind Handshake's back, with no check of keys and constraints."""
    return spoil


def _contents_of(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in tables
            if not table.startswith("sqlite_")
        }


@pytest.fixture(scope="session")
def contents_of() -> Callable[[Path], dict[str, list[Any]]]:
    """Read every row of every table of a closed file."""
    return _contents_of


@pytest.fixture(scope="session")
def sha() -> Callable[[Path], str]:
    """Work out the hash of a closed file."""
    return lambda path: hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small disk; skips where that is not allowed."""
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        place = tmp_path / "disk"
        place.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True)
        if made.returncode:
            pytest.skip("this machine lets nobody mount a small disk")
        mounted.append(place)
        return place

    if os.geteuid() or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def open_to_all(sample_template: Path) -> Iterator[Path]:
    """The sample business in a folder that everybody may enter."""
    folder = Path("/tmp") / f"handshake-faults-{os.getpid()}"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    path = folder / "a.handshake"
    shutil.copyfile(sample_template, path)
    path.chmod(0o666)
    yield path
    shutil.rmtree(folder)
