import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from presence_gui.answering import stated, ticked, with_day, with_number, with_text
from presence_gui.content import Catalog, Item, Platform, Shows, catalog_of
from presence_gui.diary import Pause, days_paused
from presence_gui.profile import UNANSWERED, Answer, Profile, Status
from presence_gui.scoring import (
    GO_TO,
    IN_USE,
    LEFT_OUT,
    NOT_STARTED,
    QUIET,
    RULES,
    UNDER_WAY,
    WARMING_UP,
    basics,
    credit,
    credits_of,
    heard,
    score,
    tally_all,
)
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TEXT,
    TODAY,
    all_ticked,
    answers,
    catalog_with,
    days_ago,
    items,
    platform_with,
    profiles,
    real_checklists,
    told,
)

IN_28_DAYS = replace(HABIT, id="weed", kind=COUNT.kind, target=8, window_days=28)


def answered(**said: Answer) -> Profile:
    return Profile(MappingProxyType(said))


# --- one item ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [ITEM, COUNT, TEXT, HABIT, IN_28_DAYS], ids=lambda item: item.kind.value)
def test_an_item_counts_nothing_before_and_in_full_after_its_tick(item: Item) -> None:
    assert credit(item, UNANSWERED, TODAY) == 0
    assert credit(item, ticked(item, UNANSWERED, TODAY), TODAY) == 1


@pytest.mark.parametrize("status", [Status.NOT_FOR_ME, Status.NOT_SURE])
@pytest.mark.parametrize("item", [ITEM, COUNT, TEXT, HABIT], ids=lambda item: item.kind.value)
def test_what_was_filled_in_counts_only_while_the_person_stands_by_it(item: Item, status: Status) -> None:
    assert credit(item, replace(ticked(item, UNANSWERED, TODAY), status=status), TODAY) == 0


def test_a_number_counts_by_its_share_of_the_target_and_no_more_than_all_of_it() -> None:
    assert [credit(COUNT, with_number(COUNT, UNANSWERED, n, TODAY), TODAY) for n in (0, 3, 10, 11, 999)] == [
        0,
        0.3,
        1,
        1,
        1,
    ]


def test_a_number_never_given_is_believed_when_it_is_marked_done() -> None:
    assert credit(COUNT, Answer(Status.DONE), TODAY) == 1
    assert credit(COUNT, Answer(Status.NOT_YET), TODAY) == 0


def test_a_number_without_a_window_does_not_age() -> None:
    assert credit(COUNT, with_number(COUNT, UNANSWERED, 10, date(2001, 1, 1)), TODAY) == 1


@pytest.mark.parametrize(("age", "share"), [(0, 1), (28, 1), (35, 0.75), (42, 0.5), (56, 0), (1_000, 0)])
def test_a_count_of_the_last_28_days_fades_over_the_28_after(age: int, share: float) -> None:
    four_of_eight = with_number(IN_28_DAYS, UNANSWERED, 4, days_ago(age))
    assert credit(IN_28_DAYS, four_of_eight, TODAY) == 0.5 * share


@pytest.mark.parametrize(("age", "share"), [(-9, 1), (0, 1), (7, 1), (8, 6 / 7), (13, 1 / 7), (14, 0), (400, 0)])
def test_a_day_counts_until_its_limit_and_fades_until_twice_that(age: int, share: float) -> None:
    assert credit(HABIT, with_day(UNANSWERED, days_ago(age)), TODAY) == pytest.approx(share)


def test_a_date_without_a_day_counts_nothing_even_when_marked_done() -> None:
    assert credit(HABIT, Answer(Status.DONE), TODAY) == 0


@pytest.mark.parametrize(("length", "share"), [(0, 0), (2, 0), (3, 1), (20, 1), (21, 0)])
def test_a_text_counts_when_it_is_long_enough_and_within_the_limit(length: int, share: float) -> None:
    assert credit(TEXT, stated(UNANSWERED, "x" * length), TODAY) == share


