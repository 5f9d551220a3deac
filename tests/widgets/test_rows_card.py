"""Cards with rows: worked by key and mouse as one list, told to a screen reader, and never with a word cut off."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from widgets import theme
from widgets.rows_card import Cell, Row, RowsCard, line_up
from widgets.rows_grid import RowsGrid
from widgets.rows_head import CardHeading, ColumnHeadings
from widgets.tokens import DARK, LIGHT

LEAD = Row("lead", (Cell("Lead time", "strong"), Cell("10 to 14 days"), Cell("leaves room", "small", "muted")))
LOAD = Row("load", (Cell("Week load", "strong"), Cell("over 85 %"), Cell("", "small", "muted")), mark="was 80 %")
PART = Row("part", (Cell("Not in catalogue", "strong"), Cell("one part")), say="Custom parts: at most one")
ROWS = (LEAD, LOAD, PART)
LONG = "Auftragsbestätigungsvereinbarung mit der Fertigungsleitung"


def make(qtbot, rows=ROWS, width: int = 600, **words) -> RowsCard:
    card = RowsCard()
    qtbot.addWidget(card)
    card.set_content("Ask Operations first", rows, **{"zone": "ASK", "columns": (2, 3, 4), **words})
    card.resize(width, card.heightForWidth(width))
    card.show()
    card.activateWindow()
    return card


@pytest.fixture
def card(qtbot) -> RowsCard:
    return make(qtbot)


class Page(QScrollArea):
    """Three cards under each other on a page that scrolls, a button before and one after, and what they tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        self.before, self.after = QPushButton("Before"), QPushButton("After")
        self.cards = [RowsCard() for _ in range(3)]
        self.told: list[str] = []
        for widget in (self.before, *self.cards, self.after):
            column.addWidget(widget)
        for number, card in enumerate(self.cards):
            rows = [row._replace(key=f"{row.key}{number}") for row in ROWS]
            card.set_content(f"Card {number}", rows, note="a note", columns=(2, 3, 4))
            card.row_changed.connect(self.told.append)
        self.setWidget(inner)


