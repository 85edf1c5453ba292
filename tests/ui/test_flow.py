"""Small things stand beside words while there is room, then below them, line by line."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from presence_gui.ui.buttons import CheckBox
from presence_gui.ui.flow import Beside, Flow
from presence_gui.ui.labels import Pill
from presence_gui.ui.theme import AppLook

Stage = Callable[..., QWidget]
TITLE = "Write a headline that says what you do for whom"


class Row(NamedTuple):
    window: QWidget
    holder: QWidget
    words: CheckBox
    facts: list[Pill]


@pytest.fixture
def row(look: AppLook, stage: Stage) -> Row:
    holder = QWidget()
    words, facts = CheckBox(look, TITLE), [Pill(look, text) for text in ("from your data", "20 min", "+4 points")]
    layout = Beside(holder)
    layout.dress(12, 30, 1.0)
    for widget in (words, *facts):
        layout.addWidget(widget)
    return Row(stage(holder), holder, words, facts)


def _resize(window: QWidget, width: int) -> None:
    window.resize(width, 200)
    QApplication.processEvents()


def test_facts_stand_at_the_right_while_the_words_have_room(row: Row) -> None:
    window, holder, words, facts = row
    _resize(window, 800)
    assert words.geometry().right() < facts[0].x() < facts[1].x() < facts[2].x()
    assert facts[2].geometry().right() == holder.width() - 1
    assert len({fact.geometry().center().y() for fact in facts}) == 1


def test_in_a_narrow_place_they_go_below_and_then_into_more_lines(row: Row) -> None:
    window, holder, words, facts = row
    _resize(window, 420)
    below = words.geometry().bottom() + 1
    assert words.width() == holder.width()
    assert [(fact.y(), fact.x() >= 30) for fact in facts] == [(below, True)] * 3
    _resize(window, 260)
    assert facts[0].x() == facts[2].x() == 30
    assert facts[0].y() < facts[2].y()
    assert facts[2].geometry().bottom() < holder.height()


def test_what_is_hidden_takes_no_room(row: Row) -> None:
    window, _, words, facts = row
    facts[0].hide()
    _resize(window, 460)
    assert words.geometry().right() < facts[1].x()
    facts[0].show()
    QApplication.processEvents()
    assert facts[1].y() > words.y()


def test_a_flow_is_as_high_as_its_lines(look: AppLook, stage: Stage) -> None:
    holder = QWidget()
    flow = Flow(holder)
    flow.setSpacing(10)
    pills = [Pill(look, "One of four") for _ in range(4)]
    for pill in pills:
        flow.addWidget(pill)
    stage(holder)
    one, width = pills[0].sizeHint().height(), pills[0].sizeHint().width()
    assert flow.heightForWidth(4 * width + 30) == one
    assert flow.heightForWidth(2 * width + 10) == 2 * one + 5
    assert flow.heightForWidth(width) == 4 * one + 15
    assert flow.minimumSize().width() == width
