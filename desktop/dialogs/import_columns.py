"""What each column of a sheet holds, and what its stages mean: one box for each, to choose in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.wording import sheet as words
from framework.deal import Stage
from resources.words import tr
from storage.sheet.mapping import fill_fields
from widgets.card import Heading, Muted
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_M, SPACE_S


class ImportColumns(QScrollArea):
    """The columns with the field that each fills, the stages, and how the rest was read.

    Signals: `columns_chosen()` and `stage_chosen(text, Stage)` when a person has chosen.
    """

    columns_chosen = Signal()
    stage_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column_boxes: dict[str, ChoiceBox] = {}
        self.stage_boxes: dict[str, ChoiceBox] = {}
        self._asks = False
        self._form = FormGrid()
        self._stage_form = FormGrid()
        self._stage_part = QWidget()
        self._stage_rows = QVBoxLayout(self._stage_part)
        self._notes_heading = Heading(tr("How it is read"))
        self._notes_label = Muted("", "small")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._column.setContentsMargins(*((SPACE_M, 0, 0, 0) if mirrored else (0, 0, SPACE_M, 0)))
        self._column.setSpacing(SPACE_M)
        self._stage_rows.setContentsMargins(0, 0, 0, SPACE_S)
        self._stage_rows.setSpacing(SPACE_M)
        self._stage_rows.addWidget(Heading(tr("What the stages mean")))
        self._stage_rows.addWidget(self._stage_form)
        self._column.addWidget(Heading(tr("What the columns hold")))
        self._column.addWidget(self._form)
        self._column.addSpacing(SPACE_S)
        self._column.addWidget(self._stage_part)
        self._column.addWidget(self._notes_heading)
        self._column.addWidget(self._notes_label)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.show_stages({})
        self.show_notes(())

    # The columns

    def show_columns(self, samples: Mapping[str, str], columns: Mapping[str, str]) -> None:
        """Show a box for each header of `samples` {header: what stands there}, chosen as `columns` {field: header}."""
        fields = {header: field for field, header in columns.items()}
        self._form = self._renewed(self._form, self._column)
        self.column_boxes = {}
        choices: list[tuple[str | None, str]] = [(None, tr("Leave out")), *words.field_words().items()]
        for header, sample in samples.items():
            box = ChoiceBox()
            box.set_choices(choices, fields.get(header))
            box.activated.connect(self._choose_column)
            self._form.add_field(header, box, sample)
            self.column_boxes[header] = box
        self._show_clashes()

    def columns(self) -> dict[str, str]:
        """Which header fills which field; where two would, the first."""
        return fill_fields(self._chosen())[0]

    def clashing(self) -> ChoiceBox | None:
        """The first box that fills a field which another column fills already."""
        return next((self.column_boxes[header] for header in fill_fields(self._chosen())[1]), None)

    def _chosen(self) -> dict[str, str | None]:
        return {header: box.currentData() for header, box in self.column_boxes.items()}

    def _choose_column(self) -> None:
        self._show_clashes()
        self.columns_chosen.emit()

    def _show_clashes(self) -> None:
        _, clashes = fill_fields(self._chosen())
        for header, box in self.column_boxes.items():
            say = ""
            if header in clashes:
                say = tr("“{column}” fills this already. Leave one of the two out.").format(column=clashes[header])
            if self._form.error(box) != say:
                self._form.set_error(box, say)

    # The stages

    def show_stages(self, stages: Mapping[str, Stage | None]) -> None:
        """Show a box for each of `stages` {as written: what it means}; None: a person has to choose."""
        if stages.keys() != self.stage_boxes.keys():
            # Those that wait stand first, and stay there once they are answered.
            stages = dict(sorted(stages.items(), key=_is_answered))
            self._stage_form = self._renewed(self._stage_form, self._stage_rows)
            self.stage_boxes = {}
            # What waits for an answer is not to be looked for below all columns.
            self._asks = None in stages.values()
            self._column.removeWidget(self._stage_part)
            self._column.insertWidget(0 if self._asks else 3, self._stage_part)
            for text in stages:
                box = ChoiceBox()
                box.setPlaceholderText(tr("Choose"))
                box.set_choices(words.stage_choices())
                box.activated.connect(self._choose_stage)
                self._stage_form.add_field(text, box)
                self.stage_boxes[text] = box
        for text, stage in stages.items():
            self.stage_boxes[text].choose(stage)
            say = tr("Handshake does not know this stage. What does it mean here?") if stage is None else ""
            if self._stage_form.error(self.stage_boxes[text]) != say:
                self._stage_form.set_error(self.stage_boxes[text], say)
        self._stage_part.setVisible(bool(stages))

    def first_open_stage(self) -> ChoiceBox | None:
        """The first stage that nobody has chosen yet."""
        return next((box for box in self.stage_boxes.values() if box.currentData() is None), None)

    def _choose_stage(self) -> None:
        box = self.sender()
        for text, own in self.stage_boxes.items():
            if own is box:
                self.stage_chosen.emit(text, Stage(own.currentData()))

    # What else is to be known

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show how the rest was read."""
        self._notes_label.setText("\n".join(notes))
        self._notes_heading.setVisible(bool(notes))
        self._notes_label.setVisible(bool(notes))

    def go_to(self, box: ChoiceBox) -> None:
        """Give the keyboard to `box` and bring it into view."""
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(box)

    def boxes(self) -> list[ChoiceBox]:
        """All boxes as they stand."""
        parts = (self.stage_boxes, self.column_boxes) if self._asks else (self.column_boxes, self.stage_boxes)
        return [box for part in parts for box in part.values()]

    def _renewed(self, form: FormGrid, column: QVBoxLayout) -> FormGrid:
        """Return an empty form in the place of `form`, which goes."""
        made = FormGrid()
        # Not by replaceWidget: the place that it hands out would be freed twice.
        column.insertWidget(column.indexOf(form), made)
        column.removeWidget(form)
        form.hide()
        form.deleteLater()
        return made


def _is_answered(stage: tuple[str, Stage | None]) -> bool:
    return stage[1] is not None
