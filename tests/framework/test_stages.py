"""How a deal moves from stage to stage: the instant of the win, and when a promised date is moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from framework.deal import Deal, Stage
from framework.stages import PROMISED_STAGES, moved, moves_the_date

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def deal(stage: Stage, **fields: object) -> Deal:
    return Deal("d", "1", "Town Library", stage=stage, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", [Stage.WON, Stage.IN_DELIVERY, Stage.DELIVERED])
def test_the_instant_of_the_win_is_kept_once(stage: Stage) -> None:
    won = moved(deal(Stage.OFFERED), stage, TODAY, NOW)
    assert (won["won_on"], won["won_at"]) == (TODAY, NOW)
    later = moved(deal(Stage.WON, won_on=TODAY, won_at=NOW), stage, TODAY + timedelta(1), NOW + timedelta(1))
    assert "won_at" not in later
    assert "won_on" not in later


def test_a_win_of_which_only_the_day_is_known_gets_no_instant_afterwards() -> None:
    assert "won_at" not in moved(deal(Stage.WON, won_on=TODAY), Stage.IN_DELIVERY, TODAY, NOW)


@pytest.mark.parametrize("stage", [Stage.LEAD, Stage.INTAKE, Stage.OFFERED, Stage.LOST])
def test_it_is_gone_when_the_deal_is_not_won_after_all(stage: Stage) -> None:
    back = moved(deal(Stage.WON, won_on=TODAY, won_at=NOW), stage, TODAY, NOW)
    assert (back["won_on"], back["won_at"]) == (None, None)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_date_is_moved_once_the_client_was_told_one(stage: Stage) -> None:
    told = stage in PROMISED_STAGES
    one = deal(stage, promised_on=TODAY, first_promised_on=TODAY)
    assert moves_the_date(one, TODAY + timedelta(1)) is told
    assert moves_the_date(one, None) is told
    assert not moves_the_date(one, TODAY)
    assert not moves_the_date(deal(stage), TODAY), "the first date moves nothing"
    assert moves_the_date(one._replace(promised_on=None), TODAY) is told, "there was one before"
