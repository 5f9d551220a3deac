"""Every fault of docs/faults.md, the drills in full length, one line each. Run by `make faults`.

Words after it narrow it down: `make faults ARGS="2 58"` runs the rows 2 and 58.
"""

import os
import sys
import time
from collections import defaultdict

import pytest
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


class Watch:
    """Keeps how each test ended and how long it took."""

    def __init__(self) -> None:
        self.ended: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.took: dict[tuple[str, str], float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the end of one phase of a test."""
        file, _, name = report.nodeid.partition("::")
        key = (file.removeprefix("tests/"), name.partition("[")[0])
        self.took[key] += report.duration
        if report.when == "call" or report.outcome != "passed":
            self.ended[key].append(report.outcome)


def main() -> int:
    """Run the faults that are asked for, all of them without words; returns 1 when one does not hold."""
    wanted = {int(word) for word in sys.argv[1:]}
    table = [row for row in rows() if not wanted or row.number in wanted]
    os.environ.update({name: os.environ.get(name, value) for name, value in FULL_LENGTH.items()})
    os.chdir(REPOSITORY)
    held, began = True, time.monotonic()
    done: set[tuple[str, str]] = set()
    watch = Watch()
    for row in table:
        # A test that stands in two rows is run once.
        new = [f"tests/{file}::{name}" for file, name in row.tests if (file, name) not in done]
        done.update(row.tests)
        if new:
            pytest.main(
                ["-q", "--no-header", "--no-summary", "-p", "no:terminal", f"--timeout={SECONDS}", *new], [watch]
            )
        held = say(row, watch) and held
    print(f"{len(table)} faults, {time.monotonic() - began:.0f} s: {'all of them hold' if held else 'NOT all hold'}")
    return 0 if held else 1


def say(row: Row, watch: Watch) -> bool:
    """Print the line of one fault and say whether it holds."""
    outcomes = [outcome for test in row.tests for outcome in watch.ended.get(test, ["missing"])]
    bad = [outcome for outcome in outcomes if outcome not in ("passed", "skipped")]
    skipped = outcomes.count("skipped")
    seconds = sum(watch.took[test] for test in row.tests)
    words = "NO" if bad else ("skipped" if skipped == len(outcomes) else "yes")
    more = f", {skipped} skipped" if skipped and skipped < len(outcomes) else ""
    print(f"{row.number:>3}  {words:<7} {row.fault} ({len(outcomes)} cases{more}, {seconds:.1f} s)", flush=True)
    return not bad


if __name__ == "__main__":
    sys.exit(main())
