import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.content import Catalog, Group, Item, catalog_of
from presence_gui.days import short_day
from presence_gui.diary import Slot
from presence_gui.options import MOST_HABITS
from presence_gui.plan import Habit, Plan, Task, Week, as_done, make_plan
from presence_gui.profile import Objection, Profile
from presence_gui.ranking import needs_of
from presence_gui.scoring import score
from presence_gui.sentences import LEAVES_FIRST, Part, Sentence
from presence_gui.sheet import Sheet, make_sheets
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    all_ticked,
    catalog_with,
    planned,
    platform_with,
    profiles,
    reachable,
    real_checklists,
    real_guidance,
    told,
)

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)


def sheets_of(catalog: Catalog, profile: Profile) -> tuple[Plan, list[Sheet]]:
    plan = make_plan(catalog, profile, TODAY)
    return plan, list(make_sheets(catalog, real_guidance(), profile, plan, TODAY))


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

objections = st.sampled_from(Objection)
slots = st.none() | st.builds(Slot, st.integers(0, 6), st.times(timezones=st.none()))
people = st.builds(
    lambda profile, objection, slot: replace(profile, objection=objection, slot=slot, goal="be found"),
    *(profiles, objections, slots),
)


@given(people)
def test_the_page_says_every_task_every_habit_and_both_scores(profile: Profile) -> None:
    plan, (sheet, *_) = sheets_of(real_checklists(), profile)
    assert sheet.score == f"{plan.before:.0f} → {plan.after:.0f}"
    assert f"{profile.minutes} minutes a week" in sheet.subtitle
    in_sequence = profile.objection is Objection.WHAT
    expected = [
        [
            *(title for task in week.tasks for title in [task.item.title] * (len(task.pieces) if in_sequence else 1)),
            *(one.item.title for one in plan.habits if in_sequence and one.from_week <= week.number),
        ]
        for week in plan.weeks
    ]
    assert [sorted(map(bare, week)) for week in titles(sheet)] == [sorted(week) for week in expected if week]
    boxes = sum(line.boxes for week in sheet.weeks for line in week.lines)
    habit_lines = sum(len(plan.weeks) + 1 - habit.from_week for habit in plan.habits) if in_sequence else 0
    assert boxes == habit_lines + sum(len(task.pieces) for week in plan.weeks for task in week.tasks)
    numbers = [week.number for week, wanted in zip(plan.weeks, expected, strict=True) if wanted]
    assert [block.heading.split(" · ")[0] for block in sheet.weeks] == [f"Week {number}" for number in numbers]
    habits = [(habit.item.title, habit.from_week) for habit in plan.habits]
    assert (habits_on(sheet) or not plan.habits) if in_sequence else habits_on(sheet) == habits


@given(people)
def test_the_minutes_of_a_week_are_those_of_its_lines(profile: Profile) -> None:
    plan, (sheet, *_) = sheets_of(real_checklists(), profile)
    for block in sheet.weeks:
        minutes = sum(int(line.minutes.split(" · ")[-1].removesuffix(" min")) for line in block.lines)
        number = int(block.heading.split()[1])
        last_day = plan.start + timedelta(days=7 * number - 1)
        assert block.minutes == f"by {short_day(last_day)} · {minutes} min"
        assert minutes <= plan.minutes


@given(people)
def test_what_leaves_the_page_leaves_in_the_order_that_was_written_down(profile: Profile) -> None:
    _, sheets = sheets_of(real_checklists(), profile)
    order = LEAVES_FIRST[profile.objection]
    left = [what_left(before, after) for before, after in pairwise(sheets)]
    assert [order.index(part) for part in left] == sorted(order.index(part) for part in left)
    once = [part for part in left if part not in AGAIN_AND_AGAIN]
    assert len(once) == len(set(once))


@given(people)
def test_every_version_of_the_page_takes_no_more_room_than_the_one_before(profile: Profile) -> None:
    _, sheets = sheets_of(real_checklists(), profile)
    rows = [rows_of(sheet) for sheet in sheets]
    assert rows == sorted(rows, reverse=True)


