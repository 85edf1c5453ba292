"""The page on the screen: white whatever the theme, as wide as there is room, and readable aloud."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from presence_gui.plan import Plan
from presence_gui.sheet import Rhythm, Sentence, Sheet, TaskLine, WeekBlock
from presence_gui.ui.page import LaidOutPage, Paper, lay_out
from presence_gui.ui.page_text import PageFonts
from presence_gui.ui.page_view import WIDEST, PageView
from presence_gui.ui.theme import Look

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
WHITE = "#ffffff"


def page(title: str = "My action plan", paper: Paper = Paper.A4) -> LaidOutPage:
    sheet = Sheet(
        title=title,
        subtitle="four weeks from Mon 30 November 2026 · 30 minutes a week",
        score="31 → 47",
        score_note="today → page done",
        goal="",
        weeks=(WeekBlock("Week 1", "15 min", (TaskLine(1, "Add a photo", "By a window.", "15 min"),)),),
        waiting="",
        rhythm=Rhythm("Every week", "tick when done", ("30 Nov",), (("Answer everyone", 1),)),
        stick_heading="Make it stick",
        sentences=(Sentence(None, "When", "I sit down, I open this page."),),
        footer=("Made here.", "Mon 23 November 2026"),
        plan=Plan(date(2026, 11, 30), 30, weeks=(), habits=(), before=31, after=47, label="", later=()),
    )
    return lay_out([sheet], paper, PageFonts.load(FONTS))


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView(page())
    qtbot.addWidget(view)
    return view


def test_a_screen_reader_reads_the_whole_page(view: PageView) -> None:
    assert view.accessibleName() == "My action plan"
    assert view.accessibleDescription().splitlines()[:2] == ["My action plan", "31 → 47"]
    assert "When I sit down, I open this page." in view.accessibleDescription()


def test_another_page_takes_its_place(view: PageView) -> None:
    before = view.heightForWidth(600)
    view.set_page(page("Another plan", Paper.LETTER))
    assert view.accessibleName() == "Another plan"
    assert "Another plan" in view.accessibleDescription()
    assert view.heightForWidth(600) < before


def test_the_height_follows_the_width_up_to_a_point(view: PageView) -> None:
    assert view.hasHeightForWidth()
    assert view.heightForWidth(700) == pytest.approx(700 * 297 / 210, abs=3)
    assert view.heightForWidth(WIDEST + 500) == view.heightForWidth(WIDEST)
    assert view.sizeHint().height() == view.heightForWidth(view.sizeHint().width())
    assert view.minimumSizeHint().height() == view.heightForWidth(view.minimumSizeHint().width())


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_paper_is_white_in_every_theme(view: PageView, look: Look, scheme: Qt.ColorScheme) -> None:
    look.choose(scheme)
    view.resize(600, view.heightForWidth(600))
    image = view.grab().toImage()
    assert image.pixelColor(20, 20).name() == WHITE
    assert min(image.pixelColor(x, y).lightness() for x in range(40, 200) for y in range(40, 80)) < 100


def test_a_wide_window_has_the_page_in_its_middle(view: PageView, look: Look) -> None:
    look.choose(Qt.ColorScheme.Dark)
    view.resize(WIDEST + 300, view.heightForWidth(WIDEST))
    image = view.grab().toImage()
    left, right = (image.pixelColor(x, 30).name() for x in (100, WIDEST + 200))
    assert WHITE not in {left, right}
    assert image.pixelColor(160, 30).name() == image.pixelColor(WIDEST + 140, 30).name() == WHITE


def test_a_low_window_shows_the_whole_page(view: PageView, look: Look) -> None:
    look.choose(Qt.ColorScheme.Dark)
    view.resize(600, 300)
    image = view.grab().toImage()
    assert image.pixelColor(300, 290).name() == WHITE
    assert image.pixelColor(20, 150).name() != WHITE
