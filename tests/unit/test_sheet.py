from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.content import Catalog, Group, Item, catalog_of
from presence_gui.plan import MOST_HABITS, Plan, as_done, make_plan
from presence_gui.profile import Profile
from presence_gui.ranking import needs_of, plannable
from presence_gui.scoring import score
from presence_gui.sheet import LEAVES_FIRST, Part, Sheet, make_sheets
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
    real_checklists,
    told,
)

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)


def sheets_of(catalog: Catalog, profile: Profile) -> tuple[Plan, list[Sheet]]:
    plan = make_plan(catalog, profile, TODAY)
    return plan, list(make_sheets(catalog, profile, plan, TODAY))


def full_sheet(catalog: Catalog, profile: Profile) -> Sheet:
    return sheets_of(catalog, profile)[1][0]


def titles(sheet: Sheet) -> list[list[str]]:
    return [[line.title for line in week.lines] for week in sheet.weeks]


def number_of_lines(sheet: Sheet) -> int:
    return sum(len(week.lines) for week in sheet.weeks)


def cut_to(plan: Plan, lines: int) -> Plan:
    """Return the plan with its first so many tasks."""
    weeks = []
    for week in plan.weeks:
        weeks.append(replace(week, tasks=week.tasks[:lines]))
        lines -= len(weeks[-1].tasks)
    return replace(plan, weeks=tuple(weeks))


# --- what holds for every page ----------------------------------------------------------------------------------------


@given(profiles)
def test_the_page_says_every_task_every_habit_and_both_scores(profile: Profile) -> None:
    plan, (sheet, *_) = sheets_of(real_checklists(), profile)
    assert sheet.score == f"{plan.before:.0f} → {plan.after:.0f}"
    assert f"{profile.minutes} minutes a week" in sheet.subtitle
    weeks = [week for week in plan.weeks if week.tasks]
    assert [block.heading.split(" · ")[0] for block in sheet.weeks] == [f"Week {week.number}" for week in weeks]
    for block, week in zip(sheet.weeks, weeks, strict=True):
        assert block.minutes == f"{sum(task.minutes for task in week.tasks)} min"
        for line, task in zip(block.lines, week.tasks, strict=True):
            assert line.title.startswith(task.item.title)
            assert (line.boxes, line.minutes) == (len(task.pieces), f"{task.minutes} min")
            assert line.hint in [site_of(task.item) + step for step in task.item.how]
    habits = [
        (f"{site_of(habit.item)}{habit.item.title} ({habit.minutes} min)", habit.from_week) for habit in plan.habits
    ]
    assert list(sheet.rhythm.rows if sheet.rhythm else ()) == habits


@given(profiles)
def test_what_leaves_the_page_leaves_in_the_order_that_was_written_down(profile: Profile) -> None:
    _, (full, *shorter) = sheets_of(real_checklists(), profile)
    leaving = [part for part in LEAVES_FIRST[:-2] if is_there(full, part)]
    before = full
    for part, sheet in zip(leaving, shorter, strict=False):
        assert sheet == without(before, part)
        before = sheet
    lines = [number_of_lines(sheet) for sheet in shorter[len(leaving) :]]
    habits = [len(habits_on(sheet)) for sheet in shorter[len(leaving) :]]
    while lines and lines[0] == number_of_lines(full):
        assert habits[0] >= MOST_HABITS
        del lines[0], habits[0]
    assert lines == list(range(number_of_lines(full) - 1, -1, -1))
    assert all(count <= MOST_HABITS for count in habits)


@given(profiles)
def test_every_version_of_the_page_takes_no_more_room_than_the_one_before(profile: Profile) -> None:
    _, sheets = sheets_of(real_checklists(), profile)
    rows = [rows_of(sheet) for sheet in sheets]
    assert rows == sorted(rows, reverse=True)
    assert sheets[-1].weeks == ()
    assert {sheet.part for sheet in sheets[-1].sentences} == {None}


@given(profiles)
def test_each_version_promises_the_score_of_what_is_on_it_and_counts_the_rest_as_waiting(profile: Profile) -> None:
    catalog = real_checklists()
    plan, sheets = sheets_of(catalog, profile)
    for sheet in sheets:
        shown = cut_to(plan, number_of_lines(sheet))
        habits = [habit for habit in plan.habits if (habit.item.title, habit.from_week) in habits_on(sheet)]
        done = as_done(profile, shown.weeks, habits, TODAY)
        assert sheet.score == f"{plan.before:.0f} → {score(catalog, done, TODAY).overall:.0f}"
        on_it = {habit.item.id for habit in habits} | {task.item.id for week in shown.weeks for task in week.tasks}
        waiting = len(plannable(catalog, profile, TODAY) - on_it)
        assert sheet.waiting == said_of(waiting) or (not waiting and not sheet.weeks)


