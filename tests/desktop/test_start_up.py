"""The first frame waits for nothing heavy: what is imported by then, measured in a process of its own."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.clock import local_today
from tests.bench.big_business import Mix, write_big

HEAVY = (
    "sqlalchemy sqlmodel pydantic pydantic_core alembic matplotlib numpy openpyxl xlsxwriter defusedxml jinja2 "
    "icalendar holidays dateutil tzlocal tzdata platformdirs hashlib PySide6.QtPrintSupport PySide6.QtSvg "
    "PySide6.QtNetwork"
).split()
BEHIND = (
    "desktop.checkup storage.public_holidays desktop.menus desktop.welcome desktop.actions desktop.dialogs "
    "desktop.rooms.deal_panel desktop.rooms.meetings "
    "desktop.rooms.intake desktop.rooms.today_beside framework.today widgets.deal_list "
    "desktop.rooms.deal_form desktop.printing framework.agenda framework.scorecard storage.writing storage.tables "
    "desktop.finder storage.finding widgets.found_list desktop.rooms.scorecard widgets.chart_view"
).split()
"""Parts of our own that the first frame does not show."""

OWN_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")

PROBE = """
import enum, gc, json, sys
from desktop import start

FILE = sys.argv[1]
make_enum = enum.EnumType.__new__
enums = set()


def make_noted_enum(*arguments, **named):
    made = make_enum(*arguments, **named)
    enums.add(f"{made.__module__}.{made.__qualname__}")
    return made


enum.EnumType.__new__ = staticmethod(make_noted_enum)
make_application = start.make_application


def watched():
    application = make_application()
    from desktop.window import Window
    from widgets.first_paint import FirstPaint
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and not done:
                done.append([sorted(sys.modules), sorted(enums), gc.isenabled()])
            return False

    done = []
    shown = Window.show

    def show(window):
        room = window.room
        assert room.ahead_card.view.model().rowCount() > 0
        watch = Watch(window)
        room.ahead_card.view.viewport().installEventFilter(watch)
        shown(window)
        window.watch = watch
        room.settled.connect(lambda: (print(json.dumps([*done[0], gc.isenabled()])), window.close()))

    Window.show = show
    return application


start.make_application = watched
sys.exit(start.open_window(FILE))
"""


class Start(NamedTuple):
    """What was there when Today with the promises of the file was first painted: modules, and enums made for it.

    `collects` says whether garbage was looked for by then, and `collects_behind` whether it is when all is there.
    """

    modules: set[str]
    enums: set[str]
    collects: bool
    collects_behind: bool


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """One start of the program on a file of a hundred deals."""
    folder = tmp_path_factory.mktemp("start")
    file = folder / "shop.handshake"
    write_big(file, Mix(open=40, sold=30, delivered=5, lost=2), local_today())
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(file)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **dict.fromkeys(OWN_FOLDERS, str(folder))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules, enums, collects, collects_behind = json.loads(done.stdout)
    return Start(set(modules), set(enums), collects, collects_behind)


@pytest.fixture(scope="module")
def loaded(start: Start) -> set[str]:
    """Every module that was there by then."""
    return start.modules


def at_work(loaded: set[str], names: list[str]) -> list[str]:
    """Return which of `names`, or parts of them, were loaded."""
    return sorted(name for name in names if any(one == name or one.startswith(name + ".") for one in loaded))


def test_the_probe_sees_what_is_loaded(loaded: set[str]) -> None:
    assert {"desktop.window", "desktop.rooms.today", "widgets.waiting_rows", "sqlite3"} <= loaded


def test_nothing_heavy_is_imported_before_the_first_paint(loaded: set[str]) -> None:
    assert at_work(loaded, HEAVY) == []


def test_what_the_first_frame_does_not_show_comes_behind_it(loaded: set[str]) -> None:
    assert at_work(loaded, BEHIND) == []


def test_no_room_brings_a_module_of_its_own_unseen(loaded: set[str]) -> None:
    ours = {name for name in loaded if name.split(".")[0] in ("desktop", "widgets", "storage", "framework")}
    # Each costs about half a millisecond before anybody sees anything: a new one should be meant.
    assert len(ours) <= 68, sorted(ours)


def test_few_enums_of_qt_are_made_before_the_first_paint(start: Start) -> None:
    # To hand out a widget of Qt's own, as QScrollArea's viewport, PySide6 makes every class that it might be. Each of
    # their enums takes a tenth of a millisecond, of which the namespace Qt has 93.
    assert any(name.endswith(".AlignmentFlag") for name in start.enums)
    assert not any(name.endswith((".PrimitiveElement", ".StandardPixmap")) for name in start.enums), "QStyle is made"
    assert len(start.enums) <= 245, sorted(start.enums)


def test_nobody_looks_for_garbage_before_the_first_paint(start: Start) -> None:
    assert not start.collects
    assert start.collects_behind


CHARTS = """
import sys
from datetime import date
from pathlib import Path
from pathlib import Path
from desktop.start import make_application

application = make_application()
from desktop.window import Window

window = Window(today=date(2026, 8, 3), remembers=False)
window.show()
assert window.open_file(Path(sys.argv[1]))
for key in window.rooms:
    if key != "scorecard":
        window.show_room(key)
        window.finish_background_work()
window.rooms["scorecard"]
application.processEvents()
print("matplotlib" in sys.modules)
window.show_room("scorecard")
window.finish_background_work()
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
window.close()
"""


def test_charts_are_loaded_only_when_their_tab_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "shop.handshake"
    write_big(file, Mix(open=4, sold=3, delivered=5, lost=2), date(2026, 8, 3))
    done = subprocess.run(
        [sys.executable, "-c", CHARTS, str(file)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "False"]
