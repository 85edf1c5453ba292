"""The document is changed in steps that come back, and by nobody while it may only be read."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from presence_gui.diary import Reading
from presence_gui.profile import Answer, Profile, Status
from presence_gui.ui import document as module
from presence_gui.ui.document import Document

EMPTY = Profile()
TODAY = date(2026, 11, 23)
ADA, ADA_BYRON, EVE = Profile(name="Ada"), Profile(name="Ada Byron"), Profile(name="Eve")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds; put a later one at the end to let time pass."""
    clock = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: clock[-1])
    return clock


@pytest.mark.usefixtures("clock")
def test_every_step_tells_the_new_profile_and_has_a_name(qtbot: QtBot) -> None:
    document = Document(EMPTY)
    told: list[Profile] = []
    document.changed.connect(told.append)
    document.edit("your name", ADA)
    assert document.steps.undoText() == "your name"
    document.steps.undo()
    document.steps.redo()
    assert told == [ADA, EMPTY, ADA]
    with qtbot.assertNotEmitted(document.changed):
        document.edit("nothing new", ADA)


@pytest.mark.usefixtures("clock")
def test_letters_of_one_text_are_one_step_and_other_edits_are_not() -> None:
    document = Document(EMPTY)
    document.edit("tick", EVE)
    document.edit("your name", ADA, "name")
    document.edit("your name", ADA_BYRON, "name")
    document.edit("your goal", replace(ADA_BYRON, goal="g"), "goal")
    assert document.steps.count() == 3
    document.steps.undo()
    assert document.profile == ADA_BYRON
    document.steps.undo()
    assert document.profile == EVE


def test_a_pause_begins_a_new_step(clock: list[float]) -> None:
    document = Document(EMPTY)
    for after, seconds in ((ADA, 2.9), (ADA_BYRON, 3.1), (EVE, 0.0)):
        document.edit("your name", after, "name")
        clock.append(clock[-1] + seconds)
    document.steps.undo()
    assert document.profile == ADA_BYRON
    document.steps.undo()
    assert document.profile == EMPTY


@pytest.mark.usefixtures("clock")
def test_typing_that_comes_to_nothing_is_no_step() -> None:
    document = Document(EMPTY)
    document.edit("your name", ADA, "name")
    document.edit("your name", EMPTY, "name")
    assert not document.steps.canUndo()
    assert document.profile == EMPTY


def counting(profile: Profile) -> Profile:
    """Stand for what notes the day's reading: it leaves something behind for each letter of the name."""
    return replace(profile, readings=(Reading(TODAY, "1", len(profile.name), 0, 0),))


@pytest.mark.usefixtures("clock")
def test_every_edit_is_noted_and_undone_with_its_note() -> None:
    document = Document(EMPTY, note=counting)
    document.edit("your name", ADA)
    assert document.profile == counting(ADA)
    document.edit("your name", replace(document.profile, name="Eve Smith"))
    assert document.profile.readings[0].overall == 9
    document.steps.undo()
    assert document.profile == counting(ADA)
    document.steps.undo()
    assert document.profile == EMPTY
    document.steps.redo()
    assert document.profile == counting(ADA)


@pytest.mark.usefixtures("clock")
def test_a_step_that_changes_nothing_is_not_noted() -> None:
    document = Document(EMPTY, note=counting)
    document.edit("nothing", EMPTY)
    assert document.profile == EMPTY
    assert document.steps.count() == 0


@pytest.mark.usefixtures("clock")
def test_typing_that_comes_to_nothing_leaves_no_note() -> None:
    document = Document(EMPTY, note=counting)
    document.edit("your name", ADA, "name")
    document.edit("your name", replace(document.profile, name=""), "name")
    assert not document.steps.canUndo()
    assert document.profile == EMPTY


def test_another_profile_leaves_nothing_to_undo_and_may_be_read_only(qtbot: QtBot) -> None:
    document = Document(EMPTY)
    document.edit("your name", ADA)
    with qtbot.waitSignal(document.changed) as told:
        document.take(EVE, read_only=True)
    assert told.args == [EVE]
    assert not document.steps.canUndo()
    document.edit("your name", ADA)
    assert document.profile == EVE
    document.take(EVE)
    document.edit("your name", ADA)
    assert document.profile == ADA


PROFILES = st.builds(
    lambda name, ticks: Profile(name=name, answers=MappingProxyType({tick: Answer(Status.DONE) for tick in ticks})),
    st.sampled_from(["", "Ada", "Eve"]),
    st.frozensets(st.sampled_from("abc")),
)


@given(st.lists(st.tuples(PROFILES, st.sampled_from(["", "name", "goal"]))))
def test_undoing_everything_and_doing_it_again_leads_back(edits: list[tuple[Profile, str]]) -> None:
    document = Document(EMPTY)
    for after, merge in edits:
        document.edit("step", after, merge)
    last = document.profile
    document.steps.setIndex(0)
    assert document.profile == EMPTY
    document.steps.setIndex(document.steps.count())
    assert document.profile == last
