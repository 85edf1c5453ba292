"""Search for the choice that adds most score in four weeks: take the best again and again, then exchange."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from operator import add
from typing import Final, NamedTuple

from presence_gui.choice import HABITS_FROM_WEEK, SAME, Choice, Options, as_bits, bits
from presence_gui.diary import WEEKS
from presence_gui.scoring import PASSIVE_CAP

# so many of the first choices are improved, and so many again after one thing in the best was barred
CLIMBS: Final = 3
SHAKES: Final = 3
# two things at a time are exchanged only among so many
EXCHANGED: Final = 8

# what the cap for the silent hides still counts a little, so that what lifts the cap is found
_HIDDEN: Final = 0.001


class _Addition(NamedTuple):
    """One more item with all it still needs: its gain, the minutes and lines it takes, its number among the options.

    Its habits begin in ``week``, 0 where it has none. ``new`` is 0 for a habit that only begins earlier.
    """

    gain: float
    minutes: int
    lines: int
    item: int
    week: int
    new: int


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
    return search.shaken(max((search.improved(one) for one in best[:CLIMBS]), key=search.value))


def begun_early(options: Options, choice: Choice) -> Choice:
    """Return the choice with each habit begun as early as the weeks have room: what is begun early is kept."""
    for habit, begins in sorted(choice.starts.items()):
        for week in range(1, begins):
            earlier = Choice(choice.items, {**choice.starts, habit: week})
            if options.fits(earlier):
                choice = earlier
                break
    return choice


class _State(NamedTuple):
    """Where a choice leads: score before the cap, whether the cap is lifted, what each activity bar has to spare.

    ``minutes`` and ``lines`` are what room all weeks have left.
    """

    choice: Choice
    level: float
    heard: bool
    spare: list[float]
    minutes: int
    lines: int

    @property
    def value(self) -> float:
        """The score, and a little for what the cap hides."""
        return self.level if self.heard else _below_the_cap(self.level)


class _Search:
    """Goes from one choice that fits to a better one."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._filled: dict[object, Choice] = {}
        self._once: list[dict[int, _Addition]] = [{} for _ in options.behind]
        self._seen: set[object] = set()
        self._points: dict[int, tuple[int, int, list[tuple[int, list[float]]]]] = {}
        everything = range(len(options.behind))
        self.above = [as_bits(other for other in everything if options.behind[other] >> one & 1) for one in everything]
        self.weeks = [self._weeks(behind & options.habits) for behind in options.behind]
        self.first = Choice(0, {})
        for one in bits(options.first):
            more = Choice(self.first.items | 1 << one, {})
            self.first = more if options.fits(more) else self.first

    def _weeks(self, habits: int) -> tuple[int, ...]:
        """Return the weeks worth beginning these in: the earlier ones only where more is reached by it."""
        worths = [sum(self.options.points[habit][week] for habit in bits(habits)) for week in range(HABITS_FROM_WEEK)]
        return tuple(w for w in range(HABITS_FROM_WEEK, 0, -1) if w == HABITS_FROM_WEEK or worths[w - 1] > worths[w])

    def plus(self, choice: Choice, items: int, week: int) -> Choice:
        """Return the choice with these items, the habits among them that are new beginning in this week."""
        begun = dict.fromkeys(bits(items & ~choice.items & self.options.habits), week)
        return Choice(choice.items | items, {**choice.starts, **begun})

    def minus(self, choice: Choice, items: int) -> Choice:
        """Return the choice without these items."""
        left = {habit: week for habit, week in choice.starts.items() if not items >> habit & 1}
        return Choice(choice.items & ~items, left)

    def taken(self, choice: Choice, addition: _Addition) -> Choice:
        """Return the choice after an addition."""
        if addition.new:
            return self.plus(choice, addition.new, addition.week)
        return Choice(choice.items, {**choice.starts, addition.item: addition.week})

    def state(self, choice: Choice) -> _State:
        """Return where a choice leads and what room it leaves."""
        options = self.options
        points, kept = options.bars(choice)
        level = points + sum(map(min, kept, options.full))
        spare = [max(0.0, full - reached) for full, reached in zip(options.full, kept, strict=True)]
        minutes = WEEKS * options.room - options.total(choice)
        return _State(
            choice, level, options.heard(kept), spare, minutes, options.most_items - options.once(choice.items).lines
        )

    def value(self, choice: Choice) -> float:
        """Return the score a choice leads to, and a little for what the cap hides."""
        return self.state(choice).value

    def additions(self, state: _State, least: float = SAME) -> list[_Addition]:
        """Return what might be added or begun earlier for more than ``least``, as far as the weeks have room in all."""
        plain = state.heard or state.level <= PASSIVE_CAP  # else what lifts the cap gains more than its points
        bar = least if plain else -1.0
        habits, out_of, found = self.options.habits, ~state.choice.items, list[_Addition]()
        most_minutes, most_lines = state.minutes, state.lines
        for one, behind in enumerate(self.options.behind):
            if new := behind & out_of:
                once = self._once[one].get(new) or self._once_of(one, new)
                if once.minutes <= most_minutes and once.lines <= most_lines:
                    if new & habits:
                        found += self._habits(state, once, bar)
                    elif once.gain > bar:
                        found.append(once)
        found += self._earlier(state)
        if not state.heard:
            found = [one if state.level + one.gain <= PASSIVE_CAP else self._capped(state, one) for one in found]
        return [one for one in found if one.gain > least]

    def _once_of(self, one: int, new: int) -> _Addition:
        """Return the one-off items of an addition, which come to the same wherever it is added."""
        minutes, points, lines = self.options.once(new)
        found = self._once[one][new] = _Addition(points, minutes, lines, one, 0, new)
        return found

    def _habits(self, state: _State, once: _Addition, bar: float) -> Iterator[_Addition]:
        """Yield an addition whose one-off items are known, with its habits, by the week they begin in."""
        habits = once.new & self.options.habits
        count, weekly, points = self._points.get(habits) or self._points_of(habits)
        most = once.gain + sum(by_week[0] for _, by_week in points)
        if most > bar and count <= self.options.most_habits - len(state.choice.starts):
            for week in self.weeks[once.item]:
                minutes = once.minutes + weekly * (WEEKS + 1 - week)
                if minutes <= state.minutes:
                    gain = once.gain
                    for platform, by_week in points:
                        gain += min(state.spare[platform], by_week[week - 1])
                    yield _Addition(gain, minutes, once.lines, once.item, week, once.new)

    def _earlier(self, state: _State) -> Iterator[_Addition]:
        """Yield each habit begun earlier, where more is reached by it."""
        for habit, begun in state.choice.starts.items():
            points = self.options.points[habit]
            for week in self.weeks[habit]:
                minutes = self.options.minutes[habit] * (begun - week)
                if 0 < minutes <= state.minutes:
                    gain = min(state.spare[self.options.platform[habit]], points[week - 1] - points[begun - 1])
                    yield _Addition(gain, minutes, 0, habit, week, 0)

    def _capped(self, state: _State, one: _Addition) -> _Addition:
        """Return an addition with the gain the cap leaves it."""
        after = self.value(self.taken(state.choice, one)) if one.week else _below_the_cap(state.level + one.gain)
        return one._replace(gain=after - state.value)

    def _points_of(self, habits: int) -> tuple[int, int, list[tuple[int, list[float]]]]:
        """Return of some habits how many they are, their minutes a week, and by platform their points by week begun."""
        points: dict[int, list[float]] = {}
        for habit in bits(habits):
            so_far = points.setdefault(self.options.platform[habit], [0.0] * HABITS_FROM_WEEK)
            points[self.options.platform[habit]] = list(map(add, so_far, self.options.points[habit]))
        weekly = sum(self.options.minutes[habit] for habit in bits(habits))
        found = self._points[habits] = habits.bit_count(), weekly, list(points.items())
        return found

    def filled(self, choice: Choice, a_line: float, barred: int = 0) -> Choice:
        """Return the choice with the best additions, again and again; best for its minutes, or its lines' minutes."""
        failed, passed = set[tuple[int, int]](), list[object]()
        while (key := (*_key(choice), a_line, barred)) not in self._filled:
            passed.append(key)
            found = [
                (one.gain / max(one.minutes, a_line * one.lines), -one.item, one)
                for one in self.additions(self.state(choice))
                if (one.item, one.week) not in failed and not one.new & barred
            ]
            found.sort(reverse=True)
            for _, _, one in found:
                more = self.taken(choice, one)
                if self.options.fits(more):
                    if one.week:
                        failed.clear()  # habits make room: at least half of a week is theirs
                    choice = more
                    break
                failed.add((one.item, one.week))
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
                fitting = self.additions(left, lost + SAME)
            found += [
                (one[0] - lost, -drop, -one[3], one, rest)
                for one in fitting
                if one[0] > lost + SAME and not options.behind[one[3]] & drop
            ]
        found.sort(key=lambda one: one[:3], reverse=True)
        fitting_ones = (more for *_, one, rest in found if options.fits(more := self.taken(rest, one)))
        return next(fitting_ones, None)

    def shaken(self, choice: Choice) -> Choice:
        """Return the choice, or a better one reached after one thing in it was barred for a moment."""
        while True:
            others = (
                self.filled(
                    Choice(rest.items, dict.fromkeys(rest.starts, HABITS_FROM_WEEK)), 0.0, choice.items & ~rest.items
                )
                for rest in self._ones(choice)
            )
            near = sorted(others, key=self.value, reverse=True)[:SHAKES]
            best = max(map(self.improved, near), key=self.value, default=choice)
            if self.value(best) <= self.value(choice) + SAME:
                return choice
            choice = best

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


def _key(choice: Choice) -> tuple[int, frozenset[tuple[int, int]]]:
    return choice.items, frozenset(choice.starts.items())


def _below_the_cap(level: float) -> float:
    return level if level <= PASSIVE_CAP else PASSIVE_CAP + _HIDDEN * (level - PASSIVE_CAP)
