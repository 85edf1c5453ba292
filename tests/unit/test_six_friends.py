"""The ten orderings a score must keep to be believed, told with six people of whom we know how they are seen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from presence_gui.answering import ticked, with_day, with_number
from presence_gui.content import Catalog, Item, Kind, catalog_of
from presence_gui.profile import Answer, Profile, Status
from presence_gui.scoring import ACTIVE, GO_TO, IN_USE, QUIET, UNDER_WAY, WARMING_UP, Score, credit, score
from tests.unit.builders import TODAY, all_ticked, days_ago, items, profiles, real_checklists, told

# sums of shares may differ in their last digit
SLACK = 1e-9

COMPLETE = tuple(
    f"{item}=done"
    for item in (
        *("li-account", "li-photo", "li-headline", "li-about", "li-current-job", "li-education", "li-industry"),
        *("li-skills", "li-past-jobs", "li-url", "li-qualifications", "li-contact"),
    )
)
BARE = ("li-account=done", "li-current-job=done", "li-industry=done")


def connections(number: int) -> tuple[str, ...]:
    return tuple(f"li-conn-{target}={number}" for target in (50, 150, 500))


A = (*COMPLETE, *connections(520))
B: tuple[str, ...] = ()
C, D, E = ((*BARE, *connections(number)) for number in (95, 60, 20))
FIRST_HABIT = (*A, "li-comment=4", f"li-reply={TODAY}")
# what the habits of the reference person need is done as well
HEARD = (
    *(*COMPLETE, *connections(160), "br-rules=done", "br-niche=done", "br-one-line=done", "br-target-list=done"),
    *("br-photo=done", "li-comment=8", "li-post=2", "li-notes=4", f"li-reply={TODAY}", f"br-coffee={TODAY}"),
)
LOUD = (*BARE, *connections(60), "li-post=28")


def scored(person: tuple[str, ...], catalog: Catalog | None = None) -> Score:
    catalog = catalog or real_checklists()
    return score(catalog, told(catalog, *person), TODAY)


def points(person: tuple[str, ...], catalog: Catalog | None = None) -> float:
    return scored(person, catalog).overall


def test_1_a_complete_profile_beats_a_started_one_and_a_started_one_beats_none() -> None:
    assert points(A) > points(C) >= points(D) >= points(E) > points(B) == 0
    assert points(A) > 2 * points(C)


def test_2_none_of_the_six_reads_active() -> None:
    assert scored(A).label == QUIET
    assert {scored(person).label for person in (C, D, E)} == {UNDER_WAY}
    assert scored(B).label == "Not on LinkedIn"


def test_3_being_heard_outranks_a_bigger_silent_network_by_ten_points() -> None:
    assert points(HEARD) >= points(A) + 10
    assert scored(HEARD).label == IN_USE


def test_4_the_first_small_habit_is_visibly_rewarded() -> None:
    assert points(FIRST_HABIT) == pytest.approx(26.9, abs=0.05)
    assert points(FIRST_HABIT) > points(A) + 5
    assert scored(FIRST_HABIT).label == WARMING_UP


def test_5_five_thousand_connections_count_as_five_hundred_and_twenty() -> None:
    assert scored((*COMPLETE, *connections(5_000))) == scored(A)


def test_6_one_platform_alone_is_worth_its_weight_and_all_of_them_exactly_a_hundred(catalog: Catalog) -> None:
    alone = {platform.id: score(catalog, all_ticked(platform.items), TODAY).overall for platform in catalog.platforms}
    assert alone["facebook"] <= 5
    assert alone["linkedin"] == 50
    everything = score(catalog, all_ticked(catalog.items.values()), TODAY)
    assert everything.overall == 100
    assert everything.label == GO_TO


def test_6_somebody_on_one_network_alone_can_still_read_active(catalog: Catalog) -> None:
    everything_there = next(platform for platform in catalog.platforms if platform.main).items
    assert score(catalog, all_ticked(everything_there), TODAY).label == IN_USE


def test_7_every_box_ticked_but_no_habit_stays_at_forty_and_below_somebody_who_is_heard(catalog: Catalog) -> None:
    once = [item for item in catalog.items.values() if not item.habit]
    assert score(catalog, all_ticked(once), TODAY).overall == 40
    review = [item for item in catalog.items.values() if item.review]
    assert score(catalog, all_ticked([*once, *review]), TODAY).overall == 40
    assert points(HEARD) > 40


def test_8_loud_but_bare_stays_below_the_heard_and_under_way_until_eight_basics_are_done() -> None:
    assert points(LOUD) < points(HEARD)
    person = LOUD
    for number, more in enumerate(("li-photo", "li-headline", "li-about", "li-education"), start=5):
        assert scored(person).label == UNDER_WAY
        person = (*person, f"{more}=done")
        assert scored(person).platforms["linkedin"].basics == (number, 10)
    assert scored(person).label == WARMING_UP
    assert scored(person).platforms["linkedin"].activity < 100 * ACTIVE


@given(profiles, items, st.integers(0, 600))
@settings(max_examples=4 * settings().max_examples)
def test_9_ticking_or_improving_never_lowers_a_bar(profile: Profile, item: Item, by: int) -> None:
    old = profile.answer(item.id)
    for new in (ticked(item, old, TODAY), improved(item, old, by)):
        # who takes a "not for me" back adds to what there is to do: only what then counts in full is an improvement
        assume(old.status is not Status.NOT_FOR_ME or credit(item, new, TODAY) == 1)
        assert_no_bar_falls(scored_on(profile), scored_on(profile.answered(item.id, new)))


@given(profiles, st.integers(0, 400))
@settings(max_examples=2 * settings().max_examples)
def test_9_time_passing_never_raises_a_bar(profile: Profile, days: int) -> None:
    assert_no_bar_falls(scored_on(profile, TODAY + timedelta(days=days)), scored_on(profile))


@given(profiles, st.randoms())
def test_9_the_order_of_the_answers_does_not_matter(profile: Profile, chance: Random) -> None:
    order = list(profile.answers)
    chance.shuffle(order)
    shuffled = replace(profile, answers=MappingProxyType({item: profile.answers[item] for item in order}))
    assert scored_on(shuffled) == scored_on(profile)


@given(profiles)
def test_10_leaving_a_platform_out_never_lifts_the_silent(profile: Profile) -> None:
    catalog = real_checklists()
    silent = {item: answer for item, answer in profile.answers.items() if not catalog.items[item].habit}
    quiet = replace(profile, answers=MappingProxyType(silent))
    for platform in catalog.platforms:
        less = quiet.leaving_out(platform.id, left_out=True)
        assert scored_on(less).overall <= scored_on(quiet).overall + SLACK


@given(st.data())
@settings(max_examples=2 * settings().max_examples)
def test_1_3_4_and_8_hold_for_other_weights_too(data: st.DataObject) -> None:
    other = data.draw(reweighted(real_checklists()))
    with pytest.MonkeyPatch.context() as patch:
        profile_part = data.draw(st.floats(0.5, 0.7))
        patch.setattr("presence_gui.scoring.PROFILE_PART", profile_part)
        patch.setattr("presence_gui.scoring.ACTIVITY_PART", 1 - profile_part)
        patch.setattr("presence_gui.scoring.FULL_ACTIVITY", data.draw(st.floats(0.5, 1.0)))
        assert points(A, other) > points(C, other) >= points(D, other) >= points(E, other) > points(B, other) == 0
        assert points(HEARD, other) > points(A, other)
        assert points(FIRST_HABIT, other) > points(A, other)
        assert points(LOUD, other) < points(HEARD, other)


def test_a_reads_complete_but_quiet_with_ten_of_ten_basics() -> None:
    there = scored(A).platforms["linkedin"]
    assert there.profile == pytest.approx(68, abs=0.5)
    assert (there.activity, there.basics, there.label) == (0, (10, 10), QUIET)
    assert points(A) == pytest.approx(20.4, abs=0.05)


@pytest.mark.parametrize(
    ("person", "bar", "overall"), [(C, 24, 7.2), (D, 22.5, 6.7), (E, 17.6, 5.3)], ids=["C", "D", "E"]
)
def test_the_started_profiles_read_low(person: tuple[str, ...], bar: float, overall: float) -> None:
    assert scored(person).platforms["linkedin"].profile == pytest.approx(bar, abs=0.5)
    assert points(person) == pytest.approx(overall, abs=0.05)


def scored_on(profile: Profile, today: date = TODAY) -> Score:
    return score(real_checklists(), profile, today)


def improved(item: Item, answer: Answer, by: int) -> Answer:
    match item.kind:
        case Kind.NUMBER:
            return with_number(item, answer, (answer.number or 0) + by, TODAY)
        case Kind.DATE:
            return with_day(answer, min(TODAY, (answer.day or days_ago(3 * item.target)) + timedelta(days=by)))
        case _:
            return ticked(item, answer, TODAY)


def assert_no_bar_falls(before: Score, after: Score) -> None:
    assert before.overall <= after.overall + SLACK
    assert before.profile <= after.profile + SLACK
    assert before.activity <= after.activity + SLACK
    for platform, there in before.platforms.items():
        assert there.profile <= after.platforms[platform].profile + SLACK
        assert there.activity <= after.platforms[platform].activity + SLACK
        assert there.score <= after.platforms[platform].score + SLACK


def reweighted(catalog: Catalog) -> st.SearchStrategy[Catalog]:
    """The same checklists with every impact up to half, every platform's weight up to 30 %, higher or lower."""
    impacts = st.lists(st.integers(50, 150), min_size=len(catalog.items), max_size=len(catalog.items))
    weights = st.lists(st.integers(70, 130), min_size=len(catalog.platforms), max_size=len(catalog.platforms))
    return st.builds(lambda by, weigh: reweigh(catalog, iter(by), iter(weigh)), impacts, weights)


def reweigh(catalog: Catalog, by: Iterator[int], weigh: Iterator[int]) -> Catalog:
    return catalog_of(
        replace(
            platform,
            weight=platform.weight * next(weigh),
            items=tuple(replace(item, impact=item.impact * next(by)) for item in platform.items),
        )
        for platform in catalog.platforms
    )
