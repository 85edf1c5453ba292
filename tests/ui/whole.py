"""Find what cannot be seen whole: words without room, things on top of each other, things that stick out."""

from collections.abc import Callable, Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from presence_gui.ui.buttons import Button, CheckBox, RadioButton
from presence_gui.ui.fields import Choice, NumberField
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.labels import Paragraph, Pill
from presence_gui.ui.tabs import TabBar
from presence_gui.ui.theme import Theme, Type

HAIR = 1.0  # pixels: widths are rounded to whole ones
MAY_BREAK = "\u200b"
_WRAP = Qt.TextFlag.TextWordWrap.value
_ENDLESS = 1e6


def complaints(page: QWidget, theme: Theme) -> list[str]:
    """Return a sentence for each thing on a page that is shown and cannot be seen whole."""
    found = []
    for widget in shown(page):
        found += [f"{called(widget)}: {why}" for why in _without_room(widget, theme)]
        found += _on_top_of_each_other(widget)
        if _sticks_out(widget):
            found.append(f"{called(widget)}: sticks out of {type(widget.parentWidget()).__name__}")
        if isinstance(widget, QScrollArea) and (aside := widget.horizontalScrollBar().maximum()):
            found.append(f"{called(widget)}: scrolls sideways by {aside}")
    return found


def shown(page: QWidget) -> Iterator[QWidget]:
    """Yield a widget and everything in it that is not hidden, whether it is scrolled into view or not."""
    yield page
    for child in page.children():
        if isinstance(child, QWidget) and child.isVisibleTo(page) and not child.isWindow():
            yield from shown(child)


def called(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton) else ""
    return f"{type(widget).__name__} {(words or widget.accessibleName())[:60]!r}"


