"""A stick that lost a bit: "Something is wrong with the file. Put it right, and tell me what you did." """

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.main import main

DATE = "2026-11-23"


def test_a_spoilt_file_is_checked_repaired_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Brightside.handshake"
    assert main(["sample", str(path)]) == 0
    capsys.readouterr()
    assert main(["check", str(path), "--json", "--on", DATE]) == 0
    verdicts = json.loads(capsys.readouterr().out)

    # The disk loses a client, a program writes nonsense into a price, and a stranger leaves a trap behind.
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM client WHERE id = (SELECT client_id FROM deal WHERE ref = 'B-002')")
        connection.execute("UPDATE deal SET value_minor = 'a lot' WHERE ref = 'B-003'")
        connection.execute("CREATE TRIGGER trap AFTER INSERT ON change BEGIN DELETE FROM deal; END")
    spoilt = path.read_bytes()

    # "Is it all right?" No, and it stays as it is.
    assert main(["verify", str(path)]) == 1
    assert "trigger trap" in capsys.readouterr().out and path.read_bytes() == spoilt
    assert main(["check", str(path)]) == 2
    assert "trigger trap" in capsys.readouterr().err

    # "Put it right." It says what it did, keeps the file as it was, and lists what stood there.
    assert main(["verify", str(path), "--repair", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    said = " ".join(answer["done"])
    assert "trigger trap" in said and "“client” 1" in said and "“deal” 1" in said
    assert "All is again as it was last saved" in said
    assert Path(answer["kept"]).read_bytes() == spoilt
    with Path(answer["listed"]).open(encoding="utf-8-sig", newline="") as file:
        assert ["deal", "B-003", "value minor", "a lot"] in [line[:4] for line in csv.reader(file)]

    # "And now?" As if nothing had happened, and once is enough.
    assert main(["check", str(path), "--json", "--on", DATE]) == 0
    assert json.loads(capsys.readouterr().out) == verdicts
    assert main(["verify", str(path), "--repair"]) == 0
    assert "Nothing is wrong with this file" in capsys.readouterr().out
    assert len(list(tmp_path.iterdir())) == 3
