"""The command that counts: scorecard."""

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any

from desktop.actions.desk import read_desk
from desktop.actions.scorecard import Scorecard, period, read_scorecard, read_trends
from desktop.clock import local_today
from desktop.commands.output import add_file, add_json, add_on, day, open_to_read, print_json, print_table
from framework.figure import Figure
from framework.periods import Step
from framework.scorecard import Score
from resources.words import tr

PLACES = 3
"""So many decimals a ratio, a mean or a number of days has in JSON."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    scorecard = commands.add_parser("scorecard", help=tr("the shared figures of a period"))
    add_file(scorecard)
    scorecard.add_argument(
        "--from", dest="first", metavar="DATE", type=day, default=None, help=tr("its first day; else 91 days")
    )
    scorecard.add_argument(
        "--to", dest="last", metavar="DATE", type=day, default=None, help=tr("its last day; else today")
    )
    scorecard.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        default=None,
        help=tr("also write the figures, month by month, into a .csv or .xlsx file"),
    )
    add_on(scorecard)
    add_json(scorecard)
    scorecard.set_defaults(run=run_scorecard)


def run_scorecard(arguments: argparse.Namespace) -> int:
    """Print the shared figures of a period."""
    today = arguments.on or local_today()
    first, last = period(arguments.first, arguments.last, today)
    with open_to_read(arguments) as book:
        desk = read_desk(book, today)
        found = read_scorecard(book, desk, first, last)
        if arguments.out is not None:
            from desktop.actions.scorecard_export import export_figures

            export_figures(book=book, desk=desk, step=Step.MONTH, path=arguments.out)
        directions = {}
        if arguments.json:
            directions = {
                str(each): str(one.direction) for each, one in read_trends(book, desk, Step.MONTH, today).items()
            }
    if arguments.json:
        print_json({**_document(found), "directions": directions})
    else:
        _print(found)
    return 0


def _document(found: Scorecard) -> dict[str, Any]:
    document: dict[str, Any] = {"from": found.first.isoformat(), "to": found.last.isoformat()}
    for name, score in found.scores.items():
        document[name] = {"count": score.count, "of": score.of, "value": _number(score.value)}
        if name == "exceptions":
            document["against_rules"] = {"count": found.against_rules}
    document["targets"] = {str(figure): _number(target.value) for figure, target in found.targets.items()}
    return document


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else round(float(value), PLACES)


def _print(found: Scorecard) -> None:
    from desktop.wording import figures

    print(tr("From {first} to {last}").format(first=figures.day_year(found.first), last=figures.day_year(found.last)))
    rows = [(_name(name), _words(name, score)) for name, score in found.scores.items()]
    at = list(found.scores).index("exceptions") + 1
    rows.insert(at, (tr("Promised against a rule"), figures.number(found.against_rules)))
    print_table((tr("Figure"), tr("Value")), rows)


def _name(name: str) -> str:
    from desktop.wording.scorecard import name_of

    own = {"margin_planned": tr("Margin, planned"), "margin_actual": tr("Margin, actual")}
    return own.get(name) or name_of(Figure(name))


def _words(name: str, score: Score) -> str:
    from desktop.wording import figures

    if score.value is None:
        return tr("none")
    deals = tr("1 deal") if score.of == 1 else tr("{count} deals").format(count=figures.number(score.of))
    match name:
        case "client_score":
            said = tr("{score} of 5, {deals}").format(score=figures.number(score.value), deals=deals)
        case "throughput_days":
            said = tr("{days}, {deals}").format(days=figures.days(score.value), deals=deals)
        case "margin" | "margin_planned" | "margin_actual":
            said = tr("{share}, {deals}").format(share=figures.percent(score.value * 100, 1), deals=deals)
        case "days_since_visit":
            said = figures.days(score.value)
        case "load_ahead":
            said = figures.percent(score.value * 100, 1)
        case "saves":
            said = figures.number(score.count)
        case "honest_wins":
            said = tr("{count} of {all}").format(count=figures.number(score.count), all=figures.number(score.of))
        case _:
            said = figures.share(score.count, score.of)
            if score.of >= figures.FEW:
                said = tr("{share}, {count} of {all}").format(
                    share=said, count=figures.number(score.count), all=figures.number(score.of)
                )
    return said
