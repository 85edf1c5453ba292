"""What the one page says, in full and then ever shorter until it fits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from presence_gui.content import Catalog, Item
from presence_gui.days import short_day, whole_day
from presence_gui.diary import DAYS_A_WEEK
from presence_gui.guidance import Guidance
from presence_gui.hints import Portion, hint, portions
from presence_gui.options import MOST_HABITS
from presence_gui.plan import Habit, Plan, Week, as_done, waiting
from presence_gui.profile import Objection, Profile
from presence_gui.ranking import needs_of
from presence_gui.scoring import Score, score
from presence_gui.sentences import LEAVES_FIRST, Part, Sentence, closing, opening, start_now

_HABITS_IN_THE_SEQUENCE: Final = 2


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line to do: as many tick boxes as it has pieces, a title, a hint in small type ("" for none), its minutes.

    ``steps`` are those sentences of the hint that begin with their number.
    """

    boxes: int
    title: str
    hint: str
    minutes: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """One week: its heading, its minutes in words, its lines."""

    heading: str
    minutes: str
    lines: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The grid of what is done every week: a column a week, a row a habit with the week (1 to 4) it starts in."""

    heading: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page says, from top to bottom, in words; ``plan`` is what is left of the plan on it.

    ``start`` has a tick box.
    """

    title: str
    subtitle: str
    score: str
    score_note: str
    opening: tuple[Sentence, ...]
    start: Sentence
    weeks: tuple[WeekBlock, ...]
    waiting: str
    rhythm: Rhythm | None
    stick_heading: str
    closing: tuple[Sentence, ...]
    footer: tuple[str, str]
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a sheet is written from: the plan as far as it is on the page, and what has left.

    Hints are short from the week ``short_from`` on and gone from ``bare_from`` on.
    """

    catalog: Catalog
    guidance: Guidance
    profile: Profile
    today: date
    stands: Score
    plan: Plan
    gone: frozenset[Part] = frozenset()
    short_from: int = 5
    bare_from: int = 5

    @property
    def objection(self) -> Objection:
        """What the page answers."""
        return self.profile.objection

    @property
    def in_sequence(self) -> bool:
        """Whether everything is one numbered sequence, a piece a line, so that there is nothing to choose."""
        return self.objection is Objection.WHAT

    def shows(self, part: Part | None) -> bool:
        """Whether a part is on the page."""
        return part is None or part in set(LEAVES_FIRST[self.objection]) - self.gone


def make_sheets(catalog: Catalog, guidance: Guidance, profile: Profile, plan: Plan, today: date) -> Iterator[Sheet]:
    """Yield the page in full, then ever shorter ones as ``LEAVES_FIRST`` says for the profile's objection.

    What leaves the plan is not counted in the score the page promises, and is counted among what waits.
    """
    draft = _Draft(catalog, guidance, profile, today, score(catalog, profile, today), plan)
    sheet = _sheet(draft)
    yield sheet
    for part in LEAVES_FIRST[profile.objection]:
        for draft in _leaving(draft, part):  # noqa: B020  the next part leaves what this one left
            shorter = _sheet(draft)
            if shorter != sheet:
                yield shorter
            sheet = shorter


def _leaving(draft: _Draft, part: Part) -> Iterator[_Draft]:
    """Yield drafts with ever less of a part."""
    match part:
        case Part.LONG_HINTS:
            yield from (replace(draft, short_from=week) for week in _backwards(draft))
        case Part.HINTS:
            yield from (replace(draft, bare_from=week) for week in _backwards(draft))
        case Part.SIXTH_HABIT:
            yield from _fewer_habits(draft, MOST_HABITS)
        case Part.THIRD_HABIT:
            yield from _fewer_habits(draft, _HABITS_IN_THE_SEQUENCE)
        case Part.LAST_TASK:
            while any(week.tasks for week in draft.plan.weeks):
                draft = _cut(draft, replace(draft.plan, weeks=_without_last_task(draft.plan.weeks)))
                yield draft
        case _:
            yield replace(draft, gone=draft.gone | {part})


def _backwards(draft: _Draft) -> Iterator[int]:
    return (week.number for week in reversed(draft.plan.weeks))


def _fewer_habits(draft: _Draft, most: int) -> Iterator[_Draft]:
    while len(draft.plan.habits) > most:
        draft = _cut(draft, replace(draft.plan, habits=draft.plan.habits[:-1]))
        yield draft


def _sheet(draft: _Draft) -> Sheet:
    profile, plan = draft.profile, draft.plan
    name = f"{profile.name.strip()} · " if profile.name.strip() else ""
    above = opening(draft.catalog, profile, plan, draft.stands)
    below = closing(draft.catalog, draft.guidance, profile, plan)
    return Sheet(
        title="My action plan",
        subtitle=f"{name}four weeks from {whole_day(plan.start)} · {plan.minutes} minutes a week",
        score=f"{plan.before:.0f} → {plan.after:.0f}",
        score_note="today → page done",
        opening=tuple(sentence for sentence in above if draft.shows(sentence.part)),
        start=start_now(profile, plan),
        weeks=tuple(_week_blocks(draft)),
        waiting=_waiting(plan),
        rhythm=None if draft.in_sequence else _rhythm(draft),
        stick_heading="Make it stick",
        closing=tuple(sentence for sentence in below if draft.shows(sentence.part)),
        footer=("Made on my own computer with Presence. No account, nothing shared.", whole_day(draft.today)),
        plan=plan,
    )


def _week_blocks(draft: _Draft) -> Iterator[WeekBlock]:
    number = 0
    for week, lines in zip(
        draft.plan.weeks, portions(draft.plan, draft.profile, each_piece=draft.in_sequence), strict=True
    ):
        habits = _habits_of(draft, week) if draft.in_sequence else []
        minutes = sum(sum(line.pieces) for line in lines) + sum(habit.minutes for habit in habits)
        written = [_task_line(draft, week, line) for line in lines]
        written += [_habit_line(draft, habit) for habit in habits]
        if draft.in_sequence:
            written = [replace(line, title=f"{n}. {line.title}") for n, line in enumerate(written, number + 1)]
            number += len(written)
        if written:
            by = short_day(week.starts + timedelta(days=DAYS_A_WEEK - 1))
            yield WeekBlock(_heading(draft, week), f"by {by} · {minutes} min", tuple(written))


def _habits_of(draft: _Draft, week: Week) -> list[Habit]:
    """Return a week's habits in the order they are done in: the look back at the week comes last."""
    return sorted(
        (habit for habit in draft.plan.habits if habit.from_week <= week.number), key=lambda habit: habit.item.review
    )


