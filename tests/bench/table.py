"""The table that the bench prints: each figure beside its floor in the same run, and beside its target."""

from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured figure. `floor` is what it is compared with, or None; `target` is a ratio to it, or a figure.

    `unit` is ms, s, MiB or MB. `note` says why a figure is missing (`value` None).
    """

    name: str
    value: float | None
    unit: str
    target: float
    floor: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure in its floors, or None without one."""
        return None if self.value is None or not self.floor else self.value / self.floor

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None for a figure that could not be measured."""
        if self.value is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.target


HEADINGS = ("what", "measured", "floor", "ratio", "target", "")


def table_text(figures: Sequence[Figure]) -> str:
    """Return the table, its columns lined up."""
    rows = [HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    over = sum(figure.holds is False for figure in figures)
    lines.append("every target is met" if not over else f"{over} of {len(figures)} are over their target")
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    if figure.value is None:
        return figure.name, "-", "", "", "", figure.note
    target = f"{figure.target:g}" if figure.ratio is not None else _text(figure.target, figure.unit)
    return (
        figure.name,
        _text(figure.value, figure.unit),
        "" if figure.floor is None else _text(figure.floor, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        target,
        "" if figure.holds else "over",
    )


def _text(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if value < 10 and unit not in ("MiB", "MB") else f"{value:.0f} {unit}"
