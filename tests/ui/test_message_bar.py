"""One sentence above the pages, with a button when there is something to do about it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.theme import AppLook


@pytest.fixture
def bar(qtbot: QtBot, look: AppLook) -> MessageBar:
    bar = MessageBar(look)
    qtbot.addWidget(bar)
    return bar


def _buttons(bar: MessageBar) -> list[str]:
    return [button.text() for button in bar.findChildren(QPushButton) if not button.isHidden()]


def test_with_nothing_to_say_there_is_no_bar(bar: MessageBar) -> None:
    assert (bar.sentence, bar.isHidden()) == ("", True)
    bar.say("One thing.")
    assert (bar.sentence, bar.accessibleName(), bar.isHidden()) == ("One thing.", "One thing.", False)
    bar.say("")
    assert (bar.sentence, bar.isHidden()) == ("", True)


def test_the_button_belongs_to_its_sentence(bar: MessageBar, qtbot: QtBot) -> None:
    done: list[str] = []
    bar.say("Not saved.", "Save a copy…", lambda: done.append("saved"))
    assert _buttons(bar) == ["Save a copy…", "Close"]
    qtbot.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert done == ["saved"]
    bar.say("Something else.")
    assert _buttons(bar) == ["Close"]


def test_a_sentence_can_be_closed(bar: MessageBar, qtbot: QtBot) -> None:
    bar.say("One thing.")
    qtbot.mouseClick(bar.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert bar.sentence == ""
