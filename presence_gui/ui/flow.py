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
        sizes = [item.sizeHint() for item in self._seen()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._seen()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put everything into its place, or only work out the height that takes, and return that."""
        return _flow(self._seen(), rect, self.spacing(), move=move)


class Beside(Flow):
    """The first widget is words that wrap, and the others stand at their right.

    Where that would leave the words too little room, the others flow below them, as far in as ``dress`` was told.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._measured: tuple[QLayoutItem, list[tuple[QLayoutItem, QSize]]] | None = None
        super().__init__(parent)
        self._indent, self._least = 0, _LEAST_WORDS

    def dress(self, spacing: int, indent: int, text_size: float) -> None:
        """Take other measures, as the theme has them."""
        self._indent, self._least = indent, round(_LEAST_WORDS * text_size)
        self.setSpacing(spacing)
        self.invalidate()

    def invalidate(self) -> None:
        self._measured = None
        super().invalidate()

    def minimumSize(self) -> QSize:
        words, *facts = self._seen()
        widest = max((item.minimumSize().width() + self._indent for item in facts), default=0)
        return QSize(max(widest, words.minimumSize().width()), words.minimumSize().height())

    def _measure(self) -> tuple[QLayoutItem, list[tuple[QLayoutItem, QSize]]]:
        """Return the words, and what stands beside them with its sizes."""
        if self._measured is None:
            words, *facts = self._seen()
            self._measured = words, [(item, item.sizeHint()) for item in facts]
        return self._measured

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        words, facts = self._measure()
        gap = self.spacing()
        room = rect.width() - sum(size.width() + gap for _, size in facts)
        if room < self._least and room < words.sizeHint().width():
            height = _height(words, rect.width())
            if move:
                words.setGeometry(QRect(rect.topLeft(), QSize(rect.width(), height)))
            below = rect.adjusted(self._indent, height, 0, 0)
            return height + _flow([item for item, _ in facts], below, gap, move=move)
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


def _flow(items: list[QLayoutItem], rect: QRect, gap: int, *, move: bool) -> int:
    """Place items line by line from the top left of a rectangle, and return the height of all lines."""
    lines: list[list[tuple[QLayoutItem, QSize]]] = []
    left = 0
    for item in items:
        size = item.sizeHint().boundedTo(QSize(max(rect.width(), item.minimumSize().width()), item.sizeHint().height()))
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
