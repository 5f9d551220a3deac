"""Fields with their labels above them and what is wrong with them beneath, in one or more columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from widgets.card import PlainLabel
from widgets.tokens import SPACE_M, SPACE_XS
from widgets.value_edit import ValueEdit


class FormGrid(QWidget):
    """Labelled fields in reading order. A `ValueEdit` says its own errors; for others use `set_error`."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._fields: dict[QWidget, FormField] = {}
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_M)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add_field(self, label: str, field: QWidget, hint: str = "", *, wide: bool = False) -> QWidget:
        """Add `field` under `label`, with a quiet `hint` beneath; `wide` takes a whole line. Return `field`."""
        holder = FormField(label, field, hint)
        if wide and self._next % self._columns:
            self._next += self._columns - self._next % self._columns
        span = self._columns if wide else 1
        place = divmod(self._next, self._columns)
        self._grid.addWidget(holder, *place, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next += span
        self._fields[field] = holder
        return field

    def set_error(self, field: QWidget, text: str) -> None:
        """Say in plain words what is wrong with `field`, "" for nothing. Raises KeyError for a field not in here."""
        holder = self._fields[field]
        if isinstance(field, ValueEdit):
            field.set_error(text)
        else:
            field.setAccessibleDescription(text or holder.hint)
            holder.show_error(text)

    def error(self, field: QWidget) -> str:
        """What is said to be wrong with `field`."""
        return self._fields[field].error()

    def finish(self) -> bool:
        """Take what is being typed. True when no field has an error; else the first that has one gets the focus."""
        for field in self._fields:
            if isinstance(field, ValueEdit):
                field.finish()
        wrong = next((field for field, holder in self._fields.items() if holder.error()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None


class FormField(QWidget):
    """One field, its label and the line beneath it."""

    def __init__(self, label: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = hint
        self._error = ""
        self._label = PlainLabel(label, "small", "muted", wrap=True)
        self._beneath = PlainLabel("", "small", "muted", wrap=True)
        if not field.accessibleName():
            field.setAccessibleName(label)
        if hint:
            field.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self._beneath)
        self.show_error("")
        if isinstance(field, ValueEdit):
            field.error_changed.connect(self.show_error)
            self.show_error(field.error())

    def error(self) -> str:
        """What is said to be wrong."""
        return self._error

    def show_error(self, text: str) -> None:
        """Show `text` beneath the field, or the hint when nothing is wrong."""
        self._error = text
        self._beneath.set_colour("OFF" if text else "muted")
        self._beneath.setText(text or self.hint)
        self._beneath.setVisible(bool(text or self.hint))
