"""What commands print: one JSON document, or a short table for a person."""

import argparse
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from resources.words import tr
from storage.book import Book
from storage.opening import open_book


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
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("“{text}” is not a date; write it as 2026-11-30").format(text=text)
        ) from None


def open_file(arguments: argparse.Namespace) -> Book:
    """Open the file that the command names. Raises Trouble."""
    return open_book(arguments.file)


def print_json(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


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
