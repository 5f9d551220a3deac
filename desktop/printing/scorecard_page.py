"""The shared scorecard on one sheet: figures with their charts as lines, each side alone, saves beside deals won."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter

from desktop.actions.scorecard import Board
from desktop.printing.page import Drawing, Page, render
from desktop.wording import figures
from desktop.wording import scorecard as words
from desktop.wording import scorecard_charts as charts
from desktop.wording.typed import typed
from framework.business import Business
from framework.figure import FIRST_FOUR, Figure
from resources.words import tr
from widgets.chart_data import Chart
from widgets.chart_look import paper_look

# Millimetres: how high the charts are and the white around the lines, roomy first; how many lines of deals and saves.
SETTINGS = ((31.0, 36.0, 1.3, 8), (26.0, 31.0, 1.0, 6), (21.0, 25.0, 0.7, 5), (17.0, 21.0, 0.4, 3))
TREND_SHARE, SPREAD_SHARE = 0.479, 0.319
IN_A_ROW = 4


class Figured(NamedTuple):
    """A figure in words, and the name of its chart."""

    name: str
    value: str
    note: str = ""
    target: str = ""
    picture: str = ""


def scorecard_page(board: Board, business: Business, today: date) -> Page:
    """Return the scorecard of a board, worked out on `today`: one sheet."""
    title, day = tr("Scorecard"), figures.day_long(today)
    kinds = [_units(board, business, day, title, each) for each in SETTINGS]
    return Page(
        title=tr("{title}, {day}").format(title=title, day=day),
        units=kinds[0],
        tight=kinds[1],
        tighter=tuple(kinds[2:]),
        running=tr("{business} · {title} · {day}").format(business=business.name, title=title, day=day),
        footer=tr("Under ten cases are told as cases. A change counts only outside the natural limits."),
        drawings=_drawings(board),
    )


def _units(
    board: Board, business: Business, day: str, title: str, setting: tuple[float, float, float, int]
) -> tuple[str, ...]:
    _trend_mm, _spread_mm, white, lines = setting
    number = SETTINGS.index(setting)
    first = [_figured(figure, board, business, number) for figure in FIRST_FOUR]
    lesser = [_figured(figure, board, business, number) for figure in words.LESSER]
    sales = [text for _, text in words.sales_parts(board.sides, business)]
    operations = [text for _, text in words.operations_parts(board.sides, business)]
    return render(
        "scorecard.html",
        business=business.name,
        title=title,
        day=day,
        about=words.head_line(board, business),
        white=white,
        pairs=((first[0], first[1]), (first[2], first[3])),
        legend=tr(
            "Dashed: the mean. Band: the natural limits. Dotted: the target. A diamond lies outside. "
            "Hollow: not over yet."
        ),
        rows=[lesser[at : at + IN_A_ROW] for at in range(0, len(lesser), IN_A_ROW)],
        sides=(
            (tr("Sales alone"), words.DOT.join(sales)),
            (tr("Operations alone"), words.DOT.join(operations)),
        ),
        spreads=(
            (tr("What clients gave"), f"scores-{number}"),
            (tr("How long it took, days"), f"days-{number}"),
            (tr("What exceptions cost, margin"), f"margins-{number}"),
        ),
        won_title=tr("Deals won"),
        won_note=words.joined(*sales[:2]),
        won=_shortened(_won(board, business), lines),
        saves_title=words.name_of(Figure.SAVES),
        saves_note=words.value_words(Figure.SAVES, board.scores[Figure.SAVES]),
        saves=_shortened(_saves(board, business), lines),
    )


def _figured(figure: Figure, board: Board, business: Business, number: int) -> Figured:
    target, note = words.target_words(figure, board.targets), words.note_of(figure, board, business)
    if figure not in FIRST_FOUR:
        note, target = words.joined(note, target), ""
    value = words.value_words(figure, board.scores[figure])
    return Figured(words.name_of(figure), value, note, target, f"{figure}-{number}")


def _won(board: Board, business: Business) -> list[tuple[str, str]]:
    return [
        (typed(deal.client), "" if deal.value is None else figures.money(deal.value, business.currency))
        for deal in board.sides.sales.deals
    ]


def _saves(board: Board, business: Business) -> list[tuple[str, str]]:
    return [
        (typed(save.say), "" if save.value is None else figures.money(save.value, business.currency))
        for save in board.saves
    ]


def _shortened(lines: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    if len(lines) <= most:
        return list(lines)
    more = tr("and {count} more").format(count=figures.number(len(lines) - most + 1))
    return [*lines[: most - 1], (more, "")]


def _drawings(board: Board) -> dict[str, Drawing]:
    found = {}
    for number, (trend_mm, spread_mm, _white, _lines) in enumerate(SETTINGS):
        for figure in FIRST_FOUR:
            chart: Chart = charts.trend_chart(board.trends[figure], board.step, board.targets)
            found[f"{figure}-{number}"] = Drawing(TREND_SHARE, trend_mm, partial(_paint, chart))
        for name, spread in (
            ("scores", charts.score_chart(board.spreads)),
            ("days", charts.throughput_chart(board.spreads.throughput)),
            ("margins", charts.margin_chart(board.spreads)),
        ):
            found[f"{name}-{number}"] = Drawing(SPREAD_SHARE, spread_mm, partial(_paint, spread))
    return found


def _paint(chart: Chart, painter: QPainter, area: QRectF, font: QFont) -> None:
    from widgets.chart_figures import draw_chart

    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    draw_chart(painter, area, chart, paper_look(font, mirrored=mirrored))
