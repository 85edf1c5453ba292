"""Read what the user has, whichever export it is: each file goes to the reader it fits best, with its other parts."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.looks import what_instead

# a reader that fits so surely is not doubted
_CERTAIN: Final = 90
_NAMED: Final = 3  # files in a sentence
_LISTED: Final = 500  # files of a kind in what is said of an export


class Reader(Protocol):
    """What every reader of one kind of export offers: its name, its facts, how surely it fits, and the reading."""

    @property
    def NAME(self) -> str: ...  # noqa: N802, D102  # a constant of a module

    @property
    def OFFERS(self) -> tuple[Offer, ...]: ...  # noqa: N802, D102  # as above

    def fits(self, archive: Archive) -> int: ...  # noqa: D102

    def read(self, archives: Sequence[Archive], today: date) -> Export: ...  # noqa: D102


class Imported(NamedTuple):
    """The exports that were read, and a sentence for each file that could not be."""

    exports: tuple[Export, ...]
    problems: tuple[str, ...]


def readers() -> tuple[Reader, ...]:
    """Return all readers; they are loaded when somebody has something to read."""
    from presence_gui.importers import (
        blogger,
        facebook,
        feeds,
        ghost,
        json_feed,
        json_resume,
        linkedin,
        linkedin_analytics,
        medium,
        substack,
        wordpress,
        x,
    )

    # the first know theirs by names alone; the last, to know its files by whatever name, looks into any list
    by_name, blogs = (x, facebook), (wordpress, blogger, ghost, medium, substack, json_feed, feeds)
    return *by_name, *blogs, json_resume, linkedin_analytics, linkedin


def offers() -> tuple[Offer, ...]:
    """Return every fact that some reader may give."""
    return tuple(offer for reader in readers() for offer in reader.OFFERS)


def read_exports(paths: Sequence[Path], today: date, report: Callable[[float], None]) -> Imported:
    """Return what these files and folders say, and what could not be read of them; the rest is read all the same.

    Files that fit the same reader are parts of one export. ``report`` is told the share done, 0 to 1, and may raise
    to stop.
    """
    progress = _Progress(report)
    exports, problems, fitting = list[Export](), list[str](), dict[int, list[Archive]]()
    known = readers()
    with ExitStack() as closing:
        for path in paths:
            try:
                archive = closing.enter_context(Archive(path, progress.read))
                fitting.setdefault(_best(known, archive), []).append(archive)
            except ExportError as trouble:
                problems.append(str(trouble))
            else:
                progress.expect(archive.texts)
        for number, archives in fitting.items():
            try:
                exports.append(_truly(known[number].read(archives, today), archives))
            except ExportError as trouble:
                problems.append(_named(str(trouble), archives))
    report(1.0)
    return Imported(tuple(exports), tuple(problems))


def _best(known: Sequence[Reader], archive: Archive) -> int:
    """Return the number of the reader this fits best; those after a certain one do not look into it.

    A reader that looks into a file that cannot be read does not keep the others from theirs.
    """
    fits, refusals = list[int](), list[ExportError]()
    for reader in known:
        try:
            fits.append(reader.fits(archive))
        except ExportError as refusal:
            refusals.append(refusal)
            fits.append(0)
        if fits[-1] >= _CERTAIN:
            break
    if any(fits):
        return fits.index(max(fits))
    raise refusals[0] if refusals else ExportError(what_instead(archive))


def _named(sentence: str, archives: Sequence[Archive]) -> str:
    """Return a sentence that names the files it is about, which a reader need not know."""
    if "“" in sentence:
        return sentence
    names = " and ".join(f"“{archive.name}”" for archive in archives[:_NAMED])
    return f"{names} cannot be read{' together' if len(archives) > 1 else ''}. {sentence}"


def _truly(export: Export, archives: Iterable[Archive]) -> Export:
    """Return the export with what was looked into, to tell what it is, not among the files never opened."""
    opened = frozenset().union(*(archive.opened for archive in archives))
    looked_into = tuple(name for name in export.never_opened if name in opened)
    never = tuple(name for name in export.never_opened if name not in opened)
    return replace(
        export,
        used=_listed(export.used),
        not_used=_listed((*export.not_used, *looked_into)),
        never_opened=_listed(never),
    )


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names as many as somebody may read; a window that took two hundred thousand would stand still."""
    return names if len(names) <= _LISTED else (*names[:_LISTED], f"… and {len(names) - _LISTED:,} more")


class _Progress:
    """The share of the bytes read that there are to read: what lies in files no reader opens is never reached."""

    def __init__(self, report: Callable[[float], None]) -> None:
        self._report, self._all, self._done = report, 0, 0

    def expect(self, members: Iterable[Member]) -> None:
        """Count the members that may be read."""
        self._all += sum(member.size for member in members)

    def read(self, more: int) -> None:
        """Say that so many bytes more were read."""
        self._done += more
        if self._all:
            self._report(min(1.0, self._done / self._all))
