"""Long work on a whole business file, each on a connection of its own: export, backup, check, import."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framework.deal import Stage
from storage.book import Author
from storage.opening import open_book

if TYPE_CHECKING:
    from storage.importing import ImportResult
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


def back_up_file(path: Path, progress: Progress) -> Path:
    """Write a checked copy beside the business at `path` and return where it is. Raises Trouble."""
    from storage.backup import back_up

    return back_up(path)


def verify_file(path: Path, progress: Progress) -> "Report":
    """Check the business at `path` from end to end, without changing it. Raises Trouble."""
    from storage.verify import verify

    return verify(path)


def import_file(
    path: Path,
    window: str,
    sheet: Path,
    today: date,
    who: Author,
    date_order: str | None,
    stages: Mapping[str, Stage],
    progress: Progress,
) -> Imported:
    """Take the deals of `sheet` into the business at `path`, in the name of the book whose `window` is given.

    `progress` may raise to cancel: then nothing is changed. Raises Trouble, AmbiguousDates and UnknownStages.
    """
    from desktop.actions.sheet import import_sheet

    with open_book(path, check_all=False) as book:
        book.window = window
        result = import_sheet(
            book=book, sheet=sheet, today=today, who=who, date_order=date_order, stages=stages, progress=progress
        )
        return Imported(result, book.last_seq, book.undo_label or "")
