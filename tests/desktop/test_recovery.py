"""Somebody opens a damaged profile, in the real program and with the mouse, and goes on in a good copy of it."""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage.custody import Custody
from presence_gui.storage.profile_file import new_file, open_profile
from tests.desktop.desktop import desktop, missing, running, wait_for
from tests.desktop.screen_reader import CHECKED, VISIBLE, ScreenReader, Thing

ACCOUNT = "Open a LinkedIn account in your own name"
NOW = datetime.now().astimezone()


def test_a_damaged_profile_is_recovered_with_two_clicks_of_the_mouse(tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(lacking)
    file = worked_on(tmp_path)
    file.write_bytes(damaged := file.read_bytes()[:-200])
    with (
        desktop(tmp_path) as surroundings,
        # the first click, on its icon, is the file manager's
        running([sys.executable, "-P", "-m", "presence_gui", str(file)], surroundings) as program,
        ScreenReader(surroundings["AT_SPI_BUS_ADDRESS"]) as reader,
    ):
        wait_for("the way to a copy", lambda: seen(reader, "Open the copy from ")).click()
        beside = file.with_name("Ada (recovered).presence")
        wait_for("the copy", beside.exists)
        reader.find("page tab", "LinkedIn, 4%").click()  # as the pages are back
        assert reader.find("check box", ACCOUNT).has(CHECKED)
        program.terminate()
        assert program.wait(30) == 0
    assert open_profile(beside).profile.answer("li-account").status is Status.DONE
    assert file.read_bytes() == damaged


def worked_on(home: Path) -> Path:
    """Return a profile in which something was answered and saved, as the program leaves it."""
    (home / "Documents").mkdir()
    stored = new_file(home / "Documents" / "Ada.presence", Profile(asked=True), NOW, "a" * 32)
    custody = Custody(home / "DATA" / "Presence" / "profiles", stored.profile_id)
    custody.enter(stored.path)
    answered = stored.profile.answered("li-account", Answer(Status.DONE))
    custody.end(custody.save(stored, answered, NOW), NOW)
    return stored.path


def seen(reader: ScreenReader, beginning: str) -> Thing | None:
    windows = reader.program().parts()
    buttons = (button for window in windows for button in window.all_of("push button", VISIBLE))
    return next((button for button in buttons if button.name.startswith(beginning)), None)
