"""`make bench`: start-up, memory and answer times, each beside its floor in the same run and beside its target.

`--runs N` takes the median of N runs instead of eleven; three are enough for a look. `--program PATH` names a built
program, dist/handshake/handshake where it is not said. `--only starts` leaves out all but the starts and the sizes.
"""

import argparse
import csv
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desktop.clock import local_today
from tests.bench.big_business import Mix, realistic, write_big
from tests.bench.commits import commit_times
from tests.bench.outside import PROGRAM, outside
from tests.bench.processes import REPOSITORY, medians, seconds, told
from tests.bench.table import Figure, table_text

SMALL = Mix(open=200, sold=12, delivered=60, lost=20)
MANY_OPEN = Mix(open=10_000, sold=300, delivered=3_000, lost=1_000)
REAL_SHEET = REPOSITORY.parent / "shared" / "data" / "crm" / "sales_pipeline.csv"
SHEET_ROWS = 8_800


def main() -> None:
    """Write the files, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--program", type=Path, default=PROGRAM)
    parser.add_argument("--only", choices=("starts",))
    said = parser.parse_args()
    runs = max(1, said.runs)
    with tempfile.TemporaryDirectory(prefix="handshake-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        say("writing business files of 200, 10,000 and 100,000 deals")
        files = {name: home / f"{name}.handshake" for name in ("small", "10k", "100k", "open")}
        today = local_today()
        for name, mix in (
            ("small", SMALL),
            ("10k", realistic(10_000)),
            ("100k", realistic(100_000)),
            ("open", MANY_OPEN),
        ):
            write_big(files[name], mix, today)
        if hasattr(os, "sync"):
            os.sync()  # half a gigabyte on its way to the disk would be in the way of every commit
        figures = [
            *starts(files, home, runs),
            *screen_starts(files, home, runs),
            *seen_starts(files, home, runs, said.program.absolute()),
        ]
        if said.only is None:
            figures += [*answers(files, home, runs), *whole_files(files, home, runs)]
    print(table_text(figures))


def say(what: str) -> None:
    """Tell what is being done, beside the table."""
    print(what, file=sys.stderr, flush=True)


def starts(files: dict[str, Path], home: Path, runs: int) -> list[Figure]:
    """Measure from the start of the process to the first frame, and what comes behind it."""
    say("starting windows")
    bare, small, large, ready, chart = [], [], [], [], []
    for _ in range(runs + 1):
        bare.append(told("bare_window.py", home=home))
        small.append(told("real_window.py", str(files["small"]), "painted", home=home))
        large.append(told("real_window.py", str(files["100k"]), "painted", home=home))
        ready.append(told("real_window.py", str(files["small"]), "ready", home=home))
    for _ in range(min(runs, 3)):
        chart.append(told("real_window.py", str(files["small"]), "chart", home=home))
    # The first of each compiles modules and warms the disk's cache.
    floor, first, many, whole = (medians(each[1:]) for each in (bare, small, large, ready))
    drawn = medians(chart)
    return [
        Figure("first tab painted, 200 deals", first["painted"], "ms", 1.4, floor["painted"]),
        Figure("the same with 100,000 deals", many["painted"], "ms", 1.1, first["painted"]),
        Figure("all writes ready behind it", whole["ready"], "ms", 4.0, floor["painted"]),
        Figure("longest stall meanwhile", whole["stall"], "ms", 70),
        Figure("memory at first paint", first["memory"], "MiB", 1.2, floor["memory"]),
        Figure("memory with SQLModel", whole["ready_memory"], "MiB", 1.9, floor["memory"]),
        Figure("memory with a chart", drawn["chart_memory"], "MiB", 2.7, floor["memory"]),
    ]


def screen_starts(files: dict[str, Path], home: Path, runs: int) -> list[Figure]:
    """Measure the first frame on a real screen (or Xvfb), where there is one."""
    name = "first tab painted, on a screen"
    if not os.environ.get("DISPLAY"):
        return [Figure(name, None, "ms", 1.4, note="no DISPLAY here")]
    bare, small = [], []
    for _ in range(runs + 1):
        bare.append(told("bare_window.py", home=home, platform="xcb"))
        small.append(told("real_window.py", str(files["small"]), "painted", home=home, platform="xcb"))
    return [Figure(name, medians(small[1:])["painted"], "ms", 1.4, medians(bare[1:])["painted"])]


def seen_starts(files: dict[str, Path], home: Path, runs: int, program: Path) -> list[Figure]:
    """Measure the built program and LibreOffice Calc from outside, where they are."""
    say("starting the built program, and LibreOffice Calc on an equal sheet")
    return outside(files["small"], home, runs, program)


def answers(files: dict[str, Path], home: Path, runs: int) -> list[Figure]:
    """Measure what a click waits for in the open window."""
    figures = []
    for name, deals, most in (("10k", "10,000 deals", 16), ("100k", "100,000 deals", 50)):
        say(f"clicking about in {deals}")
        copy = Path(shutil.copyfile(files[name], home / f"clicked-{name}.handshake"))
        found = told("open_window.py", str(copy), str(runs), home=home)
        figures += [
            Figure(f"tick saved and painted, {deals} (p95)", found["tick"], "ms", most),
            Figure(f"another deal shown, {deals} (p95)", found["move"], "ms", 50),
            Figure(f"another tab shown, {deals} (p95)", found["tab"], "ms", 50),
            Figure(f"the same after a change, {deals} (p95)", found["tab_stale"], "ms", 50),
            Figure(f"list filtered, {deals} (p95)", found["filter"], "ms", 50),
        ]
    ticks, bare = commit_times(Path(shutil.copyfile(files["10k"], home / "ticked.handshake")), runs * 4)
    return [*figures, Figure("tick saved, no window", ticks, "ms", 4, bare)]


def whole_files(files: dict[str, Path], home: Path, runs: int) -> list[Figure]:
    """Measure commands on many deals, start-up taken off where the target says so."""
    say("importing and checking")
    times = range(min(runs, 3))
    start = min(seconds("--version", home=home) for _ in times)
    check = min(seconds("check", str(files["open"]), home=home) for _ in times) - start
    sheet = REAL_SHEET if REAL_SHEET.is_file() else twin_sheet(home / "twin.csv")
    what = "the real" if sheet == REAL_SHEET else "synthetic"
    imports = []
    for number in times:
        fresh = home / f"imported-{number}.handshake"
        seconds("new", str(fresh), "--type", "blank", "--person", "Ana:sales,operations,owner", home=home)
        imports.append(seconds("import", str(fresh), str(sheet), home=home, good=(0, 1)))
    return [
        Figure("check of 10,000 open deals, after start-up", check, "s", 2),
        Figure(f"import of {SHEET_ROWS:,} rows ({what})", min(imports), "s", 5),
    ]


def twin_sheet(path: Path) -> Path:
    """Write a sheet in the shape of the real one, for machines that have not got it."""
    stages = ("Won", "Lost", "Engaging", "Prospecting")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            "opportunity_id sales_agent product account deal_stage engage_date close_date close_value".split()
        )
        for number in range(SHEET_ROWS):
            stage = stages[number * 7 % 4]
            engaged = date(2016, 10, 20) + timedelta(days=number % 400)
            closed = engaged + timedelta(days=30 + number % 90)
            over = stage in ("Won", "Lost")
            writer.writerow(
                (
                    f"T{number:07d}",
                    ("Moses Frase", "Zane Levy", "Cassey Cress")[number % 3],
                    ("GTX Pro", "GTX Basic", "MG Special")[number % 3],
                    "" if number % 6 == 0 else f"Account {number % 85}",
                    stage,
                    "" if stage == "Prospecting" else f"{engaged:%d-%m-%y}",
                    f"{closed:%d-%m-%y}" if over else "",
                    (100 + number % 5000 if stage == "Won" else 0) if over else "",
                )
            )
    return path


if __name__ == "__main__":
    main()
