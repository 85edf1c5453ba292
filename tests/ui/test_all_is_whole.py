"""At every text size and in every window, all words have their room, and nothing covers or leaves anything."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QPushButton, QWidget

from presence_gui import paths
from presence_gui.guidance import load_guidance
from presence_gui.ui.buttons import Button, CheckBox, RadioButton
from presence_gui.ui.commands import Commands
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.date_field import DateField
from presence_gui.ui.fields import Choice, NumberField, TextBox, TextField
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.guide_window import GuideWindow
from presence_gui.ui.labels import Label, Paragraph, Pill
from presence_gui.ui.platform_tab import PlatformTab
from presence_gui.ui.tabs import TabBar
from presence_gui.ui.theme import THEMES, AppLook, Colours
from presence_gui.ui.unforeseen import Calm
from tests.ui.decisions import LEAST, decisions
from tests.ui.everything import NOW, Everything
from tests.ui.whole import called, complaints, shown

SIZES = (  # a small laptop at every text size, where two columns become one, and a large screen
    *((1000, 700, text) for text in (1.0, 1.5, 2.0)),
    (1200, 832, 1.5),
    (2560, 1440, 1.0),
    (3840, 2160, 2.0),
)
every_size = pytest.mark.parametrize(
    ("width", "height", "text_size"), SIZES, ids=[f"{width}x{height}-{text:.0%}" for width, height, text in SIZES]
)

every_text_size = pytest.mark.parametrize("text_size", [1.0, 1.5, 2.0])  # on pages that are no wider on a large screen


@pytest.fixture(scope="module")
def everything(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    everything = Everything(qapp, tmp_path_factory.mktemp("window"))
    everything.window.setUpdatesEnabled(False)  # where things stand is looked at, not how they are painted
    yield everything
    everything.close()


def wrong_with(everything: Everything, page: QWidget) -> list[str]:
    return complaints(page, everything.look.theme)


@every_size
def test_every_tab_and_what_was_printed(everything: Everything, width: int, height: int, text_size: float) -> None:
    everything.show(width, height, text_size)
    found = {tab: wrong_with(everything, everything.window) for tab in everything.tabs()}
    everything.ticks()
    found["what was printed"] = wrong_with(everything, everything.window)
    assert {tab: said for tab, said in found.items() if said} == {}


def stands(everything: Everything) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield where everything is on every tab: on the one in sight as it is, and then on the others."""
    window = everything.window
    here = window.tabs.currentIndex()
    for place in sorted(range(window.tabs.count()), key=lambda place: place != here):
        window.tabs.setCurrentIndex(place)
        window.page(place).finish()
        everything.settle()
        for one in shown(window):
            yield called(one), one.x(), one.y(), one.width(), one.height()


@pytest.mark.parametrize("sizes", [(1.0, 2.0), (2.0, 1.0)], ids=["larger", "smaller"])
def test_text_of_another_size_leaves_everything_where_it_would_be_had_it_always_been_so(
    qapp: QApplication, tmp_path: Path, sizes: tuple[float, float]
) -> None:
    found = []
    for name, begun in zip(("live", "new"), sizes, strict=True):
        window = Everything(qapp, tmp_path / name, begun)
        window.show(1000, 700, begun)
        found.append(sorted(stands(window)))
        if begun != sizes[1]:
            window.window.tabs.setCurrentIndex(1)  # the page in sight takes it in turns, and this one has most rows
            window.settle()
            window.look.choose(Colours.LIGHT, sizes[1])
            window.settle()
            found.append(sorted(stands(window)))
        window.close()
    before, live, new = found
    assert live == new != before


def test_the_name_of_a_site_stands_above_the_left_edge_of_its_cards(everything: Everything) -> None:
    everything.show(1200, 832, 1.0)
    for name in everything.tabs():
        page = everything.window.page(everything.window.tabs.currentIndex())
        if isinstance(page, PlatformTab):
            title = next(one for one in page.findChildren(Label) if one.text() == name)
            card = next(one for one in page.findChildren(Card) if one.isVisible())
            assert title.mapTo(page, QPoint()).x() == card.mapTo(page, QPoint()).x()


@every_text_size
def test_the_first_questions(everything: Everything, text_size: float) -> None:
    everything.show(1000, 700, text_size)
    with everything.questions() as page:
        for question in range(3):
            assert (question, wrong_with(everything, page)) == (question, [])
            if question < 2:
                next(one for one in page.findChildren(Button) if one.text() == "Continue").click()
            everything.settle()


