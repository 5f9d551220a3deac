"""What the world does to the file while it is open: nothing acknowledged is lost, and the sentence names the cause."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.export import export
from storage.opening import create_book, open_book
from storage.trouble import Moved, Trouble
from storage.verify import verify
from storage.whole_file import write_whole

ROOT = Path(__file__).resolve().parents[2]


def fill(disk: Path) -> None:
    """Leave no room at all on a disk."""
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def test_a_full_disk_loses_nothing_and_says_so(small_disk: Callable[[str], Path]) -> None:
    path = small_disk("1m") / "a.handshake"
    with create_book(path) as book:
        with book.change("Add") as change:
            key = change.add("client", {"name": "Café Noir"})
        fill(path.parent)
        digest = book.row("SELECT digest FROM file_state")
        for _ in range(2):
            with pytest.raises(Trouble, match="is full"), book.change("Note") as change:
                change.update("client", key, {"note": "x" * 100_000})
            with pytest.raises(Trouble, match="is full"), book.change("Remove") as change:
                change.remove("client", key)
            with pytest.raises(Trouble, match="is full"):
                book.undo()
        assert book.undo_label == "Add"
        assert book.rows("SELECT name, note FROM client") == [("Café Noir", "")]
        assert book.row("SELECT digest FROM file_state") == digest
        (path.parent / "ballast").unlink()
        with book.change("Note") as change:
            change.update("client", key, {"note": "now it fits"})
    assert verify(path).ok
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_full_disk_leaves_no_half_file_of_anything(
    sample: Path, small_disk: Callable[[str], Path], sha: Callable[[Path], str]
) -> None:
    disk = small_disk("96k")
    target = disk / "agenda.pdf"
    target.write_bytes(b"old")
    there = disk / "there"
    there.mkdir()
    (there / "deals.csv").write_bytes(b"old")
    before = sorted(disk.rglob("*"))
    with open_book(sample) as book:
        for attempt in (
            lambda: write_whole(target, bytes(200_000)),
            lambda: back_up(book, disk / "copy.handshake"),
            lambda: export(book, disk / "out", "csv"),
            lambda: export(book, disk / "out", "xlsx"),
            lambda: export(book, there, "csv"),
            lambda: create_book(disk / "new.handshake"),
        ):
            with pytest.raises(Trouble, match="full"):
                attempt()
            assert sorted(disk.rglob("*")) == before
    assert target.read_bytes() == (there / "deals.csv").read_bytes() == b"old"
    assert verify(sample).ok


# The program is loaded first: the folder it lies in may be closed to everybody but root.
LOOK = """
import os, sys
from pathlib import Path
import storage.writing
from storage.opening import open_book
from storage.schema import known_structure
from storage.trouble import Moved, Trouble
known_structure()
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    with open_book(Path(sys.argv[1])) as book:
        print(book.row("SELECT count(*) FROM deal")[0], book.read_only_because)
        with book.change("Add") as change:
            change.add("client", {"name": "x"})
except Trouble as trouble:
    print("refused:", trouble.say)
