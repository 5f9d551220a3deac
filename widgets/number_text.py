"""Numbers as people of a country type and read them, exactly: text to Decimal and back by QLocale's signs."""

from decimal import Decimal

from PySide6.QtCore import QLocale

_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019"
# Marks of reading direction, which a browser or a mail puts around a number.
_INVISIBLE = dict.fromkeys((*range(0x200E, 0x2010), 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_LONGEST = 40


def read_number(text: str, locale: QLocale) -> Decimal:
    """Return the number that `text` means in `locale`, exactly. Raises ValueError for what is no plain number.

    Group marks must stand where groups end (1,234 or, in India, 12,34,567): 1,23 in English is no number, so that
    a decimal comma is never read as a thousand.
    """
    cleaned = text.translate(_INVISIBLE).strip()
    if not cleaned or len(cleaned) > _LONGEST:
        raise ValueError("no number")
    negative = cleaned[0] in ("-", "\u2212", locale.negativeSign().translate(_INVISIBLE))
    if negative or cleaned[0] == "+":
        cleaned = cleaned[1:].strip()
    point, group = locale.decimalPoint(), locale.groupSeparator()
    if point not in ".," and cleaned.isascii():
        # Arabic and Persian have their own signs; with Western digits people there use the Western ones.
        point, group = ".", ","
    groups = _SPACES + (_APOSTROPHES if group in _APOSTROPHES else group)
    whole, found, fraction = cleaned.partition(point)
    marks = {" " if mark in _SPACES else mark for mark in whole if not mark.isdecimal()}
    if len(marks) > 1 or not all(mark in groups for mark in marks):
        raise ValueError("no number")
    for mark in groups:
        whole = whole.replace(mark, ",")
    parts = whole.split(",")
    if len(parts) > 1 and not _grouped([len(part) for part in parts]):
        raise ValueError("group marks in the wrong place")
    digits = "".join(parts)
    if (found and fraction and not fraction.isdecimal()) or not (digits + fraction):
        raise ValueError("no number")
    plain = "".join(str(int(digit)) for digit in digits) or "0"
    after = "".join(str(int(digit)) for digit in fraction)
    return Decimal(f"{'-' if negative else ''}{plain}{'.' if after else ''}{after}")


def _grouped(lengths: list[int]) -> bool:
    *middle, last = lengths[1:]
    size = middle[0] if middle else 3
    return last == 3 and size in (2, 3) and all(each == size for each in middle) and 1 <= lengths[0] <= size


def write_number(value: Decimal, locale: QLocale, places: int | None = None) -> str:
    """Return `value` with the signs, digits and groups of `locale`, exactly.

    `places` None shows as many as there are; 2 shows 1.50 for 1.5, and more than 2 where `value` has more.
    """
    sign, text = ("-", f"{-value:f}") if value < 0 else ("", f"{value:f}")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if places is not None:
        fraction = fraction.ljust(places, "0")
    zero = ord(locale.zeroDigit())
    shown = locale.toString(int(whole))
    if fraction:
        shown += locale.decimalPoint() + "".join(chr(zero + int(digit)) for digit in fraction)
    return (locale.negativeSign() if sign else "") + shown
