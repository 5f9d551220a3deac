"""The picture of the bands: limits are moved by hand and by keyboard, and it is painted along the values."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets import theme
from widgets.bands_knob import LimitKnob
from widgets.bands_measure import BandMeasure
from widgets.bands_slider import BandsSlider
from widgets.tokens import DARK, LIGHT, Tokens

DAYS = BandMeasure(unit="days", one="day")
PERCENT = BandMeasure(higher_is_better=False, unit="%", places=2, highest=Decimal(100), step=Decimal("0.5"))


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.setLocale(QLocale("en_GB"))
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def slider_in(window: QWidget, measure: BandMeasure, promise: int, stop: int) -> BandsSlider:
    slider = BandsSlider()
    slider.set_measure(measure)
    slider.set_limits(Decimal(promise), Decimal(stop))
    window.layout().addWidget(slider)
    window.resize(480, window.layout().heightForWidth(480))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return slider


@pytest.fixture
def lead_time(window: QWidget) -> BandsSlider:
    return slider_in(window, DAYS, 10, 5)


@pytest.fixture
def discount(window: QWidget) -> BandsSlider:
    return slider_in(window, PERCENT, 5, 12)


def drag(slider: BandsSlider, knob: LimitKnob, value: int | str, *, let_go: bool = True) -> None:
    """Drag a knob by its middle to where `value` is, in two moves."""
    limit = slider.limits()[slider.knobs().index(knob)]
    away = round(slider.track().x(Decimal(value)) - slider.track().x(limit))
    start = knob.geometry().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for part in (away // 2, away):
        QTest.mouseMove(slider, start + QPoint(part, 0))
    if let_go:
        let_go_of(slider)


def let_go_of(slider: BandsSlider) -> None:
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)


def test_a_limit_is_dragged_step_by_step_and_told_once(discount: BandsSlider, qtbot) -> None:
    with (
        qtbot.assertNotEmitted(discount.limits_moved),
        qtbot.waitSignal(discount.limits_moving, timeout=1000) as moving,
    ):
        drag(discount, discount.stop_knob, "14.6", let_go=False)
    assert moving.args[1] * 2 == int(moving.args[1] * 2)
    with qtbot.waitSignal(discount.limits_moved, timeout=1000) as told:
        let_go_of(discount)
    assert told.args == [5, Decimal("14.5")] and discount.limits() == (5, Decimal("14.5"))


def test_a_limit_stops_at_the_other_one(lead_time: BandsSlider, qtbot) -> None:
    with qtbot.waitSignal(lead_time.limits_moved, timeout=1000) as told:
        drag(lead_time, lead_time.stop_knob, 14)
    assert told.args == [10, 10]
    # Where they are equal, both can still be taken hold of.
    drag(lead_time, lead_time.stop_knob, 4)
    drag(lead_time, lead_time.promise_knob, 12)
    assert lead_time.limits() == (12, 4)


def test_a_drag_goes_no_further_than_the_bounds(lead_time: BandsSlider) -> None:
    drag(lead_time, lead_time.stop_knob, -5)
    assert lead_time.limits() == (10, 0)


def test_a_knob_is_held_where_it_was_taken(lead_time: BandsSlider, qtbot) -> None:
    knob = lead_time.promise_knob
    with qtbot.assertNotEmitted(lead_time.limits_moved):
        QTest.mouseClick(knob, Qt.MouseButton.LeftButton, pos=QPoint(1, 5))
    beside = knob.geometry().topRight() + QPoint(4, 8)
    day = lead_time.track().x(Decimal(1)) - lead_time.track().x(Decimal(0))
    lead_time.stop_knob.setFocus()
    QTest.mousePress(lead_time, Qt.MouseButton.LeftButton, pos=beside)
    assert knob.hasFocus()
    for steps, there in ((0.4, 10), (0.6, 11), (1.4, 11)):
        QTest.mouseMove(lead_time, beside + QPoint(round(steps * day), 0))
        assert lead_time.limits() == (there, 5)
    with qtbot.assertNotEmitted(lead_time.limits_moved):
        QTest.keyClick(knob, Qt.Key.Key_Right)
    assert lead_time.limits() == (11, 5), "the hand that holds it moves it"
    let_go_of(lead_time)
    assert not lead_time.is_dragged()


def test_escape_puts_a_dragged_limit_back(lead_time: BandsSlider, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_moved):
        drag(lead_time, lead_time.promise_knob, 14, let_go=False)
        with qtbot.waitSignal(lead_time.limits_moving, timeout=1000) as back:
            QTest.keyClick(lead_time.promise_knob, Qt.Key.Key_Escape)
        let_go_of(lead_time)
    assert back.args == [10, 5] and lead_time.limits() == (10, 5)


def test_a_press_beside_the_knobs_changes_nothing(lead_time: BandsSlider, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_moved), qtbot.assertNotEmitted(lead_time.limits_moving):
        for x in range(0, lead_time.width(), 5):
            for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
                QTest.mouseClick(lead_time, button, pos=QPoint(x, lead_time.height() // 2))


def test_the_picture_keeps_still_under_the_hand(lead_time: BandsSlider) -> None:
    before, height = lead_time.track(), lead_time.heightForWidth(480)
    drag(lead_time, lead_time.promise_knob, 12)
    assert lead_time.track() == before
    drag(lead_time, lead_time.promise_knob, 16, let_go=False)
    assert lead_time.track() == before
    let_go_of(lead_time)
    assert lead_time.track() != before, "room to go on"
    QTest.keyClick(lead_time.promise_knob, Qt.Key.Key_Home)
    assert lead_time.heightForWidth(480) == height, "no row comes or goes with a band"


@pytest.mark.parametrize(
    ("keys", "limits"),
    [
        ([Qt.Key.Key_Right], (11, 5)),
        ([Qt.Key.Key_Left, Qt.Key.Key_Down], (8, 5)),
        ([Qt.Key.Key_Up], (11, 5)),
        ([Qt.Key.Key_PageUp], (20, 5)),
        ([Qt.Key.Key_PageDown], (5, 5)),
        ([Qt.Key.Key_Home], (5, 5)),
        ([Qt.Key.Key_End], (16, 5)),
    ],
)
def test_the_keyboard_moves_a_limit(lead_time: BandsSlider, qtbot, keys, limits) -> None:
    for key in keys:
        with qtbot.waitSignal(lead_time.limits_moved, timeout=1000):
            QTest.keyClick(lead_time.promise_knob, key)
    assert lead_time.limits() == limits
    with qtbot.assertNotEmitted(lead_time.limits_moved):
        QTest.keyClick(lead_time.promise_knob, Qt.Key.Key_A)


def test_shift_moves_ten_steps(discount: BandsSlider) -> None:
    QTest.keyClick(discount.stop_knob, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert discount.limits() == (5, 17)
    QTest.keyClick(discount.stop_knob, Qt.Key.Key_End)
    assert discount.limits() == (5, 100)


def colours_along_the_bar(slider: BandsSlider, tokens: Tokens) -> list[str]:
    """The zones along the bar, from left to right."""
    picture: QImage = slider.grab().toImage()
    fills = {tokens.zone(zone).fill.name(): zone for zone in ("PROMISE", "ASK", "OFF")}
    level = slider.promise_knob.geometry().top() + 8
    found: list[str] = []
    for x in range(picture.width()):
        zone = fills.get(picture.pixelColor(x, level).name())
        if zone and (not found or found[-1] != zone):
            found.append(zone)
    return found


@pytest.mark.parametrize(("scheme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_bands_are_painted_along_the_values(light: theme.Theme, window: QWidget, scheme: str, tokens) -> None:
    light.set_scheme(scheme)
    slider = slider_in(window, DAYS, 10, 5)
    assert colours_along_the_bar(slider, tokens) == ["OFF", "ASK", "PROMISE"]
    slider.set_limits(Decimal(10), None)
    assert colours_along_the_bar(slider, tokens) == ["ASK", "PROMISE"]
    slider.set_limits(Decimal(10), Decimal(10))
    assert colours_along_the_bar(slider, tokens) == ["OFF", "PROMISE"]
    slider.set_measure(PERCENT)
    assert colours_along_the_bar(slider, tokens) == []
    slider.set_limits(Decimal(5), Decimal(12))
    assert colours_along_the_bar(slider, tokens) == ["PROMISE", "ASK", "OFF"]


def test_mirrored(lead_time: BandsSlider, window: QWidget) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert colours_along_the_bar(lead_time, LIGHT) == ["PROMISE", "ASK", "OFF"]
    assert lead_time.promise_knob.x() < lead_time.stop_knob.x()
    drag(lead_time, lead_time.promise_knob, 12)
    assert lead_time.limits() == (12, 5)
    # Left on the screen is where the higher values are; up is up.
    QTest.keyClick(lead_time.promise_knob, Qt.Key.Key_Left)
    assert lead_time.limits() == (13, 5)
    QTest.keyClick(lead_time.promise_knob, Qt.Key.Key_Up)
    assert lead_time.limits() == (14, 5)
    lead_time.set_limits(Decimal(10), Decimal(10))
    assert lead_time.promise_knob.x() < lead_time.stop_knob.x(), "each on its own side"


def test_the_marker_and_the_limits_of_before_can_be_seen(lead_time: BandsSlider) -> None:
    height = lead_time.heightForWidth(400)
    lead_time.set_marker(Decimal(8), "")
    assert lead_time.heightForWidth(400) > height and lead_time.accessibleDescription().endswith("8 days")
    x = round(lead_time.track().x(Decimal(8)))
    column = [lead_time.grab().toImage().pixelColor(x, y) for y in range(lead_time.height())]
    assert column.count(LIGHT.ink) > 15
    lead_time.set_marker(None, "")
    assert lead_time.heightForWidth(400) == height
    lead_time.set_before(Decimal(10), Decimal(5))
    lead_time.resize(lead_time.width(), lead_time.heightForWidth(400))
    assert lead_time.height() > height, "room for it from the first, so that nothing jumps"
    unmoved = lead_time.grab().toImage()
    lead_time.set_before(Decimal(12), Decimal(5))
    assert lead_time.grab().toImage() != unmoved


def test_longer_words_wrap(lead_time: BandsSlider) -> None:
    one_line, narrow = lead_time.heightForWidth(480), lead_time.minimumSizeHint().width()
    lead_time.set_marker(Decimal(8), "Lakeside Dental")
    short = lead_time.heightForWidth(480)
    lead_time.set_marker(Decimal(8), "Lakeside Dental and Orthodontic Practice, " * 3)
    assert lead_time.heightForWidth(480) > short
    words = ("Vertrieb darf allein zusagen", "Zuerst mit dem Betrieb abstimmen", "Kommt gar nicht in Frage")
    lead_time.set_measure(DAYS._replace(words=words))
    assert lead_time.heightForWidth(480) > one_line == lead_time.heightForWidth(900)
    assert lead_time.minimumSizeHint().width() > narrow