def wrapped(font: QFont, text: str, width: float) -> QRectF:
    """Return the room that plain text takes, as Qt breaks it at a width."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, max(width, 1), _ENDLESS), _WRAP, text)


def _lacks(font: QFont, text: str, room: QRectF | QRect, *, wraps: bool = False) -> Iterator[str]:
    needed = wrapped(font, text, room.width() if wraps else _ENDLESS)
    for way, needs, has in (("wide", needed.width(), room.width()), ("high", needed.height(), room.height())):
        if needs > has + HAIR:
            yield f"{text[:40]!r} is {needs:.0f} pixels {way}, with room for {has:.0f}"


def _label(label: QLabel, _theme: Theme) -> Iterator[str]:
    yield from _lacks(label.font(), label.text(), label.contentsRect(), wraps=label.wordWrap())


def _paragraph(paragraph: Paragraph, _theme: Theme) -> Iterator[str]:
    bold = QFont(paragraph.font())
    bold.setWeight(QFont.Weight.DemiBold)
    longest = max(paragraph.text().replace(MAY_BREAK, " ").split(), key=len, default="")
    yield from _lacks(bold, longest, paragraph.rect())
    lines = wrapped(paragraph.font(), paragraph.text(), paragraph.width()).height()
    if lines > paragraph.height() + HAIR:
        yield f"is {lines:.0f} pixels high, with room for {paragraph.height()}"


def _pill(pill: Pill, theme: Theme) -> Iterator[str]:
    round_ends = theme.px(6)
    yield from _lacks(pill.font(), pill.text(), pill.rect().adjusted(round_ends, 0, -round_ends, 0))


def _button(button: Button, theme: Theme) -> Iterator[str]:
    edge = theme.ring + 2
    yield from _lacks(button.font(), button.text().replace("&&", "&"), button.rect().adjusted(edge, 0, -edge, 0))


def _push_button(button: QPushButton, _theme: Theme) -> Iterator[str]:
    yield from _lacks(button.font(), button.text().replace("&", ""), button.rect().adjusted(4, 0, -4, 0))


def _ticked(box: CheckBox | RadioButton, theme: Theme) -> Iterator[str]:
    side, above = theme.px(22), theme.px(CheckBox.PAD)
    words = box.text().replace("&&", "&")
    if min(box.width(), box.height()) < side + 2 * (theme.ring + 2):
        yield "the ring around the box is cut"
    if words:
        room = QRect(CheckBox.indent(theme), above, box.width() - CheckBox.indent(theme), box.height() - 2 * above)
        title = box.font()
        yield from _lacks(title, words, room, wraps=True)
        below = room.adjusted(0, round(wrapped(title, words, room.width()).height()), 0, 0)
        if box.detail:
            yield from _lacks(theme.font(Type.SMALL), box.detail, below, wraps=True)


def _line(line: QLineEdit, theme: Theme) -> Iterator[str]:
    margins, inside = line.textMargins(), line.contentsRect()
    room = inside.adjusted(margins.left(), margins.top(), -margins.right() - 2, -margins.bottom())
    yield from _lacks(line.font(), line.placeholderText(), room)
    yield from _lacks(line.font(), "Ág", room.adjusted(0, theme.ring, 0, -theme.ring))


def _number(number: NumberField, _theme: Theme) -> Iterator[str]:
    line = number.lineEdit()
    margins = line.textMargins()
    room = line.contentsRect().adjusted(margins.left() + 2, 0, -margins.right() - 2, 0)
    for text in (line.placeholderText(), line.text(), "0" * len(str(min(number.maximum(), 99_999)))):
        yield from _lacks(number.font(), text, room)


def _box(box: QPlainTextEdit, _theme: Theme) -> Iterator[str]:
    room = QRectF(box.viewport().rect()).adjusted(4, 0, -4, 0)
    yield from _lacks(box.font(), box.placeholderText(), room, wraps=True)
    line = QFontMetricsF(box.font()).lineSpacing()
    lines = min(max(round(wrapped(box.font(), box.toPlainText(), room.width()).height() / line), 2), 8)
    if abs(room.height() / line - lines) > 1:
        yield f"shows {room.height() / line:.1f} lines of {lines}"


def _choice(choice: Choice, theme: Theme) -> Iterator[str]:
    room = choice.rect().adjusted(theme.px(11), 0, -theme.px(11 + 24), 0)
    yield from _lacks(choice.font(), choice.currentText(), room, wraps=True)


def _bar(bar: Bar, theme: Theme) -> Iterator[str]:
    percent = wrapped(theme.font(Type.BODY), "100%", _ENDLESS).width()
    if bar.width() < percent + theme.px(40):
        yield f"no room for a bar and its percentage in {bar.width()} pixels"
    if bar.caption:
        words = wrapped(theme.font(Type.SMALL), bar.caption, _ENDLESS)
        if words.width() + percent > bar.width() or words.height() + theme.px(8) > bar.height() + HAIR:
            yield "its caption is cut"


def _ring(ring: Ring, theme: Theme) -> Iterator[str]:
    inner = min(ring.width(), ring.height()) * 0.8
    words = [("100", Type.STRONG)] if ring.small else [("100", Type.SCORE), ("of 100", Type.BODY)]
    sizes = [QFontMetricsF(theme.font(kind)).tightBoundingRect(text) for text, kind in words]
    width, height = max(size.width() for size in sizes), sum(size.height() for size in sizes)
    if width**2 + height**2 > inner**2:
        yield f"its words take {width:.0f} × {height:.0f} pixels in a ring of {inner:.0f}"


def _tabs(bar: TabBar, theme: Theme) -> Iterator[str]:
    chosen = theme.font(Type.STRONG)
    for place in range(bar.count()):
        rect = bar.tabRect(place)
        words = wrapped(chosen, bar.words(place), _ENDLESS).width()
        chip = wrapped(theme.font(Type.CHIP), bar.chip(place), _ENDLESS).width() + theme.px(8) if bar.chip(place) else 0
        if words + chip + 2 * (theme.ring + 2) > rect.width() + HAIR:
            yield f"tab {bar.words(place)!r} is cut"
    if not bar.in_sight(bar.currentIndex()):
        yield "the chosen tab is not in sight"


_KINDS: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (Paragraph, _paragraph),
    (Pill, _pill),
    (QLabel, _label),
    (Button, _button),
    (QPushButton, _push_button),
    (CheckBox, _ticked),
    (RadioButton, _ticked),
    (NumberField, _number),
    (QLineEdit, _line),
    (QPlainTextEdit, _box),
    (Choice, _choice),
    (Bar, _bar),
    (Ring, _ring),
    (TabBar, _tabs),
)


def _without_room(widget: QWidget, theme: Theme) -> Iterator[str]:
    if isinstance(widget.parent(), QSpinBox) and isinstance(widget, QLineEdit):
        return  # looked at with the field it is in
    for kind, check in _KINDS:
        if isinstance(widget, kind):
            yield from check(widget, theme)
            return


def _on_top_of_each_other(parent: QWidget) -> Iterator[str]:
    """Yield what overlaps inside a widget whose layout places its children."""
    if parent.layout() is None:
        return
    children = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisibleTo(parent)]
    for one, other in combinations(children, 2):
        if one.geometry().intersects(other.geometry()) and not (one.isWindow() or other.isWindow()):
            yield f"{called(one)} and {called(other)} overlap"


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return False
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
        return False  # what is scrolled is larger than what shows it
    return not parent.rect().contains(widget.geometry())
