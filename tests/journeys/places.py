"""Every page of the window, brought about as somebody would."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.profile import Profile
from tests.journeys.conftest import Computer
from tests.journeys.person import Person
from tests.unit.importers.linkedin_export import CONNECTIONS, PREAMBLE, PROFILE, table, zipped

TABS: Final = ("Overview", "LinkedIn", "X (Twitter)", "Blog", "Facebook", "You & your network", "Action plan")
PHOTO: Final = "Add a clear, recent head-and-shoulders photo"
FOUND: Final = {
    "Profile.csv": table(PROFILE, ["Sample", "Person", *[""] * 3, "Auditor who finds what others miss", *[""] * 7]),
    "Connections.csv": PREAMBLE
    + table(CONNECTIONS, *(["A", "B", "", "", "", "", f"{day:02d} Nov 2026"] for day in range(1, 8))),
}
Place = Callable[[Computer, QtBot, Path], Person]


def with_an_example(computer: Computer) -> Person:
    """Sit down in front of the example, with every platform taken in and room for two columns."""
    ada = computer.start()
    ada.window.resize(1200, 832)
    ada.menu("File", "Open an example", paths.EXAMPLE.stem)
    ada.go_to("Facebook")
    ada.click("Take Facebook in again")
    return ada


def _tab(tab: str, computer: Computer, _qtbot: QtBot, _folder: Path) -> Person:
    ada = with_an_example(computer)
    ada.go_to(tab)
    return ada


def _question(number: int, computer: Computer, _qtbot: QtBot, _folder: Path) -> Person:
    computer.asks = True
    ada = computer.start()
    for _ in range(number - 1):
        ada.press("Return")
    return ada


def _open_row(computer: Computer, qtbot: QtBot, folder: Path) -> Person:
    ada = _tab("LinkedIn", computer, qtbot, folder)
    ada.unfold(PHOTO)
    ada.click("Add a note")
    ada.window.message.say("Something to know.", "Do something about it")
    return ada


def _left_out(computer: Computer, qtbot: QtBot, folder: Path) -> Person:
    ada = _tab("Blog", computer, qtbot, folder)
    ada.window.resize(760, 640)
    ada.click("Leave Blog out")
    return ada


def _narrow(computer: Computer, qtbot: QtBot, folder: Path) -> Person:
    ada = _tab("Overview", computer, qtbot, folder)
    ada.window.resize(760, 640)
    return ada


def _tick_page(computer: Computer, qtbot: QtBot, folder: Path) -> Person:
    ada = _tab("Action plan", computer, qtbot, folder)
    ada.will_save_as(folder / "plan.pdf")
    ada.click("Save as PDF…")
    ada.menu("Plan", "Tick what you did")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return ada


def _review(computer: Computer, qtbot: QtBot, folder: Path) -> Person:
    ada = computer.start(computer.keep("Ada.presence", Profile(asked=True)))
    ada.drop(zipped(folder / "Complete_LinkedInDataExport.zip", FOUND))
    qtbot.waitUntil(lambda: ada.sees("The files inside"), timeout=20_000)  # the last of its cards
    qtbot.waitUntil(lambda: ada.finds(QPushButton, "Show: Read"))
    return ada


def _earlier_versions(computer: Computer, qtbot: QtBot, _folder: Path) -> Person:
    ada = computer.start(computer.keep("Ada.presence", Profile(asked=True)))
    ada.go_to("LinkedIn")
    for line in ("Switch on two-step sign-in", PHOTO):
        ada.click(line)
        computer.let_it_save()
        computer.now += timedelta(days=1)
    ada.menu("File", "Earlier versions")
    qtbot.waitUntil(lambda: not ada.window.tabs.isVisible())
    return ada


PLACES: Final[dict[str, Place]] = {
    **{tab: partial(_tab, tab) for tab in TABS if tab != "LinkedIn"},  # of which a row is open
    **{f"question {number}": partial(_question, number) for number in (1, 2, 3)},
    "an open row": _open_row,
    "left out": _left_out,
    "a narrow window": _narrow,
    "the tick page": _tick_page,
    "the review": _review,
    "earlier versions": _earlier_versions,
}


def heard_in(thing: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield what a screen reader finds in something, down to the last part."""
    if not thing.state().invisible:
        yield thing
        for place in range(thing.childCount()):
            yield from heard_in(thing.child(place))


def spoken(thing: QAccessibleInterface) -> str:
    return thing.text(QAccessible.Text.Name).strip()
