"""The statements of a health check as rows: what each voice answered, and each person where few did (section 12)."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.wording import health_result as words
from framework.health import Spoken, Voice
from resources.words import tr
from widgets.rows_card import Cell, Row

_STATEMENT, _VOICE, _PERSONS = 4.6, 1.5, 2.4
_COLOURS = {Voice.SALES: "sales", Voice.OPERATIONS: "operations", Voice.OWNER: "owner"}


class StatementRows(NamedTuple):
    """What a `RowsCard` shows: rows by the code of the statement, headings, and how wide the columns are."""

    rows: tuple[Row, ...]
    headings: tuple[str, ...]
    columns: tuple[float, ...]


def statement_rows(found: Sequence[Spoken]) -> StatementRows:
    """Return statements with their scores: a column for each voice that was asked, and one for who said what."""
    asked = [voice for voice in Voice if any(_has(each, voice) for each in found)]
    persons = any(each.by_person for each in found)
    rows = []
    for each in found:
        scores = {voice: words.voice_score(each.by_voice[voice]) for voice in asked}
        cells = [Cell(words.statement_words(each))]
        cells += [Cell(score, "strong", _COLOURS[voice]) for voice, score in scores.items()]
        said = [f"{words.voice_words(voice)} {score}" for voice, score in scores.items()]
        if persons:
            cells.append(Cell(words.persons_words(each), "small", "muted"))
            said.append(words.persons_words(each))
        say = ", ".join(part for part in (words.statement_words(each), *said) if part)
        rows.append(Row(each.statement.id, tuple(cells), say=say))
    headings = [tr("Statement"), *(words.voice_words(voice) for voice in asked)]
    columns = [_STATEMENT, *(_VOICE for _voice in asked)]
    if persons:
        headings.append(tr("Who said what"))
        columns.append(_PERSONS)
    return StatementRows(tuple(rows), tuple(headings), tuple(columns))


def turned_note() -> str:
    """Return how the figures of reversed statements are to be read."""
    return tr("Turned round: to agree is the bad answer here. The figures are turned already, 5 is best.")


def _has(each: Spoken, voice: Voice) -> bool:
    return bool(each.by_voice[voice].people or each.by_voice[voice].cannot_say)
