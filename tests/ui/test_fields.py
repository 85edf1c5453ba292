"""What is filled in changes only when its user means it, and undo belongs to the document."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.date_field import DateField
from presence_gui.ui.fields import Choice, NumberField, TextBox, TextField
from presence_gui.ui.theme import AppLook

TODAY = date(2026, 11, 23)
Make = Callable[[AppLook], QWidget]
Stage = Callable[..., QWidget]


def _today() -> date:
    return TODAY


def _text(look: AppLook) -> QWidget:
    return TextField(look, "Field", "one")


def _box(look: AppLook) -> QWidget:
    return TextBox(look, "Field", "one")


def _number(look: AppLook) -> QWidget:
    return NumberField(look, "Field", 10)


def _day(look: AppLook) -> QWidget:
    return DateField(look, "Field", _today, date(2026, 3, 4))


def _choice(look: AppLook) -> QWidget:
    choice = Choice(look, "Field")
    choice.addItems(["one", "two", "three"])
    choice.setCurrentIndex(1)
    return choice


EDITORS = pytest.mark.parametrize("make", [_text, _box, _number, _day], ids=["text", "box", "number", "day"])


def _content(widget: QWidget) -> str:
    text = widget.property("text") or widget.property("plainText") or widget.property("currentText")
    return str(text)


@pytest.mark.parametrize("focused", [False, True])
@pytest.mark.parametrize("make", [_number, _day, _choice], ids=["number", "day", "choice"])
def test_the_wheel_scrolls_the_page_and_changes_nothing(
    qtbot: QtBot, look: AppLook, make: Make, *, focused: bool
) -> None:
    area, page, field = QScrollArea(), QWidget(), make(look)
    qtbot.addWidget(area)
    column = QVBoxLayout(page)
    column.addWidget(field)
    column.addStretch()
    page.setMinimumHeight(2000)
    area.setWidget(page)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    if focused:
        field.setFocus()
    before = _content(field)
    QTest.wheelEvent(area.windowHandle(), QPointF(field.mapTo(area, QPoint(5, 5))), QPoint(0, -120))
    assert _content(field) == before
    assert area.verticalScrollBar().value() > 0


@EDITORS
@pytest.mark.parametrize("alive", [True, False], ids=["something to undo", "nothing to undo"])
def test_undo_is_left_to_the_application(qtbot: QtBot, look: AppLook, stage: Stage, make: Make, *, alive: bool) -> None:
    field = make(look)
    page = stage(field)
    undo = QAction("Undo", page)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.setEnabled(alive)
    page.addAction(undo)
    asked: list[bool] = []
    undo.triggered.connect(lambda: asked.append(True))
    field.setFocus()
    qtbot.keyClicks(field, "7")
    typed = _content(field)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == alive
    assert _content(field) == typed
    assert "7" in typed


@EDITORS
def test_every_editor_has_its_name(qtbot: QtBot, look: AppLook, make: Make) -> None:
    field = make(look)
    qtbot.addWidget(field)
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) == "Field"
    assert all(part.accessibleName() for part in field.findChildren(QWidget) if part.focusPolicy())


def test_tab_leaves_a_box_of_text(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    box, field = TextBox(look, "About"), TextField(look, "Headline")
    stage(box, field)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert box.toPlainText() == ""


def test_a_box_of_text_grows_with_its_text_up_to_its_limit(look: AppLook, stage: Stage) -> None:
    box = TextBox(look, "About", lines=2, most_lines=5)
    stage(box)
    heights = []
    for lines in (1, 2, 4, 5, 50):
        box.set_text("\n".join("line" for _ in range(lines)))
        heights.append(box.height())
    assert heights == sorted(heights)
    assert heights[0] == heights[1]
    assert heights[1] < heights[2] < heights[3] == heights[4]


def test_a_box_tells_what_is_typed_but_not_what_it_is_given(qtbot: QtBot, look: AppLook) -> None:
    box = TextBox(look, "About")
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.edited):
        box.set_text("<img src=x>")
    assert box.toPlainText() == "<img src=x>"
    with qtbot.waitSignal(box.edited) as told:
        qtbot.keyClicks(box, "a")
    assert told.args == ["a<img src=x>"]


def test_text_given_again_leaves_the_cursor_where_it_is(look: AppLook, stage: Stage) -> None:
    field = TextField(look, "Headline", "Chartered accountant")
    stage(field)
    field.setFocus()
    field.setCursorPosition(9)
    field.set_text("Chartered accountant")
    assert field.cursorPosition() == 9


@pytest.mark.parametrize("make", [_text, _box], ids=["text", "box"])
def test_text_taken_back_leaves_the_cursor_where_it_was(qtbot: QtBot, look: AppLook, stage: Stage, make: Make) -> None:
    field = make(look)
    stage(field)
    assert isinstance(field, TextField | TextBox)
    field.set_text("Chartered accountant")
    field.setFocus()
    for _ in range(9):
        qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClicks(field, "XY")
    field.set_text("Chartered accountant")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert _content(field) == "Chartered ccountant"


@pytest.mark.parametrize("make", [_text, _box, _number, _day], ids=["text", "box", "number", "day"])
def test_what_is_dropped_is_for_the_window(qtbot: QtBot, look: AppLook, make: Make) -> None:
    field = make(look)
    qtbot.addWidget(field)
    assert not [widget for widget in (field, *field.findChildren(QWidget)) if widget.acceptDrops()]


def test_no_number_is_blank_and_a_blank_is_no_number(qtbot: QtBot, look: AppLook) -> None:
    field = NumberField(look, "Connections")
    qtbot.addWidget(field)
    assert (field.number(), field.text()) == (None, "")
    told: list[int | None] = []
    field.edited.connect(told.append)
    qtbot.keyClicks(field, "86")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert told == [8, 86, 8, None]
    assert field.text() == ""


def test_a_number_field_takes_large_numbers_and_refuses_anything_else(qtbot: QtBot, look: AppLook) -> None:
    field = NumberField(look, "Connections", most=30_000_000)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "-1x2,500 000")
    assert field.number() == 12_500_000
    qtbot.keyClicks(field, "0")
    assert field.number() == 12_500_000


def test_a_number_given_is_shown_without_telling(qtbot: QtBot, look: AppLook) -> None:
    field = NumberField(look, "Connections", 5)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_number(86)
        assert field.text() == "86"
        field.set_number(None)
    assert (field.text(), field.number()) == ("", None)


def test_the_arrows_count_up_and_down_to_blank(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field = NumberField(look, "Connections")
    page = stage(field)
    page.resize(300, 100)
    more, fewer = field.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[1:]
    assert (more.accessibleName(), fewer.accessibleName()) == ("More: Connections", "Fewer: Connections")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert field.number() == 0
    qtbot.mouseClick(fewer, Qt.MouseButton.LeftButton)
    assert field.number() is None


def test_a_typed_day_is_read_at_once_and_written_out_when_left(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field, other = DateField(look, "Last post", _today), TextField(look, "Other")
    stage(field, other)
    field.setFocus()
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClicks(field, "4 oct")
    assert told.args == [date(2026, 10, 4)]
    other.setFocus()
    assert field.text() == "Sun 4 October 2026"


def test_a_day_that_cannot_be_read_stays_and_says_so(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field, other = DateField(look, "Last post", _today, date(2026, 3, 4)), TextField(look, "Other")
    stage(field, other)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "soon")
    with qtbot.waitSignal(field.trouble) as told:
        other.setFocus()
    assert told.args == ["“soon” could not be read as a day. Write it like Mon 23 November 2026."]
    assert field.accessibleDescription() == told.args[0]
    assert (field.text(), field.day()) == ("soon", date(2026, 3, 4))
    with qtbot.waitSignal(field.trouble) as told:
        field.set_day(TODAY)
    assert told.args == [""]


def test_a_day_still_to_come_is_not_when_something_was_done(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field, other = DateField(look, "Last post", _today, date(2026, 3, 4)), TextField(look, "Other")
    stage(field, other)
    told: list[date | None] = []
    field.edited.connect(told.append)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "24/11/26")
    assert told == [date(2026, 1, 24), date(2025, 11, 24), date(2026, 3, 4)]
    with qtbot.waitSignal(field.trouble) as trouble:
        other.setFocus()
    assert trouble.args == ["Tue 24 November 2026 is still to come; this asks when it was last done."]
    assert field.day() == date(2026, 3, 4)


def test_after_midnight_today_is_another_day(qtbot: QtBot, look: AppLook) -> None:
    days = [TODAY]
    field = DateField(look, "Last post", lambda: days[-1])
    qtbot.addWidget(field)
    days.append(date(2026, 11, 24))
    qtbot.keyClicks(field, "today")
    assert field.day() == date(2026, 11, 24)


def test_a_cleared_day_is_no_day(qtbot: QtBot, look: AppLook) -> None:
    field = DateField(look, "Last post", _today, TODAY)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.edited) as told:
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert told.args == [None]
    assert field.day() is None


def _month(field: DateField) -> QCalendarWidget:
    month = field.findChild(QCalendarWidget)
    assert month is not None
    return month


def test_a_day_can_be_picked_from_the_calendar(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field = DateField(look, "Last post", _today)
    stage(field)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = _month(field)
    with qtbot.waitSignal(field.edited) as told:
        month.activated.emit(month.selectedDate().addDays(-1))
    assert told.args == [date(2026, 11, 22)]
    assert field.text() == "Sun 22 November 2026"
    assert month.maximumDate().toPython() == TODAY


def test_escape_closes_the_calendar_and_keeps_the_day(qtbot: QtBot, look: AppLook, stage: Stage) -> None:
    field = DateField(look, "Last post", _today, date(2026, 3, 4))
    stage(field)
    field.open_calendar()
    popup = _month(field).window()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert field.text() == "Wed 4 March 2026"