def _heading(draft: _Draft, week: Week) -> str:
    """Return a week's heading: what it is about, where not every word counts."""
    theme = "" if draft.objection in {Objection.TIME, Objection.WHAT} else _theme(draft.catalog, week)
    return f"Week {week.number} · {theme}" if theme else f"Week {week.number}"


def _theme(catalog: Catalog, week: Week) -> str:
    """Return what most of the week's minutes are about."""
    minutes: Counter[str] = Counter()
    themes = {(p.id, group.id): group.theme for p in catalog.platforms for group in p.groups}
    for task in week.tasks:
        minutes[themes[task.item.platform, task.item.group]] += task.minutes
    return minutes.most_common(1)[0][0]


def _task_line(draft: _Draft, week: Week, line: Portion) -> TaskLine:
    site, minutes, boxes = _site(draft.catalog, line.task.item), f"{sum(line.pieces)} min", len(line.pieces)
    below = hint(draft.guidance, draft.objection, line, short=week.number >= draft.short_from)
    if not below or week.number >= draft.bare_from:
        return TaskLine(boxes, line.title, "", site + minutes)
    steps = below if draft.objection is Objection.HOW else ()
    return TaskLine(boxes, line.title, site + " ".join(below), minutes, steps)


def _habit_line(draft: _Draft, habit: Habit) -> TaskLine:
    return TaskLine(1, habit.item.title, "", f"{_site(draft.catalog, habit.item)}{habit.minutes} min")


def _site(catalog: Catalog, item: Item) -> str:
    """Return the site an item is done on; what is about the person needs none."""
    platform = catalog.platform(item.platform)
    return f"{platform.name} · " if platform and platform.can_leave_out else ""


def _waiting(plan: Plan) -> str:
    later = len(plan.later)
    if not later:
        is_all_done = not any(week.tasks for week in plan.weeks) and all(habit.item.review for habit in plan.habits)
        return "Everything on your lists is done. Look again in a month." if is_all_done else ""
    return f"{later} more {'step waits' if later == 1 else 'steps wait'} in the app. One page at a time is enough."


def _rhythm(draft: _Draft) -> Rhythm | None:
    if not draft.plan.habits:
        return None
    starts = (week.starts for week in draft.plan.weeks)
    rows = tuple(
        (f"{_site(draft.catalog, habit.item)}{habit.item.title} ({habit.minutes} min)", habit.from_week)
        for habit in draft.plan.habits
    )
    return Rhythm("Every week", "tick when done", tuple(short_day(day) for day in starts), rows)


def _without_last_task(weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    last = max(week.number for week in weeks if week.tasks)
    return tuple(replace(week, tasks=week.tasks[:-1]) if week.number == last else week for week in weeks)


def _cut(draft: _Draft, wanted: Plan) -> _Draft:
    """Return the draft with ``wanted``, which is less of its plan, without the habits that needed what is gone."""
    catalog, profile, today, plan = draft.catalog, draft.profile, draft.today, draft.plan
    needs = needs_of(catalog, profile, today)
    possible = {task.item.id for week in wanted.weeks for task in week.tasks if task.finishes}
    habits = []
    for habit in wanted.habits:
        if possible.issuperset(needs[habit.item.id]):
            possible.add(habit.item.id)
            habits.append(habit)
    after = score(catalog, as_done(profile, wanted.weeks, habits, today), today).overall
    cut = replace(wanted, habits=tuple(habits), after=after)
    later = waiting(catalog, {item.id for item in plan.later} | (plan.items - cut.items))
    return replace(draft, plan=replace(cut, later=later))
