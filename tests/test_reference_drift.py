"""PySide6 6.12.0 under Python 3.11 loses a reference to None at each call that returns nothing, until Python dies."""

import subprocess
import sys
from importlib.metadata import version

import pytest

CALLS = 25_000
ALLOWED = 1_000
"""Some references to None come and go by themselves; a loss at each call is 25 times as much."""

DRIFT = f"""
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication([])
widget, timer = QWidget(), QTimer()


def call(times):
    for _ in range(times):
        widget.setEnabled(True)
        timer.setInterval(5)
        widget.update()


call(100)
before = sys.getrefcount(None)
call({CALLS})
print(sys.getrefcount(None) - before)
"""


def test_calls_into_qt_keep_the_count_of_references() -> None:
    done = subprocess.run([sys.executable, "-c", DRIFT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < ALLOWED


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="later Pythons count no references to None")
def test_pyside_is_one_that_python_3_11_can_use() -> None:
    major, minor = (int(part) for part in version("PySide6-Essentials").split(".")[:2])
    assert (6, 8) <= (major, minor) < (6, 12)
