"""A page of the Health check tab."""

from desktop.rooms.health_page import HealthPage


class TwoViewsPage(HealthPage):
    """A page that is still to be built."""

    def refresh(self) -> None:
        """Nothing to show yet."""
