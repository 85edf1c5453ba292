"""Journeys when something happened to the file: nothing is lost, and one click goes on."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from presence_gui import app
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage.profile_file import open_profile, save_profile
from presence_gui.ui import main_window
from tests.journeys.conftest import Computer
from tests.journeys.person import Person

ACCOUNT = "Open a LinkedIn account in your own name"
DONE = Answer(Status.DONE)
ANNA = Profile(name="Anna Sample", answers={"li-conn-50": Answer(Status.DONE, number=60)})


@pytest.fixture
def file(computer: Computer) -> Path:
    return computer.keep("Anna.presence", ANNA)


def worked(computer: Computer, file: Path) -> Person:
    """Somebody who ticked one line, which is saved."""
    anna = computer.start(file)
    anna.go_to("LinkedIn")
    anna.click(ACCOUNT)
    computer.let_it_save()
    return anna


def elsewhere(file: Path, computer: Computer, goal: str = "be hired") -> None:
    """Let another computer write the file."""
    stored = open_profile(file)
    save_profile(stored, replace(stored.profile, goal=goal), computer.now)


def buttons(anna: Person) -> list[str]:
    return [button.text() for button in anna.all_of(QPushButton)]


def test_a_damaged_file_is_recovered_with_one_click_after_it_was_opened(computer: Computer, file: Path) -> None:
    worked(computer, file).window.close()
    file.write_bytes(damaged := file.read_bytes()[:-40])
    anna = computer.start(file)
    assert anna.sees("Your profile could not be read")
    assert anna.sees("Your work is safe: we found a copy from today, 14:02 (2 steps, 2 done).")
    assert not anna.window.tabs.isVisible()
    QApplication.processEvents()
    assert isinstance(focus := anna.window.focusWidget(), QAbstractButton)
    assert focus.text() == "Open the copy from today, 14:02"
    anna.click("Open the copy from today, 14:02")
    assert anna.message == "You go on in “Anna (recovered).presence”. What was there is kept as well."
    anna.go_to("LinkedIn")
    assert anna.is_ticked(ACCOUNT)
    assert computer.files() == ["Anna (recovered).presence", "Anna.presence"]
    assert file.read_bytes() == damaged


def test_who_does_not_want_a_copy_now_is_where_everybody_begins(computer: Computer, file: Path) -> None:
    worked(computer, file).window.close()
    file.write_bytes(damaged := file.read_bytes()[:-40])
    anna = computer.start(file)
    anna.click("Not now")
    assert anna.window.tabs.isVisible()
    assert anna.window.windowTitle() == "Presence"
    assert file.read_bytes() == damaged


def test_other_copies_can_be_chosen(computer: Computer, file: Path) -> None:
    worked(computer, file).window.close()
    file.write_bytes(file.read_bytes()[:-40])
    anna = computer.start(file)
    assert anna.sees("An earlier version; 1 step, 1 done")
    anna.click("Open: today, 14:02")
    anna.go_to("LinkedIn")
    assert not anna.is_ticked(ACCOUNT)


def test_a_file_that_was_moved_is_looked_for_first_and_a_copy_is_second_best(computer: Computer, file: Path) -> None:
    worked(computer, file).window.close()
    file.rename(file.with_name("Moved.presence"))
    anna = computer.start()
    assert anna.message.startswith("“Anna.presence” is not there; it may have been moved or renamed")
    anna.click("Look at a copy…")
    assert anna.sees("Your file is not where it was")
    anna.click("Open the copy from today, 14:02")
    assert computer.files() == ["Anna.presence", "Moved.presence"]
    assert open_profile(file).profile.answers.keys() == {"li-conn-50", "li-account"}


def test_work_that_never_reached_the_file_is_offered_when_it_is_opened_again(computer: Computer, file: Path) -> None:
    anna = worked(computer, file)
    old = file.read_bytes()
    elsewhere(file, computer)
    anna.click(ACCOUNT)
    computer.let_it_save()  # refused, and so rescued
    anna.will_answer("Close without them")
    anna.window.close()
    file.write_bytes(old)
    anna = computer.start(file)
    assert anna.sees("There is newer work than in your file")
    anna.click("Leave the file as it is")
    anna.go_to("LinkedIn")
    assert anna.is_ticked(ACCOUNT)


def test_nobody_is_interrupted_when_the_file_was_changed_elsewhere(computer: Computer, file: Path) -> None:
    anna = worked(computer, file)
    elsewhere(file, computer)
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.message.startswith("Your file was changed elsewhere. Nothing has been overwritten")
    assert (anna.here, anna.status) == ("LinkedIn", "Not saved yet")
    anna.click("Decide what to keep…")
    assert anna.sees("The other: 2 steps, 2 done.")
    assert buttons(anna)[:4] == ["Keep both", "Use the other one", "Use mine", "Decide later"]
    anna.click("Decide later")
    assert anna.here == "LinkedIn"
    assert open_profile(file).profile.goal == "be hired"


@pytest.mark.parametrize(
    ("choice", "files", "goal"),
    [
        ("Keep both", ["Anna (mine).presence", "Anna.presence"], "be hired"),
        ("Use the other one", ["Anna.presence"], "be hired"),
        ("Use mine", ["Anna.presence"], ""),
    ],
)
def test_whatever_is_kept_both_versions_stay(
    computer: Computer, file: Path, choice: str, files: list[str], goal: str
) -> None:
    anna = worked(computer, file)
    elsewhere(file, computer)
    anna.click(ACCOUNT)
    computer.let_it_save()
    anna.click("Decide what to keep…")
    anna.click(choice)
    assert (computer.files(), open_profile(file).profile.goal) == (files, goal)
    assert anna.is_ticked(ACCOUNT) is (choice == "Use the other one")
    everywhere = [*computer.safekeeping.rglob("*.presence"), *file.parent.iterdir()]
    assert {open_profile(one).profile.goal for one in everywhere} == {"", "be hired"}
    anna.click(ACCOUNT)
    computer.let_it_save()
    assert anna.status == "Saved on this computer · 14:02"


def test_one_can_go_back_to_an_earlier_version_and_forth_again(computer: Computer, file: Path) -> None:
    anna = worked(computer, file)
    computer.now += timedelta(days=1)
    anna.menu("File", "Earlier versions")
    assert anna.sees("They are kept on this computer")
    assert anna.sees("The first one; 1 step, 1 done")
    anna.click("Go back to this one: yesterday, 14:02")
    assert anna.message.startswith("Your profile is again as it was yesterday, 14:02.")
    anna.go_to("LinkedIn")
    assert not anna.is_ticked(ACCOUNT)
    assert not computer.kept("Anna.presence").answers.keys() & {"li-account"}
    anna.menu("File", "Earlier versions")
    assert anna.sees("Before going back")


def test_without_a_file_there_is_no_earlier_version_and_that_is_said(computer: Computer) -> None:
    anna = computer.start()
    anna.menu("File", "Earlier versions")
    assert anna.sees("There is none yet: the first is kept with your first change.")
    anna.click("Back")
    assert anna.window.tabs.isVisible()


def test_the_present_version_can_be_kept_for_good(computer: Computer, file: Path) -> None:
    anna = worked(computer, file)
    anna.menu("File", "Earlier versions")
    anna.click("Keep the present version for good")
    assert anna.message == "The present version is kept for good."
    anna.menu("File", "Earlier versions")
    assert anna.sees("Kept by you")


def test_a_second_start_brings_the_first_window_forward_and_ends(
    computer: Computer, file: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = worked(computer, file)
    anna.window.showMinimized()
    second = app.build_window(qapp, file)
    qtbot.addWidget(second)
    monkeypatch.setattr(main_window, "sleep", lambda _seconds: QApplication.processEvents())
    assert second.came_forward_elsewhere()
    assert not anna.window.isMinimized()


def test_a_first_window_that_does_not_answer_is_not_waited_for_long(
    computer: Computer, file: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(computer, file)
    second = app.build_window(qapp, file)
    qtbot.addWidget(second)
    waited = list[float]()
    monkeypatch.setattr(main_window, "sleep", waited.append)
    monkeypatch.setattr(main_window, "monotonic", lambda: sum(waited))
    assert not second.came_forward_elsewhere()
    assert sum(waited) == pytest.approx(2, abs=0.1)
    assert second.message.sentence.endswith("is open in another window, so please go on in that one.")


def test_a_second_window_may_only_look(
    computer: Computer, file: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(computer, file)
    ben = Person(app.build_window(qapp, file), monkeypatch)
    qtbot.addWidget(ben.window)
    ben.window.show()
    assert ben.message == "“Anna.presence” is open in another window, so please go on in that one."
    ben.click("Look at it here")
    ben.go_to("LinkedIn")
    assert ben.is_ticked(ACCOUNT)
    ben.click(ACCOUNT)
    assert ben.is_ticked(ACCOUNT)
