"""Tabs with a chip beside the words."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from presence_gui.ui.painting import pill, ring, shows_focus, unmarked
from presence_gui.ui.theme import Look, Type


class TabBar(QTabBar):
    """Tabs with a chip beside the words, such as "46%" or "off"; a screen reader hears both.

    Where they are too wide for the window they move closer together; if that is not enough, they scroll, and a tab is
    shown whole or not at all.
    """

    is_area = True
    _LEFT, _TOP, _PAD, _CLOSE, _GAP, _CHIP = 20, 13, 17, 7, 10, 8
    _WIDEST = "100%"

    def __init__(self, look: Look, name: str = "Pages") -> None:
        super().__init__()
        self._look = look
        self._scroller: QObject | None = None
        self._pad = self._PAD
        self._widths: dict[tuple[Type, str], int] = {}  # asked for again and again, with every tab for every other
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._dress()
        look.changed.connect(self._dress)

    def set_chip(self, index: int, chip: str) -> None:
        """Show `chip` beside the words of one tab; "" for none."""
        if chip != self.chip(index):
            before = self.tabSizeHint(index)
            self.setTabData(index, chip)
            self._name(index)
            if self.tabSizeHint(index) != before:
                self._measure()
                self._fit()
            self.update(self.tabRect(index))

    def chip(self, index: int) -> str:
        """Return what stands beside the words of one tab."""
        return str(self.tabData(index) or "")

    def words(self, index: int) -> str:
        """Return the words of one tab as they are shown."""
        return self.tabText(index).replace("&&", "&")

    def _name(self, index: int) -> None:
        self.setAccessibleTabName(index, ", ".join(filter(None, (self.words(index), self.chip(index)))))

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._name(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the tabs as much room as the window has, and the buttons that scroll where that is too little."""
        if not (self.width() and self.isVisible()):
            return
        before = self._pad
        too_wide = range(self._PAD, self._CLOSE, -1)
        self._pad = next((pad for pad in too_wide if self._needed(pad) <= self.width()), self._CLOSE)
        if self._pad != before:
            self._measure()
        if self._needed(self._pad) > self.width() and not self._scroller:
            from presence_gui.ui.tab_scroller import TabScroller  # 10 ms that a wide window need not wait for

            self._scroller = TabScroller(self._look, self, self._TOP)

    def in_sight(self, index: int) -> bool:
        """Return whether a tab is shown: it is when all of it is within the bar and clear of what scrolls it."""
        scrollers = [button.x() for button in self.findChildren(QToolButton) if button.isVisible()]
        rect = self.tabRect(index)
        return rect.left() >= 0 and rect.right() < min(scrollers, default=self.width())

    def _needed(self, pad: int) -> int:
        return sum(self._tab_width(index, pad) for index in range(self.count()))

    def _measure(self) -> None:
        if self.count():
            self.setTabText(0, self.tabText(0))  # the public way to have all tabs measured again

    def _dress(self) -> None:
        self._widths.clear()
        self.setFont(self._look.theme.font(Type.BODY))  # also lays the tabs out again, when it differs
        self._measure()
        self._fit()
        self.update()

    def _width(self, kind: Type, words: str) -> int:
        if (kind, words) not in self._widths:
            self._widths[kind, words] = QFontMetrics(self._look.theme.font(kind)).horizontalAdvance(words)
        return self._widths[kind, words]

    def _chip_width(self, chip: str) -> int:
        return self._width(Type.CHIP, chip) + 1 + self._look.theme.px(2 * self._CHIP) if chip else 0

    def _left(self, pad: int) -> int:
        return self._look.theme.gap(self._CLOSE if pad == self._CLOSE else self._LEFT)

    def _tab_width(self, index: int, pad: int) -> int:
        theme, chip = self._look.theme, self.chip(index)
        width = self._width(Type.STRONG, self.words(index)) + 2 * theme.gap(pad)
        if chip:  # room for any chip, so that no tab moves when a score does
            width += max(map(self._chip_width, (chip, self._WIDEST))) + theme.gap(self._GAP)
        return width + (self._left(pad) if index == 0 else 0)

    def tabSizeHint(self, index: int) -> QSize:
        theme = self._look.theme
        return QSize(self._tab_width(index, self._pad), theme.px(46) + theme.gap(self._TOP))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def _rect(self, index: int) -> QRect:
        theme = self._look.theme
        left = self._left(self._pad) if index == 0 else 0
        return self.tabRect(index).adjusted(left, theme.gap(self._TOP), 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        stale = (index for index in range(self.count()) if event.rect().intersects(self.tabRect(index)))
        hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.card))
            line = theme.stroke
            painter.fillRect(0, self.height() - line, self.width(), line, QColor(theme.frame))
            for index in filter(self.in_sight, stale):
                if index == self.currentIndex():
                    self._paint_sheet(painter, QRectF(self._rect(index)))
                self._paint_words(painter, index, hovered=index == hovered)

    def _paint_sheet(self, painter: QPainter, rect: QRectF) -> None:
        theme, radius = self._look.theme, 7.0
        half = theme.stroke / 2
        edge = rect.adjusted(half, half, -half, theme.stroke)
        path = QPainterPath(edge.bottomLeft())
        path.lineTo(edge.left(), edge.top() + radius)
        path.quadTo(edge.topLeft(), edge.topLeft() + type(edge.topLeft())(radius, 0))
        path.lineTo(edge.right() - radius, edge.top())
        path.quadTo(edge.topRight(), edge.topRight() + type(edge.topRight())(0, radius))
        path.lineTo(edge.bottomRight())
        painter.setPen(QPen(QColor(theme.frame), theme.stroke))
        painter.setBrush(QColor(theme.window))
        painter.drawPath(path)
        if shows_focus(self):
            ring(painter, rect.adjusted(4, 4, -4, -4), theme)

    def _paint_words(self, painter: QPainter, index: int, *, hovered: bool) -> None:
        theme, chip = self._look.theme, self.chip(index)
        current = index == self.currentIndex()
        kind = Type.STRONG if current else Type.BODY
        chip_room = self._chip_width(chip) + theme.gap(self._GAP) if chip else 0
        rect = self._rect(index)
        spare = rect.width() - self._width(kind, self.words(index)) - chip_room
        rect.adjust(spare // 2, 0, -spare // 2, 0)
        painter.setFont(theme.font(kind))
        colour = theme.text if current or hovered else theme.quiet
        painter.setPen(QColor(colour if self.isTabEnabled(index) else theme.faint))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.words(index))
        if hovered and not current:
            painter.fillRect(rect.left(), rect.bottom() - theme.px(7), rect.width(), 2, QColor(theme.accent))
        if chip:
            width, height = self._chip_width(chip), theme.px(21)
            place = QRectF(rect.right() + 1 - width, rect.center().y() - height / 2 + 1, width, height)
            pill(painter, place, theme.accent if current else theme.chip_fill, theme)
            painter.setFont(theme.font(Type.CHIP))
            painter.setPen(QColor(theme.on_accent if current else theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chip)


class Tabs(QTabWidget):
    """Pages under a `TabBar` as wide as the window."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bar = TabBar(look)
        self.setTabBar(self.bar)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # or Tab comes to the bar twice, and never to what stands above it
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setDocumentMode(True)

    def add(self, page: QWidget, words: str, chip: str = "") -> int:
        """Add a page and return its index."""
        index = self.addTab(page, unmarked(words))
        self.bar.set_chip(index, chip)
        return index