def test_a_tick_counts_whatever_else_was_once_said_of_the_item() -> None:
    assert credit(ITEM, Answer(Status.DONE, number=0, text="x" * 1000), TODAY) == 1


def test_a_text_still_a_draft_counts_nothing() -> None:
    assert credit(TEXT, with_text(TEXT, UNANSWERED, "a label", TODAY), TODAY) == 0


@pytest.mark.parametrize("draft", ["another label", "", "x" * 21])
def test_a_draft_beside_a_live_text_changes_nothing(draft: str) -> None:
    assert credit(TEXT, with_text(TEXT, stated(UNANSWERED, "a label"), draft, TODAY), TODAY) == 1


@pytest.mark.parametrize("length", [2, 21])
def test_a_text_data_shows_to_be_live_was_neither_too_long_nor_too_short(length: int) -> None:
    live = stated(UNANSWERED, "x" * length)
    assert credit(TEXT, live, TODAY) == 0
    assert credit(TEXT, replace(live, from_data=TODAY), TODAY) == 1


@given(st.data())
def test_a_credit_is_a_share_and_a_note_never_changes_it(data: st.DataObject) -> None:
    item = data.draw(items)
    answer = data.draw(answers(item))
    assert 0 <= credit(item, answer, TODAY) <= 1
    assert credit(item, replace(answer, note="mine", extra={"a newer": "field"}), TODAY) == credit(item, answer, TODAY)


def test_answers_to_items_of_no_checklist_are_passed_over() -> None:
    catalog = catalog_with(ITEM)
    profile = answered(dig=ticked(ITEM, UNANSWERED, TODAY), gone=Answer(Status.DONE))
    assert credits_of(catalog, profile, TODAY) == {"dig": 1}
    assert score(catalog, profile, TODAY).overall == 40


# --- the bars ---------------------------------------------------------------------------------------------------------


@given(profiles)
def test_the_score_and_every_bar_stay_from_0_to_100(profile: Profile) -> None:
    found = score(real_checklists(), profile, TODAY)
    numbers = [found.overall, *(n for one in found.platforms.values() for n in (one.profile, one.activity, one.score))]
    assert all(0 <= number <= 100 for number in numbers)


def test_the_profile_bar_is_the_share_of_the_one_offs_by_impact_and_the_score_takes_60_of_it() -> None:
    small = replace(ITEM, id="small", impact=1)
    catalog = catalog_with(ITEM, small, HABIT)
    found = score(catalog, told(catalog, "dig=done"), TODAY).platforms["garden"]
    assert (found.profile, found.activity) == (75, 0)
    assert found.score == pytest.approx(45)


def test_the_activity_bar_is_full_at_70_per_cent_of_the_habits() -> None:
    habits = [replace(HABIT, id=f"habit-{n}", impact=1) for n in range(10)]
    catalog = catalog_with(*habits)
    bars = [score(catalog, all_ticked(habits[:n]), TODAY).platforms["garden"].activity for n in range(11)]
    assert bars == pytest.approx([*(100 * n / 7 for n in range(8)), 100, 100, 100])


def test_a_one_off_that_is_not_for_me_leaves_the_sum_and_a_habit_that_is_not_for_me_stays_in_it() -> None:
    catalog = catalog_with(ITEM, COUNT, HABIT, IN_28_DAYS)
    profile = told(catalog, "dig=done", "plant=not-for-me", f"water={TODAY}", "weed=not-for-me")
    found = score(catalog, profile, TODAY).platforms["garden"]
    assert found.profile == 100
    assert found.activity == pytest.approx(50 / 0.7)


def test_a_platform_of_which_nothing_is_wanted_scores_nothing_and_breaks_nothing() -> None:
    catalog = catalog_with(ITEM)
    found = score(catalog, told(catalog, "dig=not-for-me"), TODAY)
    assert (found.overall, found.platforms["garden"].profile) == (0, 0)


