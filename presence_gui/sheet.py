"""What the one page says, and what may be left off first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import Final

from presence_gui.content import Catalog, Item
from presence_gui.days import short_day, whole_day
from presence_gui.options import MOST_HABITS
from presence_gui.plan import Plan, Task, Week, as_done, waiting
from presence_gui.profile import Profile
from presence_gui.ranking import needs_of
from presence_gui.scoring import score

BLANK: Final = "_" * 18


class Part(Enum):
    """The parts of the page that may be left off."""

    WORTH = auto()
    NOT_NOW = auto()
    MISSED_WEEK = auto()
    HINTS = auto()
    NEVER_POST = auto()
    PARTNER = auto()
    SIXTH_HABIT = auto()
    LAST_TASK = auto()


# what does not fit leaves in this order; the last two again and again, one habit and then one task at a time
LEAVES_FIRST: Final = (
    Part.WORTH,
    Part.NOT_NOW,
    Part.MISSED_WEEK,
    Part.HINTS,
    Part.NEVER_POST,
    Part.PARTNER,
    Part.SIXTH_HABIT,
    Part.LAST_TASK,
)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line to do: as many tick boxes as it has pieces, a title, a hint in small type ("" for none), its minutes."""

    boxes: int
    title: str
    hint: str
    minutes: str


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
class Sentence:
    """A short paragraph with its first words in bold."""

    part: Part | None
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page says, from top to bottom, in words."""

    title: str
    subtitle: str
    score: str
    score_note: str
    goal: str
    weeks: tuple[WeekBlock, ...]
    waiting: str
    rhythm: Rhythm | None
    stick_heading: str
    sentences: tuple[Sentence, ...]
    footer: tuple[str, str]


def make_sheets(catalog: Catalog, profile: Profile, plan: Plan, today: date) -> Iterator[Sheet]:
    """Yield the page in full, then ever shorter ones as ``LEAVES_FIRST`` says, down to the headings alone.

    What leaves the plan is not counted in the score the page promises, and is counted among what waits.
    """
    gone: set[Part] = set()
    sheet = _sheet(catalog, profile, plan, today)
    yield sheet
    for part in LEAVES_FIRST[:-2]:
        gone.add(part)
        shorter = _without(sheet, gone)
        if shorter != _without(sheet, gone - {part}):
            yield shorter
    while len(plan.habits) > MOST_HABITS:
        plan = _cut(catalog, profile, today, plan, replace(plan, habits=plan.habits[:-1]))
        yield _without(_sheet(catalog, profile, plan, today), gone)
    while any(week.tasks for week in plan.weeks):
        plan = _cut(catalog, profile, today, plan, replace(plan, weeks=_without_last_task(plan.weeks)))
        yield _without(_sheet(catalog, profile, plan, today), gone)


def _sheet(catalog: Catalog, profile: Profile, plan: Plan, today: date) -> Sheet:
    name = f"{profile.name.strip()} · " if profile.name.strip() else ""
    return Sheet(
        title="My action plan",
        subtitle=f"{name}four weeks from {whole_day(plan.start)} · {plan.minutes} minutes a week",
        score=f"{plan.before:.0f} → {plan.after:.0f}",
        score_note="today → page done",
        goal=profile.goal.strip(),
        weeks=tuple(_week_block(catalog, plan, week) for week in plan.weeks if week.tasks),
        waiting=_waiting(plan),
        rhythm=_rhythm(catalog, plan),
        stick_heading="Make it stick",
        sentences=tuple(_sentences(catalog, plan)),
        footer=("Made on my own computer with Presence. No account, nothing shared.", whole_day(today)),
    )


def _week_block(catalog: Catalog, plan: Plan, week: Week) -> WeekBlock:
    theme = _theme(catalog, week)
    heading = f"Week {week.number} · {theme}" if theme else f"Week {week.number}"
    minutes = sum(task.minutes for task in week.tasks)
    return WeekBlock(heading, f"{minutes} min", tuple(_task_line(catalog, plan, week, task) for task in week.tasks))


def _theme(catalog: Catalog, week: Week) -> str:
    """Return what most of the week's minutes are about."""
    minutes: Counter[str] = Counter()
    themes = {(p.id, group.id): group.theme for p in catalog.platforms for group in p.groups}
    for task in week.tasks:
        minutes[themes[task.item.platform, task.item.group]] += task.minutes
    return minutes.most_common(1)[0][0]


