"""What can't be right in the fields of a deal: slips of the pen, not what stood there already."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from framework.deal_fields import FieldFlaw, field_flaws
from tests.framework.asking_shop import FINE, TODAY

OVER = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"client": "  "}, {"client": FieldFlaw.NO_CLIENT}),
        ({"client": "Nook"}, {}),
        ({"promised_on": OVER}, {"promised_on": FieldFlaw.PAST}),
        ({"promised_on": TODAY}, {}),
        ({"promised_on": None}, {}),
        ({"promised_on": TODAY + timedelta(days=3660)}, {}),
        ({"promised_on": TODAY + timedelta(days=3661)}, {"promised_on": FieldFlaw.FAR}),
        # The year 0226 is over as well as far away: that it is far away says more.
        ({"promised_on": date(226, 11, 24)}, {"promised_on": FieldFlaw.FAR}),
        ({"expected_close_on": OVER}, {}),
        ({"expected_close_on": date(2226, 11, 24)}, {"expected_close_on": FieldFlaw.FAR}),
        ({"quantity": Decimal(0)}, {"quantity": FieldFlaw.NOTHING}),
        ({"quantity": Decimal(-1)}, {"quantity": FieldFlaw.NOTHING}),
        ({"quantity": Decimal("0.01")}, {}),
        (
            {"client": "", "promised_on": OVER, "quantity": Decimal(0)},
            {"client": FieldFlaw.NO_CLIENT, "promised_on": FieldFlaw.PAST, "quantity": FieldFlaw.NOTHING},
        ),
    ],
)
def test_flaws_are_named_by_field(fields: dict[str, Any], wanted: dict[str, FieldFlaw]) -> None:
    assert field_flaws(fields, None, TODAY) == wanted
    assert field_flaws(fields, FINE, TODAY) == wanted


def test_a_date_that_stood_there_before_is_not_held_against_whoever_changes_the_price() -> None:
    old = FINE._replace(promised_on=OVER, expected_close_on=date(2226, 1, 1))
    fields = {"promised_on": OVER, "expected_close_on": date(2226, 1, 1), "value": Decimal(1)}
    assert field_flaws(fields, old, TODAY) == {}
    assert field_flaws({"promised_on": OVER - timedelta(days=1)}, old, TODAY) == {"promised_on": FieldFlaw.PAST}