@given(profiles, items)
def test_a_tally_grows_as_the_answer_that_earns_it_would_have_it(profile: Profile, item: Item) -> None:
    catalog = real_checklists()
    profile = replace(profile, left_out=frozenset())
    assume(profile.answer(item.id).status is not Status.NOT_FOR_ME)
    credited = credits_of(catalog, profile, TODAY)
    grown = tally_all(catalog, profile, credited)[item.platform].plus(item, 1 - credited.get(item.id, 0))
    done = profile.answered(item.id, ticked(item, UNANSWERED, TODAY))
    found = score(catalog, done, TODAY).platforms[item.platform]
    assert 100 * grown.profile == pytest.approx(found.profile)
    assert 100 * grown.activity == pytest.approx(found.activity)
    assert 100 * grown.score == pytest.approx(found.score)


# --- the whole --------------------------------------------------------------------------------------------------------

SHED = replace(GARDEN, id="shed", name="Shed", main=False, public=False, weight_goes_to="garden", account="shed-key")


def two_platforms(garden: Platform = GARDEN, shed: Platform = SHED) -> Catalog:
    key, oiling = replace(ITEM, id="shed-key"), replace(HABIT, id="oil")
    return catalog_of([platform_with(ITEM, HABIT, platform=garden), platform_with(key, oiling, platform=shed)])


def test_weights_are_shares_of_their_sum() -> None:
    catalog = two_platforms(replace(GARDEN, weight=1), replace(SHED, weight=3))
    assert score(catalog, told(catalog, "shed-key=done", "oil=2026-11-23"), TODAY).overall == 40
    active = told(catalog, "shed-key=done", "oil=2026-11-23", "water=2026-11-23")
    assert score(catalog, active, TODAY).overall == pytest.approx(75 + 25 * 0.4)


def test_no_weight_at_all_is_no_score() -> None:
    catalog = two_platforms(replace(GARDEN, weight=0), replace(SHED, weight=0))
    assert score(catalog, all_ticked(catalog.items.values()), TODAY).overall == 0


def test_who_is_heard_on_no_public_platform_stays_at_forty() -> None:
    catalog = two_platforms()
    silent = told(catalog, "dig=done", "shed-key=done", "oil=2026-11-23")
    assert score(catalog, silent, TODAY).overall == 40
    assert score(catalog, told(catalog, "dig=done", "shed-key=done", "water=2026-11-23"), TODAY).overall == 80


def test_where_nobody_can_be_heard_nobody_passes_forty() -> None:
    catalog = two_platforms(replace(GARDEN, public=False))
    assert score(catalog, all_ticked(catalog.items.values()), TODAY).overall == 40


def test_the_cap_goes_when_a_fifth_of_the_activity_bar_is_reached() -> None:
    rest = replace(HABIT, id="rest", impact=43)
    catalog = catalog_with(ITEM, replace(HABIT, impact=7), rest)
    profile = told(catalog, "dig=done", "water=2026-11-23")
    assert heard(
        catalog, tally_all(catalog, profile, credits_of(catalog, profile, TODAY)), frozenset()
    ) == pytest.approx(0.2)
    assert score(catalog, profile, TODAY).overall == pytest.approx(68)


def test_a_platform_left_out_hands_its_weight_to_the_habits_of_the_one_it_names() -> None:
    catalog = two_platforms()
    active = told(catalog, "water=2026-11-23").leaving_out("shed", left_out=True)
    assert score(catalog, active, TODAY).overall == pytest.approx(50 * 0.4 + 50)
    assert score(catalog, active, TODAY).platforms["shed"].label == LEFT_OUT


