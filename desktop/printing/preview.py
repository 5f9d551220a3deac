"""The print preview, and where a PDF is saved. What is shown is what the printer gets: the same layout, painted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSlider,
    QComboBox,
    QDialog,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.printing.page import PAPERS, Page, Paper
from desktop.printing.paper import LaidOut, paint, save_pdf
from desktop.printing.patience import wait_for
from desktop.printing.pdf_file import ask_and_save_pdf
from desktop.printing.printer import make_printer, paper_in, print_page, printer_names, printer_note, use_paper
from desktop.printing.printer_settings import chosen_paper, remember_paper
from resources.words import tr
from storage.trouble import Trouble
from widgets.card import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

__all__ = ["PreviewDialog", "ask_and_save_pdf", "preview", "print_page", "save_pdf"]

ZOOM_STEP = 1.25
# Left free of the screen, in pixels: a window has a frame.
MARGIN = 60
# How many sheets a key turns: on or back by one, or to an end.
TURNS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class PreviewDialog(QDialog):
    """A page as it will print. `pdf_saved` tells where, `printed` that it went to a printer.

    Page Down and Page Up turn the sheets, or go on by as much as is seen where they are larger than the window; Home
    and End go to the first and the last one.
    """

    pdf_saved = Signal(str)
    printed = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None, laid_out: LaidOut | None = None) -> None:
        from PySide6.QtPrintSupport import QPrintPreviewWidget

        super().__init__(parent)
        self.page = page
        self._laid_out = laid_out
        self.setWindowTitle(tr("Print preview: {title}").format(title=page.title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        # Held here: the widget paints on it as long as it lives.
        self._printer = make_printer(page)
        self.view = QPrintPreviewWidget(self._printer, self)
        self.view.setAccessibleName(tr("The page as it will print"))

        self.paper_box = QComboBox(self)
        self.paper_box.setAccessibleName(tr("Paper"))
        for paper in PAPERS:
            self.paper_box.addItem(_paper_words(paper.name), paper.name)
        self.paper_box.setCurrentIndex(PAPERS.index(chosen_paper()))
        self.sheet_label = QLabel(tr("Page"), self)
        self.sheet_spin = QSpinBox(self)
        self.sheet_label.setBuddy(self.sheet_spin)
        self.sheet_spin.setAccessibleName(tr("Page"))
        self.count_label = QLabel(self)
        self.count_label.setTextFormat(Qt.TextFormat.PlainText)
        self.smaller_button = _button(tr("Smaller"), QKeySequence(QKeySequence.StandardKey.ZoomOut))
        self.larger_button = _button(tr("Larger"), QKeySequence(QKeySequence.StandardKey.ZoomIn))
        self.whole_button = _button(tr("Whole page"), QKeySequence("Ctrl+0"))
        self.width_button = _button(tr("Page width"), QKeySequence("Ctrl+2"))
        self.print_button = _button(tr("Print…"), QKeySequence(QKeySequence.StandardKey.Print))
        self.pdf_button = _button(tr("Save PDF…"), QKeySequence(QKeySequence.StandardKey.Save))
        self.close_button = _button(tr("Close"))
        self.note_label = PlainLabel("", "small", "muted", wrap=True)
        self._say(printer_note())
        self.print_button.setEnabled(bool(printer_names()))
        (self.print_button if self.print_button.isEnabled() else self.pdf_button).setDefault(True)
        self._sheet_view = self.view.findChild(QGraphicsView)
        self._lay_out()

        self.view.paintRequested.connect(self._paint)
        self.view.previewChanged.connect(self._show_place)
        self.paper_box.activated.connect(self._change_paper)
        self.sheet_spin.valueChanged.connect(self.view.setCurrentPage)
        self.smaller_button.clicked.connect(self._zoom_out)
        self.larger_button.clicked.connect(self._zoom_in)
        self.whole_button.clicked.connect(self.view.fitInView)
        self.width_button.clicked.connect(self.view.fitToWidth)
        self.print_button.clicked.connect(self._print)
        self.pdf_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        if self._sheet_view is not None:
            self._sheet_view.setAccessibleName(tr("The page as it will print"))
            self._sheet_view.installEventFilter(self)
            self._sheet_view.setFocus()
        self.view.updatePreview()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the sheets by the keys of the view, which only scrolls within one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._turn(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the sheets from wherever the keyboard is."""
        if not self._turn(event):
            super().keyPressEvent(event)

    def _turn(self, event: QKeyEvent) -> bool:
        key, last = event.key(), self.view.pageCount()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.sheet_spin.setValue(1 if key == Qt.Key.Key_Home else last)
            return True
        step = TURNS.get(Qt.Key(key), 0)
        if not step:
            return False
        if self.view.zoomMode() == self.view.ZoomMode.FitInView or self._sheet_view is None:
            self.sheet_spin.setValue(min(max(1, self.sheet_spin.value() + step), last))
        else:
            # The sheets lie under one another: past the end of one comes the next.
            action = QAbstractSlider.SliderAction
            self._sheet_view.verticalScrollBar().triggerAction(
                action.SliderPageStepAdd if step > 0 else action.SliderPageStepSub
            )
        return True

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.paper_box, self.sheet_label, self.sheet_spin, self.count_label):
            bar.addWidget(widget)
        bar.addStretch()
        for button in (self.smaller_button, self.larger_button, self.whole_button, self.width_button):
            bar.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.note_label, 1)
        for button in (self.close_button, self.pdf_button, self.print_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(860, room.width() - MARGIN), min(900, room.height() - MARGIN))

    def _say(self, words: str) -> None:
        self.note_label.setText(words)

    def _paint(self, printer: "QPrinter") -> None:
        laid_out = self._laid(paper_in(printer))
        paint(printer, laid_out, range(1, laid_out.count + 1))

    def _laid(self, paper: Paper) -> LaidOut:
        if self._laid_out is None or self._laid_out.paper != paper:
            self._laid_out = LaidOut(self.page, paper)
        return self._laid_out

    def _show_place(self) -> None:
        count = max(1, self.view.pageCount())
        self.sheet_spin.setRange(1, count)
        self.sheet_spin.setValue(self.view.currentPage())
        self.sheet_spin.setEnabled(count > 1)
        self.count_label.setText(tr("of {count}").format(count=self.locale().toString(count)))

    def _change_paper(self, index: int) -> None:
        laid_out = wait_for(self, LaidOut.in_parts(self.page, PAPERS[index]))
        if laid_out is None:
            self.paper_box.setCurrentIndex(PAPERS.index(chosen_paper()))
            return
        self._laid_out = laid_out
        remember_paper(PAPERS[index])
        use_paper(self._printer, PAPERS[index])
        self.view.updatePreview()

    def _zoom_in(self) -> None:
        self.view.zoomIn(ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.view.zoomOut(ZOOM_STEP)

    def _print(self) -> None:
        try:
            if print_page(self, self.page, self._say):
                self.printed.emit()
                self.accept()
        except Trouble as trouble:
            _tell(self, trouble)

    def _save(self) -> None:
        try:
            saved = ask_and_save_pdf(self, self.page)
        except Trouble as trouble:
            _tell(self, trouble)
            return
        if saved is not None:
            self.pdf_saved.emit(str(saved))


def preview(parent: QWidget, page: Page) -> PreviewDialog | None:
    """Show the print preview of `page` over the window of `parent`, and return it; None when it was called off."""
    laid_out = wait_for(parent, LaidOut.in_parts(page, chosen_paper()))
    if laid_out is None:
        return None
    dialog = PreviewDialog(page, parent, laid_out)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _paper_words(name: str) -> str:
    return {"A4": tr("A4"), "Letter": tr("Letter")}.get(name, name)


def _button(words: str, keys: QKeySequence | None = None) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    if keys is not None:
        button.setShortcut(keys)
        button.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
    return button


def _tell(parent: QWidget, trouble: Trouble) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Not printed"), trouble.say, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    box.deleteLater()