def _task_line(catalog: Catalog, plan: Plan, week: Week, task: Task) -> TaskLine:
    """Return a task's line; one spread over weeks says which part this is, and gives that part's step as its hint."""
    parts = [one.number for one in plan.weeks for other in one.tasks if other.item is task.item]
    part = parts.index(week.number)
    whole = len(parts) == 1 and task.finishes
    title = task.item.title if whole else f"{task.item.title} ({'start' if part == 0 else 'carry on'})"
    hint = _site(catalog, task.item) + task.item.how[min(part, len(task.item.how) - 1)]
    return TaskLine(len(task.pieces), title, hint, f"{task.minutes} min")


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


def _rhythm(catalog: Catalog, plan: Plan) -> Rhythm | None:
    if not plan.habits:
        return None
    starts = (week.starts for week in plan.weeks)
    rows = tuple(
        (f"{_site(catalog, habit.item)}{habit.item.title} ({habit.minutes} min)", habit.from_week)
        for habit in plan.habits
    )
    return Rhythm("Every week", "tick when done", tuple(short_day(day) for day in starts), rows)


def _sentences(catalog: Catalog, plan: Plan) -> Iterator[Sentence]:
    end = plan.start + timedelta(days=27)
    yield Sentence(None, "When", f"I sit down with coffee on {BLANK} at ________, then I open this page.")
    yield Sentence(Part.PARTNER, "I will show this page to", f"{BLANK} on {whole_day(end)}.")
    yield Sentence(Part.MISSED_WEEK, "If I miss a week,", "I do only the next box. I do not catch up.")
    yield Sentence(Part.NEVER_POST, "I never post", f"1 {BLANK} 2 {BLANK} 3 {BLANK}")
    if idle := _idle(catalog, plan):
        yield Sentence(Part.NOT_NOW, "Not now:", f"{idle}.")
    yield Sentence(
        Part.WORTH,
        "Why it is worth it:",
        "acquaintances, more than close friends, tend to pass on new jobs. It takes months, so it is best built early.",
    )


def _idle(catalog: Catalog, plan: Plan) -> str:
    """Return the platforms this page asks nothing of."""
    busy = {task.item.platform for week in plan.weeks for task in week.tasks} | {h.item.platform for h in plan.habits}
    return ", ".join(platform.name for platform in catalog.platforms if platform.id not in busy)


def _without(sheet: Sheet, gone: set[Part]) -> Sheet:
    weeks = sheet.weeks
    if Part.HINTS in gone:
        weeks = tuple(replace(week, lines=tuple(replace(line, hint="") for line in week.lines)) for week in weeks)
    sentences = tuple(sentence for sentence in sheet.sentences if sentence.part not in gone)
    return replace(sheet, weeks=weeks, sentences=sentences)


def _without_last_task(weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    last = max(week.number for week in weeks if week.tasks)
    return tuple(replace(week, tasks=week.tasks[:-1]) if week.number == last else week for week in weeks)


def _cut(catalog: Catalog, profile: Profile, today: date, plan: Plan, wanted: Plan) -> Plan:
    """Return ``wanted``, which is less of ``plan``, without the habits that needed what is gone."""
    needs = needs_of(catalog, profile, today)
    possible = {task.item.id for week in wanted.weeks for task in week.tasks if task.finishes}
    habits = []
    for habit in wanted.habits:
        if possible.issuperset(needs[habit.item.id]):
            possible.add(habit.item.id)
            habits.append(habit)
    after = score(catalog, as_done(profile, wanted.weeks, habits, today), today).overall
    cut = replace(wanted, habits=tuple(habits), after=after)
    return replace(cut, later=waiting(catalog, {item.id for item in plan.later} | (plan.items - cut.items)))
