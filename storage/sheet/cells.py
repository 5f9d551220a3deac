"""One cell as one value: text, money, count, percentage, day, yes or no, each within the limits of the file."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from resources.words import tr
from storage.sheet.columns import NumberStyle
from storage.sheet.dates import DateOrder, check_year, read_date
from storage.sheet.numbers import decimal_mark, is_ambiguous, read_core, split_number
from storage.sheet.problem import BadCell
from storage.sheet.table import Cell
from storage.sheet.text import clean_text, is_blank_word, unguard_text
from storage.sheet.workbook import NoStoredValue, Percent

MONEY_LIMIT = Decimal(10) ** 13
LOWEST_PERCENT = Decimal(10_001)
AMOUNT_LIMIT = Decimal(10) ** 9
COUNT_LIMIT = 1_000_000
MAX_NAME = 200
MAX_NOTE = 10_000

_CENT = Decimal("0.01")
_SMALLEST = Decimal("0.0001")
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::[0-5]\d)?")
_DAYS = re.compile(r"(?:net|netto)?\s*(\d{1,6})\s*(?:days?|tagen?|dagen|dag|d)?(?:\s+(?:net|netto))?", re.IGNORECASE)
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wahr", "waar", "oui", "vrai", "✓"})
_NO = frozenset({"no", "n", "false", "0", "nein", "nee", "falsch", "onwaar", "non", "faux"})
_SHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#NV", "#WERT!"}
)
_NO_DAY = frozenset({"0000-00-00", "0000-00-00 00:00:00"})


def plain_text(cell: Cell) -> tuple[str, bool]:
    """Return `cell` as clean text, "" when blank, and whether something was taken out that cannot be stored.

    Raises:
        BadCell: the error mark of a spreadsheet, such as #REF!.
    """
    if cell is None:
        return "", False
    if isinstance(cell, NoStoredValue):
        raise _no_result()
    if isinstance(cell, Percent):
        return f"{_digits(cell.value)}%", False
    if isinstance(cell, Decimal):
        return _digits(cell), False
    if isinstance(cell, date):
        return cell.isoformat(), False
    text, changed = clean_text(unguard_text(cell.lstrip(" ")))
    if text in _SHEET_ERRORS:
        raise BadCell(tr("The sheet has an error here."))
    return ("" if is_blank_word(text) else text), changed


def check_length(text: str, limit: int) -> str:
    """Return `text`, or raise `BadCell` when it is longer than `limit` characters."""
    if len(text) > limit:
        raise BadCell(
            tr("Too long: {count} characters, and {limit} fit.").format(count=f"{len(text):,}", limit=f"{limit:,}")
        )
    return text


def read_number(cell: Cell, style: NumberStyle, *, percent: bool = False, careful: bool = False) -> Decimal | None:
    """Return `cell` as a number, None when blank. `percent`: a percent sign is welcome; 5 for 5 %.

    `careful`: 1,234 is refused where the column's style makes it 1.234, since money has no third decimal.

    Raises:
        BadCell: not a number, or one that can be read in two ways.
    """
    if isinstance(cell, Percent):
        if not percent:
            raise BadCell(tr("A percentage does not belong here."))
        return cell.value
    if isinstance(cell, Decimal):
        if not cell.is_finite():
            raise BadCell(tr("Too large.") if cell.is_infinite() else tr("Not a number."))
        return cell
    if isinstance(cell, date):
        raise BadCell(tr("This is a date, and a number belongs here."))
    text, _ = plain_text(cell)
    if not text:
        return None
    written = split_number(text)
    if written.percent and not percent:
        raise BadCell(tr("A percentage does not belong here."))
    mark = style.mark or decimal_mark(written.core)
    if is_ambiguous(written.core) and (mark is None or (careful and mark in written.core)):
        digits = written.core.replace(",", ".")
        raise BadCell(
            tr("This can be read as {large} and as {small}. Write it without a thousands mark.").format(
                large=digits.replace(".", ""), small=digits
            )
        )
    number = read_core(written.core, mark or ".")
    return -number if written.negative and number else number


def read_money(cell: Cell, style: NumberStyle) -> Decimal | None:
    """Return `cell` as money from 0 to 10^13, as exact as it was written; None when blank.

    Raises:
        BadCell: as `read_number`; too large; below 0.
    """
    number = read_number(cell, style, careful=True)
    if number is None:
        return None
    _check_limits(number, MONEY_LIMIT, below_zero=False)
    return number


def to_cents(money: Decimal) -> Decimal:
    """Return `money` with two decimals, halves rounded away from zero, never as a negative zero."""
    return money.quantize(_CENT, ROUND_HALF_UP) + 0


def read_amount(cell: Cell, style: NumberStyle, *, clock: bool = False) -> Decimal | None:
    """Return `cell` as a quantity or hours from 0 to 10^9 with up to four decimals; `clock`: 7:30 is 7.5 hours."""
    if clock and isinstance(cell, str) and (found := _CLOCK.fullmatch(cell.strip())):
        number: Decimal | None = Decimal(found[1]) + Decimal(found[2]) / 60
    else:
        number = read_number(cell, style)
    if number is None:
        return None
    _check_limits(number, AMOUNT_LIMIT, below_zero=False)
    return _tidy(number)


def read_percent(cell: Cell, style: NumberStyle, times: int = 1, *, below_zero: bool = False) -> Decimal | None:
    """Return `cell` as 0 to 100 (from -10,000 with `below_zero`), 5 for 5 %, with up to four decimals.

    A bare number is taken `times` as large.
    """
    number = read_number(cell, style, percent=True)
    if number is None:
        return None
    if not (isinstance(cell, Percent) or (isinstance(cell, str) and "%" in cell)):
        number *= times
    _check_limits(number, LOWEST_PERCENT, below_zero=below_zero)
    if number > 100:
        raise BadCell(tr("A percentage is at most 100."))
    return _tidy(number)


def read_count(cell: Cell, style: NumberStyle, *, days: bool = False) -> int | None:
    """Return `cell` as a whole number from 0 to a million; `days`: "30 days" and "net 30" are 30."""
    if days and isinstance(cell, str) and (found := _DAYS.fullmatch(cell.strip())):
        cell = Decimal(found[1])
    number = read_number(cell, style)
    if number is None:
        return None
    _check_limits(number, Decimal(COUNT_LIMIT) + 1, below_zero=False)
    if number != number.to_integral_value():
        raise BadCell(tr("A whole number belongs here."))
    return int(number)


def read_score(cell: Cell, style: NumberStyle) -> int | None:
    """Return `cell` as a score of 1 to 5."""
    number = read_number(cell, style)
    if number is None:
        return None
    if number not in (1, 2, 3, 4, 5):
        raise BadCell(tr("A score is a whole number from 1 to 5."))
    return int(number)


def read_yes(cell: Cell) -> bool | None:
    """Return `cell` as yes or no, in English, German, Dutch or French; None when blank."""
    word = plain_text(cell)[0].casefold()
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadCell(tr("Write yes or no here."))


def read_day(cell: Cell, order: DateOrder | None) -> date | None:
    """Return `cell` as a day, three numbers being read in `order`; None when blank."""
    if isinstance(cell, date):
        return check_year(cell)
    if isinstance(cell, Decimal | Percent):
        raise BadCell(tr("This is a number, and a date belongs here."))
    text, _ = plain_text(cell)
    return None if not text or text in _NO_DAY else read_date(text, order)


def _tidy(number: Decimal) -> Decimal:
    """Return `number` with at most four decimals and no zeros behind the last: 7.5, 40."""
    return Decimal(_digits(number.quantize(_SMALLEST, ROUND_HALF_UP) + 0))


def _no_result() -> BadCell:
    return BadCell(tr("This formula has no result saved with it. Open the sheet, save it, and import it again."))


def _check_limits(number: Decimal, limit: Decimal, *, below_zero: bool) -> None:
    if abs(number) >= limit:
        raise BadCell(tr("Too large."))
    if number < 0 and not below_zero:
        raise BadCell(tr("Cannot be below 0."))


def _digits(number: Decimal) -> str:
    text = format(number, "f") if number.is_finite() and abs(number.adjusted()) < 40 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
