"""The power goes while the business is being written: what was acknowledged is there, and nothing half.

Real changes are recorded as SQL and made once more on a disk that writes down every call. A cut is then any moment in
that record: what was not yet synced is dropped, torn at a sector or garbled; a name that was not yet synced is lost, or
comes back. What is left of the file is opened as the program opens it.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

from storage import sqlite
from storage.opening import create_book, open_book
from storage.trouble import Trouble
from storage.verify import verify

CUTS = int(os.environ.get("HANDSHAKE_CUTS", "60"))
CHANGES = 12
SECTOR = 512
Data = bytes | bytearray


class Op(NamedTuple):
    """One call on the disk. `kind`: write, truncate, sync, create, delete, or ack for a change that was told."""

    kind: str
    file: str = ""
    offset: int = 0
    data: bytes = b""
    durable: bool = False


class Recorder(apsw.VFS):
    """The usual disk, which writes down what is asked of it."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        super().__init__("recorder", "")

    def xOpen(self, name: Any, flags: list[int]) -> "RecordedFile":
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not Path(path).exists():
            self.ops.append(Op("create", Path(path).name))
        return RecordedFile(self, name, Path(path).name, flags)

    def xDelete(self, name: str, syncs_folder: bool) -> None:
        super().xDelete(name, syncs_folder)
        self.ops.append(Op("delete", Path(name).name, durable=bool(syncs_folder)))


