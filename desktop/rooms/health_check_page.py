"""A page of the Health check tab."""

from PySide6.QtCore import Signal

from desktop.rooms.health_page import HealthPage


class HealthCheckPage(HealthPage):
    """A page that is still to be built."""

    counted = Signal(int)

    def refresh(self) -> None:
        """Nothing to show yet."""

    def count(self) -> None:
        """Nothing to count yet."""
