"""PySide6 6.12.0 on Python 3.11 drops a reference to None on every void call and aborts after about 7,000 of them."""

import subprocess
import sys
from importlib.metadata import version

CALLS = 50_000
DRIFT = """
import sys
from PySide6.QtCore import QObject
it = QObject()
before = sys.getrefcount(None)
for number in range({calls}):
    it.setObjectName("a")
    it.blockSignals(False)
print(sys.getrefcount(None) - before)
"""


def test_void_calls_take_no_reference_to_none_away() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIFT.format(calls=CALLS)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 100


def test_the_version_of_pyside_is_one_that_is_safe_here() -> None:
    major, minor = (int(part) for part in version("PySide6_Essentials").split(".")[:2])
    assert sys.version_info >= (3, 12) or (major, minor) < (6, 12)
