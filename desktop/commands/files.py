"""Commands on whole files: sample, new, backup, restore, verify, export."""

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from desktop.clock import local_today
from desktop.commands.output import add_file, add_json, keep_apart, open_to_read, print_json
from resources.starter import TYPE_KEYS
from resources.words import tr
from storage.trouble import Trouble


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    sample = commands.add_parser("sample", help=tr("write the sample business"))
    add_file(sample)
    sample.set_defaults(run=run_sample)

    new = commands.add_parser("new", help=tr("begin a business with the rules of its type"))
    add_file(new)
    new.add_argument("--type", choices=TYPE_KEYS, required=True)
    new.add_argument("--person", action="append", default=[], metavar='"NAME:sales,operations,lead,owner"')
    new.add_argument("--country", default=None, metavar="NL")
    new.add_argument("--currency", default="EUR", metavar="EUR")
    new.add_argument("--hours", default=None, metavar="40", help=tr("the crew's hours in a week"))
    new.set_defaults(run=run_new)

    export = commands.add_parser("export", help=tr("every table, readable in a spreadsheet"))
    add_file(export)
    export.add_argument("folder", metavar="DIR", type=Path)
    export.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    export.set_defaults(run=run_export)

    backup = commands.add_parser("backup", help=tr("write a checked copy"))
    add_file(backup)
    backup.add_argument("out", metavar="OUT", type=Path, nargs="?", default=None)
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help=tr("bring a business back from a backup"))
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("out", metavar="OUT", type=Path)
    add_json(restore)
    restore.set_defaults(run=run_restore)

    verify = commands.add_parser("verify", help=tr("check a file from end to end"))
    add_file(verify)
    add_json(verify)
    verify.add_argument("--repair", action="store_true", help=tr("put right what is wrong; the file as it was is kept"))
    verify.set_defaults(run=run_verify)


def run_sample(arguments: argparse.Namespace) -> int:
    """Write the sample business."""
    from desktop.actions.business import create_sample

    create_sample(path=arguments.file, today=local_today()).close()
    print(tr("The sample business is in {file}.").format(file=arguments.file))
    return 0


def run_new(arguments: argparse.Namespace) -> int:
    """Begin a business whose rules are in force at once."""
    from desktop.actions.business import LONGEST_NAME, create_business, read_founder

    create_business(
        path=arguments.file,
        name=arguments.file.stem[:LONGEST_NAME],
        kind=arguments.type,
        founders=tuple(read_founder(text) for text in arguments.person),
        country=arguments.country,
        currency=arguments.currency,
        weekly_hours=None if arguments.hours is None else _hours(arguments.hours),
        today=local_today(),
    ).close()
    print(tr("The business is in {file}.").format(file=arguments.file))
    return 0


def _hours(text: str) -> Decimal:
    try:
        hours = Decimal(text)
    except InvalidOperation:
        hours = Decimal(-1)
    if not hours.is_finite() or not 0 <= hours <= 100_000:
        raise Trouble(tr("“{text}” is not a number of hours; write it as 40.").format(text=text))
    return hours


def run_export(arguments: argparse.Namespace) -> int:
    """Write every table for a spreadsheet."""
    from storage.export import export
    from storage.export_tables import SHEETS

    names = [f"{arguments.file.stem}.xlsx", *(f"{sheet.name}.csv" for sheet in SHEETS)]
    keep_apart(arguments.file, *(arguments.folder / name for name in names))
    with open_to_read(arguments) as book:
        written = export(book, arguments.folder, arguments.format)
    for path in written:
        print(path)
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a checked copy and name it."""
    from storage.backup import back_up

    print(back_up(arguments.file, arguments.out))
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore a backup and say what it holds, and where what was there before is kept."""
    from storage.restore import restore

    done = restore(arguments.backup, arguments.out)
    holds = done.holds
    changed = None if holds.changed_at is None else holds.changed_at.astimezone().isoformat(timespec="seconds")
    if arguments.json:
        last = None if changed is None else {"at": changed, "label": holds.label, "who": holds.who or None}
        kept = None if done.kept is None else str(done.kept)
        print_json({"restored": str(done.path), "deals": holds.deals, "last_change": last, "kept": kept})
        return 0
    print(tr("{file} is restored. Deals in it: {deals}.").format(file=arguments.out, deals=holds.deals))
    if changed is not None:
        who = holds.who or tr("Handshake")
        print(tr("Last change: {at}, {who}: {label}").format(at=changed, who=who, label=holds.label))
    if done.kept is not None:
        print(tr("What was there before is kept: {file}").format(file=done.kept))
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Check a file from end to end, and repair it when told to; exit code 1 when something is wrong with it."""
    from storage.verify import verify

    if arguments.repair:
        return _repair(arguments)

    report = verify(arguments.file)
    if arguments.json:
        print_json({"ok": report.ok, "rows": report.rows, "findings": list(report.findings)})
    elif report.ok:
        print(tr("Nothing is wrong with this file ({rows} rows checked).").format(rows=report.rows))
    else:
        for finding in report.findings:
            print(finding)
    return 0 if report.ok else 1


def _repair(arguments: argparse.Namespace) -> int:
    """Repair a file; exit code 1 when something of it was set aside or may be lost."""
    from storage.repair import repair

    result = repair(arguments.file)
    if arguments.json:
        kept, listed = (None if path is None else str(path) for path in (result.kept, result.listed))
        print_json(
            {
                "ok": True,
                "rows": result.rows,
                "findings": list(result.found),
                "done": list(result.done),
                "kept": kept,
                "listed": listed,
                "complete": result.complete,
            }
        )
    elif result.done:
        for say in result.done:
            print(say)
    else:
        print(tr("Nothing is wrong with this file ({rows} rows checked).").format(rows=result.rows))
    return 0 if result.complete else 1
