"""Back from paper: boxes ticked on a printed plan become answers, and answers again what they were."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from presence_gui.answering import ticked, with_day, with_number, with_status, with_text
from presence_gui.content import Catalog, Item, Kind
from presence_gui.diary import Pause, PrintedLine, PrintedPlan
from presence_gui.plan import Habit, Plan, Task, Week, make_plan
from presence_gui.printed import (
    MOST_KEPT,
    Offer,
    boxes,
    current,
    finishes_a_page,
    is_finished,
    kept,
    missed,
    offer,
    printed_plan,
    tick,
    titled,
)
from presence_gui.profile import UNANSWERED, Answer, Profile, Status, profile_from_data, profile_to_data
from presence_gui.scoring import score
from tests.unit.builders import (
    COUNT,
    HABIT,
    ITEM,
    TEXT,
    TODAY,
    catalog_with,
    days_ago,
    one_answer,
    profiles,
    real_checklists,
)

START = date(2026, 11, 30)
LABEL = replace(TEXT, id="label")
WEEDS = replace(HABIT, id="weeds", title="Pull weeds", kind=Kind.DONE, target=0, minutes=5)
VISITS = replace(HABIT, id="visits", title="Visit gardens", kind=Kind.NUMBER, target=6, window_days=28, minutes=5)
REVIEW = replace(HABIT, id="review", title="Look at the plan", review=True, minutes=5)
GARDENER = catalog_with(ITEM, COUNT, LABEL, HABIT, WEEDS, VISITS, REVIEW)


def line(item: Item, week: int = 1, minutes: int = 0, boxes: int = 1, *, finishes: bool = False) -> PrintedLine:
    return PrintedLine(item.id, week, minutes or item.minutes, boxes, habit=item.habit, finishes=finishes)


def taken(*lines: PrintedLine, answers: Mapping[str, Answer] = MappingProxyType({})) -> Profile:
    profile = Profile(MappingProxyType(dict(answers)))
    return kept(profile, PrintedPlan(START, 30, lines))


def on(week: int, weekday: int = 0) -> date:
    return START + timedelta(days=7 * (week - 1) + weekday)


# --- what is kept


def test_a_plan_is_kept_as_it_is_on_the_page() -> None:
    plan = Plan(
        start=START,
        minutes=30,
        weeks=(
            Week(1, START, (Task(ITEM, (15, 10), finishes=False), Task(COUNT, (5,), finishes=True))),
            Week(2, on(2), (Task(ITEM, (5,), finishes=True),)),
            Week(3, on(3), ()),
            Week(4, on(4), ()),
        ),
        habits=(Habit(REVIEW, 5, 1), Habit(HABIT, 10, 3)),
        before=1,
        after=2,
        label="",
        later=(),
    )
    printed = printed_plan(plan)
    assert printed == PrintedPlan(
        START,
        30,
        (
            PrintedLine("dig", 1, 25, boxes=2),
            PrintedLine("plant", 1, 5, finishes=True),
            PrintedLine("dig", 2, 5, finishes=True),
            *(PrintedLine("review", week, 5, habit=True) for week in (1, 2, 3, 4)),
            *(PrintedLine("water", week, 10, habit=True) for week in (3, 4)),
        ),
    )
    assert [titled(GARDENER, printed, one) for one in printed.lines[:4]] == [
        "Dig a bed (start)",
        "Plant ten beans",
        "Dig a bed (carry on)",
        "Look at the plan",
    ]


def test_the_same_page_printed_again_changes_nothing_even_when_it_is_ticked() -> None:
    profile = tick(GARDENER, taken(line(ITEM, finishes=True)), (0, 0), 1, START)
    assert kept(profile, PrintedPlan(START, 30, (line(ITEM, finishes=True),))) is profile


def test_a_page_without_a_line_is_not_kept() -> None:
    assert taken() == Profile()


def test_another_page_from_the_same_week_replaces_one_without_a_tick_only() -> None:
    other = PrintedPlan(START, 60, (line(COUNT),))
    assert kept(taken(line(ITEM)), other).printed == (other,)
    begun = tick(GARDENER, taken(line(ITEM)), (0, 0), 1, START)
    assert kept(begun, other).printed == (*begun.printed, other)


def test_the_last_pages_are_kept_in_the_order_of_their_weeks() -> None:
    profile = Profile()
    weeks = [4, 1, 2, 3, 5, 6, 7, 8]
    for week in weeks:
        profile = kept(profile, PrintedPlan(on(week), 30, (line(ITEM),)))
    assert [plan.start for plan in profile.printed] == [on(week) for week in sorted(weeks)[-MOST_KEPT:]]


@given(profiles, st.data())
def test_a_profile_with_a_ticked_page_is_read_back_as_it_was_written(profile: Profile, data: st.DataObject) -> None:
    ticked_page = with_ticks(real_checklists(), with_page(profile), data)
    assert profile_from_data(profile_to_data(ticked_page)) == ticked_page


# --- which page, and how far it is


def test_the_page_under_way_comes_before_the_one_to_come_and_that_before_the_last() -> None:
    assert current(Profile(), TODAY) is None
    profile = Profile()
    for start in (on(-4), on(1), on(9)):
        profile = kept(profile, PrintedPlan(start, 30, (line(ITEM),)))
    assert current(profile, on(-4) - timedelta(days=1)) == 0
    assert current(profile, on(-3)) == 0
    assert current(profile, on(0)) == 1
    assert current(profile, on(1)) == 1
    assert current(profile, on(5)) == 2
    assert current(profile, on(99)) == 2


def test_of_two_pages_from_one_week_the_newer_counts() -> None:
    profile = tick(GARDENER, taken(line(ITEM), line(COUNT)), (0, 0), 1, TODAY)
    profile = kept(profile, PrintedPlan(START, 30, (line(COUNT),)))
    assert (current(profile, TODAY), current(profile, START), current(profile, on(9))) == (1, 1, 1)


def test_a_page_is_finished_when_all_is_ticked_or_its_weeks_are_over() -> None:
    profile = taken(line(ITEM, boxes=2), line(COUNT))
    assert boxes(profile.printed[0]) == (0, 3)
    assert not is_finished(profile.printed[0], on(4, 6))
    assert is_finished(profile.printed[0], on(5))
    for index, ticks in ((0, 2), (1, 9)):
        profile = tick(GARDENER, profile, (0, index), ticks, START)
    assert boxes(profile.printed[0]) == (3, 3)
    assert is_finished(profile.printed[0], START)


def test_a_page_ends_with_its_last_tick_or_with_the_next_page_once() -> None:
    profile = taken(line(ITEM, boxes=2), line(COUNT))
    begun = tick(GARDENER, profile, (0, 0), 2, START)
    full = tick(GARDENER, begun, (0, 1), 1, START)
    steps = [(Profile(), profile), (profile, begun), (begun, full), (full, begun), (begun, begun), (full, full)]
    assert [finishes_a_page(*step, START) for step in steps] == [False, False, True, False, False, False]
    following = PrintedPlan(on(6), 30, (line(ITEM),))
    for was, day, ends in ((begun, on(5), True), (begun, on(4), False), (full, on(5), False), (profile, on(5), False)):
        assert finishes_a_page(was, kept(was, following), day) is ends
    assert not finishes_a_page(begun, replace(begun, name="Ann"), on(5))


# --- one-off items


def test_minutes_count_as_spent_until_the_last_box_of_the_last_line_makes_it_done() -> None:
    profile = taken(line(ITEM, minutes=25, boxes=2), line(ITEM, 2, minutes=5, finishes=True))
    steps = [((0, 0), 1, 12), ((0, 0), 2, 25), ((0, 0), 1, 12), ((0, 1), 1, 17)]
    for where, ticks, spent in steps:
        profile = tick(GARDENER, profile, where, ticks, START)
        assert profile.answer("dig") == Answer(spent=spent)
    done = tick(GARDENER, profile, (0, 0), 2, on(2))
    assert done.answer("dig") == Answer(Status.DONE, given=on(2))
    assert tick(GARDENER, done, (0, 0), 1, on(3)).answers == profile.answers


def test_what_is_not_finished_on_this_page_is_not_done_by_it() -> None:
    assert tick(GARDENER, taken(line(ITEM)), (0, 0), 1, START).answer("dig") == Answer(spent=15)


def test_what_was_done_before_stays_done_and_as_it_was() -> None:
    answer = ticked(COUNT, Answer(number=12), days_ago(40))
    profile = taken(line(COUNT, finishes=True), answers={"plant": answer})
    after = tick(GARDENER, profile, (0, 0), 1, START)
    assert after.answers == profile.answers
    assert tick(GARDENER, after, (0, 0), 0, START).answers == profile.answers


def test_a_text_a_note_and_a_number_given_since_stay() -> None:
    begun = taken(line(LABEL, finishes=True), line(COUNT, finishes=True), answers={"plant": Answer(number=4)})
    for index in (0, 1):
        begun = tick(GARDENER, begun, (0, index), 1, START)
    label = replace(with_text(TEXT, begun.answer("label"), "Beans", TODAY), note="In pencil")
    count = with_number(COUNT, begun.answer("plant"), 15, START)
    profile = begun.answered("label", label).answered("plant", count)
    for index in (0, 1):
        profile = tick(GARDENER, profile, (0, index), 0, START)
    assert profile.answer("label") == Answer(text="Beans", note="In pencil", written=TODAY)
    assert profile.answer("plant") == count


def test_what_was_taken_back_on_the_checklist_can_be_ticked_again() -> None:
    profile = tick(GARDENER, taken(line(ITEM, boxes=2, finishes=True)), (0, 0), 2, START).answered("dig", UNANSWERED)
    profile = tick(GARDENER, profile, (0, 0), 1, START)
    assert profile.answer("dig") == Answer(spent=7)
    assert tick(GARDENER, profile, (0, 0), 2, START).answer("dig").status is Status.DONE


def test_a_line_of_a_checklist_that_is_gone_is_ticked_and_changes_no_answer() -> None:
    profile = tick(GARDENER, taken(PrintedLine("moat", 1, 15)), (0, 0), 1, START)
    assert (boxes(profile.printed[0]), profile.answers) == ((1, 1), {})


# --- habits


def test_a_day_becomes_that_of_the_tick_but_never_one_after_its_week() -> None:
    profile = taken(line(HABIT, 1), line(HABIT, 2))
    late = tick(GARDENER, profile, (0, 0), 1, on(2, 2))
    assert late.answer("water").day == on(1, 6)
    both = tick(GARDENER, late, (0, 1), 1, on(2, 2))
    assert both.answer("water").day == on(2, 2)
    assert tick(GARDENER, both, (0, 0), 0, on(3)).answers == both.answers
    assert tick(GARDENER, both, (0, 1), 0, on(3)).answers == late.answers
    early = tick(GARDENER, profile, (0, 1), 1, on(1))
    assert early.answer("water").day == on(1)


def test_a_later_day_is_not_made_earlier() -> None:
    answer = with_day(UNANSWERED, on(3))
    profile = taken(line(HABIT, 1), answers={"water": answer})
    assert tick(GARDENER, profile, (0, 0), 1, on(3)).answer("water") == answer


@pytest.mark.parametrize(("target", "expected"), [(6, [2, 3, 5, 6]), (3, [1, 2, 3, 3]), (4, [1, 2, 3, 4])])
def test_a_count_grows_by_a_weeks_share_up_to_its_target(target: int, expected: list[int]) -> None:
    catalog = catalog_with(replace(VISITS, target=target))
    profile = taken(*(line(VISITS, week) for week in (1, 2, 3, 4)))
    counts = []
    for week in (1, 2, 3, 4):
        profile = tick(catalog, profile, (0, week - 1), 1, on(week, 3))
        counts.append(profile.answer("visits").number)
    assert counts == expected
    assert profile.answer("visits") == Answer(Status.DONE, target, given=on(4, 3))


def test_a_count_without_a_window_is_shared_out_over_the_weeks_there_are() -> None:
    catalog = catalog_with(replace(VISITS, window_days=0))
    profile = taken(line(VISITS, 3), line(VISITS, 4))
    assert tick(catalog, profile, (0, 0), 1, on(3)).answer("visits").number == 3


def test_only_what_is_left_of_an_old_count_is_added_to() -> None:
    for days, number in ((0, 4), (28, 4), (42, 2), (60, 0)):
        answer = with_number(VISITS, UNANSWERED, 4, START - timedelta(days=days))
        profile = tick(GARDENER, taken(line(VISITS), answers={"visits": answer}), (0, 0), 1, START)
        assert profile.answer("visits").number == number + 2
        assert tick(GARDENER, profile, (0, 0), 0, START).answer("visits") == answer
    done = Answer(Status.DONE, given=START)
    profile = taken(line(VISITS), answers={"visits": done})
    assert tick(GARDENER, profile, (0, 0), 1, START).answer("visits").number == 6 + 2


def test_a_tick_is_by_hand_and_taken_back_it_is_from_data_again() -> None:
    data = Answer(Status.NOT_YET, number=1, given=START, from_data=START)
    profile = taken(line(VISITS), answers={"visits": data})
    ticked_once = tick(GARDENER, profile, (0, 0), 1, on(1))
    assert ticked_once.answer("visits").from_data is None
    assert profile_from_data(profile_to_data(ticked_once)) == ticked_once
    assert tick(GARDENER, ticked_once, (0, 0), 0, on(1)).answer("visits") == data


def test_a_count_corrected_since_loses_no_more_than_the_tick_gave_it() -> None:
    profile = tick(GARDENER, taken(line(VISITS)), (0, 0), 1, START)
    counted = profile.answered("visits", with_number(VISITS, profile.answer("visits"), 5, START))
    assert tick(GARDENER, counted, (0, 0), 0, START).answer("visits").number == 3
    emptied = profile.answered("visits", with_number(VISITS, profile.answer("visits"), None, START))
    assert tick(GARDENER, emptied, (0, 0), 0, START).answer("visits").number is None


def test_any_other_habit_is_done_as_of_that_day() -> None:
    profile = tick(GARDENER, taken(line(WEEDS)), (0, 0), 1, on(3))
    assert profile.answer("weeds") == Answer(Status.DONE, given=on(1, 6))


# --- on every profile


def with_page(profile: Profile) -> Profile:
    return kept(profile, printed_plan(make_plan(real_checklists(), profile, TODAY)))


def with_ticks(catalog: Catalog, profile: Profile, data: st.DataObject) -> Profile:
    """Tick a few boxes of the page on days in their order."""
    if not profile.printed:
        return profile
    day = profile.printed[0].start
    places = st.integers(0, len(profile.printed[0].lines) - 1)
    for index, ticks, later in data.draw(st.lists(st.tuples(places, st.integers(0, 3), st.integers(0, 20)))):
        day += timedelta(days=later)
        profile = tick(catalog, profile, (0, index), ticks, day)
    return profile


@given(profiles, st.data())
def test_a_tick_taken_back_leaves_the_answers_as_they_were(profile: Profile, data: st.DataObject) -> None:
    catalog = real_checklists()
    page = with_page(profile)
    assume(page.printed)
    begun = with_ticks(catalog, page, data)
    index = data.draw(st.integers(0, len(begun.printed[0].lines) - 1))
    day = on(data.draw(st.integers(1, 9)))
    before = begun.printed[0].lines[index].ticked
    after = tick(catalog, begun, (0, index), data.draw(st.integers(before, 5)), day)
    assert tick(catalog, after, (0, index), before, day).answers == begun.answers
    for place in data.draw(st.permutations(range(len(after.printed[0].lines)))):
        after = tick(catalog, after, (0, place), 0, day)
    assert after == page


@given(profiles, st.data())
def test_a_tick_lowers_no_bar_and_touches_no_word(profile: Profile, data: st.DataObject) -> None:
    catalog = real_checklists()
    page = with_page(profile)
    assume(page.printed)
    begun = with_ticks(catalog, page, data)
    index = data.draw(st.integers(0, len(begun.printed[0].lines) - 1))
    day = on(data.draw(st.integers(1, 9)))
    one = begun.printed[0].lines[index]
    after = tick(catalog, begun, (0, index), one.boxes, day)
    was, now = score(catalog, begun, day), score(catalog, after, day)
    assert now.overall >= was.overall - 1e-9
    for platform, stands in now.platforms.items():
        assert stands.profile >= was.platforms[platform].profile - 1e-9
        assert stands.activity >= was.platforms[platform].activity - 1e-9
    old, new = begun.answer(one.item), after.answer(one.item)
    assert (new.text, new.note, new.extra) == (old.text, old.note, old.extra)


@given(profiles)
def test_all_ticked_in_time_is_worth_what_the_page_promised(profile: Profile) -> None:
    catalog = real_checklists()
    recent = {  # a text that does not fit earns nothing until it is another one: the page promises the other one
        name: replace(answer, text="", given=answer.given and TODAY, day=answer.day and TODAY)
        for name, answer in profile.answers.items()
    }
    profile = replace(profile, answers=MappingProxyType(recent))
    plan = make_plan(catalog, profile, TODAY)
    page = with_page(profile)
    for index, one in enumerate(page.printed[0].lines if page.printed else ()):
        page = tick(catalog, page, (0, index), one.boxes, TODAY)  # all of it today, so that nothing else fades
    assert score(catalog, page, TODAY).overall >= plan.after - 1e-9


# --- after a gap


def test_a_week_is_missed_when_neither_it_nor_this_one_has_a_tick() -> None:
    profile = taken(line(ITEM), line(COUNT, 2), line(HABIT, 3))
    page = profile.printed[0]
    assert [missed(page, on(week)) for week in (0, 1, 2, 3, 4, 5)] == [False, False, True, True, True, False]
    kept_up = tick(GARDENER, profile, (0, 0), 1, on(1)).printed[0]
    assert [missed(kept_up, on(week)) for week in (1, 2, 3)] == [False, False, True]
    again = tick(GARDENER, profile, (0, 2), 1, on(3)).printed[0]
    assert [missed(again, on(week)) for week in (3, 4)] == [False, False]
    assert not missed(PrintedPlan(START, 30, (line(ITEM, 4),)), on(3))


def test_what_a_pause_keeps_fresh_is_not_offered() -> None:
    yearly = replace(ITEM, id="prune", title="Prune the hedge", kind=Kind.DATE, target=7)
    profile = taken(line(yearly, finishes=True), answers={"prune": Answer(Status.DONE, day=on(1))})
    assert offer(catalog_with(yearly), profile, on(2, 3)) == Offer(15, "Prune the hedge")
    away = replace(profile, pauses=(Pause(on(1, 1), on(2, 2)),))
    assert offer(catalog_with(yearly), away, on(2, 3)) is None


def test_the_smallest_piece_that_can_be_begun_is_offered() -> None:
    needy = replace(COUNT, needs=("dig",), minutes=5)
    catalog = catalog_with(ITEM, needy, LABEL, HABIT, REVIEW)
    profile = taken(
        line(ITEM, minutes=25, boxes=2, finishes=True),
        line(needy, finishes=True),
        line(LABEL, minutes=20, finishes=True),
        *(line(REVIEW, week) for week in (1, 2, 3, 4)),
        line(HABIT, 3),
        PrintedLine("moat", 1, 1),
    )
    assert offer(catalog, Profile(), on(2)) is None
    assert offer(catalog, profile, on(2)) == Offer(12, "Dig a bed")
    assert offer(catalog, profile, on(3)) == Offer(10, "Water the bed")
    done = profile.answered("dig", with_status(ITEM, UNANSWERED, Status.DONE, START))
    assert offer(catalog, done, on(2)) == Offer(5, "Plant ten beans")
    begun = tick(catalog, profile, (0, 0), 1, START)
    assert offer(catalog, begun, on(4)) == Offer(13, "Dig a bed")


def test_a_way_to_begin_in_two_minutes_is_offered_until_it_is_begun() -> None:
    catalog = catalog_with(replace(ITEM, two_minutes="Find your spade."), VISITS)
    profile = taken(line(ITEM, boxes=2, finishes=True), line(VISITS, 2))
    assert offer(catalog, profile, on(2)) == Offer(2, "Find your spade.")
    begun = tick(catalog, profile, (0, 0), 1, START)
    assert offer(catalog, begun, on(3)) == Offer(8, "Dig a bed")


def test_where_nothing_is_open_nothing_is_offered() -> None:
    assert offer(GARDENER, taken(line(HABIT, 1)), on(2)) is None


edits = st.deferred(lambda: one_answer(real_checklists()))  # made once: it looks at every item


@given(profiles, st.data())
def test_what_is_changed_elsewhere_between_ticks_loses_no_word_and_can_still_be_kept(
    profile: Profile, data: st.DataObject
) -> None:
    catalog = real_checklists()
    page = with_page(profile)
    assume(page.printed)
    for _ in range(3):
        page = with_ticks(catalog, page, data)
        changed, answer = data.draw(edits)
        page = page.answered(changed, answer)
    index = data.draw(st.integers(0, len(page.printed[0].lines) - 1))
    item = page.printed[0].lines[index].item
    for ticks in data.draw(st.lists(st.integers(0, 3), max_size=4)):
        after = tick(catalog, page, (0, index), ticks, on(9))
        old, new = page.answer(item), after.answer(item)
        assert (new.text, new.note) == (old.text, old.note)
        assert profile_from_data(profile_to_data(after)) == after
        page = after
