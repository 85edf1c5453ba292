from dataclasses import replace

import pytest
from hypothesis import given

from presence_gui.choice import Choice, Options, bits
from presence_gui.choosing import begun_early, choose
from presence_gui.content import Catalog
from presence_gui.options import options_of
from presence_gui.profile import Objection, Profile
from presence_gui.ranking import reviews
from tests.unit.builders import COUNT, HABIT, ITEM, TODAY, all_ticked, catalog_with, profiles, real_checklists, told


def options_for(catalog: Catalog, profile: Profile) -> Options:
    return options_of(catalog, profile, TODAY, next(iter(reviews(catalog, profile)), None))


def chosen(catalog: Catalog, profile: Profile) -> set[str]:
    options = options_for(catalog, profile)
    return {options.open[one].item.id for one in bits(choose(options).items)}


@given(profiles)
def test_what_is_chosen_fits_holds_what_it_needs_and_takes_nothing_away(profile: Profile) -> None:
    options = options_for(real_checklists(), profile)
    for choice in (choose(options), begun_early(options, choose(options))):
        assert options.fits(choice)
        assert set(choice.starts) == set(bits(choice.items & options.habits))
        assert all(options.behind[one] & ~choice.items == 0 for one in bits(choice.items))
        assert options.score(choice) >= options.score(Choice(0, {}))


def test_two_small_things_are_chosen_over_one_that_gives_more_for_its_minutes() -> None:
    # 60 minutes in all: the first by points for minutes leaves 20 to no use
    items = [
        replace(ITEM, id="first", minutes=40, impact=9),
        replace(ITEM, id="left", minutes=30, impact=6),
        replace(ITEM, id="right", minutes=30, impact=6),
    ]
    assert chosen(catalog_with(*items), Profile(minutes=15)) == {"left", "right"}


def test_what_lifts_the_cap_is_found_though_one_habit_alone_adds_nothing() -> None:
    habits = [replace(HABIT, id=f"habit-{n}", impact=1, minutes=5) for n in range(10)]
    catalog = catalog_with(ITEM, *habits)
    options = options_for(catalog, replace(all_ticked([ITEM]), minutes=30))
    assert len(choose(options).starts) >= 2
    assert options.score(choose(options)) > 40


def test_a_look_from_outside_is_held_whatever_else_would_give_more() -> None:
    look = replace(ITEM, id="peep", impact=1, minutes=15, outside_view=True)
    catalog = catalog_with(look, *(replace(ITEM, id=f"dig-{n}") for n in range(4)))
    doubter = Profile(minutes=15, objection=Objection.VALUE)
    assert "peep" not in chosen(catalog, replace(doubter, objection=Objection.HOW))
    held = chosen(catalog, doubter)
    assert "peep" in held
    assert len(held) == 4
    # it must be done in week 1
    assert chosen(catalog_with(replace(look, minutes=20), ITEM), doubter) == {"dig"}


def test_habits_begin_as_early_as_the_weeks_have_room() -> None:
    options = options_for(catalog_with(replace(ITEM, minutes=30), replace(HABIT, needs=("dig",))), Profile(minutes=30))
    late = Choice(0b11, {1: 3})
    assert begun_early(options, late) == Choice(0b11, {1: 2})
    assert begun_early(options, Choice(0b11, {1: 2})) == Choice(0b11, {1: 2})


def test_a_count_a_week_begins_early_where_more_is_reached_by_it() -> None:
    weed = replace(HABIT, id="weed", kind=COUNT.kind, target=8, window_days=28)
    options = options_for(catalog_with(weed), Profile(minutes=30))
    assert choose(options).starts == {0: 1}


@pytest.mark.parametrize("minutes", [15, 60])
def test_where_nothing_is_open_nothing_is_chosen(minutes: int) -> None:
    catalog = catalog_with(ITEM, HABIT)
    options = options_for(catalog, replace(told(catalog, "dig=done", "water=done"), minutes=minutes))
    assert choose(options) == Choice(0, {})