class RecordedFile(apsw.VFSFile):
    """One open file of it."""

    def __init__(self, disk: Recorder, name: Any, short: str, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk, self._short = disk, short

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._disk.ops.append(Op("write", self._short, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._disk.ops.append(Op("truncate", self._short, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._disk.ops.append(Op("sync", self._short))


class AsOurs:
    """A connection of the recording disk with the methods that our own settings are made by."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.execute = connection.execute

    def setlimit(self, _what: int, _most: int) -> None:
        """Limits change nothing on the disk."""


def recorded_changes(path: Path) -> tuple[bytes, list[list[str]]]:
    """Return a file before, and the statements of each of some real changes to it."""
    create_book(path).close()
    before = path.read_bytes()
    changes: list[list[str]] = []
    with open_book(path) as book:
        for number in range(CHANGES):
            said: list[str] = []
            book.connection.set_trace_callback(said.append)
            with book.change(f"Deal {number}") as change:
                client = change.add("client", {"name": f"Client {number}"})
                deal = change.add(
                    "deal",
                    {
                        "ref": str(number),
                        "client_id": client,
                        "stage": "lead",
                        "created_on": change.at.date(),
                        # Long enough to grow the file, and to take pages from it again.
                        "note": "x" * 3000,
                    },
                )
                change.add("checklist_answer", {"deal_id": deal, "item": "i", "answer": "yes", "at": change.at})
            book.connection.set_trace_callback(None)
            changes.append([one for one in said if one.split()[0] in ("BEGIN", "INSERT", "UPDATE", "DELETE", "COMMIT")])
    return before, changes


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Op]]:
    """A small business, and all that the disk was asked for while it was written."""
    folder = tmp_path_factory.mktemp("record")
    before, changes = recorded_changes(folder / "real.handshake")
    path = folder / "a.handshake"
    path.write_bytes(before)
    disk = Recorder()
    connection = apsw.Connection(str(path), vfs="recorder", flags=apsw.SQLITE_OPEN_READWRITE)
    sqlite._set_up(AsOurs(connection), read_only=False)  # type: ignore[arg-type]
    for statements in changes:
        assert statements[0].startswith("BEGIN") and statements[-1] == "COMMIT"
        for statement in statements:
            connection.execute(statement)
        disk.ops.append(Op("ack"))
    connection.close()
    ops = disk.ops
    assert [op.kind for op in ops].count("ack") == CHANGES
    assert {"write", "sync", "create", "delete"} <= {op.kind for op in ops}
    return before, ops


class Disk:
    """What a disk holds and what is still on its way to it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.safe: dict[str, bytes] = dict(files)
        self.waiting: dict[str, list[Op]] = {}
        self.unborn: set[str] = set()
        self.undead: dict[str, bytes] = {}

    def take(self, op: Op) -> None:
        """Do one call."""
        if op.kind == "create":
            self.unborn.add(op.file)
            self.undead.pop(op.file, None)
            self.safe[op.file] = b""
            self.waiting[op.file] = []
        elif op.kind == "delete":
            gone = self.safe.pop(op.file, b"")
            self.waiting.pop(op.file, None)
            self.unborn.discard(op.file)
            if not op.durable:
                self.undead[op.file] = gone
        elif op.kind == "sync":
            self.safe[op.file] = applied(self.safe[op.file], self.waiting.pop(op.file, []))
            # The first sync of a new file syncs its folder too, and with it every name that went before.
            if op.file in self.unborn:
                self.unborn.discard(op.file)
                self.undead.clear()
        elif op.kind in ("write", "truncate"):
            self.waiting.setdefault(op.file, []).append(op)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return what is found when the power is back."""
        left = {}
        for name, safe in self.safe.items():
            if name in self.unborn and chance.random() < 0.5:
                continue
            left[name] = applied(safe, list(spoilt(self.waiting.get(name, []), chance)))
        for name, gone in self.undead.items():
            if chance.random() < 0.5:
                left.setdefault(name, gone)
        return left


def applied(content: bytes, ops: list[Op]) -> bytes:
    """Return a file after some writes."""
    data = bytearray(content)
    for op in ops:
        if op.kind == "truncate":
            del data[op.offset :]
            continue
        data.extend(bytes(max(0, op.offset - len(data))))
        data[op.offset : op.offset + len(op.data)] = op.data
    return bytes(data)


def spoilt(ops: list[Op], chance: random.Random) -> Iterator[Op]:
    """Yield what came through of writes that nobody has synced: each whole, not at all, torn or garbled."""
    for op in ops:
        fate = chance.choice(("whole", "whole", "dropped", "torn", "garbled"))
        if fate == "whole" or (op.kind == "truncate" and fate != "dropped"):
            yield op
        elif fate == "torn":
            yield op._replace(data=op.data[: chance.randrange(len(op.data) // SECTOR + 1) * SECTOR])
        elif fate == "garbled":
            yield op._replace(data=chance.randbytes(len(op.data)))


def after_cut(record: tuple[bytes, list[Op]], moment: int, chance: random.Random) -> tuple[int, dict[str, bytes]]:
    """Return how many changes had been told by then, and what is left of the files."""
    before, ops = record
    disk = Disk({"a.handshake": before})
    for op in ops[:moment]:
        disk.take(op)
    return sum(op.kind == "ack" for op in ops[:moment]), disk.cut(chance)


def test_no_power_cut_loses_what_was_told_or_leaves_half(record: tuple[bytes, list[Op]], tmp_path: Path) -> None:
    chance = random.Random(CUTS)
    place = tmp_path / "place"
    seen = set()
    for _ in range(CUTS):
        moment = chance.randrange(len(record[1]) + 1)
        told, files = after_cut(record, moment, chance)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
        path = place / "a.handshake"
        with open_book(path) as book:
            counts = {book.row(f"SELECT count(*) FROM {table}") for table in ("deal", "client", "checklist_answer")}
        assert len(counts) == 1, f"half a change at call {moment}"
        ((count,),) = (row for row in counts if row is not None)
        assert count in (told, told + 1), f"{told} were told, {count} are there, at call {moment}"
        assert verify(path).ok
        seen.add((count == told, len(files) > 1))
    assert {more for _, more in seen} == {True, False}, "cuts came with a journal and without one"


def test_the_drill_would_find_a_disk_that_is_not_waited_for(record: tuple[bytes, list[Op]], tmp_path: Path) -> None:
    """Without the syncs that our settings ask for, cuts do lose what was told: this is why they are asked for."""
    before, ops = record
    careless = [op for op in ops if op.kind != "sync"]
    chance = random.Random(1)
    lost = 0
    for number in range(30):
        told, files = after_cut((before, careless), chance.randrange(len(careless) // 2, len(careless)), chance)
        place = tmp_path / str(number)
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
        try:
            with open_book(place / "a.handshake") as book:
                lost += book.row("SELECT count(*) FROM deal") not in ((told,), (told + 1,))
        except Exception:
            lost += 1
    assert lost > 5


def test_another_file_under_the_name_is_not_written_over(record: tuple[bytes, list[Op]], tmp_path: Path) -> None:
    """A journal is put back into what it came from, never into a picture that has been given the name since."""
    chance = random.Random(3)
    moment = next(at for at, op in enumerate(record[1]) if op.kind == "delete" and at > 50)
    _, files = after_cut(record, moment, chance)
    path = tmp_path / "a.handshake"
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    picture = b"\xff\xd8\xff\xe0" + chance.randbytes(len(files["a.handshake"]))
    path.write_bytes(picture)
    with pytest.raises(Trouble, match="not a Handshake file"):
        open_book(path)
    assert path.read_bytes() == picture
    assert (tmp_path / "a.handshake-journal").read_bytes() == files["a.handshake-journal"]
