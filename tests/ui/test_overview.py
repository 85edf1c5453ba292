from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.profile import Profile
from presence_gui.ranking import rank
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.buttons import Button
from presence_gui.ui.document import Document
from presence_gui.ui.overview import Overview, _Step
from presence_gui.ui.progress import Progress
from presence_gui.ui.standing import WhereYouStand
from presence_gui.ui.tab_order import stops
from presence_gui.ui.theme import AppLook


@pytest.mark.parametrize(("gain", "said"), [(3.0, ["+3 overall"]), (0.01, []), (0.0, [])])
def test_a_gain_too_small_to_show_shows_no_pill(look: AppLook, qtbot: QtBot, gain: float, said: list[str]) -> None:
    catalog = load_catalog(paths.PLATFORMS)
    one = rank(catalog, Profile(), date(2026, 11, 23), 1)[0]
    step = _Step(look, lambda _item: None, lambda _item: None)
    qtbot.addWidget(step)
    step.show_step(one, catalog.platform(one.item.platform), gain)
    pills = [label.text() for label in step.findChildren(QLabel) if not label.isHidden()]
    assert [text for text in pills if "overall" in text] == said


def test_the_steps_tick_boxes_stand_at_the_left_edge_whatever_stands_beside_them(look: AppLook, qtbot: QtBot) -> None:
    catalog = load_catalog(paths.PLATFORMS)
    step = _Step(look, lambda _item: None, lambda _item: None)
    qtbot.addWidget(step)
    step.resize(900, 60)
    step.show()
    step.show_step(rank(catalog, Profile(), date(2026, 11, 23), 1)[0], None, 3.0)
    (box,) = step.findChildren(QCheckBox)
    qtbot.waitUntil(lambda: box.width() > 450)
    assert box.x() == 0


def _order(page: QWidget) -> list[str]:
    """Return the buttons of a page as Tab reaches them."""
    return [one.accessibleName() or one.text() for one in stops(page) if isinstance(one, Button)]


def test_in_one_column_how_it_went_so_far_comes_last_and_in_two_it_is_back(
    look: AppLook, stage: Callable[..., QWidget]
) -> None:
    catalog = load_catalog(paths.PLATFORMS)
    document = Document(open_profile(paths.EXAMPLE).profile)
    page = Overview(look, catalog, document, lambda: datetime(2026, 11, 25, 14, 2))  # noqa: DTZ001  local time
    window = stage(QPushButton("Before"), page, QPushButton("After"))
    progress, table = page.findChild(Progress), page.findChild(WhereYouStand)
    assert progress is not None
    assert table is not None

    def stands(width: int) -> tuple[bool, list[str]]:
        window.resize(width, 700)
        for _ in range(3):
            QApplication.processEvents()
        below = progress.mapTo(page, QPoint()).y() > table.mapTo(page, QPoint(0, table.height())).y()
        order = _order(page)
        return below, [order[0], order[-1]]

    pause, show = "Going away? Pause", "Print this month’s plan…"
    assert stands(1200)[0] is False
    assert stands(700) == (True, [show, pause])
    wide, order = stands(1200)
    assert (wide, order[0]) == (False, pause)
