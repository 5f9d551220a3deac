"""The chance that a week is overloaded, from the probabilities of the open deals (framework.md section 5).

Exact up to 15 digits, not simulated: the probabilities of all totals of hours are kept as one long whole number, a slot
of bits for each quarter of an hour, so that a deal is brought in by a multiplication, a shift and an addition.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

# A slot begins with this many bits for a probability of 1 and is as wide as it takes to multiply it a few times.
_ONE_BITS = 64
_SPARE_BITS = 24
# A probability of more digits than a float holds is rounded to one.
_FINEST = 1 << 53


def overload_chance(sold: Fraction, capacity: Fraction, chances: Iterable[tuple[Fraction, Fraction]]) -> float:
    """Return the probability, 0 to 1, that `sold` plus the open deals that come in is more than `capacity`.

    `sold` and `capacity` are hours, `chances` hours with the probability (0 to 1) of each open deal, independent of
    one another. For this one figure all hours are rounded to quarters, half up.
    """
    return chance_over(quarters(capacity) - quarters(sold), [(quarters(hours), odds) for hours, odds in chances])


def chance_over(room: int, chances: Iterable[tuple[int, Fraction]]) -> float:
    """Return the probability that the deals that come in take more than `room`; sizes and room in whole quarters."""
    if room < 0:
        return 1.0
    deals = sorted(_odds(size, odds) for size, odds in chances if size > 0 and odds.numerator > 0)
    most = sum(size for size, _, _ in deals)
    if most <= room:
        return 0.0
    # It is over when what stays away takes less than the rest. Whichever way there are fewer totals to keep.
    away = most - room - 1
    if away < room:
        return _within(away, [(size, of - comes, of) for size, comes, of in deals])
    return 1.0 - _within(room, deals)


def quarters(hours: Fraction) -> int:
    """Return hours as whole quarters, half up."""
    return floor(hours * 4 + Fraction(1, 2))


def _odds(size: int, odds: Fraction) -> tuple[int, int, int]:
    comes, of = odds.numerator, odds.denominator
    return (size, comes, of) if of <= _FINEST else (size, round(odds * _FINEST), _FINEST)


def _within(room: int, deals: list[tuple[int, int, int]]) -> float:
    """Return the probability that what comes in is at most `room`; deals are their size and odds, `comes` in `of`."""
    slot = _ONE_BITS + _SPARE_BITS + 2 * max(of for _, _, of in deals).bit_length()
    most_grown = 1 << (slot - _ONE_BITS - 2)
    # The slots of `totals` add up to `whole`, which stands for 1, without its last `shifted` bits. `grown` is how much
    # larger than at first they may be by now.
    totals, whole, shifted, grown, reached = 1 << _ONE_BITS, 1 << _ONE_BITS, 0, 1, 0
    masks: dict[int, int] = {}
    for size, comes, of in deals:
        if grown * of > most_grown:
            bits = (whole >> (shifted + _ONE_BITS)).bit_length() - 1
            if bits not in masks:
                masks[bits] = _ones(room + 1, slot) * ((1 << (slot - bits)) - 1)
            # What is cut off below a slot would else run into the one before it.
            totals = (totals >> bits) & masks[bits]
            shifted += bits
            grown = 2
        grown *= of
        whole *= of
        if size > room:
            totals *= of - comes
            continue
        totals = totals * (of - comes) + ((totals * comes) << (size * slot))
        reached += size
        if reached > room:
            totals &= (1 << ((room + 1) * slot)) - 1
            reached = room
    # As the sum of digits for 9: the remainder by the largest number a slot holds is the sum of all slots.
    found = totals % ((1 << slot) - 1)
    return min(1.0, (found << shifted) / whole)


def _ones(slots: int, slot: int) -> int:
    """Return a number with a 1 in each of so many slots."""
    return int(((1 << (slots * slot)) - 1) // ((1 << slot) - 1))
