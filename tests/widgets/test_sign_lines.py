"""Signs line by line: opened by click, Enter and Space, with the history in words, mirrored where one reads so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from widgets.sign_lines import PastMarks, SignLine, SignLines
from widgets.tension_line import TensionLine
from widgets.theme import theme

PAST = (("OPEN", "then"), ("ASK", "before"), ("OFF", "now"))


def sign(key: str, mark: str = "A sign") -> SignLine:
    return SignLine(key, f"Name {key}", f"Says {key}.", "ASK", mark, PAST, "A sign from 2 on.")


def test_click_enter_and_space_open_a_sign(qtbot: QtBot) -> None:
    lines = SignLines()
    qtbot.addWidget(lines)
    lines.set_signs([sign("a"), sign("b")])
    lines.show()
    heard: list[str] = []
    lines.sign_opened.connect(heard.append)
    QTest.mouseClick(lines.button("b"), Qt.MouseButton.LeftButton)
    QTest.keyClick(lines.button("a"), Qt.Key.Key_Enter)
    QTest.keyClick(lines.button("a"), Qt.Key.Key_Space)
    assert heard == ["b", "a", "a"]
    with pytest.raises(KeyError):
        lines.button("c")


def test_fewer_signs_leave_none_behind_and_all_badges_are_as_wide(qtbot: QtBot) -> None:
    lines = SignLines()
    qtbot.addWidget(lines)
    lines.set_signs([sign("a"), sign("b", "A very strong sign")])
    assert len({button.badge.width() for button in lines.buttons()}) == 1
    first = lines.buttons()[0]
    lines.set_signs([sign("c")])
    assert lines.buttons() == (first,)
    assert first.sign.key == "c"
    assert first.accessibleName() == "A sign: Name c. Says c."
    # The newest before today first; today is told already.
    assert first.accessibleDescription().splitlines() == ["A sign from 2 on.", "before", "then"]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_last_mark_is_today_whichever_way_one_reads(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    past = PastMarks()
    qtbot.addWidget(past)
    past.setLayoutDirection(direction)
    past.set_marks(PAST)
    past.resize(past.sizeHint())
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    at = 2 if mirrored else past.width() - 3
    assert past.words_at(at) == "now"
    assert past.words_at(past.width() - 1 - at) == "then"
    assert past.words_at(past.width() + 40) == ""
    image = past.grab().toImage()
    step = past.width() / 3
    middle = int(step / 2) if mirrored else int(past.width() - step / 2)
    assert near(image.pixelColor(middle, past.height() // 2), theme().zone("OFF").ink)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_line_leans_to_the_side_of_its_pole(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    line = TensionLine()
    qtbot.addWidget(line)
    line.setLayoutDirection(direction)
    line.resize(400, 24)
    line.set_places(1.0, None, "Leans")
    assert line.accessibleName() == "Leans"
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    right = ink_at(line.grab().toImage(), 200, 400)
    left = ink_at(line.grab().toImage(), 0, 200)
    assert (left, right) == ((True, False) if mirrored else (False, True))
    line.set_places(None, None, "Too few")
    assert not ink_at(line.grab().toImage(), 0, 400)


def near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) < 12


def ink_at(image: QImage, first: int, last: int) -> bool:
    return any(near(image.pixelColor(x, image.height() // 2), theme().ink) for x in range(first, last))
