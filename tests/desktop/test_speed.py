"""Nothing on a click's way grows with the file: plans of the queries, and a few clicks with generous bounds.

`make bench` measures exactly; here the bounds are several times what any machine should need.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.meetings import MeetingsRoom
from desktop.window import Window
from framework.deal import Stage
from storage.book import Book
from storage.intake import answers_by_deal, last_delivered, open_deal_ids, read_deal
from storage.intake_list import Shelf, count_deals, deal_lines
from storage.opening import open_book
from tests.bench.big_business import realistic, write_big

TODAY = date(2026, 8, 3)
DEALS = 2_000


@pytest.fixture(scope="module")
def big_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A business with 2,000 deals, 400 of them open."""
    path = tmp_path_factory.mktemp("big") / "big.handshake"
    write_big(path, realistic(DEALS), TODAY)
    return path


@pytest.fixture
def big_book(big_file: Path) -> Iterator[Book]:
    with open_book(big_file, check_all=False) as book:
        yield book


def plans(book: Book, act: Callable[[], object]) -> list[str]:
    """Return how SQLite goes about every query of `act`, one line for each step."""
    asked: list[str] = []
    book.connection.set_trace_callback(asked.append)
    act()
    book.connection.set_trace_callback(None)
    assert asked
    return [row[3] for sql in asked for row in book.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize(
    ("shelf", "index"),
    [
        (Shelf.OPEN, "ix_deal_open"),
        (Shelf.SOLD, "ix_deal_sold"),
        (Shelf.PAST, "ix_deal_created"),
        (Shelf.ALL, "ix_deal_created"),
    ],
)
def test_a_page_is_read_in_its_order_without_sorting(big_book: Book, shelf: Shelf, index: str) -> None:
    for offset in (0, 200):
        steps = plans(big_book, lambda: deal_lines(big_book, shelf, digits=2, offset=offset))  # noqa: B023
        assert any(index in step for step in steps)
        assert not [step for step in steps if "TEMP B-TREE" in step]


def test_counts_and_verdicts_are_asked_of_the_indexes(big_book: Book) -> None:
    for act in (lambda: count_deals(big_book), lambda: open_deal_ids(big_book)):
        steps = plans(big_book, act)
        assert all("INDEX ix_deal_open" in step or "INDEX ix_deal_sold" in step for step in steps), steps


def test_what_is_read_of_one_deal_is_found_by_its_key(big_book: Book) -> None:
    key = open_deal_ids(big_book)[0]
    deal = read_deal(big_book, key, digits=2)
    assert deal is not None
    for act in (
        lambda: read_deal(big_book, key, digits=2),
        lambda: answers_by_deal(big_book, [key]),
        lambda: last_delivered(big_book, deal._replace(client="Nobody"), digits=2),
    ):
        assert not [step for step in plans(big_book, act) if step.startswith("SCAN")]


def test_a_search_that_finds_little_is_one_pass_through_the_table(big_book: Book) -> None:
    steps = plans(big_book, lambda: deal_lines(big_book, Shelf.OPEN, digits=2, search="zzz"))
    assert "SCAN d" in steps


def test_pages_and_searches_hold_what_the_plain_way_finds(big_book: Book) -> None:
    plain = big_book.rows(
        "SELECT d.id, d.stage, c.name || ' ' || coalesce(o.name, '') || ' ' || d.ref || ' ' || d.note, d.promised_on, "
        "d.created_on FROM deal d JOIN client c ON c.id = d.client_id LEFT JOIN offering o ON o.id = d.offering_id"
    )
    stages = {
        Shelf.OPEN: {Stage.LEAD, Stage.INTAKE, Stage.OFFERED},
        Shelf.SOLD: {Stage.WON, Stage.IN_DELIVERY},
        Shelf.PAST: {Stage.DELIVERED, Stage.LOST},
        Shelf.ALL: set(Stage),
    }
    for shelf, held in stages.items():
        for search in ("", "maple", "MAPLE bak", "B-0012", "matte", "nowhere"):
            words = search.lower().split()
            rows = [row for row in plain if row[1] in held and all(word in row[2].lower() for word in words)]
            if shelf in (Shelf.OPEN, Shelf.SOLD):
                rows.sort(key=lambda row: (row[3] is None, row[3] or "", row[0]))
            else:
                rows.sort(key=lambda row: (row[4], row[0]), reverse=True)
            for offset in (0, 200):
                found = deal_lines(big_book, shelf, digits=2, search=search, offset=offset)
                assert [line.id for line in found] == [row[0] for row in rows[offset : offset + 200]], (shelf, search)


# Clicks


@pytest.fixture
def big_window(qtbot: QtBot, big_file: Path, tmp_path: Path) -> Iterator[Window]:
    copy = tmp_path / "big.handshake"
    copy.write_bytes(big_file.read_bytes())
    window = Window(today=TODAY, remembers=False)
    window.resize(1280, 800)
    window.show()
    assert window.open_file(copy)
    settle()
    window.finish_background_work()
    settle()
    yield window
    window.close()
    window.deleteLater()


def settle() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def seconds(act: Callable[[], object]) -> float:
    """Return how long `act` and the painting of what it changes take."""
    started = time.perf_counter()
    act()
    QCoreApplication.processEvents()
    return time.perf_counter() - started


def quickest(times: list[float], share: float) -> float:
    """Return the time that this share of all stays under."""
    return sorted(times)[int(len(times) * share)]


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def intake_of(window: Window) -> IntakeRoom:
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    return room


def test_a_tick_is_saved_and_painted_at_once(big_window: Window) -> None:
    room = intake_of(big_window)
    assert room.panel is not None
    checklist = room.panel.checklist
    checklist.setFocus()
    paintings = Paintings(checklist.viewport())
    session = big_window.session
    assert session is not None
    times = []
    for _ in range(20):
        QTest.keyClick(checklist, Qt.Key.Key_Return)
        settle()
        times.append(seconds(lambda: QTest.keyClick(checklist, Qt.Key.Key_Space)))
        settle()
    assert paintings.count >= 20
    found = session.book.row("SELECT count(*) FROM change")
    assert found is not None
    assert found[0] >= 15
    assert quickest(times, 0.5) < 0.06


def test_a_tick_begins_no_round_through_all_deals(big_window: Window) -> None:
    room = intake_of(big_window)
    assert room.panel is not None
    assert room.pipeline.is_complete
    room.panel.checklist.setFocus()
    assert room.panel.checklist.currentIndex().isValid()
    for _ in range(6):  # every answer in turn, and open again
        QTest.keyClick(room.panel.checklist, Qt.Key.Key_Space)
        assert room.pipeline.is_complete


def test_the_agreement_is_there_before_its_figures_are_counted(big_window: Window) -> None:
    room = big_window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    times, parts = [], []
    for _ in range(6):
        big_window.show_room("intake")
        settle()
        room.make_stale()
        times.append(seconds(lambda: big_window.show_room("agreement")))
        work = room.record_card.work
        while work.is_running:
            parts.append(seconds(work._next))
    assert len(parts) > 12, "the figures are counted a part at a time"
    assert quickest(times, 0.5) < 0.15
    assert quickest(parts, 0.9) < 0.06


def test_tabs_change_at_once_with_hundreds_of_open_deals(big_window: Window) -> None:
    room = intake_of(big_window)
    assert room.panel is not None
    room.panel.checklist.setFocus()
    times = []
    for _ in range(6):
        times.append(seconds(lambda: big_window.show_room("meetings")))
        settle()
        times.append(seconds(lambda: big_window.show_room("intake")))
        QTest.keyClick(room.panel.checklist, Qt.Key.Key_Space)
        settle()
    assert quickest(times, 0.5) < 0.15


def test_the_agenda_of_many_deals_comes_behind_the_click(qtbot: QtBot, big_window: Window) -> None:
    from desktop.actions.meeting import work_out_agenda

    big_window.show_room("meetings")
    room = big_window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    assert room.shown is None
    assert room.title_label.text().startswith("Handshake, ")
    qtbot.waitUntil(lambda: room.shown is not None, timeout=10_000)
    session = big_window.session
    assert session is not None
    assert room.shown == work_out_agenda(session.book, session.desk)


def test_a_room_that_is_left_works_on_when_it_is_seen_again(qtbot: QtBot, big_window: Window) -> None:
    big_window.show_room("meetings")
    room = big_window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    big_window.show_room("intake")
    for _ in range(200):
        QCoreApplication.processEvents()
    assert room.shown is None
    big_window.show_room("meetings")
    qtbot.waitUntil(lambda: room.shown is not None, timeout=10_000)


def test_a_page_printed_before_the_agenda_is_there_waits_for_it(
    big_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.printing import preview

    printed: list[object] = []
    monkeypatch.setattr(preview, "print_page", lambda parent, page, tell: printed.append(page))
    big_window.show_room("meetings")
    room = big_window.rooms["meetings"]
    assert isinstance(room, MeetingsRoom)
    assert room.shown is None
    room.print_page()
    assert len(printed) == 1
    assert room.shown is not None


def test_a_search_shows_its_list_before_the_deal(big_window: Window) -> None:
    room = intake_of(big_window)
    assert room.panel is not None
    shown = room.panel.judged
    room.list.filter_bar.search_changed.emit("maple")
    assert room.list.deal_view.deals.rowCount() > 0
    assert room.panel.judged is shown
    assert room.deal is not None
    assert "Maple" in room.deal.client
    assert room.panel.judged is not shown


# Judging while somebody types


@pytest.fixture(scope="module")
def bigger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A business with 10,000 deals, 2,000 of them open and 300 sold."""
    path = tmp_path_factory.mktemp("bigger") / "bigger.handshake"
    write_big(path, realistic(10_000), TODAY)
    return path


def test_a_deal_is_judged_with_every_letter_in_a_big_business(
    qtbot: QtBot, bigger_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.rooms.deal_form import DealForm
    from desktop.session import Session

    with open_book(bigger_file, check_all=False) as book:
        session = Session(book, today=TODAY)
        deal = read_deal(book, open_deal_ids(book)[0], digits=2)
        for known in (None, deal):
            form = DealForm(session, known)
            form.show()
            form.offering_box.setCurrentIndex(1)
            form.promised_edit.setText("")
            times = []
            for edit, letters in (
                (form.promised_edit, "2026-08-28"),
                (form.value_edit, "12345.67"),
                (form.discount_edit, "12.5"),
                (next(iter(form.hours_edits.values())), "123.25"),
                (form.quantity_edit, "3"),
            ):
                for letter in letters:
                    QTest.keyClicks(edit, letter)
                    times.append(seconds(form.judge_now))
            form.done(0)
            form.deleteLater()
            middle, slow = quickest(times, 0.5), quickest(times, 0.95)
            with capsys.disabled():
                print(f"\neach letter judged among 10,000 deals: {middle * 1000:.1f} ms, 95 % {slow * 1000:.1f} ms")  # noqa: T201
            assert len(times) > 25
            assert slow < 0.05


def test_anything_is_found_with_every_letter_in_a_big_business(
    bigger_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.dialogs.find_anything import FindAnything

    copy = tmp_path / "bigger.handshake"
    copy.write_bytes(bigger_file.read_bytes())
    window = Window(today=TODAY, remembers=False)
    window.resize(1280, 800)
    window.show()
    assert window.open_file(copy)
    settle()
    window.finish_background_work()
    window.find_anything()
    (palette,) = window.findChildren(FindAnything)
    assert window._finder is not None
    slices = []
    while window._finder.is_reading:
        slices.append(seconds(window._finder._work._next))
    settle()
    assert window.session is not None
    book = window.session.book
    plain = "SELECT count(*) FROM deal d JOIN client c ON c.id = d.client_id WHERE c.name || d.ref || d.note LIKE ?"
    floors = [seconds(lambda: book.rows(plain, ("%maple%",))) for _ in range(5)]
    times = []
    for words in ("maple bakery", "b-0012", "matte", "c n", "zz"):
        palette.search_edit.clear()
        for letter in words:
            times.append(seconds(lambda: QTest.keyClicks(palette.search_edit, letter)))  # noqa: B023
    palette.reject()
    window.close()
    window.deleteLater()
    middle, slow, floor = quickest(times, 0.5), quickest(times, 0.95), quickest(floors, 0.5)
    with capsys.disabled():
        print(  # noqa: T201
            f"\neach letter found among 10,000 deals: {middle * 1000:.1f} ms, 95 % {slow * 1000:.1f} ms; "
            f"one plain pass {floor * 1000:.1f} ms; read in {len(slices)} parts, {quickest(slices, 0.9) * 1000:.1f} ms"
        )
    assert len(times) > 25
    assert middle < max(0.05, 8 * floor)
    assert quickest(slices, 0.9) < 0.06
