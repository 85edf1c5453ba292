"""What a terminal shows and a script reads: the items, a score, a plan, and what does not count as it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from presence_gui.answering import is_draft, too_long_by
from presence_gui.content import Catalog, Item, Kind
from presence_gui.days import whole_day
from presence_gui.diary import Reading
from presence_gui.plain import JSON, fields_to_plain
from presence_gui.plan import Habit, Plan, Week, as_done
from presence_gui.profile import Answer, Profile, Status
from presence_gui.scoring import Score, score


def item_lines(catalog: Catalog) -> Iterator[str]:
    """Yield every platform and its items: id, what an answer is made of, title."""
    for platform in catalog.platforms:
        yield f"{platform.id}: {platform.name}"
        for item in platform.items:
            yield f"  {item.id:18}{_asked(item):26}{item.title}"


def remarks(catalog: Catalog, profile: Profile, today: date) -> Iterator[str]:
    """Yield a sentence for each answer that is kept but does not count as it stands today."""
    for name, answer in profile.answers.items():
        item = catalog.items.get(name)
        day = answer.day or answer.given
        if item is None:
            yield f"{name} is in no checklist; its answer is kept."
        elif why := _why_not(item, answer):
            yield f"{name} {why}"
        elif day and day > today:
            yield f"{name} is dated {whole_day(day)}, which is still to come; until then it counts as of today."


def _why_not(item: Item, answer: Answer) -> str:
    """Return why a text does not count as it stands; "" where it does, or is none."""
    text = answer.text
    if not text or answer.from_data:
        return ""
    if answer.status is Status.NOT_YET and is_draft(item, answer):
        return "is a draft; it is kept, and counts once it is live."
    if too_long := too_long_by(item, text):
        return f"is too long by {too_long} characters; it is kept, and counts once it is shorter."
    if len(text) < item.least:
        return f"needs at least {item.least} characters; it is kept, and counts once it is longer."
    return ""


def _asked(item: Item) -> str:
    match item.kind:
        case Kind.NUMBER:
            return f"number, {item.target}" + (f" in {item.window_days} days" if item.window_days else "")
        case Kind.TEXT:
            return f"text, up to {item.target}"
        case Kind.DATE:
            return f"day, within {item.target} days"
        case _:
            return "done"


def score_lines(catalog: Catalog, stands: Score) -> Iterator[str]:
    """Yield the overall score and then a line for each platform."""
    yield f"{stands.overall:.1f} of 100: {stands.label}"
    for platform in catalog.platforms:
        one = stands.platforms[platform.id]
        done, of = one.basics
        yield (
            f"{platform.name:22} {one.score:5.1f}  profile {one.profile:3.0f} %  activity {one.activity:3.0f} %  "
            f"basics {done:2} of {of:2}  {one.label}"
        )


def score_data(stands: Score, rules: str, readings: Iterable[Reading]) -> JSON:
    """Return a score and the readings before it as plain values, points rounded to a tenth."""
    return {
        "overall": round(stands.overall, 1),
        "profile": round(stands.profile, 1),
        "activity": round(stands.activity, 1),
        "label": stands.label,
        "rules": rules,
        "platforms": {
            name: {
                "profile": round(one.profile, 1),
                "activity": round(one.activity, 1),
                "score": round(one.score, 1),
                "label": one.label,
                "basics": list[JSON](one.basics),
            }
            for name, one in stands.platforms.items()
        },
        "history": [{**fields_to_plain(one), "mark": str(one.mark)} for one in readings],
    }


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the four weeks, a line for each thing to do."""
    points = f"{plan.before:.0f} → {plan.after:.0f}"
    yield f"Four weeks from {whole_day(plan.start)}, {plan.minutes} minutes a week: {points}"
    for week in plan.weeks:
        yield ""
        yield f"Week {week.number}, {plan.week_minutes(week.number)} min"
        for task in week.tasks:
            yield f"  [ ] {task.item.title}{'' if task.finishes else ' (part)'}  {task.minutes} min"
        for habit in plan.habits:
            if habit.from_week <= week.number:
                yield f"  [ ] {habit.item.title}  {habit.minutes} min"
    if plan.later:
        yield ""
        yield f"For another month: {counted(len(plan.later), 'more step')}."


def plan_data(catalog: Catalog, profile: Profile, plan: Plan, today: date) -> JSON:
    """Return a plan as plain values: minutes, days as YYYY-MM-DD, points rounded to a tenth.

    The gain of an item is what it adds behind those that come before it; a piece that does not finish its item has
    none. Together they are the gain of the plan.
    """
    gains = _gains(catalog, profile, plan, today)
    return {
        "start": plan.start.isoformat(),
        "minutes": plan.minutes,
        "objection": str(profile.objection),
        "before": round(plan.before, 1),
        "after": round(plan.after, 1),
        "gain": round(plan.after - plan.before, 1),
        "label": plan.label,
        "weeks": [
            {
                "week": week.number,
                "starts": week.starts.isoformat(),
                "minutes": plan.week_minutes(week.number),
                "tasks": [
                    {
                        **_named(task.item),
                        "pieces": list[JSON](task.pieces),
                        "minutes": task.minutes,
                        "finishes": task.finishes,
                        "gain": gains[task.item.id] if task.finishes else 0.0,
                        "reason": task.reason,
                    }
                    for task in week.tasks
                ],
            }
            for week in plan.weeks
        ],
        "habits": [
            {
                **_named(habit.item),
                "minutes": habit.minutes,
                "from_week": habit.from_week,
                "gain": gains[habit.item.id],
                "reason": habit.reason,
            }
            for habit in plan.habits
        ],
        "later": [{**_named(item), "minutes": item.minutes, "every": str(item.every)} for item in plan.later],
    }


def _named(item: Item) -> dict[str, JSON]:
    return {"item": item.id, "title": item.title, "platform": item.platform}


def _gains(catalog: Catalog, profile: Profile, plan: Plan, today: date) -> dict[str, float]:
    """Return by item id the points each adds, week by week, its tasks first."""
    gains: dict[str, float] = {}
    points = plan.before
    for week in plan.weeks:
        tasks = [(task.item.id, [replace(week, tasks=(task,))], list[Habit]()) for task in week.tasks if task.finishes]
        habits = [(one.item.id, list[Week](), [one]) for one in plan.habits if one.from_week == week.number]
        for item, done, kept_up in (*tasks, *habits):
            profile = as_done(profile, done, kept_up, today)
            reached = score(catalog, profile, today).overall
            gains[item] = round(reached - points, 1)
            points = reached
    return gains


def counted(number: int, thing: str) -> str:
    """Return "1 answer", or "3 answers"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
