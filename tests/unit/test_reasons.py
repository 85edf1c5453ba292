from dataclasses import replace

import pytest

from presence_gui.content import Item
from presence_gui.plan import make_plan
from presence_gui.profile import Objection
from tests.unit.builders import HABIT, ITEM, TODAY, catalog_with, told

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)


def reasons(*items: Item, done: str = "", minutes: int = 60, objection: Objection = Objection.NONE) -> dict[str, str]:
    catalog = catalog_with(*items)
    profile = replace(told(catalog, *done.split()), minutes=minutes, objection=objection)
    plan = make_plan(catalog, profile, TODAY)
    tasks = {task.item.id: task.reason for week in plan.weeks for task in week.tasks}
    return tasks | {habit.item.id: habit.reason for habit in plan.habits}


@pytest.mark.parametrize("minutes", [15, 60])
def test_a_line_says_the_points_it_adds_and_its_minutes(minutes: int) -> None:
    found = reasons(replace(ITEM, minutes=5), HABIT, REVIEW, minutes=minutes)
    assert found == {
        "dig": "It adds 60 points for 5 minutes.",
        "water": "It adds 28.6 points for 10 minutes a week.",
        "look": "5 minutes to look back keep the rest going, all 4 weeks.",
    }


def test_one_point_is_said_in_the_singular() -> None:
    found = reasons(replace(ITEM, impact=1), replace(ITEM, id="large", impact=59), done="large=done")
    assert found == {"dig": "It adds 1 point for 15 minutes."}


def test_what_opens_the_way_names_the_most_that_needs_it_unless_it_gives_more_by_itself() -> None:
    sow = replace(ITEM, id="sow", title="Sow some beans", impact=5, needs=("dig",))
    rake = replace(ITEM, id="rake", title="Rake the bed", impact=4, needs=("dig",))
    assert reasons(ITEM, rake, sow)["dig"] == "It opens the way to “Sow some beans”."
    small = replace(sow, impact=1)
    assert reasons(ITEM, small)["dig"] == "It adds 45 points for 15 minutes."


def test_safety_and_looks_from_outside_say_so() -> None:
    fence, peep = replace(ITEM, id="fence", safety=True), replace(ITEM, id="peep", outside_view=True)
    assert reasons(ITEM, fence)["fence"] == "Rules and privacy come before anything others can see."
    assert reasons(peep, objection=Objection.VALUE)["peep"] == "It shows you what a stranger sees."
    assert reasons(peep)["peep"] == "It adds 60 points for 15 minutes."


def test_what_cannot_be_finished_says_that_there_is_room_to_begin_it() -> None:
    assert reasons(replace(ITEM, minutes=500)) == {"dig": "There is room to begin it."}


def test_what_adds_next_to_nothing_says_why_it_is_there_all_the_same() -> None:
    tiny = replace(ITEM, impact=1), replace(HABIT, impact=1)
    large = replace(ITEM, id="large", impact=5_000), replace(HABIT, id="much", impact=5_000)
    found = reasons(*tiny, *large, done="large=done much=not-for-me")
    assert found == {
        "dig": "It is quickly done.",
        "water": "It keeps half of each week for what you repeat.",
    }
