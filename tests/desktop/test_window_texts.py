"""Every text is shown as it was typed, every control has a name, nothing is wider than its room."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.actions.escalation import raise_question
from desktop.actions.intake import answer_item, create_deal
from desktop.actions.meeting import agree_action
from desktop.actions.meeting_paper import not_written_down
from desktop.actions.meeting_series import coming_turns
from desktop.dialogs.about import About
from desktop.dialogs.cause_and_cost import CauseAndCostPage
from desktop.dialogs.checklist_editor import ChecklistEditor
from desktop.dialogs.climbs import ClimbsEditor
from desktop.dialogs.close_meeting import CloseMeeting
from desktop.dialogs.copies import Copies
from desktop.dialogs.date_moved import DateMoved
from desktop.dialogs.decide_question import DecideQuestion
from desktop.dialogs.file_check import FileCheck, Repaired
from desktop.dialogs.handover_return import HandoverReturn
from desktop.dialogs.held_meetings import HeldMeetings
from desktop.dialogs.history import History
from desktop.dialogs.licences import Licences
from desktop.dialogs.minutes_line import MinutesLine
from desktop.dialogs.move_up import MoveUp
from desktop.dialogs.note import NoteDialog
from desktop.dialogs.owner_away import OwnerAway
from desktop.dialogs.paper_meeting import PaperMeeting
from desktop.dialogs.promise_editor import PromiseEditor
from desktop.dialogs.promise_reason import PromiseReasonDialog
from desktop.dialogs.put_on_agenda import PutOnAgenda
from desktop.dialogs.question_editor import QuestionEditor
from desktop.dialogs.question_words import QuestionWords
from desktop.dialogs.raise_question import RaiseQuestion
from desktop.dialogs.repair_progress import RepairProgress
from desktop.dialogs.rhythm import RhythmPage
from desktop.dialogs.series_editor import SeriesEditor
from desktop.dialogs.start_meeting import StartMeeting
from desktop.dialogs.step_editor import StepEditor
from desktop.dialogs.turn_editor import TurnEditor
from desktop.dialogs.whats_new import WhatsNew
from desktop.dialogs.when_we_meet import WhenWeMeet
from desktop.rooms.agreement import RIGHTS, AgreementRoom
from desktop.rooms.agreement_rights import RightsPage
from desktop.rooms.deal_form import DealForm
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.tour import draw_tour
from desktop.window import Window
from framework.checklist import Answer
from framework.meeting import SectionKind
from framework.minutes import Entry, EntryKind
from resources.changelog import read_releases
from storage.held_meetings import held_meetings
from storage.repair import Repair
from storage.surroundings import Copy
from tests.desktop.ladder_shop import raise_it
from widgets.card import PlainLabel
from widgets.theme import apply

TODAY = date(2026, 11, 23)
Choose = Callable[[IntakeRoom, str], str]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINE = Entry("e", "m", SectionKind.CLOSE, EntryKind.ACTION, "Check LED stock", datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
def everything(qtbot: QtBot, sample_window: Window, intake: IntakeRoom) -> list[QWidget]:
    """The window with its rooms, and each dialog of a deal and of the ladder."""
    return [sample_window, *dialogs_of(sample_window)]


def dialogs_of(window: Window) -> list[QDialog]:
    """Return each dialog of a deal and of the ladder, over a window that has shown its rooms."""
    intake, agreement = window.rooms["intake"], window.rooms["agreement"]
    assert isinstance(intake, IntakeRoom) and isinstance(agreement, AgreementRoom)
    window.show_room("agreement")
    rights = agreement.pages[RIGHTS]
    assert isinstance(rights, RightsPage)
    assert intake.panel is not None
    assert intake.panel.judged is not None
    assert intake.session.person is not None
    question = raise_it(intake.session, subject="Saturdays")
    for key in ("meetings", "escalation", "capacity", "intake"):
        window.show_room(key)
    begin_meeting(window)
    return [
        DealForm(intake.session, intake.deal, intake),
        NoteDialog("An item", "a note", parent=intake),
        PromiseReasonDialog(intake.panel.judged, intake.session.business, intake),
        History(intake.session.book, parent=intake),
        DateMoved(intake.session, intake.panel.judged.deal, TODAY, intake),
        PromiseEditor(intake.session, intake.panel.judged.deal, None, intake),
        HandoverReturn(intake.session, intake.panel.judged, intake.session.person, intake),
        RaiseQuestion(intake.session, intake.panel.judged, intake),
        QuestionWords(intake.session, question, intake),
        MoveUp(intake.session, question, intake),
        MoveUp(intake.session, question, intake, to_owner=True),
        DecideQuestion(intake.session, question, intake.session.person, intake.deal, intake),
        checklist := ChecklistEditor(intake.session, intake),
        QuestionEditor(intake.session.business, checklist.items()[1], checklist.items(), checklist),
        HeldMeetings(intake.session, intake),
        CloseMeeting(intake.session, held_meetings(intake.session.book)[0], intake),
        StartMeeting(TODAY, intake),
        MinutesLine(intake.session, LINE, intake),
        WhenWeMeet(intake.session, intake),
        SeriesEditor(intake.session, intake),
        TurnEditor(intake.session, coming_turns(intake.session.desk)[0], "left out: Trade fair", intake),
        PutOnAgenda(intake.session, intake.about(), parent=intake),
        PaperMeeting(intake.session, not_written_down(intake.session.book, intake.session.desk), intake),
        RhythmPage(intake.session, intake),
        OwnerAway(intake.session, intake),
        CauseAndCostPage(intake.session, intake),
        ClimbsEditor(intake.session, intake),
        StepEditor(rights, intake.session.business.agreement.ladder[1]),
        StepEditor(rights, None),
        FileCheck("Brightside.handshake", ("The file is damaged.",), intake),
        Repaired(Repair((), ("All is well.",), Path("kept"), None, 1, True), intake),
        RepairProgress("Brightside.handshake", intake),
        About(intake),
        Licences(intake),
        WhatsNew(read_releases(), "0.1.0", intake),
        Copies(Copy(Path("a"), None, "", "", 1), [Copy(Path("a (1)"), NOON, "Ben", "Edit", 2)], intake),
    ]


def show(window: Window, key: str) -> None:
    """Show a room; "running" is the Meetings room with a meeting that goes on."""
    if key == "running":
        begin_meeting(window)
    else:
        window.show_room(key)
    window.finish_background_work()


def begin_meeting(window: Window) -> None:
    """Begin the meeting of today, as a click does."""
    window.show_room("meetings")
    room = window.room
    assert isinstance(room, MeetingsRoom)
    room.start_button.click()
    assert room.running is not None and room.running.isVisible()
    QApplication.processEvents()


def within(widgets: list[QWidget]) -> Iterator[QWidget]:
    for widget in widgets:
        yield widget
        yield from widget.findChildren(QWidget)


def is_part_of_another(widget: QWidget) -> bool:
    """Say whether Qt made `widget` as the inside of a control that has the name."""
    if type(widget).__module__.startswith(("widgets.", "desktop.")):
        return False
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView | QTextEdit):
            return True
        parent = parent.parentWidget()
    # The list of a combo box is a window of its own, inside it.
    return parent is not None and isinstance(parent.parentWidget(), QComboBox)


# As typed


def test_no_label_reads_html(everything: list[QWidget]) -> None:
    rich = [
        widget
        for widget in within(everything)
        if isinstance(widget, QLabel)
        and not is_part_of_another(widget)
        and (widget.textFormat() is not Qt.TextFormat.PlainText and not widget.pixmap())
    ]
    assert [f"{type(one).__name__} {one.text()!r} in {type(one.parentWidget()).__name__}" for one in rich] == []
    assert [type(one) for one in within(everything) if isinstance(one, QTextEdit) and one.acceptRichText()] == []


def test_markup_in_every_field_is_shown_as_typed(
    qtbot: QtBot, tmp_path: Path, sample_window: Window, intake: IntakeRoom
) -> None:
    red = QImage(40, 40, QImage.Format.Format_RGB32)
    red.fill(QColor(255, 0, 0))
    picture = tmp_path / "red.png"
    assert red.save(str(picture))
    evil = f'<img src="{picture.as_uri()}"><b>bold</b> <a href="x">& Co'
    session = intake.session
    with session.book.change("Names", who=session.author) as change:
        for topic, column in (("offering", "name"), ("crew", "name"), ("person", "name"), ("business", "name")):
            for (key,) in session.book.rows(f"SELECT id FROM {topic} LIMIT 1"):
                change.update(topic, key, {column: f"{evil} {topic}"[:120]})
    assert session.book.undo_label == "Names"
    deal = create_deal(
        book=session.book,
        who=session.author,
        today=TODAY,
        digits=2,
        fields={"client": evil, "note": evil, "value": Decimal(100), "promised_on": TODAY, "salesperson": evil[:100]},
    )
    item = next(item for item in session.business.items if item.follows is None)
    answer_item(
        book=session.book, who=session.author, deal_id=deal, item=item.id, say=evil, answer=Answer.YES, note=evil
    )
    agree_action(book=session.book, who=session.author, today=TODAY, say=evil, person_id=None, due_on=None)
    intake.list.choose(deal)
    intake.finish_background_work()
    assert intake.panel is not None
    assert intake.panel.judged is not None
    shown: list[QWidget] = [
        DealForm(session, intake.deal, intake),
        NoteDialog(evil, evil, parent=intake),
        PromiseReasonDialog(intake.panel.judged, session.business, intake),
        History(session.book, parent=intake),
    ]
    for tell in (evil, f"{evil}\n{evil}"):
        sample_window.tell(tell)
    raise_question(book=session.book, who=session.author, desk=session.desk, subject=evil)
    for room in ("escalation", "meetings", "capacity", "intake"):
        sample_window.show_room(room)
        sample_window.finish_background_work()
        assert_no_red(sample_window)
    for widget in shown:
        assert_no_red(widget)
    assert intake.panel.client_label.text() == evil
    for widget in within([sample_window, *shown]):
        tip = widget.toolTip()
        assert "<img" not in tip, f"a tooltip reads markup: {tip}"
    deals = intake.list.deal_view.deals
    tip = deals.data(deals.index(deals.row_of(deal)), Qt.ItemDataRole.ToolTipRole)
    assert tip is None or "<img" not in tip
    lines = intake.panel.checklist.items
    for line in range(lines.rowCount()):
        tip = lines.data(lines.index(line), Qt.ItemDataRole.ToolTipRole)
        assert tip is None or "<img" not in tip


def assert_no_red(widget: QWidget) -> None:
    image = widget.grab().toImage()
    red = QColor(255, 0, 0).rgb()
    assert not any(image.pixel(x, y) == red for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))


# Names


def test_every_control_has_a_name_and_a_role(everything: list[QWidget]) -> None:
    nameless = []
    for widget in within(everything):
        wanted = isinstance(
            widget, QAbstractButton | QLineEdit | QPlainTextEdit | QTextEdit | QComboBox | QAbstractItemView
        ) or (widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QDialog | QMenu | QScrollArea))
        if not wanted or is_part_of_another(widget) or not widget.isVisibleTo(widget.window()):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name) or spoken.role() is QAccessible.Role.NoRole:
            nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


@pytest.mark.parametrize("key", ["intake", "capacity", "escalation", "meetings", "running"])
def test_tab_visits_every_control_once(sample_window: Window, key: str) -> None:
    show(sample_window, key)
    room = sample_window.room
    assert room is not None
    visited: list[QWidget] = []
    while True:
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in visited:
            break
        visited.append(focused)
        sample_window.focusNextPrevChild(True)
    assert visited[0] is focused, "the way through leads back to its beginning"
    missed = [
        widget
        for widget in room.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget not in visited
        and not is_part_of_another(widget)
    ]
    assert [f"{type(one).__name__} {one.accessibleName()}" for one in missed] == []


def test_no_shortcut_is_given_twice(sample_window: Window) -> None:
    def listed(menu: QMenu) -> Iterator[str]:
        for action in menu.actions():
            if isinstance(action.menu(), QMenu):
                yield from listed(action.menu())  # type: ignore[arg-type]
            yield from (keys.toString() for keys in action.shortcuts())

    tops = [action.menu() for action in sample_window.menuBar().actions()]
    found = Counter(keys for menu in tops if isinstance(menu, QMenu) for keys in listed(menu))
    assert [keys for keys, count in found.items() if count > 1] == []
    assert {"Ctrl+N", "Ctrl+P", "Ctrl+Z", "Ctrl+1", "Ctrl+2", "Ctrl+F"} <= found.keys()


# Room for everything


def too_narrow(window: QWidget) -> list[str]:
    """Return what is cut off at the side: labels and buttons narrower than their words."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or is_part_of_another(widget):
            continue
        if isinstance(widget, PlainLabel):
            cut = not widget._elide and not widget.wordWrap() and widget.width() < widget.sizeHint().width()
            words = widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            measure = widget.fontMetrics()
            cut = widget.width() < measure.horizontalAdvance(widget.text().replace("&&", "&")) + 8
            words = widget.text()
        else:
            continue
        if cut:
            found.append(f"{type(widget).__name__} {words!r}: {widget.width()}")
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (2560, 1440)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_tour_draws_every_tab_at_its_size(
    qapp: QApplication, tmp_path: Path, sample: Path, dark: bool, size: tuple[int, int]
) -> None:
    drawn = draw_tour(sample, tmp_path / "tour", dark=dark, size=size, today=TODAY)
    assert [path.name for path in drawn] == [
        f"{name}.png"
        for name in (
            "welcome",
            "today",
            "agreement",
            "intake",
            "capacity",
            "escalation",
            "meetings",
            "scorecard",
            "visibility",
            "health",
        )
    ]
    for path in drawn:
        image = QImage(str(path))
        assert (image.width(), image.height()) == size
        corner = image.pixelColor(image.width() - 3, image.height() // 2)
        assert (corner.lightness() < 128) == dark
    apply(qapp, "light")


@pytest.mark.parametrize("key", ["intake", "capacity", "escalation", "meetings", "running"])
def test_nothing_is_cut_off_in_a_small_window(sample_window: Window, key: str) -> None:
    hint = sample_window.minimumSizeHint()
    assert hint.width() <= 1024, hint
    assert hint.height() <= 700, hint
    sample_window.resize(1024, 700)
    show(sample_window, key)
    room = sample_window.room
    assert isinstance(room, IntakeRoom) or key != "intake"
    clients = range(room.list.deal_view.deals.rowCount()) if isinstance(room, IntakeRoom) else [0]
    for row in clients:
        if isinstance(room, IntakeRoom):
            room.list.deal_view.setCurrentIndex(room.list.deal_view.deals.index(row))
        QApplication.processEvents()
        assert sample_window.width() == 1024
        assert too_narrow(sample_window) == []
        if key == "escalation":
            assert isinstance(room, EscalationRoom)
            assert room.ladder_area.horizontalScrollBar().maximum() == 0


class Longer(QTranslator):
    """Every text half as long again, as German would be."""

    def translate(self, _context: str, text: str, *_more: Any) -> str:
        """Return `text` with half its length put after it, in words no longer than German ones."""
        words = text.replace("{", "").replace("}", "")
        return text + ("ääääääääääää " * len(words))[: len(words) // 2].rstrip()

    def isEmpty(self) -> bool:
        """It knows every text."""
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    """Long words everywhere."""
    translator = Longer()
    assert QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.parametrize("key", ["intake", "capacity", "escalation", "meetings", "running"])
def test_longer_words_have_room(longer: None, sample: Path, open_window: Callable[[Path], Window], key: str) -> None:
    window = open_window(sample)
    window.resize(1280, 800)
    show(window, key)
    QApplication.processEvents()
    assert window.menus.edit_menu.title().endswith("ää"), "the words are longer"
    assert window.width() <= 1280, "it can still be made this small"
    assert too_narrow(window) == []


def test_dialogs_have_room_for_longer_words(
    longer: None, sample: Path, open_window: Callable[[Path], Window], qtbot: QtBot
) -> None:
    window = open_window(sample)
    cut: dict[str, list[str]] = {}
    for number, dialog in enumerate(dialogs_of(window)):
        dialog.show()
        QApplication.processEvents()
        found = too_narrow(dialog)
        for area in dialog.findChildren(QScrollArea):
            if area.isVisible() and area.horizontalScrollBar().maximum():
                found.append(f"{area.horizontalScrollBar().maximum()} wider than its room")
        if dialog.width() > 1024 or dialog.height() > 700:
            found.append(f"{dialog.width()} wide and {dialog.height()} high")
        if found:
            cut[f"{number} {type(dialog).__name__}"] = found
        dialog.hide()
    assert cut == {}


def test_mirrored_the_list_stands_at_the_right(
    qapp: QApplication, sample: Path, open_window: Callable[[Path], Window]
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = open_window(sample)
        intake = window.rooms["intake"]
        assert isinstance(intake, IntakeRoom)
        assert intake.panel is not None
        QApplication.processEvents()
        assert window.rail.mapTo(window, window.rail.rect().topLeft()).x() > window.width() // 2
        assert intake.list.x() > intake.panel.x()
        assert too_narrow(window) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
