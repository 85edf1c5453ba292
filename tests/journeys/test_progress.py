"""Somebody comes back on other days: the line goes on, and a pause costs nothing."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from presence_gui.diary import Pause, Reading
from presence_gui.history import rules_of
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.buttons import Button
from presence_gui.ui.chart import Chart
from tests.journeys.conftest import Computer
from tests.journeys.person import Person
from tests.unit.builders import real_checklists, told

ACCOUNT = "Open a LinkedIn account in your own name"
PHOTO = "Add a clear, recent head-and-shoulders photo"
MINE = "My presence.presence"
PAUSE, BACK = "Going away? Pause", "I am back"
MONDAY = date(2026, 11, 23)
SCORE = "Your presence, of 100"


@pytest.fixture
def anna(computer: Computer) -> Person:
    """Anna, who has never answered anything, in front of the Overview."""
    return computer.start()


@pytest.fixture
def busy(computer: Computer) -> Path:
    """Return the file of somebody who did today all that there is to do."""
    everything = (f"{item.id}=done" for item in real_checklists().items.values())
    return computer.keep("busy.presence", told(real_checklists(), *everything, today=MONDAY))


def let_days_pass(computer: Computer, days: int) -> None:
    computer.now += timedelta(days)
    computer.let_a_minute_go_by()


def tick(anna: Person, title: str) -> None:
    anna.go_to("LinkedIn")
    anna.click(title)
    anna.go_to("Overview")


def chart_says(anna: Person) -> str:
    return anna.find(Chart, "Since you began").accessibleDescription()


def test_a_newcomer_is_told_when_the_line_begins_and_has_nothing_to_pause(anna: Person) -> None:
    assert anna.sees("The day after your next step, a line begins here.")
    assert list(anna.all_of(Chart)) == []
    assert not anna.finds(Button, PAUSE)


def test_a_line_begins_on_the_second_day_and_says_what_moved(anna: Person, computer: Computer) -> None:
    tick(anna, ACCOUNT)
    assert anna.sees("From tomorrow on, a line shows how it goes.")
    assert list(anna.all_of(Chart)) == []
    let_days_pass(computer, 1)
    assert anna.sees("Nothing has changed since yesterday.")
    assert chart_says(anna) == "Profile 3 yesterday, 3 today; activity 0, then 0."
    tick(anna, PHOTO)
    assert anna.sees("Up 2 since yesterday: mostly your profile.")
    assert chart_says(anna) == "Profile 3 yesterday, 7 today; activity 0, then 0."
    assert anna.sees("23 Nov: 2 of 100")
    assert anna.sees("today: 4 of 100")


def test_every_day_of_change_is_kept_as_one_reading(anna: Person, computer: Computer) -> None:
    tick(anna, ACCOUNT)
    let_days_pass(computer, 3)
    tick(anna, PHOTO)
    tick(anna, PHOTO)
    tick(anna, PHOTO)
    let_days_pass(computer, 5)
    computer.let_it_save()
    readings = computer.kept(MINE).readings
    assert [one.day for one in readings] == [MONDAY, MONDAY + timedelta(3)]
    assert {one.rules for one in readings} == {rules_of(real_checklists())}
    assert readings[0].overall < readings[1].overall


def test_undo_takes_the_reading_back_too(anna: Person, computer: Computer) -> None:
    tick(anna, ACCOUNT)
    let_days_pass(computer, 1)
    tick(anna, PHOTO)
    anna.press(QKeySequence.StandardKey.Undo)
    assert anna.sees("Nothing has changed since yesterday.")
    computer.let_it_save()
    assert [one.day for one in computer.kept(MINE).readings] == [MONDAY]
    anna.press(QKeySequence.StandardKey.Redo)
    assert anna.sees("Up 2 since yesterday")


def test_time_passing_moves_the_line_and_stores_nothing(computer: Computer, busy: Path) -> None:
    noted = replace(open_profile(busy).profile, readings=(reading(MONDAY, 100, 100, 100),))
    anna = computer.start(computer.keep("noted.presence", noted))
    before = (computer.documents / "noted.presence").read_bytes()
    let_days_pass(computer, 60)
    assert anna.sees("Activity has faded since Mon 23 November 2026; the quickest way back is “")
    assert chart_says(anna).endswith("; activity 100, then 37.")
    assert not computer.saving.isActive()
    assert (computer.documents / "noted.presence").read_bytes() == before


def test_a_pause_costs_nothing_however_long_it_is(computer: Computer, busy: Path) -> None:
    anna = computer.start(busy)
    assert anna.value(SCORE) == 100
    anna.click(PAUSE)
    for _ in range(3):
        let_days_pass(computer, 30)
        assert anna.value(SCORE) == 100
        assert anna.sees("Paused since Mon 23 November")
        assert anna.sees("Paused since 23 Nov")
    anna.click(BACK)
    assert anna.value(SCORE) == 100
    assert not anna.sees("Paused since")
    computer.let_it_save()
    assert open_profile(busy).profile.pauses == (Pause(MONDAY, MONDAY + timedelta(89)),)
    assert "Paused from Mon 23 November 2026 to yesterday." in chart_says(anna)
    let_days_pass(computer, 60)
    assert anna.value(SCORE) < 100


def test_a_pause_is_a_step_that_can_be_undone(computer: Computer, busy: Path) -> None:
    anna = computer.start(busy)
    anna.click(PAUSE)
    assert anna.action("Edit", "Undo pause").isEnabled()
    anna.press(QKeySequence.StandardKey.Undo)
    assert anna.finds(Button, PAUSE)
    assert not anna.sees("Paused since")
    anna.click(PAUSE)
    anna.click(BACK)
    computer.let_it_save()
    assert open_profile(busy).profile.pauses == ()


def test_readings_by_other_rules_are_drawn_apart(computer: Computer, busy: Path) -> None:
    old = [reading(MONDAY - timedelta(days), 30, 30, 30, rules="0-long-ago") for days in (40, 20)]
    anna = computer.start(computer.keep("old.presence", replace(open_profile(busy).profile, readings=tuple(old))))
    assert anna.sees("What counts has changed since Tue 3 November, so a new line begins.")
    assert "and a new line begins. Profile 100 today; activity 100." in chart_says(anna)
    assert anna.sees("14 Oct: 30 of 100")


def reading(day: date, overall: float, profile: float, activity: float, rules: str = "") -> Reading:
    return Reading(day, rules or rules_of(real_checklists()), overall, profile, activity)