@given(people)
def test_in_the_end_nothing_is_left_but_the_habits_and_what_never_leaves(profile: Profile) -> None:
    _, (*_, last) = sheets_of(real_checklists(), profile)
    assert {one.part for one in (*last.opening, *last.closing)} == {None}
    assert not [line for week in last.weeks for line in week.lines if line.hint]
    most = 2 if profile.objection is Objection.WHAT else MOST_HABITS
    assert len(set(habits_on(last))) <= most
    assert not last.weeks or profile.objection is Objection.WHAT


@given(people)
def test_each_version_promises_the_score_of_what_is_on_it_and_counts_the_rest_as_waiting(profile: Profile) -> None:
    catalog = real_checklists()
    plan, sheets = sheets_of(catalog, profile)
    for sheet in sheets:
        on_page = {bare(title) for week in titles(sheet) for title in week} | {title for title, _ in habits_on(sheet)}
        shown = cut_to(plan, sum(len(tasks_of(week, on_page, sheet)) for week in plan.weeks))
        habits = [habit for habit in plan.habits if habit.item.title in on_page]
        done = as_done(profile, shown.weeks, habits, TODAY)
        assert sheet.score == f"{plan.before:.0f} → {score(catalog, done, TODAY).overall:.0f}"
        on_it = {habit.item.id for habit in habits} | {task.item.id for week in shown.weeks for task in week.tasks}
        waiting = len(reachable(catalog, profile) - on_it)
        assert sheet.waiting == said_of(waiting) or (not waiting and not any(week.tasks for week in shown.weeks))


@given(people)
def test_what_never_leaves_is_on_every_version(profile: Profile) -> None:
    plan, (full, *shorter) = sheets_of(real_checklists(), profile)
    review = {habit.item.title for habit in plan.habits if habit.item.review}
    for sheet in shorter:
        assert (sheet.title, sheet.subtitle, sheet.footer) == (full.title, full.subtitle, full.footer)
        assert sheet.opening[0] == Sentence(None, "My goal:", "be found")
        assert (sheet.start.lead, sheet.closing[0]) == ("Start now, 2 minutes:", full.closing[0])
        assert review <= {title for title, _ in habits_on(sheet)}


@given(people)
def test_a_habit_stays_on_a_page_only_with_all_that_it_still_needs(profile: Profile) -> None:
    catalog = real_checklists()
    plan, sheets = sheets_of(catalog, profile)
    needs = needs_of(catalog, profile, TODAY)
    for sheet in sheets:
        on_page = {bare(title) for week in titles(sheet) for title in week} | {title for title, _ in habits_on(sheet)}
        habits = {habit.item.id for habit in plan.habits if habit.item.title in on_page}
        for habit in habits:
            assert {catalog.items[need].title for need in needs[habit]} <= on_page


# --- the words --------------------------------------------------------------------------------------------------------


def test_for_every_objection_the_tasks_leave_last_and_nothing_twice() -> None:
    assert set(LEAVES_FIRST) == set(Objection)
    assert set().union(*LEAVES_FIRST.values()) == set(Part)
    for order in LEAVES_FIRST.values():
        assert len(set(order)) == len(order)
        assert order[-1] is Part.LAST_TASK


def test_the_usual_order_is_this_one() -> None:
    assert [part.name for part in LEAVES_FIRST[Objection.NONE]] == [
        "BY_HAND",
        "WORTH",
        "NOT_NOW",
        "STANDING",
        "MISSED_WEEK",
        "HINTS",
        "NEVER_POST",
        "PARTNER",
        "SIXTH_HABIT",
        "LAST_TASK",
    ]


