"""The type on the page: one font, a few styles, and text that is measured once and drawn as it was measured."""

import re
import unicodedata
from bisect import bisect_left
from enum import Enum
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

EM: Final = 100  # the size of body type in the units everything is laid out in
BLACK: Final = "#000000"
GREY: Final = "#404040"  # 10:1 on white
ARROW: Final = "→"

_FONT_FILES: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_LONGEST: Final = 1000  # characters; three lines of the smallest type hold fewer
_INSTEAD: Final = {
    "Cc": " ",
    "Zl": " ",
    "Zp": " ",
    "Cs": "\ufffd",
}  # by category: control, line ends, halves of letters
_AFTER_NUMBER: Final = re.compile(r"(?<=\d) ")
_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Style(Enum):
    """What a text is for: its size in hundredths of the body type, whether it is bold, its colour."""

    TITLE = (187, True, BLACK)
    HEADING = (110, True, BLACK)
    HEADING_NOTE = (110, True, GREY)
    TASK = (100, True, BLACK)
    BODY = (100, False, BLACK)
    CELL = (93, False, BLACK)
    CELL_HEADING = (93, True, BLACK)
    SMALL = (87, False, GREY)

    @property
    def em(self) -> int:
        """The size in the units of the layout."""
        return self.value[0]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return self.value[1]

    @property
    def colour(self) -> QColor:
        """The ink."""
        return QColor(self.value[2])


SMALLEST: Final = min(style.em for style in Style) / EM


def _wrapping() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    option.setUseDesignMetrics(True)
    return option


_WRAPPING: Final = _wrapping()


class PageFonts:
    """The fonts of the page by style, all of one family; ligatures are off so that a PDF can be searched."""

    def __init__(self, family: str) -> None:
        self._fonts = {style: _font(family, style) for style in Style}

    @classmethod
    def load(cls, folder: Path) -> "PageFonts":
        """Return the fonts in this folder, or the system's where they are missing; needs a running application."""
        loaded = [QFontDatabase.addApplicationFont(str(folder / name)) for name in _FONT_FILES]
        known = QFontDatabase.applicationFontFamilies(loaded[0]) if min(loaded) >= 0 else []
        return cls(known[0] if known else QFont().family())

    def font(self, style: Style) -> QFont:
        """Return the font of a style, sized in the units of the layout."""
        return self._fonts[style]


def _font(family: str, style: Style) -> QFont:
    font = QFont(family)
    font.setPixelSize(style.em)
    font.setBold(style.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def plain(text: str) -> str:
    """Return text on one line, without characters that steer a device or turn the words around them.

    What no page could hold in three lines ends in ``…``.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    if not text.isprintable():
        text = "".join(_INSTEAD.get(unicodedata.category(letter), letter) for letter in _TURNING.sub("", text))
    return " ".join(text.split())


class Words:
    """Text wrapped at a width, with ``…`` where even ``most`` lines do not hold it; all lengths in units of the layout.

    ``lead`` comes first and is bold. ``tail`` comes last and stays when what is before it has to be shortened.
    """

    def __init__(
        self,
        fonts: PageFonts,
        style: Style,
        text: str,
        width: float,
        most: int,
        *,
        lead: str = "",
        tail: str = "",
    ) -> None:
        self.style = style
        self._font, self._width, self._most = fonts.font(style), width, most
        self._bold = _units(plain(lead))
        self.text = plain(f"{lead} {text} {tail}")
        self._layout = self._wrapped(self.text)
        if self._layout.lineCount() > most:
            self.text = self._shortened(plain(f"{lead} {text}"), plain(tail))
            self._layout = self._wrapped(self.text)
        lines = [self._layout.lineAt(n) for n in range(self._layout.lineCount())]
        self.width = min(max((line.naturalTextWidth() for line in lines), default=0.0), width)
        self.height = sum(line.height() for line in lines)
        self.baseline = lines[0].ascent() if lines else 0.0
        self._tips = [self._arrow_tip(at) for at, letter in enumerate(self.text) if letter == ARROW]

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Draw the text with its top left corner at a point."""
        painter.setPen(self.style.colour)
        self._layout.draw(painter, at)
        for tip in self._tips:
            self._draw_arrow_head(painter, at + tip)

    def rect(self, at: QPointF) -> QRectF:
        """Return what the text covers when drawn at a point."""
        return QRectF(at.x(), at.y(), self.width, self.height)

    def _wrapped(self, text: str) -> QTextLayout:
        """Return the text laid out, with a line too many where it does not fit."""
        layout = QTextLayout(_as_laid_out(text), self._font)
        layout.setCacheEnabled(True)
        layout.setTextOption(_WRAPPING)
        if self._bold:
            layout.setFormats([_bold(self._bold)])
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid() and layout.lineCount() <= self._most:
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout

    def _shortened(self, text: str, tail: str) -> str:
        if self._does_not_fit(f"… {tail}"):
            text, tail = f"{text} {tail}", ""
        too_long = bisect_left(range(len(text)), 1, key=lambda length: self._does_not_fit(f"{text[:length]}… {tail}"))
        return f"{text[: max(too_long - 1, 0)].rstrip()}… {tail}".rstrip()

    def _does_not_fit(self, text: str) -> bool:
        return self._wrapped(text.rstrip()).lineCount() > self._most

    def _arrow_tip(self, index: int) -> QPointF:
        """Return where the tip of an arrow goes, whose shaft is an em dash, as the bundled font has no arrow."""
        end = _units(self.text[: index + 1])
        line = self._layout.lineForTextPosition(end - 1)
        x, _ = cast("tuple[float, int]", line.cursorToX(end))
        em = self.style.em
        return QPointF(x - (0.13 if self.style.bold else 0.1) * em, line.y() + line.ascent() - 0.27 * em)

    def _draw_arrow_head(self, painter: QPainter, tip: QPointF) -> None:
        em = self.style.em
        pen = QPen(self.style.colour, em * (0.115 if self.style.bold else 0.075))
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawPolyline([tip + QPointF(-0.25 * em, -0.22 * em), tip, tip + QPointF(-0.25 * em, 0.22 * em)])


def _as_laid_out(text: str) -> str:
    """Return text with a shaft for each arrow, and every number kept with what it counts."""
    return _AFTER_NUMBER.sub("\u00a0", text.replace(ARROW, "—"))


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _bold(length: int) -> QTextLayout.FormatRange:
    bold = QTextLayout.FormatRange()
    bold.start, bold.length = 0, length
    bold.format = QTextCharFormat()
    bold.format.setFontWeight(QFont.Weight.Bold)
    return bold
