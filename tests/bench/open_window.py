"""How long a click waits in the open window, on the file named first; so many times as is named second.

Each figure is from the event to the frame that answers it, everything painted that it changes. The longest and the
95th of a hundred are told, since one slow tick in twenty is what people notice.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop import start

application = start.make_application()

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from desktop.rooms.intake import IntakeRoom  # noqa: E402
from desktop.window import Window  # noqa: E402
from tests.bench.probe import say  # noqa: E402

WORDS = ("maple", "xyz", "harbour bak", "B-0000", "e", "bakery 1", "zzz", "kestrel")


def settle() -> None:
    """Handle every event that is waiting, deferred deletions too, and paint what is to be painted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds from the act to the end of the frame that answers it."""
    started = time.perf_counter()
    act()
    QCoreApplication.processEvents()
    return (time.perf_counter() - started) * 1000


class Repainted(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the instant; what follows in the same frame is the list itself."""
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False

    def after(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from the act to the first painting after it."""
        started = time.perf_counter()
        act()
        while self.at < started:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
            QCoreApplication.sendPostedEvents()
        return (self.at - started) * 1000


def p95(values: list[float]) -> float:
    """Return the value that 95 of 100 stay under."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def main(file: Path, runs: int) -> None:
    """Measure ticks, tabs, filters and choosing another deal."""
    window = Window(remembers=False)
    window.resize(1280, 800)
    window.show()
    window.open_file(file)
    window.show_room("intake")
    room = window.room
    assert isinstance(room, IntakeRoom)
    import storage.writing  # noqa: F401

    settle()
    window.finish_background_work()
    settle()

    assert room.panel is not None
    checklist = room.panel.checklist
    checklist.setFocus()
    ticks = []
    for _ in range(4 * runs + 2):
        # Down and Space, from item to item: an answer where there was none, then another one.
        QTest.keyClick(checklist, Qt.Key.Key_Return)
        settle()
        ticks.append(timed(lambda: QTest.keyClick(checklist, Qt.Key.Key_Space)))
        settle()
    moves = []
    for _ in range(2 * runs):
        moves.append(timed(lambda: QTest.keyClick(room.list.deal_view, Qt.Key.Key_Down)))
        settle()
    there, back, stale = [], [], []
    for _ in range(runs):
        there.append(timed(lambda: window.show_room("meetings")))
        settle()
        back.append(timed(lambda: window.show_room("intake")))
        settle()
        QTest.keyClick(checklist, Qt.Key.Key_Space)
        settle()
        stale.append(timed(lambda: window.show_room("meetings")))
        settle()
        window.show_room("intake")
        settle()
    # An empty list gives its place to a sentence: the column of both is what is painted anyway.
    shown = Repainted(room.list)
    filters = []
    for _ in range(max(1, runs // 4)):
        for words in WORDS:
            filters.append(shown.after(lambda: room.list.filter_bar.search_changed.emit(words)))  # noqa: B023
            settle()
    say(
        tick=p95(ticks[2:]),
        tick_median=sorted(ticks)[len(ticks) // 2],
        move=p95(moves),
        tab=max(p95(there), p95(back)),
        tab_stale=p95(stale),
        filter=p95(filters),
    )
    window.close()


main(Path(sys.argv[1]), int(sys.argv[2]))
