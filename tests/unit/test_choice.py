from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presence_gui.choice import Choice, Options, as_bits, bits
from presence_gui.choosing import choose
from presence_gui.content import Catalog, Item, catalog_of
from presence_gui.diary import Pause
from presence_gui.options import options_of
from presence_gui.plan import make_plan
from presence_gui.profile import Objection, Profile
from presence_gui.ranking import reviews
from presence_gui.scoring import score
from tests.unit.builders import (
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    catalog_with,
    days_ago,
    platform_with,
    profiles,
    real_checklists,
    told,
)

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)


def options_for(catalog: Catalog, profile: Profile) -> Options:
    return options_of(catalog, profile, TODAY, next(iter(reviews(catalog, profile)), None))


def chosen(options: Options, *items: str, **starts: int) -> Choice:
    number = {one.item.id: place for place, one in enumerate(options.open)}
    begun = {number[habit]: week for habit, week in starts.items()}
    return Choice(as_bits(number[item] for item in items) | as_bits(begun), begun)


# --- what a choice is worth -------------------------------------------------------------------------------------------


@given(profiles, st.integers(0, 60), st.integers(0, 60) | st.none())
def test_a_choice_is_worth_the_score_of_somebody_who_did_it(profile: Profile, since: int, days: int | None) -> None:
    until = None if days is None else days_ago(max(since - days, -9))
    for paused in (profile, replace(profile, pauses=(Pause(days_ago(since), until),))):
        options = options_for(real_checklists(), paused)
        plan = make_plan(real_checklists(), paused, TODAY)
        assert plan.after == pytest.approx(options.score(choose(options)), abs=1e-6)


@pytest.mark.parametrize(("water", "shed"), list(product([True, False], repeat=2)))
def test_what_is_left_out_and_who_is_heard_nowhere_counts_as_in_the_score(*, water: bool, shed: bool) -> None:
    inside = replace(GARDEN, id="shed", main=False, public=False, weight=50, weight_goes_to="garden")
    habit = replace(HABIT, id="sweep", kind=ITEM.kind)
    catalog = catalog_of([platform_with(ITEM, HABIT), platform_with(replace(ITEM, id="rake"), habit, platform=inside)])
    profile = Profile(minutes=120).leaving_out("shed", left_out=not shed)
    options = options_for(catalog, profile)
    starts = {"water": 2} if water else {}
    choice = chosen(options, "dig", *(["rake"] if shed else []), **starts)
    now = told(catalog, "dig=done", *(["rake=done"] if shed else []), *(["water=done"] if water else []))
    now = replace(now, left_out=profile.left_out)
    assert options.score(choice) == pytest.approx(score(catalog, now, TODAY).overall)
    assert options.held(choice.starts).heard == water


def test_a_habit_counts_from_the_week_it_begins_and_takes_its_minutes_to_the_end() -> None:
    options = options_for(catalog_with(REVIEW, ITEM, HABIT), Profile(minutes=60))
    assert options.total(chosen(options, "dig", water=1)) == 15 + 4 * 10
    assert options.total(chosen(options, "dig", water=3)) == 15 + 2 * 10


# --- which choices fit ------------------------------------------------------------------------------------------------


def test_the_room_of_a_week_is_what_habits_leave_and_half_of_it_while_another_would_help() -> None:
    more = replace(HABIT, id="weed", minutes=15)
    options = options_for(catalog_with(REVIEW, ITEM, HABIT, more), Profile(minutes=60))
    assert options.held({}).rooms == [55, 55, 5, 5]
    assert options.held(chosen(options, water=2).starts).rooms == [55, 45, 15, 15]
    # both fill the activity bar
    assert options.held(chosen(options, water=2, weed=3).starts).rooms == [55, 45, 30, 30]
    few = options_for(catalog_with(REVIEW, ITEM, HABIT, more), Profile(minutes=19))
    assert few.held(chosen(few, water=3).starts).rooms == [10, 10, 0, 0]


def test_no_more_than_twelve_items_and_the_habits_there_may_be_fit() -> None:
    beds = [replace(ITEM, id=f"dig-{n}", minutes=5) for n in range(13)]
    options = options_for(catalog_with(*beds, HABIT), Profile(minutes=60))
    assert options.fits(chosen(options, *(bed.id for bed in beds[:12])))
    assert not options.fits(chosen(options, *(bed.id for bed in beds)))
    two = options_for(catalog_with(HABIT, replace(HABIT, id="weed", minutes=5)), Profile(minutes=19))
    assert two.fits(chosen(two, water=3))
    assert not two.fits(chosen(two, water=3, weed=3))