@given(profiles)
def test_what_never_leaves_is_on_every_version(profile: Profile) -> None:
    plan, (full, *shorter) = sheets_of(real_checklists(), profile)
    review = [(habit.item.title, 1) for habit in plan.habits if habit.item.review]
    for sheet in shorter:
        assert (sheet.title, sheet.subtitle, sheet.goal, sheet.footer) == (
            *(full.title, full.subtitle, full.goal, full.footer),
        )
        assert (sheet.sentences[0], sheet.stick_heading) == (full.sentences[0], full.stick_heading)
        assert habits_on(sheet)[: len(review)] == review


@given(profiles)
def test_a_habit_stays_on_a_page_only_with_all_that_it_still_needs(profile: Profile) -> None:
    catalog = real_checklists()
    plan, sheets = sheets_of(catalog, profile)
    needs = needs_of(catalog, profile, TODAY)
    for sheet in sheets:
        habits = [habit.item.id for habit in plan.habits if (habit.item.title, habit.from_week) in habits_on(sheet)]
        finished = {
            task.item.id for week in cut_to(plan, number_of_lines(sheet)).weeks for task in week.tasks if task.finishes
        }
        for habit in habits:
            assert finished | set(habits) >= set(needs[habit])


# --- the words --------------------------------------------------------------------------------------------------------


def test_every_part_leaves_and_the_tasks_leave_last() -> None:
    assert set(LEAVES_FIRST) == set(Part)
    assert len(LEAVES_FIRST) == len(Part)
    assert LEAVES_FIRST[-2:] == (Part.SIXTH_HABIT, Part.LAST_TASK)


def test_the_head_of_the_page_names_the_person_the_weeks_and_the_minutes() -> None:
    catalog = catalog_with(ITEM)
    assert full_sheet(catalog, Profile()).subtitle == "four weeks from Mon 30 November 2026 · 30 minutes a week"
    named = full_sheet(catalog, Profile(name=" Ada ", goal=" To be found. \n", minutes=45))
    assert named.subtitle == "Ada · four weeks from Mon 30 November 2026 · 45 minutes a week"
    assert (named.title, named.goal) == ("My action plan", "To be found.")
    assert named.footer[1] == "Mon 23 November 2026"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_page_without_a_name_has_no_gap_for_one(name: str) -> None:
    assert full_sheet(catalog_with(ITEM), Profile(name=name)).subtitle.startswith("four weeks")


def test_a_week_is_headed_by_what_most_of_its_minutes_are_about() -> None:
    groups = (Group(id="ground", title="G", theme="break the ground"), Group(id="seed", title="S", theme="sow"))
    garden = replace(GARDEN, groups=groups)
    dig = [replace(ITEM, id=f"dig-{n}", minutes=5) for n in range(2)]
    sow = replace(ITEM, id="sow", group="seed", minutes=15)
    sheet = full_sheet(catalog_with(*dig, sow, platform=garden), Profile(minutes=30))
    assert [(week.heading, len(week.lines), week.minutes) for week in sheet.weeks] == [("Week 1 · sow", 3, "25 min")]


def test_a_week_whose_group_has_no_theme_is_headed_by_its_number() -> None:
    plain = replace(GARDEN, groups=(Group(id="ground", title="Ground"),))
    assert full_sheet(catalog_with(ITEM, platform=plain), Profile()).weeks[0].heading == "Week 1"


def test_a_task_over_several_weeks_says_which_part_it_is_and_gives_the_step_of_that_part() -> None:
    sheet = full_sheet(catalog_with(replace(ITEM, minutes=100)), Profile(minutes=30))
    assert titles(sheet) == [["Dig a bed (start)"], *([["Dig a bed (carry on)"]] * 3)]
    hints = [week.lines[0].hint for week in sheet.weeks]
    assert hints == [f"Garden · {step}" for step in ("Take a spade.", "Turn the soil.", "Rake it.", "Rake it.")]
    assert [week.lines[0].boxes for week in sheet.weeks] == [2, 2, 2, 1]


def test_a_task_that_is_only_begun_says_so_and_a_whole_one_is_named_plainly() -> None:
    assert titles(full_sheet(catalog_with(replace(ITEM, minutes=200)), Profile(minutes=15)))[0] == ["Dig a bed (start)"]
    assert titles(full_sheet(catalog_with(ITEM), Profile())) == [["Dig a bed"]]


def test_a_task_whose_other_half_left_the_page_is_counted_once() -> None:
    catalog = catalog_with(replace(ITEM, minutes=50))
    _, sheets = sheets_of(catalog, Profile(minutes=30))
    assert [(titles(sheet), sheet.waiting) for sheet in sheets[-3:]] == [
        ([["Dig a bed (start)"], ["Dig a bed (carry on)"]], ""),
        ([["Dig a bed (start)"]], ""),
        ([], said_of(1)),
    ]


@pytest.mark.parametrize(("waiting", "words"), [(1, "1 more step waits"), (3, "3 more steps wait")])
def test_what_waits_is_counted_in_words_that_agree(waiting: int, words: str) -> None:
    catalog = catalog_with(*(replace(ITEM, id=f"dig-{n}") for n in range(12 + waiting)))
    assert full_sheet(catalog, Profile(minutes=180)).waiting.startswith(f"{words} in the app.")


