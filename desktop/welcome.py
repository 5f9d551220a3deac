"""The first page: what Handshake is, the three ways to begin, and the files opened last."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Card, Heading, Muted, PlainLabel
from widgets.text_paint import draw_line
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS

WIDEST = 940


class Welcome(QScrollArea):
    """What a window without a file shows.

    Signals: `sample_requested()`, `new_requested()`, `open_requested()`, `restore_requested()` and `file_chosen(path)`.
    """

    sample_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    restore_requested = Signal()
    file_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Welcome"))
        self.recent_buttons: list[RecentButton] = []

        self.sample_button = QPushButton(tr("Open the sample business"))
        self.sample_button.setProperty("primary", True)
        self.new_button = QPushButton(tr("Set up mine in five minutes"))
        self.open_button = QPushButton(tr("Open a file…"))
        self.restore_button = QPushButton(tr("Restore from a backup…"))
        self.restore_button.setFlat(True)
        self.recent_card = Card()
        self._recent_column = QVBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.sample_button)

        self.sample_button.clicked.connect(self.sample_requested)
        self.new_button.clicked.connect(self.new_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.restore_button.clicked.connect(self.restore_requested)

    def _lay_out(self) -> None:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        across.addWidget(middle, 1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addStretch(2)
        column.addWidget(PlainLabel(tr("Handshake"), "title"))
        column.addWidget(
            PlainLabel(
                tr("Sales and Operations agree what may be promised, before it is promised."), "heading", wrap=True
            )
        )
        column.addWidget(
            Muted(
                tr(
                    "Shared rules, a short check of every deal, and half an hour together each week. "
                    "All of it is one file on this computer; nothing is sent anywhere."
                )
            )
        )
        column.addSpacing(SPACE_L)
        column.addLayout(self._ways())
        column.addSpacing(SPACE_M)
        column.addWidget(self.recent_card)
        column.addSpacing(SPACE_S)
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(3)
        # The names, not the frames around them, stand in line with the heading.
        margins = self.recent_card.column.contentsMargins()
        self.recent_card.column.setContentsMargins(
            margins.left() - SPACE_S, margins.top(), margins.right() - SPACE_S, margins.bottom()
        )
        opened_last = Heading(tr("Opened last"))
        opened_last.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self.recent_card.column.addWidget(opened_last)
        self._recent_column.setSpacing(SPACE_XS // 2)
        self.recent_card.column.addLayout(self._recent_column)
        self.recent_card.hide()
        self.setWidget(page)

    def _ways(self) -> QHBoxLayout:
        ways = QHBoxLayout()
        ways.setSpacing(SPACE_M)
        for heading, words, button in (
            (
                tr("Look around"),
                tr(
                    "Brightside Signs: two people, one workshop, fourteen months of deals. "
                    "Change anything, it is there to try."
                ),
                self.sample_button,
            ),
            (
                tr("Begin your own"),
                tr(
                    "One page: your trade, and who is here. "
                    "You begin with the usual rules as a draft that both sides settle and sign."
                ),
                self.new_button,
            ),
            (
                tr("Go on"),
                tr(
                    "A business you began here before, or one that somebody has passed to you. "
                    "You can also drop its file here."
                ),
                self.open_button,
            ),
        ):
            card = Card()
            card.column.addWidget(Heading(heading))
            card.column.addWidget(Muted(words))
            card.column.addStretch(1)
            card.column.addSpacing(SPACE_S)
            card.column.addWidget(button)
            button.setAccessibleDescription(words)
            ways.addWidget(card, 1)
        return ways

    def set_recent(self, files: list[Path]) -> None:
        """Offer `files`, the one opened last first."""
        for button in self.recent_buttons:
            self._recent_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.recent_buttons = [RecentButton(path) for path in files]
        for button in self.recent_buttons:
            self._recent_column.addWidget(button)
            button.clicked.connect(self._choose)
        self.recent_card.setVisible(bool(files))

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, RecentButton):
            self.file_chosen.emit(str(button.path))


class RecentButton(QPushButton):
    """A file opened before: its name, and its folder in grey."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._folder = short_folder(path)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(tr("Open {name}, in {folder}").format(name=path.stem, folder=self._folder))

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(160, metrics("strong").height() + 2 * SPACE_S - 2)

    def minimumSizeHint(self) -> QSize:
        """Long names are elided."""
        return QSize(80, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for one line at every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the name and the folder."""
        tokens = theme()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus() or self.isDown():
            painter.setPen(QPen(tokens.accent_ink, 1.4) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_S, RADIUS_S)
        line = self.rect().adjusted(SPACE_S, 0, -SPACE_S, 0)
        wide = min(metrics("strong").horizontalAdvance(self.path.stem) + 2, line.width() * 2 // 3)
        name, folder = line.adjusted(0, 0, wide - line.width(), 0), line.adjusted(wide + SPACE_M, 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            name.moveRight(line.right())
            folder.moveLeft(line.left())
        draw_line(painter, name, self.path.stem, "strong", tokens.ink)
        # A path reads from left to right in every language.
        draw_line(painter, folder, "\u200e" + self._folder, "small", tokens.muted)


def short_folder(path: Path) -> str:
    """Return the folder of a file as people write it: "~" for their own."""
    folder = path.parent
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
