"""The program itself, from its own entry point, on the file named first; stops at what is named second.

`painted`: at the first frame with rows in it. `ready`: when the write side is loaded and every verdict is known, with
the longest stall of the event loop since the paint. `chart`: as `ready`, and one matplotlib chart drawn.
"""

import sys
import time

from desktop import start

FILE, UNTIL = sys.argv[1], sys.argv[2]
make_application = start.make_application


def watched_application() -> object:
    """Make the application, and have its window watched as soon as it is shown."""
    application = make_application()
    from desktop.window import Window

    def show(window: Window) -> None:
        window.resize(1280, 800)  # as the bare one, whatever the screen that is not there
        super(Window, window).show()
        from tests.bench.probe import Painted

        room = window.room
        inner = room.ahead_card.view.viewport() if room is not None else window.welcome
        Watch.kept = Watch(window)
        Watch.painted = Painted(window, inner, Watch.kept.at_paint)

    Window.show = show
    return application


class Watch:
    """Tells of the first paint, and then of the longest stall until all is ready."""

    kept: "Watch"
    painted: object

    def __init__(self, window) -> None:
        self.window = window
        self.figures: dict[str, float] = {}
        self.longest = 0.0

    def at_paint(self) -> None:
        """Note the first paint."""
        from PySide6.QtCore import QTimer

        from tests.bench.probe import milliseconds, peak_mib

        self.figures = {"painted": milliseconds(), "memory": peak_mib()}
        if UNTIL == "painted":
            self.stop()
            return
        self.last = time.perf_counter()
        self.timer = QTimer(self.window)
        self.timer.timeout.connect(self.beat)
        self.timer.start(1)

    def beat(self) -> None:
        """Measure how long the loop was away."""
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now
        warm_up = self.window._warm_up
        intake = next((room for room in self.window.rooms.made() if room.key == "intake"), None)
        if not warm_up.isFinished() or intake is None or not intake.pipeline.is_complete:
            return
        from tests.bench.probe import milliseconds, peak_mib

        self.timer.stop()
        self.figures |= {"ready": milliseconds(), "stall": self.longest * 1000, "ready_memory": peak_mib()}
        if UNTIL == "chart":
            from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
            from matplotlib.figure import Figure

            figure = Figure(figsize=(6, 4))
            figure.subplots().plot(range(14))
            canvas = FigureCanvasQTAgg(figure)
            canvas.draw()
            self.figures |= {"chart_memory": peak_mib()}
        self.stop()

    def stop(self) -> None:
        """Hand the figures over and close."""
        from tests.bench.probe import say

        say(**self.figures)
        self.window.close()


start.make_application = watched_application
sys.exit(start.open_window(FILE))
