"""Every fault of docs/faults.md, the drills in full length, one line each. Run by `make faults`.

Words after it narrow it down: `make faults ARGS="2 58"` runs the rows 2 and 58.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from fault_table import REPOSITORY, Row, rows

FULL_LENGTH = {
    "HANDSHAKE_KILLS": "200",
    "HANDSHAKE_CUTS": "2000",
    "HANDSHAKE_CALLS": "all",
    "HANDSHAKE_FLIPS": "500",
    "HANDSHAKE_HOURS": "8",
}
SECONDS = 3600
"""A single drill may take that long."""


def main() -> int:
    """Run the faults that are asked for, each in a process of its own; returns 1 when one does not hold."""
    wanted = {int(word) for word in sys.argv[1:]}
    table = [row for row in rows() if not wanted or row.number in wanted]
    environment = {**FULL_LENGTH, **os.environ}
    began = time.monotonic()
    held = True
    # A test that stands in two rows is run once.
    ended: dict[tuple[str, str], list[str]] = {}
    for row in table:
        start = time.monotonic()
        said = run([test for test in row.tests if test not in ended], ended, environment)
        held = say(row, ended, time.monotonic() - start, said) and held
    print(f"{len(table)} faults, {time.monotonic() - began:.0f} s: {'all of them hold' if held else 'NOT all hold'}")
    return 0 if held else 1


def run(tests: list[tuple[str, str]], ended: dict[tuple[str, str], list[str]], environment: dict[str, str]) -> str:
    """Run tests and add how each of their cases ended; return what pytest said."""
    if not tests:
        return ""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        names = [f"tests/{file}::{name}" for file, name in tests]
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", f"--timeout={SECONDS}", *names]
        done = subprocess.run(
            command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        for test in tests:
            ended[test] = []
        if report.exists():
            for case in ElementTree.parse(report).iter("testcase"):
                file = case.get("classname", "").removeprefix("tests.").replace(".", "/") + ".py"
                name = case.get("name", "").partition("[")[0]
                ended.setdefault((file, name), []).append(outcome(case))
    return done.stdout.decode(errors="replace")


def outcome(case: ElementTree.Element) -> str:
    """Return how one case ended."""
    kinds = {child.tag for child in case}
    return "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"


def say(row: Row, ended: dict[tuple[str, str], list[str]], seconds: float, said: str) -> bool:
    """Print the line of one fault and say whether it holds; with all that pytest said where it does not."""
    outcomes = [one for test in row.tests for one in (ended.get(test) or ["missing"])]
    bad = [one for one in outcomes if one not in ("passed", "skipped")]
    skipped = outcomes.count("skipped")
    words = "NO" if bad else "skipped" if skipped == len(outcomes) else "yes"
    more = f", {skipped} skipped" if skipped else ""
    print(f"{row.number:>3}  {words:<8}{row.fault} ({len(outcomes)} cases{more}, {seconds:.0f} s)", flush=True)
    if bad:
        print(said)
    return not bad


if __name__ == "__main__":
    sys.exit(main())
