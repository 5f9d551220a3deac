"""The list of what was found: which rows can be chosen, and that it paints any text."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from widgets.found_list import FoundList, FoundRow, RowKind, _units
from widgets.theme import apply

ROWS = (
    FoundRow("", RowKind.HEADING, "Deals"),
    FoundRow("a", RowKind.FOUND, "Mill Bakery", "facts", "intake", ((5, 4),), ((0, 2),), "Ctrl+B", "Deal. Mill Bakery"),
    FoundRow("b", RowKind.FOUND, "🎉 <b>Nook</b> \u202eתורעמ", "x" * 400, "intake", ((5, 4),), ((390, 5),)),
    FoundRow("more/deal", RowKind.MORE, "12 more", icon="down"),
    FoundRow("", RowKind.HEADING, "Clients"),
    FoundRow("c", RowKind.FOUND, "Mill", "", "person"),
)


@pytest.fixture
def found(qtbot: QtBot) -> FoundList:
    made = FoundList("Found")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_rows(ROWS)
    made.show()
    return made


def current(found: FoundList) -> str:
    row = found.current_row()
    return row.key if row is not None else ""


def test_the_first_row_that_can_be_is_chosen(found: FoundList) -> None:
    assert current(found) == "a"
    found.set_rows(ROWS, "c")
    assert current(found) == "c"
    found.set_rows(ROWS, "gone")
    assert current(found) == "a"
    found.set_rows([])
    assert current(found) == ""
    found.step(1)
    assert current(found) == ""


def test_steps_pass_over_headings_and_stop_at_the_ends(found: FoundList) -> None:
    walked = []
    for _ in range(5):
        walked.append(current(found))
        found.step(1)
    assert walked == ["a", "b", "more/deal", "c", "c"]
    found.step(-20)
    assert current(found) == "a"


def test_a_screen_reader_hears_the_spoken_words(found: FoundList) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert found.found.data(found.found.index(1), role) == "Deal. Mill Bakery"
    assert found.found.data(found.found.index(3), role) == "12 more"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_any_text_is_painted_both_ways(qapp: object, found: FoundList, scheme: str, way: Qt.LayoutDirection) -> None:
    apply(qapp, scheme)  # type: ignore[arg-type]
    found.setLayoutDirection(way)
    image = found.grab().toImage()
    ground = image.pixelColor(image.width() - 3, image.height() - 3)
    differing = sum(
        image.pixelColor(x, y) != ground for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )
    assert differing > 200
    apply(qapp, "light")  # type: ignore[arg-type]


def test_a_click_on_a_heading_opens_nothing(qtbot: QtBot, found: FoundList) -> None:
    with qtbot.assertNotEmitted(found.row_opened):
        qtbot.mouseClick(
            found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.found.index(0)).center()
        )
    with qtbot.waitSignal(found.row_opened) as told:
        qtbot.mouseClick(
            found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.found.index(3)).center()
        )
    assert told.args == ["more/deal"]


def test_emoji_take_two_units() -> None:
    assert _units("🎉ab", 2) == 3
    assert _units("ab", 2) == 2
