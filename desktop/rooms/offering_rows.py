"""The rows of the offerings page: in the agreement, struck from it, not agreed yet, no longer offered."""

from desktop.wording import offerings as words
from desktop.wording.typed import typed
from desktop.wording.verdict import zone_words
from framework.agreement import Agreement, Zone
from framework.agreement_changes import Difference, Kind
from framework.business import Business
from framework.catalogue import Offering
from resources.words import tr
from widgets.rows_card import Cell, Row

STRUCK = "struck:"
"""Before the key of an offering that the version it came from had: its row puts it back."""
COLUMNS = (2.6, 1.8, 1.5, 1.3, 1.2, 1.0, 3.0)
DRAFT_COLUMNS, RETIRED_COLUMNS = (2.6, 4.0, 2.0), (2.6, 6.0)


def headings() -> tuple[str, ...]:
    """Return the headings over the offerings of a version."""
    return (
        tr("Offering"),
        tr("Standard lead time"),
        tr("Hours per unit"),
        tr("List price"),
        tr("Unit cost"),
        tr("Margin"),
        tr("Options without asking"),
    )


def offering_rows(
    agreement: Agreement, changes: dict[str, Difference], business: Business, *, can_write: bool
) -> list[Row]:
    """Return a row for each offering of a version, then for each that was struck from it. `changes` are by key."""
    rows = [_row(each, changes.get(each.id), agreement, business) for each in agreement.offerings.values()]
    struck = [each for each in changes.values() if each.kind is Kind.REMOVED]
    return rows + [_struck(each, business, can_write=can_write) for each in struck]


def draft_row(offering: Offering, deals: int, *, can_write: bool) -> Row:
    """Return the row of an offering that no version holds and `deals` name."""
    named = words.deals_words(deals)
    if can_write and not deals:
        named = tr("{named}, so it can be deleted").format(named=named)
    add = tr("Add to the agreement") if can_write else ""
    cells = (Cell(typed(offering.name), "strong"), Cell(named, "small", "muted"), Cell(add, "body", "accent"))
    return Row(offering.id, cells)


def retired_row(offering: Offering, business: Business) -> Row:
    """Return the quiet row of an offering that an earlier version had."""
    said = []
    if offering.lead_time_days is not None:
        said.append(words.short_lead_time(offering))
    if offering.list_price is not None:
        said.append(words.money_words(offering.list_price, business))
    last = tr("last: {terms}").format(terms=", ".join(said)) if said else ""
    return Row(offering.id, (Cell(typed(offering.name), "body", "muted"), Cell(last, "small", "muted")))


def _row(offering: Offering, change: Difference | None, agreement: Agreement, business: Business) -> Row:
    mark = words.offering_mark(change, business)
    zone = words.margin_zone(agreement, offering)
    warning = zone if zone in (Zone.ASK, Zone.OFF) else None
    left = words.margin(offering.list_price, offering.unit_cost)
    told = words.margin_words(left, words.margin_limit(agreement, offering.id))
    cells = (
        Cell(typed(offering.name), "strong"),
        Cell(words.short_lead_time(offering)),
        Cell(words.short_hours(offering, business)),
        Cell(words.money_words(offering.list_price, business)),
        Cell(words.money_words(offering.unit_cost, business)),
        Cell(told, "body", warning or "ink", warning or ""),
        Cell(words.options_words(offering), "small", "muted"),
    )
    spoken = "" if left is None else tr("margin {margin}").format(margin=told)
    if warning:
        spoken = ", ".join((spoken, zone_words(warning)))
    said = words.offering_said(offering, business, spoken, mark)
    return Row(offering.id, cells, mark, said)


def _struck(change: Difference, business: Business, *, can_write: bool) -> Row:
    assert isinstance(change.before, Offering)
    back = tr("Put it back") if can_write else ""
    cells = [Cell(typed(change.before.name), "body", "muted"), *[Cell("")] * 5, Cell(back, "body", "accent")]
    return Row(STRUCK + change.before.id, tuple(cells), words.offering_mark(change, business))
