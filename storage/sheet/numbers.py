"""One number as text: its marks, and what it is once the decimal mark is known."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from resources.words import tr
from storage.sheet.problem import BadCell

_LONGEST = 60
_SIGNS = "€$£¥₹₽₺₪₩฿₫₴₦"
_CODES = (
    "EUR|USD|GBP|CHF|AUD|CAD|NZD|JPY|CNY|INR|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|TRY|ILS|ZAR|BRL|MXN|SGD|HKD|AED"
    "|US\\$|A\\$|C\\$|R\\$|NZ\\$|SFr\\.?|Fr\\.?|kr\\.?|zł|Kč|Ft|lei|Euro?"
)
_CURRENCY = rf"(?:{_CODES}|[{_SIGNS}])"
_WRAPPED = re.compile(
    rf"(?P<currency0>{_CURRENCY})?\s*(?P<open>\()?\s*(?P<minus1>-)?\s*(?P<currency1>{_CURRENCY})?\s*(?P<minus2>-)?\s*"
    r"(?P<core>[\d.,' ]*\d[\d.,' ]*?)"
    rf"(?:[.,]-{{1,2}}(?=\s|$))?\s*(?P<minus3>-)?\s*(?P<percent>%)?\s*(?P<currency2>{_CURRENCY})?\s*(?P<minus4>-)?\s*"
    r"(?P<close>\))?",
    re.IGNORECASE,
)
# Most numbers are as plain as this, and there may be a hundred thousand of them.
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:[.,][0-9]{1,15})?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d*)?e([+-]?)(\d+)", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
# Grouped by threes with one mark throughout, or as in India 12,34,567.
_BY_MARK = {
    ",": re.compile(r"(?P<whole>\d+|[1-9]\d{0,2}(?P<group>[.' ])\d{3}(?:(?P=group)\d{3})*|)(?:,(?P<part>\d*))?"),
    ".": re.compile(
        r"(?P<whole>\d+|[1-9]\d{0,2}(?P<group>[,' ])\d{3}(?:(?P=group)\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}|)"
        r"(?:\.(?P<part>\d*))?"
    ),
}
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u2212": "-", "–": "-", "—": "-", "\u066b": ".", "\u066c": "'"}
)


class Written(NamedTuple):
    """A number as written: digits with their marks, without sign, currency and percent sign."""

    core: str
    negative: bool
    percent: bool
    currency: str | None


def split_number(text: str) -> Written:
    """Return the parts of `text`: `(5)`, `5-` and `-5` are negative, digits of any script count as digits.

    Raises:
        BadCell: not a number, or one in short form (1.2E+05) that has lost digits, or one with too many digits.
    """
    if _PLAIN.fullmatch(text):
        return Written(text.removeprefix("-"), text[0] == "-", False, None)
    text = " ".join(text.translate(_SAME).split())
    if not text.isascii():
        text = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)
    found = _WRAPPED.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        scientific = _SCIENTIFIC.fullmatch(text) if len(text) <= _LONGEST else None
        if scientific and scientific[1] != "-" and (len(scientific[2]) > 3 or int(scientific[2]) > 15):
            raise BadCell(tr("Too large."))
        if scientific:
            raise BadCell(tr("Shown in short form, so digits may be missing. Write the number in full."))
        raise BadCell(tr("Too large.") if text.removeprefix("-").isdecimal() else tr("Not a number."))
    currencies = [one for number in range(3) if (one := found[f"currency{number}"]) is not None]
    minuses = sum(found[f"minus{number}"] is not None for number in (1, 2, 3, 4))
    brackets = (found["open"] is not None) + (found["close"] is not None)
    if minuses > 1 or brackets == 1 or (brackets and minuses) or len(currencies) > 1:
        raise BadCell(tr("Not a number."))
    negative = bool(minuses or brackets)
    return Written(found["core"].strip(), negative, found["percent"] is not None, currencies[0] if currencies else None)


def is_ambiguous(core: str) -> bool:
    """Tell whether `core` can be read with its only mark as decimal mark and as thousands mark: 1,234."""
    return _AMBIGUOUS.fullmatch(core) is not None


def decimal_mark(core: str) -> str | None:
    """Return the decimal mark that `core` gives away ("." or ","), or None when it says nothing."""
    points, commas = core.count("."), core.count(",")
    if (not points and not commas) or is_ambiguous(core):
        return None
    if points and commas:
        return "." if core.rindex(".") > core.rindex(",") else ","
    mark, other = (".", ",") if points else (",", ".")
    return mark if points + commas == 1 else other


def read_core(core: str, mark: str) -> Decimal:
    """Return the number that `core` is when `mark` is its decimal mark.

    Raises:
        BadCell: the other marks do not stand where thousands are divided.
    """
    found = _BY_MARK[mark].fullmatch(core)
    if found is None or not (found["whole"] or found["part"]):
        raise BadCell(tr("Not a number."))
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{whole or '0'}.{found['part'] or '0'}")
