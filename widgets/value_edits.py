"""Lines for money, other numbers and whole numbers, read and written as the person's country does."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from resources.words import tr
from widgets.date_edit import DateEdit
from widgets.number_text import read_number, write_number
from widgets.value_edit import Unreadable, ValueEdit

__all__ = ["DateEdit", "DecimalEdit", "MoneyEdit", "WholeEdit"]

_MOST = Decimal(10) ** 12


class DecimalEdit(ValueEdit):
    """A number such as a percentage, hours or a quantity: `value()` is an exact Decimal or None.

    At most `places` digits after the decimal sign, from `lowest` to `highest`. `unit` may be typed or left out.
    """

    def __init__(
        self,
        *,
        places: int = 2,
        lowest: Decimal | int | None = 0,
        highest: Decimal | int | None = None,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places = places
        self._lowest = None if lowest is None else Decimal(lowest)
        self._highest = _MOST if highest is None else Decimal(highest)
        self.set_unit(unit)

    def set_value(self, value: Any) -> None:
        """Show a number (None: empty), silently; a whole one may come as int."""
        super().set_value(Decimal(value) if isinstance(value, int) else value)

    def value(self) -> Decimal | None:
        """The number; None while the line is empty or cannot be read (then `error()` says why once it is left)."""
        found = self._readable()
        return found if isinstance(found, Decimal) else None

    def _read(self, text: str) -> Any:
        if self._unit:
            text = text.removesuffix(self._unit).removeprefix(self._unit).strip()
        try:
            value = read_number(text, self.locale())
        except ValueError:
            raise Unreadable(tr("Please write a number, such as {example}.").format(example=self._example())) from None
        if self._lowest is not None and value < self._lowest:
            raise Unreadable(tr("This cannot be less than {limit}.").format(limit=self._write(self._lowest)))
        if value > self._highest:
            raise Unreadable(tr("This cannot be more than {limit}.").format(limit=self._write(self._highest)))
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self._places:
            raise Unreadable(self._too_fine())
        return value

    def _write(self, value: Any) -> str:
        return write_number(Decimal(value), self.locale())

    def _example(self) -> str:
        return self._write(Decimal("12.5") if self._places else Decimal(12))

    def _too_fine(self) -> str:
        if not self._places:
            return tr("Please write a whole number.")
        return tr("At most {places} digits after the decimal sign.").format(places=self._places)


class MoneyEdit(DecimalEdit):
    """An amount of money in one currency: `value()` is an exact Decimal or None. `symbol` may be typed or left out."""

    def __init__(
        self,
        symbol: str = "",
        *,
        places: int = 2,
        lowest: Decimal | int | None = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(places=places, lowest=lowest, unit=symbol, parent=parent)

    def _write(self, value: Any) -> str:
        amount = Decimal(value)
        # Cents only where there are any: 6,800 and 6,800.50.
        return write_number(amount, self.locale(), None if amount == amount.to_integral_value() else self._places)

    def _example(self) -> str:
        return self._write(Decimal("1234.5") if self._places else Decimal(1234))


class WholeEdit(DecimalEdit):
    """A whole number. `value()` is a Decimal without a fraction; `whole()` is the int."""

    def __init__(
        self, *, lowest: int | None = 0, highest: int | None = None, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(places=0, lowest=lowest, highest=highest, unit=unit, parent=parent)

    def whole(self) -> int | None:
        """The number as int, or None."""
        found = self.value()
        return None if found is None else int(found)

    def _read(self, text: str) -> Any:
        return super()._read(text).to_integral_value()
