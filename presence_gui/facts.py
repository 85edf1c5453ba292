"""What an official export says about its owner, and where it says so; nothing here knows a checklist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from presence_gui.diary import DAYS_A_WEEK
from presence_gui.plain import Carrying

# activity is kept as counts of so many weeks, which hold the 90 days after which a fact is too old to speak of today
WEEKS_KEPT: Final = 13
FRESH_DAYS: Final = 90


class How(StrEnum):
    """How a fact came about: it stands in the export, was worked out from it, or a complete export has no such file."""

    READ = "read"
    WORKED_OUT = "worked-out"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Skipped(Carrying):
    """So many rows of a file that were not used, and why, in words that go on after "3 rows"."""

    rows: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Carrying):
    """One thing that is known as of the day of an export; that there is none of it is a ``number`` of 0.

    ``key`` says what it is, such as "linkedin.connections". A fact is a ``number``, which ``at_least`` says is a lower
    bound; or a ``text`` of the owner's own; or an activity: ``day`` is when it was last seen (None: never), and
    ``weeks`` how often in each of the 13 weeks up to ``as_of``, that day's week first (``weeks_back``). ``file`` is
    the file inside the export, ``rows`` those it rests on. ``reader`` names the reader and its version, ``archive`` is
    the SHA-256 that tells the file the user has from any other (``Archive.fingerprint``).
    """

    key: str
    number: int | None = None
    text: str = ""
    day: date | None = None
    weeks: tuple[int, ...] = ()
    at_least: bool = False
    how: How = How.READ
    file: str = ""
    rows: int = 0
    skipped: tuple[Skipped, ...] = ()
    as_of: date
    reader: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact an export cannot tell, and why, as a sentence; very different from none."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A fact a reader may give: ``says`` is what it counts in the user's words ("connections"), and whether it ages."""

    key: str
    says: str
    activity: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What was read from the files of one export, as of one day.

    ``name`` is what it is in the user's words ("LinkedIn export, complete"). ``as_of`` is the day the platform made it,
    and ``dated`` says whether that is known or only the newest day found in it. ``used``, ``not_used`` and
    ``never_opened`` are files inside it; ``notes`` are sentences for the user.
    """

    name: str
    as_of: date
    dated: bool = True
    facts: tuple[Fact, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    used: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    never_opened: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def weeks_back(days: Iterable[date], as_of: date) -> tuple[int, ...]:
    """Return how many of these days lie in each of the 13 weeks that end on ``as_of``, the last week first."""
    weeks = [0] * WEEKS_KEPT
    for day in days:
        week, since = divmod((as_of - day).days, DAYS_A_WEEK)
        if since >= 0 and 0 <= week < WEEKS_KEPT:
            weeks[week] += 1
    return tuple(weeks)