def test_a_habit_does_not_fit_into_a_week_shorter_than_it() -> None:
    options = options_for(catalog_with(replace(HABIT, minutes=40)), Profile(minutes=30))
    assert not options.fits(chosen(options, water=3))
    assert options.helpful == (0,)


def test_what_a_habit_needs_is_there_in_the_week_it_begins_and_what_needs_a_habit_waits_for_it() -> None:
    weed = replace(HABIT, id="weed", needs=("water",))
    harvest = replace(ITEM, id="harvest", minutes=60, needs=("weed",))
    options = options_for(catalog_with(HABIT, weed, harvest), Profile(minutes=30))
    assert options.fits(chosen(options, water=1, weed=2))
    assert not options.fits(chosen(options, water=2, weed=1))
    # 20 minutes in each of four weeks, 10 where both run: from week 2 on there are too few
    assert not options.fits(chosen(options, "harvest", water=2, weed=2))
    short = options_for(catalog_with(HABIT, weed, replace(harvest, minutes=20)), Profile(minutes=30))
    assert short.fits(chosen(short, "harvest", water=3, weed=3))


SHED = (
    replace(ITEM, id="a", minutes=10),
    replace(ITEM, id="b", minutes=20, needs=("a",)),
    replace(HABIT, id="c", minutes=10, needs=("a",)),
    replace(HABIT, id="d", minutes=5),
    replace(ITEM, id="e", minutes=15, needs=("d",)),
    replace(ITEM, id="f", minutes=10, needs=("b", "c")),
)


@given(
    st.lists(st.integers(1, 5), min_size=len(SHED), max_size=len(SHED)),
    st.integers(15, 40),
    st.sampled_from([(REVIEW,), ()]),
    st.sampled_from([Objection.NONE, Objection.TIME]),
)
@settings(max_examples=25)
def test_a_choice_fits_where_a_timetable_for_it_is_found(
    fives: list[int], minutes: int, review: tuple[Item, ...], objection: Objection
) -> None:
    items = [replace(item, minutes=5 * five) for item, five in zip(SHED, fives, strict=True)]
    catalog = catalog_with(*items, *review)
    options = options_for(catalog, Profile(minutes=minutes, objection=objection))
    for choice in every_choice(options):
        assert options.fits(choice) == has_timetable(options, choice), choice


def every_choice(options: Options) -> list[Choice]:
    """Every set that holds what its items need, with its habits begun in any weeks."""
    found = []
    for count in range(len(options.open) + 1):
        for some in combinations(range(len(options.open)), count):
            items = as_bits(some)
            if all(options.behind[one] & ~items == 0 for one in some):
                habits = list(bits(items & options.habits))
                weeks = product((1, 2, 3), repeat=len(habits))
                found += [Choice(items, dict(zip(habits, starts, strict=True))) for starts in weeks]
    return found


def has_timetable(options: Options, choice: Choice) -> bool:
    """Try every way to go through the weeks unit by unit, each unit given to any item that is open."""
    rooms = options.held(choice.starts).rooms
    once = tuple(one for one in bits(choice.items) if one not in choice.starts)
    if min(rooms) < 0 or len(choice.starts) > options.most_habits:
        return False

    def is_ready(one: int, left: Mapping[int, int], week: int) -> bool:
        needs = bits(options.behind[one] & ~(1 << one))
        return all(choice.starts[need] <= week if need in choice.starts else left[need] == 0 for need in needs)

    @cache
    def goes_on(left: tuple[int, ...], week: int, room: int) -> bool:
        by_item = dict(zip(once, left, strict=True))
        begins = [habit for habit, start in choice.starts.items() if start == week]
        over = all(is_ready(habit, by_item, week) for habit in begins)
        if over and (goes_on(left, week + 1, rooms[week] // options.unit) if week < len(rooms) else not any(left)):
            return True
        return room > 0 and any(
            goes_on((*left[:place], left[place] - 1, *left[place + 1 :]), week, room - 1)
            for place, one in enumerate(once)
            if left[place] and is_ready(one, by_item, week)
        )

    units = tuple(options.minutes[one] // options.unit for one in once)
    return goes_on(units, 1, rooms[0] // options.unit)
