"""What commands print: one JSON document, or a short table for a person."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from resources.words import tr
from storage.book import Book
from storage.opening import check_readable, open_book
from storage.schema import SCHEMA_VERSION
from storage.trouble import Trouble

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a sheet may name as well; beyond them a calendar soon ends."""


def add_file(parser: argparse.ArgumentParser) -> None:
    """Let a command take the business file."""
    parser.add_argument("file", metavar="FILE", type=Path)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command answer with one JSON document."""
    parser.add_argument("--json", action="store_true", help=tr("one JSON document on standard output"))


def add_on(parser: argparse.ArgumentParser) -> None:
    """Let a day stand in for today, so that an answer can be repeated."""
    parser.add_argument("--on", metavar="DATE", type=day, default=None, help=tr("a day that stands in for today"))


def day(text: str) -> date:
    """Read a day as 2026-11-30; anything else is a wrong word."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("“{text}” is not a date; write it as 2026-11-30").format(text=text)
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(tr("{text} is too far away").format(text=text))
    return found


def open_file(arguments: argparse.Namespace) -> Book:
    """Open the file that the command is to change. Raises Trouble."""
    return open_book(arguments.file)


@contextmanager
def open_to_read(arguments: argparse.Namespace) -> Iterator[Book]:
    """Open the file of a command that only reads; not a byte of it changes. Raises Trouble."""
    with path_to_read(arguments.file) as path, open_book(path) as book:
        yield book


@contextmanager
def path_to_read(file: Path) -> Iterator[Path]:
    """Give the path under which a business file can be opened without changing it. Raises Trouble.

    A file that an older Handshake made would be brought up to date on opening, so a copy of it is given.
    """
    real, version = check_readable(file)
    if version == SCHEMA_VERSION:
        yield file
        return
    from storage.backup import back_up

    with TemporaryDirectory(prefix="handshake-") as folder:
        yield back_up(real, Path(folder) / real.name)


def keep_apart(file: Path, *outs: Path | None) -> None:
    """Raise Trouble when a command is told to write its answer over the business file itself."""
    for out in outs:
        try:
            same = out is not None and out.samefile(file)
        except (OSError, ValueError):
            same = False
        if same:
            raise Trouble(
                tr("“{name}” is your business file. Choose another name for what is written.").format(name=file.name)
            )


def print_json(document: Any) -> None:
    """Print one JSON document on one line: laid out for the eye, thousands of deals take seconds longer."""
    print(json.dumps(document, ensure_ascii=False))


def plain(value: Decimal | None) -> str | None:
    """Return an exact decimal as text without an exponent or needless zeros."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, each column as wide as it needs; the last one runs free."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headings))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
