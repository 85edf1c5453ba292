"""Words on the screen: always shown as they are, never read as markup; no label or hint is made elsewhere."""

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QTextLayout
from PySide6.QtGui import Qt as Guess
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from presence_gui.ui.painting import pill
from presence_gui.ui.theme import Look, Theme, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface


class Label(QLabel):
    """Plain text in one step of the type scale; wraps unless told not to."""

    def __init__(
        self,
        look: Look,
        text: str,
        kind: Type = Type.BODY,
        *,
        quiet: bool = False,
        wrap: bool = True,
    ) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if quiet:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFont(self._look.theme.font(self._kind))


class Heading(Label):
    """Words over a part of the window; a screen reader that was told of them can go from one to the next."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)


def tell_of_headings() -> None:
    """Have assistive technology know each ``Heading`` as one, from now on; once in the life of a program is enough."""
    from PySide6.QtGui import QAccessible

    QAccessible.installFactory(_as_heading)


def _as_heading(_kind: str, thing: QObject) -> "QAccessibleInterface | None":
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAccessibleWidget

    return QAccessibleWidget(thing, QAccessible.Role.Heading) if isinstance(thing, Heading) else None


def title(look: Look, text: str) -> Heading:
    """Return the large heading of a page."""
    return Heading(look, text, Type.TITLE)


def heading(look: Look, text: str) -> Heading:
    """Return the heading of a card."""
    return Heading(look, text, Type.HEADING)


def body(look: Look, text: str) -> Label:
    """Return running text."""
    return Label(look, text)


def quiet(look: Look, text: str) -> Label:
    """Return running text that matters less."""
    return Label(look, text, quiet=True)


def small(look: Look, text: str) -> Label:
    """Return a small quiet line."""
    return Label(look, text, Type.SMALL, quiet=True)


def hint(widget: QWidget, words: str) -> None:
    """Say what something is for while the mouse rests on it; Qt guesses at markup there, so that is written out."""
    widget.setToolTip(Guess.convertFromPlainText(words) if Guess.mightBeRichText(words) else words)


class Paragraph(QLabel):
    """Wrapped running text with generous leading that may open with a few bold words."""

    _LEADING = 1.45

    def __init__(self, look: Look, text: str, lead: str = "") -> None:
        super().__init__()
        self._look, self._lead = look, lead
        self._heights: dict[int, int] = {}  # layouts ask again and again
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()
        look.changed.connect(self._dress)

    def say(self, text: str) -> None:
        """Show this text after the same bold words."""
        self.setText(f"{self._lead} {text}" if self._lead else text)
        self._heights.clear()

    def _dress(self) -> None:
        self.setFont(self._look.theme.font(Type.BODY))
        self._heights.clear()

    def _lines(self, width: float) -> QTextLayout:
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        if self._lead:
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = 0, len(self._lead)
            words = bold.format  # a copy
            words.setFontWeight(QFont.Weight.DemiBold)
            bold.format = words
            layout.setFormats([bold])
        leading = self._LEADING * self.font().pixelSize()
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top + (leading - line.height()) / 2))
            top += leading
        layout.endLayout()
        return layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self._lines(width).lineCount() * self._LEADING * self.font().pixelSize())
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = min(round(self._lines(1e6).maximumWidth()) + 1, self._look.theme.px(560))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(120), round(self._LEADING * self.font().pixelSize()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QColor(self._look.theme.text))
            self._lines(self.width()).draw(painter, QPointF(0, 0))


class Tone(Enum):
    """What a pill says: a plain fact, what a step is worth, or that an answer is from the user's data."""

    NEUTRAL = "neutral"
    STEP = "step"
    DATA = "data"

    def colours(self, theme: Theme) -> tuple[str, str]:
        """Return the colours of text and ground."""
        return {
            Tone.NEUTRAL: (theme.chip_text, theme.chip_fill),
            Tone.STEP: (theme.step_text, theme.step_fill),
            Tone.DATA: (theme.data_text, theme.data_fill),
        }[self]


class Pill(QLabel):
    """A few words in a small rounded ground; never wraps."""

    def __init__(self, look: Look, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._look, self._tone = look, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress()
        look.changed.connect(self._dress)

    def say(self, text: str, tone: Tone) -> None:
        """Show other words in the colours of a tone."""
        self._tone = tone
        self.setText(text)
        self.update()

    def _dress(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(Type.PILL))
        self.setContentsMargins(theme.px(9), theme.px(2), theme.px(9), theme.px(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        text, ground = self._tone.colours(self._look.theme)
        with QPainter(self) as painter:
            pill(painter, QRectF(self.rect()), ground, self._look.theme)
            painter.setPen(QColor(text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
