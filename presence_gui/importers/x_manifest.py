"""What X says it put into an archive: when, for whom, and how many rows into which file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from presence_gui.importers.json_text import entries, inside, words

_MOST_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Manifest:
    """The day X made the archive, whether X calls it partial, the owner, and the rows promised by file name."""

    made: date | None
    partial: bool
    account: str
    handle: str
    name: str
    rows: Mapping[str, int]


def manifest_of(value: object) -> Manifest:
    """Return what a manifest says, as far as it says it; whatever else the value is, it says nothing."""
    kinds = inside(value, "dataTypes")
    files = (file for kind in (kinds.values() if isinstance(kinds, dict) else ()) for file in entries(kind, "files"))
    return Manifest(
        made=day_in(words(value, "archiveInfo", "generationDate")),
        partial=inside(value, "archiveInfo", "isPartialArchive") is True,
        account=words(value, "userInfo", "accountId"),
        handle=words(value, "userInfo", "userName"),
        name=words(value, "userInfo", "displayName"),
        rows=dict(_counts(files)),
    )


def _counts(files: Iterable[object]) -> Iterable[tuple[str, int]]:
    for file in files:
        name, count = words(file, "fileName").rpartition("/")[2].lower(), words(file, "count")
        if name and count.isascii() and count.isdecimal() and len(count) <= _MOST_DIGITS:
            yield name, int(count)


def day_in(text: str) -> date | None:
    """Return the day with which a text such as "2026-11-12T08:57:45.244Z" begins, None where it begins with none."""
    try:
        return date.fromisoformat(text[: len("2026-11-12")])
    except ValueError:
        return None
