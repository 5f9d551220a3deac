"""The line icons drawn for Handshake (resources/icons), painted in whatever colour the theme asks for.

They are few and simple, so a reader of fifty lines does what would otherwise cost loading QtSvg at start-up.
"""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QApplication

import resources
from widgets.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_GRID = 24.0
_STROKE = 1.7
_paths: dict[str, QPainterPath] = {}


def icon_path(name: str) -> QPainterPath:
    """Return the lines of icon `name` on a 24 x 24 grid. Raises FileNotFoundError for an icon that is not there."""
    found = _paths.get(name)
    if found is None:
        folder = os.path.dirname(resources.__file__)  # noqa: PTH120 - pathlib costs start-up time here
        with open(os.path.join(folder, "icons", name + ".svg"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            found = _paths[name] = read_svg(file.read())
    return found


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint icon `name` in `colour` into the square `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    pen = QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(icon_path(name), pen)
    painter.restore()


def icon(name: str, colour: QColor | None = None, size: int = 16) -> "QIcon":
    """Return icon `name` for a button or an action, sharp on every screen there is, in `colour` (the theme's ink).

    The colour is that of now: make it again on `Theme.changed`.
    """
    from PySide6.QtGui import QIcon  # its enums are not needed for the first paint

    made = QIcon()
    for ratio in {1.0, 2.0, *(screen.devicePixelRatio() for screen in QApplication.screens())}:
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_icon(painter, name, QRectF(0, 0, size, size), colour or theme().ink)
        painter.end()
        made.addPixmap(pixmap)
    return made


def read_svg(text: str) -> QPainterPath:
    """Return the lines of an icon file: paths of absolute M, L, C and Z, and circles. Raises ValueError for others."""
    path = QPainterPath()
    for tag in text.split("<")[1:]:
        if tag.startswith("path "):
            _draw(path, _attribute(tag, "d"))
        elif tag.startswith("circle "):
            centre = QPointF(float(_attribute(tag, "cx")), float(_attribute(tag, "cy")))
            radius = float(_attribute(tag, "r"))
            path.addEllipse(centre, radius, radius)
        elif not tag.startswith(("svg ", "/svg")):
            raise ValueError(f"an icon holds paths and circles only, not <{tag}")
    return path


def _attribute(tag: str, name: str) -> str:
    return tag.partition(f' {name}="')[2].partition('"')[0]


def _draw(path: QPainterPath, data: str) -> None:
    words = iter(data.split())

    def point() -> QPointF:
        return QPointF(float(next(words)), float(next(words)))

    for command in words:
        if command == "M":
            path.moveTo(point())
        elif command == "L":
            path.lineTo(point())
        elif command == "C":
            path.cubicTo(point(), point(), point())
        elif command == "Z":
            path.closeSubpath()
        else:
            raise ValueError(f"an icon path holds M, L, C and Z only, not {command}")