def test_what_somebody_objects_to_decides_what_stays_longest() -> None:
    def rank(objection: Objection, part: Part) -> int:
        return LEAVES_FIRST[objection].index(part)

    assert Part.HINTS not in LEAVES_FIRST[Objection.TIME]
    assert Part.WORTH not in LEAVES_FIRST[Objection.TIME]
    sentences = {Part.BY_HAND, Part.NOT_NOW, Part.STANDING, Part.MISSED_WEEK, Part.NEVER_POST, Part.PARTNER}
    assert all(rank(Objection.VALUE, Part.WORTH) > rank(Objection.VALUE, part) for part in sentences)
    assert all(rank(Objection.HOW, Part.HINTS) > rank(Objection.HOW, part) for part in sentences)
    assert rank(Objection.HOW, Part.LONG_HINTS) < rank(Objection.HOW, Part.HINTS)


def test_the_head_of_the_page_names_the_person_the_weeks_and_the_minutes() -> None:
    catalog = catalog_with(ITEM)
    assert full_sheet(catalog, Profile()).subtitle == "four weeks from Mon 30 November 2026 · 30 minutes a week"
    named = full_sheet(catalog, Profile(name=" Ada ", minutes=45))
    assert named.subtitle == "Ada · four weeks from Mon 30 November 2026 · 45 minutes a week"
    assert named.title == "My action plan"
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
    assert [(week.heading, len(week.lines), week.minutes) for week in sheet.weeks] == [
        ("Week 1 · sow", 3, "by 6 Dec · 25 min")
    ]


def test_a_week_whose_group_has_no_theme_is_headed_by_its_number() -> None:
    plain = replace(GARDEN, groups=(Group(id="ground", title="Ground"),))
    assert full_sheet(catalog_with(ITEM, platform=plain), Profile()).weeks[0].heading == "Week 1"


def test_a_task_over_several_weeks_says_which_part_it_is_and_gives_the_step_of_that_part() -> None:
    dig = replace(ITEM, minutes=100)
    sheet, *_ = sheets_for(Objection.NONE, planned(*[[(dig, (15, 15))]] * 3, [(dig, (10,))]), dig)
    assert titles(sheet) == [["Dig a bed (start)"], *([["Dig a bed (carry on)"]] * 3)]
    hints = [week.lines[0].hint for week in sheet.weeks]
    assert hints == [f"Garden · {step}" for step in ("Take a spade.", "Turn the soil.", "Rake it.", "Rake it.")]
    assert [week.lines[0].boxes for week in sheet.weeks] == [2, 2, 2, 1]


def test_a_task_that_is_only_begun_says_so_and_a_whole_one_is_named_plainly() -> None:
    long = replace(ITEM, minutes=200)
    assert titles(sheets_for(Objection.NONE, planned([(long, (15,))]), long)[0]) == [["Dig a bed (start)"]]
    assert titles(sheets_for(Objection.NONE, planned([(ITEM, (15,))]), ITEM)[0]) == [["Dig a bed"]]


def test_a_task_whose_other_half_left_the_page_is_counted_once() -> None:
    dig = replace(ITEM, minutes=50)
    sheets = sheets_for(Objection.NONE, planned([(dig, (15, 15))], [(dig, (15, 5))]), dig)
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
    (partner,) = (one for one in full_sheet(catalog_with(ITEM), Profile()).closing if one.part is Part.PARTNER)
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
    (not_now,) = (one for one in full_sheet(catalog, profile).closing if one.part is Part.NOT_NOW)
    assert (not_now.lead, not_now.text) == ("Not now:", "Shed.")
    busy = full_sheet(catalog, told(catalog, "plant=done"))
    assert Part.NOT_NOW not in {one.part for one in busy.closing}


@given(st.integers(15, 180))
def test_who_has_done_everything_gets_a_page_with_the_review_alone(minutes: int) -> None:
    catalog = real_checklists()
    sheet = full_sheet(catalog, all_ticked(catalog.items.values(), minutes=minutes))
    assert (sheet.weeks, sheet.score) == ((), "100 → 100")
    assert sheet.waiting.startswith("Everything on your lists is done.")
    assert sheet.rhythm is not None
    assert len(sheet.rhythm.rows) == 1


def test_who_has_only_habits_left_is_not_told_that_everything_is_done() -> None:
    sheet = full_sheet(catalog_with(HABIT), Profile())
    assert (sheet.weeks, sheet.waiting) == ((), "")
    assert habits_on(sheet) == [(HABIT.title, 1)]


