"""The program as it is built, and LibreOffice Calc on an equal sheet: their starts seen from outside, and sizes."""

import shutil
import sqlite3
import statistics
import sys
from contextlib import closing
from pathlib import Path

from tests.bench.processes import HERE, REPOSITORY
from tests.bench.seen import missing_tools, screen, seen
from tests.bench.table import Figure

PROGRAM = REPOSITORY / "dist" / "handshake" / "handshake"
DEALS = (
    "SELECT d.ref, c.name, o.name, d.stage, d.value_minor / 100.0, d.promised_on, d.note FROM deal d "
    "JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id ORDER BY d.ref"
)
HEADINGS = ("Reference", "Client", "Offering", "Stage", "Value", "Promised", "Note")
OFFICE = ("soffice", "localc", "libreoffice")
NOT_BUILT, NO_CALC = "not built", "LibreOffice Calc is not installed"
BARE, BUSINESS, SHEET = "Bare window", "Big Signs", "deals-of-the-bench"


def outside(file: Path, home: Path, runs: int, program: Path) -> list[Figure]:
    """Measure how soon each window shows on the same deals, in turn, and how large the built program is."""
    built = program if program.is_file() else None
    office = next((found for name in OFFICE if (found := shutil.which(name))), None)
    names = ("installed: its window shows", "the window shows, beside Calc's", "the window shows, from source")
    missing = missing_tools()
    if missing:
        return [*(Figure(name, None, "ms", 0, note=missing) for name in names), *sizes(program)]
    times: dict[str, list[float]] = {}
    with screen() as display:
        for number in range(runs + 1):
            starts = {
                "bare": ([sys.executable, str(HERE / "bare_window.py"), "stay"], BARE),
                "source": ([sys.executable, "-m", "desktop", str(file)], BUSINESS),
            }
            if built is not None:
                starts["built"] = ([str(built), str(file)], BUSINESS)
            if office is not None:
                # A sheet that was open when Calc was ended would be held as open by somebody.
                sheet = write_sheet(file, home / f"{SHEET}-{number}.xlsx")
                profile = f"-env:UserInstallation={(home / 'office').as_uri()}"
                starts["calc"] = ([office, "--calc", "--nologo", "--norestore", profile, str(sheet)], sheet.stem)
            for who, (command, name) in starts.items():
                times.setdefault(who, []).append(seen(command, name, display=display, home=home))
    # The first of each warms the disk's cache; Calc makes its profile in it.
    middle = {who: statistics.median(each[1:]) for who, each in times.items()}
    mine = middle.get("built", middle["source"])
    return [
        Figure(names[0], middle.get("built"), "ms", 1.6, middle["bare"], note=NOT_BUILT),
        Figure(names[1], mine if office else None, "ms", 0.3, middle.get("calc"), note=NO_CALC),
        Figure(names[2], middle["source"], "ms", 1.4, middle["bare"]),
        *sizes(program),
    ]


def write_sheet(file: Path, sheet: Path) -> Path:
    """Write the deals of a business file as a sheet, and return it."""
    import xlsxwriter

    with closing(sqlite3.connect(file)) as connection, xlsxwriter.Workbook(sheet) as book:
        page = book.add_worksheet("Deals")
        page.write_row(0, 0, HEADINGS)
        for number, row in enumerate(connection.execute(DEALS), 1):
            page.write_row(number, 0, row)
    return sheet


def sizes(program: Path) -> list[Figure]:
    """Return how large the built program is, unpacked and as a package of Debian."""
    folder = program.parent
    whole = folder_size(folder) / 2**20 if program.is_file() else None
    packages = sorted(folder.parent.glob("*.deb")) if program.is_file() else []
    package = packages[-1].stat().st_size / 10**6 if packages else None
    return [
        Figure("size of the built program", whole, "MiB", 200, note=NOT_BUILT),
        Figure("size of its .deb", package, "MB", 60, note=NOT_BUILT),
    ]


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder, each counted once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
