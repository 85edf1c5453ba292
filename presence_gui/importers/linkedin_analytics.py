"""Read the followers and impressions in the analytics workbook LinkedIn makes for its members."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, Offer, Unknown
from presence_gui.importers.archive import Archive
from presence_gui.importers.spreadsheet import WORKBOOK, Sheet, read_sheet

NAME: Final = "LinkedIn analytics workbook"
OFFERS: Final[tuple[Offer, ...]] = (
    Offer("linkedin.followers", "followers"),
    Offer("linkedin.impressions", "times your posts were seen", activity=True),
    Offer("linkedin.members-reached", "members your posts reached", activity=True),
)
_READER: Final = "linkedin-analytics 1"
_SHEETS: Final = ("DISCOVERY", "FOLLOWERS")
_TOTALS: Final = {"impressions": "linkedin.impressions", "members reached": "linkedin.members-reached"}
_NUMBER: Final = re.compile(r"(\d+)(?:\.0)?|(\d{1,3}(?:[,.'’\s]\d{3})+)")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ORDERS: Final = ((1, 2), (2, 1))  # which part is the month, and which the day


def fits(archive: Archive) -> int:
    """Return how surely this is the workbook, 0 to 100: by the names of its sheets."""
    head = next((archive.head(member).upper() for member in archive.members if member.name == WORKBOOK), b"")
    return 95 if all(f'"{name}"'.encode() in head for name in _SHEETS) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return the facts in the newest of these workbooks; raise ExportError where none can be read."""
    return max((_read(archive, today) for archive in archives), key=lambda export: export.as_of)


def _read(archive: Archive, today: date) -> Export:
    discovery, followers = (read_sheet(archive, name) for name in _SHEETS)
    if not discovery and not followers:
        raise ExportError(
            f"“{archive.name}” is not the workbook LinkedIn makes: it has no sheets named DISCOVERY and FOLLOWERS. "
            "Open your post analytics on LinkedIn, choose “Export”, and choose that file here."
        )
    counted = _counted_on(discovery.get("B1", ""), followers)
    changed = max((member.changed for member in archive.members if member.changed), default=today)
    as_of = min(counted or changed, today)
    found = {
        "linkedin.followers": ("FOLLOWERS", _number(followers.get("B1", ""))),
        **{key: ("DISCOVERY", number) for key, number in _totals(discovery)},
    }
    facts = tuple(
        Fact(
            key=key,
            number=number,
            file=sheet,
            rows=1,
            as_of=as_of,
            reader=_READER,
            archive=archive.fingerprint(),
        )
        for key, (sheet, number) in found.items()
        if number is not None
    )
    known = {fact.key for fact in facts}
    return Export(
        name=NAME,
        as_of=as_of,
        dated=counted is not None,
        facts=facts,
        unknown=tuple(Unknown(one.key, "The workbook does not say it.") for one in OFFERS if one.key not in known),
        used=_SHEETS,
    )


def _totals(discovery: Sheet) -> Iterator[tuple[str, int | None]]:
    for address, text in discovery.items():
        if address.startswith("A") and (key := _TOTALS.get(text.casefold())):
            yield key, _number(discovery.get(f"B{address[1:]}", ""))


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(re.sub(r"\D", "", found[1] or found[2])) if found and len(text) < len("1,000,000,000,000") else None


def _counted_on(span: str, followers: Sheet) -> date | None:
    """Return the day the followers were counted; None where its month could as well be its day.

    Which comes first depends on the member's language: only in the right order does the workbook make sense.
    """
    title, ends = _SLASHED.search(followers.get("A1", "")), list(_SLASHED.finditer(span))
    column = (text for address, text in followers.items() if address.startswith("A") and address[1:].isdecimal())
    rows = [found for text in column if (found := _SLASHED.fullmatch(text))]
    if not title:
        return None
    fitting = set()
    for month, day in _ORDERS:
        try:
            counted, *days = (date(int(one[3]), int(one[month]), int(one[day])) for one in (title, *ends, *rows))
        except ValueError:
            continue
        if _make_sense(days[: len(ends)], days[len(ends) :]):
            fitting.add(counted)
    return fitting.pop() if len(fitting) == 1 else None


def _make_sense(ends: Sequence[date], rows: Sequence[date]) -> bool:
    """Whether the days of the rows follow each other without a gap, and lie between the ends of the range."""
    if not rows:
        return sorted(ends) == list(ends)
    first, last = min(rows), max(rows)
    return (last - first).days + 1 == len(rows) and all(ends[0] <= day <= ends[-1] for day in (first, last) if ends)