@every_text_size
def test_every_page_on_which_a_copy_is_chosen(qapp: QApplication, tmp_path: Path, text_size: float) -> None:
    everything = Everything(qapp, tmp_path)
    everything.window.setUpdatesEnabled(False)
    everything.show(760, 480, text_size)  # as small as the window goes, for what happens at a bad moment
    found = {}
    for about, page in decisions(everything):
        for colours in THEMES:
            everything.look.choose(colours, text_size)
            everything.settle()
            found[about, colours] = wrong_with(everything, everything.window)
        assert page.isVisible()
    everything.close()
    assert len(found) >= LEAST * len(THEMES)
    assert {where: said for where, said in found.items() if said} == {}


@every_text_size
def test_the_review_of_an_export(everything: Everything, text_size: float) -> None:
    everything.show(1000, 700, text_size)
    with everything.review() as page:
        assert wrong_with(everything, page) == []


@every_text_size
def test_the_guide(everything: Everything, text_size: float) -> None:
    everything.show(1000, 700, text_size)
    guide = GuideWindow(everything.window, everything.look, load_guidance(paths.RESOURCES))
    guide.begin()
    everything.settle()
    assert wrong_with(everything, guide) == []
    guide.close()
    guide.deleteLater()


def test_no_palette_takes_more_room_than_another(everything: Everything) -> None:
    everything.show(1000, 700, 2.0)
    list(everything.tabs())
    everything.window.tabs.setCurrentIndex(1)
    places = []
    for colours in THEMES:
        everything.show(1000, 700, 1.5, colours)
        places.append([(type(one).__name__, one.geometry(), one.font().toString()) for one in shown(everything.window)])
    light, *others = places
    assert len(light) > 200
    for other in others:
        assert [pair for pair in zip(light, other, strict=True) if pair[0] != pair[1]] == []


