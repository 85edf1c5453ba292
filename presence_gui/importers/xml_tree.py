"""Read the wanted parts of an XML file as a tree: safely, and nothing but these."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from presence_gui.errors import ExportError
from presence_gui.importers.archive import HEAD
from presence_gui.importers.words import clean
from presence_gui.importers.xml_encoding import as_utf_8, repaired

MOST_BYTES: Final = 50_000_000
MOST_ELEMENTS: Final = 1_000_000
MOST_KEPT: Final = 400_000
MOST_DEPTH: Final = 100
MOST_IN_A_TAG: Final = 1_000_000
_MOST_PREFIXES: Final = 200
_AT_ONCE: Final = 1 << 16
# the names of namespaces as everybody abbreviates them; those of RSS and Atom are left away
_ABBREVIATED: Final = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2007/app": "app:",
    "http://purl.org/atom/app#": "app:",
    "http://schemas.google.com/blogger/2018": "blogger:",
}
_UNKNOWN: Final = "?:"
_WORDPRESS: Final = "http://wordpress.org/export/"
_WEB_PAGE: Final = re.compile(
    rb"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class Shape(NamedTuple):
    """What is wanted of a file: ``parts`` are elements that hold others, ``leaves`` those whose text is kept."""

    parts: frozenset[str]
    leaves: frozenset[str]


def read_xml(raw: bytes, file: str, shape: Shape) -> Element:
    """Return the tree of an XML file's wanted elements; raise ExportError, naming the file, where it cannot be read.

    Names are as everybody writes them, whatever a file's own prefixes: "dc:creator", "wp:status", and "item" for RSS
    and Atom. The root is there always. Text is kept of leaves only, with whatever is nested in them.
    """
    if len(raw) > MOST_BYTES:
        raise ExportError(f"“{file}” is larger than any blog Presence knows. Download it again.")
    text = as_utf_8(raw)
    if is_web_page(text):
        raise _web_page(file)
    try:
        return _Reading(file, shape).of(text)
    except expat.ExpatError:
        pass
    try:
        return _Reading(file, shape).of(repaired(text))
    except expat.ExpatError as trouble:
        message = (
            f"“{file}” cannot be read from line {trouble.lineno:,} on: it may have been cut short or changed. "
            "Download it again."
        )
        raise ExportError(message) from None


def is_web_page(text: bytes) -> bool:
    """Whether a file, or the beginning of one, is a web page."""
    return _WEB_PAGE.match(text[:HEAD]) is not None


def texts_of(element: Element, *names: str) -> Iterator[str]:
    """Yield the texts of the children of these names that have one, in the order of the names, fit to be kept."""
    for name in names:
        for child in element:
            if child.tag == name and (text := clean(child.text or "").strip()):
                yield text


def text_of(element: Element, *names: str) -> str:
    """Return the first text there is among the children of these names, "" where there is none."""
    return next(texts_of(element, *names), "")


def _web_page(file: str) -> ExportError:
    return ExportError(
        f"“{file}” is a web page, not a feed. Open your blog’s feed, often its address with “/feed” at the end, "
        "and save that; or download the export your blog offers."
    )


class _Reading:
    """One file on its way through the parser; what is not wanted leaves no trace."""

    def __init__(self, file: str, shape: Shape) -> None:
        self._file, self._shape = file, shape
        self._built = TreeBuilder()
        self._prefixes: list[dict[str, str]] = [{}]
        self._names: list[str] = []
        self._left_out = self._leaf = self._seen = self._kept = 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text, parser.buffer_size = True, _AT_ONCE
        parser.UseForeignDTD(True)  # so that "&nbsp;", which nobody declares, is no end of the reading
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.SkippedEntityHandler = self._text, self._entity

    def of(self, text: bytes) -> Element:
        """Return the tree; raise ExpatError where the file breaks off or is no XML."""
        view = memoryview(text)
        for begin in range(0, len(text), _AT_ONCE):
            self._parser.Parse(view[begin : begin + _AT_ONCE], False)
            if begin - self._parser.CurrentByteIndex > MOST_IN_A_TAG:
                raise self._unlike("has a part far longer than in any of these")
        self._parser.Parse(b"", True)
        return self._built.close()

    def _doctype(self, name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        if name.lower() == "html":
            raise _web_page(self._file)
        if has_own:
            raise self._unlike("begins with definitions of its own")

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        self._count()
        if self._left_out or self._leaf:
            self._left_out += self._left_out > 0
            self._leaf += self._leaf > 0
            return
        prefix, colon, local = written.rpartition(":")
        self._prefixes.append(self._with_own(prefix, attributes))
        name = self._prefixes[-1].get(prefix, prefix + colon) + local
        self._names.append(name)
        if name in self._shape.leaves or name in self._shape.parts or len(self._names) == 1:
            self._leaf = int(name in self._shape.leaves)
            self._kept += 1
            self._built.start(name, attributes)
        else:
            self._left_out = 1

    def _end(self, _written: str) -> None:
        if self._left_out > 1 or self._leaf > 1:
            self._left_out -= self._left_out > 0
            self._leaf -= self._leaf > 0
            return
        name = self._names.pop()
        self._prefixes.pop()
        if not self._left_out:
            self._built.end(name)
        self._left_out = self._leaf = 0

    def _text(self, text: str) -> None:
        if self._leaf:
            self._built.data(text)

    def _entity(self, name: str, _of_the_definitions: bool) -> None:  # noqa: FBT001  expat calls it
        self._count()
        self._text(html5.get(f"{name};", ""))

    def _count(self) -> None:
        self._seen += 1
        depth = len(self._names) + self._left_out + self._leaf
        if depth > MOST_DEPTH or self._seen > MOST_ELEMENTS or self._kept > MOST_KEPT:
            raise self._unlike("is built of far more parts than any of these")

    def _with_own(self, prefix: str, attributes: dict[str, str]) -> dict[str, str]:
        """Return what prefixes stand for within an element: as outside it, but for those it declares itself."""
        own = {key[6:]: _abbreviated(uri) for key, uri in attributes.items() if key.split(":")[0] == "xmlns"}
        if not own:
            return self._prefixes[-1]
        if not self._names and own.get(prefix) == _UNKNOWN:
            own[prefix] = ""  # feeds have been given many namespaces, so whatever the root has will be theirs
        prefixes = {**self._prefixes[-1], **own}
        if len(prefixes) > _MOST_PREFIXES:
            raise self._unlike("is built of far more parts than any of these")
        return prefixes

    def _unlike(self, what: str) -> ExportError:
        return ExportError(
            f"“{self._file}” {what}: no feed and no blog’s export looks like that. Download it again from your blog."
        )


def _abbreviated(uri: str) -> str:
    if uri.startswith(_WORDPRESS):
        return "wp:" if uri.rstrip("/").count("/") == _WORDPRESS.count("/") else _UNKNOWN
    return _ABBREVIATED.get(uri.strip(), _UNKNOWN if uri else "")
