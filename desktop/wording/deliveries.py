"""What is typed in the table after delivery: each cell read and written in the locale of the person."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale

from framework.outcome import Said, Shortfall
from resources.words import tr
from storage.trouble import Trouble
from widgets.date_edit import long_year, read_day
from widgets.number_text import read_number, write_number

_MOST = Decimal(10) ** 12
CENTS = 2


def said_texts(said: Said, locale: QLocale) -> tuple[str, ...]:
    """Return what was said of a deal as the cells of its row."""
    day = said.delivered_on
    return (
        "" if day is None else locale.toString(QDate(day.year, day.month, day.day), long_year(locale)),
        {True: tr("yes"), False: tr("no"), None: ""}[said.rework],
        said.rework_note,
        "" if said.actual_hours is None else write_number(said.actual_hours, locale),
        "" if said.actual_cost is None else _money(said.actual_cost, locale),
        "" if said.client_score is None else locale.toString(said.client_score),
        said.client_comment,
        tr(", ").join(_kind_words(kind) for kind, _say in said.shortfalls),
    )


def with_text(said: Said, column: int, text: str, locale: QLocale, today: date, digits: int) -> Said:
    """Return `said` with what was typed into one cell. Raises Trouble for what can't be read."""
    match column:
        case 0:
            return said._replace(delivered_on=_day(text, locale, today))
        case 1:
            rework = _yes_no(text)
            return said._replace(rework=rework, rework_note=said.rework_note if rework is not False else "")
        case 2:
            # Who says what was done again has said that it was.
            return said._replace(rework_note=text, rework=True if text else said.rework)
        case 3:
            return said._replace(actual_hours=_number(text, locale, 2))
        case 4:
            return said._replace(actual_cost=_number(text, locale, digits))
        case 5:
            return said._replace(client_score=_score(text, locale))
        case 6:
            return said._replace(client_comment=text)
    return said._replace(shortfalls=_shortfalls(said, text))


def _money(amount: Decimal, locale: QLocale) -> str:
    """Cents only where there are any, as in the field of the card."""
    return write_number(amount, locale, None if amount == amount.to_integral_value() else CENTS)


def _day(text: str, locale: QLocale, today: date) -> date | None:
    if not text:
        return None
    try:
        return read_day(text, locale, today, past=True)
    except ValueError:
        example = locale.toString(QDate(today.year, today.month, today.day), long_year(locale))
        raise Trouble(tr("Please write a day, such as {example}.").format(example=example)) from None


def _yes_no(text: str) -> bool | None:
    if not text:
        return None
    word = text.casefold()
    if word in ("y", "1", tr("yes"), "yes"):
        return True
    if word in ("n", "0", tr("no"), "no"):
        return False
    raise Trouble(tr("Rework is y for yes or n for no."))


def _number(text: str, locale: QLocale, places: int) -> Decimal | None:
    if not text:
        return None
    try:
        value = read_number(text, locale)
    except ValueError:
        example = write_number(Decimal("12.5"), locale)
        raise Trouble(tr("Please write a number, such as {example}.").format(example=example)) from None
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise Trouble(tr("At most {places} digits after the decimal sign.").format(places=places))
    if value > _MOST:
        raise Trouble(tr("This cannot be more than {limit}.").format(limit=write_number(_MOST, locale)))
    return value


def _score(text: str, locale: QLocale) -> int | None:
    value = _number(text, locale, 0)
    return None if value is None else int(value)


def _shortfalls(said: Said, text: str) -> tuple[tuple[Shortfall, str], ...]:
    """Return the kinds that letters or words name, each with the words it has already."""
    there = dict(said.shortfalls)
    named = {_kind_words(kind).casefold(): kind for kind in Shortfall}
    letters = {"d": Shortfall.DIFFERENT, "l": Shortfall.LATE, "b": Shortfall.BELOW}
    kinds = set()
    for word in text.casefold().replace(",", " ").split():
        if word in named:
            kinds.add(named[word])
        elif all(letter in letters for letter in word):
            kinds |= {letters[letter] for letter in word}
        else:
            raise Trouble(tr("Otherwise than promised is d for different, l for late, b for below."))
    return tuple((kind, there.get(kind, "")) for kind in Shortfall if kind in kinds)


def _kind_words(kind: Shortfall) -> str:
    return {Shortfall.DIFFERENT: tr("different"), Shortfall.LATE: tr("late"), Shortfall.BELOW: tr("below")}[kind]
