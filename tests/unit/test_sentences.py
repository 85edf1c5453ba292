from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given

from presence_gui.content import Catalog, Item
from presence_gui.diary import Slot
from presence_gui.guidance import Guidance
from presence_gui.plan import Habit, make_plan
from presence_gui.profile import Objection, Profile
from presence_gui.scoring import score
from presence_gui.sentences import BLANK, Part, Sentence, closing, opening, start_now
from tests.unit.builders import (
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    all_ticked,
    catalog_with,
    planned,
    profiles,
    real_checklists,
    real_guidance,
    told,
)

TUESDAY = Slot(1, time(8, 15))


def above(catalog: Catalog, profile: Profile) -> dict[str, str]:
    plan = make_plan(catalog, profile, TODAY)
    return {one.lead: one.text for one in opening(catalog, profile, plan, score(catalog, profile, TODAY))}


def below(profile: Profile, guidance: Guidance | None = None) -> dict[Part | None, Sentence]:
    catalog = catalog_with(ITEM)
    plan = make_plan(catalog, profile, TODAY)
    return {one.part: one for one in closing(catalog, guidance or real_guidance(), profile, plan)}


def said(profile: Profile, part: Part | None = None, guidance: Guidance | None = None) -> str:
    one = below(profile, guidance)[part]
    return f"{one.lead} {one.text}"


def start(item: Item, profile: Profile) -> str:
    return start_now(profile, planned([], [(item, (15,))])).text


# --- above the weeks --------------------------------------------------------------------------------------------------


def test_the_goal_is_in_the_users_own_words() -> None:
    assert above(catalog_with(ITEM), Profile(goal=" To be found. \n"))["My goal:"] == "To be found."
    assert "My goal:" not in above(catalog_with(ITEM), Profile(goal="  "))


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        ((), "profile not started (0 of 10 basics), activity none yet."),
        (("li-account=done", "li-photo=done"), "profile under way (2 of 10 basics), activity none yet."),
        (("li-account=done", f"li-reply={TODAY}"), "profile under way (1 of 10 basics), activity low."),
    ],
)
def test_today_says_how_complete_and_how_active(statements: tuple[str, ...], says: str) -> None:
    catalog = real_checklists()
    assert above(catalog, told(catalog, *statements))["Today on LinkedIn:"] == says


def test_today_knows_what_is_complete_and_what_is_steady() -> None:
    catalog = real_checklists()
    linkedin = catalog.platforms[0].items
    assert above(catalog, all_ticked(item for item in linkedin if not item.habit))["Today on LinkedIn:"] == (
        "profile complete (10 of 10 basics), activity none yet."
    )
    assert above(catalog, all_ticked(linkedin))["Today on LinkedIn:"].endswith("activity steady.")
    two = told(catalog, "li-comment=8", f"li-reply={TODAY}")
    assert above(catalog, two)["Today on LinkedIn:"].endswith("activity growing.")


def test_today_is_not_said_where_the_main_checklist_is_left_out_or_there_is_none() -> None:
    catalog = real_checklists()
    assert above(catalog, told(catalog, "linkedin=left-out")) == {}
    assert above(catalog_with(ITEM, platform=replace(GARDEN, main=False)), Profile()) == {}


def test_a_checklist_without_basics_counts_none() -> None:
    assert above(catalog_with(HABIT), Profile()) == {"Today on Garden:": "profile complete, activity none yet."}


