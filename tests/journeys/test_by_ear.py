"""What a screen reader finds on every page, and what it is told while somebody works."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.profile import Profile
from presence_gui.ui.announcing import ScoreAnnouncer
from presence_gui.ui.chart import Chart
from presence_gui.ui.labels import Heading, tell_of_headings
from presence_gui.ui.page_view import PageView
from tests.journeys.conftest import Computer
from tests.journeys.person import Person
from tests.journeys.places import FOUND, PHOTO, PLACES, heard_in, spoken, with_an_example
from tests.unit.importers.linkedin_export import zipped

ACCOUNT, SKILLS = "Open a LinkedIn account in your own name", "Choose ten skills you want to be known for"
HEADLINE = "Write a headline that says what you do for whom"
_ROLE = QAccessible.Role
_NAMED: Final = {
    *(_ROLE.CheckBox, _ROLE.RadioButton, _ROLE.Button, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.EditableText),
    *(_ROLE.SpinBox, _ROLE.ComboBox, _ROLE.ProgressBar, _ROLE.Slider, _ROLE.List, _ROLE.PageTab, _ROLE.PageTabList),
    *(_ROLE.Grouping, _ROLE.MenuItem, _ROLE.Link),
}
_LOOKS: Final = (  # what a widget is, and what a screen reader is to take it for
    (QCheckBox, _ROLE.CheckBox),
    (QToolButton, _ROLE.Button),
    (QLineEdit, _ROLE.EditableText),
    (QPlainTextEdit, _ROLE.EditableText),
    (QSpinBox, _ROLE.SpinBox),
    (QComboBox, _ROLE.ComboBox),
    (QGroupBox, _ROLE.Grouping),
    (Heading, _ROLE.Heading),
)


@pytest.fixture(scope="session", autouse=True)
def _told_of_headings(qapp: QApplication) -> None:
    assert qapp is not None  # as in the program, where it is told once
    tell_of_headings()


def complaints(window: QWidget) -> list[str]:
    """Return what somebody who hears the window is not told."""
    found = []
    for thing in heard_in(QAccessible.queryAccessibleInterface(window)):
        widget = thing.object()
        about = f"{thing.role()} “{spoken(thing)}”"
        found += [f"{about}: {lacks}" for lacks in _lacks(thing)]
        if isinstance(widget, QWidget):
            found += [f"{about}: {lacks}" for lacks in _untrue(thing, widget)]
    return found


def _lacks(thing: QAccessibleInterface) -> Iterator[str]:
    if thing.role() in _NAMED and not spoken(thing):
        yield "no name"
    value: object = thing.valueInterface()
    if thing.role() in {_ROLE.ProgressBar, _ROLE.SpinBox} and value is None:
        yield "no value"
    texts: tuple[object, object] = thing.textInterface(), thing.editableTextInterface()
    if thing.role() == _ROLE.EditableText and None in texts:
        yield "no text"


def _untrue(thing: QAccessibleInterface, widget: QWidget) -> Iterator[str]:
    """Yield where what is told of a widget is not how it stands."""
    state = thing.state()
    for kind, role in _LOOKS:
        if isinstance(widget, kind) and thing.role() != role:
            yield f"not {role}"
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and bool(state.checked) != widget.isChecked():
        yield "ticked or not"
    if bool(state.disabled) == widget.isEnabled():
        yield "disabled or not"
    if isinstance(widget, QComboBox) and not _label(thing):
        yield "no label"
    if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.placeholderText() and not _description(thing):
        yield "no hint"
    if isinstance(widget, QSpinBox | PageView | Chart) and not _description(thing):
        yield "no help"


def _label(thing: QAccessibleInterface) -> str:
    labels = [other for other, relation in thing.relations() if relation == QAccessible.RelationFlag.Label]
    return spoken(labels[0]) if labels else ""


def _description(thing: QAccessibleInterface) -> str:
    return thing.text(QAccessible.Text.Description)


@pytest.fixture(params=PLACES)
def somewhere(request: pytest.FixtureRequest, computer: Computer, qtbot: QtBot, tmp_path: Path) -> Person:
    place: str = request.param
    return PLACES[place](computer, qtbot, tmp_path)


def test_everything_says_what_it_is_how_it_stands_and_what_helps(somewhere: Person) -> None:
    heard = {thing.role() for thing in heard_in(QAccessible.queryAccessibleInterface(somewhere.window))}
    assert {_ROLE.Button, _ROLE.MenuItem, _ROLE.Heading} <= heard
    assert complaints(somewhere.window) == []


def _a_line_that_is_named() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("a hint")
    line.setAccessibleName("named")
    return line


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (QLineEdit, "no name"),
        (QToolButton, "no name"),
        (QGroupBox, "no name"),
        (QSpinBox, "no help"),
        (QComboBox, "no label"),
        (_a_line_that_is_named, ""),
    ],
    ids=["line", "button", "group", "number", "choice", "none"],
)
def test_what_says_nothing_of_itself_is_noticed(
    computer: Computer, plant: Callable[[], QWidget], complaint: str
) -> None:
    ada = computer.start()
    planted = plant()
    layout = ada.window.tabs.currentWidget().layout()
    assert layout is not None
    layout.addWidget(planted)
    planted.show()
    found = complaints(ada.window)
    assert any(one.endswith(complaint) for one in found) if complaint else found == []


def test_a_line_says_what_it_takes_what_it_is_worth_and_where_its_answer_is_from(computer: Computer) -> None:
    ada = with_an_example(computer)
    ada.go_to("LinkedIn")
    assert _told(ada.find(QCheckBox, PHOTO)) == "20 min, +4 points"
    assert _told(ada.find(QSpinBox, SKILLS)) == "of 10"
    assert _told(ada.find(QSpinBox, "Send one personal note a week")) == "in the last 28 days; aim for 4"
    ada.unfold(PHOTO)
    ada.click("Not sure")
    assert _told(ada.find(QCheckBox, PHOTO)).startswith("not sure, ")
    ada.go_to("Overview")
    step = next(ada.all_of(QCheckBox))
    assert re.fullmatch(r".+ · .+, .+, \+\d+ overall", _told(step))


def _told(widget: QWidget) -> str:
    return _description(QAccessible.queryAccessibleInterface(widget))


def test_what_a_screen_reader_turns_or_writes_is_an_answer(computer: Computer) -> None:
    ada = computer.start()
    ada.go_to("LinkedIn")
    box = QAccessible.queryAccessibleInterface(ada.find(QCheckBox, ACCOUNT))
    for expected in (True, False, True):
        box.actionInterface().doAction("Toggle")
        assert ada.is_ticked(ACCOUNT) is expected
        assert (ada.value("LinkedIn score") > 0) is expected
    QAccessible.queryAccessibleInterface(ada.find(QLineEdit, HEADLINE)).editableTextInterface().replaceText(0, 0, "Me")
    QAccessible.queryAccessibleInterface(ada.find(QSpinBox, SKILLS)).valueInterface().setCurrentValue(4)
    computer.let_it_save()
    mine = computer.kept("My presence.presence")
    assert (mine.answer("li-headline").text, mine.answer("li-skills").number) == ("Me", 4)
    for _ in range(5):
        ada.press("Ctrl+Z")
    computer.let_it_save()
    assert computer.kept("My presence.presence").answers == {}


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is announced from now on."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            assert event.politeness() == QAccessible.AnnouncementPoliteness.Polite
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def pause(person: Person) -> None:
    """Let the time after an edit go by."""
    announcer = person.window.findChild(ScoreAnnouncer)
    assert announcer is not None
    timer = announcer.findChild(QTimer)
    assert timer is not None
    if timer.isActive():
        timer.stop()
        timer.timeout.emit()


def test_a_score_is_told_once_for_each_edit_and_not_at_the_start(computer: Computer, announced: list[str]) -> None:
    ada = computer.start(computer.keep("Ada.presence", Profile(asked=True)))
    ada.go_to("LinkedIn")
    pause(ada)
    assert announced == []
    ada.click(ACCOUNT)
    assert announced == []
    pause(ada)
    assert announced == ["Your presence: 2 of 100. LinkedIn: 4 of 100."]
    ada.press("Ctrl+Z")
    pause(ada)
    assert announced[1:] == [f"Undone: {ACCOUNT}. Your presence: 0 of 100. LinkedIn: 0 of 100."]
    ada.press("Ctrl+Shift+Z")
    pause(ada)
    assert announced[2:] == announced[:1]
    ada.type(ada.find(QSpinBox, SKILLS), "10")
    pause(ada)
    pause(ada)
    assert len(announced) == 4
    ada.unfold(PHOTO)
    ada.click("Add a note")
    ada.type(ada.find(QPlainTextEdit, f"Note on: {PHOTO}"), "A note moves no score.")
    pause(ada)
    assert len(announced) == 4
    ada.click("Leave LinkedIn out")
    pause(ada)
    assert announced[4].endswith("LinkedIn: left out.")


def test_another_profile_is_opened_without_a_word_about_its_scores(computer: Computer, announced: list[str]) -> None:
    ada = computer.start()
    ada.go_to("LinkedIn")
    ada.click(ACCOUNT)
    ada.menu("File", "Open an example", paths.EXAMPLE.stem)
    pause(ada)
    assert announced == []


def test_reading_data_and_what_was_found_is_told(
    computer: Computer, announced: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    ada = computer.start(computer.keep("Ada.presence", Profile(asked=True)))
    ada.drop(zipped(tmp_path / "Complete_LinkedInDataExport.zip", FOUND))
    assert announced == ["Reading “Complete_LinkedInDataExport.zip” Escape cancels."]
    qtbot.waitUntil(lambda: ada.sees("Fill in from your data"), timeout=20_000)
    assert announced[1].startswith("Found: ")
    ada.click("Fill in")
    assert "filled in from your data" in announced[2]
    pause(ada)
    assert announced[3].startswith("Your presence: ")
