"""The result of a health check, until its own page is there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.rooms.health_page import HealthPage
from framework.health_check import Opened


class HealthResultPage(HealthPage):
    """`new_check_requested()` when somebody wants to begin another check."""

    new_check_requested = Signal()

    def show_opened(self, opened: Opened, earlier: Sequence[Opened]) -> None:
        """Keep what is to be shown."""
        self.opened, self.earlier = opened, tuple(earlier)
