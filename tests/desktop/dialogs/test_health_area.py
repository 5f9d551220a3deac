"""The statements of an area: by function, by person only where few answered, turned round, and "can't say" counted."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.health import known_statements
from desktop.dialogs.health_area import HealthArea
from framework.health import Area, Statement
from framework.health_check import Opened
from framework.people import Function, Person
from tests.desktop.health_shop import Answers, answer_all, opened_of

ALL = known_statements()
SALES, OPERATIONS = frozenset({Function.SALES}), frozenset({Function.OPERATIONS})
ANA = Person("a", "Ana", SALES, owner=True)
BEN = Person("b", "Ben", OPERATIONS)


def page(qtbot: QtBot, opened: Opened, area: Area | None) -> HealthArea:
    dialog = HealthArea(opened, area)
    qtbot.addWidget(dialog)
    return dialog


def cells(dialog: HealthArea) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in dialog.card.rows()]


@pytest.fixture(autouse=True)
def in_light(light: None) -> None:
    """The light theme."""


def test_every_statement_has_its_score_by_function_and_by_person(qtbot: QtBot) -> None:
    ana = answer_all(ALL, 4, A2=None, A4=1)
    opened = opened_of([(ANA, ana), (BEN, answer_all(ALL, 2))], ALL)
    dialog = page(qtbot, opened, Area.RULES)
    assert [row[1:] for row in cells(dialog)] == [
        ("4.0", "2.0", "4.0", "Ana 4, Ben 2"),
        ("can't say", "2.0", "can't say", "Ana can't say, Ben 2"),
        ("4.0", "2.0", "4.0", "Ana 4, Ben 2"),
        ("5.0", "2.0", "5.0", "Ana 5, Ben 2"),
    ]
    assert dialog.said_label.text() == (
        "Sales 4.3, Operations 2.0, Owner 4.3, gap 2.3. Talk about it first. Looks better to the owner. "
        "1 answer “can't say”."
    )


def test_what_is_turned_round_says_so(qtbot: QtBot) -> None:
    opened = opened_of([(ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 2))], ALL)
    dialog = page(qtbot, opened, Area.RULES)
    turned = [row[0] for row in cells(dialog) if row[0].endswith("(turned round)")]
    assert turned == ["What is allowed depends on who asks or how big the client is. (turned round)"]
    assert dialog.below_label.text().startswith("Turned round: to agree is the bad answer here.")
    without = page(qtbot, opened, Area.CLIENT)
    assert without.below_label.text() == ""


def test_from_five_people_of_a_function_on_only_their_mean_is_shown(qtbot: QtBot) -> None:
    sellers = [Person(f"s{at}", f"Seller {at}", SALES) for at in range(5)]
    sheets: list[tuple[Person, Answers]] = [(each, answer_all(ALL, 1 + at)) for at, each in enumerate(sellers)]
    opened = opened_of([*sheets, (BEN, answer_all(ALL, 2))], ALL)
    dialog = page(qtbot, opened, Area.RULES)
    said = " ".join(text for row in cells(dialog) for text in row) + "".join(row.say for row in dialog.card.rows())
    assert "Seller" not in said
    assert cells(dialog)[0][1:] == ("3.0", "2.0", "Ben 2")
    assert "only what they said together is shown" in dialog.below_label.text()


def test_a_guess_stands_beside_what_was_said(qtbot: QtBot) -> None:
    guesses = {(Area.RULES, Function.SALES): 3, (Area.RULES, Function.OPERATIONS): 5, (Area.TONE, Function.SALES): 1}
    sheets: list[tuple[Person, Answers]] = [(ANA, answer_all(ALL, 4)), (BEN, answer_all(ALL, 2))]
    dialog = page(qtbot, opened_of(sheets, ALL, guesses=guesses), Area.RULES)
    assert dialog.more_label.text().splitlines() == [
        "From the owner's chair this looks better (4.0) than from the others' (Operations 2.0).",
        "Sales guessed 3, Operations said 2.0.",
        "Operations guessed 5, Sales said 4.0.",
    ]


def test_an_area_nobody_could_judge(qtbot: QtBot) -> None:
    nothing = {each.id: None for each in ALL if each.area is Area.TONE}
    sheets: list[tuple[Person, Answers]] = [
        (ANA, answer_all(ALL, 4, **nothing)),
        (BEN, answer_all(ALL, 2, **nothing)),
    ]
    guesses = {(Area.TONE, Function.SALES): 2}
    dialog = page(qtbot, opened_of(sheets, ALL, guesses=guesses), Area.TONE)
    assert dialog.said_label.text() == "Nobody could judge this. 8 answers “can't say”."
    assert dialog.more_label.text() == "Sales guessed 2 for Operations, who could not judge it."
    assert {row[1:] for row in cells(dialog)} == {("can't say",) * 3 + ("Ana can't say, Ben can't say",)}


def test_own_statements_are_marked_and_those_of_no_area_have_a_page(qtbot: QtBot) -> None:
    own = Statement("own-1", Area.RULES, "Nobody promises <b>weekends</b>", own=True)
    loose = Statement("own-2", None, "The coffee is good", own=True)
    every = (*ALL, own, loose)
    opened = opened_of([(ANA, answer_all(every, 4)), (BEN, answer_all(every, 2))], every)
    assert cells(page(qtbot, opened, Area.RULES))[-1][0] == "Nobody promises <b>weekends</b> (yours)"
    dialog = page(qtbot, opened, None)
    assert dialog.windowTitle() == "Statements of your own"
    assert cells(dialog) == [("The coffee is good (yours)", "4.0", "2.0", "4.0", "Ana 4, Ben 2")]
    assert dialog.said_label.text() == "They belong to no area, so they are shown and not summed up."


def test_without_an_owner_there_is_no_column_for_one(qtbot: QtBot) -> None:
    ada = Person("d", "Ada", SALES)
    opened = opened_of([(ada, answer_all(ALL, 4)), (BEN, answer_all(ALL, 2))], ALL)
    dialog = page(qtbot, opened, Area.RULES)
    assert cells(dialog)[0][1:] == ("4.0", "2.0", "Ada 4, Ben 2")
