"""The type on the page: one font, a few styles, and text that is measured once and drawn as it was measured."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

EM: Final = 100  # the size of body type in the units everything is laid out in
BLACK: Final = "#000000"
GREY: Final = "#404040"  # 10:1 on white
ARROW: Final = "→"

_MOST_KNOWN: Final = 500
_FONT_FILES: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_LONGEST: Final = 1000  # characters; three lines of the smallest type hold fewer
_INSTEAD: Final = {
    "Cc": " ",
    "Zl": " ",
    "Zp": " ",
    "Cs": "\ufffd",
}  # by category: control, line ends, halves of letters
# where a line must not end: after a number, before minutes in brackets, within a date, before a short last word
_KEPT: Final = re.compile(
    r"(?<=\d) | (?=\(\d)|(?<=\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)) (?=\d)| (?=a week$)| (?=\S{1,8}$)"
)
_BOX: Final = ("\u0378", "\U0010fffd")  # one unit and two; in no font, so drawn as the bundled font's box
_MARKS: Final = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_UP: Final = re.compile(f"(?<={_MARKS}{{3}}){_MARKS}+")
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
_GLYPHS: Final = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)


class PageFonts:
    """The fonts of the page by style, all of one family; ligatures are off so that a PDF can be searched."""

    def __init__(self, family: str) -> None:
        self._fonts = {style: _font(family, style) for style in Style}
        self.words = lru_cache(_MOST_KNOWN)(partial(Words, self))  # the versions of a page have most texts in common

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

    A letter keeps three accents: more would be drawn over other lines. What no page could hold in three lines ends in
    ``…``.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    if not text.isprintable():
        text = "".join(_INSTEAD.get(unicodedata.category(letter), letter) for letter in _TURNING.sub("", text))
    return " ".join(_PILED_UP.sub("", text).split())


class Words:
    """Text wrapped at a width, with ``…`` where even ``most`` lines do not hold it; all lengths in units of the layout.

    ``lead`` comes first and is bold. ``tail`` comes last and stays when what is before it has to be shortened.
    ``numbered`` are sentences of the text that begin with a number, which is bold.
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
        numbered: Sequence[str] = (),
    ) -> None:
        self.style = style
        self._font, self._width, self._most = fonts.font(style), width, most
        self._without: frozenset[str] = frozenset()
        self.text = plain(f"{lead} {text} {tail}")
        self._bold = [*_numbers(self.text, numbered)]
        if lead:
            self._bold.append(_bold(0, _units(plain(lead))))
        self._layout = self._wrapped(self.text)
        if not self.text.isascii() and (without := frozenset(self._boxed(of_no_font=True))):
            self._without = without
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

    @property
    def lines(self) -> list[str]:
        """What stands on each line."""
        laid_out = self._layout.text().encode("utf-16-le")
        lines = (self._layout.lineAt(n) for n in range(self._layout.lineCount()))
        spans = ((2 * line.textStart(), 2 * (line.textStart() + line.textLength())) for line in lines)
        return [laid_out[start:end].decode("utf-16-le", "replace") for start, end in spans]

    @property
    def missing(self) -> str:
        """The characters that no font here has, each once; they are drawn as boxes."""
        return "" if self.text.isascii() else "".join(dict.fromkeys(self._boxed()))

    def _boxed(self, *, of_no_font: bool = False) -> Iterator[str]:
        """Yield the characters drawn as boxes, or those of scripts that Qt has no font at all for."""
        text = self.text.encode("utf-16-le")
        for run in self._layout.glyphRuns(-1, -1, _GLYPHS):
            no_font = not run.rawFont().glyphCount()
            if of_no_font and not no_font:
                continue
            for glyph, at in zip(run.glyphIndexes(), run.stringIndexes(), strict=True):
                if glyph and not no_font:
                    continue
                letter = text[2 * at : 2 * at + 4].decode("utf-16-le", "ignore")[:1]
                if not letter.isascii():  # a space may be part of such a run
                    yield letter

    def _wrapped(self, text: str) -> QTextLayout:
        """Return the text laid out, with a line too many where it does not fit."""
        drawn = _as_laid_out(text, self._without)
        layout = self._lines(drawn)
        return layout if layout.lineCount() <= 1 else self._lines(_KEPT.sub("\u00a0", drawn))

    def _lines(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        layout.setCacheEnabled(True)
        layout.setTextOption(_WRAPPING)
        layout.setFormats(self._bold)
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


def _as_laid_out(text: str, without: frozenset[str]) -> str:
    """Return text as long as it was, with a shaft for each arrow and a box for what has no font.

    Left to itself, Qt paints scripts it has no font for as one black bar.
    """
    for letter in without:
        text = text.replace(letter, _BOX[_units(letter) - 1])
    return text.replace(ARROW, "—")


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _numbers(text: str, sentences: Iterable[str]) -> Iterator[QTextLayout.FormatRange]:
    """Yield what makes the numbers bold that sentences of a text begin with."""
    at = 0
    for sentence in sentences:
        if (found := text.find(plain(sentence), at)) >= 0:
            at = found
            yield _bold(_units(text[:at]), sentence.index(" "))


def _bold(start: int, length: int) -> QTextLayout.FormatRange:
    bold = QTextLayout.FormatRange()
    bold.start, bold.length = start, length
    bold.format = QTextCharFormat()
    bold.format.setFontWeight(QFont.Weight.Bold)
    return bold
