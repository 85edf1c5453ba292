"""Labels, cards, pages, tabs and gauges show words as they are, whole, and name themselves."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui import labels
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.labels import Paragraph, Pill
from presence_gui.ui.tabs import Tabs
from presence_gui.ui.theme import AppLook, Colours

Stage = Callable[..., QWidget]
_MARKUP = "<img src=x> <b>bold</b> & more"


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    "make", [labels.title, labels.heading, labels.body, labels.quiet, labels.small, Pill, Paragraph]
)
def test_text_is_never_read_as_markup(qtbot: QtBot, look: AppLook, make: Callable[[AppLook, str], QLabel]) -> None:
    label = make(look, _MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert _name(label) == _MARKUP


def test_a_hint_is_never_read_as_markup(qtbot: QtBot, look: AppLook) -> None:
    label = labels.body(look, "Words")
    qtbot.addWidget(label)
    labels.hint(label, "More")
    assert label.toolTip() == "More"
    labels.hint(label, _MARKUP)
    shown = QTextDocument()
    shown.setHtml(label.toolTip())
    assert "<img" not in label.toolTip()
    assert shown.toPlainText() == _MARKUP


def test_a_paragraph_opens_with_its_lead_and_wraps(qtbot: QtBot, look: AppLook) -> None:
    paragraph = Paragraph(look, "People look at the photo first, and only then at the name.", "Why.")
    qtbot.addWidget(paragraph)
    assert _name(paragraph).startswith("Why. People look")
    assert paragraph.heightForWidth(150) >= 3 * paragraph.heightForWidth(2000)


def test_a_card_names_its_group_and_shows_its_note(qtbot: QtBot, look: AppLook) -> None:
    card = Card(look, "Take part", "0 of 6 done")
    qtbot.addWidget(card)
    card.set_note("1 of 6 done")
    assert _name(card) == "Take part"
    assert QAccessible.queryAccessibleInterface(card).role() == QAccessible.Role.Grouping
    assert [label.text() for label in card.findChildren(QLabel)] == ["Take part", "1 of 6 done"]


class Resizes(QObject):
    """Counts how often something was given another size."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        self.count += event.type() == QEvent.Type.Resize
        return False


@pytest.mark.parametrize("kind", ["stack", "card"])
def test_one_more_row_in_a_stack_leaves_the_others_as_they_are(qtbot: QtBot, look: AppLook, kind: str) -> None:
    page, card = ScrollPage(look, "Page"), Card(look, "Take part")
    qtbot.addWidget(page)
    page.resize(400, 60)  # so low that it scrolls from the start
    page.column.addWidget(card)
    page.show()
    add = card.add_stack().add if kind == "stack" else card.add_row
    first = labels.body(look, "People look at the photo first, and only then at the name.")
    add(first)
    QTest.qWait(50)
    resizes, rows = Resizes(), [first]
    first.installEventFilter(resizes)
    for number in range(5):
        rows.append(labels.body(look, f"{number} more things that are too long for one line of so narrow a page"))
        add(rows[-1])
        QTest.qWait(20)
    assert (resizes.count == 0) == (kind == "stack")  # Qt's own layout squeezes them each time, and lets go again
    places = [row.mapTo(page, QPoint()).y() for row in rows]
    assert places == sorted(places)
    assert all(row.height() >= row.heightForWidth(row.width()) for row in rows)


def test_the_rows_of_a_stack_grow_with_the_text(qtbot: QtBot, look: AppLook) -> None:
    page, card = ScrollPage(look, "Page"), Card(look, "Take part")
    qtbot.addWidget(page)
    page.column.addWidget(card)
    page.show()
    stack = card.add_stack()
    assert (stack.heightForWidth(300), stack.sizeHint().height()) == (0, 0)
    for words in ("One", "People look at the photo first, and only then at the name."):
        stack.add(labels.body(look, words))
    QTest.qWait(20)
    before = stack.height()
    look.choose(Colours.LIGHT, 2.0)
    qtbot.waitUntil(lambda: stack.height() > 1.5 * before)
    qtbot.waitUntil(lambda: stack.height() == stack.heightForWidth(stack.width()))
    look.choose(Colours.LIGHT)


def test_the_rows_of_a_stack_find_their_room_when_the_page_becomes_narrow(qtbot: QtBot, look: AppLook) -> None:
    page, card = ScrollPage(look, "Page"), Card(look, "Take part")
    qtbot.addWidget(page)
    page.column.addWidget(card)
    page.column.addStretch(1)
    stack = card.add_stack()
    for _ in range(3):
        stack.add(labels.body(look, "People look at the photo first, and only then at the name."))
    for width in (1600, 260):
        page.resize(width, 500)
        page.show()
        QTest.qWait(20)
        assert stack.height() == stack.heightForWidth(stack.width())


