"""What a person can choose from for their next four weeks, as their answers, minutes and objection have it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from presence_gui.answering import ticked, with_number
from presence_gui.choice import HABITS_FROM_WEEK, SAME, Choice, Options, as_bits, bits
from presence_gui.content import Catalog, Item, Kind, Platform
from presence_gui.diary import DAYS_A_WEEK, WEEKS
from presence_gui.profile import Answer, Objection, Profile
from presence_gui.ranking import Open, bundle_of, needs_of, open_items
from presence_gui.scoring import ACTIVITY_PART, FULL_ACTIVITY, PROFILE_PART, Tally, credit, credits_of, tally_all

# minutes are given out in steps of so many
UNIT: Final = 5
LONGEST_PIECE: Final = 15
# for those without time: so many pieces a week, the review among them, each at most so long
FEW_PIECES: Final = 3
QUICK_PIECE: Final = 10
# beside the review: a new habit for every ten minutes a week, and only one where a week is short
MOST_HABITS: Final = 5
MINUTES_A_HABIT: Final = 10
SHORT_WEEK_BELOW: Final = 20
# one-off items on a page; fewer where every click of each is printed
MOST_ITEMS: Final = 12
MOST_ITEMS_EXPLAINED: Final = 6


def options_of(catalog: Catalog, profile: Profile, today: date, review: Item | None) -> Options:
    """Return what this person can choose from beside the weekly ``review``, which every plan holds."""
    candidates, needs = open_items(catalog, profile, today), needs_of(catalog, profile, today)
    bundles = {name: found for name in needs if name in candidates and (found := bundle_of(name, candidates, needs))}
    number = {name: place for place, name in enumerate(bundles)}
    opened = tuple(candidates[name] for name in bundles)
    behind = tuple(as_bits(number[one.item.id] for one in found) for found in bundles.values())
    habits = as_bits(place for place, one in enumerate(opened) if one.habit)
    tallies = tally_all(catalog, profile, credits_of(catalog, profile, today))
    if review:
        now = credit(review, profile.answer(review.id), today, profile.pauses)
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
        longest=max(min(QUICK_PIECE if quick else LONGEST_PIECE, room), UNIT),
        review=spared,
        most_habits=1 if profile.minutes < SHORT_WEEK_BELOW else min(MOST_HABITS, profile.minutes // MINUTES_A_HABIT),
        most_items=MOST_ITEMS_EXPLAINED if profile.objection is Objection.HOW else MOST_ITEMS,
        base=sum(stage.base for stage in stages),
        kept=tuple(stage.kept for stage in stages),
        full=tuple(stage.full for stage in stages),
        helpful=(0,) * len(stages),
        public=tuple(one.public and one.id not in profile.left_out for one in catalog.platforms),
    )
    helpful = [habit for habit in bits(habits) if _can_begin(options, habit)]
    by_platform = (
        as_bits(habit for habit in helpful if options.platform[habit] == number) for number in range(len(stages))
    )
    return replace(options, helpful=tuple(by_platform))


def _can_begin(options: Options, habit: int) -> bool:
    """Whether a habit could begin if the plan held nothing else, and would add to the score."""
    behind = options.behind[habit]
    alone = Choice(behind, dict.fromkeys(bits(behind & options.habits), HABITS_FROM_WEEK))
    return options.points[habit][-1] > SAME and options.fits(alone)


def kept_from(item: Item, answer: Answer, week: int, today: date) -> Answer:
    """Return the answer of somebody who keeps a habit from this week (1 to 4) to the end of the four."""
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
        one.weight for one in catalog.platforms if one.id in profile.left_out and one.weight_goes_to == platform.id
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
    now = credit(item, answer, today, profile.pauses)
    then = (
        credit(item, kept_from(item, answer, week, today), today, profile.pauses)
        for week in range(1, HABITS_FROM_WEEK + 1)
    )
    return tuple(item.impact * stage.a_habit_point * (kept - now) for kept in then)


def _outside_views(opened: Sequence[Open], behind: Sequence[int]) -> int:
    """Return the looks at what strangers see that can be taken at once."""
    return as_bits(one for one, o in enumerate(opened) if o.item.outside_view and behind[one] == 1 << one)
