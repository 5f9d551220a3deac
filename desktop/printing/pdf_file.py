"""Where a PDF is saved: its name from the title, in the folder used last."""

from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.printing.page import Page
from desktop.printing.paper import pdf_in_parts
from desktop.printing.patience import wait_for
from desktop.printing.printer_settings import chosen_paper
from desktop.settings import settings
from resources.words import tr
from storage.whole_file import write_whole

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_LONGEST_NAME = 80


def ask_and_save_pdf(parent: QWidget, page: Page) -> Path | None:
    """Ask where `page` is to be saved, and save it there. None when it was called off. Raises Trouble."""
    path = choose_pdf(parent, page)
    data = None if path is None else wait_for(parent, pdf_in_parts(page, chosen_paper()))
    if path is None or data is None:
        return None
    write_whole(path, data)
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
