"""The two questions an import may have: in which order its dates stand, and what its stages are called here."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.wording import figures
from framework.deal import Stage
from resources.words import tr
from storage.sheet.dates import DateOrder, Triple, in_order, split_date
from widgets.card import Heading, Muted
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


class Question(QDialog):
    """A question: a heading, a line, what there is to choose (`column`), Go on and Cancel. Show it with `open()`."""

    def __init__(self, heading: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import deals"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_button = buttons.addButton(tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setProperty("primary", "true")
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Heading(heading))
        outer.addWidget(Muted(line))
        outer.addLayout(self.column, 1)
        outer.addWidget(buttons)
        self.setMinimumWidth(440)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)


class Reading(NamedTuple):
    """One way to read a date: its order, and the day it would mean (None: no such day in the calendar)."""

    order: DateOrder
    day: date | None


def readings(example: str) -> list[Reading]:
    """Return the ways in which `example` can be read; month first comes first where this computer writes so."""
    triple = split_date(example)
    days = {order: in_order(triple, order) if isinstance(triple, Triple) else None for order in DateOrder}
    orders = [DateOrder.DMY, DateOrder.MDY]
    if figures.locale().dateFormat(QLocale.FormatType.ShortFormat).startswith("M"):
        orders.reverse()
    if days[DateOrder.YMD] is not None:
        orders.append(DateOrder.YMD)
    return [Reading(order, days[order]) for order in orders]


class DateOrderQuestion(Question):
    """Asks which day a date in the sheet means. `answered(order)` with "dmy", "mdy" or "ymd"."""

    answered = Signal(str)

    def __init__(self, columns: tuple[str, ...], example: str, parent: QWidget | None = None) -> None:
        listed = ", ".join(f"“{column}”" for column in columns)
        super().__init__(
            tr("Which day is {example}?").format(example=example),
            tr("The dates in {columns} can be read in more than one way.").format(columns=listed),
            parent,
        )
        self._readings = readings(example)
        self.choices = QButtonGroup(self)
        for number, reading in enumerate(self._readings):
            words = order_words(reading.order)
            if reading.day is not None:
                words = tr("{day} ({order})").format(day=figures.day_long(reading.day), order=words)
            button = QRadioButton(words)
            self.choices.addButton(button, number)
            self.column.addWidget(button)
        self.choices.button(0).setChecked(True)

    def accept(self) -> None:
        """Tell the order that was chosen."""
        self.answered.emit(self._readings[self.choices.checkedId()].order.value)
        super().accept()


def order_words(order: DateOrder) -> str:
    """Return an order in words."""
    if order is DateOrder.DMY:
        return tr("day first")
    return tr("month first") if order is DateOrder.MDY else tr("year first")


class StagesQuestion(Question):
    """Asks which of our stages each unknown one is. `answered({as written: Stage})`."""

    answered = Signal(object)

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(
            tr("What do these stages mean here?"),
            tr("The sheet calls them by names that Handshake doesn't know yet."),
            parent,
        )
        self.boxes: dict[str, QComboBox] = {}
        form = FormGrid(1)
        for name in names:
            box = QComboBox()
            for stage, words in stage_words().items():
                box.addItem(words, stage.value)
            box.setCurrentIndex(box.findData(Stage.LEAD.value))
            form.add_field(name, box)
            self.boxes[name] = box
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(form)
        rows.addStretch(1)
        scroll.setWidget(page)
        self.column.addWidget(scroll, 1)
        self.resize(440, min(240 + 64 * len(names), 560))

    def accept(self) -> None:
        """Tell what was chosen."""
        self.answered.emit({name: Stage(box.currentData()) for name, box in self.boxes.items()})
        super().accept()


def stage_words() -> dict[Stage, str]:
    """Return our seven stages in words, in the order in which a deal moves."""
    return {
        Stage.LEAD: tr("Lead: somebody may want something"),
        Stage.INTAKE: tr("Intake: being checked"),
        Stage.OFFERED: tr("Offered: waiting for the client"),
        Stage.WON: tr("Won: sold, work not begun"),
        Stage.IN_DELIVERY: tr("In delivery: work has begun"),
        Stage.DELIVERED: tr("Delivered: done"),
        Stage.LOST: tr("Lost: came to nothing"),
    }
