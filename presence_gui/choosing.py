"""Search for the choice that adds most score in four weeks: take the best again and again, then exchange."""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, TypeAlias

from presence_gui.choice import HABITS_FROM_WEEK, SAME, Choice, Options, bits
from presence_gui.diary import WEEKS
from presence_gui.scoring import PASSIVE_CAP
from presence_gui.steps import Addition, Steps

# in weeks of less than so many minutes: so many of the first choices are improved, and so many again after one thing in
# the best was barred. Every step is dearer in long weeks; in very long ones what was barred finds its way back
_EFFORT: Final = ((45, 2, 3), (100, 1, 2), (math.inf, 2, 0))
# two things at a time are exchanged only among so many
EXCHANGED: Final = 8


def choose(options: Options) -> Choice:
    """Return a choice that fits and whose gain in score is near the best there is.

    The first choices take what adds most for its minutes, or for its minutes and lines, some with habits set at the
    start. The best of them are improved by exchanges until none helps.
    """
    search = _Search(options)
    by_minutes, by_lines = prices = 0.0, WEEKS * options.room / options.most_items
    found = [search.filled(search.first, price) for price in prices]
    price = max(zip(map(search.value, found), (by_minutes, by_lines), strict=True))[1]
    found += [search.filled(seed, price) for seed in search.seeds()]
    best = sorted({one.items: one for one in found}.values(), key=search.value, reverse=True)
    climbs, shakes = next(effort for below, *effort in _EFFORT if options.room < below)
    return search.shaken(max((search.improved(one) for one in best[:climbs]), key=search.value), shakes)


def begun_early(options: Options, choice: Choice) -> Choice:
    """Return the choice with each habit begun as early as the weeks have room: what is begun early is kept."""
    for habit, begins in sorted(choice.starts.items()):
        for week in range(1, begins):
            earlier = Choice(choice.items, {**choice.starts, habit: week})
            if options.fits(earlier):
                choice = earlier
                break
    return choice


