"""Choose what to do next, in the minutes there are: four dated weeks that never exceed them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from presence_gui.answering import ticked, with_number
from presence_gui.content import Catalog, Item, Kind
from presence_gui.diary import DAYS_A_WEEK, WEEKS
from presence_gui.profile import Profile
from presence_gui.ranking import MOST_LINES, Open, needs_of, plannable, rank, reviews
from presence_gui.scoring import score

LONGEST_PIECE: Final = 15
SHORTEST_PIECE: Final = 10
SHORTEST_PIECE_IN_SHORT_WEEKS: Final = 5
HABITS_FROM_WEEK: Final = 3
SHORT_WEEK_BELOW: Final = 20
# nobody begins more than this many habits in a month because minutes happen to be left
MOST_HABITS: Final = 5


@dataclass(frozen=True, slots=True)
class Task:
    """A one-off item's part of a week: ``pieces`` are minutes, each at most 15, one tick box each.

    ``reason`` says in one line why it was chosen.
    """

    item: Item
    pieces: tuple[int, ...]
    finishes: bool
    reason: str = ""

    @property
    def minutes(self) -> int:
        """All its minutes in that week."""
        return sum(self.pieces)


@dataclass(frozen=True, slots=True)
class Habit:
    """Something done every week from week ``from_week`` (1 to 4) on, ``minutes`` a week; ``reason`` as of a task."""

    item: Item
    minutes: int
    from_week: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of the plan: ``number`` 1 to 4, the Monday it starts, and its one-off tasks."""

    number: int
    starts: date
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Four weeks that fit ``minutes`` a week, and what they are worth.

    ``habits`` holds the weekly review first, where there is one that fits and is not declined. ``before`` and
    ``after`` are overall scores, the second of a profile in which everything planned is done. ``later`` are the items
    that wait, in the order of the checklists.
    """

    start: date
    minutes: int
    weeks: tuple[Week, ...]
    habits: tuple[Habit, ...]
    before: float
    after: float
    label: str
    later: tuple[Item, ...]

    @property
    def items(self) -> set[str]:
        """The ids of all that is planned, in part or in whole."""
        tasks = {task.item.id for week in self.weeks for task in week.tasks}
        return tasks | {habit.item.id for habit in self.habits}

    def week_minutes(self, number: int) -> int:
        """Return the minutes planned for a week (1 to 4), habits and review included."""
        once = sum(task.minutes for task in self.weeks[number - 1].tasks)
        return once + sum(habit.minutes for habit in self.habits if habit.from_week <= number)


def next_monday(today: date) -> date:
    """Return the first Monday after today."""
    return today + timedelta(days=7 - today.weekday())


def make_plan(catalog: Catalog, profile: Profile, today: date, start: date | None = None) -> Plan:
    """Return the plan for the four weeks from ``start`` (the next Monday when not given).

    Nothing comes before what it needs; a platform's rules and safety come before the rest of it; then whatever adds
    most score for its minutes, counted together with everything it still needs.
    """
    start = start or next_monday(today)
    ranked = rank(catalog, profile, today, WEEKS * profile.minutes)
    builder = _Builder(catalog, profile, today, ranked)
    weeks = tuple(
        Week(number, start + timedelta(days=DAYS_A_WEEK * (number - 1)), builder.week(number))
        for number in range(1, WEEKS + 1)
    )
    before = score(catalog, profile, today)
    habits = tuple(builder.habits)
    plan = Plan(
        start=start,
        minutes=profile.minutes,
        weeks=weeks,
        habits=habits,
        before=before.overall,
        after=score(catalog, as_done(profile, weeks, habits, today), today).overall,
        label=before.label,
        later=(),
    )
    return replace(plan, later=waiting(catalog, plannable(catalog, profile, today) - plan.items))


def waiting(catalog: Catalog, items: AbstractSet[str]) -> tuple[Item, ...]:
    """Return these items in the order of the checklists."""
    return tuple(item for name, item in catalog.items.items() if name in items)


def as_done(profile: Profile, weeks: Sequence[Week], habits: Sequence[Habit], today: date) -> Profile:
    """Return the profile of somebody who did all of this and nothing else, seen from today."""
    for task in (task for week in weeks for task in week.tasks if task.finishes):
        profile = profile.answered(task.item.id, ticked(task.item, profile.answer(task.item.id), today))
    for habit in habits:
        item, answer = habit.item, profile.answer(habit.item.id)
        if item.kind is Kind.NUMBER:
            days = DAYS_A_WEEK * (WEEKS + 1 - habit.from_week)
            times = max(answer.number or 0, item.target * days // (item.window_days or days))
            profile = profile.answered(item.id, with_number(item, answer, times, today))
        else:
            profile = profile.answered(item.id, ticked(item, answer, today))
    return profile


class _Builder:
    """Fills the weeks in turn: what is begun stays begun, what is done opens what needed it."""

    def __init__(self, catalog: Catalog, profile: Profile, today: date, ranked: list[Open]) -> None:
        self.habits = [Habit(item, item.minutes, 1) for item in reviews(catalog, profile)][:1]
        self._minutes = profile.minutes
        self._short = profile.minutes < SHORT_WEEK_BELOW
        self._needs = needs_of(catalog, profile, today)
        self._left = {one.item.id: one.minutes for one in ranked}
        self._once = [one.item for one in ranked if not one.item.habit]
        self._weekly = [one.item for one in ranked if one.item.habit]
        self._done: set[str] = set()

    def week(self, number: int) -> tuple[Task, ...]:
        """Return a week's one-off tasks, after starting the habits it has room for."""
        if number >= HABITS_FROM_WEEK:
            while 2 * self._habit_minutes < self._minutes and self._start_habit(number):
                pass
        tasks = self._tasks(MOST_LINES[number - 1])
        while len(self.habits) < MOST_HABITS and self._start_habit(number, self._minutes_left(tasks)):
            pass
        return tuple(tasks)

    @property
    def _habit_minutes(self) -> int:
        return sum(habit.minutes for habit in self.habits)

    def _minutes_left(self, tasks: Sequence[Task]) -> int:
        return self._minutes - self._habit_minutes - sum(task.minutes for task in tasks)

    def _start_habit(self, number: int, room: int | None = None) -> bool:
        room = self._minutes - self._habit_minutes if room is None else room
        new = [habit for habit in self.habits if not habit.item.review]
        if self._short and new:
            return False
        for item in self._weekly:
            if item.minutes <= room and self._may_begin(item):
                self._weekly.remove(item)
                self._done.add(item.id)
                self.habits.append(Habit(item, item.minutes, number))
                return True
        return False

    def _may_begin(self, item: Item) -> bool:
        return all(need in self._done for need in self._needs[item.id])

    def _tasks(self, most: int) -> list[Task]:
        tasks: list[Task] = []
        while len(tasks) < most and (task := self._next_task(self._minutes_left(tasks))):
            tasks.append(task)
            if task.finishes:
                self._done.add(task.item.id)
                self._once.remove(task.item)
        return tasks

    def _next_task(self, room: int) -> Task | None:
        for item in self._once:
            pieces = (
                _pieces(self._left[item.id], room, SHORTEST_PIECE_IN_SHORT_WEEKS if self._short else SHORTEST_PIECE)
                if self._may_begin(item)
                else ()
            )
            if pieces:
                self._left[item.id] -= sum(pieces)
                return Task(item, pieces, finishes=not self._left[item.id])
        return None


def _pieces(minutes: int, room: int, shortest: int) -> tuple[int, ...]:
    """Return as much of an item as the room takes, in pieces of at most 15 minutes and none too short to be of use."""
    pieces: list[int] = []
    while minutes and (piece := min(minutes, LONGEST_PIECE, room)) >= min(minutes, shortest):
        pieces.append(piece)
        minutes -= piece
        room -= piece
    return tuple(pieces)
