"""Stages as others call them."""

import pytest

from framework.deal import Stage
from storage.sheet.stages import UnknownStages, guess_stage


@pytest.mark.parametrize("stage", list(Stage))
def test_our_own_stages_are_known(stage: Stage) -> None:
    assert guess_stage(stage.value) is stage
    assert guess_stage(stage.value.upper().replace(" ", "_")) is stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Won", Stage.WON),
        ("Closed Won", Stage.WON),
        ("closedwon", Stage.WON),
        ("Gewonnen", Stage.WON),
        ("Closed Won (Sales Pipeline)", Stage.WON),
        ("6. Won 100%", Stage.WON),
        ("Closed Lost", Stage.LOST),
        ("Verloren", Stage.LOST),
        ("Prospecting", Stage.LEAD),
        ("Qualification", Stage.LEAD),
        ("appointmentscheduled", Stage.LEAD),
        ("Engaging", Stage.INTAKE),
        ("Needs Analysis", Stage.INTAKE),
        ("Id. Decision Makers", Stage.INTAKE),
        ("Proposal", Stage.OFFERED),
        ("Proposal/Price Quote", Stage.OFFERED),
        ("Negotiation/Review", Stage.OFFERED),
        ("Contract sent", Stage.OFFERED),
        ("Offerte verstuurd", Stage.OFFERED),
        ("In Progress", Stage.IN_DELIVERY),
        ("Delivered", Stage.DELIVERED),
        ("Geleverd", Stage.DELIVERED),
        ("limbo", None),
        ("", None),
        ("Not won", None),
        ("100 %", None),
    ],
)
def test_stages_of_the_common_crms(text: str, stage: Stage | None) -> None:
    assert guess_stage(text) is stage


def test_a_long_list_of_unknown_stages_stays_a_sentence() -> None:
    trouble = UnknownStages(f"stage {n} {'x' * 200}" for n in range(500))
    assert len(trouble.names) == 500
    assert len(trouble.say) < 2_500
