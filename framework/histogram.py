"""Counts of whole days in bins of a round width, to draw how they are spread (framework.md section 9)."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTHS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365)
MOST_BINS = 10


class Bin(NamedTuple):
    """The values from `first` to `last`, both included (`last` None: all from `first` on), and how many there are."""

    first: int
    last: int | None
    # Hides the method of tuples, which nobody needs here.
    count: int  # type: ignore[assignment]


def bins(values: Sequence[int], most: int = MOST_BINS) -> tuple[Bin, ...]:
    """Return bins of equal width from the lowest value to the highest, at most `most` of them; none without values.

    A few values far above all others share the last bin, so that they don't press the rest together: it begins where
    no more than one in fifty lies beyond.
    """
    if not values:
        return ()
    ordered = sorted(values)
    usual = ordered[max(len(ordered) * 49 // 50 - 1, 0)] if len(ordered) >= 50 else ordered[-1]
    low = ordered[0]
    width = next((each for each in WIDTHS if usual // each - low // each + 1 <= most), WIDTHS[-1])
    begin = low // width * width
    number = min(usual // width - low // width + 1, most)
    ends_open = ordered[-1] >= begin + number * width
    counts = [0] * number
    for value in ordered:
        counts[min((value - begin) // width, number - 1)] += 1
    return tuple(
        Bin(
            begin + at * width,
            None if ends_open and at == number - 1 else begin + (at + 1) * width - 1,
            count,
        )
        for at, count in enumerate(counts)
    )
