"""What the tests of the window share."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.theme import AppLook, Colours

Stage = Callable[..., QWidget]


@pytest.fixture
def look(qapp: QApplication) -> AppLook:
    """Dress the application in the light theme at 100 %."""
    look = AppLook(qapp)
    look.choose(Colours.LIGHT)
    return look


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """Return what puts widgets one below the other into an active window, which lives as long as the test."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)

    def show(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            column.addWidget(widget)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return show
