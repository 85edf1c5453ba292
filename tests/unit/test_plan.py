from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.choice import Options, bits
from presence_gui.choosing import choose
from presence_gui.content import Catalog, Item, catalog_of
from presence_gui.options import options_of
from presence_gui.plan import Habit, Plan, Task, Week, as_done, first_steps, make_plan, next_monday
from presence_gui.profile import Answer, Objection, Profile, Status
from presence_gui.ranking import needs_of, open_items, reviews
from presence_gui.scoring import GO_TO, credit, score
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    all_ticked,
    catalog_with,
    platform_with,
    profiles,
    reachable,
    real_checklists,
    told,
)

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)
MONDAY = date(2026, 11, 30)

starts = st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))


def planned(profile: Profile, start: date | None = None, catalog: Catalog | None = None) -> Plan:
    return make_plan(catalog or real_checklists(), profile, TODAY, start)


def tasks_of(plan: Plan) -> Iterator[tuple[int, Task]]:
    return ((week.number, task) for week in plan.weeks for task in week.tasks)


def shown(plan: Plan) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(task.item.id, task.pieces) for task in week.tasks] for week in plan.weeks]


def started(plan: Plan) -> list[tuple[str, int]]:
    return [(habit.item.id, habit.from_week) for habit in plan.habits]


# --- what holds for every plan ----------------------------------------------------------------------------------------


@given(profiles, starts)
def test_no_week_takes_more_than_its_minutes(profile: Profile, start: date | None) -> None:
    plan = planned(profile, start)
    assert plan.minutes == profile.minutes
    for week in plan.weeks:
        by_hand = [task.minutes for task in week.tasks]
        by_hand += [habit.minutes for habit in plan.habits if habit.from_week <= week.number]
        assert plan.week_minutes(week.number) == sum(by_hand) <= profile.minutes


@given(profiles)
def test_no_box_is_longer_than_a_quarter_of_an_hour_and_each_item_gets_the_minutes_it_takes(profile: Profile) -> None:
    waiting = open_items(real_checklists(), profile, TODAY)
    left = {item: one.minutes for item, one in waiting.items()}
    for _, task in tasks_of(planned(profile)):
        assert all(1 <= piece <= 15 for piece in task.pieces)
        left[task.item.id] -= task.minutes
        assert task.minutes > 0
        assert task.finishes == (left[task.item.id] == 0)


@given(profiles, starts)
def test_nothing_comes_before_what_it_needs(profile: Profile, start: date | None) -> None:
    assert_order(planned(profile, start), needs_of(real_checklists(), profile, TODAY))


@given(profiles)
def test_the_rules_and_safety_items_of_a_platform_come_before_the_rest_of_it(profile: Profile) -> None:
    catalog = real_checklists()
    plan = planned(profile)
    for platform in catalog.platforms:
        safety = [item for item in platform.items if item.safety and is_open(profile, item)]
        first = all_needed(catalog, [item.id for item in platform.items if item.safety])
        free = [item.id for item in platform.items if item.review or item.outside_view]
        rest = [item for item in platform.items if not item.safety and item.id not in {*first, *free}]
        assert_order(plan, {item.id: tuple(one.id for one in safety) for item in rest})


@given(profiles, starts)
def test_the_review_comes_first_and_every_week(profile: Profile, start: date | None) -> None:
    profile = replace(profile, answers={name: one for name, one in profile.answers.items() if name != "br-review"})
    review, *others = planned(profile, start).habits
    assert (review.item.review, review.from_week, review.minutes) == (True, 1, review.item.minutes)
    assert not any(habit.item.review for habit in others)


@given(profiles, st.integers(15, 19))
def test_in_a_short_week_there_is_one_habit_beside_the_review(profile: Profile, minutes: int) -> None:
    habits = planned(replace(profile, minutes=minutes)).habits
    assert len([habit for habit in habits if not habit.item.review]) <= 1


