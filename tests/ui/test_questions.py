"""The fields of the first questions say what an answer means, and show what is in the profile, however it got there."""

from datetime import time

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from presence_gui.diary import Slot
from presence_gui.profile import LEAST_MINUTES, MOST_MINUTES, Objection, Profile
from presence_gui.ui.document import Document
from presence_gui.ui.questions import (
    HELD_BACK,
    HeldBackList,
    SlotFields,
    held_back_choice,
    minutes_choice,
    profession_choice,
    sittings,
)
from presence_gui.ui.theme import AppLook


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (15, "One sitting of a quarter of an hour."),
        (20, "Two sittings of up to a quarter of an hour."),
        (30, "Two sittings of a quarter of an hour."),
        (180, "Twelve sittings of a quarter of an hour."),
    ],
)
def test_minutes_a_week_are_said_in_sittings(minutes: int, words: str) -> None:
    assert sittings(minutes) == words


def test_every_number_of_minutes_has_its_sittings() -> None:
    assert all(sittings(minutes).endswith("hour.") for minutes in range(LEAST_MINUTES, MOST_MINUTES + 1))


def test_everything_that_may_have_held_somebody_back_is_answered() -> None:
    assert [one.what for one in HELD_BACK[:-1]] == [one for one in Objection if one is not Objection.NONE]
    assert HELD_BACK[-1].what is Objection.NONE
    assert all(one.words and one.plan.endswith(".") and one.answer.endswith(".") for one in HELD_BACK)


def test_minutes_from_elsewhere_take_their_place_among_the_others(qtbot: QtBot, look: AppLook) -> None:
    document = Document(Profile(minutes=37))
    choice = minutes_choice(look, document)
    qtbot.addWidget(choice)
    assert choice.currentText() == "37 minutes"
    words = [choice.itemText(place) for place in range(choice.count())]
    assert words == sorted(words, key=lambda word: int(word.split()[0]))
    choice.setCurrentIndex(choice.currentIndex() - 1)
    choice.activated.emit(choice.currentIndex())
    assert document.profile.minutes == 30


def test_a_profession_without_a_card_is_left_in_the_profile(qtbot: QtBot, look: AppLook) -> None:
    document = Document(Profile(profession="lighthouse-keeper"))
    choice = profession_choice(look, document, ())
    qtbot.addWidget(choice)
    assert choice.currentText() == "Rather not say"
    assert document.profile.profession == "lighthouse-keeper"


def test_list_and_line_show_the_same(qtbot: QtBot, look: AppLook) -> None:
    document = Document(Profile())
    choices, line = HeldBackList(look, document), held_back_choice(look, document)
    qtbot.addWidget(choices)
    qtbot.addWidget(line)
    for one in Objection:
        document.edit("what", Profile(objection=one))
        assert choices.chosen.property("text") == line.currentText()
    assert document.steps.count() == len(Objection) - 1
    assert document.profile.objection is list(Objection)[-1]


def test_a_usual_time_follows_its_day(qtbot: QtBot, look: AppLook) -> None:
    document = Document(Profile(slot=Slot(6, time(19))))
    fields = SlotFields(look, document)
    qtbot.addWidget(fields)
    assert fields.day.currentText() == "Sunday"
    fields.day.setCurrentIndex(1)
    fields.day.activated.emit(1)
    assert document.profile.slot == Slot(0, time(19))
    document.take(document.profile, read_only=True)
    assert not fields.day.isEnabled()
    assert [label.text() for label in fields.findChildren(QLabel)] == ["Usual day", "Usual time", ""]
