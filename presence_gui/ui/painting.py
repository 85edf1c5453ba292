"""The few shapes all controls are painted with."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from presence_gui.ui.theme import Theme

RADIUS = 7.0
_WRAP = Qt.TextFlag.TextWordWrap.value
_ENDLESS = 1e6


def mix(colour: str, other: str, share: float) -> QColor:
    """Return `colour` with a share (0 to 1) of `other` stirred in."""
    one, two = QColor(colour), QColor(other)
    pairs = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def panel(
    painter: QPainter, rect: QRectF, fill: QColor, edge: QColor, *, width: float = 1, radius: float = RADIUS
) -> None:
    """Fill a rounded rectangle and draw its edge inside it."""
    inset = width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def rule(painter: QPainter, widget: QWidget, y: int, theme: Theme) -> None:
    """Draw the line between two rows across a widget, down from y."""
    painter.fillRect(0, y, widget.width(), theme.stroke, QColor(theme.line))


def pill(painter: QPainter, rect: QRectF, fill: str, theme: Theme) -> None:
    """Fill a rectangle whose short sides are half circles, with an outline where the theme wants one."""
    radius = min(rect.width(), rect.height()) / 2
    panel(painter, rect, QColor(fill), QColor(theme.outline or fill), width=theme.stroke, radius=radius)


def ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float = RADIUS) -> None:
    """Draw the focus ring just inside a rectangle."""
    panel(painter, rect, QColor(Qt.GlobalColor.transparent), QColor(theme.focus), width=theme.ring, radius=radius)


def shows_focus(widget: QWidget) -> bool:
    """Tell whether something to press needs its ring: it has the focus, and the keyboard is in use."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def field(painter: QPainter, widget: QWidget, theme: Theme, edge: str = "") -> None:
    """Paint the ground and edge of something to fill in, with its hover, focus and disabled states."""
    focused = widget.hasFocus()
    usual = theme.text if widget.underMouse() else theme.edge
    colour = theme.focus if focused else edge or usual
    if not widget.isEnabled():
        colour = theme.frame
    fill = theme.card if widget.isEnabled() else theme.window
    panel(painter, QRectF(widget.rect()), QColor(fill), QColor(colour), width=theme.ring if focused else theme.stroke)


def arrow(painter: QPainter, centre: QPointF, size: float, colour: QColor, degrees: float) -> None:
    """Fill a small triangle that points down, turned clockwise by `degrees`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.rotate(degrees)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = size / 2
    painter.drawPolygon(QPolygonF([QPointF(-half, -half * 0.8), QPointF(half, -half * 0.8), QPointF(0, half * 0.8)]))
    painter.restore()


def text_size(font: QFont, text: str, width: float = _ENDLESS) -> QRectF:
    """Return the room plain text takes when wrapped at `width` pixels."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, max(width, 1), _ENDLESS), _WRAP, text)


def draw_text(painter: QPainter, rect: QRectF, font: QFont, colour: QColor, text: str) -> None:
    """Draw plain text from the top left of a rectangle, wrapped at its width."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _WRAP, text)


def unmarked(text: str) -> str:
    """Return text for a Qt property that would take "&" as the mark of a shortcut letter."""
    return text.replace("&", "&&")
