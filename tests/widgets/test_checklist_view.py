"""The checklist asks and never changes itself; it can be worked by mouse, keyboard and assistive tool."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QPaintEvent, QRegion
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolTip, QVBoxLayout, QWidget

from widgets.checklist_paint import box_rect
from widgets.checklist_rows import row_words
from widgets.checklist_view import ChecklistRow, ChecklistView

ROOM = ChecklistRow("room", "Capacity", "The weeks have room", "Week of 7 Dec at 90 %", "no", True, "", "ASK")
SKILL = ChecklistRow("skill", "Capacity", "The people with the skill are in")
SURVEY = ChecklistRow(
    "survey", "Technical feasibility", "Site survey done", state="yes", needed_mark="before the promise"
)
PERMIT = ChecklistRow("permit", "Feasibility", "Permission settled", state="unknown")
ROWS = [ROOM, SKILL, SURVEY, PERMIT]


@pytest.fixture
def view(qtbot) -> ChecklistView:
    made = ChecklistView()
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(460, 400)
    made.show()
    made.set_current("skill")
    return made


def box_of(view: ChecklistView, item: str):
    return box_rect(view.visualRect(view.items.index(view.items.line_of(item))), view.layoutDirection()).center()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("y", "yes"),
        ("n", "no"),
        ("d", "unknown"),
        ("?", "unknown"),
        ("x", "not_applicable"),
        ("-", "not_applicable"),
        (" ", "yes"),
        ("Y", "yes"),
    ],
)
def test_a_key_asks_for_an_answer_and_stays(view: ChecklistView, qtbot, key: str, answer: str) -> None:
    with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
        qtbot.keyClick(view, key)
    assert told.args == ["skill", answer]
    assert view.current_id() == "skill"
    row = view.items.item_at(view.items.line_of("skill"))
    assert row == SKILL, "the view changes nothing itself"


def test_backspace_opens_an_answer_again_and_the_same_answer_asks_nothing(view: ChecklistView, qtbot) -> None:
    view.set_current("survey")
    with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert told.args == ["survey", "open"]
    with qtbot.assertNotEmitted(view.answer_requested):
        qtbot.keyClick(view, "y")


def test_enter_and_arrows_pass_headings_by(view: ChecklistView, qtbot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.current_id() == "survey"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current_id() == "skill"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_id() == "survey"
    view.set_current("permit")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.current_id() == "permit"


def test_a_sheet_of_paper_can_be_typed_in(view: ChecklistView, qtbot) -> None:
    asked: list[tuple[str, str]] = []
    view.answer_requested.connect(lambda item, answer: asked.append((item, answer)))
    for key in ("n", Qt.Key.Key_Return, "n", Qt.Key.Key_Return, "y"):
        qtbot.keyClick(view, key)
    assert asked == [("skill", "no"), ("survey", "no"), ("permit", "yes")]


def test_a_click_on_the_box_is_the_next_answer(view: ChecklistView, qtbot) -> None:
    for item, answer in (("skill", "yes"), ("survey", "no"), ("permit", "open")):
        with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box_of(view, item))
        assert told.args == [item, answer]
    with qtbot.assertNotEmitted(view.answer_requested):
        words = view.visualRect(view.items.index(view.items.line_of("skill"))).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert view.current_id() == "skill"


def test_notes_are_asked_for_by_key_and_double_click(view: ChecklistView, qtbot) -> None:
    with qtbot.waitSignal(view.note_requested, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_F2)
    assert told.args == ["skill"]
    words = view.visualRect(view.items.index(view.items.line_of("permit"))).center()
    with qtbot.waitSignal(view.note_requested, timeout=1000) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert told.args == ["permit"]


def test_what_is_checked_for_you_says_why_it_cannot_be_ticked(view: ChecklistView, qtbot) -> None:
    with qtbot.assertNotEmitted(view.answer_requested):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box_of(view, "room"))
    assert "worked out from the figures" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=2000)
    assert not any(action.isEnabled() for action in view.answer_menu(ROOM).actions()[:5])


def test_the_menu_offers_every_answer_by_name(view: ChecklistView, qtbot) -> None:
    menu = view.answer_menu(SURVEY)
    named = {action.text(): action.isChecked() for action in menu.actions() if action.text()}
    assert named == {
        "Yes": True,
        "No": False,
        "Don't know": False,
        "Not relevant here": False,
        "Open again": False,
        "Write a note": False,
    }
    with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
        view.follow_menu("survey", menu.actions()[3].data())
    assert told.args == ["survey", "not_applicable"]
    with qtbot.waitSignal(view.note_requested, timeout=1000):
        view.follow_menu("survey", "note")


class PaintedRegion(QObject):
    """Collects what is painted of a viewport."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_refresh_paints_only_the_changed_row(view: ChecklistView, qtbot, qapp) -> None:
    view.grab()
    qapp.processEvents()
    painted = PaintedRegion()
    view.viewport().installEventFilter(painted)
    view.set_rows([ROOM, SKILL._replace(state="yes"), SURVEY, PERMIT])
    qtbot.waitUntil(lambda: not painted.region.isEmpty(), timeout=2000)
    qapp.processEvents()
    row = view.visualRect(view.items.index(view.items.line_of("skill")))
    assert row.contains(painted.region.boundingRect())
    view.viewport().removeEventFilter(painted)


