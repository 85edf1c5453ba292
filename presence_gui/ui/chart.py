"""Both bars over time as two lines: what they show is also said in words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from presence_gui.diary import Pause, Reading
from presence_gui.history import MARKS, in_words, stretches
from presence_gui.ui.theme import Look, Type

_TOPS = (25, 50, 75, 100)  # the scale begins at 0 and ends at the first of these that holds everything
_PLOT, _WIDTH = 84, 240
_DOT, _LINE, _TICK = 4.0, 2.5, 5
_DASH = (3.0, 2.0)  # in widths of the line
_SAMPLE = 26


class Chart(QWidget):
    """Draws readings: profile as a solid line, activity as a dashed one, over the days from the first until today.

    Readings by different rules are not joined. Pauses are pale bands; imports and finished plans are ticks with a word.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._readings: Sequence[Reading] = ()
        self._pauses: Sequence[Pause] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def show_readings(self, readings: Sequence[Reading], pauses: Sequence[Pause]) -> None:
        """Show these readings, of at least two days, the last of which is today's."""
        self._readings, self._pauses = readings, pauses
        self.setAccessibleDescription(in_words(readings, pauses, readings[-1].day))
        self._dress()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        words = self._pauses or any(one.mark for one in self._readings)
        below = theme.px(_TICK) + self._height(Type.PILL) if words else theme.px(_DOT)
        height = self._height(Type.SMALL) + theme.gap(8) + theme.px(_PLOT) + below
        return QSize(theme.px(_WIDTH), round(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._readings:
            return
        theme = self._look.theme
        dot = theme.px(_DOT)
        top = self._height(Type.SMALL) + theme.gap(8)
        plot = QRectF(dot, top, self.width() - 2 * dot, theme.px(_PLOT))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_legend(painter)
            self._paint_pauses(painter, plot)
            self._paint_scale(painter, plot)
            self._paint_line(painter, plot, [(one.day, one.activity) for one in self._readings], activity=True)
            self._paint_line(painter, plot, [(one.day, one.profile) for one in self._readings], activity=False)
            self._paint_words(painter, plot)

    def _height(self, kind: Type) -> int:
        return QFontMetrics(self._look.theme.font(kind)).height()

    def _pen(self, *, activity: bool) -> QPen:
        theme = self._look.theme
        pen = QPen(QColor(theme.activity if activity else theme.accent), theme.px(_LINE))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if activity else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if activity:
            pen.setDashPattern(_DASH)
        return pen

    def _x(self, plot: QRectF, day: date) -> float:
        first, last = self._readings[0].day, self._readings[-1].day
        share = (day - first).days / max((last - first).days, 1)
        return plot.left() + plot.width() * min(max(share, 0.0), 1.0)

    def _top(self) -> int:
        most = max(max(one.profile, one.activity) for one in self._readings)
        return next(top for top in _TOPS if most <= top)

    def _paint_legend(self, painter: QPainter) -> None:
        theme, now = self._look.theme, self._readings[-1]
        font = theme.font(Type.SMALL)
        height, left = self._height(Type.SMALL), 0.0
        painter.setFont(font)
        for words, activity in ((f"Profile {now.profile:.0f}", False), (f"Activity {now.activity:.0f}", True)):
            painter.setPen(self._pen(activity=activity))
            painter.drawLine(QPointF(left + 2, height / 2), QPointF(left + theme.px(_SAMPLE), height / 2))
            left += theme.px(_SAMPLE + 8)
            width = QFontMetrics(font).horizontalAdvance(words)
            painter.setPen(QColor(theme.text))
            painter.drawText(QRectF(left, 0, width + 1, height), Qt.AlignmentFlag.AlignVCenter, words)
            left += width + theme.gap(18)

    def _paint_pauses(self, painter: QPainter, plot: QRectF) -> None:
        for left, right in self._bands(plot):
            band = QRectF(left, plot.top(), max(right - left, 2.0), plot.height())
            painter.setPen(QColor(self._look.theme.outline or self._look.theme.chip_fill))
            painter.fillRect(band, QColor(self._look.theme.chip_fill))
            painter.drawRect(band)

    def _bands(self, plot: QRectF) -> list[tuple[float, float]]:
        """Return from where to where each pause reaches of which there is something to see."""
        first, last = self._readings[0].day, self._readings[-1].day
        return [
            (self._x(plot, pause.since), self._x(plot, pause.until or last))
            for pause in self._pauses
            if pause.since <= last and (pause.until or last) >= first
        ]

    def _paint_scale(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._look.theme
        for y, colour in ((plot.top(), theme.line), (plot.bottom(), theme.frame)):
            painter.fillRect(QRectF(0, round(y), self.width(), 1), QColor(colour))
        painter.setPen(QColor(theme.quiet))
        painter.setFont(theme.font(Type.PILL))
        painter.drawText(QPointF(0, plot.top() + self._height(Type.PILL)), str(self._top()))

    def _paint_line(
        self, painter: QPainter, plot: QRectF, values: Sequence[tuple[date, float]], *, activity: bool
    ) -> None:
        pen, top, dot = self._pen(activity=activity), self._top(), self._look.theme.px(_DOT)
        points = [QPointF(self._x(plot, day), plot.bottom() - plot.height() * value / top) for day, value in values]
        begin = 0
        for run in stretches(self._readings):
            line = points[begin : begin + len(run)]
            begin += len(run)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(line))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            for end in (line[0], line[-1]):
                painter.drawEllipse(end, dot, dot)

    def _paint_words(self, painter: QPainter, plot: QRectF) -> None:
        """Write below the plot what happened when, marks with a tick; a word without room is left out.

        Marks come first: a pause is written where no mark's word or tick is, for its band shows it anyhow.
        """
        theme, tick = self._look.theme, self._look.theme.px(_TICK)
        marks = [(self._x(plot, one.day), MARKS[one.mark]) for one in self._readings if one.mark]
        taken: list[tuple[float, float]] = []
        painter.setFont(theme.font(Type.PILL))
        painter.setPen(QColor(theme.quiet))
        for x, word in (*marks, *((sum(band) / 2, "paused") for band in self._bands(plot))):
            width = QFontMetrics(painter.font()).horizontalAdvance(word)
            left = self._free_place(x, width, taken)
            if left is not None:
                below = QRectF(left, plot.bottom() + tick, width + 1, self._height(Type.PILL))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, word)
                taken.append((left, left + width))
            if word != "paused":
                painter.fillRect(QRectF(round(x) - 1, plot.bottom(), 2, tick), QColor(theme.edge))
                taken.append((x, x))

    def _free_place(self, x: float, width: float, taken: Sequence[tuple[float, float]]) -> float | None:
        """Return where a word may begin so that it stands over or near x, clear of what is taken; None for nowhere."""
        gap = self._look.theme.gap(6)
        lowest = max((end + gap for start, end in taken if start <= x), default=0.0)
        highest = min((start - gap for start, _ in taken if start > x), default=self.width()) - width
        left = min(max(x - width / 2, lowest), highest)
        return left if lowest <= left <= x <= left + width else None
