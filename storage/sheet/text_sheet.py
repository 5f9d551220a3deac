"""A CSV as rows of text: which letters the bytes mean, what separates the cells, and where a row ends."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from resources.words import tr
from storage.sheet.header_row import LOOK_AT
from storage.sheet.mapping import guess_mapping
from storage.trouble import Trouble

SEPARATORS = (";", ",", "\t", "|")
_SNIFF_ROWS = 200
_SNIFF_LETTERS = 200_000
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SEP_LINE = re.compile(r'"?sep=([;,\t|])"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class EncodingUnknown(Trouble):
    """The bytes are text of no kind that can be told by looking: the user must choose the encoding."""


def decode(data: bytes, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of `data`, the encoding used, and notes for the user.

    Given no encoding: the mark at the beginning, then strict UTF-8, then Windows-1252, which is said in a note
    because it is a guess.

    Raises:
        EncodingUnknown: the encoding does not exist or does not fit. Trouble: there are NUL characters in it.
    """
    notes: tuple[str, ...] = ()
    if encoding is not None:
        try:
            text = data.decode(encoding)
        except LookupError as error:
            raise EncodingUnknown(
                tr("There is no encoding called “{encoding}”. Common ones are utf-8, cp1252 and shift_jis.").format(
                    encoding=encoding
                )
            ) from error
        except ValueError as error:
            raise EncodingUnknown(
                tr("The sheet was not saved as {encoding}. Choose another encoding.").format(encoding=encoding)
            ) from error
    else:
        marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
        try:
            encoding = marked or "utf-8"
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if b"\0" in data:
                raise _not_text(data[: data.index(b"\0")].count(b"\n") + 1) from error
            try:
                text = data.decode("cp1252")
            except UnicodeDecodeError:
                raise EncodingUnknown(
                    tr("It cannot be told how the letters of this sheet were saved. Choose the encoding.")
                ) from error
            encoding = "cp1252"
            notes = (tr("Read as Windows-1252 (Western European). If letters look wrong, choose another encoding."),)
    nul = text.find("\0")
    if nul >= 0:
        raise _not_text(text.count("\n", 0, nul) + 1)
    return text.removeprefix("\ufeff"), encoding, notes


def choose_separator(text: str, separator: str | None) -> tuple[str, str]:
    """Return the separator of `text` and the text to read with it (a first line "sep=;" is taken as the answer).

    Found by looking at the first rows with each of `; , tab |`, quotes respected: the one under which headers are
    known, most rows have the same number of cells, and these are many.

    Raises:
        Trouble: a separator was given that is not one character.
    """
    said = _SEP_LINE.match(text)
    if said:
        # An empty line stays, so that rows keep the numbers they have in the spreadsheet.
        text = "\n" + text[said.end() :]
    if separator is not None:
        separator = _NAMED.get(separator.casefold(), separator)
        if len(separator) != 1 or separator in '"\r\n\0':
            raise Trouble(tr("The separator should be one character: a semicolon, a comma, a tab or a bar."))
        return separator, text
    if said:
        return said[1], text
    _lift_limit()
    sample = text[:_SNIFF_LETTERS]
    return max(SEPARATORS, key=lambda one: _fit(sample, one)), text


def records(text: str, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row's number as a spreadsheet counts, with its cells, or None where its quotes do not match.

    Rows may end in CR, LF or both.

    Raises:
        Trouble: a quotation mark that is never closed; the rows after it cannot be told apart, so none is given.
    """
    _lift_limit()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    number = 0
    while True:
        number += 1
        before = reader.line_num
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num > before + 1 or "unexpected end" in str(error):
                raise Trouble(
                    tr(
                        "A quotation mark in row {row} is never closed, so the rows after it cannot be told apart. "
                        "Nothing was imported. Close or remove it, and import again."
                    ).format(row=number)
                ) from error
            cells = None
        yield number, cells


def _lift_limit() -> None:
    # The limit is there for parsers that stream; here the whole text is in memory already.
    csv.field_size_limit(2**31 - 1)


def _fit(sample: str, separator: str) -> tuple[int, float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    rows = [row for row in islice(reader, _SNIFF_ROWS) if any(cell.strip() for cell in row)]
    known = max((len(guess_mapping(row)) for row in rows[:LOOK_AT]), default=0)
    counts = Counter(len(row) for row in rows if len(row) > 1)
    width, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    # A mark in fewer than half of the rows is part of the text.
    return (min(known, 3), times / len(rows), width) if times * 2 >= len(rows) > 0 else (min(known, 3), 0.0, 0)


def _not_text(row: int) -> Trouble:
    return Trouble(
        tr(
            "This is not a sheet of text: line {row} holds characters that no text has. "
            "Save it again as XLSX or as CSV UTF-8, and import that."
        ).format(row=row)
    )
