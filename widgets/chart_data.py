"""What a chart shows, as plain values; every mark of it can be said."""

from typing import NamedTuple


class TrendPoint(NamedTuple):
    """One period. `value` None: no case, a gap in the line. `say` is all of it in words, `label` its short name.

    `outside`: beyond the natural limits. `running`: not over yet, drawn hollow.
    """

    label: str
    value: float | None
    say: str
    outside: bool = False
    running: bool = False


class TrendLimits(NamedTuple):
    """The natural limits and the mean between them; with `texts` they are written beside (upper, mean, lower)."""

    mean: float
    lower: float
    upper: float
    texts: tuple[str, str, str] = ("", "", "")


class Trend(NamedTuple):
    """A figure over time: its periods, oldest first, natural limits (None: too few periods), and the target."""

    points: tuple[TrendPoint, ...] = ()
    limits: TrendLimits | None = None
    target: float | None = None
    target_text: str = ""

    def says(self) -> tuple[str, ...]:
        """Return what is said of each mark."""
        return tuple(point.say for point in self.points)


class Bar(NamedTuple):
    """One bar: its name beneath, how many, the same written above it, and all of it in words."""

    label: str
    # Hides the method of tuples, which nobody needs here.
    count: int  # type: ignore[assignment]
    text: str
    say: str


class Bars(NamedTuple):
    """Counts side by side. `middle` is where the median lies, in bars from the middle of the first one."""

    bars: tuple[Bar, ...] = ()
    middle: float | None = None
    middle_text: str = ""

    def says(self) -> tuple[str, ...]:
        """Return what is said of each mark."""
        return tuple(bar.say for bar in self.bars)


class DotRow(NamedTuple):
    """Values on a line of their own under `name`; `median` is drawn through them. `filled` tells the rows apart.

    `half`: between which values half of them lie; None where they are too few to say.
    """

    name: str
    values: tuple[float, ...]
    median: float | None
    say: str
    filled: bool = True
    half: tuple[float, float] | None = None


class DotRows(NamedTuple):
    """Rows of values over one scale, some places of which are written beneath.

    What lies beyond the last of them stands at the edge.
    """

    rows: tuple[DotRow, ...] = ()
    scale: tuple[tuple[float, str], ...] = ()

    def says(self) -> tuple[str, ...]:
        """Return what is said of each mark."""
        return tuple(row.say for row in self.rows)


Chart = Trend | Bars | DotRows
