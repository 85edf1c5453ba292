"""Files of made-up blogs as a user could have them, and a look at what was read of one."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zipfile import ZipFile, ZipInfo

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact
from presence_gui.importers.archive import Archive

SHARED: Final = Path(__file__).resolve().parents[4] / "shared"
SAMPLES: Final = SHARED / "samples"
TODAY: Final = date(2026, 11, 23)
SAVED: Final = date(2026, 11, 12)


def saved(folder: Path, name: str, content: str | bytes, day: date = SAVED) -> Archive:
    """Return a file somebody saved that day."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    seconds = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    os.utime(file, (seconds, seconds))
    return Archive(file)


def zipped(folder: Path, name: str, members: Mapping[str, str | bytes], day: date = SAVED) -> Archive:
    """Return a ZIP whose members were written that day."""
    with ZipFile(folder / name, "w") as archive:
        for member, content in members.items():
            archive.writestr(ZipInfo(member, (day.year, day.month, day.day, 12, 0, 0)), content)
    return Archive(folder / name)


def sample(folder: Path, path: str, day: date = SAVED) -> Archive:
    """Return a copy of a real sample, saved that day: its own time is whenever it was copied here."""
    return saved(folder, path.rpartition("/")[2], (SAMPLES / path).read_bytes(), day)


def facts_of(export: Export) -> dict[str, Fact]:
    return {fact.key.partition(".")[2]: fact for fact in export.facts}


def said(export: Export) -> dict[str, object]:
    """Return the text or the number of each fact that has one, by the part of its key after the dot."""
    return {
        key: fact.text or fact.number for key, fact in facts_of(export).items() if fact.text or fact.number is not None
    }


def skipped(fact: Fact) -> dict[str, int]:
    return {one.why: one.rows for one in fact.skipped}


def refusal(reading: Callable[[], object]) -> str:
    """Return the sentence with which a reading was refused, "" where it was not."""
    try:
        reading()
    except ExportError as refused:
        return str(refused)
    return ""


def unknown(export: Export) -> set[str]:
    return {one.key.partition(".")[2] for one in export.unknown}
