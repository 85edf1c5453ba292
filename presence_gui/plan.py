"""Choose what to do next, in the minutes there are: four dated weeks that never exceed them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta

from presence_gui.answering import ticked
from presence_gui.choice import Choice, Options
from presence_gui.choosing import begun_early, choose
from presence_gui.content import Catalog, Item
from presence_gui.diary import DAYS_A_WEEK
from presence_gui.laying import Part, begun, laid
from presence_gui.options import kept_from, options_of
from presence_gui.profile import Profile
from presence_gui.ranking import Open, open_items, reviews
from presence_gui.reasons import reason_for, reason_for_review
from presence_gui.scoring import score


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
    most score for its minutes, counted together with everything it still needs. The profile's objection decides how
    much a week holds, and what comes first.
    """
    start = start or next_monday(today)
    review = next(iter(reviews(catalog, profile)), None)
    options = options_of(catalog, profile, today, review)
    choice = begun_early(options, choose(options))
    parts = begun(options, choice, laid(options, choice, profile.objection))
    weeks = tuple(
        Week(
            number,
            start + timedelta(days=DAYS_A_WEEK * (number - 1)),
            tuple(_task(options, choice, part) for part in week),
        )
        for number, week in enumerate(parts, start=1)
    )
    habits = [Habit(review, review.minutes, 1, reason_for_review(review))] if review else []
    habits += [
        Habit(options.open[one].item, options.open[one].minutes, week, reason_for(options, choice, one))
        for one, week in sorted(choice.starts.items(), key=lambda begins: (begins[1], begins[0]))
    ]
    before = score(catalog, profile, today)
    plan = Plan(
        start=start,
        minutes=profile.minutes,
        weeks=weeks,
        habits=tuple(habits),
        before=before.overall,
        after=score(catalog, as_done(profile, weeks, habits, today), today).overall,
        label=before.label,
        later=(),
    )
    return replace(plan, later=waiting(catalog, {one.item.id for one in options.open} - plan.items))


def first_steps(catalog: Catalog, profile: Profile, today: date) -> list[Open]:
    """Return what the plan made today holds, each thing with all its minutes, in the order it is begun."""
    plan = make_plan(catalog, profile, today)
    begun: dict[str, None] = {}
    for week in plan.weeks:
        begun |= dict.fromkeys(task.item.id for task in week.tasks)
        begun |= dict.fromkeys(habit.item.id for habit in plan.habits if habit.from_week == week.number)
    waiting = open_items(catalog, profile, today)
    return [waiting[name] for name in begun if name in waiting]  # the review is never waiting


def _task(options: Options, choice: Choice, part: Part) -> Task:
    return Task(options.open[part.item].item, part.pieces, part.finishes, reason_for(options, choice, part.item))


def waiting(catalog: Catalog, items: AbstractSet[str]) -> tuple[Item, ...]:
    """Return these items in the order of the checklists."""
    return tuple(item for name, item in catalog.items.items() if name in items)


def as_done(profile: Profile, weeks: Sequence[Week], habits: Sequence[Habit], today: date) -> Profile:
    """Return the profile of somebody who did all of this and nothing else, seen from today."""
    for item in (task.item for week in weeks for task in week.tasks if task.finishes):
        answer = replace(profile.answer(item.id), text="")  # one that is too long will be another
        profile = profile.answered(item.id, ticked(item, answer, today))
    for habit in habits:
        answer = kept_from(habit.item, profile.answer(habit.item.id), habit.from_week, today)
        profile = profile.answered(habit.item.id, answer)
    return profile
