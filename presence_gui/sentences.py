"""The sentences of the page, above its weeks and below them, and which parts of it leave first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from itertools import chain
from types import MappingProxyType
from typing import Final

from presence_gui.content import Catalog
from presence_gui.days import whole_day
from presence_gui.diary import DAYS_A_WEEK, WEEKS, Slot
from presence_gui.guidance import Guidance
from presence_gui.hints import cited
from presence_gui.plan import Plan
from presence_gui.profile import Objection, Profile
from presence_gui.scoring import ACTIVE, HEARD, Score

BLANK: Final = "_" * 18

_SHORT_BLANK: Final = "_" * 8
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINES_BY_HAND: Final = 2
_NEVER: Final = 3
# the study behind "acquaintances, more than close friends, tend to pass on new jobs"
_ACQUAINTANCES: Final = "WEAKTIES"
_IN_SHORT: Final = (
    "acquaintances, more than close friends, tend to pass on new jobs. It takes months, so it is best built early."
)
_REASONING: Final = (
    "Contacts take months to matter, and asking is easier while you need nothing: so, we reason, begin before you do."
)


class Part(Enum):
    """The parts of the page that may be left off; hints leave a week at a time, the last week's first."""

    BY_HAND = auto()
    WORTH = auto()
    NOT_NOW = auto()
    STANDING = auto()
    MISSED_WEEK = auto()
    LONG_HINTS = auto()  # what is left of them is a sentence
    HINTS = auto()
    NEVER_POST = auto()
    PARTNER = auto()
    SIXTH_HABIT = auto()  # and those after it, one at a time
    THIRD_HABIT = auto()
    LAST_TASK = auto()  # and those before it, one at a time


