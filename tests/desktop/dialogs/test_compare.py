"""Any two versions side by side: what differs, line by line, either way round; printed from here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing, save_rule, strike_rule, take_back
from desktop.dialogs.compare import Compare
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_work import compare
from framework.agreement import Measure, Rule, Zone
from framework.agreement_changes import differences
from storage.book import Author
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    cells,
    dialog,
    focused,
    general,
    no_dialog,
    plain,
    press,
    settle,
    standing,
)

BEN = Author("", "Ben")


def version_key(path: Path, number: int) -> str:
    return next(each.id for each in standing(path).versions if each.agreement.number == number)


@pytest.fixture
def show(agreement: AgreementRoom, sample: Path) -> Callable[[int, int], Compare]:
    """A function that compares two versions by their numbers."""

    def open_it(old: int, new: int) -> Compare:
        compare(agreement, version_key(sample, old), version_key(sample, new))
        return dialog(agreement, Compare)

    return open_it


def test_it_says_what_differs(show: Callable[[int, int], Compare]) -> None:
    shown = show(2, 3)
    assert cells(shown.card) == [
        ("Discount · Answer", "within 2 working days", "within 1 working day", ""),
        ("Discount · No answer", "stays open", "counts as yes", ""),
        ("Vehicle wrap · Hours per unit", "12 h", "14 h", ""),
    ]
    assert shown.why_label.text().startswith("A client with a discount in mind")
    shown.close()


def test_the_other_way_round(show: Callable[[int, int], Compare]) -> None:
    shown = show(3, 2)
    assert cells(shown.card)[0] == ("Discount · Answer", "within 1 working day", "within 2 working days", "")
    shown.close()


def test_a_version_beside_itself(show: Callable[[int, int], Compare]) -> None:
    shown = show(3, 3)
    assert cells(shown.card) == []
    assert shown.card._empty.text() == "These two say the same."
    shown.close()


def test_what_is_new_or_struck_stands_on_one_side(agreement: AgreementRoom, sample: Path) -> None:
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY).open
        assert now is not None
        strike_rule(book=book, who=BEN, version=now, rule=general(now, Measure.MARGIN))
        save_rule(book=book, who=BEN, version=now, rule=Rule("", None, "<b>Rain</b> & wind", zone=Zone.ASK))
    agreement.session.catch_up()
    settle()
    agreement.do("show")
    agreement.do("compare")
    shown = dialog(agreement, Compare)
    (new,) = [row for row in cells(shown.card) if row[0] == "<b>Rain</b> & wind"]
    assert (new[1], new[-1]) == ("–", "new")
    (struck,) = [row for row in cells(shown.card) if row[0] == "Margin"]
    assert (struck[2], struck[-1]) == ("–", "struck")
    shown.close()


def test_any_two_are_chosen_by_keyboard(show: Callable[[int, int], Compare], sample: Path) -> None:
    shown = show(2, 3)
    assert focused() is shown.new_box
    assert [plain(shown.new_box.itemText(n)) for n in range(shown.new_box.count())] == [
        "Proposal, Sun 22 Nov 2026",
        "Version 3, Mon 2 Nov 2026",
        "Version 2, Sat 28 Mar 2026",
        "Version 1, Fri 19 Sept 2025",
    ]
    press(Qt.Key.Key_Up)
    now = standing(sample)
    second = next(each for each in now.versions if each.agreement.number == 2)
    assert now.open is not None
    assert len(cells(shown.card)) >= len(differences(second.agreement, now.open.agreement))
    press(Qt.Key.Key_Escape)
    assert no_dialog()


def test_several_taken_back_are_told_apart(agreement: AgreementRoom, sample: Path) -> None:
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY)
        assert now.open is not None
        take_back(book=book, who=BEN, standing=now, version=now.open)
    agreement.session.catch_up()
    settle()
    agreement.do("compare")
    shown = dialog(agreement, Compare)
    assert any(plain(shown.new_box.itemText(n)).startswith("Taken back, ") for n in range(shown.new_box.count())), (
        "with its day"
    )
    shown.close()


def test_it_asks_to_print_what_is_chosen(qtbot: QtBot, show: Callable[[int, int], Compare], sample: Path) -> None:
    shown = show(1, 3)
    shown.print_requested.disconnect()
    with qtbot.waitSignal(shown.print_requested) as asked:
        shown.print_button.click()
    assert asked.args == [version_key(sample, 1), version_key(sample, 3)]
    shown.close()


def test_it_is_freed_when_it_is_closed(
    qtbot: QtBot, show: Callable[[int, int], Compare], agreement: AgreementRoom
) -> None:
    shown = show(1, 2)
    with qtbot.waitSignal(shown.destroyed):
        shown.close()
    assert agreement.findChildren(Compare) == []