def test_weight_that_nobody_can_take_is_lost() -> None:
    catalog = two_platforms()
    nobody = told(catalog, "water=2026-11-23").leaving_out("shed", left_out=True).leaving_out("garden", left_out=True)
    assert score(catalog, nobody, TODAY).overall == 0
    nameless = two_platforms(shed=replace(SHED, weight_goes_to=""))
    without_shed = told(nameless, "water=2026-11-23").leaving_out("shed", left_out=True)
    assert score(nameless, without_shed, TODAY).overall == pytest.approx(50 * 0.4)


def test_being_heard_on_a_platform_left_out_does_not_lift_the_cap() -> None:
    catalog = two_platforms(replace(GARDEN, weight=90), replace(SHED, public=True, weight=10))
    profile = told(catalog, "dig=done", "shed-key=done", "oil=2026-11-23")
    assert score(catalog, profile, TODAY).overall == pytest.approx(90 * 0.6 + 10)
    assert score(catalog, profile.leaving_out("shed", left_out=True), TODAY).overall == 40


# --- the words --------------------------------------------------------------------------------------------------------


def test_the_basics_are_the_core_items_or_else_every_one_off_that_is_not_optional() -> None:
    core, spare = replace(ITEM, id="core", core=True), replace(ITEM, id="spare", optional=True)
    assert [item.id for item in basics(platform_with(ITEM, core, spare, HABIT))] == ["core"]
    assert [item.id for item in basics(platform_with(ITEM, spare, HABIT))] == ["dig"]


def test_a_platform_says_whether_anything_was_begun_there() -> None:
    catalog = two_platforms()
    labels = {name: one.label for name, one in score(catalog, Profile(), TODAY).platforms.items()}
    assert labels == {"garden": NOT_STARTED, "shed": "Not on Shed"}
    begun = score(catalog, told(catalog, "water=2026-11-23", "shed-key=done"), TODAY)
    assert begun.platforms["garden"].label == UNDER_WAY
    assert begun.platforms["shed"].label == QUIET


def test_checklists_without_a_main_one_have_no_overall_label() -> None:
    catalog = catalog_with(ITEM, platform=replace(GARDEN, main=False))
    assert score(catalog, told(catalog, "dig=done"), TODAY).label == NOT_STARTED


def test_who_leaves_the_main_platform_out_or_has_no_account_there_is_not_on_it() -> None:
    with_account = catalog_with(ITEM, COUNT, platform=replace(GARDEN, account="dig"))
    assert score(with_account, told(with_account, "plant=3"), TODAY).label == "Not on Garden"
    catalog = catalog_with(ITEM)
    assert (
        score(catalog, told(catalog, "dig=done").leaving_out("garden", left_out=True), TODAY).label == "Not on Garden"
    )


def test_the_guide_names_every_label_in_the_order_of_the_way_and_the_number_of_the_rules() -> None:
    guide = (Path(__file__).parents[2] / "resources" / "guide" / "score.md").read_text(encoding="utf-8")
    labels = re.findall(r"^\| (.+?) \|", guide.partition("| label | says |")[2], re.MULTILINE)
    assert labels == [LEFT_OUT, "Not on LinkedIn", NOT_STARTED, UNDER_WAY, QUIET, WARMING_UP, IN_USE, GO_TO]
    assert f"`{RULES}-" in guide


FIVE = [replace(ITEM, id=f"basic-{n}", core=True) for n in range(5)]
HABITS = [replace(HABIT, id=f"habit-{n}", impact=7) for n in range(2)]
QUIET_HABIT = replace(HABIT, id="quiet", impact=36)


def label(
    basics_done: int, habits_done: int, *statements: str, habits: tuple[Item, ...] = (*HABITS, QUIET_HABIT)
) -> str:
    """Return the label of somebody with so many of five basics; each habit is worth a fifth of the activity bar."""
    catalog = catalog_with(*FIVE, *habits)
    done = [*(f"basic-{n}=done" for n in range(basics_done)), *(f"habit-{n}={TODAY}" for n in range(habits_done))]
    found = score(catalog, told(catalog, *done, *statements), TODAY)
    assert found.platforms["garden"].label == found.label
    return found.label


