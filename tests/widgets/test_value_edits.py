"""Lines that hold values: what cannot be read is said, and never told as a value."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from widgets.value_edits import DecimalEdit, MoneyEdit, WholeEdit


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.setLocale(QLocale("en_GB"))
    QHBoxLayout(made)
    qtbot.addWidget(made)
    return made


def shown(window: QWidget, edit: DecimalEdit) -> DecimalEdit:
    window.layout().addWidget(edit)
    window.show()
    edit.setFocus()
    return edit


def test_money_is_told_once_it_is_finished(window: QWidget, qtbot) -> None:
    edit = shown(window, MoneyEdit("€"))
    edit.set_value(Decimal("6800"))
    assert edit.text() == "6,800"
    edit.selectAll()
    QApplication.clipboard().setText("€ 1234.5")
    edit.paste()
    with qtbot.waitSignal(edit.value_changed, timeout=1000) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told.args == [Decimal("1234.5")]
    assert edit.text() == "1,234.50" and edit.error() == ""
    with qtbot.assertNotEmitted(edit.value_changed):
        qtbot.keyClick(edit, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "less than 0"),
        ("1e308", "write a number"),
        ("NaN", "write a number"),
        ("inf", "write a number"),
        ("12345678901234567", "more than"),
        ("9223372036854775808", "more than"),
        ("1.005", "At most 2 digits"),
        ("1,23", "write a number"),
        ("<b>1</b>", "write a number"),
    ],
)
def test_what_cannot_be_is_said_and_never_told(window: QWidget, qtbot, typed: str, said: str) -> None:
    edit = shown(window, MoneyEdit("€"))
    edit.set_value(Decimal(7))
    edit.selectAll()
    qtbot.keyClicks(edit, typed)
    with qtbot.assertNotEmitted(edit.value_changed), qtbot.waitSignal(edit.error_changed, timeout=1000):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert said in edit.error() == edit.accessibleDescription()
    assert edit.value() is None and edit.text() == typed
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "7" and edit.error() == "" and edit.value() == 7


def test_an_error_goes_as_soon_as_it_is_put_right(window: QWidget, qtbot) -> None:
    edit = shown(window, DecimalEdit(unit="%", highest=100))
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.error()
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(edit, "5 %")
    assert edit.error() == "" and edit.value() == 5
    edit.selectAll()
    qtbot.keyClicks(edit, "101")
    assert edit.error() == "", "nobody is told off while typing"
    edit.finish()
    assert "more than 100" in edit.error()


def test_emptying_is_a_value_too(window: QWidget, qtbot) -> None:
    edit = shown(window, DecimalEdit())
    edit.set_value(Decimal("2.5"))
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    with qtbot.waitSignal(edit.value_changed, timeout=1000) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told.args == [None]


def test_a_refresh_leaves_the_typing_alone_unless_the_value_moved(window: QWidget, qtbot) -> None:
    edit = shown(window, DecimalEdit())
    window.activateWindow()
    qtbot.waitUntil(edit.hasFocus, timeout=1000)
    edit.set_value(Decimal(4))
    qtbot.keyClicks(edit, "2")
    edit.set_value(Decimal(4))
    assert edit.text() == "42"
    edit.set_value(Decimal(9))
    assert edit.text() == "9"


def test_the_countrys_signs_are_used(window: QWidget, qtbot) -> None:
    window.setLocale(QLocale("de_DE"))
    edit = shown(window, MoneyEdit("€"))
    qtbot.keyClicks(edit, "1.234,5")
    edit.finish()
    assert edit.value() == Decimal("1234.5") and edit.text() == "1.234,50"
    edit.selectAll()
    qtbot.keyClicks(edit, "1,234")
    edit.finish()
    assert "At most 2 digits" in edit.error() and edit.value() is None


def test_whole_numbers(window: QWidget, qtbot) -> None:
    edit = WholeEdit(highest=365)
    shown(window, edit)
    qtbot.keyClicks(edit, "2.5")
    edit.finish()
    assert edit.error() == "Please write a whole number." and edit.whole() is None
    edit.selectAll()
    qtbot.keyClicks(edit, "30")
    edit.finish()
    assert edit.whole() == 30 and edit.error() == ""


def test_the_unit_leaves_room_for_the_figures(window: QWidget) -> None:
    edit = shown(window, DecimalEdit(unit="hours"))
    assert edit.textMargins().right() > 20
    plain = edit.grab().toImage()
    edit.set_unit("")
    assert edit.grab().toImage() != plain


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_unit_stands_at_the_right_of_the_figure(
    qapp: QApplication, request: pytest.FixtureRequest, window: QWidget, direction: Qt.LayoutDirection
) -> None:
    request.addfinalizer(lambda: qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight))
    qapp.setLayoutDirection(direction)
    edit = DecimalEdit()
    window.layout().addWidget(edit)
    window.resize(200, 60)
    window.show()
    bare = edit.grab().toImage()
    edit.set_unit("h")
    image = edit.grab().toImage()
    painted = {x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != bare.pixel(x, y)}
    assert painted and min(painted) > image.width() * 0.8
