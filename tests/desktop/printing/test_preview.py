"""Preview, printer and Save PDF: the same sheets everywhere, a printer that is gone is no trouble."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.printing import preview as preview_module
from desktop.printing.page import A4, LETTER, Page
from desktop.printing.preview import PreviewDialog, ask_and_save_pdf, file_name, preview, print_page
from desktop.printing.printer import chosen_sheets, make_printer, paper_in, put_on, remember_paper, use_paper
from desktop.settings import settings
from storage.trouble import Trouble

Sheets = Callable[[bytes], list[str]]
LONG = Page("Long", tuple(f"<p>row{n}x</p>" for n in range(150)), footer="Foot")


@pytest.fixture(autouse=True)
def fresh_settings() -> None:
    for key in ("paper", "printer", "pdf_folder"):
        settings().remove(key)


def test_a_preview_shows_every_sheet_and_turns_to_it(qtbot: QtBot) -> None:
    dialog = PreviewDialog(LONG)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.view.pageCount() == 3
    assert dialog.count_label.text() == "of 3"
    dialog.sheet_spin.setValue(3)
    assert dialog.view.currentPage() == 3
    before = dialog.view.zoomFactor()
    dialog.larger_button.click()
    assert dialog.view.zoomFactor() > before
    dialog.smaller_button.click()
    dialog.whole_button.click()
    assert dialog.view.zoomFactor() <= before * 1.01


def test_the_paper_is_changed_and_remembered(qtbot: QtBot) -> None:
    dialog = PreviewDialog(Page("x", tuple(f"<p>row{n}x</p>" for n in range(70))))
    qtbot.addWidget(dialog)
    assert (dialog.paper_box.currentText(), dialog.view.pageCount()) == ("A4", 1)
    dialog.paper_box.setCurrentIndex(1)
    dialog.paper_box.activated.emit(1)
    assert dialog.view.pageCount() == 2
    assert paper_in(make_printer(LONG)) == LETTER


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    dialog = PreviewDialog(LONG)
    qtbot.addWidget(dialog)
    assert all(button.text() for button in dialog.findChildren(QPushButton))
    assert all(widget.accessibleName() for widget in (dialog.paper_box, dialog.sheet_spin, dialog.view))


def test_a_closed_preview_is_freed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = preview(parent, LONG)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close_button.click()


def test_save_pdf_from_the_preview(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheets: Sheets
) -> None:
    target = tmp_path / "agenda.pdf"
    monkeypatch.setattr(preview_module, "choose_pdf", lambda parent, page: target)
    remember_paper(LETTER)
    dialog = PreviewDialog(LONG)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.pdf_saved) as saved:
        dialog.pdf_button.click()
    assert saved.args == [str(target)]
    assert "row149x" in " ".join(sheets(target.read_bytes()))
    assert settings().value("pdf_folder") == str(tmp_path)


def test_a_place_that_can_not_be_written_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_module, "choose_pdf", lambda parent, page: tmp_path / "gone" / "a.pdf")
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    dialog = PreviewDialog(LONG)
    qtbot.addWidget(dialog)
    dialog.pdf_button.click()
    assert len(told) == 1 and "gone" in told[0]
    with pytest.raises(Trouble):
        ask_and_save_pdf(dialog, LONG)


def test_the_dialog_for_a_pdf_begins_with_the_title(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings().setValue("pdf_folder", str(tmp_path))
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: QDialog.DialogCode.Accepted)
    parent = QWidget()
    qtbot.addWidget(parent)
    saved = ask_and_save_pdf(parent, LONG._replace(title="Smith & Co <sales>: a/b"))
    assert saved == tmp_path / "Smith & Co -sales-- a-b.pdf"
    assert saved.is_file()
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    assert ask_and_save_pdf(parent, LONG) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b", "a-b.pdf"), ("...", "Handshake.pdf"), ("", "Handshake.pdf"), ("x" * 300, "x" * 80 + ".pdf")],
)
def test_file_names_suit_every_system(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_printer_that_is_gone_is_no_trouble(qtbot: QtBot) -> None:
    settings().setValue("printer", "The old printer upstairs")
    assert make_printer(LONG).printerName() != "The old printer upstairs"


def test_printing_to_a_file_is_whole_and_has_the_chosen_sheets(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheets: Sheets
) -> None:
    target = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        ranges = QPageRanges()
        ranges.addRange(2, 3)
        printer.setPageRanges(ranges)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert print_page(parent, LONG)
    texts = sheets(target.read_bytes())
    assert ["Page 2 of 3" in texts[0], "Page 3 of 3" in texts[1], len(texts)] == [True, True, 2]
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    target.unlink()
    assert not print_page(parent, LONG)
    assert not target.exists()


def test_a_printer_gets_the_sheets_in_its_own_dots(qtbot: QtBot, tmp_path: Path, sheets: Sheets) -> None:
    # The road of a real printer, with a file at its end.
    from desktop.printing.paper import LaidOut, paint

    printer = make_printer(LONG)
    printer.setOutputFileName(str(tmp_path / "raw.pdf"))
    laid_out = LaidOut(LONG, A4)
    assert paint(printer, laid_out, (1, 2, 3))
    texts = sheets((tmp_path / "raw.pdf").read_bytes())
    assert len(texts) == 3 and texts[2].endswith("Foot Page 3 of 3")


def test_a_printer_that_does_not_answer_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = make_printer(LONG)
    monkeypatch.setattr("desktop.printing.printer.paint", lambda *given: False)
    with pytest.raises(Trouble, match="did not take the page"):
        put_on(printer, LONG)


def test_paper_lying_and_labels(qtbot: QtBot) -> None:
    printer = make_printer(LONG)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF())
    )
    lying = paper_in(printer)
    assert (round(lying.width), round(lying.height)) == (297, 210)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A8))
    assert paper_in(printer) == A4
    use_paper(printer, LETTER)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    assert paper_in(printer) == LETTER


def test_sheets_in_the_order_and_number_that_was_chosen(qtbot: QtBot) -> None:
    printer = make_printer(LONG)
    assert list(chosen_sheets(printer, 3)) == [1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(chosen_sheets(printer, 3)) == [3, 2, 1]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    ranges.addPage(9)
    printer.setPageRanges(ranges)
    assert list(chosen_sheets(printer, 2)) == [2, 1]


def test_printing_loads_its_libraries_only_when_something_is_printed() -> None:
    code = (
        "import sys, desktop.printing.preview, desktop.printing.agenda_page\n"
        "print([name for name in ('PySide6.QtPrintSupport', 'jinja2') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