def test_a_note_makes_its_row_higher(view: ChecklistView, qtbot) -> None:
    line = view.items.index(view.items.line_of("skill"))
    before = view.visualRect(line).height()
    view.set_rows([ROOM, SKILL._replace(note="Ben, electrics"), SURVEY, PERMIT])
    qtbot.waitUntil(lambda: view.visualRect(line).height() > before, timeout=2000)


def test_place_and_scroll_stay_when_rows_come_and_go(view: ChecklistView, qtbot) -> None:
    many = [SKILL._replace(id=str(number), say=f"Item {number}") for number in range(60)]
    view.set_rows(many)
    view.set_current("40")
    view.verticalScrollBar().setValue(700)
    place = view.verticalScrollBar().value()
    view.set_rows([*many[:-1], SURVEY])
    assert view.current_id() == "40"
    assert view.verticalScrollBar().value() == place > 0


def test_long_words_wrap_to_the_width(view: ChecklistView, qtbot) -> None:
    view.set_rows([SKILL._replace(say="One question with a great many words in it. " * 4)])
    line = view.items.index(1)
    qtbot.waitUntil(lambda: view.visualRect(line).height() > 50, timeout=2000)
    wide = view.visualRect(line).height()
    view.resize(240, 400)
    qtbot.waitUntil(lambda: view.visualRect(line).height() > wide, timeout=2000)
    view.set_rows([SKILL._replace(say="x" * 300)])
    qtbot.waitUntil(lambda: view.visualRect(view.items.index(1)).height() > 60, timeout=2000)


def test_a_screen_reader_hears_words_and_state(view: ChecklistView, qtbot) -> None:
    assert row_words(ROOM) == ("The weeks have room: no. Week of 7 Dec at 90 %. Ask Operations first. checked for you")
    assert row_words(SURVEY) == "Site survey done: yes. before the promise"
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Checklist"
    survey = interface.child(view.items.line_of("survey"))
    assert survey.text(QAccessible.Text.Name) == row_words(SURVEY)
    assert survey.state().checkable and survey.state().checked
    assert not interface.child(view.items.line_of("skill")).state().checked
    with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
        index = view.items.index(view.items.line_of("skill"))
        view.items.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert told.args == ["skill", "yes"]


def test_a_heading_stands_once_over_its_items() -> None:
    view = ChecklistView()
    view.set_rows([SKILL, SURVEY._replace(section=None), PERMIT._replace(section="Data")])
    lines = [view.items.line_at(at) for at in range(view.items.rowCount())]
    assert [line if isinstance(line, str) else line.id for line in lines] == [
        "Capacity",
        "skill",
        "survey",
        "Data",
        "permit",
    ]
    view.deleteLater()


def test_f2_asks_for_the_note_though_the_window_has_a_shortcut_on_it(qtbot) -> None:
    window = QMainWindow()
    view = ChecklistView()
    window.setCentralWidget(view)
    view.set_rows([ChecklistRow("a", "Capacity", "The weeks needed have room")])
    pressed: list[bool] = []
    action = QAction("Edit deal", window)
    action.setShortcut("F2")
    action.triggered.connect(pressed.append)
    window.addAction(action)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    view.set_current("a")
    view.setFocus()
    with qtbot.waitSignal(view.note_requested) as asked:
        qtbot.keyClick(view, Qt.Key.Key_F2)
    assert asked.args == ["a"]
    assert pressed == []


NUMBERED = [row._replace(number=str(at)) for at, row in enumerate((SKILL, ROOM, SURVEY, PERMIT), 1)]


def takes_answers(view: ChecklistView) -> dict[str, str]:
    """Let the view show what it asks for, as a room does, and return the answers by item."""
    rows = {row.id: row for row in NUMBERED}
    given: dict[str, str] = {}

    def take(item: str, answer: str) -> None:
        given[item] = answer
        rows[item] = rows[item]._replace(state=answer)
        view.set_rows(list(rows.values()))

    view.answer_requested.connect(take)
    view.set_rows(NUMBERED)
    return given