def test_the_grid_has_a_column_a_week_and_a_row_a_habit() -> None:
    rhythm = full_sheet(catalog_with(REVIEW, replace(HABIT, needs=("dig",)), ITEM), Profile()).rhythm
    assert rhythm is not None
    assert rhythm.columns == ("30 Nov", "7 Dec", "14 Dec", "21 Dec")
    assert rhythm.rows == (("Garden · Look at the bed (5 min)", 1), ("Garden · Water the bed (10 min)", 1))
    assert full_sheet(catalog_with(ITEM), Profile()).rhythm is None


def test_what_is_about_the_person_and_no_site_names_none() -> None:
    sheet = full_sheet(catalog_with(ITEM, REVIEW, platform=replace(GARDEN, can_leave_out=False)), Profile())
    assert sheet.weeks[0].lines[0].hint == "Take a spade."
    assert sheet.rhythm is not None
    assert sheet.rhythm.rows == (("Look at the bed (5 min)", 1),)


def test_the_partner_is_shown_the_page_on_its_last_day() -> None:
    (partner,) = (one for one in full_sheet(catalog_with(ITEM), Profile()).sentences if one.part is Part.PARTNER)
    assert partner.text.endswith("on Sun 27 December 2026.")


def test_not_now_names_the_platforms_nothing_is_asked_of() -> None:
    shed = replace(GARDEN, id="shed", name="Shed", main=False)
    pond = replace(GARDEN, id="pond", name="Pond", main=False)
    catalog = catalog_of(
        [
            platform_with(COUNT, REVIEW),
            platform_with(replace(ITEM, id="sweep"), platform=shed),
            platform_with(replace(ITEM, id="fish"), platform=pond),
        ]
    )
    profile = told(catalog, "sweep=done", "plant=done")
    (not_now,) = (one for one in full_sheet(catalog, profile).sentences if one.part is Part.NOT_NOW)
    assert (not_now.lead, not_now.text) == ("Not now:", "Shed.")
    busy = full_sheet(catalog, told(catalog, "plant=done"))
    assert Part.NOT_NOW not in {one.part for one in busy.sentences}


@given(st.integers(15, 180))
def test_who_has_done_everything_gets_a_page_with_the_review_alone(minutes: int) -> None:
    catalog = real_checklists()
    sheet = full_sheet(catalog, all_ticked(catalog.items.values(), minutes=minutes))
    assert (sheet.weeks, sheet.score) == ((), "100 → 100")
    assert sheet.waiting.startswith("Everything on your lists is done.")
    assert sheet.rhythm is not None
    assert len(sheet.rhythm.rows) == 1


def test_the_score_is_told_as_people_say_it() -> None:
    sheet = full_sheet(catalog_with(ITEM, REVIEW), Profile())
    assert (sheet.score, sheet.score_note) == ("0 → 100", "today → page done")


def site_of(item: Item) -> str:
    platform = real_checklists().platform(item.platform)
    assert platform is not None
    return f"{platform.name} · " if platform.can_leave_out else ""


def is_there(sheet: Sheet, part: Part) -> bool:
    if part is Part.HINTS:
        return any(line.hint for week in sheet.weeks for line in week.lines)
    return part in {sentence.part for sentence in sheet.sentences}


def without(sheet: Sheet, part: Part) -> Sheet:
    if part is Part.HINTS:
        bare = [replace(week, lines=tuple(replace(line, hint="") for line in week.lines)) for week in sheet.weeks]
        return replace(sheet, weeks=tuple(bare))
    return replace(sheet, sentences=tuple(one for one in sheet.sentences if one.part is not part))


def rows_of(sheet: Sheet) -> int:
    """Return the height of the page in rows: headings, lines, hints, sentences and the line on what waits."""
    hints = sum(bool(line.hint) for week in sheet.weeks for line in week.lines)
    return (
        len(sheet.weeks)
        + number_of_lines(sheet)
        + hints
        + len(habits_on(sheet))
        + len(sheet.sentences)
        + bool(sheet.waiting)
    )


def habits_on(sheet: Sheet) -> list[tuple[str, int]]:
    """Return the rows of the weekly grid as title and first week."""
    rows = sheet.rhythm.rows if sheet.rhythm else ()
    return [(text.rpartition(" (")[0].rpartition(" · ")[2], from_week) for text, from_week in rows]


def said_of(waiting: int) -> str:
    if waiting == 0:
        return ""
    steps = "1 more step waits" if waiting == 1 else f"{waiting} more steps wait"
    return f"{steps} in the app. One page at a time is enough."


def test_who_has_only_habits_left_is_not_told_that_everything_is_done() -> None:
    sheet = full_sheet(catalog_with(HABIT), Profile())
    assert (sheet.weeks, sheet.waiting) == ((), "")
    assert habits_on(sheet) == [(HABIT.title, 1)]
