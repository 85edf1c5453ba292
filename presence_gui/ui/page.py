"""The one page: laid out once, then drawn alike on the screen, on a printer and in a PDF."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from presence_gui.errors import SaveError
from presence_gui.sheet import Sheet
from presence_gui.storage.whole_file import write_named
from presence_gui.ui.page_layout import MOST_LINES, Block, Draft, set_in_type
from presence_gui.ui.page_tags import draw_mark, tagged
from presence_gui.ui.page_text import EM, SMALLEST, PageFonts

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN: Final = 15 * 72 / 25.4  # 15 mm in points

_DOTS_AN_INCH: Final = 1200
# Body type in points, from the least that keeps the smallest style at 9 pt, or 12 pt in large print.
_BODY: Final = [9 / SMALLEST + step * 0.15 for step in range(15)]
_LARGE_BODY: Final = [12 / SMALLEST + step * 0.2 for step in range(16)]
_SHRINKING: Final = 0.95
# White space as a share of the design's: what a page can do with, what type may grow into, what still looks whole.
_TIGHT: Final = 0.45
_COMFORTABLE: Final = 0.9
_LOOSE: Final = 1.6
_LETTER: Final = frozenset({"US", "CA", "MX", "PR", "PH", "CL", "CO", "VE", "CR", "GT", "NI", "PA", "SV", "DO"})


class Paper(Enum):
    """A paper upright; the value is what a profile calls it."""

    A4 = "a4"
    LETTER = "letter"

    @classmethod
    def chosen(cls, name: str, locale: QLocale) -> "Paper":
        """Return the paper a profile names; "" is the one usual in the locale's country."""
        letter = QLocale.territoryToCode(locale.territory()) in _LETTER
        return cls(name) if name else cls.LETTER if letter else cls.A4

    @property
    def size(self) -> QPageSize:
        """The paper as Qt knows it."""
        return QPageSize(QPageSize.PageSizeId.A4 if self is Paper.A4 else QPageSize.PageSizeId.Letter)

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)

    @property
    def rect(self) -> QRectF:
        """The sheet of paper in points."""
        width, height = self.millimetres
        return QRectF(0, 0, width * 72 / 25.4, height * 72 / 25.4)

    @property
    def inner(self) -> QRectF:
        """The sheet of paper within its margins, in points."""
        return self.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


class PlacedText(NamedTuple):
    """A text on the page: what it covers and its type size in points, and what it says."""

    rect: QRectF
    size: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class LaidOutPage:
    """One page, ready to be drawn on anything: the version of the sheet that fits, and its body type in points."""

    sheet: Sheet
    paper: Paper
    body: float
    _draft: Draft

    @property
    def texts(self) -> tuple[PlacedText, ...]:
        """Every text as laid out, from top to bottom; the rectangles are in points on the paper."""
        scale, stretch = self.body / EM, self._stretch
        return tuple(
            PlacedText(_scaled(words.rect(QPointF(x, down.at(stretch))), scale), words.style.em * scale, words.text)
            for words, x, down, _block in self._draft.words
        )

    @property
    def boxes(self) -> tuple[QRectF, ...]:
        """Every tick box, in points on the paper."""
        return tuple(_scaled(rect, self.body / EM) for rect in self._draft.box_rects(self._stretch))

    @property
    def words(self) -> str:
        """Everything the page says, a line for each text, for a screen reader."""
        return "\n".join(text.text for text in self.texts)

    @property
    def missing(self) -> str:
        """The characters that no font here has, each once, in the order of the page; they are drawn as boxes."""
        return "".join(dict.fromkeys(chain.from_iterable(placed.words.missing for placed in self._draft.words)))

    @property
    def remark(self) -> str:
        """A sentence on characters that cannot be printed here; "" where there are none."""
        if not (missing := set(self.missing)):
            return ""
        goal = "".join(one.text for one in self.sheet.opening)
        owns = [own for own, text in (("name", self.sheet.subtitle), ("goal", goal)) if missing & set(text)]
        where = f"of your {' and '.join(owns)}" if owns else "on this page"
        if len(missing) == 1:
            return f"1 character {where} cannot be printed here and appears as a box."
        return f"{len(missing)} characters {where} cannot be printed here and appear as boxes."

    @property
    def blocks(self) -> tuple[tuple[Block, str], ...]:
        """Every text with the block it is part of, in the order of ``texts``."""
        return tuple((placed.block, placed.words.text) for placed in self._draft.words)

    def paint(self, painter: QPainter, mark: Callable[[QPainter], None] | None = None) -> None:
        """Draw the page in points, from the top left corner of the paper; the paper itself is not drawn.

        ``mark`` is called as ``Draft.paint`` says: nothing of it is on a screen or a print.
        """
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(MARGIN, MARGIN)
        painter.scale(self.body / EM, self.body / EM)
        self._draft.paint(painter, self._stretch, mark)
        painter.restore()

    @property
    def _stretch(self) -> float:
        return min(self._draft.stretch, _LOOSE)


