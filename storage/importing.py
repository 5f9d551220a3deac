"""Taking the deals of a sheet into the file: good rows in one change, bad rows listed (command-line.md, import)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.deal import Stage
from framework.stages import PROMISED_STAGES
from resources.words import tr
from storage.amounts import minor_digits, to_units
from storage.book import Author, Book
from storage.intake import deal_columns, next_ref
from storage.sheet.likeness import normal_form
from storage.sheet.parse import ParsedDeal, ParsedSheet
from storage.sheet.problem import Problem

if TYPE_CHECKING:
    from storage.writing import Change

COPIED = (
    "quantity",
    "value",
    "discount_percent",
    "cost",
    "custom_parts",
    "payment_days",
    "probability_percent",
    "salesperson",
    "created_on",
    "promised_on",
    "expected_close_on",
    "won_on",
    "lost_on",
    "delivered_on",
    "rework",
    "client_score",
    "actual_cost",
    "actual_hours",
    "note",
)
"""Fields of a sheet that are fields of a deal under the same name."""


class ImportResult(NamedTuple):
    """What an import did: rows read, deals added and updated, rows left out, and why."""

    read: int
    added: int
    updated: int
    skipped: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


class _Known(NamedTuple):
    """What the file holds already, by the names a sheet uses."""

    refs: dict[str, str]
    clients: dict[str, str]
    offerings: dict[str, str]
    crews: dict[str, str]
    first_crew: str | None
    hours: dict[tuple[str, str], str]


def import_deals(
    book: Book,
    parsed: ParsedSheet,
    *,
    who: Author,
    today: date,
    name: str,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportResult:
    """Write the deals of a sheet into the file, all in one change that one Undo puts back.

    A deal whose `ref` is known is updated with what the sheet holds; blank cells leave the deal as it is. Unknown
    offerings become drafts in the catalogue. `dry_run` only counts. `progress(done, of)` may raise to cancel: then
    nothing is changed. Raises Trouble.
    """
    known = _read_known(book)
    good, problems = _with_known_crews(parsed.deals, known)
    listed = sorted([*parsed.problems, *problems], key=lambda problem: problem.row)
    updated = sum(1 for deal in good if deal.ref is not None and deal.ref in known.refs)
    result = ImportResult(
        parsed.read, len(good) - updated, updated, parsed.read - len(good), tuple(listed), tuple(parsed.notes)
    )
    if dry_run or not good:
        return result
    head = book.row("SELECT currency FROM business LIMIT 1")
    digits = minor_digits(str(head[0]) if head else "EUR")
    with book.change(tr("Import {name}").format(name=name), who=who) as change:
        change.preload("deal", [known.refs[deal.ref] for deal in good if deal.ref in known.refs])
        year, _, number = next_ref(book, today).rpartition("-")
        for position, deal in enumerate(good):
            ref = deal.ref
            if ref is None:
                ref, number = f"{year}-{int(number):03d}", str(int(number) + 1)
            _write(change, deal, ref, known, today, digits)
            if progress is not None and position % 200 == 0:
                progress(position, len(good))
    return result


def _read_known(book: Book) -> _Known:
    crews = book.rows("SELECT id, name FROM crew ORDER BY position, name, id")
    return _Known(
        refs=dict(book.rows("SELECT ref, id FROM deal")),
        clients=dict(book.rows("SELECT name, id FROM client")),
        offerings={normal_form(name): id for id, name in book.rows("SELECT id, name FROM offering")},
        crews={normal_form(name): id for id, name in crews},
        first_crew=crews[0][0] if crews else None,
        hours={(deal, crew): id for id, deal, crew in book.rows("SELECT id, deal_id, crew_id FROM deal_hours")},
    )


def _with_known_crews(deals: list[ParsedDeal], known: _Known) -> tuple[list[ParsedDeal], list[Problem]]:
    good, problems = [], []
    for deal in deals:
        if deal.crew and normal_form(deal.crew) not in known.crews:
            say = tr("“{crew}” is not one of your crews.").format(crew=deal.crew)
            problems.append(Problem(deal.row, "crew", deal.crew, say))
        else:
            good.append(deal)
    return good, problems


def _write(change: "Change", deal: ParsedDeal, ref: str, known: _Known, today: date, digits: int) -> None:
    fields = _fields(deal, known.refs.get(ref) is None, today)
    columns = deal_columns(fields, digits=digits)
    columns["client_id"] = _client(change, deal.client, known)
    if deal.offering is not None:
        columns["offering_id"] = _offering(change, deal.offering, known)
    deal_id = known.refs.get(ref)
    if deal_id is None:
        deal_id = change.add("deal", {"ref": ref, **columns})
        known.refs[ref] = deal_id
    else:
        _keep_first_promise(change, deal_id, columns)
        change.update("deal", deal_id, columns)
    crew = known.crews[normal_form(deal.crew)] if deal.crew else known.first_crew
    if deal.hours is not None and crew is not None:
        _write_hours(change, deal_id, crew, deal.hours, known)


def _fields(deal: ParsedDeal, is_new: bool, today: date) -> dict[str, Any]:
    """Return the fields of a deal that the row fills; blank cells fill nothing."""
    fields = {name: getattr(deal, name) for name in COPIED if getattr(deal, name) not in (None, "")}
    stage = deal.stage
    if stage is None and is_new:
        stage = _stage_from_days(fields)
    if stage is not None:
        fields["stage"] = stage
    if stage in PROMISED_STAGES and "promised_on" in fields:
        fields["first_promised_on"] = fields["promised_on"]
    if is_new and "created_on" not in fields:
        known_days = [fields[name] for name in ("won_on", "lost_on", "delivered_on") if name in fields]
        fields["created_on"] = min([*known_days, today])
    return fields


def _stage_from_days(fields: Mapping[str, Any]) -> Stage:
    if "delivered_on" in fields:
        return Stage.DELIVERED
    if "lost_on" in fields:
        return Stage.LOST
    return Stage.WON if "won_on" in fields else Stage.INTAKE


def _keep_first_promise(change: "Change", deal_id: str, columns: dict[str, Any]) -> None:
    """A second import may move the promised date; the first promise stays what it was."""
    current = change.current("deal", deal_id) or {}
    if current.get("first_promised_on"):
        columns.pop("first_promised_on", None)


def _client(change: "Change", name: str, known: _Known) -> str:
    wanted = " ".join(name.split())
    if wanted not in known.clients:
        known.clients[wanted] = change.add("client", {"name": wanted})
    return known.clients[wanted]


def _offering(change: "Change", name: str, known: _Known) -> str:
    form = normal_form(name)
    if form not in known.offerings:
        known.offerings[form] = change.add(
            "offering", {"name": " ".join(name.split()), "draft": True, "position": len(known.offerings)}
        )
    return known.offerings[form]


def _write_hours(change: "Change", deal_id: str, crew: str, hours: Decimal, known: _Known) -> None:
    row_id = known.hours.get((deal_id, crew))
    if row_id is None:
        known.hours[deal_id, crew] = change.add(
            "deal_hours", {"deal_id": deal_id, "crew_id": crew, "hundredths": to_units(hours)}
        )
    else:
        change.update("deal_hours", row_id, {"hundredths": to_units(hours)})