def test_the_label_climbs_with_the_basics_and_the_activity() -> None:
    assert label(1, 0) == UNDER_WAY
    assert label(3, 2) == UNDER_WAY
    assert label(4, 0) == UNDER_WAY
    assert label(4, 1) == WARMING_UP
    assert label(5, 0) == QUIET
    assert label(5, 1) == WARMING_UP
    assert label(5, 2) == WARMING_UP
    assert label(5, 2, f"quiet={TODAY}") == IN_USE
    assert label(4, 0, f"quiet={TODAY}") == IN_USE
    half = (replace(HABIT, id="habit-0", impact=7), replace(HABIT, id="rest", impact=13))  # 35 % of 70 %
    assert label(5, 1, habits=half) == IN_USE


def test_a_basic_that_is_not_for_me_does_not_stand_in_the_way_but_is_not_counted_as_done() -> None:
    assert label(4, 0, "basic-4=not-for-me") == QUIET
    assert label(3, 0, "basic-3=not-for-me", "basic-4=not-for-me") == QUIET
    catalog = catalog_with(*FIVE)
    profile = told(catalog, "basic-0=done", "basic-4=not-for-me")
    assert score(catalog, profile, TODAY).platforms["garden"].basics == (1, 5)


def test_declining_every_basic_completes_nothing() -> None:
    assert label(0, 1, *(f"basic-{n}=not-for-me" for n in range(5))) == UNDER_WAY


ARTICLE = replace(HABIT, id="article", target=90, shows=Shows.PUBLISHED)
TALK = replace(HABIT, id="talk", target=180, shows=Shows.STANDING)


@pytest.mark.parametrize(
    ("published", "spoke", "expected"),
    [
        (days_ago(0), days_ago(0), GO_TO),
        (days_ago(90), days_ago(180), GO_TO),
        (days_ago(91), days_ago(0), IN_USE),
        (days_ago(0), days_ago(181), IN_USE),
        (None, days_ago(0), IN_USE),
        (days_ago(0), None, IN_USE),
    ],
)
def test_a_go_to_expert_published_lately_and_was_given_a_stage(
    published: date | None, spoke: date | None, expected: str
) -> None:
    # one habit in plenty keeps the activity bar full whatever the two others say
    catalog = catalog_with(*FIVE, replace(HABIT, impact=100), ARTICLE, TALK)
    profile = all_ticked([*FIVE, HABIT])
    profile = profile.answered("article", with_day(UNANSWERED, published))
    profile = profile.answered("talk", with_day(UNANSWERED, spoke))
    assert score(catalog, profile, TODAY).label == expected


def test_a_go_to_expert_has_every_basic_and_three_quarters_of_the_activity() -> None:
    catalog = catalog_with(*FIVE, replace(HABIT, impact=100), ARTICLE, TALK)
    expert = all_ticked(catalog.items.values())
    assert score(catalog, expert, TODAY).label == GO_TO
    assert score(catalog, expert.answered("basic-0", UNANSWERED), TODAY).label == IN_USE
    assert score(catalog, expert.answered("water", UNANSWERED), TODAY).label == QUIET
    assert score(catalog, expert.answered("basic-0", Answer(Status.NOT_FOR_ME)), TODAY).label == GO_TO


@pytest.mark.parametrize(("kept", "expected"), [(20, IN_USE), (21, GO_TO)])
def test_a_go_to_expert_is_known_by_three_quarters_of_the_activity_bar(kept: int, expected: str) -> None:
    habits = [replace(HABIT, id=f"habit-{n}") for n in range(40)]
    catalog = catalog_with(
        *FIVE, *habits, replace(ITEM, id="piece", shows=Shows.PUBLISHED), replace(TALK, every=ITEM.every)
    )
    expert = all_ticked([*FIVE, catalog.items["piece"], TALK, *habits[:kept]])
    assert score(catalog, expert, TODAY).label == expected


