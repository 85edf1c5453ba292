"""Things to press: tick boxes, one of several, buttons, and the arrow that opens a row."""

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QSizePolicy, QToolButton

from presence_gui.ui.painting import RADIUS, arrow, draw_text, mix, panel, ring, shows_focus, text_size, unmarked
from presence_gui.ui.theme import Look, Theme, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object  # Qt wants one kind of widget for each control


_ENDLESS: Final = 1e6  # pixels, more than any window has


class _Titled(_Button):
    """A box or a ring to press, with a title that wraps and an optional quiet line below; the words count as well.

    The title is the accessible name and the quiet line the accessible description. Without a title it is a bare box.
    `PAD` pixels around the box (scaled with the text) keep room for the focus ring.
    """

    PAD = 5
    _BOX, _GAP = 22, 14
    _is_told = False

    def _wear(self, look: Look, title: str, detail: str, *, bold: bool) -> None:
        self._look, self._title, self.detail, self._bold = look, title, detail, bold
        self._measured: dict[float, tuple[QRectF, QRectF]] = {}  # layouts ask again and again
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._dress()
        look.changed.connect(self._dress)
        self.toggled.connect(self._hear)

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001 - Qt's own
        self._is_told = True
        super().setChecked(checked)
        self._is_told = False

    def nextCheckState(self) -> None:
        self._is_told = True
        super().nextCheckState()
        self._is_told = False

    def _hear(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Take it as a click when a screen reader has turned the box, which Qt only shows."""
        if not self._is_told:
            self.clicked[bool].emit(checked)  # type: ignore[index]

    def set_words(self, title: str, detail: str = "") -> None:
        """Change what the box is about."""
        if (title, detail) != (self._title, self.detail):
            self._title, self.detail = title, detail
            self.setText(unmarked(title))
            self.setAccessibleDescription(detail)
            self._dress()

    def set_bold(self, bold: bool) -> None:  # noqa: FBT001 - a property with one value
        """Write the title in bold or plain letters."""
        if bold != self._bold:
            self._bold = bold
            self._dress()

    @staticmethod
    def indent(theme: Theme) -> int:
        """Return how far the title stands from the left edge, so that text below it can line up."""
        return theme.px(_Titled.PAD + _Titled._BOX + _Titled._GAP)

    def _dress(self) -> None:
        policy = QSizePolicy.Policy
        sizes = QSizePolicy(policy.Preferred if self._title else policy.Fixed, policy.Preferred)
        sizes.setHeightForWidth(True)
        self.setSizePolicy(sizes)
        self.setFont(self._look.theme.font(Type.STRONG if self._bold else Type.BODY))
        self._measured.clear()
        self.updateGeometry()
        self.update()

    def _detail_font(self) -> QFont:
        return self._look.theme.font(Type.SMALL)

    def _blocks(self, width: float) -> tuple[QRectF, QRectF]:
        """Return where title and detail stand in a widget of that width and just the height it needs."""
        if width not in self._measured:
            in_one_line = width < _ENDLESS and self._right(_ENDLESS) <= width
            self._measured[width] = self._blocks(_ENDLESS) if in_one_line else self._measure(width)
        return self._measured[width]

    def _right(self, width: float) -> float:
        """Return how far the words reach in a widget of that width."""
        return max(block.right() for block in self._blocks(width))

    def _measure(self, width: float) -> tuple[QRectF, QRectF]:
        theme = self._look.theme
        left, pad = self.indent(theme), theme.px(self.PAD)
        room = width - left
        heading = text_size(self.font(), self._title, room)
        detail = text_size(self._detail_font(), self.detail, room) if self.detail else QRectF()
        spare = max(theme.px(self._BOX) - heading.height() - detail.height(), 0) / 2
        above = QRectF(left, pad + spare, heading.width(), heading.height())
        return above, QRectF(left, above.bottom(), detail.width(), detail.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        pad, box = self._look.theme.px(self.PAD), self._look.theme.px(self._BOX)
        return round(max(self._blocks(width)[1].bottom(), pad + box)) + pad

    def sizeHint(self) -> QSize:
        if not self._title:
            return self.minimumSizeHint()
        width = round(self._right(_ENDLESS)) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        side = theme.px(self._BOX + 2 * self.PAD)
        return QSize(self.indent(theme) + theme.px(100) if self._title else side, side)

    def hitButton(self, pos: QPoint) -> bool:
        return pos.x() <= self._right(self.width()) + self._look.theme.px(self.PAD)

    def _box(self, above: QRectF, below: QRectF) -> QRectF:
        theme = self._look.theme
        pad, size = theme.px(self.PAD), theme.px(self._BOX)
        first_lines = min(above.height(), QFontMetrics(self.font()).height() * 1.5) + below.height()
        return QRectF(pad, max(round(above.top() + (first_lines - size) / 2), pad), size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        above, below = self._blocks(self.width())
        alive = self.isEnabled()
        with QPainter(self) as painter:
            painter.translate(0, max(self.height() - self.heightForWidth(self.width()), 0) // 2)
            box = self._box(above, below)
            self._paint_box(painter, box)
            if shows_focus(self):
                out = theme.ring + 2
                ring(painter, box.adjusted(-out, -out, out, out), theme, self._corner() + out)
            words = QColor(theme.text if alive else theme.faint)
            draw_text(painter, above, self.font(), words, self._title)
            if self.detail:
                hush = QColor(theme.quiet if alive else theme.faint)
                draw_text(painter, below, self._detail_font(), hush, self.detail)

    def _corner(self) -> float:
        """Return how round the corners of the box are, in pixels."""
        raise NotImplementedError

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def _ground(self) -> QColor:
        """Return the colour inside an empty box or ring as it stands now."""
        stir = 0.25 if self.isDown() else 0.1 if self.underMouse() and self.isEnabled() else 0.0
        return mix(self._look.theme.card, self._look.theme.accent, stir)

    def _edge(self) -> QColor:
        theme = self._look.theme
        return QColor(theme.accent if self.underMouse() and self.isEnabled() else theme.edge)

    def _mark(self) -> QColor:
        """Return the colour that says it is chosen."""
        theme = self._look.theme
        mark = theme.accent if self.isEnabled() else theme.faint
        return mix(mark, theme.text, 0.3 if self.isDown() or self.underMouse() else 0.0)


class CheckBox(_Titled, QCheckBox):
    """A tick box whose title wraps, with an optional quiet line below it; a click on the words ticks it too."""

    def __init__(self, look: Look, title: str, detail: str = "", *, bold: bool = False) -> None:
        super().__init__(unmarked(title))
        self._wear(look, title, detail, bold=bold)

    def _corner(self) -> float:
        return self._look.theme.px(5)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        radius = self._corner()
        if self.isChecked():
            panel(painter, box, self._mark(), self._mark(), radius=radius)
            self._paint_tick(painter, box)
        else:
            panel(painter, box, self._ground(), self._edge(), width=2, radius=radius)

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(QColor(self._look.theme.on_accent), box.width() * 0.13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = ((0.27, 0.52), (0.43, 0.67), (0.73, 0.35))
        painter.drawPolyline(
            QPolygonF([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in points])
        )


class RadioButton(_Titled, QRadioButton):
    """One of several answers, of which one holds; its title wraps, with an optional quiet line below it."""

    def __init__(self, look: Look, title: str, detail: str = "") -> None:
        super().__init__(unmarked(title))
        self._wear(look, title, detail, bold=False)

    def _corner(self) -> float:
        return self._look.theme.px(self._BOX) / 2

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        radius = self._corner()
        if self.isChecked():
            panel(painter, box, self._ground(), self._mark(), width=2, radius=radius)
            dot = box.width() * 0.25
            panel(painter, box.adjusted(dot, dot, -dot, -dot), self._mark(), self._mark(), radius=radius - dot)
        else:
            panel(painter, box, self._ground(), self._edge(), width=2, radius=radius)


class Kind(Enum):
    """How much a button asks for: the one thing to do here, one of several, or a side road."""

    PRIMARY = "primary"
    NORMAL = "normal"
    LINK = "link"


class Button(QPushButton):
    """A push button; its words are its accessible name. A link's words begin ``INSET`` pixels in (at 100 %)."""

    INSET = 6

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Kind = Kind.NORMAL,
        *,
        small: bool = False,
    ) -> None:
        super().__init__(unmarked(text))
        self._look, self._words, self._kind, self._small = look, text, kind, small
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress()
        look.changed.connect(self._dress)

    def set_words(self, text: str) -> None:
        """Change what the button says."""
        self._words = text
        self.setText(unmarked(text))

    def _dress(self) -> None:
        self.setFont(self._look.theme.font(Type.SMALL_STRONG if self._small else Type.STRONG))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        words = text_size(self.font(), self._words)
        sides = theme.px(self.INSET if self._kind is Kind.LINK else 17)
        height = theme.px(40 if self._small else 43)
        return QSize(round(words.width()) + 1 + 2 * sides, max(height, round(words.height()) + theme.px(10)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Return the colours of words, ground and edge as the button stands now."""
        theme = self._look.theme
        stir = 0.0 if not self.isEnabled() else 0.22 if self.isDown() else 0.1 if self.underMouse() else 0.0
        clear = QColor(Qt.GlobalColor.transparent)
        if self._kind is Kind.LINK:
            ground = mix(theme.card, theme.accent, stir) if stir else clear
            return QColor(theme.link if self.isEnabled() else theme.faint), ground, clear
        if not self.isEnabled():
            return QColor(theme.faint), QColor(theme.window), QColor(theme.frame)
        if self._kind is Kind.PRIMARY:
            ground = mix(theme.accent, theme.text, stir * 1.5)
            return QColor(theme.on_accent), ground, ground
        return QColor(theme.text), mix(theme.card, theme.accent, stir), QColor(theme.button_edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        words, ground, edge = self._colours()
        rect, radius = QRectF(self.rect()), RADIUS
        with QPainter(self) as painter:
            if shows_focus(self):
                ring(painter, rect, self._look.theme)
                gap = self._look.theme.ring + 2
                rect, radius, edge = rect.adjusted(gap, gap, -gap, -gap), RADIUS - gap + 1, ground
            panel(painter, rect, ground, edge, width=self._look.theme.stroke, radius=radius)
            font = self.font()
            font.setUnderline(self._kind is Kind.LINK)
            painter.setFont(font)
            painter.setPen(words)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class Disclosure(QToolButton):
    """Opens and closes what belongs to a row; says which to a screen reader."""

    _WORDS = "How"
    _ARROW, _SIDE, _GAP = 10, 8, 6

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._title = look, title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_open(is_open=False)
        look.changed.connect(self.updateGeometry)

    def set_open(self, *, is_open: bool) -> None:
        """Show whether the row is open; only the caller opens it."""
        self._open = is_open
        self.setAccessibleName(f"{'Hide' if is_open else 'Show'} why and how: {self._title}")
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        words = round(text_size(theme.font(Type.SMALL_STRONG), self._WORDS).width()) + 1
        return QSize(words + theme.px(self._ARROW + self._GAP + 2 * self._SIDE), theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, rect = self._look.theme, QRectF(self.rect())
        side, size = theme.px(self._SIDE), theme.px(self._ARROW)
        with QPainter(self) as painter:
            if self.isDown() or self.underMouse():
                ground = mix(theme.card, theme.accent, 0.22 if self.isDown() else 0.1)
                panel(painter, rect, ground, ground)
            if shows_focus(self):
                ring(painter, rect, theme)
            colour = QColor(theme.link if self.isEnabled() else theme.faint)
            painter.setFont(theme.font(Type.SMALL_STRONG))
            painter.setPen(colour)
            painter.drawText(rect.adjusted(side, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._WORDS)
            centre = QPointF(rect.right() - side - size / 2, rect.center().y() + 1)
            arrow(painter, centre, size, colour, 0 if self._open else -90)
