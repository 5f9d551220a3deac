"""An opened health check as rows of the chart, and as what stands in the cards beside it."""

from collections.abc import Sequence

from desktop.actions.health import area_titles
from desktop.actions.health_findings import Findings
from desktop.rooms.health_cards import Link, Step
from desktop.wording import health_findings as records
from desktop.wording import health_result as words
from desktop.wording.health_chart import gap_of
from framework.health import Area, AreaResult
from framework.health_check import Opened
from framework.health_findings import Finding
from widgets.gap_row import GapRecord, GapRow
from widgets.rows_card import Cell, Row

WAITING = "…"
STATEMENT = "statement"
MOST_REASONS = 2
"""So many statements are named beside the reading; the page of the tone has all."""


def row_of(result: AreaResult, opened: Opened, found: Findings | None) -> GapRow:
    """Return an area as a row; "…" stands for the records while they are worked out."""
    return GapRow(
        result.area.value,
        area_titles()[result.area],
        gap_of(result),
        _records(result.area, found),
        words.note_words(result),
        "ASK" if result.talk_first else "",
        words.area_words(result, words.cannot_say(opened, result.area)),
    )


def check_row(opened: Opened, every: Sequence[Opened], results: Sequence[AreaResult]) -> Row:
    """Return a check as a line of a list of checks: when it was, as told apart from `every`, and its `results`."""
    when = Cell(words.when_words(opened, every), "strong")
    return Row(opened.check.id, (when, Cell(words.in_short(results), "small", "muted")))


def reasons(found: Findings) -> list[Link]:
    """Return what the reading rests on: statements of the tone, and the signs that show by area and source."""
    statements = records.shown_statements(found.tone)[:MOST_REASONS]
    return [
        *(Link(STATEMENT, records.statement_line(each)) for each in statements),
        *(Link(_key(found, each), records.finding_words(each)) for each in found.tone.signs),
    ]


def steps(found: Findings) -> list[Step]:
    """Return what to do next, each with the area whose tab its link opens."""
    return [
        Step(
            records.step_lead(each),
            records.step_why(each),
            Link(each.result.area.value, records.tab_words(each.result.area)),
        )
        for each in found.steps
    ]


def _records(area: Area, found: Findings | None) -> tuple[GapRecord, ...]:
    if found is None:
        return (GapRecord("", WAITING, opens=False),)
    own = records.shown(found, area)
    if not own:
        return (GapRecord("", records.none_words(), opens=False),)
    return tuple(GapRecord(str(each.source), records.finding_words(each), records.opens(each)) for each in own)


def _key(found: Findings, finding: Finding) -> str:
    area = next(area for area, own in found.by_area.items() if finding in own)
    return records.record_key(area, finding)