def test_a_piece_whose_day_nobody_knows_is_not_lately() -> None:
    piece = replace(ITEM, id="piece", shows=Shows.PUBLISHED)
    catalog = catalog_with(*FIVE, replace(HABIT, impact=100), piece, TALK)
    expert = all_ticked(catalog.items.values())
    assert score(catalog, expert, TODAY).label == GO_TO
    assert score(catalog, expert.answered("piece", Answer(Status.DONE)), TODAY).label == IN_USE


def test_what_was_shown_on_a_platform_left_out_shows_nothing() -> None:
    shed = platform_with(ARTICLE, TALK, platform=replace(SHED, account=""))
    catalog = catalog_of([platform_with(*FIVE, HABIT), shed])
    expert = all_ticked(catalog.items.values())
    assert score(catalog, expert, TODAY).label == GO_TO
    assert score(catalog, expert.leaving_out("shed", left_out=True), TODAY).label == IN_USE


# --- both bars over all platforms -------------------------------------------------------------------------------------


def test_everything_done_fills_both_bars_and_nothing_done_leaves_them_empty(catalog: Catalog) -> None:
    full, empty = (score(catalog, one, TODAY) for one in (all_ticked(catalog.items.values()), Profile()))
    assert (full.profile, full.activity) == (100, 100)
    assert (empty.profile, empty.activity) == (0, 0)


@given(profiles)
def test_where_nothing_is_left_out_the_overall_score_is_60_per_cent_of_one_bar_and_40_of_the_other(
    profile: Profile,
) -> None:
    found = score(real_checklists(), replace(profile, left_out=frozenset()), TODAY)
    points = 0.6 * found.profile + 0.4 * found.activity
    assert found.overall == pytest.approx(points) or found.overall == pytest.approx(min(40, points))


@given(profiles)
def test_who_keeps_no_habit_has_no_activity_whatever_is_left_out(profile: Profile) -> None:
    catalog = real_checklists()
    silent = {name: answer for name, answer in profile.answers.items() if not catalog.items[name].habit}
    assert score(catalog, replace(profile, answers=MappingProxyType(silent)), TODAY).activity == 0


def test_the_bars_are_means_by_weight() -> None:
    catalog = two_platforms(replace(GARDEN, weight=1), replace(SHED, weight=3))
    found = score(catalog, told(catalog, "shed-key=done", "water=2026-11-23"), TODAY)
    assert (found.profile, found.activity) == (75, 25)


def test_a_platform_left_out_counts_in_neither_bar_and_weighs_on_the_activity_of_the_one_it_names() -> None:
    shed = replace(SHED, weight=25)
    porch = platform_with(replace(HABIT, id="sweep"), platform=replace(SHED, id="porch", account="", weight=100))
    both = (platform_with(ITEM, HABIT), platform_with(replace(ITEM, id="shed-key"), platform=shed), porch)
    catalog = catalog_of(both)
    person = told(catalog, "dig=done", f"water={TODAY}").leaving_out("shed", left_out=True)
    found = score(catalog, person, TODAY)
    assert found.profile == pytest.approx(100 * 100 / 200)
    assert found.activity == pytest.approx(100 * (100 + 25) / 225)
    nobody = score(catalog, person.leaving_out("garden", left_out=True), TODAY)
    assert (nobody.profile, nobody.activity) == (0, 0)
    nothing = person.leaving_out("garden", left_out=True).leaving_out("porch", left_out=True)
    assert (score(catalog, nothing, TODAY).profile, score(catalog, nothing, TODAY).activity) == (0, 0)


