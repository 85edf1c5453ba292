"""Read the short guide, which the window shows and which can be read as a page by itself."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs below it, as plain text."""

    title: str
    paragraphs: tuple[str, ...]


def read_guide(file: Path) -> tuple[Section, ...]:
    """Return the sections of a Markdown page of headings, paragraphs and emphasis; none where there is no page."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    _top, *parts = text.replace("*", "").split("\n## ")
    return tuple(_section(*part.split("\n\n")) for part in parts)


def _section(title: str, *paragraphs: str) -> Section:
    return Section(title.strip(), tuple(" ".join(paragraph.split()) for paragraph in paragraphs))
