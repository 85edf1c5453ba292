from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presence_gui.answering import with_number
from presence_gui.content import Catalog, Item, catalog_of
from presence_gui.profile import UNANSWERED, Answer, Profile, Status
from presence_gui.ranking import needs_of, open_items, rank
from presence_gui.scoring import credit, score
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    all_ticked,
    catalog_with,
    days_ago,
    platform_with,
    profiles,
    real_checklists,
    told,
)

PLENTY = 10_000
# somebody the passive cap does not hold
HEARD = all_ticked([HABIT])
SHED = replace(GARDEN, id="shed", name="Shed", main=False, public=False)


def ranked(catalog: Catalog, profile: Profile | None = None, minutes: int = PLENTY, on: str = "") -> list[str]:
    return [one.item.id for one in rank(catalog, profile or Profile(), TODAY, minutes, on)]


# --- what is open -----------------------------------------------------------------------------------------------------


def test_what_is_done_declined_optional_left_out_or_the_review_is_not_open() -> None:
    kept = platform_with(
        ITEM,
        COUNT,
        replace(ITEM, id="nice", optional=True),
        replace(HABIT, id="look", review=True),
        replace(ITEM, id="unsure"),
        HABIT,
    )
    catalog = catalog_of([kept, platform_with(replace(ITEM, id="sweep"), platform=SHED)])
    profile = told(catalog, "dig=done", "plant=not-for-me", "unsure=not-sure").leaving_out("shed", left_out=True)
    assert list(open_items(catalog, profile, TODAY)) == ["unsure", "water"]


@pytest.mark.parametrize(
    ("item", "answer", "minutes", "add"),
    [
        (replace(ITEM, minutes=15), UNANSWERED, 15, 1),
        (replace(ITEM, minutes=12), UNANSWERED, 15, 1),
        (replace(COUNT, minutes=60), with_number(COUNT, UNANSWERED, 0, TODAY), 60, 1),
        (replace(COUNT, minutes=60), with_number(COUNT, UNANSWERED, 5, TODAY), 30, 0.5),
        (replace(COUNT, minutes=60), with_number(COUNT, UNANSWERED, 9, TODAY), 10, 0.1),
        (replace(COUNT, minutes=10, every=HABIT.every), with_number(COUNT, UNANSWERED, 9, TODAY), 10, 0.1),
        (HABIT, Answer(Status.DONE, day=days_ago(9)), 10, 2 / 7),
    ],
)
def test_a_count_half_reached_takes_half_its_minutes_and_everything_else_all_of_them(
    item: Item, answer: Answer, minutes: int, add: float
) -> None:
    found = open_items(catalog_with(item), Profile({item.id: answer}), TODAY)[item.id]
    assert (found.item.id, found.minutes) == (item.id, minutes)
    assert found.add == pytest.approx(add)


def test_a_habit_costs_the_minutes_of_the_two_weeks_a_plan_gives_it_for_certain() -> None:
    assert [one.cost for one in open_items(catalog_with(ITEM, HABIT), Profile(), TODAY).values()] == [15, 20]


# --- what comes first -------------------------------------------------------------------------------------------------


def test_an_item_needs_what_its_file_says_and_the_safety_items_of_its_platform() -> None:
    key = replace(ITEM, id="key")
    lock = replace(ITEM, id="lock", safety=True, needs=("key",))
    alarm = replace(ITEM, id="alarm", safety=True)
    catalog = catalog_with(key, lock, alarm, replace(ITEM, needs=("key",)), HABIT)
    assert needs_of(catalog, Profile(), TODAY) == {
        "key": (),
        "lock": ("key",),
        "alarm": (),
        "dig": ("lock", "alarm", "key"),
        "water": ("lock", "alarm"),
    }


def test_what_safety_needs_by_way_of_something_else_does_not_wait_for_safety() -> None:
    road, key = replace(ITEM, id="road"), replace(ITEM, id="key", needs=("road",))
    lock = replace(ITEM, id="lock", safety=True, needs=("key",))
    needs = needs_of(catalog_with(road, key, lock), Profile(), TODAY)
    assert needs == {"road": (), "key": ("road",), "lock": ("key",)}


@pytest.mark.parametrize("word", ["done", "not-for-me"])
def test_what_is_done_or_declined_is_no_longer_needed(word: str) -> None:
    catalog = catalog_with(ITEM, replace(HABIT, needs=("dig",)))
    assert needs_of(catalog, told(catalog, f"dig={word}"), TODAY)["water"] == ()
    assert needs_of(catalog, told(catalog, "dig=not-sure"), TODAY)["water"] == ("dig",)


