"""Draws the program's icon in all sizes: `draw_icons.py FOLDER` for hicolor, `--ico FILE`, `--icns FILE`."""

import sys
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "program" / "handshake.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(size: int) -> QImage:
    """Return the icon as a square picture."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(size: int) -> bytes:
    """Return the icon as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(size).save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_theme(folder: Path) -> None:
    """Write every size and the drawing itself as an icon theme has them."""
    for size in SIZES:
        place = folder / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        (place / "handshake.png").write_bytes(png(size))
    place = folder / "scalable" / "apps"
    place.mkdir(parents=True, exist_ok=True)
    (place / "handshake.svg").write_bytes(SOURCE.read_bytes())


def write_with_pillow(file: Path, sizes: tuple[int, ...]) -> None:
    """Write one file with all sizes: .ico for Windows, .icns for macOS."""
    from PIL import Image

    pictures = [Image.open(BytesIO(png(size))) for size in sizes]
    file.parent.mkdir(parents=True, exist_ok=True)
    pictures[-1].save(file, sizes=[(size, size) for size in sizes], append_images=pictures[:-1])


def main() -> None:
    """Do what the words say."""
    application = QGuiApplication(sys.argv[:1])
    match sys.argv[1:]:
        case ["--ico", file]:
            write_with_pillow(Path(file), (16, 24, 32, 48, 64, 128, 256))
        case ["--icns", file]:
            write_with_pillow(Path(file), (32, 64, 128, 256, 512, 1024))
        case [folder]:
            write_theme(Path(folder))
        case _:
            sys.exit(__doc__)
    del application


if __name__ == "__main__":
    main()
