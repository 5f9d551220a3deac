"""The floor of every start: an empty window of PySide6, shown and painted; `stay` keeps it open."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.probe import Painted, milliseconds, peak_mib, say

application = QApplication(sys.argv[:1])
window = QMainWindow()
window.setWindowTitle("Bare window")
window.resize(1280, 800)
window.show()


def tell() -> None:
    """Say when, and stop."""
    say(painted=milliseconds(), memory=peak_mib())
    application.quit()


if "stay" not in sys.argv:
    painted = Painted(window, window, tell)
sys.exit(application.exec())