# --- the order --------------------------------------------------------------------------------------------------------


def test_more_score_for_the_same_minutes_comes_first() -> None:
    small, big = replace(ITEM, id="small", impact=1), replace(ITEM, id="big", impact=5)
    assert ranked(catalog_with(small, ITEM, big, HABIT), HEARD) == ["big", "dig", "small"]


def test_fewer_minutes_for_the_same_score_come_first() -> None:
    long, short = replace(ITEM, id="long", minutes=60), replace(ITEM, id="short", minutes=5)
    assert ranked(catalog_with(long, ITEM, short, HABIT), HEARD, minutes=60) == ["short", "dig", "long"]


def test_where_minutes_are_many_a_short_item_costs_its_line_all_the_same() -> None:
    short, more = replace(ITEM, id="short", minutes=5, impact=1), replace(ITEM, id="more", minutes=60, impact=5)
    assert ranked(catalog_with(short, more, HABIT), HEARD, minutes=30)[0] == "short"
    assert ranked(catalog_with(short, more, HABIT), HEARD, minutes=720)[0] == "more"


def test_an_item_stands_behind_all_it_needs_and_is_judged_together_with_it() -> None:
    dear = replace(ITEM, id="dear", minutes=240, impact=1)
    behind = replace(ITEM, id="behind", impact=5, needs=("dear",))
    both = replace(ITEM, id="both", impact=5, needs=("dear", "behind"))
    assert ranked(catalog_with(both, behind, dear, ITEM, HABIT), HEARD, minutes=300) == [
        "dig",
        "dear",
        "behind",
        "both",
    ]


def test_what_needs_something_that_cannot_be_planned_is_passed_over() -> None:
    catalog = catalog_with(replace(ITEM, id="nice", optional=True), replace(ITEM, needs=("nice",)), HABIT)
    assert ranked(catalog) == ["water"]


def test_the_ranking_stops_when_the_minutes_are_full() -> None:
    catalog = catalog_with(*(replace(ITEM, id=f"dig-{n}") for n in range(9)))
    assert len(ranked(catalog, minutes=31)) == 3


def test_while_the_cap_hides_every_gain_habits_come_first() -> None:
    habits = [replace(HABIT, id=f"habit-{n}", impact=1) for n in range(10)]
    catalog = catalog_with(replace(ITEM, id="small", minutes=5, impact=1), ITEM, *habits)
    capped = all_ticked([ITEM])
    assert score(catalog, capped, TODAY).overall == 40
    # one habit alone does not lift the cap, the second does
    assert ranked(catalog, capped)[:2] == ["habit-0", "habit-1"]


def test_one_platform_is_asked_for_with_what_it_needs_elsewhere() -> None:
    sweep = replace(ITEM, id="sweep", needs=("dig",))
    catalog = catalog_of([platform_with(ITEM, HABIT), platform_with(sweep, platform=SHED)])
    assert ranked(catalog, on="shed") == ["dig", "sweep"]
    assert set(ranked(catalog, on="garden")) == {"dig", "water"}


@given(profiles, st.integers(0, 800))
def test_everything_ranked_is_open_once_and_behind_what_it_needs(profile: Profile, minutes: int) -> None:
    catalog = real_checklists()
    needs = needs_of(catalog, profile, TODAY)
    seen: set[str] = set()
    for one in rank(catalog, profile, TODAY, minutes):
        assert one == open_items(catalog, profile, TODAY)[one.item.id]
        assert credit(one.item, profile.answer(one.item.id), TODAY) < 1
        assert one.item.id not in seen
        assert seen.issuperset(needs[one.item.id])
        seen.add(one.item.id)


@given(profiles)
@settings(max_examples=50)
def test_the_whole_ranking_leaves_only_what_needs_something_that_cannot_be_planned(profile: Profile) -> None:
    catalog = real_checklists()
    whole = {one.item.id for one in rank(catalog, profile, TODAY, PLENTY)}
    needs = needs_of(catalog, profile, TODAY)
    assert all(set(needs[item]) - whole for item in open_items(catalog, profile, TODAY).keys() - whole)


@given(profiles, st.integers(0, 1_500))
@settings(max_examples=50)
def test_the_ranking_stops_short_of_the_minutes_only_when_nothing_is_left(profile: Profile, minutes: int) -> None:
    found = rank(real_checklists(), profile, TODAY, minutes)
    whole = rank(real_checklists(), profile, TODAY, PLENTY)
    assert len(found) == len(whole) or minutes <= sum(one.cost for one in found)
