"""In every palette all words reach 7:1, and every edge and every focus ring 3:1, measured from what is painted."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListWidget, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.buttons import Button, CheckBox, Disclosure, Kind, RadioButton
from presence_gui.ui.containers import Card
from presence_gui.ui.date_field import DateField
from presence_gui.ui.fields import Choice, NumberField, TextBox, TextField
from presence_gui.ui.focus_ring import FocusRings
from presence_gui.ui.gauges import Bar
from presence_gui.ui.labels import body, quiet
from presence_gui.ui.scroll_bar import ScrollBar
from presence_gui.ui.tabs import Tabs
from presence_gui.ui.theme import THEMES, AppLook, Colours
from presence_gui.ui.time_field import TimeField
from tests.ui.decisions import decisions
from tests.ui.everything import Everything
from tests.ui.light import Picture, contrast, contrast_of
from tests.ui.written import read

TODAY = date(2026, 11, 25)
Make = Callable[[AppLook], QWidget]


def _choice(look: AppLook) -> Choice:
    choice = Choice(look, "Choice")
    choice.addItems(["One", "Other"])
    return choice


def _tabs(look: AppLook) -> QWidget:
    tabs = Tabs(look)
    tabs.add(QWidget(), "One", "12%")
    tabs.add(QWidget(), "Other")
    return tabs


EDGED: dict[str, Make] = {
    "tick box": lambda look: CheckBox(look, "Tick me"),
    "bare tick box": lambda look: CheckBox(look, ""),
    "one of several": lambda look: RadioButton(look, "Choose me"),
    "button": lambda look: Button(look, "Press me"),
    "small button": lambda look: Button(look, "Press me", small=True),
    "main button": lambda look: Button(look, "Press me", Kind.PRIMARY),
    "line": lambda look: TextField(look, "Line", hint="Write here"),
    "lines": lambda look: TextBox(look, "Lines", hint="Write here"),
    "number": lambda look: NumberField(look, "Number", hint="of 9"),
    "choice": _choice,
    "day": lambda look: DateField(look, "Day", lambda: TODAY),
    "time": lambda look: TimeField(look, "Time"),
}
BARE: dict[str, Make] = {
    "link": lambda look: Button(look, "Follow me", Kind.LINK, small=True),
    "row": lambda look: Disclosure(look, "Row"),
    "tabs": _tabs,
}

every_palette = pytest.mark.parametrize("colours", list(THEMES), ids=[colours.value for colours in THEMES])


@pytest.fixture(scope="module")
def everything(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    everything = Everything(qapp, tmp_path_factory.mktemp("window"))
    yield everything
    everything.close()


@every_palette
def test_all_words_on_every_page(everything: Everything, colours: Colours) -> None:
    everything.show(1200, 832, 1.0, colours)
    theme = everything.look.theme
    found = [(*one, tab) for tab in everything.tabs() for one in read(everything.window, theme)]
    everything.ticks()
    found += [(*one, "what was printed") for one in read(everything.window, theme)]
    with everything.review() as page:
        found += [(*one, "review") for one in read(page, theme)]
    with everything.questions() as page:
        found += [(*one, "questions") for one in read(page, theme)]
    assert len(found) > 1_000
    assert [one for one in found if one[0] < 7] == []


@every_palette
def test_all_words_where_a_copy_is_chosen(qapp: QApplication, tmp_path: Path, colours: Colours) -> None:
    everything = Everything(qapp, tmp_path)
    everything.show(1000, 700, 1.0, colours)
    theme = everything.look.theme
    found = [(*one, about) for about, _page in decisions(everything) for one in read(everything.window, theme)]
    everything.close()
    assert len(found) > 100
    assert [one for one in found if one[0] < 7] == []


def test_words_too_pale_are_noticed(look: AppLook, qtbot: QtBot) -> None:
    page = Card(look)
    qtbot.addWidget(page)
    page.add(body(look, "These words can be read"))
    pale = quiet(look, "These words cannot")
    weak = look.theme.palette()
    weak.setColor(QPalette.ColorRole.PlaceholderText, QColor("#767676"))
    pale.setPalette(weak)
    page.add(pale)
    page.show()
    (strong, one), (faint, other) = read(page, look.theme)
    assert "can be read" in one
    assert "cannot" in other
    assert strong > 14
    assert faint == pytest.approx(contrast("#767676", look.theme.card), abs=0.2)


class Gallery:
    """One of each control on a ground, in an active window."""

    def __init__(self, look: AppLook, qtbot: QtBot, makes: dict[str, Make], ground: QWidget) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.elsewhere = QWidget()  # looks the same with the keyboard
        self.elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.controls = {name: make(look) for name, make in makes.items()}
        column = QVBoxLayout(self.page)
        column.addWidget(self.elsewhere)
        column.addWidget(ground)
        for control in self.controls.values():
            if isinstance(ground, Card):
                ground.add(control)
            else:
                column.addWidget(control)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def place(self, control: QWidget) -> QRect:
        return QRect(control.mapTo(self.page, QPoint()), control.size())


GROUNDS: dict[str, Callable[[AppLook], QWidget]] = {
    "card": Card,
    "tinted card": lambda look: Card(look, tinted=True),
    "window": lambda _look: QWidget(),
}


@every_palette
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_control_has_an_edge(look: AppLook, qtbot: QtBot, colours: Colours, ground: str) -> None:
    look.choose(colours)
    gallery = Gallery(look, qtbot, EDGED, GROUNDS[ground](look))
    gallery.elsewhere.setFocus()
    picture = Picture(gallery.page)
    found = {}
    for name, control in gallery.controls.items():
        place = gallery.place(control)
        if isinstance(control, CheckBox | RadioButton):
            place = QRect(place.left() + look.theme.px(CheckBox.PAD), place.top(), 22, place.height())
        found[name] = picture.edge(place, 3)
    assert {name: one for name, one in found.items() if one < 3} == {}


@every_palette
def test_every_control_has_a_focus_ring(look: AppLook, qtbot: QtBot, colours: Colours) -> None:
    look.choose(colours)
    gallery = Gallery(look, qtbot, EDGED | BARE, Card(look))
    controls = dict(gallery.controls)
    tabs, day = controls["tabs"], controls["day"]
    assert isinstance(tabs, Tabs)
    controls["tabs"] = tabs.bar
    controls["calendar"] = next(one for one in day.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    gallery.elsewhere.setFocus()
    found = {}
    for name, control in controls.items():
        before = Picture(gallery.page)
        control.setFocus()
        gallery.page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # the keyboard is in use
        thick, around = Picture(gallery.page).ring(before)
        found[name] = thick
        gallery.elsewhere.setFocus()
        assert gallery.place(control).intersects(around), name
    assert {name: thick for name, thick in found.items() if thick < 1.8} == {}


@every_palette
def test_what_qt_paints_itself_gets_the_same_ring(
    look: AppLook, qtbot: QtBot, qapp: QApplication, colours: Colours
) -> None:
    look.choose(colours)
    main, dialog, rows = QWidget(), QDialog(), QListWidget()
    rows.addItems(["One", "Other"])
    rings = FocusRings(qapp, look, main)
    elsewhere = QWidget()
    elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    stock = (elsewhere, QPushButton("Go back"), rows)
    column = QVBoxLayout(dialog)
    for widget in stock:
        column.addWidget(widget)
    for window in (main, dialog):
        qtbot.addWidget(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for widget in stock[1:]:
        elsewhere.setFocus()
        before = Picture(widget)
        widget.setFocus()
        thick, around = Picture(widget).ring(before)
        assert thick >= 1.8
        assert around.adjusted(-2, -2, 2, 2).contains(widget.rect())
    rings.deleteLater()


@every_palette
def test_gauges_and_scroll_bars_show_how_far(look: AppLook, qtbot: QtBot, colours: Colours) -> None:
    look.choose(colours)
    for activity in (False, True):
        bar = Bar(look, "Bar", 50, caption="Bar", activity=activity)
        qtbot.addWidget(bar)
        bar.resize(200, bar.sizeHint().height())
        picture = Picture(bar)
        row = picture.row(bar.height() - 5, 0, 200)
        assert contrast_of(row[50], row[150]) >= 3
    scroll = ScrollBar(look, Qt.Orientation.Vertical)
    qtbot.addWidget(scroll)
    scroll.setRange(0, 100)
    scroll.setPageStep(50)
    scroll.resize(scroll.sizeHint().width(), 300)
    assert Picture(scroll).words(QRect(0, 20, scroll.width(), 260)) >= 3


@every_palette
def test_a_menu_can_be_read(look: AppLook, qtbot: QtBot, colours: Colours) -> None:
    look.choose(colours)
    menu = QMenu()
    qtbot.addWidget(menu)
    first, second = menu.addAction("Light colours"), menu.addAction("Dark colours")
    second.setCheckable(True)
    second.setChecked(True)
    menu.setActiveAction(first)
    menu.popup(QPoint())
    picture = Picture(menu)
    assert min(picture.words(menu.actionGeometry(one).adjusted(30, 2, -4, -2)) for one in (first, second)) >= 7
    assert picture.words(menu.actionGeometry(second).adjusted(2, 2, 30 - menu.width(), -2)) >= 3


def test_an_edge_and_a_ring_that_cannot_be_seen_are_noticed(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    field = QLabel("", page)
    field.setAutoFillBackground(True)
    page.resize(200, 100)
    field.setGeometry(20, 20, 100, 40)
    page.setPalette(_ground("#ffffff"))
    field.setPalette(_ground("#e0e0e0"))
    page.show()
    before = Picture(page)
    assert before.edge(field.geometry(), 3) == pytest.approx(contrast("#ffffff", "#e0e0e0"))
    field.setPalette(_ground("#c0c0c0"))
    assert Picture(page).ring(before) == (0.0, QRect())


def _ground(colour: str) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette
