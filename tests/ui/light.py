"""Contrast as WCAG defines it, of two colours and of what is painted."""

from collections import Counter
from functools import cache

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

Pixel = int  # 0xAARRGGBB

_ENOUGH = QSize(160, 48)  # pixels of a text: a few words of it


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, #rrggbb."""
    return contrast_of(QColor(one).rgb(), QColor(other).rgb())


@cache
def contrast_of(one: Pixel, other: Pixel) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(pixel: Pixel) -> float:
    red, green, blue = (_linear((pixel >> shift & 255) / 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


class Picture:
    """What a widget looks like, pixel by pixel."""

    def __init__(self, widget: QWidget) -> None:
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self.width, self.height = image.width(), image.height()
        self._pixels = memoryview(bytes(image.constBits())).cast("I")

    def row(self, y: int, left: int, right: int) -> memoryview:
        return self._pixels[y * self.width + left : y * self.width + right]

    def words(self, rect: QRect) -> float:
        """Return how far the strongest colour in a rectangle stands out from the most frequent one, its ground."""
        rect = rect.intersected(QRect(0, 0, self.width, self.height))
        rect.setSize(rect.size().boundedTo(_ENOUGH))
        seen: Counter[Pixel] = Counter()
        for y in range(rect.top(), rect.bottom() + 1):
            seen.update(self.row(y, rect.left(), rect.right() + 1))
        ((ground, _),) = seen.most_common(1)
        return max(contrast_of(pixel, ground) for pixel in seen)

    def edge(self, rect: QRect, depth: int) -> float:
        """Return how far the edge of a control stands out from the ground it lies on, at its left side.

        That is the strongest colour in the first ``depth`` pixels, halfway down, against the pixel before them.
        """
        y = rect.center().y()
        (outside,) = self.row(y, rect.left() - 1, rect.left())
        return max(contrast_of(pixel, outside) for pixel in self.row(y, rect.left(), rect.left() + depth))

    def ring(self, before: "Picture") -> tuple[float, QRect]:
        """Return how thick, all around, what has changed by 3:1 or more is on average, and where it has."""
        changed = [
            (x, y)
            for y in range(self.height)
            if self.row(y, 0, self.width) != before.row(y, 0, self.width)
            for x, (old, new) in enumerate(zip(before.row(y, 0, self.width), self.row(y, 0, self.width), strict=True))
            if old != new and contrast_of(old, new) >= 3
        ]
        if not changed:
            return 0.0, QRect()
        columns, rows = [x for x, _ in changed], [y for _, y in changed]
        around = QRect(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
        return len(changed) / (2 * (around.width() + around.height())), around
