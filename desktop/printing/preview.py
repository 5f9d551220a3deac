"""The print preview, the printer dialog, and the printer that is remembered.

Qt's printing library is loaded when something is printed, not before.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPageRanges, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPdfWriter, QShortcut
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

from desktop.printing.page import A4, PAPERS, Page, Paper, usual_paper
from desktop.printing.paper import LaidOut, full_page, save_pdf
from desktop.settings import settings
from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

ZOOM_STEP = 1.25
_UNSAFE = '<>:"/\\|?*'
