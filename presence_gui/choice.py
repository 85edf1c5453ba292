"""The rules every choice for four weeks keeps, and what it is worth, in numbers a search is quick with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from presence_gui.diary import WEEKS
from presence_gui.ranking import Open
from presence_gui.scoring import HEARD, PASSIVE_CAP

# a habit begins early enough to be done twice, and from this week on habits have half of what is planned
HABITS_FROM_WEEK: Final = 3

SAME: Final = 1e-9


class Sum(NamedTuple):
    """What one-off items come to: minutes in whole units, points of the overall score, their lines on a page."""

    minutes: int
    points: float
    lines: int


class Held(NamedTuple):
    """What habits come to by the weeks they begin in.

    ``points`` are those of all activity bars, ``spare`` by platform what its bar has left to fill, and ``heard`` says
    whether they are enough to be heard somewhere. They take ``minutes`` in the four weeks, and leave each week its
    ``rooms``.
    """

    points: float
    spare: list[float]
    heard: bool
    minutes: int
    rooms: list[int]


class Choice(NamedTuple):
    """What to do in four weeks: a bit for each item, and for each habit among them the week (1 to 3) it begins."""

    items: int
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from, and the rules: an item is a number, a set of items a number with their bits.

    Nothing has a lower number than what it needs. ``behind`` holds each item with all it needs, ``habits`` those done
    every week, ``late`` the one-off items that need one of these, ``first`` what every choice holds. ``minutes`` are
    rounded up to whole ``unit``s. ``points`` are those of a one-off item, or of a habit by the week it begins in, less
    1. A week has ``room`` minutes beside the ``review`` minutes of its review, and no piece is longer than ``longest``.
    The profile bars stand at ``base`` points; by platform, the habits kept today at ``kept``, a full activity bar is
    worth ``full``, and ``helpful`` are the habits that could begin.
    """

    open: tuple[Open, ...]
    behind: tuple[int, ...]
    habits: int
    late: int
    first: int
    minutes: tuple[int, ...]
    points: tuple[tuple[float, ...], ...]
    platform: tuple[int, ...]
    unit: int
    room: int
    longest: int
    review: int
    most_habits: int
    most_items: int
    base: float
    kept: tuple[float, ...]
    full: tuple[float, ...]
    public: tuple[bool, ...]
    helpful: tuple[int, ...]
    _sums: dict[int, Sum] = field(default_factory=dict, init=False)
    _held: dict[tuple[tuple[int, int], ...], Held] = field(default_factory=dict, init=False)

    def once(self, items: int) -> Sum:
        """Return what the one-off items among these come to."""
        known = self._sums.get(items)
        if known is None:
            minutes, points, lines = 0, 0.0, 0
            for one in bits(items & ~self.habits):
                minutes += self.minutes[one]
                points += self.points[one][0]
                lines += 1
            known = self._sums[items] = Sum(minutes, points, lines)
        return known

    def held(self, starts: Mapping[int, int]) -> Held:
        """Return what habits come to that begin in these weeks."""
        key = tuple(starts.items())
        known = self._held.get(key)
        if known is None:
            kept = list(self.kept)
            for habit, week in key:
                kept[self.platform[habit]] += self.points[habit][week - 1]
            known = self._held[key] = Held(
                points=sum(map(min, kept, self.full)),
                spare=[max(0.0, full - reached) for full, reached in zip(self.full, kept, strict=True)],
                heard=self._heard(kept),
                minutes=sum(self.minutes[habit] * (WEEKS + 1 - week) for habit, week in key),
                rooms=self._rooms(starts, kept),
            )
        return known

    def total(self, choice: Choice) -> int:
        """Return the minutes of the four weeks that a choice takes, beside the review."""
        return self.once(choice.items).minutes + self.held(choice.starts).minutes

    def level(self, choice: Choice) -> float:
        """Return the points a choice leads to, before the cap for the silent."""
        return self.base + self.once(choice.items).points + self.held(choice.starts).points

    def score(self, choice: Choice) -> float:
        """Return the overall score a choice leads to; those who are heard nowhere stay below the cap."""
        level = self.level(choice)
        return level if level <= PASSIVE_CAP or self.held(choice.starts).heard else PASSIVE_CAP

    def _heard(self, kept: list[float]) -> bool:
        for full, reached, public in zip(self.full, kept, self.public, strict=True):
            if public and full and reached >= HEARD * full - SAME:
                return True
        return False

    def _rooms(self, starts: Mapping[int, int], kept: list[float]) -> list[int]:
        """Return the minutes each week has for one-off items beside these habits; below 0 where they are too many.

        From week 3 one-off items take at most as long as habits and review, while another habit would help.
        """
        rooms, halves = [self.room] * WEEKS, [self.review] * WEEKS
        for habit, begins in starts.items():
            for week in range(begins - 1, WEEKS):
                rooms[week] -= self.minutes[habit]
                halves[week] += self.open[habit].minutes
        if self._another_helps(starts, kept):
            for week in range(HABITS_FROM_WEEK - 1, WEEKS):
                rooms[week] = min(rooms[week], halves[week] // self.unit * self.unit)
        return rooms

    def _another_helps(self, starts: Mapping[int, int], kept: list[float]) -> bool:
        """Whether one more habit may begin that could and would add to the score."""
        if len(starts) >= self.most_habits:
            return False
        begun = as_bits(starts)
        for habits, reached, full in zip(self.helpful, kept, self.full, strict=True):
            if habits & ~begun and reached < full - SAME:
                return True
        return False

    def fits(self, choice: Choice) -> bool:
        """Whether the weeks hold this choice, each item behind what it needs, an item spread over weeks in whole units.

        What comes first must be done in week 1, what a habit needs in the week it begins, and what needs a habit waits
        for that week: everything fits when what must be done between any two weeks fits between them.
        """
        items, starts = choice
        if len(starts) > self.most_habits or self.once(items).lines > self.most_items:
            return False
        rooms = self.held(starts).rooms
        if min(rooms) < 0:
            return False
        waiting = self.waiting(choice) if items & self.late else (items,)
        for week, due in enumerate(self._due(choice), start=1):
            if due < 0:
                return False
            for since, held in enumerate(waiting[:week]):
                if self.once(due & held).minutes > sum(rooms[since:week]):
                    return False
        return True

    def _due(self, choice: Choice) -> Iterator[int]:
        """Yield by week what must be done by its end; -1 where a habit needs one that begins later."""
        due, begun = self.first & choice.items, 0
        for week in range(1, WEEKS):
            for habit, begins in choice.starts.items():
                if begins == week:
                    due |= self.behind[habit]
                    begun |= 1 << habit
            yield -1 if due & self.habits & ~begun else due
        yield choice.items

    def waiting(self, choice: Choice) -> tuple[int, ...]:
        """Return for each week (1 to 3) the items that cannot be done before it: all, then those behind a habit."""
        found = [choice.items]
        for week in range(2, HABITS_FROM_WEEK + 1):
            habits = as_bits(habit for habit, begins in choice.starts.items() if begins >= week)
            found.append(as_bits(one for one in bits(choice.items & self.late) if self.behind[one] & habits))
        return tuple(found)


def bits(items: int) -> Iterable[int]:
    """Yield the items of a set, lowest number first."""
    while items:
        low = items & -items
        yield low.bit_length() - 1
        items ^= low


def as_bits(items: Iterable[int]) -> int:
    """Return these items as a set."""
    return reduce(or_, (1 << item for item in items), 0)
