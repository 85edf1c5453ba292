"""Tick boxes and buttons work by mouse, by keyboard and for a screen reader."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.buttons import Button, CheckBox, Disclosure, RadioButton
from presence_gui.ui.theme import AppLook, Colours

Stage = Callable[..., QWidget]


def spoken(widget: QWidget, kind: QAccessible.Text = QAccessible.Text.Name) -> str:
    """Return what a screen reader says of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def test_space_ticks_the_box(qtbot: QtBot, look: AppLook) -> None:
    box = CheckBox(look, "Add a photo")
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def test_a_click_on_the_title_ticks_the_box_and_one_beyond_it_does_not(qtbot: QtBot, look: AppLook) -> None:
    box = CheckBox(look, "Add a photo", "LinkedIn")
    qtbot.addWidget(box)
    box.resize(600, box.sizeHint().height())
    title_end = QPoint(box.sizeHint().width() - 3, box.height() // 3)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=title_end)
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(590, 10))
    assert box.isChecked()


def test_the_title_is_the_name_and_the_line_below_it_the_description(qtbot: QtBot, look: AppLook) -> None:
    box = CheckBox(look, "You & your network", "Connect")
    qtbot.addWidget(box)
    assert spoken(box) == "You & your network"
    assert spoken(box, QAccessible.Text.Description) == "Connect"
    assert box.shortcut().isEmpty()


def test_of_several_answers_one_holds_and_its_words_and_the_arrow_keys_choose_it(look: AppLook, stage: Stage) -> None:
    one, other = RadioButton(look, "One"), RadioButton(look, "Other & more", "What comes of it")
    stage(one, other)
    one.click()
    QTest.mouseClick(other, Qt.MouseButton.LeftButton, pos=QPoint(other.sizeHint().width() - 3, other.height() // 2))
    assert (one.isChecked(), other.isChecked()) == (False, True)
    QTest.keyClick(other, Qt.Key.Key_Up)
    assert (one.isChecked(), other.isChecked()) == (True, False)
    assert (spoken(other), spoken(other, QAccessible.Text.Description)) == ("Other & more", "What comes of it")
    assert QAccessible.queryAccessibleInterface(other).role() == QAccessible.Role.RadioButton


@pytest.mark.parametrize("chosen", [True, False])
def test_what_is_chosen_and_where_the_keyboard_is_can_be_seen(look: AppLook, stage: Stage, *, chosen: bool) -> None:
    one, other = RadioButton(look, "One"), RadioButton(look, "Other")
    page = stage(one, other)
    before = other.grab().toImage()
    other.setChecked(chosen)
    assert (other.grab().toImage() != before) == chosen
    quiet = other.grab().toImage()
    other.setFocus()
    page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # the keyboard is in use
    assert other.grab().toImage() != quiet


@pytest.mark.parametrize("text_size", [1.0, 2.0])
def test_a_long_title_wraps_instead_of_being_cut(qtbot: QtBot, look: AppLook, text_size: float) -> None:
    look.choose(Colours.LIGHT, text_size)
    box = CheckBox(look, "Write a headline that says what you do for whom", bold=True)
    qtbot.addWidget(box)
    one_line = box.sizeHint()
    lines = box.fontMetrics().lineSpacing()
    assert box.heightForWidth(one_line.width()) == one_line.height()
    assert box.heightForWidth(one_line.width() // 2) >= 2 * lines
    assert box.heightForWidth(one_line.width() // 3) > box.heightForWidth(one_line.width() // 2)


def test_a_title_can_turn_from_bold_to_plain(qtbot: QtBot, look: AppLook) -> None:
    box = CheckBox(look, "Add a photo", bold=True)
    qtbot.addWidget(box)
    bold = box.sizeHint().width()
    box.set_bold(bold=False)
    assert box.sizeHint().width() < bold


def test_a_button_says_its_words_as_they_are(qtbot: QtBot, look: AppLook) -> None:
    button = Button(look, "Save & close")
    qtbot.addWidget(button)
    assert spoken(button) == "Save & close"
    button.set_words("Print this month’s plan…")
    assert spoken(button) == "Print this month’s plan…"


def test_the_arrow_says_what_it_will_do(qtbot: QtBot, look: AppLook) -> None:
    arrow = Disclosure(look, "Add a photo")
    qtbot.addWidget(arrow)
    assert spoken(arrow) == "Show why and how: Add a photo"
    arrow.set_open(is_open=True)
    assert spoken(arrow) == "Hide why and how: Add a photo"
    assert arrow.focusPolicy() & Qt.FocusPolicy.TabFocus
