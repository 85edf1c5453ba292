"""Scores from 0 to 100 as a ring or a bar; a screen reader hears name and value."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from presence_gui.ui.painting import pill
from presence_gui.ui.theme import Look, Type


class _Gauge(QProgressBar):
    def __init__(self, look: Look, name: str, value: float) -> None:
        super().__init__()
        self._look = look
        self.setRange(0, 100)
        self.setAccessibleName(name)
        self.set_value(value)
        look.changed.connect(self._dress)

    def set_value(self, value: float) -> None:
        """Show a score between 0 and 100, rounded."""
        if round(value) != self.value():
            self.setUpdatesEnabled(False)  # or Qt paints at once, and everything else that has changed with it
            self.setValue(round(value))
            self.setUpdatesEnabled(True)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class Ring(_Gauge):
    """A score as part of a circle around its number: large with "of 100" below the number, or small without."""

    def __init__(self, look: Look, name: str, value: float = 0, *, small: bool = False) -> None:
        self.small = small
        super().__init__(look, name, value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        side = theme.px(60) if self.small else theme.gap(190)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        side = min(self.width(), self.height())
        width = side * 0.1
        circle = QRectF(
            (self.width() - side + width) / 2, (self.height() - side + width) / 2, side - width, side - width
        )
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.outline or theme.track), width))
            painter.drawEllipse(circle)
            painter.setPen(QPen(QColor(theme.track), width - 2 * theme.stroke))
            painter.drawEllipse(circle)
            if self.value() > 0:
                pen = QPen(QColor(theme.accent), width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawArc(circle, 90 * 16, -round(self.value() / 100 * 360 * 16))
            self._paint_number(painter, circle)

    def _paint_number(self, painter: QPainter, circle: QRectF) -> None:
        theme, centre = self._look.theme, Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(theme.text))
        painter.setFont(theme.font(Type.STRONG if self.small else Type.SCORE))
        number = circle if self.small else circle.translated(0, -theme.px(9))
        painter.drawText(number, centre, str(self.value()))
        if not self.small:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(theme.font(Type.BODY))
            painter.drawText(circle.translated(0, theme.px(32)), centre, "of 100")


class Bar(_Gauge):
    """A score as a bar with its percentage at the right, or, with `caption`, words and percentage above it.

    `activity` paints it in the colour of being in use instead of the colour of being complete.
    """

    _THICK, _LENGTH, _SHORTEST = 10, 120, 44

    def __init__(
        self,
        look: Look,
        name: str,
        value: float = 0,
        *,
        caption: str = "",
        activity: bool = False,
    ) -> None:
        self.caption, self._activity = caption, activity
        super().__init__(look, name, value)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if caption else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed
        )

    def _percent_width(self) -> int:
        return QFontMetrics(self._look.theme.font(Type.BODY)).horizontalAdvance("100%")

    def _caption_height(self) -> int:
        return QFontMetrics(self._look.theme.font(Type.SMALL_STRONG)).height()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        if self.caption:
            words = QFontMetrics(theme.font(Type.SMALL)).horizontalAdvance(self.caption)
            height = self._caption_height() + theme.px(self._THICK + 2)
            return QSize(words + theme.gap(14) + self._percent_width(), height)
        width = theme.px(self._LENGTH) + theme.gap(10) + self._percent_width()
        return QSize(width, QFontMetrics(theme.font(Type.BODY)).height())

    def minimumSizeHint(self) -> QSize:
        liked = self.sizeHint()
        return liked if self.caption else liked - QSize(self._look.theme.px(self._LENGTH - self._SHORTEST), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, percent = self._look.theme, f"{self.value()}%"
        thick = theme.px(self._THICK)
        with QPainter(self) as painter:
            painter.setPen(QColor(theme.text))
            if self.caption:
                track = QRectF(0, self.height() - thick, self.width(), thick)
                line = QRect(0, 0, self.width(), self._caption_height())
                painter.setFont(theme.font(Type.SMALL))
                painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.caption)
                painter.setFont(theme.font(Type.SMALL_STRONG))
                painter.drawText(line, Qt.AlignmentFlag.AlignRight, percent)
            else:
                length = self.width() - theme.gap(10) - self._percent_width()
                track = QRectF(0, (self.height() - thick) / 2, length, thick)
                painter.setFont(theme.font(Type.BODY))
                beside = self.rect().adjusted(length + theme.gap(10), 0, 0, 0)
                painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, percent)
            self._paint_track(painter, track)

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        theme = self._look.theme
        pill(painter, track, theme.track, theme)
        if self.value() > 0:
            painter.setClipRect(QRectF(track.x(), track.y(), track.width() * self.value() / 100, track.height()))
            pill(painter, track, theme.activity if self._activity else theme.accent, theme)
