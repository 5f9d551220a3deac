"""The words of an import: fields, encodings, separators, date orders, stages, values and counts."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QLocale

from desktop.wording import figures
from desktop.wording.intake import stage_words
from framework.deal import Stage
from resources.words import tr
from storage.importing import ImportResult
from storage.sheet.dates import DateOrder, Triple, in_order, split_date
from storage.sheet.glance import DateQuestion, Unread
from storage.sheet.reading import MONEY_FIELDS, PERCENT_FIELDS

MOST_DRAFTS = 10
"""So many offerings are named; a column that is no offering would fill the side with its texts."""


def field_words() -> dict[str, str]:
    """Return what a person calls each field that a sheet can fill, in the order in which they are offered."""
    return {
        "client": tr("Client"),
        "ref": tr("Reference"),
        "offering": tr("Offering"),
        "quantity": tr("Quantity"),
        "value": tr("Price after discount"),
        "discount_percent": tr("Discount"),
        "cost": tr("Estimated cost"),
        "hours": tr("Hours of work"),
        "crew": tr("Crew"),
        "custom_parts": tr("Parts not in the catalogue"),
        "payment_days": tr("Days to pay"),
        "probability_percent": tr("Chance that it comes in"),
        "salesperson": tr("Who sells it"),
        "stage": tr("Stage"),
        "created_on": tr("Began on"),
        "promised_on": tr("Date asked for or promised"),
        "expected_close_on": tr("The client decides on"),
        "won_on": tr("Won on"),
        "lost_on": tr("Lost on"),
        "closed_on": tr("Won or lost on"),
        "delivered_on": tr("Delivered on"),
        "rework": tr("Rework needed"),
        "client_score": tr("Client’s score"),
        "actual_cost": tr("What it cost"),
        "actual_hours": tr("Hours it took"),
        "note": tr("Note"),
    }


def encoding_words() -> dict[str, str]:
    """Return the encodings that are offered for a text sheet, by their name in Python."""
    return {
        "utf-8": tr("Unicode (UTF-8)"),
        "cp1252": tr("Western European (Windows-1252)"),
        "cp1250": tr("Central European (Windows-1250)"),
        "cp1251": tr("Cyrillic (Windows-1251)"),
        "cp1253": tr("Greek (Windows-1253)"),
        "cp1254": tr("Turkish (Windows-1254)"),
        "cp1255": tr("Hebrew (Windows-1255)"),
        "cp1256": tr("Arabic (Windows-1256)"),
        "cp1257": tr("Baltic (Windows-1257)"),
        "mac_roman": tr("Western European, old Macs"),
        "shift_jis": tr("Japanese (Shift-JIS)"),
        "gb18030": tr("Chinese (GB 18030)"),
        "euc_kr": tr("Korean (EUC-KR)"),
        "utf-16": tr("Unicode (UTF-16)"),
        "utf-32": tr("Unicode (UTF-32)"),
    }


def separator_words() -> dict[str, str]:
    """Return the marks that may stand between the cells of a text sheet."""
    return {";": tr("Semicolons ;"), ",": tr("Commas ,"), "\t": tr("Tabs"), "|": tr("Bars |")}


class Reading(NamedTuple):
    """One way to read a date: its order, and the day it would mean (None: no such day in the calendar)."""

    order: DateOrder
    day: date | None


def readings(example: str) -> list[Reading]:
    """Return the ways in which `example` can be read; month first comes first where this computer writes so."""
    triple = split_date(example)
    days = {order: in_order(triple, order) if isinstance(triple, Triple) else None for order in DateOrder}
    orders = [DateOrder.DMY, DateOrder.MDY]
    if figures.locale().dateFormat(QLocale.FormatType.ShortFormat).startswith("M"):
        orders.reverse()
    if days[DateOrder.YMD] is not None:
        orders.append(DateOrder.YMD)
    return [Reading(order, days[order]) for order in orders]


def order_words(order: DateOrder) -> str:
    """Return an order in words."""
    if order is DateOrder.DMY:
        return tr("day first")
    return tr("month first") if order is DateOrder.MDY else tr("year first")


def date_choices(question: DateQuestion, chosen: DateOrder | None) -> list[tuple[DateOrder | None, str]]:
    """Return what is offered for the dates of a sheet; None: as they show by themselves, where they do.

    What was `chosen` before is offered even where the example has no such day.
    """
    offered: list[tuple[DateOrder | None, str]] = []
    if not question.is_undecided:
        itself = tr("Each column as its dates show")
        if question.order is not None:
            itself = tr("As the dates show: {order}").format(order=order_words(question.order))
        offered.append((None, itself))
    for reading in readings(question.example):
        words = order_words(reading.order)
        if reading.day is not None:
            say = tr("{example} is {day} ({order})")
            words = say.format(example=question.example, day=figures.day_year(reading.day), order=words)
        offered.append((reading.order, words))
    if chosen is not None and chosen not in [order for order, _ in offered]:
        offered.append((chosen, order_words(chosen)))
    return offered


def stage_choices() -> list[tuple[Stage, str]]:
    """Return our seven stages in words, in the order in which a deal moves."""
    return [
        (Stage.LEAD, tr("Lead: somebody may want something")),
        (Stage.INTAKE, tr("Intake: being checked")),
        (Stage.OFFERED, tr("Offered: waiting for the client")),
        (Stage.WON, tr("Won: sold, work not begun")),
        (Stage.IN_DELIVERY, tr("In delivery: work has begun")),
        (Stage.DELIVERED, tr("Delivered: done")),
        (Stage.LOST, tr("Lost: came to nothing")),
    ]


def value_words(field: str, value: Any, currency: str) -> str:
    """Return the value of a field as the locale writes it; nothing for a blank one."""
    if value is None:
        return ""
    if isinstance(value, Unread):
        return value.text
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if isinstance(value, Stage):
        return stage_words(value)
    if isinstance(value, date):
        return figures.day_year(value)
    if field in MONEY_FIELDS:
        return figures.money(value, currency)
    if field in PERCENT_FIELDS:
        return figures.percent(value)
    if field in ("hours", "actual_hours"):
        return figures.hours(value)
    return figures.number(value, 4) if isinstance(value, Decimal | int) else str(value)


def counts_words(result: ImportResult) -> str:
    """Return what an import would do: "8,800 rows: 7,375 new deals, 12 updated, 1,413 left out"."""
    rows = counted(result.read, tr("1 row"), tr("{count} rows"))
    parts = [counted(result.added, tr("1 new deal"), tr("{count} new deals"))]
    if result.updated:
        parts.append(counted(result.updated, tr("1 deal updated"), tr("{count} deals updated")))
    if result.skipped:
        parts.append(counted(result.skipped, tr("1 left out"), tr("{count} left out")))
    return tr("{rows}: {parts}").format(rows=rows, parts=", ".join(parts))


def outcome_words(result: ImportResult) -> str:
    """Return how an import went: "7,375 deals added, 1,425 rows left out"."""
    parts = []
    if result.added or not result.updated:
        parts.append(counted(result.added, tr("1 deal added"), tr("{count} deals added")))
    if result.updated:
        parts.append(counted(result.updated, tr("1 deal updated"), tr("{count} deals updated")))
    if result.skipped:
        parts.append(counted(result.skipped, tr("1 row left out"), tr("{count} rows left out")))
    return ", ".join(parts)


def counted(count: int, one: str, many: str) -> str:
    """Return `one` for a single thing, else `many` with its {count}."""
    return one if count == 1 else many.format(count=figures.number(count))


def drafts_words(names: Sequence[str]) -> str:
    """Return which offerings an import would add to the catalogue."""
    listed = ", ".join(f"“{name}”" for name in names[:MOST_DRAFTS])
    if len(names) > MOST_DRAFTS:
        more = tr("and {count} more").format(count=figures.number(len(names) - MOST_DRAFTS))
        listed = tr("{names}, {more}").format(names=listed, more=more)
    return tr("Not in your catalogue yet, and added to it as drafts: {names}.").format(names=listed)


def questions_words(asks_dates: bool, stages: Iterable[str]) -> str:
    """Return what has to be said before a sheet can be counted."""
    unknown = list(stages)
    if asks_dates and unknown:
        return tr("Choose how the dates are read, and what each stage means; then the rows are counted.")
    if asks_dates:
        return tr("Choose how the dates are read; then the rows are counted.")
    return tr("Choose what each stage means; then the rows are counted.")
