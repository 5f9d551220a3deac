"""Few handles and little memory: a sentence instead of a mistake, and the file is whole."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)

FEW_HANDLES = """
import os, resource, sys
from pathlib import Path
import storage.writing, storage.backup, storage.export, xlsxwriter
from storage.opening import open_book
from storage.trouble import Trouble
from storage.whole_file import write_whole

file = Path(sys.argv[1])
book = open_book(file)
with book.change("Before") as change:
    client = change.add("client", {"name": "Before"})
used = len(os.listdir("/proc/self/fd")) - 1
# Python and SQLite still need the ones they have: from here on there is no other.
resource.setrlimit(resource.RLIMIT_NOFILE, (used, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def save():
    with book.change("Now") as change:
        change.update("client", client, {"note": "now"})


def other():
    open_book(file).close()


works = {
    "save": save,
    "open": other,
    "write": lambda: write_whole(file.with_suffix(".pdf"), b"x"),
    "back up": lambda: storage.backup.back_up(book, file.with_name("b.handshake")),
    "export": lambda: storage.export.export(book, file.with_name("out"), "csv"),
}
for name, work in works.items():
    try:
        work()
        print(name, "| worked")
    except Trouble as trouble:
        print(name, "|", trouble.say)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
save()
print("after | worked")
"""

LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
import storage.writing
from storage.opening import open_book
from storage.trouble import Trouble

file = Path(sys.argv[1])
book = open_book(file)
with book.change("Before") as change:
    client = change.add("client", {"name": "Before"})
size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + 40 * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))
try:
    with book.change("Too much") as change:
        for number in range(1_000, 3_000):
            change.add("client", {"name": f"Client {number}", "note": str(number) * 60_000})
    print("worked")
except MemoryError:
    print("no memory")
except Trouble as trouble:
    print(trouble.say)
resource.setrlimit(resource.RLIMIT_AS, (-1, resource.getrlimit(resource.RLIMIT_AS)[1]))
assert book.row("SELECT count(*) FROM client WHERE note <> ''") == (0,)
with book.change("After") as change:
    change.update("client", client, {"note": "after"})
print("after")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the sample business in it, in a folder of its own."""
    folder = tmp_path / "business"
    folder.mkdir()
    create_sample(path=folder / "a.handshake", today=TODAY).close()
    return folder / "a.handshake"


def run(code: str, file: Path, before: str = "") -> str:
    """Run a program on the file and return what it says."""
    command = [sys.executable, "-c", code, str(file)]
    if before:
        command = ["sh", "-c", f'{before} && exec "$@"', "sh", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_a_handle_left_it_is_a_sentence_and_nothing_is_half(file: Path) -> None:
    said = dict(line.split(" | ", 1) for line in run(FEW_HANDLES, file).splitlines())
    assert said.pop("after") == "worked"
    assert "worked" not in said.values(), said
    for what, say in said.items():
        assert say.endswith(".") and "Traceback" not in say, what
    assert verify(file).ok
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_without_memory_nothing_is_half_and_the_next_change_works(file: Path) -> None:
    said = run(LITTLE_MEMORY, file).splitlines()
    assert said[0] == "no memory" or said[0].endswith("."), said
    assert said[-1] == "after"
    assert verify(file).ok


WINDOW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from desktop.tour import draw_tour
from datetime import date
draw_tour(Path(sys.argv[1]), Path(sys.argv[1]).parent.parent / "tour", today=date(2026, 11, 23))
print("drawn")
"""


def test_the_window_works_with_64_handles(file: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("there is no shell here")
    assert run(WINDOW, file, "ulimit -n 64").strip() == "drawn"
    assert verify(file).ok
