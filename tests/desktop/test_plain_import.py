"""Python's own import function is in its place whenever large libraries are imported."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "load",
    [
        "import desktop.wording.figures",
        "import desktop.wording.figures; from desktop.start import make_application; make_application()",
        "from PySide6 import QtCore; import desktop; from desktop.start import make_application; make_application()",
    ],
)
def test_qt_does_not_keep_its_own_import(load: str) -> None:
    look = "import builtins; print(builtins.__import__.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", f"{load}\n{look}"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "__import__"), done.stderr


def test_pyside_still_replaces_it_so_this_is_still_needed() -> None:
    look = "from PySide6 import QtCore; import builtins; print(builtins.__import__.__name__)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "__feature_import__"