def test_the_score_is_told_as_people_say_it() -> None:
    sheet = full_sheet(catalog_with(ITEM, REVIEW), Profile())
    assert (sheet.score, sheet.score_note) == ("0 → 100", "today → page done")


# --- what the objection changes ---------------------------------------------------------------------------------------

RAKE = replace(ITEM, id="rake", title="Rake it", minutes=20, evidence=("UTZ16",), because="It helps.")


def sheets_for(objection: Objection, plan: Plan, *items: Item) -> list[Sheet]:
    catalog = catalog_with(*items)
    return list(make_sheets(catalog, real_guidance(), Profile(goal="Beans.", objection=objection), plan, TODAY))


def hints_of(sheets: list[Sheet]) -> list[tuple[str, ...]]:
    """Return the hints of each version, without their site, where they changed."""
    hints = ([line.hint.removeprefix("Garden · ") for week in one.weeks for line in week.lines] for one in sheets)
    return list(dict.fromkeys(map(tuple, hints)))


def test_without_time_there_is_nothing_but_the_lines_that_are_needed() -> None:
    sheet, *_ = sheets_for(Objection.TIME, planned([(RAKE, (10, 10))]), RAKE)
    assert [week.heading for week in sheet.weeks] == ["Week 1"]
    (line,) = sheet.weeks[0].lines
    assert (line.title, line.hint, line.minutes) == ("Rake it", "", "Garden · 20 min")
    assert [one.lead for one in sheet.opening] == ["My goal:", "What it takes:"]
    assert {one.part for one in sheet.closing} == {None, Part.PARTNER, Part.NEVER_POST, Part.MISSED_WEEK}


def test_who_does_not_know_how_reads_every_click_with_its_number() -> None:
    sheet, *_ = sheets_for(Objection.HOW, planned([(ITEM, (15,))]), ITEM)
    (line,) = sheet.weeks[0].lines
    assert line.hint == "Garden · 1 Take a spade. 2 Turn the soil. 3 Rake it."
    assert line.steps == ("1 Take a spade.", "2 Turn the soil.", "3 Rake it.")


def test_clicks_are_cut_to_the_first_of_each_line_a_week_at_a_time_from_the_last() -> None:
    dig = replace(ITEM, minutes=50, how=("A.", "B.", "C.", "D."))
    sheets = sheets_for(Objection.HOW, planned([(dig, (15, 15))], [(dig, (15, 5))]), dig)
    assert hints_of(sheets)[:5] == [
        ("1 A. 2 B.", "3 C. 4 D."),
        ("1 A. 2 B.", "3 C."),
        ("1 A.", "3 C."),
        ("1 A.", ""),
        ("", ""),
    ]


def test_the_site_is_named_with_the_minutes_once_the_hint_has_left() -> None:
    full, *_, bare_sheet, _ = sheets_for(Objection.NONE, planned([(ITEM, (15,))]), ITEM)
    assert [(line.hint, line.minutes) for line in full.weeks[0].lines] == [("Garden · Take a spade.", "15 min")]
    assert [(line.hint, line.minutes) for line in bare_sheet.weeks[0].lines] == [("", "Garden · 15 min")]


def test_who_sees_no_value_reads_why_and_what_was_found_and_by_whom() -> None:
    study = next(study for study in real_guidance().studies if study.key == "UTZ16")
    sheets = sheets_for(Objection.VALUE, planned([(RAKE, (10, 10))]), RAKE)
    assert hints_of(sheets) == [(f"It helps. {study.says[:-1]} (Utz, 2016).",), ("It helps.",), ("",), ()]


