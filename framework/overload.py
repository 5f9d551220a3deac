"""The chance that a week is overloaded, from the probabilities of the open deals (framework.md section 5)."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor


def overload_chance(sold: Fraction, capacity: Fraction, chances: Iterable[tuple[Fraction, Fraction]]) -> float:
    """Return the probability, 0 to 1, that `sold` plus the open deals that come in is more than `capacity`.

    `sold` and `capacity` are hours, `chances` hours with the probability (0 to 1) of each open deal, independent of
    one another. For this one figure all hours are rounded to quarters, half up.
    """
    room = _quarters(capacity) - _quarters(sold)
    if room < 0:
        return 1.0
    # free[n] is the probability that n quarters of the room are taken; everything above the room is in `over`.
    free, over = [1.0] + [0.0] * room, 0.0
    for hours, probability in chances:
        size, p = _quarters(hours), float(probability)
        if size <= 0 or p <= 0:
            continue
        over += p * sum(free[max(0, room + 1 - size) :])
        stays = 1.0 - p
        if size > room:
            free = [chance * stays for chance in free]
        else:
            comes = [chance * stays for chance in free[:size]]
            free = comes + [a * stays + b * p for a, b in zip(free[size:], free, strict=False)]
    return min(1.0, over)


def _quarters(hours: Fraction) -> int:
    return floor(hours * 4 + Fraction(1, 2))
