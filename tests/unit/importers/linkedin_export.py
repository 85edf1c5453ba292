"""LinkedIn exports of made-up people, as files a user could have."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from presence_gui.facts import Export, Fact
from presence_gui.importers import linkedin
from presence_gui.importers.archive import Archive

TODAY: Final = date(2026, 11, 24)
CONNECTIONS: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
SHARES: Final = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"
PREAMBLE: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some ""addresses"" are missing,\n'
    'because not all members let others see them."\n\n'
)
PROFILE: Final = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers"
)


def table(heading: str, *rows: Iterable[str], end: str = "\n") -> str:
    """Return a file as LinkedIn writes most: quotes only where they are needed."""
    made = StringIO(newline="")
    csv.writer(made, lineterminator=end).writerows([heading.split(","), *rows])
    return made.getvalue()


def zipped(file: Path, members: Mapping[str, str | bytes], day: date = date(2026, 11, 20)) -> Path:
    """Write a ZIP file whose members were all made on one day."""
    with ZipFile(file, "w", ZIP_DEFLATED) as opened:
        for name, content in members.items():
            info = ZipInfo(name, (day.year, day.month, day.day, 12, 0, 0))
            opened.writestr(info, content, ZIP_DEFLATED)
    return file


def read_all(*paths: Path, today: date = TODAY) -> Export:
    """Read exports as the program does: only what fits."""
    archives = [Archive(path) for path in paths]
    assert all(linkedin.fits(archive) >= 40 for archive in archives)
    try:
        return linkedin.read(archives, today)
    finally:
        for archive in archives:
            archive.__exit__()


def facts(export: Export) -> dict[str, Fact]:
    """Return the facts by their keys, without "linkedin."."""
    return {fact.key.removeprefix("linkedin."): fact for fact in export.facts}


def whys(export: Export) -> dict[str, str]:
    """Return why the others are not known, by their keys, without "linkedin."."""
    return {one.key.removeprefix("linkedin."): one.why for one in export.unknown}
