"""The three bands of a measure are changed by hand, by keyboard and by typing, and never end up the wrong way round."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from widgets import theme
from widgets.bands_edit import BandsEdit
from widgets.bands_knob import LimitKnob

DAYS = {"higher_is_better": True, "unit": "days", "one": "day", "places": 0, "step": Decimal(1)}
DAYS |= {"lowest": Decimal(0), "highest": None}
PERCENT = {"higher_is_better": False, "unit": "%", "places": 2, "step": Decimal("0.5")}
PERCENT |= {"lowest": Decimal(0), "highest": Decimal(100)}


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.setLocale(QLocale("en_GB"))
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def edit_in(window: QWidget, measure: dict, promise: int | None, stop: int | None) -> BandsEdit:
    edit = BandsEdit()
    edit.set_measure(**measure)
    edit.set_limits(*(None if limit is None else Decimal(limit) for limit in (promise, stop)))
    window.layout().addWidget(edit)
    window.resize(480, window.layout().heightForWidth(480))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return edit


@pytest.fixture
def lead_time(window: QWidget) -> BandsEdit:
    return edit_in(window, DAYS, 10, 5)


@pytest.fixture
def discount(window: QWidget) -> BandsEdit:
    return edit_in(window, PERCENT, 5, 12)


def typed(line: QWidget, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def drag(edit: BandsEdit, knob: LimitKnob, value: int | str, *, let_go: bool = True) -> None:
    """Drag a knob by its middle to where `value` is."""
    slider, track = edit.slider, edit.slider.track()
    grip = knob.rect().center()
    limit = slider.limits()[slider.knobs().index(knob)]
    away = round(track.x(Decimal(value)) - track.x(limit))
    QTest.mousePress(knob, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(slider, knob.mapTo(slider, grip) + QPoint(away, 0))
    if let_go:
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)


def numbers(*limits: int | str | None) -> list[Decimal | None]:
    return [None if limit is None else Decimal(limit) for limit in limits]


def test_what_is_set_is_shown_in_words_and_lines_and_not_told(window: QWidget, qtbot) -> None:
    edit = edit_in(window, DAYS, 10, 5)
    with qtbot.assertNotEmitted(edit.limits_changed), qtbot.assertNotEmitted(edit.error_changed):
        edit.set_limits(Decimal(15), Decimal(8))
    assert edit.limits() == (15, 8) and edit.error() == ""
    assert (edit.promise_edit.text(), edit.stop_edit.text()) == ("15", "8")
    words = "Sales may promise from 15 days. 8 to 14 days: ask Operations first. Under 8 days: off the table."
    assert edit.accessibleDescription() == words


def test_the_lines_and_the_words_follow_a_drag_that_is_told_once(discount: BandsEdit, qtbot) -> None:
    told: list = []
    discount.limits_changed.connect(lambda *limits: told.append(limits))
    drag(discount, discount.slider.stop_knob, "14.6", let_go=False)
    assert discount.stop_edit.text() == "14.5" and "Over 14.5" in discount.accessibleDescription()
    assert told == [] and discount.limits() == (5, 12)
    QTest.mouseRelease(discount.slider, Qt.MouseButton.LeftButton)
    assert told == [(Decimal(5), Decimal("14.5"))] and discount.limits() == told[0]


def test_escape_puts_a_dragged_limit_back(lead_time: BandsEdit, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_changed):
        drag(lead_time, lead_time.slider.promise_knob, 14, let_go=False)
        assert lead_time.promise_edit.text() == "14"
        QTest.keyClick(lead_time.slider.promise_knob, Qt.Key.Key_Escape)
        QTest.mouseRelease(lead_time.slider, Qt.MouseButton.LeftButton)
    assert lead_time.promise_edit.text() == "10" and lead_time.limits() == (10, 5)


def test_tab_goes_along_the_values_then_to_the_lines(lead_time: BandsEdit, discount: BandsEdit, qtbot) -> None:
    for edit, first, second in (
        (lead_time, lead_time.slider.stop_knob, lead_time.slider.promise_knob),
        (discount, discount.slider.promise_knob, discount.slider.stop_knob),
    ):
        first.setFocus()
        order = [second, edit.promise_edit, edit.stop_edit, edit.never_check]
        for there in order:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert there.hasFocus()


def test_what_is_typed_is_told_once_it_is_finished(discount: BandsEdit, qtbot) -> None:
    with qtbot.waitSignal(discount.limits_changed, timeout=1000) as told:
        typed(discount.stop_edit, "12.75 %")
    assert told.args == numbers(5, "12.75")
    assert discount.slider.limits() == discount.limits()
    with qtbot.assertNotEmitted(discount.limits_changed):
        typed(discount.stop_edit, "12.75")


def test_units_may_be_typed(lead_time: BandsEdit) -> None:
    for text, stop in (("1 day", 1), ("3 days", 3), ("2", 2)):
        typed(lead_time.stop_edit, text)
        assert lead_time.limits() == (10, stop) and lead_time.stop_edit.text() == str(stop)


def test_the_wrong_way_round_is_said_and_not_told(lead_time: BandsEdit, qtbot) -> None:
    with (
        qtbot.assertNotEmitted(lead_time.limits_changed),
        qtbot.waitSignal(lead_time.error_changed, timeout=1000) as said,
    ):
        typed(lead_time.stop_edit, "12")
    words = "The stop must be 10 days or less: otherwise days between the two would be in two zones."
    assert said.args == [words] and lead_time.error() == lead_time.accessibleDescription() == words
    assert lead_time.stop_edit.text() == "12" and lead_time.limits() == (10, 5)
    assert lead_time.slider.limits() == (10, 5), "the picture shows what holds"
    # Typed again as it was, it is as wrong as it was.
    typed(lead_time.stop_edit, "12")
    assert lead_time.error() == words
    lead_time.promise_edit.setFocus()
    with qtbot.assertNotEmitted(lead_time.error_changed):
        assert not lead_time.finish()
    assert lead_time.stop_edit.hasFocus()
    # The other limit may be what puts it right.
    with qtbot.waitSignal(lead_time.limits_changed, timeout=1000) as told:
        typed(lead_time.promise_edit, "15")
    assert told.args == numbers(15, 12) and lead_time.error() == "" and lead_time.finish()


def test_the_wrong_way_round_where_lower_is_better(discount: BandsEdit) -> None:
    typed(discount.promise_edit, "20")
    assert discount.error().startswith("The stop must be 20\u00a0% or more")
    # A limit that is moved in the picture goes on from what holds.
    QTest.keyClick(discount.slider.promise_knob, Qt.Key.Key_Right)
    assert discount.limits() == (Decimal("5.5"), 12) and discount.error() == ""
    assert discount.promise_edit.text() == "5.5"


def test_what_cannot_be_read_stays_and_is_said(lead_time: BandsEdit, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_changed):
        typed(lead_time.stop_edit, "2.5")
        assert lead_time.error() == "Please write a whole number."
        typed(lead_time.promise_edit, "20")
    assert not lead_time.finish() and lead_time.stop_edit.hasFocus() and lead_time.stop_edit.text() == "2.5"
    with qtbot.waitSignal(lead_time.limits_changed, timeout=1000) as told:
        typed(lead_time.stop_edit, "2")
    assert told.args == numbers(20, 2)


def test_a_missing_promise_limit_is_an_error(lead_time: BandsEdit, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_changed):
        lead_time.promise_edit.setFocus()
        lead_time.promise_edit.clear()
        QTest.keyClicks(lead_time.promise_edit, " ")
        QTest.keyClick(lead_time.promise_edit, Qt.Key.Key_Return)
    assert lead_time.error() == "Write from where Sales may promise alone."
    assert lead_time.limits() == (10, 5)


def test_an_empty_one_says_what_to_do_and_scolds_only_when_asked(window: QWidget, qtbot) -> None:
    edit = edit_in(window, DAYS, None, None)
    assert edit.error() == "" and edit.accessibleDescription() == "Write from where Sales may promise alone."
    assert not any(knob.isVisible() for knob in edit.slider.knobs())
    edit.promise_edit.setFocus()
    edit.never_check.setFocus()
    assert edit.error() == ""
    assert not edit.finish() and edit.promise_edit.hasFocus() and edit.error()
    with qtbot.waitSignal(edit.limits_changed, timeout=1000) as told:
        typed(edit.promise_edit, "15")
    assert told.args == numbers(15, None) and edit.error() == "" and edit.slider.promise_knob.isVisible()


def test_never_off_the_table(lead_time: BandsEdit, qtbot) -> None:
    assert isinstance(lead_time.never_check, QCheckBox) and not lead_time.never_check.isChecked()
    with qtbot.waitSignal(lead_time.limits_changed, timeout=1000) as told:
        QTest.keyClick(lead_time.never_check, Qt.Key.Key_Space)
    assert told.args == numbers(10, None)
    assert not lead_time.stop_edit.isEnabled() and lead_time.stop_edit.text() == ""
    assert not lead_time.slider.stop_knob.isVisible()
    words = "Sales may promise from 10 days. Under 10 days: ask Operations first."
    assert lead_time.accessibleDescription() == words
    # A refresh with what was just told forgets nothing: what the stop was comes back.
    lead_time.set_limits(Decimal(10), None)
    with qtbot.waitSignal(lead_time.limits_changed, timeout=1000) as told:
        QTest.keyClick(lead_time.never_check, Qt.Key.Key_Space)
    assert told.args == numbers(10, 5) and lead_time.stop_edit.isEnabled()


def test_a_stop_that_was_never_there_is_not_made_up(window: QWidget, qtbot) -> None:
    edit = edit_in(window, PERCENT, 5, None)
    assert edit.never_check.isChecked()
    with qtbot.assertNotEmitted(edit.limits_changed):
        QTest.keyClick(edit.never_check, Qt.Key.Key_Space)
    assert edit.stop_edit.hasFocus() and edit.error() == ""
    assert edit.accessibleDescription().startswith("Write above which value it is off the table")
    edit.set_limits(Decimal(5), None)
    assert not edit.never_check.isChecked(), "a refresh does not take away what a person is at"
    with qtbot.assertNotEmitted(edit.limits_changed):
        typed(edit.promise_edit, "4")
    assert not edit.finish() and "tick" in edit.error()
    with qtbot.waitSignal(edit.limits_changed, timeout=1000) as told:
        typed(edit.stop_edit, "12")
    assert told.args == numbers(4, 12)


def test_a_refresh_leaves_the_typing_alone_unless_the_limits_moved(lead_time: BandsEdit) -> None:
    typed(lead_time.stop_edit, "12")
    lead_time.set_limits(Decimal(10), Decimal(5))
    assert lead_time.stop_edit.text() == "12" and lead_time.error()
    lead_time.set_limits(Decimal(10), Decimal(6))
    assert lead_time.stop_edit.text() == "6" and lead_time.error() == ""


def test_limits_that_come_the_wrong_way_round_are_shown_as_they_are(lead_time: BandsEdit, qtbot) -> None:
    with qtbot.assertNotEmitted(lead_time.limits_changed):
        lead_time.set_limits(Decimal(5), Decimal(10))
    assert lead_time.limits() == (5, 10) and lead_time.error() and not lead_time.finish()
    assert lead_time.stop_edit.text() == "10" and not lead_time.slider.stop_knob.isVisible()


def test_another_measure_begins_afresh(lead_time: BandsEdit) -> None:
    typed(lead_time.stop_edit, "x")
    lead_time.set_measure(**DAYS)
    assert lead_time.error() and lead_time.limits() == (10, 5), "the same measure is no other"
    lead_time.set_measure(**PERCENT)
    assert lead_time.limits() == (None, None) and lead_time.error() == "" and lead_time.stop_edit.text() == ""
    lead_time.set_measure(**DAYS)
    typed(lead_time.promise_edit, "x")
    lead_time.set_measure(**PERCENT)
    assert lead_time.promise_edit.text() == "" and lead_time.error() == ""
    lead_time.set_limits(Decimal("2.5"), Decimal(5))
    assert "Over 2.5\u00a0%, up to 5\u00a0%: ask Operations first." in lead_time.accessibleDescription()


def test_the_countrys_numbers(window: QWidget, qtbot) -> None:
    window.setLocale(QLocale("de_DE"))
    money = {**PERCENT, "unit": "€", "highest": None, "step": Decimal(500)}
    edit = edit_in(window, money, 5000, 50000)
    assert edit.promise_edit.text() == "5.000"
    typed(edit.stop_edit, "60.000,5")
    assert edit.limits() == (5000, Decimal("60000.5")) and edit.stop_edit.text() == "60.000,50"
    assert "60.000,50\u00a0€" in edit.accessibleDescription()
    window.setLocale(QLocale("en_GB"))
    assert edit.stop_edit.text() == "60,000.50" and "€60,000.50" in edit.slider.stop_knob.accessibleName()


def test_it_can_be_heard(lead_time: BandsEdit, spoken) -> None:
    lead_time.set_marker(Decimal(8), "Lakeside Dental, 8 days")
    lead_time.set_before(Decimal(12), Decimal(5))
    names = spoken(lead_time)
    for name in ("Sales may promise from, 10 days", "Off the table under, 5 days", "Never off the table", "Limits"):
        assert name in names
    assert names.count("Sales may promise from") == 2, "the words over the line, and the line"
    slider = lead_time.slider
    assert slider.accessibleDescription() == f"{lead_time.accessibleDescription()} Lakeside Dental, 8 days"
    assert (slider.promise_knob.accessibleDescription(), slider.stop_knob.accessibleDescription()) == (
        "was 12 days",
        "",
    )
    for key, heard in ((Qt.Key.Key_Left, "9 days"), (Qt.Key.Key_Home, "5 days")):
        QTest.keyClick(slider.promise_knob, key)
        assert slider.promise_knob.accessibleName() == f"Sales may promise from, {heard}"
    QTest.keyClick(slider.stop_knob, Qt.Key.Key_Home)
    QTest.keyClick(slider.stop_knob, Qt.Key.Key_Right)
    assert slider.stop_knob.accessibleName() == "Off the table under, 1 day"


@pytest.fixture(scope="module")
def shown(qapp: QApplication) -> Iterator[BandsEdit]:
    """One widget for many examples."""
    theme.apply(qapp, "light")
    window = QWidget()
    window.setLocale(QLocale("en_GB"))
    QVBoxLayout(window)
    edit = edit_in(window, PERCENT, 5, 12)
    yield edit
    window.close()
    window.deleteLater()


ACTS = st.one_of(
    st.tuples(st.just("drag"), st.integers(0, 1), st.integers(-10, 400)),
    st.tuples(
        st.just("key"), st.integers(0, 1), st.sampled_from("Left Right Up Down PageUp PageDown Home End".split())
    ),
    st.tuples(st.just("type"), st.integers(0, 1), st.sampled_from("0 3 5.5 7 12 40 99.25 100 101 -1 x".split())),
    st.tuples(st.just("never"), st.just(0), st.just(0)),
    st.tuples(st.just("turn"), st.just(0), st.booleans()),
)


@given(higher=st.booleans(), acts=st.lists(ACTS, max_size=12))
def test_whatever_a_person_does_the_limits_told_are_in_order(shown: BandsEdit, higher: bool, acts: list) -> None:
    edit, told = shown, []
    edit.set_measure(**{**PERCENT, "higher_is_better": not higher})
    edit.set_measure(**{**PERCENT, "higher_is_better": higher})
    edit.set_limits(*((Decimal(12), Decimal(5)) if higher else (Decimal(5), Decimal(12))))

    def tell(promise: Decimal | None, stop: Decimal | None) -> None:
        told.append((promise, stop))

    edit.limits_changed.connect(tell)
    try:
        for act, which, what in acts:
            knob, line = edit.slider.knobs()[which], (edit.promise_edit, edit.stop_edit)[which]
            if act == "drag" and knob.isVisible():
                drag(edit, knob, what)
            elif act == "key" and knob.isVisible():
                QTest.keyClick(knob, Qt.Key[f"Key_{what}"])
            elif act == "type" and line.isEnabled():
                typed(line, what)
            elif act == "never":
                QTest.keyClick(edit.never_check, Qt.Key.Key_Space)
            elif act == "turn":
                directions = Qt.LayoutDirection
                edit.setLayoutDirection(directions.RightToLeft if what else directions.LeftToRight)
            assert edit.error() or edit.slider.limits() == edit.limits()
    finally:
        edit.limits_changed.disconnect(tell)
    for promise, stop in told:
        assert promise is not None and 0 <= promise <= 100
        assert stop is None or (0 <= stop <= 100 and (stop <= promise if higher else stop >= promise))
    assert edit.limits() == (told[-1] if told else edit.limits())