def test_who_does_not_know_what_to_do_gets_one_sequence_with_a_piece_a_line() -> None:
    dig = replace(ITEM, minutes=50)
    habits = [Habit(REVIEW, 5, 1), Habit(HABIT, 10, 3)]
    plan = planned([(dig, (15, 10))], [(dig, (15, 10))], habits=habits)
    sheet, *_ = sheets_for(Objection.WHAT, plan, dig, REVIEW, HABIT)
    assert sheet.rhythm is None
    assert titles(sheet) == [
        ["1. Dig a bed (start)", "2. Dig a bed (carry on)", "3. Look at the bed"],
        ["4. Dig a bed (carry on)", "5. Dig a bed (carry on)", "6. Look at the bed"],
        ["7. Water the bed", "8. Look at the bed"],
        ["9. Water the bed", "10. Look at the bed"],
    ]
    assert sheet.weeks[0].heading == "Week 1"
    assert [week.minutes for week in sheet.weeks] == [
        "by 6 Dec · 30 min",
        "by 13 Dec · 30 min",
        "by 20 Dec · 15 min",
        "by 27 Dec · 15 min",
    ]
    assert {line.boxes for week in sheet.weeks for line in week.lines} == {1}


AGAIN_AND_AGAIN = {Part.LONG_HINTS, Part.HINTS, Part.SIXTH_HABIT, Part.THIRD_HABIT, Part.LAST_TASK}


def bare(title: str) -> str:
    """Return an item's title out of a line's: without its number, its site and its part."""
    title = re.sub(r"^\d+\. ", "", title)
    return re.sub(r" \((start|carry on)\)$", "", title).rpartition(" · ")[2]


def tasks_of(week: Week, on_page: set[str], sheet: Sheet) -> list[Task]:
    """Return those of a week's tasks that are on a page."""
    blocks = (block for block in sheet.weeks if block.heading.startswith(f"Week {week.number}"))
    lines = {bare(line.title) for block in blocks for line in block.lines}
    return [task for task in week.tasks if task.item.title in on_page & lines]


def what_left(before: Sheet, after: Sheet) -> Part:
    """Return the one part that the second sheet has less of."""
    gone = {one.part for one in (*before.opening, *before.closing)} - {
        one.part for one in (*after.opening, *after.closing)
    }
    found = [part for part in gone if part]
    if number_of_lines(after) < number_of_lines(before) and tasks_on(after) < tasks_on(before):
        return Part.LAST_TASK
    if len(habits_on(after)) < len(habits_on(before)):
        return Part.SIXTH_HABIT if before.rhythm else Part.THIRD_HABIT
    hints, fewer = ([line.hint for week in sheet.weeks for line in week.lines] for sheet in (before, after))
    if hints != fewer:
        found.append(Part.HINTS if sum(map(bool, fewer)) < sum(map(bool, hints)) else Part.LONG_HINTS)
    (part,) = found
    return part


def rows_of(sheet: Sheet) -> int:
    """Return the height of the page in rows: headings, lines, hints, sentences and the line on what waits."""
    hints = sum(bool(line.hint) for week in sheet.weeks for line in week.lines)
    habits = len(sheet.rhythm.rows) if sheet.rhythm else 0
    sentences = len(sheet.opening) + len(sheet.closing)
    return len(sheet.weeks) + number_of_lines(sheet) + hints + habits + sentences + bool(sheet.waiting)


def tasks_on(sheet: Sheet) -> int:
    """Return the number of lines that are no habits."""
    return number_of_lines(sheet) - (0 if sheet.rhythm else len(habits_on(sheet)))


def habits_on(sheet: Sheet) -> list[tuple[str, int]]:
    """Return the habits as title and first week: rows of the grid, or lines of the sequence."""
    if sheet.rhythm:
        return [(bare(text.rpartition(" (")[0]), from_week) for text, from_week in sheet.rhythm.rows]
    habits = {item.title for item in real_checklists().items.values() if item.habit} | {REVIEW.title, HABIT.title}
    return [(bare(line.title), 1) for week in sheet.weeks for line in week.lines if bare(line.title) in habits]


def said_of(waiting: int) -> str:
    if waiting == 0:
        return ""
    steps = "1 more step waits" if waiting == 1 else f"{waiting} more steps wait"
    return f"{steps} in the app. One page at a time is enough."