@every_text_size
def test_every_dialog(everything: Everything, monkeypatch: pytest.MonkeyPatch, text_size: float) -> None:
    everything.show(1000, 700, text_size)
    found: list[str] = []
    asked: list[str] = []

    def look_at(dialog: QDialog) -> int:
        dialog.show()
        everything.settle()
        asked.append(dialog.windowTitle())
        found.extend(wrong_with(everything, dialog))
        screen = dialog.screen().availableSize()  # 800 × 800 pixels, as this one has no monitor
        found.extend([f"{asked[-1]} is {dialog.size()}"] * (dialog.size().boundedTo(screen) != dialog.size()))
        dialog.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look_at)
    commands = everything.window.findChild(Commands)
    assert commands is not None
    about = partial(commands.about, lambda: "1.0", paths.LICENCES)
    taken = everything.folder / f"{'My presence on a stick, ' * 5}.presence"
    taken.touch()
    chosen = iter((str(taken), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_how: (next(chosen), ""))
    for ask in (commands.about_data, commands.delete_everything, about, commands.may_lose_changes, commands.save_copy):
        ask()
    unforeseen = Calm(everything.look, "Something did not work as it should", ("Long sentences. " * 8,) * 2, "")
    look_at(unforeseen)
    field = DateField(everything.look, "Day", NOW.date)
    field.open_calendar()
    look_at(next(one for one in field.findChildren(QDialog)))
    assert len(asked) == 7
    assert found == []


@every_text_size
def test_every_menu_has_room_for_its_words_its_keys_and_its_marks(everything: Everything, text_size: float) -> None:
    everything.show(1000, 700, text_size)
    menus = [action.menu() for action in everything.window.menuBar().actions()]
    assert len(menus) == 5
    for menu in menus:
        assert isinstance(menu, QMenu)
        menu.popup(QPoint())
        lines = [action for action in menu.actions() if not action.isSeparator()]
        words, keys = (
            max(menu.fontMetrics().horizontalAdvance(text) for text in texts)
            for texts in (
                [line.text().replace("&", "") for line in lines],
                [line.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for line in lines],
            )
        )
        row = menu.actionGeometry(lines[0])
        marks = 0.79 * row.height()  # what Qt's style takes for them
        menu.hide()
        assert menu.isEmpty() or marks + words + keys <= row.width(), menu.title()


# --- what is wrong is noticed

LONG: Final = "Words that need rather more room than they have here"


def _choice(look: AppLook) -> Choice:
    choice = Choice(look, "Choice")
    choice.addItems([LONG, "Short"])
    return choice


SQUEEZED: dict[
    str, tuple[Callable[[AppLook], QWidget], int, int]
] = {  # by kind: width and height it is given, 0 for any
    "Label": (lambda look: Label(look, LONG, wrap=False), 100, 0),
    "wrapped Label": (lambda look: Label(look, LONG), 120, 20),
    "Paragraph": (lambda look: Paragraph(look, LONG, "Why."), 120, 50),
    "Pill": (lambda look: Pill(look, LONG), 100, 0),
    "Button": (lambda look: Button(look, LONG), 100, 0),
    "QPushButton": (lambda _look: QPushButton(LONG), 100, 0),
    "CheckBox": (lambda look: CheckBox(look, LONG, "Detail"), 160, 60),
    "ring of a CheckBox": (lambda look: CheckBox(look, ""), 24, 24),
    "RadioButton": (lambda look: RadioButton(look, LONG), 160, 40),
    "TextField": (lambda look: TextField(look, "Line", hint=LONG), 100, 0),
    "TextBox": (lambda look: TextBox(look, "Lines", hint=LONG), 100, 40),
    "NumberField": (lambda look: NumberField(look, "Number"), 60, 0),
    "Choice": (_choice, 120, 41),
    "Bar": (lambda look: Bar(look, "Bar", caption=LONG), 100, 0),
    "bare Bar": (lambda look: Bar(look, "Bar"), 50, 0),
    "Ring": (lambda look: Ring(look, "Ring"), 40, 40),
}


@pytest.mark.parametrize("kind", SQUEEZED)
def test_words_without_room_are_noticed(look: AppLook, stage: Callable[..., QWidget], kind: str) -> None:
    make, width, height = SQUEEZED[kind]
    page = stage(roomy := make(look), tight := make(look))
    page.resize(1000, 400)
    tight.setFixedWidth(width)
    if height:
        tight.setFixedHeight(height)
    QApplication.processEvents()
    assert complaints(roomy, look.theme) == []
    assert complaints(tight, look.theme)[0].startswith(kind.rsplit(maxsplit=1)[-1])


def test_a_box_that_shows_too_few_of_its_lines_is_noticed(look: AppLook, stage: Callable[..., QWidget]) -> None:
    class Low(TextBox):
        def _fit(self) -> None:
            self.setFixedHeight(60)

    page = stage(roomy := TextBox(look, "Lines", LONG * 8), low := Low(look, "Lines", LONG * 8))
    page.resize(300, 600)
    QApplication.processEvents()
    assert complaints(roomy, look.theme) == []
    (complaint,) = complaints(low, look.theme)
    assert complaint.endswith(" lines of 8")


def test_things_on_top_of_each_other_are_noticed(look: AppLook, stage: Callable[..., QWidget]) -> None:
    one, other = Label(look, "One"), Label(look, "Other")
    page = stage(one, other)
    assert complaints(page, look.theme) == []
    other.move(other.x(), one.y() + 3)
    assert complaints(page, look.theme) == ["Label 'One' and Label 'Other' overlap"]


def test_what_sticks_out_is_noticed(look: AppLook, stage: Callable[..., QWidget]) -> None:
    holder = QWidget()
    holder.setFixedSize(200, 60)
    inside = Label(look, "One", wrap=False)
    inside.setParent(holder)
    inside.resize(60, 40)
    page = stage(holder)
    assert complaints(page, look.theme) == []
    inside.move(holder.width() - 5, 0)
    assert complaints(page, look.theme) == ["Label 'One': sticks out of QWidget"]


def test_a_page_that_scrolls_sideways_is_noticed(look: AppLook, stage: Callable[..., QWidget]) -> None:
    page = ScrollPage(look, "Page")
    page.column.addWidget(Label(look, LONG, wrap=False))
    window = stage(page)
    window.resize(900, 300)
    QApplication.processEvents()
    assert complaints(window, look.theme) == []
    window.resize(200, 300)
    QApplication.processEvents()
    (complaint,) = complaints(window, look.theme)
    assert complaint.startswith("ScrollPage 'Page': scrolls sideways")


def test_a_tab_that_is_cut_is_noticed(look: AppLook, stage: Callable[..., QWidget]) -> None:
    class Tight(TabBar):
        def tabSizeHint(self, index: int) -> QSize:  # noqa: N802  Qt's own
            return super().tabSizeHint(index) - QSize(60, 0)

    roomy, tight = TabBar(look), Tight(look)
    for bar in (roomy, tight):
        bar.addTab("One")
    stage(roomy, tight)
    assert complaints(roomy, look.theme) == []
    assert complaints(tight, look.theme) == ["Tight 'Pages': tab 'One' is cut"]
