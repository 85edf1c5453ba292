"""Where on a page there are words, kind by kind, so that each can be held against its own ground."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QLineEdit, QMenuBar, QPlainTextEdit, QScrollArea, QWidget

from presence_gui.ui.buttons import Button, CheckBox, Disclosure, RadioButton
from presence_gui.ui.chart import Chart
from presence_gui.ui.fields import Choice
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.labels import Pill
from presence_gui.ui.tabs import TabBar
from presence_gui.ui.theme import Theme, Type
from tests.ui.light import Picture
from tests.ui.whole import called, shown, wrapped

_ENDLESS = 1e6


def read(page: QWidget, theme: Theme) -> Iterator[tuple[float, str]]:
    """Yield the contrast of everything written on a page that can be used, scrolled into view or not."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisibleTo(page)]
    sheets = [sheet for area in areas if (sheet := area.widget())]
    for sheet in (page, *sheets):
        picture = Picture(sheet)
        for widget in shown(sheet):
            if widget.isEnabled() and (sheet is not page or not any(one.isAncestorOf(widget) for one in sheets)):
                for rect in words_of(widget, theme):
                    yield picture.words(rect.translated(widget.mapTo(sheet, QPoint()))), called(widget)


def words_of(widget: QWidget, theme: Theme) -> Iterator[QRect]:
    """Yield each part of a widget in which words of one colour stand on one ground."""
    for kind, where in _KINDS:
        if isinstance(widget, kind):
            yield from where(widget, theme)
            return


def _pill(pill: Pill, theme: Theme) -> Iterator[QRect]:
    yield pill.rect().adjusted(theme.px(8), theme.px(3), -theme.px(8), -theme.px(3))


def _label(label: QLabel, _theme: Theme) -> Iterator[QRect]:
    if label.text().strip():
        yield label.contentsRect()


def _button(button: QWidget, _theme: Theme) -> Iterator[QRect]:
    yield button.rect().adjusted(6, 6, -6, -6)


def _ticked(box: CheckBox | RadioButton, theme: Theme) -> Iterator[QRect]:
    if box.text():
        left, pad = CheckBox.indent(theme), theme.px(CheckBox.PAD)
        height = round(wrapped(box.font(), box.text(), box.width() - left).height())
        yield QRect(left, pad, box.width() - left, height)
        if box.detail:
            yield box.rect().adjusted(left, pad + height, 0, -pad)


def _field(field: QWidget, theme: Theme) -> Iterator[QRect]:
    written = field.text() or field.placeholderText() if isinstance(field, QLineEdit) else True
    if written:
        yield field.rect().adjusted(theme.px(11), 6, -theme.px(48), -6)


def _box(box: QPlainTextEdit, theme: Theme) -> Iterator[QRect]:
    if box.toPlainText() or box.placeholderText():
        yield box.rect().adjusted(theme.px(11), 6, -theme.px(20), -6)


def _bar(bar: Bar, theme: Theme) -> Iterator[QRect]:
    if bar.caption:
        yield bar.rect().adjusted(0, 0, 0, -theme.px(12))
    else:
        percent = round(wrapped(theme.font(Type.BODY), "100%", _ENDLESS).width())
        yield bar.rect().adjusted(bar.width() - percent, 0, 0, 0)


def _ring(ring: Ring, theme: Theme) -> Iterator[QRect]:
    half, middle = round(ring.width() * 0.25), ring.rect().center()
    inner = QRect(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    yield inner
    if not ring.small:
        yield inner.adjusted(0, half + theme.px(20), 0, 0)


def _chart(chart: Chart, theme: Theme) -> Iterator[QRect]:
    yield QRect(theme.px(34), 0, theme.px(50), theme.px(16))  # "Profile", beside its line
    yield chart.rect().adjusted(0, chart.height() - theme.px(12), 0, 0)  # what happened when


def _tabs(bar: TabBar, theme: Theme) -> Iterator[QRect]:
    for place in filter(bar.in_sight, range(bar.count())):
        font = theme.font(Type.STRONG if place == bar.currentIndex() else Type.BODY)
        words = round(wrapped(font, bar.words(place), _ENDLESS).width())
        chip = round(wrapped(theme.font(Type.CHIP), bar.chip(place), _ENDLESS).width()) if bar.chip(place) else 0
        with_chip = chip + theme.px(16) + theme.gap(10) if chip else 0
        rect = bar.tabRect(place).adjusted(0, theme.gap(13) + theme.px(12), 0, -theme.px(12))
        first = theme.gap(20) if place == 0 else 0
        left = rect.left() + first + (rect.width() - first - words - with_chip) // 2
        yield QRect(left, rect.top(), words, rect.height())
        if chip:
            yield QRect(left + words + theme.gap(10) + theme.px(8), rect.center().y() - 4, chip, 9)


def _menus(bar: QMenuBar, _theme: Theme) -> Iterator[QRect]:
    yield from (bar.actionGeometry(action).adjusted(2, 2, -2, -4) for action in bar.actions())


_KINDS: tuple[tuple[type[QWidget], Callable[..., Iterator[QRect]]], ...] = (
    (Pill, _pill),
    (QLabel, _label),
    (Button, _button),
    (Disclosure, _button),
    (CheckBox, _ticked),
    (RadioButton, _ticked),
    (QLineEdit, _field),
    (Choice, _field),
    (QPlainTextEdit, _box),
    (Bar, _bar),
    (Ring, _ring),
    (Chart, _chart),
    (TabBar, _tabs),
    (QMenuBar, _menus),
)
