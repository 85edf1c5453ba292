"""The cells of an .xlsx workbook as texts; nothing is worked out, and no DTD is read."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NoReturn, TypeAlias
from xml.etree import ElementTree as ET

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive

# by the cell's address, such as "B1"
Sheet: TypeAlias = Mapping[str, str]

WORKBOOK: Final = "xl/workbook.xml"
_MOST_BYTES: Final = 2_000_000
_MOST_DEPTH: Final = 20  # every element is looked for below every other, so that depth costs its square in time
_INDEX: Final = re.compile(r"[0-9]{1,7}")
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class _Workbook(ET.TreeBuilder):
    """Builds a tree, unless the document declares, or lays one inside the other, what no workbook needs."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> ET.Element:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        raise ValueError


def read_sheet(archive: Archive, name: str) -> Sheet:
    """Return the cells of a sheet that are not empty, {} if there is no such sheet; raise ExportError if unreadable."""
    parts = {
        link.get("Id"): link.get("Target", "").removeprefix("/xl/")
        for link in _tree(archive, "xl/_rels/workbook.xml.rels").iter()
    }
    for sheet in _named(_tree(archive, WORKBOOK), "sheet"):
        if sheet.get("name", "").strip().casefold() == name.casefold():
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            return dict(_cells(archive, f"xl/{parts.get(link, '')}"))
    return {}


def _cells(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    shared = [_text(one) for one in _named(_tree(archive, "xl/sharedStrings.xml", needed=False), "si")]
    for cell in _named(_tree(archive, part), "c"):
        value = "".join(one.text or "" for one in _named(cell, "v")).strip()
        if cell.get("t") == "s":
            value = shared[int(value)] if _INDEX.fullmatch(value) and int(value) < len(shared) else ""
        value = (value or _text(cell)).strip()
        address = cell.get("r", "")
        if value and _ADDRESS.fullmatch(address):
            yield address, value


def _text(element: ET.Element) -> str:
    """Return the text of a cell without how it is pronounced, which Japanese workbooks add."""
    spoken = {id(text) for aside in _named(element, "rPh") for text in _named(aside, "t")}
    return "".join(text.text or "" for text in _named(element, "t") if id(text) not in spoken)


def _named(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Yield what is below under this name, in either namespace of the format."""
    return (one for one in element.iter() if one.tag.rpartition("}")[2] == name)


def _tree(archive: Archive, name: str, *, needed: bool = True) -> ET.Element:
    member = next((member for member in archive.members if member.name == name), None)
    if member is None and not needed:
        return ET.Element("none")
    data = archive.read(member, _MOST_BYTES) if member else b""
    try:
        parser = ET.XMLParser(target=_Workbook())  # noqa: S314 - without a doctype there are no entities to fear
        parser.feed(data)
        tree: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError) as trouble:
        raise ExportError(
            f"“{archive.name}” is not a whole workbook; download it again from LinkedIn, and choose it as it is."
        ) from trouble
    return tree
