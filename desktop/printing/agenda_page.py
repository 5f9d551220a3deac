"""The agenda on paper: what waits, boxes to tick, lines to write on (framework.md section 8)."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from desktop.printing.drawings import ink
from desktop.printing.page import Drawing, Page, bound, render
from desktop.wording import figures
from desktop.wording.agenda import (
    arrows_legend,
    does_not_fit,
    empty_section,
    figure_lines,
    item_say,
    line_number,
    meeting_people,
    meeting_times,
    more_items,
    no_more_fits,
    section_counts,
    section_title,
    time_needed,
    title,
)
from framework.agenda import Agenda, AgendaItem, AgendaSection, ItemKind, listed
from framework.business import Business
from framework.capacity import WeekLoad
from resources.words import tr
from widgets.strip_paint import WeekBar, paint_strip, paint_swatch, paper_colours

ACTION_LINES, LEAST_ACTION_LINES, MOST_SPARE_LINES = 4, 3, 4
# White above and below a line of text, in millimetres: as a rule, where it saves a sheet, and the least.
ROOMY_MM, TIGHT_MM, LEAST_MM = 1.3, 0.7, 0.4
STRIP_MM, LINE_MM = 20.0, 6.0
SWATCH_SHARE, SWATCH_MM = 0.02, 2.2
# The widths that rows.html gives to its columns.
TEXT_SHARE, NOTES_SHARE = 0.69, 0.28
# A short section still has room for two thoughts beside it.
LEAST_ROWS = 2
# Of a blank agenda: so many lines a section, the last one, which is for the actions beneath it, one.
BLANK_ROWS, BLANK_ROWS_AT_THE_END = 3, 1
BLANK_MM = 1.5
WRITING_LINE = QColor("#a9abaf")
WRITE_HERE = "_" * 16


class Line(NamedTuple):
    """One row of a section: `box` names the mark before it, empty for none; `number` is what it is typed in by.

    `write`: a line to write on stands where the words would.
    """

    say: str
    box: str = ""
    quiet: bool = False
    number: str = ""
    write: bool = False


class Section(NamedTuple):
    """One section in words. `pictures` are the names of those under its heading, each with its caption."""

    title: str
    continued: str
    counts: str
    minutes: str
    items: tuple[Line, ...]
    pictures: tuple[tuple[str, str], ...] = ()


def agenda_page(agenda: Agenda, business: Business) -> Page:
    """Return the agenda as a page: one sheet in a normal week, as many as it takes in others."""
    meeting = agenda.meeting
    day = figures.day_long(meeting.day)
    scores = figure_lines(agenda.figures)
    given = {
        "business": business.name,
        "title": title(),
        "day": day,
        "times": meeting_times(meeting),
        "people": meeting_people(meeting, business),
        "figures": scores,
        "legend": arrows_legend() if any(score.arrow for score in scores) else "",
        "strip_legend": (
            ("swatch-sold", tr("sold")),
            ("swatch-likely", tr("likely, by their chance")),
            ("swatch-limit", tr("limit")),
        ),
        **_words(),
    }
    units, tight, tighter = (
        render("agenda.html", white=white, lines=lines, sections=_sections(agenda, business, rows, apart), **given)
        for white, lines, rows, apart in (
            (ROOMY_MM, ACTION_LINES, LEAST_ROWS, True),
            (TIGHT_MM, LEAST_ACTION_LINES, 1, True),
            (LEAST_MM, LEAST_ACTION_LINES, 1, False),
        )
    )
    (spare,) = render("action_line.html", white=ROOMY_MM)
    return Page(
        title=tr("{title}, {day}").format(title=title(), day=day),
        units=units,
        tight=tight,
        tighter=(tighter,),
        running=tr("{business} · {title} · {day}").format(business=business.name, title=title(), day=day),
        footer=_footer(),
        drawings=_drawings(agenda),
        spare=spare,
        spare_most=MOST_SPARE_LINES,
    )


def blank_agenda_page(agenda: Agenda, business: Business) -> Page:
    """Return one sheet with the sections of `agenda` and their minutes, to be filled in by hand."""
    sections = []
    for place, section in enumerate(agenda.sections, start=1):
        heading = section_title(section.kind, business)
        count = BLANK_ROWS_AT_THE_END if place == len(agenda.sections) else BLANK_ROWS
        sections.append(
            Section(
                title=heading,
                continued=tr("{title}, continued").format(title=heading),
                counts="",
                minutes=tr("{count} min").format(count=figures.number(section.minutes)),
                items=tuple(Line("", "box", number=line_number(place, at), write=True) for at in range(1, count + 1)),
            )
        )
    units = render(
        "agenda.html",
        white=BLANK_MM,
        lines=ACTION_LINES,
        sections=sections,
        business=business.name,
        title=title(),
        day=tr("Day: {line}").format(line=WRITE_HERE),
        times=tr("Leads: {line}").format(line=WRITE_HERE),
        people=tr("Keeps time: {line}").format(line=WRITE_HERE),
        figures=[],
        legend="",
        strip_legend=(),
        **_words(),
    )
    (spare,) = render("action_line.html", white=ROOMY_MM)
    return Page(
        title=title(),
        units=units,
        running=tr("{business} · {title}").format(business=business.name, title=title()),
        footer=_footer(),
        spare=spare,
        spare_most=MOST_SPARE_LINES,
    )


def _words() -> dict[str, str]:
    return {
        "notes": tr("notes"),
        "before": tr("Before every yes:"),
        "serves": tr("does this decision serve the client well?"),
        "rating": tr("How good, 1 to 10: {line}").format(line="____  ____"),
        "action": tr("Action"),
        "who": tr("Who"),
        "by": tr("By"),
    }


def _footer() -> str:
    return tr("Looking back? Park it for another time. This half hour is about the weeks ahead.")


def _sections(agenda: Agenda, business: Business, least_rows: int, apart: bool) -> list[Section]:
    return [_section(section, agenda, business, least_rows, apart) for section in agenda.sections]


def _section(section: AgendaSection, agenda: Agenda, business: Business, least_rows: int, apart: bool) -> Section:
    """Return a section in words. What it has no time for has a line of its own (`apart`), or stands in place of the
    counts, which its items show as well."""
    needed = time_needed(section)
    place = [each.kind for each in agenda.sections].index(section.kind) + 1
    # The heading tells the full weeks, and the picture shows them.
    lines = [_line(item, agenda, business, line_number(place, number)) for number, item in listed(section)]
    if section.more:
        lines.append(Line(more_items(section.more), quiet=True))
    pictures = tuple(
        (_name(number), crew if len(business.crews) > 1 else "")
        for number, crew in enumerate(_crew_names(section, business))
    )
    if not lines and empty_section(section.kind) and not pictures:
        lines.append(Line(empty_section(section.kind), quiet=True))
    first_over = does_not_fit(section)
    if needed and apart and not pictures and first_over is not None and first_over < len(lines):
        lines.insert(first_over, Line(f"{no_more_fits()}, {needed}", quiet=True))
    while not pictures and len(lines) < least_rows:
        lines.append(Line(""))
    heading = section_title(section.kind, business)
    # A date is not parted from its figure.
    counts = ", ".join(part.replace(" ", figures.NO_BREAK) for part in section_counts(section).split(", "))
    return Section(
        title=heading,
        continued=tr("{title}, continued").format(title=heading),
        counts=counts if apart or not needed else needed,
        minutes=tr("{count} min").format(count=figures.number(section.minutes)),
        items=tuple(lines),
        pictures=pictures,
    )


def _line(item: AgendaItem, agenda: Agenda, business: Business, number: str) -> Line:
    ahead = {each.deal_id for section in agenda.sections for each in section.items if each.kind is ItemKind.DEAL}
    say = item_say(item, business, agenda.meeting.day, told=item.deal_id in ahead)
    return Line(bound(say), box="tick" if item.kind is ItemKind.ACTION and item.done else "box", number=number)


def _drawings(agenda: Agenda) -> dict[str, Drawing]:
    found = {
        f"swatch-{kind}": Drawing(SWATCH_SHARE, SWATCH_MM, partial(_paint_swatch, kind))
        for kind in ("sold", "likely", "limit")
    }
    for section in agenda.sections:
        limit = None if section.limit is None else float(section.limit)
        for number, crew_id in enumerate(_crew_ids(section)):
            bars = tuple(_bar(load, section) for load in section.loads if load.crew_id == crew_id)
            found[_name(number)] = Drawing(TEXT_SHARE - 0.001, STRIP_MM, partial(_paint_strip, bars, limit))
            found[_name(number) + "-lines"] = Drawing(NOTES_SHARE - 0.001, STRIP_MM, _paint_lines)
    return found


def _crew_ids(section: AgendaSection) -> tuple[str, ...]:
    return tuple(dict.fromkeys(load.crew_id for load in section.loads))


def _crew_names(section: AgendaSection, business: Business) -> tuple[str, ...]:
    names = {crew.id: crew.name for crew in business.crews}
    return tuple(names.get(crew_id, "") for crew_id in _crew_ids(section))


def _name(number: int) -> str:
    return f"strip-{number}"


def _bar(load: WeekLoad, section: AgendaSection) -> WeekBar:
    over = section.limit is not None and load.sold + load.likely > section.limit * load.capacity
    return WeekBar(
        label=figures.day_month(load.week),
        sold=float(load.sold),
        likely=float(load.likely),
        capacity=float(load.capacity),
        over=over,
    )


def _paint_strip(bars: tuple[WeekBar, ...], limit: float | None, painter: QPainter, area: QRectF, font: QFont) -> None:
    paint_strip(painter, area, bars, limit, paper_colours(), font)


def _paint_swatch(kind: str, painter: QPainter, area: QRectF, font: QFont) -> None:
    paint_swatch(painter, area, kind, paper_colours())


def _paint_lines(painter: QPainter, area: QRectF, font: QFont) -> None:
    painter.setPen(ink(1, WRITING_LINE))
    count = round(STRIP_MM / LINE_MM)
    for number in range(1, count + 1):
        level = area.top() + number * area.height() / count - 0.5
        painter.drawLine(QLineF(area.left(), level, area.right(), level))
