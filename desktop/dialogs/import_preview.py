"""A sheet before it is taken in: how its columns are read, the first rows as they will be, and what stays out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.actions.sheet import Looked, Preview, Source
from desktop.dialogs.import_columns import ImportColumns
from desktop.dialogs.import_rows import headings, left_out_words, lines
from desktop.dialogs.left_out_rows import LeftOutRows
from desktop.wording import sheet as words
from framework.deal import Stage
from resources.words import tr
from storage.sheet.dates import DateOrder
from storage.sheet.glance import Way, samples
from widgets.card import Heading, Muted, PlainLabel, Title
from widgets.choice_box import ChoiceBox
from widgets.form_grid import FormField
from widgets.progress_line import ProgressLine
from widgets.sheet_table import SheetTable
from widgets.tab_order import follow
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

WIDEST, HIGHEST = 1160, 740
_WIDEST_FIELD = 380
_AROUND = 40
"""The dialog leaves so much of the window around it, in pixels, so that it is seen to belong to it."""


class ImportPreview(QDialog):
    """Shows what an import would do; whoever opened it reads the sheet and tells it what was found.

    Signals: `source_chosen(Source)` for another table of the file, `way_chosen(Way)` when it is to be read in another
    way, `import_requested()`, and `cancel_requested()` while the import is running. `rejected` when it is closed.
    """

    source_chosen = Signal(object)
    way_chosen = Signal(object)
    import_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, name: str, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import deals"))
        self._currency = currency
        self._source = Source()
        self._date_order: DateOrder | None = None
        self._stages: dict[str, Stage] = {}
        self._preview: Preview | None = None
        self._is_reading = self._is_importing = self._is_fresh = False

        self.last_time_label = Muted(tr("Read as last time: a sheet with these columns was imported before."))
        self.sheet_box = ChoiceBox()
        self.encoding_box = ChoiceBox()
        self.separator_box = ChoiceBox()
        self.date_box = ChoiceBox()
        self.sheet_field = FormField(tr("Sheet of the workbook"), self.sheet_box)
        self.encoding_field = FormField(tr("Letters were saved as"), self.encoding_box)
        self.separator_field = FormField(tr("Between the columns stand"), self.separator_box)
        self.date_field = FormField(tr("How its dates are read"), self.date_box)
        self.columns = ImportColumns()
        self.rows_heading = Heading(tr("The first rows, as they will be read"))
        self.table = SheetTable(tr("The first rows, as they will be read"))
        self.row_label = Muted("", "small")
        self.counts_label = PlainLabel("", "strong", wrap=True)
        self.left_out_button = QPushButton(tr("Show the rows left out"))
        self.left_out_button.setAutoDefault(False)
        self.progress_line = ProgressLine()
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = self.buttons.addButton(tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.import_button.setProperty("primary", "true")
        for box in (self.encoding_box, self.date_box):
            box.setPlaceholderText(tr("Choose"))
        self._lay_out(name)
        self._clear()
        self._show_progress(False)
        for box in (self.sheet_box, self.encoding_box, self.separator_box):
            box.activated.connect(self._choose_source)
        self.date_box.activated.connect(self._choose_dates)
        self.columns.columns_chosen.connect(self._change_way)
        self.columns.stage_chosen.connect(self._choose_stage)
        self.table.line_chosen.connect(self._say_row)
        self.left_out_button.clicked.connect(self._show_left_out)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        around = parent.window().size() if parent is not None else None
        width, height = (around.width(), around.height()) if around is not None else (WIDEST, HIGHEST)
        self.resize(min(width - _AROUND, WIDEST), min(height - _AROUND, HIGHEST))

    def _lay_out(self, name: str) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(SPACE_M)
        for field in (self.sheet_field, self.encoding_field, self.separator_field, self.date_field):
            field.setMaximumWidth(_WIDEST_FIELD)
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        fields.addStretch()
        right = QVBoxLayout()
        right.setSpacing(SPACE_M)
        right.addWidget(self.rows_heading)
        right.addWidget(self.table, 1)
        right.addWidget(self.row_label)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_L)
        sides.addWidget(self.columns, 2)
        sides.addLayout(right, 5)
        counts = QHBoxLayout()
        counts.setSpacing(SPACE_M)
        counts.addWidget(self.counts_label, 1)
        counts.addWidget(self.left_out_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Title(tr("Import {name}").format(name=name)))
        outer.addWidget(self.last_time_label)
        outer.addLayout(fields)
        outer.addLayout(sides, 1)
        outer.addLayout(counts)
        outer.addWidget(self.progress_line)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)
        self.import_button.setDefault(True)

    # What was found

    def show_table(self, looked: Looked) -> None:
        """Show the columns of the table that was read, and how they will be read."""
        table, way = looked.table, looked.way
        # Windows-1252 fits nearly every file: unless it was chosen, it is a guess.
        is_guess = table.encoding == "cp1252" and self._source.encoding is None
        self.encoding_field.hint = tr("If letters look wrong, choose again.") if is_guess else ""
        self.encoding_field.show_error("")
        self.encoding_box.setAccessibleDescription(self.encoding_field.hint)
        self._source = Source(table.encoding, table.separator, table.sheet)
        self._stages = dict(way.stages)
        self.last_time_label.setVisible(looked.as_last_time)
        self._show_source(table.sheet_names)
        self.columns.show_columns(samples(table), way.columns)
        self._date_order = way.date_order
        self._clear()
        self._order_tabs()
        self._is_fresh = True

    def show_preview(self, preview: Preview) -> None:
        """Show what taking the sheet in would do, with the keyboard on the first question there may be."""
        self._preview = preview
        seen = preview.glance
        self.date_field.setVisible(seen.dates is not None)
        if seen.dates is not None:
            self.date_box.set_choices(words.date_choices(seen.dates, self._date_order), self._date_order)
            say = tr("These dates can be read in more than one way.") if seen.asks_dates else ""
            self.date_field.show_error(say)
            self.date_box.setAccessibleDescription(say)
        self.columns.show_stages(seen.stages)
        drafts = preview.result.drafts
        self.columns.show_notes([*([words.drafts_words(drafts)] if drafts else []), *seen.parsed.notes])
        self.table.set_lines(headings(preview), lines(preview, self._currency))
        wrong = next((line for line, row in enumerate(preview.rows) if row.problems), 0)
        self._say_row(self.table.currentIndex().row() if self.table.currentIndex().isValid() else wrong)
        self._show_counts(preview)
        self._show_progress(False)
        self._order_tabs()
        if self._is_fresh and seen.is_open:
            self._go_to_question(preview)
        self._is_fresh = False

    def show_trouble(self, say: str) -> None:
        """Say why the deals could not be taken in; everything is as it was chosen."""
        self.show_ready()
        self._say(say)

    def show_not_read(self, say: str) -> None:
        """Say why the table can't be read in the way that is chosen."""
        self._clear()
        self.show_trouble(say)

    def show_unreadable(self, say: str) -> None:
        """Say why no table can be read from the file like this; its letters, or its sheet, may be chosen anew."""
        self.columns.show_columns({}, {})
        self.last_time_label.hide()
        self._show_source(tuple(self.sheet_box.itemData(at) for at in range(self.sheet_box.count())))
        self.show_not_read(say)

    def show_reading(self, done: int = 0, of: int = 0) -> None:
        """Show that the sheet is being read, `done` of `of`."""
        self._is_reading = True
        self._say("")
        self.progress_line.set_progress(done, of, tr("How far the reading is"))
        self.progress_line.setVisible(True)

    def show_importing(self, done: int = 0, of: int = 0) -> None:
        """Show that the deals are being written: nothing can be chosen meanwhile, only Cancel."""
        self._set_importing(True)
        self.progress_line.setVisible(True)
        self.progress_line.set_progress(done, of, tr("How far the import is"))

    def show_ready(self) -> None:
        """The import was cancelled: everything is as it was chosen."""
        self._set_importing(False)
        self._show_progress(False)

    def _show_progress(self, shown: bool) -> None:
        self._is_reading = shown
        self.progress_line.setVisible(shown)

    def _set_importing(self, on: bool) -> None:
        self._is_importing = on
        if on:
            self.cancel_button.setFocus()
        for part in (self.columns, self.table, self.left_out_button, self.import_button):
            part.setEnabled(not on)
        for field in (self.sheet_field, self.encoding_field, self.separator_field, self.date_field):
            field.setEnabled(not on)
        if on:
            self.counts_label.setText(tr("The deals are being written. Cancel, and nothing is changed."))
            self._say("")
        elif self._preview is not None:
            self._show_counts(self._preview)

    def _clear(self) -> None:
        self._preview = None
        self.table.set_lines((), ())
        self.row_label.setText("")
        self.counts_label.setText("")
        self.left_out_button.hide()
        self.date_field.hide()
        self.columns.show_stages({})
        self.columns.show_notes(())
        self.import_button.setText(tr("Import"))

    def _show_source(self, sheets: tuple[str, ...]) -> None:
        encoding, separator, sheet = self._source
        self.sheet_box.set_choices([(name, name) for name in sheets], sheet)
        self.sheet_field.setVisible(len(sheets) > 1)
        is_text = not sheets
        known = words.encoding_words()
        name = {"utf-8-sig": "utf-8"}.get(encoding or "", encoding)
        offered = list(known.items()) if name is None or name in known else [*known.items(), (name, name)]
        self.encoding_box.set_choices(offered, name)
        self.encoding_field.setVisible(is_text)
        marks = words.separator_words()
        own = [] if separator is None or separator in marks else [(separator, separator)]
        self.separator_box.set_choices([*marks.items(), *own], separator)
        self.separator_field.setVisible(is_text and separator is not None)

    def _show_counts(self, preview: Preview) -> None:
        result, seen = preview.result, preview.glance
        self.left_out_button.setVisible(bool(result.problems) and not seen.is_open)
        if seen.is_open:
            unknown = [text for text, stage in seen.stages.items() if stage is None]
            self.counts_label.setText(words.questions_words(seen.asks_dates, unknown))
            self.import_button.setText(tr("Import"))
            return
        count = result.added + result.updated
        self.counts_label.setText(words.counts_words(result))
        self.import_button.setText(words.counted(count, tr("Import 1 deal"), tr("Import {count} deals")))

    # The first rows

    def _say_row(self, line: int) -> None:
        """Name what is wrong with the row that is chosen."""
        rows = self._preview.rows if self._preview is not None else ()
        self.row_label.setText(left_out_words(rows[line]) if line < len(rows) else "")

    def _show_left_out(self) -> None:
        if self._preview is not None:
            LeftOutRows(self._preview.result.problems, self).open()

    # What is chosen

    def way(self) -> Way:
        """How the sheet is to be read, as it is chosen now."""
        return Way(self.columns.columns(), self._date_order, dict(self._stages))

    def choose_way(self) -> None:
        """Ask for a reading in the way that is chosen now."""
        way = self.way()
        if "client" in way.columns:
            self._say("")
            self.way_chosen.emit(way)
        else:
            self._clear()
            self.counts_label.setText(tr("Choose the column that names the client, and the rows are shown."))
            if self._is_fresh and self.columns.column_boxes:
                self.columns.go_to(self.columns.boxes()[0])

    def _change_way(self) -> None:
        self.last_time_label.hide()
        self.choose_way()

    def _choose_source(self) -> None:
        boxes = (self.encoding_box, self.separator_box, self.sheet_box)
        wanted = Source(*(box.currentData() for box in boxes))
        if wanted != self._source:
            # What stands between the columns shows once the letters are right.
            self._source = wanted
            self.source_chosen.emit(wanted)

    def _choose_dates(self) -> None:
        # Qt gives a text back where an order was put in.
        chosen = self.date_box.currentData()
        self._date_order = DateOrder(chosen) if chosen is not None else None
        self._change_way()

    def _choose_stage(self, text: str, stage: Stage) -> None:
        self._stages[text] = stage
        self._change_way()

    # Import and cancel

    def accept(self) -> None:
        """Ask for the import, or say what stands against it and go there."""
        clashing = self.columns.clashing()
        preview = self._preview
        if clashing is not None:
            self._say(tr("Two columns fill the same field. Leave one of the two out."))
            self.columns.go_to(clashing)
        elif self.columns.column_boxes and "client" not in self.columns.columns():
            self._say(tr("Choose the column that names the client first."))
            self.columns.go_to(next(iter(self.columns.column_boxes.values())))
        elif self._is_reading:
            self._say(tr("The sheet is still being read. Try again in a moment."))
        elif preview is None:
            # Why there is nothing to be seen is said already.
            self.columns.go_to(next(iter(self.columns.column_boxes.values()), self.encoding_box))
        elif preview.glance.is_open:
            self._say(self.counts_label.text())
            self._go_to_question(preview)
        elif not preview.result.added + preview.result.updated:
            self._say(tr("There is nothing to import: every row is left out. The list says why."))
        else:
            self.import_requested.emit()

    def _go_to_question(self, preview: Preview) -> None:
        stage = self.columns.first_open_stage()
        if preview.glance.asks_dates:
            self.date_box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif stage is not None:
            self.columns.go_to(stage)

    def reject(self) -> None:
        """Close; while the import is running, ask for its end first."""
        if self._is_importing:
            self.cancel_requested.emit()
        else:
            super().reject()

    def finish(self) -> None:
        """Go away: the deals are in."""
        super().accept()

    def _say(self, text: str) -> None:
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go as the eye does."""
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        boxes = [self.sheet_box, self.encoding_box, self.separator_box, self.date_box]
        layout = self.buttons.layout()
        assert layout is not None
        places = [layout.itemAt(at) for at in range(layout.count())]
        buttons = [place.widget() for place in places if place is not None]
        rest = [self.table, self.left_out_button, *(button for button in buttons if button is not None)]
        follow(self, [*boxes, *self.columns.boxes(), *rest])