@pytest.fixture
def page(qtbot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(500, 170)
    made.show()
    made.activateWindow()
    made.cards[0].view.setFocus()
    return made


def place_of(card: RowsCard, number: int) -> QPoint:
    return card.view.visualRect(card.view.model_of_rows.index(number)).center()


def picture(card: RowsCard) -> QImage:
    return card.grab().toImage()


def coloured(image: QImage, colour: QColor, left: int = 0, right: int | None = None) -> int:
    """How many pixels between the columns `left` and `right` have `colour`."""
    columns = range(left, image.width() if right is None else right)
    return sum(image.pixelColor(x, y) == colour for x in columns for y in range(image.height()))


def test_keys_move_activate_and_remove(card: RowsCard, qtbot) -> None:
    card.set_current("lead")
    for key, wanted in (
        (Qt.Key.Key_Down, "load"),
        (Qt.Key.Key_End, "part"),
        (Qt.Key.Key_Up, "load"),
        (Qt.Key.Key_Home, "lead"),
    ):
        with qtbot.waitSignal(card.row_changed, timeout=1000) as told:
            qtbot.keyClick(card.view, key)
        assert told.args == [wanted] == [card.current_key()]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(card.row_activated, timeout=1000) as told:
            qtbot.keyClick(card.view, key)
        assert told.args == ["lead"]
    with qtbot.waitSignal(card.remove_requested, timeout=1000) as told:
        qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert told.args == ["lead"]


def test_letters_and_shortcuts_are_left_to_the_room(card: RowsCard, qtbot) -> None:
    card.set_current("load")
    with qtbot.assertNotEmitted(card.row_changed), qtbot.assertNotEmitted(card.row_activated):
        qtbot.keyClicks(card.view, "l")
        qtbot.keyClick(card.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(card.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert card.current_key() == "load"
    qtbot.keySequence(card.view, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QApplication.clipboard().text() == "Week load, over 85 %, was 80 %"


def test_a_left_click_activates_once_and_tells_no_move(card: RowsCard, qtbot) -> None:
    told: list[str] = []
    card.row_activated.connect(told.append)
    with qtbot.assertNotEmitted(card.row_changed):
        qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(card, 1))
        assert told == ["load"] and card.current_key() == "load"
        qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.RightButton, pos=place_of(card, 2))
        qtbot.mousePress(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(card, 0))
        qtbot.mouseMove(card.view.viewport(), place_of(card, 1))
        qtbot.mouseRelease(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(card, 1))
    assert told == ["load"]
    place = place_of(card, 2)
    qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["load", "part"]


def test_rows_that_only_inform_can_be_read_and_nothing_else(card: RowsCard, qtbot) -> None:
    assert card.view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    card.set_activatable(False)
    assert card.view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    with qtbot.assertNotEmitted(card.row_activated), qtbot.assertNotEmitted(card.remove_requested):
        qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(card, 0))
        qtbot.keyClick(card.view, Qt.Key.Key_Return)
        qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    with qtbot.waitSignal(card.row_changed, timeout=1000) as told:
        qtbot.keyClick(card.view, Qt.Key.Key_Down)
    assert told.args == ["load"]


def test_only_rows_to_click_show_the_pointer(card: RowsCard, qtbot) -> None:
    qtbot.mouseMove(card.view.viewport(), place_of(card, 1) - QPoint(0, 2))
    qtbot.mouseMove(card.view.viewport(), place_of(card, 1))
    assert coloured(picture(card), LIGHT.hover) > 1000
    card.set_activatable(False)
    assert coloured(picture(card), LIGHT.hover) == 0


def test_cards_under_each_other_work_as_one_list(page: Page, qtbot) -> None:
    qtbot.waitUntil(page.cards[0].view.hasFocus, timeout=2000)
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    downwards = ["load0", "part0", "lead1", "load1", "part1", "lead2", "load2", "part2"]
    assert page.told == downwards
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert page.after.hasFocus()
    page.cards[2].view.setFocus()
    page.told.clear()
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert page.told == ["load2", "lead2", "part1", "load1", "lead1", "part0", "load0", "lead0"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert page.before.hasFocus()
    assert page.told[-1] == "lead0", "leaving is no move"


def test_tab_leaves_a_card_and_comes_back_to_the_same_row(page: Page, qtbot) -> None:
    qtbot.waitUntil(page.cards[0].view.hasFocus, timeout=2000)
    qtbot.keyClick(page.cards[0].view, Qt.Key.Key_Down)
    qtbot.keyClick(page.cards[0].view, Qt.Key.Key_Tab)
    assert page.cards[1].view.hasFocus() and page.told == ["load0", "lead1"]
    qtbot.keyClick(page.cards[1].view, Qt.Key.Key_Backtab)
    assert page.cards[0].view.hasFocus() and page.cards[0].current_key() == "load0"
    assert page.told == ["load0", "lead1"]


def test_the_page_scrolls_to_the_row_the_keyboard_moved_to(page: Page, qtbot) -> None:
    qtbot.waitUntil(page.cards[0].view.hasFocus, timeout=2000)

    def seen(card: RowsCard, number: int) -> bool:
        rect = card.view.visualRect(card.view.model_of_rows.index(number))
        top = card.view.mapTo(page.viewport(), rect.topLeft()).y()
        return top >= 0 and top + rect.height() <= page.viewport().height()

    assert not seen(page.cards[1], 1)
    with qtbot.assertNotEmitted(page.verticalScrollBar().valueChanged):
        page.cards[1].set_current("load1")
    for at in range(1, 9):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert seen(page.cards[at // 3], at % 3), at
    for at in range(7, 2, -1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
        assert seen(page.cards[at // 3], at % 3), at
    heading = page.cards[1].mapTo(page.viewport(), QPoint(0, 0)).y()
    assert heading >= 0, "the heading is seen with the first row"


def test_turning_the_wheel_scrolls_the_page(page: Page, qtbot) -> None:
    view = page.cards[0].view
    centre = view.viewport().rect().center()
    turn = QWheelEvent(
        QPointF(centre),
        QPointF(view.viewport().mapToGlobal(centre)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert not turn.isAccepted()


def test_the_room_moves_silently_and_a_refresh_keeps_row_and_focus(card: RowsCard, qtbot) -> None:
    card.view.setFocus()
    qtbot.waitUntil(card.view.hasFocus, timeout=2000)
    with qtbot.assertNotEmitted(card.row_changed):
        assert card.set_current("load")
        card.set_content("Ask", (LEAD, LOAD._replace(mark=""), PART))
        assert card.current_key() == "load" and card.view.hasFocus()
        card.set_content("Ask", (PART, LOAD))
        assert card.current_key() == "load" and card.view.hasFocus()
        card.set_content("Ask", (PART, LEAD))
        assert card.current_key() == "lead", "the row that took the place of the removed one"
        card.set_content("Ask", (PART,))
        assert card.current_key() == "part"
        assert not card.set_current("lead")
        assert card.current_key() is None
    assert card.rows() == (PART,)


def test_only_the_changed_row_is_told(card: RowsCard, qtbot) -> None:
    model = card.view.model_of_rows
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged, timeout=1000) as told:
        card.set_content("Ask", (LEAD, LOAD._replace(mark="new"), PART))
    assert told.args[0].row() == told.args[1].row() == 1


def test_a_card_without_rows_says_so(qtbot, spoken) -> None:
    card = make(qtbot, (), empty_text="Nothing is agreed yet.")
    assert not card.view.isVisible() and card.current_key() is None
    assert "Nothing is agreed yet." in spoken(card)
    card.set_content("Ask", ROWS, empty_text="Nothing is agreed yet.")
    assert card.view.isVisible()
    card.set_content("Ask", ())
    assert not card.view.isVisible()


def test_a_screen_reader_hears_heading_rows_and_columns(card: RowsCard, spoken) -> None:
    card.set_content("Ask Operations first", ROWS, note="within 1 day", zone="ASK", headings=("Rule", "From", "Why"))
    view = QAccessible.queryAccessibleInterface(card.view)
    assert view.role() == QAccessible.Role.List
    assert view.text(QAccessible.Text.Name) == "Ask Operations first"
    assert view.text(QAccessible.Text.Description) == "within 1 day"
    names = [view.child(number).text(QAccessible.Text.Name) for number in range(3)]
    assert names == [
        "Lead time, 10 to 14 days, leaves room",
        "Week load, over 85 %, was 80 %",
        "Custom parts: at most one",
    ]
    assert view.child(0).state().focusable
    assert {"Ask Operations first, within 1 day", "Rule, From, Why", *names} <= set(spoken(card))
    card.view.setFocus()
    card.set_current("load")
    assert view.child(1).state().focused and not view.child(0).state().focused


def test_the_text_under_a_point(card: RowsCard) -> None:
    assert card.text_at(place_of(card, 0)) == "Lead time, 10 to 14 days, leaves room"
    assert card.view.text_at(place_of(card, 2)) == "Not in catalogue, one part"
    assert card.text_at(QPoint(10, 5000)) == ""
    assert card.view.model_of_rows.data(card.view.model_of_rows.index(0), Qt.ItemDataRole.ToolTipRole) is None


def test_the_card_is_as_high_as_its_rows_at_every_width(page: Page, qtbot) -> None:
    for width in (700, 300, 420, 220):
        page.resize(width, 200)
        for card in page.cards:
            view = card.view
            qtbot.waitUntil(lambda view=view: view.height() == view.heightForWidth(view.width()), timeout=2000)
            last = view.visualRect(view.model_of_rows.index(2))
            assert last.bottom() + 1 == view.height()
        assert not page.horizontalScrollBar().isVisible()


def test_new_texts_make_a_card_higher(page: Page, qtbot) -> None:
    card = page.cards[1]
    before = card.view.height()
    rows = [row._replace(cells=(Cell(LONG, "strong"), *row.cells[1:])) for row in card.rows()]
    card.set_content("Card 1", rows, columns=(2, 3, 4))
    qtbot.waitUntil(lambda: card.view.height() > before, timeout=2000)
    assert card.view.height() == card.view.heightForWidth(card.view.width())


def test_a_row_is_as_high_as_its_highest_cell(card: RowsCard) -> None:
    def height(*texts: str) -> int:
        card.set_content("Ask", (Row("a", tuple(Cell(text) for text in texts)),), columns=(1, 1, 1))
        return card.view.heightForWidth(400)

    one, many = height("a", "b", "c"), "some more words " * 9
    assert height(many, "b", "c") == height("a", many, "c") == height("a", "b", many) > 3 * one
    assert height("x" * 400, "b", "c") > 3 * one, "a word without an end is broken"


def test_columns_make_room_for_long_words_and_give_way_to_lines() -> None:
    grid = RowsGrid()
    grid.set_content((Row("a", (Cell("x"), Cell("y"), Cell("z"))),), (), (2, 3, 5))
    spans = grid.spans(232)
    assert [(span.left, span.width) for span in spans] == [(0, 40), (56, 60), (132, 100)]
    word = Cell("Wochenauslastung", "strong")
    grid.set_content((Row("a", (word, Cell("y"), Cell("z"))),), (), (2, 3, 5))
    needed = theme.metrics("strong").horizontalAdvance(word.text)
    first, second, third = grid.spans(232)
    assert first.width >= needed and second.left == first.width + 16
    assert abs(third.width / second.width - 5 / 3) < 0.2 and third.left + third.width <= 232
    grid.set_content((Row("a", (word, word, word)),), (), (2, 3, 5))
    assert [span.line for span in grid.spans(4 * needed)] == [0, 0, 0]
    assert [span.line for span in grid.spans(2 * needed + 40)] == [0, 1, 1]
    assert [span.line for span in grid.spans(needed)] == [0, 1, 2]
    assert not grid.is_side_by_side(needed)


def test_cards_can_be_lined_up(qtbot) -> None:
    long, short = (
        make(qtbot, (LEAD._replace(cells=(Cell("Wochenauslastung", "strong"), *LEAD.cells[1:])),)),
        make(qtbot),
    )
    assert long.grid().spans(420) != short.grid().spans(420)
    line_up([long, short])
    assert long.grid().spans(420) == short.grid().spans(420)


def test_column_headings_stand_over_columns_only(qtbot) -> None:
    card = make(qtbot, headings=("Rule", "From", "Why"))
    headings = card.findChild(ColumnHeadings)
    assert headings.isVisible() and headings.height() >= theme.metrics("small").height()
    assert headings.heightForWidth(600) > headings.heightForWidth(100) == 0
    card.set_content("Ask", (), headings=("Rule", "From", "Why"))
    assert not headings.isVisible()


def test_a_note_without_room_stands_under_the_heading(qtbot) -> None:
    card = make(qtbot, note="within 1 working day")
    heading = card.findChild(CardHeading)
    assert heading.note_is_beside(600) and not heading.note_is_beside(220)
    assert heading.heightForWidth(220) > heading.heightForWidth(600)
    assert heading.heightForWidth(90) > heading.heightForWidth(220)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_bar_shape_and_mark_stand_at_the_leading_edge(qtbot, light: theme.Theme, scheme: str, mirrored: bool) -> None:
    light.set_scheme(scheme)
    card = make(qtbot, (LEAD._replace(mark="new"),))
    direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    card.setLayoutDirection(direction)
    card.column.activate()
    image = picture(card)
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    tokens = DARK if scheme == "dark" else LIGHT
    amber = tokens.zone("ASK").ink
    assert coloured(image, amber, 0, 4) > 3 * (card.height() - 20), "the bar of the zone"
    assert coloured(image, amber, 5, 11) == 0 and coloured(image, amber, 11, 14) > 50, "the bar of the mark"
    assert coloured(image, amber, 17, 30) > 20, "the shape before the heading"
    assert coloured(image, amber, 300) == 0 and coloured(image, tokens.ink, 100) > 0
    card.set_content("Ask", (LEAD,), columns=(2, 3, 4))
    plain = picture(card)
    assert coloured(plain, amber) == 0


def test_a_mark_is_a_word_and_a_bar(card: RowsCard) -> None:
    card.set_content("Ask", (LOAD,))
    marked = picture(card)
    high = card.view.heightForWidth(500)
    card.set_content("Ask", (LOAD._replace(mark=""),))
    assert card.view.heightForWidth(500) > high - theme.metrics("tiny").height() - 3
    assert card.view.heightForWidth(500) < high
    assert coloured(marked, LIGHT.zone("ASK").ink) > 0 == coloured(picture(card), LIGHT.zone("ASK").ink)


def test_a_zone_in_a_cell_is_told_by_its_shape(card: RowsCard) -> None:
    cell = Cell("██", "body", "ink", "OFF")
    card.set_content("Ask", (Row("a", (cell,)),))
    assert coloured(picture(card), LIGHT.zone("OFF").ink) > 20
    card.set_content("Ask", (Row("a", (cell._replace(zone=""),)),))
    assert coloured(picture(card), LIGHT.zone("OFF").ink) == 0


def test_the_focus_frame_is_seen_only_with_the_focus(page: Page, qtbot) -> None:
    qtbot.waitUntil(page.cards[0].view.hasFocus, timeout=2000)
    assert coloured(picture(page.cards[0]), LIGHT.accent_ink) > 100
    page.before.setFocus()
    assert page.cards[0].current_key() == "lead0"
    assert coloured(picture(page.cards[0]), LIGHT.accent_ink) == 0


def test_html_is_shown_as_typed(qtbot) -> None:
    hostile = "<p style='background:#ff0000'>████</p>"
    row = Row("a", (Cell(hostile), Cell(hostile)), mark=hostile)
    card = make(qtbot, (row,), note=hostile, headings=(hostile, hostile), zone="")
    card.set_content(hostile, (row,), note=hostile, headings=(hostile, hostile))
    assert coloured(picture(card), QColor("#ff0000")) == 0
    assert card.text_at(place_of(card, 0)) == ", ".join([hostile] * 3)


def test_rows_follow_the_text_size(page: Page, qtbot, light: theme.Theme) -> None:
    view = page.cards[0].view
    before = view.height()
    try:
        light.set_text_scale(1.5)
        qtbot.waitUntil(lambda: view.height() > before * 1.2, timeout=2000)
        assert view.height() == view.heightForWidth(view.width())
    finally:
        light.set_text_scale(1.0)


@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_a_wide_row_lets_its_first_words_run_on_into_the_empty_second_column(qtbot, mirrored: bool) -> None:
    sentence = "It is fitted above ground level, on the property of others or out of town"
    row = Row("say", (Cell(sentence, "strong"), Cell(""), Cell("Operations may refuse")))
    narrow, wide = make(qtbot, (LEAD, row)), make(qtbot, (LEAD, row._replace(wide=True)))
    assert wide.view.heightForWidth(600) < narrow.view.heightForWidth(600)
    for card in (narrow, wide):
        card.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    second = wide.grid().spans(600)[1]

    def painted(card: RowsCard) -> bool:
        """Whether the second column of the last row has ink in it."""
        place = card.view.visualRect(card.view.model_of_rows.index(1))
        image = card.view.viewport().grab(place).toImage()
        left = place.width() - second.left - second.width if mirrored else second.left
        across = range(left + 10, left + second.width - 20)
        return any(image.pixelColor(x, y) == LIGHT.ink for x in across for y in range(6, image.height() - 6))

    assert painted(wide) and not painted(narrow)
    # Where each cell has a line of its own there is no second column to run into.
    assert wide.view.heightForWidth(140) == narrow.view.heightForWidth(140)


def test_stacked_cells_stand_under_each_other_however_wide_the_card_is(qtbot) -> None:
    card = RowsCard()
    qtbot.addWidget(card)
    rows = [Row("a", (Cell("Braille"), Cell("due Fri", "small")))]
    card.set_content("Promises", rows)
    assert card.grid().is_side_by_side(900)
    card.set_content("Promises", rows, stacked=True)
    assert [(span.line, span.left, span.width) for span in card.grid().spans(900)] == [(0, 0, 900), (1, 0, 900)]
