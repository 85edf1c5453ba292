"""Lay a choice into four weeks, in the order that makes sense: where it can, whole items, few lines in a week."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from presence_gui.choice import Choice, Options, as_bits, bits
from presence_gui.diary import WEEKS
from presence_gui.profile import Objection
from presence_gui.reasons import points_of

# nobody begins something for less than this, except where a week has no more
SHORTEST_START: Final = 10
# lines of one-off items in each week: fewer once the habits have begun
MOST_LINES: Final = (4, 4, 2, 2)
_ANY_LINES: Final = (99,) * WEEKS


class Part(NamedTuple):
    """An item's part of one week: its number among the options, its pieces in minutes, whether it is done with this."""

    item: int
    pieces: tuple[int, ...]
    finishes: bool


Weeks = list[list[Part]]


def laid(options: Options, choice: Choice, objection: Objection) -> Weeks:
    """Return the parts of four weeks, in the order they are best done in, nothing before what it needs."""
    order = {one: place for place, one in enumerate(_order(options, choice, objection))}
    due = _due(options, choice)
    preferred = sorted(order, key=order.__getitem__)
    urgent = sorted(order, key=lambda one: (due[one], order[one]))
    longest = _longest_first(options, order, due)
    for lines, may_carry_on in ((MOST_LINES, False), (MOST_LINES, True), (_ANY_LINES, False), (_ANY_LINES, True)):
        for ordered in (preferred, urgent, longest):
            weeks = _Weeks(options, choice)
            if all(weeks.place_whole(one, due[one], lines, may_carry_on=may_carry_on) for one in ordered):
                return weeks.parts
    weeks = _Weeks(options, choice)
    for week in range(1, WEEKS + 1):
        for one in urgent:
            weeks.place(one, week)
    return weeks.parts


def _longest_first(options: Options, order: Mapping[int, int], due: Mapping[int, int]) -> list[int]:
    """Return the items so that long ones are placed before short ones fill their gaps, still behind what they need."""
    left, done, found = set(order), 0, list[int]()
    once = as_bits(order)
    while left:
        ready = [one for one in left if not options.behind[one] & once & ~done & ~(1 << one)]
        best = min(ready, key=lambda one: (not options.first >> one & 1, due[one], -options.minutes[one], order[one]))
        left.remove(best)
        done |= 1 << best
        found.append(best)
    return found


def begun(options: Options, choice: Choice, weeks: Weeks) -> Weeks:
    """Return the weeks with one more thing begun in what room is left: one too long to be done in these four weeks."""
    waiting = [
        one
        for one, behind in enumerate(options.behind)
        if not (choice.items | options.habits) >> one & 1 and not behind & ~choice.items & ~(1 << one)
    ]
    if sum(map(len, weeks)) >= options.most_items:
        return weeks
    waiting.sort(key=lambda one: -options.points[one][0] / options.minutes[one])
    for one in waiting:
        more = _Weeks(options, choice, weeks)
        for week in range(1, WEEKS + 1):
            more.begin(one, week)
        if more.parts != weeks:
            return more.parts
    return weeks


def _order(options: Options, choice: Choice, objection: Objection) -> Iterator[int]:
    """Yield the one-off items, none before what it needs: the looks from outside, then by points for the minutes.

    For those who have no time the quickest come first. What a thing still needs is counted with it.
    """
    done = 0
    first = options.first & choice.items
    while left := choice.items & ~done:
        most, bundle = None, 0
        for one in bits(first & left or left):
            new = options.behind[one] & left
            weeks = {habit: WEEKS + 1 - choice.starts[habit] for habit in bits(new & options.habits)}
            minutes = sum(options.open[other].minutes * weeks.get(other, 1) for other in bits(new))
            points = sum(points_of(options, choice, other) for other in bits(new))
            worth = (-minutes, points) if objection is Objection.TIME else (points / minutes, -minutes)
            if most is None or worth > most:
                most, bundle = worth, new
        yield from bits(bundle & ~options.habits)
        done |= bundle