@given(profiles)
def test_a_habit_is_begun_for_every_ten_minutes_a_week_and_five_at_most_by_week_3(profile: Profile) -> None:
    habits = [habit for habit in planned(profile).habits if not habit.item.review]
    assert len(habits) <= max(1, min(5, profile.minutes // 10))
    assert all(habit.from_week <= 3 for habit in habits)
    places = {one.item.id: place for place, one in enumerate(options_for(profile).open)}
    assert habits == sorted(habits, key=lambda habit: (habit.from_week, places[habit.item.id]))


@given(profiles)
def test_from_week_3_habits_take_half_the_minutes_as_long_as_another_would_help(profile: Profile) -> None:
    plan = planned(profile)
    options = options_for(profile)
    begun = {habit.item.id for habit in plan.habits}
    done = as_done(profile, (), plan.habits, TODAY)
    bars = {name: one.activity for name, one in score(real_checklists(), done, TODAY).platforms.items()}
    could = [options.open[one].item for platform in options.helpful for one in bits(platform)]
    helps = [item for item in could if item.id not in begun and bars[item.platform] < 100]
    if helps and len([habit for habit in plan.habits if not habit.item.review]) < options.most_habits:
        for number in (3, 4):
            assert 2 * sum(h.minutes for h in plan.habits if h.from_week <= number) >= plan.week_minutes(number)


@given(profiles)
def test_what_is_promised_is_the_score_of_somebody_who_did_it_and_never_less_than_today(profile: Profile) -> None:
    catalog = real_checklists()
    plan = planned(profile)
    before = score(catalog, profile, TODAY)
    assert (plan.before, plan.label) == (before.overall, before.label)
    done = as_done(profile, plan.weeks, plan.habits, TODAY)
    assert plan.after == score(catalog, done, TODAY).overall
    assert plan.after >= plan.before
    finished = {task.item.id for _, task in tasks_of(plan) if task.finishes}
    changed = {item for item in done.answers if done.answer(item) != profile.answer(item)}
    assert finished <= changed <= finished | {habit.item.id for habit in plan.habits}


@given(profiles)
def test_a_page_has_at_most_twelve_things_to_do_once_and_one_carried_on_from_each_week(profile: Profile) -> None:
    tasks = [task for _, task in tasks_of(planned(profile))]
    assert len({task.item.id for task in tasks}) <= 12 + 1  # one may be begun in what room is left
    assert len({task.item.id for task in tasks if task.finishes}) <= 12


@given(profiles, starts)
def test_a_plan_depends_on_what_was_said_and_on_nothing_else(profile: Profile, start: date | None) -> None:
    reversed_answers = MappingProxyType(dict(reversed(list(profile.answers.items()))))
    assert planned(replace(profile, answers=reversed_answers), start) == planned(profile, start)


@given(profiles, starts)
def test_a_later_start_moves_the_weeks_and_nothing_else(profile: Profile, start: date | None) -> None:
    plan = planned(profile, start)
    assert plan.start == (start or MONDAY)
    assert [week.number for week in plan.weeks] == [1, 2, 3, 4]
    assert [week.starts - plan.start for week in plan.weeks] == [timedelta(days=7 * n) for n in range(4)]
    assert shown(plan) == shown(planned(profile))


@given(profiles)
def test_only_what_is_open_is_planned_and_the_rest_of_it_waits(profile: Profile) -> None:
    plan = planned(profile)
    waiting = reachable(real_checklists(), profile)
    habits = {habit.item.id for habit in plan.habits if not habit.item.review}
    on_the_page = {task.item.id for _, task in tasks_of(plan)} | habits
    assert on_the_page <= waiting
    assert {item.id for item in plan.later} == waiting - on_the_page
    for name in on_the_page:
        item = real_checklists().items[name]
        assert item.platform not in profile.left_out
        assert profile.answer(name).status is not Status.NOT_FOR_ME
        assert not item.optional


@given(st.integers(15, 180))
def test_who_has_done_everything_is_asked_for_the_review_and_no_more(minutes: int) -> None:
    catalog = real_checklists()
    plan = planned(all_ticked(catalog.items.values(), minutes=minutes))
    assert shown(plan) == [[], [], [], []]
    assert [habit.item.review for habit in plan.habits] == [True]
    assert (plan.before, plan.after, plan.label, plan.later) == (100, 100, GO_TO, ())


# --- how the weeks are filled -----------------------------------------------------------------------------------------


def test_the_plan_starts_on_the_next_monday() -> None:
    assert next_monday(date(2026, 11, 23)) == MONDAY  # itself a Monday: this week has begun
    assert next_monday(date(2026, 11, 29)) == MONDAY
    assert planned(Profile()).start == MONDAY


@given(st.dates(max_value=date(9999, 1, 1)))
def test_the_next_monday_is_a_monday_within_a_week(today: date) -> None:
    assert next_monday(today).isoweekday() == 1
    assert 1 <= (next_monday(today) - today).days <= 7


def test_a_long_item_is_cut_into_like_boxes_and_carried_on_the_week_after() -> None:
    plan = planned(Profile(minutes=30), catalog=catalog_with(replace(ITEM, minutes=50)))
    assert shown(plan) == [[("dig", (15, 15))], [("dig", (10, 10))], [], []]
    assert [task.finishes for _, task in tasks_of(plan)] == [False, True]
    assert [plan.week_minutes(number) for number in (1, 2, 3, 4)] == [30, 20, 0, 0]


def test_what_fits_into_a_week_is_not_torn_apart() -> None:
    one, other = replace(ITEM, minutes=20, impact=5), replace(ITEM, id="rake", minutes=30)
    plan = planned(Profile(minutes=40), catalog=catalog_with(one, other))
    assert shown(plan) == [[("dig", (10, 10))], [("rake", (15, 15))], [], []]


def test_boxes_are_as_long_as_a_short_week_lets_them_be() -> None:
    catalog = catalog_with(replace(ITEM, minutes=40))
    assert shown(planned(Profile(minutes=24), catalog=catalog)) == [
        [("dig", (15,))],
        [("dig", (15,))],
        [("dig", (10,))],
        [],
    ]
    short = catalog_with(REVIEW, replace(ITEM, minutes=20))
    assert shown(planned(Profile(minutes=15), catalog=short)) == [[("dig", (10,))], [("dig", (10,))], [], []]


def test_items_no_order_keeps_whole_are_spread_where_there_is_room() -> None:
    five = [replace(ITEM, id=f"dig-{n}", minutes=15) for n in range(5)]
    plan = planned(Profile(minutes=20), catalog=catalog_with(*five))
    assert [week.number for week in plan.weeks if plan.week_minutes(week.number) == 20] == [1, 2, 3]
    assert sum(task.finishes for _, task in tasks_of(plan)) == 5


def test_an_item_longer_than_the_four_weeks_is_begun_and_not_counted_as_done() -> None:
    plan = planned(Profile(minutes=15), catalog=catalog_with(replace(ITEM, minutes=90)))
    assert [task.finishes for _, task in tasks_of(plan)] == [False] * 4
    assert (plan.before, plan.after, plan.later) == (0, 0, ())


def test_what_was_needed_opens_the_way_in_the_same_week() -> None:
    catalog = catalog_with(replace(COUNT, needs=("dig",)), ITEM, replace(HABIT, needs=("plant",)))
    plan = planned(Profile(minutes=60), catalog=catalog)
    assert shown(plan)[0] == [("dig", (15,)), ("plant", (15,))]
    assert started(plan) == [("water", 1)]


def test_habits_take_half_of_weeks_3_and_4_though_something_long_is_worth_more() -> None:
    long = replace(ITEM, minutes=500, impact=5)
    habits = [replace(HABIT, id=f"habit-{n}", needs=("key",)) for n in range(5)]
    key = replace(ITEM, id="key", minutes=30, impact=5)
    plan = planned(Profile(minutes=30), catalog=catalog_with(key, long, *habits))
    assert len(plan.habits) == 3
    assert [plan.week_minutes(number) for number in (3, 4)] == [30, 30]


def test_minutes_already_spent_are_not_planned_again() -> None:
    profile = Profile(minutes=30).answered("dig", Answer(spent=30))
    plan = planned(profile, catalog=catalog_with(replace(ITEM, minutes=50)))
    assert shown(plan) == [[("dig", (10, 10))], [], [], []]
    spent = Profile(minutes=30).answered("dig", Answer(spent=90))
    assert shown(planned(spent, catalog=catalog_with(replace(ITEM, minutes=50))))[0] == [("dig", (5,))]


# --- what held somebody back ------------------------------------------------------------------------------------------


@given(profiles)
def test_who_has_no_time_gets_three_pieces_a_week_of_ten_minutes_at_most(profile: Profile) -> None:
    plan = planned(replace(profile, objection=Objection.TIME))
    for week in plan.weeks:
        pieces = [piece for task in week.tasks for piece in task.pieces]
        running = [habit for habit in plan.habits if habit.from_week <= week.number]
        assert len(pieces) + sum(-(-habit.minutes // 10) for habit in running) <= 3
        assert all(piece <= 10 for piece in pieces)


def test_who_has_no_time_begins_with_the_quickest() -> None:
    best, quick = replace(ITEM, id="best", minutes=10, impact=5), replace(ITEM, id="quick", minutes=5, impact=1)
    catalog = catalog_with(best, quick)
    assert [item for item, _ in shown(planned(Profile(minutes=30), catalog=catalog))[0]] == ["best", "quick"]
    hurried = planned(Profile(minutes=30, objection=Objection.TIME), catalog=catalog)
    assert [item for item, _ in shown(hurried)[0]] == ["quick", "best"]


@given(profiles)
def test_who_cannot_see_the_value_begins_with_what_a_stranger_sees(profile: Profile) -> None:
    profile = replace(profile, objection=Objection.VALUE)
    looks = [one.item.id for n, one in enumerate(options_for(profile).open) if options_for(profile).first >> n & 1]
    first = [task.item.id for task in planned(profile).weeks[0].tasks]
    assert first[: len(looks)] == looks


def test_whose_page_explains_every_click_has_six_things_on_it() -> None:
    many = [replace(ITEM, id=f"dig-{n}", minutes=5) for n in range(12)]
    finished = [
        sum(task.finishes for _, task in tasks_of(planned(profile, catalog=catalog_with(*many))))
        for profile in (Profile(minutes=60), Profile(minutes=60, objection=Objection.HOW))
    ]
    assert finished == [12, 6]


@given(profiles)
def test_the_first_steps_are_those_of_the_page_in_its_order(profile: Profile) -> None:
    plan = planned(profile)
    steps = [one.item.id for one in first_steps(real_checklists(), profile, TODAY)]
    assert set(steps) == plan.items - {habit.item.id for habit in plan.habits if habit.item.review}
    once = [task.item.id for _, task in tasks_of(plan)]
    assert [item for item in steps if item in once] == list(dict.fromkeys(once))
    weeks = {habit.item.id: habit.from_week for habit in plan.habits}
    weeks |= {task.item.id: week for week, task in reversed([*tasks_of(plan)])}
    assert [weeks[item] for item in steps] == sorted(weeks[item] for item in steps)


# --- what is promised -------------------------------------------------------------------------------------------------


@given(profiles, st.sampled_from(Objection))
def test_the_score_of_a_choice_is_that_of_somebody_who_did_it(profile: Profile, objection: Objection) -> None:
    profile = replace(profile, objection=objection)
    options = options_for(profile)
    choice = choose(options)
    assert options.fits(choice)
    assert planned(profile).after >= options.score(choice) - 1e-9
    if not any(one.item.window_days for one in options.open):
        assert planned(profile).after == pytest.approx(options.score(choice))


@given(profiles)
def test_everything_planned_says_in_one_line_why(profile: Profile) -> None:
    plan = planned(profile)
    reasons = [task.reason for _, task in tasks_of(plan)] + [habit.reason for habit in plan.habits]
    assert all(reason.endswith(".") and "\n" not in reason and len(reason) <= 90 for reason in reasons)


def test_what_a_habit_reaches_in_its_weeks_is_what_is_promised() -> None:
    count = replace(HABIT, id="weed", kind=COUNT.kind, target=8, window_days=28, minutes=15)
    catalog = catalog_with(count)
    weeks = [Week(number, MONDAY, ()) for number in (1, 2, 3, 4)]
    for from_week, times in ((1, 8), (2, 6), (3, 4), (4, 2)):
        done = as_done(Profile(), weeks, [Habit(catalog.items["weed"], 15, from_week)], TODAY)
        assert done.answer("weed").number == times
    already = told(catalog, "weed=7")
    assert as_done(already, weeks, [Habit(catalog.items["weed"], 15, 3)], TODAY).answer("weed").number == 7
    endless = replace(count, window_days=0)
    assert as_done(Profile(), weeks, [Habit(endless, 15, 3)], TODAY).answer("weed").number == 8


def test_checklists_without_a_review_make_a_plan_too_and_only_the_first_of_two_reviews_counts() -> None:
    assert started(planned(Profile(), catalog=catalog_with(ITEM))) == []
    two = catalog_with(REVIEW, replace(REVIEW, id="again"))
    assert started(planned(Profile(), catalog=two)) == [("look", 1)]


def test_a_review_that_is_not_for_me_or_takes_more_than_the_week_is_not_planned() -> None:
    catalog = catalog_with(REVIEW, ITEM)
    assert started(planned(Profile(), catalog=catalog)) == [("look", 1)]
    assert started(planned(told(catalog, "look=not-for-me"), catalog=catalog)) == []
    assert started(planned(Profile().leaving_out("garden", left_out=True), catalog=catalog)) == []
    long = planned(Profile(minutes=15), catalog=catalog_with(replace(REVIEW, minutes=20), ITEM))
    assert (started(long), [long.week_minutes(number) for number in (1, 2, 3, 4)]) == ([], [15, 0, 0, 0])


def test_no_checklists_make_an_empty_plan() -> None:
    plan = planned(Profile(), catalog=catalog_of([]))
    assert (shown(plan), plan.habits, plan.after, plan.later) == ([[], [], [], []], (), 0, ())


@pytest.mark.parametrize("minutes", [15, 30, 180])
def test_what_waits_for_a_platform_left_out_is_not_planned(minutes: int) -> None:
    shed = replace(GARDEN, id="shed", main=False)
    sweep = replace(ITEM, id="sweep", needs=("dig",))
    catalog = catalog_of([platform_with(ITEM), platform_with(sweep, platform=shed)])
    profile = Profile(minutes=minutes).leaving_out("garden", left_out=True)
    assert shown(planned(profile, catalog=catalog)) == [[], [], [], []]


def options_for(profile: Profile) -> Options:
    review = next(iter(reviews(real_checklists(), profile)), None)
    return options_of(real_checklists(), profile, TODAY, review)


def is_open(profile: Profile, item: Item) -> bool:
    answer = profile.answer(item.id)
    return answer.status is not Status.NOT_FOR_ME and credit(item, answer, TODAY) < 1


def all_needed(catalog: Catalog, wanted: list[str]) -> set[str]:
    direct = {need for item in wanted for need in catalog.items[item].needs}
    return direct | all_needed(catalog, list(direct)) if direct else set()


def done_before(plan: Plan, number: int) -> set[str]:
    return {task.item.id for week, task in tasks_of(plan) if task.finishes and week < number}


def assert_order(plan: Plan, needs: dict[str, tuple[str, ...]]) -> None:
    """Assert that everything but the review has what it needs: earlier, or as a habit of that week."""
    habits = {habit.item.id: habit.from_week for habit in plan.habits}
    done: set[str] = set()
    for week in plan.weeks:
        running = {item for item, from_week in habits.items() if from_week <= week.number}
        for task in week.tasks:
            assert (done | running).issuperset(needs.get(task.item.id, ()))
            done |= {task.item.id} if task.finishes else set()
        for item in running - {habit.item.id for habit in plan.habits if habit.item.review}:
            assert (done | running).issuperset(needs.get(item, ()))
