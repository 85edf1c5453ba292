"""The page on the screen: white whatever the theme, as wide as there is room, and readable aloud."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from presence_gui.profile import Profile
from presence_gui.sentences import Sentence
from presence_gui.sheet import Rhythm, Sheet, TaskLine, WeekBlock
from presence_gui.ui.document import Document
from presence_gui.ui.page import LaidOutPage, Paper, lay_out
from presence_gui.ui.page_text import PageFonts
from presence_gui.ui.page_view import WIDEST, PageView
from presence_gui.ui.plan_tab import PlanTab
from presence_gui.ui.theme import THEMES, AppLook, Colours
from tests.unit.builders import TODAY, planned, real_checklists, real_guidance

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
WHITE = "#ffffff"


def page(title: str = "My action plan", paper: Paper = Paper.A4) -> LaidOutPage:
    sheet = Sheet(
        title=title,
        subtitle="four weeks from Mon 30 November 2026 · 30 minutes a week",
        score="31 → 47",
        score_note="today → page done",
        opening=(),
        start=Sentence(None, "Start now:", "Sit down."),
        weeks=(WeekBlock("Week 1", "15 min", (TaskLine(1, "Add a photo", "By a window.", "15 min"),)),),
        waiting="",
        rhythm=Rhythm("Every week", "tick when done", ("30 Nov",), (("Answer everyone", 1),)),
        stick_heading="Make it stick",
        closing=(Sentence(None, "When", "I sit down, I open this page."),),
        footer=("Made here.", "Mon 23 November 2026"),
        plan=planned(),
    )
    return lay_out([sheet], paper, PageFonts.load(FONTS))


@pytest.fixture
def view(look: AppLook, qtbot: QtBot) -> PageView:
    view = PageView(look, page())
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


def test_on_a_wide_screen_the_page_grows_with_the_text(view: PageView, look: AppLook) -> None:
    usual = view.heightForWidth(3 * WIDEST)
    look.choose(Colours.LIGHT, 2.0)
    assert view.heightForWidth(3 * WIDEST) == pytest.approx(2 * usual, abs=3)
    assert view.heightForWidth(WIDEST) == usual
    view.resize(3 * WIDEST, view.heightForWidth(3 * WIDEST))
    image = view.grab().toImage()
    assert [image.pixelColor(x, 30).name() == WHITE for x in (WIDEST // 2 - 20, WIDEST // 2 + 20)] == [False, True]


@pytest.mark.parametrize("colours", list(THEMES))
def test_the_paper_is_white_in_every_theme(view: PageView, look: AppLook, colours: Colours) -> None:
    look.choose(colours)
    view.resize(600, view.heightForWidth(600))
    image = view.grab().toImage()
    assert image.pixelColor(20, 20).name() == WHITE
    assert min(image.pixelColor(x, y).lightness() for x in range(40, 200) for y in range(40, 80)) < 100


def test_a_wide_window_has_the_page_in_its_middle(view: PageView, look: AppLook) -> None:
    look.choose(Colours.DARK)
    view.resize(WIDEST + 300, view.heightForWidth(WIDEST))
    image = view.grab().toImage()
    left, right = (image.pixelColor(x, 30).name() for x in (100, WIDEST + 200))
    assert WHITE not in {left, right}
    assert image.pixelColor(160, 30).name() == image.pixelColor(WIDEST + 140, 30).name() == WHITE


def test_a_low_window_shows_the_whole_page(view: PageView, look: AppLook) -> None:
    look.choose(Colours.DARK)
    view.resize(600, 300)
    image = view.grab().toImage()
    assert image.pixelColor(300, 290).name() == WHITE
    assert image.pixelColor(20, 150).name() != WHITE


def test_the_plan_says_what_cannot_be_printed_as_long_as_it_is_so(look: AppLook, qtbot: QtBot) -> None:
    document = Document(Profile(goal="be found \u0378"))
    tab = PlanTab(
        look, real_checklists(), document, lambda: TODAY, real_guidance, RESOURCES / "fonts", large_print=False
    )
    qtbot.addWidget(tab)
    tab.show()
    tab.finish()
    remark = "1 character of your goal cannot be printed here and appears as a box."
    said = next(label for label in tab.findChildren(QLabel) if label.text() == remark)
    assert said.isVisible()
    document.edit("your goal", Profile(goal="be found"))
    qtbot.waitUntil(lambda: not said.isVisible())
    assert not said.text()