@pytest.mark.parametrize(
    ("weeks", "habits", "says"),
    [
        ([[]], [], "nothing at all."),
        ([[(10, 10, 10)]] * 4, [], "3 pieces a week of 10 minutes each."),
        ([[(10,)], [(10,), (10,)]], [], "at most 2 pieces a week of 10 minutes each."),
        ([[(10,)], [(5,)]], [], "at most 1 piece a week of at most 10 minutes."),
        ([[(15,)]], [(10, 1)], "at most 2 pieces a week of at most 15 minutes each."),
        ([], [(10, 1)], "1 piece a week of 10 minutes."),
    ],
)
def test_without_time_the_page_says_the_sum(
    weeks: list[list[tuple[int, ...]]], habits: list[tuple[int, int]], says: str
) -> None:
    plan = planned(
        *([(ITEM, pieces) for pieces in week] for week in weeks),
        habits=[Habit(HABIT, minutes, from_week) for minutes, from_week in habits],
    )
    profile = Profile(objection=Objection.TIME)
    catalog = catalog_with(ITEM)
    lines = {one.lead: one.text for one in opening(catalog, profile, plan, score(catalog, profile, TODAY))}
    assert lines["What it takes:"] == says


@given(profiles)
def test_the_sum_is_never_more_than_the_minutes(profile: Profile) -> None:
    says = above(real_checklists(), replace(profile, objection=Objection.TIME))["What it takes:"]
    *_, longest = [int(word) for word in says.split() if word.isdigit()] or [0]
    assert longest <= profile.minutes


# --- two minutes ------------------------------------------------------------------------------------------------------


def test_the_start_is_the_first_tasks_own() -> None:
    assert start(replace(ITEM, two_minutes="Fetch the spade."), Profile()) == "Fetch the spade."


def test_where_the_first_task_has_none_the_page_itself_is_the_start() -> None:
    assert start(ITEM, Profile()) == "Put this page where you will see it, and write in the day and time below."
    assert start(ITEM, Profile(slot=TUESDAY)) == "Put this page where you will see it."
    everything = all_ticked(real_checklists().items.values())
    assert start_now(everything, make_plan(real_checklists(), everything, TODAY)).text.startswith("Put this page")


# --- below the weeks --------------------------------------------------------------------------------------------------


def test_the_usual_time_is_in_the_line_that_decides_when() -> None:
    assert said(Profile(slot=TUESDAY)) == (
        "When it is Tuesday 8.15 and I have my coffee, then I open this page and do one box."
    )
    assert said(Profile(slot=Slot(6, time(17, 0)))).startswith("When it is Sunday 17.00 and")
    assert said(Profile()).startswith(f"When it is {BLANK} at ________ and I have my coffee")


def test_who_does_not_know_what_to_do_does_the_next_number() -> None:
    what = Profile(slot=TUESDAY, objection=Objection.WHAT)
    assert said(what).endswith("then I open this page and do the next number.")
    assert said(what, Part.MISSED_WEEK) == "If I miss a week, I do only the next number. I do not catch up."


def test_there_are_lines_to_copy_it_on() -> None:
    assert below(Profile())[Part.BY_HAND].blank_lines == 2


def test_what_is_never_posted_is_the_professions_or_left_to_fill_in() -> None:
    card = real_guidance().professions[0]
    lines = Guidance((), (replace(card, id="gardener", never_post=("Names.", " Prices", "Photos.")),))
    assert said(Profile(profession="gardener"), Part.NEVER_POST, lines) == "I never post 1 Names 2 Prices 3 Photos"
    assert said(Profile(), Part.NEVER_POST, lines) == f"I never post 1 {BLANK} 2 {BLANK} 3 {BLANK}"
    one = Guidance((), (replace(card, id="gardener", never_post=("Names.",)),))
    assert said(Profile(profession="gardener"), Part.NEVER_POST, one) == f"I never post 1 Names 2 {BLANK} 3 {BLANK}"


def test_why_it_is_worth_it_is_short_but_for_those_who_doubt_it() -> None:
    assert len(said(Profile(), Part.WORTH)) < 150
    long = said(Profile(objection=Objection.VALUE), Part.WORTH)
    assert "Acquaintances carry more job moves than close ties." in long
    assert "(Rajkumar and others, 2022). Contacts take months" in long
    assert "we reason" in long


def test_without_the_study_nothing_is_cited() -> None:
    assert "(" not in said(Profile(objection=Objection.VALUE), Part.WORTH, Guidance((), ()))
