"""Journeys in large text and dark colours, on a wide and a narrow window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.ui.buttons import Disclosure
from presence_gui.ui.guide_window import GuideWindow
from presence_gui.ui.licences import Licences
from presence_gui.ui.main_window import MainWindow
from tests.journeys.conftest import Computer
from tests.journeys.person import name_of
from tests.journeys.places import PHOTO, TABS, with_an_example
from tests.journeys.test_own_checklist import MASTODON


def test_what_the_keyboard_reaches_is_scrolled_into_view(computer: Computer) -> None:
    ada = computer.start()
    ada.go_to("LinkedIn")
    last = list(ada.all_of(QCheckBox))[-1]
    assert last.visibleRegion().isEmpty()
    next(ada.all_of(QCheckBox)).setFocus()
    for _ in range(300):
        if QApplication.focusWidget() is last:
            break
        ada.press("Tab")
    assert not last.visibleRegion().isEmpty()


def test_about_presence_leads_to_the_licences(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Licences] = []
    monkeypatch.setattr(Licences, "exec", lambda licences: shown.append(licences))  # noqa: PLW0108  a method
    ada = computer.start()
    ada.will_answer("Close")
    ada.menu("Help", "About Presence")
    assert shown == []
    ada.will_answer("Read the licences")
    ada.menu("Help", "About Presence")
    (licences,) = shown
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences.text.toPlainText()


def test_the_keyboard_passes_over_no_row_that_is_still_to_come(computer: Computer) -> None:
    ada = computer.start()
    page = ada.window.page(1)
    ada.window.tabs.setCurrentIndex(1)
    at_once = len(page.findChildren(QToolButton))
    ada.press("Tab")
    whole = len(page.findChildren(QToolButton))
    ada.wait_until_all_is_there()
    assert at_once < whole == len(page.findChildren(QToolButton))


class _Shown(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.add(type(watched).__name__)
        return False


def test_nothing_but_the_one_window_flashes_up(computer: Computer, qapp: QApplication) -> None:
    shown = _Shown()
    qapp.installEventFilter(shown)
    ada = with_an_example(computer)
    for tab in TABS:
        ada.go_to(tab)
    ada.go_to("LinkedIn")
    ada.unfold(PHOTO)
    ada.click("Add a note")
    ada.menu("View", "Larger text")
    qapp.removeEventFilter(shown)
    assert shown.windows == {MainWindow.__name__}


@pytest.mark.parametrize(("clicks", "most"), [(0, 1.0), (1, 1.25), (2, 1.5)])
def test_nothing_scrolls_sideways_in_a_window_of_1200_pixels(computer: Computer, clicks: int, most: float) -> None:
    ada = with_an_example(computer)
    ada.window.resize(1200, 832)
    for _ in range(clicks):
        ada.press(QKeySequence.StandardKey.ZoomIn)
    for place, tab in enumerate(TABS):
        ada.go_to(tab)
        page = ada.window.page(place)
        assert isinstance(page, QScrollArea)
        assert page.horizontalScrollBar().maximum() == 0, tab
    assert most == ada.window.tabs.font().pixelSize() / 16


@pytest.mark.parametrize("colours", ["Light colours", "Dark colours"])
def test_at_twice_the_size_every_word_beside_a_tick_box_is_whole(computer: Computer, colours: str) -> None:
    ada = with_an_example(computer)
    ada.menu("View", colours)
    for _ in range(4):
        ada.menu("View", "Larger text")
    for tab in TABS:
        ada.go_to(tab)
        for box in ada.all_of(QCheckBox):
            assert box.height() >= box.heightForWidth(box.width()), (tab, box.text())
            assert box.visibleRegion().isEmpty() or box.width() >= box.minimumSizeHint().width(), (tab, box.text())
        for label in ada.all_of(QLabel):
            if label.hasHeightForWidth() and label.text():
                assert label.height() >= label.heightForWidth(label.width()), (tab, label.text())


def test_the_window_its_text_size_and_its_colours_are_remembered(computer: Computer) -> None:
    ada = computer.start()
    ada.window.resize(790, 702)
    ada.menu("View", "Dark colours")
    ada.press(QKeySequence.StandardKey.ZoomIn)
    ada.press("Ctrl+=")  # the same key without Shift
    ada.menu("View", "Larger text")
    ada.menu("View", "Smaller text")
    ada.press(QKeySequence.StandardKey.ZoomOut)
    dark = ada.window.palette().window().color().name()
    ada.window.close()
    again = computer.start()
    assert (again.window.width(), again.window.height()) == (790, 702)
    assert again.window.palette().window().color().name() == dark
    assert again.window.tabs.font().pixelSize() == 20
    again.menu("View", "Usual text size")
    again.menu("View", "Light colours")
    assert again.window.tabs.font().pixelSize() == 16
    assert again.window.palette().window().color().name() != dark
    for _ in range(9):
        again.menu("View", "Larger text")
    assert again.window.tabs.font().pixelSize() == 32


@pytest.mark.parametrize("colours", ["High contrast, black on white", "High contrast, white on black"])
def test_high_contrast_is_chosen_in_the_view_menu_marked_there_and_remembered(computer: Computer, colours: str) -> None:
    ada = computer.start()
    assert ada.action("View", "Colours as the system has them").isChecked()
    ada.menu("View", colours)
    assert ada.action("View", colours).isChecked()
    assert not ada.action("View", "Colours as the system has them").isChecked()
    worn = {ada.window.palette().window().color().name(), ada.window.palette().windowText().color().name()}
    ada.menu("View", "Larger text")
    ada.window.close()
    again = computer.start()
    assert again.action("View", colours).isChecked()
    assert worn == {"#000000", "#ffffff"}
    assert again.window.palette().window().color().name() == ("#ffffff" if "on white" in colours else "#000000")


def test_every_mark_that_can_be_pressed_has_words(computer: Computer) -> None:
    ada = with_an_example(computer)
    ada.window.resize(760, 600)
    for tab in TABS:
        ada.window.tabs.setCurrentIndex(TABS.index(tab))
        QApplication.processEvents()
        marks = [one for one in ada.all_of(QToolButton) if not isinstance(one, Disclosure)]
        assert [name_of(one) for one in marks if not one.toolTip()] == []


def test_settings_that_make_no_sense_are_passed_over(computer: Computer) -> None:
    computer.settings.parent.mkdir(parents=True)
    computer.settings.write_text("[General]\ngeometry=nonsense\ntext_size=huge\ncolours=7\nrecent=@Invalid()\n")
    ada = computer.start()
    assert (ada.message, ada.here) == ("", "Overview")
    assert ada.window.tabs.font().pixelSize() == 16


def test_every_menu_has_its_letter(computer: Computer) -> None:
    bar = computer.start().window.findChild(QMenuBar)
    assert bar is not None
    menus = [action.menu() for action in bar.actions()]
    assert len(menus) == 5
    for menu in menus:
        assert isinstance(menu, QMenu)
        letters = [_letter(action.text()) for action in menu.actions() if not action.isSeparator()]
        assert len(letters) == len(set(letters)), menu.title()


def _letter(words: str) -> str:
    mark = words.replace("&&", "  ").find("&")
    assert mark >= 0, words
    return words[mark + 1].lower()


@pytest.fixture
def with_mastodon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checklists this program comes with, and one it has never seen."""
    folder = tmp_path / "platforms"
    shutil.copytree(paths.PLATFORMS, folder)
    (folder / "mastodon.toml").write_text(MASTODON, encoding="utf-8")
    monkeypatch.setattr(paths, "PLATFORMS", folder)


