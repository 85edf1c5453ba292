"""What a line of the page says below its title: its next step, all its clicks, or why it is worth the minutes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from presence_gui.content import Item
from presence_gui.guidance import Guidance, Solid, Study
from presence_gui.plan import Plan, Task
from presence_gui.profile import Objection, Profile

_FROM_THE_SOLID_ONE: Final = tuple(Solid)
_FRAIL: Final = {Solid.LOW: "weak evidence", Solid.MIXED: "mixed evidence"}
_SEVERAL: Final = re.compile(r"([\w-]+), (?:[\w-]+, )*[\w-]+ and [\w-]+(?:,|$)")
_WHO: Final = re.compile(r"[^,;(]+")


@dataclass(frozen=True, slots=True)
class Portion:
    """What one line asks of a one-off item: ``number`` (from 0) ``of`` so many parts, the minutes of its pieces."""

    task: Task
    pieces: tuple[int, ...]
    number: int
    of: int

    @property
    def title(self) -> str:
        """The item's title, and which part of it this is."""
        title = self.task.item.title
        return title if self.of == 1 else f"{title} ({'carry on' if self.number else 'start'})"

    @property
    def steps(self) -> range:
        """Which of the item's steps belong to this part: at least one, all of them shared out in order."""
        count = len(self.task.item.how)
        start = self.number * count // self.of
        return range(start, max(start + 1, (self.number + 1) * count // self.of))


def portions(plan: Plan, profile: Profile, *, each_piece: bool) -> Iterator[tuple[Portion, ...]]:
    """Yield what every week of a plan asks: a line for each task, or for each piece of one.

    Minutes given to an item earlier are its first part, and what no week finishes leaves a part for another month.
    """
    weeks = [[(task, cut) for task in week.tasks for cut in _cuts(task, each_piece=each_piece)] for week in plan.weeks]
    ends = {task.item.id for week in plan.weeks for task in week.tasks if task.finishes}
    of = Counter(task.item.id for week in weeks for task, _ in week)
    begun = {item: bool(profile.answer(item).spent) for item in of}
    seen = Counter({item: int(is_begun) for item, is_begun in begun.items()})
    for week in weeks:
        lines = []
        for task, pieces in week:
            item = task.item.id
            lines.append(Portion(task, pieces, seen[item], begun[item] + of[item] + (item not in ends)))
            seen[item] += 1
        yield tuple(lines)


def _cuts(task: Task, *, each_piece: bool) -> list[tuple[int, ...]]:
    return [(piece,) for piece in task.pieces] if each_piece else [task.pieces]


def hint(guidance: Guidance, objection: Objection, portion: Portion, *, short: bool) -> tuple[str, ...]:
    """Return the sentences below a line's title: its next step, all its clicks with a number before each, or reasons.

    Those who have no time get none; ``short`` leaves one where there are more.
    """
    item = portion.task.item
    step = item.how[min(portion.number, len(item.how) - 1)]
    if objection is Objection.TIME:
        return ()
    if objection is Objection.HOW:
        clicks = tuple(f"{step + 1} {item.how[step]}" for step in portion.steps)
        return clicks[:1] if short else clicks
    if objection is Objection.VALUE and not portion.number:  # who carries on has read the reasons
        return (item.because,) if short else (item.because, evidence(guidance, item))
    return (step,)


def evidence(guidance: Guidance, item: Item) -> str:
    """Return what the most solid study behind an item found, with who and when; our own reasons where there is none.

    It says what the study says and no more; whether an item follows from it is for ``because`` to say.
    """
    behind = [study for key in item.evidence for study in guidance.studies if study.key == key]
    study = min(behind, key=lambda one: _FROM_THE_SOLID_ONE.index(one.solid), default=None)
    if study is None:
        return item.why
    if study.solid is Solid.JUDGEMENT:
        return f"{item.why} That is our own judgement, not research."
    return f"{study.says.removesuffix('.')} ({cited(study)})."


def cited(study: Study) -> str:
    """Return who found it and when in a few words, such as "Utz, 2016", and that it is frail where it is."""
    several, who = _SEVERAL.match(study.source), _WHO.match(study.source)
    name = f"{several[1]} and others" if several else who[0].strip() if who else study.source
    year = "" if study.year in name or not study.year[-1:].isdigit() else study.year
    return ", ".join(part for part in (name, year, _FRAIL.get(study.solid, "")) if part)
