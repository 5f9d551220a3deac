"""The command that takes in a sheet: import."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import local_today
from desktop.commands.output import add_file, add_json, open_file, open_to_read, print_json
from framework.deal import Stage
from resources.words import tr
from storage.sheet.problem import shown
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.importing import ImportResult

SHOWN_PROBLEMS = 20


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module to the parser."""
    take_in = commands.add_parser("import", help=tr("deals from a CSV or XLSX sheet"))
    add_file(take_in)
    take_in.add_argument("sheet", metavar="SHEET", type=Path)
    take_in.add_argument("--map", action="append", default=[], metavar="field=Column", nargs="+")
    take_in.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), default=None)
    take_in.add_argument("--dry-run", action="store_true", help=tr("read the sheet, change nothing"))
    add_json(take_in)
    take_in.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Take the deals of a sheet in; exit code 1 when rows were left out."""
    result = _take_in(arguments)
    if arguments.json:
        print_json(
            {
                "read": result.read,
                "added": result.added,
                "updated": result.updated,
                "skipped": result.skipped,
                "problems": [problem._asdict() for problem in result.problems],
                "notes": list(result.notes),
                "dry_run": arguments.dry_run,
            }
        )
        return 1 if result.problems else 0
    line = tr("{read} rows read, {added} deals added, {updated} updated, {skipped} rows left out.")
    print(line.format(read=result.read, added=result.added, updated=result.updated, skipped=result.skipped))
    for note in result.notes:
        print(note)
    for problem in result.problems[:SHOWN_PROBLEMS]:
        print(tr("Row {row}, {column}: {say}").format(row=problem.row, column=problem.column or "-", say=problem.say))
    more = len(result.problems) - SHOWN_PROBLEMS
    if more > 0:
        print(tr("… and {count} more; --json lists them all.").format(count=more))
    return 1 if result.problems else 0


def _take_in(arguments: argparse.Namespace) -> "ImportResult":
    from desktop.actions.sheet import import_sheet
    from storage.sheet.columns import AmbiguousDates
    from storage.sheet.stages import UnknownStages

    try:
        with open_to_read(arguments) if arguments.dry_run else open_file(arguments) as book:
            return import_sheet(
                book=book,
                sheet=arguments.sheet,
                overrides=tuple(pair for group in arguments.map for pair in group),
                date_order=arguments.date_order,
                today=local_today(),
                dry_run=arguments.dry_run,
            )
    except AmbiguousDates as unclear:
        say = tr(
            "Dates such as {example} in {columns} can be read in more than one order. "
            "Say which with --date-order dmy (day first), mdy (month first) or ymd (year first)."
        )
        columns = ", ".join(f"“{column}”" for column in unclear.columns)
        raise Trouble(say.format(example=unclear.example, columns=columns)) from unclear
    except UnknownStages as unknown:
        say = tr(
            "These stages are not known: {names}. Call them {stages} in the sheet, "
            "or leave the column out with “--map stage=”."
        )
        names = ", ".join(f"“{shown(name)}”" for name in unknown.names)
        raise Trouble(say.format(names=names, stages=", ".join(Stage))) from unknown
