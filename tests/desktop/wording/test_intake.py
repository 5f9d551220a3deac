"""What is said of the earliest date where there is none."""

from fractions import Fraction

import pytest

from desktop.actions.desk import Judged
from desktop.wording.intake import earliest_sentence
from framework.agreement import Measure, Zone
from framework.deal import Deal
from framework.intake import Reason, Verdict
from framework.standing import Standing, State


@pytest.mark.parametrize(
    ("no_capacity", "said"),
    [(True, "Nobody has hours for this."), (False, "No date in the next 52 weeks keeps every week at or under 85")],
)
def test_what_helps_is_said_where_no_date_works(no_capacity: bool, said: str) -> None:
    verdict = Verdict(Zone.OFF, (Reason(Zone.OFF, Measure.WEEK_LOAD, no_capacity=no_capacity),))
    judged = Judged(Deal("1", "B-057", "Lakeside Dental", "fascia"), {}, verdict, None, verdict, Standing(State.NONE))
    assert earliest_sentence(judged, Fraction(85, 100)).startswith(said)
