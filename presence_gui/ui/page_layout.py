"""Where everything goes on the page, in hundredths of its body type, before white space is shared out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from presence_gui.sentences import Sentence
from presence_gui.sheet import Rhythm, Sheet, TaskLine, WeekBlock
from presence_gui.ui.page_text import BLACK, GREY, PageFonts, Style, Words

MOST_LINES: Final = 3

_OWN_LINES: Final = 6  # our own words, and the goal
_BOX: Final = 100
_BOX_PITCH: Final = 130
_BOXES_ABREAST: Final = 3
_BOX_TO_TITLE: Final = 73
_COLUMN_GAP: Final = 200
_NOTE_GAP: Final = 150
_CELL_PAD: Final = 55
_COLUMN_PAD: Final = (45, 110)  # at least, at most
_MOST_IN_A_COLUMN: Final = 3  # lines
_BY_HAND: Final = 190  # from one line to write on to the next
_RULE: Final = 6.5
_GRID_LINE: Final = 5.0
_GRID_GREY: Final = "#8c8c8c"


class Down(NamedTuple):
    """A distance from the top: a part that text and boxes fill, and a part that stretches with the white space."""

    solid: float
    air: float

    def plus(self, solid: float = 0, air: float = 0) -> "Down":
        """Return a place further down."""
        return Down(self.solid + solid, self.air + air)

    def at(self, stretch: float) -> float:
        """Return the distance when white space is stretched so much."""
        return self.solid + stretch * self.air


class Role(Enum):
    """What a block is for somebody who listens to the page."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    TASK = auto()
    COLUMN = auto()  # a column's heading in the grid
    ROW = auto()  # what a row of the grid is about


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Texts that belong together, such as a task with its minutes and its hint; another block never equals it."""

    role: Role


class Placed(NamedTuple):
    """Words with their left edge and their top, and the block they are part of."""

    words: Words
    x: float
    down: Down
    block: Block


class Line(NamedTuple):
    """A straight line between two places."""

    x1: float
    y1: Down
    x2: float
    y2: Down
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet set in type at one width: where its texts, tick boxes and lines go, and how much room is left."""

    height: float
    bottom: Down
    words: list[Placed] = field(default_factory=list)
    boxes: list[tuple[float, Down]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def stretch(self) -> float:
        """How far white space has to be stretched to fill the height; 1 is as designed, below 0 nothing fits."""
        return (self.height - self.bottom.solid) / self.bottom.air

    def box_rects(self, stretch: float) -> list[QRectF]:
        """Return what the tick boxes cover when white space is stretched so much."""
        return [QRectF(x, down.at(stretch), _BOX, _BOX) for x, down in self.boxes]

    def paint(self, painter: QPainter, stretch: float, mark: Callable[[QPainter], None] | None = None) -> None:
        """Draw everything, with white space stretched so much.

        ``mark`` is called with the painter before the lines and boxes, before each of the words, and at the end.
        """
        note = mark or _no_mark
        painter.setPen(QPen(QColor(BLACK), 8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        note(painter)
        for box in self.box_rects(stretch):
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 14, 14)
        for line in self.lines:
            painter.setPen(QPen(QColor(line.colour), line.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(line.x1, line.y1.at(stretch)), QPointF(line.x2, line.y2.at(stretch)))
        for words, x, down, _block in self.words:
            note(painter)
            words.draw(painter, QPointF(x, down.at(stretch)))
        note(painter)


def _no_mark(_painter: QPainter) -> None:
    """Leave a picture or a print as it is."""


def set_in_type(sheet: Sheet, fonts: PageFonts, width: float, height: float, most: int = MOST_LINES) -> Draft:
    """Return a sheet set in type for an area of this size; a single text takes at most so many lines."""
    return _Setter(fonts, width, height, most).set(sheet)


def _beside_boxes(abreast: int) -> float:
    """Return where words begin beside so many tick boxes."""
    return (abreast - 1) * _BOX_PITCH + _BOX + _BOX_TO_TITLE


class _Setter:
    """Goes down the page and notes where things belong."""

    def __init__(self, fonts: PageFonts, width: float, height: float, most: int) -> None:
        self._fonts, self._width, self._height, self._most = fonts, width, height, most
        self._words: list[Placed] = []
        self._boxes: list[tuple[float, Down]] = []
        self._lines: list[Line] = []
        self._own_lines = _OWN_LINES if most == MOST_LINES else most
        self._y = Down(0, 0)

    def set(self, sheet: Sheet) -> Draft:
        self._header(sheet)
        for sentence in sheet.opening:
            self._skip(air=30)
            self._place(self._in_own_words(sentence, self._width), Block(Role.PARAGRAPH))
        abreast = min(max((line.boxes for week in sheet.weeks for line in week.lines), default=1), _BOXES_ABREAST)
        self._start(sheet.start, abreast)
        for week in sheet.weeks:
            self._week(week, abreast)
        if sheet.waiting:
            self._skip(air=100)
            self._place(self._set(Style.SMALL, sheet.waiting, self._width), Block(Role.PARAGRAPH))
        if sheet.rhythm:
            self._rhythm(sheet.rhythm)
        self._heading(sheet.stick_heading, "")
        self._skip(air=75)
        self._sentences(sheet.closing)
        footer = self._footer(*sheet.footer)
        return Draft(self._height - footer, self._y.plus(air=150), self._words, self._boxes, self._lines)

    def _set(self, style: Style, text: str, width: float, *, lead: str = "", tail: str = "") -> Words:
        return self._fonts.words(style, text, width, self._most, lead=lead, tail=tail)

    def _skip(self, solid: float = 0, air: float = 0) -> None:
        self._y = self._y.plus(solid, air)

    def _put(self, words: Words, x: float, y: Down, block: Block) -> None:
        if words.text:
            self._words.append(Placed(words, x, y, block))

    def _place(self, words: Words, block: Block, x: float = 0) -> None:
        """Put words here and go on below them."""
        self._put(words, x, self._y, block)
        self._skip(words.height)

    def _place_pair(self, left: Words, right: Words, block: Block, other: Block | None = None, x: float = 0) -> None:
        """Put words here and others, maybe of another block, at the right edge on one base line; go on below them."""
        base = max(left.baseline, right.baseline)
        self._put(left, x, self._y.plus(base - left.baseline), block)
        self._put(right, self._width - right.width, self._y.plus(base - right.baseline), other or block)
        self._skip(max(base - one.baseline + one.height for one in (left, right)))

    def _header(self, sheet: Sheet) -> None:
        score = self._set(Style.TITLE, sheet.score, self._width / 2)
        title = self._set(Style.TITLE, sheet.title, self._beside(score))
        self._place_pair(title, score, Block(Role.TITLE), Block(Role.PARAGRAPH))
        note = self._set(Style.SMALL, sheet.score_note, self._width / 2)
        # a name may be of any length; the weeks and minutes after it must not be lost
        name, *rest = sheet.subtitle.rsplit(" · ", 2)
        tail = "".join(f" · {part}" for part in rest)
        subtitle = self._set(Style.SMALL, name, self._beside(note), tail=tail)
        self._place_pair(subtitle, note, Block(Role.PARAGRAPH), Block(Role.PARAGRAPH))
        self._skip(air=30)

    def _beside(self, right: Words, x: float = 0) -> float:
        return self._width - x - right.width - _NOTE_GAP

    def _heading(self, text: str, note: str) -> None:
        self._skip(air=170)
        right = self._set(Style.HEADING_NOTE, note, self._width / 3)
        self._place_pair(self._set(Style.HEADING, text, self._beside(right)), right, Block(Role.HEADING))
        self._skip(air=27)
        self._lines.append(Line(0, self._y, self._width, self._y, _RULE, BLACK))

    def _week(self, week: WeekBlock, abreast: int) -> None:
        self._heading(week.heading, week.minutes)
        gap = 100
        for line in week.lines:
            self._skip(air=gap)
            self._task(line, abreast)
            gap = 90

    def _start(self, start: Sentence, abreast: int) -> None:
        """Put what is done before anything else, with its tick box."""
        self._skip(air=60)
        top, x = self._y, _beside_boxes(abreast)
        words = self._set(Style.BODY, start.text, self._width - x, lead=start.lead)
        self._place(words, Block(Role.TASK), x)
        self._tick_boxes(1, abreast, top.plus(words.baseline))

    def _task(self, line: TaskLine, abreast: int) -> None:
        top, block, x = self._y, Block(Role.TASK), _beside_boxes(abreast)
        minutes = self._set(Style.BODY, line.minutes, self._width / 3)
        title = self._set(Style.TASK, line.title, self._beside(minutes, x))
        self._place_pair(title, minutes, block, x=x)
        if line.hint:
            room = self._width - x
            hint = self._fonts.words(Style.SMALL, line.hint, room, self._own_lines, numbered=line.steps)
            self._place(hint, block, x)
        self._tick_boxes(line.boxes, abreast, top.plus(max(title.baseline, minutes.baseline)))

    def _tick_boxes(self, count: int, abreast: int, baseline: Down) -> None:
        """Put boxes in rows, the first in the middle of a line's capitals; go on below them."""
        first = baseline.plus(-36 - _BOX / 2)
        for row, start in enumerate(range(0, count, abreast)):
            for box in range(min(abreast, count - start)):
                self._boxes.append(((abreast - 1 - box) * _BOX_PITCH, first.plus(row * _BOX_PITCH)))
            self._y = max(self._y, first.plus(row * _BOX_PITCH + _BOX))

    def _rhythm(self, rhythm: Rhythm) -> None:
        self._heading(rhythm.heading, rhythm.note)
        self._skip(25, 35)
        count = max(len(rhythm.columns), 1)
        least, most = (2 * pad for pad in _COLUMN_PAD)
        heads = [self._set(Style.CELL_HEADING, text, 0.6 * self._width / count - least) for text in rhythm.columns]
        head = max((head.width for head in heads), default=0)
        room = self._width - count * (head + least) - 2 * _CELL_PAD
        rows = [(self._set(Style.CELL, text, room), from_week) for text, from_week in rhythm.rows]
        spare = room - max((words.width for words, _ in rows), default=0)
        column = head + min(least + spare / count, most)
        edges = [self._width - column * n for n in range(len(heads), -1, -1)]
        tops = [self._y]
        self._row(
            [(head, edge + (column - head.width) / 2) for head, edge in zip(heads, edges, strict=False)], Role.COLUMN
        )
        for words, from_week in rows:
            tops.append(self._y)
            self._row([(words, _CELL_PAD)], Role.ROW)
            self._dashes(tops[-1], edges[:from_week])
        tops.append(self._y)
        for y in tops:
            self._lines.append(Line(0, y, self._width, y, _GRID_LINE, _GRID_GREY))
        for x in edges:
            self._lines.append(Line(x, tops[0], x, tops[-1], _GRID_LINE, _GRID_GREY))

    def _row(self, cells: Sequence[tuple[Words, float]], role: Role) -> None:
        self._skip(12, 28)
        for words, x in cells:
            self._put(words, x, self._y, Block(role))
        self._skip(max((words.height for words, _ in cells), default=0))
        self._skip(12, 28)

    def _dashes(self, top: Down, edges: Sequence[float]) -> None:
        """Mark the cells of weeks in which a habit has not begun, so that nobody ticks them."""
        middle = Down((top.solid + self._y.solid) / 2, (top.air + self._y.air) / 2)
        for left, right in pairwise(edges):
            centre = (left + right) / 2
            self._lines.append(Line(centre - 30, middle, centre + 30, middle, 8, GREY))

    def _sentences(self, sentences: Sequence[Sentence]) -> None:
        """Set sentences in two columns, row by row; a long or a single one takes the whole width."""
        half = (self._width - _COLUMN_GAP) / 2
        waiting = list(sentences)
        while waiting:
            row = [waiting.pop(0)]
            if waiting and not any(self._is_long(sentence, half) for sentence in (*row, waiting[0])):
                row.append(waiting.pop(0))
            width = half if len(row) > 1 else self._width
            ends = [self._sentence(sentence, n * (half + _COLUMN_GAP), width) for n, sentence in enumerate(row)]
            self._y = max(ends).plus(air=45)

    def _is_long(self, sentence: Sentence, width: float) -> bool:
        return len(self._in_own_words(sentence, width).lines) > _MOST_IN_A_COLUMN

    def _in_own_words(self, sentence: Sentence, width: float) -> Words:
        given = (Style.BODY, sentence.text, width, self._own_lines)
        return self._fonts.words(*given, lead=sentence.lead, numbered=sentence.numbered)

    def _sentence(self, sentence: Sentence, x: float, width: float) -> Down:
        """Set a sentence at this height, with lines to write on below it, and return where it ends."""
        words = self._in_own_words(sentence, width)
        self._put(words, x, self._y, Block(Role.PARAGRAPH))
        y = self._y.plus(words.height)
        for _ in range(sentence.blank_lines):
            y = y.plus(_BY_HAND)
            self._lines.append(Line(x, y, x + width, y, _GRID_LINE, _GRID_GREY))
        return y

    def _footer(self, left: str, right: str) -> float:
        """Put the last line at the very bottom and return the height it takes."""
        day = self._set(Style.SMALL, right, self._width / 2)
        made = self._set(Style.SMALL, left, self._beside(day))
        height = max(day.height, made.height)
        y = Down(self._height - height, 0)
        self._put(made, 0, y, Block(Role.PARAGRAPH))
        self._put(day, self._width - day.width, y, Block(Role.PARAGRAPH))
        return height
