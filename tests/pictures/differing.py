"""How much of a picture in the guide is no longer as the program draws it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

PICTURES: Final = Path(__file__).resolve().parents[2] / "resources" / "guide" / "pictures"
MOST_DIFFERING: Final = 0.002  # of all pixels: another release of Qt may smooth a letter's edge in another way
_SEEN: Final = 24  # of 255 shades


def differing(picture: Path, other: Path) -> float:
    """Return the share of pixels, 0 to 1, in which two pictures differ so much that one sees it; 1 for other sizes."""
    one, two = (QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32) for path in (picture, other))
    if one.isNull() or one.size() != two.size():
        return 1.0
    with QPainter(one) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.drawImage(QPoint(), two)
    grey = one.convertToFormat(QImage.Format.Format_Grayscale8)
    shades = bytes(grey.constBits())  # whose memory lives as long as the picture
    return sum(shade > _SEEN for shade in shades) / len(shades)
