"""What four weeks may hold and what it is worth: the rules every choice keeps, in numbers a search is quick with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Final, NamedTuple

from presence_gui.answering import ticked, with_number
from presence_gui.content import Catalog, Item, Kind, Platform
from presence_gui.diary import DAYS_A_WEEK, WEEKS
from presence_gui.profile import Answer, Objection, Profile
from presence_gui.ranking import Open, bundle, needs_of, open_items
from presence_gui.scoring import (
    ACTIVITY_PART,
    FULL_ACTIVITY,
    HEARD,
    PASSIVE_CAP,
    PROFILE_PART,
    Tally,
    credit,
    credits_of,
    tally_all,
)

# minutes are given out in steps of so many
UNIT: Final = 5
# for those without time: so many pieces a week, the review among them, each at most so long
FEW_PIECES: Final = 3
QUICK_PIECE: Final = 10
# beside the review: a new habit for every ten minutes a week, and only one where a week is short
MOST_HABITS: Final = 5
MINUTES_A_HABIT: Final = 10
SHORT_WEEK_BELOW: Final = 20
# a habit begins early enough to be done twice, and from this week on habits have half of what is planned
HABITS_FROM_WEEK: Final = 3
MOST_ITEMS: Final = 12

_SAME: Final = 1e-9


class Sum(NamedTuple):
    """What one-off items come to: minutes in whole units, points of the overall score, how many they are."""

    minutes: int
    points: float
    count: int


class Choice(NamedTuple):
    """What to do in four weeks: a bit for each item, and for each habit among them the week (1 to 3) it begins."""

    items: int
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from, and the rules: an item is a number, a set of items a number with their bits.

    Nothing has a lower number than what it needs. ``behind`` holds each item with all it needs, ``habits`` those done
    every week, ``late`` the one-off items that need one of these, ``first`` what every choice holds. ``minutes`` are
    rounded up to whole ``unit``s. ``points`` are those of a one-off item, or of a habit by the week it begins in, less
    1. A week has ``room`` minutes beside the ``review`` minutes of its review. The profile bars stand at ``base``
    points; by platform, the habits kept today at ``kept``, and a full activity bar is worth ``full``, and ``helpful`` are the habits that could begin.
    """

    open: tuple[Open, ...]
    behind: tuple[int, ...]
    habits: int
    late: int
    first: int
    minutes: tuple[int, ...]
    points: tuple[tuple[float, ...], ...]
    platform: tuple[int, ...]
    unit: int
    room: int
    review: int
    most_habits: int
    base: float
    kept: tuple[float, ...]
    full: tuple[float, ...]
    public: tuple[bool, ...]
    helpful: tuple[int, ...]
    sums: dict[int, Sum] = field(default_factory=lambda: {0: Sum(0, 0.0, 0)})

    def once(self, items: int) -> Sum:
        """Return what the one-off items among these come to."""
        known = self.sums.get(items)
        if known is None:
            low = items & -items
            one, known = low.bit_length() - 1, self.once(items ^ low)
            if not low & self.habits:
                minutes, points, count = known
                known = Sum(minutes + self.minutes[one], points + self.points[one][0], count + 1)
            self.sums[items] = known
        return known

    def weekly(self, habits: int) -> int:
        """Return the minutes a week that these habits take."""
        return sum(self.minutes[habit] for habit in bits(habits))

    def total(self, choice: Choice) -> int:
        """Return the minutes of the four weeks that a choice takes, beside the review."""
        weekly = sum(self.minutes[habit] * (WEEKS + 1 - week) for habit, week in choice.starts.items())
        return self.once(choice.items).minutes + weekly

    def bars(self, choice: Choice) -> tuple[float, list[float]]:
        """Return the points of all profile bars, and by platform those of the habits kept, before any limit."""
        kept = list(self.kept)
        for habit, week in choice.starts.items():
            kept[self.platform[habit]] += self.points[habit][week - 1]
        return self.base + self.once(choice.items).points, kept

    def score(self, points: float, kept: list[float]) -> float:
        """Return the overall score where the bars stand so; those who are heard nowhere stay below the cap."""
        points += sum(map(min, kept, self.full))
        return points if points <= PASSIVE_CAP or self.heard(kept) else PASSIVE_CAP

    def heard(self, kept: list[float]) -> bool:
        """Whether the habits are enough to be heard somewhere."""
        for full, reached, public in zip(self.full, kept, self.public, strict=True):
            if public and full and reached >= HEARD * full - _SAME:
                return True
        return False

    def rooms(self, starts: Mapping[int, int]) -> list[int]:
        """Return the minutes each week has for one-off items beside these habits; below 0 where they are too many.

        From week 3 one-off items take at most as long as habits and review, while another habit would help.
        """
        rooms, halves = [self.room] * WEEKS, [self.review] * WEEKS
        for habit, begins in starts.items():
            for week in range(begins - 1, WEEKS):
                rooms[week] -= self.minutes[habit]
                halves[week] += self.open[habit].minutes
        if self._another_helps(starts):
            for week in range(HABITS_FROM_WEEK - 1, WEEKS):
                rooms[week] = min(rooms[week], halves[week] // self.unit * self.unit)
        return rooms

    def _another_helps(self, starts: Mapping[int, int]) -> bool:
        """Whether one more habit may begin that could and would add to the score."""
        if len(starts) >= self.most_habits:
            return False
        begun, (_, kept) = as_bits(starts), self.bars(Choice(0, starts))
        every = zip(self.helpful, kept, self.full, strict=True)
        return any(habits & ~begun and reached < full - _SAME for habits, reached, full in every)

    def fits(self, choice: Choice) -> bool:
        """Whether the weeks hold this choice, each item behind what it needs, an item spread over weeks in whole units.

        What a habit needs must be done in the week it begins, and what needs a habit waits for that week: everything
        fits when what must be done between any two weeks fits between them.
        """
        items, starts = choice
        if len(starts) > self.most_habits or self.once(items).count > MOST_ITEMS:
            return False
        rooms = self.rooms(starts)
        if min(rooms) < 0:
            return False
        due = begun = 0
        waiting = self.waiting(choice) if items & self.late else (items,)
        for week in range(1, WEEKS + 1):
            for habit, begins in starts.items():
                if begins == week:
                    due |= self.behind[habit]
                    begun |= 1 << habit
            if due & self.habits & ~begun:
                return False
            if week == WEEKS:
                due = items
            for since, held in enumerate(waiting[:week]):
                if self.once(due & held).minutes > sum(rooms[since:week]):
                    return False
        return True

    def waiting(self, choice: Choice) -> tuple[int, ...]:
        """Return, for each week (1 to 3), the items that cannot be done before it: all, then those behind a habit."""
        late = [one for one in bits(choice.items & self.late)]
        found = [choice.items]
        for week in range(2, HABITS_FROM_WEEK + 1):
            habits = as_bits(habit for habit, begins in choice.starts.items() if begins >= week)
            found.append(as_bits(one for one in late if self.behind[one] & habits))
        return tuple(found)


def bits(items: int) -> Iterable[int]:
    """Yield the items of a set, lowest number first."""
    while items:
        low = items & -items
        yield low.bit_length() - 1
        items ^= low


def as_bits(items: Iterable[int]) -> int:
    """Return these items as a set."""
    return reduce(or_, (1 << item for item in items), 0)


def options_of(catalog: Catalog, profile: Profile, today: date, review: Item | None) -> Options:
    """Return what this person can choose from beside the weekly ``review``, which every plan holds."""
    candidates, needs = open_items(catalog, profile, today), needs_of(catalog, profile, today)
    bundles = {name: found for name in needs if name in candidates and (found := bundle(name, candidates, needs))}
    number = {name: place for place, name in enumerate(bundles)}
    opened = tuple(candidates[name] for name in bundles)
    behind = tuple(as_bits(number[one.item.id] for one in found) for found in bundles.values())
    habits = as_bits(place for place, one in enumerate(opened) if one.habit)
    tallies = tally_all(catalog, profile, credits_of(catalog, profile, today))
    if review:
        now = credit(review, profile.answer(review.id), today)
        tallies[review.platform] = tallies[review.platform].plus(review, 1 - now)
    stages = [_stage(catalog, profile, one, tallies[one.id]) for one in catalog.platforms]
    place = {one.id: number for number, one in enumerate(catalog.platforms)}
    quick, spared = profile.objection is Objection.TIME, review.minutes if review else 0
    unit = QUICK_PIECE if quick else UNIT
    room = (profile.minutes - spared) // unit * unit
    options = Options(
        open=opened,
        behind=behind,
        habits=habits,
        late=as_bits(one for one, all_ in enumerate(behind) if all_ & habits and not habits >> one & 1),
        first=_outside_views(opened, behind) if profile.objection is Objection.VALUE else 0,
        minutes=tuple(-(-one.minutes // unit) * unit for one in opened),
        points=tuple(_points(one, stages[place[one.item.platform]], profile, today) for one in opened),
        platform=tuple(place[one.item.platform] for one in opened),
        unit=unit,
        room=min(room, (FEW_PIECES - bool(review)) * QUICK_PIECE) if quick else room,
        review=spared,
        most_habits=1 if profile.minutes < SHORT_WEEK_BELOW else min(MOST_HABITS, profile.minutes // MINUTES_A_HABIT),
        base=sum(stage.base for stage in stages),
        kept=tuple(stage.kept for stage in stages),
        full=tuple(stage.full for stage in stages),
        helpful=(0,) * len(stages),
        public=tuple(one.public and one.id not in profile.left_out for one in catalog.platforms),
    )
    helpful = [habit for habit in bits(habits) if _can_begin(options, habit)]
    by_platform = (as_bits(habit for habit in helpful if options.platform[habit] == number) for number in range(len(stages)))
    return replace(options, helpful=tuple(by_platform))


def _can_begin(options: Options, habit: int) -> bool:
    """Whether a habit could begin if the plan held nothing else, and would add to the score."""
    behind = options.behind[habit]
    alone = Choice(behind, dict.fromkeys(bits(behind & options.habits), HABITS_FROM_WEEK))
    return options.points[habit][-1] > _SAME and options.fits(alone)


def kept_from(item: Item, answer: Answer, week: int, today: date) -> Answer:
    """Return the answer of somebody who keeps a habit from this week (1 to 4) to the end of the four, seen from today."""
    if item.kind is not Kind.NUMBER:
        return ticked(item, answer, today)
    days = DAYS_A_WEEK * (WEEKS + 1 - week)
    return with_number(item, answer, max(answer.number or 0, item.target * days // (item.window_days or days)), today)


class _Stage(NamedTuple):
    """What a platform's bars are worth in points of the overall score: now, in full, and for each point of impact."""

    base: float
    kept: float
    full: float
    a_point: float
    a_habit_point: float


def _stage(catalog: Catalog, profile: Profile, platform: Platform, sums: Tally) -> _Stage:
    if platform.id in profile.left_out:
        return _Stage(0, 0, 0, 0, 0)
    a_weight = 100 / (sum(one.weight for one in catalog.platforms) or 1)
    handed = sum(
        one.weight
        for one in catalog.platforms
        if one.id in profile.left_out and one.weight_goes_to == platform.id
    )
    full = a_weight * (ACTIVITY_PART * platform.weight + handed)
    a_point = a_weight * PROFILE_PART * platform.weight / (sums.possible or 1)
    a_habit_point = full / (FULL_ACTIVITY * sums.habits or 1)
    return _Stage(sums.earned * a_point, sums.kept * a_habit_point, full, a_point, a_habit_point)


def _points(one: Open, stage: _Stage, profile: Profile, today: date) -> tuple[float, ...]:
    item = one.item
    if not item.habit:
        return (item.impact * stage.a_point * one.add,)
    answer = profile.answer(item.id)
    now = credit(item, answer, today)
    then = (credit(item, kept_from(item, answer, week, today), today) for week in range(1, HABITS_FROM_WEEK + 1))
    return tuple(item.impact * stage.a_habit_point * (kept - now) for kept in then)


def _outside_views(opened: Sequence[Open], behind: Sequence[int]) -> int:
    """Return the looks at what strangers see that can be taken at once."""
    return as_bits(one for one, o in enumerate(opened) if o.item.outside_view and behind[one] == 1 << one)
