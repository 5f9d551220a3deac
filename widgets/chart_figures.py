"""The charts as matplotlib figures, drawn on any painter. Import this behind the first paint only."""

from collections.abc import Sequence

import widgets.chart_home  # noqa: F401  before matplotlib

# isort: split
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from widgets.chart_data import Bars, Chart, DotRows, Trend
from widgets.chart_look import Look
from widgets.chart_renderer import colour, draw_figure, make_figure

# Pixels: room at the sides for a mark, above the highest one, and between text and drawing.
_SIDE, _TOP, _GAP = 8.0, 7.0, 4.0
_DASHED, _DOTTED = (4, 3), (0.4, 2.4)
_MOST_DOTS_HIGH = 3
_MOST_STRIDE = 4
_LEAST_BARS = 5
# With more values than so many, each is no longer a dot of its own, but counts in a heap.
_MOST_DOTS, _HEAPS = 150, 48


def draw_chart(painter: QPainter, area: QRectF, chart: Chart, look: Look) -> tuple[QPointF | None, ...]:
    """Draw `chart` into `area`; returns where each of its marks is, None for a period without a value."""
    builder = _Builder(area.width(), area.height(), look)
    if isinstance(chart, Trend):
        places = builder.trend(chart)
    elif isinstance(chart, Bars):
        places = builder.bars(chart)
    else:
        places = builder.dot_rows(chart)
    draw_figure(painter, area, builder.figure, look.font)
    return tuple(None if place is None else place + area.topLeft() for place in places)


