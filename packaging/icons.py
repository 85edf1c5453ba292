"""Draw the icons that Windows and macOS want, at every size, from the one drawing of it.

Nothing of the result lies in the source tree: the build draws it anew, with the Qt that is there anyway.
"""

import struct
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING: Final = Path(__file__).with_name("presence.svg")

_ICO_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICNS_SIZES: Final = {b"icp4": 16, b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic09": 512, b"ic10": 1024}
_MARGIN_ON_MACOS: Final = 0.1  # of the side, at every edge: as the system's own icons leave it
_SIDE_PICTURE: Final = (328, 628)  # of the installer for Windows: twice what it is shown at, for sharp screens
_GROUND: Final = "#e9f1f0"


def written_for(platform: str, folder: Path) -> str | None:
    """Write the icon that a program for this system has inside, and return where; on Linux it is a file beside it."""
    match platform:
        case "win32":
            file, drawn = folder / "presence.ico", ico()
        case "darwin":
            file, drawn = folder / "presence.icns", icns()
        case _:
            return None
    file.write_bytes(drawn)
    return str(file)


def ico() -> bytes:
    """Return the icon for Windows: pictures of all sizes, one after another, behind a list of them."""
    pictures = [_png(_drawn(size)) for size in _ICO_SIZES]
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(_ICO_SIZES, pictures, strict=True):
        side = size % 256  # 256 is written as nought
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def icns() -> bytes:
    """Return the icon for macOS: pictures of all sizes, each behind the name of its size."""
    pictures = {kind: _png(_drawn(size, _MARGIN_ON_MACOS)) for kind, size in _ICNS_SIZES.items()}
    parts = b"".join(struct.pack(">4sI", kind, 8 + len(picture)) + picture for kind, picture in pictures.items())
    return struct.pack(">4sI", b"icns", 8 + len(parts)) + parts


def side_picture() -> bytes:
    """Return the picture beside the first and the last page of the installer for Windows."""
    width, height = _SIDE_PICTURE
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor(_GROUND))
    painter = QPainter(picture)
    painter.drawImage((width - width // 2) // 2, height // 5, _drawn(width // 2))
    painter.end()
    return _written(picture, "BMP")


def _drawn(size: int, margin: float = 0) -> QImage:
    """Return the drawing as a square picture with nothing behind it."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    edge = size * margin
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    return picture


def _png(picture: QImage) -> bytes:
    return _written(picture, "PNG")


def _written(picture: QImage, form: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, form):  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
        raise RuntimeError(f"Qt cannot write {form}")
    return bytes(buffer.data().data())
