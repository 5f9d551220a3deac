"""Printers: the one that is remembered, what a dialog chose on it, and sheets put on it.

Qt's printing library is loaded when something is printed, not before.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QWidget

from desktop.printing.page import PAPERS, Page, Paper, usual_paper
from desktop.printing.paper import LaidOut, full_page, paint, save_pdf
from desktop.settings import settings
from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Nothing is laid out on a label.
LEAST_WIDTH, LEAST_HEIGHT = 90.0, 120.0


def chosen_paper() -> Paper:
    """Return the paper chosen last, or what is usual here."""
    name = settings().value("paper", "")
    return next((paper for paper in PAPERS if paper.name == name), usual_paper())


def remember_paper(paper: Paper) -> None:
    """Print on `paper` from now on."""
    settings().setValue("paper", paper.name)


def make_printer(page: Page) -> "QPrinter":
    """Return the printer used last, or the usual one where that is gone; without any printer, one that makes a PDF."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    remembered = settings().value("printer", "")
    if isinstance(remembered, str) and remembered in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(remembered)
    printer.setDocName(page.title)
    printer.setCreator("Handshake")
    use_paper(printer, chosen_paper())
    return printer


def use_paper(printer: "QPrinter", paper: Paper) -> None:
    """Put `paper` into `printer`, without margins: a page keeps its own."""
    printer.setFullPage(True)
    printer.setPageLayout(full_page(paper))


def paper_in(printer: "QPrinter") -> Paper:
    """Return the paper that was chosen on `printer`, lying where it was turned; the usual one instead of a label."""
    layout = printer.pageLayout()
    size = layout.fullRect(QPageLayout.Unit.Millimeter).size()
    for paper in PAPERS:
        if abs(size.width() - paper.width) < 1 and abs(size.height() - paper.height) < 1:
            return paper
    if size.width() < LEAST_WIDTH or size.height() < LEAST_HEIGHT:
        return chosen_paper()
    return Paper(layout.pageSize().name(), size.width(), size.height())


def print_page(parent: QWidget, page: Page) -> bool:
    """Ask for printer, sheets and copies, and print `page`. Return False when it was called off. Raises Trouble."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    printer = make_printer(page)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, LaidOut(page, paper_in(printer)).count)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        settings().setValue("printer", printer.printerName())
        put_on(printer, page)
    return accepted


def put_on(printer: "QPrinter", page: Page) -> None:
    """Print `page` as chosen on `printer`; a PDF whole or not at all. Raises Trouble."""
    from PySide6.QtPrintSupport import QPrinter

    paper = paper_in(printer)
    laid_out = LaidOut(page, paper)
    numbers = chosen_sheets(printer, laid_out.count)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        save_pdf(page, Path(printer.outputFileName()), paper, numbers)
        return
    # The dialog may have put margins back.
    printer.setFullPage(True)
    if not paint(printer, laid_out, numbers):
        name = printer.printerName() or tr("printer")
        raise Trouble(
            tr("“{name}” did not take the page. Is it switched on? Save it as PDF instead.").format(name=name)
        )


def chosen_sheets(printer: "QPrinter", count: int) -> Sequence[int]:
    """Return the sheets to print, in their order; all where the chosen ones are not there."""
    from PySide6.QtPrintSupport import QPrinter

    numbers = list(range(1, count + 1))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
        numbers = [number for number in numbers if ranges.contains(number)] or numbers
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]
