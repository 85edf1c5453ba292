from datetime import date

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.profile import Profile
from presence_gui.ranking import rank
from presence_gui.ui.overview import _Step
from presence_gui.ui.theme import Look


@pytest.mark.parametrize(("gain", "said"), [(3.0, ["+3 overall"]), (0.01, []), (0.0, [])])
def test_a_gain_too_small_to_show_shows_no_pill(look: Look, qtbot: QtBot, gain: float, said: list[str]) -> None:
    catalog = load_catalog(paths.PLATFORMS)
    one = rank(catalog, Profile(), date(2026, 11, 23), 1)[0]
    step = _Step(look, lambda _item: None, lambda _item: None)
    qtbot.addWidget(step)
    step.show_step(one, catalog.platform(one.item.platform), gain)
    pills = [label.text() for label in step.findChildren(QLabel) if not label.isHidden()]
    assert [text for text in pills if "overall" in text] == said


def test_the_steps_tick_boxes_stand_at_the_left_edge_whatever_stands_beside_them(look: Look, qtbot: QtBot) -> None:
    catalog = load_catalog(paths.PLATFORMS)
    step = _Step(look, lambda _item: None, lambda _item: None)
    qtbot.addWidget(step)
    step.resize(900, 60)
    step.show()
    step.show_step(rank(catalog, Profile(), date(2026, 11, 23), 1)[0], None, 3.0)
    (box,) = step.findChildren(QCheckBox)
    qtbot.waitUntil(lambda: box.width() > 450)
    assert box.x() == 0
