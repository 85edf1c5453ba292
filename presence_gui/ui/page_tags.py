"""What a screen reader is told about the page in a PDF: its headings, lists and grid, in the order they are read.

Qt writes no tags. So the page is drawn with marks far off the paper, which come back as lines of their own in the
content stream that Qt writes; there the stream is cut, each piece is given a number, and the marks are taken out.
The tags follow ISO 32000-1, 14.6 to 14.9. What ISO 14289-1 (PDF/UA-1) asks for beyond them is here too, but for its
own mark in the metadata: no full checker has seen these files, so they do not claim the standard.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from presence_gui.ui.page_layout import Block, Role

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

LANGUAGE: Final = "en-GB"

_FAR: Final = -90_000  # farther than anything on the page, whose units are hundredths of its type or smaller
_MARK: Final = re.compile(rb"-90000 -90000 m\s+\S+ \S+ l\s+S\s+")
_ARTIFACT: Final = b"/Artifact BMC\n%bEMC\n"
_TEXT: Final = b"/Span <</MCID %d%b>> BDC\n%bEMC\n"
_ACTUAL_TEXT: Final = b" /ActualText <%b>"

_SHOWN: Final = re.compile(rb"/(\w+) \S+ Tf|<(\w+)> Tj")
_RANGE: Final = re.compile(rb"<(\w+)> <\w+> \[([^]]*)\]")
_LIST: Final = re.compile(rb"\[[^]]*\]")
_CODE: Final = re.compile(rb"<(\w+)>")
_NO_GLYPH: Final = b"<0000> <0000> <0000>"

_TAGS: Final = {Role.TITLE: "/H1", Role.HEADING: "/H2", Role.PARAGRAPH: "/P"}
_AROUND: Final = {Role.TASK: "/L", Role.COLUMN: "/Table", Role.ROW: "/Table"}


def draw_mark(painter: QPainter) -> None:
    """Draw what ``tagged`` cuts at, far off the paper; the painter's pen must draw."""
    painter.drawLine(QLineF(_FAR, _FAR, _FAR - 1, _FAR))


def prepare() -> None:
    """Load what tags a page, and have it look up what it looks up once; any thread may do it."""
    from pypdf import PdfReader, PdfWriter

    blank, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(1, 1)
    writer.write(blank)
    PdfWriter(clone_from=PdfReader(blank))


def tagged(pdf: bytes, texts: Sequence[tuple[Block, str]]) -> bytes:
    """Return a PDF of one page, as Qt wrote it, with tags; nothing on the page looks different.

    ``texts`` are the words in the order they were drawn, each with the block it is part of. ``draw_mark`` was called
    before everything, before each of the words, and at the end; a PDF with other marks is returned untagged.
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    page, catalog = writer.pages[0], writer.root_object
    content = _stream(page["/Contents"])
    pieces = _MARK.split(content.get_data())
    if len(pieces) != len(texts) + 3:
        return pdf
    start, drawn, *words, end = pieces
    fonts = dict(_fonts(cast("DictionaryObject", page["/Resources"])))
    numbered = (_piece(at, piece, texts[at][1], fonts) for at, piece in enumerate(words))
    content.set_data(b"".join([start, _ARTIFACT % drawn, *numbered, end]))

    tree = _Tree(writer, page.indirect_reference)
    page.update(_entries({"/StructParents": 0, "/Tabs": "/S"}))
    catalog.update(
        _entries(
            {
                "/StructTreeRoot": tree.grown([block for block, _ in texts]),
                "/MarkInfo": {"/Marked": True},
                "/Lang": LANGUAGE,
                "/ViewerPreferences": {"/DisplayDocTitle": True},
            }
        )
    )
    writer.pdf_header = "%PDF-1.7"
    whole = BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _stream(reference: object) -> "StreamObject":
    return cast("StreamObject", cast("PdfObject", reference).get_object())


def _fonts(resources: "DictionaryObject") -> Iterator[tuple[bytes, dict[bytes, str]]]:
    """Yield the fonts by name, each with what its glyphs say; Qt has a space read as a tab, and that is put right."""
    fonts = cast("DictionaryObject", resources["/Font"])
    for name in fonts:
        table = _stream(cast("DictionaryObject", fonts[name])["/ToUnicode"])
        data = table.get_data().replace(_NO_GLYPH, _NO_GLYPH[:-5] + b"FFFD>")
        data = _LIST.sub(lambda listed: listed[0].replace(b"<0009>", b"<0020>"), data)
        table.set_data(data)
        yield name[1:].encode(), dict(_glyphs(data))


def _glyphs(table: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield each glyph's number as four digits, with the text it stands for."""
    for first, listed in _RANGE.findall(table):
        for number, code in enumerate(_CODE.findall(listed), start=int(first, 16)):
            yield b"%04X" % number, bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _piece(number: int, drawn: bytes, text: str, fonts: Mapping[bytes, Mapping[bytes, str]]) -> bytes:
    """Return what draws a text as marked content, told in full where its glyphs alone would say something else."""
    says = ""
    font: Mapping[bytes, str] = {}
    for name, glyphs in _SHOWN.findall(drawn):
        if name:
            font = fonts.get(name, {})
        says += "".join(font.get(glyphs[at : at + 4].upper(), "\ufffd") for at in range(0, len(glyphs), 4))
    told = f"\ufeff{text}".encode("utf-16-be").hex().encode()
    actual = b"" if says.split() == text.split() else _ACTUAL_TEXT % told
    return _TEXT % (number, actual, drawn)


