"""The two buttons that scroll tabs in a narrow window."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QTabBar,
    QToolButton,
    QWidget,
)

from presence_gui.ui.labels import hint
from presence_gui.ui.painting import arrow
from presence_gui.ui.theme import Look


class TabScroller(QProxyStyle):
    """Draws the two buttons of a tab bar that scroll it, large enough to hit; lives as long as the bar.

    ``above`` is the white space above the tabs, in pixels at 100 % text size.
    """

    def __init__(self, look: Look, bar: QTabBar, above: int) -> None:
        super().__init__("fusion")
        self._look, self._above = look, above
        self.setParent(bar)
        bar.setStyle(self)
        for button in bar.findChildren(QToolButton):
            button.setStyle(self)
            hint(button, "Tabs before" if button.arrowType() == Qt.ArrowType.LeftArrow else "Tabs after")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys go from tab to tab

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_TabBarScrollButtonWidth:
            return self._look.theme.px(32)
        return super().pixelMetric(metric, option, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if not isinstance(widget, QToolButton):
            super().drawComplexControl(control, option, painter, widget)
            return
        theme, rect = self._look.theme, QRectF(widget.rect())
        painter.fillRect(rect, QColor(theme.card))
        painter.fillRect(QRectF(0, rect.bottom() - theme.stroke, rect.width(), theme.stroke), QColor(theme.frame))
        usual = theme.accent if widget.underMouse() else theme.text
        degrees = 90 if widget.arrowType() == Qt.ArrowType.LeftArrow else -90
        beside_the_words = rect.center() + QPointF(0, theme.gap(self._above) / 2)
        arrow(painter, beside_the_words, theme.px(12), QColor(usual if widget.isEnabled() else theme.track), degrees)