class _Search(Steps):
    """Goes from one choice that fits to a better one; ``first`` holds what every choice does."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._filled: dict[object, Choice] = {}
        self._seen: set[object] = set()
        self.first = Choice(0, {})
        for one in bits(options.first):
            more = Choice(self.first.items | 1 << one, {})
            self.first = more if options.fits(more) else self.first

    def filled(self, choice: Choice, a_line: float, barred: int = 0) -> Choice:
        """Return the choice with the best additions, again and again; best for its minutes, or its lines' minutes."""
        failed, passed, ranked = set[tuple[int, int]](), list[object](), list[_Ranked]()
        state = self.state(choice)
        changed, found = 0, list[Addition]()
        while (key := (*_key(choice), a_line, barred)) not in self._filled:
            found = found if passed else self.additions(state)
            passed.append(key)
            ranked = [
                one
                for one in ranked
                if not changed >> one[2].item & 1 and one[2].minutes <= state.minutes and one[2].lines <= state.lines
            ]
            ranked += (
                (one.gain / max(one.minutes, a_line * one.lines), -one.item, one)
                for one in found
                if not one.new & barred
            )
            left = [one for one in ranked if (one[2].item, one[2].week) not in failed]
            while left:  # mostly the first fits: to sort them all would take longer
                best = max(left)
                one = best[2]
                if self.options.fits(more := self.taken(choice, one)):
                    if one.week:
                        failed.clear()  # habits make room: at least half of a week is theirs
                    before, state, choice = state, self.state(more), more
                    changed, found = self.after([other for *_, other in ranked], one, before, state)
                    break
                failed.add((one.item, one.week))
                left.remove(best)
            else:
                self._filled[key] = choice
        for one_passed in passed:
            self._filled[one_passed] = self._filled[key]
        return self._filled[key]

    def seeds(self) -> Iterator[Choice]:
        """Yield beginnings with one habit each, and with ever more of them: those that add most for their minutes.

        A habit that half of the weeks is too little for alone begins with another one.
        """
        habits = [one for one in self.additions(self.state(self.first)) if one.week == HABITS_FROM_WEEK]
        habits.sort(key=lambda one: one.gain / one.minutes, reverse=True)
        crowd = self.first
        for one in habits:
            weeks = {HABITS_FROM_WEEK: None, self.weeks[one.item][-1]: None}
            alone = [self.plus(self.first, one.new, week) for week in weeks]
            fitting = [seed for seed in alone if self.options.fits(seed)]
            if not fitting:
                pairs = (self.plus(alone[0], other.new, HABITS_FROM_WEEK) for other in habits)
                fitting = [seed for seed in pairs if self.options.fits(seed)][:1]
            yield from fitting
            if self.options.fits(more := self.plus(crowd, one.new, HABITS_FROM_WEEK)):
                if crowd.starts:
                    yield more
                crowd = more

    def improved(self, choice: Choice) -> Choice:
        """Return the choice after every exchange that helps, or as soon as an earlier one came by here."""
        while (key := _key(choice)) not in self._seen:
            self._seen.add(key)
            better = self.exchanged(choice, self._ones(choice)) or self.exchanged(choice, self._twos(choice))
            if better:
                choice = self.filled(better, 0.0)
        return choice

    def exchanged(self, choice: Choice, rests: Iterable[Choice]) -> Choice | None:
        """Return the choice after the best exchange that leaves one of these rests and adds one thing to it."""
        options, state = self.options, self.state(choice)
        ample = self.additions(state._replace(minutes=WEEKS * options.room, lines=options.most_items))
        is_free = state.heard or all(state.level + one.gain <= PASSIVE_CAP for one in ample)
        found = []
        for rest in rests:
            drop = choice.items & ~rest.items
            if is_free and rest.starts == choice.starts:  # then what can be added is worth what it was
                minutes, lost, lines = options.once(drop)
                room, most = state.minutes + minutes, state.lines + lines
                fitting = [one for one in ample if one.minutes <= room and one.lines <= most]
            else:
                left = self.state(rest)
                lost = state.value - left.value
                fitting = self.exchanges(ample, left, lost + SAME)
            found += [
                (one[0] - lost, -drop, -one[3], one, rest)
                for one in fitting
                if one[0] > lost + SAME and not options.behind[one[3]] & drop
            ]
        found.sort(key=lambda one: one[:3], reverse=True)
        fitting_ones = (more for *_, one, rest in found if options.fits(more := self.taken(rest, one)))
        return next(fitting_ones, None)

    def shaken(self, choice: Choice, most: int) -> Choice:
        """Return the choice, or a better one reached from the ``most`` best after one thing in it was barred."""
        while most:
            others = (
                self.filled(
                    Choice(rest.items, dict.fromkeys(rest.starts, HABITS_FROM_WEEK)), 0.0, choice.items & ~rest.items
                )
                for rest in self._ones(choice)
            )
            different = {one.items: one for one in others if one.items != choice.items}
            near = sorted(different.values(), key=self.value, reverse=True)[:most]
            best = max(map(self.improved, near), key=self.value, default=choice)
            if self.value(best) <= self.value(choice) + SAME:
                break
            choice = best
        return choice

    def _ones(self, choice: Choice) -> Iterator[Choice]:
        """Yield the choice without one item and what needs it, also without what was there only for it, or later."""
        for one in bits(choice.items):
            drop = self.above[one] & choice.items
            if not drop & self.options.first:
                yield (rest := self.minus(choice, drop))
                needed = self.options.first
                for other in bits(rest.items):
                    needed |= self.options.behind[other] & ~(1 << other)
                if idle := self.options.behind[one] & rest.items & ~needed:
                    yield self.minus(rest, idle)
        for habit, week in choice.starts.items():
            if week < HABITS_FROM_WEEK:
                yield Choice(choice.items, {**choice.starts, habit: HABITS_FROM_WEEK})

    def _twos(self, choice: Choice) -> Iterator[Choice]:
        """Yield the choice without two things among those that give least for their minutes."""
        drops = {self.above[one] & choice.items for one in bits(choice.items)}
        value, total = self.value(choice), self.options.total(choice)

        def gives(drop: int) -> tuple[float, int]:
            rest = self.minus(choice, drop)
            return (value - self.value(rest)) / (total - self.options.total(rest)), drop

        weak = sorted((drop for drop in drops if not drop & self.options.first), key=gives)
        for one, other in combinations(weak[:EXCHANGED], 2):
            yield self.minus(choice, one | other)


_Ranked: TypeAlias = tuple[float, int, Addition]


def _key(choice: Choice) -> tuple[int, frozenset[tuple[int, int]]]:
    return choice.items, frozenset(choice.starts.items())