class _Tree:
    """Adds the elements of the structure to a PDF; each piece of content is told which one it belongs to."""

    def __init__(self, writer: "PdfWriter", page: object) -> None:
        self._writer, self._page = writer, page

    def grown(self, blocks: Sequence[Block]) -> "IndirectObject":
        """Return the root over all blocks, of which each piece of content names its own."""
        root = self._added({"/Type": "/StructTreeRoot", "/K": []})
        document = self._element(root, "/Document")
        elements: dict[Block, IndirectObject] = {}
        for around, alike in groupby(dict.fromkeys(blocks), key=lambda block: _AROUND.get(block.role)):
            parent = self._element(document, around) if around else document
            fill = self._table if around == "/Table" else self._plain
            elements |= fill(parent, list(alike))
        for number, block in enumerate(blocks):
            self._append(elements[block], number)
        owners = [elements[block] for block in blocks]
        cast("DictionaryObject", root.get_object()).update(
            _entries({"/ParentTree": self._added({"/Nums": [0, owners]}), "/ParentTreeNextKey": 1})
        )
        return root

    def _plain(self, parent: "IndirectObject", blocks: Sequence[Block]) -> "dict[Block, IndirectObject]":
        return {
            block: self._element(parent, _TAGS[block.role])
            if block.role in _TAGS
            else self._element(self._element(parent, "/LI"), "/LBody")
            for block in blocks
        }

    def _table(self, table: "IndirectObject", blocks: Sequence[Block]) -> "dict[Block, IndirectObject]":
        """Fill a table: a row of headings, and rows that begin with one; the cells to tick say nothing."""
        columns = [block for block in blocks if block.role is Role.COLUMN]
        elements = {}
        if columns:
            row = self._element(table, "/TR")
            self._element(row, "/TD")
            elements = {column: self._heading(row, "/Column") for column in columns}
        for block in blocks[len(columns) :]:
            row = self._element(table, "/TR")
            elements[block] = self._heading(row, "/Row")
            for _ in columns:
                self._element(row, "/TD")
        return elements

    def _heading(self, row: "IndirectObject", scope: str) -> "IndirectObject":
        return self._element(row, "/TH", {"/A": {"/O": "/Table", "/Scope": scope}})

    def _element(
        self, parent: "IndirectObject", tag: str, more: Mapping[str, object] | None = None
    ) -> "IndirectObject":
        of = {"/Type": "/StructElem", "/S": tag, "/P": parent, "/Pg": self._page, "/K": []}
        element = self._added(of | dict(more or {}))
        self._append(parent, element)
        return element

    def _append(self, parent: "IndirectObject", kid: object) -> None:
        element = cast("DictionaryObject", parent.get_object())
        cast("ArrayObject", element["/K"]).append(_value(kid))

    def _added(self, entries: Mapping[str, object]) -> "IndirectObject":
        return self._writer._add_object(_value(entries))  # noqa: SLF001 - the one way pypdf has, and documents


def _entries(entries: Mapping[str, object]) -> "DictionaryObject":
    return cast("DictionaryObject", _value(entries))


def _value(value: object) -> "PdfObject":
    """Return a plain value as a PDF's own; a string that begins with "/" is a name."""
    from pypdf import generic as pdf

    match value:
        case bool():
            return pdf.BooleanObject(value)
        case int():
            return pdf.NumberObject(value)
        case pdf.PdfObject():
            return value
        case str():
            return pdf.NameObject(value) if value.startswith("/") else pdf.TextStringObject(value)
        case Mapping():
            return pdf.DictionaryObject({pdf.NameObject(key): _value(one) for key, one in value.items()})
    return pdf.ArrayObject(_value(one) for one in cast("Sequence[object]", value))
