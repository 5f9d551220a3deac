"""The rows of docs/faults.md: a number, a fault, and the tests that hold it."""

import re
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
TABLE = REPOSITORY / "docs" / "faults.md"
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


class Row(NamedTuple):
    """One fault. `tests` are pairs of a file under tests/ and a name."""

    number: int
    fault: str
    says: str
    tests: tuple[tuple[str, str], ...]


def rows() -> list[Row]:
    """Return every row of the table."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 4 and cells[0].isdecimal():
            tests = tuple((file, name) for file, name in TEST.findall(cells[3]))
            found.append(Row(int(cells[0]), cells[1], cells[2], tests))
    return found
