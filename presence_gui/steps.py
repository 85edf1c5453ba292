"""Every step from one choice of a plan to the next, what it gains and what room it takes."""

from collections.abc import Iterable, Iterator
from operator import add
from typing import Final, NamedTuple

from presence_gui.choice import HABITS_FROM_WEEK, SAME, Choice, Options, as_bits, bits
from presence_gui.diary import WEEKS
from presence_gui.scoring import HEARD, PASSIVE_CAP

# what the cap for the silent hides still counts a little, so that what lifts the cap is found
_HIDDEN: Final = 0.001


class Addition(NamedTuple):
    """One more item with all it still needs: its gain, the minutes and lines it takes, its number among the options.

    Its habits begin in ``week``, 0 where it has none. ``new`` is 0 for a habit that only begins earlier.
    """

    gain: float
    minutes: int
    lines: int
    item: int
    week: int
    new: int


class State(NamedTuple):
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


class Steps:
    """What can be added to a choice, and what can be taken from it; nothing here asks whether the weeks hold it.

    ``above`` are by item all items that need it, with itself; ``weeks`` those worth beginning its
    habits in; ``weekly`` are the items with habits among what they need, or habits themselves.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        everything = range(len(options.behind))
        self.above = [0] * len(options.behind)
        for other, behind in enumerate(options.behind):
            for one in bits(behind):
                self.above[one] |= 1 << other
        self.weeks = [self._weeks(behind & options.habits) for behind in options.behind]
        self.weekly = as_bits(one for one in everything if options.behind[one] & options.habits)
        self._once: list[dict[int, Addition]] = [{} for _ in options.behind]
        self._points: dict[int, tuple[int, int, list[tuple[int, list[float]]]]] = {}

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

    def taken(self, choice: Choice, addition: Addition) -> Choice:
        """Return the choice after an addition."""
        if addition.new:
            return self.plus(choice, addition.new, addition.week)
        return Choice(choice.items, {**choice.starts, addition.item: addition.week})

    def state(self, choice: Choice) -> State:
        """Return where a choice leads and what room it leaves."""
        options, held = self.options, self.options.held(choice.starts)
        once = options.once(choice.items)
        return State(
            choice,
            options.base + once.points + held.points,
            held.heard,
            held.spare,
            WEEKS * options.room - once.minutes - held.minutes,
            options.most_items - once.lines,
        )

    def value(self, choice: Choice) -> float:
        """Return the score a choice leads to, and a little for what the cap hides."""
        return self.state(choice).value

    def additions(self, state: State, least: float = SAME) -> list[Addition]:
        """Return what might be added or begun earlier for more than ``least``, as far as the weeks have room in all."""
        everything = range(len(self.options.behind))
        return self._counted(state, self._added(state, everything) + list(self._earlier(state)), least)

    def after(
        self, additions: Iterable[Addition], taken: Addition, before: State, state: State
    ) -> tuple[int, list[Addition]]:
        """Return whose additions are not what they were before one of them was taken, and what they are now."""
        if state.heard != before.heard or self._is_capped(state, additions):
            return -1, self.additions(state)
        changed = self.weekly if taken.week else 0
        for one in bits(taken.new):
            changed |= self.above[one]
        found = self._added(state, bits(changed & ~state.choice.items))
        if taken.week:
            found += self._earlier(state)
        return changed, self._counted(state, found, SAME)

    def exchanges(self, additions: list[Addition], state: State, least: float) -> list[Addition]:
        """Return what can be added for more than ``least`` where the habits are others: one-offs are what they were."""
        if self._is_capped(state, additions):
            return self.additions(state, least)
        once = [
            one
            for one in additions
            if not one.week and one.gain > least and one.minutes <= state.minutes and one.lines <= state.lines
        ]
        habits = (one for one in self._added(state, bits(self.weekly), least) if one.week)
        return once + self._counted(state, [*habits, *self._earlier(state)], least)

    @staticmethod
    def _is_capped(state: State, additions: Iterable[Addition]) -> bool:
        """Whether the cap for the silent changes what any of these gains."""
        return not state.heard and any(state.level + one.gain > PASSIVE_CAP for one in additions)

    def _counted(self, state: State, found: list[Addition], least: float) -> list[Addition]:
        if not state.heard:
            found = [one if state.level + one.gain <= PASSIVE_CAP else self._capped(state, one) for one in found]
        return [one for one in found if one.gain > least]

    def _added(self, state: State, items: Iterable[int], least: float = SAME) -> list[Addition]:
        """Return these items with all they still need, as far as there is room; habits only where they gain more."""
        habits, out_of, found = self.options.habits, ~state.choice.items, list[Addition]()
        most_minutes, most_lines = state.minutes, state.lines
        behind, known = self.options.behind, self._once
        for one in items:
            if new := behind[one] & out_of:
                once = known[one].get(new) or self._once_of(one, new)
                if once.minutes <= most_minutes and once.lines <= most_lines:
                    if new & habits:
                        found += self._habits(state, once, least)
                    else:
                        found.append(once)
        return found

    def _once_of(self, one: int, new: int) -> Addition:
        """Return the one-off items of an addition, which come to the same wherever it is added."""
        minutes, points, lines = self.options.once(new)
        found = self._once[one][new] = Addition(points, minutes, lines, one, 0, new)
        return found

    def _habits(self, state: State, once: Addition, least: float) -> Iterator[Addition]:
        """Yield an addition whose one-off items are known, with its habits, by the week they begin in."""
        habits = once.new & self.options.habits
        count, weekly, points = self._points.get(habits) or self._points_of(habits)
        most_minutes, spare = state.minutes - once.minutes, state.spare
        if count > self.options.most_habits - len(state.choice.starts):
            return
        for week in reversed(self.weeks[once.item]):  # the earliest gains most
            gain = once.gain
            for platform, by_week in points:
                gain += min(spare[platform], by_week[week - 1])
            if gain <= least:
                return
            minutes = weekly * (WEEKS + 1 - week)
            if minutes <= most_minutes:
                yield Addition(gain, once.minutes + minutes, once.lines, once.item, week, once.new)

    def _earlier(self, state: State) -> Iterator[Addition]:
        """Yield each habit begun earlier, where more is reached by it."""
        for habit, begun in state.choice.starts.items():
            points = self.options.points[habit]
            for week in self.weeks[habit]:
                minutes = self.options.minutes[habit] * (begun - week)
                if 0 < minutes <= state.minutes:
                    gain = min(state.spare[self.options.platform[habit]], points[week - 1] - points[begun - 1])
                    yield Addition(gain, minutes, 0, habit, week, 0)

    def _capped(self, state: State, one: Addition) -> Addition:
        """Return an addition with the gain the cap leaves it."""
        level = state.level + one.gain
        after = level if one.week and self._lifts_the_cap(state, one) else _below_the_cap(level)
        return one._replace(gain=after - state.value)

    def _lifts_the_cap(self, state: State, one: Addition) -> bool:
        """Whether somebody heard nowhere so far is heard where these habits are kept."""
        options = self.options
        habits = one.new & options.habits or 1 << one.item
        begun = state.choice.starts.get(one.item) if not one.new else None
        _, _, points = self._points.get(habits) or self._points_of(habits)
        for platform, by_week in points:
            more = by_week[one.week - 1] - (by_week[begun - 1] if begun else 0.0)
            reached = options.full[platform] - state.spare[platform] + more
            if options.public[platform] and reached >= HEARD * options.full[platform] - SAME:
                return True
        return False

    def _points_of(self, habits: int) -> tuple[int, int, list[tuple[int, list[float]]]]:
        """Return of some habits how many they are, their minutes a week, and by platform their points by week begun."""
        points: dict[int, list[float]] = {}
        for habit in bits(habits):
            so_far = points.setdefault(self.options.platform[habit], [0.0] * HABITS_FROM_WEEK)
            points[self.options.platform[habit]] = list(map(add, so_far, self.options.points[habit]))
        weekly = sum(self.options.minutes[habit] for habit in bits(habits))
        found = self._points[habits] = habits.bit_count(), weekly, list(points.items())
        return found


def _below_the_cap(level: float) -> float:
    return level if level <= PASSIVE_CAP else PASSIVE_CAP + _HIDDEN * (level - PASSIVE_CAP)