def test_a_hidden_row_takes_no_room(qtbot: QtBot, look: AppLook) -> None:
    card = Card(look, "Take part")
    qtbot.addWidget(card)
    card.add_row(labels.body(look, "One"))
    before = card.sizeHint().height()
    row = card.add_row(labels.body(look, "Two"))
    assert card.sizeHint().height() > before
    row.hide()
    assert card.sizeHint().height() == before


def test_a_page_is_never_wider_than_it_can_be_read(qtbot: QtBot, look: AppLook) -> None:
    page = ScrollPage(look, "Overview", most=800)
    qtbot.addWidget(page)
    text = labels.body(look, "Words")
    page.column.addWidget(text)
    page.resize(1400, 400)
    page.show()
    assert _name(page) == "Overview"
    assert text.width() <= 800


def test_a_tab_is_spoken_with_its_chip(qtbot: QtBot, look: AppLook) -> None:
    tabs = Tabs(look)
    qtbot.addWidget(tabs)
    tabs.add(QWidget(), "Overview")
    network = tabs.add(QWidget(), "You & your network", "20%")
    bar = QAccessible.queryAccessibleInterface(tabs.bar)
    assert [bar.child(index).text(QAccessible.Text.Name) for index in (0, 1)] == ["Overview", "You & your network, 20%"]
    tabs.bar.set_chip(network, "off")
    assert bar.child(network).text(QAccessible.Text.Name) == "You & your network, off"
    assert tabs.bar.words(network) == "You & your network"


def test_a_tab_has_room_for_any_score_and_grows_with_its_first_chip_and_with_larger_text(
    qtbot: QtBot, look: AppLook
) -> None:
    tabs = Tabs(look)
    qtbot.addWidget(tabs)
    for words in ("Overview", "Blog"):
        tabs.add(QWidget(), words)
    tabs.show()
    widths = [tabs.bar.tabRect(1).width()]
    tabs.bar.set_chip(1, "9%")
    widths.append(tabs.bar.tabRect(1).width())
    tabs.bar.set_chip(1, "100%")
    assert tabs.bar.tabRect(1).width() == widths[1]
    look.choose(Colours.LIGHT, 2.0)
    widths.append(tabs.bar.tabRect(1).width())
    assert widths[0] < widths[1] < widths[2]


def test_tabs_that_are_a_little_too_wide_move_closer_together_before_they_scroll(qtbot: QtBot, look: AppLook) -> None:
    tabs = Tabs(look)
    qtbot.addWidget(tabs)
    for number in range(7):
        tabs.add(QWidget(), f"Platform {number}", "0%")
    tabs.resize(2000, 300)
    tabs.show()
    roomy = tabs.bar.tabRect(6).right()
    tabs.resize(roomy - 20, 300)
    qtbot.waitUntil(lambda: tabs.bar.tabRect(6).right() < tabs.width())
    assert tabs.bar.tabRect(0).left() == 0
    assert not any(button.isVisible() for button in tabs.bar.findChildren(QToolButton))
    tabs.resize(2000, 300)
    qtbot.waitUntil(lambda: tabs.bar.tabRect(6).right() == roomy)


def test_narrow_tabs_scroll_and_stay_whole(qtbot: QtBot, look: AppLook) -> None:
    tabs = Tabs(look)
    qtbot.addWidget(tabs)
    for number in range(7):
        tabs.add(QWidget(), f"Platform {number}", "0%")
    tabs.resize(400, 300)
    tabs.show()
    tabs.setCurrentIndex(6)
    last = tabs.bar.tabRect(6)
    assert last.width() == tabs.bar.tabSizeHint(6).width()
    assert 0 <= last.left() < last.right() < 400


def test_gauges_are_spoken_with_name_and_value(qtbot: QtBot, look: AppLook) -> None:
    for gauge in (Ring(look, "Score", 30.6), Ring(look, "Score", 30.6, small=True), Bar(look, "Score", 30.6)):
        qtbot.addWidget(gauge)
        spoken = QAccessible.queryAccessibleInterface(gauge)
        assert spoken.text(QAccessible.Text.Name) == "Score"
        assert spoken.valueInterface().currentValue() == 31


@pytest.mark.parametrize("text_size", [1.0, 1.5, 2.0])
def test_words_in_gauges_and_pills_have_room(look: AppLook, stage: Stage, text_size: float) -> None:
    look.choose(Colours.LIGHT, text_size)
    pill, bar = Pill(look, "from your data, 12 Nov"), Bar(look, "In use", 100, caption="In use")
    stage(pill, bar)
    assert pill.width() >= pill.fontMetrics().horizontalAdvance(pill.text()) + look.theme.px(16)
    assert pill.height() >= pill.fontMetrics().height()
    assert bar.width() >= bar.sizeHint().width()
