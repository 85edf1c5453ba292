"""Small things beside each other in as many lines as they need, on their own or with words before them."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_LEAST_WORDS: Final = 240  # pixels at 100 % text size, before what stands beside the words goes below them


class Flow(QLayout):
    """Widgets beside each other from the left; those without room go on in the next line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # layouts ask again and again
        self._sizes: list[tuple[QLayoutItem, QSize]] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        sizes = [size for _, size in self._measured()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item, _ in self._measured()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _measured(self) -> list[tuple[QLayoutItem, QSize]]:
        """Return what is to be seen, with the size each would like to have."""
        if self._sizes is None:
            self._sizes = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._sizes

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put everything into its place, or only work out the height that takes, and return that."""
        return _flow(self._measured(), rect, self.spacing(), move=move)


class Beside(Flow):
    """The first widget is words that wrap, and the others stand at their right.

    Where that would leave the words too little room, the others flow below them, as far in as ``dress`` was told.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indent, self._least = 0, _LEAST_WORDS

    def dress(self, spacing: int, indent: int, text_size: float) -> None:
        """Take other measures, as the theme has them."""
        self._indent, self._least = indent, round(_LEAST_WORDS * text_size)
        self.setSpacing(spacing)
        self.invalidate()

    def minimumSize(self) -> QSize:
        (words, _), *facts = self._measured()
        least = words.minimumSize()
        widest = max((item.minimumSize().width() + self._indent for item, _ in facts), default=0)
        return QSize(max(widest, least.width()), least.height())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        (words, wanted), *facts = self._measured()
        gap = self.spacing()
        room = rect.width() - sum(size.width() + gap for _, size in facts)
        if room < self._least and room < wanted.width():
            height = _height(words, rect.width())
            if move:
                words.setGeometry(QRect(rect.topLeft(), QSize(rect.width(), height)))
            below = rect.adjusted(self._indent, height, 0, 0)
            return height + _flow(facts, below, gap, move=move)
        height = max([_height(words, room), *(size.height() for _, size in facts)])
        if move:
            words.setGeometry(QRect(rect.topLeft(), QSize(room, height)))
            x = rect.left() + room + gap
            for item, size in facts:
                item.setGeometry(QRect(QPoint(x, rect.top() + (height - size.height()) // 2), size))
                x += size.width() + gap
        return height


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _flow(measured: list[tuple[QLayoutItem, QSize]], rect: QRect, gap: int, *, move: bool) -> int:
    """Place what was measured line by line from the top left of a rectangle, and return the height of all lines."""
    lines: list[list[tuple[QLayoutItem, QSize]]] = []
    left = 0
    for item, wanted in measured:
        size = wanted
        if wanted.width() > rect.width():
            size = wanted.boundedTo(QSize(max(rect.width(), item.minimumSize().width()), wanted.height()))
        if not lines or left + size.width() > rect.width():
            lines.append([])
            left = 0
        lines[-1].append((item, size))
        left += size.width() + gap
    top, between = rect.top(), gap // 2
    for line in lines:
        height, x = max(size.height() for _, size in line), rect.left()
        for item, size in line:
            if move:
                item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
            x += size.width() + gap
        top += height + between
    return top - between - rect.top() if lines else 0