"""


def look_as_nobody(path: Path) -> str:
    """What somebody without rights sees of a file and what a change says."""
    if os.geteuid():
        pytest.skip("only root can become somebody without rights")
    done = subprocess.run([sys.executable, "-c", LOOK, path], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_may_only_be_read_is_opened_for_reading_with_the_reason(
    open_to_all: Path, sha: Callable[[Path], str]
) -> None:
    before = sha(open_to_all)
    folder = open_to_all.parent
    open_to_all.chmod(0o644)
    file_says = look_as_nobody(open_to_all)
    assert "“a.handshake” may only be read. You can look" in file_says and "refused:" in file_says
    open_to_all.chmod(0o666)
    folder.chmod(0o755)
    folder_says = look_as_nobody(open_to_all)
    assert "The folder of “a.handshake” may only be read" in folder_says and "refused:" in folder_says
    open_to_all.chmod(0o600)
    assert look_as_nobody(open_to_all) == "refused: You have no permission to read “a.handshake”.\n"
    folder.chmod(0o700)
    assert "refused:" in look_as_nobody(open_to_all)
    assert sha(open_to_all) == before and list(folder.iterdir()) == [open_to_all]


def test_a_file_that_not_even_root_may_change_is_opened_for_reading(sample: Path, sha: Callable[[Path], str]) -> None:
    if subprocess.run(["chattr", "+i", sample], capture_output=True, check=False).returncode:
        pytest.skip("this disk knows no unchangeable files")
    try:
        before = sha(sample)
        with open_book(sample) as book:
            assert "may only be read" in book.read_only_because
            with pytest.raises(Trouble, match="may only be read"), book.change("Add"):
                pass
            with pytest.raises(Trouble):
                write_whole(sample, b"new")
        assert verify(sample).ok
        assert sha(sample) == before
    finally:
        subprocess.run(["chattr", "-i", sample], check=True)


def test_a_disk_that_may_only_be_read_is_named(
    sample: Path, small_disk: Callable[[str], Path], sha: Callable[[Path], str]
) -> None:
    disk = small_disk("2m")
    path = disk / "a.handshake"
    shutil.copyfile(sample, path)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = sha(path)
    with open_book(path) as book:
        assert "on a disk that may only be read" in book.read_only_because
        with pytest.raises(Trouble, match="disk that may only be read"), book.change("Add"):
            pass
        with pytest.raises(Trouble, match="may only be read"):
            back_up(book)
        with pytest.raises(Trouble, match="may only be read"):
            export(book, disk / "out")
    with pytest.raises(Trouble, match="may only be read"):
        create_book(disk / "new.handshake")
    with pytest.raises(Trouble, match="may only be read"):
        write_whole(disk / "a.pdf", b"x")
    assert verify(path).ok and sha(path) == before


@pytest.mark.parametrize("how", ["removed", "replaced", "renamed", "folder renamed"])
def test_nothing_is_written_into_a_file_that_is_no_longer_there(
    sample_template: Path, tmp_path: Path, how: str, sha: Callable[[Path], str]
) -> None:
    folder = tmp_path / "business"
    folder.mkdir()
    path = Path(shutil.copyfile(sample_template, folder / "a.handshake"))
    with open_book(path) as book:
        with book.change("Add") as change:
            change.add("client", {"name": "Somebody else"})
        if how == "removed":
            path.unlink()
        elif how == "replaced":
            Path(shutil.copyfile(sample_template, folder / "other.handshake")).replace(path)
        elif how == "renamed":
            path.rename(folder / "renamed.handshake")
        else:
            folder.rename(tmp_path / "elsewhere")
        before = {file: sha(file) for file in tmp_path.rglob("*.handshake")}
        with pytest.raises(Trouble, match="moved, renamed or replaced"), book.change("Add") as change:
            change.add("client", {"name": "Ghost"})
        assert {file: sha(file) for file in tmp_path.rglob("*.handshake")} == before
        copy = back_up(book, tmp_path / "copy.handshake")
    with open_book(copy) as book:
        assert book.row("SELECT count(*) FROM client WHERE name = 'Somebody else'") == (1,)


def test_a_stick_that_is_pulled_out_is_said_and_a_copy_can_be_saved(
    sample: Path, small_disk: Callable[[str], Path], tmp_path: Path
) -> None:
    disk = small_disk("4m")
    path = Path(shutil.copyfile(sample, disk / "a.handshake"))
    with open_book(path) as book:
        with book.change("Add") as change:
            change.add("client", {"name": "Somebody else"})
        subprocess.run(["umount", "-l", disk], check=True)
        try:
            with pytest.raises(Moved, match="Save a copy to keep it"):
                book.catch_up()
            with pytest.raises(Trouble, match="moved, renamed or replaced"), book.change("Add") as change:
                change.add("client", {"name": "Ghost"})
            assert list(disk.iterdir()) == []
            copy = back_up(book, tmp_path / "copy.handshake")
        finally:
            subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], check=True)
    with open_book(copy) as book:
        assert book.row("SELECT count(*) FROM client WHERE name = 'Somebody else'") == (1,)


# One process loads everything once and starts each saver by a fork, so that only the saving is repeated.
SAVE = """
import os, sys
from pathlib import Path
import storage.writing
from storage.opening import open_book

def save():
    with open_book(Path(sys.argv[1])) as book:
        number = book.row("SELECT count(*) FROM deal")[0]
        while True:
            number += 1
            with book.change(f"Deal {number}") as change:
                client = change.add("client", {"name": f"Client {number}"})
                deal = change.add("deal", {"ref": str(number), "client_id": client, "stage": "lead",
                                           "created_on": change.at.date(), "note": "x" * 3000})
                change.add("checklist_answer", {"deal_id": deal, "item": "i", "answer": "yes", "at": change.at})
            os.write(1, b"%d\\n" % number)

for _ in sys.stdin:
    saver = os.fork()
    if saver == 0:
        save()
    os.write(1, b"saver %d\\n" % saver)
    os.waitpid(saver, 0)
    os.write(1, b"dead\\n")
"""


def killed_saver(nursery: "subprocess.Popen[bytes]", chance: random.Random) -> int:
    """Let a new process save for a while, kill it at a random moment, and return the last number it acknowledged."""
    assert nursery.stdin is not None and nursery.stdout is not None
    nursery.stdin.write(b"go\n")
    nursery.stdin.flush()
    saver = acknowledged = 0
    left = chance.randrange(1, 12)
    while (word := nursery.stdout.readline().split()) != [b"dead"]:
        if word[0] == b"saver":
            saver = int(word[1])
        else:
            acknowledged, left = int(word[0]), left - 1
        if saver and left == 0:
            for _ in range(chance.randrange(60_000)):
                pass  # into the middle of the next save
            os.kill(saver, signal.SIGKILL)
    return acknowledged


def test_killed_at_any_moment_nothing_acknowledged_is_lost(path: Path) -> None:
    kills = int(os.environ.get("HANDSHAKE_KILLS", "40"))
    chance = random.Random(kills)
    create_book(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", SAVE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as nursery:
        for _ in range(kills):
            acknowledged = killed_saver(nursery, chance)
            with open_book(path) as book:
                counts = [
                    book.row(f"SELECT count(*) FROM {table}")
                    for table in ("deal", "client", "checklist_answer", "change")
                ]
            assert len(set(counts)) == 1 and counts[0] is not None  # never a half one
            assert counts[0][0] in (acknowledged, acknowledged + 1)
            assert verify(path).ok
        assert nursery.stdin is not None
        nursery.stdin.close()
    with open_book(path) as book, book.change("One more") as change:
        change.add("client", {"name": "Somebody else"})
    assert [file.name for file in path.parent.iterdir()] == [path.name]