class _Builder:
    """One figure on its way: texts are placed in pixels, values by the scale of the axes."""

    def __init__(self, width: float, height: float, look: Look) -> None:
        self._width, self._height, self._look = max(width, 40.0), max(height, 20.0), look
        self._metrics = QFontMetricsF(look.font)
        self._line = self._metrics.height()
        self.figure: Figure = make_figure(self._width, self._height)

    # Over time

    def trend(self, data: Trend) -> list[QPointF | None]:
        look, limits = self._look, data.limits
        texts = limits.texts if limits is not None else ()
        gutter = max((self._metrics.horizontalAdvance(text) for text in texts), default=0.0)
        gutter += 2 * _GAP if gutter else 0.0
        # The target is named at the other side, where no point ever lies.
        aim = self._metrics.horizontalAdvance(data.target_text) + _GAP if data.target is not None else 0.0
        foot = self._line + _GAP
        left, right = (gutter, aim) if look.mirrored else (aim, gutter)
        axes = self._axes(_SIDE + left, foot, self._width - 2 * _SIDE - left - right, self._height - foot - _TOP)
        count = len(data.points)
        values = [point.value for point in data.points if point.value is not None]
        marked = [*values, *((limits.lower, limits.upper) if limits is not None else ())]
        marked += [data.target] if data.target is not None else []
        low, high = (min(marked), max(marked)) if marked else (0.0, 1.0)
        reach = (high - low) or abs(high) * 0.2 or 1.0
        axes.set_ylim(low - reach * 0.08, high + reach * 0.08)
        # A single period stands in the middle.
        axes.set_xlim(*((-0.35, max(count - 1, 0) + 0.35) if count > 1 else (-1.0, 1.0)))
        if look.mirrored:
            axes.invert_xaxis()
        if limits is not None:
            axes.axhspan(limits.lower, limits.upper, facecolor=colour(look.band), linewidth=0)
            # A flat band is still seen, as its edges.
            for edge in (limits.lower, limits.upper):
                axes.axhline(edge, color=colour(look.line), linewidth=0.6)
            axes.axhline(limits.mean, color=colour(look.line), linewidth=1.1, dashes=_DASHED)
        else:
            # Something to stand on, where there is no band.
            axes.axhline(axes.get_ylim()[0], color=colour(look.line), linewidth=0.6)
        if data.target is not None:
            axes.axhline(data.target, color=colour(look.strong), linewidth=1.4, dashes=_DOTTED, dash_capstyle="round")
        self._trend_line(axes, data)
        if limits is not None:
            self._limit_texts(axes, (limits.upper, limits.mean, limits.lower), limits.texts)
        if data.target is not None and data.target_text:
            self._target_text(axes, data)
        self._foot_texts([point.label for point in data.points], axes, ends_only=True)
        return [
            None if point.value is None else self._place(axes, at, point.value) for at, point in enumerate(data.points)
        ]

    def _trend_line(self, axes: Axes, data: Trend) -> None:
        look = self._look
        runs: list[list[tuple[int, float]]] = [[]]
        for at, point in enumerate(data.points):
            if point.value is None:
                runs.append([])
            else:
                runs[-1].append((at, point.value))
        for run in runs:
            if len(run) > 1:
                axes.plot(*zip(*run, strict=True), color=colour(look.ink), linewidth=1.6, clip_on=False)
        small = 4.4 if len(data.points) > 20 else 5.6
        for at, point in enumerate(data.points):
            if point.value is None:
                continue
            tone = colour(look.wrong if point.outside else look.ink)
            axes.plot(
                [at],
                [point.value],
                # A shape of its own, so that it is told apart in black and white.
                marker="D" if point.outside else "o",
                markersize=small + (1.0 if point.outside else 0.0),
                markerfacecolor=colour(look.ground) if point.running else tone,
                markeredgecolor=tone,
                markeredgewidth=1.4,
                clip_on=False,
                zorder=4 if point.outside else 3,
            )

    def _limit_texts(self, axes: Axes, levels: Sequence[float], texts: Sequence[str]) -> None:
        """Write the limits beside their lines; where they would touch, the mean is left out."""
        places = [self._place(axes, 0, level).y() for level in levels]
        shown = [0, 2]
        if places[2] - places[0] < self._line:
            shown = [1]
        elif min(places[1] - places[0], places[2] - places[1]) >= self._line:
            shown = [0, 1, 2]
        far = self._look.mirrored
        for at in shown:
            level = min(max(places[at], self._line / 2), self._height - self._line * 1.6)
            self._write(_GAP if far else self._width - _GAP, level, texts[at], "left" if far else "right")

    def _target_text(self, axes: Axes, data: Trend) -> None:
        """Write beside the line of the target that it is one."""
        assert data.target is not None
        level = min(max(self._place(axes, 0, data.target).y(), self._line / 2), self._height - self._line * 1.6)
        far = self._look.mirrored
        self._write(self._width - _GAP if far else _GAP, level, data.target_text, "right" if far else "left")

    # Side by side

    def bars(self, data: Bars) -> list[QPointF | None]:
        look, count = self._look, len(data.bars)
        foot, head = self._line + _GAP, self._line + _GAP + (self._line if data.middle_text else 0.0)
        axes = self._axes(_SIDE, foot, self._width - 2 * _SIDE, self._height - foot - head)
        most = max((bar.count for bar in data.bars), default=0) or 1
        # A single bar is no wall.
        beside = max(_LEAST_BARS - count, 0) / 2
        axes.set_xlim(-0.5 - beside, max(count, 1) - 0.5 + beside)
        axes.set_ylim(0, most)
        if look.mirrored:
            axes.invert_xaxis()
        axes.axhline(0, color=colour(look.line), linewidth=1, clip_on=False)
        axes.bar(range(count), [bar.count for bar in data.bars], width=0.72, color=colour(look.ink), linewidth=0)
        for at, bar in enumerate(data.bars):
            if bar.count:
                place = self._place(axes, at, bar.count)
                self._write(place.x(), place.y() - self._line * 0.55, bar.text, "center")
        if data.middle is not None:
            # Seen before a bar and beside it.
            axes.axvline(data.middle, color=colour(look.ground), linewidth=4.2)
            axes.axvline(data.middle, color=colour(look.strong), linewidth=1.6)
            self._write_within(self._place(axes, data.middle, 0).x(), self._line / 2, data.middle_text, look.strong)
        self._foot_texts([bar.label for bar in data.bars], axes)
        return [self._place(axes, at, bar.count / 2) for at, bar in enumerate(data.bars)]

    # Row by row

    def dot_rows(self, data: DotRows) -> list[QPointF | None]:
        look, count = self._look, max(len(data.rows), 1)
        foot = self._line + _GAP
        axes = self._axes(_SIDE, foot, self._width - 2 * _SIDE, self._height - foot)
        ends = [at for at, _ in data.scale] or [value for row in data.rows for value in row.values] or [0.0, 1.0]
        low, high = min(ends), max(ends)
        reach = (high - low) or 1.0
        axes.set_xlim(low - reach * 0.03, high + reach * 0.03)
        step = (self._height - foot) / count
        # Pixels up and down, so that dots can be laid beside one another.
        axes.set_ylim(self._height - foot, 0)
        if look.mirrored:
            axes.invert_xaxis()
        scale = (self._width - 2 * _SIDE) / (axes.get_xlim()[1] - axes.get_xlim()[0])
        places: list[QPointF | None] = []
        for at, row in enumerate(data.rows):
            middle = at * step + self._line + (step - self._line) / 2
            axes.axhline(middle, color=colour(look.band), linewidth=1.2, zorder=0.4)
            if row.half is not None and len(row.values) <= _MOST_DOTS:
                within = [min(max(each, low), high) for each in row.half]
                axes.plot(
                    within, [middle] * 2, color=colour(look.band), linewidth=10, solid_capstyle="butt", zorder=0.5
                )
            shown = [min(max(value, low), high) for value in row.values]
            if len(shown) > _MOST_DOTS:
                self._heaps(axes, shown, middle, (step - self._line) / 2 - 3, filled=row.filled)
                shown = []
            dots = _beside(shown, abs(scale), 3.0, (step - self._line) / 2 - 4)
            axes.plot(
                [value for value, _ in dots],
                [middle + level for _, level in dots],
                linestyle="none",
                marker="o" if row.filled else "D",
                markersize=5.6 if row.filled else 5.2,
                markerfacecolor=colour(look.ink if row.filled else look.ground),
                markeredgecolor=colour(look.ink),
                markeredgewidth=1.0,
                clip_on=False,
            )
            if row.median is not None:
                half = max((step - self._line) / 2 - 2, 4)
                for wide, tone in ((5.0, look.ground), (2.0, look.strong)):
                    axes.plot(
                        [row.median] * 2, [middle - half, middle + half], color=colour(tone), linewidth=wide, zorder=1.8
                    )
            far = look.mirrored
            name = self._metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, self._width - 2 * _SIDE)
            self._write(
                self._width - _SIDE if far else _SIDE, at * step + self._line / 2, name, "right" if far else "left"
            )
            places.append(QPointF(self._width / 2, middle))
        for value, text in data.scale:
            self._write_within(self._place(axes, value, 0).x(), self._height - self._line / 2, text, look.muted)
        return places

    def _heaps(self, axes: Axes, values: Sequence[float], middle: float, room: float, *, filled: bool) -> None:
        """Draw how thickly many values lie, in place of a dot for each: the higher, the more of them."""
        low, high = sorted(axes.get_xlim())
        wide = (high - low) / _HEAPS
        counts = [0] * _HEAPS
        for value in values:
            counts[min(int((value - low) / wide), _HEAPS - 1)] += 1
        most = max(counts)
        for at, count in enumerate(counts):
            if count:
                half = max(room * count / most, 0.5)
                axes.bar(
                    low + (at + 0.5) * wide,
                    2 * half,
                    bottom=middle - half,
                    width=wide * 0.7,
                    facecolor=colour(self._look.ink if filled else self._look.ground),
                    edgecolor=colour(self._look.ink),
                    linewidth=0.0 if filled else 1.0,
                )

    # Parts

    def _axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        axes = self.figure.add_axes(
            (
                left / self._width,
                bottom / self._height,
                max(width, 10.0) / self._width,
                max(height, 8.0) / self._height,
            )
        )
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    def _place(self, axes: Axes, x: float, y: float) -> QPointF:
        found = axes.transData.transform((x, y))
        return QPointF(float(found[0]), self._height - float(found[1]))

    def _write(self, x: float, y: float, text: str, side: str, tone: object = None) -> None:
        """Write `text` in pixels from the top left; its middle line stands at `y`."""
        ink = self._look.muted if tone is None else tone
        self.figure.text(
            x / self._width,
            1 - (y + self._line / 2 - self._metrics.descent()) / self._height,
            text,
            ha=side,
            va="baseline",
            color=colour(ink),  # type: ignore[arg-type]
            parse_math=False,
        )

    def _write_within(self, x: float, y: float, text: str, tone: object = None) -> None:
        """Write around `x`, but not over the edge."""
        half = self._metrics.horizontalAdvance(text) / 2
        self._write(min(max(x, half + 1), self._width - half - 1), y, text, "center", tone)

    def _foot_texts(self, labels: Sequence[str], axes: Axes, *, ends_only: bool = False) -> None:
        """Name the marks beneath: all of them where there is room, else every second, third or only the ends."""
        if not labels:
            return
        level = self._height - self._line / 2
        places = [self._place(axes, at, 0).x() for at in range(len(labels))]
        wide = max(self._metrics.horizontalAdvance(label) for label in labels) + 8
        apart = abs(places[1] - places[0]) if len(places) > 1 else wide
        every = max(1, -(-int(wide) // max(int(apart), 1)))
        if not ends_only or every <= _MOST_STRIDE:
            # Counted from the end, where the latest one stands.
            for at in range(len(labels) - 1, -1, -every) if ends_only else range(0, len(labels), every):
                self._write_within(places[at], level, labels[at])
            return
        shown = [0, len(labels) - 1]
        if 2 * wide > abs(places[-1] - places[0]):
            shown = [len(labels) - 1]
        for at in shown:
            self._write_within(places[at], level, labels[at])


def _beside(values: Sequence[float], scale: float, radius: float, room: float) -> list[tuple[float, float]]:
    """Return where each dot goes, along and up or down, so that like values lie beside one another.

    Of those that find no place of their own nothing more would be seen; they are left out.
    """
    steps = [0.0]
    for number in range(1, _MOST_DOTS_HIGH + 1):
        if number * 2 * radius <= room:
            steps += [number * 2 * radius, -number * 2 * radius]
    taken: set[tuple[int, float]] = set()
    found = []
    for value in values:
        column = round(value * scale / (2 * radius))
        level = next((step for step in steps if (column, step) not in taken), None)
        if level is not None:
            taken.add((column, level))
            found.append((value, level))
    return found
