"""The print preview, and where a PDF is saved. What is shown is what the printer gets: the same layout, painted."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.printing.page import PAPERS, Page
from desktop.printing.paper import LaidOut, paint, save_pdf
from desktop.printing.printer import chosen_paper, make_printer, paper_in, print_page, remember_paper, use_paper
from desktop.settings import settings
from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

__all__ = ["PreviewDialog", "ask_and_save_pdf", "preview", "print_page", "save_pdf"]

ZOOM_STEP = 1.25
_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_LONGEST_NAME = 80


class PreviewDialog(QDialog):
    """A page as it will print. `pdf_saved` tells where, `printed` that it went to a printer."""

    pdf_saved = Signal(str)
    printed = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        from PySide6.QtPrintSupport import QPrintPreviewWidget

        super().__init__(parent)
        self.page = page
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
        self.width_button = _button(tr("Page width"), QKeySequence("Ctrl+W"))
        self.print_button = _button(tr("Print…"), QKeySequence(QKeySequence.StandardKey.Print))
        self.pdf_button = _button(tr("Save PDF…"), QKeySequence(QKeySequence.StandardKey.Save))
        self.close_button = _button(tr("Close"))
        self.print_button.setDefault(True)
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
        self.view.updatePreview()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for widget in (self.paper_box, self.sheet_label, self.sheet_spin, self.count_label):
            bar.addWidget(widget)
        bar.addStretch()
        for button in (self.smaller_button, self.larger_button, self.whole_button, self.width_button):
            bar.addWidget(button)
        foot = QHBoxLayout()
        foot.addStretch()
        for button in (self.close_button, self.pdf_button, self.print_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(860, 900)

    def _paint(self, printer: "QPrinter") -> None:
        laid_out = LaidOut(self.page, paper_in(printer))
        paint(printer, laid_out, range(1, laid_out.count + 1))

    def _show_place(self) -> None:
        count = max(1, self.view.pageCount())
        self.sheet_spin.setRange(1, count)
        self.sheet_spin.setValue(self.view.currentPage())
        self.sheet_spin.setEnabled(count > 1)
        self.count_label.setText(tr("of {count}").format(count=self.locale().toString(count)))

    def _change_paper(self, index: int) -> None:
        remember_paper(PAPERS[index])
        use_paper(self._printer, PAPERS[index])
        self.view.updatePreview()

    def _zoom_in(self) -> None:
        self.view.zoomIn(ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.view.zoomOut(ZOOM_STEP)

    def _print(self) -> None:
        try:
            if print_page(self, self.page):
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


def preview(parent: QWidget, page: Page) -> PreviewDialog:
    """Show the print preview of `page` over the window of `parent`, and return it."""
    dialog = PreviewDialog(page, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask_and_save_pdf(parent: QWidget, page: Page) -> Path | None:
    """Ask where `page` is to be saved, and save it there. None when it was called off. Raises Trouble."""
    path = choose_pdf(parent, page)
    if path is not None:
        save_pdf(page, path, chosen_paper())
        settings().setValue("pdf_folder", str(path.parent))
    return path


def choose_pdf(parent: QWidget, page: Page) -> Path | None:
    """Ask for the name and folder of a PDF, beginning with the title of `page` in the folder used last."""
    dialog = QFileDialog(parent, tr("Save PDF"), str(_pdf_folder()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(tr("PDF files") + " (*.pdf)")
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(file_name(page.title))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if accepted and chosen else None


def file_name(title: str) -> str:
    """Return a file name made from `title` that every system takes."""
    kept = "".join("-" if letter in _NOT_IN_NAMES or not letter.isprintable() else letter for letter in title)
    return (kept.strip(" .")[:_LONGEST_NAME].strip(" .") or "Handshake") + ".pdf"


def _pdf_folder() -> Path:
    remembered = settings().value("pdf_folder", "")
    if isinstance(remembered, str) and remembered and Path(remembered).is_dir():
        return Path(remembered)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or QDir.homePath())


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
