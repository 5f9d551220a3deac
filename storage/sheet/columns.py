"""Decisions that need a whole column: in which order dates stand, and which mark divides the decimals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from resources.words import tr
from storage.sheet.dates import DateOrder, Triple, in_order, split_date
from storage.sheet.numbers import decimal_mark, is_ambiguous, split_number
from storage.sheet.problem import BadCell
from storage.trouble import Trouble

# One typing error in ten values does not change how a column is read.
_CLEARLY = 9
# Fewer than three years over 31 are typing errors rather than years that stand first.
_ENOUGH_YEARS = 3
# By how much the last of three numbers must vary more than the first before it is doubted to be the year.
_DOUBTFUL_SPREAD = 3


class AmbiguousDates(Trouble):
    """Dates that can be read in more than one order. `columns` are headers, `example` is one such date."""

    def __init__(self, columns: Sequence[str], example: str) -> None:
        self.columns = tuple(columns)
        self.example = example
        super().__init__(
            tr(
                "Dates such as {example} in {columns} can be read in more than one order. "
                "Choose the order: dmy (day first), mdy (month first) or ymd (year first)."
            ).format(example=example, columns=", ".join(f"“{column}”" for column in self.columns))
        )


class NumberStyle(NamedTuple):
    """How the numbers of a column are read. `mark` is "." or ",", or None: the column has both, so 1,234 is refused."""

    mark: str | None


def find_orders(columns: Mapping[str, Iterable[str]]) -> dict[str, DateOrder]:
    """Return the order of the dates in each of `columns` {header: texts}.

    A column is decided by the values that fit one order only, ten to one against typing errors; year first with
    two digits only when nothing else fits. A column without such a value takes the order that the others share.
    A column whose dates need no order is not in the answer.

    Raises:
        AmbiguousDates: a column that nothing decides.
    """
    decided: dict[str, DateOrder] = {}
    open_columns: dict[str, str] = {}
    for header, texts in columns.items():
        examples = {parts: text for text in texts if isinstance(parts := split_date(text), Triple)}
        if not examples:
            continue
        order, mixed = _order(list(examples))
        if mixed:
            raise AmbiguousDates((header,), next(iter(examples.values())))
        if order is not None:
            decided[header] = order
        elif any(in_order(one, DateOrder.DMY) != in_order(one, DateOrder.MDY) for one in examples):
            open_columns[header] = next(
                text for one, text in examples.items() if in_order(one, DateOrder.DMY) != in_order(one, DateOrder.MDY)
            )
    shared = set(decided.values())
    if open_columns:
        if len(shared) != 1:
            raise AmbiguousDates(tuple(open_columns), next(iter(open_columns.values())))
        decided.update(dict.fromkeys(open_columns, shared.pop()))
    return decided


def _order(triples: Sequence[Triple]) -> tuple[DateOrder | None, bool]:
    """Return the order of a column, or None, and whether it holds day first and month first side by side."""
    day_first = month_first = year_only = 0
    for one in triples:
        dmy, mdy = in_order(one, DateOrder.DMY), in_order(one, DateOrder.MDY)
        if dmy is None and mdy is None:
            year_only += int(one.first) > 31 and in_order(one, DateOrder.YMD) is not None
        elif mdy is None:
            day_first += 1
        elif dmy is None:
            month_first += 1
    if year_only >= _ENOUGH_YEARS and year_only > day_first + month_first:
        return DateOrder.YMD, False
    if _year_may_be_first(triples):
        return None, False
    if day_first > _CLEARLY * month_first:
        return DateOrder.DMY, False
    if month_first > _CLEARLY * day_first:
        return DateOrder.MDY, False
    return None, day_first > 0


def _year_may_be_first(triples: Sequence[Triple]) -> bool:
    """Tell whether two-digit years may stand first: 17-03-05, 17-04-29 are days of one year rather than the reverse."""
    fits = [one for one in triples if in_order(one, DateOrder.YMD) is not None]
    if not fits or len(fits) <= _CLEARLY * (len(triples) - len(fits)):
        return False
    firsts, thirds = [int(one.first) for one in fits], [int(one.third) for one in fits]
    return (max(thirds) - min(thirds)) - (max(firsts) - min(firsts)) > _DOUBTFUL_SPREAD


def find_styles(columns: Mapping[str, Iterable[str]]) -> tuple[dict[str, NumberStyle], tuple[str, ...]]:
    """Return how the numbers of each of `columns` {header: texts} are read, and notes on what was assumed.

    The decimal mark is the one that the values of the column give away, else the one the other columns share.
    Where nothing decides, 1,234 is taken for one thousand two hundred and thirty-four, which is noted.
    """
    styles: dict[str, NumberStyle] = {}
    undecided: dict[str, set[str]] = {}
    notes: list[str] = []
    for header, texts in columns.items():
        marks: Counter[str] = Counter()
        doubtful: set[str] = set()
        currencies: set[str] = set()
        for text in texts:
            try:
                written = split_number(text)
            except BadCell:
                continue
            mark = decimal_mark(written.core)
            if mark is not None:
                marks[mark] += 1
            elif is_ambiguous(written.core):
                doubtful.add(written.core)
            if written.currency is not None:
                currencies.add(written.currency.upper())
        if len(currencies) > 1:
            notes.append(
                tr(
                    "“{column}” holds more than one currency ({currencies}); the numbers are taken as they stand."
                ).format(column=header, currencies=", ".join(sorted(currencies)))
            )
        if marks["."] > _CLEARLY * marks[","]:
            styles[header] = NumberStyle(".")
        elif marks[","] > _CLEARLY * marks["."]:
            styles[header] = NumberStyle(",")
        elif marks:
            styles[header] = NumberStyle(None)
        else:
            undecided[header] = doubtful
    shared = {style.mark for style in styles.values()}
    for header, doubtful in undecided.items():
        if len(shared) == 1 and None not in shared:
            styles[header] = NumberStyle(next(iter(shared)))
            continue
        thousands = {"," if "," in core else "." for core in doubtful}
        if len(thousands) == 2:
            styles[header] = NumberStyle(None)
            continue
        styles[header] = NumberStyle("," if thousands == {"."} else ".")
        if doubtful:
            example = min(doubtful)
            notes.append(
                tr("{example} in “{column}” was read as {number}.").format(
                    example=example, column=header, number=example.replace(",", "").replace(".", "")
                )
            )
    return styles, tuple(notes)