# What does not fit leaves in this order. A part that is not listed for an objection is never on that page.
LEAVES_FIRST: Final[Mapping[Objection, tuple[Part, ...]]] = MappingProxyType(
    {
        Objection.NONE: (
            Part.BY_HAND,
            Part.WORTH,
            Part.NOT_NOW,
            Part.STANDING,
            Part.MISSED_WEEK,
            Part.HINTS,
            Part.NEVER_POST,
            Part.PARTNER,
            Part.SIXTH_HABIT,
            Part.LAST_TASK,
        ),
        # no time: nothing but the lines that are needed
        Objection.TIME: (Part.MISSED_WEEK, Part.NEVER_POST, Part.PARTNER, Part.SIXTH_HABIT, Part.LAST_TASK),
        # no value in it: the reasons stay the longest
        Objection.VALUE: (
            Part.BY_HAND,
            Part.NOT_NOW,
            Part.STANDING,
            Part.MISSED_WEEK,
            Part.LONG_HINTS,
            Part.NEVER_POST,
            Part.PARTNER,
            Part.SIXTH_HABIT,
            Part.HINTS,
            Part.WORTH,
            Part.LAST_TASK,
        ),
        # no idea how: every line keeps a step as long as it can
        Objection.HOW: (
            Part.BY_HAND,
            Part.WORTH,
            Part.NOT_NOW,
            Part.STANDING,
            Part.MISSED_WEEK,
            Part.LONG_HINTS,
            Part.NEVER_POST,
            Part.PARTNER,
            Part.HINTS,
            Part.SIXTH_HABIT,
            Part.LAST_TASK,
        ),
        # what first: habits are lines of the one sequence, so most of them leave before it is cut short
        Objection.WHAT: (
            Part.BY_HAND,
            Part.WORTH,
            Part.NOT_NOW,
            Part.STANDING,
            Part.MISSED_WEEK,
            Part.HINTS,
            Part.NEVER_POST,
            Part.PARTNER,
            Part.THIRD_HABIT,
            Part.LAST_TASK,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A short paragraph with its first words in bold, and lines below it to write on.

    ``numbered`` are those parts of the text that begin with their number.
    """

    part: Part | None
    lead: str
    text: str
    blank_lines: int = 0
    numbered: tuple[str, ...] = ()


def opening(catalog: Catalog, profile: Profile, plan: Plan, today: Score) -> Iterator[Sentence]:
    """Yield what stands under the title: the goal in the user's words, and where they stand or what it will take."""
    if profile.goal.strip():
        yield Sentence(None, "My goal:", profile.goal.strip())
    if profile.objection is Objection.TIME:
        yield Sentence(None, "What it takes:", _what_it_takes(plan))
    if standing := _standing(catalog, profile, today):
        yield standing


def _what_it_takes(plan: Plan) -> str:
    pieces = [[*chain.from_iterable(task.pieces for task in week.tasks)] for week in plan.weeks]
    for week, own in zip(plan.weeks, pieces, strict=True):
        own += [habit.minutes for habit in plan.habits if habit.from_week <= week.number]
    counts, lengths = {len(own) for own in pieces}, {*chain.from_iterable(pieces), 0} - {0}
    most, longest = max(counts), max(lengths, default=0)
    if not most:
        return "nothing at all."
    number = f"{_at_most(counts)}{most} {'piece' if most == 1 else 'pieces'} a week"
    return f"{number} of {_at_most(lengths)}{longest} minutes{'' if most == 1 else ' each'}."


def _at_most(numbers: set[int]) -> str:
    return "at most " if len(numbers) > 1 else ""


def _standing(catalog: Catalog, profile: Profile, today: Score) -> Sentence | None:
    """Return how complete the main platform is, and how active; None where it is left out or there is none."""
    main = next((platform for platform in catalog.platforms if platform.main), None)
    if main is None or main.id in profile.left_out:
        return None
    stands = today.platforms[main.id]
    done, of = stands.basics
    how_far = "complete" if done >= of else "under way" if stands.profile else "not started"
    basics = f" ({done} of {of} basics)" if of else ""
    return Sentence(
        Part.STANDING, f"Today on {main.name}:", f"profile {how_far}{basics}, activity {_words(stands.activity)}."
    )


def _words(activity: float) -> str:
    if not activity:
        return "none yet"
    return "low" if activity < 100 * HEARD else "growing" if activity < 100 * ACTIVE else "steady"


def start_now(profile: Profile, plan: Plan) -> Sentence:
    """Return what to do before anything else; it is tickable, and takes no more than two minutes."""
    first = next(chain.from_iterable(week.tasks for week in plan.weeks), None)
    write_in = "" if profile.slot else ", and write in the day and time below"
    begin = (first.item.two_minutes if first else "") or f"Put this page where you will see it{write_in}."
    return Sentence(None, "Start now, 2 minutes:", begin)


def closing(catalog: Catalog, guidance: Guidance, profile: Profile, plan: Plan) -> Iterator[Sentence]:
    """Yield what makes a plan stick: when, with whom, what if not, what never, what not now, and why."""
    box = "number" if profile.objection is Objection.WHAT else "box"
    do = f"do the next {box}" if profile.objection is Objection.WHAT else f"do one {box}"
    yield Sentence(None, "When", f"it is {_slot(profile.slot)} and I have my coffee, then I open this page and {do}.")
    end = plan.start + timedelta(days=WEEKS * DAYS_A_WEEK - 1)
    yield Sentence(Part.PARTNER, "I will show this page to", f"{BLANK} on {whole_day(end)}.")
    yield Sentence(Part.BY_HAND, "The line above, in my own hand:", "", _LINES_BY_HAND)
    never = tuple(_never(guidance, profile))
    yield Sentence(Part.NEVER_POST, "I never post", " ".join(never), numbered=never)
    yield Sentence(Part.MISSED_WEEK, "If I miss a week,", f"I do only the next {box}. I do not catch up.")
    if idle := _idle(catalog, plan):
        yield Sentence(Part.NOT_NOW, "Not now:", f"{idle}.")
    yield Sentence(Part.WORTH, "Why it is worth it:", _worth(guidance, profile))


def _slot(slot: Slot | None) -> str:
    return f"{_DAYS[slot.weekday]} {slot.at.hour}.{slot.at.minute:02}" if slot else f"{BLANK} at {_SHORT_BLANK}"


def _never(guidance: Guidance, profile: Profile) -> Iterator[str]:
    """Yield the profession's own lines, and a blank for each it does not have, with their numbers."""
    cards = (card.never_post for card in guidance.professions if card.id == profile.profession)
    lines = [line.strip().removesuffix(".") for line in next(cards, ())]
    blanks = [BLANK] * (_NEVER - len(lines))
    return (f"{number} {line}" for number, line in enumerate([*lines, *blanks], 1))


def _idle(catalog: Catalog, plan: Plan) -> str:
    """Return the platforms this page asks nothing of."""
    busy = {task.item.platform for week in plan.weeks for task in week.tasks} | {h.item.platform for h in plan.habits}
    return ", ".join(platform.name for platform in catalog.platforms if platform.id not in busy)


def _worth(guidance: Guidance, profile: Profile) -> str:
    study = next((study for study in guidance.studies if study.key == _ACQUAINTANCES), None)
    if profile.objection is Objection.VALUE and study:
        found = " ".join(re.split(r"(?<=\.) ", f"{study.says} {study.number}")[:3]).removesuffix(".")
        return f"{found} ({cited(study)}). {_REASONING}"
    return _IN_SHORT