@pytest.mark.usefixtures("with_mastodon")
def test_a_new_checklist_is_a_tab_with_a_score_rows_and_a_place_in_the_plan(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("Mastodon")
    assert anna.sees("A network of many small servers.")
    assert anna.value("Mastodon score") == 0
    anna.click("Join a server of your trade")
    assert anna.value("Mastodon score") > 0
    anna.go_to("Overview")
    assert anna.value("Mastodon: profile complete") > 0
    computer.let_it_save()
    assert computer.kept("My presence.presence").answers.keys() == {"ma-account"}


@pytest.mark.usefixtures("with_mastodon")
def test_a_new_checklist_is_planned_for(computer: Computer, qtbot: QtBot) -> None:
    anna = computer.start()
    anna.go_to("Action plan")
    anna.pick("Minutes a week", "180 minutes")
    qtbot.waitUntil(lambda: "Join a server of your trade" in anna.page)


def test_a_short_guide_stays_beside_the_window_and_says_what_the_words_mean(computer: Computer) -> None:
    anna = computer.start()
    anna.menu("Help", "A short guide")
    (guide,) = anna.all_of(GuideWindow)
    assert guide.isWindow()
    assert anna.sees("The first ten minutes")
    assert anna.sees("Handle. Your short name on X")
    guide.close()
    anna.menu("Help", "A short guide")
    assert [*anna.all_of(GuideWindow)] == [guide], "the same one comes back"


def test_a_word_of_the_site_is_explained_where_it_is_used(computer: Computer) -> None:
    anna = computer.start()
    anna.go_to("LinkedIn")
    anna.unfold("Write a headline that says what you do for whom")
    assert anna.sees("The line under your name") is False
    anna.click("Show: what “headline” means")
    assert anna.sees("Headline: The line under your name on LinkedIn.")
