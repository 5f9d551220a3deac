"""A line for one limit of bands: the numbers, the bounds and the unit are those of the measure, which may change."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from widgets.bands_measure import BandMeasure
from widgets.bands_words import figure
from widgets.value_edits import DecimalEdit


class LimitEdit(DecimalEdit):
    """A line for one limit of a `BandMeasure`, which may change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._measure = BandMeasure()
        self._most = self._highest

    def set_measure(self, measure: BandMeasure) -> None:
        """Read and write numbers of `measure`; the line is empty until its value is set."""
        self._measure = measure
        self._places = measure.places
        self._lowest = measure.lowest
        self._highest = self._most if measure.highest is None else measure.highest
        self.set_unit(measure.unit)
        self.setModified(False)
        self.set_value(None)

    def changeEvent(self, event: QEvent) -> None:
        """Write the number as another country does."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange and hasattr(self, "_most") and not self.isModified():
            self.setText("" if self._value is None else self._write(self._value))

    def _read(self, text: str) -> Any:
        return super()._read(text.removesuffix(self._measure.one).strip() or text)

    def _write(self, value: Any) -> str:
        return figure(self._measure, Decimal(value), self.locale())
