"""What the Scorecard tab shows, worked out to the last word, so that the window's thread has only to set it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.actions.scorecard import Board, gather_board
from desktop.long_work import Progress
from desktop.wording import scorecard as words
from desktop.wording import scorecard_charts as charts
from desktop.wording import scorecard_notes as notes
from framework.business import Business
from framework.figure import FIRST_FOUR, Figure
from framework.periods import Step
from storage.book import Book
from widgets.chart_data import Chart
from widgets.figure_face import FigureText

if TYPE_CHECKING:
    from desktop.actions.desk import Desk


class Told(NamedTuple):
    """A chart, and all that can be seen of it in words."""

    chart: Chart
    words: str


class Shown(NamedTuple):
    """A board with everything that is said of it; `scores`, `days` and `margins` are how cases spread."""

    board: Board
    line: str
    texts: Mapping[Figure, FigureText]
    sales: list[tuple[str, str]]
    operations: list[tuple[str, str]]
    trends: Mapping[Figure, Told]
    scores: Told
    days: Told
    margins: Told
    own: list[tuple[str, tuple[str, ...]]]


def tell(board: Board, business: Business) -> Shown:
    """Put a board into words."""
    spreads = board.spreads
    return Shown(
        board,
        notes.head_line(board, business),
        {figure: _text(figure, board, business) for figure in Figure},
        notes.sales_parts(board.sides, business),
        notes.operations_parts(board.sides, business),
        {
            figure: Told(
                charts.trend_chart(board.trends[figure], board.step, board.targets),
                charts.trend_words(board.trends[figure], board.step, board.targets),
            )
            for figure in FIRST_FOUR
        },
        Told(charts.score_chart(spreads), charts.score_words(spreads)),
        Told(charts.throughput_chart(spreads.throughput), charts.throughput_words(spreads.throughput)),
        Told(charts.margin_chart(spreads), charts.margin_words(spreads)),
        charts.own_lines(spreads),
    )


def work_out_here(book: Book, desk: "Desk", step: Step) -> Shown:
    """Work everything out on the window's own thread."""
    from desktop.actions.scorecard import read_board

    return tell(read_board(book, desk, step), desk.business)


def work_out(path: Path, today: date, step: Step, progress: Progress) -> Shown:
    """Work everything out on a connection of its own, for another thread. Raises Trouble."""
    from desktop.actions.desk import read_desk
    from storage.opening import open_book

    with open_book(path, check_all=False) as book:
        progress(0, 0)
        desk = read_desk(book, today)
        parts = gather_board(book, desk, step)
        while True:
            progress(0, 0)
            try:
                next(parts)
            except StopIteration as end:
                board: Board = end.value
                break
        progress(0, 0)
        return tell(board, desk.business)


def write_figures(path: Path, today: date, step: Step, out: Path, _progress: Progress) -> Path:
    """Write the figures, period by period, into the .csv or .xlsx file `out`, for another thread. Raises Trouble."""
    from desktop.actions.desk import read_desk
    from desktop.actions.scorecard_export import export_figures
    from storage.opening import open_book

    with open_book(path, check_all=False) as book:
        export_figures(book=book, desk=read_desk(book, today), step=step, path=out)
    return out


def load_charts(_progress: Callable[[int, int], None]) -> None:
    """Load what draws charts."""
    from desktop import plain_import

    # PySide6 puts its own import in the place of Python's, which makes a large one slower.
    plain_import.restore()
    import widgets.chart_figures  # noqa: F401


def _text(figure: Figure, board: Board, business: Business) -> FigureText:
    score, target = board.scores[figure], words.target_words(figure, board.targets)
    note = notes.note_of(figure, board, business)
    if figure not in FIRST_FOUR and target:
        note, target = words.joined(note, target), ""
    return FigureText(figure, words.name_of(figure), words.value_words(figure, score), note, target)
