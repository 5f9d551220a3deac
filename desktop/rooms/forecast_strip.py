"""The forecast of an agenda as a strip of weeks: sold and likely hours against the limit."""

from collections.abc import Sequence
from fractions import Fraction

from desktop.wording import figures
from framework.capacity import WeekLoad
from framework.minutes import KeptWeek
from framework.working_time import monday_of
from resources.words import tr
from widgets.week_strip import WeekBar, WeekStrip


def forecast_strip(week_loads: Sequence[WeekLoad] | Sequence[KeptWeek], limit: Fraction | None) -> WeekStrip:
    """Return the weeks as a picture, each that of its fullest crew; `limit` 1 is full, None is no limit."""
    strip = WeekStrip()
    strip.set_weeks(week_bars(week_loads, limit), float(limit) if limit is not None else None)
    strip.setMaximumWidth(460)
    return strip


def week_bars(week_loads: Sequence[WeekLoad] | Sequence[KeptWeek], limit: Fraction | None) -> list[WeekBar]:
    """Return the weeks as bars, each that of its fullest crew; `limit` 1 is full, None is no limit."""
    weeks = sorted({load.week for load in week_loads})
    bars = []
    for week in weeks:
        loads = [load for load in week_loads if load.week == week]
        fullest = max(loads, key=lambda load: load.sold + load.likely - load.capacity)
        over = fullest.sold + fullest.likely > (1 if limit is None else limit) * fullest.capacity
        bars.append(
            WeekBar(
                label=figures.day_month(week) if week == monday_of(weeks[0]) else str(week.day),
                sold=float(fullest.sold),
                likely=float(fullest.likely),
                this_deal=0.0,
                capacity=float(fullest.capacity),
                over=over,
                say=tr("Week of {week}: {sold} sold and {likely} likely of {capacity}").format(
                    week=figures.day_month(week),
                    sold=figures.hours(fullest.sold),
                    likely=figures.hours(fullest.likely),
                    capacity=figures.hours(fullest.capacity),
                ),
            )
        )
    return bars
