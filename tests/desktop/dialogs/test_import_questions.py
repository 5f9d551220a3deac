"""The questions of an import, and what is offered to answer them."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop.dialogs.import_questions import DateOrderQuestion, Reading, StagesQuestion, readings
from framework.deal import Stage
from storage.sheet.dates import DateOrder


def test_each_reading_names_the_day_it_would_mean() -> None:
    assert readings("03-04-17") == [
        Reading(DateOrder.DMY, date(2017, 4, 3)),
        Reading(DateOrder.MDY, date(2017, 3, 4)),
        Reading(DateOrder.YMD, date(2003, 4, 17)),
    ]


def test_an_order_that_has_no_such_day_is_still_offered() -> None:
    assert readings("25/03/2017") == [Reading(DateOrder.DMY, date(2017, 3, 25)), Reading(DateOrder.MDY, None)]


def test_where_the_month_is_written_first_it_is_offered_first() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        assert readings("03-04-2017")[0].order is DateOrder.MDY
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(("number", "order"), [(0, "dmy"), (1, "mdy"), (2, "ymd")])
def test_the_chosen_order_is_told(qtbot: QtBot, number: int, order: str) -> None:
    question = DateOrderQuestion(("won", "promised"), "03-04-17")
    qtbot.addWidget(question)
    question.choices.button(number).click()
    with qtbot.waitSignal(question.answered) as told:
        question.go_button.click()
    assert told.args == [order]


def test_each_unknown_stage_becomes_one_of_ours(qtbot: QtBot) -> None:
    question = StagesQuestion(("Hot & ready", "Parked"))
    qtbot.addWidget(question)
    box = question.boxes["Hot & ready"]
    assert [box.itemData(row) for row in range(box.count())] == [stage.value for stage in Stage]
    assert box.accessibleName() == "Hot & ready"
    box.setCurrentIndex(box.findData("offered"))
    with qtbot.waitSignal(question.answered) as told:
        question.go_button.click()
    assert told.args == [{"Hot & ready": Stage.OFFERED, "Parked": Stage.LEAD}]


def test_cancel_answers_nothing(qtbot: QtBot) -> None:
    question = StagesQuestion(("Hot",))
    qtbot.addWidget(question)
    told: list[object] = []
    question.answered.connect(told.append)
    with qtbot.waitSignal(question.rejected):
        question.reject()
    assert told == []