def lay_out(sheets: Iterable[Sheet], paper: Paper, fonts: PageFonts, *, large_print: bool = False) -> LaidOutPage:
    """Return the page with the first of these sheets that fits, in type as large as it allows.

    ``sheets`` say ever less, as ``make_sheets`` yields them; there is at least one. No type is below 9 pt, in large
    print 12 pt. A single text ends in ``…`` where it would take more than three lines, which only absurd ones do.
    """
    sizes = _LARGE_BODY if large_print else _BODY
    area = paper.inner

    def draft(sheet: Sheet, body: float, most: int = MOST_LINES) -> Draft:
        return set_in_type(sheet, fonts, area.width() * EM / body, area.height() * EM / body, most)

    def fits(sheet: Sheet) -> bool:
        return draft(sheet, sizes[0]).stretch >= _TIGHT

    remaining = iter(sheets)
    sheet = next(remaining)
    if not fits(sheet):
        shorter = list(remaining) or [sheet]
        first = bisect_left(shorter, 1, key=fits)
        if first == len(shorter):
            return _squeezed(shorter[-1], paper, sizes[0], draft)
        sheet = shorter[first]
    too_large = bisect_left(sizes, 1, 1, key=lambda size: draft(sheet, size).stretch < _COMFORTABLE)
    body = sizes[too_large - 1]
    return LaidOutPage(sheet, paper, body, draft(sheet, body))


def _squeezed(sheet: Sheet, paper: Paper, body: float, draft: Callable[[Sheet, float, int], Draft]) -> LaidOutPage:
    """Fit a sheet that cannot be shorter: its texts are shortened first; type shrinks only for what no plan can say."""
    for most in (2, 1):
        if (short := draft(sheet, body, most)).stretch >= _TIGHT:
            return LaidOutPage(sheet, paper, body, short)
    while (short := draft(sheet, body, 1)).stretch < _TIGHT:
        body *= _SHRINKING
    return LaidOutPage(sheet, paper, body, short)


def write_pdf(page: LaidOutPage, path: Path) -> None:
    """Write the page as a PDF, whole or not at all; raise SaveError where the computer refuses.

    An existing file of that name is replaced: to ask first is the caller's part.
    """
    write_named(path, as_pdf(page))


def as_pdf(page: LaidOutPage) -> bytes:
    """Return the page as a PDF of one page, its fonts embedded, tagged so that it can be listened to."""
    return tagged(drawn(page), page.blocks)


def drawn(page: LaidOutPage) -> bytes:
    """Return the page as a PDF with the marks that ``tagged`` needs: the first half of what ``as_pdf`` does."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageSize(page.paper.size)
    writer.setPageMargins(QMarginsF())
    writer.setTitle(page.sheet.title)
    writer.setCreator("Presence")
    with QPainter(writer) as painter:
        painter.scale(_DOTS_AN_INCH / 72, _DOTS_AN_INCH / 72)
        page.paint(painter, draw_mark)
    return bytes(buffer.data().data())


def print_page(page: LaidOutPage, printer: "QPrinter") -> None:
    """Print the page upright, in the middle of whatever paper is in the printer; raise SaveError if it cannot begin.

    It is made smaller only where it would reach into the margins that the printer leaves blank.
    """
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    layout = printer.pageLayout()
    layout.setUnits(QPageLayout.Unit.Point)
    paper = layout.fullRect()
    painter = QPainter()
    if not painter.begin(printer):
        raise SaveError("The page could not be printed; please check that the printer is switched on and try again.")
    with painter:
        painter.scale(printer.logicalDpiX() / 72, printer.logicalDpiY() / 72)
        _fit_onto(painter, page.paper.inner, paper, paper.marginsRemoved(layout.minimumMargins()))
        page.paint(painter)


def _fit_onto(painter: QPainter, inner: QRectF, paper: QRectF, printable: QRectF) -> None:
    """Bring what is drawn within ``inner`` to the middle of a paper, or all of it into the part that can be printed."""
    centred = inner.translated(paper.center() - inner.center())
    whole = printable.contains(centred)
    scale = 1 if whole else min(1, printable.width() / inner.width(), printable.height() / inner.height())
    painter.translate(paper.center() if whole else printable.center())
    painter.scale(scale, scale)
    painter.translate(-inner.center())


def _scaled(rect: QRectF, scale: float) -> QRectF:
    return QRectF(MARGIN + rect.x() * scale, MARGIN + rect.y() * scale, rect.width() * scale, rect.height() * scale)
