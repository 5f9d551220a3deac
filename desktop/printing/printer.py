"""Printers: the one that is remembered, what a dialog chose on it, and sheets put on it.

Qt's printing library is loaded when something is printed, not before.
"""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QWidget

from desktop.actions.parts import finish
from desktop.printing.page import PAPERS, Page, Paper
from desktop.printing.paper import LaidOut, full_page, paint_in_parts, save_pdf
from desktop.printing.patience import wait_for
from desktop.printing.pdf_file import ask_and_save_pdf
from desktop.printing.print_system import refusal
from desktop.printing.printer_settings import chosen_paper, remember_printer, remembered_printer
from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# Nothing is laid out on a label.
LEAST_WIDTH, LEAST_HEIGHT = 90.0, 120.0


def make_printer(page: Page) -> "QPrinter":
    """Return the printer used last, or the usual one where that is gone; without any printer, one that makes a PDF."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    remembered = remembered_printer()
    if remembered in printer_names():
        printer.setPrinterName(remembered)
    printer.setDocName(page.title)
    printer.setCreator("Handshake")
    use_paper(printer, chosen_paper())
    return printer


def printer_names() -> list[str]:
    """Return the names of the printers that the system has now."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def printer_note() -> str:
    """Return what is to be said before printing: the printer used last is gone, or there is none; else empty."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names, remembered = printer_names(), remembered_printer()
    if not names:
        return tr("No printer is set up on this computer. The page can be saved as PDF.")
    if not remembered or remembered in names:
        return ""
    usual = QPrinterInfo.defaultPrinterName() or names[0]
    return tr("“{gone}” is not there any more: “{usual}” is offered instead.").format(gone=remembered, usual=usual)


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


def _unheard(_say: str) -> None:
    """Tell nobody."""


def print_page(parent: QWidget, page: Page, say: Callable[[str], None] = _unheard) -> bool:
    """Ask for printer, sheets and copies, and print `page`; where there is no printer, ask where to save it as PDF.

    `say` is told, in a sentence, what was not as expected. Return False when it was called off. Raises Trouble.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    note = printer_note()
    if note:
        say(note)
    if not printer_names():
        return ask_and_save_pdf(parent, page) is not None
    printer = make_printer(page)
    laid_out = wait_for(parent, LaidOut.in_parts(page, paper_in(printer)))
    if laid_out is None:
        return False
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, laid_out.count)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return False
    if paper_in(printer) != laid_out.paper:
        laid_out = wait_for(parent, LaidOut.in_parts(page, paper_in(printer)))
        if laid_out is None:
            return False
    # Sheets that are on their way to a printer can't be called back.
    wait_for(parent, put_on_in_parts(printer, laid_out), can_cancel=False)
    if printer.outputFileName():
        return True
    remember_printer(printer.printerName())
    if is_stopped(printer):
        say(tr("“{name}” is stopped. The pages wait there until it goes on.").format(name=printer.printerName()))
    return True


def is_stopped(printer: "QPrinter") -> bool:
    """Say whether the printer takes pages but prints none now."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    return QPrinterInfo.printerInfo(printer.printerName()).state() == QPrinter.PrinterState.Error


def put_on(printer: "QPrinter", page: Page) -> None:
    """Print `page` as chosen on `printer`; a PDF whole or not at all. Raises Trouble."""
    finish(put_on_in_parts(printer, LaidOut(page, paper_in(printer))))


def put_on_in_parts(printer: "QPrinter", laid_out: LaidOut) -> Generator[None, None, None]:
    """Print what is laid out as chosen on `printer`, a sheet at a time. Raises Trouble."""
    from PySide6.QtPrintSupport import QPrinter

    numbers = chosen_sheets(printer, laid_out.count)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
        save_pdf(laid_out.page, Path(printer.outputFileName()), laid_out.paper, numbers)
        return
    # The dialog may have put margins back.
    printer.setFullPage(True)
    taken = yield from paint_in_parts(printer, laid_out, numbers)
    said = refusal() if taken and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat else None
    if taken and said is None:
        return
    told = tr("“{name}” did not take the page. Is it switched on? Save it as PDF instead.").format(
        name=printer.printerName() or tr("printer")
    )
    raise Trouble(told if not said else f"{told} ({said})")


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