def _due(options: Options, choice: Choice) -> dict[int, int]:
    """Return by item the week (1 to 4) it must be done in: that of the first habit that needs it, or the last.

    What comes first is due in week 1.
    """
    due = {one: 1 if options.first >> one & 1 else WEEKS for one in bits(choice.items)}
    for habit, week in choice.starts.items():
        for one in bits(options.behind[habit]):
            due[one] = min(due[one], week)
    return due


def pieces_of(minutes: int, longest: int) -> tuple[int, ...]:
    """Return minutes as pieces of about the same length, none longer than ``longest``, the longer ones first."""
    count = -(-minutes // longest)
    step = 5 if minutes % 5 == 0 and longest % 5 == 0 else 1
    least, more = divmod(minutes // step, count)
    return tuple(step * (least + (place < more)) for place in range(count))


class _Weeks:
    """Four weeks that fill."""

    def __init__(self, options: Options, choice: Choice, parts: Sequence[Sequence[Part]] = ((),) * WEEKS) -> None:
        self._options, self._choice = options, choice
        self.parts = [list(week) for week in parts]
        self._room = list(options.held(choice.starts).rooms)
        self._left = {one: options.open[one].minutes for one in bits(choice.items)}
        self._ends = dict[int, int]()
        for number, week in enumerate(self.parts, start=1):
            for part in week:
                self._room[number - 1] -= self._rounded(sum(part.pieces))
                self._ends[part.item] = number

    def _rounded(self, minutes: int) -> int:
        unit = self._options.unit
        return -(-minutes // unit) * unit

    def _opens(self, one: int) -> int:
        """Return the first week in which an item can be done: everything it needs is, or begins, by then."""
        needs = bits(self._options.behind[one] & self._choice.items & ~(1 << one))
        return max((self._choice.starts.get(need) or self._ends.get(need, WEEKS + 1) for need in needs), default=1)

    def place_whole(self, one: int, due: int, most: Sequence[int], *, may_carry_on: bool) -> bool:
        """Place all of an item's pieces in the first weeks that have room; return whether it was done in time.

        An item that one week could hold is carried on into the next only where it may be.
        """
        left = list(pieces_of(self._left[one], self._options.longest))
        opens = self._opens(one)
        whole = sum(map(self._rounded, left))
        together = not may_carry_on and whole <= self._options.room
        for week in range(opens, due + 1):
            taken = []
            has_line = len(self.parts[week - 1]) < most[week - 1] and not (together and whole > self._room[week - 1])
            while has_line and left and self._rounded(left[0]) <= self._room[week - 1]:
                taken.append(left.pop(0))
                self._room[week - 1] -= self._rounded(taken[-1])
            if taken:
                self.parts[week - 1].append(Part(one, tuple(taken), finishes=not left))
            if not left:
                self._ends[one] = week
                return True
        return False

    def place(self, one: int, week: int) -> None:
        """Place as much of an item in a week as it has room for."""
        left = self._left[one]
        part = min(left, self._room[week - 1])
        if part and self._opens(one) <= week:
            self._put(one, week, part, finishes=part == left)
            self._left[one] -= part
            if part == left:
                self._ends[one] = week

    def begin(self, one: int, week: int) -> None:
        """Place so much of an item in a week that it is begun, or carried on, but not done."""
        left = self._left.setdefault(one, self._options.open[one].minutes)
        least = min(SHORTEST_START, self._options.room)
        part = min(left - 1, self._room[week - 1]) // least * least
        if part and self._opens(one) <= week and len(self.parts[week - 1]) < MOST_LINES[week - 1]:
            self._put(one, week, part, finishes=False)
            self._left[one] -= part

    def _put(self, one: int, week: int, minutes: int, *, finishes: bool) -> None:
        self.parts[week - 1].append(Part(one, pieces_of(minutes, self._options.longest), finishes))
        self._room[week - 1] -= self._rounded(minutes)
