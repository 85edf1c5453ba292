"""A scroll bar that can be seen in every theme, and hit at every text size."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar

from presence_gui.ui.painting import arrow, panel
from presence_gui.ui.theme import Look


class ScrollBar(QScrollBar):
    """Scrolls like any other; its arrows and its handle are ours."""

    _THICK, _ARROW = 14, 8

    def __init__(self, look: Look, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        thick, liked = self._look.theme.px(self._THICK), super().sizeHint()
        upright = self.orientation() == Qt.Orientation.Vertical
        return QSize(thick, liked.height()) if upright else QSize(liked.width(), thick)

    def paintEvent(self, _event: QPaintEvent) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider

        theme, option, part = self._look.theme, QStyleOptionSlider(), QStyle.SubControl
        self.initStyleOption(option)
        kind = QStyle.ComplexControl.CC_ScrollBar
        handle, up, down = (
            QRectF(self.style().subControlRect(kind, option, which, self))
            for which in (part.SC_ScrollBarSlider, part.SC_ScrollBarSubLine, part.SC_ScrollBarAddLine)
        )
        colour = QColor(theme.text if self.underMouse() or self.isSliderDown() else theme.edge)
        upright = self.orientation() == Qt.Orientation.Vertical
        across, along = (theme.px(3), 1) if upright else (1, theme.px(3))
        inside = handle.adjusted(across, along, -across, -along)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.window))
            panel(painter, inside, colour, colour, radius=min(inside.width(), inside.height()) / 2)
            turned = 0 if upright else -90
            for rect, degrees in ((up, 180 + turned), (down, turned)):
                arrow(painter, QPointF(rect.center()), theme.px(self._ARROW), colour, degrees)
