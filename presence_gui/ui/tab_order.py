"""Where the keyboard goes next: down the page as it stands on the screen, whenever its parts were made."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QTabWidget, QWidget


def follow_the_page(within: QWidget) -> None:
    """Have Tab go through a widget in the order of its layouts: Qt puts what is made later at the end."""
    for one, following in pairwise(stops(within, within.window().focusWidget())):
        QWidget.setTabOrder(one, following)


def stops(within: QWidget, leaving: QWidget | None = None) -> Iterator[QWidget]:
    """Yield what Tab can stop at now in a widget, in the order in which it stands on the screen.

    ``leaving`` has its place among them even where it has just been hidden or disabled: what follows is next.
    """
    for part in _parts(within):
        is_left = leaving and (part is leaving or part.isAncestorOf(leaving))
        if _is_hidden(part) and not is_left:
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.focusProxy() and (part.isEnabled() or is_left):
            yield part
        yield from stops(part, leaving)


def areas(within: QWidget) -> Iterator[QWidget]:
    """Yield what F6 stops at: the innermost parts that say of themselves that they are an area, with a stop in them."""
    for part in _parts(within):
        if _is_hidden(part):
            continue
        inner = list(areas(part))
        if not inner and getattr(part, "is_area", False) and first_stop(part):
            inner = [part]
        yield from inner


def first_stop(of: QWidget) -> QWidget | None:
    """Return where the keyboard goes in an area; None where there is nothing for it."""
    return of if of.focusPolicy() & Qt.FocusPolicy.TabFocus else next(stops(of), None)


def put_keyboard(on: QWidget) -> None:
    """Move the keyboard there and have its ring shown, with no text selected that was not selected before."""
    on.setFocus(Qt.FocusReason.OtherFocusReason)  # any keyboard's reason would select the text
    on.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def name_at_hand(within: QWidget) -> str:
    """Return the name of what has the keyboard in a widget that is about to be built anew; "" where nothing has."""
    here = cast("QWidget | None", within.window().focusWidget())
    return _name(here) if here and within.isAncestorOf(here) else ""


def back_to(name: str, within: QWidget) -> None:
    """Put the keyboard where it was before a widget was built anew, or else on the first thing in it."""
    if name:
        goal = next((one for one in stops(within) if _name(one) == name), None) or first_stop(within)
        if goal:
            put_keyboard(goal)


def _name(widget: QWidget) -> str:
    from PySide6.QtGui import QAccessible

    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _is_hidden(part: QWidget) -> bool:
    """Whether somebody hid it; what was made just now is shown by an event that is on its way."""
    return part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets just inside this one, in order."""
    if isinstance(widget, QTabWidget):
        yield widget.tabBar()
        if widget.count():
            yield widget.currentWidget()
    elif layout := widget.layout():
        yield from _laid_out(layout)
    else:
        yield from (one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow())


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    items = [layout.itemAt(place) for place in range(layout.count())]
    if isinstance(layout, QGridLayout):  # it counts them as they were added
        items = [items[place] for place in sorted(range(len(items)), key=partial(_cell, layout))]
    for item in items:
        if item and (widget := item.widget()):
            yield widget
        elif item and (inner := item.layout()):
            yield from _laid_out(inner)


def _cell(grid: QGridLayout, place: int) -> tuple[int, int]:
    row, column, *_size = cast("tuple[int, int, int, int]", grid.getItemPosition(place))
    return row, column
