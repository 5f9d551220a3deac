"""Taking the deals of a sheet into the file: good rows in one change, bad rows listed (command-line.md, import)."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.deal import Stage
from framework.stages import PROMISED_STAGES
from resources.words import tr
from storage.amounts import minor_digits, to_units
from storage.book import Author, Book
from storage.intake_writing import deal_columns, newest_template, next_ref
from storage.keys import new_id
from storage.outcome import make_look_backs_of
from storage.sheet.likeness import match_names, normal_form, one_spelling
from storage.sheet.parse import ParsedDeal, ParsedSheet
from storage.sheet.problem import Problem, shown

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

LONGEST_REF = 100
MOST_HOURS = 1_000_000

_NO_LONGER = {
    Stage.LEAD: ("won_on", "won_at", "lost_on", "delivered_on"),
    Stage.INTAKE: ("won_on", "won_at", "lost_on", "delivered_on"),
    Stage.OFFERED: ("won_on", "won_at", "lost_on", "delivered_on"),
    Stage.WON: ("lost_on", "delivered_on"),
    Stage.IN_DELIVERY: ("lost_on", "delivered_on"),
    Stage.DELIVERED: ("lost_on",),
    Stage.LOST: ("won_on", "won_at", "delivered_on"),
}
"""Days that a deal loses when a sheet moves it to another stage, as `framework.stages.moved` takes them away."""


class ImportResult(NamedTuple):
    """What an import did: rows read, deals added and updated, rows left out, and why.

    `drafts` are the names of offerings that were not in the catalogue and became drafts in it.
    """

    read: int
    added: int
    updated: int
    skipped: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    drafts: tuple[str, ...] = ()


class _Known(NamedTuple):
    """What the file holds already, by the names a sheet uses. `hours`: by deal and crew, row key and hundredths."""

    refs: dict[str, str]
    clients: dict[str, str]
    offerings: dict[str, str]
    crews: dict[str, str]
    first_crew: str | None
    hours: dict[str, dict[str, tuple[str, int]]]
    template: str | None


class _Fresh(NamedTuple):
    """Rows that are new, to be added all at once."""

    deals: list[dict[str, Any]]
    hours: list[dict[str, Any]]


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
    head = book.row("SELECT currency FROM business LIMIT 1")
    digits = minor_digits(str(head[0]) if head else "EUR")
    good, problems = _that_fit(parsed, known, digits)
    listed = sorted([*parsed.problems, *problems], key=lambda problem: problem.row)
    updated = sum(1 for deal in good if deal.ref is not None and deal.ref in known.refs)
    same = one_spelling(deal.offering for deal in good if deal.offering is not None)
    names = {name: found or same[name] for name, found in match_names(same, known.offerings).items()}
    result = ImportResult(
        parsed.read,
        len(good) - updated,
        updated,
        parsed.read - len(good),
        tuple(listed),
        tuple(parsed.notes),
        tuple(sorted(set(names.values()) - known.offerings.keys())),
    )
    if dry_run or not good:
        return result
    taken = {deal.ref for deal in good}
    with book.change(tr("Import {name}").format(name=name), who=who) as change:
        change.preload("deal", [known.refs[deal.ref] for deal in good if deal.ref in known.refs])
        year, _, number = next_ref(book, today).rpartition("-")
        numbers = (f"{year}-{free:03d}" for free in count(int(number)))
        # A number that a later row of the sheet brings along belongs to that row.
        free_refs = (ref for ref in numbers if ref not in taken and ref not in known.refs)
        fresh = _Fresh([], [])
        written = []
        for position, deal in enumerate(good):
            ref = next(free_refs) if deal.ref is None else deal.ref
            written.append(ref)
            if deal.offering is not None:
                deal = deal._replace(offering=names[deal.offering])
            _write(change, deal, ref, known, fresh, today, digits)
            if progress is not None and position % 200 == 0:
                progress(position, len(good))
        change.add_many("deal", fresh.deals)
        change.add_many("deal_hours", fresh.hours)
        change.flush()
        make_look_backs_of(book, change, {known.refs[ref] for ref in written}, today)
    return result


def known_refs(book: Book) -> frozenset[str]:
    """Return the references that deals in the file have."""
    return frozenset(ref for (ref,) in book.rows("SELECT ref FROM deal"))


def _read_known(book: Book) -> _Known:
    crews = book.rows("SELECT id, name FROM crew ORDER BY position, name, id")
    hours: dict[str, dict[str, tuple[str, int]]] = {}
    for row_id, deal, crew, hundredths in book.rows(
        "SELECT h.id, h.deal_id, h.crew_id, h.hundredths FROM deal_hours h JOIN crew w ON w.id = h.crew_id "
        "ORDER BY w.position, w.name, w.id"
    ):
        hours.setdefault(deal, {})[crew] = (row_id, hundredths)
    return _Known(
        refs=dict(book.rows("SELECT ref, id FROM deal")),
        clients=dict(book.rows("SELECT name, id FROM client")),
        offerings=dict(book.rows("SELECT name, id FROM offering")),
        crews={normal_form(name): id for id, name in crews},
        first_crew=crews[0][0] if crews else None,
        hours=hours,
        template=newest_template(book),
    )


def _that_fit(parsed: ParsedSheet, known: _Known, digits: int) -> tuple[list[ParsedDeal], list[Problem]]:
    """Return the deals that the file can hold, and a problem for each of the others: one bad row spoils no import."""
    good, problems = [], []
    for deal in parsed.deals:
        problem = _misfit(deal, known, digits)
        if problem is None:
            good.append(deal)
        else:
            # By the name that the column has in the sheet.
            column = problem.column or ""
            problems.append(problem._replace(column=parsed.columns.get(column, column)))
    return good, problems


def _misfit(deal: ParsedDeal, known: _Known, digits: int) -> Problem | None:
    if deal.crew and normal_form(deal.crew) not in known.crews:
        return Problem(deal.row, "crew", deal.crew, tr("“{crew}” is not one of your crews.").format(crew=deal.crew))
    if deal.ref is not None and len(deal.ref) > LONGEST_REF:
        say = tr("A reference may have {count} characters.").format(count=LONGEST_REF)
        return Problem(deal.row, "ref", shown(deal.ref), say)
    if deal.value is not None and deal.value < 0:
        return Problem(deal.row, "value", str(deal.value), tr("Cannot be below 0."))
    for name in ("value", "cost", "actual_cost"):
        amount = getattr(deal, name)
        try:
            to_units(amount, digits)
        except ValueError:
            return Problem(deal.row, name, str(amount), tr("Too large."))
    for name in ("hours", "actual_hours"):
        amount = getattr(deal, name)
        if amount is not None and amount > MOST_HOURS:
            return Problem(deal.row, name, str(amount), tr("Too large."))
    return None


def _write(
    change: "Change", deal: ParsedDeal, ref: str, known: _Known, fresh: _Fresh, today: date, digits: int
) -> None:
    fields = _fields(deal, known.refs.get(ref) is None, today)
    columns = deal_columns(fields, digits=digits)
    columns["client_id"] = _client(change, deal.client, known)
    if deal.offering is not None:
        columns["offering_id"] = _offering(change, deal.offering, known)
    deal_id = known.refs.get(ref)
    if deal_id is None:
        deal_id = known.refs[ref] = new_id()
        fresh.deals.append({"id": deal_id, "ref": ref, "template_id": known.template, **columns})
        if deal.hours is not None:
            crew = known.crews[normal_form(deal.crew)] if deal.crew else known.first_crew
            hours = {"deal_id": deal_id, "crew_id": crew, "hundredths": to_units(deal.hours)}
            fresh.hours.extend([{"id": new_id(), **hours}] if crew is not None else [])
        return
    else:
        current = change.current("deal", deal_id) or {}
        _keep_first_promise(current, columns)
        if columns.get("stage", current.get("stage")) != current.get("stage"):
            columns = {**dict.fromkeys(_NO_LONGER[Stage(columns["stage"])]), **columns}
        change.update("deal", deal_id, columns)
    if deal.hours is not None:
        crew = known.crews[normal_form(deal.crew)] if deal.crew else None
        _write_hours(change, deal_id, crew, to_units(deal.hours) or 0, known)


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


def _keep_first_promise(current: Mapping[str, Any], columns: dict[str, Any]) -> None:
    """A second import may move the promised date; the first promise stays what it was."""
    if current.get("first_promised_on"):
        columns.pop("first_promised_on", None)
    elif current.get("stage") in PROMISED_STAGES and columns.get("promised_on"):
        # Promised already: the first date it is given, or was given, is the first promise, whatever the row repeats.
        known = current.get("promised_on")
        columns["first_promised_on"] = date.fromisoformat(str(known)) if known else columns["promised_on"]


def _client(change: "Change", name: str, known: _Known) -> str:
    wanted = " ".join(name.split())
    if wanted not in known.clients:
        known.clients[wanted] = change.add("client", {"name": wanted})
    return known.clients[wanted]


def _offering(change: "Change", name: str, known: _Known) -> str:
    if name not in known.offerings:
        known.offerings[name] = change.add(
            "offering", {"name": " ".join(name.split()), "position": len(known.offerings)}
        )
    return known.offerings[name]


def _write_hours(change: "Change", deal_id: str, crew: str | None, hundredths: int, known: _Known) -> None:
    """Make `hundredths` the hours of a deal: those of `crew`, or of the crews that share it already as they do."""
    there = known.hours.setdefault(deal_id, {})
    wanted = {crew: hundredths} if crew is not None else _shared(hundredths, there, known.first_crew)
    for one, own in wanted.items():
        if one in there:
            change.update("deal_hours", there[one][0], {"hundredths": own})
        else:
            row_id = change.add("deal_hours", {"deal_id": deal_id, "crew_id": one, "hundredths": own})
            there[one] = (row_id, own)
    for other in [one for one in there if one not in wanted]:
        change.remove("deal_hours", there.pop(other)[0])


def _shared(hundredths: int, there: Mapping[str, tuple[str, int]], first_crew: str | None) -> dict[str, int]:
    """Return the hours of each crew when a sheet gives only the sum; nothing where there is no crew at all."""
    before = sum(own for _, own in there.values())
    if not there or not before:
        first = next(iter(there), first_crew)
        return {} if first is None else {first: hundredths}
    wanted = {crew: hundredths * own // before for crew, (_, own) in there.items()}
    wanted[next(iter(wanted))] += hundredths - sum(wanted.values())
    return wanted
