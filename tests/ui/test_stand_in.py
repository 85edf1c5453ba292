"""What stands in for the tabs gives the keyboard back where it was, once."""

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.stand_in import StandIn
from presence_gui.ui.tab_order import put_keyboard
from presence_gui.ui.tabs import Tabs
from presence_gui.ui.theme import LIGHT, Look


@pytest.mark.usefixtures("qapp")
def test_the_keyboard_goes_back_once(qtbot: QtBot) -> None:
    window = QWidget()
    look = Look(LIGHT, window)
    qtbot.addWidget(window)
    column, tabs, inside = QVBoxLayout(window), Tabs(look), QWidget()
    first, second = QPushButton("First", inside), QPushButton("Second", inside)
    second.move(0, 50)
    tabs.add(inside, "Inside")
    column.addWidget(tabs)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    put_keyboard(second)
    stand_in = StandIn(column, tabs)
    page = QPushButton("In front")
    stand_in.put(page, stand_in.take_away)
    put_keyboard(page)
    stand_in.make_way()
    tabs.show()
    assert not stand_in.is_there
    stand_in.give_keyboard_back()
    assert window.focusWidget() is second
    put_keyboard(first)
    stand_in.give_keyboard_back()
    assert window.focusWidget() is tabs.bar
