"""What every test has: a screenless Qt, a home folder of its own, and nothing left on the screen when it ends."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

# Before anything imports Qt, and at import time so that it holds for the subprocesses of tests as well.
if not os.environ.get("HANDSHAKE_REAL_WINDOW"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# One answer to the same examples on every machine, however slow it is today.
settings.register_profile("handshake", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("handshake")


def isolate_home(home: Path) -> None:
    """Point every folder for settings, data and caches into `home`, and set the language to plain English."""
    for name in ("HOME", "USERPROFILE"):
        os.environ[name] = str(home)
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    # Qt complains of a runtime folder that is missing or that others can read.
    for name in (*folders, "XDG_RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Give the session its own home; matplotlib's font list outlives it, since making it anew takes seconds."""
    home = Path(tempfile.mkdtemp(prefix="handshake-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    isolate_home(home)
    cache = getattr(config, "cache", None)
    if cache is not None:
        os.environ["MPLCONFIGDIR"] = str(cache.mkdir("matplotlib"))


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A function that says what time it is (an aware instant) for what is written into a file and for the program."""

    def set_to(instant: datetime) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return instant.astimezone(tz)

        for module in ("storage.writing", "desktop.clock"):
            monkeypatch.setattr(f"{module}.datetime", Stopped)

    return set_to


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records that stands beside this repository in the workshop; elsewhere its tests skip."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real records are not beside this clone")
    return folder


def visible_windows() -> list:
    """Every top-level widget that is on the screen now; none where no window was ever made."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]


@pytest.fixture(autouse=True)
def no_stray_windows() -> Iterator[None]:
    """Fail a test that leaves a window, a menu or a dialog on the screen, and take it away for the next one."""
    # Held as objects, not as ids: an id is given again once its window is gone.
    before = visible_windows()
    yield
    stray = [window for window in visible_windows() if window not in before]
    names = [f"{type(window).__name__} {window.windowTitle()!r}" for window in stray]
    for window in stray:
        window.hide()
        window.deleteLater()
    if stray:
        pytest.fail(f"left on the screen: {', '.join(names)}", pytrace=False)
