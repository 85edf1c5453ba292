"""Which copies of a profile may go, so that the rest reach back most of a year without filling the disk."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, islice
from typing import Final

from presence_gui.storage.safekeeping import Version, Why

NEWEST: Final = 3
KEEP_ALL: Final = timedelta(hours=48)
AFTER_A_RESTORE: Final = timedelta(days=7)
MOST_BYTES: Final = 200_000_000
# How many days, weeks and months keep their newest copy; only those count in which there is one.
_SPACED: Final[tuple[tuple[int, Callable[[datetime], object]], ...]] = (
    (14, lambda when: when.date()),
    (10, lambda when: when.isocalendar()[:2]),
    (12, lambda when: (when.year, when.month)),
)


def to_thin(versions: Iterable[Version], now: datetime, most_bytes: int = MOST_BYTES) -> tuple[Version, ...]:
    """Return the copies that may go, oldest first.

    Revisions give the order, for a clock can be wrong. Kept are the pinned ones, the newest 3, all of the last 48
    hours, and the newest of each of the last 14 days, 10 weeks and 12 months in which there is one; when all that is
    more than ``most_bytes``, first those kept for the 48 hours go and then the oldest. Nothing goes while the newest
    one is from the future, nor for 7 days after a restore.
    """
    ordered = sorted(versions, key=lambda one: (one.rev, one.when), reverse=True)
    if not ordered or ordered[0].when > now:
        return ()
    known_by = _known_by(ordered, now)
    if any(one.why == Why.RESTORED and now - known_by[one] < AFTER_A_RESTORE for one in ordered):
        return ()
    own = [one for one in ordered if not one.pinned]
    newest, spaced = set(own[:NEWEST]), _spaced(own)
    fresh = {one for one in own if now - known_by[one] < KEEP_ALL}
    gone = {one for one in own if one not in newest | spaced | fresh}
    too_much = sum(one.size for one in ordered if one not in gone) - most_bytes
    for one in sorted(set(own) - gone - newest, key=lambda one: (one in spaced, one.rev, one.when)):
        if too_much <= 0:
            break
        gone.add(one)
        too_much -= one.size
    return tuple(one for one in reversed(own) if one in gone)


def _known_by(ordered: Sequence[Version], now: datetime) -> dict[Version, datetime]:
    """Return for each copy a time at which it was surely there: no clock that went back makes it look older.

    A time from the future says nothing; such a copy is as old as the newest one before it.
    """
    oldest_first = ordered[::-1]
    long_ago = datetime.min.replace(tzinfo=now.tzinfo)
    believed = (one.when if one.when <= now else long_ago for one in oldest_first)
    return dict(zip(oldest_first, accumulate(believed, max), strict=True))


def _spaced(own: Sequence[Version]) -> set[Version]:
    spaced: set[Version] = set()
    for most, label in _SPACED:
        newest: dict[object, Version] = {}
        for one in own:
            newest.setdefault(label(one.when), one)
        spaced.update(islice(newest.values(), most))
    return spaced
