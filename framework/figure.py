"""The shared figures by name, and the unit and the better side of each (framework.md section 9)."""

from enum import StrEnum


class Figure(StrEnum):
    """A figure that both functions see, in the order of the scorecard; the first four stand at its head."""

    CLIENT_SCORE = "client_score"
    THROUGHPUT_DAYS = "throughput_days"
    MARGIN = "margin"
    FIRST_TIME_RIGHT = "first_time_right"
    ON_TIME = "on_time"
    PROMISES_KEPT = "promises_kept"
    EXCEPTIONS = "exceptions"
    AGAINST_RULES = "against_rules"
    ANSWERS_IN_TIME = "answers_in_time"
    OWNER_SHARE = "owner_share"
    RETAINED_90_DAYS = "retained_90_days"
    HONEST_WINS = "honest_wins"
    MEETINGS_HELD = "meetings_held"
    DAYS_SINCE_VISIT = "days_since_visit"
    LOAD_AHEAD = "load_ahead"
    SAVES = "saves"


class Unit(StrEnum):
    """What a figure is counted in: a share of cases (0 to 1), points of 1 to 5, days, or pieces."""

    SHARE = "share"
    POINTS = "points"
    DAYS = "days"
    PIECES = "pieces"


FIRST_FOUR = (Figure.CLIENT_SCORE, Figure.THROUGHPUT_DAYS, Figure.MARGIN, Figure.FIRST_TIME_RIGHT)

LOWER_IS_BETTER = frozenset(
    {
        Figure.THROUGHPUT_DAYS,
        Figure.EXCEPTIONS,
        Figure.AGAINST_RULES,
        Figure.OWNER_SHARE,
        Figure.DAYS_SINCE_VISIT,
        Figure.LOAD_AHEAD,
    }
)

_UNITS = {
    Figure.CLIENT_SCORE: Unit.POINTS,
    Figure.THROUGHPUT_DAYS: Unit.DAYS,
    Figure.DAYS_SINCE_VISIT: Unit.DAYS,
    Figure.AGAINST_RULES: Unit.PIECES,
    Figure.HONEST_WINS: Unit.PIECES,
    Figure.SAVES: Unit.PIECES,
}


def unit_of(figure: Figure) -> Unit:
    """Return what `figure` is counted in."""
    return _UNITS.get(figure, Unit.SHARE)
