"""A time is typed as people write it, and shown in one way."""

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.theme import AppLook
from presence_gui.ui.time_field import TimeField

MORNING = time(8, 30)


@pytest.fixture
def field(look: AppLook, stage: Callable[..., QWidget]) -> TimeField:
    field = TimeField(look, "Usual time", MORNING)
    stage(field, QLineEdit())
    field.setFocus()
    return field


@pytest.fixture
def told(field: TimeField) -> list[time | None]:
    told: list[time | None] = []
    field.edited.connect(told.append)
    return told


def test_it_shows_its_time_with_two_digits(field: TimeField) -> None:
    assert field.text() == "08:30"
    field.set_time(time(18, 5))
    assert field.text() == "18:05"
    field.set_time(None)
    assert field.text() == ""


def test_a_typed_time_is_told_while_it_is_typed_and_tidied_when_it_is_left(
    field: TimeField, told: list[time | None]
) -> None:
    field.selectAll()
    QTest.keyClicks(field, "8.15 pm")
    assert told[-1] == time(20, 15)
    assert field.text() == "8.15 pm"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "20:15"


def test_what_is_no_time_is_said_and_the_time_before_stands(field: TimeField, told: list[time | None]) -> None:
    troubles: list[str] = []
    field.trouble.connect(troubles.append)
    field.selectAll()
    QTest.keyClicks(field, "9 early")
    assert told == [time(9), MORNING]
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert troubles == ["“9 early” could not be read as a time. Write it like 08:15."]
    assert field.accessibleDescription() == troubles[0]
    assert field.text() == "9 early"
    assert not field.settle()
    field.setText("")
    assert field.settle()
    assert (field.text(), troubles[1:]) == ("08:30", [""])


def test_left_blank_it_shows_what_it_showed_before(field: TimeField, told: list[time | None]) -> None:
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert (field.text(), told) == ("08:30", [])


def test_the_same_time_set_again_leaves_what_is_being_typed(qtbot: QtBot, field: TimeField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "8.30")
    with qtbot.assertNotEmitted(field.edited):
        field.set_time(MORNING)
    assert field.text() == "8.30"
