"""Somebody who hears the screen goes from the first question to the plan as a PDF, in the real program."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from presence_gui.diary import Mark
from presence_gui.profile import Objection, Status
from presence_gui.storage.profile_file import open_profile
from tests.desktop.desktop import desktop, missing, running, wait_for
from tests.desktop.screen_reader import CHECKED, ENABLED, ScreenReader
from tests.unit.importers.linkedin_export import CONNECTIONS, PREAMBLE, table, zipped

# the source tree's, or one that was built: python3 run.py build
PROGRAM = [os.environ["PRESENCE"]] if "PRESENCE" in os.environ else [sys.executable, "-P", "-m", "presence_gui"]
ACCOUNT = "Open a LinkedIn account in your own name"
SKILLS = "Choose ten skills you want to be known for"
HEADLINE = "Write a headline that says what you do for whom"
MADE = date(2026, 11, 12)
MINE = "Tax adviser who keeps family firms in the family"
FILES = {
    "Connections.csv": PREAMBLE
    + table(CONNECTIONS, *(["A", "B", "", "", "", "", f"{day:02d} Nov 2026"] for day in range(1, 8)))
}


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ScreenReader]:
    """Listen to the program, which was just started for the first time, under a screen nobody sees."""
    if lacking := missing():
        pytest.skip(lacking)
    with (
        desktop(tmp_path) as surroundings,
        running(PROGRAM, surroundings) as program,
        ScreenReader(surroundings["AT_SPI_BUS_ADDRESS"]) as reader,
    ):
        registry = reader.registry
        yield reader
        program.terminate()
        assert program.wait(30) == 0, "it closes when it is told to, and saves"
    wait_for("the registry to end with its bus", lambda: not Path("/proc", str(registry)).exists())


def test_the_main_journey_is_made_by_ear(reader: ScreenReader, tmp_path: Path) -> None:
    answer_the_first_questions(reader)
    fill_in_by_hand(reader)
    fill_in_from_data(reader, zipped(tmp_path / "Complete_LinkedInDataExport_11-12-2026.zip", FILES, MADE))
    save_the_plan(reader, tmp_path / "plan.pdf")
    take_back(reader, "the printed plan", "Fill in from your data")
    file = tmp_path / "Documents" / "My presence.presence"
    wait_for("the last save", lambda: open_profile(file).profile.answer("li-conn-50").number is None)
    kept = open_profile(file).profile
    assert (kept.work, kept.objection) == ("Tax adviser", Objection.TIME)
    assert kept.answer("li-account").status is Status.DONE
    assert kept.answer("li-skills").number == 5
    assert kept.answer("li-headline").text == MINE
    assert not any(one.mark is Mark.IMPORT for one in kept.readings)


def answer_the_first_questions(reader: ScreenReader) -> None:
    reader.find("heading", "Welcome")
    reader.find("text", "What you do").write("Tax adviser")
    reader.find("push button", "Continue").do("Press")
    reader.find("panel", "2 of 3: How many minutes a week can you spare?")
    assert reader.find("combo box", "Minutes a week").name == "30 minutes"
    reader.find("push button", "Continue").do("Press")
    no_time = reader.find("radio button", "I don’t have the time")
    assert no_time.description.startswith("At most three pieces a week")
    no_time.do("Toggle")
    wait_for("the answer", lambda: no_time.has(CHECKED))
    reader.find("push button", "Finish").do("Press")
    assert reader.find("progress bar", "Your presence, of 100").value == 0
    assert reader.heard == []


def fill_in_by_hand(reader: ScreenReader) -> None:
    reader.find("page tab", "LinkedIn, 0%").do("Press")
    account = reader.find("check box", ACCOUNT)
    assert "point" in account.description
    account.do("Toggle")
    assert reader.hears("LinkedIn: ") == "Your presence: 2 of 100. LinkedIn: 4 of 100."
    assert account.has(CHECKED)
    skills = reader.find("spin box", SKILLS)
    assert skills.description == "of 10"
    skills.set_value(5)
    reader.hears("LinkedIn: ")
    headline = reader.find("text", HEADLINE)
    assert headline.has(ENABLED)
    headline.write(MINE)
    reader.find("push button", f"It is live now: {HEADLINE}").do("Press")
    wait_for("the tick of what is live", lambda: reader.find("check box", HEADLINE).has(CHECKED))


def fill_in_from_data(reader: ScreenReader, archive: Path) -> None:
    reader.find("push button", "Choose the file: Fill in from my LinkedIn data").do("Press")
    reader.find("text", "File name:").write(str(archive))
    reader.find("push button", "Open").do("Press")
    reader.hears("Reading “Complete_LinkedInDataExport_11-12-2026.zip”")
    fill_in = reader.find("push button", "Fill in")
    found = reader.find("check box", "Connect with your first 50 people")
    assert "7 connections" in found.description
    assert found.has(CHECKED)
    fill_in.do("Press")
    reader.hears("filled in from your data.")
    assert reader.find("spin box", "Connect with your first 50 people").value == 7


def save_the_plan(reader: ScreenReader, file: Path) -> None:
    reader.find("page tab", "Action plan").do("Press")
    assert "30 minutes a week" in reader.find("filler", "My action plan").description
    reader.find("push button", "Save as PDF…").do("Press")
    reader.find("text", "File name:").write(str(file))
    reader.find("push button", "Save").do("Press")
    reader.hears("The page is saved as “plan.pdf”.")
    assert file.read_bytes().startswith(b"%PDF-")


def take_back(reader: ScreenReader, *steps: str) -> None:
    for step in steps:
        reader.choose(f"Undo {step}")
    reader.hears(f"Undone: {steps[-1]}.")
