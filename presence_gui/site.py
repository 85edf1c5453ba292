"""What a site allows, and what it shows of somebody to others: its facts, and where it cuts a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from presence_gui.counting import Counting

# what a line can show that is no answer to an item
NAME: Final = "name"
PLACE: Final = "place"


class Confidence(StrEnum):
    """How sure a fact is: an official page or paper seen, several pages that agree, or a single one."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Style(StrEnum):
    """How much a line stands out."""

    NAME = "name"
    TEXT = "text"
    QUIET = "quiet"


class Picture(StrEnum):
    """Where a portrait stands, seen from the lines."""

    BESIDE = "beside"
    ABOVE = "above"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a platform does or allows, with where that is from and the day somebody looked."""

    key: str
    id: str
    about: str
    says: str
    source: str
    confidence: Confidence
    checked: date
    value: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that others see.

    ``of`` are ids of items, or "name" or "place": the first that says something gives the words. Numbers are given
    as what ``counts``, such as "connection", by the largest; above the value of the fact ``most`` they are not told
    apart. ``missing`` stands there while nothing is said; without it, there is no line. ``computer`` and ``phone``
    are ids of the facts whose value is how many characters show there, and ``ends`` is what the site puts behind
    them. ``beside`` sets the words behind those of the line before.
    """

    of: tuple[str, ...]
    style: Style = Style.TEXT
    counts: str = ""
    most: str = ""
    missing: str = ""
    computer: str = ""
    phone: str = ""
    ends: str = "…"
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One place where others see the user, such as a search."""

    title: str
    lines: tuple[Line, ...] = field(metadata={"toml": "line"})
    picture: Picture = Picture.BESIDE


def complaints(
    previews: Iterable[Preview], counting: Counting | None, facts: Iterable[Fact]
) -> Iterator[tuple[str, str]]:
    """Yield where what a file says of its site does not fit together with the file's facts, and what is wrong there."""
    values = {fact.id: fact.value for fact in facts}
    if counting and counting.fact not in values:
        yield "counting", f"“{counting.fact}” is no fact of this file"
    if counting and (complaint := counting.complaint):
        yield "counting", complaint
    for preview in previews:
        if not preview.lines or preview.lines[0].beside:
            yield preview.title, "it does not begin with a line"
        for complaint in chain.from_iterable(_in_line(line, values) for line in preview.lines):
            yield preview.title, complaint


def _in_line(line: Line, values: Mapping[str, int | None]) -> Iterator[str]:
    if not line.of:
        yield "the field “of” is empty"
    for name in filter(None, (line.most, line.computer, line.phone)):
        if not values.get(name):
            yield f"“{name}” is no fact of this file with a value"
