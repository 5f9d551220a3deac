"""Long work on a whole business file, each on a connection of its own: export, backup, check, import."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storage.book import Author
from storage.opening import open_book

if TYPE_CHECKING:
    from desktop.actions.sheet import Looked, Preview, Source
    from storage.importing import ImportResult
    from storage.repair import Repair
    from storage.sheet.glance import Way
    from storage.sheet.parse import ParsedSheet
    from storage.sheet.table import Table
    from storage.verify import Report

Progress = Callable[[int, int], None]


class Imported(NamedTuple):
    """What an import did; `seq` and `label` are its change, for `Book.take_over` (None: nothing was changed)."""

    result: "ImportResult"
    seq: int | None
    label: str


def export_file(path: Path, folder: Path, format: str, progress: Progress) -> list[Path]:
    """Write every table of the business at `path` into `folder`, as "csv" or "xlsx". Raises Trouble."""
    from storage.export import export

    with open_book(path, check_all=False) as book:
        return list(export(book, folder, format))


def back_up_file(path: Path, place: Path | None, progress: Progress) -> Path:
    """Write a checked copy of the business at `path` into `place` (None: beside it) and return where it is.

    Raises Trouble.
    """
    from storage.backup import back_up

    return back_up(path, place=place)


def verify_file(path: Path, progress: Progress) -> "Report":
    """Check the business at `path` from end to end, without changing it. Raises Trouble."""
    from storage.verify import verify

    return verify(path)


def repair_file(path: Path, progress: Progress) -> "Repair":
    """Repair the business at `path`, which no window has open; the file as it was is kept. Raises Trouble."""
    from storage.repair import repair

    return repair(path, progress)


def look_file(path: Path, sheet: Path, source: "Source", progress: Progress) -> "Looked":
    """Read `sheet` as a table, for the business at `path`. Raises Trouble and EncodingUnknown."""
    from desktop.actions.sheet import look_at_sheet

    with open_book(path, check_all=False) as book:
        looked = look_at_sheet(book=book, sheet=sheet, source=source)
    progress(1, 1)
    return looked


def preview_file(path: Path, table: "Table", way: "Way", name: str, today: date, progress: Progress) -> "Preview":
    """Say what taking in `table` would do to the business at `path`; nothing is changed. Raises Trouble."""
    from desktop.actions.sheet import preview_sheet

    with open_book(path, check_all=False) as book:
        return preview_sheet(book=book, table=table, way=way, name=name, today=today, progress=progress)


def import_file(
    path: Path, window: str, parsed: "ParsedSheet", name: str, today: date, who: Author, progress: Progress
) -> Imported:
    """Take the deals of a sheet into the business at `path`, in the name of the book whose `window` is given.

    `progress` may raise to cancel: then nothing is changed. Raises Trouble.
    """
    from storage.importing import import_deals

    with open_book(path, check_all=False) as book:
        book.window = window
        result = import_deals(book, parsed, who=who, today=today, name=name, progress=progress)
        return Imported(result, book.last_seq, book.undo_label or "")
