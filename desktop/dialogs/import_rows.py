"""The first rows of a sheet as cells to look at: what happens with each, what was read, what is wrong or still open."""

from desktop.actions.sheet import Preview, PreviewRow
from desktop.wording import sheet as words
from resources.words import tr
from storage.sheet.glance import Unread
from storage.sheet.reading import NUMBER_FIELDS
from widgets.sheet_table import SheetCell, SheetLine


def headings(preview: Preview) -> tuple[str, ...]:
    """Return the headings over the rows: what happens, and each field that is filled."""
    names = words.field_words()
    return (tr("What happens"), *(names[field] for field in preview.fields))


def lines(preview: Preview, currency: str) -> list[SheetLine]:
    """Return the rows under these headings, money being in `currency`."""
    return [
        SheetLine(str(row.row), (_outcome(row), *(_cell(row, field, currency) for field in preview.fields)))
        for row in preview.rows
    ]


def left_out_words(row: PreviewRow) -> str:
    """Return why a row is left out, by column; nothing for one that goes in."""
    if not row.problems:
        return ""
    whys = [
        tr("“{column}”: {say}").format(column=problem.column, say=problem.say) if problem.column else problem.say
        for problem in row.problems.values()
    ]
    return tr("Row {row} is left out. {why}").format(row=row.row, why=" ".join(whys))


def _outcome(row: PreviewRow) -> SheetCell:
    if row.problems:
        return SheetCell(tr("Left out"), "OFF", " ".join(problem.say for problem in row.problems.values()))
    return SheetCell(tr("Deal updated") if row.is_update else tr("New deal"))


def _cell(row: PreviewRow, field: str, currency: str) -> SheetCell:
    problem, value = row.problems.get(field), row.values.get(field)
    text = words.value_words(field, value, currency)
    is_number = field in NUMBER_FIELDS
    if problem is not None:
        written = problem.value if problem.value is not None else text
        return SheetCell(written or tr("empty"), "OFF", problem.say, is_number)
    if isinstance(value, Unread):
        return SheetCell(text, "ASK", tr("Choose what this means, and it is read."), is_number)
    return SheetCell(text, is_number=is_number)
