"""The dated things a profile keeps beside its answers: the usual time, pauses, printed plans, readings of the score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from presence_gui.plain import Carrying

DAYS_A_WEEK: Final = 7
WEEKS: Final = 4
MOST_BOXES: Final = 1_000


class Mark(StrEnum):
    """What a reading is worth pointing out for."""

    NOTHING = ""
    IMPORT = "import"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Slot(Carrying):
    """When somebody usually sits down to their plan: ``weekday`` 0 (Monday) to 6, and a time as on the wall."""

    weekday: int = field(metadata={"among": range(DAYS_A_WEEK)})
    at: time


@dataclass(frozen=True, slots=True)
class Pause(Carrying):
    """Days that do not count, both ends included; ``until`` is None while nobody has said when it ends."""

    since: date
    until: date | None = None

    def lasts(self, today: date) -> bool:
        """Whether this day is one of the pause."""
        return self.since <= today and (self.until is None or self.until >= today)


def days_paused(pauses: Iterable[Pause], since: date, today: date) -> int:
    """Return how many days from ``since`` until the day before ``today`` lie in a pause, each counted once.

    So a pause costs nothing from its first day on, and the day after it goes on where that one stood.
    """
    days, reached = 0, since
    for pause in sorted(pauses, key=lambda pause: pause.since):
        over = pause.until is not None and pause.until < today
        end = pause.until + timedelta(1) if over and pause.until else today
        begin = max(pause.since, reached)
        if begin < end:
            days += (end - begin).days
            reached = end
    return days


def paused_since(pauses: Iterable[Pause], today: date) -> date | None:
    """Return since when the pause goes on that this day is in; None where it is in none."""
    return min((pause.since for pause in pauses if pause.lasts(today)), default=None)


@dataclass(frozen=True, slots=True)
class PrintedLine(Carrying):
    """One line of a printed plan: an item in a week (1 to 4), its ``minutes`` there, its tick boxes and those ticked.

    ``habit`` says that the line is a week's cell of the grid; ``finishes`` that with it the one-off item is done, and
    ``on`` when a box was last ticked.
    """

    item: str
    week: int = field(metadata={"among": range(1, WEEKS + 1)})
    minutes: int
    boxes: int = field(default=1, metadata={"among": range(1, MOST_BOXES + 1)})
    ticked: int = field(default=0, metadata={"among": range(MOST_BOXES + 1)})
    habit: bool = False
    finishes: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Before(Carrying):
    """What an answer said before boxes of its item were ticked, as far as ticks change it; fields as in an answer."""

    status: str = field(metadata={"among": ("done", "not-yet", "not-for-me", "not-sure")})
    number: int | None = None
    day: date | None = None
    given: date | None = None
    spent: int = 0
    from_data: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedPlan(Carrying):
    """A plan as somebody has it on paper: the Monday it starts, its minutes a week, and its lines in their order.

    ``before`` holds by item id, while boxes of the item are ticked, what its answer said without them.
    """

    start: date
    minutes: int
    lines: tuple[PrintedLine, ...] = ()
    before: Mapping[str, Before] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Reading(Carrying):
    """Where somebody stood at the end of a day: points and both bars, 0 to 100, by the named version of the rules."""

    day: date
    rules: str
    overall: float
    profile: float
    activity: float
    mark: Mark = Mark.NOTHING