# --- pauses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ((), 0),
        ((Pause(days_ago(10)),), 10),
        ((Pause(TODAY),), 0),
        ((Pause(days_ago(-3)),), 0),
        ((Pause(days_ago(10), days_ago(4)),), 7),
        ((Pause(days_ago(10), days_ago(-4)),), 10),
        ((Pause(days_ago(40), days_ago(26)),), 5),
        ((Pause(days_ago(60), days_ago(40)),), 0),
        ((Pause(days_ago(10), days_ago(4)), Pause(days_ago(8), days_ago(2))), 9),
        ((Pause(days_ago(10), days_ago(2)), Pause(days_ago(8), days_ago(6))), 9),
        ((Pause(days_ago(8), days_ago(6)), Pause(days_ago(10), days_ago(2)), Pause(days_ago(1))), 10),
        ((Pause(days_ago(4), days_ago(9)),), 0),
        ((Pause(date.min, date.max),), 30),
    ],
)
def test_the_days_of_a_pause_are_counted_once_each(pauses: tuple[Pause, ...], days: int) -> None:
    assert days_paused(pauses, days_ago(30), TODAY) == days


pause_days: st.SearchStrategy[tuple[Pause, ...]] = st.lists(
    st.builds(
        lambda since, days: Pause(days_ago(since), None if days is None else days_ago(since - days)),
        st.integers(-40, 120),
        st.none() | st.integers(0, 60),
    ),
    max_size=4,
).map(tuple)


@given(pause_days, st.integers(0, 150))
def test_a_day_counts_as_paused_when_any_pause_holds_it(pauses: tuple[Pause, ...], days: int) -> None:
    lived = [days_ago(age) for age in range(1, days + 1)]
    assert days_paused(pauses, days_ago(days), TODAY) == sum(any(one.lasts(day) for one in pauses) for day in lived)


@given(profiles, st.integers(0, 200), st.integers(0, 200))
def test_a_pause_freezes_every_bar_at_its_first_day_and_the_day_after_it_goes_on_there(
    profile: Profile, away: int, later: int
) -> None:
    catalog, first = real_checklists(), TODAY + timedelta(3)
    before = score(catalog, profile, first)
    ongoing = replace(profile, pauses=(Pause(first),))
    assert score(catalog, ongoing, first + timedelta(away)) == before
    over = replace(profile, pauses=(Pause(first, first + timedelta(away)),))
    returned = first + timedelta(away + 1)
    assert score(catalog, over, returned) == before
    assert score(catalog, over, returned + timedelta(later)) == score(catalog, profile, first + timedelta(later))


@given(profiles, pause_days, st.integers(0, 100))
def test_a_pause_never_lowers_a_bar_and_time_never_raises_one(
    profile: Profile, pauses: tuple[Pause, ...], days: int
) -> None:
    paused = replace(profile, pauses=pauses)
    assert_no_bar_falls(bars_of(profile), bars_of(paused))
    assert_no_bar_falls(bars_of(paused, TODAY + timedelta(days)), bars_of(paused))


def test_a_pause_to_come_does_nothing_yet() -> None:
    catalog = real_checklists()
    profile = all_ticked(catalog.items.values(), days_ago(40))
    planned = replace(profile, pauses=(Pause(TODAY + timedelta(1)),))
    assert score(catalog, planned, TODAY) == score(catalog, profile, TODAY)


def test_what_was_published_before_a_pause_is_still_lately_after_it() -> None:
    catalog = catalog_with(*FIVE, replace(HABIT, impact=100), replace(ARTICLE, target=300), TALK)
    expert = all_ticked(catalog.items.values()).answered("article", with_day(UNANSWERED, days_ago(100)))
    assert score(catalog, expert, TODAY).label == IN_USE
    assert score(catalog, replace(expert, pauses=(Pause(days_ago(50), days_ago(41)),)), TODAY).label == GO_TO


def bars_of(profile: Profile, today: date = TODAY) -> list[float]:
    found = score(real_checklists(), profile, today)
    return [found.overall, found.profile, found.activity, *(one.activity for one in found.platforms.values())]


def assert_no_bar_falls(before: list[float], after: list[float]) -> None:
    assert all(one <= other + 1e-9 for one, other in zip(before, after, strict=True))
