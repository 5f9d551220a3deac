"""The report of an opened health check on two sheets, for both to keep: areas as lines, the reading, all statements."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter

from desktop.actions.health import area_titles
from desktop.actions.health_findings import Findings
from desktop.printing.page import Drawing, Page, render
from desktop.wording import figures
from desktop.wording import health_findings as records
from desktop.wording import health_result as words
from desktop.wording.health_chart import gap_of
from desktop.wording.typed import typed
from framework.business import Business
from framework.health import MANY, AreaResult, Spoken, Voice, apart, spoken, voices
from framework.health_check import Opened, compared
from framework.meeting import Action
from framework.people import Function
from resources.words import tr
from widgets.gap_paint import HIGHEST, MARK, VOICES, Gap, paint_gap, paint_gap_mark, paper_gap_colours

SETTINGS = (1.3, 0.9, 0.6, 0.35)
"""The white between the lines in millimetres; the first that fits on two sheets."""
GAP_SHARE, GAP_MM = 0.44, 9.0
MARK_SHARE, MARK_MM = 0.018, 2.9
_REASONS = 4
CUTS = (40, 32, 26)
"""So many statements, those furthest apart first, where all of them would need a third sheet."""


class _Group(NamedTuple):
    """The statements of an area, with its scores and theirs."""

    name: str
    scores: list[str]
    rows: list[tuple[str, list[str]]]


def health_report_page(
    opened: Opened,
    found: Findings,
    business: Business,
    action: Action | None,
    earlier: Sequence[Opened],
    today: date,
    action_before: Action | None = None,
) -> Page:
    """Return the report. `action` is that of the repair, `earlier` are the checks before, the latest first.

    `action_before` is that of the repair of the latest of them.
    """
    results = opened.results()
    every = spoken(opened.check.statements, opened.sheets)
    heard = _heard(results)
    given = {
        "business": business.name,
        "title": words.title_words(opened),
        "subtitle": words.subtitle_words(opened),
        "day": figures.day_long(words.opened_day(opened)),
        "headings": (tr("Area"), tr("1 disagree"), tr("5 agree"), tr("What your records say")),
        "voices": [(voice, words.voice_words(Voice(voice))) for voice in heard],
        "areas": [_area(result, found, opened) for result in results],
        "reading_title": tr("Reading: {reading}").format(reading=records.reading_title(found.tone)),
        "reading": records.reading_of(found),
        "because": _because(found),
        "steps_title": tr("What to do next"),
        "steps": [(records.step_lead(each), records.step_why(each)) for each in found.steps],
        "no_steps": records.nothing_presses(found),
        "repair_title": tr("One thing to mend"),
        "repair": _repair(opened, business, action, today),
        "blanks": (tr("What"), tr("Who"), tr("By when")) if opened.repair is None else (),
        "since": _since(opened, earlier),
        "mended": _mended(opened, business, earlier, action_before, today),
        "counted": _counted(opened),
        "statements_title": tr("All statements"),
        "columns": [words.voice_words(Voice(voice)) for voice in heard],
        "groups": _groups(every, heard, results),
        "legend": tr("Turned round: to agree is the bad answer; the figures are turned already, 5 is best."),
    }
    units, *more = (render("health_report.html", white=white, **given) for white in SETTINGS)
    for most in CUTS:
        if most < len(every):
            cut = given | {"groups": [_furthest(every, heard, most)]}
            more.append(render("health_report.html", white=SETTINGS[-1], **cut))
    return Page(
        title=words.title_words(opened),
        units=units,
        tight=more[0],
        tighter=tuple(more[1:]),
        running=tr("{business} · {title}").format(business=business.name, title=words.title_words(opened)),
        footer=tr("One for each of you. From a gap of 1.5 on, talk before you act."),
        drawings=_drawings(results),
    )


def _heard(results: Sequence[AreaResult]) -> list[str]:
    """Return the voices that answered anything."""
    return [voice for voice in VOICES if any(each.by_voice[Voice(voice)].people for each in results)]


def _area(result: AreaResult, found: Findings, opened: Opened) -> dict[str, object]:
    own = records.shown(found, result.area)
    return {
        "name": area_titles()[result.area],
        "notes": words.note_lines(result),
        "guesses": " ".join(words.guess_lines(result, opened.guesses)),
        "picture": f"gap-{result.area}",
        "records": [records.finding_words(each) for each in own] or [records.none_words()],
    }


def _because(found: Findings) -> list[str]:
    statements = [records.statement_line(each) for each in records.shown_statements(found.tone)]
    return [*statements, *(records.finding_words(each) for each in found.tone.signs)][:_REASONS]


def _repair(opened: Opened, business: Business, action: Action | None, today: date) -> list[str]:
    repair = opened.repair
    if repair is None:
        return []
    state = words.repair_state(action, business.names, today)
    return [area_titles()[repair.area], typed(repair.say), state]


def _since(opened: Opened, earlier: Sequence[Opened]) -> str:
    if not earlier:
        return ""
    before = earlier[0]
    lines = words.since_lines(compared(opened, before))
    since = tr("Since {month}").format(month=words.when_words(before, (opened, *earlier)))
    return tr("{since}: {lines}").format(since=since, lines=words.DOT.join(lines))


def _mended(
    opened: Opened, business: Business, earlier: Sequence[Opened], action: Action | None, today: date
) -> list[str]:
    """Return what was chosen to be mended the time before, and how its area stands now."""
    repair = earlier[0].repair if earlier else None
    if repair is None:
        return []
    both = compared(opened, earlier[0])
    now, then = ({each.area: each for each in results}.get(repair.area) for results in (both.now, both.before))
    said = words.repair_words(repair, action, business.names, today)
    return [tr("Mended since then: {repair}").format(repair=said), words.repair_result(repair.area, now, then)]


def _counted(opened: Opened) -> str:
    """Return in a line how the figures are counted, and whether answers can be traced."""
    voices_of = [voices(sheet.person) for sheet in opened.sheets]
    few = any(0 < sum(Voice(each) in own for own in voices_of) < MANY for each in Function)
    how = tr("“Can't say” is counted, not averaged.")
    if few:
        return tr("{how} With fewer than five of a function, answers can be traced to a person.").format(how=how)
    return tr("{how} With five or more of a function, only means are shown.").format(how=how)


def _furthest(every: Sequence[Spoken], heard: Sequence[str], most: int) -> _Group:
    """Return the statements furthest apart, and how many more there are on the screen."""
    furthest = sorted(every, key=_apart, reverse=True)[:most]
    left = tr("and {count} more on the screen").format(count=figures.number(len(every) - most))
    rows = [*(_row(each, heard) for each in furthest), (left, ["" for _ in heard])]
    return _Group(tr("The furthest apart first"), ["" for _ in heard], rows)


def _apart(one: Spoken) -> Fraction:
    found = apart(one.by_voice)
    return Fraction(-1) if found is None else found


def _groups(every: Sequence[Spoken], heard: Sequence[str], results: Sequence[AreaResult]) -> list[_Group]:
    """Return the statements by area, and last the business's own that belong to none."""
    groups = [
        _Group(
            area_titles()[result.area],
            [words.score_words(result.by_voice[Voice(voice)].mean) for voice in heard],
            [_row(one, heard) for one in every if one.statement.area is result.area],
        )
        for result in results
    ]
    loose = [_row(one, heard) for one in every if one.statement.area is None]
    if loose:
        groups.append(_Group(tr("Statements of your own"), ["" for _ in heard], loose))
    return groups


def _row(one: Spoken, heard: Sequence[str]) -> tuple[str, list[str]]:
    return words.statement_words(one), [words.voice_score(one.by_voice[Voice(voice)]) for voice in heard]


def _drawings(results: Sequence[AreaResult]) -> dict[str, Drawing]:
    drawn = {f"mark-{voice}": Drawing(MARK_SHARE, MARK_MM, partial(_mark, voice)) for voice in VOICES}
    for result in results:
        gap = gap_of(result)
        drawn[f"gap-{result.area}"] = Drawing(GAP_SHARE, GAP_MM, partial(_gap, gap))
    return drawn


def _gap(gap: Gap | None, painter: QPainter, area: QRectF, _font: QFont) -> None:
    if gap is None:
        return
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    paint_gap(painter, area, gap, paper_gap_colours(), min(area.height() / HIGHEST, 0.9))


def _mark(voice: str, painter: QPainter, area: QRectF, _font: QFont) -> None:
    unit = min(area.width(), area.height()) / (MARK * 1.1)
    paint_gap_mark(painter, QPointF(area.center()), voice, paper_gap_colours(), unit)
