"""Where the weeks stand side by side: the same columns for bars and for the deals beneath them."""

from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt

DAYS = 7


class WeekAxis(NamedTuple):
    """`weeks` weeks from the Monday `first` on, in a widget of `width` pixels, beside a `gutter` for words.

    Time runs from the side where reading begins.
    """

    first: date
    weeks: int
    gutter: float
    width: float
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight

    @property
    def step(self) -> float:
        """How wide a week is."""
        return max(self.width - self.gutter, 1.0) / max(self.weeks, 1)

    @property
    def mirrored(self) -> bool:
        """Whether time runs from the right."""
        return self.direction == Qt.LayoutDirection.RightToLeft

    def column(self, week: int, top: float, height: float) -> QRectF:
        """Return the place of a week, from `top` on."""
        return self.between(week * DAYS, (week + 1) * DAYS, top, height)

    def between(self, begin: float, end: float, top: float, height: float) -> QRectF:
        """Return the place from `begin` to `end`, days since the first one, cut off at the ends of the weeks."""
        last = self.weeks * DAYS
        near = self.gutter + min(max(begin, 0.0), last) * self.step / DAYS
        far = self.gutter + min(max(end, 0.0), last) * self.step / DAYS
        left = self.width - far if self.mirrored else near
        return QRectF(left, top, far - near, height)

    def words(self, top: float, height: float) -> QRectF:
        """Return the place of the words beside the weeks."""
        return QRectF(self.width - self.gutter if self.mirrored else 0.0, top, self.gutter, height)

    def days_at(self, x: float) -> float:
        """Return how many days after the first one `x` stands; below 0 in the words."""
        along = self.width - x if self.mirrored else x
        return (along - self.gutter) / self.step * DAYS

    def week_at(self, x: float) -> int:
        """Return the week at `x`, -1 where there is none."""
        week = int(self.days_at(x) // DAYS)
        return week if 0 <= week < self.weeks else -1

    def day_at(self, x: float) -> date:
        """Return the day at `x`, the first or the last one beside the weeks."""
        days = min(max(self.days_at(x), 0.0), self.weeks * DAYS - 1)
        return self.first + timedelta(days=int(days))

    def days_of(self, day: date) -> int:
        """Return how many days after the first one `day` is."""
        return (day - self.first).days
