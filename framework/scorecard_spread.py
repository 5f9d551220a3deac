"""Where a distribution says more than a mean, and standard deals beside exceptions (framework.md sections 4 and 9)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from framework import scorecard
from framework.catalogue import Offering
from framework.deal import Deal
from framework.exception_cost import was_exception
from framework.scorecard import Score

SCORES = (1, 2, 3, 4, 5)


class Values(NamedTuple):
    """The value of each deal (its key beside it), the lowest first, and their median (None without any)."""

    deals: tuple[tuple[str, Fraction], ...]
    median: Fraction | None


class Compared(NamedTuple):
    """The figures of some deals beside those of the rest."""

    on_time: Score
    first_time_right: Score
    client_score: Score
    margin: Score


class Spreads(NamedTuple):
    """How the figures of a period are spread.

    `scores` are how often 1 to 5 was given; `throughput` are calendar days, `standard` and `exceptions` margins as a
    share of the price of each deal. `own` are deals whose question was answered by who had asked it, `joint` the other
    deals that were asked about.
    """

    scores: Mapping[int, int]
    throughput: Values
    standard: Values
    exceptions: Values
    own: Compared
    joint: Compared


def spreads(
    delivered: Sequence[Deal], offerings: Mapping[str, Offering], own: frozenset[str], asked: frozenset[str]
) -> Spreads:
    """Return the spreads of `delivered` deals; `own` are keys of own-answered deals, `asked` of all asked about.

    A deal without a verdict kept from its promise is neither standard nor an exception.
    """
    told = [deal for deal in delivered if deal.promised_zone is not None]
    given = [deal.client_score for deal in delivered]
    return Spreads(
        {score: given.count(score) for score in SCORES},
        _values((deal.id, scorecard.throughput_days([deal]).value) for deal in delivered),
        _values((deal.id, scorecard.margin([deal], offerings).value) for deal in told if not was_exception(deal)),
        _values((deal.id, scorecard.margin([deal], offerings).value) for deal in told if was_exception(deal)),
        _compared([deal for deal in delivered if deal.id in own], offerings),
        _compared([deal for deal in delivered if deal.id in asked - own], offerings),
    )


def median(values: Sequence[Fraction]) -> Fraction | None:
    """Return the middle of sorted values, the mean of the two in the middle, None without any."""
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2 if values else None


def _values(found: Iterable[tuple[str, Fraction | None]]) -> Values:
    known = sorted(((key, value) for key, value in found if value is not None), key=lambda pair: (pair[1], pair[0]))
    return Values(tuple(known), median([value for _, value in known]))


def _compared(deals: Sequence[Deal], offerings: Mapping[str, Offering]) -> Compared:
    return Compared(
        scorecard.on_time(deals),
        scorecard.first_time_right(deals),
        scorecard.client_score(deals),
        scorecard.margin(deals, offerings),
    )
