"""The list of deals: what is told, what is kept, and that pages are asked for once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor

from widgets.deal_list import DealCard, DealDelegate, DealListView, deal_words

LAKESIDE = DealCard("1", "Lakeside Dental", "Illuminated fascia", "€ 6,800", "Fri 11 Dec", "ASK")
NOOK = DealCard("2", "Nook Café", "Window graphics", "€ 940", "Tue 8 Dec", "PROMISE")
GYM = DealCard("3", "Hartley Gym", "Fascia", "€ 18,200", "Mon 14 Dec", "OFF")


@pytest.fixture
def view(qtbot) -> DealListView:
    made = DealListView()
    qtbot.addWidget(made)
    made.deals.set_cards([LAKESIDE, NOOK, GYM])
    made.resize(260, 400)
    made.show()
    return made


def test_keys_choose_open_and_delete(view: DealListView, qtbot) -> None:
    view.set_current("1")
    with qtbot.waitSignal(view.deal_chosen, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert told.args == ["3"]
    with qtbot.waitSignal(view.open_requested, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["3"]
    with qtbot.waitSignal(view.delete_requested, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert told.args == ["3"]


def test_a_click_chooses_and_letters_do_not(view: DealListView, qtbot) -> None:
    place = view.visualRect(view.deals.index(1)).center()
    with qtbot.waitSignal(view.deal_chosen, timeout=1000) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["2"]
    qtbot.keyClicks(view, "h")
    assert view.current_id() == "2"


def test_the_room_moves_silently_and_a_refresh_keeps_the_place(view: DealListView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.deal_chosen):
        assert view.set_current("2")
        view.deals.set_cards([GYM, NOOK, LAKESIDE])
        assert view.current_id() == "2" and view.currentIndex().row() == 1
        view.deals.set_cards([GYM])
        assert view.current_id() is None
        assert not view.set_current("2")


def test_only_the_changed_card_is_told(view: DealListView, qtbot) -> None:
    with qtbot.waitSignal(view.deals.dataChanged, timeout=1000) as told:
        view.deals.set_cards([LAKESIDE, NOOK._replace(value_text="€ 990"), GYM])
    assert told.args[0].row() == told.args[1].row() == 1
    assert view.deals.update_card(GYM) is True
    assert view.deals.update_card(GYM._replace(id="9")) is False


def test_pages_are_asked_for_once(view: DealListView, qtbot) -> None:
    asked: list[int] = []
    view.deals.more_wanted.connect(asked.append)
    view.deals.set_cards([LAKESIDE._replace(id=str(number)) for number in range(50)], total=120)
    view.scrollToBottom()
    view.deals.fetchMore(view.rootIndex())
    assert asked == [50]
    view.deals.append_cards([LAKESIDE._replace(id=str(number)) for number in range(50, 100)])
    assert view.deals.rowCount() == 100 and view.deals.canFetchMore(view.rootIndex())
    view.deals.append_cards([LAKESIDE._replace(id="3")])
    assert view.deals.rowCount() == 100 and not view.deals.canFetchMore(view.rootIndex())


def test_a_card_in_words(view: DealListView) -> None:
    assert deal_words(LAKESIDE) == "Lakeside Dental, Illuminated fascia, € 6,800, Fri 11 Dec, Ask Operations first"
    assert deal_words(LAKESIDE._replace(zone=None)) == "Lakeside Dental, Illuminated fascia, € 6,800, Fri 11 Dec"
    assert "late, Fri 11 Dec" in deal_words(LAKESIDE._replace(late=True))
    row = QAccessible.queryAccessibleInterface(view).child(0)
    assert row.text(QAccessible.Text.Name) == deal_words(LAKESIDE)


def test_a_hostile_client_is_shown_as_typed(view: DealListView) -> None:
    view.deals.set_cards([LAKESIDE._replace(client="<span style='background:#ff0000'>██</span>", zone=None)])
    image = view.grab().toImage()
    red = QColor("#ff0000")
    assert all(image.pixelColor(x, y) != red for x in range(0, image.width(), 2) for y in range(0, 80, 2))
    tip = view.deals.data(view.deals.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;span" in tip and "<span" not in tip


def test_an_unjudged_deal_has_no_badge(view: DealListView) -> None:
    view.deals.set_cards([LAKESIDE])
    rect = view.visualRect(view.deals.index(0))
    strip = rect.adjusted(4, rect.height() * 2 // 3, -4, -6)
    with_badge = view.viewport().grab(strip).toImage()
    view.deals.set_cards([LAKESIDE._replace(zone=None)])
    without = view.viewport().grab(strip).toImage()
    assert with_badge != without
    assert len({without.pixel(x, y) for x in range(without.width()) for y in range(without.height())}) == 1


def test_right_to_left_mirrors_the_card(view: DealListView, qtbot) -> None:
    view.deals.set_cards([LAKESIDE._replace(client="██", offering="", value_text="", date_text="", zone=None)])

    def ink_is_left() -> bool:
        image = view.viewport().grab(view.visualRect(view.deals.index(0))).toImage()
        centre = image.height() // 4
        dark = [x for x in range(image.width()) if image.pixelColor(x, centre).lightness() < 90]
        return sum(dark) / len(dark) < image.width() / 2

    assert ink_is_left()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not ink_is_left()


class CountingDelegate(DealDelegate):
    """Remembers which rows were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def paint(self, painter, option, index) -> None:
        self.rows.add(index.row())
        super().paint(painter, option, index)


def test_a_long_list_paints_only_what_is_seen(view: DealListView, qtbot) -> None:
    counting = CountingDelegate()
    view.setItemDelegate(counting)
    view.deals.set_cards([LAKESIDE._replace(id=str(number)) for number in range(5000)])
    view.grab()
    assert 3 <= len(counting.rows) < 12


def test_a_double_click_opens(view: DealListView, qtbot) -> None:
    place = view.visualRect(view.deals.index(1)).center()
    with qtbot.waitSignal(view.open_requested, timeout=1000) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["2"]
