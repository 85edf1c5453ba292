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
    sums: dict[int, Sum] = field(default_factory=lambda: {0: Sum(0, 0.0, 0)})

    def once(self, items: int) -> Sum:
        """Return what the one-off items among these come to."""
        known = self.sums.get(items)
        if known is None:
            low = items & -items
            one, known = low.bit_length() - 1, self.once(items ^ low)
            if not low & self.habits:
                minutes, points, lines = known
                known = Sum(minutes + self.minutes[one], points + self.points[one][0], lines + 1)
            self.sums[items] = known
        return known

    def total(self, choice: Choice) -> int:
        """Return the minutes of the four weeks that a choice takes, beside the review."""
        weekly = sum(self.minutes[habit] * (WEEKS + 1 - week) for habit, week in choice.starts.items())
        return self.once(choice.items).minutes + weekly

    def bars(self, choice: Choice) -> tuple[float, list[float]]:
        """Return the points of all profile bars, and by platform those of the habits kept, before any limit."""
        kept = list(self.kept)
        for habit, week in choice.starts.items():
            kept[self.platform[habit]] += self.points[habit][week - 1]
        return self.base + self.once(choice.items).points, kept

    def score(self, points: float, kept: list[float]) -> float:
        """Return the overall score where the bars stand so; those who are heard nowhere stay below the cap."""
        points += sum(map(min, kept, self.full))
        return points if points <= PASSIVE_CAP or self.heard(kept) else PASSIVE_CAP

    def heard(self, kept: list[float]) -> bool:
        """Whether the habits are enough to be heard somewhere."""
        for full, reached, public in zip(self.full, kept, self.public, strict=True):
            if public and full and reached >= HEARD * full - SAME:
                return True
        return False

    def rooms(self, starts: Mapping[int, int]) -> list[int]:
        """Return the minutes each week has for one-off items beside these habits; below 0 where they are too many.

        From week 3 one-off items take at most as long as habits and review, while another habit would help.
        """
        rooms, halves = [self.room] * WEEKS, [self.review] * WEEKS
        for habit, begins in starts.items():
            for week in range(begins - 1, WEEKS):
                rooms[week] -= self.minutes[habit]
                halves[week] += self.open[habit].minutes
        if self._another_helps(starts):
            for week in range(HABITS_FROM_WEEK - 1, WEEKS):
                rooms[week] = min(rooms[week], halves[week] // self.unit * self.unit)
        return rooms

    def _another_helps(self, starts: Mapping[int, int]) -> bool:
        """Whether one more habit may begin that could and would add to the score."""
        if len(starts) >= self.most_habits:
            return False
        begun, kept = 0, list(self.kept)
        for habit, week in starts.items():
            begun |= 1 << habit
            kept[self.platform[habit]] += self.points[habit][week - 1]
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
        rooms = self.rooms(starts)
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