def test_while_a_sheet_is_typed_in_enter_goes_on_and_passes_by_what_is_checked_for_you(
    view: ChecklistView, qtbot
) -> None:
    given = takes_answers(view)
    view.begin_typing()
    assert view.current_id() == "skill"
    qtbot.keyClick(view, "n")
    assert (given, view.current_id()) == ({"skill": "no"}, "skill")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, "y")  # as it is already: nothing is asked, and it is typed in all the same
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (given, view.current_id()) == ({"skill": "no"}, "permit")
    qtbot.keyClick(view, "-")
    with qtbot.waitSignal(view.typing_ended, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [3]
    assert given == {"skill": "no", "permit": "not_applicable"}
    assert not view.is_typing


def test_a_line_may_be_left_answered_by_space_and_gone_back_to(view: ChecklistView, qtbot) -> None:
    given = takes_answers(view)
    view.begin_typing()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (given, view.current_id()) == ({}, "survey")
    qtbot.keyClick(view, " ")
    assert (given, view.current_id()) == ({"survey": "no"}, "survey")
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert (given, view.current_id()) == ({"survey": "open"}, "survey")
    qtbot.keyClick(view, "y")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current_id() == "survey"
    qtbot.keyClick(view, "?")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.typing_ended, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (told.args, given) == ([1], {"survey": "unknown"})


def test_an_answer_that_was_not_taken_keeps_its_line(view: ChecklistView, qtbot) -> None:
    view.set_rows(NUMBERED)
    view.begin_typing()
    with qtbot.waitSignal(view.answer_requested, timeout=1000):
        qtbot.keyClick(view, "y")
    assert view.current_id() == "skill"
    with qtbot.waitSignal(view.typing_ended, timeout=1000) as told:
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert told.args == [0]
    with qtbot.assertNotEmitted(view.typing_ended):
        view.end_typing()


def test_numbers_are_shown_and_read_only_while_a_sheet_is_typed_in(view: ChecklistView, qtbot) -> None:
    view.set_rows(NUMBERED)
    survey = view.items.index(view.items.line_of("survey"))
    plain, box = view.grab().toImage(), box_of(view, "survey")
    view.begin_typing()
    assert view.items.data(survey).startswith("3. Site survey done: yes")
    assert view.grab().toImage() != plain
    numbered = box_rect(view.visualRect(survey), view.layoutDirection(), True).center()
    assert numbered.x() > box.x()
    with qtbot.waitSignal(view.answer_requested, timeout=1000) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=numbered)
    assert told.args == ["survey", "no"]
    view.end_typing()
    assert view.items.data(survey).startswith("Site survey done")
    view.set_current("skill")


def test_a_sheet_with_nothing_to_type_is_typed_in_at_once(view: ChecklistView, qtbot) -> None:
    view.set_rows([ROOM])
    with qtbot.waitSignal(view.typing_ended, timeout=1000) as told:
        view.begin_typing()
    assert told.args == [0]


def test_who_comes_by_tab_stands_on_the_first_item_and_who_comes_back_on_the_last_one(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, view = QPushButton("Print"), ChecklistView()
    column = QVBoxLayout(window)
    for widget in (before, view):
        column.addWidget(widget)
    view.set_rows(ROWS)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    assert view.current_id() is None
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert view.hasFocus() and view.current_id() == "room"
    view.set_current("survey")
    before.setFocus()
    view.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert view.current_id() == "survey"


def test_an_answer_moves_no_other_line(view: ChecklistView) -> None:
    """The next click, aimed at the line beneath, would answer another one."""
    long = "It takes more than 500 sq ft (46 m²) or 40 machine hours, by the figures of the offer"
    first = ChecklistRow("long", "Capacity", long, needed_mark="before the promise", open_mark="before the promise")
    answered = first._replace(state="no", needed_mark="")

    def heights(*rows: ChecklistRow) -> list[int]:
        found = []
        for width in range(300, 900, 20):
            view.resize(width, 300)
            view.set_rows([*rows, SKILL._replace(section=None)])
            found.append(box_of(view, "skill").y())
        return found

    assert heights(first) == heights(answered)
    assert heights(first) != heights(answered._replace(open_mark="")), "the mark takes room somewhere"


def test_home_and_end_go_to_the_first_and_the_last_question(view: ChecklistView, qtbot) -> None:
    for key, item in ((Qt.Key.Key_End, "permit"), (Qt.Key.Key_Home, "room"), (Qt.Key.Key_End, "permit")):
        qtbot.keyClick(view, key)
        found = view.items.item_at(view.currentIndex().row())
        assert found is not None and found.id == item
